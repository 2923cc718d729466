"""Which files of a folder are ready: those that stood still long enough. Pure: the listing and the clock are arguments.

The clock is a monotonic one, so that it does not matter how a wall clock is set.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from cardscan.watching.listing import Stamp

#: How many times as long a file must stand still that does not decode, before it is given up until it changes: an
#: upload may stall for a minute.
PATIENCE = 12


@dataclass(slots=True)
class _File:
    stamp: Stamp
    since: float  # seconds, by the clock: when it was last seen to be written
    tried: bool = False  # it stood still, and did not decode
    taken: Stamp | None = None


@dataclass(frozen=True, slots=True)
class Look:
    """What one look at the files told."""

    ready: tuple[Path, ...]  # in the order of their paths
    pending: int  # files that have to stand still for longer
    due: float | None  # by the clock: when the next of them may be ready


class Tracker:
    """Remembers since when each file stands still, and which were taken."""

    def __init__(self, settle: float) -> None:
        self._settle = settle  # seconds
        self._files: dict[Path, _File] = {}

    def look(self, files: Mapping[Path, Stamp], now: float) -> Look:
        """Compare a listing with what was seen before; files that it lacks are forgotten."""
        self._files = {path: self._seen(path, stamp, now) for path, stamp in files.items()}
        waiting = {path: self._due(file) for path, file in self._files.items() if file.taken != file.stamp}
        later = [due for due in waiting.values() if due > now]
        ready = sorted(path for path, due in waiting.items() if due <= now)
        return Look(tuple(ready), len(later), min(later, default=None))

    def take(self, path: Path, stamp: Stamp) -> None:
        """Note that a file was taken as it was then."""
        if file := self._files.get(path):
            file.taken = stamp

    def put_off(self, path: Path) -> bool:
        """Wait for longer, since a file does not decode; False where it was waited for long enough."""
        file = self._files.get(path)
        if file is None or file.tried:
            return False
        file.tried = True
        return True

    def pending(self, path: Path) -> bool:
        """Tell whether a file still changes, or changed since it was taken."""
        file = self._files.get(path)
        return file is not None and file.taken != file.stamp

    def _seen(self, path: Path, stamp: Stamp, now: float) -> _File:
        file = self._files.get(path)
        if file is None or not stamp.stood_still(file.stamp):
            return _File(stamp, now)
        file.stamp = stamp
        return file

    def _due(self, file: _File) -> float:
        return file.since + self._settle * (PATIENCE if file.tried else 1)
