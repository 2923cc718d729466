"""Complete telephone numbers to E.164 with the card's country, and say of which type they are."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace
from functools import cache
from itertools import chain

import phonenumbers
from phonenumbers import PhoneMetadata, PhoneNumberFormat, PhoneNumberType, ValidationResult
from rapidfuzz.distance import Levenshtein

from cardscan.enrich.country import countries_named, is_valid, is_whole, region_of, told_by
from cardscan.enrich.readings import line_of, otherwise_read, read_alike
from cardscan.model import Contact, Field, Line
from cardscan.parse.evidence import unaccented
from cardscan.parse.gazetteer import region
from cardscan.parse.tel import find_tels
from cardscan.parse.tel_labels import LEAD, relabelled, type_of
from cardscan.reason import because
from cardscan.text.misread import FIGURES

_TYPES = {
    PhoneNumberType.MOBILE: "cell",
    PhoneNumberType.TOLL_FREE: "tollfree",
    PhoneNumberType.PAGER: "pager",
}
_RANGE = re.compile(r"\d{4}-(\d{1,2})$")
#: An area code and what it stands before: with its trunk zero, or in brackets.
_AREAS = (
    re.compile(r"\(?(0\d{1,4})[\s)./-]+(\d[\d\s.-]*)"),
    re.compile(r"(?:\+\d{1,3}[\s-]?)?\(([1-9]\d{1,4})\)[\s.-]*(\d[\d\s.-]*)"),
)
#: What was dialled before a number before its plan changed: Mexico's 01, 044 and 045, and the 1 after its +52.
_FORMERLY = {"MX": re.compile(r"(?<=^\+52)(?:1|01|04[45])(?=\d{10}$)|^(?:01|04[45])(?=\d{10}$)")}
_CODES = re.compile(r"\(([A-Z]{2})\b[^)\d]*\)?(?=[^\w(]*[\d(+])")  # "(VN mobile): 093 …"
_REACH = 40  # characters before a number in which its label stands
_CLEAR = 0.97  # digits read more surely than this are not doubted
_BRACKETED = re.compile(r"\s*\([1-9]\d{1,2}\)")
_BRACKETS = "the dialling code in brackets is that"
_COMPLETED, _BORROWED, _LOST = "completed with +", "completed with the area code", "the + before"
_SUPPOSED = (_COMPLETED, _BORROWED, _LOST)  # what an origin says of a number whose dialling code is not printed


def complete(contact: Contact, country: str, lines: Sequence[Line]) -> Contact:
    """Bring the numbers to E.164 where the country is known and certain, give each a type, drop repeats.

    A number whose area code is not printed stays as its digits, unless another one of the card tells it.
    """
    areas = _areas(contact.tel, country)
    told = told_by(contact, lines) | _dialled_countries(contact.tel, country)
    dialled = any(re.match(r"[\s(]*\+", tel.raw) for tel in contact.tel)
    done: dict[str, Field] = {}
    for tel in chain.from_iterable(_spelt_out(tel, country, areas) for tel in contact.tel):
        tel = _with_code(tel, country, told)
        here = _country_here(tel, country, lines)
        new = _completed(_with_plus(tel, here) if dialled else tel, here, areas)
        if not is_right(new.value):
            new = next(_read_right(tel, here, areas, lines), new)
        new = _typed(new, country, lines, any(other.type == "cell" for other in contact.tel))
        old = done.get(new.value)
        done[new.value] = new if old is None else _merged(old, new)
    return replace(contact, tel=tuple(done.values()))


def _spelt_out(tel: Field, country: str, areas: frozenset[tuple[str, int]]) -> tuple[Field, ...]:
    """The first and the last of "722685776-8", where that is no number with an extension."""
    tail = found.group(1) if (found := _RANGE.search(tel.raw)) else ""
    first = tel.value.removesuffix(tail)
    if not tail or first[-len(tail) :] >= tail:
        return (tel,)
    if tel.parts.get("ext"):  # one switchboard, whichever of its lines is dialled
        return (replace(tel, value=first),)
    whole, one = (_completed(replace(tel, value=value), country, areas).value for value in (tel.value, first))
    if is_right(whole) or not is_right(one):
        return (tel,)
    return replace(tel, value=first), replace(tel, value=first[: -len(tail)] + tail)


def is_supposed(tel: Field) -> bool:
    """Whether the dialling code of a number is not printed, so that it hangs on the card's country."""
    return any(reason in tel.origin for reason in _SUPPOSED)


