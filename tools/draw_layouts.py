"""Draw the layouts of labelled photos: where lines stand, how large, in which ink, what each word is; never which.

    python tools/draw_layouts.py TRUTH READINGS [TRUTH READINGS …] [--out FILE]

READINGS is what `cardscan read --json` wrote on the photos that TRUTH labels. Of the texts only signs, numbers of one
or two digits and the words of `made/texts/label_words.txt` are kept: nothing of a person or a company is in the file.
"""

import argparse
import gzip
import json
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

sys.path[:0] = [str(Path(__file__).parents[1])]

from cardscan.model import Line  # noqa: E402
from cardscan.parse.evidence import alike  # noqa: E402
from tools.label_words import Labelled, kind_of, labelled, plain_sign  # noqa: E402
from tools.made.lists import TEXTS  # noqa: E402

LAYOUTS = Path(__file__).parent / "layouts.jsonl.gz"
_WIDEST_GAP = 4  # characters between two words


@cache
def label_words() -> frozenset[str]:
    """Return the words that labels are made of: all words that a layout may hold."""
    return frozenset((TEXTS / "label_words.txt").read_text(encoding="utf-8").split())


def generic(text: str) -> bool:
    """Tell whether a layout may hold a text: a sign, a short number, a word of labels."""
    return (
        plain_sign(text) or re.fullmatch(r"[0-9]{1,2}", text) is not None or text.casefold().strip(".") in label_words()
    )


def layout(of: Labelled, set_: str) -> dict[str, Any]:
    """Return the layout of a card of a set."""
    numbers: dict[int, int] = {}
    rows: dict[int, dict[str, Any]] = {}
    end, line = 0, -1
    for word, tags, value in zip(of.card.words, of.tags, of.values, strict=True):
        row = rows.setdefault(word.line, _row(of.lines[word.line], of.size[0]))
        gap = min(word.start - end, _WIDEST_GAP) if word.line == line else 0
        end, line = word.end, word.line
        kind = kind_of(word, tags)
        kept = not word.kind and generic(word.text) and (kind == "other" or plain_sign(word.text))
        number = numbers.setdefault(int(value), len(numbers)) if value >= 0 else -1
        shape = "U" if word.text.isupper() else "L" if word.text.islower() else "T"
        row["is"].append([kind, number, len(word.text), shape, gap, word.text if kept else "", word.type])
    width, height = of.size
    return {"height": round(height / width, 3), "region": of.region, "set": set_, "lines": list(rows.values())}


def _row(line: Line, width: float) -> dict[str, Any]:
    return {
        "at": [round(place / width, 4) for place in line.place],
        "ink": line.ink and [round(value) for value in line.ink],
        "ground": line.ground and [round(value) for value in line.ground],
        "sure": round(line.confidence, 2),
        "alike": round(alike(line), 2),
        "ring": line.ring,
        "is": [],
    }


def drawn(sets: list[Path]) -> Iterator[str]:
    """Yield the layouts of the sets, a line each. `sets`: truth, readings, truth, readings, …"""
    for truth, readings in zip(sets[::2], sets[1::2], strict=True):
        for each in labelled(truth, readings):
            yield json.dumps(layout(each, truth.stem), ensure_ascii=False, separators=(",", ":")) + "\n"


def main() -> None:
    """Draw and write."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("sets", nargs="+", type=Path, metavar="FILE", help="truth and readings of each set")
    parser.add_argument("--out", type=Path, default=LAYOUTS)
    args = parser.parse_args()
    if len(args.sets) % 2:
        parser.error("each TRUTH needs its READINGS: give the files in pairs")
    with args.out.open("wb") as file, gzip.GzipFile("", "wb", fileobj=file, mtime=0) as out:
        for line in drawn(args.sets):
            out.write(line.encode())


if __name__ == "__main__":
    main()
