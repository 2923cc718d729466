"""Everyone is read again only where they changed; whoever wrote it."""

import gc
import time
import weakref
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import timedelta
from threading import Thread

import pytest
from made import NOW, contact, people

from cardscan.actions.edit_fields import Edit, edited
from cardscan.connections.likeness.merging import settle
from cardscan.person import Event, Person
from cardscan.store import Store, open_store
from cardscan.store.for_web import Serving
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


class Watched(Serving):
    """Says who was read, and takes long over it."""

    def __init__(self, of: Store) -> None:
        super().__init__(of.serving._database)
        self.read: list[Collection[int]] = []

    def these(self, ids: Collection[int]) -> tuple[Person, ...]:
        self.read.append(ids)
        time.sleep(0.1)  # long enough for the others to come
        return super().these(ids)


def test_of_many_pages_at_once_one_reads_for_all(store: Store, db: str) -> None:
    """Else eight tabs opened after a restart each read thousands of people, and none of them is there soon."""
    people(db, "Ottoline Brackwyth", "Perrin Quillfeather")
    serving = Watched(store)
    book = Book(store, serving)
    pages = [Thread(target=book.people) for _ in range(4)]
    for page in pages:
        page.start()
    for page in pages:
        page.join()
    assert serving.read == [[1, 2]]


@pytest.fixture
def no_collector() -> Iterator[None]:
    """The collector of cycles collects only when it is told to."""
    gc.disable()
    yield
    gc.unfreeze()
    gc.enable()


class Left:
    """Refers to itself, so that only the collector ends it."""

    def __init__(self) -> None:
        self.me = self


@pytest.mark.usefixtures("no_collector")
def test_the_collector_does_not_go_through_everyone_again_and_again(book: Book, store: Store, db: str) -> None:
    """It would hold up a page for a tenth of a second now and then; what was left lying about is collected before."""
    gc.unfreeze()
    book.events()
    assert gc.get_freeze_count() > 1000
    left = weakref.ref(Left())
    gc.unfreeze()
    store.edit(2, lambda of: edited(of, Edit(put={"title": ["Ropewright"]})), LATER)
    book.people()
    assert gc.get_freeze_count() == 0 and left() is not None  # one person anew is not worth it
    Book(store, store.serving).people()
    assert left() is None
    gc.unfreeze()
    for person in store.people():
        store.forget(person.id)
    assert book.people() == () and gc.get_freeze_count() == 0
