"""Waiting has an end: who of a month has no note is let go, once; and what brings them back."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import made
import pytest
from conftest import Run
from met import meeting, person, promise

from cardscan.actions.let_go import bring_back, end_waiting, end_waiting_after, said, waiting_ends_after
from cardscan.connections.followup import agenda
from cardscan.connections.known import known
from cardscan.connections.letting_go import to_let_go
from cardscan.connections.standing import LET_GO, filed, held_back, is_waiting, waits_for_note
from cardscan.errors import Exit, InputError
from cardscan.person import Event, Filing, Meeting, Note, Person
from cardscan.store import Store, open_store

pytestmark = pytest.mark.both_engines

MONTH = "month"
FAIR = Event(1, "Tide fair", date(2026, 10, 3))
LATER = datetime(2026, 11, 4, 9, tzinfo=UTC)  # a month and a day after the fair
GOOD = Note("dredges a silted canal", "introduce our hydrologist in Ghent", made.NOW)


def ada(*notes: Note, **more: object) -> Person:
    of = person(1, "Ada Quillfeather", "Pilot", "Tidewell", meeting(1, FAIR, *notes), created=made.NOW)
    return replace(of, **more)  # type: ignore[arg-type]


def goes(of: Person, at: datetime = LATER, taken_back: datetime | None = None) -> bool:
    return bool(to_let_go([of], at, MONTH, date(2026, 1, 1), {of.id: taken_back} if taken_back else {}))


def test_nobody_goes_on_the_day_of_an_update(store: Store) -> None:
    assert not to_let_go([ada()], LATER, MONTH, date(2026, 10, 20), {})
    assert to_let_go([ada()], LATER, MONTH, date(2026, 10, 4), {})
    assert store.settings.get("waiting counts from") == datetime.now().astimezone().date().isoformat()


def test_who_has_no_note_after_a_month_goes() -> None:
    assert not goes(ada(), datetime(2026, 11, 2, 23, tzinfo=UTC))
    assert goes(ada(), datetime(2026, 11, 3, 1, tzinfo=UTC))
    assert goes(ada(Note("nice chat", "keep in touch", made.NOW)))
    assert not goes(ada(GOOD))
    assert not goes(ada(Note("", "", made.NOW, again=False)))


@pytest.mark.parametrize(
    "kept",
    [
        {"promises": (promise(1, "send the chart"),)},
        {"cadence": "quarter"},
        {"snoozed": date(2026, 12, 1)},
        {"contacted": (date(2026, 10, 20),)},
        {"created": datetime(2026, 10, 20, tzinfo=UTC)},  # an old photo, read a fortnight ago
    ],
)
def test_who_is_on_your_mind_stays(kept: dict[str, object]) -> None:
    assert not goes(ada(**kept))


def test_a_note_that_is_begun_gives_it_another_month() -> None:
    begun = replace(meeting(1, FAIR), drafts=(Note("dredges", "", LATER - timedelta(days=3)),))
    assert not goes(ada(meetings=(begun,)))
    assert goes(ada(meetings=(begun,)), LATER + timedelta(days=40))


def test_it_happens_once() -> None:
    back = LATER + timedelta(days=1)
    much_later = LATER + timedelta(days=400)
    assert not goes(ada(), much_later, taken_back=back)
    assert not goes(ada(filing=Filing("waits", back)), much_later)
    again = (meeting(1, FAIR), Meeting(2, date(2027, 1, 10), "", 2))  # they meet again, and no note comes again
    assert not goes(ada(meetings=again, filing=Filing("waits", back)), datetime(2027, 1, 20, tzinfo=UTC))
    assert goes(ada(meetings=again, filing=Filing("waits", back)), datetime(2027, 2, 11, tzinfo=UTC))
    assert goes(ada(meetings=again), datetime(2027, 2, 11, tzinfo=UTC), taken_back=back)


def test_who_is_let_go_is_not_asked_about_and_stays_what_they_are() -> None:
    gone = ada(filing=Filing("let go", LATER))
    assert (filed(gone), held_back(gone), known(gone).label) == (LET_GO, LET_GO, "let go")
    assert not is_waiting(gone) and not waits_for_note(gone)
    assert not agenda([gone], LATER).notes
    met_again = replace(gone, meetings=(*gone.meetings, Meeting(2, date(2026, 11, 20), "", 2)))
    assert not filed(met_again) and is_waiting(met_again)
    noted = replace(gone, meetings=(meeting(1, FAIR, replace(GOOD, written=LATER + timedelta(hours=1))),))
    assert not held_back(noted) and known(noted).label == "quality connection"


@pytest.fixture
def three(db: str) -> None:
    """Three people, one with a note, and a company; all met two months before `LATER`."""
    made.people(db, "Ada Quillfeather", "Bodil Marramgrass", "Cosimo Tidewell")
    with open_store(db) as store:
        firm = made.contact("", "Hotel Seerose", title=(), tel=(), email=())
        store.save(made.photo("/hotel.jpg"), [(firm,)], made.NOW)
        made.noted(store, 3, GOOD, made.NOW)
        store.settings.put("waiting counts from", "2026-01-01")


def test_it_is_one_step_that_is_said_and_can_be_taken_back(store: Store, three: None) -> None:
    at = made.NOW + timedelta(days=60)
    gone = end_waiting(store, store.people(), at)
    assert [each.id for each in gone] == [1, 2, 4] and said(gone) == "2 people and 1 company"
    assert [filed(each) for each in store.people()] == [LET_GO, LET_GO, "", LET_GO]
    assert end_waiting(store, store.people(), at) == ()
    last = store.last_change()
    assert last and last.action == "let go" and last.people == (1, 2, 4)
    store.undo(at)
    assert not any(map(filed, store.people()))
    assert end_waiting(store, store.people(), at + timedelta(days=900)) == ()  # once is enough
    assert store.last_change() and store.last_change().action == "note"  # type: ignore[union-attr]


def test_one_of_them_is_brought_back(store: Store, three: None) -> None:
    at = made.NOW + timedelta(days=60)
    end_waiting(store, store.people(), at)
    assert [each.id for each in bring_back(store, [2, 3], at + timedelta(days=1))] == [2]
    assert [filed(each) for each in store.people()] == [LET_GO, "", "", LET_GO]
    assert end_waiting(store, store.people(), at + timedelta(days=900)) == ()


def test_the_span_is_a_setting(store: Store, three: None) -> None:
    assert waiting_ends_after(store) == MONTH
    assert end_waiting_after(store, " 10  Weeks ") == "10 weeks"
    assert end_waiting(store, store.people(), made.NOW + timedelta(days=60)) == ()
    assert end_waiting_after(store, "Never") == "never"
    assert end_waiting(store, store.people(), made.NOW + timedelta(days=6000)) == ()
    with pytest.raises(InputError, match="does not say how often"):
        end_waiting_after(store, "soon")
    assert waiting_ends_after(store) == "never"


def test_commands_end_it_and_say_so_once(run: Run, db: str, three: None) -> None:
    code, out, err = run("today")
    assert code == Exit.OK and "Ada" not in out
    assert "let go, after a month without a note: 2 people and 1 company\n" in err and "cardscan undo" in err
    assert run("today")[2] == "nothing is due today\n" or "let go" not in run("today")[2]
    assert [line.split("\t")[0] for line in run("list", "--let-go")[1].splitlines()] == ["1", "2", "4"]
    assert run("list", "--waiting")[1] == ""
    assert "let go" in run("show", "1")[1]
    code, _, said = run("note", "1", "2", "--again")
    assert (code, said) == (
        Exit.OK, "Ada Quillfeather (1), Bodil Marramgrass (2): no longer filed, and waiting for your note\n",
    )  # fmt: skip
    assert len(run("list", "--waiting")[1].splitlines()) == 2


def test_review_and_list_end_it_too(run: Run, three: None) -> None:
    assert "let go, after" in run("review", typed="q\n")[2]
    run("undo", "--yes")
    assert "let go" not in run("list", "--waiting")[2]  # it was taken back
    assert run("settings")[1].startswith("let go after: month without a note\n")
    set_ = json.loads(run("settings", "--ask-about", "3", "--json")[1])
    assert (set_["let_go_after"], set_["ask_about"], set_["ask_again_after"]) == ("month", 3, "3 days")
    assert (set_["names"], set_["my_name"], set_["voice_model"]) == ("printed", "", "")
    assert run("settings", "--let-go-after", "never")[1].startswith("let go after: never\n")
    code, _, said = run("settings", "--let-go-after", "soon")
    assert code == Exit.INPUT and "or never" in said


def test_a_new_month_is_long_enough(run: Run, db: str) -> None:
    made.people(db, "Ada Quillfeather")
    with open_store(db) as store:
        store.settings.put("waiting counts from", "2026-01-01")
        store.add_meeting(1, datetime.now().astimezone().date() - timedelta(days=20), datetime.now(UTC))
    assert "let go" not in run("today")[2]


def test_nobody_is_told_of_nothing() -> None:
    assert said([]) == ""
