"""The tagger's network in torch, to train it; `cardscan.parse.tagger.network` runs the same in numpy.

Parameters are named as the numpy network looks them up: rename neither without the other.
"""

from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from cardscan.parse.tagger.features import BUCKETS, FEATURES
from cardscan.parse.tagger.network import TAGS
from cardscan.parse.tagger.relations import SIZES
from tools.tagger_examples import MASKED, NOT_ASKED, Batch

_LINK_WIDTH = 64
_LINK_SHARE = 0.5  # what the links count in the loss beside the tags


class Layer(nn.Module):
    """One layer of attention, in which how two words lie counts."""

    def __init__(self, width: int, heads: int, dropout: float) -> None:
        super().__init__()
        self.heads = heads
        self.n1, self.n2 = nn.LayerNorm(width), nn.LayerNorm(width)
        self.qkv, self.o = nn.Linear(width, 3 * width), nn.Linear(width, width)
        self.f1, self.f2 = nn.Linear(width, 3 * width), nn.Linear(3 * width, width)
        self.drop = nn.Dropout(dropout)
        self.rel = nn.ModuleList(nn.Embedding(size, heads) for size in SIZES)
        for table in self.rel:
            nn.init.normal_(table.weight, std=0.02)

    def forward(self, x: Tensor, near: Tensor, mask: Tensor) -> Tensor:
        """Mix cards×words×width; `near`: the buckets of each two words, `mask`: cards×words."""
        cards, words, width = x.shape
        parts = self.qkv(self.n1(x)).view(cards, words, 3, self.heads, width // self.heads)
        query, key, value = parts.permute(2, 0, 3, 1, 4)
        bias = sum(table(near[:, number]) for number, table in enumerate(self.rel)).permute(0, 3, 1, 2)
        mixed = functional.scaled_dot_product_attention(query, key, value, attn_mask=bias + mask[:, None, None, :])
        x = x + self.drop(self.o(mixed.transpose(1, 2).reshape(cards, words, width)))
        return x + self.drop(self.f2(functional.gelu(self.f1(self.n2(x)), approximate="tanh")))


class Tagger(nn.Module):
    """The network over the words of a card."""

    def __init__(
        self, width: int = 144, layers: int = 4, heads: int = 6, letters: int = 48, dropout: float = 0.1
    ) -> None:
        super().__init__()
        self.emb = nn.EmbeddingBag(BUCKETS, letters, mode="sum", include_last_offset=True)
        nn.init.normal_(self.emb.weight, std=0.1)
        self.num, self.we = nn.Linear(FEATURES, width), nn.Linear(letters, width, bias=False)
        self.layers = nn.ModuleList(Layer(width, heads, dropout) for _ in range(layers))
        self.norm, self.tag = nn.LayerNorm(width), nn.Linear(width, len(TAGS))
        self.lq, self.lk = nn.Linear(width, _LINK_WIDTH), nn.Linear(width, _LINK_WIDTH)
        self.lnull = nn.Linear(width, 1)
        self.lrel = nn.ModuleList(nn.Embedding(size, 1) for size in SIZES)
        self.drop = nn.Dropout(dropout)

    def forward(self, batch: Batch) -> tuple[Tensor, Tensor]:
        """Return the log odds of tags, cards×words×TAGS, and of links, cards×words×(1+words)."""
        cards, words, _ = batch.numbers.shape
        near, mask = torch.from_numpy(batch.relations), torch.from_numpy(batch.mask)
        letters = self.emb(torch.from_numpy(batch.hashes), torch.from_numpy(batch.starts)).view(cards, words, -1)
        letters = letters * torch.from_numpy(batch.scales)[..., None]
        x = self.drop(self.num(torch.from_numpy(batch.numbers)) + self.we(letters))
        for layer in self.layers:
            x = layer(x, near, mask)
        x = self.norm(x)
        links = self.lq(x) @ self.lk(x).transpose(1, 2) / _LINK_WIDTH**0.5
        links = links + sum(table(near[:, number])[..., 0] for number, table in enumerate(self.lrel))
        earlier = torch.tril(torch.ones(words, words, dtype=torch.bool), -1)
        links = links.masked_fill(~earlier, MASKED) + mask[:, None, :]
        return self.tag(x), torch.cat([self.lnull(x), links], -1)

    def read(self, path: Path) -> None:
        """Take the weights of a file that `write` wrote; of numbers that are new since, they are nothing at first."""
        with np.load(path) as file:
            weights = {name: file[name].astype(np.float32) for name in file.files}
        known = weights["num.weight"]
        weights["num.weight"] = np.pad(known, ((0, 0), (0, FEATURES - known.shape[1])))
        self.load_state_dict({name: torch.from_numpy(value) for name, value in weights.items()})

    def write(self, path: Path) -> None:
        """Write the weights as `Network.load` reads them, in half precision."""
        weights = {name: value.detach().numpy().astype(np.float16) for name, value in self.state_dict().items()}
        np.savez_compressed(path, **weights)


def loss_of(tags: Tensor, links: Tensor, batch: Batch) -> tuple[Tensor, Tensor]:
    """Return the loss of all, and of the tags alone: of what a word may be, any will do."""
    allowed, weights = torch.from_numpy(batch.tags), torch.from_numpy(batch.weights)[:, None]
    missed = -tags.log_softmax(-1).masked_fill(~allowed, MASKED).logsumexp(-1)
    of_tags = _mean(missed, allowed.any(-1) * weights)
    true = torch.from_numpy(batch.links)
    missed = functional.cross_entropy(links.transpose(1, 2), (true + 1).clamp(min=0), reduction="none")
    return of_tags + _LINK_SHARE * _mean(missed, (true > NOT_ASKED) * weights), of_tags


def _mean(values: Tensor, weights: Tensor) -> Tensor:
    return (values * weights).sum() / weights.sum().clamp(min=1e-6)
