"""Build the word lists of cardscan/parse/data from lists in packages and from our own in tools/gazetteers.

Run by a developer, rarely: `python tools/build_gazetteers.py`, with the packages of tools/gazetteers/requirements.txt.
"""

import gzip
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from gazetteers import job_sources, letters, name_sources, place_sources, word_sources  # noqa: E402

from cardscan.text.folding import fold  # noqa: E402

DATA = ROOT / "cardscan" / "parse" / "data"
HELD_OUT = ROOT / "tests" / "data" / "heldout_names.txt"


def main() -> None:
    """Write every list."""
    words = word_sources.ordinary_words()
    given, family = name_sources.given_names(), name_sources.family_names()
    held = name_sources.held_out(given, family)
    lines = [f"{kind} {name}\n" for kind in sorted(held) for name in sorted(held[kind])]
    HELD_OUT.write_text("".join(lines), encoding="utf-8")
    for found in (given, family):
        for name in held["given"] | held["family"]:
            found.pop(name, None)

    evidence = {word: [found[word] for found in (given, family) if word in found] for word in words}
    common = {word: _commonness(count) * (1 - _namehood(count, *evidence[word])) for word, count in words.items()}
    names: dict[str, float] = {}
    for kind, found in (("given", given), ("family", family)):
        weights = {n: e.strength() * (0.2 + 0.8 * _namehood(words.get(n), e)) for n, e in found.items()}
        _write_weights(kind, weights)
        names |= {n: max(names.get(n, 0.0), w) for n, w in weights.items()}
    _write_weights("common", common)

    people = {name for name, weight in names.items() if weight >= 0.6}
    jobs = job_sources.heads(people, words)
    _write_weights("jobs", dict.fromkeys(jobs, 0.7))
    likely = {n for n, weight in names.items() if weight >= 0.4 and _is_latin(n)}
    ordinary = {w for w in word_sources.lower_case_words() | set(words) | jobs if _is_latin(w)}
    _write_weights("letters", letters.learn(likely, ordinary), digits=2)

    _write_places("cities", place_sources.cities({w for w, c in common.items() if c > 0.3}, people))
    _write_places("regions", place_sources.regions())
    _write_places("countries", place_sources.countries())


def _is_latin(word: str) -> bool:
    return word.isascii() and word.isalpha() and len(word) > 3


def _namehood(in_a_million: float | None, *evidence: name_sources.Evidence) -> float:
    """Say 0..1 how likely a word of these letters is the name: it counts as a word `in_a_million` times."""
    if in_a_million is None:
        return 1.0
    mass = sum(e.mass() for e in evidence)
    return mass / (mass + 0.3 * in_a_million)


def _commonness(in_a_million: float) -> float:
    return 1.0 if in_a_million > 25 else 0.8 if in_a_million > 8 else 0.6 if in_a_million > 1.5 else 0.0


def _write_weights(name: str, weights: dict[str, float], digits: int = 1) -> None:
    """Write lines "0.7<tab>word word": a weight and its words, sorted."""
    words: dict[float, list[str]] = {}
    for word, weight in weights.items():
        words.setdefault(round(weight, digits), []).append(word)
    _write_gzip(name, [f"{weight}\t{' '.join(sorted(words[weight]))}" for weight in sorted(words) if weight])


def _write_places(name: str, places: dict[str, set[str]]) -> None:
    """Write lines "IN,PK<tab>name;name"."""
    by_codes: dict[str, list[str]] = {}
    for place, codes in places.items():
        by_codes.setdefault(",".join(sorted(codes)), []).append(fold(place))
    _write_gzip(name, [f"{codes}\t{';'.join(sorted(set(by_codes[codes])))}" for codes in sorted(by_codes)])


def _write_gzip(name: str, lines: list[str]) -> None:
    path = DATA / f"{name}.txt.gz"
    with path.open("wb") as file, gzip.GzipFile("", "wb", 9, file, mtime=0) as packed:
        packed.write("\n".join([*lines, ""]).encode())
    words = Counter({line.partition("\t")[0]: line.count(" ") + line.count(";") + 1 for line in lines})
    print(f"{path.name}: {path.stat().st_size} bytes, {words.total()} words")


if __name__ == "__main__":
    main()
