"""Piles: many values of one kind at a time, accepted as one step; in the rules and in the shell."""

from dataclasses import replace
from itertools import pairwise

import made
import pytest
from conftest import Run
from test_companies import firm

from cardscan.actions.piles import Answer, settle
from cardscan.connections.doubts import Doubt, doubt_of
from cardscan.connections.standing import COMPANY, filed, unsure
from cardscan.errors import Exit
from cardscan.model import Field
from cardscan.person import Event
from cardscan.store import Occasion, Store, open_store
from cardscan.store.waiting import Asked, Item

pytestmark = pytest.mark.both_engines

NAMES = ("Ada Quillfeather", "Bodil Marramgrass", "Cosimo Tidewe11", "Dorrit Kelpwright")


def doubtful(name: str, confidence: float, **more: object) -> Field:
    given, _, family = name.partition(" ")
    return made.field(name, sure=False, confidence=confidence, parts={"given": given, "family": family}, **more)


@pytest.fixture
def piled(db: str) -> None:
    """Four names to look at, the last read by one reader; somebody without a name; a company; one who is all sure."""
    with open_store(db) as store:
        fair = store.add_event(Event(0, "Tide fair", made.NOW.date()), made.NOW)
        for number, name in enumerate(NAMES):
            origin = "rapidocr" if number == 3 else "tesseract+rapidocr"
            fn = (doubtful(name, 0.9 - number / 10, origin=origin),)
            save(store, number, made.contact(name, f"Firm {number}", fn=fn, tel=(), email=(), title=()), fair.id)
        save(store, 4, made.contact("", "Firm 4", title=(made.field("Pilot"),), tel=(), email=()))
        save(store, 5, firm())
        save(store, 6, made.contact("Ottoline Brackwyth", "Firm 6", title=(), tel=(), email=()))


def save(store: Store, number: int, contact: object, event_id: int | None = None) -> None:
    photo = made.photo(f"/photos/{number}.jpg", made.card(contact))  # type: ignore[arg-type]
    store.save(photo, [(contact,)], made.NOW, Occasion(event_id))  # type: ignore[list-item]


def names(store: Store) -> list[str]:
    return [person.contact.fn[0].value if person.contact.fn else "" for person in store.people()]


def pile(store: Store, kind: str, doubt: Doubt | None = None, event_id: int | None = None) -> tuple[Item, ...]:
    """Read a pile, one by one as well as at once."""
    asked = Asked(kind, doubt, event_id)
    found = store.directory.waiting.pile(asked, 50)
    assert len(found) == store.directory.waiting.size(asked)
    for before, after in pairwise(found):
        assert store.directory.waiting.pile(asked, 1, after=before) == (after,)
    assert store.directory.waiting.pile(asked, 50, offset=1) == found[1:]
    return found


def test_a_pile_has_all_of_one_kind_the_likeliest_first(store: Store, piled: None) -> None:
    assert store.directory.waiting.sizes() == {"fn": 5, "companies": 1}
    found = pile(store, "fn")
    assert [each.person.id for each in found] == [1, 2, 3, 4, 5]  # who has no name comes last
    assert [each.what.doubt for each in found] == ["agreed", "agreed", "agreed", "one reader", "missing"]
    assert [each.person.id for each in pile(store, "fn", "one reader")] == [4]
    assert [each.person.id for each in pile(store, "fn", event_id=1)] == [1, 2, 3, 4]
    assert [each.person.id for each in pile(store, "companies")] == [6]
    assert pile(store, "tel") == () and store.directory.waiting.sizes(1) == {"fn": 4}


@pytest.mark.parametrize(
    ("origin", "doubt"),
    [
        ("tesseract+rapidocr", "agreed"),
        ("tesseract", "one reader"),
        ("fused", "one reader"),
        ("rapidocr; enrich: completed with +49 of the card's country, DE", "changed"),
        ("enrich: from the e-mail", "changed"),
    ],
)
def test_why_a_value_is_looked_at(origin: str, doubt: str) -> None:
    assert doubt_of(Field("x", origin=origin)) == doubt
    assert doubt_of(None) == "missing"


