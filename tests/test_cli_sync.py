"""`cardscan sync` as the user calls it."""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path

import made
import pexpect
import pytest
from conftest import Run
from dav_servers import PASSWORD, USER, Server
from faulty_proxy import drops, proxy
from syncing import HELP, TALKED, with_title

from cardscan.actions.take_note import take_note
from cardscan.connections.notes.parts import Given
from cardscan.errors import Exit
from cardscan.store import open_store

ROOT = Path(__file__).parent.parent


@pytest.fixture
def radicale(servers: dict[str, Server]) -> Server:
    return servers["radicale"]


@pytest.fixture(autouse=True)
def password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CARDSCAN_PASSWORD", PASSWORD)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")


@pytest.fixture
def ada(db: str) -> int:
    """A quality connection, and somebody who is none."""
    made.people(db, "Ada Quillfeather", "Zdislav Kvapilík")
    with open_store(db) as store:
        take_note(store, 1, Given(TALKED, HELP), made.NOW)
    return 1


@pytest.fixture
def book(run: Run, radicale: Server) -> str:
    """An address book that is chosen."""
    path = radicale.new_book("Wharf people")
    assert run("sync", "setup", f"http://127.0.0.1:{radicale.port}{path}", "--user", USER)[0] == Exit.OK
    return path


def change(server: Server, path: str, how: Callable[[str], str]) -> None:
    [(card, text)] = server.cards(path).items()
    server.put(card, how(text))


def test_nothing_is_chosen_yet(run: Run) -> None:
    for arguments in (["sync"], ["sync", "status"], ["sync", "--dry-run"]):
        code, out, err = run(*arguments)
        assert (code, out) == (Exit.INPUT, "")
        assert "cardscan sync setup" in err


def test_options_before_a_subcommand_are_refused(run: Run) -> None:
    for arguments in (["--dry-run", "status"], ["--db", "other.db", "status"], ["--keep", "here", "1", "status"]):
        code, _, err = run("sync", *arguments)
        assert code == Exit.USAGE and "put the options after status" in err


def test_setup_lists_several_and_takes_one(run: Run, radicale: Server) -> None:
    radicale.new_book("Wharf people")
    radicale.new_book("Lock keepers")
    code, _, err = run("sync", "setup", radicale.url, "--user", USER)
    assert code == Exit.INPUT
    assert "  Wharf people  http://127.0.0.1" in err and "--book NAME" in err
    assert run("sync", "setup", radicale.url, "--user", USER, "--book", "nobody")[0] == Exit.INPUT
    code, out, err = run("sync", "setup", radicale.url, "--user", USER, "--book", "lock keepers")
    assert code == Exit.OK
    assert out.startswith("Lock keepers (http://127.0.0.1") and out.endswith(", 0 cards\n")
    assert "Lock keepers" in run("sync", "status")[1]


def test_a_sync_and_its_questions(run: Run, radicale: Server, book: str, ada: int) -> None:
    assert run("sync", "--dry-run")[1:] == (
        "would be created there: Ada Quillfeather (1)\n",
        "would be: 1 created there\n",
    )
    assert radicale.cards(book) == {}
    code, out, _ = run("sync")
    assert (code, out) == (Exit.OK, "created there: Ada Quillfeather (1)\n")
    assert run("sync")[1:] == ("", "1 the same\n")
    change(radicale, book, with_title("Head of Foam"))
    run("edit", "1", "--title", "Head of Spray")
    code, out, err = run("sync")
    assert (code, err) == (Exit.ASKED, "0 the same, questions: 1\n")
    assert out == (
        "? Ada Quillfeather (1): changed on both sides\n"
        "    title: here Head of Spray; there Head of Foam\n"
        "    cardscan sync --keep here 1   writes it there\n"
        "    cardscan sync --keep there 1   takes it from there\n"
    )
    value, whole = map(json.loads, run("sync", "--json")[1].splitlines())
    assert value["asked"] == "changed on both sides"
    assert whole == {"done": True, "same": 0, "questions": 1, "failed": 0}
    assert value["clashes"] == [{"field": "title", "here": "Head of Spray", "there": "Head of Foam"}]
    assert run("sync", "--keep", "there", "quillfeather")[1] == "changed here, as on the phone: Ada Quillfeather (1)\n"
    assert "Head of Foam" in run("show", "1")[1]
    assert "nothing was asked about 1" in run("sync", "--keep", "here", "1")[2]
    assert run("sync", "--keep", "here", "Ingeborg")[0] == Exit.WHO
    rows = dict(line.split("\t") for line in run("sync", "status")[1].splitlines())
    assert (rows["people there"], rows["not there yet"], rows["user"]) == ("1", "0", USER)
    status = json.loads(run("sync", "status", "--json")[1])
    assert {key: status[key] for key in ("user", "there", "changed", "not_there", "left_alone", "gone")} == {
        "user": USER, "there": 1, "changed": 0, "not_there": 0, "left_alone": 0, "gone": 0
    }  # fmt: skip
    assert status["url"].endswith(book) and status["synced"]
    # A script that is told nothing new is told so.
    assert run("sync", "--json")[1] == '{"done": true, "same": 1, "questions": 0, "failed": 0}\n'
    assert '"done": false' in run("sync", "--json", "--dry-run")[1]


