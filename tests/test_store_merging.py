"""What the store keeps when two people become one, and when one becomes two."""

from dataclasses import replace
from datetime import date

import made
import pytest
from merged import LATER, NOTE, WEEK, add, names, newer_first
from raw import execute

from cardscan.actions.edit_fields import Edit, edited
from cardscan.errors import RefusedError
from cardscan.store import Store
from cardscan.synced import Account, Synced

pytestmark = pytest.mark.both_engines


def test_who_was_merged_is_known_since_the_earlier_of_two_dates(store: Store) -> None:
    for first, second in ((0, 1), (1, 0)):
        keep = add(store, f"Ada Quillfeather {first}", made.NOW + first * WEEK)
        gone = add(store, f"Bo Marram {first}", made.NOW + second * WEEK)
        assert store.merge(keep.id, gone.id, LATER + WEEK, newer_first).created == made.NOW


def test_the_card_of_the_later_meeting_is_the_newer_one_whoever_stays(store: Store) -> None:
    for first, second in ((0, 1), (1, 0)):
        keep = add(store, f"Ada {first}", made.NOW + first * WEEK)
        gone = add(store, f"Bo {first}", made.NOW + second * WEEK)
        newer, older = sorted((keep, gone), key=lambda each: each.meetings[0].date, reverse=True)
        assert names(store.merge(keep.id, gone.id, LATER, newer_first)) == [*names(newer), *names(older)]


def test_of_two_cards_of_one_day_the_one_that_came_later_is_newer(store: Store) -> None:
    ada, bo = add(store, "Ada Quillfeather"), add(store, "Bo Quillfeather")
    assert names(store.merge(ada.id, bo.id, LATER, newer_first)) == ["Bo Quillfeather", "Ada Quillfeather"]


def test_of_two_with_several_meetings_the_last_ones_tell_who_is_newer(store: Store) -> None:
    """Else the old company comes back, since the one who has it was met again in between."""
    ada, bo = add(store, "Ada Quillfeather", made.NOW), add(store, "Bo Quillfeather", made.NOW + WEEK)
    store.add_meeting(ada.id, (made.NOW + 2 * WEEK).date(), LATER)
    assert names(store.merge(bo.id, ada.id, LATER, newer_first)) == ["Ada Quillfeather", "Bo Quillfeather"]


def test_of_two_met_last_on_one_day_the_later_of_these_meetings_tells(store: Store) -> None:
    ada, bo = add(store, "Ada Quillfeather", made.NOW), add(store, "Bo Quillfeather", made.NOW + WEEK)
    store.add_meeting(ada.id, bo.meetings[0].date, LATER)
    assert names(store.merge(bo.id, ada.id, LATER, newer_first)) == ["Ada Quillfeather", "Bo Quillfeather"]


def test_who_became_another_who_became_a_third_is_found_by_the_first_id(store: Store) -> None:
    """Ids stand in exports, scripts and on the phone."""
    ada, bo, cy = (add(store, f"{each} Quillfeather") for each in ("Ada", "Bo", "Cy"))
    store.merge(bo.id, ada.id, LATER, newer_first)
    store.merge(cy.id, bo.id, LATER, newer_first)
    assert store.person(ada.id).id == cy.id


def test_the_card_of_who_goes_is_asked_about_in_the_address_book(store: Store) -> None:
    """Else both stay on the phone for ever."""
    ada, bo = add(store, "Ada Quillfeather"), add(store, "Bo Quillfeather")
    used = store.servers.choose(Account("https://dav.quay.example/ada/", "ada", "People"), LATER)
    store.servers.put(used, Synced(bo.id, "/bo.vcf", '"1"'))
    store.merge(ada.id, bo.id, LATER, newer_first)
    assert [each.path for each in store.servers.left_there(used)] == ["/bo.vcf"]


def test_how_often_to_write_is_that_of_who_stays_if_they_have_one(store: Store) -> None:
    for mine, theirs, kept in (("", "quarter", "quarter"), ("month", "quarter", "month"), ("month", "", "month")):
        ada, bo = add(store, f"Ada {mine}{theirs}"), add(store, f"Bo {mine}{theirs}")
        for person, cadence in ((ada, mine), (bo, theirs)):
            if cadence:
                store.set_cadence(person.id, cadence, LATER)  # type: ignore[arg-type]
        assert store.merge(ada.id, bo.id, LATER, newer_first).cadence == kept


@pytest.mark.parametrize(("mine", "theirs", "kept"), [(0, 9, 9), (5, 9, 5), (5, 0, 5)])
def test_who_is_left_out_until_a_day_stays_so(store: Store, mine: int, theirs: int, kept: int) -> None:
    ada, bo = add(store, "Ada Quillfeather"), add(store, "Bo Quillfeather")
    for person, day in ((ada, mine), (bo, theirs)):
        if day:
            store.snooze(person.id, date(2026, 11, day), LATER)
    assert store.merge(ada.id, bo.id, LATER, newer_first).snoozed == date(2026, 11, kept)


