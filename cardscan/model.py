"""The values that flow from stage to stage: frozen, without behaviour of their own. Those with pixels: pictures.py.

Coordinates are pixels of the photo after its EXIF orientation, x to the right and y down.
A `Quad` is four corners, clockwise as the text runs: top left, top right, bottom right, bottom left.
Confidences are 0..1.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

Point = tuple[float, float]
Quad = tuple[Point, Point, Point, Point]

#: The kinds of field a card can hold, in the order in which they are shown (names as vCard has them).
PRINTED = ("fn", "suffix", "title", "dept", "org", "tel", "email", "url", "social", "adr")
#: And those that the user, a phone or a code may add.
KINDS = (*PRINTED, "nickname", "bday", "tag", "custom")

#: Those of them that are one thing to say, however many values it takes; of the others each stands for itself.
SINGLE = ("fn", "suffix", "title", "org", "dept", "nickname", "bday")


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """What the user may choose about reading."""

    engine: str = "both"  # "both", "tesseract" or "rapidocr"
    tesseract: Path | None = None
    languages: tuple[str, ...] = ()  # Tesseract's; empty: guessed
    home: str = ""  # ISO 3166 code of the user's country: of numbers on cards that do not tell theirs


@dataclass(frozen=True, slots=True)
class SentPhoto:
    """A photo on its way to a reader: by its path, and with what is in the file where the reader cannot open that."""

    path: Path
    data: bytes | None = field(default=None, repr=False)  # whoever logs it logs no picture


@dataclass(frozen=True, slots=True)
class Reading:
    """What one reader made of one line."""

    reader: str  # "tesseract" or "rapidocr"
    text: str
    confidence: float
    chars: tuple[float, ...] = ()  # confidence of each character of `text`, where the reader tells


@dataclass(frozen=True, slots=True)
class Line:
    """A line of text on a card: the text settled on, and what each reader said."""

    text: str
    confidence: float
    box: Quad  # on the photo
    place: tuple[float, float, float, float]  # x0, y0, x1, y1 in pixels of the card's image
    readings: tuple[Reading, ...] = ()
    agreed: bool = False  # two readers, one text
    ink: tuple[float, float, float] | None = None  # colour of its letters, Lab, each 0..255
    ground: tuple[float, float, float] | None = None  # and of what they stand on
    handwritten: bool = False  # nothing read of it is sure
    ring: bool = False  # it runs along a circle: of a seal, or a round logo


@dataclass(frozen=True, slots=True)
class Code:
    """A QR code or other two-dimensional code."""

    payload: str
    symbology: str  # as zxing-cpp names it, "QRCode"
    box: Quad  # on the photo


@dataclass(frozen=True, slots=True)
class Field:
    """One value of a contact, with its evidence."""

    value: str  # normalised: a tel in E.164, an e-mail in lower case, a bday as 1979-04-30, or --04-30 without a year
    raw: str = ""  # as printed
    confidence: float = 0.0
    sure: bool = False  # no one needs to look at it
    origin: str = ""  # who said so: "tesseract+rapidocr", "rapidocr", "qr", "enrich: …", "user", "phone", "themselves"
    box: Quad | None = None  # on the photo
    type: str = ""  # of a tel: cell, work, fax, home, pager, tollfree; of a social handle: the network; of a custom
    # field: what it is called
    parts: Mapping[str, str] = field(default_factory=dict)
    # of an fn: given, family, prefix, suffix; of an adr: street, city, region, code, country; of a tel: ext
    person: int | None = None  # which fn of the card it belongs to; None: to the card as a whole


@dataclass(frozen=True, slots=True)
class Contact:
    """The fields of a card, or of one person on it."""

    fn: tuple[Field, ...] = ()
    suffix: tuple[Field, ...] = ()
    title: tuple[Field, ...] = ()
    dept: tuple[Field, ...] = ()
    org: tuple[Field, ...] = ()
    tel: tuple[Field, ...] = ()
    email: tuple[Field, ...] = ()
    url: tuple[Field, ...] = ()
    social: tuple[Field, ...] = ()
    adr: tuple[Field, ...] = ()
    nickname: tuple[Field, ...] = ()
    bday: tuple[Field, ...] = ()
    tag: tuple[Field, ...] = ()
    custom: tuple[Field, ...] = ()


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with the picture of a card, and what to do about it."""

    kind: str  # "blurred", "dark", "glare", "cut_off", "small"
    message: str  # "letters are 9 px high"
    advice: str  # "hold closer"


@dataclass(frozen=True, slots=True)
class Card:
    """A card that was read."""

    contact: Contact
    lines: tuple[Line, ...]
    corners: Quad
    rotation: int
    size: tuple[int, int] = (0, 0)  # width and height of its upright image, in pixels: what `Line.place` refers to
    codes: tuple[Code, ...] = ()
    page: int = 0
    country: str = ""  # ISO 3166 code, where the card tells
    crop: bytes = b""  # JPEG of the card, upright
    quality: tuple[Flaw, ...] = ()  # what is wrong with its picture
    handwriting: bytes = b""  # JPEG of what is written on it by hand, upright; b"" where nothing is
    small: bytes = b""  # JPEG of the card as it leaves, in an address book; b"" where it is yet to be made


@dataclass(frozen=True, slots=True)
class Failure:
    """Why a photo could not be read, and what to do about it."""

    stage: str  # "open", "decode", "find", "read", "parse", "store"
    message: str
    advice: str = ""


@dataclass(frozen=True, slots=True)
class PhotoReading:
    """All that came of one photo."""

    path: str
    sha256: str  # of the file as given; "" when it could not be opened
    cards: tuple[Card, ...] = ()
    failure: Failure | None = None
    taken: datetime | None = None
    seconds: Mapping[str, float] = field(default_factory=dict)  # CPU seconds a stage
    tried: int = 1  # how many times it was given to a reader for this
