"""The commands as the user calls them: what is printed, what is stored, which exit code."""

import json
import os
import subprocess
import sys
from pathlib import Path

import made
import pytest
from click.testing import CliRunner
from conftest import Run

from cardscan.cli import COMMANDS, cardscan
from cardscan.errors import Exit
from cardscan.store import open_store

ROOT = Path(__file__).parent.parent


@pytest.fixture
def people(db: str) -> None:
    made.people(db, "Ottoline Brackwyth", "Ottoline Färnström", "Zdislav Kvapilík")


def beside(*arguments: object, **more: object) -> "subprocess.CompletedProcess[str]":
    """Run the program as a process of its own."""
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "cardscan", *map(str, arguments)]
    return subprocess.run(command, env=env, text=True, capture_output=True, timeout=60, **more)  # type: ignore[call-overload,no-any-return]


@pytest.mark.parametrize("command", [[], *([name] for name in COMMANDS)])
def test_help_has_examples(command: list[str]) -> None:
    result = CliRunner().invoke(cardscan, [*command, "--help"])
    assert result.exit_code == 0
    assert "Examples:\n  " + " ".join(["  cardscan", *command]).strip() in result.output.replace("\n    c", "\n  c")


def test_help_lists_every_command() -> None:
    """That it is quick, too, is held by what it may load: test_start.py."""
    said = beside("--help").stdout
    assert all(f"\n  {name} " in said for name in COMMANDS)


