"""Put rows of text on a card as lines: place, height and ink, with what readers get wrong."""

import random
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from cardscan.model import Line, Reading
from cardscan.parse.tagger.features import is_column
from tools.made.lists import listed
from tools.made.pieces import Marked, Piece, Row, Told, text_of, told_of

WIDTH = 1000.0  # pixels of a card's image
_SAME_ROW = 7  # pixels that the tops of two lines of a row differ, at most
_NEAR, _FAR = 90, 260  # pixels between two lines that are read as one: often, and now and then
_LARGE = 30  # pixels: the height of a logo
_SPLIT = 12  # letters of a line that is read as two, more than these

_THAI, _HANGUL = re.compile("[\u0e00-\u0e7f]"), re.compile("[\uac00-\ud7a3](?=[\uac00-\ud7a3])")

Place = tuple[float, float, float, float]
Colour = tuple[float, float, float]


def wide(text: str) -> float:
    """Return how wide a text is, in heights of its line."""
    return sum(map(_wide, text)) or 1.0


def _wide(char: str) -> float:
    if char > "\u2fff":
        return 1.0
    return 0.3 if char in " .,'il|" else 0.6 if char.isupper() else 0.48


def misread(rng: random.Random, pieces: Sequence[Piece]) -> list[Piece]:
    """Return pieces with a letter or two lost, or taken for others."""
    pieces = list(pieces)
    for _ in range(rng.choice((1, 1, 2))):
        at = rng.choice([n for n, piece in enumerate(pieces) if piece.text.strip()] or [0])
        if pieces[at].text:
            pieces[at] = replace(pieces[at], text=_misread(rng, pieces[at].text))
    return pieces


def misread_text(rng: random.Random, text: str) -> str:
    """Return a text with a letter or two lost, or taken for others."""
    return text_of(misread(rng, [Piece(text or "x")]))


def _misread(rng: random.Random, text: str) -> str:
    at = rng.randrange(len(text))
    old, _, new = rng.choice(listed("sayings.misread", "letters")).partition(":")
    kind = rng.random()
    if kind < 0.25:
        return text[:at] + text[at + 1 :]
    if kind < 0.4:
        return text.replace(" ", "", 1)
    if kind < 0.48:
        return text[:at] + " " + text[at:]
    return text.replace(old, new, 1) if old in text else text[:at] + rng.choice("aeioslt1.") + text[at + 1 :]


def respaced(rng: random.Random, pieces: Sequence[Piece]) -> list[Piece]:
    """Pieces as readers space them: of Thai the gaps are lost, in Korean and Chinese some come in."""
    text = text_of(pieces)
    if _THAI.search(text) and rng.random() < 0.4:
        return [replace(piece, text=piece.text.replace(" ", "").replace("ำ", "ํา")) for piece in pieces]
    if _HANGUL.search(text) and rng.random() < 0.08:
        return [
            replace(piece, text=_HANGUL.sub(lambda m: m[0] + " " * (rng.random() < 0.4), piece.text))
            for piece in pieces
        ]
    return list(pieces)


def marked(pieces: Sequence[Piece], place: Place, sure: float, other: str, **more: object) -> Marked:
    """Return a line of what a reader read. `other`: what the second reader makes of it; `more`: of the line."""
    text, told = trimmed(text_of(pieces), told_of(pieces))
    line = Line(text, sure, _box(place), place, _readings(text, sure, other), other == text)
    return Marked(replace(line, **more), told)  # type: ignore[arg-type]


def trimmed(text: str, told: Sequence[Told]) -> tuple[str, tuple[Told, ...]]:
    """Return a text without blanks at its ends, and what its characters are."""
    start, end = len(text) - len(text.lstrip()), len(text.rstrip())
    return text[start:end], tuple(told[start:end])


def _box(place: Place) -> tuple[tuple[float, float], ...]:
    x0, y0, x1, y1 = place
    return (x0, y0), (x1, y0), (x1, y1), (x0, y1)


def _readings(text: str, sure: float, other: str) -> tuple[Reading, Reading]:
    return Reading("rapidocr", text, sure), Reading("tesseract", other, 0.9 * sure)


