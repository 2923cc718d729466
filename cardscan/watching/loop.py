"""The watch: look, take what stood still, wait; for weeks, whatever happens to the folders and the store."""

import math
import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from cardscan.errors import StoreError
from cardscan.photos.formats import said_left_out
from cardscan.processes.pool import Pool
from cardscan.store import Store, open_store
from cardscan.voice.hearing import Hearing
from cardscan.watching.listing import Stamp, beside, is_note, look_through
from cardscan.watching.settling import PATIENCE, Look, Tracker
from cardscan.watching.taking import Taker
from cardscan.watching.telling import Came, people_said
from cardscan.watching.waking import Waker

GAP = 0.5  # seconds between two looks, at least: thousands of files that drop in wake thousands of times
RESCAN = 60.0  # the same, at most: events get lost
POLL = 5.0  # the same, while a folder is not there or sends no events
IDLE = 300.0  # seconds without a photo, after which the readers go: each holds half a gigabyte
RETRY = (5.0, 10.0, 20.0, 60.0)  # seconds to wait for a store that cannot be written: then always the last


@dataclass(frozen=True, slots=True)
class Plan:
    """What to watch, and how."""

    folders: tuple[Path, ...]  # absolute
    db: str | None = None
    settle: float = 5.0  # seconds that a file has to stand still
    poll: float | None = None  # seconds between two looks where no events are to be had; None: events wake
    once: bool = False  # take what is there, and end
    user: str = ""  # who of us takes them
    hear: Hearing | None = None  # writes memos down; None: nothing does


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a watch."""

    failed: int  # photos and notes
    not_ready: int  # files that still changed when it ended


class Watcher:
    """Takes photos as they come in. `say` is told what happens, `show` what came in when there is a pause."""

    def __init__(
        self,
        plan: Plan,
        pool: Pool,
        waker: Waker,
        stopped: Callable[[], bool],
        say: Callable[[str], None],
        show: Callable[[str], None],
    ) -> None:
        self._plan = plan
        self._pool = pool
        self._waker = waker
        self._stopped = stopped
        self._say = say
        self._show = show
        self._tracker = Tracker(plan.settle)
        self._taker = Taker(plan.folders, self._tracker, pool, not plan.once, stopped, say, plan.hear)
        self._stamps: dict[Path, Stamp] = {}  # of all files, as they were at the last look
        self._last_look = -math.inf  # by the monotonic clock
        self._must_poll = False
        self._problems: set[str] = set()  # with the folders, as long as they last
        self._left_out: set[str] = set()  # kinds of photos that are not read, said once
        self._trouble = ""  # with the store
        self._tries = 0

    def run(self) -> Outcome:
        """Watch until it is stopped, or with `once` until all that stands still is taken.

        Raises SetupError, and with `once` StoreError.
        """
        until = time.monotonic() + self._plan.settle if self._plan.once else math.inf
        look = Look((), 0, None)
        while not self._stopped():
            look = self._look()
            if look.ready:
                self._with_store(partial(self._taker.take, look.ready, self._stamps))
            elif self._may_collate(look):
                self._with_store(self._taker.collate)
            elif self._last_look >= until:
                break
            else:
                self._pause(look, until)
        self._tell_cards()
        return Outcome(self._taker.failed, look.pending)

    def _look(self) -> Look:
        """Look through the folders, say what is new about them, and tell what is ready."""
        now = self._last_look = time.monotonic()
        listing = look_through(self._plan.folders)
        silent = self._waker.follow(listing.there)
        gone = [folder for folder in self._plan.folders if folder not in listing.there]
        self._must_poll = bool(gone or silent)
        problems = {f"{folder}: it is missing; waiting for it to come back" for folder in gone}
        problems |= {f"{path}: {why}" for path, why in listing.refused.items()}
        if silent:
            problems.add(f"the system reports no changes ({silent}); looking every {POLL:.0f} seconds instead")
        for problem in sorted(problems - self._problems):
            self._say(problem)
        self._problems = problems
        if new := listing.left_out.keys() - self._left_out:
            self._left_out |= new
            self._say(said_left_out(listing.left_out))
        self._stamps = listing.files
        return self._without_held(self._tracker.look(listing.files, now))

    def _without_held(self, look: Look) -> Look:
        """Hold photos back while the notes on them are being written: they are taken together."""
        notes = {path for path in self._stamps if is_note(path) and self._tracker.pending(path)}
        held = beside(notes.difference(look.ready), (path for path in look.ready if not is_note(path)))
        return replace(look, ready=tuple(path for path in look.ready if path not in held))

    def _may_collate(self, look: Look) -> bool:
        """Tell whether all photos of front and back are there: nothing is being written, or has come for a while."""
        quiet = time.monotonic() - self._taker.last_read >= self._plan.settle * PATIENCE
        return bool(self._taker.uncollated) and not look.pending and (quiet or self._plan.once)

    def _with_store(self, work: Callable[[Store], None]) -> None:
        """Work on the store; where it cannot be written say so, wait, and let it be tried again."""
        try:
            with open_store(self._plan.db, self._plan.user) as store:
                work(store)
        except StoreError as error:
            if self._plan.once:
                raise
            if error.message != self._trouble:
                self._say(f"{error.message} - trying again until it can be written ({error.advice})")
            self._trouble = error.message
            self._wait(RETRY[min(self._tries, len(RETRY) - 1)])
            self._tries += 1
        else:
            if self._trouble:
                self._say("the store can be written again")
            self._trouble, self._tries = "", 0

    def _pause(self, look: Look, until: float) -> None:
        """Wait until the next file may be ready, something happens, or it is time to look anyway."""
        if not look.pending:
            self._tell_cards()
        now = time.monotonic()
        if now - self._taker.last_read > IDLE:
            self._pool.close()
        every = self._plan.poll or (POLL if self._must_poll else RESCAN)
        if self._taker.uncollated:
            every = min(every, self._plan.settle * PATIENCE)
        self._waker.wait(min(every, until - now, math.inf if look.due is None else look.due - now))
        self._wait(self._last_look + GAP - time.monotonic())

    def _wait(self, seconds: float) -> None:
        """Wait whatever happens, unless it is stopped."""
        until = time.monotonic() + seconds
        while not self._stopped() and (left := until - time.monotonic()) > 0:
            time.sleep(min(left, GAP))

    def _tell_cards(self) -> None:
        came, self._taker.came = self._taker.came, Came()
        if came.people:
            self._show(people_said(came))
