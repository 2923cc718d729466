"""How it grows with workers: `python -m bench.scale workers FOLDER [--svg FILE]`.

Prints photos a second with one worker and two, here and on Dask, turn by turn; what a photo costs beside its reading;
and, simulated with what was measured, how many workers one writer keeps busy, and several. `--svg` draws that. Seconds
are CPU seconds; photos a second go by the clock, and are worth what the machine was free.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from bench.scale_readers import WHERE, Run, measure, overhead
from bench.scale_writer import Times, measure_storing, report
from cardscan.photos.files import find_photos

UNREAD = 200  # photos that are sent and not read


def workers(photos: Sequence[Path], rounds: int, svg: Path | None) -> None:
    """Measure and print all three."""
    runs, readings = measure(photos, rounds)
    print(f"{len(photos)} photos, median of {rounds} rounds\n")
    tell_rates(runs)
    sent = overhead((list(photos) * UNREAD)[:UNREAD], readings[0])
    print("\nsent, and not read")
    tell_overhead(sent)
    print()
    reading = [sum(each.seconds.values()) for each in readings]
    sending = sent["2 Dask workers, sent bytes"].coordinator
    report(Times(reading, sending, measure_storing(readings, photos=500)), svg)


def tell_rates(runs: dict[str, Run]) -> None:
    """Print photos a second, and which share that is of as many times one worker's."""
    one = runs["1 worker"].rate
    print(f"{'':28}{'photos/s':>9}{'of linear':>10}{'CPU s of a worker':>19}{'of the coordinator':>20}")
    for name, run in runs.items():
        count, _ = WHERE[name]
        print(f"{name:28}{run.rate:>9.2f}{run.rate / one / count:>10.2f}{run.cpu:>19.3f}{run.coordinator:>20.4f}")


def tell_overhead(runs: dict[str, Run]) -> None:
    """Print what a photo takes that is not read."""
    print(f"{'':28}{'ms':>9}{'CPU ms of the coordinator':>27}")
    for name, run in runs.items():
        print(f"{name:28}{1000 / run.rate:>9.2f}{1000 * run.coordinator:>27.2f}")


def main() -> None:
    """Parse the command line, measure and print."""
    parser = argparse.ArgumentParser(
        prog="python -m bench.scale", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("what", choices=("workers",))
    parser.add_argument("paths", type=Path, nargs="+", help="photos, and folders of photos")
    parser.add_argument("--limit", type=int, default=24, help="only so many photos, spread over all")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--svg", type=Path, help="draw the simulation into this file")
    options = parser.parse_args()
    photos = find_photos(options.paths).photos
    photos = photos[:: max(1, len(photos) // options.limit)][: options.limit]
    workers(photos, options.rounds, options.svg)


if __name__ == "__main__":
    main()
