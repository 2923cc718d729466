"""Backs join their fronts as photos come in; what is not certain is asked."""

from collections.abc import Generator, Iterable
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

import made
import pytest

from cardscan.actions.ingest import ingest
from cardscan.actions.join_sides import Sides, join, join_again, join_sides, pictures, suggestions
from cardscan.actions.take_note import take_note
from cardscan.connections.likeness.sides import OneCard, Side
from cardscan.connections.notes.parts import Given
from cardscan.model import Contact, PhotoReading
from cardscan.person import Event, Person
from cardscan.store import Occasion, Store

pytestmark = pytest.mark.both_engines

FRONT = made.contact()
BACK = Contact(org=FRONT.org, adr=(made.field("Tide Quay 3, Ebbing"),), url=(made.field("brackwyth.example"),))
BLANK = Contact(adr=(made.field("Tide Quay 3, Ebbing"),))


def suggested(store: Store) -> tuple[Sides, ...]:
    """List what is asked of anyone."""
    found = {each.meetings: each for person in store.people() for each in suggestions(store, person.id)}
    return tuple(found.values())


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
    asked = suggested(store)
    assert {(each.front.id, each.back.id) for each in asked} == {(1, 3), (2, 3)}


def again(store: Store, name: str, *contacts: Contact, minutes: int, complete: bool = True, **more: int) -> int:
    """Store a photo as `save` does; return how many of its cards were photographed before."""
    before = {met.id for person in store.people() for met in person.meetings}
    save(store, name, *contacts, minutes=minutes, **more)
    photo = made.photo(f"/photos/{name}").sha256
    fresh = {met.id for person in store.people() for met in person.meetings} - before
    return len(join_again(store, [photo], fresh, made.NOW, complete=complete))


def test_the_same_card_within_a_day_is_one_meeting_with_a_photo_more(store: Store) -> None:
    save(store, "1.jpg", FRONT)
    assert again(store, "2.jpg", FRONT, minutes=1) == 1
    assert again(store, "3.jpg", FRONT, minutes=600) == 1
    assert again(store, "4.jpg", FRONT, FRONT, FRONT, minutes=620) == 3
    [person] = store.people()
    assert [str(met.date) for met in person.meetings] == ["2026-10-02"]
    assert len(store.serving.cards(person.id)[0]) == 6
    assert again(store, "5.jpg", FRONT, minutes=60 * 24 * 8) == 0
    assert len(store.person(1).meetings) == 2


def test_the_same_card_at_one_event_is_one_meeting_and_at_two_it_is_two(store: Store) -> None:
    fair, dinner = (store.add_event(Event(0, name, date(2026, 10, 2)), made.NOW) for name in ("Tide fair", "Dinner"))
    [person] = store.save(made.photo("/photos/1.jpg", made.card(FRONT)), [(FRONT,)], made.NOW, Occasion(fair.id)) or ()
    for number, (event, day) in enumerate([(fair, 5), (dinner, 2)], 2):
        photo = made.photo(f"/photos/{number}.jpg", made.card(FRONT))
        store.save(photo, [(FRONT,)], made.NOW, Occasion(event.id, date(2026, 10, day)))
        fresh = {met.id for met in store.meetings_on(photo.sha256)}
        assert len(join_again(store, [photo.sha256], fresh, made.NOW, complete=True)) == (event == fair)
    assert [met.event for met in store.person(person.id).meetings] == ["Tide fair", "Dinner"]


def test_a_second_photo_adds_what_was_not_read_and_nothing_misread(store: Store) -> None:
    [cell, desk] = FRONT.tel
    save(store, "1.jpg", replace(FRONT, tel=(cell,)))
    misread = replace(cell, value="+4520123458", sure=False)
    assert again(store, "2.jpg", replace(FRONT, tel=(misread, desk)), minutes=9) == 1
    [person] = store.people()
    assert [tel.value for tel in person.contact.tel] == [cell.value, desk.value]


def test_what_was_removed_by_hand_does_not_come_back_with_another_photo(store: Store) -> None:
    save(store, "1.jpg", FRONT)
    store.edit(1, lambda contact: replace(contact, tel=contact.tel[:1]), made.NOW)
    assert again(store, "2.jpg", FRONT, minutes=9) == 1
    again(store, "3.jpg", FRONT, minutes=60 * 24 * 9)
    assert store.person(1).contact.tel == FRONT.tel[:1]


def test_who_is_met_again_with_more_on_the_card_has_more(store: Store) -> None:
    save(store, "1.jpg", replace(FRONT, tel=()))
    again(store, "2.jpg", FRONT, minutes=60 * 24 * 9)
    [person] = store.people()
    assert (len(person.meetings), person.contact.tel) == (2, FRONT.tel)


