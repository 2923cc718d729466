"""Fit the weights by which one way to read a field is chosen (`cardscan/parse/tagger/ranking.py`), for any field.

The files are those of `tools/fit_sure.py`; the truth of a set may stand beside several taggers. The ways that compete
are a choice: their chances, and that none of them is right, are a softmax over their signs, and weights are chosen that
make right ones likely. Cards made up anew weigh `SHARE` of one. What is printed is judged without each set: how many
ways are found right and wrong, and how many right ones could be, by weights that the set had no part in, and by the
network's word alone; and how unlikely these weights take what is right for, in nats a choice.
"""

import argparse
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cardscan.model import Line
from cardscan.ocr.columns import laid_level
from cardscan.parse.tagger.network import Network
from cardscan.parse.tagger.ranking import DATA, NONE, Option
from tools.recorded import line_of

SEED = 17  # of the cards made up, which no training has seen
SHARE = 0.3  # what a made-up card weighs against a photographed one
STEPS = 30

Vector = NDArray[np.float64]


@dataclass(frozen=True)
class Choice:
    """The ways that compete, the last that there is none, and which the network likes best."""

    names: tuple[str, ...]  # of the signs
    signs: Vector  # ways×signs, the last sign that of none
    right: NDArray[np.bool_]  # none is, where no other is
    likeliest: int
    weight: float = 1.0


@dataclass(frozen=True)
class Of:
    """A field whose ways are weighed.

    choices  what a card leaves to choose: of its truth, lines, width, and a tagger
    least    a way less likely than this is none
    decay    of the weights of signs that vary by one
    guess    the weights of signs that are rare, before any card is seen
    """

    field: str
    choices: Callable[[Mapping[str, Any], Sequence[Line], float, Network], list[Choice]]
    least: float
    decay: float
    guess: Mapping[str, float]


def choice_of(found: Sequence[Option], right: Sequence[bool], likeliest: int) -> Choice:
    """Return the choice between ways, and none."""
    signs = np.array([[*option.signs.values(), 0.0] for option in found])
    of_none = np.eye(1, signs.shape[1], signs.shape[1] - 1)
    told = np.array([*right, not any(right)])
    return Choice((*found[0].signs, NONE), np.concatenate([signs, of_none]), told, likeliest)


def of_set(of: Of, truth: Path, readings: Path, tagger: Network) -> list[Choice]:
    """Return the choices on the cards of a labelled set; a name is right on each card of its photo."""
    read = {r["photo"]: r for r in map(json.loads, readings.read_text(encoding="utf-8").splitlines())}
    out: list[Choice] = []
    for photo in map(json.loads, truth.read_text(encoding="utf-8").splitlines()):
        told = {kind: [name for card in photo["cards"] for name in card.get(kind, [])] for kind in ("fn", "org")}
        for card in read.get(photo["photo"], {}).get("cards", []):
            lines, across = laid_level(list(map(line_of, card["lines"])), *card["size"])
            out += of.choices(told, lines, across, tagger)
    return out


def of_made(of: Of, count: int, tagger: Network) -> list[Choice]:
    """Return the choices on so many cards made up anew."""
    from tools.made.canvas import WIDTH
    from tools.made.cards import made_cards  # needs the packages of `.[train]`

    made = (each for each in made_cards(count, SEED) if each.lines)
    found = (choice for each in made for choice in of.choices(each.truth, each.lines, WIDTH, tagger))
    return [Choice(c.names, c.signs, c.right, c.likeliest, SHARE) for c in found]


def fitted(choices: Sequence[Choice], decay: float, guess: Mapping[str, float]) -> Vector:
    """Return the weights of the signs (Newton's method; of several right ways the likelier counts more)."""
    names = choices[0].names
    spread = np.concatenate([c.signs[:-1] for c in choices]).std(axis=0) + 1e-6
    spread[-1] = 1.0
    guessed = spread * [guess.get(name, 0.0) for name in names]
    held = np.full(len(names), decay)
    held[-1] = 1e-9  # how often there is none is no sign
    total = sum(c.weight for c in choices)
    weights: Vector = guessed.copy()
    for _ in range(STEPS):
        gradient, hessian = held * (weights - guessed), np.diag(held)
        for each in choices:
            signs = each.signs / spread
            chances = _softmax(signs @ weights)
            wanted = chances * each.right / max(1e-9, chances[each.right].sum())
            share = each.weight / total
            gradient += share * (signs.T @ (chances - wanted))
            hessian += share * ((signs * chances[:, None]).T @ signs - np.outer(chances @ signs, chances @ signs))
        step = np.linalg.solve(hessian, gradient)
        weights = weights - step * min(1.0, 1.0 / np.abs(step).max())
        if np.abs(step).max() < 1e-6:
            break
    return weights / spread


def _softmax(x: Vector) -> Vector:
    odds: Vector = np.exp(x - x.max())
    odds /= odds.sum()
    return odds


def report(of: Of, sets: Mapping[str, Sequence[Choice]], made: Sequence[Choice]) -> None:
    """Print, of each set, what is found by weights of the others, and by the network alone."""
    heads = f"{'set':8} {'choices':>8} {'possible':>9} {'right':>6} {'wrong':>6}"
    print(f"{heads}   {'network: right':>14} {'wrong':>6} {'nats':>7}")
    for name, mine in sets.items():
        others = [c for other, theirs in sets.items() if other != name for c in theirs] + list(made)
        weights = fitted(others, of.decay, of.guess)
        chances = [_softmax(c.signs @ weights) for c in mine]
        likely = [(int(each[:-1].argmax()), float(each[:-1].max())) for each in chances]
        found = [c.right[at] for c, (at, chance) in zip(mine, likely, strict=True) if chance >= of.least]
        alone = [c.right[c.likeliest] for c in mine if c.likeliest < len(c.right) - 1]
        nats = -np.mean([np.log(max(1e-9, each[c.right].sum())) for c, each in zip(mine, chances, strict=True)])
        possible = sum(bool(c.right[:-1].any()) for c in mine)
        print(
            f"{name:8} {len(mine):8} {possible:9} {sum(found):6} {len(found) - sum(found):6}   "
            f"{sum(alone):14} {len(alone) - sum(alone):6} {nats:7.4f}"
        )


def fit(of: Of, description: str, argv: Sequence[str] | None = None) -> None:
    """Fit the weights of a field's ways as the command line asks: report, write."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--set", nargs=3, action="append", type=Path, required=True, dest="sets", metavar="FILE")
    parser.add_argument("--made", type=int, default=1500, help="cards to make up (%(default)s)")
    parser.add_argument("--write", action="store_true", help="write the file into the package")
    args = parser.parse_args(argv)
    sets: dict[str, list[Choice]] = {}
    for truth, readings, tagger in args.sets:
        sets.setdefault(truth.stem, []).extend(of_set(of, truth, readings, Network.load(tagger)))
    made = of_made(of, args.made, Network.load(args.sets[0][2])) if args.made else []
    report(of, sets, made)
    if args.write:
        told = [c for mine in sets.values() for c in mine] + made
        weights = fitted(told, of.decay, of.guess)
        by_name = {name: round(float(weight), 4) for name, weight in zip(told[0].names, weights, strict=True)}
        (DATA / f"{of.field}.json").write_text(json.dumps(by_name, indent=1) + "\n", encoding="utf-8")
