"""Workers of a Dask cluster: each reads in a guarded process of its own, as workers here do, with the same limits.

What Dask does of itself is not enough: a worker that dies counts against every photo that it had, and after a few such
deaths a photo is given up (`KilledWorker`), its own fault or not. So few are under way, and the pool reads those anew.
"""

import logging
import pickle
import signal
import time
from collections.abc import Iterator
from concurrent.futures import CancelledError, Future
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Thread
from traceback import extract_tb
from uuid import uuid4

import dask
from distributed import Client, KilledWorker, LocalCluster
from distributed.cfexecutor import _cascade_future
from distributed.security import Security

from cardscan import __version__
from cardscan.errors import CardscanError, PhotoError, ServerError, SetupError
from cardscan.model import PhotoReading, SentPhoto
from cardscan.photos.files import content_of
from cardscan.processes import worker
from cardscan.processes.guarded import START_SECONDS, MakeRead, ReaderDied
from cardscan.processes.limits import Limits
from cardscan.processes.where import Cluster

CONNECT_SECONDS = 20.0
END_SECONDS = 10.0
_COUNT_SECONDS = 2.0  # for which a count of the workers is good
_GONE = (OSError, CancelledError, RuntimeError)  # which of them depends on when: Dask's client closes once it gives up
_AGAIN = "look at it, and at the network; then the same command again reads the rest"

_SETTINGS = {
    "distributed.admin.large-graph-warning-threshold": "1 GiB",  # photos travel in it
    "distributed.worker.daemon": False,  # a worker begins a process that reads
    "distributed.scheduler.allowed-failures": 1,
    "distributed.scheduler.worker-ttl": "60s",  # a worker that hangs is given up, and its photos go to others
    "distributed.scheduler.http.routes": [],  # no pages about what is read
    "distributed.worker.http.routes": [],
    # What Dask looks at for those pages takes a hundredth of the processors.
    "distributed.worker.profile.enabled": False,
    "distributed.admin.system-monitor.interval": "5s",
    "distributed.admin.tick.interval": "1s",
}


class ClusterWorkers:
    """The executor of a Dask cluster. Raises ServerError and SetupError if it cannot be used."""

    def __init__(self, cluster: Cluster, make_read: MakeRead, limits: Limits) -> None:
        self._address = cluster.address
        self._by_name = cluster.shared_path
        self._how = pickle.dumps((make_read, limits))
        self._run = uuid4().hex
        self._count, self._counted, self._seen = 0, 0.0, time.monotonic()
        self._scratch = TemporaryDirectory(prefix="cardscan-cluster-")
        self._beside: LocalCluster | None = None
        self._client: Client | None = None
        try:
            self._client = self._connected(cluster)
            # Not pure: a second try would be given the result of the first.
            self._executor = self._client.get_executor(pure=False)
        except BaseException:
            self.close()
            raise

    def count(self) -> int:
        """Return how many photos are read at once. Raises ServerError if there has been no worker for too long."""
        now = time.monotonic()
        if self._client and now - self._counted > _COUNT_SECONDS:
            with _reading(self._address):
                self._count = sum(self._client.nthreads().values())
            self._counted = now
            self._seen = now if self._count else self._seen
        if now - self._seen > START_SECONDS:
            raise ServerError(
                f"{self._address}: all workers are gone", "start some; then the same command again reads the rest"
            )
        return self._count

    def submit(self, path: Path) -> "Future[PhotoReading]":
        """Submit a photo; its future raises ReaderDied where its reader ended, or a CardscanError."""
        reading: Future[PhotoReading] = Future()
        try:
            photo = SentPhoto(path, None if self._by_name else content_of(path))
        except PhotoError as error:
            reading.set_result(PhotoReading(str(path), "", failure=error.failure))
            return reading
        with _reading(self._address):
            sent = self._executor.submit(worker.read, photo, self._how, self._run)
        sent.add_done_callback(lambda done: self._hand_on(done, reading))
        return reading

    def stop(self) -> None:
        """Stop what is being read, and leave the cluster."""
        if self._client:
            stopping = Thread(target=self._stop_reading, daemon=True)  # a worker may hang that is asked
            stopping.start()
            stopping.join(END_SECONDS)
        self.close()

    def close(self) -> None:
        """Leave the cluster; its workers keep their models for a while."""
        client, self._client = self._client, None
        beside, self._beside = self._beside, None
        with suppress(OSError):  # it has gone already
            if client:
                client.close(END_SECONDS)
        if beside:
            beside.close(END_SECONDS)
        self._scratch.cleanup()

    def _stop_reading(self) -> None:
        with suppress(*_GONE):
            self._executor.shutdown(wait=False)
            if self._client:
                self._client.run(worker.stop, self._run)

    def _connected(self, cluster: Cluster) -> Client:
        _prepare()
        security = _security(cluster)
        with _connecting(cluster.address):
            with _deaf_to_ctrl_c():
                self._beside = self._begun(cluster.local, security) if cluster.local else None
                client = Client(
                    self._beside or cluster.address, security=security, timeout=CONNECT_SECONDS, set_as_default=False
                )
            try:
                client.wait_for_workers(1, START_SECONDS)
                _check(client.run(worker.version))
            except BaseException:
                client.close(END_SECONDS)
                raise
        return client

    def _begun(self, workers: int, security: Security) -> LocalCluster:
        return LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            memory_limit=None,  # the readers have their own
            security=security,  # others on this machine may reach our ports
            dashboard_address="127.0.0.1:0",
            local_directory=self._scratch.name,
            silence_logs=logging.CRITICAL,
        )

    def _hand_on(self, done: "Future[PhotoReading]", reading: "Future[PhotoReading]") -> None:
        try:
            reading.set_result(done.result())
        except KilledWorker:
            reading.set_exception(ReaderDied())
        except CancelledError:  # unless by us, when nobody looks at it
            reading.set_exception(_gone(self._address))
        except (CardscanError, ReaderDied) as error:
            reading.set_exception(error)
        except Exception as error:  # noqa: BLE001 - whatever it was that another cardscan, Python or Dask there said
            reading.set_exception(ReaderDied() if _lost(error) else _unfit(error))


