"""Fit how sure each value is (`cardscan/enrich/data/sure.json`), after the labels: one command for both.

    python tools/fit_sure.py TRUTH.jsonl READINGS.jsonl [--made 1500] [--folds 20] [--write]

READINGS is the output of `cardscan read --json` on the photos that TRUTH labels, "photo" as in the truth. The values
judged are those that weights of labels fitted without the photo find in the recorded lines, and those found on cards
made up anew, whose names, titles, companies and addresses are known; the latter weigh `SHARE` of a photo's. A logistic
function of a value's signs says how likely it is right: fitted once for all kinds and once for each, the second drawn
to the first. The chance from which a value is sure is the one at which `RIGHT` of the values above it are right: one
for what two readers read, and one for what each reads alone. It is chosen on values judged by weights that were fitted
without their photo. What is printed is cross-validated twice over: each photo's values are judged by weights and a
threshold that its photo had no part in.
"""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

sys.path[:0] = [str(Path(__file__).parent.parent), str(Path(__file__).parent)]

import fit_labels  # noqa: E402
from examples import labelled, line_of, made_up  # noqa: E402
from made_cards import made_cards  # noqa: E402
from made_lines import WIDTH  # noqa: E402

from bench.calibration import print_calibration  # noqa: E402
from bench.rules import Judged, Value, score  # noqa: E402
from cardscan.enrich.country import country_of, is_certain  # noqa: E402
from cardscan.enrich.phones import is_of  # noqa: E402
from cardscan.enrich.signs import COMMON, KINDS, signs  # noqa: E402
from cardscan.enrich.steps import checked  # noqa: E402
from cardscan.enrich.sure import WEIGHTS, Calibration, may_be_sure  # noqa: E402
from cardscan.model import KINDS as ALL  # noqa: E402
from cardscan.model import Code, Line  # noqa: E402
from cardscan.parse.card import parse_card  # noqa: E402
from cardscan.parse.labels import WEIGHTS as LABELS  # noqa: E402
from cardscan.parse.labels import Weights  # noqa: E402
from cardscan.vcards.outrank import with_codes  # noqa: E402

SHARE = 0.05  # what a value of a made-up card weighs against one of a photo
ALONE = 0.3  # and what one that one of the readers alone makes weighs
DECAY, OWN_DECAY = 0.3, 2.0  # of the weights for all kinds, and of how those of a kind differ
#: Share of sure values that shall be right: of what two readers read, a little more than is promised (0.995), since it
#: is less on photos that had no part in the threshold; and of what each reads alone.
RIGHT, RIGHT_ALONE = 0.996, 0.995
MADE_KINDS = ("fn", "title", "org", "adr")  # whose truth a made-up card has
AFRESH = 6  # the seed of the cards made up here; those that the labels are fitted on have another
STEPS = 9
#: Seeds of the ways in which photos are parted for the threshold: with one way it hangs on a single value.
WAYS = (3, 4, 6, 8)
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
    group: str  # the photo's; "" of a made-up card
    text: str
    weight: float = 1.0


def told(truth: dict[str, Any], cards: Sequence[tuple[Sequence[Line], Sequence[Code], float, float]], model: Weights,
         group: str, weight: float = 1.0) -> list[Told]:  # fmt: skip
    """Return the values that are found on a photo's cards; what a code says is not judged."""
    found: list[dict[str, list[dict[str, Any]]]] = []
    known: list[tuple[str, dict[str, float], str, bool]] = []
    for lines, codes, width, height in cards:
        contact = with_codes(parse_card(lines, width, height, model), codes)
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
            out.append(Told(kind, of, judged.right, group, text, weight))
    return out


def of_photos(
    truth: Path, readings: dict[str, Any], model_of: dict[str, Weights], groups: dict[str, str], reader: str = ""
) -> list[Told]:
    """Return the values found on the labelled photos, each by weights fitted without it; what one reader makes."""
    out = []
    for line in truth.read_text(encoding="utf-8").splitlines():
        photo = json.loads(line)
        name, cards = photo["photo"], readings.get(photo["photo"], {}).get("cards", [])
        pool = {key: [v for card in photo["cards"] for v in card.get(key, [])] for key in photo["cards"][0]
                if isinstance(photo["cards"][0][key], list)}  # fmt: skip
        taken = [
            (
                [line for each in card["lines"] if (line := _read_by(reader, line_of(each)))],
                [Code(c["payload"], c["symbology"], tuple(map(tuple, c["box"]))) for c in card["codes"]],
                *card["size"],
            )
            for card in cards
        ]
        model = model_of.get(name) or next(iter(model_of.values()))
        out += told(pool, taken, model, groups.get(name, name), ALONE if reader else 1.0)
    return out


def _read_by(reader: str, line: Line) -> Line | None:
    """The line as one reader alone gives it; None where it reads nothing."""
    if not reader:
        return line
    alone = next((r for r in line.readings if r.reader == reader and r.text), None)
    return alone and replace(line, text=alone.text, confidence=alone.confidence, readings=(alone,), agreed=False)


