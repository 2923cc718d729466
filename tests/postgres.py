"""A PostgreSQL server of the tests' own: in a folder, on a socket, without disk safety, gone with the tests."""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path
from urllib.parse import quote

import psycopg
import pytest

from cardscan.store import locate, open_store

USER = "cardscan"
_SETTINGS = (
    "listen_addresses=", "fsync=off", "full_page_writes=off", "synchronous_commit=off", "shared_buffers=32MB",
    "max_connections=60", "autovacuum=off", "lc_messages=C",
)  # fmt: skip
_TEMPLATE = "nobody_in_it"
_MEMORY = "/dev/shm"  # noqa: S108 - a folder of its own is made there
_ROOM = 1 << 30  # bytes


def programs() -> Path | None:
    """Find the folder with the server's programs: Debian keeps them out of PATH."""
    if found := shutil.which("initdb"):
        return Path(found).resolve().parent
    folders = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda folder: int(folder.parent.name))
    return folders[-1] if folders else None


@dataclass
class Cluster:
    """A running server."""

    folder: Path  # of its socket
    numbers: Iterator[int] = field(default_factory=count)

    def address(self, database: str, user: str = USER) -> str:
        return f"postgresql://{user}@/{database}?host={quote(str(self.folder), safe='')}"

    def fresh(self, pictures: Path, template: str = _TEMPLATE) -> str:
        """Make a database, of a store that nobody is in or any other template, and give the address of the store."""
        name = f"db{next(self.numbers)}"
        self.execute(f"CREATE DATABASE {name} TEMPLATE {template}")
        return f"{self.address(name)}&pictures={quote(str(pictures), safe='')}"

    def drop(self, db: str) -> None:
        """Remove the database of a store again, whoever may still be connected."""
        self.execute(f"DROP DATABASE {locate(db).url.database} WITH (FORCE)")

    def execute(self, statement: str, database: str = "postgres") -> list[tuple]:
        with psycopg.connect(self.address(database), autocommit=True) as connection:
            cursor = connection.execute(statement)
            return cursor.fetchall() if cursor.description else []


def _memory() -> str | None:
    """Give a folder in memory with room enough; None where there is none, as in many containers."""
    there = os.access(_MEMORY, os.W_OK) and shutil.disk_usage(_MEMORY).free > _ROOM
    return _MEMORY if there else None


@contextmanager
def cluster() -> Iterator[Cluster]:
    """Run a server until the block ends. PostgreSQL refuses root: then it is nobody's."""
    bin_folder = programs()
    if bin_folder is None:
        pytest.skip("PostgreSQL is not installed: sh tools/test_postgresql.sh")
    # In memory where that may be: each database is 300 files. A short path, since a socket's has to be.
    folder = Path(tempfile.mkdtemp(prefix="cardscan-pg-", dir=_memory()))
    as_user: dict = {}
    if os.geteuid() == 0:
        nobody = pwd.getpwnam("nobody")
        os.chown(folder, nobody.pw_uid, nobody.pw_gid)
        as_user = {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}
    data = folder / "data"
    initdb = [
        bin_folder / "initdb", "-D", data, "-U", USER, "--auth=trust", "--no-sync", "-E", "UTF8", "--locale=C.UTF-8",
    ]  # fmt: skip
    subprocess.run(initdb, check=True, capture_output=True, cwd="/", **as_user)
    rules = data / "pg_hba.conf"
    rules.write_text(f"local all walled scram-sha-256\n{rules.read_text()}")  # the one user who needs a password
    options = [option for setting in _SETTINGS for option in ("-c", setting)]
    with (folder / "log").open("wb") as log:
        server = subprocess.Popen(
            [bin_folder / "postgres", "-D", data, "-k", folder, *options],
            stdout=log, stderr=log, cwd="/", **as_user,
        )  # fmt: skip
    try:
        running = Cluster(folder)
        _wait(running, server)
        _make_template(running)
        yield running
    finally:
        server.terminate()
        try:
            server.wait(timeout=10)
        except subprocess.TimeoutExpired:  # somebody is still connected
            server.kill()
            server.wait()
        shutil.rmtree(folder)


def _wait(running: Cluster, server: subprocess.Popen) -> None:
    for _ in range(600):
        try:
            running.execute("SELECT 1")
        except psycopg.OperationalError:
            assert server.poll() is None, (running.folder / "log").read_text()
            time.sleep(0.1)
        else:
            return
    raise AssertionError((running.folder / "log").read_text())


def _make_template(running: Cluster) -> None:
    running.execute(f"CREATE DATABASE {_TEMPLATE}")
    with tempfile.TemporaryDirectory() as pictures:
        open_store(f"{running.address(_TEMPLATE)}&pictures={pictures}").close()
    running.execute("DELETE FROM setting WHERE name = 'pictures'", _TEMPLATE)
