"""Say which phrases may mean the same, by how close their vectors lie.

`fit.json` holds what `tools/fit_meaning.py` chose: the middle of many phrases, which is taken from each vector, since
what all phrases have in common tells none from another; and from which closeness on one may fit another.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np

from cardscan.meaning.encoder import Matrix

FIT = Path(__file__).parent / "fit.json"
FEW = 50  # phrases: a list of one's own. Among more there is more to be mistaken for what is looked for


@dataclass(frozen=True, slots=True)
class Fit:
    """What was chosen on pairs of phrases."""

    middle: Matrix
    few: float  # the cosine from which one may fit another, among few phrases
    many: float  # and among those of a whole book


@cache
def fit() -> Fit:
    """Read what was fitted."""
    values = json.loads(FIT.read_text("utf-8"))
    return Fit(np.array(values["middle"], np.float32), values["few"], values["many"])


def closeness(seeks: Matrix, offers: Matrix, middle: Matrix) -> Matrix:
    """Give the cosine of each phrase of the first with each of the second, around their middle."""
    cosines: Matrix = _around(seeks, middle) @ _around(offers, middle).T
    return cosines


def near(seeks: Matrix, offers: Matrix) -> Iterator[tuple[int, int, float]]:
    """Give what may fit what, as rows of both, with the cosine; the closest first."""
    fitted = fit()
    cosines = closeness(seeks, offers, fitted.middle)
    least = fitted.few if max(len(seeks), len(offers)) <= FEW else fitted.many
    found = [(int(row), int(column), float(cosines[row, column])) for row, column in np.argwhere(cosines >= least)]
    yield from sorted(found, key=lambda each: (-each[2], each[:2]))


def _around(vectors: Matrix, middle: Matrix) -> Matrix:
    moved: Matrix = vectors - middle
    moved /= np.linalg.norm(moved, axis=1, keepdims=True)  # none is in the very middle
    return moved
