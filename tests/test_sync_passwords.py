"""Where a password comes from, and where it never goes."""

import os
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

import keyring
import pytest
from conftest import Run
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked

from cardscan.errors import InputError, SetupError
from cardscan.sync.account import login_for
from cardscan.sync.passwords import can_keep, find_password, keep, printed_by

URL = "https://cloud.example/dav/"


class Ring(KeyringBackend):
    """A keyring for a test."""

    priority = 1  # type: ignore[assignment]
    locked = False

    def __init__(self) -> None:
        super().__init__()
        self.kept: dict[tuple[str, str], str] = {}

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise KeyringLocked
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.locked:
            raise KeyringLocked
        self.kept[service, username] = password


@pytest.fixture(autouse=True)
def ring(monkeypatch: pytest.MonkeyPatch) -> Iterator[Ring]:
    monkeypatch.delenv("CARDSCAN_PASSWORD", raising=False)
    was = keyring.get_keyring()
    made = Ring()
    keyring.set_keyring(made)
    yield made
    keyring.set_keyring(was)


def test_the_environment_wins_then_the_command_then_the_keyring(monkeypatch: pytest.MonkeyPatch, ring: Ring) -> None:
    assert find_password(URL, "tove", "") is None
    assert can_keep() and keep(URL, "tove", "from ring")
    assert ring.kept == {("cardscan https://cloud.example", "tove"): "from ring"}
    assert find_password(URL, "tove", "") == "from ring"
    assert find_password("https://other.example/", "tove", "") is None
    assert find_password(URL, "tove", "echo 'from command'") == "from command"
    monkeypatch.setenv("CARDSCAN_PASSWORD", "from environment")
    assert find_password(URL, "tove", "echo 'from command'") == "from environment"


def test_a_locked_keyring_has_no_password(ring: Ring) -> None:
    ring.locked = True
    assert find_password(URL, "tove", "") is None
    assert not keep(URL, "tove", "sesame")


def test_a_command_is_run_without_a_shell(tmp_path: Path) -> None:
    marker = tmp_path / "pwned"
    assert printed_by(f"echo 'two words' ; touch {marker} $(touch {marker})").startswith("two words ; touch")
    assert not marker.exists()
    assert printed_by("printf 'first\\nsecond\\n'") == "first"


@pytest.mark.parametrize("command", ["/nowhere/pass", "false", "true", "echo 'unfinished", "   "])
def test_a_command_that_fails(command: str) -> None:
    with pytest.raises(SetupError, match="the password command") as caught:
        printed_by(command)
    assert "--password-command" in caught.value.advice


def test_what_a_command_printed_is_not_repeated(tmp_path: Path) -> None:
    script = tmp_path / "pass"
    script.write_text("#!/bin/sh\necho sesame\nexit 3\n")
    script.chmod(0o700)
    with pytest.raises(SetupError) as caught:
        printed_by(str(script))
    assert "sesame" not in f"{caught.value} {caught.value.advice} {caught.value.__cause__}"


def test_who_has_no_name_needs_no_password() -> None:
    def ask(url: str, user: str) -> str:
        raise InputError("asked")

    assert login_for(URL, "", "", ask) is None
    with pytest.raises(InputError, match="asked"):
        login_for(URL, "tove", "", ask)
    login = login_for(URL, "tove", "", lambda url, user: f"{user} at {url}")
    assert login is not None and login.password == f"tove at {URL}" and "at" not in repr(login)


def test_a_password_that_is_not_utf8_is_said_and_never_sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(os.environb, b"CARDSCAN_PASSWORD", b"gr\xfcn")
    with pytest.raises(SetupError, match="CARDSCAN_PASSWORD is not UTF-8"):
        find_password(URL, "tove", "")
    (tmp_path / "word").write_bytes(b"gr\xfcn\n")
    with pytest.raises(SetupError, match="printed something that is not UTF-8") as caught:
        printed_by(f"cat '{tmp_path / 'word'}'")
    assert "gr" not in f"{caught.value.advice}{caught.value.__cause__}"


def test_no_program_that_is_run_has_the_password_in_its_environment(
    monkeypatch: pytest.MonkeyPatch, db: str, run: Run
) -> None:
    seen: list[bytes] = []
    monkeypatch.setenv("CARDSCAN_PASSWORD", "from environment")

    def who_runs(**_: object) -> int:
        child = [sys.executable, "-c", "import os; print(dict(os.environ))"]
        seen.append(subprocess.run(child, capture_output=True, check=True).stdout)
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as pool:
            seen.append(str(pool.submit(os.getenv, "CARDSCAN_PASSWORD").result()).encode())
        seen.append(printed_by(f"{sys.executable} -c 'import os; print(dict(os.environ))'").encode())
        assert find_password(URL, "tove", "") == "from environment"
        return 0

    monkeypatch.setattr("cardscan.cli.cardscan.main", lambda *_, **more: who_runs(**more))
    assert run("list")[0] == 0
    assert len(seen) == 3 and not any(b"from environment" in each for each in seen)
    assert os.environ["CARDSCAN_PASSWORD"] == "from environment"  # noqa: S105 - of a test
