"""Who of us: where several use one store, it says who met someone, wrote a note, made a promise, changed something."""

import json
import sqlite3
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import made
import met
import pytest
from conftest import Run

from cardscan.actions.take_note import keep_typed, take_note, try_note
from cardscan.connections.notes.parts import Given
from cardscan.connections.standing import filed_away, held_back, note_that_counts
from cardscan.errors import RefusedError
from cardscan.export.readings import person_json
from cardscan.person import Event, Filing, Note, Person
from cardscan.store import Occasion, Store, open_store

pytestmark = pytest.mark.both_engines

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
    [then] = bert.person(ottoline.id).meetings
    drafts = {draft.by: draft for draft in then.drafts}
    assert (drafts["Bert"].talked, drafts["Bert"].can_help) == (OTHER.talked, "")
    assert (drafts["Anna"].talked, drafts["Anna"].can_help) == (TALKED, "n/a")
    take_note(bert, ottoline.id, Given(can_help=OTHER.can_help), LATER)
    [then] = bert.person(ottoline.id).meetings
    assert [(note.by, note.talked) for note in then.notes] == [("Anna", TALKED), ("Bert", OTHER.talked)]
    assert [draft.by for draft in then.drafts] == ["Anna"]


def test_what_is_typed_is_kept_for_each_of_us(anna: Store, bert: Store, ottoline: Person) -> None:
    here = ottoline.meetings[0].id
    assert keep_typed(anna, ottoline.id, Given(TALKED, ""), made.NOW, here, 0)
    assert keep_typed(bert, ottoline.id, Given(OTHER.talked, ""), LATER, here, 0)
    take_note(anna, ottoline.id, Given(TALKED, HELP), LATER)
    assert keep_typed(bert, ottoline.id, OTHER, LATER, here, 0)  # another's note ends no draft of his
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


@pytest.mark.sqlite
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
        [then] = now.person(of.id).meetings
        assert then.unfinished and (then.unfinished.talked, then.unfinished.by, then.by) == (TALKED, "", "")
        assert now.undo(LATER).action == "note" and now.person(of.id).meetings[0].unfinished is None
        assert now.undo(LATER).action == "cadence" and now.person(of.id).cadence == ""


def say(person: Person, note: Note) -> Person:
    """Let someone be met where a note was taken of them, or another one more."""
    return replace(person, meetings=(replace(person.meetings[0], notes=(*person.meetings[0].notes, note)),))


@pytest.mark.parametrize(
    ("notes", "held"),
    [
        ([("Anna", True, True)], ""),
        ([("Anna", True, True), ("Bert", False, True)], ""),  # a note that says nothing takes nothing away
        ([("Anna", True, True), ("Bert", True, False)], ""),  # Bert does not want to talk again; Anna does
        ([("Anna", True, True), ("Bert", True, True), ("Anna", False, False)], ""),  # Bert's counts
        ([("Anna", True, True), ("Bert", False, True), ("Anna", False, False)], "nothing is written"),  # hers no longer
        ([("Anna", True, True), ("Anna", False, False)], "filed away"),
        ([("Anna", True, True), ("Bert", False, False), ("anna", False, False)], "filed away"),
        ([("", True, True), ("Anna", False, False)], "filed away"),  # who wrote without a name is anybody
        ([("", True, True), ("Anna", False, False), ("", True, True)], ""),
        ([("", True, True), ("", False, False)], "filed away"),
    ],
)
def test_one_note_makes_a_connection_of_all_of_us(notes: list[tuple[str, bool, bool]], held: str) -> None:
    of = met.person(1, "Ottoline Brackwyth", "", "Brackwyth & Co", met.meeting(1, met.HOUR))
    for number, (by, good, again) in enumerate(notes):
        written = met.NOW + timedelta(minutes=number)
        of = say(of, Note(TALKED if good else "", HELP if good else "", written, again=again, by=by))
    why = held_back(of)
    assert (why == "") if not held else (held in why)
    assert filed_away(of) == (held == "filed away")
    assert (note_that_counts(of) is None) == (held == "nothing is written")


