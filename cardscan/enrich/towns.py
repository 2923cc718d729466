"""Find the town of an address that no list holds, or that was told in pieces, by what it stands beside."""

import re
from dataclasses import replace

from cardscan.enrich.address_codes import CODE_LAST, OF_STREETS
from cardscan.enrich.printed_address import Address, pieces_of
from cardscan.parse.gazetteer import address_score, country_name
from cardscan.text.scripts import cjk

Parts = dict[str, str]
_OF_DISTRICT = 2  # digits of the number of a district, at most
_CITY_STATES = frozenset({"GI", "MC", "SG", "VA"})
#: Where a town stands right before the postcode, which is last.
_CODE_BEHIND = CODE_LAST | {"IN", "MT"}
_KINDS_OF_COUNTRY = (
    "(?:(?:Kingdom|Republic|State|Sultanate|Union)(?: of)?|(?:Rep[uú]blica|Reino)(?: de| del| do| da)?"
    "|R[eé]publique(?: de| du)?|Republik|Republi[ck]a|Республика|Республіка|Королевство)"
)
_NAME = r"([^\W\d_][^\d,;|·•]*?)[\s.,–-]*$"
_THAI = r"[\u0e01-\u0e4e]"
_PROVINCE = re.compile(rf"(?:จังหวัด|จ\.) ?({_THAI}+)")
#: What may stand behind a town: the number of its district, and of a distribution of France.
_DISTRICT = re.compile(r" \d{1,2}(?=\s*(?:$|[,;|(]))")
_CEDEX = re.compile(r"(?i) cedex(?: \d{1,2})?(?=\s*(?:$|[,;|(]))")
_NEW_TERRITORIES = frozenset({"新界", "New Territories", "NEW TERRITORIES"})
#: What says before the name of a town which kind it is, and is of the name; in Cyrillic it is not.
_KINDS = {
    "ID": re.compile(r"(?i)\b(?:kab|kabupaten|kota)\b\.? ?$"),
    "VN": re.compile(r"(?i)(?<!\w)(?:t\.?p|t\.?x|thành phố|thị xã)\b\.? ?$"),
}
_CYRILLIC_KIND = re.compile(r"(?i)^(?:г|гр|м|смт|пгт|пос|місто|город)\b\.? *(?=\w)")
#: What alone tells a town that no list holds; elsewhere than in Ukraine "м." is a station.
_SAID_BEFORE = {
    "UA": re.compile(r"(?i:м|місто|смт|с)\b\.? *([А-ЯІЇЄҐ][^\d]*)"),
    "": re.compile(r"(?i:г|гр|город|пгт|пос)\b\.? *([А-ЯІЇЄҐӘҒҚҢӨҰҮҺ][^\d]*)"),
}
_CITY_BEHIND = re.compile(r"[^\W\d_]{3} City$")
#: A part of a town or of a province of Vietnam, which is no town: "H. Châu Thành", "Quận 3".
_PART_OF_VIETNAM = re.compile(r"(?i)^(?:h|q|p|x|huyện|quận|phường|xã|ấp|thôn|kcn)\b\.? ?")
_OF_KOREA = re.compile(r"-(?:si|gun)$")  # ends a town in Latin letters; "-do" a province
_LAST_THAI = re.compile(rf"({_THAI}{{3,}})[ฯ\W\d]*$")


def one_name(of: Address, parts: Parts) -> Parts:
    """Join a town and a region that are one name: "Đà Nẵng", "Jawa Barat", and "Tarn Cross", which is in no list."""
    town, area = parts.get("city", ""), parts.get("region", "")
    if not town or not area or cjk().search(of.text):
        return parts
    both = next((name for name in (f"{town} {area}", f"{area} {town}") if name in of.text), "")
    if both and of.is_town(both):
        return {**parts, "city": both, "region": ""}
    if both and of.is_region(both):
        return {**parts, "city": "", "region": both}
    if both and re.fullmatch(r"D\. ?[CF]\.?", area) and not of.is_region(area):  # "Bogotá D.C."
        return {**parts, "city": both, "region": ""}
    known = not both or of.is_town(town) or of.is_region(area) or of.is_town(area)
    return parts if known else {**parts, "city": both, "region": ""}


def whole_name(of: Address, parts: Parts) -> Parts:
    """Take the whole of a town of which a part was told: "York" of "New York", which is a region, too."""
    town, area = parts.get("city", ""), parts.get("region", "")
    ends = re.compile(rf"(?<!\w){re.escape(town)}(?: (?i:city))?$")
    last = [piece for piece in pieces_of(of.text) if ends.search(piece)][-1:]
    once = len(re.findall(rf"(?<!\w){re.escape(town)}(?!\w)", of.text)) == 1
    if not town or not once or not last or last[0] in (town, area, parts.get("country")):
        return parts
    return {**parts, "city": last[0]} if of.is_town(last[0]) or (area and of.is_region(last[0])) else parts


