"""The cards' pictures, as files beside the database.

A picture is written inside the transaction that stores its card, before the commit: a card in the store always has
its picture. A crash in between leaves a file that no card names; `sweep` removes such files. It holds the write lock
while it looks, as every writer does, so it never meets a file whose transaction is still open.
"""

import os
from collections.abc import Collection
from pathlib import Path

from sqlalchemy import Connection, select

from cardscan.store.place import Place
from cardscan.store.schema import card, upload


def keep(folder: Path, name: str, jpeg: bytes) -> None:
    """Write a picture (mode 0600) whole or not at all. Raises OSError."""
    folder.mkdir(mode=0o700, exist_ok=True)
    part = folder / f"{name}.part"
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(jpeg)
        file.flush()
        os.fsync(file.fileno())
    part.replace(folder / name)


def sweep_all(connection: Connection, place: Place) -> int:
    """Remove what no row names, of cards and of photos that were handed in, and tell how many. Raises OSError."""
    pictures = {name for row in connection.execute(select(card.c.crop, card.c.handwriting)) for name in row}
    photos = set(connection.execute(select(upload.c.file)).scalars())
    return sweep(place.crops, pictures) + sweep(place.photos, photos)


def sweep(folder: Path, named: Collection[str]) -> int:
    """Remove the files that no card names, and tell how many. Only with the write lock held. Raises OSError."""
    if not folder.is_dir():
        return 0
    orphans = [file for file in folder.iterdir() if file.name not in named and file.is_file()]
    for file in orphans:
        file.unlink(missing_ok=True)
    return len(orphans)
