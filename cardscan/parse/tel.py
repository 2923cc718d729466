"""Find telephone numbers in the lines of a card, with the labels that say what kind they are."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import replace
from operator import mul

from cardscan.model import Line
from cardscan.parse.evidence import LONGEST_LINE, field_of, flat, unaccented
from cardscan.parse.extensions import completed
from cardscan.parse.found import Found, Span
from cardscan.parse.gazetteer import given_name
from cardscan.parse.hits import UNTOLD
from cardscan.parse.hours import without_hours
from cardscan.parse.numbers import LEAST_DIALLED, LONGEST, Number, numbers_in, parted
from cardscan.parse.registered import is_other, is_registered, is_strange, is_untold
from cardscan.parse.tel_labels import (
    CLEAR_LABEL,
    LABEL,
    LEAD,
    ONLY,
    REMARK,
    SERVICE,
    TRAIL,
    relabelled,
    type_of,
)
from cardscan.text.codes import CEP, is_grouped
from cardscan.text.scripts import HAN, KANA

_GONE = "\x00"  # stands for characters that another field took
_DATE = re.compile(
    r"\d{1,2}[./-]\d{1,2}[./-](?:19|20)\d\d|(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,2}|\d{1,2}[.:]\d\d\s*-\s*\d{1,2}[.:]\d\d"
)
_STATE = r"\(?\b(?:[AHMU]\. ?P|M\. ?S|T\. ?N|U\. ?T|W\. ?B|C\. ?G)\b\.?\)?"
_PIN = r"(?<!\d)[1-9]\d{2} ?\d{3}(?!\d)"
#: A postcode of India beside its state, which is no label though it begins as one: 452 001 (M.P.), H.P. - 171001.
_IN_STATE = re.compile(rf"{_PIN}[\s,]*{_STATE}|(?<=[^\W\d_])[\s,-]*{_STATE}[\s:,-]*{_PIN}")
#: A postcode before a region, a town or a street in Cyrillic, behind "офис:", which is the label of a number, too.
_BEFORE_AREA = re.compile(
    r"(?<![\d+])\d{5,6}(?=,\s*(?:(?:г|гор|м)\. ?[А-ЯІЇЄҐ]|[^\W\d_][^\d,;|]{2,} (?:обл|кра[йи]|р-?н)|респ)"
    r"|,\s*[^\d,;|]{3,},\s*(?:ул|вул|пр|пер|просп|наб|ш|б-р)[.\w-]*\s)",
    re.IGNORECASE,
)
#: Dates and years of fairs and firms: "24.-26.11.2026", "2024 2025 2026".
_DATED = re.compile(
    r".*(?<!\d)\d{1,2}[./-]\s?\d{1,2}[./-]\s?(?:19|20)\d\d|(?:19|20)\d\d[./-]\d{1,2}[./-]\d{1,2}.*|(?:(?:19|20)\d\d\W*)+"
)
#: An account of a bank, and numbers of registers that are told by their shape: of companies in Malaysia, Switzerland,
#: Korea, Japan and Belgium.
_ACCOUNT = re.compile(
    r"\b[A-Z]{2}\d\d(?:\s?[A-Z\d]{4}){3,7}(?:\s?[A-Z\d]{1,3})?\b|\d{12}\s*\(\d{5,7}-[A-Z]\)|\(\d{5,7}-[A-Z]\)"
    r"|(?<![^\W_])[^\W\d_]{1,2}\d{2,3}(?: \d{4}){4,}"  # an account's letters, or one of them, may be read otherwise
    r"|\bCHE-?\s?\d{3}\.?\d{3}\.?\d{3}\b|(?<![\d-])[1-9]\d\d-\d\d-\d{5}(?![\d-])"
    r"|\bT\d{13}\b|\bBE\s?[01]\d{3}[. ]?\d{3}[. ]?\d{3}\b"
    # Of payers of taxes: Brazil's two, Chile's, Argentina's.
    r"|(?<![\d.])(?:\d{3}\.\d{3}\.\d{3}-\d\d|\d\d\.\d{3}\.\d{3}/\d{4}-\d\d|\d{1,2}\.\d{3}\.\d{3}-[\dkK]|\d\d-\d{8}-\d)(?!\d)"
)
#: Digits with letters before and behind them, or in their midst; not those that digits are taken for.
_LETTER = "[AC-HJ-NPRT-Y]"
_IN_CODE = re.compile(
    rf"(?<![^\W_])(?:[A-Z]{{1,4}}\d{{5,}}{_LETTER}{{1,2}}|\d{{1,4}}{_LETTER}{{1,4}}\d{{5,}})(?![^\W_])"
)
_NIP = re.compile(r"\d{3}-\d{3}-\d\d-\d\d|\d{3}-\d\d-\d\d-\d{3}")  # Poland's tax number
_WEIGHTS = (6, 5, 7, 2, 3, 4, 5, 6, 7)  # of its digits; the sum modulo 11 is the last one
#: A house, in Japanese: its number stands right behind the names of its town, which say what they are.
_DIN = re.compile(r"\(?0[\d)]+\s?/[\d /]+-\d")  # "030/555 01 42-0": the switchboard
_HOUSE = re.compile(rf"[都道府県市区町村郡].*[{KANA}{HAN}]$")
_DOT = re.compile(r"(?<=\s)[·・](?=\s)|•")  # parts two values; the raised ones within one are dots
_BESIDE = re.compile(f"\\|(?={_GONE})|(?<={_GONE})\\|")  # a bar that parts a number from another field is no 1
_CEP = re.compile(f"{CEP}$")  # in Turkey a mobile
#: Eight digits, or seven, grouped as where numbers have no area code; two years are none.
_SHORT = re.compile(
    r"(?!(?:19|20)\d\d\D(?:19|20)\d\d)"
    r"(?:\d{4}[ -]\d{4}|\d\d(?: \d\d){3}|\d{3} \d\d \d{3}|\d\d \d{3} \d{3}|\d{3} \d{4}|\d{3} \d \d{3})"
)
#: A word, then a number and nothing else up to where the next piece of a line begins.
_PIECE = re.compile(rf"(?:^|[;|,])\s*[^\W\d_]{{2}}[^\d;|,{_GONE}]*(?<=[\s:.]){_GONE}\s*(?:$|[;|,{_GONE}])")
_POSTCODE = 6  # digits of the longest
_ADDRESS = re.compile(rf"\s?,\s*$|\s?[,\s]\s*(?!{LABEL})[^\W\d_]")  # what goes on behind it
_REACH = 40  # characters before a number that may say what it is
_GOES_ON = 7  # digits of one that follows another number, at least
_NAME = 0.9  # how well a word must be known as a name to be no label
_WORD = re.compile(r"[^\W_]{2}")


def find_tels(lines: Sequence[Line], taken: Sequence[Span]) -> list[Found]:
    """Find the telephone numbers of a card outside the spans `taken`.

    Values are digits, with "+" and the dialling code where printed; the type is "" where no label tells.
    """
    texts = [_masked(line.text, [s for s in taken if s.line == n]) for n, line in enumerate(lines)]
    numbers = [number for n, text in enumerate(texts) for number in _labelled(text, list(numbers_in(n, text)))]
    numbers = [n for n in numbers if not _is_misread(lines[n.line].text[n.start : n.end])]
    numbers = [_parted_by_word(lines[n.line], n, texts[n.line]) for n in numbers]
    numbers = completed(lines, texts, _label_beside(lines, texts, numbers))
    strange = _announced(lines, texts, numbers)
    tels: list[Number] = []
    for before, number in zip([None, *numbers], numbers, strict=False):
        goes_on = number.joined and before in tels and number.size >= _GOES_ON
        if number not in strange and (goes_on or _is_tel(number, texts[number.line])):
            tels.append(number)
    tels += _like_the_others(texts, [n for n in numbers if n not in tels and n not in strange], tels)
    return [_found(lines, n, is_untold(n, texts[n.line])) for n in sorted(tels, key=lambda n: (n.line, n.start))]


def _masked(text: str, taken: Sequence[Span]) -> str:
    text = parted(relabelled(without_hours(unaccented(flat(_DOT.sub(";", text)))[:LONGEST_LINE])))
    for known in (_ACCOUNT, _IN_CODE, _IN_STATE, _BEFORE_AREA):
        text = known.sub(lambda m: _GONE * len(m.group()), text)
    for span in taken:
        text = text[: span.start] + _GONE * (min(span.end, len(text)) - span.start) + text[span.end :]
    return _BESIDE.sub(";", text)


def _labelled(text: str, numbers: Sequence[Number]) -> list[Number]:
    """Give the numbers of a line the labels printed before or, where the first has none before it, after them."""
    out: list[Number] = []
    at = 0
    for number in numbers:
        gap = text[max(at, number.start - _REACH) : number.start]
        lead = LEAD.search(gap)
        words = lead.group() if lead else ""
        type = type_of(words)
        if number.joined and out and type is None:
            number = replace(number, type=out[-1].type, clear=out[-1].clear, first=number.start - len(gap))
        elif type is not None or not gap.removesuffix(words).strip():
            number = replace(
                number, type=type, clear=bool(CLEAR_LABEL.search(words)), first=number.start - len(words), joined=False
            )
        else:
            number = replace(number, joined=False)
        out.append(number)
        at = number.last
    return _label_after(text, out)


def _announced(lines: Sequence[Line], texts: Sequence[str], numbers: Sequence[Number]) -> list[Number]:
    """Numbers that are said to be something else: by what stands before them, left of them, above or below them."""
    others = {n for n, text in enumerate(texts) if is_other(text) and not re.search(r"\d", text)}
    out: list[Number] = []
    for before, number in zip([None, *numbers], numbers, strict=False):
        line, text = lines[number.line], texts[number.line]
        alone = not _WORD.search(text[: number.start] + _GONE + text[number.last :])
        has_plus = "+" in text[number.start : number.start + 3]  # "IE +353" is a country
        goes_on = before in out and before.line == number.line and number.type is None
        if (
            (is_other(text[max(0, number.start - _REACH) : number.start]) and not has_plus)
            or is_registered(number, text)
            or (goes_on and (number.joined or is_strange(number, text)))
            or (number.type is None and not has_plus and any(map(is_other, _otherwise_before(line, number, text))))
            or (number.type is None and alone and not _is_dialled(number, texts) and _beside(lines, number, others))
        ):
            out.append(number)
    return out


def _otherwise_before(line: Line, number: Number, text: str) -> Iterator[str]:
    """What other readers saw before a number, where they saw as its digits the same: "ΑΦΜ" where this one has "A®M"."""
    for reading in () if line.agreed else line.readings:
        before, found, _ = unaccented(flat(reading.text)).partition(text[number.start : number.end])
        if found:
            yield before[-_REACH:]


def _parted_by_word(line: Line, number: Number, text: str) -> Number:
    """A number right behind another one, without that one's label where another reader saw a word between them."""
    if not number.joined or not re.search(r"\d\s$", text[: number.start]):
        return number
    words = (re.search(r"[^\W\d_]\S{0,3}\s?$", before) for before in _otherwise_before(line, number, text))
    return replace(number, type=None, clear=False, joined=False) if any(words) else number