def is_of(tel: Field, country: str) -> bool:
    """Whether a number is one of a country, and nothing but the country's code was put before what is printed."""
    code = phonenumbers.country_code_for_region(country) if country else 0
    return bool(code) and tel.value.startswith(f"+{code}") and _BORROWED not in tel.origin


def is_right(value: str) -> bool:
    """Whether `value` is a valid number in E.164."""
    return value.startswith("+") and _valid(value, "") is not None


def _read_right(tel: Field, country: str, areas: frozenset[tuple[str, int]], lines: Sequence[Line]) -> Iterator[Field]:
    """What another reader made of an invalid number, where that is a valid one."""
    for line in otherwise_read(tel, lines):
        for found in find_tels([line], []):
            if 0 < Levenshtein.distance(found.field.value, tel.value) <= 3:
                other = _completed(found.field, country, areas)
                if is_right(other.value):
                    kept = replace(other, box=tel.box, type=tel.type)
                    yield because(kept, other.value, "the other reader's text is a valid number", 0.7)


def _with_plus(tel: Field, country: str) -> Field:
    """Take a 4 before the country's dialling code for the + that other numbers of the card have."""
    code = phonenumbers.country_code_for_region(country) if country else 0
    value = "+" + tel.value[1:]
    if code and tel.value.startswith(f"4{code}") and is_right(value):
        return because(tel, value, f"{_LOST} {code} was misread", 0.7)
    return tel


def _dialled_countries(tels: Sequence[Field], country: str) -> Set[str]:
    """The countries whose dialling codes are printed; all where the card's own code stands in brackets."""
    code = phonenumbers.country_code_for_region(country) if country else 0
    for tel in tels:
        if code and re.match(rf"\s*\({code}\)", tel.raw) and is_valid(f"+{tel.value.lstrip('+')}", country):
            return phonenumbers.SUPPORTED_REGIONS
    return {region_of(tel.value) for tel in tels if tel.value.startswith("+")}


def _with_code(tel: Field, country: str, told: Set[str]) -> Field:
    """Take digits in brackets for the dialling code of a country that the card speaks for: "(853) 2855 0142".

    In the card's own country they would be an area code.
    """
    if not _BRACKETED.match(tel.raw) or is_valid(tel.value, country):
        return tel
    value = f"+{tel.value}"
    code = region_of(value)
    return because(tel, value, f"{_BRACKETS} of {code}") if code in told and is_valid(value, code) else tel


def _completed(tel: Field, country: str, areas: frozenset[tuple[str, int]]) -> Field:
    if formerly := _FORMERLY.get(region_of(tel.value) or country):
        tel = replace(tel, value=formerly.sub("", tel.value))
    if tel.value.startswith("+"):
        return _international(tel)
    if not country:
        return tel
    code = phonenumbers.country_code_for_region(country)
    parsed = _parsed(tel.value, country)
    if parsed is None or (parsed.country_code != code and not tel.value.startswith("00")):
        return replace(tel, confidence=tel.confidence * 0.8)
    if phonenumbers.is_valid_number(parsed):
        return _as_e164(tel, parsed, country)
    for value, reason, doubt in _repairs(tel, country):
        if other := _valid(value, country):
            return because(tel, _e164(other), reason, doubt)
    if with_area := _with_area(tel, country, areas):
        return with_area
    if _is_whole(tel, parsed, country):
        return _as_e164(tel, parsed, country, 0.7)
    return replace(tel, confidence=tel.confidence * 0.8)


def _with_area(tel: Field, country: str, areas: frozenset[tuple[str, int]]) -> Field | None:
    """A number with the area code of others of its length, if these have one alone."""
    near = {area for area, local in areas if local == len(tel.value)}
    if len(near) != 1 or tel.value.startswith("0"):
        return None
    area = near.pop()
    longer = _parsed(area + tel.value, country)
    if longer is None:
        return None
    return because(tel, _e164(longer), f"{_BORROWED} {area} of another number", 0.8)


