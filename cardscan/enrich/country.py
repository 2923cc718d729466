"""Tell a card's country from its dialling codes, address, domains, registers, scripts and the shape of its numbers.

What is printed tells: a dialling code, a domain, a place, a register. Where nothing of that does, numbers may, if their
digits are grouped as in one country alone; and the home of whoever reads. None of both leaves no doubt.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache

import phonenumbers
from phonenumbers import PhoneMetadata, PhoneNumberType, ValidationResult

from cardscan.enrich.marks import (
    BARE,
    FORMS,
    GROUPINGS,
    LABELS,
    NUMBERED,
    POSTCODES,
    REGISTERS,
    SCRIPTS,
    SIX_DIGITS,
    STREETS,
    marked,
)
from cardscan.model import Contact, Field, Line
from cardscan.parse.domains import host_of
from cardscan.parse.gazetteer import city, country_name, legal_form, region
from cardscan.text.codes import LETTERED, LETTERS, SHAPES, code_shape
from cardscan.text.scripts import HAN
from cardscan.text.suffixes import suffix_of

#: How much each kind of evidence weighs.
_CODE, _NAME, _TLD, _CODED, _CITY, _AREA, _SHAPE, _VALID = 4.0, 3.0, 2.0, 2.0, 1.5, 0.8, 2.5, 1.25
_ENOUGH, _LEAST = 1.5, 2.0  # votes to name a country, and to leave little doubt
_HINT = 1.0  # votes from which it counts that the numbers are some of a country; a word of a street has less
_LEAD = 0.5  # votes before the next country
_WHOLE = 8  # digits of a number that can be held against a country's

#: Domains of countries that anyone registers.
_OPEN_TLDS = frozenset(
    {"co", "io", "me", "tv", "ai", "cc", "ws", "to", "fm", "ly", "gl", "gg", "sh", "am", "nu", "st", "eu"}
)
_SHORT = frozenset({"UK", "USA", "UAE", "PRC", "ROC", "KSA", "日本", "中国", "中國", "台灣", "台湾", "香港", "한국"})
_LETTERED = re.compile(LETTERED)
_DIALLED = re.compile(r"[\s(\[]*(?:\+|00[1-9])")  # a dialling code is printed
_STATE = re.compile(rf"(?<![\w.])([A-Z]{{2,3}})\.?,? (?:({SHAPES['US']})|\d{{4}})(?![\d-])")


def country_of(contact: Contact, lines: Sequence[Line], home: str = "") -> str:
    """Return the ISO code of the country that most of the card speaks for; "" if nothing tells.

    `home`, the ISO code of the reader's country, or "", counts where the card itself does not tell.
    """
    votes = _weighed(contact, lines, home)
    best = sorted(votes, key=lambda code: -votes[code])[:2]
    if not best or votes[best[0]] < _ENOUGH:
        return ""
    if len(best) > 1 and votes[best[0]] - votes[best[1]] < _LEAD:
        return ""
    return best[0]


def is_certain(contact: Contact, country: str, lines: Sequence[Line]) -> bool:
    """Whether the card leaves little doubt that `country` is its own: by what is printed, not by numbers alone."""
    signs = _signs(contact, lines)
    rival = max((weight for code, weight in signs.items() if code != country), default=0.0)
    if signs.get(country, 0.0) < _ENOUGH or signs[country] <= rival:
        return False
    support = _by_shape(contact.tel, list(signs))
    votes = {code: weight + min(_VALID, support.get(code, 0.0)) for code, weight in signs.items()}
    second = max((weight for code, weight in votes.items() if code != country), default=0.0)
    return votes[country] >= _LEAST and votes[country] >= 1.5 * second


def told_by(contact: Contact, lines: Sequence[Line]) -> frozenset[str]:
    """The countries that what is printed on a card speaks for: that of each office, on a card with several."""
    return frozenset(code for code, weight in _signs(contact, lines).items() if weight >= _LEAST)


def _weighed(contact: Contact, lines: Sequence[Line], home: str) -> Mapping[str, float]:
    """The votes of each country; of those that the card names only the ones where its numbers are some."""
    signs = _signs(contact, lines)
    whole = [digits for _, digits in _national(contact.tel)]
    told = [code for code, weight in signs.items() if weight >= _ENOUGH and _at_home(whole, code)]
    # That a number is valid somewhere may be chance: it tells between those of which as much is printed.
    least = max((signs[code] for code in told), default=_HINT + _LEAD) - _LEAD
    shapes = _by_shape(contact.tel, [code for code, weight in signs.items() if weight >= least])
    votes = defaultdict[str, float](float, signs)
    for code, weight in shapes.items():
        votes[code] += weight
    if told:
        return {code: votes[code] for code in signs if _at_home(whole, code)}
    if home and _at_home(whole, home):
        votes[home] += _ENOUGH
    return votes


def _signs(contact: Contact, lines: Sequence[Line]) -> dict[str, float]:
    """The votes of what is printed on a card, its numbers' shape apart."""
    votes: defaultdict[str, float] = defaultdict(float)
    texts = [line.text for line in lines]
    for evidence in (_by_codes(contact.tel), _by_domains(contact), _by_place(texts, contact.tel), _by_marks(texts)):
        for code, weight in evidence:
            votes[code] += weight
    for code in _of_six_digits(texts, contact.tel, votes):
        votes[code] += _CODED
    return dict(votes)


