"""Invent addresses in the letters of countries that don't write in Latin ones."""

import random
from collections.abc import Callable

from tools.made.lists import listed
from tools.made.pieces import Piece
from tools.made.places import Address, code, country_name
from tools.made.words import faker_of, native_word


def native_address(rng: random.Random, country: str, value: int) -> Address:
    """Return an address as the country prints it."""
    return _BY_COUNTRY.get(country, _arabic)(_Drawn(rng, country, value))


class _Drawn:
    """What an address is made of."""

    def __init__(self, rng: random.Random, country: str, value: int) -> None:
        self.rng, self.country, self.value = rng, country, value
        self.faker = faker_of(rng, country)
        self.style = rng.random()

    def piece(self, text: str, tag: str = "adr") -> Piece:
        """A part of the address, or what stands between two."""
        return Piece(text, tag, self.value)

    def number(self, least: int = 1, most: int = 300) -> str:
        """A number."""
        return str(self.rng.randint(least, most))

    def word(self, most: int | None = None, country: str = "") -> str:
        """A word, or its first letters."""
        return native_word(self.rng, country or self.country)[:most]

    def one(self, name: str) -> str:
        """An entry of the country's lists."""
        return self.rng.choice(listed(f"native_places.{self.country}", name))

    def postcode(self) -> Piece:
        """A postcode."""
        return self.piece(code(self.rng, self.country), "code")


def _japan(of: _Drawn) -> Address:
    rng = of.rng
    region = of.faker.prefecture()
    city = of.faker.city() if rng.random() < 0.5 else of.word(2) + of.one("towns")
    if rng.random() < 0.35:
        ward = of.word(2)
        region, city = of.one("known").format(ward).split(" ")
    large, sign, ward = city.partition("市")
    city = large + sign
    within = ward or ("" if not sign or rng.random() < 0.5 else of.word(2) + "区")
    street = within + of.word(rng.choice((2, 3))) + of.one("quarters") + _japanese_number(of)
    signs = ["〒", "〒 ", "", "T"] if rng.random() < 0.3 else ["〒", "〒 "]
    coded = [of.piece(rng.choice(signs)), of.postcode()]
    main = [of.piece(region, "region")] if rng.random() < 0.8 else []
    main += [of.piece(city, "city"), of.piece(street, "street")]
    house = [of.piece(_japanese_house(of), "street")] if rng.random() < 0.45 else []
    below = [house] if house else []
    if of.style < 0.45:
        return [[*coded, of.piece(" "), *main, *house]]
    if of.style < 0.75:
        return [coded, main, *below]
    if of.style < 0.85:
        return [[*coded, of.piece(" "), *main], *below]
    return [[*main, *house]] if rng.random() < 0.4 else [[*main, *house, of.piece(" "), *coded]]


def _japanese_number(of: _Drawn) -> str:
    return of.rng.choice(
        [
            f"{of.number(1, 9)}-{of.number(1, 30)}-{of.number(1, 30)}",
            f"{of.number(1, 9)}丁目{of.number(1, 30)}番{of.number(1, 30)}号",
            of.number(1, 2000),
            f"{of.number(1, 9)}丁目{of.number(1, 30)}-{of.number(1, 30)}",
            f"{of.number(1, 9)}−{of.number(1, 30)}−{of.number(1, 30)}",
        ]
    )


def _japanese_house(of: _Drawn) -> str:
    before, name = of.rng.choice([" ", ""]), of.word()
    floors = [f"{of.number(1, 12)}F", f"{of.number(1, 12)}階", f"{of.number(101, 909)}号室", ""]
    return f"{before}{name}ビル{of.rng.choice(floors)}"


def _china(of: _Drawn) -> Address:
    rng = of.rng
    city = rng.choice([*listed("native_places.CN", "cities"), of.word(2) + "市", of.word(2) + "县"])
    region = of.one("regions")
    if rng.random() < 0.3:
        city, region = city.rstrip("市"), region.rstrip("省")
    pattern = of.one("districts")
    district = pattern.format(*(of.word(2) for _ in range(pattern.count("{}"))))
    road = of.word(rng.choice((2, 3))) + of.one("roads")
    house = rng.choice(
        [
            of.number() + "号",
            of.number() + "号" + of.number(1, 30) + "楼",
            of.number() + "号" + of.word(2) + "大厦" + of.number(101, 2909) + "室",
            "",
        ]
    )
    line = [of.piece(region, "region")] if region and rng.random() < 0.6 else []
    line += [of.piece(city, "city"), of.piece(district + road + house, "street")]
    if rng.random() < 0.3:
        return [[*line, of.piece(of.one("codes")), of.postcode()]]
    return [line, [of.piece("邮编:"), of.postcode()]] if rng.random() < 0.1 else [line]


def _hong_kong(of: _Drawn) -> Address:
    rng = of.rng
    part = of.one("parts")
    road = of.word(2) + of.one("roads") + of.number() + "號"
    house = of.word(2) + of.one("houses") + of.number(1, 30) + "樓" + rng.choice(["", of.number(1, 20) + "室", "A室"])
    town = of.one("towns")
    line = [of.piece(part, "country" if part == "香港" else "region")]
    line += [of.piece(town, "city")] if town else []
    return [[*line, of.piece(road + house, "street")]]


