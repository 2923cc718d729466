"""Any order of commands, with crashes in between: no photo twice, no edit lost, nobody leaves without a good note,
what was undone is as it was, and what was forgotten stays gone."""

import re
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import made
import pytest
from following import assert_all_follows
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from raw import execute

from cardscan.actions.edit_fields import Edit, edited
from cardscan.actions.take_note import take_note
from cardscan.cli import main
from cardscan.connections.likeness.merging import settle
from cardscan.connections.notes.parts import Given
from cardscan.errors import Exit, RefusedError
from cardscan.export.book import choose
from cardscan.model import Contact, PhotoReading
from cardscan.person import Person
from cardscan.store import crops, journal, open_store

#: What lies in each photo: somebody's card. Two photos show cards of the same person.
NAMES = {
    "a": "Ottoline Brackwyth",
    "b": "Perrin Quillfeather",
    "c": "Isolde Marramgrass",
    "d": "Tancred Oxenhope",
    "e": "Ottoline Brackwyth",
}
CONTENTS = st.sampled_from(sorted(NAMES))
PICK = st.integers(0, 20)


class Crash(BaseException):
    """The process dies here."""


@dataclass(frozen=True)
class Before:
    """What a change found."""

    id: int  # of the change in the journal
    people: tuple[Person, ...]
    mails: frozenset[str]
    notes: frozenset[str]
    ingested: int  # photos by then


