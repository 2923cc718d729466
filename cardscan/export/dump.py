"""All that is held about someone as one JSON: for each table of the store its rows, as they are kept.

    {"person": [ROW], "field": [ROW…], "meeting": […], "note": […], …, "card": […], "photo": […], "change": […]}

The tables are described in `cardscan/store/schema.py`; `said` of a meeting is what the card said then, `change` is the
journal by which changes are undone, `crop` and `handwriting` of a card the names of its pictures, `file` of a memo
that of its sound.
"""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from cardscan.errors import StoreError
from cardscan.export.files import write_private
from cardscan.store.place import Place


def dump_json(held: Mapping[str, Sequence[Mapping[str, Any]]]) -> str:
    """Write the rows as JSON; days and moments as ISO 8601 has them, moments in UTC."""
    return json.dumps(held, indent=2, default=_plain) + "\n"


def write_dump(out: Path, held: Mapping[str, Sequence[Mapping[str, Any]]], place: Place) -> tuple[Path, ...]:
    """Write the rows into a file that ends in .json, or a folder with pictures and memos; return the files.

    Raises StoreError when they cannot be written.
    """
    if out.suffix == ".json" and not out.is_dir():
        write_private(out, dump_json(held).encode())
        return (out,)
    pictures = [place.crops / name for row in held["card"] for name in (row["crop"], row["handwriting"]) if name]
    memos = [place.memos / row["file"] for row in held["memo"] if row["file"]]
    try:
        out.mkdir(mode=0o700, parents=True, exist_ok=True)
        copies = {out / file.name: file.read_bytes() for file in (*pictures, *memos) if file.is_file()}
    except OSError as error:
        raise StoreError(
            f"{error.filename or out}: {error.strerror}", "check that you may read and write there"
        ) from error
    copies[out / "person.json"] = dump_json(held).encode()
    for file, data in copies.items():
        write_private(file, data)
    return tuple(copies)


def _plain(value: object) -> str:
    if isinstance(value, date):  # a datetime is one, too
        return value.isoformat()
    raise TypeError(f"a {type(value).__name__} is not dumped")
