"""The invented people and companies: cards and photos as the .toml files have them, and their truth."""

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import phonenumbers

from samples.fonts import SampleError

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Tel:
    """A telephone number."""

    raw: str  # as printed, without what `printed` adds
    type: str  # cell, work, fax, home, tollfree, unknown
    label: str = ""  # "T", "Mobil:"
    printed: str | None = None  # where it differs from raw: with an extension; "" when the number before prints it
    area: bool = True  # False: the area code is not printed, so that there is no E.164

    def e164(self, region: str) -> str | None:
        """Return the number in E.164, or None where the print does not tell it."""
        if not self.area:
            return None
        number = phonenumbers.parse(self.raw, region)
        if not phonenumbers.is_valid_number(number):
            raise SampleError(f"{self.raw!r} is no number of {region}")
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


@dataclass(frozen=True, slots=True)
class Person:
    """Someone on a card; the name in each script that is printed."""

    fn: list[str]
    suffix: list[str] = field(default_factory=list)
    title: list[str] = field(default_factory=list)
    dept: list[str] = field(default_factory=list)
    tel: list[Tel] = field(default_factory=list)
    email: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Design:
    """How a card looks."""

    layout: str
    size: tuple[float, float] = (85.0, 55.0)  # mm
    face: str = "lato"
    head: str = ""  # family of the name and the company; "" for `face`
    paper: str = "#ffffff"
    ink: str = "#222222"
    accent: str = "#1f4e79"
    soft: str = "#666666"
    over: str = "#ffffff"  # text on the decoration
    mark: str = ""
    decor: str = "plain"
    decor_tint: str = ""  # "" for the accent
    icons: bool = False  # icons instead of labels
    big: float = 4.2  # mm of the name
    body: float = 2.5
    rounded: float = 0.0  # mm


@dataclass(frozen=True, slots=True)
class Card:
    """A card: what it says, how it looks and how it lies on the table."""

    people: list[Person]
    design: Design
    org: list[str] = field(default_factory=list)  # the legal name, then the name in the logo
    tel: list[Tel] = field(default_factory=list)
    email: list[str] = field(default_factory=list)
    url: list[str] = field(default_factory=list)
    social: list[str] = field(default_factory=list)  # "instagram:handle"
    adr: list[list[str]] = field(default_factory=list)  # the printed lines of each
    heads: list[str] = field(default_factory=list)  # over each address: "Head office"
    labels: dict[str, str] = field(default_factory=dict)  # of email and url
    slogan: str = ""
    extra: list[str] = field(default_factory=list)  # printed, and no field
    qr: str = ""  # "", "vcard", "mecard", "url"
    region: str = ""  # where it is not the photo's
    side: str = "front"
    at: tuple[float, float] = (0.0, 0.0)  # mm of its middle from the middle of the photo
    turn: float = 0.0  # degrees clockwise

    def tels(self) -> list[Tel]:
        """Return all numbers, the persons' own first."""
        return [tel for person in self.people for tel in person.tel] + self.tel

    def emails(self) -> list[str]:
        """Return all e-mail addresses, the persons' own first."""
        return [email for person in self.people for email in person.email] + self.email

    def printed(self) -> list[str]:
        """Return the texts that the card must show for its truth to be true."""
        every = [text for person in self.people for text in (*person.fn, *person.suffix, *person.title, *person.dept)]
        numbers = [tel.raw if tel.printed is None else tel.printed for tel in self.tels()]
        handles = [social.split(":", 1)[1] for social in self.social]
        online = [*self.emails(), *self.url, *handles]
        return [*every, *self.org, *numbers, *online, *(line for lines in self.adr for line in lines)]

    def truth(self, region: str) -> dict[str, Any]:
        """Return what a reader should find."""
        every = self.people
        return {
            "fn": [name for person in every for name in person.fn],
            "suffix": [suffix for person in every for suffix in person.suffix],
            "org": self.org,
            "title": [title for person in every for title in person.title],
            "dept": [dept for person in every for dept in person.dept],
            "tel": [{"raw": tel.raw, "e164": tel.e164(self.region or region), "type": tel.type} for tel in self.tels()],
            "email": self.emails(),
            "url": self.url,
            "social": self.social,
            "adr": [", ".join(line.rstrip(",") for line in lines) for lines in self.adr],
            "side": self.side,
            "qr": bool(self.qr),
        }


@dataclass(frozen=True, slots=True)
class Shot:
    """A photo or scan to be made."""

    file: str  # below photos/
    region: str
    cards: list[Card]
    scene: dict[str, Any]  # empty: a flat scan
    notes: str = ""


def _person(table: dict[str, Any]) -> Person:
    keys = ("fn", "suffix", "title", "dept", "email")
    return Person(**{key: table.get(key, []) for key in keys}, tel=[Tel(**tel) for tel in table.get("tel", [])])


def _card(table: dict[str, Any]) -> Card:
    look: dict[str, Any] = table.pop("design")
    if "size" in look:
        look["size"] = tuple(look["size"])
    design = Design(**look)
    several = table.pop("person", None)
    one = {key: table.pop(key, []) for key in ("fn", "suffix", "title", "dept")}
    people = [_person(person) for person in several] if several else [_person(one)] if one["fn"] else []
    tel = [Tel(**tel) for tel in table.pop("tel", [])]
    at = tuple(table.pop("at", (0.0, 0.0)))
    return Card(people, design, tel=tel, at=(at[0], at[1]), **table)


def shots() -> Iterator[Shot]:
    """Yield every photo that is to be made, in a fixed order."""
    for path in sorted((HERE / "cards").glob("*.toml")):
        for table in tomllib.loads(path.read_text(encoding="utf-8"))["photo"]:
            cards = [_card(card) for card in table.pop("card")]
            scene = table.pop("scene", {})
            yield Shot(cards=cards, scene=scene, **table)
