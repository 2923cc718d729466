"""Cards as examples for the tagger: what is known of each word, what it is, and from which word it goes on."""

import math
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cardscan.parse.card import grammars
from cardscan.parse.tagger.features import FEATURES, OF_MEANING, OF_NAMES, Described, describe
from cardscan.parse.tagger.network import TAGS
from cardscan.parse.tagger.relations import SIZES, relations
from cardscan.parse.tagger.words import Word
from tools.label_words import Labelled
from tools.made.canvas import WIDTH
from tools.made.pieces import Made, Marked, Told

MASKED = -1e4  # log odds of what must not be
NOT_ASKED = -2  # the link of a word that is of no value
_WORDS = 1400  # of a batch, with those that fill it up
_UNKNOWN = 0.12  # of the words: those that training shows as ones never seen
_NAMELESS, _FORGOTTEN = 0.3, 0.3  # of the cards: those whose lists know fewer names; and of their names
_MEANINGLESS = 0.15  # of the words: those of which training does not tell what they mean
_DROPPED = 0.02  # of the numbers that describe a word


@dataclass(frozen=True, slots=True)
class Example:
    """A card to learn from."""

    numbers: NDArray[np.float16]  # words×features
    hashes: tuple[tuple[int, ...], ...]
    places: NDArray[np.float32]
    tags: NDArray[np.uint8]  # words×TAGS, packed: all that a word may be
    links: NDArray[np.int16]  # the word before it in its value; -1: it begins one; NOT_ASKED
    weight: float = 1.0

    def __len__(self) -> int:
        return len(self.links)


@dataclass(frozen=True, slots=True)
class Batch:
    """Examples side by side, filled up to the longest."""

    numbers: NDArray[np.float32]  # cards×words×features
    hashes: NDArray[np.int64]  # of all words, one after the other
    starts: NDArray[np.int64]  # where each word's begin; and the end
    scales: NDArray[np.float32]  # cards×words: 1 / √(hashes + 1)
    relations: NDArray[np.int64]  # cards×relations×words×words
    mask: NDArray[np.float32]  # cards×words: 0, or MASKED where there is none
    tags: NDArray[np.bool_]  # cards×words×TAGS
    links: NDArray[np.int64]  # cards×words
    weights: NDArray[np.float32]  # of each card


def of_made(made: Made) -> Example | None:
    """Return a made-up card as an example; None where readers see nothing on it."""
    lines = made.lines
    card = describe(lines, WIDTH, grammars(lines)) if lines else None
    if card is None:
        return None
    tags = np.zeros((len(card.words), len(TAGS)), bool)
    values = np.full(len(card.words), -1)
    for at, word in enumerate(card.words):
        tag, values[at], _ = told(word, made.marked[word.line])
        tags[at, TAGS.index(tag)] = True
    return example_of(card, tags, values)


def of_labelled(labelled: Labelled, weight: float) -> Example:
    """Return a labelled card as an example that counts `weight` times."""
    return example_of(labelled.card, labelled.tags, labelled.values, weight)


def told(word: Word, line: Marked) -> Told:
    """Return what most characters of a word are; of what a grammar found, the label before it aside."""
    span = range(word.start, word.end)
    counts = Counter(line.told[at] for at in span if not line.line.text[at].isspace())
    if word.kind:
        counts = Counter({told: count for told, count in counts.items() if told[0] != "label"}) or counts
    return max(counts, key=lambda told: counts[told])


def example_of(card: Described, tags: NDArray[np.bool_], values: NDArray[np.int64], weight: float = 1.0) -> Example:
    """Return a card as an example. `tags`: all that each word may be; `values`: of which value it is; -1: of none."""
    links = np.full(len(values), NOT_ASKED, np.int16)
    last: dict[int, int] = {}
    for at, value in enumerate(map(int, values)):
        if value >= 0:
            links[at] = last.get(value, -1)
            last[value] = at
    numbers = card.numbers.astype(np.float16)
    return Example(numbers, card.hashes, card.places, np.packbits(tags, axis=1), links, weight)


def batches(rng: random.Random, examples: Iterable[Example], at_once: int = 1280) -> Iterator[list[Example]]:
    """Yield the examples in batches of cards about as long as one another, from `at_once` at a time."""
    part: list[Example] = []
    for example in examples:
        part.append(example)
        if len(part) == at_once:
            yield from _batches(rng, part)
            part = []
    yield from _batches(rng, part)


def _batches(rng: random.Random, examples: list[Example]) -> list[list[Example]]:
    rng.shuffle(examples)
    made: list[list[Example]] = []
    for example in sorted(examples, key=len):
        if not made or (len(made[-1]) + 1) * len(example) > _WORDS:
            made.append([])
        made[-1].append(example)
    rng.shuffle(made)
    return made


def batch_of(examples: Sequence[Example], chance: np.random.Generator | None = None) -> Batch:
    """Return examples side by side. `chance`: hides some of what is known, so that it leans on no one thing."""
    longest = max(map(len, examples))
    shape = (len(examples), longest)
    numbers = np.zeros((*shape, FEATURES), np.float32)
    tags, links = np.zeros((*shape, len(TAGS)), bool), np.full(shape, NOT_ASKED, np.int64)
    mask, scales = np.full(shape, MASKED, np.float32), np.ones(shape, np.float32)
    near = np.zeros((len(examples), len(SIZES), longest, longest), np.int64)
    hashes: list[int] = []
    starts = [0]
    for card, example in enumerate(examples):
        size = len(example)
        numbers[card, :size] = example.numbers
        tags[card, :size] = np.unpackbits(example.tags, axis=1)[:, : len(TAGS)]
        links[card, :size], mask[card, :size] = example.links, 0
        near[card, :, :size, :size] = relations(example.places)
        for at, ids in enumerate(example.hashes):
            shown = ids[1:2] if chance is not None and chance.random() < _UNKNOWN else ids  # its shape alone
            hashes += shown
            starts.append(len(hashes))
            scales[card, at] = 1 / math.sqrt(len(shown) + 1)
        starts += [len(hashes)] * (longest - size)
        if chance is not None:
            _hide(numbers[card, :size], chance)
    weights = np.array([example.weight for example in examples], np.float32)
    return Batch(numbers, np.array(hashes), np.array(starts), scales, near, mask, tags, links, weights)


def _hide(numbers: NDArray[np.float32], chance: np.random.Generator) -> None:
    if chance.random() < _NAMELESS:
        names = numbers[:, OF_NAMES]
        names *= chance.random(names.shape) > _FORGOTTEN
    numbers[:, OF_MEANING] *= chance.random((len(numbers), 1)) > _MEANINGLESS
    numbers *= chance.random(numbers.shape) > _DROPPED
