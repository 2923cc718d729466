"""Changes, and taking them back: merge, split, join, undo."""

from dataclasses import replace
from datetime import date, timedelta

import made
import pytest
from sqlalchemy import update

from cardscan.actions.edit_fields import Edit, edited
from cardscan.errors import InputError, RefusedError, WhoError
from cardscan.model import KINDS, Contact
from cardscan.person import Event, Note, Person
from cardscan.store import Store, people
from cardscan.store.journal import recorded
from cardscan.store.schema import meeting, note

pytestmark = pytest.mark.both_engines

NOTE = Note("dredges a canal that silts up", "introduce our hydrologist", made.NOW, looks_for="sand", again=True)
LATER = made.NOW + timedelta(hours=2)


def add(store: Store, name: str, **more: object) -> Person:
    contact = made.contact(name, **more)
    [person] = store.save(made.photo(f"/{name}{more}.jpg", made.card(contact)), [(contact,)], made.NOW) or ()
    return person


def both(older: Contact, newer: Contact) -> Contact:
    """Newer values first, none twice."""
    kinds = {}
    for kind in KINDS:
        fields = (*getattr(newer, kind), *getattr(older, kind))
        kinds[kind] = tuple({field.value: field for field in reversed(fields)}.values())[::-1]
    return Contact(**kinds)


def same(one: Person, other: Person) -> bool:
    return replace(one, revised=other.revised) == other


def test_every_change_can_be_undone_to_the_letter(store: Store) -> None:
    ada, bo = add(store, "Ada Quillfeather"), add(store, "Bo Quillfeather")
    fair = store.add_event(Event(0, "Tide fair", date(2026, 10, 2), meet=("a dredger",)), made.NOW)
    states = [store.people()]
    met = ada.meetings[0].id

    def step(_value: object) -> None:
        states.append(store.people())

    step(store.edit(ada.id, lambda contact: edited(contact, Edit(put={"title": ["Pilot"]})), LATER))
    step(store.change_meeting(met, LATER, event_id=fair.id, place="Hall 3"))
    step(made.unfinished(store, ada.id, replace(NOTE, talked="nice chat"), LATER))
    step(made.noted(store, ada.id, NOTE, LATER))
    promise = store.add_promise(ada.id, "send the chart", "me", date(2026, 10, 9), LATER, met)
    step(promise)
    step(store.settle_promise(promise.id, "kept", LATER))
    step(store.add_contacted(ada.id, date(2026, 10, 20), LATER))
    step(store.set_cadence(ada.id, "quarter", LATER))
    step(store.snooze(ada.id, date(2026, 11, 1), LATER))
    step(store.many.file([ada.id, bo.id], "let go", LATER))
    step(store.many.file([bo.id], "waits", LATER))
    step(store.add_meeting(ada.id, date(2026, 11, 2), LATER, fair.id, "Quay"))
    step(store.say_someone_else(ada.id, bo.id, LATER))
    step(store.merge(bo.id, ada.id, LATER, both))
    merged = states[-1]
    assert [person.id for person in merged] == [bo.id]
    assert len(merged[0].meetings) == 3
    assert merged[0].promises[0].kept == LATER
    assert merged[0].cadence == "quarter"
    for before in reversed(states[:-1]):
        store.undo(LATER)
        now = store.people()
        assert len(now) == len(before)
        assert all(map(same, now, before))
    assert store.undo(LATER).action == "event"
    assert store.events() == ()
    with pytest.raises(RefusedError, match="nothing to undo"):
        store.undo(LATER)


def test_one_who_was_merged_answers_to_the_old_id(store: Store) -> None:
    ada, bo = add(store, "Ada Quillfeather"), add(store, "Bo Quillfeather")
    store.merge(ada.id, bo.id, LATER, both)
    assert store.edit(bo.id, lambda contact: replace(contact, url=()), LATER).id == ada.id
    assert store.person(bo.id).id == ada.id
    with pytest.raises(WhoError):
        store.person(77)


def test_a_split_gives_each_what_their_card_said(store: Store) -> None:
    old = add(store, "Ada Quillfeather", org="Quay Ltd", title=(made.field("Pilot"),))
    new = add(store, "Ada Quillfeather", org="Harbour Ltd", title=(made.field("Harbour master"),), tel=())
    store.edit(new.id, lambda contact: edited(contact, Edit(add=[("email", "ada@harbour.example")])), LATER)
    noted = made.noted(store, new.id, NOTE, LATER)
    promise = store.add_promise(new.id, "send the chart", "me", None, LATER, noted.meetings[0].id)
    whole = store.merge(
        old.id, new.id, LATER, lambda older, newer: replace(both(older, newer), title=newer.title, org=newer.org)
    )
    assert [field.value for field in whole.contact.org] == ["Harbour Ltd"]
    apart = store.split(old.id, noted.meetings[0].id, LATER)
    assert apart.contact == replace(noted.contact)
    assert apart.meetings[0].notes == (NOTE,)
    assert apart.promises == (replace(promise, person_id=apart.id),)
    stays = store.person(old.id)
    assert stays.contact == old.contact
    assert not stays.meetings[0].notes
    with pytest.raises(RefusedError, match="only one meeting"):
        store.split(old.id, stays.meetings[0].id, LATER)
    store.undo(LATER)
    assert same(store.person(old.id), whole)
    with pytest.raises(InputError, match="someone else"):
        store.split(add(store, "Cy Marram").id, whole.meetings[0].id, LATER)


