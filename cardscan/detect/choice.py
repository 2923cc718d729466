"""Choose the cards among proposed outlines: one, or several of one size on one table."""

import cv2
import numpy as np

from cardscan.detect.outlines import Outlines
from cardscan.detect.quads import Corners, Mask, Values, area, edges, foreshortening, grid, inside, size

BARE = 0.35  # value of a choice that holds none of the photo's text, of one that holds all
LEAST_VALUE = 0.7  # value of a choice, at least: below it the photo shows no card's edge
DOUBT = 0.05  # of value, that several cards may fall short of one
AMID = 0.64  # score of a card that lies on printed paper, at least
LARGE = 0.08  # of the photo, that it covers: a slanted logo on a scanned card is smaller
ALL_TEXT = 0.2  # of score, that such a card may be worse than part of it without some of its text
ASKEW = 0.018  # sine of the angle between two of its sides and the photo's, at least
FRAME = 0.08  # of score, that a printed frame may be better than the card around it
OFF_MIDDLE = 0.05  # of the frame's size, that its middle is off that of the card, at most
WIDER = 1.5  # times the frame's area, that the card has at most
ANCHORS = 8  # cards tried, to measure the others of the photo by
SIZES = 1.3  # times as large is another size
ANCHOR = 0.75  # score of such a card, at least
PER_CARD = 0.02  # of value, for each card beyond two: the more that fit, the less it is chance
BLANK = 0.9  # score of one that holds no text, at least
LIKE = 1.8  # times as large as another card, at most
SPREAD = (0.1, 0.37, 0.63, 0.9)  # of a card's width and height: sixteen points of it, of which
OVERLAP = 1  # may lie on another: outlines are a little loose


def choose(outlines: Outlines, height: int, width: int) -> list[int]:
    """Return the indices of the outlines that are the photo's cards, best first; none where the photo is the card."""
    if not len(outlines.score):
        return []
    value = outlines.score * (BARE + (1 - BARE) * outlines.text)
    one = int(value.argmax())
    several, worth = _several(outlines)
    # In doubt several: they explain the edges between them, that one card would have to have printed on it.
    if several and worth > max(LEAST_VALUE, value[one] - DOUBT):
        return several
    if value[one] < LEAST_VALUE:
        return _amid_print(outlines, height, width)
    if outlines.text[one] > 0.97 and _nearly_all(outlines.corners[one], height, width):
        return []
    return [one]


def _amid_print(outlines: Outlines, height: int, width: int) -> list[int]:
    """The card that lies on printed paper, whose text is more than its own; none where it may be a box on a card.

    What is printed on a card that fills the photo runs along the photo's borders, a card on paper lies askew.
    """
    low, high = np.sort(size(edges(outlines.corners)[1]), axis=0)
    card = (outlines.score >= AMID) & (outlines.at_border == 0) & (outlines.text > 0)
    card &= (high / low > 1.15) & (high / low < 2.5)  # cards lie tilted
    card &= area(outlines.corners) > LARGE * height * width
    directions, _ = edges(outlines.corners)
    card &= np.sort(np.abs(directions).min(axis=2), axis=1)[:, 2] > ASKEW
    if not card.any():
        return []
    # A shadow that lies on the card makes good edges too, of less text.
    text = np.where(card, outlines.text, 0)
    best = int(np.where(card, outlines.score + ALL_TEXT * text / text.max(), 0).argmax())
    # Of a frame printed on the card, and the card, the frame may have the better edges.
    middle = outlines.corners[best].mean(axis=0)
    around = card & (outlines.score > outlines.score[best] - FRAME)
    around &= area(outlines.corners) < WIDER * area(outlines.corners[best])
    off = np.linalg.norm(outlines.corners.mean(axis=1) - middle, axis=1)
    around &= off < OFF_MIDDLE * np.sqrt(area(outlines.corners[best]))
    within = inside(outlines.corners, middle + 0.97 * (outlines.corners[best] - middle)).all(axis=1)
    return [int(np.where(around & within, area(outlines.corners), 0).argmax())]


