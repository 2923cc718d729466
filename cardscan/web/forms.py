"""Forms that bring files along: what was typed, and each file whole."""

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from fastapi import Request
from starlette.datastructures import UploadFile

from cardscan.errors import InputError


@dataclass(frozen=True, slots=True)
class Form:
    """What a form brought, by the names of its fields."""

    typed: dict[str, str]
    files: dict[str, tuple[Path, bytes]]  # what a file is called, which is never a path, and what is in it


async def read_form(request: Request, texts: Collection[str], files: Collection[str], most: int) -> Form:
    """Read the named fields of a form; one that holds nothing is left out.

    Raises InputError for a file of more than `most` bytes.
    """
    async with request.form(max_files=len(files), max_fields=len(texts) + 5) as form:
        typed = {name: text for name in texts if isinstance(text := form.get(name), str) and text.strip()}
        brought: dict[str, tuple[Path, bytes]] = {}
        for name in files:
            handed = form.get(name)
            if isinstance(handed, UploadFile) and handed.filename:
                brought[name] = Path(Path(handed.filename).name), await handed.read(most + 1)
    if any(len(data) > most for _, data in brought.values()):
        raise InputError(f"the file is larger than {most >> 20} MB", "save it smaller, or paste the text alone")
    return Form(typed, brought)
