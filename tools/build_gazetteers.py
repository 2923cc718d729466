"""Build the word lists of cardscan/parse/data from lists in packages and from our own in tools/gazetteers.

Run by a developer, rarely: `python tools/build_gazetteers.py`, with the packages of tools/gazetteers/requirements.txt.
"""

import gzip
import sys
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path[:0] = [str(ROOT), str(Path(__file__).parent)]

from gazetteers import name_sources, place_sources, word_sources  # noqa: E402

from cardscan.parse.gazetteer.lexicon import fold, lexicon  # noqa: E402

DATA = ROOT / "cardscan" / "parse" / "data"
HELD_OUT = ROOT / "tests" / "data" / "heldout_names.txt"


def main() -> None:
    """Write every list."""
    common = word_sources.common_words()
    common.update(_words_of_the_lexicons())
    given, family = name_sources.given(), name_sources.family()
    held = name_sources.held_out(given, family)
    _write_lines(HELD_OUT, [f"{kind} {name}" for kind, names in sorted(held.items()) for name in sorted(names)])
    tables = {"given": given, "family": family}
    cities = place_sources.large_cities()
    for kind, found in tables.items():
        weights: dict[str, float] = {}
        for name, evidence in found.items():
            if name in held["given"] or name in held["family"]:
                continue
            weight = evidence.weight()
            weight *= 1 - 0.75 * common.get(name, 0.0) * evidence.doubt()
            if name in cities and evidence.doubt() > 0.3:
                weight *= 0.7
            weights[name] = weight
        _write_weights(kind, weights)
    names = {n for found in tables.values() for n, e in found.items() if e.doubt() < 0.2}
    _write_weights("common", {w: c for w, c in common.items() if w not in names})
    for name, places in (
        ("cities", place_sources.cities(set(common))),
        ("regions", place_sources.regions()),
        ("countries", place_sources.countries()),
    ):
        _write_places(name, places)


def _words_of_the_lexicons() -> dict[str, float]:
    """Return the words of titles, companies and addresses: ordinary words, whatever their language."""
    found: dict[str, float] = {}
    for name in ("titles", "orgs", "address"):
        for phrase, (role, weight) in lexicon(name).words.items():
            if role in ("head", "mod", "dept", "group", "name", "street", "unit") and len(phrase) > 3:
                found.update({word: 0.7 * weight for word in phrase.split() if len(word) > 3})
    return found


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


def _write_lines(path: Path, lines: Iterable[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")


if __name__ == "__main__":
    main()