def test_a_photo_of_one_known_and_one_new_is_a_card_of_its_own(store: Store) -> None:
    tove = made.contact("Tove Quill", email=(made.field("tove@brackwyth.example"),), tel=())
    save(store, "1.jpg", FRONT)
    both = made.photo("/photos/2.jpg", made.card(FRONT))
    store.save(both, [(FRONT, tove)], made.NOW)
    fresh = {met.id for met in store.meetings_on(both.sha256)}
    assert join_again(store, [both.sha256], fresh, made.NOW, complete=True) == ()


def test_a_shop_is_met_once_a_day_where_all_photos_are_there(store: Store) -> None:
    """Before that, a card that names nobody may be the back of one that is still to come."""
    shop = Contact(org=FRONT.org, email=(made.field("info@brackwyth.example"),))
    save(store, "1.jpg", shop)
    assert again(store, "5.jpg", shop, minutes=30, complete=False) == 0
    assert again(store, "9.jpg", shop, minutes=60) == 1


def test_two_of_one_name_side_by_side_are_two(store: Store) -> None:
    other = made.contact(org="Praxis am Siel", title=(made.field("Ärztin"),), tel=(made.field("+49405550177"),),
                         email=(made.field("praxis@siel.example"),))  # fmt: skip
    assert [save(store, "1.jpg", FRONT), save(store, "2.jpg", other, minutes=1)] == [0, 0]
    assert suggested(store) == ()


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
    [asked] = suggested(store)
    assert (asked.front.id, asked.back.id, asked.side.reasons) == (1, 2, ("next in order, nobody named on it",))
    assert suggestions(store, 1) == suggestions(store, 2) == (asked,)
    store.say_someone_else(2, 1, made.NOW)
    assert suggested(store) == ()
    store.undo(made.NOW)
    assert addresses(join(store, asked, made.NOW)) == ["Tide Quay 3, Ebbing"]
    assert suggested(store) == ()


def test_a_back_with_a_note_of_its_own_is_not_joined(store: Store) -> None:
    save(store, "2.jpg", BACK)
    take_note(store, 1, Given("dredges a canal that silts up", "introduce our hydrologist in Ghent"), made.NOW)
    assert save(store, "1.jpg", FRONT) == 0
    [asked] = suggested(store)
    person = join(store, asked, made.NOW)  # where the user says so
    assert ([len(met.notes) for met in person.meetings], len(person.promises)) == ([1], 1)


def test_the_back_says_more_and_never_another_thing(store: Store) -> None:
    """Nothing of either side is lost, though the back is of another company."""
    holding = Contact(org=(made.field("Feldspat Holding"),), url=(made.field("feldspat.example"),), adr=BLANK.adr,
                      title=(made.field("Foretold since 1862"),))  # fmt: skip
    save(store, "1.jpg", FRONT)
    save(store, "2.jpg", holding, minutes=1)
    asked = Sides(store.person(1), store.person(2), (1, 2), Side(OneCard.LIKELY))
    contact = join(store, asked, made.NOW).contact
    assert (contact.fn, contact.title) == (FRONT.fn, FRONT.title)
    assert [org.value for org in contact.org] == [FRONT.org[0].value, "Feldspat Holding"]
    assert (contact.tel, contact.url, contact.adr) == (FRONT.tel, holding.url, holding.adr)


def test_a_third_side_there_is_not(store: Store) -> None:
    assert [save(store, "1.jpg", FRONT), save(store, "2.jpg", BACK), save(store, "3.jpg", BACK)] == [0, 1, 0]


def test_the_question_shows_the_two_cards_themselves(store: Store) -> None:
    save(store, "0.jpg", FRONT, minutes=-60 * 24 * 90)
    save(store, "1.jpg", FRONT)
    save(store, "2.jpg", BLANK, minutes=1)
    save(store, "9.jpg", FRONT, minutes=60 * 24 * 90)
    [asked] = suggested(store)
    shown = [made.photo(f"/photos/{number}.jpg").sha256 for number in (1, 2)]
    assert [picture and picture.name for picture in pictures(store, asked)] == [f"{each}-0.jpg" for each in shown]


def test_what_is_written_on_the_back_by_hand_stays_in_sight(store: Store) -> None:
    save(store, "1.jpg", FRONT)
    photo = made.photo("/photos/2.jpg", replace(made.card(BLANK), handwriting=made.JPEG))
    store.save(photo, [(BLANK,)], made.NOW)
    [asked] = suggested(store)
    [picture] = join(store, asked, made.NOW).handwriting
    assert picture.name == f"{photo.sha256}-0-by-hand.jpg"


def test_a_photo_more_of_a_card_is_not_called_its_back(store: Store) -> None:
    save(store, "1.jpg", FRONT)
    photo = made.photo("/photos/2.jpg", replace(made.card(BACK), lines=(made.line("Tide Quay 3, Ebbing"),)))
    store.save(photo, [(BACK,)], made.NOW)
    assert len(join_sides(store, photo.sha256, made.NOW)) == 1
    again(store, "3.jpg", FRONT, minutes=30)
    cards, _ = store.serving.cards(1)
    assert [(card.back, card.again) for card in cards] == [(False, False), (True, False), (True, True)]
