"""Get the bytes of a file of vCards, or of what is piped in."""

import sys
from pathlib import Path

from cardscan.errors import InputError

_MOST = 400 * 1024 * 1024  # bytes: more than any service takes


def read_bytes(path: Path) -> bytes:
    """Read a file, or stdin for "-". Raises InputError for what cannot be read, or is too large."""
    try:
        if str(path) == "-":
            data = sys.stdin.buffer.read(_MOST + 1)
        elif not path.is_file():
            raise InputError(f"{path}: no such file", "give a .vcf file, or - for stdin")
        else:
            with path.open("rb") as file:
                data = file.read(_MOST + 1)
    except OSError as error:
        raise InputError(f"{path}: it cannot be read: {error.strerror or error}", "check its rights") from error
    if len(data) > _MOST:
        raise InputError(f"{path}: it is larger than {_MOST >> 20} MB", "split it, or check that it is the file")
    return data
