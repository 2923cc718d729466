"""Each command that reads photos holds them to the limits that it is given."""

import shutil
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

import hostile
import pytest
from conftest import Run
from served import serving

from cardscan.errors import Exit
from cardscan.store import open_store

pytestmark = pytest.mark.engine

OVER = "it took longer than 1 seconds"
LIMIT = ("--time-limit", "1")


@pytest.fixture(scope="module")
def slow(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A photo that is decoded for minutes."""
    file = tmp_path_factory.mktemp("slow") / "scans.jpg"
    file.write_bytes(hostile.scanned_jpeg())
    return file


def test_ingest_retry_read_and_who(run: Run, slow: Path) -> None:
    code, out, err = run("ingest", str(slow), *LIMIT)
    assert (code, out) == (Exit.SOME_FAILED, "0 photos read, 1 failed\n")
    assert f"{slow}: {OVER}" in err
    assert OVER in run("retry", "--list")[1]
    code, _, err = run("retry", "--time-limit", "2")
    assert code == Exit.SOME_FAILED and "it took longer than 2 seconds" in err
    for command in ("read", "who"):
        code, _, err = run(command, str(slow), *LIMIT)
        assert code == Exit.SOME_FAILED and OVER in err


def test_capture(run: Run, slow: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def photograph(_camera: int | None, _film: Path | None, folder: Path, *_more: object) -> Sequence[Path]:
        return [Path(shutil.copy(slow, folder / "camera-001.jpg"))]

    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    monkeypatch.setattr("cardscan.capture.run.capture", photograph)
    code, out, err = run("capture", *LIMIT)
    assert (code, out) == (Exit.SOME_FAILED, "0 photos read, 1 failed\n")
    assert OVER in err and "cardscan ingest" in err
    assert [each.name for each in tmp_path.glob("cardscan-*/*")] == ["camera-001.jpg"]  # it is not lost


def test_serve(db: str, slow: Path, tmp_path: Path) -> None:
    with serving(db, tmp_path / "log", *LIMIT) as it:
        it.pair()
        assert it.send("/api/uploads", {"scans.jpg": slow.read_bytes()}).status < 300
        deadline = time.monotonic() + 240
        with open_store(db) as store:
            while store.serving.waiting():
                assert time.monotonic() < deadline
                time.sleep(0.2)
            [upload] = store.serving.uploads(9)
    assert upload.failure and upload.failure.message == OVER
