"""Fit which words are a person's name (`cardscan/parse/data/persons.json`) on cards that the tagger never saw.

    python tools/fit_persons.py --set TRUTH READINGS TAGGER [--set …] [--made 1500] [--write]

Each way to read a name is a choice of its own, between that it is one and that it is none (`tools/choosing.py`): a card
may name several people. A name that was misread is one.
"""

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz

sys.path[:0] = [str(Path(__file__).parent.parent)]

from bench.rules import score  # noqa: E402
from cardscan.model import Line  # noqa: E402
from cardscan.parse.card import LEAST_LIKELY, grammars  # noqa: E402
from cardscan.parse.tagger.buildings import with_buildings  # noqa: E402
from cardscan.parse.tagger.couples import named  # noqa: E402
from cardscan.parse.tagger.features import describe  # noqa: E402
from cardscan.parse.tagger.halves import whole  # noqa: E402
from cardscan.parse.tagger.network import Network  # noqa: E402
from cardscan.parse.tagger.persons import FIELD, options  # noqa: E402
from cardscan.parse.tagger.values import values_of  # noqa: E402
from cardscan.text.letters import squash  # noqa: E402
from tools.choosing import Choice, Of, choice_of, fit  # noqa: E402

DECAY = 0.01  # of the weights of signs that vary by one
#: What one would guess of signs that are rare among labelled cards.
GUESS = {
    **dict.fromkeys(("as_street", "as_title", "as_place", "as_dept", "as_suffix"), -3.0),
    "latin_domain": -3.0,
    "within_company": -3.0,
    "legal": -3.0,
    "digits": -3.0,
    "mixed": -3.0,
    "lower": -1.0,
    "rest_org": -2.0,
    "many": -1.0,
    "name_score": 2.0,
    "like_mail": 1.0,
}
_MISREAD = 80.0  # per cent of likeness from which a text is a name that was misread


def choices(truth: Mapping[str, Any], lines: Sequence[Line], width: float, tagger: Network) -> list[Choice]:
    """Return the choices that a card leaves."""
    found = grammars(lines)
    card = describe(lines, width, found) if lines else None
    if card is None:
        return []
    chances = tagger.chances(card)
    values = with_buildings(values_of(card.words, lines, chances), card, lines, chances)
    values = named(whole(values, lines, LEAST_LIKELY), lines)
    ways = options(values, card, lines, chances, found)
    own = {value.words for value in values if value.kind == "fn" and value.likely >= LEAST_LIKELY}
    right = right_of(truth.get("fn", []), [option.value.text for option in ways])
    return [
        choice_of([option], [told], 0 if option.value.words in own else 1)
        for option, told in zip(ways, right, strict=True)
    ]


def right_of(names: Sequence[str], texts: Sequence[str]) -> list[bool]:
    """Return which texts are names: the very ones, else those without a prefix, else those that were misread."""
    right = [False] * len(texts)
    for name in names:
        tests = (
            lambda text, name=name: squash(text) == squash(name),
            lambda text, name=name: score([{"fn": [name]}], [{"fn": [{"value": text}]}]).right["fn"] > 0,
            lambda text, name=name: fuzz.ratio(squash(text), squash(name)) >= _MISREAD,
        )
        told = next((each for test in tests if any(each := [test(text) for text in texts])), right)
        right = [one or other for one, other in zip(right, told, strict=True)]
    return right


PERSONS = Of(FIELD, choices, LEAST_LIKELY, DECAY, GUESS)

if __name__ == "__main__":
    fit(PERSONS, (__doc__ or "").splitlines()[0])
