"""Time every page with 1,000 people in the store, and weigh the Inbox and a person.

    python -m bench.web [--people N | --db FILE] [--rounds N] [--only PAGE…]

A real server in a process of its own is asked over HTTP by one client, page after page. "changed" asks each page right
after something was changed of someone, each time anew, as one does who works: then what was derived of everyone is made
again; a change that the server does not take for one ends the bench. "CPU"
is what the server's process took for one request, half of them after a change, the change too (Linux): on a machine
that does other things it tells more than the time that passed.
"""

import argparse
import http.client
import itertools
import os
import random
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from datetime import time as time_of_day
from functools import partial
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from bench.book import Maker
from cardscan.connections.notes.parts import Writing
from cardscan.model import Card, Contact, Field, Line, PhotoReading, Quad, Reading
from cardscan.person import Event, Gift, Note
from cardscan.store import Occasion, Store, Wanted, open_store

PICTURE = Path(__file__).parent.parent / "samples" / "photos" / "scans" / "hathersedge.jpg"
SEED = 7
ALLOWED_MS, ALLOWED_KB = 150, 200
PAGES = {
    "Inbox": "/",
    "Person": "/people/{id}",
    "People": "/people",
    "People, by words": "/people?q=mar",
    "People, by stage": "/people?stage=quality",
    "People, older": "/people?start={id}",
    "Many at once": "/review?field=org",
    "Capture": "/capture",
    "Today": "/today",
    "Events": "/events",
    "Event, before": "/events/{event}?view=prepare",
    "Event, there": "/events/{event}?view=live",
    "Event, after": "/events/{event}?view=report",
    "Event, its chart": "/events/{event}/chart",
    "Recall": "/recall",
    "Introductions": "/introductions",
    "To the phone": "/phone",
    "Settings": "/settings",
}
_TOPICS = ("cold storage", "hull paint", "oat mills", "tile kilns", "ferry timetables", "orchard drones", "rope walks",
           "printing presses", "salt marshes", "bee yards", "clock towers", "peat filters")  # fmt: skip
_DOES = (
    "loses a week to",
    "wants to sell",
    "is rebuilding",
    "cannot staff",
    "tests new kinds of",
    "exports",
    "inspects",
)
_SYLLABLES = ("bra", "ket", "lom", "und", "ves", "tir", "gol", "pan", "shi", "mor")
_CORNERS: Quad = ((120.0, 80.0), (1620.0, 90.0), (1610.0, 990.0), (110.0, 980.0))


@dataclass(frozen=True)
class Client:
    """A browser that is let in."""

    host: str
    port: int
    cookie: str = ""

    def ask(self, method: str, path: str, form: dict[str, str] | None = None) -> tuple[int, bytes, float, str]:
        """Send a request; return status, body, seconds and cookie."""
        connection = http.client.HTTPConnection(self.host, self.port, timeout=60)
        headers = {"Cookie": self.cookie, "Content-Type": "application/x-www-form-urlencoded"}
        start = time.perf_counter()
        connection.request(method, path, urlencode(form) if form else None, headers)
        answer = connection.getresponse()
        body = answer.read()
        seconds = time.perf_counter() - start
        connection.close()
        return answer.status, body, seconds, answer.getheader("set-cookie", "") or ""


