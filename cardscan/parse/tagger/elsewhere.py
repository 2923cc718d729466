"""Keep out of an address what stands beside it and has its shape: lists of branches, days, hours, costs of calls.

"Branches: Tarnby | Pune | Surat" says where else a company is, "Valid until 31. 12." and "Mo-Fr 9-18" are no houses,
"Werk Stade" above an address says whose it is, and "Amtsgericht Bremen HRB 24718" is where a company is entered.
"""

import re
from collections.abc import Iterator, Sequence

from cardscan.model import Line
from cardscan.parse.gazetteer import address_score, city, country_name
from cardscan.parse.gazetteer.lexicon import lexicon
from cardscan.parse.registered import banks
from cardscan.parse.tagger.network import TAGS, Chances
from cardscan.parse.tagger.registers import entries
from cardscan.parse.tagger.words import Word
from cardscan.text.folding import fold
from cardscan.text.joiners import AND_WORDS

_OF_ADDRESS = [TAGS.index(tag) for tag in ("street", "city", "region", "code", "country", "adr")]
_TRADE = TAGS.index("trade")
_BARS = "|•·"  # between the towns of a list; other signs part the pieces of an address, too
_HEADED = re.compile(r"\s*([^\W\d_][^\d:：]*[:：])\s*")
_BETWEEN = re.compile(rf"\s*[{_BARS},;/]\s*|\s+[-–]\s+|\s(?:{AND_WORDS})\s", re.IGNORECASE)
_HEADING = 4  # words that say which office an address is of, at most
_OF = frozenset("at da de di do en in of v w в у".split())  # noqa: SIM905 - read as words
_CODED = re.compile(r"\S*\d\S*")
#: Where a postcode begins an address behind a colon.
_CODE_FIRST = re.compile(r"\s*\d{5,6}(?:\s*$|\s*,)")
_ADDRESS = 0.5  # how much of an address stands behind them
_NUMBERED = frozenset({"area", "street", "unit"})  # what may have a number behind a colon: "Kat: 8", "PIN: 411 001"
_FEWEST = 3  # towns of a list that is told by nothing else: a part of a town, a town and a country are an address
#: A piece of a line up to a sign or the end of a sentence, which ends with a day: "... bis 31. 12. 2027".
_DAY = re.compile(
    r"(?:^|(?<=[|•·;])|(?<=[^\W\d_]{2}[.!?] ))[^\d|•·;]*[^\W\d_A-ZÀ-Þ]{2} "
    r"(?:[0-2]?\d|3[01])(?:\. ?(?:0?\d|1[0-2])\.|/(?:0?\d|1[0-2])/)(?: ?(?:20)?\d\d)?(?=\s*(?:$|[|•·,;]))"
)
_FROM_TO = r"\s?[-–]\s?"
#: What a call costs, in brackets or to the end of a line: Portugal and Germany have it printed beside the number.
_COST = re.compile(
    r"(?i)(?:chamadas? (?:gratuita |local )?para (?:a )?rede|custo (?:de|da) (?:uma )?chamada|valor (?:de|da) chamada"
    r"|(?:co[uû]t|prix) d.un appel|appel non surtax|(?:aus|im) (?:dem |den )?(?:d(?:eu)?t\S* )?(?:fest|mobilfunk)netz"
    r"|costo (?:de la|della) (?:llamada|chiamata)|lokaal tarief)[^()|•·;]*"
)
_BRACKETED = re.compile(r"\([^()]*\)")
#: Days of the week, two letters or three of each, and hours behind them.
_HOURS = re.compile(
    rf"\b[^\W\d_]{{2,3}}\.?{_FROM_TO}[^\W\d_]{{2,3}}\.?:? +\d{{1,2}}(?:[:.h]\d\d| ?[ap]m)?{_FROM_TO}\d.*"
)


