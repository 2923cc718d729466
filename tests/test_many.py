"""Many people at once: one command, one step of undo; and what is kept of it is each one's own."""

import json
from datetime import date

import made
import pytest
from conftest import Run

from cardscan.connections.standing import filed_away
from cardscan.errors import Exit
from cardscan.person import Event
from cardscan.store import Store, open_store

pytestmark = pytest.mark.both_engines

NAMES = ("Ada Quillfeather", "Bodil Marramgrass", "Cosimo Tidewell")
FAIR = Event(0, "Tide fair", date(2026, 9, 12), until=date(2026, 9, 13))


@pytest.fixture
def three(db: str) -> None:
    """Three people who share no number and no address."""
    with open_store(db) as store:
        for number, name in enumerate(NAMES):
            someone = made.contact(name, tel=(), email=(made.field(f"{name.split()[0].lower()}@tides.example"),))
            store.save(made.photo(f"/{number}.jpg", made.card(someone)), [(someone,)], made.NOW)


def away(db: str) -> list[bool]:
    with open_store(db) as store:
        return [filed_away(person) for person in store.people()]


def test_several_are_filed_away_in_one_step(run: Run, db: str, three: None) -> None:
    code, _, said = run("note", "ada", "3", "--not-again")
    assert (code, said) == (Exit.OK, "2 people are filed away: Ada Quillfeather (1), Cosimo Tidewell (3)\n")
    assert away(db) == [True, False, True]
    code, out, _ = run("undo", "--yes")
    assert code == Exit.OK and "(Ada Quillfeather, Cosimo Tidewell)" in out
    assert away(db) == [False, False, False]
    assert run("undo", "--yes")[0] == Exit.REFUSED  # it was one step


def test_nobody_is_changed_where_one_of_them_is_not_told(run: Run, db: str, three: None) -> None:
    code, _, said = run("note", "ada", "zeno", "e", "--not-again")
    assert code == Exit.WHO
    assert "nobody matches 'zeno'" in said and "2 people match 'e':" in said
    assert away(db) == [False, False, False]


def test_a_name_in_several_words_is_one_person(run: Run, db: str, three: None) -> None:
    code, _, said = run("note", "Ada", "Quillfeather", "--not-again")  # without quotes
    assert (code, said) == (Exit.OK, "person 1 is filed away\n")


def test_a_note_is_about_one_person(run: Run, db: str, three: None) -> None:
    code, _, said = run("note", "1", "2", "--talked", "dredges a silted canal", "--can-help", "our hydrologist")
    assert code == Exit.USAGE and "--not-again" in said
    assert run("undo", "--yes")[0] == Exit.REFUSED


def test_several_are_forgotten(run: Run, db: str, three: None) -> None:
    code, out, _ = run("forget", "1", "3", "--dry-run")
    assert (code, out) == (Exit.OK, "person 1 would be forgotten\nperson 3 would be forgotten\n")
    code, out, said = run("forget", "1", "3", "--yes")
    assert (code, out) == (Exit.OK, "person 1 is forgotten\nperson 3 is forgotten\n")
    with open_store(db) as store:
        assert [person.id for person in store.people()] == [2]


def test_forgetting_one_leaves_the_others_their_step(run: Run, db: str, three: None) -> None:
    run("note", "1", "2", "3", "--not-again")
    held = json.loads(run("dump", "1")[1])
    assert "Bodil" not in json.dumps(held) and [row["people"] for row in held["change"]] == [[1]]
    run("forget", "1", "--now", "--yes")
    assert run("undo", "--yes")[0] == Exit.OK
    assert away(db) == [False, False]


def test_several_become_one(run: Run, db: str, three: None) -> None:
    code, out, _ = run("merge", "1", "2", "3")
    assert code == Exit.OK
    assert out.startswith(
        "Ada Quillfeather (1), Bodil Marramgrass (2) and Cosimo Tidewell (3) are now one person: "
    ) and out.endswith(", met 3 times\ncardscan undo reverses it\n")
    with open_store(db) as store:
        [one] = store.people()
        assert one.id == 1 and len(one.meetings) == 3
    assert run("undo", "--yes")[0] == Exit.OK
    with open_store(db) as store:
        assert [person.contact.fn[0].value for person in store.people()] == list(NAMES)


def test_who_is_merged_with_themselves_is_told(run: Run, three: None) -> None:
    code, _, said = run("merge", "1", "Ada")
    assert code == Exit.REFUSED and "already one person" in said


def test_several_are_moved_into_an_event(run: Run, db: str, three: None) -> None:
    run("event", "add", "Tide fair", "--date", "2026-09-12", "--until", "2026-09-13")
    code, _, said = run("event", "move", "ada", "3", "--to", "tide")
    assert (code, said) == (Exit.OK, "2 people were met at Tide fair\n")
    with open_store(db) as store:
        met = [person.meetings[-1] for person in store.people()]
    assert [each.event for each in met] == ["Tide fair", "", "Tide fair"]
    assert [each.date for each in met] == [date(2026, 9, 13), date(2026, 10, 2), date(2026, 9, 13)]  # the nearest
    assert run("undo", "--yes")[0] == Exit.OK
    with open_store(db) as store:
        assert {person.meetings[-1].event for person in store.people()} == {""}


def test_all_of_one_event_are_moved_into_another(run: Run, db: str, three: None) -> None:
    with open_store(db) as store:
        wrong, right = store.add_event(FAIR, made.NOW), store.add_event(Event(0, "Canal day", FAIR.date), made.NOW)
        for person in store.people()[:2]:
            store.change_meeting(person.meetings[-1].id, made.NOW, event_id=wrong.id, date=date(2026, 9, 13))
    code, _, said = run("event", "move", "--from", str(wrong.id), "--to", str(right.id))
    assert (code, said) == (Exit.OK, "2 people were met at Canal day\n")
    code, _, said = run("event", "move", "3", "--from", str(right.id), "--to", str(wrong.id))
    assert code == Exit.INPUT and "Cosimo Tidewell (3) was not met at Canal day" in said
    assert run("event", "move", "--to", "canal")[0] == Exit.USAGE


def test_one_step_is_taken_back_whole_or_not_at_all(store: Store, three: None) -> None:
    store.many.move([1, 2], store.add_event(FAIR, made.NOW), made.NOW)
    [met] = store.person(2).meetings
    last = store.last_change()
    assert last and last.people == (1, 2) and last.action == "move"
    store.change_meeting(met.id, made.NOW, place="Hall 3")
    store.undo(made.NOW)
    assert store.undo(made.NOW, last.id).people == (1, 2)
    assert {met.event for person in store.people() for met in person.meetings} == {""}
