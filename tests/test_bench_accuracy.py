"""bench/accuracy.py as it is run: labels and readings in, tables out."""

import json
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
EMPTY = {name: [] for name in ("fn", "suffix", "org", "title", "dept", "tel", "email", "url", "social", "adr")}


def run(folder: Path, *options: str) -> str:
    command = [sys.executable, "-m", "bench.accuracy", str(folder), *options]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout


def write(path: Path, *lines: dict) -> str:
    path.write_text("".join(json.dumps(line) + "\n" for line in lines), encoding="utf-8")
    return str(path)


def labelled(folder: Path) -> str:
    """Label two photos; of the first all is read but the address, of the second nothing but a wrong name."""
    quad = [[0, 0], [9, 0], [9, 5], [0, 5]]
    write(
        folder / "truth.jsonl",
        {"photo": "a/1.jpg", "cards": [EMPTY | {"fn": ["Ilka Vérteshegyi"], "adr": ["Tó utca 1"], "corners": quad}]},
        {"photo": "b/2.jpg", "cards": [EMPTY | {"fn": ["Bence Sárospataky"], "email": ["b@s.hu"]}]},
    )
    first = {"fn": [{"value": "Ilka Verteshegyi", "sure": True, "confidence": 0.99}], "corners": quad}
    second = {"fn": [{"value": "Bence", "sure": False, "confidence": 0.4}], "corners": quad}
    return write(
        folder / "readings.jsonl",
        {"photo": "a/1.jpg", "cards": [first]},
        {"photo": "b/2.jpg", "cards": [second, second]},
    )


def test_figures_are_those_counted_by_hand(tmp_path: Path) -> None:
    figures = json.loads(run(tmp_path, "--readings", labelled(tmp_path), "--json"))
    assert figures["fn"] == {"precision": 1 / 3, "recall": 0.5, "f1": 0.4, "true": 2}
    assert figures["all"] == {"precision": 1 / 3, "recall": 0.25, "f1": 2 / 7, "true": 4}
    assert figures["title"]["f1"] is None
    assert (figures["photos"], figures["card_exact"], figures["card_core_exact"]) == (2, 0.0, 0.5)
    assert (figures["card_count_right"], figures["sure_share"], figures["sure_precision"]) == (0.5, 1 / 3, 1.0)


def test_tables_by_field_folder_and_confidence(tmp_path: Path) -> None:
    printed = run(tmp_path, "--readings", labelled(tmp_path), "--errors").splitlines()
    assert printed[:3] == ["a/1.jpg", "    adr: missed 'Tó utca 1'", "b/2.jpg"]
    assert "fn      0.333  0.500  0.400  2" in printed
    assert any(line.startswith("a ") and " 0.667 " in line for line in printed)
    assert "0.00 - 0.50       2  0.400  0.000" in printed
    assert "0.99 - 1.00       1  0.990  1.000" in printed


def test_the_calibration_is_drawn(tmp_path: Path) -> None:
    run(tmp_path, "--readings", labelled(tmp_path), "--plot", str(tmp_path / "plot.svg"))
    assert (tmp_path / "plot.svg").read_text(encoding="utf-8").count("<circle") == 2


def test_corners(tmp_path: Path) -> None:
    printed = run(tmp_path, "--readings", labelled(tmp_path), "--multi")
    assert printed.startswith("photos 1; cards found 1/1 = 1.000; not cards 0; photos with all cards and no more 1.000")


def test_what_follows_two_dashes_goes_to_the_reader(tmp_path: Path) -> None:
    labelled(tmp_path)
    command = [sys.executable, "-m", "bench.accuracy", str(tmp_path), "--errors", "--", "--engine", "abacus"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 2
    assert "abacus" in done.stderr
