"""Whom `list` lists, and what `show` shows."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import made
import pytest
from conftest import Run

from cardscan.connections.standing import held_back, standing
from cardscan.errors import Exit
from cardscan.person import Event, Note
from cardscan.store import Store, Wanted, open_store

LATER = made.NOW + timedelta(hours=2)
GOOD = Note("dredges a canal that silts up behind the lock", "introduce our hydrologist in Ghent", made.NOW)


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """Four people: one waits, one is a quality connection, one is cemented, one is filed away."""
    with open_store(str(tmp_path / "x.db")) as opened:
        for name, org in (
            ("Wenna Müller", "Quay Ltd"),
            ("Quin Marram", "Quay Ltd"),
            ("Cem Kvapilík", "Sluice & Sønner"),
            ("Fil Åsgård", "Sluice & Sønner"),
        ):
            contact = made.contact(name, org, email=(), title=())
            opened.save(made.photo(f"/{name}.jpg", made.card(contact)), [(contact,)], made.NOW)
        made.noted(opened, 2, GOOD, LATER)
        made.noted(opened, 3, GOOD, LATER)
        opened.settle_promise(opened.add_promise(3, "send the chart", "me", None, LATER).id, "kept", LATER)
        made.noted(opened, 4, replace(GOOD, again=False), LATER)
        fair = opened.add_event(Event(0, "Tide fair", date(2026, 11, 5)), LATER)
        opened.add_meeting(1, date(2026, 11, 5), LATER, fair.id, "Hall 3")
        opened.add_meeting(3, date(2026, 11, 5), LATER, fair.id)
        yield opened


def listed(run: Run, *arguments: str) -> list[int]:
    code, out, _ = run("list", *arguments)
    assert code == Exit.OK
    return [int(line.split("\t")[0]) for line in out.splitlines()]


@pytest.mark.parametrize(
    ("arguments", "ids"),
    [
        ([], [1, 2, 3, 4]),
        (["--waiting"], [1]),
        (["--quality"], [2, 3]),
        (["--cemented"], [3]),
        (["--event", "tide"], [1, 3]),
        (["--event", "1", "--quality"], [3]),
        (["--since", "2026-11-01"], [1, 3]),
        (["--since", "2026-10-02"], [1, 2, 3, 4]),
        (["--since", "2026-11-06"], []),
        (["--company", "sonner"], [3, 4]),
        (["--company", "quay ltd", "--waiting"], [1]),
        (["mueller"], [1]),
        (["MULLER", "wen"], [1]),
        (["hydrologist", "quay"], [2]),
        (["sluice", "--event", "tide"], [3]),
        (["nothing", "of", "that"], []),
        (["!"], []),
    ],
)
def test_filters_add_up(run: Run, store: Store, arguments: list[str], ids: list[int]) -> None:
    assert listed(run, *arguments) == ids


def test_brief_people_stand_where_they_stand(store: Store) -> None:
    nameless = made.contact(name="", org="Quay Ltd")
    store.save(made.photo("/nameless.jpg", made.card(nameless)), [(nameless,)], LATER)
    made.noted(store, 1, Note("nice chat", "see you", LATER), LATER)
    full, brief = tuple(store.directory.find(Wanted())), tuple(store.directory.find(Wanted(), brief=True))
    assert full == store.people()
    assert [standing(each) for each in brief] == [standing(each) for each in full]
    assert [held_back(each) for each in brief] == [held_back(each) for each in full]
    for kind in ("fn", "org", "title"):
        values = [
            [[field.value for field in getattr(each.contact, kind)] for each in people] for people in (full, brief)
        ]
        assert values[0] == values[1]
    assert brief[-1].contact.tel == ()


def test_the_likeliest_come_first(run: Run, store: Store) -> None:
    made.noted(store, 1, replace(GOOD, remember="as the marram grass"), LATER)
    assert listed(run, "marram") == [2, 1]


def test_what_cannot_be_meant_is_said(run: Run, store: Store) -> None:
    assert run("list", "--event", "regatta")[0] == Exit.INPUT
    assert run("list", "--since", "someday")[0] == Exit.INPUT
    code, out, err = run("list", "regatta")
    assert (code, out, err) == (Exit.OK, "", "nobody matches: leave out a filter, or give fewer words\n")


def test_the_table_says_where_you_met_and_what_is_to_do(run: Run, store: Store) -> None:
    rows = [line.split("\t") for line in run("list")[1].splitlines()]
    assert rows[0] == ["1", "Wenna Müller", "Quay Ltd", "", "2026-11-05", "Tide fair", "note"]
    assert rows[3][-1] == "filed away"


def test_json_holds_all_of_it(run: Run, store: Store) -> None:
    made.unfinished(store, 1, Note("nice chat", "", LATER, looks_for="sand"), LATER)
    store.set_cadence(1, "quarter", LATER)
    store.add_contacted(1, date(2026, 11, 20), LATER)
    store.snooze(1, date(2026, 12, 24), LATER)
    store.add_promise(1, "send the tables", "them", date(2026, 12, 1), LATER)
    value = json.loads(run("show", "1", "--json")[1])
    assert value == json.loads(run("list", "--json", "wenna")[1])
    assert value["fn"][0]["box"] is not None
    met = value["meetings"][-1]
    assert (met["date"], met["event"], met["event_id"], met["place"], met["notes"]) == (
        "2026-11-05", "Tide fair", 1, "Hall 3", [],
    )  # fmt: skip
    assert (met["unfinished"]["talked"], met["unfinished"]["looks_for"]) == ("nice chat", "sand")
    assert [(each["text"], each["owner"], each["due"], each["kept"]) for each in value["promises"]] == [
        ("send the tables", "them", "2026-12-01", None)
    ]
    assert (value["cadence"], value["contacted"], value["snoozed"]) == ("quarter", ["2026-11-20"], "2026-12-24")
    [note] = json.loads(run("show", "4", "--json")[1])["meetings"][0]["notes"]
    assert note == {
        "talked": GOOD.talked, "can_help": GOOD.can_help, "looks_for": "", "offers": "", "proud_of": "", "remember": "",
        "again": False, "written": "2026-10-03T09:30:00+00:00",
    }  # fmt: skip


def test_show_tells_everything(run: Run, store: Store) -> None:
    made.noted(store, 1, replace(GOOD, looks_for="sand", remember="waves\x1b[2J a lot", again=False), LATER)
    made.unfinished(store, 1, Note("nice chat", "", LATER), LATER)
    promise = store.add_promise(1, "send the tables", "them", date(2026, 12, 1), LATER)
    store.settle_promise(store.add_promise(1, "send a map", "me", None, LATER).id, "dropped", LATER)
    store.set_cadence(1, "2 weeks", LATER)
    store.add_contacted(1, date(2026, 11, 20), LATER)
    store.snooze(1, date(2026, 12, 24), LATER)
    lines = run("show", "wenna")[1].splitlines()
    for line in (
        "met:          2026-11-05 Tide fair, Hall 3",
        "looks for:    sand",
        "remember by:  waves [2J a lot",
        "talk again:   no",
        "talked about: nice chat (unfinished: the note is not taken yet)",
        f"promised you: send the tables (by 2026-12-01; promise {promise.id})",
        "you promised: send a map (dropped; promise 3)",
        "in touch:     2026-11-20",
        "get back:     every 2 weeks",
        "not before:   2026-12-24",
    ):
        assert line in lines, line
