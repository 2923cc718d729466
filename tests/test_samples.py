"""The sample cards: their truth, that they open, and that lists of names hardly know who is on them."""

import json
import re
from pathlib import Path

import pytest

from cardscan.parse.gazetteer import family_name, given_name
from cardscan.photos.pages import open_photo
from samples.people import shots
from samples.truth import truth

SAMPLES = Path(__file__).parent.parent / "samples"
TRUTHS = [json.loads(line) for line in (SAMPLES / "truth.jsonl").read_text(encoding="utf-8").splitlines()]
CARDS = [card for photo in TRUTHS for card in photo["cards"]]


def test_truth_is_that_of_the_texts_drawn() -> None:
    assert [truth(shot) for shot in shots()] == TRUTHS


def test_truth_and_photos_are_the_same_files_of_a_modest_size() -> None:
    files = {path for path in (SAMPLES / "photos").rglob("*") if path.is_file()}
    files -= {path for path in files if path.suffix in (".txt", ".md")}  # notes that lie beside photos
    assert files == {SAMPLES / photo["photo"] for photo in TRUTHS}
    assert sum(path.stat().st_size for path in files) < 6_000_000


def test_there_is_variety() -> None:
    assert len(CARDS) >= 32
    assert len({photo["region"] for photo in TRUTHS}) >= 20
    assert {photo["rotation"] for photo in TRUTHS} == {0, 90, 180, 270}
    assert {len(photo["cards"]) for photo in TRUTHS} == {1, 2, 3, 4}
    assert {"cell", "work", "fax", "tollfree"} <= {tel["type"] for card in CARDS for tel in card["tel"]}
    assert sum(card["qr"] for card in CARDS) >= 3


@pytest.mark.parametrize("photo", TRUTHS, ids=lambda photo: Path(photo["photo"]).stem)
def test_photo_opens_and_its_corners_lie_on_it_clockwise(photo: dict) -> None:
    pages = open_photo(SAMPLES / photo["photo"]).photos
    assert len(pages) in (1, len(photo["cards"]))
    height, width = (side * pages[0].scale for side in pages[0].image.shape[:2])
    for card in photo["cards"]:
        corners = card.get("corners", [])
        assert corners or "/scans/" in photo["photo"]
        assert all(0 <= x <= width and 0 <= y <= height for x, y in corners)
        turned = [x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in zip(corners, corners[1:] + corners[:1], strict=True)]
        assert not corners or sum(turned) > 0


def test_hardly_a_name_in_latin_script_is_in_a_list() -> None:
    names = [name for card in CARDS for name in card["fn"] if re.search("[A-Za-z]", name)]
    words = [word for name in names for word in re.sub(r"^\S+\. ", "", name).split()]
    assert len(words) > 60
    assert sum(bool(given_name(word) or family_name(word)) for word in words) < len(words) / 10
