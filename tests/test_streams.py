"""Standard output that is full or closed, - as a file, and what is typed that is no text: a line, never a traceback."""

import json
import os
import subprocess
import sys
from pathlib import Path

import made
import pytest
from conftest import Run

from cardscan.errors import Exit
from cardscan.person import Note
from cardscan.store import open_store

ROOT = Path(__file__).parent.parent
NOT_TEXT = b"M\xfcller"  # Latin-1


@pytest.fixture
def someone(db: str) -> str:
    """A store with a quality connection and something due."""
    with open_store(db) as store:
        [person] = store.save(made.photo(), [(made.contact(),)], made.NOW) or ()
        made.noted(
            store,
            person.id,
            Note("moves her shop to solar roof tiles", "introduce her to the installer in Porto", made.NOW),
            made.NOW,
        )
        store.set_cadence(person.id, "month", made.NOW)
    return db


def beside(db: str, *arguments: str | bytes, env: dict[bytes, bytes] | None = None, **more: object) -> tuple[int, str]:
    """Run a command as a process of its own; return the exit code and what it said on stderr."""
    environment = {**os.environb, b"PYTHONPATH": os.fsencode(ROOT), b"CARDSCAN_DB": os.fsencode(db), **(env or {})}
    command = [sys.executable, "-m", "cardscan", *arguments]
    done = subprocess.run(command, env=environment, stderr=subprocess.PIPE, timeout=60, **more)
    said = done.stderr.decode()
    assert "Traceback" not in said and "Exception ignored" not in said, said
    return done.returncode, said


@pytest.mark.parametrize(
    "command", ["--help", "list --help", "list", "show 1", "dump 1", "export -", "completion bash"]
)
def test_standard_output_that_is_full_is_said(someone: str, command: str) -> None:
    with Path("/dev/full").open("wb") as full:
        code, said = beside(someone, *command.split(), stdout=full)
    assert code == Exit.STORE
    assert "cardscan: standard output: No space left on device\n" in said


def test_standard_error_that_is_full_costs_no_traceback(someone: str) -> None:
    command = [sys.executable, "-m", "cardscan", "show", "nobody"]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, env={**os.environ, "CARDSCAN_DB": someone}, stdout=full, stderr=full, timeout=60)
    assert done.returncode == Exit.STORE


@pytest.mark.parametrize("command", ["list", "export - --all", "--help"])
def test_standard_output_that_is_closed_costs_no_traceback(someone: str, command: str) -> None:
    words = ["/bin/sh", "-c", '"$@" >&-', "sh", sys.executable, "-m", "cardscan", *command.split()]
    environment = {**os.environ, "CARDSCAN_DB": someone}
    done = subprocess.run(words, env=environment, stderr=subprocess.PIPE, timeout=60, check=False)
    assert b"Traceback" not in done.stderr
    assert done.returncode == Exit.OK


def test_a_reader_that_has_seen_enough_is_no_error(someone: str) -> None:
    read, write = os.pipe()
    os.close(read)
    code, said = beside(someone, "list", stdout=write)
    os.close(write)
    assert (code, said) == (Exit.OK, "")


@pytest.mark.parametrize(
    "arguments",
    [
        ("show", NOT_TEXT),
        ("who", NOT_TEXT),
        ("list", NOT_TEXT),
        ("note", "1", "--talked", NOT_TEXT),
        ("edit", "1", "--org", NOT_TEXT),
        ("event", "add", NOT_TEXT, "--date", "2026-10-01"),
        ("promise", "add", "1", NOT_TEXT),
        ("list", "--db", NOT_TEXT),
        ("calendar", "-", "--db", NOT_TEXT),
    ],
)
def test_what_is_typed_and_is_no_text(someone: str, arguments: tuple[str | bytes, ...]) -> None:
    code, said = beside(someone, *arguments, stdout=subprocess.DEVNULL)
    assert code == Exit.USAGE
    assert "it is not UTF-8" in said


def test_a_variable_that_is_no_text(someone: str) -> None:
    code, said = beside(someone, "list", env={b"CARDSCAN_DB": NOT_TEXT}, stdout=subprocess.DEVNULL)
    assert code == Exit.USAGE and "it is not UTF-8" in said


def test_a_photo_may_be_called_as_it_likes(tmp_path: Path, someone: str) -> None:
    path = os.fsencode(tmp_path) + b"/" + NOT_TEXT + b".jpg"
    Path(os.fsdecode(path)).write_bytes(b"no photo")
    code, said = beside(someone, "ingest", path, "--engine", "rapidocr", "--jobs", "1", stdout=subprocess.DEVNULL)
    assert code == Exit.SOME_FAILED and "it is not a photo" in said


def test_a_dash_is_standard_output(someone: str, run: Run) -> None:
    code, out, err = run("export", "-")
    assert code == Exit.OK and out.startswith("BEGIN:VCARD") and err.endswith("-: 1 of 1 contacts\n")
    for form in ("--json", "--csv", "--jcard", "--google-csv", "--outlook-csv"):
        code, out, err = run("export", "-", form)
        assert code == Exit.OK and "Brackwyth" in out and err.endswith("-: 1 of 1 contacts\n")
    code, out, err = run("calendar", "-")
    assert code == Exit.OK and out.startswith("BEGIN:VCALENDAR") and err.startswith("-: 1 event")
    code, out, err = run("draft", "1", "--out", "-")
    assert code == Exit.OK and "solar roof tiles" in out and err == ""
    code, out, err = run("dump", "1", "--out", "-")
    assert code == Exit.OK and json.loads(out)["person"] and err == ""
    assert run("export", "-", "--split")[0] == Exit.USAGE
    run("event", "add", "Makers evening", "--date", "2026-10-02")
    code, out, err = run("event", "report", "--html", "-")
    assert code == Exit.OK and out.startswith("<!") and "Makers evening" in err
    assert not Path("-").exists()


def test_through_a_link_the_file_is_written_and_devices_are_not(tmp_path: Path, someone: str, run: Run) -> None:
    folder = tmp_path / "there"
    folder.mkdir()
    (tmp_path / "link.vcf").symlink_to(folder / "contacts.vcf")
    for _ in range(2):
        assert run("export", str(tmp_path / "link.vcf"))[0] == Exit.OK
        assert (tmp_path / "link.vcf").is_symlink()
        assert (folder / "contacts.vcf").read_bytes().startswith(b"BEGIN:VCARD")
        assert [each.name for each in folder.iterdir()] == ["contacts.vcf"]
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "round").symlink_to(tmp_path / "round")
    for name, why in (("/dev/null", "a device or a pipe"), ("pipe", "a device or a pipe"), ("round", "symbolic links")):
        for command in (("export",), ("calendar",), ("draft", "1", "--out")):
            code, out, err = run(*command, str(tmp_path / name))
            assert (code, out) == (Exit.STORE, "")
            assert why in err
    assert (tmp_path / "pipe").is_fifo() and (tmp_path / "round").is_symlink()