@pytest.mark.engine
def test_no_library_is_taken_from_the_folder_of_the_photos(tmp_path: Path) -> None:
    (tmp_path / "libc.so.6").write_text("planted beside the photos")
    env = {name: value for name, value in os.environ.items() if name != "LD_LIBRARY_PATH"} | {"PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "cardscan", "doctor", "--db", "x.db"]
    done = subprocess.run(command, cwd=tmp_path, env=env, text=True, capture_output=True, timeout=60)
    assert done.returncode == 0, done.stdout


def test_usage_errors_exit_2(run: Run) -> None:
    for arguments in (
        ["frobnicate"],
        ["list", "--frob"],
        ["show"],
        ["note", "x"],
        ["edit", "x"],
        ["completion", "tcsh"],
    ):
        code, out, err = run(*arguments)
        assert (code, out) == (Exit.USAGE, "")
        assert "Error: " in err


def test_nobody_yet(run: Run) -> None:
    assert run("list")[:2] == (Exit.OK, "")
    assert "cardscan ingest" in run("list")[2]
    code, _, err = run("export", "x.vcf")
    assert code == Exit.INPUT
    assert "cardscan ingest" in err


def test_list(run: Run, people: None) -> None:
    code, out, err = run("list")
    assert (code, err) == (Exit.OK, "")
    assert out.splitlines()[1].split("\t") == [
        "2", "Ottoline Färnström", "Brackwyth & Sønner", "Head of Tides", "2026-10-02", "", "check 1, note",
    ]  # fmt: skip


def test_list_json(run: Run, people: None) -> None:
    values = [json.loads(line) for line in run("list", "--json")[1].splitlines()]
    assert [value["fn"][0]["value"] for value in values][2] == "Zdislav Kvapilík"


def test_show(run: Run, people: None) -> None:
    code, out, _ = run("show", "farnstrom", "--lines")
    assert code == Exit.OK
    rows = [line.split("\t") for line in out.splitlines()]
    assert ["title", "Head of Tides", "", "?", "rapidocr"] in rows
    assert ["tel", "+4533123456 ext. 7", "work", "", 'read as "33 12 34 56 ext. 7"'] in rows
    assert ["met:          2026-10-02"] in rows
    assert ["Tides, foretoId", "rapidocr", "0.95"] in rows
    assert json.loads(run("show", "2", "--json")[1])["id"] == 2


def test_several_people_are_listed_and_nothing_is_done(run: Run, people: None) -> None:
    before = run("list", "--json")
    for arguments in (["show"], ["edit", "--title", "X"], ["note", "--talked", "a", "--can-help", "b"]):
        code, out, err = run(arguments[0], "ottoline", *arguments[1:])
        assert (code, out) == (Exit.WHO, "")
        assert "  1  Ottoline Brackwyth\n  2  Ottoline Färnström\n" in err
    assert run("show", "Ingeborg")[0] == Exit.WHO
    assert run("list", "--json") == before


def test_edit(run: Run, people: None) -> None:
    code, _, err = run("edit", "3", "--title", "Harbour Master", "--tel", "cell:+420 601 123 456")
    assert code == Exit.OK
    assert err == (
        "title: Head of Tides is now Harbour Master\n"
        "tel: +4520123456 is now +420601123456 (cell)\n"
        "tel: +4533123456 (work) stays\n"
        "corrected person 3\n"
    )
    assert run("edit", "3", "--add", "email=z@kvapilik.example", "--remove", "org=Brackwyth & Sønner")[0] == Exit.OK
    value = json.loads(run("show", "3", "--json")[1])
    assert [(title["value"], title["raw"], title["origin"]) for title in value["title"]] == [
        ("Harbour Master", "Head of Tides", "user")
    ]
    assert [tel["value"] for tel in value["tel"]] == ["+420601123456", "+4533123456"]
    assert run("edit", "3", "--tel", "")[2] == (
        "tel: +420601123456 (cell) removed\ntel: +4533123456 (work) removed\ncorrected person 3\n"
    )
    assert run("edit", "3", "--title", "Harbour Master")[2] == "nothing to change: person 3 has all of that\n"
    assert (len(value["email"]), value["org"]) == (2, [])
    assert run("edit", "3", "--accept")[0] == Exit.OK
    assert run("list")[1].splitlines()[2].endswith("\tnote")


def test_an_edit_that_cannot_be(run: Run, people: None) -> None:
    code, _, err = run("edit", "3", "--tel", "call me")
    assert code == Exit.INPUT
    assert err == "cardscan: 'call me' is not a telephone number\n  write it with the country code: +49 30 1234567\n"
    code, _, err = run("edit", "3", "--add", "shoe=42")
    assert code == Exit.USAGE and "there is no field 'shoe'; a field is one of fn, " in err
    assert "'tel' may be meant" in run("edit", "3", "--add", "phone=+45 20 12 34 57")[2]


def test_from_card_to_quality_connection(run: Run, people: None, tmp_path: Path) -> None:
    file = tmp_path / "out.vcf"
    code, _, err = run("export", str(file))
    assert code == Exit.REFUSED
    assert "3 held back: no note yet" in err
    assert not file.exists()
    code, _, err = run("note", "zdislav", "--talked", "nice chat", "--can-help", "n/a")
    assert code == Exit.REFUSED
    assert "what you talked about" in err and "how you can help" in err and "?" in err
    talked, can_help = "dredges a canal that silts up behind the lock", "introduce our hydrologist in Ghent"
    assert run("note", "zdislav", "--talked", talked, "--can-help", can_help)[0] == Exit.OK
    code, out, err = run("export", str(file))
    assert code == Exit.OK
    assert "2 held back: no note yet" in err
    assert out == f"{file}: 1 of 3 contacts\n"
    assert "Kvapil" in file.read_text()
    assert "canal" not in file.read_text()
    assert run("export", str(file), "--all", "--note", "full")[0] == Exit.OK
    assert file.read_text().count("END:VCARD") == 3
    assert run("export", str(tmp_path / "each"), "--split", "--all")[0] == Exit.OK
    assert len(list((tmp_path / "each").iterdir())) == 3


def test_what_a_card_says_cannot_reach_into_the_terminal(run: Run, tmp_path: Path) -> None:
    with open_store(str(tmp_path / "x.db")) as store:
        nasty = "Mal\x1b]0;pwned\x07 \x9b31m\u202eyroM [red]loud[/red]\tTab\nLine"
        store.save(made.photo(), [(made.contact(nasty, org=nasty, title=(made.field(nasty),)),)], made.NOW)
    for arguments in (["list"], ["show", "1"], ["show", "1", "--json"]):
        out = run(*arguments)[1]
        assert not set("\x1b\x07\x9b\u202e") & set(out)
    assert len(run("list")[1].splitlines()) == 1
    assert len(run("list")[1].split("\t")) == 7


def test_store_errors_exit_5(run: Run, tmp_path: Path) -> None:
    (tmp_path / "x.db").write_text("no database at all, but long enough to look like one" * 9)
    code, out, err = run("list")
    assert (code, out) == (Exit.STORE, "")
    assert err.splitlines() == [
        f"cardscan: {tmp_path}/x.db: it is not a cardscan store",
        "  give another path with --db, or move the file away",
    ]


def test_a_reader_that_goes_away_is_no_error(people: None, tmp_path: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "cardscan", "list", "--json", "--db", str(tmp_path / "x.db")],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None and process.stderr is not None
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 0


def test_letters_that_the_terminal_lacks_are_written_otherwise(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "x.db")) as store:
        store.save(made.photo(), [(made.contact("Łucja 山田"),)], made.NOW)
    env = {**os.environ, "PYTHONIOENCODING": "latin-1", "CARDSCAN_DB": str(tmp_path / "x.db")}
    command = [sys.executable, "-m", "cardscan", "list"]
    listed = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, timeout=60)
    assert listed.returncode == 0
    assert b"\\u0141ucja \\u5c71\\u7530\tBrackwyth & S\xf8nner" in listed.stdout


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_completion(run: Run, shell: str) -> None:
    code, out, _ = run("completion", shell)
    assert code == Exit.OK
    assert "_CARDSCAN_COMPLETE" in out


