"""Fit the weights that tell a card's segments apart (`cardscan/parse/data/labels.json`).

    python tools/fit_labels.py TRUTH.jsonl READINGS.jsonl [--folds 10] [--write FILE] [--labelled OUT.jsonl]

READINGS is the output of `cardscan read --json` on the photos that TRUTH labels. Each segment gets its label
from the truth value whose words it holds. Figures printed are of cross-validation: each photo is judged by
weights fitted without it, and photos of the same company stay in one fold. The second round is fitted on
first-round probabilities that come from such folds too, since its own would be too sure of themselves.
"""

import argparse
import json
import re
import sys
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from cardscan.model import Line, Reading
from cardscan.parse.card import segments_of
from cardscan.parse.features import Rows, Surroundings
from cardscan.parse.labels import LABELS, Weights, describe, probabilities, second_look
from cardscan.parse.orgs import bare, candidates
from cardscan.parse.segments import Segment

DECAY = (15.0, 40.0)  # weight decay of the first and the second round, chosen by cross-validation
COMPANY_DECAY = 2.0
STEPS = 250
EXACT, NEAR = 0.86, 0.8  # likeness for a label: of the whole value, and of a part of it


@dataclass(frozen=True)
class Example:
    """A card: its segments with the features of the first round, and their true labels."""

    photo: str
    group: str  # photos of one company go into the same fold
    segments: tuple[Segment, ...]
    rows: Rows
    labels: NDArray[np.int64]
    names: tuple[str, ...]
    around: Surroundings
    orgs: tuple[str, ...]  # the true names of the company, squashed, without legal form


def squash(text: str) -> str:
    """Letters and digits, folded."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[\W_]+", "", re.sub("[\u0300-\u036f]", "", folded))


def true_label(text: str, card: dict[str, list[Any]]) -> str:
    """The label of a segment: the kind of the value that it is, or is a part of."""
    flat = squash(text)
    best, kind_of_best = 0.0, "other"
    for kind in ("fn", "title", "dept", "suffix", "org"):
        for value in card.get(kind, []):
            whole = squash(value)
            score = fuzz.ratio(flat, whole) / 100
            if score < EXACT and len(flat) >= 3 and len(flat) < len(whole):
                score = fuzz.partial_ratio(flat, whole) / 100 * (0.9 if len(flat) > 3 else 0.85)
            if score > max(best, NEAR):
                best, kind_of_best = score, kind
    if best >= EXACT:
        return kind_of_best
    for value in card.get("adr", []):
        words = [w for w in re.split(r"[\W_]+", text.casefold()) if w]
        there = squash(value)
        held = sum(len(w) for w in words if squash(w) in there)
        if words and (held / sum(map(len, words)) >= 0.7 or fuzz.partial_ratio(flat, there) >= 85) and len(flat) > 1:
            return "adr"
    return kind_of_best


def line_of(data: dict[str, Any]) -> Line:
    """A line as `cardscan read --json` writes it."""
    a, b, c, d = (tuple(point) for point in data["box"])
    readings = tuple(Reading(**each) for each in data["readings"])
    ink = data["ink"] and tuple(data["ink"])
    return Line(data["text"], data["confidence"], (a, b, c, d), tuple(data["place"]), readings, data["agreed"], ink)


def examples(truth: Path, readings: Path) -> Iterator[Example]:
    """Read the labelled cards: those photos on which one card was found."""
    read = {r["photo"]: r for r in map(json.loads, readings.read_text(encoding="utf-8").splitlines())}
    for line in truth.read_text(encoding="utf-8").splitlines():
        photo = json.loads(line)
        cards = read.get(photo["photo"], {}).get("cards", [])
        if len(cards) != 1 or len(photo["cards"]) != 1:
            continue
        lines = [line_of(each) for each in cards[0]["lines"]]
        width, height = cards[0]["size"]
        segments, around = segments_of(lines, width)
        if not segments:
            continue
        names, rows = describe(segments, around, height / width)
        card = photo["cards"][0]
        labels = np.array([LABELS.index(true_label(s.text, card)) for s in segments])
        group = (card["email"] or card["url"] or [photo["photo"]])[0].split("@")[-1].casefold()
        orgs = tuple(squash(bare(org)) for org in card["org"])
        yield Example(photo["photo"], group, tuple(segments), rows, labels, names, around, orgs)


def fit(rows: Rows, labels: NDArray[np.int64], decay: float) -> Rows:
    """Softmax regression with weight decay, by accelerated gradient descent; rows are scaled inside."""
    scale = np.maximum(rows.std(axis=0), 0.05)
    centre = rows.mean(axis=0)
    x = np.hstack([(rows - centre) / scale, np.ones((len(rows), 1))])
    target = np.eye(len(LABELS))[labels]
    matrix = np.zeros((x.shape[1], len(LABELS)))
    momentum = matrix.copy()
    rate = 4.0 / (np.linalg.norm(x, 2) ** 2 / 2 + decay)
    for step in range(STEPS):
        ahead = matrix + step / (step + 3) * (matrix - momentum)
        momentum = matrix
        gradient = x.T @ (probabilities(x[:, :-1], ahead) - target)
        gradient[:-1] += decay * ahead[:-1]
        matrix = ahead - rate / 2 * gradient
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


def fit_both(cards: Sequence[Example], inner: int = 5) -> Weights:
    """Fit the two rounds on these cards."""
    first = fit(np.vstack([c.rows for c in cards]), np.concatenate([c.labels for c in cards]), DECAY[0])
    number = folds_of(cards, inner, seed=11)
    looks: list[Rows] = [np.zeros((0, 0))] * len(cards)
    for fold in range(inner):
        rest = [c for c, n in zip(cards, number, strict=True) if n != fold]
        other = fit(np.vstack([c.rows for c in rest]), np.concatenate([c.labels for c in rest]), DECAY[0])
        for i in np.flatnonzero(number == fold):
            looks[i] = second_look(cards[i].rows, probabilities(cards[i].rows, other), cards[i].segments)
    second = fit(np.vstack(looks), np.concatenate([c.labels for c in cards]), DECAY[1])
    chances: list[Rows] = [np.zeros((0, 0))] * len(cards)
    for fold in range(inner):  # a company's name is chosen by probabilities of cards not seen, too
        rest = [i for i in range(len(cards)) if number[i] != fold]
        other = fit(np.vstack([looks[i] for i in rest]), np.concatenate([cards[i].labels for i in rest]), DECAY[1])
        for i in np.flatnonzero(number == fold):
            chances[i] = probabilities(looks[i], other)
    return Weights(cards[0].names, first, second, fit_company(cards, chances))


def fit_company(cards: Sequence[Example], chances: Sequence[Rows]) -> NDArray[np.float64]:
    """Fit the choice of the company's name: a softmax over each card's candidates and none of them."""
    sets = []
    for card, rows in zip(cards, chances, strict=True):
        names = candidates(card.segments, rows, card.around)
        right = np.array([squash(bare(n.text)) in card.orgs for n in names], bool)
        if names and (right.any() or not card.orgs):
            features = np.array([[*n.features, 0.0] for n in names] + [[*np.zeros(len(names[0].features)), 1.0]])
            sets.append((features, np.array([*right, not right.any()], float)))
    centre = np.zeros(sets[0][0].shape[1])
    scale = np.maximum(np.vstack([f for f, _ in sets]).std(axis=0), 0.1)
    weights = centre.copy()
    previous = weights.copy()
    for step in range(STEPS):
        ahead = weights + step / (step + 3) * (weights - previous)
        previous = weights
        gradient = COMPANY_DECAY * ahead
        for features, right in sets:
            powers = np.exp((x := features / scale @ ahead) - x.max())
            chance = powers / powers.sum()
            wanted = right * chance / max(1e-9, float((right * chance).sum()))
            gradient = gradient + (features / scale).T @ (chance - wanted)
        weights = ahead - 0.01 * gradient
    return np.asarray(weights / scale)


def apply(card: Example, model: Weights) -> Rows:
    """The probabilities of a card's segments."""
    return probabilities(second_look(card.rows, probabilities(card.rows, model.first), card.segments), model.second)