def test_a_page_is_one_step(store: Store, piled: None) -> None:
    right, wrong = Answer(1, "fn", NAMES[0]), Answer(3, "fn", NAMES[2], "Cosimo Tidewell")
    taken = settle(store, [right, wrong, Answer(5, "fn", "", "Ebba Pilot")], made.NOW, [6, 7])
    assert (taken.right, taken.corrected, taken.filed, taken.problems) == (1, 2, 1, ())
    assert names(store) == ["Ada Quillfeather", NAMES[1], "Cosimo Tidewell", NAMES[3], "Ebba Pilot", "",
                            "Ottoline Brackwyth"]  # fmt: skip
    assert [bool(unsure(person.contact)) for person in store.people()][:5] == [False, True, False, True, False]
    store.undo(made.NOW)
    assert store.directory.waiting.sizes() == {"fn": 5, "companies": 1}


def test_what_cannot_be_taken_is_told_and_the_rest_counts(store: Store, piled: None) -> None:
    store.edit(2, lambda contact: replace(contact, fn=(made.field("Bodil M."),)), made.NOW)
    answers = [Answer(1, "fn", NAMES[0]), Answer(2, "fn", NAMES[1]), Answer(4, "tel", "", "12")]
    taken = settle(store, answers, made.NOW)
    assert taken.right == 1 and [each.answer.person_id for each in taken.problems] == [2, 4]
    assert "changed meanwhile" in taken.problems[0].error.message
    assert names(store)[1] == "Bodil M."


def test_who_is_gone_meanwhile_holds_nobody_up(store: Store, piled: None) -> None:
    store.forget(2)
    taken = settle(store, [Answer(1, "fn", NAMES[0]), Answer(2, "fn", NAMES[1])], made.NOW, [2, 6])
    assert (taken.right, taken.filed) == (1, 1) and "no longer there" in taken.problems[0].error.message


def test_two_values_of_one_person_are_both_taken(store: Store) -> None:
    tels = (made.field("+4520123456", sure=False), made.field("+4533123456", sure=False))
    save(store, 0, made.contact("Ada Quillfeather", tel=tels))
    found = pile(store, "tel")
    taken = settle(
        store, [Answer(each.person.id, "tel", each.what.field.value) for each in found if each.what.field], made.NOW
    )
    assert taken.right == 2 and store.directory.waiting.sizes() == {"title": 1}


def test_the_shell_takes_a_page_with_one_key(run: Run, db: str, piled: None) -> None:
    code, out, said = run("review", "--field", "name", typed="3 5\nCosimo Tidewell\n\n")
    assert code == Exit.OK and "1 to 5 of 5" in out and "only one reader reads it so" in out
    assert said.endswith("4 done, 1 left\n")
    with open_store(db) as store:
        assert names(store)[2] == "Cosimo Tidewell" and store.directory.waiting.sizes() == {"fn": 1, "companies": 1}
    run("undo", "--yes")
    with open_store(db) as store:
        assert store.directory.waiting.sizes() == {"fn": 5, "companies": 1}


def test_the_shell_filters(run: Run, db: str, piled: None) -> None:
    code, out, said = run("review", "--field", "fn", "--reason", "one reader", "--event", "tide", typed="\n")
    assert code == Exit.OK and NAMES[3] in out and NAMES[0] not in out and said.endswith("1 done, 0 left\n")
    assert run("review", "--field", "tel")[2] == "nothing of that is to be looked at\n"
    assert run("review", "--field", "colour")[0] == Exit.USAGE
    assert run("review", "--reason", "changed")[0] == Exit.USAGE
    assert run("review", "--field", "name", "--companies")[0] == Exit.USAGE


@pytest.mark.parametrize("typed", ["q\n", "s\n", ""])
def test_the_shell_leaves_what_is_left(run: Run, db: str, piled: None, typed: str) -> None:
    assert run("review", "--field", "name", typed=typed)[2].endswith("0 done, 5 left\n")
    assert "give numbers from 1 to 5" in run("review", "--field", "name", typed="7\nx\nq\n")[2]


def test_the_shell_files_companies_in_one_go(run: Run, db: str, piled: None) -> None:
    with open_store(db) as store:
        for number in (7, 8):
            save(store, number, firm(f"Boatyard {'AB'[number - 7]}"))
    code, out, said = run("review", "--companies", typed="2\nFinola Boatwright\n")
    assert code == Exit.OK and "Boatyard A" in out and said.endswith("3 done, 0 left\n")
    with open_store(db) as store:
        people = store.people()
        assert [each.id for each in people if filed(each) == COMPANY] == [6, 9]
        assert names(store).count("Finola Boatwright") == 1
    run("undo", "--yes")  # the whole page
    with open_store(db) as store:
        assert store.directory.waiting.sizes()["companies"] == 3