def test_bringing_back_ends_what_was_said_before() -> None:
    of = met.person(1, "Ottoline Brackwyth", "", "Brackwyth & Co", met.meeting(1, met.HOUR))
    of = say(of, Note("", "", met.NOW, again=False, by="Bert"))
    back = replace(of, filing=Filing("waits", met.NOW + timedelta(hours=1)))
    assert filed_away(of) and not filed_away(back)
    later = say(back, Note(TALKED, HELP, met.NOW + timedelta(hours=2), again=True, by="Anna"))
    assert not held_back(later)
    assert filed_away(say(later, Note("", "", met.NOW + timedelta(hours=3), again=False, by="Anna")))


@pytest.fixture
def fair(anna: Store, bert: Store) -> Event:
    """Anna and Bert met Ottoline at a fair, Bert alone met Perrin; each promised Ottoline something."""
    event = anna.add_event(Event(0, "Tide fair", made.NOW.date()), made.NOW)
    there = Occasion(event.id, event.date)
    [ottoline] = anna.save(made.photo(), [(made.contact(),)], made.NOW, there) or ()
    bert.save(made.photo("/photos/b.jpg"), [(made.contact(),)], made.NOW, there)
    perrin = made.contact("Perrin Quillfeather", "Quill & Co", email=())
    bert.save(made.photo("/photos/c.jpg"), [(perrin,)], made.NOW, there)
    take_note(anna, ottoline.id, Given(TALKED, HELP), made.NOW)
    due = datetime.now().astimezone().date()
    bert.add_promise(ottoline.id, "lend her the pump", "me", due, made.NOW)
    anna.add_promise(ottoline.id, "the chart of the mole", "them", due, made.NOW)
    return event


def test_commands_say_who_of_us(run: Run, fair: Event) -> None:
    name = made.contact().fn[0].value
    out = " ".join(run("--user", "Anna", "show", name)[1].split())
    assert "Anna met: " in out and "Bert met: " in out and "note of: Anna, " in out
    assert f"you promised: {HELP}" in out and "Bert promised: lend her the pump" in out
    told = " ".join(run("--user", "Bert", "who", name)[1].split())
    assert "Anna promised: " in told and "you promised: " in told and "promised Anna: " in told and "Bert met:" in told
    listed = run("list", "--met-by", "anna")[1]
    assert name in listed and "Perrin" not in listed
    assert "Perrin" in run("list", "--met-by", "Bert")[1]
    code, _, said = run("list", "--met-by", "Chloé")
    assert code == 4 and "Anna, Bert" in said
    report = run("--user", "Bert", "event", "report", "Tide fair")[1]
    assert "met by: Anna, Bert" in report and f"you to {name}: lend her the pump" in report
    assert f"Anna to {name}: {HELP}" in report and f"{name} to Anna: the chart of the mole" in report
    assert "Perrin Quillfeather" in report and ", met by Bert, waits " in report
    told_json = json.loads(run("event", "report", "Tide fair", "--json")[1])
    assert told_json["quality"][0]["met_by"] == ["Anna", "Bert"]
    assert {each["by"] for each in told_json["promises"]["mine"]} == {"Anna", "Bert"}


def test_who_changes_the_note_of_another_is_told_and_both_stay(run: Run, fair: Event, store: Store) -> None:
    name = made.contact().fn[0].value
    code, _, said = run(
        "--user", "Bert", "note", name, "--of", "anna", "--can-help", "introduce the welder of Delfzijl"
    )
    assert code == 0 and "begins with Anna's note, which stays" in said
    notes = [note for met in store.people()[0].meetings for note in met.notes]
    assert [(note.by, note.talked) for note in notes] == [("Anna", TALKED), ("Bert", TALKED)]
    assert notes[1].can_help == "introduce the welder of Delfzijl"
    assert run("--user", "Bert", "undo", "--yes")[0] == 0
    assert [note.by for met in store.people()[0].meetings for note in met.notes] == ["Anna"]
    code, _, said = run("--user", "Bert", "note", name, "--of", "Chloé", "--talked", "x")
    assert code == 4 and "who did: Anna" in said


