"""Settle which part of a name is given and which is the family's: by the e-mail, capitals, lists and the country.

The network tells it by the words alone. Each sign speaks for what it said or against it; where they speak against it
together, the parts are turned. A name that is written in one piece is parted by its country, its reading, the lists,
and how the card spells it in Latin letters beside it.
"""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from cardscan.enrich.name_words import SYLLABLES, has_patronymic, settled_words
from cardscan.model import Contact, Field, Line
from cardscan.parse.gazetteer import family_name, given_name
from cardscan.parse.names import TWO_LETTERS
from cardscan.text.folding import fold
from cardscan.text.letters import latin, squash, words
from cardscan.text.patronymics import is_family
from cardscan.text.pinyin import is_pinyin
from cardscan.text.scripts import cjk, has_hangul, is_latin, script_of

Parts = Mapping[str, str]
#: How much signs say: capitals of one part alone, the family's name in the other script of the card, an initial before
#: the other part in an e-mail, the ending of a family's name, one part alone that is Chinese, a hyphen between two
#: syllables, one part alone in an e-mail, the order in which they are printed, both parts in an e-mail.
_CAPITALS, _BESIDE, _INITIAL, _ENDING, _CHINA = 2.0, 2.0, 1.5, 1.5, 1.5
_HYPHEN, _ALONE, _PRINTED, _BOTH = 1.0, 0.8, 0.7, 0.5
_AGAINST = -0.6  # what they say together from which on the parts are turned
_BORNE_OUT = 0.5  # by how much more the lists must know another way to part a name in one piece
_CHINESE = frozenset({"CN", "HK", "MO", "TW"})
#: Where a name in letters that have spaces between words has either part first.
_EITHER_WAY = SYLLABLES | frozenset("BI BY CD CM DZ JP KG KH KZ MA RU RW TN UA UG UZ VN".split())  # noqa: SIM905
_FAMILY_FIRST = frozenset({"HU"})
_FAMILY_ADDRESS = frozenset({"JP"})  # where an e-mail address of one name is the family's
_WITHIN = frozenset("ヶヵケ々")  # letters of names of Japan that none ends before, nor, but the last, right behind
_LONG = 4  # letters of a name of Japan; of a longer one the family has two, if the lists do not hold one
_NICK = 3  # letters of a given name that may stand for all of it in an e-mail
_KNOWN = 0.5
_INITIALS = re.compile(r"((?:[^\W\d_]\.)+) ?([^\W\d_]{3,})")  # C.L.N.Gandhi
_LETTER_BEHIND = re.compile(r"([^\W\d_]{3,}(?: [^\W\d_]{3,})*) ?\. ?([^\W\d_])\.?")  # Nishanth.D


def settle_names(contact: Contact, country: str, lines: Sequence[Line]) -> Contact:
    """Settle the parts of each name that was read; `country` is the card's ISO code, or ""."""
    emails = [field.value.partition("@")[0] for field in contact.email]

    def settled(name: Field, beside: Sequence[Field] = ()) -> Field:
        if name.origin.startswith("qr"):  # who wrote the code said which part is which
            return name
        others = [other.parts for other in beside if script_of(other.value) != script_of(name.value)]
        other = others[0] if len(others) == 1 else {}
        return replace(name, parts=settled_parts(name.value, name.parts, country, emails, other))

    alone = tuple(map(settled, contact.fn))
    return replace(contact, fn=tuple(settled(name, alone) for name in contact.fn))


def part_by_readings(contact: Contact) -> Contact:
    """Part names in one piece by their kana, once those were found beside them."""

    def parted(name: Field) -> Field:
        read = {"family_reading", "given_reading"} <= set(name.parts) and not name.origin.startswith("qr")
        return replace(name, parts=settled_parts(name.value, name.parts, "JP")) if read else name

    return replace(contact, fn=tuple(map(parted, contact.fn)))


def settled_parts(
    name: str, parts: Parts, country: str, emails: Sequence[str] = (), beside: Parts | None = None
) -> Parts:
    """Return the parts of a name.

    `emails`: what stands before the @ in the card's addresses; `beside`: the parts of the name in another script.
    """
    whole = f"{parts.get('given', '')}{parts.get('family', '')}"
    if whole and all(map(cjk().match, whole)):
        return {**parts, **_in_one_piece(name, parts, country, beside or {})}
    parts = settled_words(name, parts, country)
    if not parts.get("family"):
        return {**parts, **_with_letter(parts.get("given", ""))}
    if not parts.get("given") or has_patronymic(parts["given"]):
        return parts
    said = sum(_signs(name, parts["given"], parts["family"], country, emails))
    said += _BESIDE * _by_family(parts["given"], parts["family"], (beside or {}).get("family", ""))
    return {**parts, "given": parts["family"], "family": parts["given"]} if said < _AGAINST else parts


def _with_letter(given: str) -> Parts:
    """Part a name that is written without a gap from its initials, or from a letter behind it."""
    if found := _INITIALS.fullmatch(given):
        return {"given": found[1], "family": found[2]}
    if found := _LETTER_BEHIND.fullmatch(given):
        return {"given": found[1], "family": found[2]}
    return {}


# -- signs for what was told, and against it


