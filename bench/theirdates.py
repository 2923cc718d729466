"""Measure how dates of theirs are found in the invented notes of tests/data: `python -m bench.theirdates [dev|unseen]`.

The notes of "dev" were written before the rules, and these were made on them; those of "unseen" after, and measured
once. A note counts as right where all its days are found and nothing else.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from bench.promises import DATA, TODAY, Score
from cardscan.connections.dates.theirs import theirs_in

UNCLEAR = "?"


@dataclass(frozen=True)
class Labelled:
    """A note, with the days that a person reads from it; None: one that has to be asked about."""

    language: str
    days: tuple[date | None, ...]
    text: str


def notes(half: str, folder: Path = DATA) -> Iterator[Labelled]:
    """Read the labelled notes of one set, "dev" or "unseen"."""
    for line in (folder / f"their_dates_{half}.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            language, days, text = (cell.strip() for cell in line.split(" | "))
            told = [] if days == "-" else days.split(", ")
            yield Labelled(language, tuple(None if day == UNCLEAR else date.fromisoformat(day) for day in told), text)


def score(labelled: list[Labelled]) -> Score:
    """Find the days of all notes and hold them against the labels, each day by itself."""
    found = [[each.day for each in theirs_in(note.text, TODAY)] for note in labelled]
    pairs = list(zip(labelled, found, strict=True))
    return Score(
        found=sum(map(len, found)),
        right=sum(day in note.days for note, days in pairs for day in days),
        true=sum(len(note.days) for note in labelled),
        wrong=tuple(
            f"{note.language} {_said(note.days)} found {_said(days)}: {note.text}"
            for note, days in pairs
            if sorted(map(str, days)) != sorted(map(str, note.days))
        ),
    )


def _said(days: tuple[date | None, ...] | list[date | None]) -> str:
    return ", ".join(day.isoformat() if day else UNCLEAR for day in days) or "-"


def main(halves: list[str]) -> None:
    """Print precision and recall of each set, of all languages and of each, and what is wrong."""
    for half in halves:
        labelled = list(notes(half))
        result = score(labelled)
        print(f"{half}: {len(labelled)} notes, {result.true} dates of theirs, {result.found} found")
        print(f"precision {result.precision:.3f}  recall {result.recall:.3f}")
        for code in dict.fromkeys(each.language for each in labelled):
            one = score([each for each in labelled if each.language == code])
            print(f"  {code}: precision {one.precision:.3f}  recall {one.recall:.3f} of {one.true}")
        print("\n".join(f"  {line}" for line in result.wrong))


if __name__ == "__main__":
    main(sys.argv[1:] or ["dev", "unseen"])