def test_somebody_who_seems_to_be_there_already(
    run: Run, radicale: Server, book: str, ada: int, tmp_path: Path
) -> None:
    there = "BEGIN:VCARD\r\nVERSION:3.0\r\nUID:a\r\nFN:Ada Quillfeather\r\nN:Quillfeather;Ada;;;\r\nEND:VCARD\r\n"
    radicale.put(f"{book}ada.vcf", there)
    code, out, err = run("sync", "--dry-run")
    assert (code, err) == (Exit.ASKED, "would be: 0 the same, questions: 1\n")
    assert out == (
        "? Ada Quillfeather (1): seems to be there already\n"
        "    Ada Quillfeather, card ada: same name\n"
        "    cardscan sync --link 1   joins both: each side gets what it lacks\n"
        "    cardscan sync --keep here 1   creates a card for them there\n"
        "    cardscan sync --keep there 1   leaves them out; they stay here\n"
    )
    value = json.loads(run("sync", "--json")[1].splitlines()[0])
    assert (value["asked"], value["who"]) == ("seems to be there already", "1")
    assert value["already"] == [
        {"name": "Ada Quillfeather", "why": ["same name"], "card": f"{book}ada.vcf", "file": "", "line": 0}
    ]
    radicale.put(f"{book}ada%20%3Btouch%20x.vcf", there.replace("UID:a", "UID:b"))
    out = run("sync")[1]
    assert "    cardscan sync --link 1=ada   joins" in out
    assert "    cardscan sync --link '1=ada%20;touch%20x'   joins" in out  # what is pasted into a shell is one word
    code, _, err = run("sync", "--link", "quillfeather")
    assert code == Exit.SOME_FAILED and "which card there is theirs?" in err and "say which" in err
    code, out, err = run("sync", "--link", "quillfeather=ada")
    assert (code, out.splitlines()[0]) == (Exit.OK, "joined with the card there: Ada Quillfeather (1)")
    assert "Head of Tides" in radicale.get(f"{book}ada.vcf") and "nothing was asked" not in err
    assert "nothing was asked about 1" in run("sync", "--link", "1")[2]
    assert run("sync", "--link", "Ingeborg=ada")[0] == Exit.WHO


def test_somebody_who_is_in_a_file_of_an_address_book(run: Run, book: str, ada: int, tmp_path: Path) -> None:
    file = tmp_path / "Contacts.vcf"
    file.write_text("BEGIN:VCARD\nVERSION:3.0\nFN:Ada Quillfeather\nN:Quillfeather;Ada;;;\nEND:VCARD\n")
    run("book", "add", str(file))
    out = run("sync")[1]
    assert "    Ada Quillfeather, Contacts.vcf, line 1: same name\n" in out and "--link" not in out
    assert run("sync", "--keep", "there", "1")[1] == "left alone from now on: Ada Quillfeather (1)\n"
    assert run("sync")[0:2] == (Exit.OK, "")


