"""Fit how sure each value is (`cardscan/enrich/data/sure.json`) on cards that the tagger never saw.

    python tools/fit_sure.py --set TRUTH READINGS TAGGER [--set …] [--made 1500] [--write]

READINGS is the output of `cardscan read --json` on the photos that TRUTH labels, "photo" as in the truth; TAGGER the
weights of a tagger that was trained without that set (`tools/train_tagger.py --without`). The recorded lines are read
again with it, so that every value judged is one of a stranger's card; values found on cards made up anew weigh `SHARE`
of one. A logistic function of a value's signs says how likely it is right: fitted once for all kinds and once for each,
the second drawn to the first.

The chance from which a value is sure is chosen on values judged by weights that were fitted without their source (a
folder, or the photos of a country), by conformal risk control (Angelopoulos and others 2022): of n sure values
(wrong + 1) / (n + 1) is at most `RISK`, and within each kind at most `RISK_OF_KIND`. With few values few are sure. What
is printed is judged once more without each source: by weights and thresholds that it had no part in.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

sys.path[:0] = [str(Path(__file__).parent.parent)]

from bench.calibration import print_calibration  # noqa: E402
from bench.rules import Judged, Value, score  # noqa: E402
from cardscan.enrich.country import country_of, is_certain  # noqa: E402
from cardscan.enrich.phones import is_of  # noqa: E402
from cardscan.enrich.signs import COMMON, KINDS, signs  # noqa: E402
from cardscan.enrich.steps import checked  # noqa: E402
from cardscan.enrich.sure import WEIGHTS, Calibration, may_be_sure  # noqa: E402
from cardscan.model import KINDS as ALL  # noqa: E402
from cardscan.model import Code, Line  # noqa: E402
from cardscan.ocr.columns import laid_level  # noqa: E402
from cardscan.parse.card import parse_card  # noqa: E402
from cardscan.parse.tagger.network import Network  # noqa: E402
from cardscan.vcards.outrank import with_codes  # noqa: E402
from tools.made.canvas import WIDTH  # noqa: E402
from tools.recorded import line_of  # noqa: E402

OF_MADE = ("fn", "title", "org", "adr")  # kinds of which values of made-up cards are judged
SEED = 16  # of the cards made up, which no training has seen
SHARE = 0.1  # what a value of a made-up card weighs against one of a photo
ALONE = 0.3  # and what one that one of the readers alone makes weighs
DECAY, OWN_DECAY = 0.3, 2.0  # of the weights for all kinds, and of how those of a kind differ
RISK, RISK_OF_KIND = 0.007, 0.03  # share of sure values that may be wrong, at most
STEPS = 9
PARTS = 6  # in which sources are left out together
#: What one would guess of signs that are rare: a part of a line of which the rest is no field may be half of a value.
PRIOR = {
    ("fn", "tall"): -2.0,
    ("title", "part"): -4.0,
    ("title", "beside"): 1.0,
    ("org", "part"): -2.0,
    ("org", "wants"): -2.0,
    ("adr", "form"): -3.0,
    ("adr", "goes_on"): -1.0,
}

Vector = NDArray[np.float64]


@dataclass(frozen=True)
class Told:
    """A value that was found: its signs, and whether it is right."""

    kind: str
    signs: dict[str, float]
    right: bool
    source: str  # where its photo came from; "" of a made-up card
    text: str
    weight: float = 1.0


def told(
    truth: dict[str, Any],
    cards: Sequence[tuple[Sequence[Line], Sequence[Code], tuple[int, int]]],
    tagger: Network,
    source: str,
    weight: float = 1.0,
) -> list[Told]:
    """Return the values that are found on a photo's cards; what a code says is not judged."""
    found: list[dict[str, list[dict[str, Any]]]] = []
    known: list[tuple[str, dict[str, float], str, bool]] = []
    for lines, codes, (width, height) in cards:
        laid, across = laid_level(lines, width, height)
        contact = with_codes(parse_card(laid, across, tagger), codes)
        country = country_of(contact, lines)
        contact = checked(contact, country, lines)
        certain = is_certain(contact, country, lines)
        said: dict[str, list[dict[str, Any]]] = {}
        for kind in ALL:
            for field in getattr(contact, kind):
                coded = field.origin.startswith("qr") or kind not in KINDS
                told = certain and (kind != "tel" or is_of(field, country))
                known.append((kind, {} if coded else signs(kind, field, contact, told, lines), field.value, coded))
                said.setdefault(kind, []).append({"value": field.value, "confidence": len(known) - 1})
        found.append(said)
    out = []
    for judged in score([truth], found).judged:
        kind, of, text, coded = known[int(judged.value.confidence or 0)]
        if not coded:
            out.append(Told(kind, of, judged.right, source, text, weight))
    return out


