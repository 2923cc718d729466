"""Export people as an address book: choose who may leave, write one file in any format, or one vCard for each."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from cardscan.connections.known import called
from cardscan.connections.standing import held_back
from cardscan.errors import InputError, PhotoError, RefusedError, StoreError
from cardscan.export.files import file_names, replacing, write_private
from cardscan.export.formats import Format
from cardscan.export.google import google_csv
from cardscan.export.jcard import jcard, jcard_array
from cardscan.export.outgoing import NoteChoice, Outgoing, full_name, outgoing
from cardscan.export.outlook import outlook_csv
from cardscan.export.picture import leaving
from cardscan.export.readings import people_json
from cardscan.export.table import table_csv
from cardscan.export.vcard import ProfileChoice, vcard
from cardscan.person import Person

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


class Passing:
    """Lets people through one by one, as `choose` does, so that few are in memory.

    They can be gone through more than once; what is counted is of the last time.
    """

    def __init__(self, people: Iterable[Person], everyone: bool = False) -> None:
        self._people = people
        self._everyone = everyone
        self.passed = 0
        self.held_back: list[tuple[str, str]] = []  # what each is called, and why

    def __iter__(self) -> Iterator[Person]:
        self.passed, self.held_back = 0, []
        for person in self._people:
            why = "" if self._everyone else held_back(person)
            if why:
                self.held_back.append((called(person.contact), why))
            else:
                self.passed += 1
                yield person


def let_out(person: Person, everyone: bool = False) -> Person:
    """Let one person out under the same rule. Raises RefusedError for who stays."""
    for held in choose([person], everyone).held_back:
        raise RefusedError(
            f"{full_name(person.contact)} is held back: {held.why}",
            "note what you talked about and how you can help, or give without_note=true",
        )
    return person


def write_book(
    file: Path, people: Iterable[Person], note: NoteChoice, form: Format = "vcard", profile: ProfileChoice = "phone"
) -> tuple[str, ...]:
    """Write people into one file; return what went without its picture, one line each.

    Raises StoreError when it cannot be written; what was there before then stays.
    """
    complaints: list[str] = []
    with replacing(file) as out:
        for piece in book(people, note, form, profile, complaints.append):
            out.write(piece)
    return tuple(complaints)


def book(
    people: Iterable[Person],
    note: NoteChoice,
    form: Format = "vcard",
    profile: ProfileChoice = "phone",
    complain: Callable[[str], None] = lambda _: None,
) -> Iterator[bytes]:
    """Give what `write_book` writes, piece by piece, so that only one picture is in memory at a time.

    Google's CSV goes through people twice: its columns are as many as somebody needs.
    complain: is told who went without their picture.
    """
    match form:
        case "vcard":
            for person in people:
                yield vcard(person, note, _picture(person, complain), profile).encode()
        case "jcard":
            yield from jcard_array(jcard(outgoing(each, note), _picture(each, complain)) for each in people)
        case "json":
            yield from people_json(people, note)
        case _:
            yield from _TABLES[form](_Outgoing(people, note))


@dataclass(frozen=True, slots=True)
class _Outgoing:
    """What leaves of people, made each time that it is gone through."""

    people: Iterable[Person]
    note: NoteChoice

    def __iter__(self) -> Iterator[Outgoing]:
        return (outgoing(person, self.note) for person in self.people)


def write_split(
    folder: Path, people: Iterable[Person], note: NoteChoice, profile: ProfileChoice = "phone"
) -> tuple[str, ...]:
    """Write one .vcf for each into a folder, which is made if need be; return as `write_book` does.

    People are gone through twice: what each file is called depends on all.
    """
    if folder.exists() and not folder.is_dir():
        raise InputError(f"{folder}: this is a file", "give a folder with --split")
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    except OSError as error:
        raise StoreError(f"{folder}: {error.strerror}", "check that you may write there") from error
    complaints: list[str] = []
    named = {person.uid: full_name(person.contact) for person in people}
    files = dict(zip(named, file_names([(name, uid) for uid, name in named.items()], ".vcf"), strict=True))
    for person in people:
        if name := files.get(person.uid):  # whoever came in meanwhile is for the next time
            write_private(folder / name, vcard(person, note, _picture(person, complaints.append), profile).encode())
    return tuple(complaints)


def _picture(person: Person, complain: Callable[[str], None]) -> bytes | None:
    """Give the picture of someone's card as it leaves; None where there is none, or it is gone or damaged."""
    try:
        return leaving(person.crop) if person.crop else None
    except (OSError, PhotoError) as error:
        complain(f"person {person.id}: exported without the card's picture: {error}")
        return None
