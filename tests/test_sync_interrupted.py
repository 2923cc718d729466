"""A sync that is interrupted at every request, and at every write to the store: in the end both sides hold the same.

With CARDSCAN_SOAK=1 every fault is tried with every server, in a quarter of an hour; else some of them with each.
"""

import os
import sqlite3
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import made
import pytest
from dav_servers import Server
from faulty_proxy import ANSWER_LOST, BROKEN, BUSY, HALF_AN_ANSWER, NOT_REACHED, TOO_MANY, Fault, proxy
from syncing import STRANGER, both, jpeg, with_line, with_title

from cardscan.connections.standing import held_back
from cardscan.person import Person
from cardscan.store import open_store
from cardscan.store.servers import Servers
from cardscan.sync.changes import Where

NAMES = (
    "Ada Quillfeather",
    "Bodil Marramgrass",
    "Cosmo Tavernash",
    "Dido Oxenhope",
    "Evander Zwicki",
    "Fenja Brackwyth",
)
GISELA = "Gisela Ravelcote"


@dataclass(frozen=True)
class Phase:
    """Both sides as they are before a sync."""

    file: Path  # a copy of the store
    cards: Mapping[str, str]  # on the server
    keep: Mapping[str, Where]  # the answers given to the sync
    asks: int  # how many questions it leaves


def copy(source: Path, target: Path) -> None:
    """Copy a database that may be open."""
    with closing(sqlite3.connect(source)) as one, closing(sqlite3.connect(target)) as other:
        one.backup(other)


class World:
    """A store and an address book that can be set back to before one of the syncs of a story.

    The story: create, change here, there and on both sides, clash, delete there and here; answer.
    """

    def __init__(self, server: Server, folder: Path) -> None:
        self.folder = folder
        self.phases: list[Phase] = []
        self._proxy = proxy(server.port)
        self.sides = both(open_store(str(folder / "x.db")), server, self._proxy.__enter__())
        server.put(f"{self.sides.path}stranger.vcf", STRANGER)
        self._tell()

    def close(self) -> None:
        self.sides.store.close()
        self._proxy.__exit__(None, None, None)

    def _tell(self) -> None:
        sides = self.sides
        ada, bodil, cosmo, dido, evander, fenja = (sides.meet(name) for name in NAMES)
        self._before_a_sync({}, 0)
        sides.edit(ada, title="Harbour Master")
        sides.on_phone(bodil, with_line("TEL;TYPE=CELL:+45 40 11 22 33"))
        sides.on_phone(cosmo, with_title("Chief of Ebb"))
        sides.edit(cosmo, email="cosmo@ebb.example")
        sides.on_phone(dido, with_title("Head of Foam"))
        sides.edit(dido, title="Head of Spray")
        sides.delete_there(evander)
        sides.store.forget(fenja.id)
        sides.meet(GISELA, crop=jpeg(), tel=(made.field("+4540111213", type="cell"),))  # not Fenja's, who is there
        self._before_a_sync({}, 3)
        self._before_a_sync({str(dido.id): "here", str(evander.id): "here", fenja.uid: "here"}, 0)

    def _before_a_sync(self, keep: Mapping[str, Where], asks: int) -> None:
        file = self.folder / f"phase {len(self.phases)}.db"
        copy(self.folder / "x.db", file)
        self.phases.append(Phase(file, self.sides.cards(), keep, asks))
        done = self.sides.sync(keep)
        assert (done.stopped, done.failed, len(done.asked)) == (None, [], asks)

    def set_back(self, phase: Phase) -> None:
        """Have both sides as they were. (The etags of both servers follow from what a card holds.)"""
        copy(phase.file, self.folder / "x.db")
        now = self.sides.cards()
        for path in now.keys() - phase.cards.keys():
            self.sides.server.delete(path)
        for path, card in phase.cards.items():
            if now.get(path) != card:
                self.sides.server.put(path, card)

    def check(self, phase: Phase) -> None:
        """Both sides hold the same, nothing twice, nothing lost; and there is nothing more to do."""
        sides, answered = self.sides, bool(phase.keep)
        sides.proxy.well()
        last = sides.sync()
        assert (last.did, last.failed, last.stopped, len(last.asked)) == ([], [], None, phase.asks)
        assert not {request.method for request in sides.proxy.seen} - {"PROPFIND", "GET", "REPORT"}
        people = {person.contact.fn[0].value: person for person in sides.store.people()}
        begun = phase is not self.phases[0]
        assert {*people} == {*NAMES, GISELA} - {"Fenja Brackwyth"} if begun else {*NAMES}
        differ = {"Dido Oxenhope", "Evander Zwicki"} if begun and not answered else set()
        cards = sides.cards()
        gone = {"Fenja Brackwyth"} if begun and not answered else set()  # but not there
        assert len(cards) == len(people) - len(differ - {"Dido Oxenhope"}) + len(gone) + 1
        assert sum("Wilhelmina Stoatsworth" in card for card in cards.values()) == 1
        for name, person in people.items():
            assert not held_back(person)
            assert name in differ or sides.are_equal(person, cards)
            numbers = value(person, "tel")
            assert len(numbers) == len(set(numbers))
        if begun:
            assert value(people["Ada Quillfeather"], "title") == ["Harbour Master"]
            assert value(people["Bodil Marramgrass"], "tel")[-1] == "+4540112233"
            assert value(people["Cosmo Tavernash"], "title") == ["Chief of Ebb"]
            assert "cosmo@ebb.example" in value(people["Cosmo Tavernash"], "email")
            assert value(people["Dido Oxenhope"], "title") == ["Head of Spray"]
            assert "PHOTO" in sides.there(people[GISELA], cards)


