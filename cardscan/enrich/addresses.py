"""Settle the parts of an address by how its country writes one, and by the lists of places.

The network parts an address by its words, and does not know the country. Of what it says this mends: a postcode that is
none, or was not told from the number of a house or a box; a part of a town taken for it; two parts taken for one.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from cardscan.enrich import districts, regions, towns
from cardscan.enrich.address_codes import misread_code, told_code
from cardscan.enrich.printed_address import Address, pieces_of
from cardscan.model import Contact, Field, Line
from cardscan.parse.gazetteer import address_score, country_name
from cardscan.reason import because
from cardscan.text.codes import without_country
from cardscan.text.scripts import cjk

Parts = dict[str, str]
_TOLD = ("code", "country", "region", "city")  # the street is what is left
#: What stands before the name of a street or of a part of a town: what follows is no town.
_NAMED_AFTER = frozenset(
    "al alameda av avda avenida bairro barrio c calle cid cidade col colonia jalan jardim jd jl largo os parque pq"  # noqa: SIM905 - read as words
    " praca r rod rua rue trav travessa ul urb via viale vila vl".split()
)
#: What a quarter begins with: it ends with no name of a town, be there words between.
_QUARTER = re.compile(r"(?i)(?:col|colonia|frac+|fraccionamiento|barrio|bairro|urb|urbanizaci[oó]n|jd|jardim|vila)\b")
_OF = frozenset({"da", "das", "de", "del", "della", "des", "do", "dos", "du"})  # "Av. do Quilmar"
_APART = re.compile(r"\s*[,;|·•()]\s*|\s+[-–]\s+")  # what always parts two names
_NEAR = re.compile(r"(?i)\W*(?:pr[oó]x|near\b|nr\b|opp\b|behind\b|next to\b|em frente|ao lado)")
#: A part of a town of Korea or Japan, in Latin letters.
_WARD = re.compile(r"[-‐ ](?:gu|ku|dong|cho|machi|chome|myeon|eup)\.?$", re.IGNORECASE)
#: Where a town before one that is also a region's is in that region; elsewhere it is a part of that town.
_PROVINCES = frozenset({"CN", "ES", "IT", "TR"})
_MUNICIPALITIES = frozenset({"beijing", "chongqing", "shanghai", "tianjin"})
_PREFECTURE = re.compile("東京都|北海道|京都府|大阪府|.{2,3}県")
#: A town in letters of its own, from where its name begins.
_TOWNS = {
    "JP": re.compile(
        r"(?:四日市|廿日市|野々市)市|[^郡]{1,6}?(?:市(?![町郡])|区)|.{1,5}?郡.{1,5}?[町村]|.{1,6}?(?:市|区)"
    ),
    "CN": re.compile(r".{1,7}?(?:市|自治州|[县縣])"),
    "TW": re.compile(r"..市|..[縣县].{1,3}?[市鎮鄉镇乡]"),
}


def settle_parts(contact: Contact, country: str, lines: Sequence[Line]) -> Contact:
    """Settle the parts of each address that was read, and its code; `country` is that of addresses that name none."""

    def mended(adr: Field) -> Field:
        by_code = adr.origin.startswith("qr")  # who wrote the code said which part is which
        if by_code:
            return adr
        adr = _with_code(adr, country_name(adr.parts.get("country", "")) or country)
        return replace(adr, parts=settled(adr.value, adr.parts, country))

    return replace(contact, adr=tuple(map(mended, contact.adr)))


def _with_code(adr: Field, country: str) -> Field:
    """The address with a postcode as its country has them, where letters and figures were taken for one another."""
    if not (misread := misread_code(Address(adr.value, country))):
        return adr
    read, code = misread
    parts = {part: text.replace(read, code) for part, text in adr.parts.items()}
    return because(replace(adr, parts=parts), adr.value.replace(read, code), f"a postcode as {country} has them")


def settled(address: str, parts: Mapping[str, str], country: str) -> Mapping[str, str]:
    """Return the parts of an address as its country writes them; `country` is its own where it names none."""
    # The full stop at the end of an address is none of its last part, unless it is of the address, too.
    told = {part: text if text in address else text.rstrip(".") for part, text in parts.items() if part in _TOLD}
    if regions.is_within(Address(address, country), told.get("country", "")):
        del told["country"]
    of = Address(address, country_name(told.get("country", "").removeprefix("of ")) or country)  # "Sultanate of Oman"
    for step in _STEPS:
        told = {part: text for part, text in step(of, told).items() if text}
    if all(told.get(part) == parts.get(part) for part in _TOLD) and not of.has_mark(told):
        return parts
    street = of.without(told)
    return {**told, **({"street": street} if street else {})}


def _names(of: Address, text: str) -> list[str]:
    """The names that a part is made of; a hyphen or a slash parts what says where a town is: "Nairobi-Kenya"."""
    names: list[str] = []
    for piece in pieces_of(text, _APART):
        inner = pieces_of(piece)
        names += inner if inner and (country_name(inner[-1]) or _is_province(of, inner[-1])) else [piece]
    return names


def _is_province(of: Address, name: str) -> bool:
    """Whether a name says where a town is, and is not that of a town of which a part was named before it."""
    told_as_region = of.country in _PROVINCES and name.casefold() not in _MUNICIPALITIES
    return of.is_region(name) and (told_as_region or not of.is_town(name))


def _two_in_one(of: Address, parts: Parts) -> Parts:
    """Part the town from what is none: "Nairobi-Kenya", "Jiaxing, Zhejiang", "Jubilee Hills, Hyderabad"."""
    pieces = _names(of, parts.get("city", ""))
    towns = [at for at, piece in enumerate(pieces) if of.is_town(piece)]
    if len(pieces) < 2 or not towns:
        return parts
    for piece in pieces[towns[0] + 1 :]:
        if country_name(piece) and "country" not in parts:
            parts["country"] = piece
        elif _is_province(of, piece) and "region" not in parts:
            parts["region"] = piece
    left = [at for at in towns if pieces[at] not in (parts.get("region"), parts.get("country"))]
    return {**parts, "city": pieces[left[-1]] if left else ""}


def _town_and_region(of: Address, parts: Parts) -> Parts:
    """Part a region from the town before it: "São Paulo - SP"; a ward's town is no region: "Gangnam-gu, Seoul"."""
    pieces = _names(of, parts.get("region", ""))
    better = len(pieces) > 1 and (of.is_town(pieces[-2]) or not of.is_town(parts.get("city", "")))
    if better and of.is_region(pieces[-1]):
        return {**parts, "region": pieces[-1], "city": pieces[-2]}
    if len(parts.get("region", "")) == 1 and not of.is_region(parts["region"]):  # a side of a town: "Bandra (E)"
        return {**parts, "region": ""}
    if _WARD.search(parts.get("city", "")) and of.is_town(parts.get("region", "")):
        return {**parts, "city": parts["region"], "region": ""}
    return parts


