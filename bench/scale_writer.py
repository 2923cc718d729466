"""How many workers feed one writer: a simulation with service times that were measured.

A coordinator sends each photo and stores what comes back, one after the other; workers read meanwhile, each with at
most two photos under way. So it saturates where the coordinator has no time left, however many workers there are.
"""

import heapq
import random
import time
from collections.abc import Generator, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.book import Maker
from bench.plots import Series, plot
from cardscan.actions.ingest import ingest
from cardscan.model import PhotoReading
from cardscan.processes.pool import AHEAD
from cardscan.store import open_store

WORKERS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
WRITERS = (1, 2, 4, 8)
SEED = 7


@dataclass(frozen=True, slots=True)
class Times:
    """What one photo takes, in seconds."""

    reading: Sequence[float]  # of a worker, as measured photo by photo
    sending: float  # of the coordinator: to open it, and to give it to a worker
    storing: float  # of the coordinator: to take what comes back, and to store it


@dataclass(frozen=True, slots=True)
class Simulated:
    """What came of a simulation."""

    rate: float  # photos a second
    busy: float  # share of the time for which the coordinator had something to do


def simulate(times: Times, workers: int, photos: int, seed: int = SEED) -> Simulated:
    """Let workers read photos for one coordinator, which sends and stores one after the other."""
    chance = random.Random(seed)  # noqa: S311 - no secret
    free = [0.0] * workers  # when each worker has read what it has
    heapq.heapify(free)
    done: list[float] = []  # when what is under way will have been read
    now = busy = 0.0
    sent = stored = 0
    while stored < photos:
        if sent < photos and sent - stored < AHEAD * workers:
            now, busy, sent = now + times.sending, busy + times.sending, sent + 1
            end = max(now, heapq.heappop(free)) + chance.choice(times.reading)
            heapq.heappush(free, end)
            heapq.heappush(done, end)
        else:
            now = max(now, heapq.heappop(done)) + times.storing
            busy, stored = busy + times.storing, stored + 1
    return Simulated(photos / now, busy / now)


def saturation(times: Times) -> float:
    """Say how many workers one coordinator keeps busy."""
    return sum(times.reading) / len(times.reading) / (times.sending + times.storing)


def measure_storing(readings: Sequence[PhotoReading], photos: int) -> float:
    """Measure what one photo costs the coordinator beside sending it: CPU seconds, in a store that fills."""
    chance, maker = random.Random(SEED), Maker(SEED, companies=max(20, photos // 3))  # noqa: S311 - no secret

    def stored(paths: Iterable[Path]) -> Generator[PhotoReading]:
        for path in paths:
            like = chance.choice(readings)
            cards = tuple(replace(card, contact=maker.card(maker.somebody())) for card in like.cards)
            yield replace(like, path=str(path), sha256=f"{int(path.stem):064x}", cards=cards)

    with TemporaryDirectory() as folder:
        paths = [Path(folder) / f"{number}.jpg" for number in range(photos)]
        for path in paths:
            path.write_bytes(path.name.encode())
        with open_store(str(Path(folder) / "store.db")) as store:
            start = time.process_time()
            ingest(paths, store, stored, now=lambda: datetime.now(UTC))
            return (time.process_time() - start) / photos


def report(times: Times, svg: Path | None = None) -> None:
    """Print how many photos a second come in with more and more workers, and with several writers."""
    mean = sum(times.reading) / len(times.reading)
    print(
        f"a photo takes {mean:.2f} s of a worker; of the coordinator {1000 * times.sending:.1f} ms to send it and "
        f"{1000 * times.storing:.1f} ms to store it\none writer keeps {saturation(times):.0f} workers busy\n"
    )
    print("photos a second" + "".join(f"{n:>9} writer{'s' if n > 1 else ' '}" for n in WRITERS))
    print(f"{'workers':>8}{'linear':>8}{'rate':>9} busy" + f"{'rate':>11} busy" * (len(WRITERS) - 1))
    lines: dict[int, list[tuple[float, float]]] = {writers: [] for writers in WRITERS}
    for workers in WORKERS:
        row = f"{workers:>8}{workers / mean:>8.1f}"
        for writers in filter(workers.__ge__, WRITERS):
            each = simulate(times, workers // writers, photos=max(2_000, 10 * workers))
            lines[writers].append((workers, writers * each.rate))
            row += f"{writers * each.rate:>{9 if writers == 1 else 11}.1f}{each.busy:>5.0%}"
        print(row)
    if svg:
        series = [Series("1 writer" if n == 1 else f"{n} writers", points) for n, points in lines.items()]
        svg.write_text(plot(series, "workers", "photos a second"), encoding="utf-8")
