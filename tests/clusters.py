"""A Dask scheduler and workers in processes of their own."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

import trustme
from distributed import Client
from distributed.security import Security

from cardscan.processes.where import Cluster

ROOT = Path(__file__).parent.parent
KEYS = ("ca.pem", "cert.pem", "key.pem")
PATIENT = 90.0  # seconds, on a machine that does much else


@dataclass
class Running:
    """A cluster that runs."""

    address: str
    keys: Path | None = None
    processes: list[subprocess.Popen[str]] = field(default_factory=list)  # the scheduler first

    def cluster(self, shared_path: bool = False) -> Cluster:
        return Cluster(self.address, shared_path, self.keys)

    @contextmanager
    def client(self) -> Iterator[Client]:
        with Client(self.address, security=security(self.keys), set_as_default=False, timeout=PATIENT) as client:
            yield client

    def workers(self) -> list[int]:
        """Tell the ids of the processes of the workers, less what guards each."""
        with self.client() as client:
            return list(client.run(os.getpid).values())

    def settled(self, workers: int) -> None:
        """Wait until so many workers are there."""
        with self.client() as client:
            client.wait_for_workers(workers, PATIENT)


def security(keys: Path | None) -> Security | None:
    if keys is None:
        return None
    ca, certificate, key = (str(keys / name) for name in KEYS)
    return Security(tls_ca_file=ca, tls_client_cert=certificate, tls_client_key=key, require_encryption=True)


def make_keys(folder: Path) -> Path:
    folder.mkdir()
    ca = trustme.CA()
    issued = ca.issue_cert("127.0.0.1")
    ca.cert_pem.write_to_path(folder / "ca.pem")
    issued.cert_chain_pems[0].write_to_path(folder / "cert.pem")
    issued.private_key_pem.write_to_path(folder / "key.pem")
    return folder


@contextmanager
def running(
    folder: Path, workers: int = 2, keys: Path | None = None, more: Mapping[str, str] | None = None
) -> Iterator[Running]:
    """Run a scheduler and workers with one thread each; `more` goes into their environment."""
    folder.mkdir(exist_ok=True)
    settings = {
        "DASK_DISTRIBUTED__WORKER__DAEMON": "False",
        "DASK_DISTRIBUTED__SCHEDULER__ALLOWED_FAILURES": "1",
        "DASK_DISTRIBUTED__SCHEDULER__WORKER_TTL": "10s",
        "DASK_DISTRIBUTED__SCHEDULER__HTTP__ROUTES": "[]",
        "DASK_DISTRIBUTED__WORKER__HTTP__ROUTES": "[]",
        "TMPDIR": str(folder),
        "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")]),
    }
    env = {**os.environ, **settings, **(more or {})}
    files = zip(("--tls-ca-file", "--tls-cert", "--tls-key"), KEYS, strict=True)
    tls = [each for option, name in files for each in (option, str(keys / name))] if keys else []
    protocol = "tls" if keys else "tcp"
    scheduler_file = folder / "scheduler.json"
    common = ["--scheduler-file", str(scheduler_file), "--host", "127.0.0.1", *tls]
    with ExitStack() as ended:
        scheduler = [*common, "--protocol", protocol, "--port", "0", "--dashboard-address", "127.0.0.1:0"]
        processes = [ended.enter_context(begun("dask_scheduler", scheduler, env, folder))]
        deadline = time.monotonic() + PATIENT
        while not (scheduler_file.exists() and f"{protocol}://" in scheduler_file.read_text()):
            assert time.monotonic() < deadline, (folder / "dask_scheduler.log").read_text()
            time.sleep(0.05)
        address = next(part for part in scheduler_file.read_text().split('"') if part.startswith(f"{protocol}://"))
        worker = [*common, "--nthreads", "1", "--memory-limit", "0", "--no-dashboard", "--protocol", protocol]
        for _ in range(workers):
            processes.append(ended.enter_context(begun("dask_worker", worker, env, folder)))
        cluster = Running(address, keys, processes)
        cluster.settled(workers)
        yield cluster


@contextmanager
def begun(what: str, arguments: Sequence[str], env: Mapping[str, str], folder: Path) -> Iterator[subprocess.Popen[str]]:
    """Run a program of Dask in a session of its own, which is ended with all that it began."""
    command = [sys.executable, "-m", f"distributed.cli.{what}", *arguments]
    with (
        (folder / f"{what}.log").open("a") as log,
        subprocess.Popen(command, stdout=log, stderr=log, env=env, cwd=folder, start_new_session=True, text=True) as it,
    ):
        try:
            yield it
        finally:
            with suppress(ProcessLookupError):
                os.killpg(it.pid, signal.SIGKILL)
