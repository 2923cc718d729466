"""What you can give: the list, to whom something was given, and that undo, forget, merge and copies know of it."""

import json
from dataclasses import replace
from datetime import date, timedelta

import made
import pytest
from conftest import Run
from merged import LATER, NOTE, add, newer_first
from raw import execute

from cardscan.connections.gifts import find_gift, unwritten, written
from cardscan.connections.seen import as_seen, fingerprint
from cardscan.connections.standing import Standing, standing
from cardscan.errors import ChangedError, InputError
from cardscan.person import Gift
from cardscan.store import Store

pytestmark = pytest.mark.both_engines

TODAY = date(2026, 10, 3)
GOOD = replace(NOTE, can_help="introduce our hydrologist in Ghent")
LAB = written(unwritten(), TODAY, "intro to the  hull paint lab", "end of March", ["#boats", "Boats", ""])


def test_a_gift_is_kept_as_it_is_written(store: Store) -> None:
    added = store.acting("Anna").gifts.add(LAB, LATER)
    expected = Gift(1, "intro to the hull paint lab", LATER, ("Boats",), date(2027, 3, 31), "Anna")
    assert store.gifts.all() == (added,) == (expected,)


@pytest.mark.parametrize(
    ("text", "until", "tags", "says"),
    [
        ("--", None, [], "needs a text"),
        ("x" * 1001, None, [], "too many"),
        ("a desk", "2026-10-02", [], "past|passed"),
        ("a desk", "soonish", [], "not a day"),
        ("a desk", None, ["t" * 61], "too many"),
    ],
)
@pytest.mark.sqlite
def test_what_is_no_gift_is_refused(text: str, until: str | None, tags: list[str], says: str) -> None:
    with pytest.raises(InputError, match=says) as refused:
        written(unwritten(), TODAY, text, until, tags)
    assert refused.value.advice


def test_a_gift_is_found_by_id_or_words(store: Store) -> None:
    lab = store.gifts.add(LAB, LATER)
    desk = store.gifts.add(written(unwritten(), TODAY, "a desk in the Möwe lab"), LATER)
    gifts = store.gifts.all()
    assert find_gift(str(desk.id), gifts) == find_gift("MOWE desk", gifts) == desk
    assert find_gift("hull", gifts) == lab
    with pytest.raises(InputError, match="2 match 'lab'"):
        find_gift("lab", gifts)
    for nothing in ("crane", "", "?"):
        with pytest.raises(InputError, match="nothing like"):
            find_gift(nothing, gifts)


def test_giving_keeps_a_promise_and_cements(store: Store) -> None:
    ada = add(store, "Ada Quillfeather")
    made.noted(store, ada.id, GOOD, LATER)
    lab = store.gifts.add(LAB, LATER)
    assert standing(store.person(ada.id)) is Standing.QUALITY
    given = store.gifts.give(lab.id, ada.id, LATER, LATER)
    assert (given.text, given.kept, given.gift_id) == (lab.text, LATER, lab.id)
    assert standing(store.person(ada.id)) is Standing.CEMENTED
    assert store.gifts.given() == {lab.id: (given,)}
    with pytest.raises(InputError, match="no gift 99"):
        store.gifts.give(99, ada.id, LATER, LATER)


def test_giving_keeps_the_promise_that_was_made_of_it(store: Store) -> None:
    ada = add(store, "Ada Quillfeather")
    theirs = store.add_promise(ada.id, "Intro to the hull paint lab", "them", None, LATER)
    mine = store.add_promise(ada.id, "Intro to the hull paint lab", "me", TODAY, LATER)
    lab = store.gifts.add(LAB, LATER)
    given = store.gifts.give(lab.id, ada.id, LATER, LATER)
    assert given == replace(mine, kept=LATER, gift_id=lab.id)
    assert store.person(ada.id).promises == (theirs, given)
    again = store.gifts.give(lab.id, ada.id, LATER, LATER)
    assert again.id not in (mine.id, theirs.id)  # given twice is twice


def test_undo_takes_back_step_by_step(store: Store) -> None:
    ada = add(store, "Ada Quillfeather")
    lab = store.gifts.add(LAB, LATER)
    store.gifts.give(lab.id, ada.id, LATER, LATER)
    store.gifts.change(lab.id, lambda of: replace(of, text="a desk"), LATER)
    store.gifts.remove(lab.id, LATER)
    assert store.gifts.all() == ()
    assert [each.gift_id for each in store.person(ada.id).promises] == [lab.id]  # what was given stays given
    assert store.undo(LATER).things == ("a desk",)
    assert [each.text for each in store.gifts.all()] == ["a desk"]
    store.undo(LATER)
    assert store.gifts.all() == (lab,)
    assert store.undo(LATER).people == (ada.id,)
    assert store.person(ada.id).promises == ()
    assert store.undo(LATER).things == (lab.text,)
    assert store.gifts.all() == ()
    assert store.gifts.add(LAB, LATER).id > lab.id  # an id that a promise may name is not given again


