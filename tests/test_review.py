"""What is to ask of whom."""

from dataclasses import replace
from datetime import date, timedelta

import made
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardscan.actions.edit_fields import Edit, edited
from cardscan.actions.review import Question, answered, next_question, otherwise
from cardscan.actions.take_note import keep_part, take_note
from cardscan.connections.notes.parts import Given
from cardscan.model import Reading
from cardscan.person import Event, Person
from cardscan.store import Store

pytestmark = pytest.mark.both_engines

TALKED = "dredges a canal that silts up behind the lock"
HELP = "introduce our hydrologist in Ghent"


def add(store: Store, name: str, hours: int = 0) -> Person:
    contact = made.contact(name)
    [person] = store.save(made.photo(f"/{name}.jpg"), [(contact,)], made.NOW + timedelta(hours=hours)) or ()
    return person


def waiting(store: Store, event_id: int | None = None) -> list[Person]:
    """Give those who wait in turn, one by one as well as a page at a time."""
    one_by_one = list(store.directory.waiting.in_turn(event_id))
    assert tuple(one_by_one) == store.directory.waiting.people(50, event_id)
    assert len(one_by_one) == store.directory.waiting.number(event_id)
    return one_by_one


def test_who_waits_and_who_does_not(store: Store) -> None:
    ada, bo, cy = (add(store, name) for name in ("Ada Quill", "Bo Quill", "Cy Quill"))
    take_note(store, ada.id, Given(TALKED, HELP), made.NOW)
    take_note(store, bo.id, Given(again=False), made.NOW)
    assert [each.id for each in waiting(store)] == [ada.id, cy.id]  # her title is not sure
    store.edit(ada.id, lambda contact: edited(contact, Edit(accept=True)), made.NOW)
    assert [each.id for each in waiting(store)] == [cy.id]


def test_the_newest_event_first_and_within_it_who_waits_longest(store: Store) -> None:
    late, early, other, lone = (add(store, f"{n} Quill", hours) for n, hours in
                                (("Late", 5), ("Early", 1), ("Other", 3), ("Lone", 0)))  # fmt: skip
    fair = store.add_event(Event(0, "Tide fair", date(2026, 11, 4), date(2026, 11, 6)), made.NOW)
    ball = store.add_event(Event(0, "Harbour ball", date(2026, 12, 1)), made.NOW)
    for person, event, day in ((late, fair, 4), (early, fair, 6), (other, ball, 1)):
        [met] = person.meetings
        store.change_meeting(met.id, made.NOW, event_id=event.id, date=date(2026, event.date.month, day))
    assert [each.id for each in waiting(store)] == [other.id, early.id, late.id, lone.id]
    assert [each.id for each in waiting(store, fair.id)] == [early.id, late.id]


def test_an_event_that_is_put_off_puts_its_people_off(store: Store) -> None:
    ada, bo = (add(store, name) for name in ("Ada Quill", "Bo Quill"))
    fair = store.add_event(Event(0, "Tide fair", date(2026, 9, 1)), made.NOW)
    store.change_meeting(ada.meetings[0].id, made.NOW, event_id=fair.id, date=fair.date)
    assert [each.id for each in waiting(store)] == [bo.id, ada.id]
    store.change_event(fair.id, lambda was: replace(was, until=date(2026, 12, 1)), made.NOW)
    assert [each.id for each in waiting(store)] == [ada.id, bo.id]
    store.undo(made.NOW)
    assert [each.id for each in waiting(store)] == [bo.id, ada.id]
    store.remove_event(fair.id, made.NOW)
    assert [each.id for each in waiting(store)] == [bo.id, ada.id]


def test_who_is_before_and_who_after(store: Store) -> None:
    people = [add(store, f"{name} Quill", hours) for hours, name in enumerate(("Ada", "Bo", "Cy", "Di"))]
    store.many.file([people[1].id], "let go", made.NOW)
    around = {each.id: store.directory.waiting.around(each) for each in store.people()}
    assert [(each.before, each.after, each.place) for each in around.values()] == [
        *((None, 3, 1), (1, 3, 0), (1, 4, 2), (3, None, 3))
    ]
    assert store.directory.waiting.first() == 1


def test_what_the_other_reader_made_of_a_field() -> None:
    line = made.line("T. 33 12 34 56  o.b@brackwyth.example", other="T: 33 12 84 56 o.b@brackwvth.example")
    tel = made.field("+4533123456", raw="33 12 34 56")
    email = made.field("o.b@brackwyth.example")
    assert otherwise(tel, [line]) == ("33 12 84 56",)
    assert otherwise(email, [line]) == ("o.b@brackwvth.example",)
    assert otherwise(made.field("Tides"), [line]) == ()
    assert otherwise(replace(tel, box=None), [line]) == ()
    assert otherwise(tel, [made.line(line.text)]) == ()


def test_what_the_other_reader_did_not_see_is_no_reading() -> None:
    line = made.line("Ottoline Brackwyth", other="Brackwyth")
    assert otherwise(made.field("Ottoline"), [line]) == ()


@given(st.text(min_size=1), st.text(), st.data())
def test_another_reading_is_cut_out_of_what_was_read(text: str, other: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    line = replace(made.line(text), readings=(Reading("tesseract", text, 0.9), Reading("rapidocr", other, 0.9)))
    for found in otherwise(made.field("x", raw=text[start:end]), [line]):
        assert found in other or found in text


def test_questions_until_all_is_said(store: Store) -> None:
    person = add(store, "Ada Quill")
    asked = []
    skipped = {"offers", "proud_of", "remember"}
    for answer in ("nice chat", TALKED, HELP, "sand"):
        question = next_question(person, None, skipped)
        assert question is not None
        asked.append((question.part, question.needed, bool(question.why)))
        person = keep_part(store, person.id, replace(Given(), **{question.part: answered(question, answer)}), made.NOW)
    assert asked == [("talked", True, False), ("talked", True, True), ("can_help", True, False),
                     ("looks_for", False, False)]  # fmt: skip
    assert next_question(person, None, skipped) is None
    assert next_question(person, None) is not None
    [met] = person.meetings
    assert met.unfinished is not None
    assert (met.unfinished.talked, met.unfinished.can_help, met.unfinished.looks_for) == (TALKED, HELP, "sand")


def test_a_question_names_who_it_is_about(store: Store) -> None:
    question = next_question(keep_part(store, add(store, "Ada Quill").id, Given(TALKED, HELP), made.NOW), None)
    assert question == Question("looks_for", "What does Ada look for?")


def test_what_was_too_short_is_added_to_and_what_says_nothing_replaced() -> None:
    short = Question("talked", "What about it?", "the canal", "three words are needed", "short")
    assert answered(short, "it silts up") == "the canal; it silts up"
    assert answered(short, "The canal behind the lock silts up") == "The canal behind the lock silts up"
    assert answered(replace(short, written="nice chat", reason="stock"), TALKED) == TALKED