def country_last(of: Address, parts: Parts) -> Parts:
    """Take for the country what is last and names the one of the card: "NAIROBI-KENYA"; "The" is of its name."""
    land = parts.get("country", "")
    if land:
        article = re.search(rf"\b(?:[Tt]he|{_KINDS_OF_COUNTRY}) (?={re.escape(land)}\W*(?:[,;|·•]|$))", of.text)
        town = re.sub(r"\W+The$", "", parts.get("city", ""))
        return {**parts, "country": f"{article[0]}{land}", "city": town} if article else parts
    last = pieces_of(of.text)[-1:]
    if not last or not of.country or country_name(last[0]) != of.country or of.is_town(last[0]):
        return parts
    if not of.is_region(last[0]):  # Georgia and Jamaica are in another country
        told = {part: "" for part, text in parts.items() if text == last[0]}
        return {**parts, **told, "country": last[0]}
    return parts


def city_state(of: Address, parts: Parts) -> Parts:
    """Take for the town what is the country, too: "Singapore 099253", "L-1099 Luxembourg"."""
    land, code = parts.get("country", ""), parts.get("code", "")
    piece = next((piece for piece in pieces_of(of.text) if piece.endswith(f" {land}")), "") if land else ""
    if of.is_town(piece) and country_name(piece) is None:  # "Ciudad de Guatemala"
        return {**parts, "city": piece, "country": ""}
    if not land or parts.get("city") or parts.get("region") or not of.is_town(land):
        return parts
    beside = len(re.findall(r"\d", code)) > _OF_DISTRICT and re.search(
        rf"{re.escape(code)}\W*{re.escape(land)}|{re.escape(land)}\W*{re.escape(code)}", of.text
    )
    return {**parts, "city": land, "country": ""} if beside or of.country in _CITY_STATES else parts


def town_for_region(of: Address, parts: Parts) -> Parts:
    """Take for the town a region that is one and no region: "Providencia, Santiago"; Hong Kong has no regions."""
    area, code, within = parts.get("region", ""), parts.get("code", ""), parts.get("city", "")
    if area in _NEW_TERRITORIES and within:
        return parts
    behind = code and re.search(rf"(?<!\w){re.escape(code)} +{re.escape(area)}", of.text)
    if behind and of.is_town(area) and not of.is_town(within):
        return {**parts, "city": area, "region": ""}
    named = of.is_region(area) or of.is_region(area.split(" ")[0])  # "Selangor Darul Ehsan"
    town = of.is_town(area) and (of.country == "HK" or not named)
    return {**parts, "city": area, "region": ""} if area and of.country and town else parts


def unlisted(of: Address, parts: Parts) -> Parts:
    """Take for the town what no list holds, and stands alone before a postcode or a region that is last."""
    code, area, town = (parts.get(part, "") for part in ("code", "region", "city"))
    beside = rf"{re.escape(town)}\W*(?:{re.escape(area)})?\W*{re.escape(code)}"
    if town and (not code or of.is_town(town) or re.search(beside, of.text)):
        return parts
    if code and of.country in _CODE_BEHIND:
        last, start = code, r"[,;|·•]\s*"
    elif area and not town and (not code or of.find(code) > of.find(area)):
        last, start = area, r"(?:^|[,;|·•]\s*)"
    else:
        return parts
    at = of.find(last)
    behind = replace(of, text=of.text[at + len(last) :]).cut(code if last != code else "", parts.get("country", ""))
    found = re.search(start + _NAME, of.text[: max(at, 0)])
    if at < 0 or not found or any(map(str.isalnum, behind)):
        return parts
    name = found[1].removesuffix(area).strip(" -–")
    street = address_score(name) > OF_STREETS and not of.is_town(name) and not _OF_KOREA.search(name)
    no_town = not name or of.is_region(name) or street
    return parts if no_town else {**parts, "city": name}


def behind_code(of: Address, parts: Parts) -> Parts:
    """Take for the town what no list holds, and alone stands behind the postcode at the end: "1053 Les Kelps"."""
    code = parts.get("code", "")
    if not code or parts.get("city") or of.country in _CODE_BEHIND:
        return parts
    rest = of.cut(parts.get("region", ""), parts.get("country", "")).rstrip("\0 ,.-–")
    found = re.search(rf"(?<!\w){re.escape(code)} ([^\W\d_][^\d,;|·•]*)$", rest)
    named = found is not None and (of.is_town(found[1]) or address_score(found[1]) <= OF_STREETS)
    return {**parts, "city": found[1]} if found and named else parts