def _is_whole(tel: Field, parsed: phonenumbers.PhoneNumber, country: str) -> bool:
    """Whether a number that is invalid has its area code: it was one once, will be one, or is kept for examples."""
    possible = phonenumbers.is_possible_number_with_reason(parsed)
    if tel.value.startswith("0") or tel.raw.strip().startswith("("):
        return bool(possible != ValidationResult.TOO_LONG)
    if possible != ValidationResult.IS_POSSIBLE:
        return False
    return len(tel.value) > 9 or (_is_closed(country) and is_whole(tel.value, country))


@cache
def _is_closed(country: str) -> bool:
    """Whether all of a country's fixed lines have as many digits, and none is dialled without the first of them."""
    plan = PhoneMetadata.metadata_for_region(country)
    lines = plan.fixed_line if plan else None
    return lines is not None and len(lines.possible_length) == 1 and not lines.possible_length_local_only


def _international(tel: Field) -> Field:
    parsed = _parsed(tel.value, "")
    if parsed is None:
        return replace(tel, confidence=tel.confidence * 0.5)
    if phonenumbers.is_valid_number(parsed):
        value = _e164(parsed)
        return tel if value == tel.value else because(tel, value, "trunk prefix left out")
    for value, reason, doubt in _repairs(tel, ""):
        if other := _valid(value, ""):
            return because(tel, _e164(other), reason, doubt)
    return replace(tel, value=_e164(parsed), confidence=tel.confidence * 0.6)


def _repairs(tel: Field, country: str) -> Iterator[tuple[str, str, float]]:
    """What an invalid number may have been, with why, and how sure."""
    digits = tel.value
    code = str(phonenumbers.country_code_for_region(country)) if country else ""
    if code and digits.lstrip("0").startswith(code):
        yield "+" + digits.lstrip("0"), f"{_LOST} {code} was lost", 0.9
    if code and digits[1:].startswith(code):
        yield "+" + digits[1:], f"{_LOST} {code} was misread", 0.7
    if re.search(r"\d.*\d \d$", tel.raw):
        yield digits[:-1], "a mark after it was read as a digit", 0.7
    if re.match(r"\d \d", tel.raw):
        yield digits[1:], "a mark before it was read as a digit", 0.7
    doubted = tel.confidence < _CLEAR and not read_alike(tel)
    mended = list(_mended(digits, country)) if doubted else []
    if len(mended) == 1:
        yield mended[0], "one digit misread made it invalid", 0.5


def _mended(value: str, country: str) -> Iterator[str]:
    """Valid numbers with one digit taken for another."""
    for at, digit in enumerate(value):
        for other in FIGURES.get(digit, "") if at > 2 else "":
            candidate = value[:at] + other + value[at + 1 :]
            if _valid(candidate, country):
                yield candidate


def _as_e164(tel: Field, parsed: phonenumbers.PhoneNumber, country: str, doubt: float = 1.0) -> Field:
    return because(tel, _e164(parsed), f"{_COMPLETED}{parsed.country_code} of the card's country, {country}", doubt)


def _valid(value: str, country: str) -> phonenumbers.PhoneNumber | None:
    parsed = _parsed(value, country)
    return parsed if parsed is not None and phonenumbers.is_valid_number(parsed) else None


def _parsed(value: str, country: str) -> phonenumbers.PhoneNumber | None:
    try:
        return phonenumbers.parse(value, country or None)
    except phonenumbers.NumberParseException:
        return None


def _e164(parsed: phonenumbers.PhoneNumber) -> str:
    return str(phonenumbers.format_number(parsed, PhoneNumberFormat.E164))


def _areas(tels: Sequence[Field], country: str) -> frozenset[tuple[str, int]]:
    """Area codes as printed apart from the number, and how many digits follow them; mobiles have none."""
    found = set()
    for tel in tels:
        parsed = _parsed(tel.value, country)
        if tel.type == "cell" or (parsed and phonenumbers.number_type(parsed) == PhoneNumberType.MOBILE):
            continue
        for match in filter(None, (area.fullmatch(tel.raw.strip()) for area in _AREAS)):
            found.add((match.group(1), len(re.sub(r"\D", "", match.group(2)))))
    return frozenset(found)


