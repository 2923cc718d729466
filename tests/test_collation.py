"""Piles of fronts and backs: which back is whose, by what they say, by name or by order."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import made
import pytest

from cardscan.actions.join_sides import join_collated, join_sides, suggestions
from cardscan.connections.likeness.collation import matches, stacks
from cardscan.connections.likeness.sides import Met, OneCard, Sheet, likely_sides
from cardscan.model import Contact
from cardscan.store import Store

FRONT = made.contact()
SLOGAN = Contact(adr=(made.field("Tide Quay 3, Ebbing"),))  # nothing in common with the front
ELSE = made.contact("Tove Quill", org="Eel Imports", email=(), tel=())


def front(name: str, domain: str) -> Contact:
    """A front that names a person, and their company by the address alone."""
    mail = made.field(f"{name.split()[0].casefold()}@{domain}")
    return made.contact(name, org="", tel=(), title=(), email=(mail,))


def back(company: str, domain: str) -> Contact:
    return Contact(org=(made.field(company),), url=(made.field(f"www.{domain}"),))


OTTO, TOVE, ZDEN = (
    front("Otto Brack", "brack.example"),
    front("Tove Quill", "eel.example"),
    front("Zden Kva", "kva.example"),
)
BRACK, EEL, KVA = back("Brack", "brack.example"), back("Eel Imports", "eel.example"), back("Kva Locks", "kva.example")


def sheets(*paths: str) -> list[Sheet]:
    return [Sheet(path, None, 0, (Met(number, number),)) for number, path in enumerate(paths)]


def paired(
    laid: Sequence[Sheet], contacts: Mapping[int, Contact] | Sequence[Contact], verdict: OneCard = OneCard.CERTAIN
) -> list[tuple[int, int]]:
    """Pair sheets and give the meetings of front and back that are certain, or likely."""
    said = contacts if isinstance(contacts, Mapping) else dict(enumerate(contacts))
    return [
        (each.pair.front.meeting_id, each.pair.back.meeting_id)
        for stack in stacks(laid, {each for each, contact in said.items() if contact.fn})
        for each in matches(stack, said)
        if each.side.verdict is verdict
    ]


def in_folders(
    fronts: Sequence[Contact], backs: Sequence[Contact], verdict: OneCard = OneCard.CERTAIN
) -> list[tuple[int, int]]:
    """Pair photos in folders called front and back; backs are numbered on."""
    said = (*fronts, *backs)
    paths = [f"/a/{'front' if at < len(fronts) else 'back'}/{at}.png" for at in range(len(said))]
    return paired(sheets(*paths), said, verdict)


def in_scan(*said: Contact, verdict: OneCard = OneCard.CERTAIN) -> list[tuple[int, int]]:
    return paired([Sheet("/a/scan.pdf", None, page, (Met(page, page),)) for page in range(len(said))], said, verdict)


def test_by_name() -> None:
    laid = sheets("/a/back/2.png", "/a/front/1.jpg", "/a/front/2.jpg", "/a/back/9.jpg")
    assert paired(laid, (SLOGAN, OTTO, FRONT, SLOGAN)) == [(2, 0)]


def test_by_order_where_as_many_are_in_each() -> None:
    order = ("/a/front/IMG_9.jpg", "/a/front/IMG_10.jpg", "/a/Back/IMG_11.jpg", "/a/Back/IMG_12.jpg")
    assert paired(sheets(*order), (FRONT, OTTO, SLOGAN, SLOGAN)) == [(0, 2), (1, 3)]
    assert paired(sheets(*order[:3]), (FRONT, OTTO, SLOGAN)) == []


def test_each_place_for_itself() -> None:
    assert paired(sheets("/a/front/1.jpg", "/b/back/1.jpg"), (FRONT, SLOGAN)) == []


def test_pages_of_two_scans() -> None:
    scans = [
        Sheet(f"/a/{side}/scan.pdf", None, page, (Met(page + 10 * (side == "back"), page + 10 * (side == "back")),))
        for side in ("front", "back")
        for page in (0, 1)
    ]
    assert paired(scans, {0: FRONT, 1: OTTO, 10: SLOGAN, 11: SLOGAN}) == [(0, 10), (1, 11)]


def test_what_is_next_in_a_folder_of_fronts_is_no_back() -> None:
    assert list(likely_sides(sheets("/a/front/1.jpg", "/a/front/2.jpg"))) == []


@pytest.mark.parametrize(
    ("front", "back", "verdict"),
    [
        (FRONT, SLOGAN, OneCard.CERTAIN),
        (SLOGAN, FRONT, OneCard.CERTAIN),
        (FRONT, FRONT, OneCard.CERTAIN),
        (FRONT, ELSE, None),
        (FRONT, replace(ELSE, fn=(), email=(made.field("tove@eel.example"),)), None),
        (FRONT, replace(BRACK, org=(made.field("Eel Imports"),)), None),
    ],
)
def test_order_is_not_believed_against_what_is_said(front: Contact, back: Contact, verdict: OneCard | None) -> None:
    for each in (OneCard.CERTAIN, OneCard.LIKELY):
        assert in_folders([front], [back], each) == ([(0, 1)] if verdict is each else [])


def test_a_pile_that_was_turned_over() -> None:
    assert in_folders([OTTO, TOVE, ZDEN], [KVA, EEL, BRACK]) == [(0, 5), (1, 4), (2, 3)]
    assert in_folders([OTTO, TOVE, ZDEN], [BRACK, EEL, KVA]) == [(0, 3), (1, 4), (2, 5)]
    assert in_folders([OTTO, TOVE, ZDEN], [KVA, SLOGAN, BRACK]) == [(0, 5), (1, 4), (2, 3)]  # a blank one among them


def test_photos_of_one_name_may_lie_the_other_way_round() -> None:
    """A scanner that counts from 1 for both sides, with the pile turned over between."""
    laid = sheets("/a/front/1.png", "/a/front/2.png", "/a/back/1.png", "/a/back/2.png")
    assert paired(laid, (OTTO, TOVE, EEL, BRACK)) == [(0, 3), (1, 2)]


def test_colleagues_whose_backs_say_the_same() -> None:
    other = front("Perrin Brack", "brack.example")
    assert in_folders([OTTO, other, TOVE], [EEL, BRACK, BRACK]) == [(0, 5), (1, 4), (2, 3)]


def test_where_a_back_is_missing_what_they_say_decides() -> None:
    assert sorted(in_folders([OTTO, TOVE, ZDEN], [KVA, BRACK])) == [(0, 4), (2, 3)]


def test_neither_order_fits() -> None:
    assert sorted(in_folders([OTTO, TOVE, ZDEN, FRONT], [EEL, BRACK, SLOGAN, KVA])) == [(0, 5), (1, 4), (2, 7)]
    assert in_folders([OTTO, TOVE, ZDEN, FRONT], [EEL, BRACK, KVA, SLOGAN], OneCard.LIKELY) == [(3, 7)]


def test_a_scan_of_all_fronts_and_then_all_backs() -> None:
    assert in_scan(OTTO, TOVE, ZDEN, KVA, EEL, BRACK) == [(0, 5), (1, 4), (2, 3)]
    assert in_scan(OTTO, TOVE, ZDEN, BRACK, EEL, KVA) == [(0, 3), (1, 4), (2, 5)]
    assert in_scan(OTTO, TOVE, SLOGAN, SLOGAN) == []  # nothing tells that these are backs
    assert in_scan(OTTO, TOVE, SLOGAN, BRACK) == [(0, 3)]
    assert in_scan(OTTO, TOVE, SLOGAN, BRACK, verdict=OneCard.LIKELY) == [(1, 2)]


def test_a_back_that_comes_before_its_front() -> None:
    assert in_scan(BRACK, OTTO) == [(1, 0)]
    assert in_scan(EEL, OTTO) == []


def save(store: Store, path: str, contact: Contact) -> None:
    reading = made.photo(path, made.card(contact), taken=None)
    store.save(reading, [(contact,)], made.NOW)
    assert join_sides(store, reading.sha256, made.NOW) == ()


def collate(store: Store, complete: bool = True) -> int:
    return len(join_collated(store, [Path("/a/back/1.jpg")], made.NOW, complete=complete))


def test_the_back_joins_its_front_and_stays_apart_once_it_was_parted(store: Store) -> None:
    save(store, "/a/back/1.jpg", SLOGAN)
    save(store, "/a/front/1.jpg", FRONT)
    assert collate(store, complete=False) == 1
    [person] = store.people()
    assert [field.value for field in person.contact.adr] == ["Tide Quay 3, Ebbing"]
    assert store.undo(made.NOW).action == "join"
    assert collate(store) == 0
    assert len(store.people()) == 2


def test_order_is_told_only_of_complete_folders(store: Store) -> None:
    for number, each in ((1, FRONT), (2, ELSE)):
        save(store, f"/a/front/{number}.jpg", each)
        save(store, f"/a/back/{number + 2}.jpg", replace(SLOGAN, adr=(made.field(f"Tide Quay {number}, Ebbing"),)))
    assert collate(store, complete=False) == 0
    assert collate(store) == 2
    assert [[adr.value for adr in each.contact.adr] for each in store.people()] == [
        ["Tide Quay 1, Ebbing"],
        ["Tide Quay 2, Ebbing"],
    ]


def test_somebody_else_on_a_back_puts_the_order_in_doubt(store: Store) -> None:
    save(store, "/a/front/1.jpg", FRONT)
    save(store, "/a/front/2.jpg", made.contact("Zdislav Kvapil", org="Kvapil Locks", email=(), tel=()))
    save(store, "/a/back/3.jpg", SLOGAN)
    save(store, "/a/back/4.jpg", ELSE)
    assert collate(store) == 0
    assert len(store.people()) == 4
    assert [(each.front.id, each.back.id) for each in suggestions(store, 1)] == [(1, 3)]
