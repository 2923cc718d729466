"""Who of us: where several use one store, it says who met someone, wrote a note, made a promise, changed something."""

import json
import sqlite3
from datetime import date, timedelta
from pathlib import Path

import made
import pytest
from conftest import Run

from cardscan.actions.take_note import keep_typed, take_note, try_note
from cardscan.connections.notes.parts import Given
from cardscan.errors import RefusedError
from cardscan.export.readings import person_json
from cardscan.person import Person
from cardscan.store import Store, open_store

TALKED = "dredges a canal that silts up behind the lock"
HELP = "introduce our hydrologist in Ghent"
OTHER = Given("her lock gates leak at every spring tide", "send the welder from Delfzijl to her")
LATER = made.NOW + timedelta(hours=1)


@pytest.fixture
def anna(store: Store) -> Store:
    return store.acting("Anna")


@pytest.fixture
def bert(store: Store) -> Store:
    return store.acting("Bert")


@pytest.fixture
def ottoline(anna: Store) -> Person:
    [person] = anna.save(made.photo(), [(made.contact(),)], made.NOW) or ()
    return person


def test_each_of_us_has_a_name_on_what_they_did(anna: Store, bert: Store, ottoline: Person) -> None:
    take_note(anna, ottoline.id, Given(TALKED, HELP), made.NOW)
    bert.add_promise(ottoline.id, "show her the sluice at Gouda", "me", None, LATER)
    of = bert.add_meeting(ottoline.id, date(2026, 10, 9), LATER)
    assert [(met.by, [note.by for note in met.notes]) for met in of.meetings] == [("Anna", ["Anna"]), ("Bert", [])]
    assert [(each.text, each.by) for each in of.promises] == [(HELP, "Anna"), ("show her the sluice at Gouda", "Bert")]
    told = json.loads(person_json(of))
    assert [met["by"] for met in told["meetings"]] == ["Anna", "Bert"]
    assert told["meetings"][0]["notes"][0]["by"] == "Anna" and told["promises"][1]["by"] == "Bert"


def test_of_one_alone_nothing_names_anybody(store: Store) -> None:
    [of] = store.save(made.photo(), [(made.contact(),)], made.NOW) or ()
    try_note(store, of.id, Given(TALKED, HELP), made.NOW)
    try_note(store, of.id, Given(talked="and"), LATER)
    assert '"by"' not in person_json(store.person(of.id))


def test_a_note_is_its_writers(anna: Store, bert: Store, ottoline: Person) -> None:
    """What Bert leaves out of his note is not taken from Anna's, and what is unfinished is each one's own."""
    take_note(anna, ottoline.id, Given(TALKED, HELP), made.NOW)
    with pytest.raises(RefusedError):
        take_note(bert, ottoline.id, Given(talked=OTHER.talked), LATER)
    with pytest.raises(RefusedError):
        take_note(anna, ottoline.id, Given(can_help="n/a"), LATER)
    [met] = bert.person(ottoline.id).meetings
    drafts = {draft.by: draft for draft in met.drafts}
    assert (drafts["Bert"].talked, drafts["Bert"].can_help) == (OTHER.talked, "")
    assert (drafts["Anna"].talked, drafts["Anna"].can_help) == (TALKED, "n/a")
    take_note(bert, ottoline.id, Given(can_help=OTHER.can_help), LATER)
    [met] = bert.person(ottoline.id).meetings
    assert [(note.by, note.talked) for note in met.notes] == [("Anna", TALKED), ("Bert", OTHER.talked)]
    assert [draft.by for draft in met.drafts] == ["Anna"]


def test_what_is_typed_is_kept_for_each_of_us(anna: Store, bert: Store, ottoline: Person) -> None:
    met = ottoline.meetings[0].id
    assert keep_typed(anna, ottoline.id, Given(TALKED, ""), made.NOW, met, 0)
    assert keep_typed(bert, ottoline.id, Given(OTHER.talked, ""), LATER, met, 0)
    take_note(anna, ottoline.id, Given(TALKED, HELP), LATER)
    assert keep_typed(bert, ottoline.id, OTHER, LATER, met, 0)  # another's note ends no draft of his
    [met_then] = bert.person(ottoline.id).meetings
    assert [(draft.by, draft.can_help) for draft in met_then.drafts] == [("Bert", OTHER.can_help)]