def of_set(truth: Path, readings: Path, tagger: Network, reader: str = "") -> list[Told]:
    """Return the values that a tagger finds in recorded readings; `reader`: of what that one alone read."""
    read = {r["photo"]: r for r in map(json.loads, readings.read_text(encoding="utf-8").splitlines())}
    out = []
    for photo in map(json.loads, truth.read_text(encoding="utf-8").splitlines()):
        lists = [key for key, value in photo["cards"][0].items() if isinstance(value, list)]
        pool = {key: [value for card in photo["cards"] for value in card.get(key, [])] for key in lists}
        taken = [
            (
                [line for each in card["lines"] if (line := _read_by(reader, line_of(each)))],
                [Code(c["payload"], c["symbology"], tuple(map(tuple, c["box"]))) for c in card["codes"]],
                (card["size"][0], card["size"][1]),
            )
            for card in read.get(photo["photo"], {}).get("cards", [])
        ]
        source = photo["photo"].rpartition("_")[0] or photo["photo"].rpartition("/")[0]
        out += told(pool, taken, tagger, source, ALONE if reader else 1.0)
    return out


def of_made(count: int, tagger: Network) -> list[Told]:
    """Return the values that a tagger finds on so many cards made up anew."""
    from tools.made.cards import made_cards  # needs the packages of `.[train]`

    out = []
    for made in made_cards(count, SEED):
        values = told(made.truth, [(made.lines, [], (round(WIDTH), round(made.height)))], tagger, "", SHARE)
        out += [value for value in values if value.kind in OF_MADE]
    return out


def _read_by(reader: str, line: Line) -> Line | None:
    """The line as one reader alone gives it; None where it reads nothing."""
    if not reader:
        return line
    alone = next((r for r in line.readings if r.reader == reader and r.text), None)
    return alone and replace(line, text=alone.text, confidence=alone.confidence, readings=(alone,), agreed=False)


class Fitted:
    """Weights for all kinds, and for each."""

    def __init__(self, values: Sequence[Told]) -> None:
        self.names = {kind: list(next((v.signs for v in values if v.kind == kind), {})) for kind in KINDS}
        self.columns = [("", name) for name in COMMON] + [(k, n) for k in KINDS for n in self.names[k]]
        x = np.array([self._row(v) for v in values])
        y = np.array([v.right for v in values], float)
        share = np.array([v.weight for v in values])
        decay = np.array([DECAY if not kind else OWN_DECAY for kind, _ in self.columns])
        prior = np.array([PRIOR.get(column, 0.0) for column in self.columns])
        w = prior.copy()
        for _ in range(STEPS):  # Newton's
            p = 1 / (1 + np.exp(-np.clip(x @ w, -20, 20)))
            gradient = x.T @ (share * (p - y)) + decay * (w - prior)
            hessian = (x * (share * p * (1 - p))[:, None]).T @ x + np.diag(decay)
            step = np.linalg.solve(hessian, gradient)
            w -= step * min(1.0, 2.0 / np.abs(step).max())
        self.weights = dict(zip(self.columns, w, strict=True))

    def _row(self, value: Told) -> list[float]:
        return [value.signs.get(name, 0.0) if kind in ("", value.kind) else 0.0 for kind, name in self.columns]

    def of_kind(self, kind: str) -> dict[str, float]:
        """The weights of a kind's signs. Clearer letters make nothing less sure: what says so is chance."""
        weights = {name: self.weights[kind, name] + self.weights.get(("", name), 0.0) for name in self.names[kind]}
        weights["odds"] = max(weights["odds"], 0.0)
        for name in ("both_odds", "alone_odds"):
            weights[name] = max(weights[name], -weights["odds"])
        return {name: round(weight, 4) for name, weight in weights.items()}

    def calibration(self, *thresholds: Mapping[str, float]) -> Calibration:
        """The calibration with these thresholds: of two readers, of the neural one, of Tesseract."""
        none: Mapping[str, float] = dict.fromkeys(KINDS, 1.0)
        sure, neural, classic, *_ = *thresholds, none, none, none
        return Calibration({k: self.of_kind(k) for k in KINDS}, sure, neural, classic)