def _is_dialled(number: Number, texts: Sequence[str]) -> bool:
    """Whether a number says itself that it is a telephone's: by a plus, or its area code in brackets."""
    return number.digits.startswith("+") or texts[number.line][number.start] in "(["


def _beside(lines: Sequence[Line], number: Number, labels: set[int]) -> bool:
    """Whether one of these labels stands to the left of a number, above it, or below it with nothing else near."""
    if any(find(lines, number.line, labels) is not None for find in (_left_of, _above)):
        return True
    x0, y0, _, y1 = lines[number.line].place
    high = y1 - y0
    return any(
        abs(lines[n].place[0] - x0) < high and y0 < lines[n].place[1] < y1 + 0.8 * high and not _leads(lines, n)
        for n in labels
    )


def _leads(lines: Sequence[Line], label: int) -> bool:
    """Whether a line with digits stands right of a label or below it."""
    x0, y0, x1, y1 = lines[label].place
    high = y1 - y0
    return any(
        re.search(r"\d{3}", line.text)
        and (
            (abs(line.place[1] - y0) < 0.5 * high and line.place[0] >= x1 - high)
            or (abs(line.place[0] - x0) < 2 * high and y0 + 0.5 * high < line.place[1] < y1 + 0.8 * high)
        )
        for n, line in enumerate(lines)
        if n != label
    )