def value(person: Person, kind: str) -> list[str]:
    return [field.value for field in getattr(person.contact, kind)]


@pytest.fixture(scope="module")
def worlds(servers: dict[str, Server], tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, World]]:
    made = {name: World(server, tmp_path_factory.mktemp(name)) for name, server in servers.items()}
    yield made
    for world in made.values():
        world.close()


FAULTS = {
    "not reached": (NOT_REACHED, False),
    "answer lost": (ANSWER_LOST, False),
    "half an answer": (HALF_AN_ANSWER, False),
    "busy": (BUSY, False),
    "too many": (TOO_MANY, False),
    "an error after it was done": (BROKEN, False),
    "down": (NOT_REACHED, True),
    "down, after it was done": (ANSWER_LOST, True),
}
SOAK = [(server, fault) for server in ("radicale", "xandikos") for fault in FAULTS]
SOME = [
    ("radicale", "answer lost"),
    ("radicale", "half an answer"),
    ("xandikos", "down, after it was done"),
]


@pytest.mark.parametrize(("server_name", "fault_name"), SOAK if os.environ.get("CARDSCAN_SOAK") else SOME)
def test_interrupted_at_every_request(worlds: dict[str, World], server_name: str, fault_name: str) -> None:
    world = worlds[server_name]
    fault, also_after = FAULTS[fault_name]
    requests = [interrupted_at_each(world, phase, fault, also_after) for phase in world.phases]
    assert [number > least for number, least in zip(requests, (6, 10, 6), strict=True)] == [True] * 3, requests


def interrupted_at_each(world: World, phase: Phase, fault: Fault, also_after: bool) -> int:
    """Sync with a fault at every request in turn, until a sync needs no more; tell how many."""
    number = 0
    while True:
        number += 1
        world.set_back(phase)
        world.sides.proxy.at(number, fault, also_after)
        first = world.sides.sync(phase.keep)
        met = len(world.sides.proxy.seen) >= number
        world.sides.proxy.well()
        if first.stopped or first.failed:
            again = world.sides.sync(phase.keep)  # as the user does
            assert (again.stopped, again.failed) == (None, [])
        world.check(phase)
        if not met:
            return number


class Crash(BaseException):
    """The process dies here."""


@pytest.mark.parametrize("committed", [False, True] if os.environ.get("CARDSCAN_SOAK") else [False])
def test_killed_at_every_write_to_the_store(
    worlds: dict[str, World], monkeypatch: pytest.MonkeyPatch, committed: bool
) -> None:
    world = worlds["xandikos"]
    for phase in world.phases:
        number = 0
        crashed = True
        while crashed:
            number += 1
            world.set_back(phase)
            with monkeypatch.context() as patched:
                crashing(patched, number, committed)
                try:
                    world.sides.sync(phase.keep)
                    crashed = False
                except Crash:
                    pass
            world.sides.sync(phase.keep)
            world.check(phase)
        assert number > 5


def crashing(patched: pytest.MonkeyPatch, number: int, committed: bool) -> None:
    """Let the process die before the write to the store with a number, or after it."""
    writes = 0

    def crash(write: Callable[..., object]) -> Callable[..., object]:
        def called(*arguments: object) -> object:
            nonlocal writes
            writes += 1
            if writes == number and not committed:
                raise Crash
            result = write(*arguments)
            if writes == number:
                raise Crash
            return result

        return called

    for name in ("put", "take", "drop", "drop_left", "finished"):
        patched.setattr(Servers, name, crash(getattr(Servers, name)))
