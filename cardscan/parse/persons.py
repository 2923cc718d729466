"""Choose the people's names of a card among its segments."""

import re
from collections.abc import Sequence
from dataclasses import replace

from cardscan.geometry import gaps
from cardscan.model import Line
from cardscan.parse.claims import LEAST, Claim, single
from cardscan.parse.features import Rows, Surroundings, ink_distance, name_score, numbers_by, words
from cardscan.parse.labels import LABELS
from cardscan.parse.orgs import touching
from cardscan.parse.segments import Segment
from cardscan.text.scripts import is_latin

#: A card names mostly one person: the first name may be less likely where its words are names, further ones less so.
FIRST_NAME, NEXT_NAME = 0.1, 0.5
MODEL, ALIKE = 0.6, 0.1  # of a name, and of one set like it beside another number
MOST = 4  # names of a card
_HANGUL_NAME = re.compile(r"(?:[\uac00-\ud7a3] ?){2,4}")
_AND = re.compile(r" +(?:&|and|und|e|et|y|i|og|och) +")


def people_named(segments: Sequence[Segment], likely: Rows, lines: Sequence[Line], around: Surroundings) -> list[Claim]:
    """Claims for people's names; a given name may stand above its family name."""
    column = LABELS.index("fn")
    # In brackets beside a name stands what its bearer is called, and nobody else.
    claims = [c for c in single("fn", segments, likely) if not c.text.startswith("(")]
    claims.sort(key=lambda c: -c.likely)
    claims = [c for n, c in enumerate(claims) if not n or c.likely >= NEXT_NAME or _is_other_script(c, claims[:n])]
    if not claims:
        named = [
            (float(p[column]), s)
            for s, p in zip(segments, likely, strict=True)
            if name_score(s.text) >= 0.5 and p[LABELS.index("adr")] < LEAST["adr"]
        ]
        chance, best = max(named, key=lambda pair: pair[0], default=(0.0, None))
        if best and chance >= FIRST_NAME:
            claims = [Claim("fn", (best,), best.text, chance)]
    claims += _set_alike(claims, segments, likely, around)
    taken: set[int] = set()
    joined = []
    for claim in claims:
        (mine,) = claim.segments
        if id(mine) in taken:
            continue
        other = next((s for s in segments if id(s) not in taken and _continues(mine, s, lines)), None)
        if other is not None:
            both = (mine, other) if mine.place[1] < other.place[1] else (other, mine)
            claim = Claim("fn", both, " ".join(s.text for s in both), claim.likely)
        taken |= {id(s) for s in claim.segments}
        joined += [replace(claim, text=_unspread(text)) for text in _each(claim.text)]
    in_order = {id(s): n for n, s in enumerate(segments)}
    return sorted(joined[:MOST], key=lambda c: in_order[id(c.segments[0])])


def _set_alike(claims: Sequence[Claim], segments: Sequence[Segment], likely: Rows, around: Surroundings) -> list[Claim]:
    """Claims for what stands by a number of its own in the letters of a name that does: partners have a corner each."""
    sure = [c.segments[0] for c in claims if c.likely >= MODEL]
    out = []
    for s, p in zip(segments, likely, strict=True):
        chance = dict(zip(LABELS, p.tolist(), strict=True))
        if any(s in c.segments for c in claims) or not 1 <= len(words(s.text)) <= 3 or any(map(str.isdigit, s.text)):
            continue
        if chance["fn"] < ALIKE or chance["fn"] < max(chance[kind] for kind in ("title", "dept", "adr", "suffix")):
            continue
        if any(_in_like_letters(s, m) and _by_numbers_alike(s, m, around) for m in sure):
            out.append(Claim("fn", (s,), s.text.strip(" ,"), chance["fn"]))
    return out


def _in_like_letters(a: Segment, b: Segment) -> bool:
    return 0.87 < a.height / b.height < 1.15 and ink_distance(a.ink, b.ink) < 0.4


def _by_numbers_alike(a: Segment, b: Segment, around: Surroundings) -> bool:
    """True when each of two stands above numbers of its own, or before one."""
    by_a, by_b = numbers_by(a, around), numbers_by(b, around)
    return any(one and other and not set(one) & set(other) for one, other in zip(by_a, by_b, strict=True))


def _is_other_script(claim: Claim, others: Sequence[Claim]) -> bool:
    """True of a name beside one in other letters: a person's name may stand in two scripts."""
    (mine,) = claim.segments
    latin = is_latin(claim.text)
    return all(is_latin(c.text) != latin and _near(mine, c.segments[0]) for c in others)


def _near(a: Segment, b: Segment) -> bool:
    """True when two segments stand beside each other, or one above the other."""
    across, down = gaps(a.place, b.place)
    return max(down, across) < 1.5 * min(a.height, b.height)


def _each(text: str) -> list[str]:
    """The names in "Ann & Ben", "Ana e Rui"; one name stays whole, as "Rui Costa e Silva"."""
    names = _AND.split(text)
    alike = len({len(words(name)) for name in names}) == 1
    return names if alike and all(name_score(name) > 0.5 for name in names) else [text]


def _continues(mine: Segment, other: Segment, lines: Sequence[Line]) -> bool:
    """True when two words, one above the other, make one name."""
    if other is mine or len(words(mine.text)) != 1 or len(words(other.text)) != 1 or not touching(mine, other):
        return False
    alone = all(len(lines[s.span.line].text) < len(s.text) + 3 for s in (mine, other))  # no number beside it
    return alone and 0.62 < mine.height / other.height < 1.6 and name_score(other.text) > 0.5


def _unspread(name: str) -> str:
    """A name of Han or Hangul that is printed letter by letter, without its spaces; one of Hangul has none."""
    letters = name.split()
    spread = len(letters) > 2 and all(len(c) == 1 and c >= "\u3040" for c in letters)
    return "".join(letters) if spread or _HANGUL_NAME.fullmatch(name) else name
