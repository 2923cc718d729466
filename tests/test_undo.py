"""What undo takes back, and where it refuses because something was built on it since."""

from dataclasses import replace
from datetime import date

import made
import pytest
from merged import LATER, NOTE, WEEK, add, newer_first
from phones import href_of, served, with_line
from raw import execute

from cardscan.actions.edit_fields import Edit, edited
from cardscan.errors import RefusedError
from cardscan.person import Event, Person
from cardscan.store import Occasion, Store
from cardscan.store.finding import Wanted
from cardscan.store.journal import came_from, taken_from
from cardscan.synced import Account, Synced

pytestmark = pytest.mark.both_engines


def test_undo_does_not_write_over_what_was_changed_since(store: Store, db: str) -> None:
    """Whatever changed it: what undo would put back is older than that."""
    ada = add(store, "Ada Quillfeather")
    store.edit(ada.id, lambda contact: edited(contact, Edit(put={"title": ["Pilot"]})), LATER)
    execute(db, "UPDATE field SET value = 'Harbour master' WHERE kind = 'title'")
    with pytest.raises(RefusedError, match="later changes build on it"):
        store.undo(LATER)
    assert [field.value for field in store.person(ada.id).contact.title] == ["Harbour master"]


def test_undo_does_not_bring_back_what_went_since(store: Store, db: str) -> None:
    ada = add(store, "Ada Quillfeather")
    promise = store.add_promise(ada.id, "send the chart", "me", None, LATER)
    store.settle_promise(promise.id, "kept", LATER)
    execute(db, "DELETE FROM promise")
    with pytest.raises(RefusedError, match="later changes build on it"):
        store.undo(LATER)
    assert store.person(ada.id).promises == ()


def full(store: Store) -> Person:
    """Someone of whom there is something in every table."""
    cy, dan = add(store, "Cy Marram"), add(store, "Dan Marram")
    store.merge(cy.id, dan.id, LATER, newer_first)
    made.noted(store, cy.id, NOTE, LATER, cy.meetings[0].id)
    made.unfinished(store, cy.id, replace(NOTE, talked="nice chat"), LATER)
    store.add_promise(cy.id, "send the chart", "me", None, LATER, cy.meetings[0].id)
    store.add_contacted(cy.id, date(2026, 10, 20), LATER)
    store.add_recall(cy.id, LATER, 3)
    return store.person(cy.id)


@pytest.mark.parametrize("table", ["meeting", "field", "promise", "contacted", "recalled", "merged"])
def test_undo_does_not_take_someone_away_of_whom_there_is_more_by_now(store: Store, db: str, table: str) -> None:
    """It would go with them."""
    cy, ada, bo = full(store), add(store, "Ada Quillfeather"), add(store, "Bo Quillfeather", made.NOW + WEEK)
    whole = store.merge(ada.id, bo.id, LATER, newer_first)
    apart = store.split(whole.id, bo.meetings[0].id, LATER)
    execute(db, f"UPDATE {table} SET person_id = {apart.id} WHERE person_id = {cy.id}")  # noqa: S608 - a name of ours
    before = store.people()
    with pytest.raises(RefusedError, match="later changes build on it"):
        store.undo(LATER)
    assert store.people() == before


@pytest.mark.parametrize("table", ["note", "unfinished", "promise"])
def test_undo_does_not_take_a_meeting_away_at_which_something_was_written(store: Store, db: str, table: str) -> None:
    """A draft is kept while it is typed, and is no step of undo: it would be gone without a word."""
    cy, ada = full(store), add(store, "Ada Quillfeather")
    new = store.add_meeting(ada.id, date(2026, 11, 2), LATER).meetings[-1].id
    were = ", ".join(str(each.id) for each in cy.meetings)
    execute(db, f"UPDATE {table} SET meeting_id = {new} WHERE meeting_id IN ({were})")  # noqa: S608 - a name of ours
    with pytest.raises(RefusedError, match="later changes build on it"):
        store.undo(LATER)
    assert len(store.person(ada.id).meetings) == 2


