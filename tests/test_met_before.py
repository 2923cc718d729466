"""Met before: at ingest, in questions, by name; and the index by which people are found."""

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import made
import pytest

from cardscan.actions.edit_fields import Edit, edited
from cardscan.actions.met_before import called, on_card, questions
from cardscan.connections.likeness.compare import Verdict
from cardscan.connections.likeness.merging import settle
from cardscan.model import Contact
from cardscan.person import Note, Person
from cardscan.store import Occasion, Store

pytestmark = pytest.mark.both_engines

LATER = made.NOW + timedelta(days=30)
CELL = made.field("+4520123456", type="cell")


def scan(store: Store, photo: str, *contacts: Contact, day: date | None = None) -> list[Person]:
    return list(store.save(made.photo(photo, made.card()), [contacts], LATER, Occasion(day=day)) or ())


def moved() -> Contact:
    """The card of Ottoline's next job."""
    return made.contact(org="Tidewell", title=(), tel=(CELL,), email=(made.field("o@tidewell.example"),))


def ids(found: tuple) -> list[int]:
    return [each.person.id for each in found]


def test_the_same_card_again_is_a_meeting_of_the_same_person(store: Store) -> None:
    [first] = scan(store, "/one.jpg", made.contact(), day=date(2026, 10, 2))
    made.noted(store, first.id, Note("dredges a canal that silts up", "our hydrologist", made.NOW), made.NOW)
    misread = made.contact(title=(made.field("Head ol Tides"),))
    [again] = scan(store, "/two.jpg", misread, day=date(2026, 11, 2))
    assert again.id == first.id
    assert [met.date for met in again.meetings] == [date(2026, 10, 2), date(2026, 11, 2)]
    assert again.contact == first.contact
    assert again.revised == LATER
    apart = store.split(first.id, again.meetings[-1].id, LATER)  # what the second card said is not lost
    assert apart.contact == misread
    assert len(store.person(first.id).meetings) == 1


def test_a_likely_one_is_somebody_new_and_a_question(store: Store) -> None:
    [known] = scan(store, "/one.jpg", made.contact(), day=date(2026, 10, 2))
    [new] = scan(store, "/two.jpg", moved())
    assert new.id != known.id
    [asked] = questions(store, new)
    assert asked.person.id == known.id
    assert asked.likeness.verdict is Verdict.LIKELY
    assert "same mobile number or extension" in asked.likeness.reasons
    assert [change.after for change in asked.changes if change.kind == "org"] == ["Tidewell"]
    assert questions(store, known)[0].changes == asked.changes  # from the older to the newer, whoever is asked of


def test_an_answer_ends_the_question_until_it_is_undone(store: Store) -> None:
    [known], [new] = scan(store, "/one.jpg", made.contact()), scan(store, "/two.jpg", moved())
    store.say_someone_else(new.id, known.id, LATER)
    assert not questions(store, new)
    store.undo(LATER)
    assert ids(questions(store, new)) == [known.id]
    store.merge(known.id, new.id, LATER, settle)
    assert not questions(store, store.person(known.id))
    assert ids(on_card(store, moved())) == [known.id]
    store.undo(LATER)
    assert ids(questions(store, new)) == [known.id]


def test_beside_one_who_is_nearly_certain_a_mere_likely_one_is_not_asked_about(store: Store) -> None:
    """A card is one person’s: of two in a company who may be called so, it is the one whose mobile it has."""
    [known] = scan(store, "/one.jpg", made.contact("Johan Kvapilík", tel=(CELL,), email=()))
    [other] = scan(store, "/two.jpg", made.contact("J. Kvapilík", tel=(), email=()))
    new = made.contact("Johann Kvapilík", tel=(CELL,), email=())
    alike = {each.person_id: each.likeness for each in store.directory.look_up(new)}
    assert all(each.verdict is Verdict.LIKELY for each in alike.values()) and alike.keys() == {known.id, other.id}
    assert ids(on_card(store, new)) == [known.id]
    [unsure] = scan(store, "/three.jpg", new)
    assert known.id in ids(questions(store, unsure))
    store.say_someone_else(unsure.id, known.id, LATER)  # then it may be the other after all
    assert ids(questions(store, unsure)) == [other.id]


def test_two_on_one_card_are_two(store: Store) -> None:
    assert len({person.id for person in scan(store, "/one.jpg", made.contact(), made.contact())}) == 2
    [third] = scan(store, "/two.jpg", made.contact())  # of which of the two, nobody can say
    assert len(questions(store, third)) == 2


def test_an_edit_is_found_at_once(store: Store) -> None:
    [known] = scan(store, "/one.jpg", made.contact())
    store.edit(known.id, lambda contact: edited(contact, Edit(put={"fn": ["Perrin Quillfeather"]})), LATER)
    assert ids(called(store, "Quillfeather, P.")) == [known.id]
    assert not called(store, "Ottoline Brackwyth")
    store.undo(LATER)
    assert ids(called(store, "Brackwyth Ottoline")) == [known.id]


@pytest.mark.parametrize(
    "name", ["Brackwyth Ottoline", "O. Brackwyth", "brackwyth", "Otti Brackwyth", "Ottolin Brackwith", "Brackwith, O."]
)
def test_who_is_called_so(store: Store, name: str) -> None:
    [known] = scan(store, "/one.jpg", made.contact())
    scan(store, "/two.jpg", replace(moved(), fn=(made.field("Perrin Quillfeather"),), tel=(), email=()))
    assert ids(called(store, name)) == ([] if name.startswith("Otti ") else [known.id])


def test_an_empty_store_knows_nobody(store: Store) -> None:
    assert on_card(store, made.contact()) == ()
    assert called(store, "Ottoline") == called(store, "") == ()


@pytest.mark.sqlite
def test_a_store_of_before_is_indexed_when_it_is_brought_up_to_date(store: Store, tmp_path: Path) -> None:
    from cardscan.store.derived import refresh_everyone
    from cardscan.store.engine import connect
    from cardscan.store.place import locate

    [known] = scan(store, "/one.jpg", made.contact())
    place = locate(str(tmp_path / "x.db"))
    database = connect(place)
    with database.writing() as connection:
        connection.exec_driver_sql("DELETE FROM match_key")
    assert on_card(store, moved()) == ()
    with database.writing() as connection:
        refresh_everyone(connection)
    database.close()
    assert ids(on_card(store, moved())) == [known.id]


def test_very_common_names_do_not_hide_a_rare_address(store: Store) -> None:
    for number in range(60):
        other = made.contact("Anna Schmidt", org=f"Firm {number}", tel=(), title=(), email=())
        scan(store, f"/{number}.jpg", replace(other, email=(made.field(f"anna@firm{number}.example"),)))
    new = made.contact("Anna Schmidt", org="", tel=(), title=(), email=(made.field("anna@firm33.example"),))
    assert [person.contact.org[0].value for person in (each.person for each in on_card(store, new))] == ["Firm 33"]
