"""Whom names on lists may be is kept, and whatever was changed since, what is kept is what would be found."""

import math
import shutil
import tempfile
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import made
import pytest
from following import assert_what_is_kept_of_lists
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule, run_state_machine_as_test
from raw import execute
from sqlalchemy import delete
from test_statements import run

from cardscan.connections.likeness import weights
from cardscan.connections.likeness.merging import settle
from cardscan.connections.likeness.met import FoundPerson
from cardscan.errors import RefusedError
from cardscan.model import Contact, PhotoReading
from cardscan.person import Attendee, Event, Note, Person
from cardscan.store import Store, attendees, likely, open_store
from cardscan.store.schema_found import looked_up

both_engines = pytest.mark.both_engines

#: Names, companies, and the rest of which a card or a list has one: few, so that people share them.
NAMES = ("Ottoline Brackwyth", "O. Brackwyth", "Perrin Quillfeather", "Perrin Brackwyth", "Isolde Marram", "王小明")
COMPANIES = ("Brackwyth & Sønner", "Quillfeather Works", "", "", "")
MAILS = ("ottoline@brackwyth.example", "", "", "")
TITLES = ("Head of Tides", "Ferrywoman", "")
CONTACTS = st.builds(
    lambda name, org, mail, title: made.contact(
        name,
        org,
        tel=(),
        email=(made.field(mail),) if mail else (),
        title=(made.field(title),) if title else (),
    ),
    *map(st.sampled_from, (NAMES, COMPANIES, MAILS, TITLES)),
)
PICK = st.integers(0, 20)
LATER = made.NOW + timedelta(hours=1)


class Lists(RuleBasedStateMachine):
    """Two events with lists, and people who come, change and go; everyone on the lists is looked up at each step."""

    def __init__(self, place: Callable[[Path], str]) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp())
        self.store = open_store(place(self.folder))
        self.events = [
            self.store.add_event(Event(0, name, made.NOW.date()), made.NOW) for name in ("Tide fair", "Boat show")
        ]
        listed = [made.contact(name, "", tel=(), email=(), title=()) for name in NAMES]
        self.store.guests.put(self.events[0].id, listed, made.NOW)
        self.photos: list[PhotoReading] = []

    def teardown(self) -> None:
        self.store.close()
        shutil.rmtree(self.folder)

    def one(self, pick: int) -> Person | None:
        people = self.store.people()
        return people[pick % len(people)] if people else None

    def listed(self, pick: int) -> Attendee | None:
        everyone = [each for event in self.events for each in self.store.guests.of(event.id)]
        return everyone[pick % len(everyone)] if everyone else None

    @rule(contact=CONTACTS)
    def card(self, contact: Contact) -> None:
        number = len(self.photos)
        self.photos.append(made.photo(f"/{number}.jpg", made.card(contact), content=str(number)))
        self.store.save(self.photos[-1], [(contact,)], made.NOW)

    @precondition(lambda self: self.photos)
    @rule(pick=PICK, contact=CONTACTS)
    def read_again(self, pick: int, contact: Contact) -> None:
        photo = self.photos[pick % len(self.photos)]
        if self.store.has_read(photo.sha256):  # else who was on it is forgotten
            self.store.renew(replace(photo, cards=(made.card(contact),)), [(contact,)], LATER)

    @rule(pick=PICK, contacts=st.lists(CONTACTS, min_size=1, max_size=4), only=st.booleans())
    def list(self, pick: int, contacts: Sequence[Contact], only: bool) -> None:
        self.store.guests.put(self.events[pick % 2].id, contacts, made.NOW, only)

    @rule(pick=PICK, contact=CONTACTS)
    def edit(self, pick: int, contact: Contact) -> None:
        if person := self.one(pick):
            self.store.edit(person.id, lambda _: contact, made.NOW)

    @rule(pick=PICK, other=PICK)
    def merge(self, pick: int, other: int) -> None:
        keep, gone = self.one(pick), self.one(other)
        if keep and gone and keep.id != gone.id:
            self.store.merge(keep.id, gone.id, made.NOW, settle)

    @rule(pick=PICK, number=PICK)
    def split(self, pick: int, number: int) -> None:
        if (person := self.one(pick)) and len(person.meetings) > 1:
            self.store.split(person.id, person.meetings[number % len(person.meetings)].id, made.NOW)

    @rule(pick=PICK, other=PICK, how=st.sampled_from(["met", "new", "same", "other"]))
    def answer(self, pick: int, other: int, how: str) -> None:
        listed, person = self.listed(pick), self.one(other)
        if listed is None or (person is None and how != "new"):
            return
        if how in ("met", "new"):
            known = person.id if person and how == "met" else None
            self.store.guests.meet(listed.id, known, made.NOW.date(), made.NOW)
        elif person and how == "same":
            self.store.guests.identify(listed.id, person.id, made.NOW)
        elif person:
            self.store.guests.tell_apart(listed.id, (person.id,), made.NOW)

    @rule(pick=PICK, how=st.sampled_from(["for good", "trash"]))
    def forget(self, pick: int, how: str) -> None:
        if person := self.one(pick):
            if how == "trash":
                self.store.trash.put([person.id], made.NOW)
            else:
                self.store.forget(person.id)

    @rule()
    def bring_back(self) -> None:
        if trashed := self.store.trash.everyone():
            self.store.trash.put_back([trashed[0].id], made.NOW)

    @rule()
    def undo(self) -> None:
        try:
            self.store.undo(made.NOW)
        except RefusedError:
            return
        self.events = list(self.store.events()) or [self.store.add_event(Event(0, "Quay", made.NOW.date()), made.NOW)]
        self.events = (self.events * 2)[:2]

    @invariant()
    def what_is_kept_is_what_would_be_found(self) -> None:
        assert_what_is_kept_of_lists(self.store)
        for event in {each.id for each in self.events}:
            self.store.guests.look_up(self.store.guests.of(event))
        assert_what_is_kept_of_lists(self.store, of_all=True)