def without_elsewhere(chances: Chances, words: Sequence[Word], lines: Sequence[Line]) -> Chances:
    """Return the chances: words of lists of branches, registers, banks, days and hours are of no address."""
    tags = chances.tags.copy()
    spans = {number: list(_spans(line.text)) for number, line in enumerate(lines)}
    for number, line in enumerate(lines):
        if _is_heading(line.text, [other.text for other in lines if other is not line]):
            spans[number] = [(0, len(line.text))]
    for at, word in enumerate(words):
        elsewhere = any(start <= word.start < end for start, end in spans[word.line])
        if not word.kind and (elsewhere or _is_of_number(at, words, lines)):
            tags[at, _TRADE] += tags[at, _OF_ADDRESS].sum()
            tags[at, _OF_ADDRESS] = 0
    return Chances(tags, chances.links)


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Where in a line stands what is of no address."""
    if _is_list(text):
        yield 0, len(text)
    if (heading := _HEADED.match(text)) and _is_office(heading[1], text[heading.end() :]):
        yield heading.span()
    for shape in (_DAY, _HOURS):
        yield from (match.span() for match in shape.finditer(text))
    bracketed = [match for match in _BRACKETED.finditer(text) if _COST.search(match[0])]
    yield from (match.span() for match in bracketed or _COST.finditer(text))
    yield from entries(text)
    yield from banks(text)


def _is_of_number(at: int, words: Sequence[Word], lines: Sequence[Line]) -> bool:
    """Whether a word is of the name of a country, alone between two telephone numbers: "China" of "China Mobile:"."""
    own = [word for word in words if word.line == words[at].line]
    before = [word for word in own if word.start < words[at].start and word.kind]
    behind = [word for word in own if word.start > words[at].start and word.kind]
    if not before or not behind or not before[-1].kind == behind[0].kind == "tel":
        return False
    return country_name(lines[words[at].line].text[before[-1].end : behind[0].start]) is not None


def _is_office(heading: str, behind: str) -> bool:
    """Whether what stands before a colon says which office an address behind it is: "Pune Annex: 4 Kelp Road"."""
    first, *rest = heading.rstrip(": ：").split()
    is_address = address_score(behind) > _ADDRESS or _CODE_FIRST.match(behind) is not None
    if len(rest) == 2 and rest[0] in _OF and rest[1][:1].isupper():  # no list has the town as a case of it
        return is_address
    roles = [tag.role for tag in lexicon("address").tag(heading)]
    numbers = roles[-1] in _NUMBERED and re.match(r"\s*\d", behind)
    towns = (city(first), city(rest[-1]), city(" ".join(rest))) if rest and not numbers else ()
    return len(rest) < _HEADING and (any(towns) or {*roles} == {"label"}) and is_address


def _is_heading(text: str, others: Sequence[str]) -> bool:
    """Whether a line says which office an address below is of, by its town, which that names too: "Werk Stade"."""
    tags = lexicon("address").tag(text)
    named = [tag.text for tag in tags if tag.role not in ("label", "unit") and tag.text not in _OF]
    town = " ".join(named)
    if not 0 < len(named) < len(tags) <= _HEADING or re.search(r"[\d,;|]", text):
        return False
    coded = [fold(other) for other in others if re.search(r"\d", other)]
    # Where no list holds the town it is what is left of its line without the postcode.
    alone = any(_CODED.sub("", other).strip(" ,-–") == town for other in coded)
    return alone or (bool(city(town)) and any(re.search(rf"\b{re.escape(town)}\b", other) for other in coded))


def _is_list(text: str) -> bool:
    """Whether a line names towns and nothing else: three, or two between bars behind a heading, "Branches: ..."."""
    heading = _HEADED.match(text)
    listed = text[heading.end() if heading else 0 :].strip(" .")
    names = _BETWEEN.split(listed)
    if len(names) < 2 or re.search(r"\d", listed):
        return False
    towns = sum(bool(city(name) or city(name.split(" ")[-1])) for name in names if name)
    barred = any(sign in listed for sign in _BARS)
    ends = country_name(names[-1]) is not None and not barred  # of an address: "León, Guanajuato, México"
    return (
        towns >= _FEWEST
        and towns == len(names)
        and not ends
        or (heading is not None and barred and 2 * towns > len(names))
    )
