"""Which files beside the database are this store's: it removes what it once named itself, and nothing else.

A store that is new, an older copy or another's lies beside pictures of which it knows nothing. Those of cards can be
cut out again; photos that were handed in, and memos, are often the only copies. So each name is written down before
its file is, in a transaction of its own: a file that a crash leaves is known, and what is not written down is left
alone.
"""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from sqlalchemy import Connection, bindparam, delete, exists, insert, select

from cardscan.errors import StoreError
from cardscan.store import crops
from cardscan.store.place import Place
from cardscan.store.rows import storable
from cardscan.store.schema import card, memo, own_file, trash, upload
from cardscan.text.wording import counted

CARDS, PHOTOS, MEMOS = "cards", "photos", "memos"
#: How one file in each folder is called, where they are counted.
FILES = {CARDS: "picture", PHOTOS: "photo", MEMOS: "memo"}

_FOLDER, _NAME = (bindparam(f"its_{column.name}", type_=column.type) for column in (own_file.c.folder, own_file.c.name))
_OURS = insert(own_file).from_select(  # where it is not known yet
    ("folder", "name"),
    select(_FOLDER, _NAME).where(~exists().where(own_file.c.folder == _FOLDER, own_file.c.name == _NAME)),
)


def announce(connection: Connection, folder: str, names: Iterable[str]) -> None:
    """Write down names of files that are about to be made in a folder."""
    if rows := [{"its_folder": folder, "its_name": name} for name in dict.fromkeys(names)]:
        connection.execute(_OURS, rows)


def sweep(connection: Connection, place: Place) -> int:
    """Remove the files that this store named and names no longer, and tell how many. Raises OSError.

    Only with the write lock held, as every writer holds it: so no file is met whose transaction is still open.
    """
    removed = 0
    for where, folder in folders(place).items():
        named = NAMED[where](connection)
        written = connection.execute(select(own_file.c.name).where(own_file.c.folder == where)).scalars()
        for name in set(written) - named:
            removed += _remove(folder, name)
            connection.execute(delete(own_file).where(own_file.c.folder == where, own_file.c.name == name))
    crops.sweep_small(place.crops)
    return removed


def strange_photos(connection: Connection, place: Place) -> list[Path]:
    """List the photos in the folder of those handed in that this store never named, as far as it can name them."""
    written = set(connection.execute(select(own_file.c.name).where(own_file.c.folder == PHOTOS)).scalars())
    ours = written | photos_named(connection)
    return [file for file in files_in(place.photos) if file.name not in ours and can_be_named(file.name)]


def files_in(folder: Path) -> list[Path]:
    """List the files in a folder of pictures in the order of their names; none where there is no folder."""
    return sorted(file for file in folder.iterdir() if file.is_file()) if folder.is_dir() else []


def refuse_beside_pictures(place: Place) -> None:
    """Raise StoreError where a store would be made new beside pictures of one that is gone."""
    there = {where: (folder, files) for where, folder in folders(place).items() if (files := files_in(folder))}
    if not there:
        return
    lost = " and ".join(f"{counted(len(files), FILES[where])} in {folder}" for where, (folder, files) in there.items())
    aside = " and ".join(f"'{folder}'" for folder, _ in there.values())
    again = f"; cardscan ingest reads the moved {place.photos.name} again, too" if PHOTOS in there else ""
    raise StoreError(
        f"{place}: it holds no store, but the pictures of one are beside it: {lost}",
        "put the store back, or restore a backup: cardscan restore FILE\n"
        f"to start afresh instead, move {aside} elsewhere; nothing is lost{again}",
    )


def folders(place: Place) -> dict[str, Path]:
    """Give the folders beside a database, by what its rows call them."""
    return {CARDS: place.crops, PHOTOS: place.photos, MEMOS: place.memos}


def pictures_named(connection: Connection) -> set[str]:
    """List the pictures that cards name, those in the trash too."""
    named = {name for row in connection.execute(select(card.c.crop, card.c.handwriting)) for name in row}
    return (named | _in_trash(connection, card.name, "crop", "handwriting")) - {""}


def photos_named(connection: Connection) -> set[str]:
    """List the photos that were handed in, as their files are named, those in the trash too."""
    named = set(connection.execute(select(upload.c.file)).scalars())
    return (named | _in_trash(connection, upload.name, "file")) - {""}


def memos_named(connection: Connection) -> set[str]:
    """List the memos that are kept, those in the trash too."""
    named = set(connection.execute(select(memo.c.file)).scalars())
    return (named | _in_trash(connection, memo.name, "file")) - {""}


#: What names files in each folder.
NAMED: Mapping[str, Callable[[Connection], set[str]]] = {
    CARDS: pictures_named,
    PHOTOS: photos_named,
    MEMOS: memos_named,
}


def _in_trash(connection: Connection, table: str, *columns: str) -> set[str]:
    rows = (step for kept in connection.execute(select(trash.c.rows)).scalars() for step in kept)
    return {row[column] for name, row in rows if name == table for column in columns}


def _remove(folder: Path, name: str) -> int:
    """Remove a file and what was being written of it, and tell how many there were."""
    there = [folder / each for each in (name, f"{name}.part") if is_plain(name) and (folder / each).is_file()]
    for file in there:
        file.unlink(missing_ok=True)
    return len(there)


def can_be_named(name: str) -> bool:
    """Tell whether the store can hold a file's name: a system's own are left out, and bytes that are no text."""
    return storable(name) == name and not name.startswith(".")


def is_plain(name: str) -> bool:
    """Tell whether a name is that of a file in the folder, and leads nowhere else."""
    return name not in ("", ".", "..") and not set(name) & set("/\\\0")
