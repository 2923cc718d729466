"""Cards before a camera: each photographed once, sharp, when the hand has gone."""

import stat
from collections.abc import Iterable
from functools import partial
from itertools import chain
from pathlib import Path

import cv2
import numpy as np
import pytest
from conftest import Run
from filmed import FPS, Table, film, scan

from cardscan.capture.cards import laid, same, sharpness
from cardscan.capture.frames import opened
from cardscan.capture.photos import write
from cardscan.capture.shots import Shots
from cardscan.capture.stillness import Stillness
from cardscan.errors import Exit, InputError
from cardscan.ocr.rapid import Rapid
from cardscan.pictures import Image

ONE, TWO = scan("marchbank.jpg"), scan("hathersedge.jpg")
FIND = partial(Rapid().find_lines, longest=384)
pytestmark = pytest.mark.engine


def photos(frames: Iterable[Image]) -> list[tuple[float, Image]]:
    shots = Shots(FIND)
    taken = [(number / FPS, shots.add(frame, number / FPS)) for number, frame in enumerate(frames)]
    return [(at, photo) for at, photo in [*taken, (-1.0, shots.end())] if photo is not None]


def test_one_photo_of_each_card_that_is_laid_down() -> None:
    table = Table()
    film_of = [
        table.wait(0.8), table.lay(ONE, 2), table.wait(1.4), table.hand(), table.wait(1.4),
        table.lay(ONE, -3, (0.47, 0.52)), table.wait(1.4), table.lay(TWO, 1), table.wait(1.4), table.clear(),
        table.wait(1.4), table.lay(ONE, 4), table.wait(0.6),
    ]  # fmt: skip
    taken = photos(chain.from_iterable(film_of))
    assert len(taken) == 3  # the same in between was only passed over, and then moved
    first, second, third = (laid(photo, FIND) for _, photo in taken)
    assert first and second and third
    assert (same(first, second), same(second, third), same(first, third)) == (False, False, True)


def test_of_a_card_the_sharpest_frame_is_taken() -> None:
    table = Table()
    frames = [*table.wait(0.2), *table.lay(ONE), *table.wait(0.6, blurred=True), *table.wait(1.0)]
    [(_, photo)] = photos(frames)
    there = laid(photo, FIND)
    assert there
    sharp, blurred = frames[-1], frames[round((0.2 + 1 + 0.5) * FPS)]
    assert sharpness(photo, there.area) > 0.9 * sharpness(sharp, there.area) > 5 * sharpness(blurred, there.area)


def test_a_card_of_the_same_design_is_another(tmp_path: Path) -> None:
    table = Table()
    other = ONE.copy()
    left, top, right, bottom = name_on(ONE)
    cv2.rectangle(other, (left, top), (right, bottom), ONE[top - 4, left - 4].tolist(), -1)
    cv2.putText(other, "Zdislav Kvapil", (left, bottom - 4), cv2.FONT_HERSHEY_SIMPLEX, 1.4, (30, 30, 30), 3)
    frames = [*table.lay(ONE), *table.wait(1.2), *table.lay(other), *table.wait(1.2)]
    assert len(photos(frames)) == 2


def name_on(card: Image) -> tuple[int, int, int, int]:
    """The tallest line of a card."""
    box = np.asarray(max(FIND(card), key=lambda quad: float(np.ptp(np.asarray(quad)[:, 1]))))
    left, top = box.min(axis=0).astype(int).tolist()
    right, bottom = box.max(axis=0).astype(int).tolist()
    return left, top, right, bottom


def test_an_empty_table_is_no_card() -> None:
    table = Table()
    assert photos(chain(table.wait(1.5), table.hand(), table.wait(1.5))) == []


def test_what_creeps_does_not_stand_still() -> None:
    stillness = Stillness()
    frame = np.zeros((180, 240, 3), np.uint8)
    seconds = []
    for number in range(60):
        frame[:] = 0
        frame[60:120, number : number + 60] = 255  # a pixel a frame
        seconds.append(stillness.seconds(frame, number / 30))
    assert max(seconds) < 0.3
    assert [stillness.seconds(frame, 2 + number / 30) for number in (0, 30)][1] >= 0.9


def test_photos_are_private_and_none_is_overwritten(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "folder"
    paths = [write(ONE, folder, "card", None) for _ in range(2)]
    assert [path.name for path in paths] == ["card-001.jpg", "card-002.jpg"]
    assert {stat.S_IMODE(path.stat().st_mode) for path in paths} == {0o600}
    assert sorted(path.name for path in folder.iterdir()) == ["card-001.jpg", "card-002.jpg"]


def test_what_cannot_be_opened(tmp_path: Path) -> None:
    (tmp_path / "no.mp4").write_text("not a video")
    for camera, path in ((99, None), (None, tmp_path / "no.mp4"), (None, tmp_path / "gone.mp4")):
        with pytest.raises(InputError), opened(camera, path):
            pass


@pytest.fixture(scope="module")
def two_cards(tmp_path_factory: pytest.TempPathFactory) -> Path:
    table = Table()
    frames = chain(table.wait(0.4), table.lay(ONE, 2), table.wait(1.4), table.lay(TWO, -2), table.wait(1.0))
    return film(tmp_path_factory.mktemp("films") / "table.avi", frames)


def test_a_film_into_a_folder(two_cards: Path, tmp_path: Path, run: Run) -> None:
    code, out, err = run("capture", "--video", str(two_cards), "--into", str(tmp_path / "photos"))
    assert (code, out) == (Exit.OK, f"2 photos in {tmp_path}/photos\n")
    assert err == "1: table-001.jpg\n2: table-002.jpg\n"
    assert [path.name for path in sorted((tmp_path / "photos").iterdir())] == ["table-001.jpg", "table-002.jpg"]


def test_a_film_into_the_store(two_cards: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    code, out, _ = run("capture", "--video", str(two_cards), "--jobs", "1")
    assert code == Exit.OK
    assert out.startswith("2 photos read\n2 new people: ")
    assert list(tmp_path.glob("cardscan-*")) == []
    assert len(run("list")[1].splitlines()) == 2


def test_no_preview_without_a_screen(
    two_cards: Path, tmp_path: Path, run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    code, _, err = run("capture", "--video", str(two_cards), "--into", str(tmp_path / "photos"), "--preview")
    assert code == Exit.OK
    assert err.startswith("no preview: ")


def test_errors_of_the_command(tmp_path: Path, run: Run) -> None:
    code, _, err = run("capture", "--video", str(tmp_path / "gone.mp4"))
    assert (code, "not a video" in err) == (Exit.INPUT, True)
    assert run("capture", "--video", "x.mp4", "--camera", "1")[0] == Exit.USAGE