def region_of(number: str) -> str:
    """The country of a number with its dialling code; "" when the code is no country's."""
    try:
        parsed = phonenumbers.parse(number)
    except phonenumbers.NumberParseException:
        return ""
    found = phonenumbers.region_code_for_number(parsed)
    if not found and parsed.country_code not in (1, 7, 44):
        found = phonenumbers.region_code_for_country_code(parsed.country_code or 0)
    return found if found and found.isalpha() else ""


def countries_named(text: str) -> Iterator[str]:
    """The countries that a line names."""
    for piece in re.split(r"[,;|/()·•\d:]+|\s[-–]\s|[-–](?=\s|\d|$)", text):
        named = list(_named(piece))
        yield from named or (_named(piece.replace("-", " ")) if "-" in piece else ())  # "NAIROBI-KENYA"


def _named(piece: str) -> Iterator[str]:
    words = piece.split()
    for size in range(min(4, len(words)), 0, -1):
        for at in range(len(words) - size + 1):
            name = " ".join(words[at : at + size])
            if (len(name) > 3 or name in _SHORT) and (code := country_name(name)):
                yield code


def _by_codes(tels: Iterable[Field]) -> Iterator[tuple[str, float]]:
    seen: set[str] = set()
    for tel in tels:
        code = region_of(tel.value) if _DIALLED.match(tel.raw) else ""
        if code:
            yield code, 1.0 if code in seen else _CODE
            seen.add(code)


def _by_domains(contact: Contact) -> Iterator[tuple[str, float]]:
    for fields in (contact.email, contact.url):
        seen = set()
        for field in fields:
            tld = suffix_of(host_of(field.value)).rpartition(".")[2]
            if len(tld) == 2 and tld not in _OPEN_TLDS and tld not in seen:
                seen.add(tld)
                yield {"uk": "GB"}.get(tld, tld.upper()), _TLD


def _by_place(texts: Sequence[str], tels: Iterable[Field]) -> Iterator[tuple[str, float]]:
    raws = [tel.raw for tel in tels if tel.raw]
    named, near = set(), defaultdict[str, float](float)
    for text in texts:
        codes = set(countries_named(text))
        named |= codes if len(codes) < 3 else set()  # more is a list of markets
        likely = 1.0 if re.search(r"[\d,]", text) else 0.5  # words of a logo are names of towns somewhere
        for word in _names(text):
            places = city(word)
            for code in places:
                near[code] = max(near[code], likely * _CITY / len(places))
            for code in region(word) if len(word) > 3 or not word.isascii() else ():
                near[code] = max(near[code], _AREA)
        yield from _by_postcode(_without(text, raws))
        if legal_form(text):
            yield from marked(text, FORMS)
    yield from ((code, _NAME) for code in named)
    yield from near.items()


def _names(text: str) -> Iterator[str]:
    """Words, and pairs and triples of words, that may name a place."""
    for piece in re.split(r"[,;|/()·•:\d]+|\s?[-–]\s?|\.(?=\s|$)", text):
        words = piece.split()
        for size in (3, 2, 1):
            for at in range(len(words) - size + 1):
                name = " ".join(words[at : at + size])
                if len(name) > 3 or not name.isascii():
                    yield name
    if match := re.search(f"[{HAN}]{{2,3}}[市縣県都府]", text):
        yield match.group()


def _without(text: str, raws: Iterable[str]) -> str:
    """A text without its telephone numbers: six digits after a word are no postcode then."""
    for raw in raws:
        text = text.replace(raw, " ")
    return text


