"""Let photos come in for long, in every way they may, and kill the watch time and again: `python -m bench.watch_soak`.

Photos are small and all different; one in ten has a name on it. They are written slowly, renamed into place, replaced,
copied, and stall half-way. First the watch is killed (SIGKILL) at random moments and begun again,
then it lives. At the end every photo that lies in the folder has to be in the store exactly once, nothing else that
was never whole, and the memory of the watch and its readers is compared with that after the first 200 of its photos.
"""

import argparse
import hashlib
import random
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median

import cv2
import numpy as np

from bench.speed import held

SETTLE = 1.0  # seconds
BACKLOG = 120  # photos that wait to be read, at most: the writer waits then
FIRST = 200  # photos after which memory is measured
QUIET = 900.0  # seconds to wait for the rest, at the end
SIZE = (420, 260)
ALIVE = (4.0, 20.0)  # seconds until it is killed, by default
WRITERS = 4  # at the same time
WAYS = ("slowly", "renamed", "replaced", "copied", "stalled")


def jpeg(number: int) -> bytes:
    """Draw a photo like no other."""
    noise = np.random.default_rng(number)
    paper = noise.integers(150, 255, (4, 6, 3), np.uint8)
    image = cv2.resize(paper, SIZE, interpolation=cv2.INTER_CUBIC)
    if number % 10 == 0:
        name = "".join(chr(97 + int(each)) for each in noise.integers(0, 26, 7)).capitalize()
        cv2.putText(image, f"Tove {name}", (30, 120), cv2.FONT_HERSHEY_SIMPLEX, 1.2, (20, 20, 20), 2)
    return cv2.imencode(".jpg", image)[1].tobytes()


