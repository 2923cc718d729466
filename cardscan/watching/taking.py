"""Take what stood still: photos by the same ingest as the command's, and notes that came after their photos."""

import math
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from cardscan.actions.ingest import Ingested, ingest
from cardscan.actions.join_sides import join_collated
from cardscan.actions.note_files import Noted, take_beside
from cardscan.actions.which_event import events_of
from cardscan.actions.write_down import write_down
from cardscan.errors import SetupError
from cardscan.model import PhotoReading
from cardscan.processes.pool import Pool
from cardscan.store import Store
from cardscan.text.wording import counted
from cardscan.voice.hearing import Hearing
from cardscan.watching.listing import Stamp, beside, is_note, stamp_of
from cardscan.watching.settling import Tracker
from cardscan.watching.telling import Came, batch_said, came

BATCH = 100  # photos that are ingested before folders are looked through again
_UNDECODED = ("open", "decode")  # the stages at which a file fails that is not whole yet


@dataclass(slots=True)
class Taker:
    """Takes photos and notes, tells the tracker which were taken, and the user in a line what came of them."""

    folders: Sequence[Path]
    tracker: Tracker
    pool: Pool
    patient: bool  # wait for longer where a file does not decode
    stopped: Callable[[], bool]
    say: Callable[[str], None]
    hear: Hearing | None = None  # writes memos down; None: nothing does
    failed: int = 0  # photos and notes
    came: Came = field(default_factory=Came)
    last_read: float = -math.inf  # by the monotonic clock
    uncollated: list[Path] = field(default_factory=list)  # photos that came since
    _note_problems: frozenset[str] = frozenset()  # those said last

    def take(self, ready: Sequence[Path], stamps: Mapping[Path, Stamp], store: Store) -> None:
        """Take some of what is ready, photos first; `stamps` are those of all files. Raises StoreError, SetupError."""
        if photos := [path for path in ready if not is_note(path)]:
            self._take_photos(photos[:BATCH], stamps, store)
        else:
            self._take_notes(ready, stamps, store)
        self.write_down(store)

    def write_down(self, store: Store) -> None:
        """Write down memos, where that is set up; where it turns out not to be, say so and leave it."""
        if not self.hear or not (memos := store.memos.to_write_down()):
            return
        try:
            done = write_down(store, memos, self.hear, _now, self.stopped)
        except SetupError as error:
            self.hear = None
            self.say(f"memos are not written down any more: {_with_advice(error.message, error.advice)}")
            return
        for each, problem in done.problems:
            self.say(f"{each.memo.name}: {_with_advice(problem.message, problem.advice)}")
        if done.drafts:
            self.say(f"{counted(len(done.drafts), 'memo')} written down")

    def collate(self, store: Store) -> None:
        """Join the fronts and backs of piles: nothing came for a while, so all are there."""
        joined = join_collated(store, self.uncollated, _now(), complete=True)
        self.uncollated.clear()
        if joined:
            self.say(f"{counted(len(joined), 'back side')} joined to the front, by what they say and their order")

    def _take_photos(self, photos: Sequence[Path], stamps: Mapping[Path, Stamp], store: Store) -> None:
        self.last_read = time.monotonic()
        done: list[Path] = []
        kept: list[Path] = []
        put_off: list[Path] = []

        def keep(reading: PhotoReading) -> bool:
            path = Path(reading.path)
            whole = self._is_whole(path, reading, stamps[path])
            (kept if whole else put_off).append(path)
            return whole

        came_of = ingest(
            photos,
            store,
            self.pool.read,
            now=_now,
            progress=done.append,
            events_of=events_of(self.folders, store.events()),
            again=False,
            keep=keep,
            stopped=self.stopped,
            complete=False,
        )
        # A photo may be known as the copy of one in this batch that was put off: then it is looked at again.
        for path in kept if put_off else done:
            self.tracker.take(path, stamps[path])
        for each in came_of.failures:
            self.say(f"{each.path}: {_with_advice(each.failure.message, each.failure.advice)}")
        for day in came_of.doubted:
            self.say(f"{day.path}: {'; '.join(day.doubts)}; taken as met on {day.day.isoformat()}")
        self.failed += len(came_of.failures)
        self.uncollated += done
        self.came += came(came_of)
        self._tell(kept, came_of, came_of.noted)

    def _is_whole(self, path: Path, reading: PhotoReading, stamp: Stamp) -> bool:
        """Tell whether what was read is what stood still, and whether a failure is final."""
        there = stamp_of(path)
        if there is None:
            return not reading.failure  # removed since; what was read of it is good
        if not there.stood_still(stamp):
            return False
        undecoded = reading.failure is not None and reading.failure.stage in _UNDECODED
        return not (undecoded and self.patient and self.tracker.put_off(path))

    def _take_notes(self, notes: Sequence[Path], stamps: Mapping[Path, Stamp], store: Store) -> None:
        photos = beside(notes, (path for path in stamps if not is_note(path)))
        noted = take_beside(sorted(photos), store, _now())
        for path in notes:
            self.tracker.take(path, stamps[path])
        self._tell(notes, None, noted)

    def _tell(self, paths: Sequence[Path], done: Ingested | None, noted: Noted) -> None:
        problems = {
            f"{each.where}: {_with_advice(each.message, each.advice)}" for each in (*noted.problems, *noted.undated)
        }
        for problem in sorted(problems - self._note_problems):
            self.failed += 1
            self.say(problem)
        self._note_problems = frozenset(problems) or self._note_problems
        if said := batch_said(paths, done, noted):
            self.say(said)


def _with_advice(message: str, advice: str) -> str:
    return f"{message} ({advice})" if advice else message


def _now() -> datetime:
    return datetime.now(UTC)
