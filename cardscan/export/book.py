"""Export people as an address book: choose who may leave, write one file or one for each."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from cardscan.connections.standing import held_back
from cardscan.errors import InputError, PhotoError, StoreError
from cardscan.export.files import file_names, write_private
from cardscan.export.outgoing import NoteChoice, full_name
from cardscan.export.vcard import vcard
from cardscan.person import Person


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


def write_book(file: Path, people: Iterable[Person], note: NoteChoice) -> tuple[str, ...]:
    """Write people into one .vcf; return what went without its picture, one line each.

    Raises StoreError when it cannot be written; what was there before then stays.
    """
    cards, complaints = _cards(people, note)
    write_private(file, "".join(cards).encode())
    return complaints


def write_split(folder: Path, people: Sequence[Person], note: NoteChoice) -> tuple[str, ...]:
    """Write one .vcf for each into a folder, which is made if need be; return as `write_book` does."""
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder}: is a file", "with --split give a folder")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{folder}: {error.strerror}", "check that you may write there") from error
    cards, complaints = _cards(people, note)
    names = file_names([(full_name(person.contact), person.uid) for person in people], ".vcf")
    for name, card in zip(names, cards, strict=True):
        write_private(folder / name, card.encode())
    return complaints


def _cards(people: Iterable[Person], note: NoteChoice) -> tuple[list[str], tuple[str, ...]]:
    cards, complaints = [], []
    for person in people:
        try:
            picture = person.crop.read_bytes() if person.crop else None
            cards.append(vcard(person, note, picture))
        except (OSError, PhotoError) as error:
            complaints.append(f"person {person.id}: exported without the card's picture: {error}")
            cards.append(vcard(person, note))
    return cards, tuple(complaints)
