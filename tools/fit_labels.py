"""Fit the weights that tell a card's segments apart (`cardscan/parse/data/labels.json`).

    python tools/fit_labels.py TRUTH.jsonl READINGS.jsonl [--made 1500] [--folds 20] [--errors] [--write FILE]

READINGS is the output of `cardscan read --json` on the photos that TRUTH labels, "photo" as in the truth. Cards that
are made up (`made_cards.py`) weigh as many as `MADE` labelled ones: they teach names and companies that no list holds,
and what cards have in common; the photos teach what readers make of them. Three figures are printed, each of fields
found anew in the recorded lines: fitted on made-up cards alone, which no photo has touched; cross-validated, each photo
judged by weights fitted without it and without the photos of the same company; and fitted on all, which is written.
The second round is fitted on first-round probabilities of weights fitted without the card, since its own would be too
sure of themselves. After the labels `fit_sure.py` fits how sure each value is; it fits both.
"""

import argparse
import json
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

sys.path[:0] = [str(Path(__file__).parent.parent), str(Path(__file__).parent)]

from examples import Example, labelled, line_of, made_up, squash  # noqa: E402
from priors import COMPANY_PRIOR, PRIOR  # noqa: E402

from bench.accuracy import Tally  # noqa: E402
from bench.rules import FIELDS, score  # noqa: E402
from cardscan.enrich.country import country_of  # noqa: E402
from cardscan.enrich.steps import checked  # noqa: E402
from cardscan.model import KINDS, Code  # noqa: E402
from cardscan.parse.card import parse_card  # noqa: E402
from cardscan.parse.features import Rows  # noqa: E402
from cardscan.parse.labels import LABELS, Weights, probabilities, second_look  # noqa: E402
from cardscan.parse.orgs import NAMES, bare, candidates  # noqa: E402
from cardscan.vcards.outrank import with_codes  # noqa: E402

MADE = 45.0  # as many labelled cards as the made-up ones weigh together
DECAY = (150.0, 40.0)  # weight decay of the first and the second round, chosen by cross-validation
COMPANY_MADE, COMPANY_DECAY = 60.0, 96.0  # the same of the company's name, and its decay
STEPS, MORE_STEPS = 250, 80  # from nothing, and from weights that are nearly right
INNER = 4  # folds for probabilities of weights fitted without the card
LIKE = 86.0  # a candidate so like the company of a card is its name, misread

Vector = NDArray[np.float64]
Choice = tuple[Rows, Vector, bool]  # candidates for a company's name, which are right, and whether it was made up


def fit(rows: Rows, cards: Sequence[Example], decay: float, prior: Rows, start: Rows | None = None) -> Rows:
    """Softmax regression with weights drawn to `prior`, by accelerated gradient descent; rows are scaled inside."""
    labels = np.concatenate([c.labels for c in cards])
    made = MADE / max(1, sum(c.made for c in cards))
    share = np.concatenate([np.full(len(c.labels), made if c.made else 1.0) for c in cards])
    centre = np.average(rows, axis=0, weights=share)
    scale = np.maximum(np.sqrt(np.average((rows - centre) ** 2, axis=0, weights=share)), 0.05)
    x = np.hstack([(rows - centre) / scale, np.ones((len(rows), 1))]).astype(np.float32)
    shared = x * share[:, None].astype(np.float32)
    target = np.eye(len(LABELS), dtype=np.float32)[labels]
    wanted = prior * scale[:, None]
    matrix = np.vstack([wanted, np.zeros((1, len(LABELS)))])
    if start is not None:
        matrix = np.vstack([start[:-1] * scale[:, None], start[-1:] + centre @ start[:-1]])
    momentum = matrix.copy()
    rate = 1.0 / (np.linalg.eigvalsh(x.T @ shared)[-1] / 2 + decay)
    for step in range(STEPS if start is None else MORE_STEPS):
        ahead = matrix + step / (step + 3) * (matrix - momentum)
        momentum = matrix
        gradient = shared.T @ (probabilities(x[:, :-1], ahead.astype(np.float32)) - target).astype(np.float64)
        gradient[:-1] += decay * (ahead[:-1] - wanted)
        matrix = ahead - rate * gradient
    out = matrix.copy()
    out[:-1] /= scale[:, None]
    out[-1] -= centre @ out[:-1]
    return out


def folds_of(cards: Sequence[Example], folds: int, seed: int = 7) -> NDArray[np.int64]:
    """A fold number for each card, the same for all cards of a group."""
    groups = sorted({c.group for c in cards})
    order = np.random.default_rng(seed).permutation(len(groups))
    number = {group: int(order[i]) % folds for i, group in enumerate(groups)}
    return np.array([number[c.group] for c in cards])


