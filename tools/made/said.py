"""Draw what one card says: its country and scripts, its people, its company, its domain."""

import random
from collections.abc import Sequence
from dataclasses import replace

from tools.made.companies import company, domain_of
from tools.made.lists import countries, native, one
from tools.made.native_places import native_address
from tools.made.people import parted, person
from tools.made.pieces import Piece, text_of
from tools.made.places import Address, address
from tools.made.reach import local_part
from tools.made.reach import number as number_of
from tools.made.sayings import saying
from tools.made.titles import department
from tools.made.towns import a_city, native_city
from tools.made.words import all_latin, compose, roman

#: The kinds of card, and up to which draw a card is of each; "one": of one person.
_KINDS = (("shop", 0.13), ("couple", 0.155), ("two", 0.2), ("three", 0.23), ("map", 0.25), ("loyalty", 0.265))
_PEOPLE = {"couple": 2, "two": 2, "three": 3, "one": 1}
_FIRST_NAMES = {"two": 0.25, "three": 0.6}  # of the cards of a kind: those that call people by first names alone
_ENGLISH = ("US", "GB", "IN", "AU")
#: How often a card in a country's own letters says things in Latin ones too; in other countries _BOTH.
_BOTH_IN = {
    "HK": 0.8, "TW": 0.5, "AE": 0.55, "SA": 0.55, "QA": 0.55, "EG": 0.5, "JO": 0.55, "TH": 0.45, "IL": 0.45,
    "HINDI": 0.6, "MAGHREB": 0.6,
}  # fmt: skip
_BOTH = 0.35
_ANDS = (" & ", " & ", " and ", " + ")
Name = list[Piece]