def test_a_correction_survives_merge_and_split(store: Store) -> None:
    ada = add(store, "Ada Quillfeather")
    bo = add(store, "Ada QuiIlfeather", org="Quay Ltd", email=(made.field("ada@quay.example"),))
    fixed = store.edit(bo.id, lambda contact: edited(contact, Edit(put={"fn": ["Ada Quillfeather"]})), LATER)
    whole = store.merge(ada.id, bo.id, LATER, both)
    apart = store.split(whole.id, fixed.meetings[0].id, LATER)
    assert apart.contact.fn == fixed.contact.fn


def test_the_back_of_a_card_joins_its_front(store: Store) -> None:
    front = add(store, "Ada Quillfeather")
    back = add(store, "", org="Quay Ltd", tel=(made.field("+4533999999"),), email=())
    joined = store.join_back(front.id, back.id, LATER, both)
    assert len(joined.meetings) == 1
    assert [field.value for field in joined.contact.tel][0] == front.contact.tel[0].value
    assert "+4533999999" in [field.value for field in joined.contact.tel]
    assert store.people() == (joined,)
    store.undo(LATER)
    assert list(map(same, store.people(), (front, back))) == [True, True]
    made.noted(store, back.id, NOTE, LATER)
    assert [met.notes for met in store.join_back(front.id, back.id, LATER, both).meetings] == [(NOTE,)]


def test_what_was_built_on_is_not_undone(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """A card scanned since hangs on the person whom the split made: undoing it would lose the meeting."""
    ada, bo = add(store, "Ada Quillfeather"), add(store, "Bo Quillfeather")
    whole = store.merge(ada.id, bo.id, LATER, both)
    apart = store.split(whole.id, whole.meetings[-1].id, LATER)
    store.add_recall(apart.id, LATER, 3)
    before = store.people()
    with pytest.raises(RefusedError, match="later changes build on it"):
        store.undo(LATER)
    assert store.people() == before


def test_events_are_kept_and_their_removal_leaves_the_meetings(store: Store) -> None:
    ada = add(store, "Ada Quillfeather")
    fair = store.add_event(Event(0, "Tide fair", date(2026, 10, 2), date(2026, 10, 4), give=("charts",)), made.NOW)
    with pytest.raises(InputError, match="already"):
        store.add_event(Event(0, "Tide fair", date(2026, 10, 2)), made.NOW)
    store.change_event(fair.id, lambda event: replace(event, goal="find a dredger"), made.NOW)
    assert store.events()[0].goal == "find a dredger"
    store.change_meeting(ada.meetings[0].id, LATER, event_id=fair.id)
    assert store.person(ada.id).meetings[0].event == "Tide fair"
    store.remove_event(fair.id, LATER)
    assert store.person(ada.id).meetings[0].event == ""
    store.undo(LATER)
    assert store.person(ada.id).meetings[0].event == "Tide fair"
    with pytest.raises(InputError, match="no event"):
        store.change_meeting(ada.meetings[0].id, LATER, event_id=99)


def test_recalls_are_a_log(store: Store) -> None:
    ada = add(store, "Ada Quillfeather")
    store.add_recall(ada.id, LATER, 3)
    store.add_recall(ada.id, made.NOW, 1)
    assert store.recalls() == {ada.id: ((made.NOW, 1), (LATER, 3))}


def test_a_change_that_is_named_is_taken_back_only_while_it_is_the_last(store: Store) -> None:
    ada, bo = add(store, "Ada Quillfeather"), add(store, "Bo Quillfeather")
    assert store.last_change() is None
    store.set_cadence(ada.id, "year", LATER)
    first = store.last_change()
    store.set_cadence(bo.id, "month", LATER)
    second = store.last_change()
    assert first and second and (first.action, first.people, second.people) == ("cadence", (ada.id,), (bo.id,))
    with pytest.raises(RefusedError, match="something else has changed since"):
        store.undo(LATER, first.id)
    assert store.person(bo.id).cadence == "month"
    assert store.undo(LATER, second.id).id == second.id
    with pytest.raises(RefusedError, match="already undone"):
        store.undo(LATER, second.id)
    assert store.person(ada.id).cadence == "year"
    store.undo(LATER, first.id)


def test_a_change_of_an_event_names_it(store: Store) -> None:
    store.add_event(Event(0, "Tide fair", date(2026, 10, 2)), LATER)
    added = store.last_change()
    assert added and added.things == ("Tide fair",)


def test_a_meeting_that_moves_to_someone_new_takes_its_notes_along_before_they_change(store: Store) -> None:
    ada = add(store, "Ada Quillfeather")
    made.noted(store, ada.id, NOTE, LATER)
    before = store.people()
    with store._database.writing() as connection, recorded(connection, "split", (ada.id,), LATER) as recording:
        new = people.add(connection, made.contact("Bo Quillfeather"), None, LATER, LATER)
        recording.touched.add(new)
        connection.execute(update(meeting).values(person_id=new))
        connection.execute(update(note).values(talked="something else"))
    assert store.person(new).meetings[0].notes[0].talked == "something else"
    store.undo(LATER)
    [now] = store.people()
    assert same(now, before[0])