def test_who_does_not_say_which_means_their_own_meeting(anna: Store, bert: Store, ottoline: Person) -> None:
    bert.add_meeting(ottoline.id, date(2026, 9, 1), LATER)
    take_note(bert, ottoline.id, OTHER, LATER)
    take_note(anna, ottoline.id, Given(TALKED, HELP), LATER)
    of = bert.person(ottoline.id)
    assert [(met.by, [note.by for note in met.notes]) for met in of.meetings] == [
        ("Bert", ["Bert"]),
        ("Anna", ["Anna"]),
    ]


def test_the_same_card_from_two_of_us_is_two_meetings(anna: Store, bert: Store, ottoline: Person) -> None:
    [again] = bert.save(made.photo("/photos/b.jpg"), [(made.contact(),)], made.NOW) or ()
    assert again.id == ottoline.id and [met.by for met in again.meetings] == ["Anna", "Bert"]


def test_undo_takes_back_what_one_did_oneself(anna: Store, bert: Store, ottoline: Person) -> None:
    take_note(anna, ottoline.id, Given(TALKED, HELP), made.NOW)
    bert.set_cadence(ottoline.id, "month", LATER)
    assert (change := anna.last_change()) and (change.action, change.by) == ("note", "Anna")
    anna.undo(LATER, change.id)
    of = anna.person(ottoline.id)
    assert not of.meetings[0].notes and of.cadence == "month"
    assert (change := bert.last_change()) and change.by == "Bert"


def test_what_another_built_on_is_not_taken_back(anna: Store, bert: Store, ottoline: Person) -> None:
    made_event = anna.set_cadence(ottoline.id, "month", made.NOW)
    bert.set_cadence(made_event.id, "year", LATER)
    with pytest.raises(RefusedError, match="later changes build on it"):
        anna.undo(LATER)
    assert anna.person(ottoline.id).cadence == "year"


def test_a_store_of_before_is_brought_up_to_date(db: str, store: Store) -> None:
    """Drafts stay, and changes of before can still be taken back."""
    [of] = store.save(made.photo(), [(made.contact(),)], made.NOW) or ()
    store.set_cadence(of.id, "month", made.NOW)
    try_note(store, of.id, Given(talked=TALKED), LATER)
    with sqlite3.connect(db) as database:
        for statement in made.as_of("0016"):
            database.execute(statement)
        for key, rows in database.execute("SELECT id, rows FROM change").fetchall():
            steps = [
                (table, of_row[:1], *(row and {k: v for k, v in row.items() if k != "by"} for row in both))
                for table, of_row, *both in json.loads(rows)
            ]
            database.execute("UPDATE change SET rows = ? WHERE id = ?", (json.dumps(steps), key))
    with open_store(db) as now:
        [met] = now.person(of.id).meetings
        assert met.unfinished and (met.unfinished.talked, met.unfinished.by, met.by) == (TALKED, "", "")
        assert now.undo(LATER).action == "note" and now.person(of.id).meetings[0].unfinished is None
        assert now.undo(LATER).action == "cadence" and now.person(of.id).cadence == ""


def test_a_command_is_told_who_calls(run: Run, store: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    [of] = store.save(made.photo(), [(made.contact(),)], made.NOW) or ()
    monkeypatch.setenv("CARDSCAN_USER", " Anna\u200b ")
    assert run("promise", "add", str(of.id), "send the tide table")[0] == 0
    assert run("--user", "Bert", "promise", "add", str(of.id), "lend the pump")[0] == 0
    monkeypatch.delenv("CARDSCAN_USER")
    monkeypatch.setattr("cardscan.cli.user.config_file", lambda: tmp_path / "config.toml")
    (tmp_path / "config.toml").write_text('user = "Chloé"\n', "utf-8")
    assert run("promise", "add", str(of.id), "ask the dean")[0] == 0
    assert [each.by for each in store.promises()] == ["Anna", "Bert", "Chloé"]
    for told in ("user = 3", "user = [", 'name = "Anna"'):
        (tmp_path / "config.toml").write_text(told)
        code, _, said = run("list")
        assert code == 4 and "config.toml" in said and 'user = "Anna"' in said
    code, _, said = run("--user", "A" * 61, "list")
    assert code == 4 and "shorter" in said
