"""Cut a line into runs of digits that may be telephone numbers, lists of them spelt out."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

import phonenumbers
from phonenumbers import COUNTRY_CODE_TO_REGION_CODE

from cardscan.parse.tel_labels import FILL, LABEL
from cardscan.text.codes import SHAPES, is_grouped
from cardscan.text.joiners import AND_WORDS
from cardscan.text.misread import AS_FIGURES

_RUN = re.compile(r"[(\[]{0,2}(?:\+\s?)?[(\[]?\d[\d\s().\-\[\]]*")
_JOIN = re.compile(rf"[\s.)]*(?:/|,|、|;|&|\||~|\b(?:{AND_WORDS}|to|or)\b)[\s(]*", re.I)
#: A word right behind digits, which may be what they count; the label of what is printed next counts nothing.
_NAMED = re.compile(r"\s?[^\W\d_]")
_LABEL_NEXT = re.compile(rf"\s?(?:{LABEL}{FILL}*[\d+(]|[^\W\d_][\w./ -]{{0,20}}:)")
_NUMBERED = re.compile(r"(?<=\d\d)\s\.?\d\.$")  # a figure of the word behind it: "0142 3.Stock"
_LABELLED = re.compile(LABEL)
_SIGNS = re.compile(r"[^\w+\x00]{1,5}")  # between two numbers they part a list, whichever they are; \x00: another field
_SLIPS = str.maketrans(dict(AS_FIGURES))
_SLIP = re.escape("".join(AS_FIGURES))
_SLIPPED = re.compile(
    rf"(?<![^\W_])(?:\+[\dOIl|]{{2,3}}|\+?[\d{_SLIP}]{{4,}}|(?<=[-.)])[\d{_SLIP}]{{3}}|[\d{_SLIP}]{{3}}(?=[-.]\d))(?![^\W_])"
)
_EXT = re.compile(
    r"[\s,;.\-(]*(?:ext(?:ension|n)?|xtn|x|poste|ramal|rml|int(?:erno)?|wewn?|w|dahili|anexo|durchwahl|dw|#"
    r"|klap[kp][ae]|kl|linka|nebenstelle|nst|apparat|app|toestel|tst|mellek|anknytning|ankn|lokal(?:nummer)?|alanumero"
    r"|may\sle|pesawat|pes|sambungan|داخلی|داخلي"
    r"|доб(?:авочный)?|дод(?:атковий)?|внутр?|вн|εσωτ(?:ερικο)?|εσ|שלוחה|تحويلة|ต่อ"
    r"|内線|內線|分機|分机|轉分機|轉|转|내선)[\s.:#]*(\d{1,6})(?![^\W_])\)?",
    re.I,
)
#: An extension behind a hyphen and nothing else, as in China: "0755-2555 0142-316".
_HYPHENED = re.compile(r"-(\d{3,5})(?![\s.-]*\d)")
_LINES = re.compile(
    r"\s*\(\s*(?:(?:[1-9]\d{0,2}|multi\w*)\s*(?:lines?|hat|linien|lignes|l[ií]neas|linhas|hunting)?|e?pa?bx|hunting)\s*\)",
    re.I,
)
#: An area code before a slash, as in "0221/123 45 67", "0 44 21 / 555-0" (DIN 5008) or "415/555-0142": no list.
_AREA = re.compile(
    r"(?<![\d/.-])(?<!\d )(?<!\) )(?:\+\s?\d{2,3}[\s-]?(?:\(0\)\s?)?\(?[1-9](?: ?\d){1,4}\)?|\(?0(?: ?\d){1,4}\)?)"
    r"\s?/\s?(?=\d[\d .-]{4,})(?!\d{1,4}/)"
    r"|(?<![\d/.-])(?<!\d )\(?0\d{3,4}\)?\s?/\s?(?=\d{3,4}(?![\d/]))"  # of a village: "02799/555"
    r"|(?<![\d/.])(?:1[-. ])?\(?[2-9]\d\d\)?\s?/\s?(?=[2-9]\d\d[-. ]\d{4}(?!\d))"
)
#: A number of North America that spells a word: "1-888-555-LAMP", "888.555.LAMP", "1-800-FLOWERS". Where spaces alone
#: part its pieces a 1 or brackets tell it from the number of a house: "888 FLORIDA AVE".
_FREE, _AREA_CODE = r"8(?:00|33|44|55|66|77|88)", r"[2-9]\d\d"
_VANITY = re.compile(
    r"(?<![\w-])(?:"
    rf"(?:\+?1[-. ]?)?\({_FREE}\)[-. ]?|\+?1[-. ]?{_FREE}[-./ ]|{_FREE}[-./]|{_FREE} (?=(?:\d{{3}} )?[A-Z\d-]+\W*$)"
    rf"|\+?1[-. ](?:\({_AREA_CODE}\)[-. ]?|{_AREA_CODE}[-./ ])(?=\d{{3}}[-. ])"
    rf"|(?:\({_AREA_CODE}\)[-. ]?|{_AREA_CODE}[-./])(?=\d{{3}}[-.]))"
    r"(?P<word>(?=(?:[A-Z\d][-. ]?){0,6}[A-Z]{3})"
    r"(?:\d{3}[-. ](?=[A-Z])[A-Z\d]{4,8}|[A-Z\d](?:-?[A-Z\d]){6,10}))(?![\w-])"
)
_KEYS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")
_FIGURES = str.maketrans("〇零一二三四五六七八九ー丨|", "00123456789---")  # upright, a dash is one of these
_FIGURED = re.compile(r"[〇零一二三四五六七八九](?:[\s()ー丨|-]{0,2}[〇零一二三四五六七八九]){8,12}(?![〇一-龥])")
_STAR = re.compile(r"(?<![\w*])\*(?=[1-9]\d{1,2}[\s-]?\d{9,12}(?!\d))")  # a plus misread
_TILDE = re.compile(r"(?<=\d)~(?=\d{3})")  # a dash misread; a range has fewer digits
_TRUNK = re.compile(r"(?<=.)[(\[]\s*0\s*[)\]]")
_ITALY = re.compile(r"\W*(?:00)?(?:39|378)\b")  # where the zero is dialled from abroad too
_BRACKETED = re.compile(r"\(([2-9]\d{1,2})-\d{1,3}\)\s?\d")
_RAGGED = re.compile(r"\d\.?\s(?=[(\d][\d\s().-]{8,})")
_CODE = re.compile(rf"(?:{SHAPES['US']})[.,-]?")  # a postcode, as before "(401) 555-0142"
_BAR = re.compile(r"(?<=[\d)])\s?[|Il]\s?(?=[+(]*\d)")
_DIGITS = re.compile(r"[\d\s().-]*\+?")
_PAIR = re.compile(r"(\d{7,8}|0\d{9,11}|1[3-9]\d{9})(1[3-9]\d{9})|([6-9]\d{9})([6-9]\d{9})")  # printed without a gap
LONGEST = 15  # digits of a number (E.164)
_UNDIALLED = 13  # and of one without a dialling code, at most
_AREA_AND_ALL = 10  # of one that is whole
_LEAST, LEAST_DIALLED = 6, 8  # digits of one number of two; with its dialling code
_DIALLED = re.compile(r"[\s(\[]*(?:\+|00|011\b)")  # from abroad


@dataclass(frozen=True, slots=True)
class Number:
    """A run of digits that may be a telephone number, and what is known of it."""

    line: int
    start: int
    end: int
    digits: str  # with a leading "+" where a dialling code is printed
    groups: tuple[str, ...]  # the digits as they are grouped in print
    first: int  # where the label before it starts
    last: int  # where its extension or the label after it ends
    ext: str = ""
    joined: bool = False  # follows the one on its left in a list
    slips: int = 0  # letters read as digits
    type: str | None = None  # what its label says; None: no label
    clear: bool = False  # its label can be no other word
    beside: int | None = None  # the line that is its label

    @property
    def size(self) -> int:
        """How many digits."""
        return len(self.digits.lstrip("+"))


def numbers_in(line: int, text: str) -> Iterator[Number]:
    """Yield the runs of digits of a line; lists such as "24780648,58" are spelt out, extensions set apart."""
    printed = _FIGURED.sub(lambda m: m.group().translate(_FIGURES), _VANITY.sub(_keyed, text))
    fixed = _repaired(printed)
    before: Number | None = None
    for start, end in _runs(fixed):
        raw = fixed[start:end]
        while end < len(text) and printed[end].isspace() and not text[end].isspace():
            end += 1  # letters that are not dialled
        groups = _groups(raw)
        plus = raw.lstrip(" ([").startswith("+") or _is_dialled(raw)
        digits = "".join(groups)
        if not plus and re.match(r"00[1-9]\d{8}", digits):
            digits, plus = digits[2:], True
        slips = sum(a != b for a, b in zip(raw, printed[start:end], strict=False))
        number = Number(line, start, end, "+" * plus + digits, groups, start, end, slips=slips)
        if before is not None and end <= before.last:
            continue  # it was the extension of the number before
        if before is not None and (join := _JOIN.fullmatch(fixed, before.last, start)):
            number = _listed(before, number, join.group(), fixed[end:])
        elif before is not None and (start == before.last or _SIGNS.fullmatch(fixed, before.last, start)):
            number = _following(before, number, raw)
        before = _with_extension(fixed, number)
        yield before


def parted(text: str) -> str:
    """Write a semicolon for a bar between two numbers, which as a misread 1 would make of them one that is too long."""
    return _BAR.sub(_as_sign, text)


def _as_sign(match: re.Match[str]) -> str:
    before = _digits(match.string[: match.start()][::-1])[::-1]
    after = _digits(match.string[match.end() :].lstrip("+("))
    are_two = _may_be_one(before) and _count(after) >= _LEAST
    too_long = _count(before) + 1 + _count(after) > _longest(before)
    return re.sub(r"\S", ";", match.group()) if are_two and too_long else match.group()


def _digits(text: str) -> str:
    """What a text begins with of a number."""
    found = _DIGITS.match(text)
    return found.group() if found else ""


def _longest(raw: str) -> int:
    """How many digits a number that begins so has at most."""
    return LONGEST if _DIALLED.match(raw) else _UNDIALLED


def _may_be_one(raw: str) -> bool:
    """Whether digits may be a whole number: of a country's length, or not told by a dialling code."""
    if not (code := _DIALLED.match(raw)):
        return _LEAST <= _count(raw) <= _UNDIALLED
    digits = "".join(_groups(raw[code.end() :]))
    try:
        return len(digits) >= LEAST_DIALLED and phonenumbers.is_possible_number(phonenumbers.parse(f"+{digits}"))
    except phonenumbers.NumberParseException:
        return False