def said_to_be_one(of: Address, parts: Parts) -> Parts:
    """Take for the town a piece that says it is one, where none is told: "м. Тарнів", "9th of Kelp City"."""
    town = parts.get("city", "")
    pieces = re.split(r"[\0,;|·•]", of.cut(parts.get("code", ""), parts.get("region", ""), parts.get("country", "")))
    pieces = [piece.strip(" .-–") for piece in pieces if piece.strip(" .-–")]
    kind = _SAID_BEFORE["UA" if of.country == "UA" else ""]
    named = next((found[1] for piece in pieces if (found := kind.fullmatch(piece))), "")
    if named and not of.is_town(town):
        return {**parts, "city": named}
    last = pieces[-1] if pieces else ""
    return {**parts, "city": last} if not town and _CITY_BEHIND.search(last) else parts


def only_town(of: Address, parts: Parts) -> Parts:
    """Take for the town a region that is one, where no other is told: "Calle Tarna 9, Antofagasta"."""
    area = parts.get("region", "")
    told = parts.get("city") or area.endswith("-do")
    return {**parts, "city": area, "region": ""} if not told and of.is_town(area) else parts


def numbered(of: Address, parts: Parts) -> Parts:
    """Take for the town one that was told as a postcode, with the number of its district: "Dublin 2"."""
    code = re.fullmatch(r"([^\W\d_][^\d]*) \d{1,2}", parts.get("code", ""))
    return {**parts, "city": code[0], "code": ""} if code and not parts.get("city") and of.is_town(code[1]) else parts


def with_district(of: Address, parts: Parts) -> Parts:
    """Give a town the number of its district, behind it, where the house has one before: "Colombo 13", "Dublin 2"."""
    town = parts.get("city", "")
    at = of.find(town) if town else -1
    behind = of.text[at + len(town) :] if at >= 0 else ""
    if of.country == "FR" and (cedex := _CEDEX.match(behind)):
        return {**parts, "city": town + cedex[0]}
    number = _DISTRICT.match(behind)
    before = number is not None and any(map(str.isdigit, of.text[:at].replace(parts.get("code", "") or "\0", "")))
    return (
        {**parts, "city": town + number[0]} if number and before and number[0].strip() != parts.get("code") else parts
    )


def with_kind(of: Address, parts: Parts) -> Parts:
    """Give a town of Indonesia or Vietnam the word before it that tells its kind: "Kab. Jepara", "TP. Huế"."""
    town = parts.get("city", "")
    rest = Address(of.cut(parts.get("region", "")), of.country)
    kind = _KINDS[of.country].search(rest.text[: max(rest.find(town), 0)]) if town and of.country in _KINDS else None
    return {**parts, "city": kind[0] + town} if kind else parts


def without_kind(of: Address, parts: Parts) -> Parts:
    """Take from a town in Cyrillic what says that it is one, and for no town what is a part of one in Vietnam."""
    town = parts.get("city", "")
    piece = next((piece for piece in reversed(of.text.split(",")) if town and town in piece), "").strip()
    part = of.country == "VN" and _PART_OF_VIETNAM.match(piece) and not of.is_town(piece)
    return {**parts, "city": "" if part else _CYRILLIC_KIND.sub("", town)}


def of_hong_kong(of: Address, parts: Parts) -> Parts:
    """Part the New Territories, which are a region, from the town in them: 新界荃灣."""
    area = parts.get("city", "")
    if of.country != "HK" or area not in _NEW_TERRITORIES or not cjk().match(area):
        return parts
    behind = of.text[of.find(area) + len(area) :]
    town = next((behind[:size] for size in (3, 2) if of.is_town(behind[:size])), "")
    return {**parts, "region": area, "city": town} if town else parts


def of_thailand(of: Address, parts: Parts) -> Parts:
    """Take for the town of Thailand its province, which is written last, and maybe without a gap before it."""
    if of.country != "TH":
        return parts
    if not _LAST_THAI.search(of.text):
        area = parts.get("region", "")
        return {**parts, "city": area, "region": ""} if of.is_town(area) else parts
    named = _PROVINCE.search(of.text)
    last = _LAST_THAI.search(of.text)
    run = last[1] if last else ""
    listed = next((run[at:] for at in range(len(run)) if of.is_region(run[at:]) or of.is_town(run[at:])), "")
    town = named[1] if named else listed
    return {**parts, "city": town, "region": ""} if town else parts
