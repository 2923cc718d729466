"""Export people as an address book: choose who may leave, write one file in any format, or one vCard for each."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar

from cardscan.connections.standing import held_back
from cardscan.errors import InputError, PhotoError, RefusedError, StoreError
from cardscan.export.files import file_names, write_private
from cardscan.export.google import google_csv
from cardscan.export.jcard import jcard, jcard_bytes
from cardscan.export.outgoing import NoteChoice, full_name, outgoing
from cardscan.export.outlook import outlook_csv
from cardscan.export.readings import people_json
from cardscan.export.table import table_csv
from cardscan.export.vcard import ProfileChoice, vcard
from cardscan.person import Person

Format = Literal["vcard", "google-csv", "outlook-csv", "csv", "json", "jcard"]
_Card = TypeVar("_Card")

_TABLES = {"google-csv": google_csv, "outlook-csv": outlook_csv, "csv": table_csv}


@dataclass(frozen=True, slots=True)
class HeldBack:
    """Someone who is not exported, and why."""

    person: Person
    why: str


@dataclass(frozen=True, slots=True)
class Choice:
    """Who leaves, and who does not."""

    people: tuple[Person, ...]
    held_back: tuple[HeldBack, ...]


def choose(people: Iterable[Person], everyone: bool = False) -> Choice:
    """Let quality connections through; everyone, where the user asks for that."""
    chosen: list[Person] = []
    held: list[HeldBack] = []
    for person in people:
        why = "" if everyone else held_back(person)
        if why:
            held.append(HeldBack(person, why))
        else:
            chosen.append(person)
    return Choice(tuple(chosen), tuple(held))


def let_out(person: Person, everyone: bool = False) -> Person:
    """Let one person out under the same rule. Raises RefusedError for who stays."""
    for held in choose([person], everyone).held_back:
        raise RefusedError(
            f"{full_name(person.contact)} stays here: {held.why}",
            "write what you talked about and how you can help, or ask for them without a note: without_note=true",
        )
    return person


def write_book(
    file: Path, people: Sequence[Person], note: NoteChoice, form: Format = "vcard", profile: ProfileChoice = "phone"
) -> tuple[str, ...]:
    """Write people into one file; return what went without its picture, one line each.

    Raises StoreError when it cannot be written; what was there before then stays.
    """
    data, complaints = book(people, note, form, profile)
    write_private(file, data)
    return complaints


def book(
    people: Sequence[Person], note: NoteChoice, form: Format = "vcard", profile: ProfileChoice = "phone"
) -> tuple[bytes, tuple[str, ...]]:
    """Give what `write_book` writes, and returns."""
    complaints: tuple[str, ...] = ()
    if form == "vcard":
        cards, complaints = _pictured(people, lambda person, photo: vcard(person, note, photo, profile))
        data = "".join(cards).encode()
    elif form == "jcard":
        values, complaints = _pictured(people, lambda person, photo: jcard(outgoing(person, note), photo))
        data = jcard_bytes(values)
    elif form == "json":
        data = people_json(people, note)
    else:
        data = _TABLES[form](outgoing(person, note) for person in people)
    return data, complaints


def write_split(
    folder: Path, people: Sequence[Person], note: NoteChoice, profile: ProfileChoice = "phone"
) -> tuple[str, ...]:
    """Write one .vcf for each into a folder, which is made if need be; return as `write_book` does."""
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder}: is a file", "with --split give a folder")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{folder}: {error.strerror}", "check that you may write there") from error
    cards, complaints = _pictured(people, lambda person, photo: vcard(person, note, photo, profile))
    names = file_names([(full_name(person.contact), person.uid) for person in people], ".vcf")
    for name, card in zip(names, cards, strict=True):
        write_private(folder / name, card.encode())
    return complaints


def _pictured(
    people: Iterable[Person], write: Callable[[Person, bytes | None], _Card]
) -> tuple[list[_Card], tuple[str, ...]]:
    """Write each person with the card's picture; without, where it is gone or damaged."""
    cards, complaints = [], []
    for person in people:
        try:
            picture = person.crop.read_bytes() if person.crop else None
            cards.append(write(person, picture))
        except (OSError, PhotoError) as error:
            complaints.append(f"person {person.id}: exported without the card's picture: {error}")
            cards.append(write(person, None))
    return cards, tuple(complaints)
