"""Whom `cardscan export` writes, and into what: by names and filters as `list` takes them, and by the file's name."""

from pathlib import Path

import made
import pytest
from conftest import Run

from cardscan.actions.take_note import take_note
from cardscan.connections.notes.parts import Given
from cardscan.errors import Exit, InputError
from cardscan.export.formats import format_of
from cardscan.store import open_store

pytestmark = pytest.mark.both_engines

TALKED, HELP = "dredges a canal that silts up behind the lock", "introduce our hydrologist in Ghent"


@pytest.fixture
def people(db: str) -> None:
    """Two quality connections, one of them met at an event, and somebody without a note."""
    made.people(db, "Ada Quillfeather", "Zdislav Kvapilík", "Ottoline Brackwyth")
    with open_store(db) as store:
        for person_id in (1, 2):
            take_note(store, person_id, Given(TALKED, HELP), made.NOW)


def names(file: Path) -> list[str]:
    return [line[3:] for line in file.read_text().splitlines() if line.startswith("FN:")]


def test_names_choose(run: Run, people: None, tmp_path: Path) -> None:
    file = tmp_path / "out.vcf"
    code, out, err = run("export", str(file), "Kvapilik")
    assert (code, names(file)) == (Exit.OK, ["Zdislav Kvapilík"])
    assert run("export", str(file), "Ada", "2")[0] == Exit.OK
    assert names(file) == ["Ada Quillfeather", "Zdislav Kvapilík"]
    assert run("export", str(file), "Nobody")[0] == Exit.WHO


def test_a_name_opens_no_gate(run: Run, people: None, tmp_path: Path) -> None:
    file = tmp_path / "out.vcf"
    code, _, err = run("export", str(file), "Ottoline")
    assert code == Exit.REFUSED and not file.exists()
    assert "Ottoline Brackwyth is held back: no note yet" in err and "--all" in err
    assert run("export", str(file), "Ottoline", "--all")[0] == Exit.OK
    assert names(file) == ["Ottoline Brackwyth"]
    _, _, err = run("export", str(file), "Ottoline", "Ada")
    assert "Ottoline Brackwyth is held back" in err and names(file) == ["Ada Quillfeather"]


def test_filters_choose_as_for_list(run: Run, people: None, tmp_path: Path) -> None:
    file = tmp_path / "out.vcf"
    run("event", "add", "Lock fair", "--date", "2026-10-03")
    assert run("event", "move", "1", "--to", "Lock fair")[0] == Exit.OK
    for option in (["--event", "Lock fair"], ["--company", "brackwyth"], ["--since", "2020-01-01"], ["--quality"]):
        listed = [line.split("\t")[1] for line in run("list", "--quality", *option)[1].splitlines()]
        assert run("export", str(file), *option)[0] == Exit.OK
        assert names(file) == listed == (["Ada Quillfeather"] if "--event" in option else listed[:2])
    assert run("export", str(file), "Zdislav", "--event", "Lock fair")[0] == Exit.INPUT  # he was not there
    for option in (["--since", "2999-01-01"], ["--event", "No such"], ["--company", "Nobody & Co"]):
        assert run("export", str(file), *option)[0] == Exit.INPUT
    code, _, err = run("export", str(file), "--waiting")
    assert code == Exit.REFUSED and "1 held back: no note yet" in err
    assert run("export", str(file), "--waiting", "--all")[0] == Exit.OK
    assert names(file) == ["Ottoline Brackwyth"]


@pytest.mark.parametrize(
    ("name", "given", "form"),
    [
        ("a.vcf", None, "vcard"),
        ("A.VCF", None, "vcard"),
        ("-", None, "vcard"),
        ("-", "csv", "csv"),
        ("a.json", None, "json"),
        ("a.json", "jcard", "jcard"),
        ("a.jcf", None, "jcard"),
        ("a.ics", None, "calendar"),
        ("a.csv", "google-csv", "google-csv"),
        ("a.txt", "csv", "csv"),
        ("a", "json", "json"),
    ],
)
def test_the_format_follows_the_name(name: str, given: str | None, form: str) -> None:
    assert format_of(Path(name), given) == form  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "given", "said"),
    [
        ("a.csv", None, "a CSV for whom?"),
        ("a.xlsx", None, "does not say what it is to be"),
        ("Anna", None, "does not say what it is to be"),
        ("a.vcf.bak", None, "does not say what it is to be"),
        ("a.vcf", "csv", "what --csv writes does not belong into a .vcf file"),
        ("a.csv", "json", "what --json writes does not belong into a .csv file"),
        ("a.ics", "jcard", "what --jcard writes does not belong into a .ics file"),
    ],
)
def test_a_name_that_does_not_tell_is_asked_about(name: str, given: str | None, said: str) -> None:
    with pytest.raises(InputError, match=said) as caught:
        format_of(Path(name), given)  # type: ignore[arg-type]
    assert caught.value.advice


def test_never_vcards_in_a_csv(run: Run, people: None, tmp_path: Path) -> None:
    file = tmp_path / "out.csv"
    code, _, err = run("export", str(file))
    assert code == Exit.INPUT and not file.exists()
    assert "--google-csv for Google Contacts, --outlook-csv for Outlook, --csv for a spreadsheet" in err
    assert run("export", str(file), "--google-csv")[0] == Exit.OK
    assert file.read_text().startswith("First Name,")
    assert run("export", str(tmp_path / "out.json"))[0] == Exit.OK
    assert (tmp_path / "out.json").read_text().startswith('{"id": 1')
    assert run("export", str(tmp_path / "Ada"))[0] == Exit.INPUT and not (tmp_path / "Ada").exists()  # FILE forgotten


def test_a_calendar_of_some(run: Run, people: None, tmp_path: Path) -> None:
    file = tmp_path / "out.ics"
    run("cadence", "1", "10 days")
    run("cadence", "2", "10 days")
    assert run("export", str(file), "Ada")[0] == Exit.OK
    text = file.read_text()
    assert text.startswith("BEGIN:VCALENDAR") and "Ada" in text and "Zdislav" not in text
    assert run("export", str(file))[0] == Exit.OK
    whole = file.read_text()
    assert run("calendar", str(file))[0] == Exit.OK
    assert file.read_text() == whole and "Zdislav" in whole
