"""Choose the company's name: of all the ways to put touching segments together, the one most like a name.

A name may be spread over a logo, stand small in the address, or in the domain. Each way is described by
numbers and scored by a linear model, fitted with the labels by `tools/fit_labels.py`.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from cardscan.parse import gazetteer as known
from cardscan.parse.features import Rows, Surroundings, ink_distance, squash, words
from cardscan.parse.labels import LABELS
from cardscan.parse.segments import Segment, in_reading_order

MAYBE = 0.04  # a segment this likely a company's may be in its name
LONGEST = 4  # segments of one name
MOST = 14  # segments considered
COLUMN = LABELS.index("org")


@dataclass(frozen=True, slots=True)
class Name:
    """A way to put a name together."""

    segments: tuple[Segment, ...]
    text: str
    features: NDArray[np.float64]


def candidates(segments: Sequence[Segment], likely: Rows, around: Surroundings) -> list[Name]:
    """Return the ways to put a company's name together."""
    chance = {id(s): p for s, p in zip(segments, likely, strict=True)}
    mine = sorted((s for s in segments if chance[id(s)][COLUMN] >= MAYBE), key=lambda s: -chance[id(s)][COLUMN])[:MOST]
    if not mine:
        return []
    tallest = max(s.height for s in segments)
    flats = [squash(s.text) for s in segments]
    names = []
    for group in _groups(mine):
        ordered = tuple(in_reading_order(group))
        text = text_of(ordered)
        if squash(text):
            rest = [s for s in mine if s not in group]
            names.append(Name(ordered, text, _describe(ordered, text, rest, chance, around, tallest, flats)))
    return names


def _groups(mine: Sequence[Segment]) -> Iterator[tuple[Segment, ...]]:
    """Single segments, and up to `LONGEST` that hang together."""
    near = {(id(a), id(b)) for a, b in combinations(mine, 2) if touching(a, b)}
    near |= {(b, a) for a, b in near}
    level: set[frozenset[int]] = {frozenset((i,)) for i in range(len(mine))}
    for _ in range(LONGEST):
        for group in sorted(level, key=sorted):
            yield tuple(mine[i] for i in sorted(group))
        level = {
            group | {i}
            for group in level
            for i in range(len(mine))
            if i not in group and any((id(mine[i]), id(mine[j])) in near for j in group)
        }


def touching(a: Segment, b: Segment) -> bool:
    """True when one stands right above the other, or right beside it."""
    down = max(a.place[1], b.place[1]) - min(a.place[3], b.place[3])
    across = max(a.place[0], b.place[0]) - min(a.place[2], b.place[2])
    tall = max(a.height, b.height)
    if down < -0.4 * min(a.height, b.height):
        return across < 0.8 * tall
    return down < 0.6 * tall and across < 0


def _describe(
    group: Sequence[Segment],
    text: str,
    rest: Sequence[Segment],
    chance: dict[int, NDArray[np.float64]],
    around: Surroundings,
    tallest: float,
    flats: Sequence[str],
) -> NDArray[np.float64]:
    p = np.array([chance[id(s)] for s in group])
    org = p[:, COLUMN]
    short = bare(text)
    flat, flat_short = squash(text), squash(short)
    domain = max((_alike(flat_short, d) for d in around.domains), default=0.0)
    initials = "".join(w[0] for w in words(short)).casefold()
    form = known.legal_form(text)
    heights = [s.height for s in group]
    inside = max((ink_distance(x.ink, y.ink) for x, y in combinations(group, 2)), default=0.0)
    next_to = [s for s in rest if any(touching(s, member) for member in group)]
    left = sum(float(chance[id(s)][COLUMN]) for s in next_to)
    outside = min((ink_distance(s.ink, member.ink) for s in next_to for member in group), default=1.0)
    first, last = group[0], group[-1]
    repeats = sum(flat_short in f for f in flats) if len(flat_short) > 2 else 0
    tokens = words(text)
    return np.array(
        [
            org.max(),
            org.min(),
            float(np.log(np.clip(org, 0.02, 0.98) / (1 - np.clip(org, 0.02, 0.98))).mean()),
            len(group) == 2,
            len(group) == 3,
            len(group) > 3,
            left,
            domain,
            domain > 0.86,
            domain > 0.99,
            len(initials) > 1 and initials in around.domains,
            bool(around.domains),
            form is not None,
            form is not None and len(words(short)) >= 2,
            form is not None and text.rstrip(" .").endswith(form.rstrip(" .")),
            known.org_score(text),
            p[:, LABELS.index("fn")].max(),
            p[:, LABELS.index("adr")].max(),
            p[:, LABELS.index("title")].max(),
            p[:, LABELS.index("other")].max(),
            max(heights) / tallest,
            min(heights) / tallest,
            min(2.0, max(heights) / min(heights) - 1),
            len(group) > 1 and first.span.line == last.span.line,
            len(group) > 1 and abs(first.place[0] - last.place[0]) < 0.02,
            repeats > len(group),
            len(tokens) == 1,
            len(tokens) > 6,
            len(flat) < 4,
            any(c.isdigit() for c in text),
            text.rstrip().endswith(("&", ",", "-")),
            first.place[1] < 0.15,
            text == text.upper(),
            inside,
            inside * (len(group) > 1) * (max(heights) / min(heights) > 1.3),
            1 - outside,
            (1 - outside) * any(0.8 < s.height / m.height < 1.25 for s in next_to for m in group),
        ],
        dtype=np.float64,
    )


def _alike(flat: str, domain: str) -> float:
    return fuzz.ratio(flat, domain) / 100 if len(domain) > 3 else float(flat == domain)


def bare(text: str) -> str:
    """The name without its legal form."""
    form = known.legal_form(text)
    return text.replace(form, " ") if form and squash(form) != squash(text) else text


def text_of(group: Sequence[Segment]) -> str:
    """The words of a name in one line."""
    return " ".join(s.text.strip(" ,") for s in group)


def chances(names: Sequence[Name], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    """The chance of each name to be the company's, and last of there being none."""
    scores = np.array([*(float(n.features @ weights[:-1]) for n in names), float(weights[-1])])
    powers = np.exp(scores - scores.max())
    return np.asarray(powers / powers.sum())


def company_names(
    segments: Sequence[Segment], likely: Rows, around: Surroundings, weights: NDArray[np.float64], most: int, least: float
) -> list[tuple[Name, float]]:
    """Return the company's name, then other names that share no word with it, each with its chance; the likeliest first."""
    names = candidates(segments, likely, around)
    chance = chances(names, weights)
    chosen: list[tuple[Name, float]] = []
    for index in np.argsort(-chance):
        if index == len(names) or chance[index] < least or len(chosen) == most:
            break
        name = names[index]
        if all(not set(map(id, name.segments)) & set(map(id, other.segments)) for other, _ in chosen):
            chosen.append((name, float(chance[index])))
    return chosen
