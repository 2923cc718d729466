"""Notes and memos that come with the photos: IMG_1234.txt, .md or .m4a beside IMG_1234.jpg, and notes.csv.

IMG_1234.jpg.txt is one, too, and IMG_1234.txt.txt: editors put .txt behind a name that is shown without its suffix.

What was taken once is not taken again, and never in place of what was written since: a file counts when it was
changed after the last that is written of the meeting. A memo is told by what is in it: each is kept once.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from cardscan.actions.find_person import find_one
from cardscan.actions.take_note import meeting_of, try_note
from cardscan.connections.notes.gate import judge
from cardscan.connections.notes.notefile import Section, read_note
from cardscan.connections.notes.notetable import Row, read_table
from cardscan.connections.notes.parts import Given, says_already
from cardscan.errors import CardscanError, InputError, PhotoError
from cardscan.person import Meeting, Person
from cardscan.photos.files import sha256_of
from cardscan.photos.formats import SUFFIXES, suffix_of
from cardscan.store import Store
from cardscan.text.files import read_text
from cardscan.text.folding import bare
from cardscan.voice import sounds
from cardscan.voice.sounds import read_sound

NOTE_SUFFIXES = (".txt", ".md")
TABLE = "notes.csv"
_MOST_BYTES, _MOST_TABLE_BYTES = 64 * 1024, 4 * 1024 * 1024
_NAME_WORDS = 6
_BESIDE = (*NOTE_SUFFIXES, *sounds.SUFFIXES)  # a note before a memo
_SAY_WHOSE = "cardscan note WHO --sound FILE says whose it is"
_HEAD_EACH = "write each name on a line of its own above the note about them"


@dataclass(frozen=True, slots=True)
class NoteProblem:
    """A note that was not taken, and why."""

    where: str  # its file, and the line of a table
    message: str
    advice: str


@dataclass(slots=True)
class Noted:
    """What came of notes and memos in files."""

    taken: int = 0  # notes
    problems: list[NoteProblem] = field(default_factory=list)
    undated: list[NoteProblem] = field(default_factory=list)  # taken, but the day of a promise is unclear
    memos: int = 0  # that are new


def take_beside(photos: Sequence[Path], store: Store, now: datetime) -> Noted:
    """Take notes and memos that lie beside photos in the store, where they are new or changed. Raises StoreError."""
    noted = _Taking(store, now)
    beside = {folder: _listed(folder) for folder in dict.fromkeys(photo.parent for photo in photos)}
    for photo in photos:
        notes = (note for name in called(photo) for note in beside[photo.parent].get(name, ()))
        for note in sorted(notes, key=lambda each: (_BESIDE.index(each.suffix.lower()), each.name)):
            (noted.take_file if note.name.lower().endswith(NOTE_SUFFIXES) else noted.take_memo)(note, photo)
    for files in beside.values():
        for table in files.get(TABLE, ()):
            noted.take_table(table, photos, _changed(table))
    return noted.result


def speaks_of(note: Path) -> str:
    """Give what photos are called, folded, of which a note or memo speaks: its own name less its suffix; TABLE for one.

    "" for a file that is called like no note.
    """
    name = note.name.casefold()
    if name == TABLE:
        return TABLE
    while name.endswith(_BESIDE):
        name = name[: name.rindex(".")]
    return name if name != note.name.casefold() else ""


def called(photo: Path) -> frozenset[str]:
    """Give what a note may call a photo, folded: its name without its suffix, and with it."""
    return frozenset((photo.stem.casefold(), photo.name.casefold()))


def take_table(path: Path, store: Store, now: datetime) -> Noted:
    """Take the notes of a table. Raises InputError, and takes none, when any of it is not as it should be."""
    noted = _Taking(store, now)
    noted.take_rows(path, _rows(path), None)
    return noted.result


def _rows(path: Path) -> tuple[Row, ...]:
    text = read_text(path, _MOST_TABLE_BYTES)
    try:
        return read_table(text)
    except InputError as error:
        raise InputError(f"{path}: {error.message}", error.advice) from error


@dataclass(slots=True)
class _Taking:
    """Takes notes one by one, and collects what came of them."""

    store: Store
    now: datetime
    result: Noted = field(default_factory=Noted)

    def take_file(self, path: Path, photo: Path) -> None:
        """Take the note beside a photo: for each person that it speaks of, or for nobody."""
        met = _met_on(photo, self.store)
        if not met:  # what is wrong with the photo was told
            return
        try:
            text = read_text(path, _MOST_BYTES)
            given = _assigned(read_note(text, lambda name: bool(_meant(name, met))), met)
        except InputError as error:
            message = error.message.removeprefix(f"{path}: ")
            self.result.problems.append(NoteProblem(str(path), message, error.advice))
            return
        for (person, meeting), parts in given:
            self.take(str(path), person, meeting, parts, _changed(path))

    def take_memo(self, path: Path, photo: Path) -> None:
        """Keep the memo beside a photo with whoever is on it, unless it is with one of them already."""
        met = _met_on(photo, self.store)
        if not met:
            return
        try:
            sound = read_sound(path, self.now)
            if self.store.memos.knows(sound, [meeting.id for _, meeting in met]):
                return
            if len(met) > 1:
                raise InputError(f"{len(met)} people are on the photo, and nothing says whose the memo is", _SAY_WHOSE)
        except InputError as error:
            message = error.message.removeprefix(f"{path}: ").removeprefix(f"{path.name}: ")
            self.result.problems.append(NoteProblem(str(path), message, error.advice))
            return
        self.result.memos += self.store.memos.add(met[0][1].id, sound, self.now)

    def take_table(self, path: Path, photos: Collection[Path], changed: datetime | None) -> None:
        """Take a table of notes as far as it is of these photos, or names people itself."""
        try:
            rows = _rows(path)
        except InputError as error:
            self.result.problems.append(NoteProblem(str(path), error.message.removeprefix(f"{path}: "), error.advice))
            return
        wanted = set(photos)
        ours = [row for row in rows if not row.photo or _photo(path, row.photo) in wanted]
        self.take_rows(path, ours, changed)

    def take_rows(self, path: Path, rows: Iterable[Row], changed: datetime | None) -> None:
        """Take rows of a table; one whose person cannot be told does not keep the others back."""
        for row in rows:
            where = f"{path}, line {row.line}"
            try:
                person, meeting = self._of(path, row)
            except CardscanError as error:
                self.result.problems.append(NoteProblem(where, error.message.splitlines()[0], error.advice))
                continue
            self.take(where, person, meeting, row.given, changed)

    def take(self, where: str, person: Person, meeting: Meeting | None, given: Given, changed: datetime | None) -> None:
        """Take a note of a person, unless it is known, or something was written since it was changed."""
        if meeting and not _is_news(meeting, given, changed):
            return
        try:
            taken = try_note(
                self.store,
                person.id,
                given,
                self.now,
                meeting.id if meeting else None,
                written_on=meeting.date if meeting else None,
                replacing=False,
            )
        except InputError as error:  # it is too long
            self.result.problems.append(NoteProblem(where, error.message, error.advice))
            return
        if not taken.refusals:
            self.result.taken += 1
            if taken.undated and taken.promise:
                say_it = f"{taken.undated.advice}: cardscan promise due {taken.promise.id} DAY"
                self.result.undated.append(NoteProblem(where, taken.undated.message, say_it))
            open_days = (each for each in taken.dates if each.day is None)
            for each, unclear in zip(open_days, taken.unclear, strict=False):
                say_it = f"{unclear.advice}: cardscan date on {each.id} DAY"
                self.result.undated.append(NoteProblem(where, f"“{each.words}”: {unclear.message}", say_it))
        elif not (meeting and _has_good_note(person, meeting)):
            why = "; ".join(refusal.why for refusal in taken.refusals)
            self.result.problems.append(NoteProblem(where, why, "it is kept: cardscan review asks for what is missing"))

    def _of(self, path: Path, row: Row) -> tuple[Person, Meeting | None]:
        if not row.photo:
            person = self.store.person(find_one(self.store, row.who))
            return person, meeting_of(person, None, self.store.user)
        met = _met_on(_photo(path, row.photo), self.store)
        if not met:
            raise InputError(f"nobody is known from {row.photo}", "ingest the photo first; put it beside the table")
        return _one_of(row.who, met, "give their name in a column who")


_Met = Sequence[tuple[Person, Meeting]]


def _listed(folder: Path) -> dict[str, list[Path]]:
    """List the notes in a folder by what they speak of; a folder that cannot be read has none."""
    found: dict[str, list[Path]] = {}
    try:
        for path in sorted(folder.iterdir()):
            found.setdefault(speaks_of(path), []).append(path)
    except OSError:
        pass
    return found


def _changed(path: Path) -> datetime | None:
    try:
        return datetime.fromtimestamp(path.stat().st_mtime, UTC)
    except (OSError, ValueError, OverflowError):
        return None


def _photo(table: Path, name: str) -> Path:
    """Find the photo that a table names, with or without its suffix."""
    path = table.parent / name.replace("\\", "/")
    if path.exists() or suffix_of(path.name) in SUFFIXES:
        return path
    candidates = (path.with_name(f"{path.name}{suffix}") for suffix in (*SUFFIXES, *map(str.upper, SUFFIXES)))
    return next((each for each in candidates if each.exists()), path)


def _met_on(photo: Path, store: Store) -> _Met:
    """List who is on a photo, with the meeting at which the card was given."""
    try:
        found = store.meetings_on(sha256_of(photo))
    except PhotoError:
        return []
    people = ((store.person(each.person_id), each.id) for each in found)
    return [(person, met) for person, met_id in people for met in person.meetings if met.id == met_id]


def _assigned(sections: Sequence[Section], met: _Met) -> list[tuple[tuple[Person, Meeting], Given]]:
    """Say of whom each section is. Raises InputError where it cannot be told."""
    return [(_one_of(section.name, met, _HEAD_EACH), section.given) for section in sections]


def _one_of(name: str, met: _Met, advice: str) -> tuple[Person, Meeting]:
    meant = _meant(name, met) if name else list(met)
    if len(meant) == 1:
        return meant[0]
    if name:
        raise InputError(f"{len(meant) or 'none'} of the people on the photo match {name!r}", advice)
    raise InputError(f"{len(meant)} people are on the photo, and the note does not say whom it is about", advice)


def _meant(name: str, met: _Met) -> list[tuple[Person, Meeting]]:
    """Find those on a photo who have all words of a name."""
    words = set(bare(name).split())
    if not words or len(words) > _NAME_WORDS:
        return []
    return [each for each in met if any(words <= set(bare(called).split()) for called in _called(each[0]))]


def _called(person: Person) -> Iterator[str]:
    return (each.value for each in person.contact.fn or person.contact.org)


def _is_news(meeting: Meeting, given: Given, changed: datetime | None) -> bool:
    written = [*meeting.notes, *meeting.drafts]
    if any(says_already(note, given) for note in written):
        return False
    return changed is None or all(note.written < changed for note in written)


def _has_good_note(person: Person, meeting: Meeting) -> bool:
    return any(judge(n.talked, n.can_help, person.contact, meeting.event).passed for n in meeting.notes)
