"""Any order of edits here and on a phone, with faults on the way: in the end both hold the same, and all of it.

With CARDSCAN_SOAK=1 thirty walks of five hundred steps are taken instead of a shorter one.
"""

import os
import random
import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import made
import pytest
from phones import HELP, QUALITY, TALKED, Served, href_of, served, strange, with_line

from cardscan.actions.edit_fields import Edit, edited
from cardscan.actions.same_person import make_one
from cardscan.actions.take_note import take_note
from cardscan.connections.notes.parts import Given
from cardscan.connections.standing import held_back
from cardscan.dav.http import Answer
from cardscan.export.vcard import vcard
from cardscan.person import Note, Person
from cardscan.store import open_store
from cardscan.sync.keys import say_the_same
from cardscan.sync.ours import card_in, readable, said_in

SOAK = bool(os.environ.get("CARDSCAN_SOAK"))
STEPS = 500 if SOAK else 200
_ADDED = re.compile(r"X-OWN-\d+|TEL;TYPE=CELL:\+4540\d+")  # as the phone writes it, which is not as we do
Change = Callable[[str], str]


class LostError(Exception):
    """The network failed: nobody knows whether it was done."""


@dataclass
class Held:
    """A card on the phone."""

    etag: str  # "" for one that the server does not have
    text: str
    changes: list[Change] = field(default_factory=list)  # of which the server was not told
    deleted: bool = False


