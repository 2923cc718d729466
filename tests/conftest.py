"""What many tests stand on: a store of their own, and commands called on it."""

import io
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from cardscan.cli import main
from cardscan.store import Store, open_store

#: Calls a command: its arguments, and what is typed; returns exit code, stdout, stderr.
Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def db(tmp_path: Path) -> str:
    return str(tmp_path / "x.db")


@pytest.fixture
def store(db: str) -> Iterator[Store]:
    with open_store(db) as opened:
        yield opened


@pytest.fixture
def run(db: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    monkeypatch.setenv("CARDSCAN_DB", db)

    def call(*arguments: str, typed: str | None = None) -> tuple[int, str, str]:
        if typed is not None:
            monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        code = main(arguments)
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call
