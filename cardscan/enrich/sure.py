"""Say how likely each value is right, and which nobody needs to look at: fitted by `tools/fit_sure.py`.

The chance is a logistic function of the value's signs (`cardscan.enrich.signs`), calibrated on labelled cards: of the
values that are said to be right in 90 of 100 cases, about 90 of 100 are.
"""

import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from cardscan.enrich.country import is_certain
from cardscan.enrich.signs import KINDS, signs
from cardscan.model import Contact, Field, Line

WEIGHTS = Path(__file__).parent / "data" / "sure.json"
#: What is told by words and isn't calibrated: the confidence from which two readers that agree make it sure.
_TOLD = {"dept": 0.9, "suffix": 0.9, "social": 0.6}


@dataclass(frozen=True, slots=True)
class Calibration:
    """The weights of the signs of each kind, and from which chance a value of it is sure."""

    weights: Mapping[str, Mapping[str, float]]
    sure: Mapping[str, float]

    def chance(self, kind: str, of: Mapping[str, float]) -> float:
        """The chance that a value with these signs is right."""
        weights = self.weights[kind]
        return 1 / (1 + math.exp(-max(-20.0, min(20.0, sum(weights[name] * value for name, value in of.items())))))


def may_be_sure(of: Mapping[str, float]) -> bool:
    """False of what someone has to complete or correct, however clearly it was read: an invalid number or address, and
    a part of a line of which the rest is no field."""
    return of.get("valid", 1.0) > 0 and not of.get("uncertain", 0.0) and not of.get("part", 0.0)


@cache
def calibration() -> Calibration:
    """The calibration shipped with the package."""
    data = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return Calibration(data["weights"], data["sure"])


def judge(contact: Contact, country: str, lines: Sequence[Line], by: Calibration | None = None) -> Contact:
    """Give each value the chance that it is right as its confidence, and mark those that are sure.

    What a code says keeps what it was given: whether it can be trusted was settled when it was held against the print.
    """
    by = by or calibration()
    certain = is_certain(contact, country, lines)

    def judged(kind: str, field: Field) -> Field:
        if field.origin.startswith("qr"):
            return field
        if kind in _TOLD:
            told = "+" in field.origin and "enrich" not in field.origin
            return replace(field, sure=told and field.confidence >= _TOLD[kind])
        of = signs(kind, field, contact, certain, lines)
        chance = by.chance(kind, of)
        return replace(field, confidence=chance, sure=chance >= by.sure[kind] and may_be_sure(of))

    return replace(
        contact, **{kind: tuple(judged(kind, f) for f in getattr(contact, kind)) for kind in (*KINDS, *_TOLD)}
    )