@both_engines
def test_any_order_of_changes(engine: str, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(weights, "_STEPS", 300)  # so that every fifth person changes what names are worth

    def place(folder: Path) -> str:
        if engine == "sqlite":
            return str(folder / "x.db")
        return request.getfixturevalue("postgresql").fresh(folder / "pictures")

    rounds = settings(max_examples=12 if engine == "sqlite" else 3, stateful_step_count=25, deadline=None)
    run_state_machine_as_test(lambda: Lists(place), settings=rounds)


@pytest.fixture
def fair(store: Store) -> Event:
    """An event with three names on its list, who were looked up; Ottoline is known, and so is a colleague."""
    for number, (name, org) in enumerate((("Ottoline Brackwyth", COMPANIES[0]), ("Tancred Oxenhope", COMPANIES[0]))):
        contact = made.contact(name, org, tel=(), email=())
        store.save(made.photo(f"/{number}.jpg", made.card(contact), content=str(number)), [(contact,)], made.NOW)
    event = store.add_event(Event(0, "Tide fair", made.NOW.date()), made.NOW)
    listed = (("Ottoline Brackwyth", COMPANIES[0]), ("Perrin Quillfeather", ""), ("Isolde Marramgrass", "Marram Ltd"))
    store.guests.put(event.id, [made.contact(*each, tel=(), email=(), title=()) for each in listed], made.NOW)
    assert [each.person_id for each in seen(store, event)["Ottoline Brackwyth"]] == [1]
    return event


def seen(store: Store, event: Event) -> dict[str, tuple[FoundPerson, ...]]:
    listed = store.guests.of(event.id)
    found = store.guests.look_up(listed)
    return {each.contact.fn[0].value: found[each.id] for each in listed}


def still_kept(store: Store) -> set[str]:
    with store._database.reading() as connection:
        listed = attendees.these(connection, (1, 2, 3))
        return {each.contact.fn[0].value for each in listed if each.id in likely.kept(connection, listed)}


@both_engines
def test_what_is_kept_is_not_looked_up_again(store: Store, fair: Event) -> None:
    """Each name took 2.1 milliseconds on each page."""
    asked = run(store, lambda: seen(store, fair))
    assert {text.split()[0] for text in asked} <= {"BEGIN", "SELECT"}
    assert not [text for text in asked if "match_key" in text]


@both_engines
def test_only_those_are_looked_up_again_whom_a_change_may_concern(store: Store, fair: Event) -> None:
    everyone = {"Ottoline Brackwyth", "Perrin Quillfeather", "Isolde Marramgrass"}
    store.snooze(1, made.NOW.date(), made.NOW)
    made.noted(store, 1, Note("dredges a canal", "introduce our hydrologist", LATER), LATER)
    store.add_promise(2, "send the chart", "me", None, made.NOW)
    assert still_kept(store) == everyone
    store.edit(2, lambda of: replace(of, org=(made.field("Marram Ltd"),)), made.NOW)  # from Ottoline's to Isolde's
    assert still_kept(store) == {"Perrin Quillfeather"}
    seen(store, fair)
    store.edit(1, lambda of: replace(of, title=(made.field("Ferrywoman"),)), made.NOW)  # which is no key
    assert still_kept(store) == everyone - {"Ottoline Brackwyth"}
    perrin = made.contact("Perrin Quillfeather", COMPANIES[1])
    store.save(made.photo("/9.jpg", made.card(perrin), content="9"), [(perrin,)], made.NOW)
    assert [each.person_id for each in seen(store, fair)["Perrin Quillfeather"]] == [3]
    store.guests.put(fair.id, [made.contact("Isolde Marramgrass", tel=(), org=())], made.NOW)
    assert still_kept(store) == everyone - {"Isolde Marramgrass"}


@both_engines
def test_nothing_is_kept_of_who_is_forgotten_and_may_come_back(store: Store, fair: Event, db: str) -> None:
    """Of another company, they are not so likely the one on the list that its name would go with them."""
    elsewhere = made.contact("Ottoline Brackwyth", "Elsewhere Ltd", tel=(), email=(), title=())
    store.guests.put(fair.id, [elsewhere], made.NOW, only=True)

    def may_be() -> list[int]:
        return [each.person_id for each in seen(store, fair)["Ottoline Brackwyth"]]

    def there() -> list[tuple[int]]:
        return execute(db, "SELECT person_id FROM likely WHERE person_id = 1")

    assert may_be() == [1] and there()
    store.trash.put([1], made.NOW)
    assert not there() and may_be() == []
    store.trash.put_back([1], made.NOW)
    assert may_be() == [1] and there()
    store.forget(1)
    assert not there() and may_be() == []


@both_engines
@pytest.mark.parametrize("way", ["forget", "trash", "merge", "undo"])
def test_who_goes_changes_what_a_name_is_worth_that_others_share(store: Store, fair: Event, way: str) -> None:
    """Of Ottoline's company, Tancred tells how rare it is."""
    if way == "undo":
        store.guests.put(fair.id, [made.contact("Tancred Oxenhope", COMPANIES[0], tel=(), email=())], made.NOW)
        new = store.guests.of(fair.id)[-1].id
        store.guests.meet(new, None, made.NOW.date(), made.NOW)
    seen(store, fair)
    assert "Ottoline Brackwyth" in still_kept(store)
    if way == "forget":
        store.forget(2)
    elif way == "trash":
        store.trash.put([2], made.NOW)
    elif way == "merge":
        store.merge(2, 1, made.NOW, lambda _older, newer: newer)
    else:
        store.undo(made.NOW)
    assert "Ottoline Brackwyth" not in still_kept(store)


@both_engines
def test_other_rules_and_a_much_larger_book_find_anew(
    store: Store, fair: Event, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert still_kept(store)
    with monkeypatch.context() as patched:
        patched.setattr(likely, "digest", lambda _: "of another version")
        assert not still_kept(store)
    monkeypatch.setattr(weights, "_WORLD", 3)  # of which two people more are a good part
    assert not still_kept(store)


def test_few_people_more_or_less_change_no_weight() -> None:
    for people in (0, 1, 100, 2000, 99_999, 100_000):
        assert abs(math.log2((weights.about(people) + 2000) / (people + 2000))) <= 1 / 16
    steps = [weights.about(people) for people in range(3000)]
    assert steps == sorted(steps) and len(set(steps)) == 12


@both_engines
def test_several_who_look_at_once_keep_one_answer(store: Store, fair: Event) -> None:
    with store._database.writing() as connection:
        connection.execute(delete(looked_up))
    with ThreadPoolExecutor(4) as pool:
        found = [each.result() for each in [pool.submit(seen, store, fair) for _ in range(4)]]
    assert found == found[:1] * 4 and len(still_kept(store)) == 3
