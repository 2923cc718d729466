"""Columns of Japanese are read from top down, whichever way the card lies; text set sideways is turned."""

from pathlib import Path

import cv2
import numpy as np
import pytest

from cardscan.detect import cut_out
from cardscan.model import Line
from cardscan.ocr import columns
from cardscan.ocr.lines import find_lines
from cardscan.ocr.rapid import Rapid
from cardscan.pictures import CardImage, Image

SCAN = Path(__file__).parent.parent / "samples/photos/scans/shiomizaka.jpg"
COLUMNS = {"汐見坂蓮太郎", "有限会社水無月硝子", "工房長", "京都府京都市北区柊野下町十二番地"}


@pytest.fixture(scope="module")
def rapid() -> Rapid:
    return Rapid()


def whole(image: Image) -> CardImage:
    high, wide = image.shape[:2]
    return cut_out(image, ((0, 0), (wide, 0), (wide, high), (0, high)))


def scan() -> Image:
    return np.asarray(cv2.imread(str(SCAN)), np.uint8)


def texts(card: CardImage, boxes: list, rapid: Rapid) -> dict[str, columns.Way]:
    found = {}
    for box in boxes:
        way = columns.way_of(card.image, box, rapid)
        if way != "level":
            found[rapid.read_line(columns.cut(card.image, box, way)).text] = way
    return found


def test_a_card_written_in_columns_is_not_turned_and_its_columns_are_read(rapid: Rapid) -> None:
    card, boxes = find_lines(whole(scan()), rapid)
    assert card.rotation == 0
    assert texts(card, boxes, rapid) == dict.fromkeys(COLUMNS, "column")


def test_a_card_photographed_sideways_is_turned(rapid: Rapid) -> None:
    line = np.full((300, 900, 3), 245, np.uint8)
    for row, text in enumerate(("Oriel Tavernash", "Regional manager", "oriel@medlarby.example")):
        cv2.putText(line, text, (60, 80 + 80 * row), cv2.FONT_HERSHEY_SIMPLEX, 1.6, (30, 30, 30), 3, cv2.LINE_AA)
    card, _ = find_lines(whole(np.asarray(cv2.rotate(line, cv2.ROTATE_90_CLOCKWISE), np.uint8)), rapid)
    assert card.rotation == 90


@pytest.mark.parametrize(("turn", "way"), [(cv2.ROTATE_90_CLOCKWISE, "down"), (cv2.ROTATE_90_COUNTERCLOCKWISE, "up")])
def test_text_set_sideways_beside_level_lines(rapid: Rapid, turn: int, way: str) -> None:
    strip = np.full((60, 460, 3), 245, np.uint8)
    cv2.putText(strip, "MEDLARBY PRINT", (20, 42), cv2.FONT_HERSHEY_SIMPLEX, 1.3, (30, 30, 30), 3, cv2.LINE_AA)
    image = np.asarray(cv2.rotate(strip, turn), np.uint8)
    assert columns.way_of(image, ((5, 5), (55, 5), (55, 455), (5, 455)), rapid) == way


def test_columns_laid_level_come_from_the_right_and_before_what_is_level() -> None:
    box = ((0.0, 0.0),) * 4
    right = Line("有限会社", 1, box, (400, 50, 440, 250))
    left = Line("工房長", 1, box, (100, 80, 130, 200))
    level = Line("TEL 075-555-0142", 1, box, (60, 700, 300, 730))
    lines, wide = columns.laid_level([level, left, right], 500, 800)
    assert [line.text for line in lines] == ["有限会社", "工房長", "TEL 075-555-0142"]
    assert lines[0].place == (50, 60, 250, 100)
    assert wide == 800
    assert columns.laid_level([level], 500, 800) == ((level,), 500)


def test_lines_set_sideways_are_laid_below_those_that_are_level() -> None:
    box = ((0.0, 0.0),) * 4
    name = Line("Ada Brackwyth", 1, box, (200, 40, 400, 70))
    title = Line("Harbour Master", 1, box, (200, 80, 420, 110))
    house = Line("4 Quay Road", 1, box, (40, 100, 70, 300))
    town = Line("81204 Tarnby", 1, box, (80, 90, 110, 300))
    logo = Line("K9", 1, box, (150, 20, 190, 120))
    lines, wide = columns.laid_level([town, name, title, house, logo], 500, 320)
    assert [line.text for line in lines] == ["Ada Brackwyth", "K9", "Harbour Master", "4 Quay Road", "81204 Tarnby"]
    assert lines[3].place == (20, 360, 220, 390)
    assert wide == 500
    slanted = [house, town, title]  # most run so: the card itself lies aslant
    assert columns.laid_level(slanted, 500, 320) == (tuple(slanted), 500)


def test_a_column_of_nothing_is_cut_whole() -> None:
    blank = np.full((400, 60, 3), 200, np.uint8)
    assert columns.cut(blank, ((0, 0), (60, 0), (60, 400), (0, 400)), "column").shape[0] == 48
