"""Build the word lists of cardscan/parse/data from lists in packages and from our own in tools/gazetteers.

Run by a developer, rarely: `python tools/build_gazetteers.py`, with the packages of tools/gazetteers/requirements.txt.
"""

import gzip
import sys
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from gazetteers import name_sources, place_sources, word_sources  # noqa: E402

from cardscan.parse.gazetteer.lexicon import fold  # noqa: E402

DATA = ROOT / "cardscan" / "parse" / "data"
HELD_OUT = ROOT / "tests" / "data" / "heldout_names.txt"


def main() -> None:
    """Write every list."""
    words = word_sources.ordinary_words()
    names = {"given": name_sources.given_names(), "family": name_sources.family_names()}
    held = name_sources.held_out(**names)
    lines = [f"{kind} {name}\n" for kind in sorted(held) for name in sorted(held[kind])]
    HELD_OUT.write_text("".join(lines), encoding="utf-8")
    for kind, found in names.items():
        kept = {n: e for n, e in found.items() if n not in held["given"] and n not in held["family"]}
        _write_weights(kind, {n: e.strength() * (0.2 + 0.8 * _namehood(words.get(n), e)) for n, e in kept.items()})
    _write_weights("common", {w: _commonness(n) * (1 - _namehood(n, *_evidence(names, w))) for w, n in words.items()})
    known = {w for w, n in words.items() if _commonness(n) * (1 - _namehood(n, *_evidence(names, w))) > 0.3}
    _write_places("cities", place_sources.cities(known))
    _write_places("regions", place_sources.regions())
    _write_places("countries", place_sources.countries())


def _evidence(names: dict[str, name_sources.Names], word: str) -> list[name_sources.Evidence]:
    return [found[word] for found in names.values() if word in found]


def _namehood(in_a_million: float | None, *evidence: name_sources.Evidence) -> float:
    """Say 0..1 how likely a word of these letters is the name: it counts as a word `in_a_million` times."""
    if in_a_million is None:
        return 1.0
    mass = sum(e.mass() for e in evidence)
    return mass / (mass + 0.3 * in_a_million)


def _commonness(in_a_million: float) -> float:
    return 1.0 if in_a_million > 25 else 0.8 if in_a_million > 8 else 0.6 if in_a_million > 1.5 else 0.0


def _write_weights(name: str, weights: dict[str, float]) -> None:
    """Write lines "7<tab>word word": the weight in tenths and the words, sorted."""
    tenths: dict[int, list[str]] = {}
    for word, weight in weights.items():
        if round(weight * 10):
            tenths.setdefault(min(10, round(weight * 10)), []).append(word)
    _write_gzip(name, [f"{t}\t{' '.join(sorted(tenths[t]))}" for t in sorted(tenths)])


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
