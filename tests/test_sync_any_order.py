"""Any order of edits on both sides, of syncs and faults: in the end both sides hold the same, and all that was added.

With CARDSCAN_SOAK=1 a hundred walks are taken instead of two.
"""

import os
import random
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import pytest
from dav_servers import Server
from faulty_proxy import ANSWER_LOST, BROKEN, BUSY, HALF_AN_ANSWER, NOT_REACHED, Proxy, proxy
from syncing import Both, both, with_line, with_title

from cardscan.person import Person
from cardscan.store import open_store
from cardscan.sync.changes import Side

STEPS = 30
FAULTS = (NOT_REACHED, ANSWER_LOST, HALF_AN_ANSWER, BUSY, BROKEN)
SIDES: tuple[Side, ...] = ("here", "there")


class Walk:
    """Somebody with a laptop and a phone, who forgets nothing and asks for much."""

    def __init__(self, sides: Both, seed: int) -> None:
        self.sides = sides
        self.random = random.Random(seed)  # noqa: S311 - to be repeated
        self.count = 0
        self.numbers: defaultdict[int, set[str]] = defaultdict(set)  # of a person, as they must be in the end

    def step(self) -> None:
        people = list(self.sides.store.people())
        edits = (self.add_here, self.add_there, self.title_here, self.title_there)
        if len(people) < 3 or self.random.random() < 0.06:
            self.meet()
        elif self.random.random() < 0.04:
            self.forget(self.random.choice(people))
        elif self.random.random() < 0.04:
            self.delete_there(self.random.choice(people))
        elif self.random.random() < 0.35:
            self.sync()
        else:
            self.random.choice(edits)(self.random.choice(people))

    def new(self) -> str:
        self.count += 1
        return f"+4540{self.count:06}"

    def meet(self) -> None:
        self.count += 1
        person = self.sides.meet(
            f"{'ABCDEFGHIJ'[self.count % 10]}ilgamar Quillfeather{'abcdefghij'[self.count // 10 % 10]}"
        )
        self.numbers[person.id] = {tel.value for tel in person.contact.tel}

    def add_here(self, person: Person) -> None:
        number = self.new()
        self.sides.edit(person, tel=number)
        self.numbers[person.id].add(number)

    def add_there(self, person: Person) -> None:
        if self.sides.there(person):
            number = self.new()
            self.sides.on_phone(person, with_line(f"TEL;TYPE=CELL:{number}"))
            self.numbers[person.id].add(number)

    def title_here(self, person: Person) -> None:
        self.count += 1
        self.sides.edit(person, title=f"Pilot {self.count}")

    def title_there(self, person: Person) -> None:
        self.count += 1
        if "TITLE" in self.sides.there(person):
            self.sides.on_phone(person, with_title(f"Purser {self.count}"))

    def forget(self, person: Person) -> None:
        self.sides.store.forget(person.id)
        self.numbers.pop(person.id)

    def delete_there(self, person: Person) -> None:
        """What was added there since the last sync goes with it."""
        if self.sides.there(person):
            self.sides.delete_there(person)
            self.numbers[person.id] = {tel.value for tel in self.sides.store.person(person.id).contact.tel}

    def sync(self) -> None:
        """Sync, mostly with a fault on the way, and sometimes with answers to what was asked."""
        keep: dict[str, Side] = {}
        if self.random.random() < 0.4:
            keep = {each.key: self.random.choice(SIDES) for each in self.sides.sync(dry_run=True).asked}
            for asked in self.sides.sync(dry_run=True).asked:
                if asked.question.about == "deleted there" and keep[asked.key] == "there":
                    keep[asked.key] = "here"  # else there is no end at which both are the same
                if asked.question.about == "here no longer":
                    keep[asked.key] = "here"
        if self.random.random() < 0.7:
            fault, also_after = self.random.choice(FAULTS), self.random.random() < 0.5
            self.sides.proxy.at(self.random.randint(1, 8), fault, also_after)
        self.sides.sync(keep)
        self.sides.proxy.well()

    def check(self) -> None:
        for _ in range(3):
            asked = self.sides.sync().asked
            self.sides.sync({each.key: "here" for each in asked})
        self.sides.proxy.well()
        last = self.sides.sync()
        assert (last.did, last.asked, last.failed, last.stopped) == ([], [], [], None)
        assert [request.method for request in self.sides.proxy.seen] == ["PROPFIND"]
        cards, people = self.sides.cards(), self.sides.store.people()
        assert len(cards) == len(people) == len(self.numbers)
        for person in people:
            assert self.sides.are_equal(person, cards)
            numbers = [tel.value for tel in person.contact.tel]
            assert sorted(numbers) == sorted(self.numbers[person.id])
            there = re.findall(r"TEL[^:]*:(.*)", self.sides.there(person, cards))
            assert len(there) == len(numbers)


@pytest.fixture(params=["radicale", "xandikos"])
def other(request: pytest.FixtureRequest, servers: dict[str, Server]) -> Iterator[tuple[Server, Proxy]]:
    with proxy(servers[request.param].port) as running:
        yield servers[request.param], running


@pytest.mark.parametrize("seed", range(50 if os.environ.get("CARDSCAN_SOAK") else 1))
def test_any_order(tmp_path: Path, other: tuple[Server, Proxy], seed: int) -> None:
    with open_store(str(tmp_path / "walk.db")) as store:
        walk = Walk(both(store, *other), seed if other[0].name == "radicale" else 1000 + seed)
        for _ in range(STEPS):
            walk.step()
        walk.check()
