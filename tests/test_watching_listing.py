"""What lies in watched folders: photos, notes, junk, links and pipes."""

import os
import socket
from pathlib import Path

import pytest

from cardscan.watching.listing import beside, look_through, stamp_of

JUNK = (
    "IMG_1.jpg.part", "IMG_1.jpg.tmp", "IMG_1.jpg.crdownload", "IMG_1.jpg.filepart", "IMG_1.jpg~", ".DS_Store",
    "._IMG_1.jpg", ".hidden.jpg", "@eaDir/IMG_1.jpg", ".stfolder/a.jpg", ".stversions/a.jpg", "list.pages",
    "@Recycle/a.jpg", "@Recycle/Fair/b.txt", "@Recently-Snapshot/GMT+01_2026-10-15/a.jpg", "#recycle/a.jpg",
    "$RECYCLE.BIN/S-1-5-21/a.jpg", "$Recycle.Bin/a.jpg", "#snapshot/a.jpg", "~snapshot/a.jpg", "@tmp/a.jpg",
    "Network Trash Folder/a.jpg", "Temporary Items/a.jpg",
)  # fmt: skip


def put(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(name)


def test_photos_and_notes_of_all_sub_folders(tmp_path: Path) -> None:
    names = ("a.JPG", "a.txt", "notes.csv", "Fair/b.heic", "Fair/front/c.pdf")
    put(tmp_path, *names, *JUNK)
    listing = look_through([tmp_path])
    assert sorted(str(path.relative_to(tmp_path)) for path in listing.files) == sorted(names)
    assert listing.refused == {}
    assert listing.files[tmp_path / "a.JPG"] == stamp_of(tmp_path / "a.JPG")


def test_links_pipes_and_sockets_are_refused(tmp_path: Path) -> None:
    inside, outside = tmp_path / "in", tmp_path / "out"
    put(outside, "photo.jpg")
    inside.mkdir()
    (inside / "link.jpg").symlink_to(outside / "photo.jpg")
    (inside / "folder").symlink_to(outside)
    (inside / "to nothing.txt").symlink_to(outside / "gone")
    os.mkfifo(inside / "pipe.jpg")
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(str(inside / "s.png"))
        listing = look_through([inside])
    assert listing.files == {}
    assert {path.name: why for path, why in listing.refused.items()} == {
        "link.jpg": "a link is not read",
        "to nothing.txt": "a link is not read",
        "folder": "a link is not followed",
        "pipe.jpg": "a pipe is not read",
        "s.png": "a socket is not read",
    }


def test_a_folder_named_by_a_link_is_watched(tmp_path: Path) -> None:
    put(tmp_path / "real", "a.jpg")
    (tmp_path / "called").symlink_to(tmp_path / "real")
    assert list(look_through([tmp_path / "called"]).files) == [tmp_path / "called" / "a.jpg"]


def test_a_folder_that_is_not_there_is_told(tmp_path: Path) -> None:
    put(tmp_path / "one", "a.jpg")
    listing = look_through([tmp_path / "one", tmp_path / "other"])
    assert list(listing.there) == [tmp_path / "one"]
    before = listing.there
    (tmp_path / "one").rename(tmp_path / "gone")
    put(tmp_path / "one", "a.jpg")  # another disk, mounted in its place
    assert look_through([tmp_path / "one"]).there != before


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_folder_that_may_not_be_read_is_told(tmp_path: Path) -> None:
    put(tmp_path, "shut/a.jpg", "b.jpg")
    (tmp_path / "shut").chmod(0)
    listing = look_through([tmp_path])
    (tmp_path / "shut").chmod(0o700)
    assert list(listing.files) == [tmp_path / "b.jpg"]
    assert listing.refused == {tmp_path / "shut": "it cannot be read: Permission denied"}


def test_of_which_photos_a_note_may_speak() -> None:
    photos = [Path("/a/IMG_1.jpg"), Path("/a/IMG_1.HEIC"), Path("/a/2.jpg"), Path("/b/IMG_1.jpg")]
    assert beside([Path("/a/img_1.TXT")], photos) == {*photos[:2]}
    assert beside([Path("/a/Notes.csv")], photos) == {*photos[:3]}
    assert beside([Path("/c/notes.csv"), Path("/a/3.md")], photos) == set()
    assert beside([Path("/a/IMG_1.heic.txt")], photos) == {photos[1]}
    assert beside([Path("/a/IMG_1.txt.txt"), Path("/b/img_1.jpg.MD")], photos) == {*photos[:2], photos[3]}
