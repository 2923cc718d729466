"""What a calendar holds is asked of the database, and is what the rules would choose among everyone."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import made
import pytest
from conftest import Run

from cardscan.actions import calendar as action
from cardscan.actions.calendar import calendar
from cardscan.actions.pace import ask_about, asking_of
from cardscan.connections.asking import to_ask
from cardscan.connections.events.calendar import Entry, Gathering, entries
from cardscan.connections.followup import agenda
from cardscan.connections.standing import waits_for_note
from cardscan.connections.us import was_met_by
from cardscan.person import Event, Note
from cardscan.store import Occasion, Store, Wanted

pytestmark = pytest.mark.both_engines

NOW = datetime(2026, 10, 20, 9, tzinfo=UTC)
TODAY = NOW.date()
GOOD = Note("moves her shop to solar roof tiles", "introduce her to the installer in Porto", made.NOW)
NEVER_AGAIN = replace(GOOD, again=False)
NAMES = ("Ottoline Brackwyth", "Zdislav Kvapilík", "Perrin Quillfeather", "Isolde Marramgrass", "Tancred Oxenhope")


@pytest.fixture
def book(store: Store) -> Store:
    """A store with something of each kind: ahead, past, over, snoozed, no longer wanted, and of two of us."""
    fair = store.add_event(Event(0, "Tides", date(2026, 10, 19)), made.NOW)
    store.add_event(Event(0, "Not yet", TODAY + timedelta(days=9)), made.NOW)
    for number in range(20):
        name = f"{NAMES[number % 5]} {'abcd'[number // 5]}"
        of = made.contact(name, f"{name} Works", tel=(), email=(made.field(f"x{number}@{number}.example"),))
        one = store.acting(("", "Anna", "Bert")[number % 3])
        on = Occasion(fair.id if number % 2 else None, TODAY - timedelta(days=30 + 20 * number))
        one.save(made.photo(f"/photos/{number}.jpg"), [(of,)], made.NOW, on)
        if number % 4:
            made.noted(one, number + 1, GOOD, made.NOW)
        one.add_promise(number + 1, "send the tables", "me", TODAY + timedelta(days=9 - number), made.NOW)
        some_day = one.add_promise(number + 1, "look around", "them", None, made.NOW)
        settled = one.add_promise(number + 1, "send a map", "me", TODAY + timedelta(days=number - 3), made.NOW)
        store.settle_promise(settled.id, "kept" if number % 2 else "dropped", made.NOW)
        if number % 3 == 0:
            store.settle_promise(some_day.id, "kept", made.NOW)
    for person_id in (3, 6):
        made.noted(store, person_id, replace(NEVER_AGAIN, written=made.NOW + timedelta(hours=1)), made.NOW)
    made.noted(store, 1, NEVER_AGAIN, made.NOW)
    store.set_cadence(4, "never", made.NOW)
    store.set_cadence(5, "10 days", made.NOW)
    for person_id in (2, 7):
        store.snooze(person_id, TODAY + timedelta(days=person_id), made.NOW)
    return store


def of_all(store: Store, tasks: bool, user: str, now: datetime) -> list[Entry]:
    """What the rules say of everyone, read at once."""
    people = store.people()
    guests = {
        event: [
            each
            for each in people
            if any(met.event_id == event.id for met in each.meetings) and (not user or was_met_by(each, user))
        ]
        for event in store.events()
    }
    gatherings = [Gathering(event, len(met), sum(map(waits_for_note, met))) for event, met in guests.items()]
    changed = max(each.revised for each in people)
    asking = asking_of(store, now)
    chosen = to_ask(agenda(people, now, user), asking, now)
    latest = max(filter(None, (changed, store.changed())))
    return entries(people, gatherings, latest, now, tasks, user, chosen, asking)


@pytest.mark.parametrize("user", ["", "Anna", "bert", "Cleo"])
def test_a_calendar_of_those_who_were_found_is_that_of_everyone(book: Store, user: str) -> None:
    for later in (0, 40, 85, 91, 200):
        for tasks in (False, True):
            now = NOW + timedelta(days=later)
            of_us = book.acting(user)
            assert calendar(of_us, now, tasks=tasks, user=user).entries == of_all(of_us, tasks, user, now) != []
    assert not book.asked.since(made.NOW)  # a calendar asks nobody


@pytest.mark.parametrize("most", [1, 2, 4])
def test_of_very_much_the_next_is_told(book: Store, most: int) -> None:
    ask_about(book, 1)
    everything, some = calendar(book, NOW, most=None), calendar(book, NOW, most=most)
    assert some.more and not everything.more and len(some.entries) < len(everything.entries)
    for kind in ("promise", "get-back"):
        ahead = {
            each: each.day
            for each in everything.entries
            if each.uid.startswith(kind) and each.status == "open" and each.day and each.day >= TODAY
        }
        last = sorted(ahead.values())[most - 1]
        told = ahead.keys() & set(some.entries)
        assert {each for each, day in ahead.items() if day < last} <= told
        assert sum(ahead[each] <= last for each in told) >= most  # several may have the same day
    assert [each for each in some.entries if each.uid.startswith("notes")] == [
        each for each in everything.entries if each.uid.startswith("notes")
    ]


def test_of_others_promises_none_takes_the_place_of_ones_own(book: Store) -> None:
    own = [each for each in calendar(book, NOW, user="Bert").entries if each.status == "open"]
    promised = [each for each in own if each.uid.startswith("promise") and each.day and each.day >= TODAY]
    assert promised and set(promised[:2]) <= set(calendar(book, NOW, user="Bert", most=2).entries)


def test_a_calendar_of_some(book: Store) -> None:
    fair = next(each for each in book.events() if each.name == "Tides")
    for wanted in (Wanted(event_id=fair.id), Wanted(ids=(2, 5)), Wanted(stage="quality"), Wanted(met_by="anna")):
        ids = {each.uid for each in book.directory.find(wanted)}
        told = {each.uid for each in calendar(book, NOW, wanted).entries if each.uid.startswith("get-back")}
        assert told and told <= {f"get-back-{uid}@cardscan" for uid in ids}


def test_few_are_read_where_little_is_due(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[int] = []
    these = type(store.directory).these
    for number in range(9):
        store.save(made.photo(f"/photos/{number}.jpg"), [(made.contact(f"Ada Quill {'abcdefghi'[number]}"),)], made.NOW)
    store.add_promise(4, "send the chart", "me", TODAY, made.NOW)
    monkeypatch.setattr(type(store.directory), "these", lambda at, ids: read.extend(ids) or these(at, ids))
    assert len(calendar(store, NOW).entries) == 1 and read == [4]


def test_the_command_says_that_there_is_more(
    run: Run, book: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(action, "MOST", 2)
    file = tmp_path / "x.ics"
    code, _, said = run("calendar", str(file))
    assert code == 0 and "of each kind the 2 that come next were written; cardscan calendar --all writes all" in said
    some = file.read_bytes().count(b"BEGIN:VEVENT")
    code, _, said = run("calendar", str(file), "--all")
    assert code == 0 and "there is more" not in said and file.read_bytes().count(b"BEGIN:VEVENT") > some
