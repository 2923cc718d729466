"""Photos a second with one worker and two, here and on Dask, and what a photo costs beside its reading."""

import statistics
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from cardscan.model import PhotoReading, ReadOptions
from cardscan.processes.guarded import MakeRead, Read
from cardscan.processes.limits import Limits
from cardscan.processes.pool import Pool, reader
from cardscan.processes.where import Cluster

#: Name -> how many workers, and of which cluster; None: processes here.
WHERE: dict[str, tuple[int, Cluster | None]] = {
    "1 worker": (1, None),
    "2 workers": (2, None),
    "2 Dask workers": (2, Cluster("local:2", shared_path=True)),
    "2 Dask workers, sent bytes": (2, Cluster("local:2")),
}
#: On a machine that does much else a photo may take long.
PATIENT = Limits(seconds=3600.0)


@dataclass(frozen=True, slots=True)
class Run:
    """What came of reading photos in one way."""

    rate: float  # photos a second
    cpu: float  # seconds of a worker for a photo
    coordinator: float  # CPU seconds of the coordinator for a photo


def measure(photos: Sequence[Path], rounds: int) -> tuple[dict[str, Run], list[PhotoReading]]:
    """Read photos in each way, turn by turn; give the median of the rounds, and the readings."""
    make_read = partial(reader, ReadOptions())
    runs: dict[str, list[Run]] = {name: [] for name in WHERE}
    readings: list[PhotoReading] = []
    for _ in range(rounds):
        for name, (workers, cluster) in WHERE.items():
            with begun(make_read, workers, cluster, photos[:1]) as pool:
                run, readings = timed(pool, photos)
            runs[name].append(run)
    return {name: median(each) for name, each in runs.items()}, readings


def overhead(photos: Sequence[Path], like: PhotoReading) -> dict[str, Run]:
    """Send photos to workers that do not read them: each gives the same reading back."""
    make_read = partial(no_reader, like)
    found = {}
    for name, (workers, cluster) in WHERE.items():
        with begun(make_read, workers, cluster, photos[:1]) as pool:
            found[name], _ = timed(pool, photos)
    return found


@contextmanager
def begun(make_read: MakeRead, workers: int, cluster: Cluster | None, first: Sequence[Path]) -> Iterator[Pool]:
    """Give a pool whose workers have begun, and loaded their models."""
    with closing(Pool(make_read, workers, PATIENT, cluster)) as pool:
        for _ in pool.read(list(first) * 4):
            pass
        yield pool


def timed(pool: Pool, photos: Sequence[Path]) -> tuple[Run, list[PhotoReading]]:
    """Read photos, and say what that took."""
    wall, cpu = time.monotonic(), time.process_time()
    readings = list(pool.read(photos))
    wall, cpu = time.monotonic() - wall, time.process_time() - cpu
    worked = sum(sum(each.seconds.values()) for each in readings)
    return Run(len(photos) / wall, worked / len(photos), cpu / len(photos)), readings


def median(runs: Sequence[Run]) -> Run:
    """Give the median of each figure."""
    return Run(*(statistics.median(getattr(run, name) for run in runs) for name in Run.__slots__))


def no_reader(like: PhotoReading) -> Read:
    """Make what reads nothing."""
    return partial(give, like=like)


def give(_path: Path, like: PhotoReading, page_done: Callable[[], None], data: bytes = b"") -> PhotoReading:
    """Give the same reading for every photo."""
    return like
