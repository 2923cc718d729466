"""People whom you met and who gave no card: as you type them, as a text, a mail or a vCard tells of them."""

from base64 import b64decode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from cardscan.actions.edit_fields import Edit, edited
from cardscan.actions.met_before import in_books, questions
from cardscan.actions.mine import THAT_IS_YOU, is_one_of
from cardscan.actions.name_order import names_in
from cardscan.connections.events.which import held_on
from cardscan.connections.likeness.corrections import repaired
from cardscan.connections.likeness.merging import filled
from cardscan.connections.likeness.naming import agree
from cardscan.connections.likeness.traits import name_of
from cardscan.connections.scripts_first import ordered
from cardscan.enrich.written import people_written, with_whole_numbers
from cardscan.errors import InputError
from cardscan.model import Contact, Field
from cardscan.parse.names import name_parts
from cardscan.parse.signature import signature_of
from cardscan.person import Event
from cardscan.photos.portrait import portrait
from cardscan.store import Store
from cardscan.store.adding import Added, Given
from cardscan.text.files import decoded, read_bytes
from cardscan.text.letters import words
from cardscan.text.limits import LONGEST_NOTE
from cardscan.text.mail import Mail, read_mail
from cardscan.vcards.book import BookCard, read_book
from cardscan.vcards.contact import contact_of, is_group

TEXT, MAIL, VCARD = "text", "mail", "vcard"  # origins of fields
SUFFIXES = (".vcf", ".vcard", ".eml", ".txt")
_MOST = 40 << 20  # bytes; a mail may bring photos along
_MOST_PEOPLE = 200  # of one file: more are an address book
_TOO_LARGE = "save the text alone, or paste it"
_NO_ONE = "give the name, too: cardscan add NAME --text …"


@dataclass(frozen=True, slots=True)
class Told:
    """Someone of whom a text, a mail or a vCard tells."""

    contact: Contact
    day: date | None = None  # on which the mail was sent
    picture: bytes = b""  # JPEG


@dataclass(frozen=True, slots=True)
class Where:
    """When and where they were met, as far as the user says; else today, and at its event, if there is one alone."""

    day: date | None = None
    event: Event | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """What came of someone."""

    added: Added
    maybe: bool  # they may be someone known: a question
    in_book: bool  # they are in an address book of the user's, it seems


def read_file(path: Path, data: bytes | None = None, home: str = "") -> tuple[Told, ...]:
    """Read whom a file of vCards, a mail or a text tells of, by its name and what is in it.

    `data` is what is in the file, where that is known. Raises InputError for nobody, and for what is none of these.
    """
    data = read_bytes(path, _MOST, _TOO_LARGE) if data is None else data
    suffix = path.suffix.lower()
    if suffix in (".vcf", ".vcard") or data[:1024].lstrip(b"\xef\xbb\xbf\r\n\t ").upper().startswith(b"BEGIN:VCARD"):
        return _in_vcards(data, str(path), home)
    if suffix == ".eml":
        return in_mail(read_mail(data), str(path), home)
    try:
        text = decoded(data)
    except UnicodeDecodeError:
        text = "\0"
    if "\0" in text or suffix not in (*SUFFIXES, ""):
        raise InputError(
            f"{path}: it is no vCard (.vcf), no mail (.eml) and no text (.txt)",
            "photos of cards, badges and QR codes: cardscan ingest; a picture of someone: cardscan add NAME --picture",
        )
    return in_text(text, str(path), home)


def in_text(text: str, named: str, home: str = "") -> tuple[Told, ...]:
    """Read whom a text tells of: a signature, or a mail with one. `named`: what messages call it. Raises InputError."""
    if "BEGIN:VCARD" in text[:200].upper():
        return _in_vcards(text.encode(), named, home)
    people = people_written(signature_of(text[: 5 * LONGEST_NOTE]), TEXT, home)
    if not any(_says_who(each) for each in people):
        raise InputError(f"{named}: it says neither a name nor how to reach anybody", _NO_ONE)
    return tuple(map(Told, people))


def in_mail(mail: Mail, named: str, home: str = "") -> tuple[Told, ...]:
    """Read who wrote a mail: by its header, its signature and a vCard of theirs. Raises InputError for nobody."""
    header = _of_header(mail)
    signed = people_written(signature_of(mail.text[: 5 * LONGEST_NOTE]), MAIL, home)
    mine = next((each for each in signed if _same_name(each, header)), signed[0] if len(signed) == 1 else Contact())
    contact = _joined(mine, header)
    cards = [told for data in mail.vcards for told in _told_in(data, home)]
    own = next((told for told in cards if _same_name(told.contact, header) or told.contact.email == header.email), None)
    if own:
        contact = _joined(own.contact, contact)
    if not _says_who(contact):
        raise InputError(f"{named}: it does not say who wrote it", _NO_ONE)
    return (Told(contact, mail.sent and mail.sent.date(), own.picture if own else b""),)


