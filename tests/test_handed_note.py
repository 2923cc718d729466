"""Notes that come with photos: before they are read, after, twice, for one of several, for somebody forgotten."""

from dataclasses import replace
from datetime import timedelta

import pytest
from made import NOW, card, contact, failed, noted, photo

from cardscan.actions.handed_note import HandedNote, keep_note, settle, settle_all
from cardscan.errors import InputError
from cardscan.person import Note
from cardscan.store import Store
from cardscan.store.uploads import Arrived, Upload

TALKED, HELP = "her ferries lose a week of paint every winter", "introduce the hull paint lab by Friday"
LATER = NOW + timedelta(days=3)


def hand_in(store: Store, name: str, once: bool = False) -> Upload:
    folder = store.serving.place.photos
    folder.mkdir(exist_ok=True)
    part = folder / "coming.part"
    part.write_bytes(name.encode())
    taken = store.serving.take_in(Arrived(part, photo(name).sha256, name, ".jpg"), None, NOW, once)
    part.unlink(missing_ok=True)
    return taken


def read(store: Store, of: Upload, *names: str) -> None:
    on_cards = [[contact(name)] for name in names]
    reading = photo(of.name, *(card(each) for [each] in on_cards)) if names else failed(of.name, content=of.name)
    store.save(replace(reading, path=str(store.serving.place.photos / of.file)), on_cards, NOW)
    store.serving.finish(of.file, NOW)


def test_it_waits_for_whoever_is_on_the_photo_and_is_judged_then(store: Store) -> None:
    of = hand_in(store, "1.jpg")
    assert keep_note(store, of.id, HandedNote(TALKED, HELP), NOW) is None
    settle_all(store, LATER)
    assert store.serving.upload(of.id).talked == TALKED  # still unread
    read(store, of, "Ottoline Brackwyth")
    settle_all(store, LATER)
    [person] = store.people()
    assert [(each.talked, each.can_help) for each in person.meetings[-1].notes] == [(TALKED, HELP)]
    [promise] = person.promises
    assert promise.due and NOW.date() <= promise.due <= NOW.date() + timedelta(days=7)  # counted from when it came
    kept = store.serving.upload(of.id)
    assert (kept.talked, kept.can_help) == ("", "")  # in one place alone


def test_of_somebody_read_already_it_is_taken_at_once_or_says_what_is_missing(store: Store) -> None:
    of = hand_in(store, "1.jpg")
    read(store, of, "Ottoline Brackwyth")
    taken = keep_note(store, of.id, HandedNote(TALKED, ""), NOW)
    assert taken and [each.part for each in taken.refusals] == ["can_help"]
    [person] = store.people()
    assert person.meetings[-1].unfinished and person.meetings[-1].unfinished.talked == TALKED
    taken = keep_note(store, of.id, HandedNote("", HELP), NOW)  # the other half, when somebody thought of it
    assert taken and not taken.refusals and taken.person.meetings[-1].notes[-1].talked == TALKED


def test_the_same_again_is_one_note_and_what_was_written_meanwhile_stays(store: Store) -> None:
    of = hand_in(store, "1.jpg")
    read(store, of, "Ottoline Brackwyth")
    noted(store, 1, Note("she builds tide clocks", HELP, NOW), NOW)
    for _ in range(2):
        keep_note(store, of.id, HandedNote(TALKED, HELP), NOW)
    [person] = store.people()
    assert person.meetings[-1].notes[-1].talked == f"she builds tide clocks\n{TALKED}"
    assert len(person.meetings[-1].notes) == 2


def test_what_is_written_anew_takes_the_place_of_what_was_sent(store: Store) -> None:
    of = hand_in(store, "1.jpg")
    keep_note(store, of.id, HandedNote("her feries loose paint"), NOW)
    read(store, of, "Ottoline Brackwyth")
    settle_all(store, NOW)
    keep_note(store, of.id, HandedNote(TALKED, HELP, was_talked="her feries loose paint"), NOW)
    keep_note(store, of.id, HandedNote(TALKED, HELP, was_talked="her feries loose paint"), NOW)  # the answer was lost
    assert [each.talked for each in store.person(1).meetings[-1].notes] == [TALKED]
    for _ in range(2):
        keep_note(store, of.id, HandedNote(f"{TALKED} or two", HELP, TALKED, HELP), NOW)
        assert store.person(1).meetings[-1].notes[-1].talked == f"{TALKED} or two"
    keep_note(store, of.id, HandedNote(TALKED, HELP, f"{TALKED} or two", HELP), NOW)
    assert store.person(1).meetings[-1].notes[-1].talked == TALKED


def test_a_photo_whose_answer_was_lost_comes_again_and_is_there_once(store: Store) -> None:
    of = hand_in(store, "1.jpg")
    keep_note(store, of.id, HandedNote(TALKED, ""), NOW)
    again = hand_in(store, "1.jpg", once=True)
    assert again.id == of.id and len(store.serving.uploads(9)) == 1
    twice = hand_in(store, "1.jpg")  # chosen a second time on purpose: it says so
    assert twice.known and len(store.serving.uploads(9)) == 2
    keep_note(store, twice.id, HandedNote(TALKED, HELP), NOW)
    settle_all(store, NOW)
    read(store, of, "Ottoline Brackwyth")
    settle_all(store, NOW)
    [person] = store.people()
    assert [(each.talked, each.can_help) for each in person.meetings[-1].notes] == [(TALKED, HELP)]


def test_of_several_people_somebody_says_whose_it_is(store: Store) -> None:
    of = hand_in(store, "1.jpg")
    keep_note(store, of.id, HandedNote(TALKED, HELP), NOW)
    read(store, of, "Ottoline Brackwyth", "Caspian Wrathall")
    settle_all(store, NOW)
    kept = store.serving.upload(of.id)
    assert kept.talked == TALKED and not any(met.notes for person in store.people() for met in person.meetings)
    with pytest.raises(InputError, match="not on this photo"):
        settle(store, kept, NOW, 99)
    settle(store, kept, NOW, kept.people[1])
    assert store.person(kept.people[1]).meetings[-1].notes[-1].talked == TALKED
    assert not store.serving.noted()


def test_with_a_photo_that_cannot_be_read_it_stays_and_of_the_forgotten_nothing_does(store: Store) -> None:
    of = hand_in(store, "1.jpg")
    keep_note(store, of.id, HandedNote(TALKED, HELP), NOW)
    read(store, of)
    settle_all(store, NOW)
    assert store.serving.upload(of.id).talked == TALKED
    other = hand_in(store, "2.jpg")
    read(store, other, "Ottoline Brackwyth")
    store.forget(1)
    back = hand_in(store, "2.jpg")  # the phone knows nothing of it
    assert keep_note(store, back.id, HandedNote(TALKED, HELP), NOW) is None
    kept = store.serving.upload(back.id)
    assert (kept.known, kept.talked, kept.can_help) == (True, "", "")


def test_one_that_is_too_long_is_refused_and_one_for_no_photo_too(store: Store) -> None:
    of = hand_in(store, "1.jpg")
    with pytest.raises(InputError, match="too many"):
        keep_note(store, of.id, HandedNote("x" * 10_001, ""), NOW)
    with pytest.raises(InputError, match="no such photo"):
        keep_note(store, 99, HandedNote(TALKED, ""), NOW)