class Canvas:
    """Takes rows and keeps the lines that they become."""

    def __init__(self, rng: random.Random, height: float) -> None:
        self.rng, self.height = rng, height
        self.marked: list[Marked] = []
        self.printed: list[tuple[Piece, ...]] = []  # of each row, whether readers see it or not
        dark = rng.random() < 0.2
        self._inks = [self._colour(60, 190) for _ in range(3)]
        self._inks[0] = (rng.uniform(180, 240) if dark else rng.uniform(20, 90), 128.0, 128.0)
        if rng.random() < 0.4:
            self._inks[1] = self._inks[0]
        ground = rng.uniform(30, 110) if dark else rng.uniform(170, 250)
        self._grounds = [(ground, 128.0, 128.0), self._colour(60, 200)]

    def _colour(self, least: float, most: float) -> Colour:
        return self.rng.uniform(least, most), self.rng.uniform(least, most), self.rng.uniform(least, most)

    def _seen(self, colour: Colour, spread: float) -> Colour:
        light, red, blue = (value + self.rng.gauss(0, spread) for value in colour)
        return light, red, blue

    def put(self, row: Row, x: float, y: float, align: str, room: float) -> float:
        """Draw a row with its left end ("l"), middle ("m") or right end ("r") at x; return its height."""
        height = min(row.height, room / wide(row.text))
        width = wide(row.text) * height
        left = x - _shift(align, width)
        tall = height * self.rng.uniform(0.95, 1.12)
        self._add(row, (left, y, left + width, y + tall))
        return height

    def _add(self, row: Row, place: Place) -> None:
        rng = self.rng
        self.printed.append(row.pieces)
        pieces, sure = respaced(rng, row.pieces), rng.uniform(0.93, 1.0)
        if rng.random() < row.blurred:
            pieces, sure = misread(rng, pieces), rng.uniform(0.5, 0.97)
        if rng.random() < row.blurred / 6:  # readers miss it
            return
        text = text_of(pieces).strip()
        other = misread_text(rng, text) if rng.random() < row.blurred + 0.05 else text
        ink, ground = self._seen(self._inks[row.ink], 3), self._seen(self._grounds[row.ground], 4)
        self.marked.append(marked(pieces, place, sure, other, ink=ink, ground=ground, ring=row.ring))

    def columns(self, rows: Iterable[Row], x: float, y: float, room: float) -> float:
        """Draw rows from top to bottom, each left of the one before, from x; return the left end of the last."""
        for row in rows:
            size = min(row.height, room / max(1, len(row.text)))
            tall = size * len(row.text) * self.rng.uniform(1.0, 1.15)
            self._add(row, (x - size * self.rng.uniform(1.0, 1.12), y, x, y + tall))
            x -= size * self.rng.uniform(1.2, 1.8)
        return x

    def stack(self, rows: Iterable[Row], x: float, y: float, align: str, room: float, gap: float = 0.35) -> float:
        """Draw rows one below the other from y; return where they end."""
        for row in rows:
            at = _gap_of_name(row)
            if at and self.rng.random() < 0.35:  # set so far apart that each is a box of its own
                y += self._put_apart(row, at, x, y, align, room) + gap * row.height
            elif _breakable(row) and self.rng.random() < 0.12:  # a logo whose parts are of two sizes
                y += self._put_in_sizes(row, x, y, align, room) + gap * row.height
            else:
                y += self.put(row, x, y, align, room) + gap * row.height if row.text.strip() else row.height
        return y

    def _put_apart(self, row: Row, at: int, x: float, y: float, align: str, room: float) -> float:
        rng = self.rng
        one, two = replace(row, pieces=row.pieces[:at]), replace(row, pieces=row.pieces[at + 1 :])
        width = wide(row.text) + 2
        height = min(row.height, room / width)
        left = x - _shift(align, width * height)
        self.put(one, left, y + rng.uniform(-2, 2), "l", room)
        self.put(two, left + (wide(one.text) + rng.uniform(0.8, 2)) * height, y + rng.uniform(-2, 2), "l", room)
        return height

    def _put_in_sizes(self, row: Row, x: float, y: float, align: str, room: float) -> float:
        """Draw a row in two parts side by side, one larger than the other; return the height of that one."""
        rng, name = self.rng, row.pieces[0]
        at = rng.choice([n for n, char in enumerate(row.text) if char == " "])
        most = room / (wide(row.text) + 1)
        first = min(row.height, most)
        second = first * rng.choice((0.4, 0.55, 0.7, 1.4))
        second = min(second, most) if second > first else second
        one = replace(row, pieces=(replace(name, text=row.text[:at]),))
        two = replace(row, pieces=(replace(name, text=row.text[at + 1 :]),), height=second)
        two = replace(two, ink=rng.choice((row.ink, 2)))
        width = wide(one.text) * first
        left = x - _shift(align, width + wide(two.text) * second + 14)
        self.put(one, left, y, "l", room)
        down = max(0.0, first - second)
        self.put(two, left + width + rng.uniform(6, 22), y + down * rng.choice((0.2, 0.5, 1.0)), "l", room)
        return max(first, second)


