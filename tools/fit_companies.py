"""Fit which words are the company's name (`cardscan/parse/data/companies.json`) on cards that the tagger never saw.

    python tools/fit_companies.py --set TRUTH READINGS TAGGER [--set …] [--made 1500] [--write]

On each card the ways to read the name compete with one another, and with that none of them is right
(`tools/choosing.py`).
"""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parent.parent)]

from bench.rules import score  # noqa: E402
from cardscan.model import Line  # noqa: E402
from cardscan.parse.card import grammars  # noqa: E402
from cardscan.parse.tagger.buildings import with_buildings  # noqa: E402
from cardscan.parse.tagger.companies import FIELD, LEAST_LIKELY, options  # noqa: E402
from cardscan.parse.tagger.features import describe  # noqa: E402
from cardscan.parse.tagger.network import Network  # noqa: E402
from cardscan.parse.tagger.values import values_of  # noqa: E402
from tools.choosing import Choice, Of, choice_of, fit  # noqa: E402

DECAY = 0.01  # of the weights of signs that vary by one


def choices(truth: Mapping[str, Any], lines: Sequence[Line], width: float, tagger: Network) -> list[Choice]:
    """Return the choice that a card leaves, if there is one."""
    card = describe(lines, width, grammars(lines)) if lines else None
    if card is None:
        return []
    chances = tagger.chances(card)
    values = with_buildings(values_of(card.words, lines, chances), card, lines, chances)
    found = options(values, card, lines, chances)
    if not found:
        return []
    right = [_is_right(truth.get("org", []), option.value.text) for option in found]
    orgs = [value for value in values if value.kind == "org"]
    liked = max(orgs, key=lambda value: value.likely).words if orgs else None
    likeliest = next((at for at, option in enumerate(found) if option.value.words == liked), len(found))
    return [choice_of(found, right, likeliest)]


def _is_right(names: Sequence[str], text: str) -> bool:
    return bool(names) and score([{"org": list(names)}], [{"org": [{"value": text}]}]).right["org"] > 0


COMPANIES = Of(FIELD, choices, LEAST_LIKELY, DECAY, {})

if __name__ == "__main__":
    fit(COMPANIES, (__doc__ or "").splitlines()[0])
