"""who, merge, split, different, undo, as the user calls them."""

import json
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import made
import pytest
from conftest import Run

from cardscan.errors import Exit
from cardscan.model import PhotoReading
from cardscan.person import Event, Note
from cardscan.store import Occasion, open_store


@pytest.fixture
def run(run: Run, db: str) -> Run:
    cell = made.field("+4520123456", type="cell")
    with open_store(db) as store:
        fair = store.add_event(Event(0, "Tide fair", date(2026, 10, 2), place="Aarhus"), made.NOW)
        store.save(made.photo("/1.jpg"), [(made.contact(),)], made.NOW, Occasion(event_id=fair.id))
        made.noted(store, 1, Note("dredges a canal that silts up", "our hydrologist", made.NOW), made.NOW)
        store.add_promise(1, "send the chart", "me", date(2026, 10, 9), made.NOW)
        kept = store.add_promise(1, "call the harbour", "me", None, made.NOW)
        store.settle_promise(kept.id, "kept", made.NOW)
        new = made.contact(org="Tidewell", title=(), tel=(cell,), email=(made.field("o@tidewell.example"),))
        store.save(made.photo("/2.jpg"), [(new,)], made.NOW, Occasion(day=date(2026, 11, 2)))
    return run


def test_who_by_name(run: Run) -> None:
    code, out, _ = run("who", "Brackwyth, O.")
    assert code == Exit.OK
    assert "perhaps Ottoline Brackwyth (1), Head of Tides, Brackwyth & Sønner" in out
    assert "same name, initials, in another order" in out
    assert "2026-10-02 Tide fair" in out
    assert "dredges a canal" in out
    assert "send the chart (by 2026-10-09" in out
    assert "call the harbour" not in out  # it is kept
    assert run("who", "Perrin Quillfeather")[0] == Exit.WHO


def reads(monkeypatch: pytest.MonkeyPatch, read: Callable[[Path], PhotoReading]) -> None:
    monkeypatch.setattr("cardscan.processes.pool.read_all", lambda paths, **_: (read(path) for path in paths))


def test_who_on_a_photo_is_read_and_not_stored(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    photo = tmp_path / "card.jpg"
    photo.write_bytes(made.JPEG)
    card = made.card(
        made.contact(org="Tidewell", tel=made.contact().tel, title=(), email=(made.field("o.b@quay.example"),))
    )
    reads(monkeypatch, lambda path: made.photo(str(path), card))
    code, out, _ = run("who", str(photo))
    assert code == Exit.OK
    assert "likely Ottoline Brackwyth (1)" in out
    assert "company Tidewell, before Brackwyth & Sønner" in out
    found = [json.loads(line) for line in run("who", str(photo), "--json")[1].splitlines()]
    assert {each["id"] for each in found} == {1, 2}
    assert found[0]["verdict"] == "likely"
    assert found[0]["reasons"]
    assert len(run("list")[1].splitlines()) == 2
    stranger = made.card(made.contact("Perrin Quillfeather", org="", tel=(), email=(), title=()))
    reads(monkeypatch, lambda path: made.photo(str(path), stranger))
    assert run("who", str(photo))[:2] == (Exit.OK, "Perrin Quillfeather: you have not met before\n")
    reads(monkeypatch, lambda path: made.failed(str(path)))
    assert run("who", str(photo))[0] == Exit.SOME_FAILED


def test_merge_split_and_undo_lose_nothing(run: Run) -> None:
    before = run("list", "--json")[1]
    code, out, _ = run("merge", "1", "2")
    assert (code, out.splitlines()[-1]) == (Exit.OK, "cardscan undo reverses it")
    assert "met twice" in out
    one = json.loads(run("show", "2", "--json")[1])  # the old id still finds them
    assert (one["id"], one["org"][0]["value"], len(one["meetings"])) == (1, "Tidewell", 2)
    assert len(one["meetings"][0]["notes"]) == 1
    code, out, _ = run("split", "1")
    assert code == Exit.OK
    assert "was met on 2026-11-02" in out
    assert len(run("list")[1].splitlines()) == 2
    assert "undone: split" in run("undo")[1]
    assert "undone: merge" in run("undo")[1]
    after = run("list", "--json")[1]
    assert [{**json.loads(line), "revised": ""} for line in after.splitlines()] == [
        {**json.loads(line), "revised": ""} for line in before.splitlines()
    ]


def test_which_meeting_is_split(run: Run) -> None:
    assert run("split", "1")[0] == Exit.INPUT  # there is one
    run("merge", "1", "2")
    code, out, _ = run("split", "1", "--date", "2026-10-02")
    assert "was met on 2026-10-02" in out
    assert code == Exit.OK
    run("undo")
    code, _, err = run("split", "1", "--date", "2026-01-01")
    assert code == Exit.INPUT
    assert "--meeting 1" in err
    assert run("split", "1", "--meeting", "2")[0] == Exit.OK


def test_different_people(run: Run) -> None:
    code, out, _ = run("different", "1", "2")
    assert code == Exit.OK
    assert "are two people" in out
    assert run("different", "1", "1")[0] == run("merge", "1", "1")[0] == Exit.REFUSED
    assert "undone: different" in run("undo")[1]


def test_undo_without_anything_to_undo(run: Run, tmp_path: Path) -> None:
    assert run("undo", "--db", str(tmp_path / "empty.db"))[0] == Exit.REFUSED


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)


def test_undo_says_what_it_takes_back_before_it_does(run: Run, terminal: None, monkeypatch: pytest.MonkeyPatch) -> None:
    run("different", "1", "2")
    asked: list[str] = []
    answers = iter((False, True))

    def confirm(question: str, **_: object) -> bool:
        asked.append(question)
        return next(answers)

    monkeypatch.setattr("click.confirm", confirm)
    code, out, err = run("undo")
    assert (code, out, err) == (Exit.OK, "", "nothing was undone\n")
    assert asked[0].startswith("Undo: different of ") and "Ottoline Brackwyth" in asked[0]
    code, out, _ = run("undo")
    assert (code, out.partition(" of ")[0]) == (Exit.OK, "undone: different")
    assert len(asked) == 2


def test_undo_asks_nobody_with_yes(run: Run, terminal: None, monkeypatch: pytest.MonkeyPatch) -> None:
    run("different", "1", "2")
    monkeypatch.setattr("click.confirm", lambda *_, **__: pytest.fail("it asked"))
    assert "undone: different" in run("undo", "--yes")[1]


def test_undo_takes_back_nothing_else_than_it_asked_about(
    run: Run, db: str, terminal: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("different", "1", "2")

    def meanwhile(*_: object, **__: object) -> bool:
        with open_store(db) as store:
            store.set_cadence(1, "year", datetime.now(UTC))
        return True

    monkeypatch.setattr("click.confirm", meanwhile)
    code, out, err = run("undo")
    assert (code, out) == (Exit.REFUSED, "")
    assert "something else has changed since (cadence), so nothing was undone" in err
    with open_store(db) as store:
        assert store.person(1).cadence == "year" and store.directory.someone_else() == {(1, 2)}