def fill(store: Store, number: int) -> None:
    """Store people as an ingest would, met at events, four in ten with a note, a few introduced; and what you give."""
    chance, maker = random.Random(SEED), Maker(SEED, companies=max(20, number // 3))  # noqa: S311 - nothing is secret
    now = datetime.now(UTC)
    events = [
        store.add_event(
            Event(
                0,
                f"SME social hour {each}",
                now.date() - timedelta(days=30 * (10 - each)),
                meet=(chance.choice(_TOPICS),),
            ),
            now,
        )
        for each in range(10)
    ]
    picture = PICTURE.read_bytes()
    helped: list[int] = []
    for each in range(number):
        contact = read_of(maker.card(maker.somebody()), chance)
        event = chance.choice(events)
        taken = datetime.combine(event.date, time_of_day(18), UTC).replace(tzinfo=None) + timedelta(seconds=13 * each)
        reading = PhotoReading(f"/photos/{each:05d}.jpg", f"{each:064x}", (card_of(contact, picture),), taken=taken)
        people = store.save(reading, [[contact]], now - timedelta(days=3), Occasion(event.id, event.date))
        if people and chance.random() < 0.4:
            _note(store, people[0].id, chance, now, event.date)
            helped.append(people[0].id)
    for each in range(0, len(helped) - 1, 20):
        one, other = helped[each : each + 2]
        store.introductions.add(one, other, [(one, "asked", ""), (other, "asked", "")], now - timedelta(days=1))
    for each in range(20):
        store.gifts.add(Gift(0, f"a day of help with {_TOPICS[each % len(_TOPICS)]} and {_thing(chance)}", now), now)


def _note(store: Store, person_id: int, chance: random.Random, now: datetime, met: date) -> None:
    note = noted(chance, now)
    topic = note.looks_for.removeprefix("a partner for ").partition(" who")[0]
    store.write_note(person_id, lambda _: Writing(note, finished=True), now)
    store.add_promise(person_id, f"send the paper on {topic}", "me", met + timedelta(days=chance.randint(10, 60)), now)


def noted(chance: random.Random, now: datetime) -> Note:
    """Make up a note that makes a quality connection."""
    topic, other = chance.sample(_TOPICS, 2)
    return Note(
        talked=f"{chance.choice(_DOES)} {topic} near {chance.choice(_TOPICS)}",
        can_help=f"introduce them to someone who knows {other}",
        written=now,
        looks_for=f"a partner for {topic} who makes {_thing(chance)}",
        offers=f"advice on {other}, and {_thing(chance)}",
    )


def _thing(chance: random.Random) -> str:
    """Make up a word: a few come up often, most seldom, as in what people write."""
    return "".join(_SYLLABLES[int(digit)] for digit in str(1000 + int(chance.paretovariate(0.7)) % 5000))


def read_of(contact: Contact, chance: random.Random) -> Contact:
    """Put each field somewhere on the card, one in six not sure."""
    place = iter(range(100))

    def read(field: Field) -> Field:
        top = 150.0 + 60 * next(place)
        box: Quad = ((200.0, top), (900.0, top), (900.0, top + 40), (200.0, top + 40))
        return replace(field, raw=field.value, box=box, sure=chance.random() > 0.17, origin="tesseract+rapidocr")

    kinds = ("fn", "title", "org", "tel", "email", "url", "adr")
    return replace(contact, **{kind: tuple(map(read, getattr(contact, kind))) for kind in kinds})


def card_of(contact: Contact, picture: bytes) -> Card:
    fields = [field for kind in ("fn", "title", "org", "tel", "email") for field in getattr(contact, kind)]
    lines = tuple(_line(field) for field in fields if field.box)
    return Card(contact, lines, _CORNERS, 0, (1500, 900), country="DE", crop=picture)


def _line(field: Field) -> Line:
    readings = (Reading("tesseract", field.value, 0.9), Reading("rapidocr", field.value, 0.95))
    assert field.box  # noqa: S101 - as `fill` made it
    return Line(field.value, 0.95, field.box, (0.0, 0.0, 700.0, 40.0), readings, True)


def measure(
    client: Client, pages: Sequence[str], ids: Sequence[int], rounds: int, server: int, store: Store
) -> Iterator[tuple[str, float, float, float, int]]:
    """Time each page; give its name, the 95th percentile at rest and after a change and CPU, in ms, and its bytes."""
    event = store.events()[-1].id
    another = partial(_change, client, store, itertools.count(1 + int(time.time()) % 9_999))  # another each run
    for name in pages:
        path = PAGES[name]
        times: dict[bool, list[float]] = {False: [], True: []}
        size = 0
        before = _cpu(server)
        for each in range(rounds):
            where = path.format(id=ids[each * 37 % len(ids)], event=event)
            for changed in (False, True):
                if changed:
                    another(ids[each * 53 % len(ids)])
                status, body, seconds, _ = client.ask("GET", where)
                if status != 200:
                    raise SystemExit(f"{where}: {status}")
                times[changed].append(1000 * seconds)
                size = max(size, len(body))
        yield name, _p95(times[False]), _p95(times[True]), 1000 * (_cpu(server) - before) / (2 * rounds), size


def _change(client: Client, store: Store, days: Iterator[int], person_id: int) -> None:
    """Change something of someone: a day that was never said before."""
    before = store.serving.stamp()
    until = datetime.now(UTC).date() + timedelta(days=next(days))
    status, *_ = client.ask("POST", f"/people/{person_id}/snooze", {"until": until.isoformat()})
    if status != 303 or store.serving.stamp() == before:
        raise SystemExit(f"nothing was changed: {status}")


def _cpu(process: int) -> float:
    """Give the CPU seconds of a process so far, as far as the system tells."""
    stat = Path(f"/proc/{process}/stat")
    if not stat.exists():
        return 0.0
    user, system = stat.read_text().rpartition(")")[2].split()[11:13]
    return (int(user) + int(system)) / os.sysconf("SC_CLK_TCK")


def _p95(times: Sequence[float]) -> float:
    return sorted(times)[int(0.95 * (len(times) - 1))]


def weigh(client: Client, path: str) -> int:
    """Count the bytes of a page and all that it loads, but for pictures of cards."""
    _, body, _, _ = client.ask("GET", path)
    parts = set(re.findall(r'(?:src|href)="(/static/[^"]+)"', body.decode()))
    return len(body) + sum(len(client.ask("GET", part)[1]) for part in parts)


def main() -> None:
    """Fill a store, serve it, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=1000)
    parser.add_argument("--db", help="a store that is there, as bench.scale_commands --keep leaves it")
    parser.add_argument("--rounds", type=int, default=20, help="requests of each page")
    parser.add_argument("--only", nargs="+", choices=PAGES, default=list(PAGES), metavar="PAGE")
    options = parser.parse_args()
    with (
        tempfile.TemporaryDirectory() as folder,
        closing(open_store(db := options.db or str(Path(folder) / "book.db"))) as store,
    ):
        if not options.db:
            fill(store, options.people)
        ids = store.directory.ids(Wanted())
        command = [sys.executable, "-m", "cardscan", "serve", "--no-browser", "--port", "0", "--db", db]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as server:
            try:
                assert server.stdout  # noqa: S101 - it is a pipe
                link = server.stdout.readline().split()[-1]
                address = urlsplit(link)
                client = Client(address.hostname or "", address.port or 0)
                cookie = client.ask("POST", "/pair", {"link": link.partition("link=")[2]})[3].partition(";")[0]
                client = replace(client, cookie=cookie)
                worst = 0.0
                print(f"{len(ids)} people\n{'page':<18}{'p95 ms':>8}{'changed':>9}{'CPU':>6}{'KB':>7}")
                for name, rest, changed, cpu, size in measure(
                    client, options.only, ids, options.rounds, server.pid, store
                ):
                    worst = max(worst, rest)
                    print(f"{name:<18}{rest:>8.0f}{changed:>9.0f}{cpu:>6.0f}{size / 1000:>7.0f}")
                for name, path in (("Inbox", "/"), ("Person", f"/people/{ids[0]}")):
                    kilobytes = weigh(client, path) / 1000
                    print(f"{name} with all it loads but pictures: {kilobytes:.0f} KB of {ALLOWED_KB} allowed")
                print(f"slowest at rest: {worst:.0f} ms of {ALLOWED_MS} allowed")
            finally:
                server.terminate()


if __name__ == "__main__":
    main()
