"""The words of a card that may be one value: some of what the network joins, whole lines, and lines that adjoin."""

from collections.abc import Callable, Iterator, Sequence

from cardscan.geometry import gaps
from cardscan.model import Line
from cardscan.parse.tagger.features import Described, height_of
from cardscan.text.letters import squash
from cardscan.text.scripts import cjk

Words = tuple[int, ...]  # the numbers of words on the card
_MOST_PIECES = 7  # of a group
_MOST_WORDS = 14  # of a line: a longer one is running text; of unspaced scripts each letter is one
_MOST_LETTERS = 24
_MOST_LINES = 3  # that adjoin
_BETWEEN, _BESIDE = 1.1, 2.0  # heights between two lines that adjoin, at most: one below the other, and side by side
_SIZES = 4.0  # how many times higher the letters of the one may be
_BARS = frozenset("|•·/–—\\")


def pieces_of(words: Sequence[int], card: Described) -> list[Words]:
    """The words of a value in pieces: those side by side on a line, a sign between them aside."""
    pieces: list[list[int]] = []
    for at in words:
        last = pieces[-1][-1] if pieces else None
        if last is not None and card.words[last].line == card.words[at].line and at - last <= 2:
            pieces[-1].append(at)
        else:
            pieces.append([at])
    return list(map(tuple, pieces))


def of_group(words: Sequence[int], card: Described) -> Iterator[Words]:
    """Yield a group of words as ways to read it: some pieces in a row or all, all but one, each text once."""
    pieces = pieces_of(words, card)
    for taken in _ways(pieces, card):
        yield uncut(tuple(at for number in taken for at in pieces[number]), card)


def of_lines(card: Described, lines: Sequence[Line], starts: Callable[[Words], bool]) -> Iterator[Words]:
    """Yield whole lines, and up to three that adjoin; `starts`: whether such a run may begin with a line's words."""
    of_line: dict[int, list[int]] = {}
    for at, word in enumerate(card.words):
        if not word.kind:
            of_line.setdefault(word.line, []).append(at)
    whole = {line: tuple(words) for line, words in of_line.items() if _short(words, card)}
    beside = {line: [other for other in whole if other != line and adjoin(lines[line], lines[other])] for line in whole}
    for line, words in whole.items():
        yield words
        yield from _parts(words, card)
        if starts(words):
            for run in _runs((line,), beside):
                yield tuple(sorted(at for number in run for at in whole[number]))


def _short(words: Sequence[int], card: Described) -> bool:
    letters = sum(cjk().match(card.words[at].text) is not None for at in words)
    return letters <= _MOST_LETTERS and len(words) - letters <= _MOST_WORDS


def _parts(words: Words, card: Described) -> Iterator[Words]:
    """A line without a sign at one of its ends, and what stands between its bars."""
    for part in (words[1:], words[:-1]):
        left = {*words} - {*part}
        if part and all(not card.words[at].text.isalpha() and len(card.words[at].text) == 1 for at in left):
            yield part
    stray = {at for at in words if len(card.words[at].text) == 1 and card.words[at].text.islower()}
    if stray and len(stray) < len(words):
        yield tuple(at for at in words if at not in stray)
    bars = [-1, *(n for n, at in enumerate(words) if card.words[at].text in _BARS), len(words)]
    if len(bars) > 2:
        yield from (words[a + 1 : b] for a, b in zip(bars, bars[1:], strict=False) if b > a + 1)


def _runs(run: tuple[int, ...], beside: dict[int, list[int]]) -> Iterator[tuple[int, ...]]:
    for other in {each for line in run for each in beside[line]} - {*run}:
        yield (*run, other)
        if len(run) + 1 < _MOST_LINES:
            yield from _runs((*run, other), beside)


def adjoin(one: Line, two: Line) -> bool:
    """Whether two lines stand close together, one below the other or side by side."""
    high, other = height_of(one), height_of(two)
    low, most = sorted((high, other))
    if most > _SIZES * max(low, 1e-6):
        return False
    across, down = gaps(one.place, two.place)
    return (across < 0 and down < _BETWEEN * most) or (down < 0 and across < _BESIDE * most)


def uncut(words: Sequence[int], card: Described) -> Words:
    """The words, with those that go on from them without a gap, in a script that has none between words."""
    taken = set(words)
    for step, ends in ((1, sorted(taken)), (-1, sorted(taken, reverse=True))):
        for at in ends:
            while at + step not in taken and _glued(at, at + step, card):
                at += step
                taken.add(at)
    return tuple(sorted(taken))


def _glued(one: int, two: int, card: Described) -> bool:
    """Whether two words, each a letter of an unspaced script, stand side by side."""
    if not 0 <= two < len(card.words):
        return False
    first, second = card.words[min(one, two)], card.words[max(one, two)]
    unspaced = all(cjk().match(word.text) and not word.kind for word in (first, second))
    return unspaced and first.line == second.line and first.end == second.start


def _ways(pieces: Sequence[Words], card: Described) -> Iterator[tuple[int, ...]]:
    """The pieces that may make a value: some in a row or all, all but one between others, and each text once."""
    count = len(pieces)
    ways = [
        tuple(range(start, end))
        for start in range(count)
        for end in range(start + 1, min(count, start + _MOST_PIECES) + 1)
    ]
    if 2 < count <= _MOST_PIECES:
        ways += [tuple(other for other in range(count) if other != at) for at in range(1, count - 1)]
    texts = [text_of(piece, card) for piece in pieces]
    ways.append(tuple(at for at, text in enumerate(texts) if not said_by_another(at, text, texts)))
    yield from dict.fromkeys([*ways, tuple(range(count))])


def text_of(words: Sequence[int], card: Described) -> str:
    """What words say, their letters and digits alone."""
    return squash(" ".join(card.words[at].text for at in words))


def said_by_another(at: int, text: str, texts: Sequence[str]) -> bool:
    """Whether a text is within another; of two that are alike the first is not."""
    others = ((other, each) for other, each in enumerate(texts) if other != at)
    return any(text in each and (text != each or other < at) for other, each in others)
