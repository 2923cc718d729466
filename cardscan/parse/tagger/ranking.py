"""Weigh the ways to read one field of a card against each other, and against that there is none: a softmax of signs.

What the ways are and what speaks for each, the field's own file says; weights are fitted on
cards that the network never saw (`tools/choosing.py`).
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cardscan.parse.tagger.values import Value

DATA = Path(__file__).parent.parent / "data"
NONE = "none"  # the one sign of that no way is right


@dataclass(frozen=True, slots=True)
class Option:
    """One way to read a field, and the signs that speak for it and against it."""

    value: Value
    signs: Mapping[str, float]


def chances_of(options: Sequence[Option], field: str) -> list[float]:
    """Return how likely each way is the right one; what is left to one is the chance that none of them is."""
    weights = weights_of(field)
    weighed = [sum(weights[name] * value for name, value in option.signs.items()) for option in options]
    most = max([*weighed, weights[NONE]])
    odds = [math.exp(weight - most) for weight in weighed]
    whole = sum(odds) + math.exp(weights[NONE] - most)
    return [each / whole for each in odds]


@cache
def weights_of(field: str) -> dict[str, float]:
    """Return the weights of the signs of a field's ways, shipped with the package; "none": of that there is none."""
    weights: dict[str, float] = json.loads((DATA / f"{field}.json").read_text(encoding="utf-8"))
    return weights
