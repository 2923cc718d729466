"""Texts in the encodings in which editors save them."""

from pathlib import Path

import pytest

from cardscan.errors import InputError
from cardscan.text.files import read_text

TEXT = "Mühle für Œuvre\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "note.txt"
    path.write_bytes(TEXT.encode(encoding))
    assert read_text(path, 1000) == TEXT


def test_latin_1(tmp_path: Path) -> None:
    path = tmp_path / "note.txt"
    path.write_bytes("Mühle\x81".encode("latin-1"))
    assert read_text(path, 1000) == "Mühle\x81"


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"x" * 1001, "larger than"),
        (b"\xff\xfea\x00\xff\xd8x", "cut short"),
        (b"a\0b", "not a text file"),
        (b"\xef\xbb\xbf\xff", "cut"),
    ],
)
def test_what_is_no_text(tmp_path: Path, data: bytes, message: str) -> None:
    path = tmp_path / "note.txt"
    path.write_bytes(data)
    with pytest.raises(InputError, match=message) as error:
        read_text(path, 1000)
    assert str(path) in error.value.message


def test_what_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_text(tmp_path / "none.txt", 1000)
