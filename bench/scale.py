"""How it grows, with workers: `python -m bench.scale readers FOLDER`, `python -m bench.scale writer FOLDER`.

`readers` prints photos a second with one worker and two, here and on Dask, turn by turn, and what a photo costs beside
its reading. `writer` measures what a photo takes of a worker and of the one who stores, and simulates up to 1,000
workers with that; `--svg` draws it. Seconds are CPU seconds; photos a second go by the clock, and are worth what the
machine was free.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from bench.scale_readers import WHERE, Run, measure, overhead
from bench.scale_writer import Times, measure_storing, report
from cardscan.model import PhotoReading
from cardscan.photos.files import find_photos


def readers(photos: Sequence[Path], rounds: int) -> None:
    """Print photos a second, and what a photo costs beside its reading."""
    runs, readings = measure(photos, rounds)
    one = runs["1 worker"]
    print(f"{len(photos)} photos, median of {rounds} rounds\n")
    print(f"{'':28}{'photos/s':>9}{'of linear':>10}{'CPU s of a worker':>19}{'of the coordinator':>20}")
    for name, run in runs.items():
        workers, _ = WHERE[name]
        print(
            f"{name:28}{run.rate:>9.2f}{run.rate / one.rate / workers:>10.2f}{run.cpu:>19.3f}{run.coordinator:>20.4f}"
        )
    print("\nwithout reading, a photo\n" + f"{'':28}{'ms':>9}{'CPU ms of the coordinator':>27}")
    for name, run in nothing(photos, readings).items():
        print(f"{name:28}{1000 / run.rate:>9.2f}{1000 * run.coordinator:>27.2f}")


def nothing(photos: Sequence[Path], readings: Sequence[PhotoReading]) -> dict[str, Run]:
    """Send photos that are not read, about 200 of them."""
    return overhead(list(photos) * max(1, 200 // len(photos)), readings[0])


def writer(photos: Sequence[Path], svg: Path | None) -> None:
    """Print how many workers feed one writer, and several."""
    runs, readings = measure(photos, rounds=1)
    sending = nothing(photos, readings)["2 Dask workers, sent bytes"].coordinator
    reading = [sum(each.seconds.values()) for each in readings]
    report(Times(reading, sending, measure_storing(readings, photos=500)), svg)


def main() -> None:
    """Parse the command line, measure and print."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.scale", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=("readers", "writer"))
    parser.add_argument("paths", type=Path, nargs="+", help="photos, and folders of photos")
    parser.add_argument("--limit", type=int, default=24, help="only so many photos, spread over all")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--svg", type=Path, help="draw the simulation into this file")
    options = parser.parse_args()
    photos = find_photos(options.paths).photos
    photos = photos[:: max(1, len(photos) // options.limit)][: options.limit]
    if options.what == "readers":
        readers(photos, options.rounds)
    else:
        writer(photos, options.svg)


if __name__ == "__main__":
    main()