@dataclass(frozen=True)
class Basis:
    """What the made-up cards give: the weights fitted on them alone, and what the rounds make of them."""

    cards: Sequence[Example]
    weights: Weights
    looks: list[Rows]
    choices: list[Choice]


def basis_of(made: Sequence[Example]) -> Basis:
    """Fit the rounds on made-up cards alone."""
    weights, looks, choices = _rounds(made, None)
    return Basis(made, weights, looks, choices)


def fit_all(cards: Sequence[Example], basis: Basis) -> Weights:
    """Fit the rounds on these cards and the made-up ones."""
    return _rounds(cards, basis)[0]


def _rounds(cards: Sequence[Example], basis: Basis | None) -> tuple[Weights, list[Rows], list[Choice]]:
    """Fit both rounds and the choice of the company; the made-up cards of `basis` are always among the others."""
    names, known = cards[0].names, basis.weights if basis else None
    prior = np.zeros((cards[0].rows.shape[1], len(LABELS)))
    prior[: len(names)] = [[PRIOR[label].get(name, 0.0) for label in LABELS] for name in names]
    rows = [c.rows for c in cards]
    extra = [c.rows for c in basis.cards] if basis else []
    first, chances = _round(cards, rows, basis, extra, DECAY[0], prior, known and known.first)
    looks = [second_look(c.rows, p, c.segments) for c, p in zip(cards, chances, strict=True)]
    none = np.zeros((looks[0].shape[1], len(LABELS)))
    second, chances = _round(cards, looks, basis, basis.looks if basis else [], DECAY[1], none, known and known.second)
    choices = [choice for c, p in zip(cards, chances, strict=True) if (choice := _choice(c, p))]
    company = _fit_company([*choices, *(basis.choices if basis else [])])
    return Weights(names, first, second, company), looks, choices


def _round(
    cards: Sequence[Example],
    rows: Sequence[Rows],
    basis: Basis | None,
    extra: Sequence[Rows],
    decay: float,
    prior: Rows,
    start: Rows | None,
) -> tuple[Rows, list[Rows]]:
    """The weights of a round, and each card's probabilities by weights fitted without it."""
    others = list(basis.cards) if basis else []
    weights = fit(np.vstack([*rows, *extra]), [*cards, *others], decay, prior, start)
    number = folds_of(cards, INNER, seed=11)
    chances: list[Rows] = [np.zeros((0, 0))] * len(cards)
    for fold in range(INNER):
        rest = np.flatnonzero(number != fold).tolist()
        without = fit(
            np.vstack([*(rows[i] for i in rest), *extra]), [*(cards[i] for i in rest), *others], decay, prior, weights
        )
        for i in np.flatnonzero(number == fold).tolist():
            chances[i] = probabilities(rows[i], without)
    return weights, chances


def _choice(card: Example, chances: Rows) -> Choice | None:
    """The candidates for a company's name and none of them; None where the true name is not among them."""
    names = candidates(card.segments, chances, card.around)
    flats = [squash(bare(n.text)) for n in names]
    alike = [max((fuzz.ratio(flat, org) for org in card.orgs), default=0.0) for flat in flats]
    hits = np.array([a >= max(LIKE, *alike) for a in alike], bool)
    if not names or not (hits.any() or card.made or not card.orgs):
        return None
    rows = np.vstack([*(np.pad(n.features, (0, 1)) for n in names), np.eye(1, len(NAMES), len(NAMES) - 1)])
    return rows, np.array([*hits, not hits.any()], np.float64), card.made


def _fit_company(choices: Sequence[Choice]) -> Vector:
    """Fit the choice of the company's name: a softmax over each card's candidates and none of them."""
    x, wanted = np.vstack([c[0] for c in choices]), np.concatenate([c[1] for c in choices])
    sizes = [len(c[1]) for c in choices]
    starts = np.cumsum([0, *sizes])[:-1]
    mine = np.repeat(np.arange(len(sizes)), sizes)
    made = COMPANY_MADE / max(1, sum(c[2] for c in choices))
    share = np.array([made if c[2] else 1.0 for c in choices])[mine]
    scale = np.maximum(x.std(axis=0), 0.1)
    x = x / scale
    prior = np.array([COMPANY_PRIOR.get(name, 0.0) for name in NAMES]) * scale
    weights = previous = prior
    rate = 1 / (np.linalg.eigvalsh(x.T @ (x * share[:, None]))[-1] / 2 + COMPANY_DECAY)
    for step in range(STEPS):
        ahead = weights + step / (step + 3) * (weights - previous)
        previous = weights
        powers = np.exp((scores := x @ ahead) - np.maximum.reduceat(scores, starts)[mine])
        chance = powers / np.add.reduceat(powers, starts)[mine]
        right = wanted * chance / np.add.reduceat(wanted * chance, starts)[mine]
        weights = ahead - rate * (x.T @ (share * (chance - right)) + COMPANY_DECAY * (ahead - prior))
    return np.asarray(weights / scale)


