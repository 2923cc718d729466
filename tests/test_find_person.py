"""Whom the user means."""

from pathlib import Path

import made
import pytest

from cardscan.actions.find_person import find_one, matching
from cardscan.errors import WhoError
from cardscan.store import ListedName, open_store

NAMES = [
    ListedName(1, "uid-1", ("Jürgen Müller-Weiß",)),
    ListedName(2, "uid-2", ("Anna Mullerova", "Анна Муллерова")),
    ListedName(3, "uid-3", ("Søren Łukasz",)),
    ListedName(12, "uid-12", ("Anna",)),
    ListedName(13, "uid-13", ()),
]


@pytest.mark.parametrize(
    ("who", "ids"),
    [
        ("jurgen muller-weiss", [1]),
        ("müller", [1, 2]),
        ("MULLER", [1, 2]),
        ("muller jurgen", [1]),
        ("mueller jürgen", [1]),
        ("Juergen Müller-Weiss", [1]),
        ("soren", [3]),
        ("SOEREN", [3]),
        ("erov", [2]),
        ("Łukasz, Søren", [3]),
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


def test_ids_and_those_of_old(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "x.db")) as store:
        contacts = [made.contact(f"Ottoline No{number}") for number in range(3)]
        people = [
            person
            for number, contact in enumerate(contacts)
            for person in store.save(made.photo(f"/{number}.jpg"), [(contact,)], made.NOW) or ()
        ]
        store.merge(1, 2, made.NOW, lambda older, newer: newer)
        for who in ("1", "2", people[0].uid, people[1].uid):
            assert find_one(store, who) == 1
        for who in ("0", "9", "9" * 40, str(people[0].uid)[:8]):
            with pytest.raises(WhoError, match="nobody"):
                find_one(store, who)


def test_one_of_many(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "x.db")) as store:
        for number in range(25):
            reading = made.photo(f"/photos/{number}.jpg")
            store.save(reading, [(made.contact(f"Ottoline No{number}"),)], made.NOW)
        assert find_one(store, "no7") == 8
        with pytest.raises(WhoError, match="nobody matches 'Quirin'"):
            find_one(store, "Quirin")
        with pytest.raises(WhoError) as caught:
            find_one(store, "ottoline")
    lines = caught.value.message.splitlines()
    assert lines[:2] == ["25 people match 'ottoline':", "  1  Ottoline No0"]
    assert lines[-1] == "  and 5 more"
