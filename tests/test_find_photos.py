"""Which files of a folder are photos."""

import os
from pathlib import Path

import pytest
from picture_files import failure, flag, refuse, saved

from cardscan.errors import InputError
from cardscan.photos.files import find_photos


def test_find_photos_in_order_without_junk(tmp_path: Path) -> None:
    wanted = ["B.JPG", "a.heic", "a.pdf", "fair/1.png", "fair/day 2/x.WebP", "fair/y.tif"]
    junk = ["a.txt", ".a.jpg", "fair/._1.png", "fair/@eaDir/1.jpg", ".cache/x.jpg", "notes.jpg.part"]
    for name in wanted + junk:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(b"x")
    found = [str(path.relative_to(tmp_path)) for path in find_photos([tmp_path]).photos]
    assert found == ["B.JPG", "a.heic", "a.pdf", "fair/1.png", "fair/y.tif", "fair/day 2/x.WebP"]


def test_find_photos_takes_files_as_given_once(tmp_path: Path) -> None:
    path = tmp_path / "card.scan"
    path.write_bytes(b"x")
    assert find_photos([path, tmp_path / "gone.jpg", path]).photos == (path, tmp_path / "gone.jpg")


def test_find_photos_without_any(tmp_path: Path) -> None:
    (tmp_path / "notes.txt").write_text("x")
    with pytest.raises(InputError, match="no photos in"):
        find_photos([tmp_path])
    with pytest.raises(InputError, match=r"no such file or folder: \S+gone\.jpg$"):
        find_photos([tmp_path / "gone.jpg", tmp_path])


def test_unreadable_folder_becomes_one_bad_photo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    locked = tmp_path / "locked"
    locked.mkdir()
    saved(tmp_path / "a.jpg", flag())
    locked.chmod(0)
    try:
        if os.access(locked, os.R_OK):
            scandir = os.scandir
            monkeypatch.setattr(os, "scandir", lambda p: refuse(p) if str(p) == str(locked) else scandir(p))
        assert find_photos([tmp_path]).photos == (tmp_path / "a.jpg", locked)
        if not os.access(locked, os.R_OK):
            assert failure(locked).message == "not allowed to read it"
    finally:
        locked.chmod(0o700)
