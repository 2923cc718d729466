"""Find telephone numbers in the lines of a card, with the labels that say what kind they are."""

import re
from collections.abc import Sequence
from dataclasses import replace

from cardscan.model import Line
from cardscan.parse.evidence import LONGEST_LINE, field_of, flat, unaccented
from cardscan.parse.found import Found, Span
from cardscan.parse.gazetteer import given_name
from cardscan.parse.numbers import Number, numbers_in
from cardscan.parse.tel_labels import CLEAR, LEAD, ONLY, OTHER, TRAIL, type_of

_GONE = "\x00"  # stands for characters that another field took
_DATE = re.compile(
    r"\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d|(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,2}|\d{1,2}[.:]\d\d\s*-\s*\d{1,2}[.:]\d\d"
)
_CEP = re.compile(r"\bcep\W*\d{5}-?\d{3}$", re.I)  # Brazil's postcode; in Turkey a mobile
_POSTCODE = re.compile(r"\d{5}-\d{3}|\d{3}-\d{4}|\d{5}-\d{4}|\d{3}\s\d{3}")
#: Eight digits, or seven, grouped as where numbers have no area code; two years are none.
_SHORT = re.compile(
    r"(?!(?:19|20)\d\d\D(?:19|20)\d\d)(?:\d{4}[ -]\d{4}|\d\d(?: \d\d){3}|\d{3} \d\d \d{3}|\d\d \d{3} \d{3}|\d{3} \d{4})"
)
_NAME = 0.9  # how well a word must be known as a name to be no label
_WORD = re.compile(r"[^\W_]{2}")


def find_tels(lines: Sequence[Line], taken: Sequence[Span]) -> list[Found]:
    """Find the telephone numbers of a card outside the spans `taken`.

    Values are digits, with "+" and the dialling code where printed; the type is "" where no label tells.
    """
    texts = [_masked(line.text, [s for s in taken if s.line == n]) for n, line in enumerate(lines)]
    numbers = [number for n, text in enumerate(texts) for number in _labelled(text, list(numbers_in(n, text)))]
    numbers = _label_beside(lines, texts, numbers)
    tels = [n for n in numbers if _is_tel(n, texts[n.line])]
    tels += _like_the_others(texts, [n for n in numbers if n not in tels], tels)
    return [_found(lines, n) for n in sorted(tels, key=lambda n: (n.line, n.start))]


def _masked(text: str, taken: Sequence[Span]) -> str:
    text = unaccented(flat(text))[:LONGEST_LINE]
    for span in taken:
        text = text[: span.start] + _GONE * (min(span.end, len(text)) - span.start) + text[span.end :]
    return text


def _labelled(text: str, numbers: Sequence[Number]) -> list[Number]:
    """Give the numbers of a line the labels printed before or, where the first has none before it, after them."""
    out: list[Number] = []
    at = 0
    for number in numbers:
        gap = text[max(at, number.start - 40) : number.start]
        lead = LEAD.search(gap)
        words = lead.group() if lead else ""
        type = type_of(words)
        if out and number.size <= 4 and type is not None and gap.endswith("-"):  # "23125-001, Fax -009"
            number = replace(number, digits=out[-1].digits[: -number.size] + number.digits)
        if number.joined and out and type is None:
            number = replace(number, type=out[-1].type, clear=out[-1].clear, first=number.start - len(gap))
        elif type is not None or not gap.removesuffix(words).strip():
            number = replace(
                number, type=type, clear=bool(CLEAR.search(words)), first=number.start - len(words), joined=False
            )
        else:
            number = replace(number, joined=False)
        out.append(number)
        at = number.last
    return _label_after(text, out)


def _label_after(text: str, numbers: list[Number]) -> list[Number]:
    if not numbers or numbers[0].type is not None:
        return numbers
    ends = [*(n.start for n in numbers[1:]), len(text)]
    trails = [TRAIL.match(text, n.last, end) for n, end in zip(numbers, ends, strict=True)]
    if trails[-1] is None:
        return numbers
    return [
        replace(n, type=type_of(t.group()), clear=bool(CLEAR.search(t.group())), first=n.start, last=t.end())
        if t
        else n
        for n, t in zip(numbers, trails, strict=True)
    ]