def _named_after(of: Address, parts: Parts) -> Parts:
    """Take for no town what a street or a part of a town is called after: "Av. Itaquera", "Vila Talarico"."""
    town = parts.get("city", "")
    rest = Address(of.cut(parts.get("code", "")), of.country)
    before = re.search(r"(?<![^\W_])([^\W\d_]+)\.? ?$", rest.text[: max(rest.find(town), 0)]) if town else None
    inside = before is not None and (before[1].casefold() in _NAMED_AFTER | _OF or town[0].islower())
    first = town.split(" ")[0].casefold().strip(".")
    part = first in _NAMED_AFTER and not of.is_town(town)
    piece = next((piece for piece in reversed(pieces_of(rest.text, _APART)) if town and piece.endswith(town)), "")
    inside |= _QUARTER.match(piece) is not None and not of.is_town(town)
    misread = len(town) == 1 and not town.isascii()  # a sign before the address, or a piece of a picture
    return {**parts, "city": ""} if inside or part or misread or _NEAR.match(town) else parts


def _coded(of: Address, parts: Parts) -> Parts:
    return {**parts, "code": without_country(told_code(of, parts.get("code", ""), parts.get("city", "")))}


def _largest(of: Address, parts: Parts) -> Parts:
    """Take the town that stands last: what stands before it is a part of it. "Katargam, Surat", "Al Quoz, Dubai"."""
    if cjk().search(of.text):
        return parts
    town = parts.get("city", "")
    rest = of.cut(*(parts.get(part, "") for part in _TOLD if part != "city"))
    state = re.search(r"[-–,/|] *([A-Z]{2})\W*$", rest)
    if state and "region" not in parts and of.is_region(state[1]):
        return _largest(of, {**parts, "region": state[1]})
    at = Address(rest, of.country).find(town) if town else 0
    before, after = rest[: max(at, 0)], rest[max(at, 0) + len(town) :]
    if town and (re.search(r"\0\W*$", before) or re.match(r"\W*\0", after)):
        return parts  # it stands by the postcode, the region or the country
    pieces = [piece for part in after.split("\0") for piece in pieces_of(part)[not town :]]
    last = pieces[-1] if pieces else ""
    alone = len(pieces) > 1 and not town and not {"code", "region"} & set(parts)
    if alone and not of.is_town(last) and not re.search(r"\d", last) and not address_score(last):
        last = pieces[-2]  # what stands behind it is a district that no list holds: "Butwal, Rupandehi"
    if not of.is_town(last):
        return parts
    if town and _is_province(of, last) and "region" not in parts:
        return {**parts, "region": last}
    return {**parts, "city": last}


def _in_own_letters(of: Address, parts: Parts) -> Parts:
    """End a town where its letters say: 千代田区 is one, 千代田区大手町 is not; begin it where the region ends."""
    town, region, shape = parts.get("city", ""), parts.get("region", ""), _TOWNS.get(of.country)
    if of.country == "JP" and (whole := _PREFECTURE.match(region)):
        parts, region = {**parts, "region": whole[0]}, whole[0]
    if shape is None or not cjk().match(town):
        return parts
    start = of.find(town)
    after_region = of.text.find(region) + len(region) if region else start
    gap = of.text[after_region:start]
    if 0 < len(gap) <= 2 and cjk().match(gap):
        start = after_region
    found = shape.match(of.text[start:]) if start >= 0 else None
    # The letter after it may be the one that says what it is; a county (郡, 縣) is none without a town.
    ends = found is not None and (
        "郡" in town or town[-1] in "縣县" or start + found.end() <= of.find(town) + len(town) + 1
    )
    return {**parts, "city": found.group()} if found and ends else parts


_STEPS = (
    districts.beside,
    towns.one_name,
    towns.whole_name,
    towns.country_last,
    towns.city_state,
    regions.named_region,
    _two_in_one,
    _town_and_region,
    towns.town_for_region,
    _named_after,
    regions.town_before,
    towns.numbered,
    _coded,
    _largest,
    towns.unlisted,
    towns.behind_code,
    towns.said_to_be_one,
    towns.only_town,
    _in_own_letters,
    towns.of_thailand,
    districts.of_thailand,
    towns.of_hong_kong,
    towns.without_kind,
    districts.in_place_of_town,
    towns.with_kind,
    towns.with_district,
)
