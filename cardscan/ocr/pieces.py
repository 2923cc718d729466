"""Find the pieces of a card that hold a line of text each, however it runs, and turn the card upright."""

from collections.abc import Sequence
from dataclasses import dataclass

from cardscan.model import Quad, Reading
from cardscan.ocr import columns, lines
from cardscan.ocr.columns import Way
from cardscan.ocr.rapid import Rapid
from cardscan.ocr.rings import Ring, find_rings
from cardscan.ocr.spaced import joined_letters
from cardscan.pictures import CardImage, Image

LEAST_HEIGHT = 6  # pixels; smaller letters are dirt


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of an upright card that holds a line: where it is in pixels, how it runs, and its picture, level."""

    box: Quad
    way: Way | Ring
    crop: Image  # H×W×3, BGR
    reading: Reading | None = None  # what the neural reader made of it, where it was read already


def find_pieces(card: CardImage, rapid: Rapid) -> tuple[CardImage, list[Piece]]:
    """Return the card turned upright, and its pieces."""
    card, boxes = lines.find_lines(card, rapid)
    boxes = joined_letters([box for box in boxes if box[3][1] - box[0][1] >= LEAST_HEIGHT])
    ways = [columns.way_of(card.image, box, rapid) for box in boxes]
    crops = [cut(card.image, box, way, lines.MARGIN) for box, way in zip(boxes, ways, strict=True)]
    upside_down, known = lines.look(crops, rapid)
    if upside_down:
        card, boxes = lines.turn(card, boxes, 180)
        crops = [lines.half_turned(crop) for crop in crops]
        ways = [columns.HALF_TURNED[way] for way in ways]
    pieces = [Piece(*each, known.get(number)) for number, each in enumerate(zip(boxes, ways, crops, strict=True))]
    return card, _with_rings(pieces, find_rings(card.image, rapid), card.image)


def _with_rings(pieces: Sequence[Piece], rings: Sequence[tuple[Ring, Reading]], image: Image) -> list[Piece]:
    """The pieces, with the texts on rings in place of the bits of them that were found as lines."""
    rest = [piece for piece in pieces if not any(ring.holds(piece.box) for ring, _ in rings)]
    return rest + [Piece(ring.box(), ring, ring.cut(image, lines.MARGIN), reading) for ring, reading in rings]


def cut(image: Image, box: Quad, way: Way | Ring, margin: float) -> Image:
    """Cut a line out, level, with a margin in its heights; H×W×3."""
    if isinstance(way, Ring):
        return way.cut(image, margin)
    return lines.cut_line(image, box, margin) if way == "level" else columns.cut(image, box, way, margin)
