"""A reader that does what a photo says by its text; light, since each worker loads it."""

import os
import signal
import time
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

import made

from cardscan.model import PhotoReading
from cardscan.processes.guarded import Read


def play(path: Path, reads: Path, page_done: Callable[[], None], data: bytes | None = None) -> PhotoReading:
    """Read a photo that says by its text what happens; `reads` counts how often each was begun, and by whom."""
    text = path.read_text() if data is None else data.decode()
    times = sum(line.split()[0] == path.name for line in lines(reads))
    with reads.open("a") as file:
        file.write(f"{path.name} {os.getpid()} {'path' if data is None else 'bytes'}\n")
    match text.split()[0]:
        case "crash":
            os.kill(os.getpid(), signal.SIGKILL)
        case "killer":  # of the worker, not only of what reads for it
            os.kill(os.getppid(), signal.SIGKILL)
            time.sleep(600)
        case "once" if not times:
            os.kill(os.getpid(), signal.SIGKILL)
        case "hang":
            time.sleep(600)
        case "slow":
            time.sleep(float(text.split()[1]))
    return made.photo(str(path), made.card(made.contact(f"{path.stem.title()} Brackwyth")), content=text)


def lines(reads: Path) -> list[str]:
    return reads.read_text().splitlines() if reads.exists() else []


def reader(reads: str) -> Read:
    return partial(play, reads=Path(reads))


def photos(folder: Path, texts: Sequence[str]) -> list[Path]:
    """Write photos that say what happens; what is not said of one is nothing special."""
    folder.mkdir(exist_ok=True)
    paths = [folder / f"n{number:02d}.jpg" for number in range(len(texts))]
    for path, text in zip(paths, texts, strict=True):
        path.write_text(f"{text} {path.stem}")
    return paths
