"""Make whole cards up, the same for the same seed."""

import random
from collections.abc import Iterator

from tools.made.arrangements import arrangement
from tools.made.blocks import Blocks
from tools.made.canvas import Canvas, as_read
from tools.made.pieces import Made, Piece, Row
from tools.made.said import Said
from tools.made.sayings import scrap
from tools.made.truth import truth_of
from tools.made.words import faker, ordinary

_STRIDE = 1000003  # between the cards of a seed, so that no two seeds share one


def made_cards(count: int, seed: int = 1) -> Iterator[Made]:
    """Yield so many cards."""
    for number in range(count):
        yield made_card(rng_of(seed, number))


def rng_of(seed: int, number: int) -> random.Random:
    """Return the chance that card `number` of a seed is drawn by."""
    return random.Random(seed * _STRIDE + number)  # noqa: S311 - nobody is to guess nothing


def made_card(rng: random.Random) -> Made:
    """Make a card up."""
    said = Said(rng)
    canvas = Canvas(rng, rng.uniform(520, 680) if rng.random() < 0.88 else rng.uniform(900, 1700))
    blocks = Blocks(said)
    arrangement(rng, blocks)(rng, canvas, blocks)
    if rng.random() < 0.05:
        _litter(rng, canvas, said.body)
    marked = tuple(as_read(rng, canvas.marked))
    return Made(marked, canvas.height, said.country, said.kind, truth_of(canvas.printed))


def _litter(rng: random.Random, canvas: Canvas, body: float) -> None:
    """Draw scraps of what lies beside the card, above it and below it."""
    for _ in range(rng.randint(1, 5)):
        texts = [ordinary(rng), scrap(rng, "table", 5), faker(rng, "en_US").sentence(nb_words=5)]
        row = Row((Piece(rng.choice(texts)),), body * rng.uniform(0.4, 1.2), 2, 0.3)
        canvas.stack([row], rng.uniform(0, 700), rng.choice((-20.0, canvas.height + 10)), "l", 400)
