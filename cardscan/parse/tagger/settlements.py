"""Tell the address of a village of Israel, which has no streets: "מושב תרנון 9899199" looks like a register's."""

import re
from collections.abc import Sequence

from cardscan.model import Line
from cardscan.parse.tagger.network import TAGS, Chances
from cardscan.parse.tagger.words import Word

#: A moshav, a kibbutz, a village or a rural post, its name, and a postcode of seven digits, alone on a line.
_VILLAGE = re.compile(r"\s*(?:מושב|קיבוץ|קבוץ|כפר|יישוב|ישוב|ד\.? ?נ\.?) [^\d:]+?[\s,]+\d{7}\s*")
_CITY, _CODE = TAGS.index("city"), TAGS.index("code")
_SURE = 0.9


def with_villages(chances: Chances, words: Sequence[Word], lines: Sequence[Line]) -> Chances:
    """Return the chances: a line that is a village and its postcode is an address, or goes on with one."""
    tags, links = chances.tags.copy(), chances.links.copy()
    for at, word in enumerate(words):
        if not word.kind and _VILLAGE.fullmatch(lines[word.line].text):
            tags[at] *= 1 - _SURE
            tags[at, _CODE if word.text.isdigit() else _CITY] += _SURE
            if at and words[at - 1].line == word.line:
                links[at] *= 1 - _SURE
                links[at, at] += _SURE
    return Chances(tags, links)
