"""What the server of a store's database takes of the processor, as far as Linux tells."""

import os
import time
from pathlib import Path

from cardscan.store import Store

_REAPED = 0.1  # seconds after which a server has counted a process that ended


def backend_of(store: Store) -> int | None:
    """Give the process that serves a store's connection, one as long as one thread uses it; None for a file."""
    with store._database.reading() as connection:
        if connection.dialect.name != "postgresql":
            return None
        return int(connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one())


def server_of(store: Store) -> int | None:
    """Give the process that starts those which serve connections; None for a file."""
    backend = backend_of(store)
    return None if backend is None else int(_stat(backend)[1])


def seconds_of(process: int | None) -> float:
    """Give the seconds that a process has run: its ticks of 10 ms are too coarse."""
    file = Path(f"/proc/{process}/schedstat")
    return int(file.read_text().split()[0]) / 1e9 if process and file.exists() else 0.0


def children_seconds(process: int | None) -> float:
    """Give the seconds that those processes have run which a process had started, and which are over."""
    if process is None:
        return 0.0
    time.sleep(_REAPED)
    return sum(map(int, _stat(process)[13:15])) / os.sysconf("SC_CLK_TCK")


def _stat(process: int) -> list[str]:
    """Give the fields of /proc/PID/stat from the third on, the process's state."""
    return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()
