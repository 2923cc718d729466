"""Fit what tells a card's outline (`cardscan/detect/data/outlines.npz`) on composed photos, whose corners are known.

    python tools/fit_outlines.py [--scenes 1000] [--seed 3] (--write | --out FILE)

Needs the packages of `pip install -e '.[train]'`; torch for CPUs is enough. 1,000 photos take seven minutes of a core,
nearly all of it to compose them (`tools/made/scenes.py`). The same options give the same photos. A fifth of them has no
part in the fit: of these it prints how often the likeliest outline is a card's.
"""

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

sys.path[:0] = [str(Path(__file__).parents[1])]

from bench.clutter import FOUND, drawn  # noqa: E402
from cardscan import detect  # noqa: E402
from cardscan.detect.judge import FAR, WEIGHTS, Judge  # noqa: E402
from cardscan.model import Quad  # noqa: E402
from cardscan.ocr.rapid import Rapid  # noqa: E402
from cardscan.pipeline import LOCATE_SIDE  # noqa: E402
from tools.made.scenes import Composed, compose  # noqa: E402

SEED = 3
HELD_OUT = 5  # every so manieth photo is
_LAYERS = (32, 16)
_ROUNDS, _BATCH, _RATE, _DECAY = 16, 1024, 4e-3, 1e-2
_POOR, _GOOD = 0.8, 0.96  # overlap with a card, of an outline that is worth nothing and of one that cannot be better
_OF_CARDS = 4.0  # what an outline of a card weighs more than one of none: there are few

Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Example:
    """The outlines of a photo: their signs, and how much of each and of the card nearest to it is in both."""

    kind: str
    names: tuple[str, ...]
    signs: Array  # outlines×signs
    overlap: Array
    cards: int


def examples(seed: int, count: int) -> Iterator[Example]:
    """Compose photos, and propose outlines in each as detection does."""
    rapid, cards = Rapid(), drawn()
    for number in range(count):
        made = compose(np.random.default_rng((seed, number)), cards)
        if made is not None:
            example = example_of(made, rapid.find_lines(made.photo, LOCATE_SIDE))
            if example is not None:
                yield example
        if number % 100 == 99:
            print(f"{number + 1} of {count} photos", flush=True)


def example_of(made: Composed, lines: Sequence[Quad]) -> Example | None:
    """Return the outlines of a photo with its text lines; None where it has none."""
    seen = detect.look(made.photo, lines)
    if not len(seen.outlines.score):
        return None
    cards = [card * seen.scale for card in made.cards]
    shared = [[overlap(quad, card) for card in cards] or [0.0] for quad in seen.judged.corners]
    signs = seen.signs()
    table = np.stack([np.asarray(values, np.float32) for values in signs.values()], axis=1)
    return Example(made.kind, tuple(signs), table, np.array(shared, np.float32).max(axis=1), len(cards))


def overlap(one: NDArray[np.float64], other: NDArray[np.float64]) -> float:
    """Return what two quads have in common, of what both together cover."""
    a, b = one.astype(np.float32), other.astype(np.float32)
    if (a.max(axis=0) < b.min(axis=0)).any() or (b.max(axis=0) < a.min(axis=0)).any():
        return 0.0
    shared = cv2.intersectConvexConvex(a, b)[0]
    return float(shared / (abs(cv2.contourArea(a)) + abs(cv2.contourArea(b)) - shared))


def fit(known: Sequence[Example]) -> dict[str, NDArray[np.generic]]:
    """Return the weights of a network that tells the good outlines of these photos."""
    import torch

    torch.set_num_threads(1)
    torch.manual_seed(SEED)
    table = np.concatenate([each.signs for each in known])
    mean, spread = table.mean(axis=0), table.std(axis=0) + 1e-3
    worth = np.clip((np.concatenate([each.overlap for each in known]) - _POOR) / (_GOOD - _POOR), 0, 1)
    given, wanted = torch.tensor(np.clip((table - mean) / spread, -FAR, FAR)), torch.tensor(worth)
    weight = 1 + _OF_CARDS * (wanted > 0)
    sizes = (table.shape[1], *_LAYERS, 1)
    layers = [torch.nn.Linear(a, b) for a, b in zip(sizes, sizes[1:], strict=False)]
    steps = [part for layer in layers for part in (layer, torch.nn.ReLU())][:-1]
    network = torch.nn.Sequential(*steps)
    optimizer = torch.optim.AdamW(network.parameters(), _RATE, weight_decay=_DECAY)
    count = _ROUNDS * len(table) // _BATCH
    rate = torch.optim.lr_scheduler.OneCycleLR(optimizer, _RATE, total_steps=count + 1)
    for _ in range(count):
        some = torch.randint(0, len(table), (_BATCH,))
        loss = torch.nn.functional.binary_cross_entropy_with_logits(
            network(given[some])[:, 0], wanted[some], weight[some]
        )
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        rate.step()
    weights: dict[str, NDArray[np.generic]] = {"signs": np.array(known[0].names), "mean": mean, "spread": spread}
    for number, layer in enumerate(layers):
        weights[f"by{number}"] = layer.weight.detach().numpy().T.copy()
        weights[f"plus{number}"] = layer.bias.detach().numpy().copy()
    return weights


def judged(judge: Judge, held: Sequence[Example]) -> None:
    """Print of photos of one card how often the likeliest outline is the card's, kind by kind."""
    kinds: dict[str, list[bool]] = {}
    for each in (example for example in held if example.cards == 1):
        chances = judge.chances(dict(zip(each.names, each.signs.T, strict=True)))
        kinds.setdefault(each.kind, []).append(bool(each.overlap[chances.argmax()] >= FOUND))
    for kind, right in sorted(kinds.items()):
        print(f"{kind:16} {sum(right):4} of {len(right):4}")


def main(argv: Sequence[str] | None = None) -> None:
    """Compose, fit, judge and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scenes", type=int, default=1000, help="photos to compose (%(default)s)")
    parser.add_argument("--seed", type=int, default=SEED, help="of the photos; another makes others (%(default)s)")
    target = parser.add_mutually_exclusive_group(required=True)
    target.add_argument("--write", action="store_const", const=WEIGHTS, dest="out", help="write into the package")
    target.add_argument("--out", type=Path, help="write to this file, .npz")
    args = parser.parse_args(argv)
    cv2.setNumThreads(1)
    known = list(examples(args.seed, args.scenes))
    weights = fit([each for number, each in enumerate(known) if number % HELD_OUT])
    judged(Judge(weights), known[::HELD_OUT])
    np.savez_compressed(args.out, **weights)
    print(f"{args.out} written")


if __name__ == "__main__":
    main()
