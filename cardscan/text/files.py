"""Read a text that someone wrote, in whichever encoding their editor saved it."""

import codecs
from pathlib import Path

from cardscan.errors import InputError

#: Beginning of a file -> its encoding. UTF-8 needs none; what is none is Windows-1252, or Latin-1.
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_SAVE = "save it as plain text in UTF-8"


def read_text(path: Path, most: int) -> str:
    """Read a text file of at most `most` bytes. Raises InputError for what is no text, or cannot be read."""
    data = read_bytes(path, most, "notes are shorter: check that it is the file")
    try:
        return text_of(data)
    except InputError as error:
        raise InputError(f"{path}: {error.message}", error.advice) from error


def text_of(data: bytes) -> str:
    """Give the text of a file's bytes. Raises InputError for what is no text."""
    try:
        text = decoded(data)
    except UnicodeDecodeError as error:
        raise InputError("it is cut short, or not in the encoding that it claims", _SAVE) from error
    if "\0" in text:
        raise InputError("this is not a text file", _SAVE)
    return text


def read_bytes(path: Path, most: int, too_large: str) -> bytes:
    """Read a file of at most `most` bytes; `too_large` says what to do about more. Raises InputError."""
    try:
        if not path.is_file():
            raise InputError(f"{path}: no such file", "check the name")
        with path.open("rb") as file:
            data = file.read(most + 1)
    except OSError as error:
        raise InputError(
            f"{path}: it cannot be read: {error.strerror or error}", "check that you may read it"
        ) from error
    if len(data) > most:
        raise InputError(f"{path}: it is larger than {most // 1024} kB", too_large)
    return data


def decoded(data: bytes) -> str:
    """Decode a text. Raises UnicodeDecodeError for what is not in the encoding that it claims."""
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return data.decode(encoding)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        try:
            return data.decode("cp1252")
        except UnicodeDecodeError:  # five of its bytes mean nothing
            return data.decode("latin-1")
