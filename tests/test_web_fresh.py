"""No page hangs, asked first of a fresh server or right after each kind of change; and the server ends in any case."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from datetime import date
from functools import partial
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from fastapi.testclient import TestClient
from made import NOW, card, contact, field, noted, photo
from served import Served, serving

from cardscan.connections.seen import fingerprint
from cardscan.person import Event, Note
from cardscan.processes.guarded import Read
from cardscan.processes.pool import Pool
from cardscan.store import Occasion, Store, open_store
from cardscan.web.app import make_app, make_desk
from cardscan.web.desk import Site

HOST = "127.0.0.1:8765"
PAGES = ("/", "/people", "/people/1", "/people/1/merge?q=Perrin", "/capture", "/today", "/events", "/events/new",
         "/events/1", "/events/1?view=prepare", "/events/1?view=live", "/events/1?view=report", "/events/1/edit",
         "/recall", "/introductions", "/phone",
         "/phone/contacts", "/settings", "/more", "/contacts.vcf", "/people/1/card.vcf",
         "/people/1/follow-up.eml", "/introductions/1/2.eml", "/api/people", "/api/today", "/api/introductions",
         "/api/events/1/report", "/api/events/1/prep", "/api/promises", "/api/uploads")  # fmt: skip
SECONDS = 20  # a page takes a hundredth of that

#: Each kind of change that the pages know, in an order in which each finds what it needs: what is sent, and where.
CHANGES = (
    ("/people/1/accept", {"seen": ""}),
    ("/people/1/field", {"kind": "title", "was": "Head of Tides", "value": "Head of Ebb"}),
    ("/people/1/add", {"kind": "org", "value": "Ebb & Flow"}),
    ("/people/2/note", {"talked": "her ferries lose a week of paint every winter",
                         "can_help": "introduce the hull paint lab", "again": "yes"}),
    ("/people/1/promise", {"text": "send the tide tables", "due": "in 2 weeks"}),
    ("/promises/1", {"how": "kept"}),
    ("/people/1/meeting", {"day": "2026-10-03", "event": "1", "place": "the pier"}),
    ("/meetings/1", {"day": "2026-10-01", "event": "", "place": "the slip"}),
    ("/people/1/contacted", {}),
    ("/people/1/cadence", {"cadence": "month"}),
    ("/people/1/snooze", {"until": "in 3 weeks"}),
    ("/meetings/1", {"do": "split"}),
    ("/people/1/same", {"other": "2", "do": "else"}),
    ("/people/1/same", {"other": "3"}),
    ("/undo", {"change": ""}),
    ("/events", {"name": "Ebb fair", "day": "2026-10-05"}),
    ("/events/1", {"name": "Tide market", "day": "2026-10-02", "meet": "a pilot", "seen": fingerprint(
        Event(1, "Tide fair", date(2026, 10, 2), meet=("a pilot",)))}),
    ("/events/2", {"do": "remove"}),
    ("/people/3/forget", {"sure": "yes"}),
)  # fmt: skip


def fill(db: str) -> None:
    with open_store(db) as store:
        event = store.add_event(Event(0, "Tide fair", date(2026, 10, 2), meet=("a pilot",)), NOW)
        for number, name in enumerate(("Ottoline Brackwyth", "Perrin Quillfeather", "Isolde Marramgrass"), 1):
            of = contact(name, f"{name.split()[1]} & Co", tel=(), email=(field(f"post{number}@tides.example"),))
            store.save(photo(f"/photos/{number}.jpg", card(of)), [(of,)], NOW, Occasion(event.id, event.date))
        helped = "introduce the installer in Porto"
        noted(store, 1, Note("moves her shop to solar tiles", helped, NOW, looks_for="a hull paint laboratory"), NOW)
        noted(store, 2, Note("tests paint for ferries in ice", helped, NOW, offers="tests of hull paint"), NOW)
        store.add_promise(1, "send the chart", "me", date(2026, 10, 4), NOW)


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> str:
    db = str(tmp_path_factory.mktemp("web") / "x.db")
    fill(db)
    return db


@pytest.fixture
def store(filled: str) -> Iterator[Store]:
    with open_store(filled) as opened:
        yield opened


def within(seconds: float, call: Any) -> Any:
    """Do something, or fail: a thread that hangs is left behind."""
    got: list[Any] = []
    thread = Thread(target=lambda: got.append(call()), daemon=True)
    thread.start()
    thread.join(seconds)
    assert got, "it hangs"
    return got[0]


def no_reader() -> Read:
    raise AssertionError("no photo is read here")


@pytest.mark.parametrize("path", PAGES)
def test_a_page_may_be_the_first_that_is_asked(store: Store, path: str) -> None:
    site = Site(f"http://{HOST}", frozenset({HOST}))
    at = make_desk(site, store, Pool(no_reader, 1), lambda: NOW)
    secret = at.pairing.admit(at.pairing.new_link(), "a test", "192.0.2.20")

    def ask() -> int:
        # Nothing is warmed beforehand: the application's own start, which reads everyone, is left out.
        client = TestClient(make_app(at), base_url=site.base, headers={"Cookie": f"{site.cookie}={secret}"})
        return client.get(path).status_code

    assert within(SECONDS, ask) == 200


def test_a_page_may_be_asked_right_after_any_change(tmp_path: Path) -> None:
    db = str(tmp_path / "x.db")
    fill(db)
    with open_store(db) as store, serving(db, tmp_path / "log") as it:
        it.pair()
        before: Any = None
        for number, (path, form) in enumerate(CHANGES):
            last = store.last_change()
            now_there = {"seen": partial(seen, it), "change": lambda last=last: str(last.id)}
            sent = {name: value or now_there[name]() for name, value in form.items() if value or name in now_there}
            answer = within(SECONDS, partial(it.post, path, sent))
            assert answer.status == 303, (path, form, answer.text)
            now = (store.serving.stamp(), store.events())
            assert now != before, f"{path} {form} changed nothing"
            before = now
            # Every page is asked somewhere, each change's first page is another one.
            for page in (*PAGES[number:], *PAGES[:number]):
                assert within(SECONDS, partial(it.get, page)).status < 500, (path, page)
        assert it.end() == 0


def seen(it: Served) -> str:
    return it.get("/people/1").text.partition('name="seen" value="')[2].partition('"')[0]


_STUCK = """
import os, sys, threading
from cardscan.web import ending, server
from cardscan.store import open_store
from cardscan.processes.pool import Pool
real = server.make_app
def make_app(at):
    app = real(at)
    app.add_api_route("/pair/stuck", stuck)
    return app
