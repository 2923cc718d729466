"""Say what each segment of a card is: a small linear model in two rounds, fitted by `tools/fit_labels.py`.

The first round looks at each segment alone. The second knows what the first made of the segments above
and below it and of the rest of the card, so that a line under a name may be a title, and the second
likeliest name stands back behind the likeliest.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cardscan.parse import features
from cardscan.parse.features import Rows, Surroundings, squash
from cardscan.parse.segments import Segment
from cardscan.text.scripts import is_latin

LABELS = ("fn", "title", "dept", "org", "adr", "suffix", "other")
#: What tells against a segment where another one has it: the e-mail address names one person, the domain one company.
RIVALS = ("owner", "covers", "legal", "title")
#: What the second round measures from: a title stands by the name, a second name looks like the first.
ANCHORS = ("fn", "org")
WEIGHTS = Path(__file__).parent / "data" / "labels.json"


@dataclass(frozen=True, slots=True)
class Weights:
    """The model: names of the features, a matrix (features + 1 for the bias)×labels for each round, and the
    weights of a company's name (`cardscan.parse.orgs`), the last for there being none."""

    names: tuple[str, ...]
    first: Rows
    second: Rows
    company: NDArray[np.float64]


@cache
def weights() -> Weights:
    """The weights shipped with the package."""
    data = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return Weights(
        tuple(data["features"]),
        np.array(data["first"]),
        np.array(data["second"]),
        np.array(list(data["company"].values())),
    )


def label(segments: Sequence[Segment], around: Surroundings, ratio: float, model: Weights | None = None) -> Rows:
    """Return the probability of each of `LABELS` for each segment, n×7. `ratio`: height of the card in widths."""
    model = model or weights()
    if not segments:
        return np.zeros((0, len(LABELS)))
    names, rows = describe(segments, around, ratio)
    if names != model.names:
        raise ValueError("the weights were fitted for other features: run tools/fit_labels.py")
    first = probabilities(rows, model.first)
    return probabilities(second_look(rows, first, segments), model.second)


def describe(segments: Sequence[Segment], around: Surroundings, ratio: float) -> tuple[tuple[str, ...], Rows]:
    """The features of the first round: their names, and a row for each segment."""
    heights = np.array([s.height for s in segments])
    median, tallest = float(np.median(heights)), float(heights.max())
    inks = [s.ink for s in segments if s.ink is not None]
    light, green, blue = np.median(np.array(inks or [(0, 0, 0)]), axis=0).tolist()
    usual = (light, green, blue) if inks else None
    marks = {squash(s.text) for s in segments if s.text.isupper()}
    rows = []
    for index, segment in enumerate(segments):
        rank = index / max(1, len(segments) - 1)
        rows.append(
            features.own(segment, around, median, tallest)
            | {"ink": features.ink_distance(segment.ink, usual)}
            | {"abbreviated": len(initials := features.initials(segment.text)) > 1 and initials in marks}
            | features.around(segment, around, rank, ratio)
        )
    for key in RIVALS:
        scores = [float(row[key]) for row in rows]
        for index, row in enumerate(rows):
            row[f"{key}_else"] = max(scores[:index] + scores[index + 1 :], default=0.0)
    return tuple(rows[0]), np.array([[float(v) for v in row.values()] for row in rows])


def second_look(rows: Rows, first: Rows, segments: Sequence[Segment]) -> Rows:
    """The features of the second round: those of the first, what it made of the neighbours, and of the rest."""
    out = []
    nothing = np.zeros(len(LABELS))
    latin = np.array([is_latin(s.text) for s in segments])  # what is said in two scripts is no rival
    for index, (above, below) in enumerate(features.neighbours(segments)):
        others = first[(latin == latin[index]) & (np.arange(len(first)) != index)]
        rest = others.max(axis=0) if len(others) else nothing
        height = segments[index].height
        alike = [
            0.0 if other is None else min(height, segments[other].height) / max(height, segments[other].height)
            for other in (above, below)
        ]
        up = nothing if above is None else first[above]
        down = nothing if below is None else first[below]
        own = first[index]
        twins = [first[i][LABELS.index("fn")] for i in (above, below) if i is not None and latin[i] != latin[index]]
        out.append(
            np.concatenate(
                [
                    rows[index],
                    own,
                    up,
                    down,
                    rest,
                    own - rest,
                    own * (1 - rest[LABELS.index("fn")]),
                    own * (1 - rest[LABELS.index("org")]),
                    alike,
                    [above is None, below is None, max(twins, default=0.0)],
                    own * up * alike[0],
                    own * down * alike[1],
                    *(_against(index, first[:, LABELS.index(kind)], segments) for kind in ANCHORS),
                ]
            )
        )
    return np.array(out)


def _against(index: int, chance: NDArray[np.float64], segments: Sequence[Segment]) -> NDArray[np.float64]:
    """How a segment stands to the likeliest other one of a kind: near and below or above, in like letters."""
    others = [i for i in range(len(segments)) if i != index]
    if not others:
        return np.zeros(6)
    anchor = max(others, key=lambda i: float(chance[i]))
    mine, other = segments[index], segments[anchor]
    gap = (mine.place[1] + mine.place[3] - other.place[1] - other.place[3]) / (mine.height + other.height)
    near = float(np.exp(-max(0.0, abs(gap) - 1)))
    across = max(mine.place[0], other.place[0]) < min(mine.place[2], other.place[2])
    alike = min(mine.height, other.height) / max(mine.height, other.height)
    ink = 1 - features.ink_distance(mine.ink, other.ink)
    values = [
        near * (gap > 0.3) * across,
        near * (gap < -0.3) * across,
        near * (not across),
        alike,
        ink,
        alike**4 * ink,
    ]
    return float(chance[anchor]) * np.array(values)


def probabilities(rows: Rows, matrix: Rows) -> Rows:
    """Softmax of a linear map; the last row of the matrix is the bias."""
    scores = rows @ matrix[:-1] + matrix[-1]
    powers = np.exp(scores - scores.max(axis=1, keepdims=True))
    return np.asarray(powers / powers.sum(axis=1, keepdims=True))
