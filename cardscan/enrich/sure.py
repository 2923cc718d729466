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
from cardscan.enrich.phones import is_of
from cardscan.enrich.signs import KINDS, signs
from cardscan.model import KINDS as ALL
from cardscan.model import Contact, Field, Line

WEIGHTS = Path(__file__).parent / "data" / "sure.json"
#: Signs that a value must have, if its kind has them, and those that it must not have, to be sure.
NEEDED = ("valid", "printed")
DOUBTFUL = (
    "uncertain", "disputed", "part", "halved", "open", "nobody", "unlikely", "generic", "rivalled", "respelled",
)  # fmt: skip
#: A name, title, company or address less likely right than this is left out: more often it is something else.
KEPT_FROM = 0.4
_LEFT_OUT = ("fn", "title", "org", "adr")
#: What is told by words and isn't calibrated: the confidence from which two readers that agree make it sure.
_TOLD = {"dept": 0.9, "suffix": 0.9, "social": 0.6}


@dataclass(frozen=True, slots=True)
class Calibration:
    """The weights of the signs of each kind, and from which chance a value is sure.

    `sure`: of each kind, on a card that two readers read; `neural`, `classic`: on one that rapidocr or Tesseract alone
    read.
    """

    weights: Mapping[str, Mapping[str, float]]
    sure: Mapping[str, float]
    neural: Mapping[str, float]
    classic: Mapping[str, float]

    def chance(self, kind: str, of: Mapping[str, float]) -> float:
        """The chance that a value with these signs is right."""
        weights = self.weights[kind]
        return 1 / (1 + math.exp(-max(-20.0, min(20.0, sum(weights[name] * value for name, value in of.items())))))

    def is_sure(self, kind: str, chance: float, of: Mapping[str, float]) -> bool:
        """Whether nobody needs to look at a value of this kind with this chance and these signs."""
        least = self.classic if of["classic"] else self.neural if of["alone"] else self.sure
        return chance >= least[kind] and may_be_sure(of)


def may_be_sure(of: Mapping[str, float]) -> bool:
    """False of what someone has to complete or correct, however clearly it was read.

    That is a number or an address of the net that is invalid or was repaired; one of these, or a name, that the other
    reader read otherwise; what has a word that no reader read so, an address one that begins as none does; a part of a
    line of which the rest is no field; the title of nobody; a company's name of ordinary words alone, or one that has a
    rival; and what is rather something else.
    """
    told = all(of.get(name, 1.0) for name in NEEDED)
    return told and not any(of.get(name, 0.0) for name in DOUBTFUL)


@cache
def calibration() -> Calibration:
    """The calibration shipped with the package."""
    data = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return Calibration(**data)


def weigh(contact: Contact, country: str, lines: Sequence[Line], by: Calibration | None = None) -> Contact:
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
        told = certain and (kind != "tel" or is_of(field, country))
        of = signs(kind, field, contact, told, lines)
        chance = by.chance(kind, of)
        return replace(field, confidence=chance, sure=by.is_sure(kind, chance, of))

    return replace(
        contact, **{kind: tuple(judged(kind, f) for f in getattr(contact, kind)) for kind in (*KINDS, *_TOLD)}
    )


def likely(contact: Contact) -> Contact:
    """Leave out what is more likely something else; what belongs to a name that goes belongs to the whole card."""
    kept = {kind: tuple(f for f in getattr(contact, kind) if _stays(f)) for kind in _LEFT_OUT}
    number = {old: new for new, old in enumerate(at for at, f in enumerate(contact.fn) if _stays(f))}
    renumbered = {
        kind: tuple(
            replace(f, person=number.get(f.person)) if f.person is not None else f
            for f in kept.get(kind, getattr(contact, kind))
        )
        for kind in ALL
    }
    return replace(contact, **renumbered)


def _stays(field: Field) -> bool:
    return field.confidence >= KEPT_FROM or field.origin.startswith("qr")