def _taiwan(of: _Drawn) -> Address:
    rng = of.rng
    city = of.one("cities")
    district = rng.choice([of.word(2) + "區", "", of.word(2) + "區"])
    road = of.word(rng.choice((2, 3))) + of.one("roads")
    lane = rng.choice(["", of.number() + "巷"]) + of.number() + "號"
    floor = rng.choice(["", of.number(1, 20) + "樓", of.number(1, 20) + "樓之" + of.number(1, 9)])
    coded = [of.postcode(), of.piece(rng.choice(["", "", " "]))] if rng.random() < 0.4 else []
    return [[*coded, of.piece(city, "city"), of.piece(district + road + lane + floor, "street")]]


def _korea(of: _Drawn) -> Address:
    rng = of.rng
    region, _, city = of.one("cities").rpartition(" ")
    district = of.word(2) + of.one("districts")
    road = of.word(2) + rng.choice(["로 ", "대로 ", "동 ", "로" + of.number(1, 99) + "길 "]) + of.number()
    house = rng.choice(
        [
            "",
            ", " + of.number(1, 20) + "층",
            " " + of.word(3) + "빌딩 " + of.number(1, 20) + "층",
            ", " + of.number(101, 2009) + "호",
            f" ({of.word(2)}동)",
        ]
    )
    coded = of.postcode()
    line = [of.piece(region, "region"), of.piece(" ")] if region else []
    line += [of.piece(city, "city"), of.piece(" "), of.piece(district + road + house, "street")]
    if of.style < 0.45:
        return [line]
    if of.style < 0.7:
        return [[of.piece("("), coded, of.piece(") "), *line]]
    if of.style < 0.9:
        return [[*([of.piece("우")] if of.style >= 0.85 else []), coded, of.piece(" "), *line]]
    return [[*line, of.piece(" ("), coded, of.piece(")")]]


def _cyrillic(of: _Drawn) -> Address:
    rng = of.rng
    name, word = of.one("cities"), of.word()
    street = of.piece(of.one("streets").format(w=word, n=of.number(1, 150), m=of.number(1, 60)), "street")
    coded = of.postcode()
    signs = ["г. ", "м. ", "гр. ", ""] if rng.random() < 0.5 else [""]
    city = [of.piece(rng.choice(signs)), of.piece(name, "city")]
    comma = of.piece(", ")
    if of.style < 0.5:
        line = [coded, comma, *city, comma, street]
    elif of.style < 0.75:
        line = [street, comma, *city, comma, coded]
    else:
        line = [*city, comma, street]
    return [[piece for piece in line if piece.text]]


def _greece(of: _Drawn) -> Address:
    street = f"{of.one('roads')}{of.word()} {of.number(1, 200)}"
    coded = [of.postcode(), of.piece(" ")] if of.style < 0.75 else []
    return [[of.piece(street, "street"), of.piece(", "), *coded, of.piece(of.one("cities"), "city")]]


def _israel(of: _Drawn) -> Address:
    city = of.one("cities")
    street = f"{of.one('roads')}{of.word()} {of.number(1, 150)}"
    coded = [of.piece(" "), of.postcode()] if of.style < 0.4 else []
    return [[of.piece(street, "street"), of.piece(", "), of.piece(city, "city"), *coded]]


def _thailand(of: _Drawn) -> Address:
    house = of.number(1, 999) + of.rng.choice(["/" + of.number(1, 99), ""])
    road = of.rng.choice([" ถนน", " ซอย", " หมู่ " + of.number(1, 12) + " ถนน"]) + of.word()
    area = of.rng.choice([" แขวง" + of.word(), "", " ต." + of.word()])
    line = [of.piece(house + road + area, "street"), of.piece(" "), of.piece(of.one("cities"), "city")]
    return [[*line, of.piece(" "), of.postcode()] if of.style < 0.8 else line]


def _india(of: _Drawn) -> Address:
    street = of.one("streets").format(w=of.word(), n=of.number(), k=of.number(1, 20))
    line = [of.piece(street, "street"), of.piece(", "), of.piece(of.one("cities"), "city")]
    if of.style < 0.6:
        line += [of.piece(of.rng.choice((" - ", "-", " "))), of.postcode()]
    if of.rng.random() < 0.35:
        line += [of.piece(of.rng.choice((" (", ", "))), of.piece(of.one("regions"), "region")]
        line += [of.piece(")")] if line[-2].text == " (" else []
    return [line]


def _arabic(of: _Drawn) -> Address:
    rng = of.rng
    pattern = rng.choice(listed("native_places.arabic", "streets"))
    street = pattern.format(w=of.word(), n=of.number(), b=of.number(100, 9999))
    cities = listed("native_places.arabic", of.country) or listed("native_places.arabic", "AE")
    line = [of.piece(street, "street"), of.piece(rng.choice(["، ", ", ", " - "])), of.piece(rng.choice(cities), "city")]
    if rng.random() < 0.4:
        name = "ایران" if of.country == "IR" else country_name(rng, of.country, "native")
        line += [of.piece("، "), of.piece(name, "country")]
    return [line]


_BY_COUNTRY: dict[str, Callable[[_Drawn], Address]] = {
    "JP": _japan,
    "CN": _china,
    "HK": _hong_kong,
    "TW": _taiwan,
    "KR": _korea,
    **dict.fromkeys(("RU", "UA", "BG"), _cyrillic),
    "GR": _greece,
    "IL": _israel,
    "TH": _thailand,
    "HINDI": _india,
}