def _following(before: Number, number: Number, raw: str) -> Number:
    """Join a number to the one right before it, unless it is more likely a postcode or a count."""
    listed = _listed(before, number, "", "") if number.size >= _LEAST else number
    is_like = listed.size == before.size or (number.size > _LEAST and not is_grouped(raw.strip()))
    return listed if is_like else number


def _is_dialled(raw: str) -> bool:
    """Whether a dialling code stands with the area code in brackets, as in "(86-10) 555 0142"."""
    match = _BRACKETED.match(raw)
    return match is not None and int(match.group(1)) in COUNTRY_CODE_TO_REGION_CODE


def _keyed(match: re.Match[str]) -> str:
    """A word on the keys of a telephone; letters beyond the seventh are not dialled."""
    word, dialled = "", 0
    for char in match["word"]:
        dialled += char.isalnum()
        word += char.translate(_KEYS) if dialled <= 7 else " "
    return match.group().removesuffix(match["word"]) + word


def _repaired(text: str) -> str:
    """Read letters as digits in words that are nearly all digits ("98I98" is 98198)."""

    def digits(match: re.Match[str]) -> str:
        word = match.group()
        known = sum(c.isdigit() for c in word)
        return (
            word.translate(_SLIPS)
            if known >= (0.5 * len(word) - 0.5 if word[0] == "+" else max(2, 0.6 * len(word)))
            else word
        )

    return _SLIPPED.sub(digits, _STAR.sub("+", text.replace("QQ", "__")))  # a chat of China; its letters are no zeros


