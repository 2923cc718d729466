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
from cardscan.parse.orgs import NAMES, bare, candidates
from cardscan.parse.segments import Segment

DECAY = (150.0, 12.0)  # weight decay of the first and the second round, chosen by cross-validation
COMPANY_DECAY = 64.0
# Weights are drawn not to zero but to these, what one would guess: too few cards are labelled to find them out.
PRIOR = {
    "fn": {
        "name": 1.0, "name_all": 1.5, "honorific": 1.0, "local_name": 1.5, "unspaced_name": 1.5, "initial": 0.5,
        "comma": -1.0, "any_digit": -2.0, "amp": -1.0, "colon": -1.0, "title": -1.5, "org": -1.0, "address": -1.0,
        "words6": -2.0, "proper": 0.5,
    },
    "title": {
        "title": 3.5, "any_digit": -1.0, "address": -1.0, "legal": -1.0, "words6": -0.5,
    },
    "dept": {
        "dept": 3.0, "title": -1.0, "any_digit": -1.0,
    },
    "org": {
        "legal": 2.5, "org": 1.5, "domain": 1.0, "domain_high": 1.0, "tall": 0.7, "tallest": 0.5,
        "tall_domain": 1.0, "address": -1.0, "title": -1.0, "degree": -4.0, "honorific": -1.0, "any_digit": -0.5,
        "comma_end": -1.0, "name_all": -0.5,
    },
    "adr": {
        "address": 3.0, "postcode": 1.0, "house": 0.5, "comma": 0.5, "comma_end": 1.0, "country": 1.5, "city": 0.5,
        "register": -2.0, "cities": -2.0, "degree": -4.0, "title": -1.0, "name_all": -0.5,
    },
    "suffix": {
        "degree": 6.0,
    },
    "other": {
        "unread": 2.0, "clock": 2.0, "words6": 0.5, "small": 0.5, "lower": 0.5, "common": 0.5, "cities": 1.5,
        "register": 1.5,
    },
}  # fmt: skip
COMPANY_PRIOR = {
    "org_max": 1.0, "org_min": 0.5, "org_mean": 0.5, "three": -0.3, "four": -0.8, "scripts": -3.0, "local": 0.7,
    "acronym": -1.0, "abbreviated": 1.0, "left_even": -1.0, "brand": -2.0, "job": -1.0, "honorific": -2.0,
    "address": -1.0, "unread": -1.0, "left": -0.8, "domain": 1.0, "domain_near": 0.7, "domain_is": 0.7,
    "domain_part": 0.5, "initials": 0.7, "form": 1.0, "form_named": 0.5, "form_end": 0.3, "org_word": 1.0,
    "generic": -1.2, "completed": 1.0, "wants": -0.8, "follows": -1.0, "fn": -2.0, "adr": -2.0, "title": -1.5,
    "other": -1.0, "tall": 1.5, "beside": -0.7, "gap": -0.7, "aligned": 0.2, "repeats": 0.6, "one_word": -0.2,
    "wordy": -0.4, "tiny": -0.8, "short": -0.3, "digits": -0.5, "list": -0.4, "open": -2.0, "top": 0.3,
    "ink_uneven": -0.5, "ink_out_even": -0.5, "none": 1.5,
}  # fmt: skip
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
        group = max(around.domains, default="") or photo["photo"]
        orgs = tuple(squash(bare(org)) for org in card["org"])
        yield Example(photo["photo"], group, tuple(segments), rows, labels, names, around, orgs)


def prior_of(names: Sequence[str], width: int) -> Rows:
    """What the weights of a round are drawn to, width×labels. `names`: of the first round's features."""
    prior = np.zeros((width, len(LABELS)))
    prior[: len(names)] = [[PRIOR[label].get(name, 0.0) for label in LABELS] for name in names]
    return prior


