"""Print CPU seconds and peak memory a photo, stage by stage, beside two references: `python -m bench.speed FOLDER`.

The references are pytesseract and rapidocr, each with its defaults on the whole photo. Each of the three runs in a
process of its own on one thread, so that its memory is its own. CPU seconds count child processes (tesseract) and
decoding, not the loading of models. Memory is the largest sum, over a process and its children, of what they hold.
"""

import argparse
import json
import os
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

EVERY = 0.02  # seconds between two looks at the memory
ONE_THREAD = dict.fromkeys(
    ("OMP_THREAD_LIMIT", "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "VECLIB_MAXIMUM_THREADS"), "1"
)
Read = Callable[[Path], object]
REFERENCES = ("pytesseract", "rapidocr")


@dataclass(frozen=True, slots=True)
class Run:
    """What a reader used on the photos."""

    cpu: list[float]  # seconds, a photo each
    stages: dict[str, float]  # seconds in all
    memory: int  # bytes


def measure(name: str, photos: Sequence[Path], engine: str) -> Run:
    """Run a reader on photos in a process of its own."""
    command = [sys.executable, "-m", "bench.speed", "--reader", name, "--engine", engine, "--", *map(str, photos)]
    memory = 0
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, env=os.environ | ONE_THREAD, start_new_session=True
    ) as child:
        while child.poll() is None:
            memory = max(memory, held(child.pid))
            time.sleep(EVERY)
        told = child.stdout.read() if child.stdout else ""
    if child.returncode:
        sys.exit(child.returncode)
    line = json.loads(told)
    return Run(line["cpu"], line["stages"], memory)


def held(group: int) -> int:
    """Return the bytes of memory that the processes of a group hold."""
    if not Path("/proc/self/stat").exists():
        listed = subprocess.run(["ps", "-A", "-o", "pgid=,rss="], capture_output=True, text=True, check=True).stdout
        rows = (line.split() for line in listed.splitlines())
        return sum(1024 * int(size) for owner, size in rows if int(owner) == group)
    pages = 0
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            fields = stat.read_text().rpartition(")")[2].split()  # proc(5): from the state on
        except OSError:  # it has ended since it was listed
            continue
        if int(fields[2]) == group:
            pages += int(fields[21])
    return pages * os.sysconf("SC_PAGESIZE")


def use(name: str, engine: str, photos: Sequence[Path]) -> None:
    """Read photos in this process and print what that took, as JSON."""
    from cardscan.timing import cpu_seconds

    stages: Counter[str] = Counter()
    read = cardscan_reader(engine, stages) if name == "cardscan" else reference(name)
    read(photos[0])  # models load at first use
    stages.clear()
    cpu = []
    for photo in photos:
        start = cpu_seconds()
        read(photo)
        cpu.append(cpu_seconds() - start)
    json.dump({"cpu": cpu, "stages": stages}, sys.stdout)


def cardscan_reader(engine: str, stages: Counter[str]) -> Read:
    """Return the pipeline, which adds its CPU seconds a stage to `stages`."""
    from cardscan.model import ReadOptions
    from cardscan.pipeline import load_readers, read_photo

    readers = load_readers(ReadOptions(engine=engine))

    def read(path: Path) -> None:
        reading = read_photo(path, readers)
        stages.update(reading.seconds)
        if reading.failure:
            print(f"{path}: {reading.failure.message}", file=sys.stderr)

    return read


def reference(name: str) -> Read:
    """Return a reference."""
    from bench import references

    return {"pytesseract": references.pytesseract_whole, "rapidocr": references.rapidocr_whole}[name]()


def report(runs: dict[str, Run]) -> None:
    """Print the stages of cardscan, then all three side by side."""
    own = runs["cardscan"]
    count, total = len(own.cpu), sum(own.cpu)
    stages = own.stages | {"other": total - sum(own.stages.values())}
    print(f"{count} photos, one thread\n\n{'stage':12} {'CPU s a photo':>13} {'share':>6}")
    for stage, seconds in stages.items():
        print(f"{stage:12} {seconds / count:13.3f} {seconds / total:6.1%}")
    print(f"\n{'reader':12} {'CPU s a photo':>13} {'slowest':>8} {'peak MB':>8} {'cardscan takes':>15}")
    for name, run in runs.items():
        mean, peak = sum(run.cpu) / count, run.memory / 1e6
        ratio = "" if name == "cardscan" else f"{total / sum(run.cpu):10.2f} of it"
        print(f"{name:12} {mean:13.3f} {max(run.cpu):8.2f} {peak:8.0f} {ratio:>15}".rstrip())


def main() -> None:
    """Parse the command line, measure and print."""
    parser = argparse.ArgumentParser(prog="python -m bench.speed", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("paths", type=Path, nargs="+", help="photos, and folders of photos")
    parser.add_argument("--limit", type=int, help="only so many photos, spread over all")
    parser.add_argument("--engine", default="both", choices=("both", "tesseract", "rapidocr"), help="of cardscan")
    parser.add_argument("--reader", choices=("cardscan", *REFERENCES), help=argparse.SUPPRESS)
    args = parser.parse_args()
    if args.reader:
        use(args.reader, args.engine, args.paths)
        return
    from cardscan.photos.files import find_photos

    photos = find_photos(args.paths).photos
    if args.limit:
        photos = photos[:: max(1, len(photos) // args.limit)][: args.limit]
    report({name: measure(name, photos, args.engine) for name in ("cardscan", *REFERENCES)})


if __name__ == "__main__":
    main()
