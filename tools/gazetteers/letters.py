"""Learn which runs of letters tell a name from an ordinary word: logistic regression on 2 to 4 letters."""

import math
import random
from collections import Counter

from cardscan.parse.gazetteer.names import BIAS, runs

LEAST = 30  # words that a run must stand in
SMALL = 0.2  # weights below this are left out
PASSES, RATE = 2, 0.15


def learn(names: set[str], words: set[str]) -> dict[str, float]:
    """Return the weight of each run of letters, and of BIAS, in the log odds that a word is a name."""
    samples = [(runs(n), 1) for n in sorted(names)] + [(runs(w), 0) for w in sorted(words - names)]
    counts = Counter(run for found, _ in samples for run in found)
    weight = {run: 0.0 for run, count in counts.items() if count >= LEAST}
    bias, order = 0.0, random.Random(0)  # noqa: S311  a seeded shuffle, no secret
    for turn in range(PASSES):
        order.shuffle(samples)
        rate = RATE / (1 + turn)
        for found, is_name in samples:
            held = [run for run in found if run in weight]
            odds = bias + sum(weight[run] for run in held)
            step = rate * (is_name - 1 / (1 + math.exp(-max(-30.0, min(30.0, odds)))))
            bias += 0.3 * step
            for run in held:
                weight[run] += step
    return {run: value for run, value in weight.items() if abs(value) >= SMALL} | {BIAS: bias}
