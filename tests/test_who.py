"""Whom the user means."""

from pathlib import Path

import made
import pytest

from cardscan.errors import WhoError
from cardscan.store import Name, open_store
from cardscan.who import find_one, matching

NAMES = [
    Name(1, "uid-1", ("Jürgen Müller-Weiß",)),
    Name(2, "uid-2", ("Anna Mullerova", "Анна Муллерова")),
    Name(3, "uid-3", ("Søren Łukasz",)),
    Name(12, "uid-12", ("Anna",)),
    Name(13, "uid-13", ()),
]


@pytest.mark.parametrize(
    ("who", "ids"),
    [
        ("1", [1]),
        ("12", [12]),
        ("99", []),
        ("uid-3", [3]),
        ("jurgen muller-weiss", [1]),
        ("müller", [1, 2]),
        ("MULLER", [1, 2]),
        ("muller jurgen", [1]),
        ("soren", [3]),
        ("lukasz", [3]),
        ("анна", [2]),
        ("anna", [12]),  # a whole name counts before a part of one
        ("ann", [2, 12]),
        ("nobody", []),
        ("", []),
        ("  ", []),
        ("¹", []),
    ],
)
def test_matching(who: str, ids: list[int]) -> None:
    assert [name.id for name in matching(who, NAMES)] == ids


def test_one_of_many(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "x.db")) as store:
        for number in range(25):
            reading = made.photo(f"/photos/{number}.jpg")
            store.save(reading, [(made.contact(f"Ottoline No{number}"),)], made.NOW)
        assert find_one(store, "no7") == 8
        with pytest.raises(WhoError, match="nobody answers to 'Quirin'"):
            find_one(store, "Quirin")
        with pytest.raises(WhoError) as caught:
            find_one(store, "ottoline")
    lines = caught.value.message.splitlines()
    assert lines[:2] == ["25 people answer to 'ottoline':", "  1  Ottoline No0"]
    assert lines[-1] == "  and 5 more"