@dataclass
class Walk:
    """Somebody with a phone and a laptop, and a network that fails."""

    at: Served
    random: random.Random
    phone: dict[str, Held] = field(default_factory=dict)
    token: str = ""
    faults: bool = True
    count: int = 0
    numbers: dict[int, set[str]] = field(default_factory=dict)  # of a person, as they must be in the end
    own: dict[str, set[str]] = field(default_factory=dict)  # lines of the phone's own that the server has taken
    made: set[str] = field(default_factory=set)  # hrefs of the phone's own contacts

    def step(self) -> None:
        people = list(self.at.store.people())
        good = [each for each in people if not held_back(each)]
        chance = self.random.random()
        if len(good) < 4 or chance < 0.05:
            self.meet(chance < 0.02)
        elif chance < 0.35:
            self.sync()
        elif chance < 0.50:
            self.on_phone(self.random.choice([self.add_number, self.add_line, self.add_title]))
        elif chance < 0.54:
            self.on_phone(self.delete)
        elif chance < 0.57:
            self.make()
        elif chance < 0.60:
            self.throw_out(self.random.choice(good))
        elif chance < 0.63:
            self.let_in(people)
        elif chance < 0.65:
            self.forget(self.random.choice(people))
        elif chance < 0.72:
            self.random.choice([self.answer, lambda: self.make_one(*self.random.sample(good, 2))])()
        else:
            self.edit(self.random.choice(people))

    # Here

    def new(self) -> str:
        self.count += 1
        return f"+4540{self.count:06}"

    def meet(self, bare: bool) -> None:
        self.count += 1
        one, ten, hundred = ("abcdefghij"[self.count // each % 10] for each in (1, 10, 100))
        name = f"Ilga{one}r Quillf{ten}{hundred}"
        person = self.at.meet(name, not bare, tel=(made.field(self.new(), type="cell"),), email=())
        self.numbers[person.id] = {tel.value for tel in person.contact.tel}

    def edit(self, person: Person) -> None:
        if self.random.random() < 0.5:
            number = self.new()
            self.at.store.edit(person.id, lambda of: edited(of, Edit(add=[("tel", number)])), self.at.clock())
            self.numbers[person.id].add(number)
        else:
            self.count += 1
            self.at.edit(person, title=f"Pilot {self.count}")

    def throw_out(self, person: Person) -> None:
        made.noted(self.at.store, person.id, Note("", "", self.at.clock(), again=False), self.at.clock())

    def let_in(self, people: list[Person]) -> None:
        for person in [each for each in people if held_back(each)][:1]:
            take_note(self.at.store, person.id, Given(TALKED, f"{HELP} {self.count}", again=True), self.at.clock())

    def forget(self, person: Person) -> None:
        self.at.store.forget(person.id)
        del self.numbers[person.id]

    def make_one(self, keep: Person, gone: Person) -> None:
        make_one(self.at.store, keep.id, gone.id, self.at.clock())
        self.numbers[keep.id] |= self.numbers.pop(gone.id)
        theirs = {line for line in self.own.pop(href_of(gone), ()) if line.startswith("X-")}  # numbers are fields
        self.own.setdefault(href_of(keep), set()).update(theirs)

    def answer(self) -> None:
        for person in self.at.store.phone.deleted():
            self.at.store.phone.settle(person.id, there=True)

    # On the phone

    def on_phone(self, change: Callable[[str, Held], None]) -> None:
        there = sorted(href for href, held in self.phone.items() if not held.deleted)
        if there:
            href = self.random.choice(there)
            change(href, self.phone[href])

    def add_number(self, href: str, held: Held) -> None:
        line = f"TEL;TYPE=CELL:{self.new()}"
        held.changes.append(lambda card: card if line in card else with_line(card, line))

    def add_line(self, href: str, held: Held) -> None:
        self.count += 1
        line = f"X-OWN-{self.count}:of the phone"
        held.changes.append(lambda card: card if line in card else with_line(card, line))

    def add_title(self, href: str, held: Held) -> None:
        self.count += 1
        held.changes.append(lambda card, n=self.count: re.sub(r"TITLE:[^\r]*", f"TITLE:Purser {n}", card))  # type: ignore[misc]

    def delete(self, href: str, held: Held) -> None:
        held.changes.clear()
        held.deleted = True

    def make(self) -> None:
        self.count += 1
        href = f"{QUALITY}made-{self.count}.vcf"
        self.phone[href] = Held("", strange(f"Zdis Kvap{self.count}", f"made-{self.count}"))

    def ask(self, method: str, path: str, body: str = "", **headers: str) -> Answer:
        fault = self.random.random() if self.faults else 1.0
        if fault < 0.08:
            raise LostError
        answer = self.at.ask(method, path, body, **headers)
        if fault < 0.16:
            raise LostError  # it was done, and nobody says so
        return answer

    def sync(self) -> None:
        try:
            self.upload()
            self.download()
        except LostError:
            pass

    def upload(self) -> None:
        for href, held in sorted(self.phone.items()):
            if held.deleted:
                answer = self.ask("DELETE", href, If_Match=held.etag) if held.etag else None
                assert answer is None or answer.status in (204, 404, 412)
                if answer is not None and answer.status == 412:
                    held.deleted = False  # it has changed: it is to be looked at first
                    continue
                self.gone(href)
            elif held.changes or not held.etag:
                self.put(href, held)

    def put(self, href: str, held: Held) -> None:
        text = held.text
        for change in held.changes:
            text = change(text)
        precondition = {"If_Match": held.etag} if held.etag else {"If_None_Match": "*"}
        answer = self.ask("PUT", href, text, **precondition)
        assert answer.status in (201, 204, 403, 412), answer
        if answer.status in (201, 204):
            held.text, held.etag = text, answer.headers.get("etag", held.etag or "?")
            held.changes.clear()
            self.took(href, text)
        elif answer.status == 403 or not held.etag:
            held.changes.clear()  # who is there is told by the list
            held.etag = held.etag or "?"

    def took(self, href: str, text: str) -> None:
        self.own.setdefault(href, set()).update(_ADDED.findall(text))
        if "made-" in href:
            self.made.add(href)

    def download(self) -> None:
        if self.faults and self.random.random() < 0.1:
            raise LostError
        found, token, _ = self.at.changes(self.token)
        stale = [href for href, etag in found.items() if etag and self.known(href) != etag]
        for href in [href for href, etag in found.items() if not etag]:
            self.gone(href)
        for start in range(0, len(stale), 10):
            if self.faults and self.random.random() < 0.1:
                raise LostError  # the token stays as it was: all is told again
            for href, (etag, text) in self.at.cards(*stale[start : start + 10]).items():
                held = self.phone.setdefault(href, Held("", ""))
                held.etag, held.text = etag, text
                self.took(href, text)
        self.token = token

    def known(self, href: str) -> str:
        return self.phone[href].etag if href in self.phone else ""

    def gone(self, href: str) -> None:
        self.phone.pop(href, None)
        self.made.discard(href)

    # In the end

    def check(self) -> None:
        self.faults = False
        for _ in range(3):
            self.sync()
            self.answer()
        self.sync()
        people = {href_of(each): each for each in self.at.store.people() if not held_back(each)}
        assert set(self.phone) == people.keys() | self.made
        listed = self.at.changes()[0]
        assert listed == {href: held.etag for href, held in self.phone.items()}
        cards = self.at.cards(*self.phone)
        assert {each.name for each in self.at.store.phone.made()} == {href.rpartition("/")[2] for href in self.made}
        for href, held in self.phone.items():
            assert not held.changes and cards[href] == (held.etag, held.text)
            assert set(_ADDED.findall(held.text)) == self.own.get(href, set()), href
        for href, person in people.items():
            assert say_the_same(said_in(vcard(person)), said_in(readable(card_in(self.phone[href].text))))
            assert {tel.value for tel in person.contact.tel} >= self.numbers[person.id]
            assert len(person.contact.tel) == len({tel.value for tel in person.contact.tel})
        assert not self.at.store.phone.deleted()


@pytest.mark.parametrize("seed", range(30) if SOAK else [0])
def test_both_hold_the_same_in_the_end(tmp_path: Path, empty: Path, seed: int) -> None:
    db = tmp_path / "walk.db"
    shutil.copy(empty, db)
    with open_store(str(db)) as store, served(store) as at:
        walk = Walk(at, random.Random(seed))  # noqa: S311 - to be repeated
        for _ in range(STEPS):
            walk.step()
        walk.check()
        assert {"PUT", "DELETE", "REPORT"} <= set(at.sent) and walk.count > 30
