"""Read a card: find its lines, turn it upright, have each line read by both readers, fuse what they say."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from cardscan.model import CardImage, Image, Line, Quad, Reading
from cardscan.ocr import lines as find
from cardscan.ocr.fuse import fuse
from cardscan.ocr.ink import ink_of
from cardscan.ocr.language import UNREADABLE, guess_languages
from cardscan.ocr.rapid import Rapid
from cardscan.ocr.tesseract import Tesseract, read_lines
from cardscan.timing import Clock

TIMEOUT = 60.0  # seconds for the lines of one card
FIRST_PASS = 4  # lines read to guess the language
LOST = 0.75  # a line that the neural reader is less sure of may be in a script it doesn't know
LEAST_HEIGHT = 6  # pixels; smaller letters are dirt


@dataclass(frozen=True, slots=True)
class Readers:
    """The readers at hand. `rapid` always says where the lines are; `engine` says whose text counts."""

    engine: str  # "both", "tesseract" or "rapidocr"
    rapid: Rapid
    tesseract: Tesseract | None
    languages: tuple[str, ...] = ()  # empty: guessed card by card


def read_card(card: CardImage, readers: Readers, clock: Clock) -> tuple[CardImage, tuple[Line, ...]]:
    """Return the card turned upright and its lines, top to bottom.

    Raises PhotoError when tesseract crashes or hangs, SetupError when it lacks a language.
    """
    with clock("lines"):
        card, boxes = find.find_lines(card, readers.rapid)
        boxes = [box for box in boxes if box[3][1] - box[0][1] >= LEAST_HEIGHT]
        crops = [find.cut_line(card.image, box) for box in boxes]
        if find.upside_down(crops, readers.rapid):
            card, boxes = find.turn(card, boxes, 180)
            crops = [np.ascontiguousarray(crop[::-1, ::-1]) for crop in crops]
        order = sorted(range(len(boxes)), key=lambda i: boxes[i][0][1] + boxes[i][2][1])
        boxes, crops = [boxes[i] for i in order], [crops[i] for i in order]
    neural: list[Reading] = []
    if readers.engine != "tesseract":
        with clock("rapidocr"):
            neural = [readers.rapid.read_line(crop) for crop in crops]
    classic: list[Reading] = []
    if readers.tesseract is not None:
        with clock("tesseract"):
            languages = readers.languages or _languages(crops, neural, readers.tesseract)
            classic = read_lines(readers.tesseract, crops, languages, TIMEOUT)
    with clock("fuse"):
        each = zip(neural, classic, strict=True) if neural and classic else ((r,) for r in neural or classic)
        lines = [
            replace(fuse(find.move(box, card.to_photo), _place(box), tuple(r)), ink=ink_of(crop))
            for box, crop, r in zip(boxes, crops, each, strict=True)
        ]
        return card, tuple(line for line in lines if line.text)


def _place(box: Quad) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _ in box], [y for _, y in box]
    return min(xs), min(ys), max(xs), max(ys)


def _languages(crops: Sequence[Image], neural: Sequence[Reading], program: Tesseract) -> tuple[str, ...]:
    """Guess the languages: from what the neural reader read, or else from a first pass of Tesseract."""
    installed = set(program.languages)
    if not neural and crops:
        first = [lang for lang in ("eng",) if lang in installed] or sorted(installed)[:1]
        neural = read_lines(program, crops, first, TIMEOUT)
    lost = [i for i, r in enumerate(neural) if r.confidence < LOST and crops[i].shape[1] > 2 * crops[i].shape[0]]
    guess = guess_languages([r.text for r in neural], installed)
    if len(lost) >= 2 and len(lost) >= 0.2 * len(neural):
        tried = [lang for lang in UNREADABLE if lang in installed]
        some = [crops[i] for i in lost[:FIRST_PASS]]
        scores = {lang: _mean(read_lines(program, some, (lang,), TIMEOUT)) for lang in tried}
        best = max(scores, key=lambda lang: scores[lang], default="")
        if best and scores[best] > max(0.6, _mean([neural[i] for i in lost[:FIRST_PASS]])):
            return (best, *(lang for lang in guess if lang != best))[:2]
    return guess


def _mean(readings: Sequence[Reading]) -> float:
    return sum(r.confidence for r in readings) / max(1, len(readings))