def test_who_was_not_the_one_who_goes_is_not_the_one_who_stays(store: Store) -> None:
    ada, bo, cy = (add(store, f"{each} Quillfeather") for each in ("Ada", "Bo", "Cy"))
    store.say_someone_else(cy.id, bo.id, LATER)
    store.say_someone_else(bo.id, cy.id, LATER)  # said twice is said once
    store.merge(ada.id, bo.id, LATER, newer_first)
    assert (ada.id, cy.id) in store.directory.someone_else()
    assert (ada.id, ada.id) not in store.directory.someone_else()


def test_a_back_joins_its_front_only_where_there_are_two_sides(store: Store) -> None:
    front, back = add(store, "Ada Quillfeather"), add(store, "Quay Ltd")
    with pytest.raises(RefusedError, match="not the two sides"):
        store.join_back(front.id, front.id, LATER, newer_first)
    store.add_meeting(back.id, date(2026, 11, 2), LATER)
    with pytest.raises(RefusedError, match="not the two sides"):
        store.join_back(front.id, back.id, LATER, newer_first)
    no_card = store.person(front.id).meetings[0].id, store.person(back.id).meetings[1].id
    for meetings in (no_card, no_card[::-1]):
        people = (front.id, back.id) if meetings == no_card else (back.id, front.id)
        with pytest.raises(RefusedError, match="not the two sides"):
            store.join_back(*people, LATER, newer_first, meetings)
    by_hand = store.add_meeting(front.id, date(2026, 11, 3), LATER)  # without a card
    other = add(store, "Quay Trading")
    joined = store.join_back(by_hand.id, other.id, LATER, newer_first)
    assert [bool(met.card_id) for met in joined.meetings] == [True, False]


def test_what_was_noted_of_a_back_goes_to_the_front(store: Store) -> None:
    front, back, other = add(store, "Ada Quillfeather"), add(store, "Quay Ltd"), add(store, "Cy Quillfeather")
    made.noted(store, back.id, NOTE, LATER)
    made.unfinished(store, back.id, NOTE, LATER)
    store.add_promise(back.id, "send the chart", "me", None, LATER)
    store.add_contacted(back.id, date(2026, 11, 2), LATER)
    store.set_cadence(back.id, "month", LATER)
    store.say_someone_else(back.id, other.id, LATER)
    before = [replace(each, revised=LATER) for each in store.people()]
    ada = store.join_back(front.id, back.id, LATER, newer_first)
    [met] = ada.meetings
    assert (met.notes, met.unfinished) == ((NOTE,), NOTE)
    assert (len(ada.promises), len(ada.contacted), ada.cadence) == (1, 1, "month")
    assert (ada.id, other.id) in store.directory.someone_else()
    store.undo(LATER)
    assert [replace(each, revised=LATER) for each in store.people()] == before


def rows(db: str, table: str, *but: int | None) -> list[tuple]:
    """The rows of a table as they are stored, but for some by their id."""
    return [row for row in execute(db, f"SELECT * FROM {table} ORDER BY id") if row[0] not in but]  # noqa: S608


def test_two_sides_are_joined_and_every_other_card_and_meeting_stays_as_it_is(store: Store, db: str) -> None:
    """Everyone's day and event would be those of one card, and every back would be that of one front."""
    other, other_back = add(store, "Cy Quillfeather", made.NOW + WEEK), add(store, "Marram Ltd", made.NOW + WEEK)
    store.join_back(other.id, other_back.id, LATER, newer_first)
    add(store, "Dan Quillfeather", made.NOW - WEEK)
    front, back = add(store, "Ada Quillfeather"), add(store, "Quay Ltd", made.NOW - WEEK)
    again = add(store, "Quay Trading")
    store.join_back(back.id, again.id, LATER, newer_first)
    [at], [turned] = front.meetings, store.person(back.id).meetings
    of_back = (turned.card_id, again.meetings[0].card_id)
    meetings, cards = rows(db, "meeting", at.id, turned.id), rows(db, "card", *of_back)
    joined = store.join_back(front.id, back.id, LATER, newer_first)
    assert [met.date for met in joined.meetings] == [turned.date]
    assert (rows(db, "meeting", at.id), rows(db, "card", *of_back)) == (meetings, cards)
    shown, _ = store.serving.cards(front.id)
    assert {each.id for each in shown} == {at.card_id, *of_back}


def test_two_unfinished_notes_are_not_made_one(store: Store) -> None:
    front, back = add(store, "Ada Quillfeather"), add(store, "Quay Ltd")
    for each in (front, back):
        made.unfinished(store, each.id, NOTE, LATER)
    with pytest.raises(RefusedError, match="not finished"):
        store.join_back(front.id, back.id, LATER, newer_first)


