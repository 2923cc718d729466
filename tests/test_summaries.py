"""A summary says where someone stands as the rules say it, whatever was done; and it is only asked whom to read."""

import sys
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import made
import pytest
from conftest import Run
from following import assert_all_follows
from raw import execute
from sqlalchemy import select, update

from cardscan.connections import rules
from cardscan.connections.likeness.merging import settle
from cardscan.connections.standing import FILED_AWAY, LET_GO, Standing, filed, is_company, standing, waits_for_note
from cardscan.person import Event, Note, Person
from cardscan.store import Stage, Store, Wanted, open_store, people
from cardscan.store.schema_found import summary

pytestmark = pytest.mark.both_engines

GOOD = Note("moves her shop to solar roof tiles", "introduce her to the installer in Porto", made.NOW)


def many(store: Store, number: int) -> None:
    """Store people who have nothing in common."""
    for each in range(number):
        word = f"{chr(97 + each // 26)}{chr(97 + each % 26)}".capitalize() * 3
        of = made.contact(
            f"{word} Quill{word.lower()}", f"{word} Works", tel=(), email=(made.field(f"{word}@{word}.example"),)
        )
        store.save(made.photo(f"/photos/{each}.jpg"), [(of,)], made.NOW)


def kept(store: Store) -> dict[int, tuple[Any, ...]]:
    """Give what the summaries say, by the ids of people."""
    with store._database.reading() as connection:
        rows = connection.execute(select(summary)).all()
    return {row.person_id: (row.standing, row.filed, row.waits, row.company) for row in rows}


def said(of: Person) -> tuple[Any, ...]:
    """Give what the rules say."""
    return standing(of), filed(of), waits_for_note(of), is_company(of.contact)


def noted(store: Store) -> None:
    made.noted(store, 1, GOOD, made.NOW)


def promised(store: Store) -> None:
    noted(store)
    made_now = store.add_promise(1, "send the tide tables", "me", None, made.NOW)
    store.settle_promise(made_now.id, "kept", made.NOW)


def file_away(store: Store) -> None:
    made.noted(store, 1, replace(GOOD, again=False), made.NOW)


def named_so(store: Store) -> None:
    """Let the note say no more than the name of the event does."""
    event = store.add_event(Event(0, "Tides", date(2026, 10, 2)), made.NOW)
    store.change_meeting(1, made.NOW, event_id=event.id)
    noted(store)
    store.change_event(event.id, lambda was: replace(was, name=f"{GOOD.talked} {GOOD.can_help}"), made.NOW)


def renamed_back(store: Store) -> None:
    named_so(store)
    store.undo(made.NOW)


def let_go(store: Store) -> None:
    store.many.file([1], "let go", made.NOW)


def brought_back(store: Store) -> None:
    let_go(store)
    store.undo(made.NOW)


@pytest.mark.parametrize(
    ("do", "expected"),
    [
        (let_go, (Standing.CARD, LET_GO, False, False)),
        (brought_back, (Standing.CARD, "", True, False)),
        (lambda store: None, (Standing.CARD, "", True, False)),
        (noted, (Standing.QUALITY, "", False, False)),
        (promised, (Standing.CEMENTED, "", False, False)),
        (file_away, (Standing.CARD, FILED_AWAY, False, False)),
        (named_so, (Standing.CARD, "", True, False)),
        (renamed_back, (Standing.QUALITY, "", False, False)),
    ],
)
def test_a_summary_says_what_the_rules_say(store: Store, do: Callable[[Store], object], expected: object) -> None:
    made.people(store.place.address, "Ottoline Brackwyth", "Zdislav Kvapilík")
    do(store)
    assert kept(store) == {each.id: said(each) for each in store.people()}
    assert kept(store) == {1: expected, 2: (Standing.CARD, "", True, False)}


def drafted(store: Store) -> None:
    [met] = store.person(1).meetings
    store.serving.keep_draft(1, met.id, lambda met: replace(GOOD, talked="begins with a kiln"), made.NOW)


def met_again(store: Store) -> None:
    noted(store)
    event = store.add_event(Event(0, "Tides", date(2026, 10, 2)), made.NOW)
    store.add_meeting(1, date(2026, 10, 3), made.NOW, event.id, "on the ferry")
    store.split(1, store.person(1).meetings[0].id, made.NOW)


def merged(store: Store) -> None:
    noted(store)
    promised(store)
    store.merge(2, 1, made.NOW, settle)


