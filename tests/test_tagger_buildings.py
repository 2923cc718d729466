"""A line above an address is of it where the address goes on from it, though it sounds like a company. All invented."""

import pytest
from printed import at
from test_tagger_values import told

from cardscan.parse.tagger.buildings import with_buildings
from cardscan.parse.tagger.features import describe
from cardscan.parse.tagger.values import values_of

_STREET = ("street", "street", "street", "adr", "city")


def read(first: str, tags: str, linked: bool, y: float = 54, doubt: bool = True) -> list[tuple[str, str]]:
    """The values of a line that the network takes for a company's, and of an address.

    tags: of the line's words; linked: whether the network says that the address goes on from it; y: where the address
    stands; doubt: whether the last word of the line may be a street's.
    """
    lines = [at(first, 30, 30, "x"), at("4 Quay Road, Tarnby", 30, y, "x")]
    of, size = tags.split(), len(tags.split())
    begins = (0,) if linked else (0, size)
    chances = told(lines, *of, *_STREET, begins=begins, doubt={size - 1: "street"} if doubt else None)
    card = describe(lines, 1000, [])
    assert card is not None
    values = with_buildings(values_of(card.words, lines, chances), card, lines, chances)
    return [(value.kind, value.text) for value in values]


def test_an_address_goes_on_from_the_building_above_it() -> None:
    assert read("Kelp House", "org org", linked=True) == [("adr", "Kelp House, 4 Quay Road, Tarnby")]


@pytest.mark.parametrize(
    ("linked", "y", "doubt"),
    [
        (False, 54, True),  # the address begins anew
        (True, 100, True),  # it stands elsewhere
        (True, 54, False),  # the line is a company's beyond doubt
    ],
)
def test_a_company_above_an_address_is_none_of_it(linked: bool, y: float, doubt: bool) -> None:
    values = read("Kelp House", "org org", linked, y, doubt)
    assert values == [("org", "Kelp House"), ("adr", "4 Quay Road, Tarnby")]


def test_a_street_that_ends_with_a_comma_goes_on_below() -> None:
    tags = "org org org org other"
    values = read("Kelpwick Presidency College Road,", tags, linked=False, doubt=False)
    assert values == [("adr", "Kelpwick Presidency College Road, 4 Quay Road, Tarnby")]
    values = read("Kelpwick Presidency Trading Ltd.,", tags, linked=False, doubt=False)
    assert [kind for kind, _ in values] == ["org", "adr"]


def test_the_rest_of_the_company_stays() -> None:
    lines = [at("Ostrel Tools", 30, 6, "x"), at("Kelp House", 30, 30, "x"), at("4 Quay Road, Tarnby", 30, 54, "x")]
    chances = told(lines, *["org"] * 4, *_STREET, doubt={3: "street"})
    chances.links[4, [0, 4]] = 0.4, 0.5
    card = describe(lines, 1000, [])
    assert card is not None
    values = with_buildings(values_of(card.words, lines, chances), card, lines, chances)
    assert [(v.kind, v.text) for v in values] == [("org", "Ostrel Tools"), ("adr", "Kelp House, 4 Quay Road, Tarnby")]
    assert values[1].likely == pytest.approx(0.6)  # it is shown, and looked at
    assert values[1].parts == {"street": "Kelp House, 4 Quay Road", "city": "Tarnby"}


@pytest.mark.parametrize(("first", "likely"), [("Kelpwick Memorial Hospital", True), ("Kelpwick Hospital Road", False)])
def test_an_address_below_the_name_of_an_institution_is_looked_at(first: str, likely: bool) -> None:
    lines = [at(first, 30, 30, "x"), at("4 Quay Road, Tarnby", 30, 54, "x")]
    chances = told(lines, *["street"] * 3, *_STREET)
    card = describe(lines, 1000, [])
    assert card is not None
    [address] = with_buildings(values_of(card.words, lines, chances), card, lines, chances)
    assert (address.likely <= 0.6) == likely
