"""Any order of edits on both sides, of syncs and faults: in the end both sides hold the same, and all that was added.

Servers drop properties, tell no etags or others, forget a card for a moment; cards are moved.
With CARDSCAN_SOAK=1 three hundred walks are taken instead of six.
"""

import os
import random
import re
from collections import defaultdict
from pathlib import Path

import made
import pytest
from dav_servers import Server
from faulty_proxy import (
    ANSWER_LOST,
    BROKEN,
    BUSY,
    HALF_AN_ANSWER,
    NOT_FOUND,
    NOT_REACHED,
    UNLISTED,
    Ways,
    drops,
    lists_etags_alone,
    lists_other_etags,
    proxy,
    tells_no_etag_of_what_is_written,
)
from syncing import Both, both, with_line, with_title

from cardscan.person import Person
from cardscan.store import open_store
from cardscan.sync.changes import Where
from cardscan.sync.result import Asked

STEPS = 30
OWN = "BDAY:1980-02-29"  # on a card that the user made
FAULTS = (NOT_REACHED, ANSWER_LOST, HALF_AN_ANSWER, BUSY, BROKEN, NOT_FOUND, UNLISTED)
WAYS: dict[str, Ways] = {
    "keeps all": lambda _: None,
    "drops titles and urls": drops("TITLE", "URL"),
    "drops urls, and tells no etag": drops("URL", etag=False),
    "tells no etag of what is written": tells_no_etag_of_what_is_written,
    "lists etags alone": lists_etags_alone,
    "lists other etags": lists_other_etags,
}
SIDES: tuple[Where, ...] = ("here", "there")


def letters(number: int) -> str:
    """A letter for each digit: nobody is called as another."""
    return "".join("abcdefghij"[int(digit)] for digit in str(number))


