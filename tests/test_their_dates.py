"""Dates of theirs: kept with a note, asked after once they have been; undo, merging and forgetting know of them."""

import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import made
import pytest
from conftest import Run
from merged import LATER, add, newer_first
from raw import execute
from served import serving

from cardscan.actions.take_note import Taken, take_note, try_note
from cardscan.connections.events.calendar import entries
from cardscan.connections.events.prep import prep
from cardscan.connections.followup import agenda, last_contact
from cardscan.connections.letting_go import idle_since
from cardscan.connections.notes.parts import Given
from cardscan.connections.seen import as_seen, date_of, fingerprint
from cardscan.errors import ChangedError, InputError
from cardscan.export.draft import follow_up
from cardscan.person import Event
from cardscan.store import Store, Wanted

pytestmark = pytest.mark.both_engines

#: They are noted on 3 October 2026, a Saturday.
TALKED = "dredges a canal that silts up; launch of her barge on 3 May, back from Ghent in two weeks"
HELP = "introduce our hydrologist in Ghent"
BARGE, BACK = date(2027, 5, 3), date(2026, 10, 17)


def noted(store: Store, person_id: int, talked: str = TALKED, now: datetime = LATER, **more: str) -> Taken:
    return take_note(store, person_id, Given(talked=talked, can_help=HELP, **more), now)


def test_a_note_tells_of_their_dates(store: Store) -> None:
    ada = add(store, "Ada Quillfeather")
    taken = noted(store.acting("Anna"), ada.id, proud_of="Her son's wedding is on 5 June", offers="tours until 8 May")
    told = [(each.words, each.day, each.meeting_id, each.by) for each in taken.dates]
    met = ada.meetings[0].id
    assert told == [
        ("launch of her barge on 3 May", BARGE, met, "Anna"),
        ("back from Ghent in two weeks", BACK, met, "Anna"),
        ("Her son's wedding is on 5 June", date(2027, 6, 5), met, "Anna"),
    ]
    assert store.person(ada.id).dates == taken.dates
    assert store.their_dates.all() == (taken.dates[1], taken.dates[0], taken.dates[2])


def test_how_you_can_help_and_what_is_filed_away_tell_of_none(store: Store) -> None:
    ada = add(store, "Ada Quillfeather")
    promised = take_note(
        store, ada.id, Given(talked="dredges a canal that silts up", can_help=f"{HELP} by 3 May"), LATER
    )
    assert promised.dates == () and promised.promise and promised.promise.due == BARGE
    assert take_note(store, ada.id, Given(talked=TALKED, again=False), LATER).dates == ()


def test_a_note_that_is_written_on_keeps_their_days(store: Store) -> None:
    ada = add(store, "Ada Quillfeather")
    noted(store, ada.id)
    later = LATER + timedelta(days=5)
    assert noted(store, ada.id, f"{TALKED}. Her exam is on 9 June.", later).dates[0].words == "Her exam is on 9 June"
    assert [each.day for each in store.their_dates.all()] == [BACK, BARGE, date(2027, 6, 9)]
    launch = next(each for each in store.their_dates.all() if each.day == BARGE)
    store.their_dates.settle(launch.id, "dropped", later)
    assert noted(store, ada.id, "dredges a canal that silts up; launch of her barge on 3 May", later).dates == ()
    assert [each.words for each in store.their_dates.all()] == []  # what the note says no longer is gone
    assert [each.words for each in store.their_dates.all(everything=True)] == [launch.words]  # dropped it stays


def test_what_somebody_else_of_us_noted_stays(store: Store) -> None:
    ada = add(store, "Ada Quillfeather")
    noted(store.acting("Anna"), ada.id)
    noted(store.acting("Bo"), ada.id, "dredges a canal that silts up")
    assert len(store.their_dates.all()) == 2


def test_a_day_that_is_unclear_is_kept_without_one(store: Store) -> None:
    ada = add(store, "Ada Quillfeather")
    taken = noted(
        store, ada.id, "dredges a canal that silts up; exam on 3/4/2027; launch on 31 February; wedding on 5 June"
    )
    assert [each.day for each in taken.dates] == [None, None, date(2027, 6, 5)]
    assert [error.days for error in taken.unclear] == [(date(2027, 3, 4), date(2027, 4, 3)), ()]
    moved = store.their_dates.move(taken.dates[0].id, date(2027, 4, 3), LATER)
    assert (moved.day, moved.words) == (date(2027, 4, 3), "exam on 3/4/2027")
    with pytest.raises(InputError, match="no date 99"):
        store.their_dates.move(99, BARGE, LATER)