def fit(rows: Rows, labels: NDArray[np.int64], decay: float, prior: Rows) -> Rows:
    """Softmax regression with weights drawn to `prior`, by accelerated gradient descent; rows are scaled inside."""
    scale = np.maximum(rows.std(axis=0), 0.05)
    centre = rows.mean(axis=0)
    x = np.hstack([(rows - centre) / scale, np.ones((len(rows), 1))])
    target = np.eye(len(LABELS))[labels]
    wanted = prior * scale[:, None]
    matrix = np.vstack([wanted, np.zeros((1, len(LABELS)))])
    momentum = matrix.copy()
    rate = 4.0 / (np.linalg.norm(x, 2) ** 2 / 2 + decay)
    for step in range(STEPS):
        ahead = matrix + step / (step + 3) * (matrix - momentum)
        momentum = matrix
        gradient = x.T @ (probabilities(x[:, :-1], ahead) - target)
        gradient[:-1] += decay * (ahead[:-1] - wanted)
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
    prior = prior_of(cards[0].names, cards[0].rows.shape[1])
    first = fit(np.vstack([c.rows for c in cards]), np.concatenate([c.labels for c in cards]), DECAY[0], prior)
    number = folds_of(cards, inner, seed=11)
    looks: list[Rows] = [np.zeros((0, 0))] * len(cards)
    for fold in range(inner):
        rest = [c for c, n in zip(cards, number, strict=True) if n != fold]
        other = fit(np.vstack([c.rows for c in rest]), np.concatenate([c.labels for c in rest]), DECAY[0], prior)
        for i in np.flatnonzero(number == fold).tolist():
            looks[i] = second_look(cards[i].rows, probabilities(cards[i].rows, other), cards[i].segments)
    none = np.zeros((looks[0].shape[1], len(LABELS)))
    second = fit(np.vstack(looks), np.concatenate([c.labels for c in cards]), DECAY[1], none)
    chances: list[Rows] = [np.zeros((0, 0))] * len(cards)
    for fold in range(inner):  # a company's name is chosen by probabilities of cards not seen, too
        others = np.flatnonzero(number != fold).tolist()
        labels = np.concatenate([cards[j].labels for j in others])
        other = fit(np.vstack([looks[j] for j in others]), labels, DECAY[1], none)
        for j in np.flatnonzero(number == fold).tolist():
            chances[j] = probabilities(looks[j], other)
    return Weights(cards[0].names, first, second, fit_company(cards, chances))


def fit_company(cards: Sequence[Example], chances: Sequence[Rows]) -> NDArray[np.float64]:
    """Fit the choice of the company's name: a softmax over each card's candidates and none of them."""
    features: list[Rows] = []
    right: list[NDArray[np.float64]] = []
    for card, rows in zip(cards, chances, strict=True):
        names = candidates(card.segments, rows, card.around)
        hits = np.array([squash(bare(n.text)) in card.orgs for n in names], bool)
        if names and (hits.any() or not card.orgs):
            features.append(
                np.vstack([np.pad(n.features, (0, 1)) for n in names] + [np.eye(1, len(NAMES), len(NAMES) - 1)])
            )
            right.append(np.array([*hits, not hits.any()], np.float64))
    x, wanted = np.vstack(features), np.concatenate(right)
    starts = np.cumsum([0, *map(len, right)])[:-1]
    mine = np.repeat(np.arange(len(right)), [*map(len, right)])
    scale = np.maximum(x.std(axis=0), 0.1)
    x = x / scale
    prior = np.array([COMPANY_PRIOR.get(name, 0.0) for name in NAMES]) * scale
    weights = previous = prior
    rate = 1 / (np.linalg.norm(x, 2) ** 2 / 2 + COMPANY_DECAY)
    for step in range(STEPS):
        ahead = weights + step / (step + 3) * (weights - previous)
        previous = weights
        powers = np.exp((scores := x @ ahead) - np.maximum.reduceat(scores, starts)[mine])
        chance = powers / np.add.reduceat(powers, starts)[mine]
        share = wanted * chance / np.add.reduceat(wanted * chance, starts)[mine]
        weights = ahead - rate * (x.T @ (chance - share) + COMPANY_DECAY * (ahead - prior))
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