class Commands(RuleBasedStateMachine):
    def __init__(self, place: Callable[[Path], str]) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.db = place(self.folder)
        self.store = open_store(self.db)
        self.ingested: set[str] = set()
        self.forgotten: set[str] = set()  # photos
        self.failing: set[str] = set()
        self.mails: frozenset[str] = frozenset()  # that the user added
        self.notes: frozenset[str] = frozenset()  # good ones
        self.changes: list[Before] = []
        self.count = 0

    def teardown(self) -> None:
        self.store.close()
        shutil.rmtree(self.folder)

    def reading(self, content: str) -> tuple[PhotoReading, Contact]:
        given, family = NAMES[content].lower().split()
        contact = made.contact(
            NAMES[content],
            org=f"{family.capitalize()} & Co",
            tel=(made.field(f"+452012340{len(family)}", type="cell"),),
            email=(made.field(f"{given}@{family}.example"),),
        )
        return made.photo(f"/photos/{content}.jpg", made.card(contact), content=content), contact

    def save(self, content: str) -> tuple[Person, ...] | None:
        reading, contact = self.reading(content)
        return self.store.save(reading, [(contact,)], made.NOW)

    def one(self, pick: int) -> Person | None:
        people = self.store.people()
        return people[pick % len(people)] if people else None

    @contextmanager
    def change(self) -> Iterator[None]:
        """Remember what a change found, when it changed something."""
        before = Before(0, self.store.people(), self.mails, self.notes, len(self.ingested))
        yield
        known = [change.id for change in self.changes]
        self.changes += [replace(before, id=each) for each in self.journal() if each not in known]

    def rows(self, query: str) -> list[tuple]:
        return execute(self.db, query)

    def journal(self) -> list[int]:
        return [row[0] for row in self.rows("SELECT id FROM change WHERE undone IS NULL ORDER BY id")]

    def stored(self, content: str, saved: tuple[Person, ...] | None) -> None:
        """Expect what a photo comes to whose storing went to its end."""
        if content in self.ingested or content in self.forgotten:
            assert not saved
        else:
            assert saved or self.forgotten  # the same person may have been forgotten on another photo
            (self.ingested if saved else self.forgotten).add(content)
        self.failing.discard(content)

    @rule(content=CONTENTS)
    def ingest(self, content: str) -> None:
        self.stored(content, self.save(content))

    @rule(content=CONTENTS)
    def fail(self, content: str) -> None:
        if content not in self.forgotten:
            self.store.save(made.failed(f"/photos/{content}.jpg", content), [], made.NOW)
            if content not in self.ingested:
                self.failing.add(content)

    @rule(content=CONTENTS, before=st.booleans())
    def crash_while_storing(self, content: str, before: bool) -> None:
        """Die while storing: before a crop is written, or after it and before the commit."""
        keep = crops.keep

        def die(folder: Path, name: str, jpeg: bytes) -> None:
            if not before:
                keep(folder, name, jpeg)
            raise Crash

        crops.keep = die
        try:
            saved = self.save(content)
        except Crash:
            assert content not in self.ingested and content not in self.forgotten
        else:
            assert not saved  # no crop was to be written: the photo was there, or shows only someone forgotten
            self.stored(content, saved)
        finally:
            crops.keep = keep

    @rule(pick=PICK)
    def edit(self, pick: int) -> None:
        if person := self.one(pick):
            self.count += 1
            mail = f"added{self.count}@mail.example"
            with self.change():
                self.store.edit(person.id, lambda contact: edited(contact, Edit(add=[("email", mail)])), made.NOW)
                self.mails |= {mail}

    @rule(pick=PICK, good=st.booleans())
    def note(self, pick: int, good: bool) -> None:
        if not (person := self.one(pick)):
            return
        self.count += 1
        talked = f"dredges canal {self.count} that silts up behind the lock" if good else "nice chat with Ottoline"
        with self.change():
            try:
                take_note(self.store, person.id, Given(talked, "introduce our hydrologist in Ghent"), self.now())
                assert good
                self.notes |= {talked}
            except RefusedError:
                assert not good

    @rule(pick=PICK, kept=st.booleans())
    def promise(self, pick: int, kept: bool) -> None:
        if person := self.one(pick):
            with self.change():
                promise = self.store.add_promise(person.id, "send the chart", "me", None, self.now())
            if kept:
                with self.change():
                    self.store.settle_promise(promise.id, "kept", self.now())

    @rule(pick=PICK, other=PICK)
    def merge(self, pick: int, other: int) -> None:
        keep, gone = self.one(pick), self.one(other)
        if keep and gone and keep.id != gone.id:
            with self.change():
                whole = self.store.merge(keep.id, gone.id, made.NOW, settle)
            assert len(whole.meetings) == len(keep.meetings) + len(gone.meetings)

    @rule(pick=PICK, number=PICK)
    def split(self, pick: int, number: int) -> None:
        if (person := self.one(pick)) and len(person.meetings) > 1:
            with self.change():
                met = person.meetings[number % len(person.meetings)]
                apart = self.store.split(person.id, met.id, made.NOW)
            assert [each.id for each in apart.meetings] == [met.id]

    @rule(pick=PICK, what=st.sampled_from(["edit", "merge", "split"]))
    def crash_while_changing(self, pick: int, what: str) -> None:
        """Die after the rows are changed and before the journal has it: neither is there."""
        before = self.store.people()
        rows = journal._rows  # noqa: SLF001 - it is called before and after each change
        calls: list[int] = []

        def die(*given):
            calls.append(1)
            if len(calls) > 1:
                raise Crash
            return rows(*given)

        journal._rows = die
        try:
            if what == "edit":
                self.edit(pick)
            elif what == "merge":
                self.merge(pick, pick + 1)
            else:
                self.split(pick, 0)
            assert not calls
        except Crash:
            assert self.journal() == [change.id for change in self.changes]
        finally:
            journal._rows = rows
        assert self.store.people() == before

    @precondition(lambda self: self.changes)
    @rule()
    def undo(self) -> None:
        was = self.changes[-1]
        try:
            self.store.undo(made.NOW)
        except RefusedError:
            assert len(self.ingested) != was.ingested  # a card was scanned since, of someone whom it made
            return
        self.changes.pop()
        if len(self.ingested) == was.ingested:
            now = self.store.people()
            at = {person.id: person.revised for person in now}
            assert now == tuple(replace(person, revised=at[person.id]) for person in was.people)
            self.mails, self.notes = was.mails, was.notes
        else:
            self.mails &= was.mails
            self.notes &= was.notes

    @rule(pick=PICK)
    def forget(self, pick: int) -> None:
        if person := self.one(pick):
            gone = {content for content, owner in self.owners().items() if owner == person.id}
            self.store.forget(person.id)
            self.forgotten |= gone
            self.ingested -= gone
            self.mails -= {mail.value for mail in person.contact.email}
            self.notes -= {note.talked for met in person.meetings for note in met.notes}
            self.changes = [change for change in self.changes if change.id in self.journal()]

    @rule()
    def export(self) -> None:
        """Call the command: its file holds those with a good note and nobody else, or the one before is as it was."""
        people = self.store.people()
        noted = {person.uid for person in people if any(met.notes for met in person.meetings)}
        file = self.folder / "contacts.vcf"
        before = file.read_bytes() if file.exists() else None
        code = main(["export", str(file), "--db", self.db])
        if noted:
            assert code == Exit.OK
            written = re.findall(r"^UID:(.+?)\r?$", file.read_text(encoding="utf-8"), re.M)
            assert sorted(written) == sorted(noted)
        else:
            assert code == (Exit.REFUSED if people else Exit.INPUT)
            assert (file.read_bytes() if file.exists() else None) == before

    @rule()
    def reopen(self) -> None:
        self.store.close()
        self.store = open_store(self.db)

    @rule()
    def sweep(self) -> None:
        self.store.sweep()
        assert len([*self.store.place.crops.glob("*")]) == len(self.ingested)

    def now(self):
        return made.NOW + timedelta(minutes=self.count)

    def owners(self) -> dict[str, int]:
        rows = self.rows(
            "SELECT photo.path, meeting.person_id FROM meeting"
            " JOIN card ON card.id = meeting.card_id JOIN photo ON photo.id = card.photo_id"
        )
        assert len({path for path, _ in rows}) == len(rows)
        return {Path(path).stem: owner for path, owner in rows}

    @invariant()
    def no_photo_is_lost_or_twice_and_no_edit_is_lost(self) -> None:
        people = self.store.people()
        assert set(self.owners()) == self.ingested
        assert {Path(failed.path).stem for failed in self.store.failures()} == self.failing
        assert self.mails <= {mail.value for person in people for mail in person.contact.email}
        assert self.notes == {note.talked for person in people for met in person.meetings for note in met.notes}
        assert all(person.meetings and person.crop and person.crop.read_bytes() == made.JPEG for person in people)

    @invariant()
    def what_follows_from_people_is_kept_up(self) -> None:
        if not self.db.startswith("postgresql"):  # test_summaries does that there: it takes the half of the time
            assert_all_follows(self.store)

    @invariant()
    def what_was_forgotten_is_in_no_table(self) -> None:
        if self.forgotten and not self.rows("SELECT 1 FROM person"):
            assert self.rows("SELECT count(*) FROM field") == [(0,)]
            assert self.rows("SELECT count(*) FROM change") == [(0,)]

    @invariant()
    def only_quality_connections_leave(self) -> None:
        people = self.store.people()
        noted = {person.id for person in people if any(met.notes for met in person.meetings)}
        assert {person.id for person in choose(people).people} == noted


@pytest.mark.both_engines
def test_any_order_of_commands(engine: str, request: pytest.FixtureRequest) -> None:
    def place(folder: Path) -> str:
        if engine == "sqlite":
            return str(folder / "x.db")
        return request.getfixturevalue("postgresql").fresh(folder / "pictures")

    rounds = settings(max_examples=20 if engine == "sqlite" else 8, stateful_step_count=25, deadline=None)
    run_state_machine_as_test(lambda: Commands(place), settings=rounds)