def test_on_the_day_after_they_are_asked_how_it_went(store: Store) -> None:
    ada, bo = add(store, "Ada Quillfeather"), add(store, "Bo Marram")
    noted(store, ada.id)
    store.their_dates.add(bo.id, "exam", BACK - timedelta(days=1), LATER)
    on_the_day = datetime(2026, 10, 17, 9, tzinfo=UTC)
    found = store.directory.due(on_the_day)
    people, counts = found.people, found.counts
    assert [each.told.words for each in agenda(people, on_the_day).dates] == ["exam"] and counts.dates == 1
    found = store.directory.due(on_the_day + timedelta(days=1))
    people, counts = found.people, found.counts
    due = agenda(people, on_the_day + timedelta(days=1)).dates
    assert [(each.person.id, each.told.words) for each in due] == [
        (bo.id, "exam"),
        (ada.id, "back from Ghent in two weeks"),
    ]
    assert (due[1].day, counts.dates) == (date(2026, 10, 18), 2)
    store.their_dates.settle(due[0].told.id, "asked", on_the_day)
    store.their_dates.settle(due[1].told.id, "dropped", on_the_day)
    found = store.directory.due(on_the_day + timedelta(days=9))
    people, counts = found.people, found.counts
    assert agenda(people, on_the_day + timedelta(days=9)).dates == () and counts.dates == 0
    assert last_contact(store.person(bo.id), on_the_day) == on_the_day.date()  # whoever asks is in touch
    assert last_contact(store.person(ada.id), on_the_day) < on_the_day.date()


def test_whose_it_is_and_who_is_filed_away_are_heeded(store: Store) -> None:
    ada, bo = add(store, "Ada Quillfeather"), add(store, "Bo Marram")
    noted(store.acting("Anna"), ada.id)
    noted(store, bo.id)
    take_note(store, bo.id, Given(again=False), LATER)
    now = datetime(2026, 10, 20, 9, tzinfo=UTC)
    found = store.directory.due(now)
    people, counts = found.people, found.counts
    assert [each.person.id for each in agenda(people, now).dates] == [ada.id] and counts.dates == 1
    assert agenda(people, now, "Bo").dates == ()
    assert idle_since(add(store, "Cy Marram"), now)
    assert idle_since(store.person(_with_date(store)), now) is None  # nobody is let go who is to be asked


def _with_date(store: Store) -> int:
    who = add(store, "Dot Marram")
    store.their_dates.add(who.id, "exam", BARGE, LATER)
    return who.id


def test_the_calendar_and_the_prep_page_have_them(store: Store) -> None:
    ada = add(store, "Ada Quillfeather")
    launch, back = noted(store, ada.id).dates
    dated = [each for each in entries([store.person(ada.id)], (), None, LATER) if each.uid.startswith("date-")]
    assert [(each.summary, each.day, each.status) for each in dated] == [
        ("Ask Ada Quillfeather how it went: back from Ghent in two weeks", date(2026, 10, 18), "open"),
        ("Ask Ada Quillfeather how it went: launch of her barge on 3 May", date(2027, 5, 4), "open"),
    ]
    store.their_dates.settle(launch.id, "asked", LATER)
    store.their_dates.settle(back.id, "dropped", LATER)
    dated = [each for each in entries([store.person(ada.id)], (), None, LATER) if each.uid.startswith("date-")]
    assert [each.status for each in dated] == ["cancelled", "done"]
    store.their_dates.settle(back.id, "open", LATER)
    fair = Event(1, "Dredging fair", date(2026, 11, 2), meet=("Ada Quillfeather",))
    asked = prep(fair, [[store.person(ada.id)]], [store.person(ada.id)]).ask
    assert [each.text for each in asked] == ["how did “back from Ghent in two weeks” go?"]


def test_a_calendar_is_about_whoever_has_one(store: Store) -> None:
    ada, bo = add(store, "Ada Quillfeather"), add(store, "Bo Marram")
    store.their_dates.add(ada.id, "exam", BARGE, LATER)
    store.acting("Anna").their_dates.add(bo.id, "exam", date(2026, 9, 1), LATER)
    found = store.directory.dated(LATER, Wanted(), False, "", 1000, ())
    assert {ada.id, bo.id} <= set(found.ids)
    assert bo.id not in store.directory.dated(LATER, Wanted(), False, "Bo", 1000, ()).ids


