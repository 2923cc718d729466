"""Cut what the other parsers left of a card's lines into segments: each should be one thing."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from cardscan.model import Line
from cardscan.parse import gazetteer as known
from cardscan.parse.evidence import alike
from cardscan.parse.found import Span

# Bars, bullets and stars part things; "I" between spaces is how readers see a bar. A long gap does too, and a
# change between letters that run to the right and such that run to the left.
_PARTING = re.compile(
    r"\s*[|｜¦•●★☆▪■◆♦►»]+\s*|(?<=[\w.,)])\s+[Il]\s+(?=[A-Z(\d])(?!\s*[A-Z]\b)|\s{3,}|\u3000|(?<=[A-Z])(?=株式会社\s*\S)"
    r"|(?<=[A-Za-z.)])\s+(?=[\u0590-\u06ff])|(?<=[\u0590-\u06ff])\s+(?=[A-Za-z])"
)
# So does a dot in the middle, on a line with a number: "Quill Boats · 12 Mill Lane · Bristol". Of a list it is no end.
_DOT = re.compile(r"\s+·\s*|\s*·\s+")
# A label whose number was not read ends what stands before it.
_LABEL = re.compile(r"\s+(?=(?:cell|ph|phones?|tel|mob|mobile|fax|e-?mail|web|website)\b\.?(?: no\.?)? *[:;])", re.I)
# Where something else may begin after a name: a comma, an opening bracket; a space, between Han and kana.
_TURN = re.compile(r"\s*,\s*|\s*\(|(?<=[^\x00-\u2fff]) (?=[^\x00-\u2fff])")
#: Scripts written without spaces between words: kana, Han; and Hangul, whose names are.
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7a3]")
_EDGE = " \t,;:|/\\-–—~·•*_=+<>^`'\"."
# Pictures before a text are read as symbols or as a circled letter.
_JUNK = re.compile(r"(?:[Il1](?= +[A-Z]\w))?[^\w(#&'\"]*(?:[\u2460-\u24ff\u3250-\u33ff]\s*)?[^\w(#&]*")
_BARE_LABEL = re.compile(r"(?:tel|fax|cell|ph|phone|mob|mobile|e-?mail|web|website)\b\W*(?:\w{0,3}|\d{4,6})\W*", re.I)
# What apps that scan put on their pictures, and makers of templates on theirs.
_WATERMARK = re.compile(r"\W*(?:scanned +(?:with|by)\b.{0,24}|camscanner|placeit)\W*", re.I)
_WORD = re.compile(r"[^\W_]")
Place = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a line that may be a field. Lengths are in widths of the card."""

    text: str
    span: Span
    place: Place
    height: float  # of its line
    ink: tuple[float, float, float] | None = None  # colour of its line, Lab
    confidence: float = 1.0  # of its line
    agreed: float = 1.0  # how alike the readers' texts of its line are; 1 where there is one reader
    ground: tuple[float, float, float] | None = None  # colour of what its line stands on, Lab
    ring: bool = False  # whether its line runs along a circle


def cut_segments(lines: Sequence[Line], taken: Sequence[Span], width: float) -> list[Segment]:
    """Return the segments left on the lines once the taken spans are gone, top to bottom, left to right.

    `width` is that of the card's image, in pixels.
    """
    found = []
    for number, line in enumerate(lines):
        gone = sorted((s.start, s.end) for s in taken if s.line == number)
        for start, end in _gaps(gone, len(line.text)):
            pieces = [piece for part in _parts(line.text, start, end) for piece in _from_name(line.text, *part)]
            for a, b in pieces:
                segment = _segment(line, number, a, b, width)
                if segment:
                    found.append(segment)
    return in_reading_order(found)


def _gaps(gone: Sequence[tuple[int, int]], end: int) -> list[tuple[int, int]]:
    """The stretches of 0..end between those that are gone."""
    gaps, at = [], 0
    for start, stop in gone:
        gaps.append((at, start))
        at = max(at, stop)
    return [(a, b) for a, b in [*gaps, (at, end)] if b > a]


def _parts(text: str, start: int, end: int) -> list[tuple[int, int]]:
    parts, at = [], start
    cuts = [*_PARTING.finditer(text, start, end), *_LABEL.finditer(text, start, end)]
    if any(map(str.isdigit, text[start:end])):
        cuts += _DOT.finditer(text, start, end)
    for match in sorted(cuts, key=lambda m: m.start()):
        parts.append((at, match.start()))
        at = match.end()
    return [*parts, (at, end)]


def _from_name(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Part a title, department or degree from the name or the department in front of it.

    "Ann Quill, Dipl.-Ing.", "Ann Quill (Associate)", and in scripts without spaces the department before the title.
    """
    for match in _TURN.finditer(text, start, end):
        before, after = text[start : match.start()], text[match.end() : end].rstrip(" )")
        if not before.strip() or not after:
            continue
        if known.degree(before) and known.degree(after):
            continue
        if known.degree(after) or known.title_score(after) >= 0.5 and not known.title_score(before):
            spaced = not match.group().strip()
            if not spaced or (known.dept_score(before) >= 0.3 and UNSPACED.search(before)):
                return [(start, match.start()), (match.end(), end)]
    return [(start, end)]


def _segment(line: Line, number: int, start: int, end: int, width: float) -> Segment | None:
    raw = line.text[start:end]
    lead = len(_JUNK.match(raw)[0])  # type: ignore[index]  # it matches the empty string too
    text = raw[lead:].rstrip(_EDGE + "([{")
    if text.endswith(")") and "(" not in text:
        text = text.rstrip(_EDGE + ")")
    # An abbreviation keeps its dot, a line of an address its comma: both tell what the line is.
    tail = raw[lead + len(text) : lead + len(text) + 1]
    text += tail if tail in (".", ",") else ""
    if not _WORD.search(text) or _BARE_LABEL.fullmatch(text) or _WATERMARK.fullmatch(text):
        return None
    x0, y0, x1, y1 = (v / width for v in line.place)
    step = (x1 - x0) / max(1, len(line.text))
    a = start + lead
    place = (x0 + a * step, y0, x0 + (a + len(text)) * step, y1)
    return Segment(
        text,
        Span(number, a, a + len(text)),
        place,
        _height(line) / width,
        line.ink,
        line.confidence,
        alike(line),
        line.ground,
        line.ring,
    )


def _height(line: Line) -> float:
    """The height of the line itself: of a slanting one, less than that of its place."""
    (x0, y0), (x1, y1), _, (x3, y3) = line.box
    ratio = ((x3 - x0) ** 2 + (y3 - y0) ** 2) / max(1e-6, (x1 - x0) ** 2 + (y1 - y0) ** 2)
    left, top, right, bottom = line.place
    return float(min(bottom - top, (right - left) * ratio**0.5) if ratio < 1 else bottom - top)


def in_reading_order(group: Sequence[Segment]) -> list[Segment]:
    """Return the segments line by line, each line from left to right."""
    rows: list[list[Segment]] = []
    for segment in sorted(group, key=lambda s: s.place[1] + s.place[3]):
        middle = (segment.place[1] + segment.place[3]) / 2
        if rows and any(abs((s.place[1] + s.place[3]) / 2 - middle) < 0.5 * segment.height for s in rows[-1]):
            rows[-1].append(segment)
        else:
            rows.append([segment])
    return [s for row in rows for s in sorted(row, key=lambda s: s.place[0])]
