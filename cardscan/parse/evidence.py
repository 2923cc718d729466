"""What a stretch of a line is worth as evidence: who read it so, how surely, and where it stands on the photo."""

import unicodedata
from collections.abc import Callable, Sequence

from rapidfuzz import fuzz

from cardscan.model import Field, Line, Point, Quad
from cardscan.parse.found import Span
from cardscan.text.letters import inked
from cardscan.text.scripts import only_tesseract

LONGEST_LINE = 500  # characters; what follows is not looked at

_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−－﹣ー"), "-")
_LIKE = {**_DASHES, ord("’"): "'", ord("‘"): "'", ord("。"): ".", ord("·"): ".", ord("・"): ".", ord("•"): "|"}


def flat(text: str) -> str:
    """Fold full-width forms, foreign digits and dashes to ASCII, character by character: positions stay."""
    if text.isascii():
        return text
    return "".join(map(_flat, text))


def _flat(char: str) -> str:
    if char in "ー・。" or char.isascii():  # the long vowel of kana is no dash inside a word
        return char
    char = char.translate(_LIKE)
    digit = unicodedata.digit(char, None)
    if digit is not None and unicodedata.category(char) == "Nd":
        return str(digit)
    plain = unicodedata.normalize("NFKC", char)
    return plain if len(plain) == 1 else char


def unaccented(text: str) -> str:
    """Take the accents off Latin and Greek letters, character by character: positions stay."""
    if text.isascii():
        return text
    return "".join(_unaccented(c) for c in text)


def _unaccented(char: str) -> str:
    if char.isascii():
        return char
    if char in "łŁıİøØđĐ":
        return "lLiIoOdD"["łŁıİøØđĐ".index(char)]
    base = unicodedata.normalize("NFD", char)[0]
    return base if base.isascii() or "Ͱ" <= base <= "Ͽ" else char


def caseless(text: str) -> str:
    """Casefold `text` and drop its white space: what two readers may write in several ways."""
    return inked(text.casefold())


def field_of(
    lines: Sequence[Line],
    spans: Sequence[Span],
    value: str,
    *,
    key: Callable[[str], str] = caseless,
    doubt: float = 1.0,
    type: str = "",
    parts: dict[str, str] | None = None,
) -> Field:
    """Make the field that `spans` (in reading order) print; `doubt` 0..1 scales its confidence.

    Its origin names the readers that read it so: those whose text holds it, compared by `key`.
    """
    raw = " ".join(lines[s.line].text[s.start : s.end].strip() for s in spans)
    confidence = min(_confidence(lines[s.line], s.start, s.end) for s in spans)
    readers = set.intersection(*(_readers(lines[s.line], s.start, s.end, key) for s in spans))
    origin = "+".join(sorted(readers, reverse=True)) or "fused"
    box = box_of(lines[spans[0].line], spans[0].start, spans[0].end)
    return Field(value, raw, confidence * doubt, False, origin, box, type, parts or {})


def _readers(line: Line, start: int, end: int, key: Callable[[str], str]) -> set[str]:
    wanted = key(line.text[start:end])
    return {r.reader for r in line.readings if wanted in key(r.text)}


def _confidence(line: Line, start: int, end: int) -> float:
    """The least of its characters, as the surest reader of this text tells them; spaces do not count."""
    inked = [i for i, c in enumerate(line.text) if not c.isspace()]
    wanted = [n for n, i in enumerate(inked) if start <= i < end]
    least = []
    for reading in line.readings:
        chars = [c for c, char in zip(reading.chars, reading.text, strict=False) if not char.isspace()]
        if len(reading.chars) == len(reading.text) and caseless(reading.text) == caseless(line.text):
            least.append(min((chars[n] for n in wanted if n < len(chars)), default=0.0))
    return max(least, default=line.confidence)


def box_of(line: Line, start: int, end: int) -> Quad:
    """The part of the line's box that characters start..end cover."""
    widths = [2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in line.text]
    total = sum(widths) or 1
    a, b = sum(widths[:start]) / total, sum(widths[:end]) / total
    top_left, top_right, bottom_right, bottom_left = line.box
    return (
        _between(top_left, top_right, a),
        _between(top_left, top_right, b),
        _between(bottom_left, bottom_right, b),
        _between(bottom_left, bottom_right, a),
    )


def _between(start: Point, end: Point, share: float) -> Point:
    return start[0] + (end[0] - start[0]) * share, start[1] + (end[1] - start[1]) * share


def alike(line: Line) -> float:
    """How alike the readers' texts of a line are, 0..1; 1 where one reader alone can read it."""
    if line.agreed or len(line.readings) < 2 or only_tesseract(line.text):
        return 1.0
    one, two = (caseless(reading.text) for reading in line.readings[:2])
    return fuzz.ratio(one, two) / 100
