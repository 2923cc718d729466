"""Photos that were handed in are read in the background, in the order in which they came; what waits is in the store.

So it goes on where it was, whenever the server was stopped, and however.
"""

import logging
import time
from collections.abc import Callable, Sequence
from concurrent.futures import CancelledError
from contextlib import suppress
from datetime import datetime
from itertools import groupby
from pathlib import Path
from threading import Event as Signal
from threading import Thread

from cardscan.actions.handed_note import settle_all
from cardscan.actions.ingest import ingest
from cardscan.actions.which_event import events_of
from cardscan.actions.write_down import write_down
from cardscan.errors import CardscanError, SetupError
from cardscan.processes import how_many
from cardscan.processes.pool import Pool
from cardscan.store import Store
from cardscan.store.for_web import Serving
from cardscan.store.uploads import Upload
from cardscan.voice.hearing import Hearing

IDLE = 300.0  # seconds after which the reader, which takes half a gigabyte, is let go
GRACE = 15.0  # seconds for the photos that are being read to be finished, when the server is stopped
AGAIN = 20.0  # seconds after which it is tried again, where the store or the reader was in trouble

_MOST_READERS = 2  # each takes half a gigabyte, and the pages want some of the processors, too
_SMOOTH = 0.3  # how much the latest photo counts in how long one takes

_log = logging.getLogger(__name__)


def how_many_readers() -> int:
    """Say how many photos are best read at once beside the pages."""
    return min(how_many.readers(), _MOST_READERS)


class Jobs:
    """Reads what waits, in a thread; the reading itself is done in a process of its own."""

    def __init__(
        self, store: Store, serving: Serving, pool: Pool, now: Callable[[], datetime], hear: Hearing | None
    ) -> None:
        self._store = store
        self._serving = serving
        self._pool = pool
        self._now = now
        self._hear = hear  # writes memos down; None: nothing does
        self._there_is_more = Signal()
        self._stopping = Signal()
        self._thread = Thread(target=self._run, name="reading", daemon=True)
        self._batch: tuple[str, ...] = ()  # files that were begun or are next, in their order
        self._latest = 0.0  # when the last photo was done, by the monotonic clock
        self.pace = 0.0  # seconds that a photo takes, all readers together; 0 until one was read
        self.trouble: CardscanError | None = None  # what keeps it from reading anything at all

    @property
    def reading(self) -> tuple[str, ...]:
        """Name the files that are being read now."""
        return () if self.trouble else self._batch[: self._pool.jobs]

    def start(self) -> None:
        """Begin, with what a server before left."""
        self._there_is_more.set()
        self._thread.start()

    def look(self) -> None:
        """Say that something was handed in."""
        self._there_is_more.set()

    def stop(self) -> None:
        """End soon; what is not read by then is read the next time."""
        self._stopping.set()
        self._there_is_more.set()
        self._thread.join(GRACE)
        self._pool.stop()
        if self._hear:
            self._hear.stop()
        self._thread.join()

    def _run(self) -> None:
        with suppress(CancelledError):  # the pool was stopped
            self._read_as_it_comes()
        self._pool.close()

    def _read_as_it_comes(self) -> None:
        while not self._stopping.is_set():
            if not self._there_is_more.wait(IDLE):
                self._pool.close()
                self._there_is_more.wait()
            self._there_is_more.clear()
            try:
                self._read_all()
                self.trouble = None
            except CardscanError as error:
                self.trouble = error
                _log.warning("cannot read photos now: %s", type(error).__name__)
                self._stopping.wait(AGAIN)
                self._there_is_more.set()

    def _read_all(self) -> None:
        self._serving.take_in_strange(self._now())
        settle_all(self._store, self._now())
        while (waiting := self._serving.waiting()) and not self._stopping.is_set():
            for (event_id, by), group in groupby(waiting, key=lambda each: (each.event_id, each.by)):
                self._read(event_id, by, list(group))
        self._write_down()

    def _write_down(self) -> None:
        """Write down memos, where that is set up; where it turns out not to be, not any more."""
        if not self._hear or not (memos := self._store.memos.to_write_down()):
            return
        try:
            done = write_down(self._store, memos, self._hear, self._now, self._stopping.is_set)
            _log.info("%d memos written down, %d not", len(done.drafts), len(done.problems))
        except SetupError as error:
            _log.warning("memos are not written down: %s", type(error).__name__)
            self._hear = None

    def _read(self, event_id: int | None, by: str, uploads: Sequence[Upload]) -> None:
        events = self._store.events()
        into = next((event for event in events if event.id == event_id), None)
        folder = self._serving.place.photos
        self._batch, self._latest = tuple(each.file for each in uploads), time.monotonic()
        done = ingest(
            [folder / each.file for each in uploads],
            self._store.acting(by or self._store.user),
            self._pool.read,
            now=self._now,
            progress=self._finish,
            events_of=events_of((folder,), events, into),
            into=into,
            stopped=self._stopping.is_set,
        )
        _log.info("%d photos read, %d failed", done.read, len(done.failures))

    def _finish(self, path: Path) -> None:
        self._serving.finish(path.name, self._now())
        settle_all(self._store, self._now())
        self._batch = tuple(file for file in self._batch if file != path.name)
        took, self._latest = time.monotonic() - self._latest, time.monotonic()
        self.pace = self.pace + _SMOOTH * (took - self.pace) if self.pace else took