def _prepare() -> None:
    dask.config.set(_SETTINGS)
    for name in ("distributed", "distributed.client", "distributed.scheduler"):
        logging.getLogger(name).setLevel(logging.CRITICAL)  # what matters comes to us as an exception


def _security(cluster: Cluster) -> Security:
    if cluster.local:
        return Security.temporary()
    if not cluster.tls:
        configured = Security()  # as Dask's own configuration says
        if cluster.protected and not configured.get_connection_args("client")["ssl_context"]:
            raise SetupError(
                f"{cluster.address}: no keys to reach it with", "name their folder with --cluster-tls; docs/scale.md"
            )
        return configured
    files = [cluster.tls / name for name in ("ca.pem", "cert.pem", "key.pem")]
    if missing := [str(each) for each in files if not each.is_file()]:
        raise SetupError(f"no such file: {', '.join(missing)}", "docs/scale.md says how to make the keys of a cluster")
    ca, certificate, key = map(str, files)
    return Security(tls_ca_file=ca, tls_client_cert=certificate, tls_client_key=key, require_encryption=True)


def _check(versions: dict[str, str]) -> None:
    if others := set(versions.values()) - {__version__}:
        raise SetupError(f"workers of the cluster have cardscan {', '.join(sorted(others))}", _same())


def _lost(error: Exception) -> bool:
    """Tell whether a reading came and its worker died at once: Dask's executor then takes it for an error to unpack."""
    return isinstance(error, TypeError) and extract_tb(error.__traceback__)[-1].name == _cascade_future.__name__


def _unfit(error: Exception) -> SetupError:
    return SetupError(f"a worker of the cluster cannot read: {type(error).__name__}: {error}", _same())


def _same() -> str:
    return f"install cardscan {__version__} there, with the same Python and Dask as here"


def _gone(address: str) -> ServerError:
    return ServerError(f"{address}: the scheduler is gone", _AGAIN)


@contextmanager
def _reading(address: str) -> Iterator[None]:
    """Turn what Dask raises while photos are read into ServerError."""
    try:
        yield
    except _GONE as error:
        raise _gone(address) from error


@contextmanager
def _connecting(address: str) -> Iterator[None]:
    """Turn what Dask raises until photos are read into ServerError and SetupError."""
    try:
        yield
    except CardscanError:
        raise
    except TimeoutError as error:
        raise ServerError(
            f"{address}: no scheduler with a worker answers", "start both; docs/scale.md says how"
        ) from error
    except (OSError, CancelledError) as error:
        raise ServerError(f"{address}: the cluster cannot be reached: {error}", _AGAIN) from error
    except (ImportError, AttributeError) as error:
        raise _unfit(error) from error


@contextmanager
def _deaf_to_ctrl_c() -> Iterator[None]:
    """Have all threads and processes that are begun meanwhile leave Ctrl-C to us."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, (signal.SIGINT,))
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
