"""Faults put into a tiny project: which there are, which its tests notice, and that the project stays as it is."""

import ast
import json
import os
from collections.abc import Sequence
from pathlib import Path

import pytest

from bench.mutants import ROOT, configured, main, passes, possible, stale
from bench.mutations import lines_changed, mutants_of, told

TIDES = '''"""When a boat may leave."""

CLOSED = ("sunday", "monday")


def may_leave(depth: float, day: str) -> bool:
    """Say whether it may."""
    return depth >= 2 and day not in CLOSED
'''
TESTS = """from tides import may_leave


def test_a_boat_needs_water() -> None:
    assert may_leave(2, "friday")
    assert not may_leave(1.9, "friday")
"""
TABLE = """[area.tides]
rules = ["tides.py"]
tests = ["test_tides.py"]

[[equal]]
file = "tides.py"
was = "return depth >= 2 and day not in CLOSED"
now = "return depth >= 2 or day not in CLOSED"
why = "for the test: this one is not tried"
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    folder = tmp_path / "harbour"
    (folder / "bench").mkdir(parents=True)
    (folder / "tides.py").write_text(TIDES)
    (folder / "test_tides.py").write_text(TESTS)
    (folder / "bench" / "mutants.toml").write_text(TABLE)
    return folder


def faults(text: str, path: str = "tides.py") -> set[tuple[str, str]]:
    """What each fault makes of which line."""
    data = text.encode()
    changes = (lines_changed(data, mutant) for mutant in mutants_of(path, data))
    return {(told(was), told(now)) for was, now in changes}


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("a = b < 3", {"a = b <= 3", "a = b < 4", "a = b < 2"}),
        ("a = b is not None", {"a = b is None"}),
        ("a = b not in c", {"a = b in c"}),
        ("a = not b", {"a = b"}),
        ("a = b and c and d", {"a = b or c and d", "a = b and c or d"}),
        ("a = 0.5", {"a = 0.6", "a = 0.4"}),
        ("a = 0.02", {"a = 0.025", "a = 0.015"}),
        ("a = 100", {"a = 125", "a = 75"}),
        ("a = True", {"a = False"}),
        ("a = b + c", {"a = b - c"}),
        ("a = min(b)", {"a = max(b)"}),
        ("a = any(b)", {"a = all(b)"}),
        ("a = 'ä', 'b'", {"a = 'b'", "a = 'ä'"}),
        ("a = {'ä': b, 'c': d}", {"a = {'c': d}", "a = {'ä': b}"}),
        ("a = b in ('c', d)", {"a = b not in ('c', d)", "a = b in (d)", "a = b in ('c')"}),
        ("a.b(c)", {"pass"}),
        ("with a.lock:\n    b = c", {"if True:"}),
        ("with a.lock as b, c:\n    b = c", set()),
        ("def a(b: int = 3) -> int | None: ...", {f"def a(b: int = {n}) -> int | None: ..." for n in (4, 2)}),
        ("a = zip(b, c, strict=True)", set()),
        ("@a(b=1)\ndef c(): ...", set()),
        ("a = f'{b + 1}'", set()),
        ("a = (\n    b  # and so on\n    and c\n)", {"or c"}),
    ],
)
def test_the_faults_of_a_line(was: str, becomes: set[str]) -> None:
    assert {now for _, now in faults(was)} == becomes


def test_what_is_measured_in_fractions_is_never_right_on_a_bound() -> None:
    data = b"a = b < C and d >= 2"
    found = {told(lines_changed(data, each)[1]) for each in mutants_of("tides.py", data, measured=True)}
    assert {"a = b > C and d >= 2", "a = b < C and d > 2"} <= found and "a = b <= C and d >= 2" not in found


def test_a_guard_that_does_not_leave() -> None:
    assert ("return b", "pass") in faults("def a(b):\n    if b:\n        return b\n    return c\n")
    assert ("continue", "pass") in faults("for a in b:\n    if a:\n        continue\n    c = a\n")


def test_of_constants_in_json_those_at_the_top_and_in_tables_of_their_own_are_moved() -> None:
    text = json.dumps({"weights": {"fn": {"bias": 0.5}}, "least": 0.6, "sure": {"fn": 0.8, "org": 1.0}}, indent=1)
    moved = {'"least": 0.6,': ("0.7,", "0.5,"), '"fn": 0.8,': ("0.9,", "0.7,"), '"org": 1.0': ("1.1", "0.9")}
    assert faults(text, "sure.json") == {
        (was, f"{was.partition(' ')[0]} {new}") for was, both in moved.items() for new in both
    }


def tried(project: Path, capsys: pytest.CaptureFixture[str], *more: str) -> str:
    main(["--root", str(project), *more])
    return capsys.readouterr().out


def test_what_no_test_notices_is_printed_with_its_place(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    said = tried(project, capsys, "--sample", "0", "--only", "tides")

    assert said.count("SURVIVED") == 2
    assert 'tides.py:3\n  - CLOSED = ("sunday", "monday")\n  + CLOSED = ("sunday")\n' in said
    assert said.splitlines()[-2].split() == ["tides", "6", "6", "4", "66.7%"]
    assert (project / "tides.py").read_text() == TIDES
    assert not list(project.glob("**/__pycache__"))


def test_the_project_may_change_while_faults_are_tried(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Else they are put elsewhere than where they were found: into a docstring, and no test can notice."""
    table = project / "bench" / "mutants.toml"
    table.write_text(TABLE + "[area.again]\n" + TABLE.partition("\n")[2].partition("\n\n")[0] + "\n")
    rules = str(project / "tides.py")
    meanwhile = f"\nfrom pathlib import Path\nPath({rules!r}).write_text('# here\\n' + {TIDES!r})\n"
    (project / "test_tides.py").write_text(TESTS + meanwhile)
    said = tried(project, capsys, "--sample", "0")
    assert said.count("SURVIVED") == 4 and "here" not in said


