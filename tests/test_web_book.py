"""Everyone is read again only where they changed; whoever wrote it."""

from dataclasses import replace
from datetime import timedelta

import pytest
from made import NOW, contact, people

from cardscan.actions.edit_fields import Edit, edited
from cardscan.connections.likeness.merging import settle
from cardscan.person import Event, Person
from cardscan.store import Store, open_store
from cardscan.web.book import Book

LATER = NOW + timedelta(hours=1)


@pytest.fixture
def book(store: Store, db: str) -> Book:
    people(db, "Ottoline Brackwyth", "Perrin Quillfeather", "Isolde Marramgrass")
    return Book(store, store.serving)


def test_only_who_changed_is_read_again(book: Book, store: Store, db: str) -> None:
    before = book.people()
    assert book.people()[0] is before[0]
    with open_store(db) as another:
        another.edit(2, lambda of: edited(of, Edit(put={"title": ["Ropewright"]})), LATER)
    after = book.people()
    assert after[0] is before[0] and after[2] is before[2]
    assert after == store.people() and after[1].contact.title[0].value == "Ropewright"


def test_who_goes_and_comes_is_seen(book: Book, store: Store, db: str) -> None:
    assert len(book.people()) == 3
    store.merge(1, 2, LATER, settle)
    assert book.people() == store.people()
    store.undo(LATER + timedelta(minutes=1))
    assert book.people() == store.people()
    store.forget(3)
    assert [each.id for each in book.people()] == [1, 2]
    people(db, "Ottoline Brackwyth", "Perrin Quillfeather", "Isolde Marramgrass", "Tancred Oxenhope")
    assert book.people() == store.people()


def test_an_event_that_is_renamed_is_renamed_in_every_meeting(book: Book, store: Store) -> None:
    event = store.add_event(Event(0, "Tide fair", NOW.date()), NOW)
    meeting = book.people()[0].meetings[0]
    store.change_meeting(meeting.id, LATER, event_id=event.id)
    assert book.people()[0].meetings[0].event == "Tide fair"
    store.change_event(event.id, lambda was: replace(was, name="Ebb fair"), LATER)
    assert book.people()[0].meetings[0].event == "Ebb fair"
    assert book.events() == store.events()


def test_what_is_derived_is_kept_as_long_as_nobody_changes(book: Book, store: Store) -> None:
    made: list[int] = []

    def count(everyone: tuple[Person, ...]) -> int:
        made.append(len(everyone))
        return len(everyone)

    assert [book.derive("number", count) for _ in range(3)] == [3, 3, 3] and made == [3]
    store.edit(1, lambda of: contact("Ottoline Brackwyth-Quill"), LATER)
    assert book.derive("number", count) == 3 and made == [3, 3]
