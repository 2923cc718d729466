"""Who is due is asked of the database, and is whom the rules would choose among everyone."""

import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import made
import met
import pytest
from conftest import Run

from cardscan.actions.find_person import find_one
from cardscan.actions.recall import todays
from cardscan.connections.events.report import history
from cardscan.connections.followup import Agenda, agenda
from cardscan.connections.known import called
from cardscan.person import Event, Note
from cardscan.store import Occasion, Store

pytestmark = pytest.mark.both_engines

GOOD = Note("moves her shop to solar roof tiles", "introduce her to the installer in Porto", made.NOW)
NOW = datetime(2027, 3, 1, 9, tzinfo=UTC)
NAMES = ("Ottoline Brackwyth", "Zdislav Kvapilík", "Perrin Quillfeather", "Isolde Marramgrass", "Tancred Oxenhope")


@pytest.fixture
def book(store: Store) -> Store:
    """A store in which something of each kind is due, of some later than of others, and one is filed away."""
    for number, name in enumerate(NAMES):
        mail = made.field(f"{name.split()[0].lower()}@{number}.example")
        of = made.contact(name, f"{name.split()[1]} Works", tel=(), email=(mail,))
        store.save(made.photo(f"/photos/{number}.jpg"), [(of,)], made.NOW, Occasion(None, date(2026, 10, 1 + number)))
    for person_id in (1, 2, 3):
        made.noted(store, person_id, GOOD, made.NOW)
    made.noted(store, 4, Note(GOOD.talked, GOOD.can_help, made.NOW, again=False), made.NOW)
    for person_id, days in ((1, 3), (2, -9), (4, -20), (5, 30)):
        store.add_promise(person_id, "send the tables", "me", NOW.date() + timedelta(days=days), made.NOW)
    store.add_promise(3, "send the map", "them", NOW.date(), made.NOW)
    store.add_promise(3, "look around", "me", None, made.NOW)
    store.snooze(2, NOW.date() + timedelta(days=9), made.NOW)
    store.add_recall(1, NOW - timedelta(days=60), 3)
    return store


KINDS = ("promises", "ask", "some_day", "notes", "get_back")


def told(due: Agenda) -> dict[str, list[tuple]]:
    """Give what an agenda tells of each kind; people are read no further than that needs."""
    return {
        kind: [(each.person.id, called(each.person.contact), replace(each, person=None)) for each in getattr(due, kind)]
        for kind in KINDS
    }


def test_the_agenda_of_those_who_are_due_is_that_of_everyone(book: Store) -> None:
    found = book.directory.due(NOW)
    due, counts = told(agenda(found.people, NOW, awaited=found.awaited)), found.counts
    of_all = agenda(book.people(), NOW)
    assert due == told(of_all) and of_all.promises and of_all.notes and of_all.get_back and of_all.some_day
    assert (counts.promises, counts.ask, counts.notes, counts.get_back, counts.some_day) == tuple(
        map(len, (of_all.promises, of_all.ask, of_all.notes, of_all.get_back, of_all.some_day))
    )


@pytest.mark.parametrize("most", [1, 2])
def test_the_most_urgent_are_the_first_of_all(book: Store, most: int) -> None:
    found = book.directory.due(NOW, most)
    some, everyone = told(agenda(found.people, NOW, awaited=found.awaited)), told(agenda(book.people(), NOW))
    for kind in KINDS:
        assert some[kind][:most] == everyone[kind][:most]


@pytest.mark.parametrize("limit", [1, 2, 5])
def test_names_to_recall_are_those_of_everyone(book: Store, limit: int) -> None:
    last, hour = (book.add_event(replace(each, id=0), made.NOW) for each in (met.LAST, met.HOUR))
    book.change_event(hour.id, lambda was: replace(was, date=NOW.date(), meet=("Perrin Quilfeather",)), made.NOW)
    for now in (NOW, NOW + timedelta(days=2)):  # before the event, and when none is to come
        recalls = book.recalls()
        chosen = todays(book, recalls, now, limit)
        assert chosen == met.todays(book.people(), recalls, book.events(), now, limit) != ()
        book.change_meeting(1, made.NOW, event_id=last.id)


def test_what_came_of_events_is_counted(book: Store) -> None:
    event = book.add_event(Event(0, "Tides", date(2026, 10, 2)), made.NOW)
    for meeting in (1, 2, 4):
        book.change_meeting(meeting, made.NOW, event_id=event.id)
    [past] = history(book.events(), book.directory.came_of(), NOW)
    assert (past.quality, past.cards) == (2, 3)


@pytest.mark.parametrize(("who", "person_id"), [("feather", 3), ("ENHOP", 5), ("vapilik", 2), ("soeld", None)])
def test_part_of_a_name_is_found_within_a_word(book: Store, who: str, person_id: int | None) -> None:
    found = [each.id for each in book.directory.partly_named(who)]
    assert found == ([person_id] if person_id else [])
    if person_id:
        assert find_one(book, who) == person_id


def test_a_terminal_gets_a_page_of_what_is_due(run: Run, book: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    for text in ("send the chart", "send the almanac"):
        book.add_promise(1, text, "me", date(2026, 10, 9), made.NOW)
    monkeypatch.setattr("cardscan.cli.today.A_PAGE", 1)
    monkeypatch.setenv("COLUMNS", "200")  # each in one line, however many days it is late
    whole = run("today")[1]
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    _, page, err = run("today")
    _, everything, _ = run("today", "--all")
    assert len(page.splitlines()) < len(everything.splitlines()) == len(whole.splitlines()) + 1  # and the header
    assert "more are due: --all shows them" in err