@dataclass(slots=True)
class Writer:
    """Puts photos into a folder, and knows which contents ever were whole."""

    folder: Path
    count: int
    stored: list[int]  # how many are in the store, as far as is known
    random: random.Random
    whole: set[str] = field(default_factory=set)  # hashes
    ways: Counter[str] = field(default_factory=Counter)
    done: int = 0

    def run(self, first: int) -> None:
        """Put one of `WRITERS` photos there, from the first on."""
        for number in range(first, self.count, WRITERS):
            while self.done - self.stored[0] > BACKLOG:
                time.sleep(0.1)
            way = self.random.choice(WAYS)
            self.ways[way] += 1
            getattr(self, f"_{way}")(number)
            self.done += 1

    def _path(self, number: int) -> Path:
        folder = self.folder / f"day {number % 7}"
        folder.mkdir(exist_ok=True)
        return folder / f"IMG_{number:05}.jpg"

    def _content(self, number: int) -> bytes:
        data = jpeg(number)
        self.whole.add(hashlib.sha256(data).hexdigest())
        return data

    def _slowly(self, number: int) -> None:
        self._in_parts(number, 0.05)

    def _stalled(self, number: int) -> None:
        self._in_parts(number, SETTLE * 0.7 if self.random.random() < 0.5 else SETTLE * 1.6)

    def _in_parts(self, number: int, pause: float) -> None:
        data = self._content(number)
        with self._path(number).open("wb") as file:
            for start in range(0, len(data), len(data) // 2 + 1):
                file.write(data[start : start + len(data) // 2 + 1])
                file.flush()
                time.sleep(pause)

    def _renamed(self, number: int) -> None:
        part = self._path(number).with_suffix(".jpg.part")
        part.write_bytes(self._content(number))
        part.rename(self._path(number))

    def _replaced(self, number: int) -> None:
        self._path(number).write_bytes(self._content(10**6 + number))
        time.sleep(self.random.choice([0.0, 0.05, SETTLE + 0.2]))
        new = self._path(number).with_suffix(".new")
        new.write_bytes(self._content(number))
        new.replace(self._path(number))

    def _copied(self, number: int) -> None:
        data = self._content(number)
        self._path(number).write_bytes(data)
        (self.folder / f"copy of {number}.jpg").write_bytes(data)


class Watch:
    """The process that is soaked."""

    def __init__(self, folder: Path, db: Path, jobs: int) -> None:
        self._command = [sys.executable, "-m", "cardscan", "watch", str(folder), "--db", str(db)]
        self._command += ["--settle", str(SETTLE), "--jobs", str(jobs)]
        self._log = db.with_suffix(".log")
        self.begin()

    def begin(self) -> None:
        """Begin it in a process group of its own."""
        with self._log.open("a") as log:
            self.process = subprocess.Popen(self._command, stderr=log, start_new_session=True)

    def kill(self) -> None:
        """Kill it, and not its readers: those have to see for themselves."""
        self.process.kill()
        self.process.wait()

    def memory(self) -> float:
        """MB held by it and its readers: the median of some looks, since photos come and go."""
        looks = []
        for _ in range(15):
            looks.append(held(self.process.pid) / 2**20)
            time.sleep(0.2)
        return median(looks)

    def own_memory(self) -> float:
        """MB held by the process alone."""
        status = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        return int(status.split("VmRSS:")[1].split()[0]) / 1024


def stored(db: Path) -> list[tuple[str, str | None]]:
    """List hashes and failures of the photos in the store."""
    with closing(sqlite3.connect(f"file:{db}?mode=ro", uri=True, timeout=30)) as connection:
        try:
            return connection.execute("SELECT sha256, stage FROM photo").fetchall()
        except sqlite3.OperationalError:  # it is being made
            return []


def contents(folder: Path) -> set[str]:
    """Hash what lies in a folder."""
    return {hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*.jpg")}


def soak(place: Path, files: int, kills: int, jobs: int, seed: int, alive: tuple[float, float]) -> bool:
    """Run it all, and print what came of it."""
    folder, db = place / "in", place / "soak.db"
    folder.mkdir()
    chance = random.Random(seed)  # noqa: S311 - no secret
    seen = [0]
    writer = Writer(folder, files, seen, chance)
    threads = [threading.Thread(target=writer.run, args=(each,)) for each in range(WRITERS)]
    watch = Watch(folder, db, jobs)
    start = time.monotonic()
    for thread in threads:
        thread.start()
    killed, begun_at, first = 0, 0, (0.0, 0.0)
    next_kill = time.monotonic() + chance.uniform(*alive)
    last_change = time.monotonic()
    while True:
        time.sleep(0.5)
        if not db.exists():
            continue
        count = sum(stage is None for _, stage in stored(db))
        if count != seen[0]:
            seen[0], last_change = count, time.monotonic()
        if killed < kills and time.monotonic() > next_kill:
            watch.kill()
            killed += 1
            watch.begin()
            begun_at = count
            next_kill = time.monotonic() + chance.uniform(*alive)
            print(f"{time.monotonic() - start:.0f} s: killed {killed} times, {count} photos stored", flush=True)
        if killed == kills and not first[0] and count >= begun_at + FIRST:
            first = watch.memory(), watch.own_memory()
            print(f"{time.monotonic() - start:.0f} s: {first[0]:.0f} MB after {FIRST} photos", flush=True)
        written = not any(each.is_alive() for each in threads)
        if written and killed == kills and contents(folder) <= {sha for sha, stage in stored(db) if stage is None}:
            break
        if watch.process.poll() is not None or time.monotonic() - last_change > QUIET:
            print("the watch ended, or does nothing any more")
            break
    last = watch.memory(), watch.own_memory()
    watch.process.send_signal(signal.SIGTERM)
    code = watch.process.wait(60)
    return report(folder, db, writer, killed, code, first, last, time.monotonic() - start)


def report(
    folder: Path, db: Path, writer: Writer, killed: int, code: int,
    first: tuple[float, float], last: tuple[float, float], seconds: float,
) -> bool:  # fmt: skip
    """Print what is right and what is not."""
    rows = stored(db)
    times = Counter(sha for sha, stage in rows if stage is None)
    there = contents(folder)
    missing, twice = there - times.keys(), [sha for sha, number in times.items() if number > 1]
    torn, failed = times.keys() - writer.whole, [stage for _, stage in rows if stage is not None]
    crops = {path.name for path in Path(f"{db}-cards").iterdir()}
    with closing(sqlite3.connect(db)) as connection:
        named = {name for (name,) in connection.execute("SELECT crop FROM card WHERE crop != ''")}
    grown = last[0] / first[0] - 1 if first[0] else float("nan")
    ways = ", ".join(f"{number} {way}" for way, number in sorted(writer.ways.items()))
    print(f"{writer.count} files ({ways}) in {seconds:.0f} s")
    print(f"killed {killed} times; ended with {code} on SIGTERM")
    print(f"contents in the folder {len(there)}, photos in the store {len(times)}")
    print(f"missing {len(missing)}, twice {len(twice)}, never whole {len(torn)}, failed {len(failed)}")
    print(f"pictures without a card {len(crops - named)}, cards without a picture {len(named - crops)}")
    print(f"memory after {FIRST} photos {first[0]:.0f} MB, at the end {last[0]:.0f} MB: {grown:+.1%}")
    print(f"  of it the watch itself {first[1]:.0f} MB and {last[1]:.0f} MB")
    return not (missing or twice or torn or failed or named - crops or code or grown > 0.1)


def main() -> int:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--files", type=int, default=2000)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--jobs", type=int, default=1)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--alive", type=float, nargs=2, default=ALIVE, help="seconds until it is killed: least, most")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="soak-") as place:
        good = soak(
            Path(place), arguments.files, arguments.kills, arguments.jobs, arguments.seed, tuple(arguments.alive)
        )
        if not good:
            log = (Path(place) / "soak.log").read_text(encoding="utf-8").splitlines()
            print(*log[-30:], sep="\n")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