def test_a_draft_asks_how_it_went(store: Store, tmp_path: Path) -> None:
    ada = add(store, "Ada Quillfeather")
    talked = "dredges a canal that silts up. She moves to Leeds on 9 October."
    noted(store, ada.id, talked, remember="looks like her sister, exam on 5 October")
    store.their_dates.add(ada.id, "boat trip", date(2026, 12, 24), LATER)
    mail = follow_up(store.person(ada.id), tmp_path, date(2026, 10, 12), lang="en").mail.decode()
    text = mail.replace("=\r\n", "").replace("\r\n", "\n")
    assert "How did it go?\n\n    You move to Leeds on 9 October (9 October 2026)\n" in text
    assert "I will be thinking of you:\n\n    boat trip (24 December 2026)\n" in text
    assert "exam on" not in text and "sister" not in text  # how you remember them is not for them
    before = follow_up(store.person(ada.id), tmp_path, date(2026, 10, 3), lang="en").mail.decode()
    assert "How did it go" not in before and before.count("Leeds") == 1  # what is ahead is not said twice


@pytest.mark.parametrize("lang", ["en", "de", "fr", "es", "it", "pt"])
@pytest.mark.sqlite
def test_a_draft_asks_in_each_language(store: Store, tmp_path: Path, lang: str) -> None:
    ada = add(store, "Ada Quillfeather")
    noted(store, ada.id, "dredges a canal that silts up")
    for words, day in (("Ghent 2026", LATER.date() - timedelta(days=1)), ("Lyon 2027", BARGE)):
        store.their_dates.add(ada.id, words, day, LATER)
    mail = follow_up(store.person(ada.id), tmp_path, LATER.date(), lang=lang).mail.decode()
    assert mail.count("Ghent 2026 (") == mail.count("Lyon 2027 (") == 1
    assert mail.index("Ghent 2026 (") < mail.index("Lyon 2027 (")


def test_undo_takes_back_step_by_step(store: Store) -> None:
    ada = add(store, "Ada Quillfeather")
    launch, back = noted(store, ada.id).dates
    store.their_dates.settle(launch.id, "asked", LATER)
    store.their_dates.move(back.id, BARGE, LATER)
    store.their_dates.add(ada.id, "exam", BARGE, LATER)
    assert store.undo(LATER).action == "date"
    assert len(store.person(ada.id).dates) == 2
    store.undo(LATER)
    store.undo(LATER)
    assert store.person(ada.id).dates == (launch, back)
    assert store.undo(LATER).action == "note"
    assert store.person(ada.id).dates == ()


def test_merging_splitting_and_forgetting_take_them_along(store: Store) -> None:
    ada, bo = add(store, "Ada Quillfeather"), add(store, "Bo Marram")
    launch = noted(store, bo.id).dates[0]
    loose = store.their_dates.add(bo.id, "zibbel exam", BARGE, LATER)
    assert [row["words"] for row in store.held(bo.id)["their_date"]][-1] == "zibbel exam"
    assert [each.id for each in store.directory.find(Wanted("zibbel"))] == [bo.id]
    store.merge(ada.id, bo.id, LATER, newer_first)
    assert [(each.id, each.person_id) for each in store.person(ada.id).dates][0] == (launch.id, ada.id)
    apart = store.split(ada.id, launch.meeting_id or 0, LATER)
    assert {each.id for each in apart.dates} >= {launch.id} and loose.id not in {each.id for each in apart.dates}
    store.trash.put([apart.id], LATER)
    assert [each.id for each in store.their_dates.all()] == [loose.id]
    store.trash.put_back([apart.id], LATER)
    assert len(store.their_dates.all()) == 3
    store.forget(apart.id)
    assert [each.id for each in store.their_dates.all(everything=True)] == [loose.id]


def test_one_that_somebody_else_changed_is_not_overwritten(store: Store) -> None:
    ada = add(store, "Ada Quillfeather")
    launch = noted(store, ada.id).dates[0]
    store.their_dates.move(launch.id, BACK, LATER)
    late = store.expecting(as_seen(fingerprint(launch), date_of(launch.id)))
    with pytest.raises(ChangedError):
        late.their_dates.settle(launch.id, "asked", LATER)


def test_an_old_note_asks_after_nothing_that_is_long_over(store: Store) -> None:
    ada = add(store, "Ada Quillfeather")
    given = Given(talked="dredges a canal that silts up; exam next Thursday; launch on 1 October", can_help=HELP)
    taken = try_note(store, ada.id, given, LATER, written_on=LATER.date() - timedelta(days=40))
    assert [each.words for each in taken.dates] == []