def typed_over(told: Sequence[Told], edit: Edit) -> tuple[Told, ...]:
    """Add what the user types to what is told of someone; of nobody told, that alone. Raises InputError."""
    if len(told) > 1:
        raise InputError(f"that is {len(told)} people: fields can be typed for one", "add them, then cardscan edit")
    before = told[0] if told else Told(Contact())
    contact = edited(before.contact, edit)
    if not (contact.fn or contact.org):
        raise InputError("the contact has no name", "give the name, or the company with --org")
    return (replace(before, contact=contact),)


def add_people(store: Store, told: Sequence[Told], where: Where, now: datetime) -> tuple[Result | None, ...]:
    """Store people as met, in one step for undo; None for each of those whom the user asked to forget.

    Raises InputError where one of them is the user.
    """
    ours = store.mine.everyones()
    if any(is_one_of(each.contact, ours) for each in told):
        raise InputError(f"{THAT_IS_YOU}: nobody was added", "your own card is under cardscan me; leave it out here")
    corrected, events = store.directory.corrections(), store.events()
    first = names_in(store)
    here = [replace(each, contact=ordered(repaired(each.contact, corrected), first)) for each in told]
    added = store.many.add([_given(each, where, events, now.astimezone().date()) for each in here], now)
    return tuple(_asked(store, each) if each else None for each in added)


def _given(told: Told, where: Where, events: Iterable[Event], today: date) -> Given:
    event = where.event
    last = event and min(event.until or event.date, today)
    day = min(where.day or last or told.day or today, today)
    there = held_on(day, events)
    if event is None and len(there) == 1:
        event = there[0]
    return Given(told.contact, day, event.id if event else None, where.place, told.picture)


def _asked(store: Store, added: Added) -> Result:
    person = added.person
    maybe = added.is_new and any(each.person.id < person.id for each in questions(store, person))
    in_book = added.is_new and bool(store.address_files.books() and in_books(store, person.contact))
    return Result(added, maybe, in_book)


def _says_who(contact: Contact) -> bool:
    return bool(contact.fn or contact.org or contact.email or contact.tel or contact.social)


def _in_vcards(data: bytes, named: str, home: str) -> tuple[Told, ...]:
    told = tuple(_told_in(data, home))
    if not told:
        raise InputError(f"{named}: it holds no vCard of anybody", "export the contact as vCard (.vcf)")
    if len(told) > _MOST_PEOPLE:
        raise InputError(
            f"{named}: it holds {len(told)} people, as an address book does",
            "cardscan book add shows cardscan an address book that you had before",
        )
    return told


def _told_in(data: bytes, home: str) -> Iterator[Told]:
    for card in read_book(data).cards:
        contact = Contact() if is_group(card) else contact_of(card, VCARD)
        if _says_who(contact):
            yield Told(with_whole_numbers(contact, home), picture=_picture_in(card))


def _picture_in(card: BookCard) -> bytes:
    """Give the picture that a vCard holds itself; b"" where it has none that can be read. Nothing is loaded."""
    photo = next((line.value for line in card.properties if line.name == "PHOTO"), "")
    if not photo or (":" in photo and "base64," not in photo):  # an address
        return b""
    try:
        return portrait(Path("PHOTO"), b64decode(photo.rpartition("base64,")[2], validate=True))
    except (ValueError, InputError):
        return b""


def _of_header(mail: Mail) -> Contact:
    """Give what a mail's header says of its writer."""
    name = mail.name
    if name.count(",") == 1:  # "Brennicke, Anna"
        family, given = (part.strip() for part in name.split(","))
        name = f"{given} {family}"
    is_name = "@" not in name and len(words(name)) > 1
    fn = (Field(name, mail.name, 0.9, False, MAIL, parts=dict(name_parts(name))),) if is_name else ()
    email = (Field(mail.address, mail.address, 1.0, True, MAIL),) if "@" in mail.address else ()
    return Contact(fn=fn, email=email)


def _same_name(one: Contact, other: Contact) -> bool:
    found = [agree(name_of(mine.value), name_of(its.value)) for mine in one.fn for its in other.fn]
    return any(each.same and not each.clash for each in found)


def _joined(first: Contact, more: Contact) -> Contact:
    """Add to what is said first what else is said; the name is the first one's, where it has one."""
    joined = filled(more, first)
    return replace(joined, fn=first.fn or more.fn)