def test_undo_does_not_take_an_event_away_at_which_cards_were_scanned_since(store: Store) -> None:
    fair = store.add_event(Event(0, "Tide fair", date(2026, 10, 2)), LATER)
    store.save(made.photo("/fair.jpg"), [(made.contact(),)], LATER, Occasion(fair.id, fair.date))
    with pytest.raises(RefusedError, match="later changes build on it"):
        store.undo(LATER)
    assert [each.name for each in store.events()] == ["Tide fair"]


def test_undo_of_a_split_asks_about_the_card_that_sync_made_meanwhile(store: Store) -> None:
    ada, bo = add(store, "Ada Quillfeather"), add(store, "Bo Quillfeather", made.NOW + WEEK)
    used = store.servers.choose(Account("https://dav.quay.example/ada/", "ada", "People"), LATER)
    whole = store.merge(ada.id, bo.id, LATER, newer_first)
    apart = store.split(whole.id, bo.meetings[0].id, LATER)
    store.servers.put(used, Synced(apart.id, "/bo.vcf", '"1"'))
    store.undo(LATER)
    assert [each.path for each in store.servers.left_there(used)] == ["/bo.vcf"]


def test_undo_of_a_merge_gives_everyone_back_what_was_theirs(store: Store) -> None:
    ada, cy = add(store, "Ada Quillfeather"), full(store)
    store.add_recall(ada.id, LATER, 1)
    store.say_someone_else(cy.id, add(store, "Eve Quay").id, LATER)
    before, recalls, apart = store.people(), store.recalls(), store.directory.someone_else()
    store.merge(ada.id, cy.id, LATER, newer_first)
    assert store.recalls() != recalls and store.directory.someone_else() != apart
    undone = store.undo(LATER + WEEK)
    assert (store.recalls(), store.directory.someone_else()) == (recalls, apart)
    assert undone.people == (ada.id, cy.id)
    assert store.person(cy.id).id == cy.id  # and not who they were for a while
    assert [replace(each, revised=made.NOW) for each in store.people()] == [
        replace(each, revised=made.NOW) for each in before
    ]
    # Who was changed by it is read anew by the pages and by sync, whoever came back.
    assert {each.id for each in store.people() if each.revised == LATER + WEEK} == {ada.id, cy.id}


def test_when_something_was_changed_last_or_taken_back(store: Store) -> None:
    """Pages that are open elsewhere are told by it that they are old."""
    ada = add(store, "Ada Quillfeather")
    assert store.changed() is None
    store.set_cadence(ada.id, "year", LATER)
    assert store.changed() == LATER
    store.undo(LATER + WEEK)
    assert store.changed() == LATER + WEEK
    store.set_cadence(ada.id, "month", LATER + 2 * WEEK)
    assert store.changed() == LATER + 2 * WEEK


def test_two_sides_that_were_joined_and_parted_are_known(store: Store) -> None:
    """Else they are joined again with the next photo."""
    front, back = add(store, "Ada Quillfeather"), add(store, "", org="Quay Ltd")
    store.join_back(front.id, back.id, LATER, newer_first)
    assert store.directory.parted() == frozenset()
    store.undo(LATER)
    assert store.directory.parted() == {frozenset({front.id, back.id})}
    store.merge(front.id, back.id, LATER, newer_first)
    store.undo(LATER)
    assert len(store.directory.parted()) == 1


