"""Take for the town of an address what stands in its place: a district, a parish, a village beside a river or a city.

Where no town is told, "huyện Tarn Hòa", "Tarnas pagasts" and "Tarna Township" say where a house is, and a letter goes
there; so they are the town, with the word that says which kind it is.
"""

import re

from cardscan.enrich.printed_address import Address, pieces_of

Parts = dict[str, str]
_AT = re.compile(r"[\0,;|·•()]")
#: Country -> what says that a piece is a district or a parish. A town of Vietnam's is told by its own words: TP., TX.
_SAID = {
    "EE": re.compile(r"(?i)\w.* vald"),
    "LT": re.compile(r"(?i)\w.* (?:sen\.?|seniūnija)"),
    "LV": re.compile(r"(?i)\w.* pag(?:asts|\.)?"),
    "VN": re.compile(r"(?i)huyện \w.*"),
}
_TOWNSHIP = re.compile(r"(?:[A-Z][^\W\d_]{2,}[ -])+(?:Town|Township)")
#: What joins a town to the river, the hill or the city by which it lies, in languages of Latin letters.
_BY = (
    r"(?:am|an de[rmn]|a\. ?d\.|bei|b\.|im|in der|ob der|unter|vor der|auf der|upon|on|under|sur|sous|lès|sul|sulla"
    r"|k\.|koło|nad|pod|při|pri|u|aan de[nr]?|a/d|op)"
)
_BY_LAST = re.compile(rf" {_BY}$")
_THAI = r"[\u0e01-\u0e4e]"
_DISTRICT = re.compile(rf"(?:อำเภอ|อ\.) ?(?!เมือง){_THAI}+")
_PROVINCE = re.compile(rf"(?:จังหวัด|จ\.) ?{_THAI}+")


def beside(of: Address, parts: Parts) -> Parts:
    """Take the whole of a town that says by what it lies: "Tarn am Inn", "Tarnowo k. Łodzi"."""
    town = _BY_LAST.sub("", parts.get("city", ""))
    name = rf"(?<!\w){re.escape(town)} {_BY} [^\W\d_a-zß-ÿ][^\d,;|()·•/]*?(?=\s*(?:$|[,;|()·•/]|\s[-–]\s))"
    whole = re.search(name, of.text) if town else None
    if whole is None:
        return parts
    return {part: text for part, text in parts.items() if text not in whole[0]} | {"city": whole[0].strip()}


def in_place_of_town(of: Address, parts: Parts) -> Parts:
    """Take for the town the last piece that says it is a district, a parish or a township, where no town is told."""
    if parts.get("city"):
        return parts
    rest = of.cut(*(parts.get(part, "") for part in ("code", "region", "country")))
    said = _SAID.get(of.country, _TOWNSHIP)
    named = [piece for piece in pieces_of(rest, _AT) if said.fullmatch(piece.strip())]
    return {**parts, "city": named[-1]} if named else parts


def of_thailand(of: Address, parts: Parts) -> Parts:
    """Take for the town a district of Thailand that is not its province's own town, and the province for the region."""
    district, province = _DISTRICT.search(of.text), _PROVINCE.search(of.text)
    if of.country != "TH" or not district or not province:
        return parts
    return {**parts, "city": district[0], "region": province[0]}
