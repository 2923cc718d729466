"""Train the tagger (`cardscan/parse/data/tagger.npz`) on cards made up, and on labelled ones where there are any.

    python tools/train_tagger.py [--set TRUTH READINGS] [--without NAME] [--on FILE] (--write | --out FILE)

Needs the packages of `pip install -e '.[train]'`; torch for CPUs is enough. 100,000 cards take about an hour on two
cores, most of it to make the cards up, which other processes do a little ahead of their use: a longer training takes no
more memory. The same options and the same versions of the packages give the same cards.

READINGS is what `cardscan read --json` wrote on the photos that TRUTH labels. A set is called as its TRUTH is, without
the ending: `--without NAME` leaves out that set and the layouts drawn of it, to see how well cards of strangers are
read, and to fit how sure values are (`tools/fit_sure.py`). How well the words of what is left out are told apart is
printed at the end, of the set where it is given, and of cards made up in its layouts, which needs no photo.

`--on FILE` trains weights of this tool further: one long training without any set, and a short one on it (with another
`--seed`, in layouts alone, with more dropout) for each choice of sets, spare most of the time that each would take.
"""

import argparse
import os
import random
import sys
import time
from collections import deque
from collections.abc import Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

import numpy as np

sys.path[:0] = [str(Path(__file__).parents[1])]

from cardscan.parse.tagger.network import WEIGHTS, Network  # noqa: E402
from tools.label_words import labelled  # noqa: E402
from tools.made.cards import made_card, rng_of  # noqa: E402
from tools.made.layouts import LAYOUTS, layouts  # noqa: E402
from tools.made.refill import filled_card  # noqa: E402
from tools.tagger_examples import Example, batch_of, batches, of_labelled, of_made  # noqa: E402
from tools.tagger_figures import figures  # noqa: E402

OF_LAYOUTS, DROPOUT = 0.25, 0.1  # the share of the made-up cards that have a real card's layout; and of the network
OF_LABELLED, LABELLED_WEIGHT = 0.1, 3.0  # labelled cards to each made-up one, and what one counts
SEED = 5
MEASURED, OF_MEASURED = 500, 23  # cards made up in the layouts left out, and their seed, with which none is trained
_CHUNK = 100  # cards that a process makes at a time
_RATE, _FURTHER = 2e-3, 1e-3  # of learning: at most, from the beginning and of weights that are trained further
_WARM_UP, _DECAY = 0.05, 0.02  # the share of steps in which the rate grows; the decay of the weights
_AVERAGED, _EVERY = 0.01, 4  # how the weights written follow those trained: by so much, at each so manieth step


@dataclass(frozen=True, slots=True)
class Sources:
    """What made-up cards are made of: drawn anew, or in the layouts of a file."""

    layouts: Path | None
    without: tuple[str, ...] = ()  # names of sets whose layouts are left out
    seed: int = SEED
    of_layouts: float = OF_LAYOUTS


@dataclass(frozen=True, slots=True)
class Shape:
    """How large the network is."""

    width: int = 144
    layers: int = 4
    heads: int = 6


def chunk(sources: Sources, number: int, size: int) -> list[Example]:
    """Make the cards up of a chunk."""
    known = [of for of in layouts(sources.layouts) if of.set not in sources.without] if sources.layouts else []
    cards = []
    for at in range(number * _CHUNK, number * _CHUNK + size):
        rng = rng_of(sources.seed, at)
        cards.append(filled_card(rng, known) if known and rng.random() < sources.of_layouts else made_card(rng))
    return [example for card in cards if (example := of_made(card)) is not None]


def made_up(sources: Sources, count: int, processes: int) -> Iterator[Example]:
    """Yield so many made-up cards, made in so many processes a little ahead of their use; 0: in this one."""
    sizes = [min(_CHUNK, count - start) for start in range(0, count, _CHUNK)]
    if not processes:
        for number, size in enumerate(sizes):
            yield from chunk(sources, number, size)
        return
    with ProcessPoolExecutor(processes, get_context("spawn")) as pool:
        ahead: deque[Future[list[Example]]] = deque()
        for number, size in enumerate(sizes):
            ahead.append(pool.submit(chunk, sources, number, size))
            if len(ahead) > 2 * processes:
                yield from ahead.popleft().result()
        while ahead:
            yield from ahead.popleft().result()


def mixed(rng: random.Random, made: Iterator[Example], real: Sequence[Example]) -> Iterator[Example]:
    """Yield made-up cards with labelled ones among them."""
    for example in made:
        yield example
        if real and rng.random() < OF_LABELLED:
            yield rng.choice(real)