def test_a_split_takes_only_what_that_card_alone_said(store: Store) -> None:
    old = add(store, "Ada Quillfeather", made.NOW, tel=(made.field("+4520123456"), made.field("+4533999999")))
    new = add(store, "Ada Quill", made.NOW + WEEK, tel=(made.field("+4520123456"), made.field("+4544123456")))
    both = lambda older, newer: replace(newer, tel=(*newer.tel, *older.tel[1:]), fn=(*newer.fn, *older.fn))  # noqa: E731
    whole = store.merge(old.id, new.id, LATER, both)
    apart = store.split(whole.id, new.meetings[0].id, LATER)
    assert [field.value for field in apart.contact.tel] == ["+4520123456", "+4544123456"]
    stays = store.person(whole.id)
    assert [field.value for field in stays.contact.tel] == ["+4520123456", "+4533999999"]
    assert names(stays) == ["Ada Quillfeather"]


def test_a_split_gives_back_what_their_own_last_card_said_and_the_other_did_not(store: Store) -> None:
    """Else their number at work is lost: it went with a company that they never left."""
    work, cell = made.field("+4533999999", type="work"), made.field("+4520123456", type="cell")
    old = add(store, "Ada Quillfeather", made.NOW, tel=(cell, work))
    new = add(store, "Ada Quill", made.NOW + WEEK, tel=(cell,))
    whole = store.merge(old.id, new.id, LATER, newer_first)
    assert [field.value for field in whole.contact.tel] == [cell.value]
    apart = store.split(whole.id, new.meetings[0].id, LATER)
    assert [field.value for field in store.person(whole.id).contact.tel] == [cell.value, work.value]
    assert [field.value for field in apart.contact.tel] == [cell.value]


def test_a_split_gives_back_what_the_last_of_their_own_cards_said(store: Store) -> None:
    """Not what an older one did: that number is no more."""
    numbers = [made.field(value, type="cell") for value in ("+4520123456", "+4533999999", "+4544123456")]
    old, mid, new = (add(store, "Ada Quill", made.NOW + n * WEEK, tel=(each,)) for n, each in enumerate(numbers))
    store.merge(old.id, mid.id, LATER, newer_first)
    store.merge(old.id, new.id, LATER, newer_first)
    store.split(old.id, new.meetings[0].id, LATER)
    assert [field.value for field in store.person(old.id).contact.tel] == ["+4533999999"]


def test_what_was_corrected_is_not_given_back_as_it_was_read_and_the_rest_is(store: Store) -> None:
    """Else there are two of a number, one of them wrong, or one of another is lost."""
    work = made.field("+4533999999", raw="33 99 99 99", type="work")
    cell = made.field("+4520123456", raw="20 12 34 56", type="cell")
    old = add(store, "Ada Quillfeather", made.NOW, tel=(cell, work))
    new = add(store, "Ada Quill", made.NOW + WEEK, tel=(cell,))
    whole = store.merge(old.id, new.id, LATER, newer_first)
    store.edit(whole.id, lambda contact: edited(contact, Edit(put={"tel": ["+4520123457"]})), LATER)
    store.split(whole.id, new.meetings[0].id, LATER)
    assert [field.value for field in store.person(whole.id).contact.tel] == ["+4520123457", work.value]


def test_who_was_merged_and_split_off_has_what_was_corrected_of_their_last_card(store: Store) -> None:
    """What an older card of theirs said stays with its own meeting."""
    old, mid = (add(store, f"Ada Quill{n}", made.NOW + n * WEEK, tel=(made.field(f"+452012345{n}"),)) for n in (1, 2))
    other = add(store, "Bo Quill", made.NOW)
    store.merge(mid.id, old.id, LATER, newer_first)
    store.edit(mid.id, lambda contact: edited(contact, Edit(put={"tel": ["+4533999999"]})), LATER)
    store.merge(other.id, mid.id, LATER, newer_first)
    first = store.split(other.id, old.meetings[0].id, LATER)
    last = store.split(other.id, mid.meetings[0].id, LATER)
    assert [[field.value for field in each.contact.tel] for each in (first, last)] == [["+4520123451"], ["+4533999999"]]


def test_who_is_split_off_was_read_on_their_own_card(store: Store) -> None:
    """Else the page shows their name with the picture of the other's card."""
    old, new = add(store, "Ada Quillfeather"), add(store, "Bo Quillfeather", made.NOW + WEEK)
    whole = store.merge(old.id, new.id, LATER, newer_first)
    apart = store.split(whole.id, new.meetings[0].id, LATER)
    [shown], read_on = store.serving.cards(apart.id)
    assert set(read_on.values()) == {shown.id} and shown.id == new.meetings[0].card_id


@pytest.mark.parametrize("step", ["merge", "someone else"])
def test_who_is_one_person_already_is_no_two(store: Store, step: str) -> None:
    """By the same id, or by one that became the other's: others may have made one of them meanwhile."""
    ada, bo = add(store, "Ada Quillfeather"), add(store, "Bo Quillfeather")
    store.merge(ada.id, bo.id, LATER, newer_first)
    before = store.person(ada.id), store.last_change()
    for one, other in ((ada.id, ada.id), (ada.id, bo.id), (bo.id, ada.id)):
        with pytest.raises(RefusedError, match="already one person"):
            store.merge(one, other, LATER, newer_first) if step == "merge" else store.say_someone_else(
                one, other, LATER
            )
    assert (store.person(ada.id), store.last_change()) == before and not store.directory.someone_else()
