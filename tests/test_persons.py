"""Partners who have a corner of the card each are people, however little is known of their names."""

import numpy as np
import pytest

from cardscan.parse.features import Surroundings
from cardscan.parse.found import Span
from cardscan.parse.labels import LABELS
from cardscan.parse.persons import people_named
from cardscan.parse.segments import Place, Segment

HEIGHT = 0.04


def segment(text: str, x: float, y: float, height: float = HEIGHT, line: int = 0) -> Segment:
    ink = (100.0, 130.0, 120.0)
    return Segment(text, Span(line, 0, len(text)), (x, y, x + 0.25, y + height), height, ink)


def number(x: float, y: float) -> Place:
    return x, y, x + 0.2, y + HEIGHT


def named(segments: list[Segment], numbers: tuple[Place, ...], *chances: dict[str, float]) -> list[str]:
    likely = np.zeros((len(segments), len(LABELS)))
    for row, chance in zip(likely, chances, strict=True):
        for kind, p in chance.items():
            row[LABELS.index(kind)] = p
        row[-1] += 1 - row.sum()
    return [c.text for c in people_named(segments, likely, (), Surroundings(numbers, (), (), ()))]


LIKELY = {"fn": 0.95}
BELOW = (number(0.1, 0.15), number(0.7, 0.15))
BESIDE = (number(0.4, 0.1), number(0.4, 0.2))


@pytest.mark.parametrize(
    ("x", "y", "numbers"), [(0.7, 0.1, BELOW), (0.1, 0.2, BESIDE)], ids=["in the other corner", "in the next row"]
)
def test_what_stands_by_a_number_of_its_own_as_a_name_does(x: float, y: float, numbers: tuple[Place, ...]) -> None:
    one, two = segment("Odalys Brantner", 0.1, 0.1), segment("Tavi", x, y, line=1)
    assert named([one, two], numbers, LIKELY, {"fn": 0.15, "org": 0.4}) == ["Odalys Brantner", "Tavi"]


def test_what_is_likelier_something_else_is_nobody() -> None:
    one, two = segment("Odalys Brantner", 0.1, 0.1), segment("Tarnholm", 0.7, 0.1, line=1)
    assert named([one, two], BELOW, LIKELY, {"fn": 0.15, "adr": 0.4}) == ["Odalys Brantner"]
    assert named([one, two], BELOW, LIKELY, {"fn": 0.05, "org": 0.4}) == ["Odalys Brantner"]


def test_what_is_set_otherwise_or_has_the_same_number_is_nobody() -> None:
    one = segment("Odalys Brantner", 0.1, 0.1)
    large = segment("Tavi", 0.7, 0.1, height=0.08, line=1)
    assert named([one, large], BELOW, LIKELY, {"fn": 0.2}) == ["Odalys Brantner"]
    under = segment("Tavi", 0.1, 0.14, line=1)
    assert named([one, under], (number(0.1, 0.19),), LIKELY, {"fn": 0.2}) == ["Odalys Brantner"]
    alone = segment("Tavi", 0.7, 0.5, line=1)
    assert named([one, alone], BELOW, LIKELY, {"fn": 0.2}) == ["Odalys Brantner"]
