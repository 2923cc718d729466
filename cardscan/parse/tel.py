"""Find telephone numbers in the lines of a card, with the labels that say what kind they are."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from cardscan.model import Line
from cardscan.parse.evidence import field_of, flat, unaccented
from cardscan.parse.found import Found, Span
from cardscan.parse.tel_labels import LEAD, ONLY, OTHER, TRAIL, type_of

_GONE = "\x00"  # stands for characters that another field took
_RUN = re.compile(r"[(\[]{0,2}(?:\+\s?)?[(\[]?\d[\d\s().\-\[\]]*")
_JOIN = re.compile(r"[\s.)]*(?:/|,|;|&|\||~|\bto\b|\bor\b|\band\b|\bund\b)[\s(]*", re.I)
_SLIPS = str.maketrans("OoQDIl|iSsBZzG", "00001111558226")
_SLIPPED = re.compile(
    r"(?<![^\W_])(?:\+?[\dOoQIl|SBZ]{4,}|(?<=[-.)])[\dOoQIl|SBZ]{3}|[\dOoQIl|SBZ]{3}(?=[-.]\d))(?![^\W_])"
)
_EXT = re.compile(
    r"[\s,;.\-(]*(?:ext(?:ension|n)?|extn|xtn|x|poste|ramal|rml|int(?:erno)?|wew|w|dahili|anexo|durchwahl|dw|doorkies|#"
    r"|内線|內線|分機|分机|轉分機|轉|转|내선)[\s.:#]*(\d{1,6})(?!\d)\)?",
    re.I,
)
_LINES = re.compile(r"\s*\(\s*(?:\d{1,3}|multi\w*)\s*(?:lines?|hat|linien|lignes|l[ií]neas|linhas|hunting)?\s*\)", re.I)
_AREA = re.compile(
    r"(?<![\d/.-])(?:\+\s?\d{2,3}\s?(?:\(0\)\s?)?[1-9]\d{1,4}|\(?0\d{1,4}\)?)\s?/\s?(?=\d[\d ]{4,})(?!\d{1,4}/)"
)
_DATE = re.compile(
    r"\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d|(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,2}|\d{1,2}[.:]\d\d\s*-\s*\d{1,2}[.:]\d\d"
)
_CEP = re.compile(r"\bcep\W*\d{5}-?\d{3}$", re.I)  # Brazil's postcode; in Turkey a mobile
_POSTCODE = re.compile(r"\d{5}-\d{3}|\d{3}-\d{4}|\d{5}-\d{4}|\d{3}\s\d{3}")


@dataclass(frozen=True, slots=True)
class _Number:
    """A run of digits that may be a telephone number."""

    line: int
    start: int
    end: int
    digits: str  # with a leading "+" where printed
    groups: tuple[str, ...]  # the digits as they are grouped in print
    ext: str = ""
    joined: bool = False  # follows its neighbour on the left as one of a list
    label: int = -1  # where the label before it starts
    stop: int = -1  # where its extension or the label after it ends
    type: str | None = None  # None: no label
    beside: int | None = None  # the line that is its label
    slips: int = 0  # letters read as digits

    @property
    def size(self) -> int:
        return len(self.digits.lstrip("+"))


def find_tels(lines: Sequence[Line], taken: Sequence[Span]) -> list[Found]:
    """Find the telephone numbers of a card outside the spans `taken`.

    Values are digits, with "+" and the dialling code where printed; the type is "" where no label tells.
    """
    texts = [_masked(line.text, [s for s in taken if s.line == n]) for n, line in enumerate(lines)]
    numbers = [number for n, text in enumerate(texts) for number in _labelled(text, list(_numbers(n, text)))]
    numbers = _label_beside(lines, texts, numbers)
    accepted = [n for n in numbers if _is_tel(n, texts[n.line])]
    accepted += _like_the_others(lines, texts, [n for n in numbers if n not in accepted], accepted)
    return [_found(lines, n) for n in sorted(accepted, key=lambda n: (n.line, n.start))]


def _masked(text: str, taken: Sequence[Span]) -> str:
    text = unaccented(flat(text))
    for span in taken:
        text = text[: span.start] + _GONE * (span.end - span.start) + text[span.end :]
    return text


def _repaired(text: str) -> str:
    """Read letters as digits in words that are nearly all digits ("98I98" is 98198)."""

    def digits(match: re.Match[str]) -> str:
        word = match.group()
        known = sum(c.isdigit() for c in word)
        return word.translate(_SLIPS) if known >= max(2, 0.6 * len(word)) else word

    return _SLIPPED.sub(digits, text)


def _numbers(line: int, text: str) -> Iterator[_Number]:
    """The runs of digits of a line, lists such as "24780648,58" spelt out."""
    fixed = _repaired(text)
    before: _Number | None = None
    for start, end in _runs(fixed):
        raw = fixed[start:end]
        groups = tuple(re.findall(r"\d+", raw))
        plus = "+" if raw.lstrip(" ([").startswith("+") else ""
        if (
            len(groups) > 1
            and (zero := re.search(r"(?<=.)[(\[]\s*0\s*[)\]]", raw))
            and not re.match(r"\W*(?:00)?39\b", raw)
        ):
            groups = tuple(re.findall(r"\d+", raw[: zero.start()])) + tuple(re.findall(r"\d+", raw[zero.end() :]))
        slips = sum(a != b for a, b in zip(raw, text[start:end], strict=True))
        number = _Number(line, start, end, plus + "".join(groups), groups, label=start, stop=end, slips=slips)
        if before is not None and (join := _JOIN.fullmatch(fixed, before.stop, start)):
            number = _listed(before, number, join.group(), fixed[end : end + 2])
        number = _with_extension(fixed, number)
        if before is not None and number.end <= before.stop:
            continue  # it was the extension
        yield number
        before = number


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """Where runs of digits start and end, parted where two numbers follow each other without a sign."""
    for match in _RUN.finditer(_without_slashes(text)):
        start, end = match.start(), match.start() + len(match.group().rstrip(" .-([\t"))
        yield from _split(text, start, end)


def _without_slashes(text: str) -> str:
    """Take the slash after an area code for a dash ("0221/123 45 67")."""

    def dash(match: re.Match[str]) -> str:
        return match.group().replace("/", "-")

    return _AREA.sub(dash, text)


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    office = re.match(r"[(\[]\s*0\s*[)\]]\s*(?=\d|\()", text[start:end])
    if office:  # "(0) 2755 5540": O for office
        start += office.end()
    raw = text[start:end]
    for gap in re.finditer(r"(?<=\d)[\s.\-)]*(?=[+(])|(?<=\d)\s{3,}(?=\d)", raw):
        head, tail = raw[: gap.start()], raw[gap.end() :]
        if _count(head) >= 6 and _count(tail) >= 6:
            yield from _split(text, start, start + gap.start())
            yield from _split(text, start + gap.end(), end)
            return
        if _count(head) >= 6 and raw[gap.end()] == "(":  # "555 01 42 (5 lines)"
            end = start + gap.start()
            raw = text[start:end]
            break
    if _count(raw) > (15 if "+" in raw else 13):
        gaps = [
            g
            for g in re.finditer(r"(?<=\d)[^\d+]+(?=\d)", raw)
            if 6 <= _count(raw[: g.start()]) <= 13 and _count(raw[g.end() :]) >= 6
        ]
        if gaps:
            gap = max(gaps, key=lambda g: (len(g.group()), -abs(_count(raw[: g.start()]) - _count(raw[g.end() :]))))
            yield from _split(text, start, start + gap.start())
            yield from _split(text, start + gap.end(), end)
            return
    if ")" in raw and "(" not in raw[: raw.rindex(")")] and raw.endswith(")"):
        end = start + len(raw.rstrip(") "))
    yield start, end


def _count(raw: str) -> int:
    return sum(c.isdigit() for c in raw)


def _listed(before: _Number, number: _Number, join: str, after: str) -> _Number:
    """Complete a number of a list by what it shares with the one before: "022 24780648 / 49" is two numbers."""
    size, whole = number.size, before.size
    if number.digits.startswith(("+", "0")) and size > 4:
        return replace(number, joined=True)
    if size <= 4:  # the last digits are replaced
        few = size == 1 and "," in join
        if whole < 6 or few or size >= whole or re.match(r"\s?[^\W\d_]", after):
            return number
        return replace(number, digits=before.digits[:-size] + number.digits, joined=True)
    at, shared = 0, ""
    for group in before.groups[:-1]:
        at += len(group)
        if whole - at == size:  # the same length without the area code
            shared = before.digits[: len(before.digits) - size]
    return replace(number, digits=shared + number.digits, joined=True)


def _with_extension(text: str, number: _Number) -> _Number:
    """Take the extension, or the count of lines, that follows a number."""
    if number.size < 6:
        return number
    if match := _EXT.match(text, number.end):
        return replace(number, ext=match.group(1), stop=match.end())
    if match := _LINES.match(text, number.end):
        return replace(number, stop=match.end())
    return number


def _labelled(text: str, numbers: list[_Number]) -> list[_Number]:
    """Give the numbers of a line the labels printed before or, where the first has none before it, after them."""
    out: list[_Number] = []
    at = 0
    for number in numbers:
        gap = text[max(at, number.start - 40) : number.start]
        lead = LEAD.search(gap)
        type = type_of(lead.group()) if lead else None
        if number.joined and out and (type is None or not gap.strip(" ./,;|&")):
            out.append(replace(number, type=out[-1].type, beside=out[-1].beside, label=number.start - len(gap)))
        else:
            label = (
                number.start - len(lead.group())
                if lead and (type is not None or not gap[: lead.start()].strip())
                else number.start
            )
            out.append(replace(number, type=type, label=label, joined=False))
        at = number.stop
    return _label_after(text, out)


def _label_after(text: str, numbers: list[_Number]) -> list[_Number]:
    if not numbers or numbers[0].type is not None:
        return numbers
    trails = [
        TRAIL.match(text, n.stop, following.start if following else len(text))
        for n, following in zip(numbers, [*numbers[1:], None], strict=True)
    ]
    if trails[-1] is None:
        return numbers
    return [
        replace(n, type=type_of(t.group()), label=n.start, stop=t.end()) if t else n
        for n, t in zip(numbers, trails, strict=True)
    ]


def _label_beside(lines: Sequence[Line], texts: Sequence[str], numbers: list[_Number]) -> list[_Number]:
    """Give numbers without a label that of the line to their left, or else of the line above."""
    labels = {n for n, text in enumerate(texts) if ONLY.fullmatch(text) and type_of(text) is not None}
    out: list[_Number] = []
    for number in numbers:
        alone = not re.search(r"[^\W_]{2}", texts[number.line][: number.start])
        if number.joined and out:
            number = replace(number, type=out[-1].type, beside=out[-1].beside)
        elif number.type is None and alone:
            beside = _left_of(lines, number.line, labels)
            if beside is not None:
                number = replace(number, type=type_of(texts[beside]), beside=beside)
        out.append(number)
    used = {n.beside for n in out}
    for i, number in enumerate(out):
        if (
            number.type is None
            and not number.joined
            and not re.search(r"[^\W_]{2}", texts[number.line][: number.start])
        ):
            above = _above(lines, number.line, labels - used)
            if above is not None:
                out[i] = replace(number, type=type_of(texts[above]), beside=above)
    return out


def _left_of(lines: Sequence[Line], number: int, labels: set[int]) -> int | None:
    """The nearest line to the left on the same height, if it is a label."""
    x0, y0, _, y1 = lines[number].place
    near = [
        n
        for n, line in enumerate(lines)
        if n != number
        and line.place[2] <= x0 + (y1 - y0)
        and line.place[0] < x0
        and min(y1, line.place[3]) - max(y0, line.place[1]) > 0.5 * min(y1 - y0, line.place[3] - line.place[1])
    ]
    best = max(near, key=lambda n: lines[n].place[2], default=None)
    return best if best in labels else None


def _above(lines: Sequence[Line], number: int, labels: set[int]) -> int | None:
    """The line just above that starts where this one does, if it is a label."""
    x0, y0, x1, y1 = lines[number].place
    height = y1 - y0
    near = [
        n
        for n, line in enumerate(lines)
        if n != number
        and line.place[1] < y0
        and y0 - line.place[3] < 0.8 * height
        and line.place[0] < x1
        and x0 < line.place[2]
    ]
    best = max(near, key=lambda n: lines[n].place[3], default=None)
    if best is None or best not in labels or abs(lines[best].place[0] - x0) > 2 * height:
        return None
    return best


def _is_tel(number: _Number, text: str) -> bool:
    size, raw = number.size, text[number.start : number.end]
    if OTHER.search(text[max(0, number.start - 40) : number.start]):
        return False
    if not 5 <= size <= 15 or _DATE.fullmatch(raw.strip("() ")) or _CEP.search(text[: number.end]):
        return False
    if number.type is not None:
        return size >= 6 or number.type == "tollfree" or "hot" in text[: number.start].lower()
    if number.digits.startswith("+"):
        return size >= 8
    around = text[max(0, number.start - 1) : number.start] + text[number.stop : number.stop + 1]
    if re.search(r"[^\W_]", around) or _POSTCODE.fullmatch(raw.strip()):
        return False
    longest = max(map(len, number.groups))
    if re.match(r"\(\d{2,5}\)", raw) and 7 <= size <= 13:
        return True
    return (
        9 <= size <= 13
        and longest <= 12
        and len(number.groups) <= 7
        and min(map(len, number.groups[2:]), default=2) >= 2
    )


def _like_the_others(
    lines: Sequence[Line], texts: Sequence[str], doubtful: Sequence[_Number], accepted: Sequence[_Number]
) -> list[_Number]:
    """Numbers without an area code or a label that stand alone, as long as others of the card, or in a column."""
    alone = [
        n
        for n in doubtful
        if n.size in (6, 7, 8)
        and n.type is None
        and not re.search(r"[^\W_]{2}", texts[n.line][: n.start] + texts[n.line][n.stop :])
        and not _POSTCODE.fullmatch(texts[n.line][n.start : n.end].strip())
    ]
    sizes = {n.size for n in accepted if not n.digits.startswith(("+", "0"))}
    return [n for n in alone if n.size in sizes]


def _found(lines: Sequence[Line], number: _Number) -> Found:
    span = Span(number.line, number.start, number.end)
    field = field_of(
        lines,
        [span],
        number.digits,
        key=lambda text: re.sub(r"[^\d+]", "", flat(text)),
        doubt=0.9**number.slips,
        type=number.type or "",
        parts={"ext": number.ext} if number.ext else None,
    )
    spans = [Span(number.line, min(number.label, number.start), max(number.stop, number.end))]
    if number.beside is not None:
        spans.insert(0, Span(number.beside, 0, len(lines[number.beside].text)))
    return Found("tel", field, tuple(spans))