def _label_beside(lines: Sequence[Line], texts: Sequence[str], numbers: Sequence[Number]) -> list[Number]:
    """Give numbers without a label that of the line to their left, or else of the line above."""
    labels = {n for n, text in enumerate(texts) if _is_label(text)}
    out: list[Number] = []
    for find in (_left_of, _above):
        out = []
        for number in numbers:
            if number.joined and out and number.type is None:
                number = replace(number, type=out[-1].type, clear=out[-1].clear)
            elif number.type is None and not _WORD.search(texts[number.line], 0, number.start):
                beside = find(lines, number.line, labels)
                if beside is not None:
                    number = replace(number, type=type_of(texts[beside]), clear=True, beside=beside)
            out.append(number)
        labels -= {n.beside for n in out if n.beside is not None}
        numbers = out
    return out


def _is_label(text: str) -> bool:
    """Whether a line is nothing but a label. "Tim" alone is a person, though a network in Brazil is called so."""
    return type_of(text) is not None and ONLY.fullmatch(text) is not None and given_name(text) < _NAME


def _left_of(lines: Sequence[Line], number: int, labels: set[int]) -> int | None:
    """The nearest line to the left on the same height, if it is a label."""
    x0, y0, _, y1 = lines[number].place
    near = [
        n
        for n, line in enumerate(lines)
        if n != number
        and line.place[0] < x0
        and line.place[2] <= x0 + (y1 - y0)
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
        and line.place[1] < y0 < line.place[3] + 0.8 * height
        and line.place[0] < x1
        and x0 < line.place[2]
    ]
    best = max(near, key=lambda n: lines[n].place[3], default=None)
    return best if best in labels and abs(lines[best].place[0] - x0) < 2 * height else None


def _is_tel(number: Number, text: str) -> bool:
    raw = text[number.start : number.end].strip("() ")
    if OTHER.search(text[max(0, number.start - 40) : number.start]) or _CEP.search(text[: number.end]):
        return False
    if not 5 <= number.size <= 15 or _DATE.fullmatch(raw):
        return False
    if number.type is not None:
        return number.size >= (6 if number.clear else 8) or number.type == "tollfree" or _is_hotline(text, number)
    if number.digits.startswith("+"):
        return number.size >= 8
    return _looks_like_one(number, text, raw)


def _is_hotline(text: str, number: Number) -> bool:
    return "hot" in text[max(0, number.start - 12) : number.start].casefold()


def _looks_like_one(number: Number, text: str, raw: str) -> bool:
    """Whether digits without label or dialling code are a whole number: long enough, grouped like one."""
    around = text[max(0, number.start - 1) : number.start] + text[number.last : number.last + 1]
    if re.search(r"[A-Za-z0-9À-ɏ]", around) or _POSTCODE.fullmatch(raw):
        return False
    if re.match(r"\(\d{2,5}\)", text[number.start :]) and 7 <= number.size <= 13:
        return True
    groups = number.groups
    return (
        9 <= number.size <= 13
        and max(map(len, groups)) <= 13
        and len(groups) <= 7
        and min(map(len, groups[2:]), default=2) >= 2
    )


def _like_the_others(texts: Sequence[str], doubtful: Sequence[Number], tels: Sequence[Number]) -> list[Number]:
    """Numbers without label and area code, alone on their line, as long as others of the card or grouped like one."""
    sizes = {n.size for n in tels if not n.digits.startswith(("+", "0"))}
    return [
        n
        for n in doubtful
        if n.type is None
        and 6 <= n.size <= 8
        and (n.size in sizes or _SHORT.fullmatch(texts[n.line][n.start : n.end].strip()))
        and not _WORD.search(texts[n.line][: n.start] + _GONE + texts[n.line][n.last :])
        and not _POSTCODE.fullmatch(texts[n.line][n.start : n.end].strip())
    ]


def _found(lines: Sequence[Line], number: Number) -> Found:
    field = field_of(
        lines,
        [Span(number.line, number.start, number.end)],
        number.digits,
        key=_digits,
        doubt=0.9**number.slips,
        type=number.type or "",
        parts={"ext": number.ext} if number.ext else None,
    )
    span = Span(number.line, min(number.first, number.start), max(number.last, number.end))
    if number.beside is None:
        return Found("tel", field, (span,))
    return Found("tel", field, (Span(number.beside, 0, len(lines[number.beside].text)), span))


def _digits(text: str) -> str:
    return re.sub(r"[^\d+]", "", flat(text))
