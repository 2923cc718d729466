"""An address book of the user's: what of a file of vCards is kept, so that people in it are known again."""

import hashlib
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from cardscan.connections.likeness.keys import keys
from cardscan.errors import InputError
from cardscan.model import Contact, Field
from cardscan.person import AddressFile
from cardscan.store import Store
from cardscan.vcards.book import BookCard, read_book
from cardscan.vcards.contact import contact_of, is_cut, is_group
from cardscan.vcards.file import read_vcards

_ORIGIN = "address book"


@dataclass(frozen=True, slots=True)
class Added:
    """What came of a file."""

    book: AddressFile | None  # None: it was read before as it is
    nobody: int = 0  # cards that name nobody: empty ones, groups
    broken: int = 0  # lines that could not be read
    left_out: int = 0  # people whom the user asked to forget
    cut: int = 0  # cards with fields that are too long, or too many


def add_book(store: Store, path: Path, now: datetime) -> Added:
    """Keep what tells who is in an address book; of a file that was added before the people it has now.

    The file is read and nothing else. Raises InputError for one that cannot be read, or has no card.
    """
    if str(path) == "-":
        raise InputError("an address book must be a file", "save it to a file, and give its name")
    data = read_vcards(path)
    name, sha256 = str(path.absolute()), hashlib.sha256(data).hexdigest()
    if store.address_files.has(name, sha256):
        return Added(None)
    book = read_book(data)
    if not book.cards:
        raise InputError(f"{path}: it holds no vCard", "export your address book as vCard (.vcf)")
    people = [(card.first_line, contact) for card in book.cards if keys(contact := _told(card))]
    added = store.address_files.put(name, sha256, people, now)
    forgotten, cut = len(people) - added.people, sum(map(is_cut, book.cards))
    return Added(added, len(book.cards) - len(people), len(book.problems), forgotten, cut)


def _told(card: BookCard) -> Contact:
    """Give of a card what tells who it is; nothing of a group."""
    if is_group(card):
        return Contact()
    contact = contact_of(card, _ORIGIN)
    cities = (replace(each, value=city, raw="", parts={"city": city}) for each in contact.adr if (city := _city(each)))
    return replace(contact, suffix=(), dept=(), adr=tuple(cities))


def _city(adr: Field) -> str:
    return adr.parts.get("city", "")
