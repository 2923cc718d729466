"""Fit from which closeness on phrases may mean the same (`cardscan/meaning/fit.json`), on bench/meaning_pairs.txt.

    pip install -e '.[meaning]' && python tools/fit_meaning.py

The middle is that of all phrases there. Of the thresholds each is the lowest that is precise enough: `few` for a list
of one's own, `many` for the offers of a whole book. `python -m bench.meaning` measures them on pairs that had no part.
"""

import json
import sys
from pathlib import Path

sys.path[:0] = [str(Path(__file__).parents[1])]

from bench.meaning import BESIDE, PRECISE, Measured, phrases_of, read_pairs  # noqa: E402
from cardscan.meaning.encoder import FILES, PACKAGE, encoder, problem  # noqa: E402
from cardscan.meaning.nearness import FIT, closeness  # noqa: E402


def main() -> None:
    """Fit and write."""
    if why := problem():
        sys.exit(f"{PACKAGE}: {why}; pip install -e '.[meaning]' installs it")
    pairs = read_pairs()
    phrases = phrases_of(pairs)
    vectors = encoder()(phrases)
    middle = vectors.mean(axis=0).round(5)
    cosines = closeness(vectors, vectors, middle)
    at = {phrase: row for row, phrase in enumerate(phrases)}
    measured = Measured(lambda seeks, offers: float(cosines[at[seeks], at[offers]]), pairs)
    thresholds = {
        name: round(measured.threshold(lambda of, name=name: of.everyday[name], PRECISE[name]), 3) for name in BESIDE
    }
    fitted = {"package": PACKAGE, "files": FILES, **thresholds, "middle": [round(float(each), 5) for each in middle]}
    FIT.write_text(json.dumps(fitted) + "\n", "utf-8")
    print(f"{FIT} written: {thresholds}, of {len(pairs)} pairs")


if __name__ == "__main__":
    main()
