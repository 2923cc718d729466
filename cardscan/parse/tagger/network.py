"""The network over the words of a card: a few layers of attention, in which how two words lie counts; numpy alone.

Its weights are trained and written by `tools/train_tagger.py`. It is small enough (some ten milliseconds a card on one
thread) that loading a runtime for it would cost more than it runs.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cardscan.parse.tagger.features import Described
from cardscan.parse.tagger.relations import SIZES, relations

WEIGHTS = Path(__file__).parent.parent / "data" / "tagger.npz"
#: What a word can be, in the order of the network's answers.
TAGS = (
    "other",
    "label",
    "given",
    "family",
    "prefix",
    "suffix",
    "title",
    "dept",
    "org",
    "trade",
    "street",
    "city",
    "region",
    "code",
    "country",
    "adr",
    "tel",
    "email",
    "url",
    "social",
    "register",
)
_LEANING = 0.9  # the share of a chance that what is said of a word without the network makes up
Array = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Chances:
    """What the network says of a card's words.

    tags   words×TAGS: the chance of each word to be each thing
    links  words×(1+words): the chance that a word begins a value (the first column), or goes on from each one before
    """

    tags: Array
    links: Array


def lean(chances: Array, column: int) -> None:
    """Make one of the chances of a word likely, in place, and leave a little of what the network says."""
    chances *= 1 - _LEANING
    chances[column] += _LEANING


class Network:
    """The trained network."""

    def __init__(self, weights: dict[str, Array]) -> None:
        self._of = {name: value.astype(np.float32) for name, value in weights.items()}
        self._layers = 1 + max(int(name.split(".")[1]) for name in weights if name.startswith("layers."))
        self._heads = weights["layers.0.rel.0.weight"].shape[1]

    @classmethod
    def load(cls, path: Path) -> "Network":
        """Load the weights that `tools/train_tagger.py` wrote."""
        with np.load(path, allow_pickle=False) as weights:
            return cls(dict(weights))

    def chances(self, card: Described) -> Chances:
        """Say what each word of a card is, and from which it goes on."""
        near = relations(card.places)
        x = self._linear("num", card.numbers) + self._letters(card) @ self._of["we.weight"].T
        for layer in range(self._layers):
            x = self._attended(f"layers.{layer}", x, near)
            hidden = _gelu(self._linear(f"layers.{layer}.f1", self._norm(f"layers.{layer}.n2", x)))
            x = x + self._linear(f"layers.{layer}.f2", hidden)
        x = self._norm("norm", x)
        return Chances(_softmax(self._linear("tag", x)), _softmax(self._links(x, near)))

    def _linear(self, name: str, x: Array) -> Array:
        weighed: Array = x @ self._of[f"{name}.weight"].T + self._of[f"{name}.bias"]
        return weighed

    def _norm(self, name: str, x: Array) -> Array:
        middle = x - x.mean(axis=-1, keepdims=True)
        spread = np.sqrt((middle**2).mean(axis=-1, keepdims=True) + 1e-5)
        normed: Array = middle / spread * self._of[f"{name}.weight"] + self._of[f"{name}.bias"]
        return normed

    def _letters(self, card: Described) -> Array:
        table = self._of["emb.weight"]
        return np.stack([table[list(ids)].sum(axis=0) / np.sqrt(len(ids) + 1) for ids in card.hashes])

    def _attended(self, name: str, x: Array, near: NDArray[np.int64]) -> Array:
        words, width = x.shape
        parts = self._linear(f"{name}.qkv", self._norm(f"{name}.n1", x))
        query, key, value = parts.reshape(words, 3, self._heads, width // self._heads).transpose(1, 2, 0, 3)
        scores = query @ key.transpose(0, 2, 1) / np.sqrt(np.float32(width // self._heads))
        scores += sum(self._of[f"{name}.rel.{r}.weight"][near[r]] for r in range(len(SIZES))).transpose(2, 0, 1)
        mixed = (_softmax(scores) @ value).transpose(1, 0, 2).reshape(words, width)
        return x + self._linear(f"{name}.o", mixed)

    def _links(self, x: Array, near: NDArray[np.int64]) -> Array:
        query, key = self._linear("lq", x), self._linear("lk", x)
        scores = query @ key.T / np.sqrt(np.float32(query.shape[1]))
        scores += sum(self._of[f"lrel.{r}.weight"][near[r]][..., 0] for r in range(len(SIZES)))
        scores[np.triu_indices(len(x))] = -np.inf  # from a word before it alone
        return np.concatenate([self._linear("lnull", x), scores], axis=1)


def _softmax(x: Array) -> Array:
    odds: Array = np.exp(x - x.max(axis=-1, keepdims=True))
    odds /= odds.sum(axis=-1, keepdims=True)
    return odds


def _gelu(x: Array) -> Array:
    """The gaussian error linear unit, by tanh (Hendrycks and Gimpel 2016)."""
    out: Array = np.float32(0.5) * x * (1 + np.tanh(np.float32(0.7978845608) * (x + np.float32(0.044715) * x * x * x)))
    return out


@cache
def network() -> Network:
    """The network shipped with the package."""
    return Network.load(WEIGHTS)
