"""Hold what is read of the sample cards: a change that loses more than a card or two shows here."""

from pathlib import Path

import pytest

from bench.accuracy import Tally, load, read
from bench.rules import score
from cardscan.ocr.programs import find_tesseract

pytestmark = pytest.mark.engine

SAMPLES = Path(__file__).parent.parent / "samples"
NEEDED = {
    "ces",
    "chi_sim",
    "chi_tra",
    "deu",
    "ell",
    "eng",
    "fra",
    "jpn",
    "kor",
    "pol",
    "por",
    "rus",
    "spa",
    "tur",
    "vie",
}


@pytest.fixture(scope="module")
def tally() -> Tally:
    missing = NEEDED - set(find_tesseract().languages)
    if missing:
        pytest.skip(f"Tesseract lacks {', '.join(sorted(missing))}: apt install the packs, or run make test as root")
    truths = load((SAMPLES / "truth.jsonl").read_text(encoding="utf-8").splitlines())
    readings = read(SAMPLES, sorted(truths), ["--jobs", "2"])
    result = Tally()
    for photo, truth in truths.items():
        cards = readings[photo]["cards"]
        result.add(score(truth["cards"], cards), len(cards) == len(truth["cards"]))
    return result


@pytest.mark.parametrize(
    ("fields", "least"),
    [
        (("fn",), 0.88),
        (("tel",), 0.93),
        (("email",), 0.93),
        (("url",), 0.95),
        (("org", "title"), 0.88),
        (("adr",), 0.82),
    ],
)
def test_f1_of_the_fields(tally: Tally, fields: tuple[str, ...], least: float) -> None:
    assert tally.rates(*fields)[2] >= least


def test_cards_are_told_apart(tally: Tally) -> None:
    assert tally.figures()["card_count_right"] >= 0.95


def test_what_is_sure_is_right(tally: Tally) -> None:
    figures = tally.figures()
    assert figures["sure_share"] >= 0.65
    assert figures["sure_precision"] >= 0.985