def test_somebody_forgotten(run: Run, radicale: Server, book: str, ada: int) -> None:
    run("sync")
    [path] = radicale.cards(book)
    key = path.rpartition("/")[2].removesuffix(".vcf")
    assert "cardscan sync asks whether to delete it there" in run("forget", "1", "--yes")[2]
    assert f"    cardscan sync --keep here {key}   deletes the card there\n" in run("sync")[1]
    assert run("sync", "--keep", "here", key)[1] == f"deleted there: Ada Quillfeather ({key})\n"
    assert radicale.cards(book) == {}


def test_somebody_forgotten_whose_card_is_not_found(run: Run, radicale: Server, book: str, ada: int) -> None:
    run("sync")
    [path] = radicale.cards(book)
    radicale.delete(path)
    run("forget", "1", "--yes")
    key = path.rpartition("/")[2].removesuffix(".vcf")
    out = run("sync")[1]
    assert f"? somebody ({key}): not found there (no longer here)\n" in out
    assert f"    cardscan sync --keep there {key}   stops asking" in out
    run("sync", "--keep", "there", key)
    assert run("sync")[1] == ""


def test_what_the_server_did_not_keep_is_said(run: Run, radicale: Server, ada: int) -> None:
    with proxy(radicale.port) as between:
        between.ways = drops("TITLE")
        run("sync", "setup", f"{between.url}{radicale.new_book()}", "--user", USER)
        assert "did not keep title of Ada Quillfeather (1) as it was sent; it stays here" in run("sync")[2]
        assert "did not keep" not in run("sync")[2]
        run("edit", "1", "--title", "Head of Foam")
        said = [json.loads(line) for line in run("sync", "--json")[1].splitlines()]
    assert {"not kept": ["title"], "who": "1", "name": "Ada Quillfeather"} in said


def test_a_wrong_password(run: Run, book: str, ada: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CARDSCAN_PASSWORD", "sesam")
    code, out, err = run("sync")
    assert (code, out) == (Exit.SERVER, "")
    assert "does not accept" in err and "app password" in err and "sesam" not in err


def test_without_a_password_and_a_terminal(run: Run, book: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CARDSCAN_PASSWORD")
    code, _, err = run("sync", typed="")
    assert code == Exit.INPUT
    assert "CARDSCAN_PASSWORD" in err and "--password-command" in err and "keyring" in err


def test_a_password_command_is_kept_and_the_password_is_not(
    run: Run, radicale: Server, db: str, ada: int, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("CARDSCAN_PASSWORD")
    secret = tmp_path / "secret"
    secret.write_text(PASSWORD)
    url = f"http://127.0.0.1:{radicale.port}{radicale.new_book()}"
    assert run("sync", "setup", url, "--user", USER, "--password-command", f"cat {secret}")[0] == Exit.OK
    assert run("sync")[0] == Exit.OK
    held = b"".join(file.read_bytes() for file in tmp_path.glob("x.db*") if file.is_file())
    assert str(secret).encode() in held and PASSWORD.encode() not in held


def test_a_password_is_asked_for_on_a_terminal(radicale: Server, db: str) -> None:
    url = f"http://127.0.0.1:{radicale.port}{radicale.new_book('Wharf people')}"
    env = {**os.environ, "CARDSCAN_DB": db, "PYTHONPATH": str(ROOT)}
    del env["CARDSCAN_PASSWORD"]
    command = ["-m", "cardscan", "sync", "setup", url, "--user", USER]
    with pexpect.spawn(sys.executable, command, env=env, encoding="utf-8", timeout=60) as terminal:
        terminal.expect(f"Password of {USER} at http://127.0.0.1")
        terminal.sendline(PASSWORD)
        terminal.expect("Wharf people .*0 cards")
        terminal.expect(pexpect.EOF)
        assert PASSWORD not in terminal.before
    assert terminal.exitstatus == Exit.OK


def test_an_address_in_the_open_is_said_so(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CARDSCAN_PASSWORD")
    code, _, err = run("sync", "setup", "http://cloud.invalid", "--user", USER, "--password-command", "false")
    assert code == Exit.SETUP  # before anything is sent
    assert "are sent there unencrypted" in err


def test_google_takes_no_passwords(run: Run) -> None:
    code, _, err = run("sync", "setup", "ada@gmail.com")
    assert code == Exit.INPUT and "contacts.google.com" in err
