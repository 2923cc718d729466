"""Backs join their fronts as photos come in; what is not certain is asked."""

from collections.abc import Generator, Iterable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import made
import pytest

from cardscan.actions.ingest import ingest
from cardscan.actions.join_sides import join, join_sides, suggestions
from cardscan.actions.take_note import take_note
from cardscan.connections.notes.parts import Given
from cardscan.errors import RefusedError
from cardscan.model import Contact, PhotoReading
from cardscan.person import Person
from cardscan.store import Store

FRONT = made.contact()
BACK = Contact(org=FRONT.org, adr=(made.field("Tide Quay 3, Ebbing"),), url=(made.field("brackwyth.example"),))
BLANK = Contact(adr=(made.field("Tide Quay 3, Ebbing"),))


def save(store: Store, name: str, *contacts: Contact, minutes: int = 0, pages: bool = False) -> int:
    """Store a photo of a card of each, as ingest does; return how many sides were joined."""
    cards = [replace(made.card(each), page=number if pages else 0) for number, each in enumerate(contacts)]
    taken = datetime(2026, 10, 2, 18, 5) + timedelta(minutes=minutes)  # noqa: DTZ001 - camera
    reading: PhotoReading = made.photo(f"/photos/{name}", *cards, taken=taken)
    assert store.save(reading, [(each,) for each in contacts], made.NOW) is not None
    return len(join_sides(store, reading.sha256, made.NOW))


def addresses(person: Person) -> list[str]:
    return [field.value for field in person.contact.adr]


def test_the_next_photo(store: Store) -> None:
    assert [save(store, "1.jpg", FRONT), save(store, "2.jpg", BACK, minutes=1)] == [0, 1]
    [person] = store.people()
    assert (len(person.meetings), addresses(person)) == (1, ["Tide Quay 3, Ebbing"])
    assert store.person(2) == person  # the id of the back finds the front
    assert len(store.lines(person.meetings[0].card_id or 0)) == 4  # of both sides
    assert store.undo(made.NOW).action == "join"
    assert len(store.people()) == 2
    assert save(store, "3.jpg", made.contact("Tove Quill", email=(), tel=()), minutes=9) == 0
    assert len(store.people()) == 3  # what was undone is not done again


def test_whichever_comes_first(store: Store) -> None:
    """Photos are read at the same time: the back may be done before its front."""
    assert [save(store, "2.jpg", BACK), save(store, "1.jpg", FRONT)] == [0, 1]
    assert [each.contact.fn for each in store.people()] == [FRONT.fn]


def test_a_photo_in_between_that_is_not_done_yet_parts_two(store: Store, tmp_path: Path) -> None:
    """The third photo is done before the second, which is someone else's: the third is the back of that one."""
    other = replace(FRONT, fn=(made.field("Tove Quill"),), tel=(), email=(made.field("tove@brackwyth.example"),))
    photos = [tmp_path / f"{n}.jpg" for n in (1, 2, 3)]
    said = dict(zip(photos, (FRONT, other, BACK), strict=True))
    for photo in photos:
        photo.write_bytes(photo.name.encode())

    def read_all(paths: Iterable[Path]) -> Generator[PhotoReading]:
        one, two, three = paths
        for path in (one, three, two):
            yield made.photo(str(path), made.card(said[path]), content=path.name)

    done = ingest(photos, store, read_all, now=lambda: made.NOW)
    assert done.backs == 1
    [front, owner] = store.people()
    assert (addresses(front), addresses(owner)) == ([], ["Tide Quay 3, Ebbing"])


def test_one_photo_and_one_scan(store: Store) -> None:
    assert save(store, "both.jpg", BACK, FRONT) == 1
    other = made.contact("Tove Quill", org="Eel Imports", email=(made.field("tove@eel.example"),),
                         tel=(made.field("+4544000000"),))  # fmt: skip
    eel = Contact(org=other.org, url=(made.field("eel.example"),))
    assert save(store, "scan.pdf", other, eel, pages=True, minutes=60) == 1
    assert [len(each.meetings) for each in store.people()] == [1, 1]


def test_two_cards_and_one_back_are_not_clear(store: Store) -> None:
    colleague = made.contact("Tove Quill", email=(made.field("tove@brackwyth.example"),), tel=())
    assert save(store, "all.jpg", FRONT, colleague, BACK) == 0
    assert len(store.people()) == 3
    asked = suggestions(store, store.people())
    assert {(each.front.id, each.back.id) for each in asked} == {(1, 3), (2, 3)}


def test_a_card_photographed_twice_is_one_meeting(store: Store) -> None:
    assert [save(store, "1.jpg", FRONT), save(store, "2.jpg", FRONT, minutes=1)] == [0, 1]
    [person] = store.people()
    assert len(person.meetings) == 1
    assert save(store, "3.jpg", FRONT, minutes=600) == 0
    assert len(store.person(1).meetings) == 2


def test_backs_of_one_company_find_each_their_front(store: Store) -> None:
    """Their backs say the same: the second is known again, and is a back all the same."""
    tove = made.contact("Tove Quill", email=(made.field("tove@brackwyth.example"),),
                        tel=(made.field("+4533123477", type="cell"),))  # fmt: skip
    back = replace(BACK, tel=(made.field("+4533000000", type="work"),))
    save(store, "1.jpg", FRONT)
    save(store, "2.jpg", back, minutes=1)
    save(store, "3.jpg", tove, minutes=5)
    assert save(store, "4.jpg", back, minutes=6) == 1
    assert [(each.contact.fn[0].value, len(each.meetings)) for each in store.people()] == [
        ("Ottoline Brackwyth", 1), ("Tove Quill", 1)
    ]  # fmt: skip


def test_what_is_likely_is_asked_until_it_is_answered(store: Store) -> None:
    assert [save(store, "1.jpg", FRONT), save(store, "2.jpg", BLANK)] == [0, 0]
    [asked] = suggestions(store, store.people())
    assert (asked.front.id, asked.back.id, asked.side.reasons) == (1, 2, ("next in order, nobody named on it",))
    assert suggestions(store, store.people()[:1]) == ()
    store.say_someone_else(2, 1, made.NOW)
    assert suggestions(store, store.people()) == ()
    store.undo(made.NOW)
    assert addresses(join(store, asked, made.NOW)) == ["Tide Quay 3, Ebbing"]
    assert suggestions(store, store.people()) == ()


def test_a_back_with_a_note_of_its_own_is_not_joined(store: Store) -> None:
    save(store, "2.jpg", BACK)
    take_note(store, 1, Given("dredges a canal that silts up", "introduce our hydrologist in Ghent"), made.NOW)
    assert save(store, "1.jpg", FRONT) == 0
    [asked] = suggestions(store, store.people())
    with pytest.raises(RefusedError, match="notes of its own"):
        join(store, asked, made.NOW)


def test_a_third_side_there_is_not(store: Store) -> None:
    assert [save(store, "1.jpg", FRONT), save(store, "2.jpg", BACK), save(store, "3.jpg", BACK)] == [0, 1, 0]