def _breakable(row: Row) -> bool:
    """Whether a row is a company's name of several words, set large."""
    return len(row.pieces) == 1 and row.pieces[0].tag == "org" and " " in row.text and row.height > _LARGE


def _shift(align: str, width: float) -> float:
    return {"l": 0.0, "m": width / 2, "r": width}[align]


def _gap_of_name(row: Row) -> int:
    """Where the gap within a name of an unspaced script is, among the row's pieces; 0 where there is none."""
    if not row.pieces or not row.pieces[0].text or row.pieces[0].text[0] <= "\u2fff":
        return 0
    gaps = (n for n, piece in enumerate(row.pieces) if n and not piece.text.strip() and piece.tag in ("given", "other"))
    return next(gaps, 0)


def as_read(rng: random.Random, lines: Iterable[Marked]) -> list[Marked]:
    """Return the lines, a few of them read as one with what stands beside them, or split at a space."""
    left = sorted(lines, key=lambda m: (m.line.place[1], m.line.place[0]))
    read: list[Marked] = []
    while left:
        one = left.pop(0)
        beside = next((two for two in left if _beside(one.line, two.line)), None)
        near = beside and beside.line.place[0] - one.line.place[2] < _NEAR
        if beside and rng.random() < (0.25 if near else 0.12):
            left.remove(beside)
            read.append(_joined(rng, one, beside))
        elif " " in one.line.text and len(one.line.text) > _SPLIT and rng.random() < 0.03:
            read += _split(rng, one)
        else:
            read.append(one)
    return [m for m in read if m.line.text.strip()]


def _beside(one: Line, two: Line) -> bool:
    if is_column(one) or is_column(two):
        return False
    return abs(two.place[1] - one.place[1]) < _SAME_ROW and 0 < two.place[0] - one.place[2] < _FAR


def _reread(line: Line, text: str, place: Place) -> Line:
    readings = (Reading("rapidocr", text, 0.95), Reading("tesseract", text, 0.9))
    return replace(line, text=text, place=place, box=_box(place), readings=readings)  # type: ignore[arg-type]


def _joined(rng: random.Random, one: Marked, two: Marked) -> Marked:
    gap = rng.choice((" ", " ", "  ", "   "))
    place = (*one.line.place[:2], *two.line.place[2:])
    text, told = trimmed(one.line.text + gap + two.line.text, (*one.told, *told_of([Piece(gap)]), *two.told))
    return Marked(_reread(one.line, text, place), told)


def _split(rng: random.Random, one: Marked) -> list[Marked]:
    text = one.line.text
    at = rng.choice([n for n, char in enumerate(text) if char == " " and 0 < n < len(text) - 1] or [0])
    if not at:
        return [one]
    x0, y0, x1, y1 = one.line.place
    middle = x0 + (x1 - x0) * at / len(text)
    halves = ((0, at, x0, middle), (at + 1, len(text), middle + 4, x1))
    cut = [(trimmed(text[start:end], one.told[start:end]), left, right) for start, end, left, right in halves]
    return [Marked(_reread(one.line, said, (left, y0, right, y1)), told) for (said, told), left, right in cut]
