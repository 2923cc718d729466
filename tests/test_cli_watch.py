"""`cardscan watch` as a process of its own, with the real readers; and what it prints for systemd and launchd."""

import os
import plistlib
import shlex
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from conftest import Run

from cardscan.errors import Exit

ROOT = Path(__file__).parent.parent
PHONE = sorted((ROOT / "samples/photos/phone").glob("*.jpg"))[:3]
SECONDS = 120


class Watch:
    """A process that watches."""

    def __init__(self, db: str, *arguments: object, **env: str) -> None:
        command = [sys.executable, "-m", "cardscan", "watch", *map(str, arguments), "--db", db, "--jobs", "1"]
        self.db = db
        self.log = Path(db).with_suffix(".log")
        with self.log.open("a") as file:
            self.process = subprocess.Popen(command, stderr=file, env={**os.environ, "PYTHONPATH": str(ROOT), **env})

    def said(self) -> str:
        return self.log.read_text()

    def until(self, condition: Callable[[], object]) -> None:
        deadline = time.monotonic() + SECONDS
        while not condition():
            assert time.monotonic() < deadline, self.said()
            assert self.process.poll() is None, self.said()
            time.sleep(0.05)

    def end(self, number: int = signal.SIGTERM) -> int:
        self.process.send_signal(number)
        return self.process.wait(SECONDS)

    def stored(self) -> list[tuple[str, str | None]]:
        with closing(sqlite3.connect(self.db)) as connection:
            rows = connection.execute("SELECT path, stage FROM photo ORDER BY path").fetchall()
        return [(Path(path).name, stage) for path, stage in rows]


@contextmanager
def watching(db: str, *arguments: object, **env: str) -> Iterator[Watch]:
    watch = Watch(db, *arguments, **env)
    try:
        watch.until(lambda: "watching" in watch.said())
        yield watch
    finally:
        watch.process.kill()
        watch.process.wait()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made_here = tmp_path / "in"
    made_here.mkdir()
    return made_here


@pytest.mark.engine
def test_from_a_slow_write_to_a_kill_and_on(db: str, folder: Path) -> None:
    with watching(db, folder, "--settle", "0.5") as watch:
        data = PHONE[0].read_bytes()
        with (folder / "a.jpg").open("wb") as file:
            for start in range(0, len(data), len(data) // 5 + 1):
                file.write(data[start : start + len(data) // 5 + 1])
                file.flush()
                time.sleep(0.2)
        shutil.copy(PHONE[1], folder / "b.jpg.part")
        (folder / "b.jpg.part").rename(folder / "b.jpg")
        shutil.copy(PHONE[0], folder / "copy.jpg")
        watch.until(lambda: len(watch.stored()) == 2)
        assert watch.stored() == [("a.jpg", None), ("b.jpg", None)]
        shutil.copy(PHONE[2], folder / "c.jpg")
        watch.end(signal.SIGKILL)
    with watching(db, folder, "--settle", "0.5") as watch:
        watch.until(lambda: len(watch.stored()) == 3)
        assert watch.end() == Exit.OK
    assert watch.stored() == [("a.jpg", None), ("b.jpg", None), ("c.jpg", None)]
    assert "Traceback" not in watch.said()
    assert stat.S_IMODE(Path(f"{db}-watch").stat().st_mode) == 0o600


@pytest.mark.engine
def test_once_for_cron_and_notifications(db: str, folder: Path, tmp_path: Path) -> None:
    programs = tmp_path / "programs"
    programs.mkdir()
    shown = tmp_path / "shown"
    (programs / "notify-send").write_text(f'#!/bin/sh\necho "$@" >>{shown}\n')
    (programs / "notify-send").chmod(0o755)
    shutil.copy(PHONE[0], folder / "a.jpg")
    (folder / "b.jpg").write_bytes(b"no photo")
    env = {"PATH": f"{programs}:{os.environ['PATH']}"}
    arguments = (folder, "--once", "--settle", "0.2", "--notify")
    assert Watch(db, *arguments, **env).process.wait(SECONDS) == Exit.SOME_FAILED
    first = Watch(db, *arguments, **env)
    assert first.process.wait(SECONDS) == Exit.OK  # neither is new
    assert first.stored() == [("a.jpg", None), ("b.jpg", "decode")]
    if sys.platform != "darwin":
        assert shown.read_text().startswith("--app-name=cardscan cardscan 1 person, ")
        assert len(shown.read_text().splitlines()) == 1


def test_one_watch_a_store_and_ctrl_c(db: str, folder: Path, run: Run) -> None:
    with watching(db, folder) as watch:
        code, _, err = run("watch", str(folder))
        assert code == Exit.STORE
        assert f"another cardscan watch already uses it (process {watch.process.pid})" in err
        assert watch.end(signal.SIGINT) == Exit.INTERRUPTED
    assert run("watch", str(folder), "--once", "--settle", "0.1")[0] == Exit.OK


def test_folders_that_cannot_be_watched(db: str, folder: Path, tmp_path: Path, run: Run) -> None:
    (tmp_path / "file").write_text("")
    (tmp_path / "called").symlink_to(tmp_path)
    crops = Path(f"{db}-cards")
    crops.mkdir()
    for given, said in {
        tmp_path: "the store would be inside a watched folder",
        tmp_path / "called": "the store would be inside a watched folder",
        crops: "the store would be inside a watched folder",
        tmp_path / "file": "this is not a folder",
        tmp_path / "gone": "no such folder",
    }.items():
        code, _, err = run("watch", str(given), "--once")
        assert (code, said in err) == (Exit.INPUT, True), err


@pytest.fixture
def odd(tmp_path: Path) -> Path:
    path = tmp_path / 'My "50%" cards & $HOME'
    path.mkdir()
    return path


def test_a_systemd_unit(odd: Path, tmp_path: Path, db: str, run: Run) -> None:
    code, out, _ = run(
        "watch", str(odd), "--settle", "3", "--notify", "--lang", "deu+eng", "--print-unit", "--unit", "systemd"
    )
    assert code == Exit.OK
    [line] = [line for line in out.splitlines() if line.startswith("ExecStart=")]
    words = shlex.split(line.removeprefix("ExecStart=").replace("%%", "%").replace("$$", "$"))
    assert words[:5] == [sys.executable, "-P", "-m", "cardscan", "watch"]
    assert words[5:] == [str(odd), "--settle", "3.0", "--notify", "--lang", "deu+eng", "--db", db]
    if shutil.which("systemd-analyze"):
        (tmp_path / "cardscan-watch.service").write_text(out)
        command = ["systemd-analyze", "verify", str(tmp_path / "cardscan-watch.service")]
        checked = subprocess.run(command, capture_output=True, text=True, timeout=60)
        assert "cardscan-watch" not in checked.stderr, checked.stderr


def test_a_launchd_agent(odd: Path, db: str, run: Run) -> None:
    code, out, _ = run("watch", str(odd), "--poll", "30", "--print-unit", "--unit", "launchd")
    assert code == Exit.OK
    agent = plistlib.loads(out.encode())
    assert agent["ProgramArguments"][4:] == ["watch", str(odd), "--poll", "30.0", "--db", db]
    assert agent["KeepAlive"] == {"SuccessfulExit": False}
