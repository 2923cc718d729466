"""Measure how due dates are found in the invented promises of tests/data: `python -m bench.promises [dev|unseen]`."""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from cardscan.connections.dates.duedates import find

DATA = Path(__file__).parent.parent / "tests" / "data"
TODAY = date(2026, 12, 2)  # a Wednesday


@dataclass(frozen=True)
class Labelled:
    """A promise, with the day that a person reads from it."""

    language: str
    due: date | None
    text: str


@dataclass(frozen=True)
class Score:
    """How many dates were found, how many of them are right, and how many there are; and what went wrong."""

    found: int
    right: int
    true: int
    wrong: tuple[str, ...]

    @property
    def precision(self) -> float:
        return self.right / self.found if self.found else 1.0

    @property
    def recall(self) -> float:
        return self.right / self.true if self.true else 1.0


def promises(half: str) -> Iterator[Labelled]:
    """Read the labelled promises of one set, "dev" or "unseen"."""
    for line in (DATA / f"promises_{half}.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            language, due, text = (cell.strip() for cell in line.split(" | "))
            yield Labelled(language, None if due == "-" else date.fromisoformat(due), text)


def score(labelled: list[Labelled]) -> Score:
    """Find the dates of all promises and hold them against the labels."""
    days = [(found.day if (found := find(each.text, TODAY)) else None) for each in labelled]
    pairs = list(zip(labelled, days, strict=True))
    return Score(
        found=sum(day is not None for day in days),
        right=sum(day is not None and day == each.due for each, day in pairs),
        true=sum(each.due is not None for each in labelled),
        wrong=tuple(f"{each.language} {each.due} found {day}: {each.text}" for each, day in pairs if day != each.due),
    )


def main(halves: list[str]) -> None:
    """Print precision and recall of each set, and what is wrong."""
    for half in halves:
        labelled = list(promises(half))
        result = score(labelled)
        print(f"{half}: {len(labelled)} promises, {result.true} with a date")
        print(f"precision {result.precision:.3f}  recall {result.recall:.3f}")
        print("\n".join(f"  {line}" for line in result.wrong))


if __name__ == "__main__":
    main(sys.argv[1:] or ["dev", "unseen"])
