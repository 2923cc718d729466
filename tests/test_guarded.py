"""Photos made to hang their reader, or to eat its memory, cost only themselves; those beside them come in meanwhile."""

import time
from collections.abc import Callable, Mapping
from contextlib import closing
from pathlib import Path

import hostile
import made
import pytest

from cardscan.actions.ingest import ingest
from cardscan.model import PhotoReading
from cardscan.photos.files import sha256_of
from cardscan.photos.pages import open_photo
from cardscan.processes import pool as pools
from cardscan.processes.guarded import Read
from cardscan.processes.limits import Limits
from cardscan.processes.pool import Pool
from cardscan.store import Store

GOOD = Path(__file__).parent.parent / "samples/photos/scans/hathersedge.jpg"


def decode(path: Path, *, page_done: Callable[[], None]) -> PhotoReading:
    """Decode all pages of a file, and read nothing."""
    file = open_photo(path)
    for _ in file.photos:
        page_done()
    return PhotoReading(str(path), file.sha256)


def decoder() -> Read:
    return decode


def stuck(path: Path, *, page_done: Callable[[], None]) -> PhotoReading:
    """Never come to the end of a file that is called so; decode any other."""
    if path.stem == "stuck":
        time.sleep(600)
    return decode(path, page_done=page_done)


def stuck_reader() -> Read:
    return stuck


@pytest.mark.parametrize("jobs", [1, 2])
def test_photos_that_take_too_long_are_failures_and_others_come_in(store: Store, tmp_path: Path, jobs: int) -> None:
    hostile_ones = {
        "forms.pdf": hostile.nested_pdf(draws=2, side=140),
        "scans.jpg": hostile.scanned_jpeg(),
    }
    done = run(store, tmp_path, hostile_ones, Pool(decoder, jobs, Limits(seconds=3)))
    # Which limit is met first depends on how fast the machine is.
    assert done.keys() == hostile_ones.keys()
    assert set(done.values()) <= {"it took longer than 3 seconds", "it takes more than 2 GB of memory"}


def test_a_good_photo_is_stored_while_the_one_before_it_hangs(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pools, "PATIENCE", 0.2)
    hanging = tmp_path / "stuck.jpg"
    hanging.write_bytes(b"a photo that hangs its reader")
    came: list[tuple[Path, bool]] = []  # and whether the good one was stored by then

    def progress(path: Path) -> None:
        came.append((path, store.knows(sha256_of(GOOD), or_failed=True)))

    with closing(Pool(stuck_reader, 2, Limits(seconds=5))) as pool:
        done = ingest([hanging, GOOD], store, pool.read, now=lambda: made.NOW, progress=progress)
    assert came == [(GOOD, True), (hanging, True)]
    assert [each.failure.message for each in done.failures if each.path == str(hanging)] == [
        "it took longer than 5 seconds"
    ]


def test_a_photo_that_takes_too_much_memory_is_a_failure(store: Store, tmp_path: Path) -> None:
    content = hostile.nested_pdf()
    assert len(content) < 10_000
    done = run(store, tmp_path, {"forms.pdf": content}, Pool(decoder, 1, Limits(memory=1 << 29)))
    assert done == {"forms.pdf": "it takes more than 0.5 GB of memory"}


def run(store: Store, folder: Path, files: Mapping[str, bytes], pool: Pool) -> dict[str, str]:
    """Ingest files and a good one after them; return why each failed, as the store keeps it."""
    for name, content in files.items():
        (folder / name).write_bytes(content)
    with closing(pool):
        done = ingest([*(folder / name for name in files), GOOD], store, pool.read, now=lambda: made.NOW)
    assert (len([each for each in done.failures if each.path != str(GOOD)]), done.left) == (len(files), 0)
    assert store.knows(sha256_of(GOOD), or_failed=True)
    assert all("cardscan retry" in each.failure.advice for each in store.failures() if each.path != str(GOOD))
    return {Path(each.path).name: each.failure.message for each in store.failures() if each.path != str(GOOD)}