def _groups(raw: str) -> tuple[str, ...]:
    """The groups of digits, without a trunk zero in brackets after the dialling code."""
    zero = _TRUNK.search(raw)
    if zero and not _ITALY.match(raw):
        raw = raw[: zero.start()] + " " + raw[zero.end() :]
    return tuple(re.findall(r"\d+", raw))


def _runs(text: str) -> Iterator[tuple[int, int]]:
    """Where runs of digits start and end, parted where two numbers follow each other without a sign."""
    text = _AREA.sub(lambda m: m.group().replace("/", "-"), _TILDE.sub("-", text))
    for match in _RUN.finditer(text):
        raw = match.group()
        if (
            (floor := _NUMBERED.search(raw))
            and _NAMED.match(text, match.end())
            and not _LABELLED.match(text, match.end())
        ):
            raw = raw[: floor.start()]
        raw = raw.rstrip(" .-([\t")
        yield from _split(text, match.start(), match.start() + len(_without_extension(raw) or raw))


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    if office := re.match(r"[(\[]\s*0\s*\.?[)\]]\s*(?=[\d(])", text[start:end]):
        start += office.end()  # "(0) 2755 5540": O for office
    before = text[:start][-1:]
    if (ragged := _RAGGED.match(text[start:end])) and before.swapcase() != before:  # its script has capitals
        start += ragged.end()  # "Mo6. 067 555 01 42": a letter read as a digit
    raw = text[start:end]
    for gap in re.finditer(r"(?<=\d)[\s.\-)]*(?=\()|(?<=\d)\s{3,}(?=\d)", raw):
        before = raw[: gap.start()].strip()
        if not _may_be_one(before) and not (_CODE.fullmatch(before) and _count(raw[gap.end() :]) >= 9):
            continue
        if _count(raw[gap.end() :]) >= _LEAST:
            yield from _split(text, start, start + gap.start())
            yield from _split(text, start + gap.end(), end)
            return
        if raw[gap.end()] == "(":  # "555 01 42 (5 lines)"
            end = start + gap.start()
            raw = text[start:end]
            break
    if pair := _PAIR.fullmatch(raw):
        cut = start + len(pair.group(1) or pair.group(3))
        yield start, cut
        yield cut, end
        return
    if middle := _middle(raw):
        yield from _split(text, start, start + middle.start())
        yield from _split(text, start + middle.end(), end)
        return
    if raw.endswith(")") and "(" not in raw:
        end = start + len(raw.rstrip(") "))
    yield start, end


