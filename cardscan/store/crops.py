"""The cards' pictures, as files beside the database.

A picture is written inside the transaction that stores its card, before the commit: a card in the store always has
its picture. A crash in between leaves a file that no card names; `owned` has its name, and the next sweep removes it.
"""

import os
from pathlib import Path


def keep(folder: Path, name: str, jpeg: bytes) -> None:
    """Write a picture (mode 0600) whole or not at all. Raises OSError."""
    folder.mkdir(mode=0o700, exist_ok=True)
    part = folder / f"{name}.part"
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(jpeg)
        file.flush()
        os.fsync(file.fileno())
    part.replace(folder / name)