def test_today_says_whose_promise_it_is(run: Run, fair: Event) -> None:
    out = run("--user", "Anna", "today")[1]
    assert "Bert promised: lend her the pump" in out and "\tthe chart of the mole" in out
    mine = run("--user", "Anna", "today", "--mine")[1]
    assert "pump" not in mine and "the chart of the mole" in mine
    mine = run("--user", "Bert", "today", "--mine")[1]
    assert "\tlend her the pump" in mine and "mole" not in mine
    code, _, said = run("today", "--mine")
    assert code == 4 and "--my-name" in said
    told = [json.loads(line) for line in run("today", "--json")[1].splitlines()]
    assert {each["by"] for each in told if each["what"] in ("promise", "ask")} == {"Anna", "Bert"}
    listed = run("--user", "Anna", "promise", "list")[1]
    assert "\tBert\t" in listed and "\tthem\t" in listed and "\tme\t" in listed


def test_an_alarm_rings_in_one_pocket(run: Run, fair: Event, tmp_path: Path) -> None:
    def told(*options: str, user: str) -> str:
        assert run("--user", user, "calendar", str(tmp_path / "x.ics"), *options)[0] == 0
        return (tmp_path / "x.ics").read_text("utf-8")

    assert "pump" in told(user="Bert") and "mole" not in told(user="Bert")
    assert "mole" in told(user="Anna") and "pump" not in told(user="Anna")
    assert "mole" in (both := told("--all-of-us", user="Bert")) and "pump" in both


def test_no_name_of_ours_leaves(run: Run, fair: Event, store: Store, tmp_path: Path) -> None:
    """Whatever the format, and however much of the notes goes along."""
    of = store.people()[0]
    for note in ("none", "short", "full"):
        for form in ("vcf", "json", "csv"):
            file = tmp_path / f"{note}.{form}"
            how = ("--csv",) if form == "csv" else ()
            assert run("export", str(file), "--all", "--note", note, *how)[0] == 0
            text = file.read_text("utf-8")
            assert of.contact.fn[0].value in text and "Anna" not in text and "Bert" not in text, (note, form)
            assert note != "full" or "dredges a canal" in text.replace("\n ", "")


def test_the_name_of_a_machine_is_configured(run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr("cardscan.cli.config.config_file", lambda: tmp_path / "config" / "config.toml")
    assert "your name" not in run("settings")[1]
    assert 'your name: Zoë "Z"' in run("settings", "--my-name", 'Zoë  "Z"')[1]
    assert 'your name: Zoë "Z"' in run("settings")[1]
    assert "your name" not in run("settings", "--my-name", "")[1]
    (tmp_path / "config").rmdir()
    (tmp_path / "config").write_text("a file")
    code, _, said = run("settings", "--my-name", "Zoë")
    assert code == 4 and "config" in said


def test_a_command_is_told_who_calls(run: Run, store: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    [of] = store.save(made.photo(), [(made.contact(),)], made.NOW) or ()
    monkeypatch.setenv("CARDSCAN_USER", " Anna\u200b ")
    assert run("promise", "add", str(of.id), "send the tide table")[0] == 0
    assert run("--user", "Bert", "promise", "add", str(of.id), "lend the pump")[0] == 0
    monkeypatch.delenv("CARDSCAN_USER")
    monkeypatch.setattr("cardscan.cli.config.config_file", lambda: tmp_path / "config.toml")
    (tmp_path / "config.toml").write_text('user = "Chloé"\n', "utf-8")
    assert run("promise", "add", str(of.id), "ask the dean")[0] == 0
    assert [each.by for each in store.promises()] == ["Anna", "Bert", "Chloé"]
    for told in ("user = 3", "user = [", 'name = "Anna"'):
        (tmp_path / "config.toml").write_text(told)
        code, _, said = run("list")
        assert code == 4 and "config.toml" in said and 'user = "Anna"' in said
    code, _, said = run("--user", "A" * 61, "list")
    assert code == 4 and "shorter" in said
