"""Where photos are read if not in this machine's own processes: a cluster, as the user named it."""

from dataclasses import dataclass
from pathlib import Path

LOCAL = "local:"  # and a number: so many workers of a cluster on this machine


@dataclass(frozen=True, slots=True)
class Cluster:
    """A Dask cluster to read on."""

    address: str  # tcp://HOST:PORT, tls://HOST:PORT, or local:N
    shared_path: bool = False  # workers open photos by the same paths as we
    tls: Path | None = None  # folder with ca.pem, cert.pem and key.pem

    @property
    def local(self) -> int:
        """Return how many workers to start on this machine; 0: none, a scheduler exists."""
        return int(self.address.removeprefix(LOCAL)) if self.address.startswith(LOCAL) else 0

    @property
    def protected(self) -> bool:
        """Tell whether the scheduler can be reached only with a key."""
        return not self.address.startswith("tcp://")
