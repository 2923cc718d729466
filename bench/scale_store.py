"""Print what the store takes of the processor, with more and more people in it.

    python -m bench.scale_store --keep FOLDER [--people 1000 10000 100000] [--cards 300]
    python -m bench.scale_store --db postgresql://… [--cards 300]

To open it; to look up whether a card's person was met before; to store the card of someone new and of someone known,
a note and a promise. The stores are those of `bench.scale_stores`, of each a copy is written to; what --db names is
written to itself. Milliseconds are the processor's, the system's part included; on PostgreSQL those of the server's
process come after a plus.
"""

import argparse
import random
import shutil
import statistics
import time
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TypeVar

from bench.book import Maker
from bench.scale_server import backend_of, seconds_of
from bench.scale_stores import made
from bench.web import PICTURE, card_of, noted, read_of
from cardscan.connections.notes.parts import Writing
from cardscan.model import Contact, PhotoReading
from cardscan.store import Occasion, Store, open_store

_BEGAN = datetime(2026, 11, 1, 18, tzinfo=UTC).replace(tzinfo=None)  # as cameras tell the time
WARM = 10  # cards that are not counted
STEPS = ("open", "look up", "card, new", "card, known", "note", "promise")
Result = TypeVar("Result")


@dataclass
class Clock:
    """Counts what each step takes: of this process, and of another one if there is one."""

    server: int | None = None
    took: defaultdict[str, list[tuple[float, float]]] = field(default_factory=lambda: defaultdict(list))

    def of(self, step: str, do: Callable[[], Result]) -> Result:
        """Do something, and count it."""
        there, here = seconds_of(self.server), time.process_time()
        result = do()
        self.took[step].append((time.process_time() - here, seconds_of(self.server) - there))
        return result


def measure(db: str, cards: int) -> dict[str, tuple[float, float]]:
    """Store cards; give the milliseconds of each step, the median, here and in the server."""
    clock = Clock()
    for _ in range(3 * WARM):
        clock.of("open", lambda: open_store(db).close())
    with closing(open_store(db)) as store:
        clock.server = backend_of(store)
        seed = time.time_ns()  # others than those of an earlier run
        before = _cards(seed, cards, start=0)
        ids = [_keep(clock, store, *each) for each in before]
        for contact, reading in _cards(seed, cards // 5, start=cards):
            _save(clock, store, "card, known", contact, reading)
        assert len(ids) == cards  # noqa: S101 - else something else was measured
    return {step: _median(took[WARM:]) for step, took in clock.took.items()}


def _keep(clock: Clock, store: Store, contact: Contact, reading: PhotoReading) -> int:
    now, chance = datetime.now(UTC), random.Random(reading.sha256)  # noqa: S311 - nothing is secret
    clock.of("look up", lambda: store.directory.look_up(contact))
    person_id = _save(clock, store, "card, new", contact, reading)
    note = noted(chance, now)
    clock.of("note", lambda: store.write_note(person_id, lambda _: Writing(note, finished=True), now))
    clock.of("promise", lambda: store.add_promise(person_id, note.can_help, "me", date(2027, 1, 1), now))
    return person_id


def _save(clock: Clock, store: Store, step: str, contact: Contact, reading: PhotoReading) -> int:
    event = store.events()[0]
    people = clock.of(step, lambda: store.save(reading, [[contact]], datetime.now(UTC), Occasion(event.id, event.date)))
    assert people  # noqa: S101 - nobody was forgotten, and no photo comes twice
    return people[0].id


def _cards(seed: int, number: int, start: int) -> Iterator[tuple[Contact, PhotoReading]]:
    """Make cards and their photos: with another start other photos of the same people."""
    chance, maker = random.Random(seed), Maker(seed, companies=max(20, number // 3))  # noqa: S311 - nothing is secret
    picture = PICTURE.read_bytes()
    for each in range(number):
        contact = read_of(maker.card(maker.somebody()), chance)
        name = f"{seed:x}{start + each:08x}"
        taken = _BEGAN + timedelta(seconds=13 * each)
        yield contact, PhotoReading(f"/photos/{name}.jpg", name.zfill(64), (card_of(contact, picture),), taken=taken)


def _median(took: list[tuple[float, float]]) -> tuple[float, float]:
    here, there = (1000 * statistics.median(each) for each in zip(*took, strict=True))
    return here, there


def _copied(db: str, folder: Path) -> str:
    copy = folder / "copy.db"
    shutil.copy(db, copy)
    return str(copy)


def main() -> None:
    """Parse the command line, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, nargs="+", default=[1000, 10_000, 100_000])
    parser.add_argument("--cards", type=int, default=300, help="how many are stored")
    where = parser.add_mutually_exclusive_group(required=True)
    where.add_argument("--keep", type=Path, metavar="FOLDER", help="where the stores are, or are made")
    where.add_argument("--db", nargs="+", help="stores to which all this is written")
    options = parser.parse_args()
    print(f"{'CPU ms':<12}" + "".join(f"{step:>15}" for step in STEPS) + f"{'new + n. + p.':>15}")
    stores = options.db or [f"{people}" for people in options.people]
    if options.keep:
        options.keep.mkdir(parents=True, exist_ok=True)
    for each in stores:
        with TemporaryDirectory(dir=options.keep) as folder:
            db = each if options.db else _copied(made(options.keep, int(each)), Path(folder))
            found = measure(db, options.cards)
        here, there = (sum(found[step][at] for step in ("card, new", "note", "promise")) for at in (0, 1))
        name = each.partition("?")[0].rpartition("/")[2]
        print(f"{name:<12}" + "".join(map(_told, (*(found[step] for step in STEPS), (here, there)))), flush=True)


def _told(took: tuple[float, float]) -> str:
    here, there = took
    return f"{f'{here:.1f} + {there:.1f}' if there else f'{here:.1f}':>15}"


if __name__ == "__main__":
    main()