def test_the_commands(run: Run, db: str) -> None:
    made.people(db, "Ottoline Brackwyth", "Cy Marram")
    assert run("date", "list") == (
        0,
        "",
        'no dates of theirs to ask after: a note that says "launch on 3 May" adds one\n',
    )
    code, _, err = run("note", "ottoline", "--talked", "builds tide clocks; launch on 3 May", "--can-help", HELP)
    year = date.today().year + (date.today() >= date(date.today().year, 5, 3))  # noqa: DTZ011 - as the command does
    assert code == 0 and f"date 1: launch on 3 May ({year}-05-03); ask on {year}-05-04 how it went\n" in err
    code, _, err = run("note", "marram", "--talked", "carves oars; exam on 31 February", "--can-help", HELP)
    assert "date 2: exam on 31 February; which day is not clear\n" in err
    assert "cardscan date on 2 DAY says which\n" in err and "not a day" in err
    assert run("date", "on", "2", f"{year}-02-28")[1].startswith(f"date 2: exam on 31 February ({year}-02-28); ask on")
    assert run("date", "add", "marram", "boat trip", "--on", f"{year}-12-24")[1].startswith("date 3: boat trip (")
    code, _, err = run("date", "add", "marram", "boat trip")
    assert code == 4 and "no day to come" in err and "--on" in err
    assert run("date", "add", "marram", "--", "--")[0] == 4
    told = [json.loads(line) for line in run("date", "list", "--json")[1].splitlines()]
    assert {each["name"] for each in told} == {"Ottoline Brackwyth", "Cy Marram"}
    assert {key for each in told for key in each} == {
        *("id", "person_id", "name", "words", "day", "ask", "noted", "asked", "dropped", "meeting_id"),
    }
    assert run("date", "asked", "1")[1] == f"date 1: launch on 3 May ({year}-05-03); asked after\n"
    assert run("date", "drop", "2")[1].endswith("; not asked after\n")
    assert "date of " in run("undo", "--yes")[1]
    execute(db, "UPDATE their_date SET day = '2026-01-31' WHERE id = 2")
    line = next(each for each in run("today")[1].splitlines() if each.startswith("ask after"))
    assert line.split("\t")[:4] == ["ask after", "2", "Cy Marram", "exam on 31 February (2026-01-31)"]
    due = next(each for each in map(json.loads, run("today", "--json")[1].splitlines()) if each["what"] == "ask after")
    assert (due["id"], due["text"], due["date"], due["due"]) == (2, "exam on 31 February", "2026-01-31", "2026-02-01")
    assert "their date:   launch on 3 May" in run("show", "ottoline")[1]
    assert json.loads(run("show", "ottoline", "--json")[1])["dates"][0]["words"] == "launch on 3 May"
    assert run("date", "asked", "99")[0] == 4


@pytest.mark.sqlite
def test_the_page_and_the_api(db: str, tmp_path: Path) -> None:
    made.people(db, "Ottoline Brackwyth")
    with serving(db, tmp_path / "log") as served:
        assert served.pair().status == 303
        form = {"talked": "builds tide clocks; launch on 3 May", "can_help": HELP, "again": "yes"}
        told = served.post("/people/1/note", form).headers["location"]
        assert "you will be asked to ask how it went" in served.get(told.partition("#")[0]).text
        page = served.get("/people/1").text
        assert "Their dates" in page and "launch on 3 May" in page and 'action="/dates/1"' in page
        assert served.post("/people/1/date", {"text": "boat trip"}).status == 422
        assert served.post("/people/1/date", {"text": "boat trip", "day": "24 December"}).status == 303
        assert served.post("/dates/2/day", {"day": "25 December"}).status == 303
        assert served.post("/dates/1", {"how": "eaten"}).status == 422
        execute(db, "UPDATE their_date SET day = '2026-01-31' WHERE id = 1")
        assert "Ask how it went" in served.get("/today").text
        assert served.post("/dates/1", {"how": "asked", "here": "/today"}).headers["location"].startswith("/today")
        assert "Ask how it went" not in served.get("/today").text
        json_type = {"Content_Type": "application/json", "Origin": served.base}
        api = served.get("/api/dates?everything=true").json()
        assert [(each["id"], each["name"]) for each in api] == [(1, "Ottoline Brackwyth"), (2, "Ottoline Brackwyth")]  # type: ignore[attr-defined]
        new = served.ask("POST", "/api/people/1/dates", json.dumps({"text": "exam on 9 June"}), **json_type)
        assert new.status == 200 and new.json()["words"] == "exam on 9 June"  # type: ignore[index]
        tag = new.json()["etag"]  # type: ignore[index]
        changed = served.ask("PATCH", "/api/dates/3", json.dumps({"how": "dropped"}), If_Match=tag, **json_type)
        assert changed.status == 200 and changed.headers["etag"] != tag
        assert (
            served.ask("PATCH", "/api/dates/3", json.dumps({"day": "10 June"}), If_Match=tag, **json_type).status == 412
        )
        assert served.ask("PATCH", "/api/dates/3", "{}", **json_type).status == 422
        body = json.dumps({"talked": "builds tide clocks; wedding on 5 June", "can_help": HELP})
        taken = served.ask("POST", "/api/people/1/notes", body, **json_type).json()
        assert [each["words"] for each in taken["dates"]] == ["wedding on 5 June"]  # type: ignore[index]