def judged_without(values: Sequence[Told], more: Sequence[Told]) -> Vector:
    """The chance of each value by weights fitted without its source; 0 where the value can't be sure."""
    out = np.zeros(len(values))
    for source in sources(values):
        by = Fitted([v for v in [*values, *more] if v.source not in source or not v.source]).calibration()
        for i, value in enumerate(values):
            if value.source in source:
                out[i] = by.chance(value.kind, value.signs) * may_be_sure(value.signs)
    return out


def sources(values: Sequence[Told]) -> list[frozenset[str]]:
    """The sources of values, put together into `PARTS` parts of about as many values."""
    counts: dict[str, int] = {}
    for value in values:
        counts[value.source] = counts.get(value.source, 0) + 1
    parts: list[tuple[int, set[str]]] = [(0, set()) for _ in range(PARTS)]
    for source in sorted(counts, key=lambda source: (-counts[source], source)):
        at = min(range(PARTS), key=lambda part: parts[part][0])
        parts[at] = parts[at][0] + counts[source], parts[at][1] | {source}
    return [frozenset(names) for _, names in parts if names]


def threshold(chances: Vector, right: NDArray[np.bool_], risk: float) -> float:
    """The lowest chance at which (wrong + 1) / (values + 1) of those above is at most the risk; 1 where none is."""
    order = np.argsort(-chances)[: np.count_nonzero(chances)]
    wrong = np.cumsum(~right[order])
    good = np.flatnonzero((wrong + 1) / (np.arange(len(order)) + 2) <= risk)
    if not len(good):
        return 1.0
    last = good[-1]
    after = chances[order[last + 1]] if last + 1 < len(order) else 0.0
    return round(float((chances[order[last]] + after) / 2), 4)


def thresholds(values: Sequence[Told], chances: Vector) -> dict[str, float]:
    """The chance from which a value of each kind is sure."""
    right = np.array([v.right for v in values])
    kinds = np.array([v.kind for v in values])
    every = threshold(chances, right, RISK)
    return {kind: max(every, threshold(chances[kinds == kind], right[kinds == kind], RISK_OF_KIND)) for kind in KINDS}


def main() -> None:
    """Fit, report, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--set", nargs=3, action="append", type=Path, required=True, dest="sets", metavar="FILE")
    parser.add_argument("--made", type=int, default=1500, help="cards to make up")
    parser.add_argument("--write", action="store_true", help="write the file into the package")
    args = parser.parse_args()
    sets = [(truth, readings, Network.load(weights)) for truth, readings, weights in args.sets]
    values = [v for each in sets for v in of_set(*each)]
    alone = {reader: [v for each in sets for v in of_set(*each, reader)] for reader in ("rapidocr", "tesseract")}
    made = of_made(args.made, sets[0][2]) if args.made else []
    report(values, [*made, *alone["rapidocr"], *alone["tesseract"]])
    if args.write:
        every = [values, *alone.values()]
        chosen = []
        for mine in every:
            rest = [v for other in every if other is not mine for v in other]
            chosen.append(thresholds(mine, judged_without(mine, [*made, *rest])))
        both = chosen[0]  # what one reader says alone has to be as sure at least
        chosen = [{kind: max(least, both[kind]) for kind, least in of.items()} for of in chosen]
        by = Fitted([*made, *values, *alone["rapidocr"], *alone["tesseract"]]).calibration(*chosen)
        WEIGHTS.write_text(json.dumps(asdict(by), indent=1) + "\n", encoding="utf-8")


def report(values: Sequence[Told], more: Sequence[Told]) -> None:
    """Print the calibration of values whose source had no part in the weights or in the thresholds."""
    judged, sure = np.zeros(len(values)), np.zeros(len(values), bool)
    for source in sources(values):
        rest = [v for v in values if v.source not in source]
        others = [v for v in more if v.source not in source or not v.source]
        by = Fitted([*rest, *others]).calibration(thresholds(rest, judged_without(rest, others)))
        for i, value in enumerate(values):
            if value.source in source:
                judged[i] = by.chance(value.kind, value.signs)
                sure[i] = by.is_sure(value.kind, judged[i], value.signs)
    print_calibration(
        [
            Judged(v.kind, Value(v.text, sure=bool(s), confidence=float(c)), v.right)
            for v, c, s in zip(values, judged, sure, strict=True)
        ]
    )


if __name__ == "__main__":
    main()