def read_anew(reading: Mapping[str, Any], model: Weights) -> list[dict[str, Any]]:
    """The fields of a photo's cards, found by this model in the lines that were recorded."""
    cards = []
    for card in reading.get("cards", []):
        lines = [line_of(line) for line in card["lines"]]
        codes = [Code(c["payload"], c["symbology"], tuple(map(tuple, c["box"]))) for c in card["codes"]]
        contact = with_codes(parse_card(lines, *card["size"], model), codes)
        contact = checked(contact, country_of(contact, lines), lines)
        cards.append({kind: [{"value": f.value} for f in getattr(contact, kind)] for kind in KINDS})
    return cards


def without(cards: Sequence[Example], basis: Basis, folds: int) -> dict[str, Weights]:
    """For each card's photo, weights fitted without it and without the photos of the same company."""
    number = folds_of(cards, folds)
    models = [fit_all([c for c, n in zip(cards, number, strict=True) if n != f], basis) for f in range(folds)]
    return {c.photo: models[n] for c, n in zip(cards, number, strict=True)}


def report(name: str, truth: Path, readings: Mapping[str, Any], model_of: Callable[[str], Weights]) -> None:
    """Print the F1 of each field, by the rules of the bench, with the weights that `model_of` gives for a photo."""
    tally = Tally()
    for line in truth.read_text(encoding="utf-8").splitlines():
        photo = json.loads(line)
        found = read_anew(readings.get(photo["photo"], {}), model_of(photo["photo"]))
        tally.add(score(photo["cards"], found), len(found) == len(photo["cards"]))
    fields = "  ".join(f"{kind} {tally.rates(kind)[2]:.3f}" for kind in FIELDS)
    print(f"{name}: all {tally.rates(*FIELDS)[2]:.3f}  {fields}; photos with every field but adr and url right "
          f"{tally.core_exact / tally.photos:.3f}")  # fmt: skip


def mistakes(cards: Sequence[Example], model_of: Callable[[str], Weights]) -> None:
    """Print each segment mistaken."""
    for card in cards:
        model = model_of(card.photo)
        looks = second_look(card.rows, probabilities(card.rows, model.first), card.segments)
        for segment, true, p in zip(card.segments, card.labels, probabilities(looks, model.second), strict=True):
            if p.argmax() != true:
                taken = f"taken for {LABELS[p.argmax()]} {p.max():.2f}"
                print(f"{card.photo}: {segment.text!r} is {LABELS[true]}, {taken}")


def write(model: Weights, path: Path) -> None:
    """Write the weights as JSON, rounded."""
    data = {
        "labels": LABELS,
        "features": model.names,
        "first": model.first.round(3).tolist(),
        "second": model.second.round(3).tolist(),
        "company": dict(zip(NAMES, model.company.round(3).tolist(), strict=True)),
    }
    path.write_text(json.dumps(data) + "\n", encoding="utf-8")


def main() -> None:
    """Fit, report, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("truth", type=Path)
    parser.add_argument("readings", type=Path)
    parser.add_argument("--made", type=int, default=1500, help="cards to make up")
    parser.add_argument("--folds", type=int, default=20, help="0: don't cross-validate")
    parser.add_argument("--errors", action="store_true", help="print each segment mistaken")
    parser.add_argument("--write", type=Path, help="write weights fitted on all cards")
    args = parser.parse_args()
    readings = {r["photo"]: r for r in map(json.loads, args.readings.read_text(encoding="utf-8").splitlines())}
    cards = list(labelled(args.truth, readings))
    if not cards:
        sys.exit("no photo of the truth was read as one card")
    basis = basis_of(list(made_up(args.made)))
    report("made-up cards alone", args.truth, readings, lambda _: basis.weights)
    if args.folds:
        of_card = without(cards, basis, args.folds)
        some = next(iter(of_card.values()))  # a photo that is no example has not been fitted on by any of them
        report("cross-validated", args.truth, readings, lambda photo: of_card.get(photo, some))
        if args.errors:
            mistakes(cards, of_card.__getitem__)
    final = fit_all(cards, basis)
    report("all", args.truth, readings, lambda _: final)
    if args.write:
        write(final, args.write)


if __name__ == "__main__":
    main()