def stuck():
    os.write(1, b"stuck\\n")
    threading.Event().wait()
server.make_app = make_app
server.Server = lambda config: ending.Server(config, within=float(sys.argv[2]))
from datetime import datetime
with open_store(sys.argv[1]) as store:
    server.serve(server.listen(0, False, False), store, Pool(None, 1), lambda: datetime.now().astimezone(),
                 lambda link, _: print(link, flush=True))
"""


@pytest.mark.parametrize(("within_seconds", "signals", "code"), [(6.0, 1, 1), (600.0, 2, 130)])
def test_a_thread_that_never_ends_does_not_keep_the_server(
    filled: str, tmp_path: Path, within_seconds: float, signals: int, code: int
) -> None:
    """It ends by itself after a while; a second Ctrl-C ends it at once."""
    command = [sys.executable, "-c", _STUCK, filled, str(within_seconds)]
    with (
        (tmp_path / "log").open("w") as log,
        subprocess.Popen(command, stdout=subprocess.PIPE, stderr=log, text=True) as process,
    ):
        try:
            assert process.stdout
            it = Served(process, process.stdout.readline().strip(), tmp_path / "log")
            for _ in range(30):  # nearly as many as one address may have
                Thread(target=partial(_ask, it), daemon=True).start()
            assert [process.stdout.readline() for _ in range(30)] == ["stuck\n"] * 30
            for _ in range(signals):
                process.send_signal(signal.SIGINT)
                time.sleep(0.3)
            assert process.wait(30) == code
        finally:
            process.kill()
    assert ("was stopped" in (tmp_path / "log").read_text()) == (code == 1)


def _ask(it: Served) -> None:
    try:
        it.get("/pair/stuck")
    except OSError:
        return  # as it should be: the server has ended