def _country_here(tel: Field, country: str, lines: Sequence[Line]) -> str:
    """The country of a number on a card with offices in several: that of the line it stands on, or just below."""
    own = line_of(tel, lines)
    if tel.value.startswith("+") or own is None:
        return country
    x, y, _, bottom = own.place
    height = bottom - y
    near = [n for n in lines if abs(n.place[0] - x) < 12 * height and -0.5 * height < y - n.place[1] < 3 * height]
    for line in sorted(near, key=lambda n: -n.place[1]):
        for code in (*_codes_before(tel, own, line, country), *countries_named(line.text)):
            if code != country and is_valid(tel.value, code):
                return str(code)
    return country


def _codes_before(tel: Field, own: Line, line: Line, country: str) -> list[str]:
    """The letters of countries in brackets before a number, on its own line; those of a province are none."""
    found = _CODES.findall(line.text.partition(tel.raw)[0] + tel.raw) if line is own else []
    return [code for code in found if country not in region(code)]


def _typed(tel: Field, country: str, lines: Sequence[Line], has_mobile: bool) -> Field:
    """A number with its type: what its label says, or its plan, or that others of the card are said to be mobiles."""
    parsed = _parsed(tel.value, country)
    if tel.type == "cell" and parsed and phonenumbers.number_type(parsed) == PhoneNumberType.FIXED_LINE:
        return replace(tel, type="work")  # beside a mobile whose label was not its own
    if tel.type:
        return tel
    if parsed is None:
        return replace(tel, type="work")
    kind = _kind(parsed)
    told = has_mobile or _is_called_telephone(tel, lines)
    if kind == PhoneNumberType.FIXED_LINE_OR_MOBILE and parsed.country_code != 1:
        return replace(tel, type="work" if told and _is_one_plan(region_of(tel.value)) else "cell")
    if parsed.country_code == 55 and re.fullmatch(r"\d\d[6-9]\d{7}|9\d{8}", str(parsed.national_number)):
        return replace(tel, type="cell")  # of Brazil: from before it got its ninth digit, or without an area code
    return replace(tel, type=_TYPES.get(kind, "work"))


def _is_called_telephone(tel: Field, lines: Sequence[Line]) -> bool:
    """Whether a word for a telephone stands before a number on its line."""
    own = line_of(tel, lines)
    before = relabelled(unaccented(own.text.partition(tel.raw)[0][-_REACH:])) if own else ""
    lead = LEAD.search(before)
    return lead is not None and type_of(lead.group()) == ""


@cache
def _is_one_plan(country: str) -> bool:
    """Whether most numbers of a country may be a fixed line's or a mobile's, as in Denmark, Chile and Mexico."""
    one = phonenumbers.example_number_for_type(country, PhoneNumberType.FIXED_LINE) if country else None
    if one is None:
        return False
    rest = str(one.national_number)[2:]
    like = (phonenumbers.PhoneNumber(one.country_code, int(f"{begun}{rest}")) for begun in range(10, 100))
    kinds = Counter(map(phonenumbers.number_type, like))
    told = kinds[PhoneNumberType.FIXED_LINE] + kinds[PhoneNumberType.MOBILE]
    return kinds[PhoneNumberType.FIXED_LINE_OR_MOBILE] > told


def _kind(parsed: phonenumbers.PhoneNumber) -> int:
    """The kind of a number; of one that is valid nowhere, what all are that differ from it in the third digit."""
    kind = phonenumbers.number_type(parsed)
    if kind != PhoneNumberType.UNKNOWN:
        return int(kind)
    digits = str(parsed.national_number)
    like = [int(f"{digits[:2]}{digit}{digits[3:]}") for digit in range(10)]
    near = (phonenumbers.PhoneNumber(country_code=parsed.country_code, national_number=number) for number in like)
    kinds = {phonenumbers.number_type(number) for number in near} - {PhoneNumberType.UNKNOWN}
    return int(kinds.pop()) if len(kinds) == 1 else int(kind)


def _merged(old: Field, new: Field) -> Field:
    """One number printed twice: the surer reading, and the type that a label told."""
    best = max(old, new, key=lambda f: f.confidence)
    types = {old.type, new.type}
    return replace(
        best, type=next((t for t in ("cell", "work", "home", "tollfree", "pager", "fax") if t in types), best.type)
    )
