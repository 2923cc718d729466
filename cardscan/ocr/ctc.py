"""What the neural reader saw of a line, step by step along it, and how likely any text is to have left that.

The network says for each step which characters may stand there, and how likely; "" is none: what parts two that are
equal (connectionist temporal classification, Graves et al. 2006). The text that it reads is the likeliest character of
each step; a text's own chance is the sum over all ways to lay it along the steps.
"""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache

import numpy as np
from numpy.typing import NDArray

from cardscan.model import Reading
from cardscan.ocr.fuse import clean, without_accents

Step = Mapping[str, float]  # how likely each character is; "" is none
CERTAIN = 0.998  # how likely a character is beside which no other is kept
LEAST = 0.003  # how likely the others are that are kept
UNSEEN = 1e-4  # what is taken for all that are not
RIVAL = 0.01  # how likely the characters of rivals are, at least
WIDTH = 6  # texts that are followed from step to step


@dataclass(frozen=True, slots=True)
class Seen(Reading):
    """A reading of the neural reader, with what it saw. What leaves this room is a `Reading` alone."""

    steps: tuple[Step, ...] = field(default=(), repr=False, compare=False)


@cache
def folded(char: str) -> str:
    """A character as addresses are compared: case and accents mean nothing, and white space is none."""
    bare = without_accents(clean(char)).casefold()
    return bare if len(bare) < 2 else char


def steps_of(likely: NDArray[np.float32], characters: Sequence[str]) -> tuple[Step, ...]:
    """Return the steps of a network's output, steps × characters, of which the first is none."""
    best = likely.argmax(axis=1)
    top = likely[np.arange(len(best)), best].tolist()
    steps = [{characters[char] if char else "": chance} for char, chance in zip(best.tolist(), top, strict=True)]
    unsure = [at for at, chance in enumerate(top) if chance < CERTAIN]
    rest = likely[unsure].ravel()  # flat: numpy finds few among many three times as fast in one dimension as in two
    for at in np.flatnonzero(rest >= LEAST).tolist():
        row, char = divmod(at, likely.shape[1])
        steps[unsure[row]].setdefault(characters[char] if char else "", float(rest[at]))
    return tuple(steps)


def read(steps: Sequence[Step]) -> tuple[str, tuple[float, ...]]:
    """Return the text of the likeliest character of each step, and how likely each is."""
    text, chars, before = "", list[float](), ""
    for step in steps:
        char, chance = next(iter(step.items()))
        if char and char != before:
            text += char
            chars += [chance] * len(char)
        before = char
    return text, tuple(chars)


def plain(steps: Sequence[Step]) -> list[dict[str, float]]:
    """The steps with characters folded as addresses are compared: case, accents and spaces mean nothing."""
    out = []
    for step in steps:
        sums: dict[str, float] = {}
        for char, chance in step.items():
            sums[folded(char)] = sums.get(folded(char), 0.0) + chance
        out.append(sums)
    return out


def rivals(steps: Sequence[Step], within: float) -> list[str]:
    """Return the likeliest texts of plain steps, the likeliest first, and those less likely by up to `within`, a
    natural logarithm.

    A prefix beam search: texts less likely than the first `WIDTH` at any step are lost.
    """
    beams = {"": (1.0, 0.0)}  # of each text how likely it is with its last character ended, and with it going on
    for step in steps:
        found: dict[str, list[float]] = {}
        for text, (ended, going) in beams.items():
            for char, chance in step.items():
                if chance < RIVAL:
                    continue
                if not char:
                    found.setdefault(text, [0.0, 0.0])[0] += (ended + going) * chance
                    continue
                if text.endswith(char):
                    found.setdefault(text, [0.0, 0.0])[1] += going * chance
                    going_on = ended * chance
                else:
                    going_on = (ended + going) * chance
                found.setdefault(text + char, [0.0, 0.0])[1] += going_on
        best = sorted(found.items(), key=lambda each: -sum(each[1]))[:WIDTH]
        total = sum(sum(chances) for _, chances in best)
        if not total:
            return []
        beams = {text: (ended / total, going / total) for text, (ended, going) in best}
    least = max(map(sum, beams.values())) * math.exp(-within)
    return [text for text, both in beams.items() if sum(both) >= least]


def likelihoods(steps: Sequence[Step], texts: Sequence[str]) -> NDArray[np.float64]:
    """Return the logarithm of each text's chance to have left these plain steps."""
    if not steps or not texts:
        return np.zeros(len(texts))
    rows = {char: number for number, char in enumerate(sorted({"", *"".join(texts)}))}
    chances = np.full((len(steps), len(rows)), UNSEEN)
    for at, step in enumerate(steps):
        for char, chance in step.items():
            if char in rows:
                chances[at, rows[char]] = max(UNSEEN, chance)
    ways = np.zeros((len(texts), 2 * max(map(len, texts)) + 1), np.intp)  # none, a character, none, a character …
    skips = np.zeros(ways.shape)
    for row, text in enumerate(texts):
        ways[row, 1 : 2 * len(text) : 2] = [rows[char] for char in text]
        skips[row, 3 : 2 * len(text) : 2] = [a != b for a, b in zip(text, text[1:], strict=False)]
    ends = np.array([2 * len(text) for text in texts])
    so_far = np.zeros(ways.shape)
    so_far[:, 0] = 1.0
    logs = np.zeros(len(texts))
    for step_chances in chances:
        moved = so_far.copy()
        moved[:, 1:] += so_far[:, :-1]
        moved[:, 2:] += so_far[:, :-2] * skips[:, 2:]
        so_far = moved * step_chances[ways]
        total = so_far.sum(axis=1)
        logs += np.log(total)
        so_far /= total[:, None]
    each = np.arange(len(texts))
    last = so_far[each, ends] + np.where(ends > 0, so_far[each, np.maximum(ends - 1, 0)], 0.0)
    return np.asarray(logs + np.log(np.maximum(last, np.finfo(float).tiny)))
