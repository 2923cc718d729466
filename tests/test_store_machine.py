"""Any order of commands, with crashes in between: no photo twice, no edit lost, nobody leaves without a good note."""

import shutil
import tempfile
from pathlib import Path

import made
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from cardscan.edit import Edit, edited
from cardscan.errors import RefusedError
from cardscan.export.book import choose
from cardscan.noting import take_note
from cardscan.store import crops, open_store

CONTENTS = st.sampled_from("abcdef")
PICK = st.integers(0, 20)


class Crash(BaseException):
    """The process dies here."""


class Commands(RuleBasedStateMachine):
    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.store = open_store(str(self.folder / "x.db"))
        self.ingested: set[str] = set()
        self.failing: set[str] = set()
        self.titles: dict[int, str] = {}
        self.noted: set[int] = set()

    def teardown(self) -> None:
        self.store.close()
        shutil.rmtree(self.folder)

    def reading(self, content: str):
        return made.photo(f"/photos/{content}.jpg", made.card(made.contact(f"Ottoline {content}")), content=content)

    def save(self, content: str):
        reading = self.reading(content)
        return self.store.save(reading, [(reading.cards[0].contact,)], made.NOW)

    @rule(content=CONTENTS)
    def ingest(self, content: str) -> None:
        saved = self.save(content)
        assert (saved is None) == (content in self.ingested)
        for person in saved or ():
            self.titles[person.id] = "Head of Tides"
        self.ingested.add(content)
        self.failing.discard(content)

    @rule(content=CONTENTS)
    def fail(self, content: str) -> None:
        self.store.save(made.failed(f"/photos/{content}.jpg", content), [], made.NOW)
        if content not in self.ingested:
            self.failing.add(content)

    @rule(content=CONTENTS, before=st.booleans())
    def crash(self, content: str, before: bool) -> None:
        """Die while storing: before a crop is written, or after it and before the commit."""
        keep = crops.keep

        def die(folder: Path, name: str, jpeg: bytes) -> None:
            if not before:
                keep(folder, name, jpeg)
            raise Crash

        crops.keep = die
        try:
            assert self.save(content) is None
            assert content in self.ingested
        except Crash:
            assert content not in self.ingested
        finally:
            crops.keep = keep

    @rule(pick=PICK, title=st.text("xyz é", min_size=1).filter(str.strip))
    def edit(self, pick: int, title: str) -> None:
        if self.titles:
            person = sorted(self.titles)[pick % len(self.titles)]
            self.store.edit(person, lambda contact: edited(contact, Edit(put={"title": [title]})), made.NOW)
            self.titles[person] = " ".join(title.split())

    @rule(pick=PICK, good=st.booleans())
    def note(self, pick: int, good: bool) -> None:
        if not self.titles:
            return
        person = sorted(self.titles)[pick % len(self.titles)]
        talked = "dredges a canal that silts up behind the lock" if good else "nice chat with Ottoline"
        try:
            take_note(self.store, person, talked, "introduce our hydrologist in Ghent", made.NOW)
            assert good
            self.noted.add(person)
        except RefusedError:
            assert not good

    @rule()
    def reopen(self) -> None:
        self.store.close()
        self.store = open_store(str(self.folder / "x.db"))

    @rule()
    def sweep(self) -> None:
        self.store.sweep()
        kept = {person.crop for person in self.store.people()}
        assert {*self.store.place.crops.glob("*")} == kept

    @invariant()
    def nothing_is_lost_or_twice(self) -> None:
        people = self.store.people()
        assert sorted(person.contact.fn[0].value[-1] for person in people) == sorted(self.ingested)
        assert {person.id: person.contact.title[0].value for person in people} == self.titles
        assert {Path(failed.path).stem for failed in self.store.failures()} == self.failing
        assert all(person.crop and person.crop.read_bytes() == made.JPEG for person in people)

    @invariant()
    def only_quality_connections_leave(self) -> None:
        assert {person.id for person in choose(self.store.people()).people} == self.noted


TestCommands = Commands.TestCase
TestCommands.settings = settings(max_examples=20, stateful_step_count=20, deadline=None)
