"""Only sync opens connections, or loads what could (without --cluster); none writes elsewhere. Native code, too."""

import json
import os
import sys
from pathlib import Path

import made
import pytest
from filmed import Table, film, scan
from traced import Trace, traced

from cardscan.cli import COMMANDS
from cardscan.errors import Exit
from cardscan.store import open_store
from cardscan.store.uploads import Arrived

ROOT = Path(__file__).parent.parent
PHOTOS = ROOT / "samples/photos"

_WATCHED = """
import json, os, signal, socket, sys
from cardscan.cli import main
from cardscan.web.jobs import Jobs

def opened(*_, **__):
    raise AssertionError("a connection")

for name in ("connect", "connect_ex", "sendto"):
    setattr(socket.socket, name, opened)
socket.getaddrinfo = opened

finish = Jobs._finish
def finish_and_stop(jobs, path):  # serve is stopped, as a service is, once it has read what was handed in
    finish(jobs, path)
    os.kill(os.getpid(), signal.SIGTERM)
Jobs._finish = finish_and_stop

codes = {}
for command in json.loads(sys.argv[1]):
    codes[" ".join(command)] = main(command)
print(json.dumps([codes, sorted({"httpx2", "keyring", "cardscan.dav.http"} & sys.modules.keys())]), file=sys.stderr)
"""

LINES = [
    ["event", "add", "Boat fair", "--date", "2026-10-02"],
    ["list"],
    ["show", "1"],
    ["edit", "1", "--title", "Harbour Master"],
    ["tag", "1", "--add", "canals"],
    ["met", "1", "--date", "2026-10-02"],
    ["note", "1", "--talked", "dredges a canal that silts up", "--can-help", "introduce our hydrologist in Ghent"],
    ["note", "2", "--talked", "needs a slipway for wide barges", "--can-help", "send the chart of the upper lock"],
    ["note", "1", "--talked", "dredges the harbour, too", "--looks-for", "Solar für das Bootshaus"],
    ["note", "2", "--talked", "sells roofs of glass", "--offers", "photovoltaics"],
    ["note", "1", "--sound", "memo.wav"],
    ["memo", "list"],
    ["promise", "list"],
    ["date", "add", "1", "exam next Thursday"],
    ["date", "list"],
    ["give", "add", "intro to the dredging yard"],
    ["give", "to", "1", "dredging"],
    ["today"],
    ["contacted", "1"],
    ["cadence", "1", "month"],
    ["snooze", "1", "2026-12-24"],
    ["recall"],
    ["introduce"],
    ["draft", "1", "--out", "draft.eml"],
    ["who", "Ottoline"],
    ["different", "1", "2"],
    ["undo"],
    ["merge", "1", "2"],
    ["split", "1"],
    ["review"],
    ["export", "out.vcf", "--all"],
    ["vcard", "check", "out.vcf"],
    ["book", "add", "out.vcf"],
    ["calendar", "out.ics"],
    ["dump", "1"],
    ["forget", "1", "--yes"],
    ["trash"],
    ["trash", "back", "1"],
    ["forget", "1", "--now", "--yes"],
    ["settings"],
    ["doctor"],
    ["backup", "all.backup"],
    ["restore", "all.backup", "--db", "restored.db"],
    ["copy-db", "restored.db", "copied.db"],
    ["completion", "bash"],
    ["read", "one.heic", "text.jpg", "--json"],
    ["ingest", "two.pdf", "three.jpg", "--jobs", "2"],
    ["who", "three.jpg"],
    ["add", "Ysolde Marrable", "--tel", "+4520123499", "--picture", "three.jpg"],
    ["me", "--fn", "Tove Ahlgren", "--tel", "+4520123498", "--write", "me.vcf"],
    ["retry"],
    ["watch", "watched", "--once", "--settle", "0.1"],
    ["capture", "--video", "film.avi", "--jobs", "1"],
    ["serve", "--port", "0", "--no-browser"],
]


def _hand_in(db: Path, photo: Path) -> None:
    """Have a photo wait, as one does that the page took in."""
    with open_store(str(db)) as store:
        store.place.photos.mkdir()
        part = store.place.photos / ".part"
        part.write_bytes(photo.read_bytes())
        store.serving.take_in(Arrived(part, "ab" * 32, photo.name, photo.suffix), None, made.NOW)


