"""Tell addresses without a street: a village of Israel and its postcode, a kilometre of a road.

"מושב תרנון 9899199" looks like a register's, and the "+300" of "DN1, km 14+300" like a telephone number.
"""

import re
from collections.abc import Sequence

from cardscan.model import Line
from cardscan.parse.gazetteer import city
from cardscan.parse.tagger.network import TAGS, Chances, lean
from cardscan.parse.tagger.words import Word

#: A moshav, a kibbutz, a village or a rural post, its name, and a postcode of seven digits, alone on a line.
_VILLAGE = re.compile(
    r"\s*(?:מושב|קיבוץ|קבוץ|כפר|יישוב|ישוב|ד\.? ?נ\.?) [^\d:]+?[\s,]+\d{7}\s*"
    # And a village of Bulgaria, its municipality, and maybe a postcode.
    r"|\s*с(?:ело)?\.? ?[А-Я][^\d:,]+, *общ(?:ина)?\.? ?[А-Я][^\d:]*(?:\d{4})?\s*"
)
#: A kilometre of a road and the metres behind it.
_KILOMETRE = re.compile(r"(?i)(?<!\w)(?:km|pk|км|пк|χλμ)\.?\s?\d+\s?\+\s?\d{2,3}(?!\w)")
#: An address in Arabic letters without a number: its town, and what has a word for a street or a part of a town.
_IN_ARABIC = re.compile(
    r"(?<!\w)(?:ال)?(?:شارع|مدينة|منطقة|حي|طريق|دوار|عمارة|بناية|مجمع|ميدان|برج|خیابان|کوچه|بلوار|شهرک|میدان)(?!\w)"
)
_PIECES = re.compile(r"\s+[-–]\s+|\s*[،,]\s*")
_STREET = TAGS.index("street")
_CITY, _CODE = TAGS.index("city"), TAGS.index("code")


def with_unnumbered(chances: Chances, words: Sequence[Word], lines: Sequence[Line]) -> Chances:
    """Return the chances: a line of Arabic that begins with a town and goes on with a street is an address."""
    tags, links = chances.tags.copy(), chances.links.copy()
    ends = {number: _first_ends(line.text) for number, line in enumerate(lines)}
    towns = {
        word.line
        for at, word in enumerate(words)
        if word.end <= ends[word.line] and (tags[at].argmax() == _CITY or city(word.text))
    }
    for at, word in enumerate(words):
        if not word.kind and word.line in towns:
            lean(tags[at], _CITY if word.end <= ends[word.line] else _STREET)
            goes_on = at > 0 and words[at - 1].line == word.line
            lean(links[at], at if goes_on else 0)
    return Chances(tags, links)


def _first_ends(text: str) -> int:
    """Where the first piece ends of a line without a number that has a word for a street in Arabic; 0 of others."""
    first, *rest = _PIECES.split(text)
    return len(first) if any(map(_IN_ARABIC.search, rest)) and not re.search(r"[\d:]", text) else 0


def with_kilometres(chances: Chances, words: Sequence[Word], lines: Sequence[Line]) -> Chances:
    """Return the chances: a kilometre of a road is a street's, and goes on from its number."""
    tags, links = chances.tags.copy(), chances.links.copy()
    found = {number: _KILOMETRE.search(line.text) for number, line in enumerate(lines)}
    for at, word in enumerate(words):
        place = found[word.line]
        if not word.kind and place and place.start() <= word.start < place.end():
            lean(tags[at], _STREET)
            if at and word.start > place.start():
                lean(links[at], at)
    return Chances(tags, links)


def with_villages(chances: Chances, words: Sequence[Word], lines: Sequence[Line]) -> Chances:
    """Return the chances: a line that is a village and its postcode is an address, or goes on with one."""
    tags, links = chances.tags.copy(), chances.links.copy()
    for at, word in enumerate(words):
        if not word.kind and _VILLAGE.fullmatch(lines[word.line].text):
            lean(tags[at], _CODE if word.text.isdigit() else _CITY)
            if at and words[at - 1].line == word.line:
                lean(links[at], at)
    return Chances(tags, links)