def _by_postcode(text: str) -> Iterator[tuple[str, float]]:
    yield from marked(text, POSTCODES)
    if match := _LETTERED.search(text):
        yield LETTERS[match.group(1)], 2.0
    if match := _STATE.search(text):
        home = "US" if match.group(2) else "AU"
        if home in region(match.group(1)):
            yield home, 3.0


def _of_six_digits(texts: Iterable[str], tels: Iterable[Field], votes: Mapping[str, float]) -> Iterable[str]:
    """The countries that a postcode of six digits speaks for: those that something else does, or India."""
    raws = [tel.raw for tel in tels if tel.raw]
    for text in texts:
        if match := SIX_DIGITS.search(NUMBERED.sub(" ", _without(text, raws))):
            told = [code for code, weight in votes.items() if weight >= (0 if code == "IN" else _ENOUGH)]
            return [code for code in told if re.fullmatch(code_shape(code) or "-", match[1])] or ["IN"]
    return []


def _by_marks(texts: Sequence[str]) -> Iterator[tuple[str, float]]:
    whole = "\n".join(texts)
    for marks in (SCRIPTS, REGISTERS, STREETS, LABELS):
        yield from marked(whole, marks)


def _national(tels: Iterable[Field]) -> list[tuple[str, str]]:
    """The numbers printed without a dialling code, as they are grouped and as digits; short ones left out."""
    raws = [tel.raw.strip() for tel in tels]
    found = [(raw, re.sub(r"\D", "", raw)) for raw in raws if not _DIALLED.match(raw)]
    return [(raw, digits) for raw, digits in found if len(digits) >= _WHOLE]


def _at_home(numbers: Sequence[str], country: str) -> bool:
    """Whether these numbers may be a country's: one is valid there, or each is as long as one, or there is none.

    Numbers that are kept for films, that are too new or too old, are valid nowhere, or in another country by chance.
    """
    return any(is_valid(digits, country) for digits in numbers) or all(is_whole(d, country) for d in numbers)


def _by_shape(tels: Iterable[Field], candidates: Sequence[str]) -> dict[str, float]:
    """Countries where the numbers without a dialling code are valid, or grouped as is usual there."""
    shapes: defaultdict[str, float] = defaultdict(float)
    numbers: defaultdict[str, float] = defaultdict(float)
    for raw, digits in _national(tels):
        shaped = [code for code, pattern in GROUPINGS.items() if re.fullmatch(pattern, raw) and is_valid(digits, code)]
        shaped += _by_area_code(raw, digits)
        rivals = len(shaped) + (re.fullmatch(BARE, raw) is not None and is_valid(digits, "US"))
        for code in shaped:
            shapes[code] += _SHAPE / rivals
        valid = [code for code in candidates if is_valid(digits, code)]
        for code in valid:
            numbers[code] += _VALID / len(valid)
    votes = defaultdict[str, float](float)
    for code, weight in shapes.items():
        votes[code] += min(weight, 2 * _SHAPE)
    for code, weight in numbers.items():
        votes[code] += min(weight, _VALID)
    return dict(votes)


def _by_area_code(raw: str, digits: str) -> list[str]:
    """The country of an area code that North America's plan gives to one of its islands: (876) is Jamaica."""
    if not re.fullmatch(GROUPINGS["US"], raw):
        return []
    return [code for code, area in _islands().items() if re.match(area, digits[-10:])]


@cache
def _islands() -> Mapping[str, str]:
    """The countries that share the dialling code of North America and have area codes of their own, with these."""
    plans = {code: PhoneMetadata.metadata_for_region(code) for code in phonenumbers.COUNTRY_CODE_TO_REGION_CODE[1]}
    return {code: plan.leading_digits for code, plan in plans.items() if plan and plan.leading_digits}


def is_whole(number: str, country: str) -> bool:
    """Whether `number` has as many digits as one of this country's fixed lines or mobiles, dialled from within it."""
    try:
        parsed = phonenumbers.parse(number, country)
    except phonenumbers.NumberParseException:
        return False
    if parsed.country_code != phonenumbers.country_code_for_region(country):
        return False
    return any(
        phonenumbers.is_possible_number_for_type_with_reason(parsed, kind) == ValidationResult.IS_POSSIBLE
        for kind in (PhoneNumberType.FIXED_LINE, PhoneNumberType.MOBILE)
    )


def is_valid(number: str, country: str) -> bool:
    """Whether `number` is a valid one of this country, dialled from within it."""
    try:
        parsed = phonenumbers.parse(number, country)
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_valid_number_for_region(parsed, country)
