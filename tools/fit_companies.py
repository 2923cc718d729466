"""Fit which words are the company's name (`cardscan/parse/data/companies.json`) on cards that the tagger never saw.

    python tools/fit_companies.py --set TRUTH READINGS TAGGER [--set …] [--made 1500] [--write]

The files are those of `tools/fit_sure.py`. On each card the ways to read the name compete with one another, and with
that none of them is right: the chance of each is a softmax over their signs, and weights are chosen that make right
ones likely. Cards made up anew weigh `SHARE` of one. What is printed is judged without each set: on how many of its
cards a right name is among the ways, and on how many it comes out, by weights that the set had no part in, and by the
network's word alone.
"""

import argparse
import json
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

sys.path[:0] = [str(Path(__file__).parent.parent)]

from bench.rules import score  # noqa: E402
from cardscan.model import Line  # noqa: E402
from cardscan.ocr.columns import laid_level  # noqa: E402
from cardscan.parse.card import grammars  # noqa: E402
from cardscan.parse.tagger.companies import FIELD, options  # noqa: E402
from cardscan.parse.tagger.features import describe  # noqa: E402
from cardscan.parse.tagger.network import Network  # noqa: E402
from cardscan.parse.tagger.ranking import DATA, NONE  # noqa: E402
from cardscan.parse.tagger.values import values_of  # noqa: E402
from tools.made.canvas import WIDTH  # noqa: E402
from tools.recorded import line_of  # noqa: E402

SEED = 17  # of the cards made up, which no training has seen
SHARE = 0.3  # what a made-up card weighs against a photographed one
DECAY = 0.01  # of the weights of signs that vary by one
STEPS = 30
WEIGHTS = DATA / f"{FIELD}.json"

Vector = NDArray[np.float64]


@dataclass(frozen=True)
class Choice:
    """The ways to read the company's name on a card, the last that there is none, and which the network likes best."""

    signs: Vector  # ways×signs, the last sign that of none
    right: NDArray[np.bool_]  # none is, where no other is
    likeliest: int
    weight: float = 1.0


def choice(
    truth: Mapping[str, Any], lines: Sequence[Line], width: float, tagger: Network, weight: float = 1.0
) -> tuple[list[str], Choice] | None:
    """Return the names of the signs, and the choice that a card leaves; None where there is none."""
    card = describe(lines, width, grammars(lines)) if lines else None
    if card is None:
        return None
    chances = tagger.chances(card)
    values = values_of(card.words, lines, chances)
    found = options(values, card, lines, chances)
    if not found:
        return None
    right = [_is_right(truth.get("org", []), option.value.text) for option in found]
    orgs = [value for value in values if value.kind == "org"]
    liked = max(orgs, key=lambda value: value.likely).words if orgs else None
    likeliest = next((at for at, option in enumerate(found) if option.value.words == liked), len(found))
    signs = np.array([[*option.signs.values(), 0.0] for option in found])
    of_none = np.eye(1, signs.shape[1], signs.shape[1] - 1)
    ways = Choice(np.concatenate([signs, of_none]), np.array([*right, not any(right)]), likeliest, weight)
    return [*found[0].signs, NONE], ways


def _is_right(names: Sequence[str], text: str) -> bool:
    return bool(names) and score([{"org": list(names)}], [{"org": [{"value": text}]}]).right["org"] > 0


def of_set(truth: Path, readings: Path, tagger: Network) -> list[tuple[list[str], Choice]]:
    """Return the choices on the cards of a labelled set."""
    read = {r["photo"]: r for r in map(json.loads, readings.read_text(encoding="utf-8").splitlines())}
    out = []
    for photo in map(json.loads, truth.read_text(encoding="utf-8").splitlines()):
        names = [name for card in photo["cards"] for name in card.get("org", [])]
        for card in read.get(photo["photo"], {}).get("cards", []):
            lines, across = laid_level(list(map(line_of, card["lines"])), *card["size"])
            out.append(choice({"org": names}, lines, across, tagger))
    return [each for each in out if each]


def of_made(count: int, tagger: Network) -> list[tuple[list[str], Choice]]:
    """Return the choices on so many cards made up anew."""
    from tools.made.cards import made_cards  # needs the packages of `.[train]`

    out = (choice(made.truth, made.lines, WIDTH, tagger, SHARE) for made in made_cards(count, SEED) if made.lines)
    return [each for each in out if each]


def fitted(choices: Sequence[Choice]) -> Vector:
    """Return the weights of the signs (Newton's method; of several right ways the likelier counts more)."""
    spread = np.concatenate([c.signs for c in choices]).std(axis=0) + 1e-6
    spread[-1] = 1.0
    total = sum(c.weight for c in choices)
    weights = np.zeros(len(spread))
    for _ in range(STEPS):
        gradient, hessian = DECAY * weights, DECAY * np.eye(len(weights))
        for each in choices:
            signs = each.signs / spread
            chances = _softmax(signs @ weights)
            wanted = chances * each.right / max(1e-9, chances[each.right].sum())
            share = each.weight / total
            gradient += share * (signs.T @ (chances - wanted))
            hessian += share * ((signs * chances[:, None]).T @ signs - np.outer(chances @ signs, chances @ signs))
        step = np.linalg.solve(hessian, gradient)
        weights -= step * min(1.0, 1.0 / np.abs(step).max())
    result: Vector = weights / spread
    return result


def _softmax(x: Vector) -> Vector:
    odds: Vector = np.exp(x - x.max())
    odds /= odds.sum()
    return odds


def report(sets: Mapping[str, Sequence[Choice]], made: Sequence[Choice]) -> None:
    """Print, of each set, how many cards get a right name by weights of the others."""
    print(f"{'set':12} {'cards':>6} {'possible':>9} {'chosen':>7} {'likeliest':>10}")
    for name, mine in sets.items():
        weights = fitted([c for other, theirs in sets.items() if other != name for c in theirs] + list(made))
        ways = [(c.right[:-1], (c.signs @ weights)[:-1], c.likeliest) for c in mine]
        possible = sum(bool(right.any()) for right, _, _ in ways)
        chosen = sum(bool(right[weighed.argmax()]) for right, weighed, _ in ways)
        likeliest = sum(at < len(right) and bool(right[at]) for right, _, at in ways)
        print(f"{name:12} {len(mine):6} {possible:9} {chosen:7} {likeliest:10}")


def main(argv: Sequence[str] | None = None) -> None:
    """Fit, report, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--set", nargs=3, action="append", type=Path, required=True, dest="sets", metavar="FILE")
    parser.add_argument("--made", type=int, default=1500, help="cards to make up (%(default)s)")
    parser.add_argument("--write", action="store_true", help="write the file into the package")
    args = parser.parse_args(argv)
    told = {str(truth): of_set(truth, readings, Network.load(tagger)) for truth, readings, tagger in args.sets}
    made = of_made(args.made, Network.load(args.sets[0][2])) if args.made else []
    names = next(names for each in told.values() for names, _ in each)
    sets = {Path(name).stem: [c for _, c in each] for name, each in told.items()}
    report(sets, [c for _, c in made])
    if args.write:
        weights = fitted([c for mine in sets.values() for c in mine] + [c for _, c in made])
        by_name = {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True)}
        WEIGHTS.write_text(json.dumps(by_name, indent=1) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
