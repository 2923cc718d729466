"""Find the region and the country of an address: a region by the word that says so, or by the town before it."""

import re

from cardscan.enrich.printed_address import Address, pieces_of
from cardscan.parse.gazetteer import country_name
from cardscan.text.folding import fold

Parts = dict[str, str]
#: What stands before the name of a region, and what behind one.
_KIND = re.compile(
    r"(?i)^(?:woj|województwo|jud|județul|tỉnh|prov|provincia|edo|estado|oblast|обл|область)\b\.? +(?=[^\W\d])"
)
#: And what stands before a municipality, which is the region where no greater one is told.
_MUNICIPALITY = re.compile(r"(?i)^(?:общ|община)\b\.? *(?=[^\W\d])")
_KIND_BEHIND = ("State", "Province", "County", "Region", "Oblast", "обл", "область", "край")
#: A piece that ends with it: "Rivers State", "Свердловская обл."
_SAID_BEHIND = re.compile(
    r"(?i)[^\W\d_]{3}[^\d,]* (?:state|province|county|region|oblast|voivodeship|обл|область|край|megye|vármegye"
    r"|maakond|županija|novads|nov|apskritis|apskr|rajono savivaldybė|r\. ?sav)\.?$"
)
_COUNTY, _WITH_COUNTIES = re.compile(r"Co(?:unty)?\.? [^\W\d]"), frozenset({"GB", "IE"})
_BETWEEN = re.compile(r"\s*[,;|·•]\s*|\s+[-–]\s+")
_LETTERS = 3  # of the short name of a country
#: Towns of Vietnam that are in no region.
_OF_STATE = frozenset({"ha noi", "hanoi", "ho chi minh", "hcm", "da nang", "hai phong", "can tho", "hue"})


def is_within(of: Address, land: str) -> bool:
    """Tell whether a name goes on behind letters that were taken for a country not the card's: "H.K. Kelp College"."""
    behind = of.text[of.find(land) + len(land) :] if 0 < sum(map(str.isalpha, land)) <= _LETTERS else ""
    return bool(of.country) and country_name(land) != of.country and re.match(r" [^\W\d_]", behind) is not None


def named_region(of: Address, parts: Parts) -> Parts:
    """Take for the region a piece that says it is one: "woj. mazowieckie", "jud. Ilfov", "Rivers State"."""
    area, land, town = (parts.get(part, "") for part in ("region", "country", "city"))
    if area and land in _KIND_BEHIND and f"{area} {land}" in of.text:
        return {**parts, "region": f"{area} {land}", "country": ""}
    text = of.cut(parts.get("code", "")).replace("\0", ",")
    pieces = [piece for piece in pieces_of(text, _BETWEEN) if not re.search(r"\d", piece)]
    named = next((piece for piece in pieces if _KIND.match(piece)), "")
    named = named or next((piece for piece in pieces if _is_said_behind(of, piece, area)), "")
    named = named or next((piece for piece in pieces if _MUNICIPALITY.match(piece)), "")
    if not named or town == named:
        return parts
    named += "." if named.endswith("обл") and f"{named}." in of.text else ""
    # The town may have been told with what says that a region follows: "Kępno, woj."
    left = re.sub(rf"(?:^|[ ,;–-]+){re.escape(named.split()[0])}$", "", town.replace(named, "")).strip(" ,;-–/")
    return {**parts, "region": named, "city": left}


def _is_said_behind(of: Address, piece: str, told: str) -> bool:
    """Whether a piece of an address says at its end that it is a region, or is a county of Ireland; `told`: another."""
    county = of.country in _WITH_COUNTIES and _COUNTY.match(piece) is not None
    begins = of.text.startswith(piece) and piece.isascii()  # a building may be called so
    return told in piece and not begins and (county or _SAID_BEHIND.search(piece) is not None)


def town_before(of: Address, parts: Parts) -> Parts:
    """Take for the town what is one and stands before a region: "León, Guanajuato", "Bến Cát, Bình Dương"."""
    town, area = parts.get("city", ""), parts.get("region", "")
    of_region = of.country == "VN" and not area and of.is_region(town) and fold(town) not in _OF_STATE
    if not of_region and (town or not area):
        return parts
    pieces = pieces_of(of.cut(parts.get("code", ""), parts.get("country", "")).replace("\0", ","), _BETWEEN)
    last = town or area
    before = pieces[-2] if len(pieces) > 1 and pieces[-1] == last else ""
    return {**parts, "city": before, "region": last} if of.is_town(before) and not country_name(before) else parts
