"""What words of many languages mean, as a few numbers each: words that mean alike have numbers alike.

"Dyrektor", "müdür" and "manager" lie close together, so what the network learns of one of them it knows of the others.
The table is built by `tools/build_meanings.py`, from a language model that is too large to ship.
"""

import zlib
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

MEANINGS = Path(__file__).parent.parent / "data" / "meanings.npz"
#: How many numbers say what a word means.
SIZE = 16
_SCALE = 32.0  # of the table's whole numbers

Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Meanings:
    """A table of words by their hash, in order, and what each means, words×SIZE."""

    hashes: NDArray[np.uint32]
    numbers: NDArray[np.int8]

    def of(self, key: str) -> Matrix:
        """Return what a folded word means, SIZE numbers; zeros where that is not known."""
        wanted = hash_of(key)
        at = int(np.searchsorted(self.hashes, wanted))
        if at == len(self.hashes) or self.hashes[at] != wanted:
            return np.zeros(SIZE, np.float32)
        found: Matrix = self.numbers[at].astype(np.float32) / _SCALE
        return found


def hash_of(key: str) -> np.uint32:
    """Return the hash by which a folded word stands in the table."""
    return np.uint32(zlib.crc32(key.encode()))


def packed(vectors: Matrix) -> NDArray[np.int8]:
    """Return vectors as the table holds them."""
    whole: NDArray[np.int8] = np.clip(np.rint(vectors * _SCALE), -127, 127).astype(np.int8)
    return whole


@lru_cache(50_000)
def meaning_of(key: str) -> Matrix:
    """Return what a folded word means, SIZE numbers."""
    return _meanings().of(key)


@cache
def _meanings() -> Meanings:
    with np.load(MEANINGS, allow_pickle=False) as table:
        return Meanings(table["hashes"], table["numbers"])