def of_made(count: int, model: Weights) -> list[Told]:
    """Return the values found on cards made up anew."""
    out = []
    for made in made_cards(count, AFRESH):
        values = told(made.truth, [(made.lines, (), WIDTH, made.height)], model, "", SHARE)
        out += [value for value in values if value.kind in MADE_KINDS]
    return out


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
        """The weights of a kind's signs."""
        return {
            name: round(self.weights[kind, name] + self.weights.get(("", name), 0.0), 4) for name in self.names[kind]
        }

    def calibration(self, sure: float = 1.0, neural: float = 1.0, classic: float = 1.0) -> Calibration:
        """The calibration with these thresholds."""
        return Calibration({k: self.of_kind(k) for k in KINDS}, sure, neural, classic)


def judged_without(values: Sequence[Told], more: Sequence[Told], folds: int) -> Vector:
    """The chance of each value by weights fitted without its photo, the mean of some ways to part the photos.

    It is 0 where the value can't be sure.
    """
    out = np.zeros(len(values))
    for seed in WAYS:
        number = numbers(values, folds, seed)
        for fold in range(folds):
            fitted = Fitted(_but({v.group for v, n in zip(values, number, strict=True) if n == fold}, [*values, *more]))
            by = fitted.calibration()
            for i in np.flatnonzero(number == fold):
                out[i] += by.chance(values[i].kind, values[i].signs) * may_be_sure(values[i].signs) / len(WAYS)
    return out


def _but(groups: set[str], values: Sequence[Told]) -> list[Told]:
    """The values of no photo of these groups."""
    return [v for v in values if not v.group or v.group not in groups]


def numbers(values: Sequence[Told], folds: int, seed: int) -> NDArray[np.int64]:
    """A fold number for each value, the same within a group."""
    groups = sorted({v.group for v in values})
    order = np.random.default_rng(seed).permutation(len(groups))
    of = {group: int(order[i]) % folds for i, group in enumerate(groups)}
    return np.array([of[v.group] for v in values])


def threshold(chances: Vector, right: NDArray[np.bool_], wanted: float = RIGHT) -> float:
    """The lowest chance at which so many of the values above are right, rather above than below a wrong one."""
    order = np.argsort(-chances)
    share = np.cumsum(right[order]) / np.arange(1, len(order) + 1)
    good = np.flatnonzero(share >= wanted)
    if not len(good):
        return 1.0
    last = good[-1]
    after = chances[order[last + 1]] if last + 1 < len(order) else 0.0
    return float((chances[order[last]] + after) / 2)


def main() -> None:
    """Fit, report, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("truth", type=Path)
    parser.add_argument("readings", type=Path)
    parser.add_argument("--made", type=int, default=1500, help="cards to make up")
    parser.add_argument("--folds", type=int, default=20)
    parser.add_argument("--write", action="store_true", help="write both files of weights into the package")
    args = parser.parse_args()
    readings = {r["photo"]: r for r in map(json.loads, args.readings.read_text(encoding="utf-8").splitlines())}
    cards = list(labelled(args.truth, readings))
    if not cards:
        sys.exit("no photo of the truth was read as one card")
    basis = fit_labels.basis_of(list(made_up(args.made)))
    fit_labels.report("made-up cards alone", args.truth, readings, lambda _: basis.weights)
    of_card = fit_labels.without(cards, basis, args.folds)
    some = next(iter(of_card.values()))
    fit_labels.report("cross-validated", args.truth, readings, lambda photo: of_card.get(photo, some))
    groups = {c.photo: c.group for c in cards}
    values = of_photos(args.truth, readings, of_card, groups)
    made = of_made(args.made, basis.weights)
    neural, classic = (of_photos(args.truth, readings, of_card, groups, reader) for reader in ("rapidocr", "tesseract"))
    report(values, [*made, *neural, *classic], args.folds)
    if args.write:
        every = (values, neural, classic)
        thresholds = []
        for mine in every:
            rest = [v for other in every if other is not mine for v in other]
            chances = judged_without(mine, [*made, *rest], args.folds)
            wanted = RIGHT if mine is values else RIGHT_ALONE
            thresholds.append(round(threshold(chances, np.array([v.right for v in mine]), wanted), 4))
        by = Fitted([*made, *values, *neural, *classic]).calibration(*thresholds)
        WEIGHTS.write_text(json.dumps(asdict(by), indent=1) + "\n", encoding="utf-8")
        final = fit_labels.fit_all(cards, basis)
        fit_labels.report("all", args.truth, readings, lambda _: final)
        fit_labels.write(final, LABELS)


def report(values: Sequence[Told], more: Sequence[Told], folds: int) -> None:
    """Print the calibration of values that had no part in the weights or in the threshold."""
    right = np.array([v.right for v in values])
    number = numbers(values, folds, 5)
    judged, sure = np.zeros(len(values)), np.zeros(len(values), bool)
    for fold in range(folds):
        mine = {v.group for v, n in zip(values, number, strict=True) if n == fold}
        rest, others = _but(mine, values), _but(mine, more)
        sure_from = threshold(judged_without(rest, others, 5), np.array([v.right for v in rest]))
        by = Fitted([*rest, *others]).calibration(sure_from)
        for i in np.flatnonzero(number == fold):
            judged[i] = by.chance(values[i].kind, values[i].signs)
            sure[i] = by.is_sure(judged[i], values[i].signs)
    print_calibration(
        [
            Judged(v.kind, Value(v.text, sure=bool(s), confidence=float(c)), bool(r))
            for v, c, s, r in zip(values, judged, sure, right, strict=True)
        ]
    )


if __name__ == "__main__":
    main()
