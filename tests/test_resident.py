"""A process that stays reads what it is sent, however it writes, and never outlives its use."""

import gc
import os
import signal
import time
from pathlib import Path

import numpy as np
import pytest
from fakes import fake_tesseract

from cardscan.ocr import tesseract
from cardscan.ocr.programs import find_tesseract
from cardscan.ocr.resident import Resident
from cardscan.ocr.tesseract import MOST_RESIDENT, read_lines
from cardscan.timing import cpu_seconds, staying

if not tesseract.HAS_TERMINALS:
    pytest.skip("there are no terminals here", allow_module_level=True)

#: Writes the row of each image's page; of every last one it holds part back until the next.
_HALF_ROWS = r"""
page=0
while read -r name; do
    page=$((page + 1))
    printf "${rest}1\t$page\tpage\n5\t$page\t${name##*/}"
    case "$name" in */last.pgm) rest='+rest\n' ;; *) rest=''; echo ;; esac
done
"""


LINE = np.full((40, 200, 3), 255, np.uint8)


def started(folder: Path) -> int:
    """How often the fake program was started to stay."""
    return len((folder / "tesseract.log").read_text().splitlines())


def shell(script: str) -> Resident:
    return Resident(["sh", "-c", script])


def pages(folder: Path, count: int) -> list[Path]:
    return [folder / f"{i}.pgm" for i in range(count)]


def soon() -> float:
    return time.monotonic() + 20


def test_rows_come_in_any_portions(tmp_path: Path) -> None:
    resident = shell(_HALF_ROWS)
    assert resident.read(pages(tmp_path, 2), soon()) == (
        "1\t1\tpage\n5\t1\t0.pgm\n1\t2\tpage\n5\t2\t1.pgm\n1\t3\tpage",
        0,
    )
    assert resident.read(pages(tmp_path, 1), soon()) == ("5\t3\tlast.pgm+rest\n1\t4\tpage\n5\t4\t0.pgm\n1\t5\tpage", 3)


def test_more_names_and_rows_than_pipes_hold(tmp_path: Path) -> None:
    resident = shell(r'n=0; while read -r _; do n=$((n + 1)); printf "1\t$n\t\n"; printf "5\t$n\t%0400d\n" 0; done')
    table, _ = resident.read(pages(tmp_path, 3000), soon())
    assert table.count("\n5\t") >= 2999


@pytest.mark.parametrize(("script", "error"), [("read -r _", EOFError), ("exec sleep 60", TimeoutError)])
def test_one_that_does_not_read_is_closed(tmp_path: Path, script: str, error: type[Exception]) -> None:
    resident = shell(script)
    with pytest.raises(error):
        resident.read(pages(tmp_path, 1), time.monotonic() + (0.3 if error is TimeoutError else 20))
    assert not resident.close.alive


def test_it_ends_when_nobody_holds_it() -> None:
    before = set(staying)
    resident = shell("exec sleep 60")
    [process] = staying - before
    del resident
    gc.collect()
    assert process not in staying
    with pytest.raises(ProcessLookupError):
        os.kill(process, 0)


def test_its_time_is_counted_while_it_runs(tmp_path: Path) -> None:
    resident = shell(
        r'read -r _; i=0; while [ $i -lt 200000 ]; do i=$((i + 1)); done; printf "1\t1\t\n1\t2\t\n"; read -r _'
    )
    start = cpu_seconds()
    resident.read(pages(tmp_path, 1), soon())
    during = cpu_seconds() - start
    resident.close()
    assert 0.02 < during <= cpu_seconds() - start


def test_one_program_reads_all_cards(tmp_path: Path) -> None:
    program = find_tesseract(fake_tesseract(tmp_path))
    for count in (1, 3, 2):
        assert [r.text for r in read_lines(program, [LINE] * count, ("eng",), 60)] == ["Tove"] * count
    assert started(tmp_path) == 1


def test_few_languages_stay_those_used_last(tmp_path: Path) -> None:
    languages = ("eng", "fra", "pol", "deu", "ces")
    program = find_tesseract(fake_tesseract(tmp_path, languages=languages))
    before = set(staying)
    for language in languages:
        for each in ("eng", language):
            read_lines(program, [LINE], (each,), 60)
    read_lines(program, [LINE], (languages[-MOST_RESIDENT + 1],), 60)  # still there
    assert (started(tmp_path), len(staying - before)) == (len(languages), MOST_RESIDENT)


def test_one_that_ended_is_started_again(tmp_path: Path) -> None:
    program = find_tesseract(fake_tesseract(tmp_path))
    before = set(staying)
    read_lines(program, [LINE], ("eng",), 60)
    [process] = staying - before
    os.kill(process, signal.SIGKILL)
    for _ in range(2):
        assert [r.text for r in read_lines(program, [LINE], ("eng",), 60)] == ["Tove"]
    assert started(tmp_path) == 2