def _run(folder: Path, *command: str) -> Trace:
    """Run Python in a folder, with a home, a place for temporary files, and no word of where it is tested."""
    env = {
        "PATH": os.environ["PATH"],  # and no CI=…: what tells its maker things may be silent where it is tested
        "HOME": str(folder / "home"),
        "TMPDIR": str(folder / "tmp"),
        "LANG": "C.UTF-8",
        "CARDSCAN_DB": str(folder / "x.db"),
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "1",
    }
    for each in ("home", "tmp"):
        (folder / each).mkdir(exist_ok=True)
    return traced([sys.executable, *command], folder, env, timeout=400)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("traced")
    made.people(str(folder / "x.db"), "Ottoline Brackwyth", "Zdislav Kvapilík")
    (folder / "watched").mkdir()
    for name, photo in {
        "one.heic": "phone/koskenranta.heic",
        "two.pdf": "scans/marchevert.pdf",
        "three.jpg": "phone/desarkar.jpg",
        "watched/four.png": "scans/oestermoor.png",
    }.items():
        (folder / name).write_bytes((PHOTOS / photo).read_bytes())
    (folder / "text.jpg").write_text("no photo")
    (folder / "memo.wav").write_bytes(made.sound().data)
    table = Table()
    film(folder / "film.avi", [*table.lay(scan("hathersedge.jpg")), *table.wait(2)])
    _hand_in(folder / "x.db", PHOTOS / "scans/luo.jpg")
    return folder


@pytest.fixture(scope="module")
def trace(folder: Path) -> Trace:
    """All commands but sync, one after the other."""
    return _run(folder, "-c", _WATCHED, json.dumps(LINES))


def _strange(trace: Trace, folder: Path) -> list[Path]:
    """What was written elsewhere: not into the folder or, by threads and processes, into devices."""
    fine = (folder, Path("/dev"), Path("/proc"))
    return [path for path in trace.written if not any(path.is_relative_to(each) for each in fine)]


def _left(folder: Path) -> list[Path]:
    """What is left in the home and among the temporary files."""
    return [path for each in ("home", "tmp") for path in (folder / each).rglob("*")]


def test_every_command_is_tried(trace: Trace) -> None:
    assert trace.done.returncode == 0, trace.done.stderr
    codes, loaded = json.loads(trace.done.stderr.splitlines()[-1])
    assert loaded == []
    assert len(codes) == len(LINES) and not {Exit.USAGE, Exit.SETUP, Exit.STORE} & {*codes.values()}, codes
    assert {*COMMANDS} - {line[0] for line in LINES} == {"sync"}  # a new command has to be tried here, too


def test_every_way_in_reads(trace: Trace, folder: Path) -> None:
    assert '"fn": [{"value": "' in trace.done.stdout  # read
    with open_store(str(folder / "x.db")) as store:
        read = str(store.directory.names())
    for name in ("Marchevert", "Desarkar", "Oestermoor", "Hathersedge", "骆星樵"):  # ingest, watch, capture, serve
        assert name in read


def test_no_other_command_opens_a_connection(trace: Trace) -> None:
    assert trace.sent == ()


def test_no_command_leaves_anything_elsewhere(trace: Trace, folder: Path) -> None:
    assert _strange(trace, folder) == []
    assert _left(folder) == []


def test_the_references_of_the_bench_send_nothing(tmp_path: Path) -> None:
    code = """
import sys, pathlib
from bench import references
for reader in (references.pytesseract_whole, references.rapidocr_whole):
    reader()(pathlib.Path(sys.argv[1]))
"""
    trace = _run(tmp_path, "-c", code, str(PHOTOS / "phone/desarkar.jpg"))
    assert trace.done.returncode == 0, trace.done.stderr
    assert (trace.sent, _strange(trace, tmp_path), _left(tmp_path)) == ((), [], [])


def test_what_an_earlier_version_left_is_removed(tmp_path: Path) -> None:
    left = tmp_path / "home/.cache/Microsoft/DeveloperTools/.onnxruntime"
    left.mkdir(parents=True)
    for name in ("deviceid", "onnxruntime.db"):
        (left / name).write_text("58f8f34d")
    other = tmp_path / "home/.cache/fontconfig"
    other.mkdir()
    trace = _run(tmp_path, "-c", "from cardscan.cli import main; main(['doctor'])")
    assert "PP-OCRv6" in trace.done.stdout, trace.done.stderr
    assert list((tmp_path / "home/.cache").iterdir()) == [other]


def test_to_say_how_things_stand_asks_nobody(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "x.db")):
        pass
    trace = _run(tmp_path, "-c", _WATCHED, json.dumps([["sync", "status"], ["sync", "--help"], ["sync"]]))
    assert json.loads(trace.done.stderr.splitlines()[-1])[0] == {"sync status": 4, "sync --help": 0, "sync": 4}
    assert (trace.sent, _strange(trace, tmp_path), _left(tmp_path)) == ((), [], [])
