"""Get the bytes of a file of vCards, or of what is piped in."""

import sys
from pathlib import Path

from cardscan.errors import InputError
from cardscan.text.files import read_bytes

_MOST = 400 * 1024 * 1024  # bytes: more than any service takes
_TOO_LARGE = "split it, or check that it is the right file"


def read_vcards(path: Path) -> bytes:
    """Read a file, or stdin for "-". Raises InputError for what cannot be read, or is too large."""
    if str(path) != "-":
        return read_bytes(path, _MOST, _TOO_LARGE)
    data = sys.stdin.buffer.read(_MOST + 1)
    if len(data) > _MOST:
        raise InputError("the input is too large", _TOO_LARGE)
    return data