def _signs(name: str, given: str, family: str, country: str, emails: Sequence[str]) -> Iterator[float]:
    yield (_likely(given, given_name, family_name) + _likely(family, family_name, given_name)) / 2
    least = 2 if country in _EITHER_WAY else 3  # JR Brackwyth has initials, LI Wei has not
    yield _ENDING * (is_family(family.split()[-1]) - is_family(given.split()[-1]))
    yield _CAPITALS * (_stands_out(family, given, least) - _stands_out(given, family, least))
    if country in SYLLABLES:
        yield _HYPHEN * (("-" in given) - ("-" in family))
    if country == "CN":  # who has a Western given name has a Chinese family's: Edda Xue
        yield _CHINA * (is_pinyin(family) - is_pinyin(given))
    if "," not in name and country not in _EITHER_WAY:
        first = name.find(given) <= name.find(family)
        yield _PRINTED if first != (country in _FAMILY_FIRST) else -_PRINTED
    for email in emails:
        yield _by_email(re.split(r"[._-]+", re.sub(r"\d+", "", email)), _key(given), _key(family), country)


def _likely(text: str, part: Callable[[str], float], other: Callable[[str], float]) -> float:
    """How much more the lists hold the words of a text for one part of a name than for the other."""
    known = [part(word) - other(word) for word in words(text) if len(word) > 1]
    return sum(known) / len(known) if known else 0.0


def _stands_out(one: str, other: str, least: int) -> bool:
    """Whether one part of a name is in capitals and the other is not; `least`: letters of what is no initial."""
    letters = [max(map(len, words(text)), default=0) for text in (one, other)]
    return one.isupper() and not other.isupper() and letters[0] >= least and letters[1] > 2


def _by_family(given: str, family: str, han: str) -> int:
    """Whether a family's name in Han or Hangul spells the one part or the other; those of Japan are spelt otherwise."""
    spelt = squash(latin(han))
    return ((squash(family) == spelt) - (squash(given) == spelt)) if spelt else 0


def _key(text: str) -> list[str]:
    return [squash(word) for word in words(latin(text))]


def _by_email(local: Sequence[str], given: Sequence[str], family: Sequence[str], country: str) -> float:
    """What the part of an address before the @, split at its signs, says; `given`, `family`: their words, folded."""
    if not given or not family:
        return 0.0
    ours, theirs = ("".join(given), given[0]), ("".join(family), family[0])
    first, last = (squash(local[0]), squash(local[-1])) if local else ("", "")
    if len(local) == 1 and (first in ours or first in theirs):
        if country in SYLLABLES | _FAMILY_FIRST:  # either may be all that it says
            return 0.0
        as_family = (first in theirs) == (country in _FAMILY_ADDRESS)
        return 0.0 if first in ours and first in theirs else _ALONE if as_family else -_ALONE
    # Elsewhere people are called by the beginning of a given name: "alex".
    begins = ours[0].startswith(first) - theirs[0].startswith(first)
    if begins and len(local) == 1 and len(first) >= _NICK and country not in SYLLABLES | _FAMILY_ADDRESS:
        return _ALONE * begins
    if len(local) == 1 and first:
        first, last = first[0], first[1:]
    if len(first) == 1 or (len(local) == 2 and len(first) == 2):  # initials, and what stands for itself
        return _INITIAL * ((first[0] == given[0][0] and last in theirs) - (first[0] == family[0][0] and last in ours))
    if len(last) == 1:
        return _INITIAL * ((last == family[0][0] and first in ours) - (last == given[0][0] and first in theirs))
    straight = first in ours and last in theirs
    turned = first in theirs and last in ours
    return _BOTH * (straight - turned) if country not in _EITHER_WAY | _FAMILY_FIRST else 0.0


# -- names in one piece


def _in_one_piece(name: str, parts: Parts, country: str, beside: Parts) -> Parts:
    """Part a name in Chinese, Japanese or Korean letters, whose family name is first."""
    pieces = name.split()
    text = "".join(pieces)
    if text != "".join((parts.get("family", ""), parts.get("given", ""))) or len(text) < 2:
        return {}
    if len(pieces) == 2 and not (has_hangul(text) and len(pieces[0]) > 1 and pieces[0] not in TWO_LETTERS):
        return {"family": pieces[0], "given": pieces[1]}
    at = _boundary(text, len(parts.get("family", "")), parts, country, beside)
    return {"family": text[:at], "given": text[at:]} if 0 < at < len(text) else {}


def _boundary(text: str, told: int, parts: Parts, country: str, beside: Parts) -> int:
    """How many letters of a name in one piece are the family's; `told`: by the network."""
    if country != "JP" and text[:2] in TWO_LETTERS and len(text) > 2:
        return 2
    if (has_hangul(text) or country in _CHINESE) and len(text) < 4:
        return 1
    ways = [at for at in range(1, min(4, len(text))) if not {text[at - 1], text[at]} & _WITHIN or text[at - 1] == "々"]
    ways = [at for at in ways if _may_spell(text[:at], "family", beside) and _may_spell(text[at:], "given", beside)]
    if len(text) > _LONG and told == 1 and family_name(text[0]) < _KNOWN:
        told = 2
    if told not in ways:
        told = next((at for at in ways if at > told), told)
    ways = ways or [told]
    kana = [parts.get(f"{part}_reading", "") for part in ("family", "given")]
    if all(kana):
        uneven = {at: max(len(kana[0]) / at, len(kana[1]) / (len(text) - at)) for at in ways}
        return min(ways, key=lambda at: (uneven[at], at != told))
    known = {at: family_name(text[:at]) + given_name(text[at:]) for at in {*ways, told}}
    longer = [at for at in ways if at > told or given_name(text[at:])]  # one letter alone is in many a longer name
    best = max(longer, key=lambda at: known[at], default=told)
    return best if known[best] >= known[told] + _BORNE_OUT else told


def _may_spell(han: str, part: str, beside: Parts) -> bool:
    """Whether a part of a name in Latin letters is long enough for letters of Han, each of which has a vowel."""
    spelt = fold(beside.get(part, ""))
    return not spelt or not is_latin(spelt) or len(han) <= sum(char in "aeiou" for char in spelt)