def test_a_change_of_before_there_were_gifts_is_undone(store: Store, db: str) -> None:
    ada = add(store, "Ada Quillfeather")
    promise = store.add_promise(ada.id, "send the chart", "me", None, LATER)
    store.settle_promise(promise.id, "kept", LATER)
    rows = "REPLACE(CAST(rows AS TEXT), ', \"gift_id\": null', '')"
    execute(db, f"UPDATE change SET rows = {rows if db.endswith('.db') else f'CAST({rows} AS JSON)'}")  # noqa: S608
    store.undo(LATER)
    assert store.person(ada.id).promises == (promise,)
    store.undo(LATER)
    assert store.person(ada.id).promises == ()


def test_what_was_given_goes_with_the_person(store: Store) -> None:
    ada, bo = add(store, "Ada Quillfeather"), add(store, "Bo Marram")
    lab = store.gifts.add(LAB, LATER)
    given = store.gifts.give(lab.id, bo.id, LATER, LATER)
    assert [row["gift_id"] for row in store.held(bo.id)["promise"]] == [lab.id]
    store.merge(ada.id, bo.id, LATER, newer_first)
    assert store.person(ada.id).promises == (replace(given, person_id=ada.id),)
    store.trash.put([ada.id], LATER)
    assert store.gifts.given() == {}
    store.trash.put_back([ada.id], LATER)
    assert [each.gift_id for each in store.person(ada.id).promises] == [lab.id]
    store.forget(ada.id)
    assert store.gifts.given() == {}
    assert store.gifts.all() == (lab,)


def test_a_gift_that_somebody_else_changed_is_not_overwritten(store: Store) -> None:
    lab = store.gifts.add(LAB, LATER)
    store.gifts.change(lab.id, lambda of: replace(of, text="a desk"), LATER)
    late = store.expecting(as_seen(fingerprint(lab)))
    with pytest.raises(ChangedError):
        late.gifts.change(lab.id, lambda of: of, LATER)
    with pytest.raises(ChangedError):
        late.gifts.remove(lab.id, LATER)


def test_the_commands(run: Run, db: str) -> None:
    made.people(db, "Ottoline Brackwyth", "Cy Marram")
    assert run("give", "list") == (
        0,
        "",
        'nothing on your list: cardscan give add "intro to the hull paint lab" adds something\n',
    )
    assert run("give", "add", "intro to the hull paint lab", "--tag", "boats")[1] == (
        "gift 1: intro to the hull paint lab [boats]\n"
    )
    run("give", "add", "a desk in our workshop", "--tag", "place")
    assert run("give", "edit", "desk", "--tag", "", "--text", "a desk by the quay")[1] == "gift 2: a desk by the quay\n"
    code, out, _ = run("give", "to", "marram", "hull", "--date", "2026-10-02")
    assert (code, out) == (0, "given to Cy Marram (2) on 2026-10-02: intro to the hull paint lab (promise 1, kept)\n")
    lines = run("give", "list")[1].splitlines()
    assert lines == ["1\tintro to the hull paint lab\tboats\t\t\tCy Marram 2026-10-02", "2\ta desk by the quay\t\t\t\t"]
    told = [json.loads(line) for line in run("give", "list", "--json", "--tag", "BOATS")[1].splitlines()]
    assert [(each["id"], each["tags"], each["until"]) for each in told] == [(1, ["boats"], None)]
    assert told[0]["given"] == [{"person_id": 2, "name": "Cy Marram", "promise_id": 1, "on": "2026-10-02"}]
    assert run("give", "remove", "quay") == (0, "", "removed gift 2: a desk by the quay\n")
    assert "(a desk by the quay)" in run("undo", "--yes")[1]
    assert run("give", "edit", "1")[0] == 2
    assert json.loads(run("promise", "list", "--all", "--json")[1])["gift_id"] == 1


def test_each_command_prints_what_it_did_as_json(run: Run, db: str) -> None:
    made.people(db, "Ottoline Brackwyth")

    def told(*arguments: str) -> dict[str, object]:
        code, out, _ = run("give", *arguments, "--json")
        assert code == 0
        return json.loads(out)  # type: ignore[no-any-return]

    added = told("add", "intro to the hull paint lab", "--tag", "boats")
    assert (added["text"], added["tags"], added["given"]) == ("intro to the hull paint lab", ["boats"], [])
    assert told("edit", "hull", "--tag", "")["tags"] == []
    [to] = told("to", "Ottoline", "hull")["given"]  # type: ignore[misc]
    assert to["name"] == "Ottoline Brackwyth" and told("list")["given"] == [to]
    assert told("remove", "hull")["text"] == "intro to the hull paint lab"


def test_what_can_no_longer_be_given_is_listed_on_request(run: Run, db: str) -> None:
    run("give", "add", "a desk", "--until", "tomorrow")
    execute(db, "UPDATE gift SET until = '2026-01-31'")
    assert run("give", "list")[1] == ""
    assert "2026-01-31" in run("give", "list", "--all")[1]


def test_giving_says_what_it_cements(run: Run, store: Store) -> None:
    ada = add(store, "Ada Quillfeather", made.NOW - timedelta(days=1))
    made.noted(store, ada.id, GOOD, LATER)
    store.gifts.add(LAB, LATER)
    assert "your connection with Ada Quillfeather" in run("give", "to", "ada", "hull")[2]
    assert "cemented" not in run("give", "to", "ada", "hull")[2]