def _nearly_all(quad: Corners, height: int, width: int) -> bool:
    """Tell whether an outline is straight and near the photo's border: cutting it out would gain nothing."""
    directions, _ = edges(quad)
    (left, top), (right, bottom) = quad.min(axis=0) / (width, height), quad.max(axis=0) / (width, height)
    straight = np.abs(directions).min(axis=1).max() < 0.02
    return bool(straight and max(left, top, 1 - right, 1 - bottom) < 0.1)


def _several(outlines: Outlines) -> tuple[list[int], float]:
    """The best set of cards that don't overlap, are alike and lie in one plane, and its value."""
    low, high = np.sort(size(edges(outlines.corners)[1]), axis=0)
    card = (outlines.at_border <= 1) & _card_shaped(high / low)
    card &= (outlines.text > 0) | (outlines.score >= BLANK)
    cards = np.nonzero(card)[0]
    quads, score, text = outlines.corners[cards], outlines.score[cards], outlines.text[cards]
    points = grid(quads, SPREAD, SPREAD)
    apart: dict[int, Mask] = {}

    def clear_of(i: int) -> Mask:
        if i not in apart:
            apart[i] = clear(quads, points, i)
        return apart[i]

    best: tuple[list[int], float] = [], 0.0
    for anchor in _anchors(quads, (score >= ANCHOR) & (outlines.at_border[cards] == 0)):
        alike, unlike = like(quads, quads[anchor])
        free = alike & clear_of(anchor)
        chosen = [anchor]
        while free.any():
            chosen.append(int(np.where(free, score - unlike, -1).argmax()))
            free &= clear_of(chosen[-1])
        value = float(score[chosen].mean() * (BARE + (1 - BARE) * min(1.0, text[chosen].sum())))
        # The photo may cut a card off, but seldom most of them.
        at_border = outlines.at_border[cards[chosen]].sum()
        value += PER_CARD * (min(len(chosen), 5) - 2) if len(chosen) > 1 else -1
        if value > best[1] and 2 * at_border < len(chosen):
            best = chosen, value
    return cards[best[0]].tolist(), best[1]


def _anchors(quads: Corners, good: Mask) -> list[int]:
    """The cards that others are measured by: the best, and the best of each size: of two cards side by side both
    together make a card too, and have as good edges."""
    numbers = np.flatnonzero(good)
    sizes = np.rint(np.log(np.abs(area(quads[numbers])).clip(1e-6)) / np.log(SIZES))
    _, first = np.unique(sizes, return_index=True)
    return list(dict.fromkeys([*numbers[:ANCHORS].tolist(), *numbers[first].tolist()]))


def clear(quads: Corners, points: Corners, one: int) -> Mask:
    """Tell which quads lie beside one of them, by `points` of each (N×16×2, as `SPREAD` says)."""
    others_in = inside(quads[one : one + 1], points.reshape(-1, 2)).reshape(len(quads), -1).sum(axis=1)
    return np.asarray(np.maximum(others_in, inside(quads, points[one]).sum(axis=1)) <= OVERLAP)


def like(quads: Corners, card: Corners) -> tuple[Mask, Values]:
    """Tell which quads could be cards of the size of `card` on the same table, and how far each is from that.

    Seen straight from above, as `card` says how the table lies, they are rectangles of its size.
    """
    width, height = (float(side) for side in size(edges(card)[1]))
    flat = np.array([(0, 0), (width, 0), (width, height), (0, height)], np.float32)
    matrix = cv2.getPerspectiveTransform(card.astype(np.float32), flat)
    mapped = np.concatenate([quads, np.ones((len(quads), 4, 1))], axis=2) @ matrix.T
    depth = mapped[..., 2:]
    mapped = mapped[..., :2] / np.where(depth > 0.2, depth, 1)
    directions, lengths = edges(mapped)
    low, high = np.sort(size(lengths), axis=0)
    growth = np.abs(np.log(np.abs(area(mapped)).clip(1e-6) / (width * height)))
    _, cosine = foreshortening(directions, lengths)
    alike = (depth[..., 0] > 0.2).all(axis=1) & (growth < np.log(LIKE)) & (cosine < 0.4) & _card_shaped(high / low)
    return alike, 0.3 * growth + 0.5 * cosine


def _card_shaped(ratio: Values) -> Mask:
    return (ratio > 1.3) & (ratio < 2.3)
