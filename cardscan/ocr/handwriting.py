"""Tell a line that was written by hand from a printed one.

Print stands on a straight line, in strokes of the letters' weight, and two readers of it mostly agree. On 80 lines of
eight typefaces that imitate handwriting, jittered and bent, it tells 0.54; of 550 printed lines of real cards it takes
0.011 for handwriting, logos and script types all of them.
"""

import re

import cv2
import numpy as np

from cardscan.model import Line
from cardscan.pictures import Image
from cardscan.text.letters import inked

UNSURE = {"rapidocr": 0.985, "tesseract": 0.85}  # confidence of each reader, below which a line may be written by hand
FEWEST = 3  # shapes as high as letters, to tell from
LETTER = 0.2  # of the line's height, that such a shape is high, at least
LONGEST = 6.0  # of the line's height, that it is wide at most: a rule is no letter
ON_LINE = (
    0.12  # of the line's height: shapes that end so near to where most end stand on the line (others hang below it)
)
UNEVEN = 0.02  # of the height, that those spread around the line: print stays below
STRAY = 0.06  # share of the shapes that end elsewhere
OFF = 0.05  # of the height, from where most end
THIN = 0.1  # of the line's height, that strokes are thick at most: a pen's are thin
_OTHER = re.compile(r"[\u0370-\uffff]")  # scripts whose letters end at different heights
_NET = re.compile(r"@|www|http", re.I)


def is_handwritten(crop: Image, line: Line) -> bool:
    """Tell whether a line, cut out level (H×W×3 BGR), was written by hand; never without two readers of it."""
    readings = {reading.reader: reading for reading in line.readings}
    if line.agreed or readings.keys() != UNSURE.keys():
        return False
    if any(readings[reader].confidence >= least for reader, least in UNSURE.items()):
        return False
    texts = [reading.text for reading in readings.values()]
    if len(inked(line.text)) <= FEWEST or any(_OTHER.search(text) or _NET.search(text) for text in texts):
        return False
    return _looks_handwritten(crop)


def _looks_handwritten(crop: Image) -> bool:
    height = crop.shape[0]
    gray = cv2.cvtColor(crop, cv2.COLOR_BGR2GRAY)
    _, mask = cv2.threshold(gray, 0, 255, cv2.THRESH_BINARY + cv2.THRESH_OTSU)
    # Letters cover less of a line than what is between them.
    ink = (mask == (0 if np.count_nonzero(mask) > mask.size / 2 else 255)).astype(np.uint8)
    _, _, shapes, _ = cv2.connectedComponentsWithStats(ink)
    letters = shapes[1:][(shapes[1:, 3] > LETTER * height) & (shapes[1:, 2] < LONGEST * height)]
    if len(letters) < FEWEST:
        return False
    ends = (letters[:, 1] + letters[:, 3]) / height
    away = np.abs(ends - np.median(ends))
    thick = cv2.distanceTransform(ink, cv2.DIST_L2, 3)
    stroke = 2 * float(np.percentile(thick[thick > 0], 90)) / height
    near = ends[away < ON_LINE]
    uneven = len(near) == 0 or float(near.std()) > UNEVEN
    return bool(uneven and (away >= OFF).mean() > STRAY and stroke < THIN)


def picture_of(card: Image, lines: list[Line]) -> Image:
    """Cut what is written by hand out of an upright card: a box around these lines, with a margin."""
    high, wide = card.shape[:2]
    places = np.array([line.place for line in lines])
    margin = float(np.median(places[:, 3] - places[:, 1]))
    left, top = np.maximum(0, places[:, :2].min(axis=0) - margin).astype(int)
    right, bottom = np.minimum((wide, high), places[:, 2:].max(axis=0) + margin).astype(int)
    return card[top:bottom, left:right]
