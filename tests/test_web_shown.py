"""Where on the card a field was read, and what else may stand there."""

from dataclasses import replace

import made
import pytest

from cardscan.connections.seen import fingerprint
from cardscan.geometry import on_card
from cardscan.model import Card, Contact, Quad
from cardscan.store import Store
from cardscan.web.shown import shown

UPRIGHT: Quad = ((100.0, 50.0), (1000.0, 50.0), (1000.0, 550.0), (100.0, 550.0))


def flat(quad: Quad | None) -> list[float]:
    return [value for point in quad or () for value in point]


def test_a_place_on_a_straight_card_is_only_moved() -> None:
    box: Quad = ((190.0, 100.0), (550.0, 100.0), (550.0, 150.0), (190.0, 150.0))
    found = on_card(box, UPRIGHT, (900, 500))
    assert flat(found) == pytest.approx([90, 50, 450, 50, 450, 100, 90, 100], abs=1e-6)


def test_a_card_that_stood_on_its_side_is_turned() -> None:
    """Its text ran upwards on the photo: the corners begin at the bottom left, and the place turns with them."""
    corners: Quad = ((0.0, 900.0), (0.0, 0.0), (500.0, 0.0), (500.0, 900.0))
    box: Quad = ((50.0, 800.0), (50.0, 500.0), (100.0, 500.0), (100.0, 800.0))
    found = on_card(box, corners, (900, 500))
    assert flat(found) == pytest.approx([100, 50, 400, 50, 400, 100, 100, 100], abs=1e-6)


def test_in_perspective_the_corners_are_the_corners_and_nothing_is_made_of_a_line() -> None:
    corners: Quad = ((120.0, 80.0), (1620.0, 190.0), (1500.0, 990.0), (110.0, 880.0))
    found = on_card(corners, corners, (1500, 900))
    assert flat(found) == pytest.approx([0, 0, 1500, 0, 1500, 900, 0, 900], abs=1e-6)
    assert on_card(corners, (corners[0],) * 4, (10, 10)) is None


def save(store: Store, card: Card, of: Contact) -> int:
    saved = store.save(made.photo("/photos/one.jpg", card), [[of]], made.NOW)
    assert saved
    return saved[0].id


def test_a_field_is_tied_to_its_card_and_to_the_other_reading(store: Store) -> None:
    of = made.contact(title=(made.field("Tides, foretold", sure=False),))
    card = replace(made.card(of), corners=((0.0, 0.0), (900.0, 0.0), (900.0, 500.0), (0.0, 500.0)))
    person = store.person(save(store, card, of))
    page = shown(person, *store.serving.cards(person.id))
    by_id = {each.id: each for each in page.fields}
    assert by_id["title-0"].others == ("Tides, foretoId",)
    assert by_id["title-0"].card_id == page.cards[0].id
    assert by_id["tel-0"].label == "Mobile" and by_id["tel-0"].value == "+45 20 12 34 56"
    xs, ys = zip(*(map(float, point.split(",")) for point in by_id["fn-0"].points.split()), strict=True)
    assert min(xs) < 10 < 110 < max(xs) and min(ys) < 20 < 44.5 < max(ys)  # the box, with some room
    assert page.unsure == 1


def test_a_field_of_the_users_own_has_no_place(store: Store) -> None:
    of = made.contact(tel=(made.field("+4520123456", box=None),))
    person = store.person(save(store, made.card(of), of))
    page = shown(person, *store.serving.cards(person.id))
    assert [each.points for each in page.fields if each.kind == "tel"] == [""]


def test_other_fields_are_another_fingerprint() -> None:
    assert fingerprint(made.contact()) == fingerprint(made.contact())
    assert fingerprint(made.contact()) != fingerprint(made.contact("Perrin Quillfeather"))
