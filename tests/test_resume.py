"""Who is killed in the midst of reading, worker or coordinator, leaves a store that becomes what it would have been."""

import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from functools import partial
from pathlib import Path

import made
import psutil
import pytest
from clusters import Running, running
from played import lines, photos, reader
from raw import execute
from sqlalchemy import select

from cardscan.actions.ingest import Ingested, ingest
from cardscan.processes import pool as pools
from cardscan.processes.pool import Pool
from cardscan.processes.where import Cluster
from cardscan.store import locate, open_store, status
from cardscan.store.engine import connect
from cardscan.store.schema import card, field, meeting, photo, queued

pytestmark = pytest.mark.parametrize(
    "engine, address", [("sqlite", "here"), ("sqlite", "cluster"), ("postgresql", "here")], indirect=True
)

ROOT = Path(__file__).parent.parent

#: Run as a program that can be killed: where the store is, the photos, who counts what is read, the cluster or "".
COORDINATOR = """
import sys
from pathlib import Path
from cardscan.processes import pool
from test_resume import take_in
pool.PATIENCE = 600.0
if __name__ == "__main__":
    take_in(sys.argv[1], *map(Path, sys.argv[2:4]), sys.argv[4])
"""

#: All that is said of each photo, less what another run has otherwise: ids, UIDs, when it was stored.
CONTENT = (
    select(
        *(photo.c[name] for name in ("path", "sha256", "taken", "stage", "message")),
        *(card.c[name] for name in ("position", "lines", "codes", "corners", "crop", "quality")),
        meeting.c.date,
        *(field.c[name] for name in ("kind", "position", "value", "raw", "sure", "origin", "type", "parts")),
    )
    .outerjoin(card, card.c.photo_id == photo.c.id)
    .outerjoin(meeting, meeting.c.card_id == card.c.id)
    .outerjoin(field, field.c.person_id == meeting.c.person_id)
    .order_by(photo.c.path, card.c.position, field.c.kind, field.c.position)
)


def take_in(db: str, folder: Path, reads: Path, address: str = "") -> Ingested:
    where = Cluster(address) if address else None
    with closing(Pool(partial(reader, str(reads)), 2, None, where)) as pool, open_store(db) as store:
        return ingest(sorted(folder.iterdir()), store, pool.read, now=lambda: made.NOW)


def content(db: str) -> list[tuple[object, ...]]:
    with closing(connect(locate(db))) as database, database.reading() as connection:
        assert connection.execute(select(queued)).all() == []
        said = [tuple(row) for row in connection.execute(CONTENT)]
    pictures = sorted((file.name, file.read_bytes()) for file in locate(db).crops.iterdir())
    return [*said, *pictures]


def stored(db: str) -> list[str]:
    return [path for (path,) in execute(db, "SELECT path FROM photo")] if status(locate(db)).schema else []


def times(reads: Path) -> Counter[str]:
    return Counter(line.split()[0] for line in lines(reads))


@pytest.fixture(autouse=True, scope="module")
def in_order() -> Iterator[None]:
    """Let photos come in their order, however slow the machine is."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(pools, "PATIENCE", 600.0)
        yield


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    with running(tmp_path_factory.mktemp("cluster")) as cluster:
        yield cluster


@pytest.fixture
def address(request: pytest.FixtureRequest) -> str:
    """Where photos are read: by processes here, or on a cluster."""
    return "" if request.param == "here" else request.getfixturevalue("cluster").address


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    said = ["good", "good", "slow 0.2", "good", "crash", *["slow 0.2", "good"] * 6]
    return photos(tmp_path_factory.mktemp("given") / "photos", said)[0].parent


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory, folder: Path) -> list[tuple[object, ...]]:
    """What a store holds after a run in which nothing happened."""
    place = tmp_path_factory.mktemp("undisturbed")
    done = take_in(str(place / "x.db"), folder, place / "reads")
    assert (done.read, len(done.failures)) == (16, 1)
    return content(str(place / "x.db"))


def test_a_coordinator_that_is_killed_goes_on_where_it_was(
    db: str, tmp_path: Path, folder: Path, undisturbed: list[tuple[object, ...]], address: str
) -> None:
    reads = tmp_path / "reads"
    program = tmp_path / "coordinator.py"
    program.write_text(COORDINATOR)
    env = {**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])}
    command = [sys.executable, program, db, folder, reads, address]
    with subprocess.Popen(command, env=env) as coordinator:
        try:
            deadline = time.monotonic() + 120
            while len(stored(db)) < 4 and time.monotonic() < deadline:
                time.sleep(0.01)
        finally:
            coordinator.send_signal(signal.SIGKILL)
    before = {Path(path).name for path in stored(db)}
    assert 4 <= len(before) < 17
    with open_store(db) as store:
        begun = {Path(each.path).name for each in store.queue.taken()} - before
        # Two are under way for each worker; n04, once it ended its reader, waits beside them to be read again, alone.
        assert begun and len(begun - {"n04.jpg"}) <= 4
        assert store.queue.waiting() >= 17 - len(before) - len(begun) - 1

    done = take_in(db, folder, reads, address)
    assert done.skipped == len(before)
    assert content(db) == undisturbed
    assert {name: number for name, number in times(reads).items() if name in before} == dict.fromkeys(before, 1)
    assert all(number == 1 or name in {*begun, "n04.jpg"} for name, number in times(reads).items())


def test_a_worker_that_is_killed_leaves_no_trace(
    db: str, tmp_path: Path, folder: Path, undisturbed: list[tuple[object, ...]], address: str
) -> None:
    reads = tmp_path / "reads"
    killed: list[int] = []

    def kill(_path: Path) -> None:
        reader = int(lines(reads)[-1].split()[1])
        if len(killed) < 2 and psutil.pid_exists(reader):
            worker = psutil.Process(reader).ppid() if address else reader
            if worker not in killed:
                os.kill(worker, signal.SIGKILL)
                killed.append(worker)

    where = Cluster(address) if address else None
    with closing(Pool(partial(reader, str(reads)), 2, None, where)) as pool, open_store(db) as store:
        done = ingest(sorted(folder.iterdir()), store, pool.read, now=lambda: made.NOW, progress=kill)
    assert len(killed) == 2
    assert (done.read, len(done.failures)) == (16, 1)
    assert content(db) == undisturbed
