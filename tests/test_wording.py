"""How many there are of something, and how long somebody waits, is said in one way everywhere."""

import pytest

from cardscan.export.report import ago
from cardscan.text.wording import people, waited


@pytest.mark.parametrize(
    ("number", "kind", "said"),
    [
        (0, "", "0 people"),
        (1, "", "1 person"),
        (2, "", "2 people"),
        (1, "new", "1 new person"),
        (3, "new", "3 new people"),
    ],
)
def test_people_are_counted(number: int, kind: str, said: str) -> None:
    assert people(number, kind) == said


@pytest.mark.parametrize(
    ("hours", "said"), [(1, "1 hour"), (2, "2 hours"), (71, "71 hours"), (72, "3 days"), (1058, "44 days")]
)
def test_a_delay_is_said_in_hours_and_then_in_days(hours: int, said: str) -> None:
    assert waited(hours) == said
    assert ago(hours) == (f"{said} ago" if hours > 1 else "just now")
