"""Tell a card's country from its dialling codes, address, domains, scripts and the shape of its numbers."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence

import phonenumbers

from cardscan.model import Contact, Field, Line
from cardscan.parse.domains import suffix_of
from cardscan.parse.gazetteer import city, country_name, legal_form, region

#: How much each kind of evidence weighs.
_CODE, _NAME, _TLD, _CITY, _AREA, _FORM, _SHAPE, _VALID = 4.0, 3.0, 2.0, 1.0, 0.8, 1.5, 2.5, 1.25
_ENOUGH, _LEAST = 1.5, 2.0  # votes to name a country, and to leave little doubt

#: Domains of countries that anyone registers.
_OPEN_TLDS = frozenset({"co", "io", "me", "tv", "ai", "cc", "ws", "to", "fm", "ly", "gl", "gg", "sh", "am", "nu", "st"})
_POSTCODES = (
    ("GB", 3.0, r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[ABD-HJLNP-UW-Z]{2}\b"),
    ("CA", 3.0, r"\b[ABCEGHJ-NPRSTVXY]\d[A-Z] ?\d[A-Z]\d\b"),
    ("JP", 3.0, r"〒|\b[A-Z][a-z]+,? ?\d{3}-\d{4}\b(?!-)"),
    ("BR", 3.0, r"(?i:\bcep\W{0,3})\d{2}\.?\d{3}-?\d{3}\b|\b[A-Z]{2},? \d{5}-\d{3}\b"),
    ("PL", 2.0, r"(?<![\d-])\d{2}-\d{3} [A-ZŁŚŻĆŹ]|\bPL-\d{2}-\d{3}"),
    ("NL", 2.0, r"\b\d{4} ?[A-Z]{2} [A-Z][a-z]"),
    ("IN", 2.0, r"[a-z.)][\s,]*[-–:]? ?(?<!\d)[1-8]\d{2} ?\d{3}\b(?![\s-]\d)|(?i:\bpin)\W{0,6}\d{6}\b"),
    ("CN", 1.0, r"(?:邮编|P\.?C\.?)\W{0,3}\d{6}"),
    ("SG", 2.0, r"\bSingapore\W{0,3}\d{6}\b"),
)
_SHORT = frozenset({"UK", "USA", "UAE", "PRC", "ROC", "KSA", "日本", "中国", "中國", "台灣", "台湾", "香港", "한국"})
_PREFIXES = {
    "D": "DE",
    "A": "AT",
    "CH": "CH",
    "F": "FR",
    "I": "IT",
    "B": "BE",
    "L": "LU",
    "E": "ES",
    "DK": "DK",
    "CZ": "CZ",
}
_PREFIX = re.compile(r"(?<![\w-])(D|A|CH|F|I|B|L|E|DK|CZ)[-–]\s?\d{4,5}\b(?!-)")
_DIALLED = re.compile(r"[\s(\[]*(?:\+|00[1-9])")  # a dialling code is printed
_STATE = re.compile(r"(?<![\w.])([A-Z]{2,3})\.?,? (?:(\d{5})(?:-\d{4})?|(\d{4}))(?![\d-])")
_SCRIPTS = (
    ("JP", 3.0, r"[\u3041-\u309f\u30a1-\u30fa]{2}|株式会社|丁目|[都府県]..?[市区]"),
    ("KR", 3.0, r"[\uac00-\ud7a3]{2}"),
    ("TW", 2.0, r"股份有限公司|統一編號|[縣區號樓電話傳機務專業門東車產類]{2}"),
    ("CN", 2.5, r"[县区号楼电话传机务专业门东车产类邮厂]{2}"),
    ("TH", 3.0, r"[\u0e01-\u0e3a]{3}"),
    ("IL", 3.0, r"[\u05d0-\u05ea]{3}"),
    ("GR", 3.0, r"[α-ωΑ-Ωάέήίόύώ]{4}"),
    ("IN", 3.0, r"[\u0900-\u0d7f]{3}"),
    ("PL", 1.5, r"[łŁżŻęąśćź]"),
    ("TR", 1.5, r"[ğĞışŞİ]"),
    ("VN", 1.5, r"[ơưđƠƯĐạảấầậắằặẹẻếềệịọỏốồộớờợụủứừựỳỵỷ]"),
    ("BR", 1.0, r"[ãõ]"),
    ("DE", 1.0, r"ß|straße|strasse"),
    ("RU", 2.0, r"[а-яА-Я]{4}"),
)
_FORMS = (
    ("IN", r"(?i)\bpvt\b|\(p\) ltd|\bllp\b"),
    ("DE", r"(?i)\bgmbh\b"),
    ("PL", r"(?i)\bsp\.? ?z ?o\.? ?o"),
    ("IT", r"(?i:\bs\. ?r\. ?l\b|\bsrl\b|\bs\. ?p\. ?a\b)|\bSpA\b"),  # "Day Spa" is anywhere
    ("FR", r"\b(?:SARL|SAS|EURL)\b"),
    ("AU", r"(?i)\bpty\b"),
    ("TR", r"(?i)\bltd\. ?şti|a\.ş"),
    ("JP", r"(?i)\bk\.k\.|co\., ?ltd\.? *japan|株式会社"),
    ("KR", r"주식회사|㈜"),
    ("BR", r"(?i)\bltda\b"),
    ("US", r"\bInc\b|\bLLC\b"),
    ("MY", r"(?i)\bsdn\.? bhd"),
    ("SG", r"(?i)\bpte\b"),
    ("ID", r"^PT\.? [A-Z]"),
    ("NL", r"\bB\.?V\.?(?!\w)"),
)
#: Where a number without a dialling code may be at home when nothing else tells, by how its digits are grouped.
_GROUPINGS = {
    "IN": r"(?:0?[6-9]\d{9}|0?[6-9]\d{4}[ -]\d{5}|0\d{2,4}[ -]\d{6,8})",
    "US": r"(?:1[ -.])?\(?\d{3}\)?[ .-]{1,2}\d{3}[ .-]\d{4}",
    "GB": r"\(?0(?:20|1\d{3}|7\d{3})\)? ?\d{3,4} ?\d{3,4}",
    "JP": r"0[2-9]\d{0,2}-\d{1,4}-\d{4}",
    "KR": r"010-\d{4}-\d{4}|02-\d{3,4}-\d{4}|0[3-6]\d[)-]\d{3,4}-\d{4}",
    "FR": r"0\d(?:[ .]\d\d){4}",
    "AU": r"04\d\d \d{3} \d{3}|\(0[2378]\) \d{4} \d{4}",
    "TW": r"09\d\d-\d{3}-\d{3}|\(0\d\)\d{4}-\d{4}",
    "CN": r"1[3-9]\d[ -]?\d{4}[ -]?\d{4}|0\d{2,3}-\d{7,8}",
    "DE": r"0\d{3,4} ?/ ?\d[\d -]{4,9}",
    "BR": r"\(?\d\d\)? ?(?:9[. ]?)?\d{4}[-.]\d{4}",
}


def country_of(contact: Contact, lines: Sequence[Line]) -> str:
    """Return the ISO code of the country that most of the card speaks for; "" if nothing tells."""
    votes = _votes(contact, lines)
    best = max(votes, key=lambda code: votes[code], default="")
    return best if best and votes[best] >= _ENOUGH else ""


def is_certain(contact: Contact, country: str, lines: Sequence[Line]) -> bool:
    """Whether the card leaves little doubt that `country` is its own."""
    votes = _votes(contact, lines)
    second = max((weight for code, weight in votes.items() if code != country), default=0.0)
    return votes[country] >= _LEAST and votes[country] >= 1.5 * second


def _votes(contact: Contact, lines: Sequence[Line]) -> dict[str, float]:
    votes: defaultdict[str, float] = defaultdict(float)
    texts = [line.text for line in lines]
    for evidence in (_by_codes(contact.tel), _by_domains(contact), _by_place(texts), _by_script(texts)):
        for code, weight in evidence:
            votes[code] += weight
    for code, weight in list(_by_shape(contact.tel, list(votes))):
        votes[code] += weight
    return votes


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
            host = re.sub(r"^[a-z]+://", "", field.value).split("@")[-1].split("/")[0]
            tld = suffix_of(host).rpartition(".")[2]
            if len(tld) == 2 and tld not in _OPEN_TLDS and tld not in seen:
                seen.add(tld)
                yield {"uk": "GB"}.get(tld, tld.upper()), _TLD


def _by_place(texts: Sequence[str]) -> Iterator[tuple[str, float]]:
    named, near = set(), defaultdict[str, float](float)
    for text in texts:
        codes = set(countries_named(text))
        named |= codes if len(codes) < 3 else set()  # more is a list of markets
        likely = 1.0 if re.search(r"[\d,]", text) else 0.5  # words of a logo are names of towns somewhere
        for word in _names(text):
            places = city(word)
            for code in places:
                near[code] = max(near[code], likely * (2 * _CITY if len(places) == 1 else _CITY / len(places)))
            for code in region(word) if len(word) > 3 or not word.isascii() else ():
                near[code] = max(near[code], _AREA)
        yield from _by_postcode(text)
        form = legal_form(text)
        yield from ((code, _FORM) for code, pattern in _FORMS if form and re.search(pattern, text))
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
    if match := re.search(r"[\u4e00-\u9fff]{2,3}[市縣県都府]", text):
        yield match.group()


def _by_postcode(text: str) -> Iterator[tuple[str, float]]:
    for code, weight, pattern in _POSTCODES:
        if re.search(pattern, text):
            yield code, weight
    if match := _PREFIX.search(text):
        yield _PREFIXES[match.group(1)], 2.0
    if match := _STATE.search(text):
        home = "US" if match.group(2) else "AU"
        if home in region(match.group(1)):
            yield home, 3.0


def _by_script(texts: Sequence[str]) -> Iterator[tuple[str, float]]:
    whole = "\n".join(texts)
    for code, weight, pattern in _SCRIPTS:
        if re.search(pattern, whole):
            yield code, weight


def _by_shape(tels: Iterable[Field], candidates: Sequence[str]) -> Iterator[tuple[str, float]]:
    """Countries where the numbers without a dialling code are valid, or grouped as is usual there."""
    shapes: defaultdict[str, float] = defaultdict(float)
    numbers: defaultdict[str, float] = defaultdict(float)
    for raw in (tel.raw.strip() for tel in tels):
        digits = re.sub(r"\D", "", raw)
        if _DIALLED.match(raw) or len(digits) < 8:
            continue
        shaped = [code for code, pattern in _GROUPINGS.items() if re.fullmatch(pattern, raw) and is_valid(digits, code)]
        for code in shaped:
            shapes[code] += _SHAPE / len(shaped)
        valid = [code for code in candidates if is_valid(digits, code)]
        for code in valid:
            numbers[code] += _VALID / len(valid)
    yield from ((code, min(votes, 2 * _SHAPE)) for code, votes in shapes.items())
    yield from ((code, min(votes, _VALID)) for code, votes in numbers.items())


def is_valid(number: str, country: str) -> bool:
    """Whether `number` is a valid one of this country, dialled from within it."""
    try:
        parsed = phonenumbers.parse(number, country)
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_valid_number_for_region(parsed, country)