def _label_after(text: str, numbers: list[Number]) -> list[Number]:
    if not numbers or numbers[0].type is not None:
        return [replace(n, last=remark.end()) if (remark := REMARK.match(text, n.last)) else n for n in numbers]
    ends = [*(n.start for n in numbers[1:]), len(text)]
    trails = [TRAIL.match(text, n.last, end) for n, end in zip(numbers, ends, strict=True)]
    if trails[-1] is None:
        return numbers
    return [
        replace(n, type=type_of(t.group()), clear=bool(CLEAR_LABEL.search(t.group())), first=n.start, last=t.end())
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
    if _CEP.search(text[: number.end]):
        return False
    if number.size < 5 or _DATE.fullmatch(raw):
        return False
    if number.size > LONGEST:  # read wrong, or two: kept as it is printed, for someone to look at
        return raw.startswith("+") or (number.type is not None and number.clear)
    if number.type is not None:
        if number.type in ("work", "home") and _is_postcode(number, text):
            return False
        return number.size >= (6 if number.clear else 8) or number.type == "tollfree" or _is_hotline(text, number)
    if number.digits.startswith("+"):
        return number.size >= LEAST_DIALLED
    return _looks_like_one(number, text, raw)


def _is_misread(raw: str) -> bool:
    """Whether figures of two scripts stand in one number, as where Tesseract's Arabic data took some for others."""
    return len({char.isascii() for char in unicodedata.normalize("NFKC", raw) if char.isdecimal()}) > 1


def _is_postcode(number: Number, text: str) -> bool:
    """Whether bare digits behind a word for a place, which no word for a telephone follows, begin its address."""
    if len(number.groups) > 1 or number.size != _POSTCODE or number.joined:
        return False
    label = text[number.first : number.start]
    return type_of(label, but=("work", "home")) is None and _ADDRESS.match(text, number.last) is not None


def _is_hotline(text: str, number: Number) -> bool:
    return SERVICE.search(text, number.first, number.start) is not None


def _looks_like_one(number: Number, text: str, raw: str) -> bool:
    """Whether digits without label or dialling code are a whole number: long enough, grouped like one."""
    around = text[max(0, number.start - 1) : number.start] + text[number.last : number.last + 1]
    if re.search(r"[A-Za-z0-9À-ɏ]", around) or (is_grouped(raw) and not number.joined):
        return False
    if _DATED.fullmatch(raw) or _is_nip(raw) or _HOUSE.search(text[: number.start]):
        return False
    if re.match(r"\(\d{2,5}\)", text[number.start :]) and 7 <= number.size <= 13:
        return True
    groups = number.groups
    return 9 <= number.size <= 13 and min(map(len, groups[2:-1] if _DIN.fullmatch(raw) else groups[2:]), default=2) >= 2


def _is_nip(raw: str) -> bool:
    digits = [int(c) for c in raw if c.isdigit()]
    return bool(_NIP.fullmatch(raw)) and sum(map(mul, _WEIGHTS, digits)) % 11 == digits[9]


def _like_the_others(texts: Sequence[str], doubtful: Sequence[Number], tels: Sequence[Number]) -> list[Number]:
    """Numbers without label and area code that are as others of the card."""
    return [n for n in doubtful if n.type is None and 6 <= n.size <= 8 and _is_like(n, texts[n.line], tels)]


def _is_like(number: Number, text: str, tels: Sequence[Number]) -> bool:
    """Whether a number is as long as others, or grouped as usual, alone on its line; or grouped as a labelled one.

    That one may stand behind words: they say of whom it is, or are a label that nobody listed.
    """
    raw = text[number.start : number.end].strip()
    around = text[: number.start] + _GONE + text[number.last :]
    if is_grouped(raw):
        return False
    if not _WORD.search(around):
        sizes = {n.size for n in tels if not n.digits.startswith(("+", "0"))}
        return number.size in sizes or _SHORT.fullmatch(raw) is not None
    labelled = {_grouping(n) for n in tels if n.type is not None and len(n.groups) > 1}
    return _grouping(number) in labelled and not _DATED.fullmatch(raw) and _PIECE.search(around) is not None


def _grouping(number: Number) -> tuple[int, ...]:
    return tuple(map(len, number.groups))


def _found(lines: Sequence[Line], number: Number, untold: bool) -> Found:
    field = field_of(
        lines,
        [Span(number.line, number.start, number.end)],
        number.digits,
        key=_digits,
        doubt=0.9**number.slips * (UNTOLD if untold else 1),
        type=number.type or "",
        parts={"ext": number.ext} if number.ext else None,
    )
    span = Span(number.line, min(number.first, number.start), max(number.last, number.end))
    if number.beside is None:
        return Found("tel", field, (span,))
    return Found("tel", field, (Span(number.beside, 0, len(lines[number.beside].text)), span))


def _digits(text: str) -> str:
    return re.sub(r"[^\d+]", "", flat(text))
