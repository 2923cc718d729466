"""Our card of a person, as it is compared and sent; and what a card from anywhere says."""

import base64
import hashlib
from dataclasses import dataclass, replace

from cardscan.errors import PhotoError
from cardscan.export.outgoing import NoteChoice
from cardscan.export.picture import leaving
from cardscan.export.vcard import picture_line, vcard
from cardscan.model import Contact, Field
from cardscan.person import Person
from cardscan.sync.keys import LISTS, identity
from cardscan.vcards.book import BookCard, book_of
from cardscan.vcards.contact import contact_of, fields_of
from cardscan.vcards.lines import ContentLine

#: Properties that together tell one thing, of which no line tells anything alone.
_TOGETHER = ("FN", "N", "ORG", "TITLE", "ROLE", "KIND", "X-ABSHOWAS")


@dataclass(frozen=True, slots=True)
class Ours:
    """Our card of a person."""

    text: str  # without its picture
    photo: str  # SHA-256 of its picture, "" without
    picture: str = ""  # the property PHOTO as it stands in a card, folded; "" without
    complaint: str = ""  # why it has no picture, where it should


def ours(person: Person, note: NoteChoice, pictures: bool) -> Ours:
    """Write our card of a person."""
    text = vcard(person, note)
    try:
        picture = leaving(person.crop) if pictures and person.crop else None
    except (OSError, PhotoError) as error:
        return Ours(text, "", complaint=f"person {person.id}: without the card's picture: {error}")
    if picture is None:
        return Ours(text, "")
    return Ours(text, hashlib.sha256(base64.b64encode(picture)).hexdigest(), picture_line(picture))


def whole(mine: Ours) -> str:
    """Give our card with its picture."""
    end = "END:VCARD\r\n"
    return mine.text.removesuffix(end) + mine.picture + end


def card_in(text: str) -> BookCard:
    """Give the one card in a text that we wrote or looked through."""
    return book_of(text).cards[0]


def said_in(text: str) -> Contact:
    """Give what a card says."""
    return contact_of(card_in(text), "phone") if text else Contact()


def note_in(text: str) -> str:
    """Give the note of a card, still escaped; "" where there is none."""
    return card_in(text).value("NOTE") if text else ""


def photo_of(card: BookCard) -> str:
    """Give the SHA-256 of a card's picture, "" where it has none."""
    value = card.value("PHOTO")
    return hashlib.sha256(value.encode()).hexdigest() if value else ""


def readable(card: BookCard) -> str:
    """Leave of a card what cardscan reads; the rest is the user's own and is not kept here."""
    lines = [line.raw for line in card.properties if is_read(line)]
    return "BEGIN:VCARD\r\n" + "".join(raw.rstrip("\r\n") + "\r\n" for raw in lines) + "END:VCARD\r\n"


def is_read(line: ContentLine) -> bool:
    """Tell whether cardscan reads a property, alone or with others."""
    return line.name in (*_TOGETHER, "X-ABLABEL") or any(field.value for _, field in fields_of([line]))


def own_values(person: Person) -> list[tuple[str, Field, tuple[str, str]]]:
    """List someone's fields that stand for themselves on a card: kind, field, and what they are there (kind, key).

    A field may be of another kind there: a url that leads to a network is a profile.
    """
    found = []
    bare = replace(person, meetings=())  # the events among the categories are no fields
    for kind in LISTS:
        for field in getattr(person.contact, kind):
            alone = said_in(vcard(replace(bare, contact=Contact(**{kind: (field,)})), "none"))
            there = ((each, said) for each in LISTS for said in getattr(alone, each))
            found += [(kind, field, (each, identity(each, said))) for each, said in there]
    return found
