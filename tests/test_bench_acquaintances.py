"""The bench of people met before: its book is the same for one seed, and what it prints holds on a small one too."""

import re
import sys
from pathlib import Path

import pytest

from bench import acquaintances as bench
from bench.book import Maker


def test_a_seed_makes_one_book() -> None:
    one, other = ([maker.card(maker.somebody()) for _ in range(20)] for maker in (Maker(3, 50), Maker(3, 50)))
    assert one == other
    assert one != [maker.card(maker.somebody()) for maker in [Maker(4, 50)] for _ in range(20)]


def test_nobody_shares_an_address_and_a_namesake_is_somebody_else() -> None:
    maker = Maker(3, 5)
    people = [maker.somebody() for _ in range(300)]
    assert len({who.email for who in people}) == len(people)
    like = maker.namesake(people[0])
    assert (like.given, like.family) == (people[0].given, people[0].family)
    assert (like.email, like.cell) != (people[0].email, people[0].cell)


def test_a_small_book(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    monkeypatch.setattr(bench, "BOOK", 400)
    monkeypatch.setattr(bench, "EACH", 12)
    monkeypatch.setattr(bench, "OTHERS", 12)
    monkeypatch.setattr(sys, "argv", ["bench", "--large", "0"])
    bench.main()
    out = capsys.readouterr().out
    found = re.search(r"precision ([\d.]+), recall ([\d.]+)", out)
    assert found
    assert float(found[1]) > 0.95
    assert float(found[2]) > 0.8
    assert all(kind in out for kind in (*bench.VARIANTS, "scanned again", "colleague", "stranger"))


def test_look_ups_are_timed(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    maker = Maker(3, 50)
    cards = [maker.card(maker.somebody()) for _ in range(60)]
    bench.fill(tmp_path / "x.db", cards)
    bench.time_look_ups(tmp_path / "x.db", [bench.New("", card, None) for card in cards])
    assert "60 look-ups, ms: first" in capsys.readouterr().out
