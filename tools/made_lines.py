"""Put rows of text on a card as lines: place, height and ink, with what readers get wrong."""

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cardscan.model import Line, Reading

WIDTH = 1000.0  # pixels of a card's image
_CONFUSED = "rn:m m:n l:i i:l o:c e:c c:e h:b O:0 I:l S:5 B:8 a:o u:v t:f &:8 &:G".split()


@dataclass(frozen=True)
class Row:
    """A line to be: its text, its height in pixels, and its ink."""

    text: str
    height: float
    ink: int = 0
    blurred: float = 0.0  # chance that readers misread it
    ground: int = 0  # 1: a band of another colour
    ring: bool = False


class Canvas:
    """Takes rows and keeps the lines that they become."""

    def __init__(self, rng: random.Random, height: float) -> None:
        self.rng, self.height = rng, height
        self.lines: list[Line] = []
        self.inks = [tuple(rng.uniform(60, 190) for _ in range(3)) for _ in range(3)]
        self.inks[0] = (self.inks[0][0], 128.0, 128.0)
        self.grounds = [(rng.uniform(150, 250), 128.0, 128.0), tuple(rng.uniform(60, 200) for _ in range(3))]

    def put(self, row: Row, x: float, y: float, align: str, room: float) -> float:
        """Draw a row with its left end, middle or right end at x; return its height."""
        wide = sum(1.0 if c > "\u2fff" else 0.56 if c.isupper() else 0.46 for c in row.text) or 1.0
        height = min(row.height, room / wide)
        width = wide * height
        left = x - {"l": 0.0, "m": width / 2, "r": width}[align]
        tall = height * self.rng.uniform(0.95, 1.1)
        text, sure = row.text, self.rng.uniform(0.93, 1.0)
        if self.rng.random() < row.blurred:
            text, sure = misread(self.rng, text), self.rng.uniform(0.5, 0.97)
        ink = tuple(v + self.rng.gauss(0, 3) for v in self.inks[row.ink])
        ground = tuple(v + self.rng.gauss(0, 4) for v in self.grounds[row.ground])
        box = ((left, y), (left + width, y), (left + width, y + tall), (left, y + tall))
        if text.strip() and self.rng.random() > row.blurred / 4:
            place = (left, y, left + width, y + tall)
            readings = self._readings(text, sure, row.blurred)
            agreed = readings[0].text == readings[1].text
            line = Line(text, sure, box, place, readings, agreed, ring=row.ring)
            self.lines.append(replace(line, ink=(ink[0], ink[1], ink[2]), ground=(ground[0], ground[1], ground[2])))
        return height

    def _readings(self, text: str, sure: float, blurred: float) -> tuple[Reading, Reading]:
        """What two readers make of a line: the weaker one errs more often, and of a logo makes nothing now and then."""
        other = text
        if self.rng.random() < (0.1 if sure > 0.9 else 0.7) + 1.5 * blurred:
            other = "" if self.rng.random() < 2 * blurred else text
            for _ in range(self.rng.choice((1, 1, 2, 5))):
                other = misread(self.rng, other or ".")
        return Reading("rapidocr", text, sure), Reading("tesseract", other, 0.9 * sure)

    def stack(self, rows: list[Row], x: float, y: float, align: str, room: float, gap: float = 0.35) -> float:
        """Draw rows one below the other from y; return where they end."""
        for row in rows:
            if row.text:
                y += self.put(row, x, y, align, room) + gap * row.height
            else:
                y += row.height
        return y


def misread(rng: random.Random, text: str) -> str:
    """Return a text with a letter or two lost, or taken for others."""
    for _ in range(rng.choice((1, 1, 2))):
        at = rng.randrange(len(text))
        old, _, new = rng.choice(_CONFUSED).partition(":")
        kind = rng.random()
        if kind < 0.3:
            text = text[:at] + text[at + 1 :]
        elif kind < 0.45:
            text = text.replace(" ", "", 1)
        elif kind < 0.55:
            text = text[:at] + " " + text[at:]
        else:
            text = text.replace(old, new, 1) if old in text else text[:at] + rng.choice("aeioslt1") + text[at + 1 :]
        text = text or "."
    return text


def joined(rng: random.Random, lines: Sequence[Line]) -> Iterator[Line]:
    """Yield the lines, a few of them read as one with what stands beside them."""
    lines = sorted(lines, key=lambda line: (line.place[1], line.place[0]))
    while lines:
        line = lines.pop(0)
        beside = next(
            (o for o in lines if abs(o.place[1] - line.place[1]) < 6 and 0 < o.place[0] - line.place[2] < 70), None
        )
        if beside and rng.random() < 0.3:
            lines.remove(beside)
            place = (line.place[0], line.place[1], beside.place[2], beside.place[3])
            x0, y0, x1, y1 = place
            line = replace(
                line, text=f"{line.text} {beside.text}", place=place, box=((x0, y0), (x1, y0), (x1, y1), (x0, y1))
            )
        yield line