def _without_extension(raw: str) -> str:
    """A number of which a last group behind a hyphen makes one that is too long, without that; "" for any other.

    As many digits that begin alike are the last number of several: "2555 0142-0155". An area code in brackets begins a
    number.
    """
    bare, _, last = raw.rpartition("-")
    found = _HYPHENED.fullmatch("-" + last)
    if not found or _count(raw) <= _longest(raw) or _count(bare) < _AREA_AND_ALL or not _may_be_one(bare):
        return ""
    of_several = len(last) == 4 and _groups(bare)[-1][-4:-2] == last[:2]
    of_several |= not _DIALLED.match(raw) and re.search(r"\d\D*\(", bare) is not None
    return "" if of_several else bare


def _middle(raw: str) -> re.Match[str] | None:
    """The gap where a run too long for one number parts into two."""
    if _count(raw) <= _longest(raw):
        return None
    gaps = [
        (len(g.group()), -abs(_count(raw[: g.start()]) - _count(raw[g.end() :])), -g.start(), g)
        for g in re.finditer(r"(?<=\d)\D+(?=\d)", raw)
        if _may_be_one(raw[: g.start()]) and _count(raw[g.end() :]) >= _LEAST
    ]
    return max(gaps, key=lambda g: g[:3])[3] if gaps else None


def _count(raw: str) -> int:
    return sum(c.isdigit() for c in raw)


def _listed(before: Number, number: Number, join: str, after: str) -> Number:
    """Complete a number of a list by what it shares with the one before: "022 24780648 / 49" is two numbers."""
    size, whole = number.size, before.size
    if before.ext and size <= len(before.ext) + 1:
        return number  # another extension
    if number.digits.startswith(("+", "0")) and size > 4:
        return replace(number, joined=True)
    if size <= 4:  # the last digits are replaced
        lone = size == 1 and "," in join
        if whole < 6 or lone or (_NAMED.match(after) and not _LABEL_NEXT.match(after)):
            return number
        if size > 2 and len(before.groups) > 1 and size > len(before.groups[-1]):
            return number  # "677 13 00 / 1306": an extension, or an end of two groups printed as one
        return replace(number, digits=before.digits[:-size] + number.digits, joined=True)
    at, shared = 0, ""
    for group in before.groups[:-1]:
        at += len(group)
        if sum(map(len, before.groups)) - at == size:  # the same length without the area code
            shared = before.digits[:-size]
    return replace(number, digits=shared + number.digits, groups=(shared.lstrip("+"), *number.groups), joined=True)


def _with_extension(text: str, number: Number) -> Number:
    """Take the extension, or the count of lines, that follows a number."""
    if number.size < 6:
        return number
    if match := _EXT.match(text, number.end) or _HYPHENED.match(text, number.end):
        return replace(number, ext=match.group(1), last=match.end())
    if match := _LINES.match(text, number.end):
        return replace(number, last=match.end())
    return number
