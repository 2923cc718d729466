"""What is due comes into a calendar, moves there when it moves here, and says nothing of a note."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import made
import pytest
from conftest import Run
from icalendar import Calendar
from test_book import GOOD

from bench.readers import ical_js, lacks_ical_js
from cardscan.actions.calendar import calendar
from cardscan.connections.events.calendar import Entry, Gathering, entries
from cardscan.export.calendar import calendar_of
from cardscan.person import Event, Meeting, Note, Person, Promise
from cardscan.store import Store

NOW = made.NOW
TODAY = NOW.date()
FAIR = Event(3, "Makers; evening, upstairs", date(2026, 10, 2))


def someone(*promises: Promise, notes: tuple[Note, ...] = (GOOD,), **more: object) -> Person:
    meeting = Meeting(1, date(2026, 10, 2), FAIR.name, notes=notes, event_id=FAIR.id)
    person = Person(1, "4a7e", made.contact(), (meeting,), NOW, NOW, promises=promises)
    return replace(person, **more)  # type: ignore[arg-type]


def promise(due: date | None = date(2026, 10, 9), **more: object) -> Promise:
    return replace(Promise(5, 1, "send the sonar chart", NOW, due=due), **more)  # type: ignore[arg-type]


def of(*people: Person, gatherings: Sequence[Gathering] = (), now: datetime = NOW) -> list[Entry]:
    return entries(people, gatherings, NOW, now)


def written(found: list[Entry], **how: Any) -> bytes:
    return b"".join(calendar_of(found, **how))


def told(found: list[Entry], kind: str) -> list[tuple[str, date, str]]:
    return [(each.summary, each.day, each.status) for each in found if each.uid.startswith(kind)]


def test_promises_with_a_day() -> None:
    theirs = promise(owner="them", id=6)
    found = of(someone(promise(), theirs, promise(None, id=7)))
    assert told(found, "promise") == [
        ("Ottoline Brackwyth: send the sonar chart", date(2026, 10, 9), "open"),
        ("Ottoline Brackwyth promised: send the sonar chart", date(2026, 10, 9), "open"),
    ]
    assert found[0].uid == "promise-5-20261003T093000Z@cardscan"


def test_promises_without_a_day_are_tasks_where_tasks_are_asked_for() -> None:
    some_day, kept = promise(None), promise(None, id=6, kept=NOW)
    assert told(of(someone(some_day, kept)), "promise") == []
    tasks = entries([someone(some_day, kept)], (), None, NOW, tasks=True)
    assert told(tasks, "promise") == [
        ("Ottoline Brackwyth: send the sonar chart", None, "open"),
        ("Ottoline Brackwyth: send the sonar chart", None, "done"),
    ]
    todos = Calendar.from_ical(written(tasks, todo=True)).walk("VTODO")
    [todo] = [each for each in todos if "DUE" not in each and each["STATUS"] == "NEEDS-ACTION"]
    assert todo["SUMMARY"] == "Ottoline Brackwyth: send the sonar chart"
    assert not todo.walk("VALARM")


@pytest.mark.parametrize(
    ("person", "status"),
    [
        (someone(promise(kept=NOW)), "done"),
        (someone(promise(dropped=NOW)), "cancelled"),
        (someone(promise(), notes=(replace(GOOD, again=False),)), "cancelled"),
    ],
)
def test_what_is_over_is_told_until_its_day(person: Person, status: str) -> None:
    assert [each[2] for each in told(of(person), "promise")] == [status]
    later = NOW + timedelta(days=60)
    assert told(of(person, now=later), "promise") == []
    assert [each.status for each in entries([person], (), None, later, tasks=True)][:1] == [status]
    assert [each.status for each in entries([person], (), None, NOW + timedelta(days=120), tasks=True)] == (
        ["open"] if person.promises[0].kept or person.promises[0].dropped else []
    )  # whom to get back to


def test_whom_to_get_back_to() -> None:
    assert told(of(someone()), "get-back") == [("Get back to Ottoline Brackwyth", date(2027, 1, 2), "open")]
    assert told(of(someone(cadence="2 weeks")), "get-back")[0][1] == date(2026, 10, 16)
    assert told(of(someone(cadence="2 weeks", snoozed=date(2026, 11, 1))), "get-back")[0][1] == date(2026, 11, 1)
    assert told(of(someone(cadence="never")), "get-back") == [("Get back to Ottoline Brackwyth", TODAY, "cancelled")]
    assert told(of(someone(cadence="never"), now=NOW + timedelta(days=120)), "get-back") == []
    assert told(of(someone(notes=())), "get-back") == []
    away = replace(GOOD, again=False)
    assert told(of(someone(notes=(away,))), "get-back") == []  # never wanted, so never in a calendar
    assert [
        each[2] for each in told(of(someone(notes=(GOOD, replace(away, written=NOW + timedelta(1))))), "get-back")
    ] == ["cancelled"]


def test_notes_to_write_two_days_after_an_event() -> None:
    coming = Event(4, "Tide fair", date(2026, 12, 3), until=date(2026, 12, 4))
    past = Event(5, "Old fair", date(2026, 9, 3))
    found = told(of(gatherings=(Gathering(FAIR, 3, 2), Gathering(coming, 0, 0), Gathering(past, 0, 0))), "notes")
    assert found == [
        ("Makers; evening, upstairs: write your notes on 2 people", date(2026, 10, 4), "open"),
        ("Tide fair: write your notes", date(2026, 12, 6), "open"),
    ]
    assert told(of(gatherings=(Gathering(FAIR, 1, 0),)), "notes") == [
        ("Makers; evening, upstairs: write your notes", date(2026, 10, 4), "cancelled")
    ]
    assert told(of(gatherings=(Gathering(FAIR, 1, 0),), now=NOW + timedelta(days=2)), "notes") == []


def test_the_same_facts_give_the_same_bytes_and_nothing_of_a_note() -> None:
    people = [someone(promise())]
    gatherings = [Gathering(FAIR, 2, 1)]
    data = written(of(*people, gatherings=gatherings))
    assert data == written(of(*people, gatherings=gatherings, now=NOW + timedelta(hours=5)))
    assert b"sandbanks" not in data and b"BEGIN:VALARM" in data
    assert all(len(line) <= 75 for line in data.split(b"\r\n"))


needs_ical_js = pytest.mark.skipif(bool(lacks_ical_js()), reason=lacks_ical_js())


def read(found: list[Entry], **how: Any) -> list[dict[str, Any]]:
    return ical_js(written(found, **how), "ics")


@needs_ical_js
def test_ical_js_reads_events() -> None:
    [sweep, due, back] = read(of(someone(promise()), gatherings=(Gathering(FAIR, 2, 1),)))
    assert due == {
        "kind": "vevent",
        "uid": "promise-5-20261003T093000Z@cardscan",
        "sequence": int((NOW - datetime(2024, 1, 1, tzinfo=UTC)).total_seconds()),
        "modified": "2026-10-03T09:30:00Z",
        "stamp": "2026-10-03T09:30:00Z",
        "status": "CONFIRMED",
        "summary": "Ottoline Brackwyth: send the sonar chart",
        "description": None,
        "start": "2026-10-09",
        "end": "2026-10-10",
        "due": None,
        "day": True,
        "transparent": "TRANSPARENT",
        "alarms": ["PT9H"],
    }
    assert sweep["summary"] == "Makers; evening, upstairs: write your notes on 1 person"
    assert back["start"] == "2027-01-02"


@needs_ical_js
def test_ical_js_reads_what_is_over_and_tasks() -> None:
    over = of(someone(promise(kept=NOW), promise(id=6)))[:2]
    assert [(each["status"], each["alarms"]) for each in read(over)] == [("CANCELLED", []), ("CONFIRMED", ["PT9H"])]
    assert [each["status"] for each in read(over, subscribed=True)] == ["CONFIRMED"]
    tasks = read(over, todo=True)
    assert [(each["kind"], each["status"], each["due"]) for each in tasks] == [
        ("vtodo", "COMPLETED", "2026-10-09"), ("vtodo", "NEEDS-ACTION", "2026-10-09"),
    ]  # fmt: skip


def by_uid(store: Store, now: datetime) -> dict[str, Entry]:
    return {each.uid.split("-")[0]: each for each in calendar(store, now).entries}


def test_what_moves_is_newer(db: str, store: Store) -> None:
    def at(hours: int) -> datetime:
        return NOW + timedelta(hours=hours)

    store.save(made.photo(), [(made.contact(),)], NOW)
    event = store.add_event(replace(FAIR, date=TODAY), at(1))
    store.change_meeting(1, at(1), event_id=event.id)
    made.noted(store, 1, GOOD, at(2))
    first = by_uid(store, at(3))
    store.add_contacted(1, TODAY + timedelta(days=9), at(4))
    moved = by_uid(store, at(5))
    assert moved["get"].day > first["get"].day and moved["get"].revised > first["get"].revised
    store.undo(at(6))
    back = by_uid(store, at(7))
    assert back["get"].day == first["get"].day and back["get"].revised > moved["get"].revised
    store.change_event(event.id, lambda each: replace(each, date=TODAY + timedelta(days=20)), at(8))
    later = by_uid(store, at(9))
    assert later["notes"].day > back["notes"].day and later["notes"].revised > back["notes"].revised


def test_a_promise_keeps_its_uid_when_two_people_turn_out_to_be_one(db: str, store: Store) -> None:
    made.people(db, "Ottoline Brackwyth", "Otti Brackwyth")
    store.add_promise(2, "send the chart", "me", date(2026, 10, 9), NOW)
    before = by_uid(store, NOW)["promise"]
    store.merge(1, 2, NOW + timedelta(hours=1), lambda one, other: one)
    after = by_uid(store, NOW)["promise"]
    assert after.uid == before.uid and after.revised > before.revised


def test_the_command(run: Run, db: str, tmp_path: Path) -> None:
    file = tmp_path / "x.ics"
    made.people(db, "Ottoline Brackwyth")
    assert run("calendar", str(file))[0] == 4 and not file.exists()
    run("promise", "add", "1", "send the chart", "--due", "in 3 days")
    code, out, _ = run("calendar", str(file))
    assert code == 0 and "1 event" in out
    assert file.stat().st_mode & 0o777 == 0o600 and b"BEGIN:VEVENT" in file.read_bytes()
    run("promise", "done", "1")
    assert "0 events, 1 done or cancelled" in run("calendar", str(file))[1]
    run("calendar", str(file), "--todo")
    assert b"STATUS:COMPLETED" in file.read_bytes()
