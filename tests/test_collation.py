"""Folders called front and back: two sides of one card, by name or by order."""

from dataclasses import replace
from itertools import chain
from pathlib import Path

import made
import pytest

from cardscan.actions.join_sides import join_collated, join_sides, suggestions
from cardscan.connections.likeness.collation import side_of, stacks
from cardscan.connections.likeness.sides import Met, OneCard, Sheet, likely_sides
from cardscan.model import Contact
from cardscan.store import Store

FRONT = made.contact()
SLOGAN = Contact(adr=(made.field("Tide Quay 3, Ebbing"),))  # nothing in common with the front
ELSE = made.contact("Tove Quill", org="Eel Imports", email=(), tel=())


def sheets(*paths: str) -> list[Sheet]:
    return [Sheet(path, None, 0, (Met(number, number),)) for number, path in enumerate(paths)]


def paired(*paths: str) -> list[tuple[str, str]]:
    return [
        (paths[pair.front.meeting_id], paths[pair.back.meeting_id])
        for pair in chain.from_iterable(stack.pairs for stack in stacks(sheets(*paths)))
    ]


def test_by_name() -> None:
    assert paired("/a/back/2.png", "/a/front/1.jpg", "/a/front/2.jpg", "/a/back/9.jpg") == [
        ("/a/front/2.jpg", "/a/back/2.png")
    ]


def test_by_order_where_as_many_are_in_each() -> None:
    order = ("/a/front/IMG_9.jpg", "/a/front/IMG_10.jpg", "/a/Back/IMG_11.jpg", "/a/Back/IMG_12.jpg")
    assert paired(*order) == [order[0::2], order[1::2]]
    assert paired(*order[:3]) == []


def test_each_place_for_itself() -> None:
    assert paired("/a/front/1.jpg", "/b/back/1.jpg") == []


def test_pages_of_two_scans() -> None:
    scans = [
        Sheet(f"/a/{side}/scan.pdf", None, page, (Met(page, page),)) for side in ("front", "back") for page in (0, 1)
    ]
    [stack] = stacks(scans)
    assert [(pair.front.meeting_id, pair.back.meeting_id) for pair in stack.pairs] == [(0, 0), (1, 1)]


def test_what_is_next_in_a_folder_of_fronts_is_no_back() -> None:
    assert list(likely_sides(sheets("/a/front/1.jpg", "/a/front/2.jpg"))) == []


@pytest.mark.parametrize(
    ("front", "back", "verdict"),
    [
        (FRONT, SLOGAN, OneCard.CERTAIN),
        (SLOGAN, FRONT, OneCard.CERTAIN),
        (FRONT, FRONT, OneCard.CERTAIN),
        (FRONT, ELSE, OneCard.LIKELY),
        (FRONT, replace(ELSE, fn=(), email=(made.field("tove@eel.example"),)), OneCard.LIKELY),
    ],
)
def test_the_verdict(front: Contact, back: Contact, verdict: OneCard) -> None:
    assert side_of(front, back).verdict is verdict


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
    assert [(each.front.id, each.back.id) for each in suggestions(store, store.people())] == [(1, 3)]
