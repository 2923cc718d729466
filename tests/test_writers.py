"""Several programs write into one store at once: nothing is lost, nothing is there twice, nobody waits for ever."""

from collections import Counter
from multiprocessing import get_context

import made
import pytest

from cardscan.actions.edit_fields import Edit, edited
from cardscan.model import PhotoReading
from cardscan.store import open_store

pytestmark = pytest.mark.both_engines

_WRITERS, _ROUNDS = 4, 5


def photo(name: str) -> tuple[PhotoReading, list]:
    """Somebody's card; whose name it bears nobody else has."""
    family = "".join(chr(ord("a") + int(digit)) for digit in name if digit.isdigit()).capitalize()
    contact = made.contact(f"Ottoline Mar{family}", f"Firm {family}", tel=(), email=(made.field(f"{name}@x.example"),))
    return made.photo(f"/photos/{name}.jpg", made.card(contact), content=name), [(contact,)]


def write(db: str, writer: int) -> list[bool]:
    """Store photos of one's own and photos that all store, and add a number to somebody whom all change."""
    stored = []
    with open_store(db) as store:
        for turn in range(_ROUNDS):
            for name in (f"own-{writer}{turn}", f"shared-9{turn}"):
                stored.append(bool(store.save(*photo(name), made.NOW)))
            number = f"+4520{writer}{turn}1000"
            store.edit(1, lambda of, number=number: edited(of, Edit(add=[("tel", number)])), made.NOW)
    return stored


def test_several_programs_write_at_once(db: str) -> None:
    with open_store(db) as store:
        store.save(*photo("first-0"), made.NOW)
    with get_context("spawn").Pool(_WRITERS) as pool:
        running = pool.starmap_async(write, [(db, writer) for writer in range(_WRITERS)])
        stored = running.get(timeout=300)
    own, shared = ([each[start::2] for each in stored] for start in (0, 1))
    assert all(map(all, own))
    assert [sum(turn) for turn in zip(*shared, strict=True)] == [1] * _ROUNDS  # each by one of them
    with open_store(db) as store:
        people = store.people()
        assert len(people) == 1 + _WRITERS * _ROUNDS + _ROUNDS
        assert max(Counter(person.contact.fn[0].value for person in people).values()) == 1
        numbers = {field.value for field in store.person(1).contact.tel}
        assert len(numbers) == _WRITERS * _ROUNDS  # no edit went over another
        for _ in range(_WRITERS * _ROUNDS):
            store.undo(made.NOW)
        assert store.person(1).contact.tel == ()
        assert store.last_change() is None
