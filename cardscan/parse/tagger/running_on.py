"""Join an address that is cut within the name of a street: a line below that begins with "de", "del", "da" goes on."""

from collections.abc import Sequence

from cardscan.geometry import gaps
from cardscan.model import Line
from cardscan.parse.tagger.network import TAGS, Chances, lean
from cardscan.parse.tagger.words import Word
from cardscan.text.joiners import goes_on

_OF_ADDRESS = [TAGS.index(tag) for tag in ("street", "city", "region", "code", "country", "adr")]
_STREET, _CITY, _REGION = (TAGS.index(tag) for tag in ("street", "city", "region"))
_LIKELY = 0.5  # how much of an address the words on both sides of the cut are, at least
_BETWEEN = 1.0  # heights of a line between both, at most


def with_streets_cut(chances: Chances, words: Sequence[Word], lines: Sequence[Line]) -> Chances:
    """Return the chances: what such a line begins with goes on from the line above, which ends in no town's name."""
    tags, links = chances.tags.copy(), chances.links.copy()
    of_line: dict[int, list[int]] = {}
    for at, word in enumerate(words):
        of_line.setdefault(word.line, []).append(at)
    for number, own in of_line.items():
        if not goes_on(lines[number].text):
            continue
        above = [other for other in of_line if other != number and _right_above(lines[other], lines[number])]
        if len(above) != 1:
            continue
        last = next((at for at in reversed(of_line[above[0]]) if words[at].text[-1:].isalnum()), -1)
        if min(tags[at, _OF_ADDRESS].sum() for at in (last, own[0])) < _LIKELY or words[last].kind:
            continue
        for at in (last, *own[:2]):
            told = tags[at, [_CITY, _REGION]].sum()
            tags[at, [_CITY, _REGION]] = 0
            tags[at, _STREET] += told
        if last < own[0]:
            lean(links[own[0]], last + 1)
    return Chances(tags, links)


def _right_above(one: Line, two: Line) -> bool:
    """Whether a line stands right above another, and not beside it."""
    across, down = gaps(one.place, two.place)
    high = two.place[3] - two.place[1]
    return across < 0 and one.place[1] < two.place[1] and down < _BETWEEN * high and one.place[3] < two.place[3]