def test_the_same_lot_is_drawn_while_other_lines_change(project: Path) -> None:
    [area], equal = configured(project)
    before = possible(project, area, equal, seed=1)
    (project / "tides.py").write_text(TIDES.replace('"""Say whether it may."""', '"""Tell whether it may."""\n'))
    after = possible(project, area, equal, seed=1)
    assert [(each.kind, each.new) for each in before] == [(each.kind, each.new) for each in after]
    other = possible(project, area, equal, seed=2)
    assert set(other) == set(after) and other != after


def test_what_changes_nothing_is_not_tried(project: Path) -> None:
    [area], equal = configured(project)
    assert len(possible(project, area, (), 1)) == len(possible(project, area, equal, 1)) + 1


def test_tests_that_hang_are_ended_and_have_noticed(project: Path) -> None:
    hangs = "import os, time\n\nopen('pid', 'w').write(str(os.getpid()))\ntime.sleep(600)\n"
    (project / "test_tides.py").write_text(hangs)
    assert not passes(project, ["test_tides.py"], patience=5)
    with pytest.raises(ProcessLookupError):
        os.kill(int((project / "pid").read_text()), 0)


@pytest.mark.parametrize("path", configured(ROOT)[0][1].rules)
def test_every_fault_compiles(path: str) -> None:
    data = (ROOT / path).read_bytes()
    whole = ast.dump(ast.parse(data))
    for mutant in mutants_of(path, data):
        assert ast.dump(ast.parse(mutant.put_into(data))) != whole


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("test_tides.py", "def test_it() -> None:\n    assert 0\n", "fail without any fault"),
        ("tides.py", TIDES.replace(" and day", " or day"), "has no longer"),
    ],
)
def test_what_has_to_be_mended_first(project: Path, file: str, text: str, said: str) -> None:
    (project / file).write_text(text)
    with pytest.raises(SystemExit, match=said):
        main(["--root", str(project), "--sample", "1"])


def test_an_area_that_is_not_there(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["--root", str(project), "--only", "clouds"])
    assert "no area clouds: there are tides" in capsys.readouterr().err


def test_every_area_of_cardscan_is_there_and_what_changes_nothing_still_applies() -> None:
    areas, equal = configured(ROOT)
    assert {area.name for area in areas} >= {"gate", "sure", "undo", "merge", "forget", "plan"}
    paths: Sequence[str] = [path for area in areas for path in (*area.rules, *area.tests)]
    assert [path for path in paths if not (ROOT / path).exists()] == []
    assert [(each.file, each.was) for each in stale(ROOT, areas, equal)] == []
