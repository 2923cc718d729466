"""The chance of an outline to be that of a card, by its signs: a small network that `tools/fit_outlines.py` fits."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cardscan.detect.quads import Values

WEIGHTS = Path(__file__).parent / "data" / "outlines.npz"
FAR = 5.0  # standard deviations: what lies further off counts as so far

Array = NDArray[np.float32]


class Judge:
    """The fitted network: layers of sums, each but the last cut off below nought."""

    def __init__(self, weights: Mapping[str, NDArray[np.generic]]) -> None:
        self.signs = tuple(str(name) for name in weights["signs"])
        self.mean, self.spread = (np.asarray(weights[name], np.float32) for name in ("mean", "spread"))
        count = sum(name.startswith("by") for name in weights)
        self.layers = [
            (np.asarray(weights[f"by{i}"], np.float32), np.asarray(weights[f"plus{i}"], np.float32))
            for i in range(count)
        ]

    def chances(self, signs: Mapping[str, Values]) -> Values:
        """Return the chance of each outline, by its signs as `cardscan.detect.signs` tells them."""
        table = np.stack([np.asarray(signs[name], np.float32) for name in self.signs], axis=1)
        values = np.clip((table - self.mean) / self.spread, -FAR, FAR)
        for number, (by, plus) in enumerate(self.layers):
            values = (np.maximum(values, 0) if number else values) @ by + plus
        return np.asarray(1 / (1 + np.exp(-values[:, 0].astype(np.float64))))


@cache
def the_judge() -> Judge:
    """Return the judge that is shipped."""
    with np.load(WEIGHTS, allow_pickle=False) as weights:
        return Judge(dict(weights))
