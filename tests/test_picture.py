import io
import os
import stat
from dataclasses import replace
from pathlib import Path

import made
import numpy as np
import pytest
from PIL import Image

from cardscan.errors import PhotoError
from cardscan.export import picture
from cardscan.export.picture import leaving
from cardscan.photos.small import MOST_BYTES, small_jpeg
from cardscan.store import Store, crops


def encoded(image: Image.Image, kind: str, **options: object) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


@pytest.mark.parametrize("size", [(3000, 1700), (1700, 3000), (720, 10), (1, 1)])
def test_the_longer_side_fits(size: tuple[int, int]) -> None:
    small = Image.open(io.BytesIO(small_jpeg(encoded(Image.new("RGB", size, "white"), "PNG"))))

    assert small.format == "JPEG"
    assert max(small.size) == min(720, max(size))
    assert small.width == pytest.approx(small.height * size[0] / size[1], rel=0.01)


def test_even_noise_gets_small_enough() -> None:
    noise = np.random.default_rng(1).integers(0, 256, (1200, 1200, 3), dtype=np.uint8)

    assert len(small_jpeg(encoded(Image.fromarray(noise), "JPEG", quality=95))) <= MOST_BYTES


def test_nothing_but_the_picture_is_left() -> None:
    exif = Image.Exif()
    exif[0x010E] = "taken at the harbour"
    given = encoded(Image.new("RGB", (40, 20)), "JPEG", exif=exif, comment=b"of Harriet", icc_profile=b"profile")
    assert b"harbour" in given
    assert b"Harriet" in given

    small = small_jpeg(given)

    assert not {"exif", "comment", "icc_profile"} & set(Image.open(io.BytesIO(small)).info)
    assert b"harbour" not in small
    assert b"Harriet" not in small


@pytest.mark.parametrize("broken", [b"", b"no picture", encoded(Image.new("RGB", (400, 400)), "JPEG")[:300]])
def test_a_damaged_picture_is_a_photo_error(broken: bytes) -> None:
    with pytest.raises(PhotoError, match="damaged"):
        small_jpeg(broken)


@pytest.fixture
def card(tmp_path: Path) -> Path:
    """The picture of a card."""
    (tmp_path / "cards").mkdir()
    file = tmp_path / "cards" / "one-0.jpg"
    file.write_bytes(noisy(1))
    return file


def noisy(seed: int) -> bytes:
    noise = np.random.default_rng(seed).integers(0, 256, (600, 1000, 3), dtype=np.uint8)
    return encoded(Image.fromarray(noise), "JPEG")


def counted(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """Note each picture that is made small."""
    made_of: list[bytes] = []

    def making(whole: bytes, longest: int = 720) -> bytes:
        made_of.append(whole)
        return small_jpeg(whole, longest)

    monkeypatch.setattr(picture, "small_jpeg", making)
    return made_of


def files(folder: Path) -> set[str]:
    return {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()}


def test_a_picture_is_made_small_once_and_kept_private(card: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made_of = counted(monkeypatch)
    first = leaving(card)
    assert first == small_jpeg(card.read_bytes()) and [leaving(card) for _ in range(3)] == [first] * 3
    assert len(made_of) == 1
    kept = card.parent / "small"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o700
    assert [stat.S_IMODE(file.stat().st_mode) for file in kept.iterdir()] == [0o600]


def test_a_picture_that_is_replaced_is_made_small_anew(card: Path) -> None:
    first = leaving(card)
    card.write_bytes(noisy(2))
    os.utime(card, (1_700_000_000, 1_700_000_000))  # older, even: from a backup
    assert leaving(card) == small_jpeg(noisy(2)) != first


@pytest.mark.parametrize("left", [b"", b"\xff\xd8\xff half of", b"\0" * 4096])
def test_what_a_crash_left_is_made_anew(card: Path, left: bytes) -> None:
    first = leaving(card)
    [kept] = (card.parent / "small").iterdir()
    kept.write_bytes(left)
    os.utime(kept, ns=(card.stat().st_mtime_ns,) * 2)
    assert leaving(card) == first == kept.read_bytes()


def test_where_nothing_can_be_kept_it_leaves_all_the_same(card: Path) -> None:
    (card.parent / "small").write_bytes(b"no folder")
    assert leaving(card) == small_jpeg(card.read_bytes())
    assert files(card.parent) == {"one-0.jpg", "small"}


def test_nothing_is_kept_of_who_is_forgotten_meanwhile(card: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def meanwhile(whole: bytes, longest: int = 720) -> bytes:
        card.unlink()
        crops.sweep_small(card.parent)
        return small_jpeg(whole, longest)

    monkeypatch.setattr(picture, "small_jpeg", meanwhile)
    assert leaving(card)
    assert files(card.parent) == set()


def test_a_picture_that_is_gone_is_not_given(card: Path) -> None:
    leaving(card)
    card.unlink()
    with pytest.raises(FileNotFoundError):
        leaving(card)


def test_what_was_made_small_goes_with_its_card(store: Store) -> None:
    for number in range(2):
        one = made.contact(f"Ottoline{number} Brackwyth{number}", f"House {number}", email=(), tel=())
        store.save(made.photo(f"/photos/{number}.jpg", made.card(one, noisy(number))), [(one,)], made.NOW)
    before = [person.crop for person in store.people() if person.crop and leaving(person.crop)]
    (store.place.crops / "small" / "being-written").write_bytes(b"half")
    store.forget(1)
    [kept] = store.people()
    assert kept.crop == before[1]
    assert files(store.place.crops) == {before[1].name, f"small/{before[1].name}"}
    store.forget(2)
    assert files(store.place.crops) == set()


def test_a_picture_that_was_read_is_small_already(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = noisy(1)
    of = replace(made.card(crop=whole), small=small_jpeg(whole))
    made_of = counted(monkeypatch)
    people = store.save(made.photo("/one.jpg", of), [(of.contact,)], made.NOW)
    assert people and people[0].crop
    assert leaving(people[0].crop) == of.small and not made_of
    store.forget(people[0].id)
    assert files(store.place.crops) == set()