class Walk:
    """Somebody with a laptop and a phone, who forgets nothing and asks for much."""

    def __init__(self, sides: Both, seed: int, loses: bool) -> None:
        self.sides = sides
        self.loses = loses  # something of what is written there
        self.random = random.Random(seed)  # noqa: S311 - to be repeated
        self.count = 0
        self.numbers: defaultdict[int, set[str]] = defaultdict(set)  # of a person, as they must be in the end
        self.own: set[int] = set()  # who had a card there before
        self.theirs: dict[int, str] = {}  # and the line by which it is found
        self.races = 0  # cards that a phone wrote in the middle of a sync
        self.strangers = 0  # cards of somebody who was forgotten before they were joined

    def step(self) -> None:
        people = list(self.sides.store.people())
        edits = (self.add_here, self.add_there, self.title_here, self.title_there)
        if len(people) < 3 or self.random.random() < 0.06:
            self.meet()
        elif self.random.random() < 0.04:
            self.meet_who_is_there()
        elif self.random.random() < 0.04:
            self.forget(self.random.choice(people))
        elif self.random.random() < 0.04:
            self.delete_there(self.random.choice(people))
        elif self.random.random() < 0.04:
            self.move_there(self.random.choice(people))
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
            f"{'ABCDEFGHIJ'[self.count % 10]}ilgamar Quillfeather{letters(self.count // 10)}",
            tel=(made.field(self.new(), type="cell"),),
            url=(made.field(f"https://quay{self.count}.example"),),
        )
        self.numbers[person.id] = {tel.value for tel in person.contact.tel}

    def meet_who_is_there(self) -> None:
        """Someone who has a card there, of the user's own making, with a number of their own."""
        self.count += 1
        number, given = self.new(), "Zdislav"
        family = f"Kvap{'abcdefghij'[self.count % 10]}{letters(self.count // 10)}lik"
        name = f"{given} {family}"
        lines = (f"UID:there-{self.count:04}", f"FN:{name}", f"N:{family};{given};;;", f"TEL;TYPE=HOME:{number}", OWN)
        text = "\r\n".join(("BEGIN:VCARD", "VERSION:3.0", *lines, "END:VCARD", ""))
        self.sides.server.put(f"{self.sides.path}there{self.count}.vcf", text)
        url, cell = f"https://quay{self.count}.example", self.new()
        person = self.sides.meet(name, tel=(made.field(cell, type="cell"),), url=(made.field(url),))
        self.numbers[person.id] = {number, *(tel.value for tel in person.contact.tel)}
        self.own.add(person.id)
        self.theirs[person.id] = lines[0]

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
        row = self.sides.store.servers.one(self.sides.account, person.id)
        line = self.theirs.get(person.id, "nobody's")
        stays = any(line in card for card in self.sides.cards().values())
        self.strangers += stays and not (row and row.uid)
        self.sides.store.forget(person.id)
        self.numbers.pop(person.id)
        self.own.discard(person.id)

    def delete_there(self, person: Person) -> None:
        """What was added there since the last sync goes with it."""
        if self.sides.there(person):
            self.sides.delete_there(person)
            here = self.sides.store.person(person.id).contact
            if not here.bday:  # else it was taken over, and comes back with them
                self.own.discard(person.id)
            self.numbers[person.id] = {tel.value for tel in here.tel}

    def move_there(self, person: Person) -> None:
        if card := self.sides.there(person):
            self.count += 1
            self.sides.delete_there(person)
            self.sides.server.put(f"{self.sides.path}moved{self.count}.vcf", card)

    def sync(self) -> None:
        """Sync, mostly with a fault on the way, and sometimes with answers to what was asked."""
        keep: dict[str, Where] = {}
        link: dict[str, str] = {}
        if self.random.random() < 0.4:
            keep = {each.key: self.random.choice(SIDES) for each in self.sides.sync(dry_run=True).asked}
            for asked in self.sides.sync(dry_run=True).asked:
                if asked.question.about == "deleted there" and keep[asked.key] == "there":
                    keep[asked.key] = "here"  # else there is no end at which both are the same
                if asked.question.about in ("no longer here", "not found there"):
                    keep[asked.key] = "here"
                if asked.question.about == "seems to be there already":
                    keep.pop(asked.key)
                    self.tell_who_it_is(asked, keep, link)
        if self.random.random() < 0.7:
            fault, also_after = self.random.choice(FAULTS), self.random.random() < 0.5
            self.sides.proxy.at(self.random.randint(1, 8), fault, also_after)
        elif self.random.random() < 0.5:
            self.race(self.random.randint(2, 8))
        self.sides.sync(keep, link=link)
        self.sides.proxy.well()

    def tell_who_it_is(self, asked: Asked, keep: dict[str, Where], link: dict[str, str]) -> None:
        """Join somebody with the card that the user made of them, and with no other that only looks like theirs."""
        line, cards = self.theirs.get(int(asked.key), "nobody's"), self.sides.cards()
        theirs = [each.key for each in asked.question.already if line in cards[each.path]]
        if theirs:
            link[asked.key] = theirs[0]
        else:
            keep[asked.key] = "here"

    def race(self, number: int) -> None:
        """Have the phone write a card between two requests of the sync: what the sync read is no longer there."""
        person, line = self.random.choice(self.sides.store.people()), f"TEL;TYPE=CELL:{self.new()}"
        here = self.sides.there(person)
        path = next((path for path, card in self.sides.cards().items() if here and card == here), "")

        def write() -> None:
            if card := self.sides.cards().get(path):
                self.count += 1  # the title, too, half of the time
                title = with_title(f"Bosun {self.count}") if self.count % 2 else str
                self.sides.server.put(path, title(with_line(line)(card)))
                self.numbers[person.id].add(line.partition(":")[2])
                self.races += 1

        self.sides.proxy.well()
        self.sides.proxy.fault = lambda request: write() if request.number == number else None

    def check(self) -> None:
        for _ in range(3):
            asked = self.sides.sync().asked
            seeming = [each for each in asked if each.question.about == "seems to be there already"]
            keep: dict[str, Where] = {each.key: "here" for each in asked if each not in seeming}
            link: dict[str, str] = {}
            for each in seeming:
                self.tell_who_it_is(each, keep, link)
            self.sides.sync(keep, link=link)
        self.sides.proxy.well()
        last = self.sides.sync()
        assert (last.did, last.asked, last.failed, last.stopped) == ([], [], [], None)
        assert [request.method for request in self.sides.proxy.seen] == ["PROPFIND"]
        assert not self.sides.store.servers.left_there(self.sides.account)
        cards, people = self.sides.cards(), self.sides.store.people()
        assert len(cards) - self.strangers == len(people) == len(self.numbers)
        for person in people:
            assert self.sides.are_equal(person, cards) or self.loses
            assert person.contact.title and person.contact.url  # whatever the server keeps
            numbers = [tel.value for tel in person.contact.tel]
            assert sorted(numbers) == sorted(self.numbers[person.id])
            there = re.findall(r"TEL[^:]*:(.*)", self.sides.there(person, cards))
            assert len(there) == len(numbers)
            assert (OWN in self.sides.there(person, cards)) == (person.id in self.own)


ALL = [(server, ways, seed) for seed in range(25) for ways in WAYS for server in ("radicale", "xandikos")]
SOME = [("radicale" if number % 2 else "xandikos", ways, 0) for number, ways in enumerate(WAYS)]


@pytest.mark.parametrize(("server_name", "ways", "seed"), ALL if os.environ.get("CARDSCAN_SOAK") else SOME)
def test_any_order(tmp_path: Path, servers: dict[str, Server], server_name: str, ways: str, seed: int) -> None:
    with proxy(servers[server_name].port) as running, open_store(str(tmp_path / "walk.db")) as store:
        running.ways = WAYS[ways]
        number = seed if server_name == "radicale" else 1000 + seed
        walk = Walk(both(store, servers[server_name], running), number, "drops" in ways)
        for _ in range(STEPS):
            walk.step()
        walk.check()
