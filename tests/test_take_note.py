"""Taking notes: what is taken, what is refused and kept, and what is made of both."""

import threading
from datetime import date, timedelta

import made
import pytest

from cardscan.actions.take_note import keep_typed, met_on, take_note, try_note
from cardscan.connections.notes.parts import Given
from cardscan.connections.standing import filed_away, held_back
from cardscan.errors import InputError, RefusedError
from cardscan.person import Person
from cardscan.store import Store, open_store

pytestmark = pytest.mark.both_engines

TALKED = "dredges a canal that silts up behind the lock"
HELP = "introduce our hydrologist in Ghent"
LATER = made.NOW + timedelta(hours=1)


@pytest.fixture
def ottoline(store: Store) -> Person:
    [person] = store.save(made.photo(), [(made.contact(),)], made.NOW) or ()
    return person


def test_a_full_note(store: Store, ottoline: Person) -> None:
    given = Given(TALKED, HELP, "sand", "a dredger", "her rowing club", "Otto, the line of a rope", True)
    [met] = take_note(store, ottoline.id, given, made.NOW).person.meetings
    [note] = met.notes
    assert Given(*(getattr(note, part) for part in Given.__slots__)) == given
    assert note.written == made.NOW


def test_what_is_refused_is_kept_and_completed(store: Store, ottoline: Person) -> None:
    with pytest.raises(RefusedError) as refused:
        take_note(store, ottoline.id, Given(talked=TALKED, can_help="n/a", remember="Otto"), made.NOW)
    assert "how you can help" in refused.value.message
    assert "what you talked about" not in refused.value.message
    assert "is kept" in refused.value.advice
    [met] = store.person(ottoline.id).meetings
    assert met.unfinished is not None
    assert (met.unfinished.talked, met.unfinished.remember, met.notes) == (TALKED, "Otto", ())
    person = take_note(store, ottoline.id, Given(can_help=HELP), LATER).person
    assert held_back(person) == ""
    [met] = person.meetings
    assert met.unfinished is None
    assert (met.notes[0].talked, met.notes[0].can_help, met.notes[0].remember) == (TALKED, HELP, "Otto")


def test_a_note_of_nothing_is_not_kept(store: Store, ottoline: Person) -> None:
    with pytest.raises(RefusedError) as refused:
        take_note(store, ottoline.id, Given(talked="", can_help="  "), made.NOW)
    assert "is kept" not in refused.value.advice
    assert store.person(ottoline.id) == ottoline


def test_who_is_not_to_be_met_again_needs_no_other_words(store: Store, ottoline: Person) -> None:
    taken = take_note(store, ottoline.id, Given(again=False), made.NOW)
    assert filed_away(taken.person)
    take_note(store, ottoline.id, Given(talked=TALKED, can_help=HELP), LATER)
    assert filed_away(store.person(ottoline.id))
    assert not filed_away(take_note(store, ottoline.id, Given(again=True), LATER + timedelta(hours=1)).person)


def test_the_same_note_again_adds_nothing(store: Store, ottoline: Person) -> None:
    first = take_note(store, ottoline.id, Given(TALKED, HELP), made.NOW).person
    for same in (Given(TALKED, HELP), Given(can_help=HELP)):
        taken = take_note(store, ottoline.id, same, LATER)
        assert (taken.promise, [met.notes for met in taken.person.meetings]) == (None, [first.meetings[0].notes])
    again = take_note(store, ottoline.id, Given(offers="a dredger"), LATER).person
    assert [note.offers for note in again.meetings[0].notes] == ["", "a dredger"]


def test_a_note_of_an_earlier_meeting(store: Store, ottoline: Person) -> None:
    person = store.add_meeting(ottoline.id, date(2026, 11, 2), made.NOW)
    first = met_on(person, date(2026, 10, 2))
    person = take_note(store, ottoline.id, Given(TALKED, HELP), made.NOW, first.id).person
    assert [len(met.notes) for met in person.meetings] == [1, 0]
    with pytest.raises(InputError, match="no meeting on 2026-10-05") as none:
        met_on(person, date(2026, 10, 5))
    assert none.value.advice == "you met: 2026-10-02, 2026-11-02"
    with pytest.raises(InputError, match="no meeting 99"):
        take_note(store, ottoline.id, Given(TALKED, HELP), made.NOW, 99)


