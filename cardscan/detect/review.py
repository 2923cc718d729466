"""Think a choice of cards over by the chances of the outlines: where another is clearly likelier, it is taken."""

import cv2
import numpy as np

from cardscan.detect.choice import ASKEW, LARGE, SPREAD, clear, like
from cardscan.detect.outlines import Outlines
from cardscan.detect.quads import Corners, Mask, Values, area, edges, grid

LIKELIER = 0.3  # of chance, by which another is taken instead of an outline of another card, or of part of one:
SAME = 0.85  # of what two outlines cover together, that those of one card have in common, at least
# Of two outlines of one card the likelier has the better side where it is all but certain. Below that real tables,
# which the judge never saw, mislead it more than edges do.
CERTAIN, BETTER = 0.95, 0.15  # chance of such an outline, and by how much it is likelier
MOST_BORDERS = 2  # sides of such an outline: three make a strip of the photo, with the table in it
FAR_LIKELIER = 0.6  # of chance, by which one card is taken instead of several
# Chance of one more card beside several, on which no text was found, and of a better outline of one of them.
LIKELY_TOO = 0.7
NEARLY = 0.95  # of what two outlines cover together: with more in common, one shows no more than the other
AS_GOOD = 0.05  # of score, that the likelier outline of one of several may fall short
LIKELY = 0.9  # chance of a card, where none was chosen: the photo is read whole then, which loses little
FILLS = 0.6  # of the photo, that such a card covers at most: what is read with a larger one is little
ALL = 0.97  # share of the text that it holds, unless it lies askew


def reconsider(chosen: list[int], chances: Values, outlines: Outlines, height: int, width: int) -> list[int]:
    """Return the chosen outlines, or the likeliest where that is clearly more of a card, by the outlines' `chances`."""
    one = int(chances.argmax())
    if not chosen:
        return [one] if chances[one] >= LIKELY and _lies_in(outlines, one, height * width) else []
    more = chances[one] - chances[chosen].mean()
    if len(chosen) > 1:
        return [one] if more > FAR_LIKELIER else _one_by_one(chosen, chances, outlines)
    if outlines.at_border[one] > MOST_BORDERS:
        return chosen
    other = _shared(outlines.corners[one], outlines.corners[chosen[0]]) < SAME
    surer = more > LIKELIER if other else chances[one] >= CERTAIN and more > BETTER
    return [one] if surer else chosen


def _one_by_one(chosen: list[int], chances: Values, outlines: Outlines) -> list[int]:
    """Several cards with those that were passed over, each by its likelier outline where no other is in its way."""
    points = grid(outlines.corners, SPREAD, SPREAD)

    def free_of(cards: list[int]) -> Mask:
        beside = np.ones(len(chances), np.bool_)
        for card in cards:
            beside &= clear(outlines.corners, points, card)
        return beside

    surest = chosen[int(chances[chosen].argmax())]
    alike, _ = like(outlines.corners, outlines.corners[surest])
    alike &= (chances >= LIKELY_TOO) & (outlines.at_border <= 1)
    cards = list(chosen)
    while (free := alike & free_of(cards)).any():
        cards.append(int(np.where(free, chances, -1).argmax()))
    for place, card in enumerate(cards):
        better = chances > max(LIKELY_TOO, chances[card] + BETTER)
        better &= outlines.score >= outlines.score[card] - AS_GOOD
        better &= free_of(cards[:place] + cards[place + 1 :])
        shared = {int(i): _shared(outlines.corners[i], outlines.corners[card]) for i in np.flatnonzero(better)}
        same = [i for i, part in shared.items() if SAME <= part < NEARLY]
        cards[place] = max(same, key=lambda i: chances[i], default=card)
    return cards


def _lies_in(outlines: Outlines, one: int, photo: int) -> bool:
    """Tell whether an outline is a card in a photo, not a panel printed on a card that fills the photo."""
    directions, _ = edges(outlines.corners[one])
    share = area(outlines.corners[one]) / photo
    askew = np.sort(np.abs(directions).min(axis=1))[2] > ASKEW and not outlines.at_border[one] and share > LARGE
    return bool((askew or outlines.text[one] >= ALL) and share < FILLS)


def _shared(one: Corners, other: Corners) -> float:
    """What two outlines have in common, of what both together cover."""
    common = cv2.intersectConvexConvex(one.astype(np.float32), other.astype(np.float32))[0]
    return float(common / (area(one) + area(other) - common))