def test_what_was_taken_from_a_card_by_hand_is_known_when_it_is_read_anew(store: Store) -> None:
    """Else a number that somebody removed comes back with the next version."""
    ada, bo = add(store, "Ada Quillfeather"), add(store, "Bo Quillfeather")

    def taken(person: Person, card_of: Person) -> list[list[str]]:
        with store.serving._database.reading() as connection:
            card_id = card_of.meetings[0].card_id
            assert card_id
            found = taken_from(connection, (person.id,), card_id)
        return [[field.value for field in each.tel] for each in found]

    assert taken(ada, ada) == []
    store.edit(ada.id, lambda contact: replace(contact, tel=contact.tel[1:]), LATER)
    assert taken(ada, ada) == [["+4520123456"]]
    assert taken(bo, bo) == [] and taken(ada, bo) == [[]]
    store.edit(ada.id, lambda contact: edited(contact, Edit(put={"tel": ["+4533123457"]})), LATER)
    assert [] in taken(ada, ada)  # what was corrected is there still
    store.undo(LATER)
    store.undo(LATER)
    assert taken(ada, ada) == []


def test_what_was_done_to_many_at_once_is_taken_back_without_what_was_done_before(store: Store) -> None:
    ada, bo, cy = (add(store, f"{each} Quillfeather") for each in ("Ada", "Bo", "Cy"))
    store.many.file([ada.id], "waits", LATER)
    store.many.file([bo.id, cy.id], "waits", LATER)
    assert store.undo(LATER).people == (bo.id, cy.id)
    assert store.undo(LATER).people == (ada.id,)


def test_undo_gives_everyone_back_the_lines_that_a_phone_wrote_into_their_card(store: Store) -> None:
    with served(store) as at:
        keep, gone = at.meet("Ada Quillfeather"), at.meet("Adelheid Quillfeather", email=(), tel=())
        assert at.put(href_of(gone), with_line(at.card(gone), "X-BOAT:of hers")).status == 204
        store.merge(keep.id, gone.id, at.clock(), newer_first)
        assert "X-BOAT:of hers" in at.card(keep)
        store.undo(at.clock())
        assert "X-BOAT:of hers" in at.card(gone) and "X-BOAT" not in at.card(keep)


def test_whom_a_meeting_was_with_before_they_were_merged_is_known(store: Store) -> None:
    """First who it was with at first; what was taken back did not happen."""
    ada, bo, cy = (add(store, f"{each} Quillfeather") for each in ("Ada", "Bo", "Cy"))
    mine, theirs = (each.meetings[0].id for each in (bo, ada))

    def came() -> dict[int, list[int]]:
        with store.serving._database.reading() as connection:
            return came_from(connection, [mine, theirs])

    store.merge(ada.id, bo.id, LATER, newer_first)
    store.change_meeting(mine, LATER, place="Quay hall")
    store.merge(cy.id, ada.id, LATER, newer_first)
    assert came() == {mine: [bo.id, ada.id], theirs: [ada.id]}
    store.undo(LATER)
    assert came() == {mine: [bo.id], theirs: []}


def test_who_was_at_an_event_of_another_name_is_changed_and_judged_anew(store: Store) -> None:
    """Their card says the name; and a note says more than it, or does not, by the name that it has."""
    fair = store.add_event(Event(0, "Tide fair", date(2026, 10, 2)), LATER)
    ada, bo = add(store, "Ada Quillfeather"), add(store, "Bo Quillfeather")
    note = replace(
        NOTE, talked="moves her shop to solar roof tiles", can_help="introduce her to the installer in Porto"
    )
    for each in (ada, bo):
        made.noted(store, each.id, note, LATER)
    store.change_meeting(ada.meetings[0].id, LATER, event_id=fair.id)

    def revised() -> list[bool]:
        return [store.person(each.id).revised > LATER for each in (ada, bo)]

    def quality() -> list[int]:
        return list(store.directory.ids(Wanted(stage="quality")))

    assert quality() == [ada.id, bo.id]
    store.change_event(fair.id, lambda was: replace(was, goal="find a dredger"), LATER + WEEK)
    assert revised() == [False, False]
    store.change_event(fair.id, lambda was: replace(was, name=f"{note.talked} {note.can_help}"), LATER + WEEK)
    assert revised() == [True, False] and quality() == [bo.id]
    store.undo(LATER + 2 * WEEK)
    assert store.person(ada.id).revised == LATER + 2 * WEEK
    assert revised() == [True, False] and quality() == [ada.id, bo.id]