def unmerged(store: Store) -> None:
    merged(store)
    store.undo(made.NOW)


def edited(store: Store) -> None:
    noted(store)
    store.edit(1, lambda was: replace(was, org=(made.field("Quillfeather Kilns"),), title=()), made.NOW)


def in_touch(store: Store) -> None:
    noted(store)
    store.add_contacted(1, date(2026, 10, 20), made.NOW)
    store.set_cadence(1, "2 weeks", made.NOW)
    store.snooze(1, date(2026, 12, 1), made.NOW)


def removed(store: Store) -> None:
    met_again(store)
    store.remove_event(store.events()[0].id, made.NOW)
    store.trash.put([2], made.NOW)
    store.trash.put_back([2], made.NOW)


@pytest.mark.parametrize(
    "do",
    [noted, promised, file_away, named_so, renamed_back, brought_back, drafted, met_again, merged, unmerged, edited,
     in_touch, removed],
)  # fmt: skip
def test_what_follows_from_people_is_kept_up_with_each_change(store: Store, do: Callable[[Store], object]) -> None:
    made.people(store.place.address, "Ottoline Brackwyth", "Zdislav Kvapilík")
    do(store)
    assert_all_follows(store)


@pytest.mark.parametrize(("wanted", "ids"), [("waiting", [2]), ("quality", [1]), ("cemented", [])])
def test_people_are_found_by_how_far_they_came(store: Store, wanted: Stage, ids: list[int]) -> None:
    made.people(store.place.address, "Ottoline Brackwyth", "Zdislav Kvapilík")
    noted(store)
    assert [each.id for each in store.directory.find(Wanted(stage=wanted))] == ids
    assert store.directory.count(Wanted(stage=wanted)) == len(ids)


def test_other_rules_judge_everyone_anew(db: str, monkeypatch: pytest.MonkeyPatch) -> None:
    made.people(db, "Ottoline Brackwyth")
    with open_store(db) as store:
        noted(store)
        with store._database.writing() as connection:
            connection.execute(update(summary).values(standing=1))
    with open_store(db) as store:
        assert kept(store)[1][0] == 1  # by the same rules nothing is looked at
    monkeypatch.setattr(rules, "digest", lambda: "another")
    with open_store(db) as store:
        assert kept(store)[1][0] == Standing.QUALITY


def test_a_migration_derives_anew_what_it_asks_for_and_one_that_does_not_say_all(db: str) -> None:
    """All of it takes two minutes with a hundred thousand people: each since the 28th says what it asks for."""
    made.people(db, "Ottoline Brackwyth", "Zdislav Kvapilík", "Tamsyn Orchardell")
    with open_store(db) as store:
        noted(store)
        store.introductions.add(2, 1, ((1, "asked", ""),), made.NOW)
        before = store.introductions.some(None, 5)
    for revision, stands in (("0028", 1), ("0027", Standing.QUALITY)):
        execute(db, "UPDATE summary SET standing = 1")
        for statement in made.as_of(revision):
            execute(db, statement)
        with open_store(db) as store:
            assert store.introductions.some(None, 5) == before and before.pairs == ((1, 2),)
            assert kept(store)[1][0] == stands
    with open_store(db) as store:
        assert_all_follows(store)


def test_a_page_reads_no_more_than_it_shows(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    many(store, 60)
    read: list[int] = []
    some = people._some
    monkeypatch.setattr(people, "_some", lambda *given: read.extend(given[2]) or some(*given))
    with closing(store.directory.find(Wanted())) as found:
        assert next(found).id == 1
    assert len(read) == 50


def test_a_terminal_gets_a_page_and_a_pipe_gets_all(run: Run, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    many(store, 60)
    assert len(run("list")[1].splitlines()) == len(run("list", "--json")[1].splitlines()) == 60
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    _, out, err = run("list")
    assert sum("Quill" in line for line in out.splitlines()) == 50
    assert err == "50 of 60: --all lists everyone\n"
    _, out, err = run("list", "--all")
    assert sum("Quill" in line for line in out.splitlines()) == 60 and not err


def test_when_to_get_back_follows_the_last_contact(store: Store) -> None:
    made.people(store.place.address, "Ottoline Brackwyth")
    noted(store)
    met = store.person(1).meetings[-1].date
    store.set_cadence(1, "2 weeks", made.NOW)
    with store._database.reading() as connection:
        [row] = connection.execute(select(summary)).all()
    assert (row.met, row.get_back, row.named, row.idle) == (met, met + timedelta(weeks=2), True, None)
