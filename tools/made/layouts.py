"""The layouts of real cards: where lines stand and what each word was, never which."""

import gzip
import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from cardscan.parse.tagger.values import KINDS

LAYOUTS = Path(__file__).parents[1] / "layouts.jsonl.gz"
Place = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Word:
    """A word of a layout: what it was, not which."""

    kind: str  # "other", a grammar's kind, or the tags that it may have, joined by "+"
    value: int  # -1: of none
    size: int  # characters
    shape: str  # U: capitals, L: small letters, T: else
    gap: int  # characters before it
    literal: str  # a sign, a label or a short number that stands as it was
    type: str  # of a tel

    @property
    def of_value(self) -> str:
        """The kind of its value, one of `KINDS`; "" where it is of none."""
        tags = set(self.kind.split("+"))
        return next((kind for kind, own in KINDS.items() if tags <= set(own)), "")


@dataclass(frozen=True, slots=True)
class Row:
    """A line of a layout."""

    at: Place  # in widths of the card
    ink: tuple[float, float, float] | None
    ground: tuple[float, float, float] | None
    sure: float
    alike: float  # how much the two readers agreed
    ring: bool
    words: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Layout:
    """Where the lines of a card stand, and what kind of thing each word is."""

    height: float  # in widths of the card
    region: str
    set: str  # the labelled set that it was drawn of
    rows: tuple[Row, ...]

    @property
    def unspaced(self) -> bool:
        """Whether it is of a card in a script without spaces: many words of it are one character."""
        words = [word for row in self.rows for word in row.words]
        return sum(word.size == 1 and not word.literal for word in words) > 0.45 * len(words)


@cache
def layouts(path: Path = LAYOUTS) -> tuple[Layout, ...]:
    """Return the layouts of a file that `tools/draw_layouts.py` wrote."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return tuple(map(_layout, map(json.loads, lines)))


def _layout(data: dict[str, Any]) -> Layout:
    rows = (
        Row(
            tuple(row["at"]),
            row["ink"] and tuple(row["ink"]),
            row["ground"] and tuple(row["ground"]),
            row["sure"],
            row["alike"],
            row["ring"],
            tuple(Word(*word) for word in row["is"]),
        )
        for row in data["lines"]
    )
    return Layout(data["height"], data["region"] or "", data["set"], tuple(rows))