def test_two_notes_at_once_lose_no_part(db: str, ottoline: Person) -> None:
    """Each gives one part that alone is refused; whichever comes second completes the note."""
    parts = [Given(talked=TALKED), Given(can_help=HELP), Given(looks_for="sand"), Given(offers="a dredger")]
    start = threading.Barrier(len(parts))

    def note(given: Given) -> None:
        with open_store(db) as own:
            start.wait()
            try:
                take_note(own, ottoline.id, given, made.NOW)
            except RefusedError:
                return

    threads = [threading.Thread(target=note, args=(given,)) for given in parts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with open_store(db) as own:
        note_taken = own.person(ottoline.id).meetings[0].notes[-1]
    assert (note_taken.talked, note_taken.can_help) == (TALKED, HELP)
    assert (note_taken.looks_for, note_taken.offers) == ("sand", "a dredger")


def test_how_i_can_help_is_promised_once(store: Store, ottoline: Person) -> None:
    taken = take_note(store, ottoline.id, Given(TALKED, f"{HELP} by 9 October"), made.NOW)
    assert taken.promise is not None
    assert (taken.promise.text, taken.promise.due, taken.promise.owner) == (HELP, date(2026, 10, 9), "me")
    assert taken.promise.meeting_id == ottoline.meetings[0].id
    assert taken.person.promises == store.promises() == (taken.promise,)
    store.settle_promise(taken.promise.id, "kept", LATER)
    assert take_note(store, ottoline.id, Given(looks_for="sand"), LATER).promise is None
    assert len(store.promises()) == 1
    assert (
        take_note(store, ottoline.id, Given(can_help="lend her the marina pump until spring"), LATER).promise
        is not None
    )
    store.undo(LATER)
    [person] = store.people()
    assert (len(person.promises), len(person.meetings[0].notes)) == (1, 2)  # a note is undone with its promise


def test_a_day_is_counted_from_when_it_was_written(store: Store, ottoline: Person) -> None:
    given = Given(TALKED, f"{HELP} by 9 October")
    taken = try_note(store, ottoline.id, given, made.NOW + timedelta(days=30), written_on=date(2026, 10, 2))
    assert taken.promise is not None and taken.promise.due == date(2026, 10, 9)


def test_a_day_that_is_none_costs_the_day_and_not_the_note(store: Store, ottoline: Person) -> None:
    taken = take_note(store, ottoline.id, Given(TALKED, f"{HELP} by 31 February"), made.NOW)
    assert taken.promise is not None
    assert (taken.promise.text, taken.promise.due) == (f"{HELP} by 31 February", None)
    assert taken.undated is not None and "31 february" in taken.undated.message.lower()


def test_nothing_is_promised_to_who_is_filed_away(store: Store, ottoline: Person) -> None:
    assert take_note(store, ottoline.id, Given(TALKED, HELP, again=False), made.NOW).promise is None
    assert take_note(store, ottoline.id, Given(again=True), LATER).promise is not None


def test_what_is_typed_is_kept_without_a_step_of_undo(store: Store, ottoline: Person) -> None:
    before = store.last_change()
    met = ottoline.meetings[-1].id
    assert keep_typed(store, ottoline.id, Given(talked="she asked about"), made.NOW, met, 0)
    assert keep_typed(store, ottoline.id, Given(talked="she asked about the slipway"), made.NOW, met, 0)
    [kept] = store.person(ottoline.id).meetings
    assert kept.unfinished and kept.unfinished.talked == "she asked about the slipway" and not kept.notes
    assert store.last_change() == before
    assert not keep_typed(store, ottoline.id, Given(talked=""), made.NOW, met, 0)  # all of it was deleted again
    assert store.person(ottoline.id).meetings[-1].unfinished is None
    with pytest.raises(InputError, match="changed meanwhile"):
        keep_typed(store, ottoline.id, Given(talked="she"), made.NOW, met + 99, 0)


def test_a_draft_that_comes_after_its_note_was_taken_is_dropped(store: Store, ottoline: Person) -> None:
    met = ottoline.meetings[-1].id
    note = Given(talked="moves her shop to solar roof tiles", can_help="introduce the installer in Porto")
    assert not try_note(store, ottoline.id, note, made.NOW, met).refusals
    assert not keep_typed(store, ottoline.id, Given(talked="moves her sh"), made.NOW, met, 0)
    assert not keep_typed(store, ottoline.id, note, made.NOW, met, 1)  # the same as what was taken
    assert store.person(ottoline.id).meetings[-1].unfinished is None
    assert keep_typed(store, ottoline.id, Given(talked="moves her shop, and opens another"), made.NOW, met, 1)
    [kept] = store.person(ottoline.id).meetings
    assert kept.unfinished and len(kept.notes) == 1