def cross_validate(cards: Sequence[Example], folds: int) -> list[Weights]:
    """For each card, weights fitted without its fold."""
    number = folds_of(cards, folds)
    models = [fit_both([c for c, n in zip(cards, number, strict=True) if n != fold]) for fold in range(folds)]
    return [models[n] for n in number]


def report(cards: Sequence[Example], models: Sequence[Weights], errors: bool) -> None:
    """Print precision and recall of each label."""
    truth = np.concatenate([c.labels for c in cards])
    found = [apply(card, model) for card, model in zip(cards, models, strict=True)]
    guess = np.concatenate([p.argmax(axis=1) for p in found])
    print(f"{len(cards)} cards, {len(truth)} segments, right {np.mean(truth == guess):.3f}")
    for index, name in enumerate(LABELS):
        right = int(np.sum((truth == index) & (guess == index)))
        print(
            f"  {name:7} P {right / max(1, np.sum(guess == index)):.3f} R {right / max(1, np.sum(truth == index)):.3f}"
        )
    if errors:
        for card, rows in zip(cards, found, strict=True):
            for segment, true, p in zip(card.segments, card.labels, rows, strict=True):
                if p.argmax() != true:
                    print(
                        f"{card.photo}: {segment.text!r} is {LABELS[true]}, taken for {LABELS[p.argmax()]} {p.max():.2f}"
                    )


def write(model: Weights, path: Path) -> None:
    """Write the weights as JSON, rounded."""
    data = {
        "labels": LABELS,
        "features": model.names,
        "first": model.first.round(3).tolist(),
        "second": model.second.round(3).tolist(),
        "company": model.company.round(3).tolist(),
    }
    path.write_text(json.dumps(data) + "\n", encoding="utf-8")


def main() -> None:
    """Fit, report, write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("truth", type=Path)
    parser.add_argument("readings", type=Path)
    parser.add_argument("--folds", type=int, default=10)
    parser.add_argument("--errors", action="store_true", help="print each segment mistaken")
    parser.add_argument("--write", type=Path, help="write weights fitted on all cards")
    args = parser.parse_args()
    cards = list(examples(args.truth, args.readings))
    if not cards:
        sys.exit("no photo of the truth was read as one card")
    report(cards, cross_validate(cards, args.folds), args.errors)
    if args.write:
        write(fit_both(cards), args.write)


if __name__ == "__main__":
    main()
