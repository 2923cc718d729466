"""Photos read on a real Dask cluster: workers die, hang and are hostile, and each photo comes back all the same."""

import asyncio
import os
import pickle
import signal
import sys
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future
from contextlib import closing, suppress
from dataclasses import replace
from functools import partial
from multiprocessing import current_process
from pathlib import Path

import psutil
import pytest
from clusters import ROOT, Running, make_keys, running
from conftest import Run
from distributed.cfexecutor import _cascade_future
from played import lines, photos, reader

from cardscan import __version__
from cardscan.errors import Exit, ServerError, SetupError
from cardscan.export.readings import reading_json
from cardscan.model import PhotoReading, ReadOptions, SentPhoto
from cardscan.processes import cluster as clustered
from cardscan.processes import pool as pools
from cardscan.processes import worker
from cardscan.processes.guarded import POISON, MakeRead, Read, ReaderDied
from cardscan.processes.limits import Limits
from cardscan.processes.pool import Pool
from cardscan.processes.where import Cluster


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """A scheduler and two workers; who ends one waits until there are two again."""
    folder = tmp_path_factory.mktemp("cluster")
    with running(folder / "running", keys=make_keys(folder / "keys")) as cluster:
        yield cluster


@pytest.fixture(autouse=True)
def patience(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine that does much else is slow to begin a process."""
    monkeypatch.setattr(pools, "PATIENCE", 600.0)


@pytest.fixture
def reads(tmp_path: Path) -> Path:
    return tmp_path / "reads"


@pytest.fixture
def make(reads: Path) -> MakeRead:
    return partial(reader, str(reads))


def read(make: MakeRead, where: Cluster, paths: list[Path], limits: Limits | None = None) -> list[PhotoReading]:
    with closing(Pool(make, 1, limits, where)) as pool:
        return list(pool.read(paths))


def failures(readings: list[PhotoReading]) -> dict[str, str]:
    return {Path(each.path).stem: each.failure.message for each in readings if each.failure}


def times(reads: Path) -> Counter[str]:
    return Counter(Path(line.split()[0]).stem for line in lines(reads))


@pytest.mark.parametrize("shared_path", [False, True])
def test_photos_are_read_in_order_and_travel_as_bytes_unless_their_paths_are_shared(
    cluster: Running, make: MakeRead, reads: Path, tmp_path: Path, shared_path: bool
) -> None:
    paths = photos(tmp_path / "photos", ["good"] * 12)
    readings = read(make, cluster.cluster(shared_path), paths)
    assert [each.path for each in readings] == [str(path) for path in paths]
    assert failures(readings) == {}
    assert {line.split()[2] for line in lines(reads)} == {"path" if shared_path else "bytes"}
    # Models are loaded once a worker: as many processes read as there are workers.
    assert len({line.split()[1] for line in lines(reads)}) <= 2


def test_what_keeps_one_photo_from_being_read_costs_no_other(
    cluster: Running, make: MakeRead, reads: Path, tmp_path: Path
) -> None:
    paths = photos(tmp_path / "photos", ["good", "crash", "once", "hang", *["good"] * 6])
    paths[5].unlink()
    os.mkfifo(paths[5])
    readings = read(make, cluster.cluster(), paths, Limits(seconds=2))
    assert failures(readings) == {
        "n01": POISON.message,
        "n03": "it took longer than 2 seconds",
        "n05": "it is a pipe or a device, not a file",
    }
    assert {stem: number for stem, number in times(reads).items() if number > 1} == {"n01": 2, "n02": 2}
    assert len(readings) == 10


def test_a_worker_that_is_killed_costs_no_photo(cluster: Running, make: MakeRead, reads: Path, tmp_path: Path) -> None:
    paths = photos(tmp_path / "photos", ["good", "good", *["slow 0.3"] * 14])
    with closing(Pool(make, 1, None, cluster.cluster())) as pool:
        came = pool.read(paths)
        readings = [next(came), next(came)]
        os.kill(cluster.workers()[0], signal.SIGKILL)
        readings += came
    cluster.settled(2)
    assert failures(readings) == {}
    assert sorted(each.path for each in readings) == [str(path) for path in paths]


def test_a_photo_that_kills_every_worker_is_poison_and_those_beside_it_are_read(
    cluster: Running, make: MakeRead, reads: Path, tmp_path: Path
) -> None:
    paths = photos(tmp_path / "photos", ["good", "good", "killer", *["good"] * 5])
    readings = read(make, cluster.cluster(), paths)
    cluster.settled(2)
    assert failures(readings) == {"n02": POISON.message}
    assert readings[-1].path == str(paths[2])  # it was read again alone, when nothing else was
    assert readings[-1].tried == 2
    assert len(readings) == len(paths)


def test_a_reading_whose_worker_dies_as_it_comes_is_no_fault_of_the_setup(cluster: Running, make: MakeRead) -> None:
    """Dask's executor finds its future lost, and takes what came for an error."""

    class Lost:
        status = "pending"

        async def _result(self, raiseit: bool) -> PhotoReading:
            assert not raiseit
            return PhotoReading("photo.jpg", "")

    sent: Future[PhotoReading] = Future()
    asyncio.run(cascaded(Lost(), sent))
    reading: Future[PhotoReading] = Future()
    with closing(clustered.ClusterWorkers(cluster.cluster(), make, Limits())) as workers:
        workers._hand_on(sent, reading)
    assert isinstance(reading.exception(), ReaderDied)


async def cascaded(future: object, sent: Future[PhotoReading]) -> None:
    await _cascade_future(future, sent)


def test_a_worker_that_hangs_is_given_up(cluster: Running, make: MakeRead, tmp_path: Path) -> None:
    paths = photos(tmp_path / "photos", ["good", "good", *["slow 0.3"] * 6])
    stopped = 0
    with closing(Pool(make, 1, None, cluster.cluster())) as pool:
        came = pool.read(paths)
        readings = [next(came), next(came)]
        try:
            os.kill(stopped := cluster.workers()[0], signal.SIGSTOP)
            readings += came
        finally:
            with suppress(ProcessLookupError):  # who looks after it has ended it
                os.kill(stopped, signal.SIGKILL)
    cluster.settled(2)
    assert failures(readings) == {}
    assert len(readings) == len(paths)


def test_no_more_is_under_way_than_twice_the_workers(cluster: Running, make: MakeRead, tmp_path: Path) -> None:
    taken: list[Path] = []

    def source() -> Iterator[Path]:
        for path in photos(tmp_path / "photos", ["good"] * 40):
            taken.append(path)
            yield path

    with closing(Pool(make, 1, None, cluster.cluster())) as pool, closing(pool.read(source())) as came:
        next(came)
        assert len(taken) <= 5


def test_closing_it_early_ends_what_is_read(cluster: Running, make: MakeRead, reads: Path, tmp_path: Path) -> None:
    paths = photos(tmp_path / "photos", ["good", "hang", "hang", "hang"])
    with closing(Pool(make, 1, None, cluster.cluster())) as pool, closing(pool.read(paths)) as came:
        next(came)
        until_read(reads, 3)
    pids = {int(line.split()[1]) for line in lines(reads)[1:]}
    deadline = time.monotonic() + 30
    while any(map(psutil.pid_exists, pids)) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert not any(map(psutil.pid_exists, pids))


def until_read(reads: Path, number: int) -> None:
    deadline = time.monotonic() + 60
    while len(lines(reads)) < number and time.monotonic() < deadline:
        time.sleep(0.02)


def no_reader() -> None:
    raise SetupError("tesseract is missing", "apt-get install tesseract-ocr")


def test_a_broken_setup_of_the_workers_is_told(cluster: Running, tmp_path: Path) -> None:
    with pytest.raises(SetupError) as caught:
        read(no_reader, cluster.cluster(), photos(tmp_path / "photos", ["good"]))
    assert caught.value.message == "tesseract is missing"
    assert caught.value.advice == "apt-get install tesseract-ocr"


def as_dask_sets_it() -> None:
    os.environ["MALLOC_TRIM_THRESHOLD_"] = "65536"


def names_of_environment() -> Read:
    return lambda path, page_done, data=b"": PhotoReading(" ".join(os.environ), "")


def test_readers_take_memory_as_elsewhere(cluster: Running, tmp_path: Path) -> None:
    """Dask has its workers give memory back at once, and take it anew for each picture."""
    with cluster.client() as client:
        client.run(as_dask_sets_it)  # another test's reader may have been begun before
    [reading] = read(names_of_environment, cluster.cluster(), photos(tmp_path / "photos", ["good"]))
    assert reading.path
    assert "MALLOC_TRIM_THRESHOLD_" not in reading.path.split()


def test_workers_with_another_cardscan_are_refused(
    cluster: Running, make: MakeRead, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clustered, "__version__", "99.0")
    with pytest.raises(SetupError) as caught:
        read(make, cluster.cluster(), photos(tmp_path / "photos", ["good"]))
    assert "99.0" in caught.value.advice


def test_readers_that_are_idle_are_let_go(monkeypatch: pytest.MonkeyPatch, make: MakeRead, tmp_path: Path) -> None:
    [path] = photos(tmp_path / "photos", ["good"])
    worker.read(SentPhoto(path), pickle.dumps((make, Limits())), "a run")
    [kept] = worker._kept.values()
    worker.close_idle(kept.used + worker.IDLE - 1)
    assert worker._kept
    worker.close_idle(kept.used + worker.IDLE + 1)
    assert not worker._kept


def test_a_cluster_that_is_not_there_is_told(make: MakeRead, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clustered, "CONNECT_SECONDS", 0.5)
    with pytest.raises(ServerError) as caught:
        read(make, Cluster("tcp://127.0.0.1:9"), photos(tmp_path / "photos", ["good"]))
    assert "tcp://127.0.0.1:9" in caught.value.message
    assert caught.value.advice


@pytest.mark.parametrize(("dies", "said"), [(0, "the scheduler is gone"), (1, "all workers are gone")])
def test_a_cluster_that_ends_is_told_and_what_came_is_kept(
    make: MakeRead, tmp_path: Path, dies: int, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    paths = photos(tmp_path / "photos", ["good", "good", *["slow 0.3"] * 20])
    monkeypatch.setattr(pools, "LOOK", 0.5)
    with running(tmp_path / "cluster", workers=1) as brief, closing(Pool(make, 1, None, brief.cluster())) as pool:
        came = pool.read(paths)
        next(came)
        monkeypatch.setattr(clustered, "START_SECONDS", 3.0)
        os.killpg(brief.processes[dies].pid, signal.SIGKILL)
        with pytest.raises(ServerError) as caught:
            list(came)
    assert said in caught.value.message
    assert "the same command again" in caught.value.advice


def test_workers_that_may_begin_no_process_are_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    assert worker.version() == __version__
    monkeypatch.setitem(current_process()._config, "daemon", True)
    with pytest.raises(SetupError) as caught:
        worker.version()
    assert "DASK_DISTRIBUTED__WORKER__DAEMON=False" in caught.value.advice


@pytest.mark.parametrize("stranger", ["other keys", "no keys", "clear text"])
def test_who_has_no_key_of_the_cluster_does_not_reach_it(
    cluster: Running, make: MakeRead, reads: Path, tmp_path: Path, stranger: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clustered, "CONNECT_SECONDS", 2.0)
    named = {
        "other keys": Cluster(cluster.address, tls=make_keys(tmp_path / "others")),
        "no keys": Cluster(cluster.address),
        "clear text": Cluster(cluster.address.replace("tls://", "tcp://")),
    }
    with pytest.raises((ServerError, SetupError)) as caught:
        read(make, named[stranger], photos(tmp_path / "photos", ["good"]))
    assert caught.value.advice
    assert not reads.exists()


def test_keys_that_are_not_there_are_told(make: MakeRead, tmp_path: Path) -> None:
    with pytest.raises(SetupError) as caught:
        read(make, Cluster("tls://127.0.0.1:9", tls=tmp_path), photos(tmp_path / "photos", ["good"]))
    assert "ca.pem" in caught.value.message


def test_a_cluster_on_this_machine_begins_and_ends_with_the_command(
    make: MakeRead, reads: Path, tmp_path: Path
) -> None:
    paths = photos(tmp_path / "photos", ["good", "good", "crash", "good", "good"])
    readings = read(make, Cluster("local:2", shared_path=True), paths)
    assert failures(readings) == {"n02": POISON.message}
    assert {line.split()[2] for line in lines(reads)} == {"path"}
    assert not any(psutil.pid_exists(int(line.split()[1])) for line in lines(reads))


@pytest.mark.parametrize("address", ["http://127.0.0.1:1", "local:", "local:0", "local:x", "local:65", "tcp:"])
def test_an_address_that_is_none_is_refused(run: Run, tmp_path: Path, address: str) -> None:
    code, _, err = run("ingest", str(tmp_path), "--cluster", address)
    assert code == Exit.USAGE
    assert "tcp://HOST:PORT" in err


def test_without_dask_it_is_said_what_to_install(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "dask", None)
    monkeypatch.delitem(sys.modules, "cardscan.processes.cluster", raising=False)
    photos(tmp_path / "photos", ["good"])
    code, _, err = run("ingest", str(tmp_path / "photos"), "--cluster", "local:2")
    assert code == Exit.SETUP
    assert "pip install 'cardscan-pipeline[cluster]'" in err


def test_an_unprotected_scheduler_is_warned_of(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clustered, "CONNECT_SECONDS", 0.5)
    photos(tmp_path / "photos", ["good"])
    code, _, err = run("ingest", str(tmp_path / "photos"), "--cluster", "tcp://127.0.0.1:9")
    assert code == Exit.SERVER
    assert "whoever reaches it can run programs on its workers" in err


@pytest.mark.engine
def test_wherever_a_photo_is_read_the_reading_is_the_same_byte_for_byte(cluster: Running) -> None:
    samples = sorted((ROOT / "samples" / "photos").rglob("*.jpg"))
    paths = [min(samples[start::4], key=lambda path: path.stat().st_size) for start in range(4)]
    make_read = partial(pools.reader, ReadOptions())

    def said(jobs: int, where: Cluster | None) -> dict[str, tuple[PhotoReading, str]]:
        with closing(Pool(make_read, jobs, Limits(seconds=3600), where)) as pool:
            readings = [replace(each, seconds={}) for each in pool.read(paths)]
        return {each.path: (each, reading_json(each)) for each in readings}

    alone = said(1, None)
    assert all(reading.cards for reading, _ in alone.values())
    for jobs, where in ((2, None), (1, cluster.cluster())):  # there they are sent as bytes
        others = said(jobs, where)
        assert [path for path in alone if others[path] != alone[path]] == []
