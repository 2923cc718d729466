"""bench/speed.py: memory of a process group, CPU seconds of a real run, the table."""

import subprocess
import sys
from pathlib import Path

import pytest

from bench.speed import Run, held, measure, report

SAMPLES = Path(__file__).parent.parent / "samples" / "photos"


def test_memory_of_a_group_counts_its_children() -> None:
    hold = "import sys; data = bytearray(b'x' * 60_000_000); print('held', flush=True); sys.stdin.read()"
    nested = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {hold!r}])"
    child = subprocess.Popen(
        [sys.executable, "-c", nested], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, start_new_session=True
    )
    with child:
        assert child.stdout is not None
        assert child.stdout.readline() == "held\n"
        assert held(child.pid) > 60_000_000
        child.communicate()
    assert held(child.pid) == 0


@pytest.mark.engine
def test_a_reference_is_measured_with_its_child_processes() -> None:
    run = measure("pytesseract", [SAMPLES / "scans" / "marchbank.jpg"], "both")
    assert len(run.cpu) == 1
    assert run.cpu[0] > 0.05
    assert run.memory > 40_000_000


def test_table_has_stages_means_and_ratios(capsys: pytest.CaptureFixture[str]) -> None:
    runs = {
        "cardscan": Run([0.5, 1.0], {"find": 0.3, "read": 0.9}, 400_000_000),
        "rapidocr": Run([2.0, 4.0], {}, 6 * 10**8),
    }
    report(runs)
    printed = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["find", "0.150", "20.0%"] in printed
    assert ["other", "0.150", "20.0%"] in printed
    assert ["cardscan", "0.750", "1.00", "400"] in printed
    assert ["rapidocr", "3.000", "4.00", "600", "0.25", "of", "it"] in printed