def test_completing_a_command() -> None:
    env = {**os.environ, "_CARDSCAN_COMPLETE": "zsh_complete", "COMP_WORDS": "cardscan ing", "COMP_CWORD": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "cardscan"], cwd=ROOT, env=env, capture_output=True, text=True, timeout=60
    )
    assert done.stdout.startswith("plain\ningest\n")


@pytest.fixture(scope="module")
def photo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A photo of a sample card, as a user has it."""
    folder = tmp_path_factory.mktemp("photos")
    sample = ROOT / "samples" / "photos" / "several" / "two.jpg"
    (folder / "two.jpg").write_bytes(sample.read_bytes())
    return folder / "two.jpg"


@pytest.mark.engine
def test_read_prints_a_line_a_photo_and_stores_nothing(run: Run, photo: Path, tmp_path: Path) -> None:
    code, out, err = run("read", str(photo), "--json")
    assert (code, err) == (Exit.OK, "")
    value = json.loads(out)
    assert value["photo"] == str(photo)
    assert [field["value"] for card in value["cards"] for field in card["fn"]] == ["Tamsyn Ravelcote", "Beric Stanmere"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.engine
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ingest_stores_each_photo_once_and_names_what_failed(run: Run, photo: Path, tmp_path: Path, jobs: str) -> None:
    folder = tmp_path / "photos"
    folder.mkdir()
    (folder / "two.jpg").write_bytes(photo.read_bytes())
    (folder / "copy.jpg").write_bytes(photo.read_bytes())
    (folder / "text.jpg").write_text("this is no photo")
    code, out, err = run("ingest", str(folder), "--jobs", jobs)
    assert code == Exit.SOME_FAILED
    assert out.splitlines()[0] == "1 photo read, 1 already known, 1 failed"
    assert out.splitlines()[1].startswith("2 new people: ")
    assert f"{folder}/text.jpg: " in err
    assert len(run("list")[1].splitlines()) == 2
    (folder / "text.jpg").unlink()
    assert run("ingest", str(folder), "--jobs", jobs)[:2] == (Exit.OK, "0 photos read, 2 already known\n")


def test_a_folder_without_photos(run: Run, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    for path in (tmp_path / "empty", tmp_path / "missing"):
        code, out, err = run("ingest", str(path))
        assert (code, out) == (Exit.INPUT, "")
        assert str(path) in err


@pytest.mark.engine
def test_a_broken_setup_exits_3(run: Run, photo: Path, tmp_path: Path) -> None:
    code, out, err = run("ingest", str(photo), "--tesseract", str(tmp_path / "none"))
    assert (code, out) == (Exit.SETUP, "")
    assert "--tesseract" in err


def test_home_is_a_country(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def of(home: str, *arguments: str) -> str:
        monkeypatch.setenv("CARDSCAN_HOME", home)
        with cardscan.make_context("cardscan", ["read", "x.jpg", *arguments]) as context:
            command = cardscan.get_command(context, "read")
            assert command is not None
            with command.make_context("read", ["x.jpg", *arguments]) as inner:
                return str(inner.params["home"])

    assert [of("", "--home", "de"), of("gb"), of("gb", "--home", "KE"), of("")] == ["DE", "GB", "KE", ""]
    code, _, err = run("read", "x.jpg", "--home", "Germany")
    assert code == Exit.USAGE
    assert "two letters" in err