class Said:
    """What one card says."""

    def __init__(self, rng: random.Random) -> None:
        self.rng = rng
        of = countries()
        self.country = rng.choices(list(of), [country.weight for country in of.values()])[0]
        self._values = 0
        self.body = rng.uniform(22, 44)  # pixels: the height of its text
        self.script = "native" if native(self.country) and rng.random() < 0.65 else "latin"
        self.both = self._in_both_scripts()
        draw = rng.random()
        self.kind = next((kind for kind, below in _KINDS if draw < below), "one")
        self.names = self._people()
        self.again: Name = []  # the first one's name in Latin letters
        if self.names and self.both and self.script == "native":
            self.again = person(rng, self.country, self.value(), 0, "latin")
        self.given, self.family = self._called()
        self._draw_company()
        self.org = self.value()
        self.upper = {kind: rng.random() < share for kind, share in (("org", 0.4), ("title", 0.12), ("dept", 0.1))}
        self.titles = rng.choice((0,) + (1,) * 10 + (2,) * 3 + (3,))
        if self.script == "latin":
            self.city = a_city(rng, self.country)
        else:
            self.city = native_city(rng, self.country) or "大宮"

    def value(self) -> int:
        """The number of a new value."""
        self._values += 1
        return self._values - 1

    def tall(self, *shares: float) -> float:
        """A height of a row: one of these shares of the text's."""
        return self.body * self.rng.choice(shares)

    def cased(self, kind: str, text: str) -> str:
        """A text of a kind, in capitals where this card sets that kind so."""
        return text.upper() if self.upper.get(kind) else text

    def beside(self, one: Sequence[Piece], two: Sequence[Piece], joints: Sequence[str]) -> tuple[Piece, ...]:
        """What is said twice, on one line: in either order, with one of the joints between."""
        first, second = (one, two) if self.rng.random() < 0.5 else (two, one)
        return (*first, Piece(self.rng.choice(joints)), *second)

    def department(self) -> str:
        """A department."""
        return department(self.rng, self.country, self.script, self.city)

    def saying(self) -> str:
        """A line that is in none of the fields."""
        return saying(self.rng, self.country, self.script)

    def number(self) -> str:
        """A telephone number."""
        return number_of(self.rng, self.country)

    def tel(self) -> Piece:
        """A telephone number, as a piece of a new value."""
        return Piece(self.number(), "tel", self.value())

    def email(self, domain: str) -> str:
        """The e-mail address of the first person, or of the shop."""
        named = (self.given, self.family) if self.names else ("", "")
        return f"{local_part(self.rng, *named)}@{domain}"

    def address(self, script: str = "") -> Address:
        """An address, of a new value."""
        return address_in(self.rng, self.country, self.value(), script or self.script)

    def _in_both_scripts(self) -> bool:
        """Whether the card says things in two languages."""
        if native(self.country):
            return self.rng.random() < (_BOTH_IN.get(self.country, _BOTH) if self.script == "native" else 0.05)
        return self.country not in _ENGLISH and self.rng.random() < 0.06

    def _people(self) -> list[Name]:
        rng = self.rng
        count = _PEOPLE.get(self.kind, 0)
        names = [person(rng, self.country, self.value(), number, self.script) for number in range(count)]
        if self.kind == "couple" and self.script == "latin":
            return self._couple(*names)
        if self.kind in ("two", "three") and self.script == "latin" and rng.random() < 0.3:
            return self._on_one_line(names)
        if rng.random() < _FIRST_NAMES.get(self.kind, 0.0):
            return [parted(name, "given")[:1] or name[:1] for name in names]
        return names

    def _couple(self, one_: Name, two: Name) -> list[Name]:
        """A couple on one line: Ann & Ben Moss, Ann Hill and Ben Moss."""
        rng = self.rng
        first = parted(one_, "given")[:1]
        if not (first and parted(two, "family") and two[-1].tag == "family"):
            return [one_, two]
        joint = rng.choice((*_ANDS, one("people.ands", self.country, " & ")))
        if rng.random() < 0.25:
            other = person(rng, self.country, first[0].value, 0, "latin")
            family = (parted(other, "family") or other)[-1]
            first += [Piece(" ", "family", first[0].value, 0), replace(family, tag="family")]
        return [[*first, Piece(joint), *(piece for piece in two if piece.tag in ("given", "family"))]]

    def _on_one_line(self, names: Sequence[Name]) -> list[Name]:
        """First names in a row: Ann / Ben / Cleo."""
        firsts = [parted(name, "given")[:1] for name in names]
        if not all(firsts):
            return list(names)
        joint = self.rng.choice((" / ", " & ", ", ", " e ", " y ", " - ", " | "))
        row = list(firsts[0])
        for first in firsts[1:]:
            row += [Piece(joint), *first]
        return [row]

    def _called(self) -> tuple[str, str]:
        """A given and a family name, in Latin letters, to make addresses and companies of."""
        given, family = "info", compose(self.rng, "family")
        if not self.names:
            return given, family
        name = self.names[0]
        family = next((p.text for p in parted(name, "family") if all_latin(p.text) and len(p.text) > 2), family)
        given = next((p.text for p in parted(name, "given") if len(p.text) > 1), given)
        if not all_latin(given):
            given = next((p.text for p in parted(self.again, "given") if len(p.text) > 1), roman(given))
            family = next((p.text for p in parted(self.again, "family") if len(p.text) > 1), family)
        return given, family

    def _draw_company(self) -> None:
        rng, country = self.rng, self.country
        full = ""
        if self.names and rng.random() < 0.15:
            full = text_of([piece for piece in self.names[0] if piece.tag in ("given", "family")])
        family = self.family.split()[-1].capitalize()
        self.brand, self.legal = company(rng, country, self.script, family, full)
        self.second = ""  # the company's name in Latin letters, beside the other
        if self.both and self.script == "native":
            self.second = company(rng, country, "latin", self.family)[1]
        latin = self.brand if all_latin(self.brand) else (self.second or compose(rng))
        self.domain = domain_of(rng, country, latin)


def address_in(rng: random.Random, country: str, value: int, script: str) -> Address:
    """Return an address in the letters of a country, or in Latin ones."""
    if script == "native" and native(country):
        return native_address(rng, country, value)
    return address(rng, country, value)