def train(
    examples: Iterator[Example],
    count: int,
    shape: Shape,
    dropout: float,
    threads: int,
    out: Path,
    on: Path | None = None,
) -> float:
    """Train on a stream of about `count` examples and write the weights; return the last loss of the tags.

    `on`: weights to begin with.
    """
    import torch

    from tools.tagger_model import Tagger, loss_of

    torch.set_num_threads(threads)
    torch.manual_seed(SEED)
    rng, chance = random.Random(SEED), np.random.default_rng(SEED)  # noqa: S311
    model, averaged = (Tagger(shape.width, shape.layers, shape.heads, dropout=dropout) for _ in range(2))
    if on is not None:
        model.read(on)
    averaged.load_state_dict(model.state_dict())
    optimizer = torch.optim.AdamW(model.parameters(), lr=_RATE, weight_decay=_DECAY, betas=(0.9, 0.98))
    said = Progress(count)
    model.train()
    for step, part in enumerate(batches(rng, examples)):
        for group in optimizer.param_groups:
            group["lr"] = rate(said.seen / max(1, count), _FURTHER if on else _RATE)
        batch = batch_of(part, chance)
        loss, of_tags = loss_of(*model(batch), batch)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
        if step % _EVERY == 0:
            with torch.no_grad():
                for mean, trained in zip(averaged.parameters(), model.parameters(), strict=True):
                    mean.lerp_(trained, max(_AVERAGED, 1 / (1 + step // _EVERY)))
        said.add(len(part), of_tags.item())
    averaged.write(out)
    return said.loss


def measured(sources: Sources, sets: Sequence[tuple[Path, Path]]) -> Iterator[tuple[str, list[Example]]]:
    """Yield what was left out: the sets of these that were, and cards made up in the layouts of each."""
    for truth, readings in sets:
        if truth.stem in sources.without:
            yield truth.stem, [of_labelled(card, 1.0) for card in labelled(truth, readings)]
    for name in sources.without if sources.layouts else ():
        known = [of for of in layouts(sources.layouts) if of.set == name]
        made = (filled_card(rng_of(OF_MEASURED, at), known) for at in range(MEASURED if known else 0))
        yield f"layouts of {name}", [example for card in made if (example := of_made(card)) is not None]


def rate(done: float, most: float = _RATE) -> float:
    """Return the rate of learning when a share of the cards is done: it grows, then falls as a cosine does."""
    return float(most * min(1.0, (done + 1e-4) / _WARM_UP) * 0.5 * (1 + np.cos(np.pi * min(1.0, done))) + 1e-5)


class Progress:
    """Counts cards, and prints how far the training is."""

    def __init__(self, count: int, every: float = 60.0) -> None:
        self.count, self.every = count, every
        self.seen, self.loss = 0, 0.0
        self._start = self._last = time.monotonic()

    def add(self, cards: int, loss: float) -> None:
        """Count a batch."""
        self.loss = loss if not self.seen else 0.98 * self.loss + 0.02 * loss
        self.seen += cards
        now = time.monotonic()
        if now - self._last > self.every:
            self._last = now
            print(
                f"{self.seen} of about {self.count} cards, {now - self._start:.0f} s, loss {self.loss:.4f}", flush=True
            )


def options(argv: Sequence[str] | None = None) -> argparse.Namespace:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--cards", type=int, default=100_000, help="cards to make up for each epoch (%(default)s)")
    parser.add_argument("--epochs", type=int, default=1, help="each has cards of its own (%(default)s)")
    parser.add_argument("--layouts", type=Path, default=LAYOUTS, help="of `tools/draw_layouts.py` (those shipped)")
    parser.add_argument(
        "--set", nargs=2, action="append", type=Path, default=[], dest="sets", metavar=("TRUTH", "READINGS")
    )
    parser.add_argument(
        "--of-layouts", type=float, default=OF_LAYOUTS, metavar="SHARE", help="cards in real layouts (%(default)s)"
    )
    parser.add_argument("--dropout", type=float, default=DROPOUT, metavar="SHARE", help="of training (%(default)s)")
    parser.add_argument("--on", type=Path, metavar="FILE", help="weights to train further")
    parser.add_argument("--without", action="append", default=[], metavar="NAME", help="leave a set out")
    parser.add_argument("--seed", type=int, default=SEED, help="of the cards; another makes others (%(default)s)")
    parser.add_argument("--threads", type=int, default=max(1, (os.cpu_count() or 2) // 2), help="of torch")
    parser.add_argument("--processes", type=int, default=1, help="that make cards up; 0: none beside this one")
    target = parser.add_mutually_exclusive_group(required=True)
    target.add_argument("--write", action="store_const", const=WEIGHTS, dest="out", help="write into the package")
    target.add_argument("--out", type=Path, help="write to this file, .npz")
    return parser.parse_args(argv)


def main(argv: Sequence[str] | None = None, shape: Shape = Shape()) -> None:  # noqa: B008 - frozen
    """Train, write, and measure."""
    args = options(argv)
    sources = Sources(args.layouts, tuple(args.without), args.seed, args.of_layouts)
    used = [(truth, readings) for truth, readings in args.sets if truth.stem not in sources.without]
    real = [of_labelled(card, LABELLED_WEIGHT) for of in used for card in labelled(*of)]
    count = args.cards * args.epochs
    made = made_up(sources, count, args.processes)
    rng = random.Random(SEED)  # noqa: S311
    print(f"{count} cards to make up, {len(real)} labelled", flush=True)
    total = round(count * (1 + OF_LABELLED)) if real else count
    loss = train(mixed(rng, made, real), total, shape, args.dropout, args.threads, args.out, args.on)
    print(f"{args.out} written, loss {loss:.4f}", flush=True)
    tagger = Network.load(args.out)
    for name, examples in measured(sources, args.sets):
        if examples:
            print(f"{name}, left out: {len(examples)} cards, {figures(tagger, examples)}")


if __name__ == "__main__":
    main()
