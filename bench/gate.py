"""Measure the note gate on the invented notes of tests/data: `python bench/gate.py [dev|unseen] [--errors]`."""

import json
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from cardscan.connections.notes.gate import GateVerdict, judge
from cardscan.model import KINDS, Contact, Field

DATA = Path(__file__).parent.parent / "tests" / "data"


@dataclass(frozen=True)
class Labelled:
    """A note, with what a person says of its two parts."""

    language: str
    card: str
    kind: str
    good: tuple[bool, bool]  # talked about, can help
    talked: str
    can_help: str


def notes(half: str) -> Iterator[Labelled]:
    """Read the labelled notes of one set, "dev" or "unseen"."""
    for line in (DATA / f"notes_{half}.txt").read_text(encoding="utf-8").splitlines():
        if not line.startswith("#"):
            language, card, kind, labels, talked, can_help = (cell.strip() for cell in line.split(" | "))
            yield Labelled(language, card, kind, (labels[0] == "+", labels[1] == "+"), talked, can_help)


def cards() -> dict[str, tuple[Contact, str]]:
    """Read the invented cards by name, with the event at which each was given."""
    told: dict[str, dict[str, str]] = json.loads((DATA / "note_cards.json").read_text(encoding="utf-8"))
    return {
        name: (Contact(**{kind: (Field(card[kind]),) for kind in KINDS if kind in card}), card["event"])
        for name, card in told.items()
    }


def said_of(verdict: GateVerdict) -> tuple[bool, bool]:
    """Turn a verdict into the form of a label."""
    refused = {refusal.part for refusal in verdict.refusals}
    return "talked" not in refused, "can_help" not in refused


def main(halves: list[str], errors: bool) -> None:
    """Print, for each set, how many notes and parts are judged right, by language and by kind."""
    known = cards()
    for half in halves:
        tallies: dict[str, Counter[str]] = {}
        wrong: list[str] = []
        for note in notes(half):
            contact, event = known[note.card]
            verdict = judge(note.talked, note.can_help, contact, event)
            said = said_of(verdict)
            for group in (note.language, note.kind, "all"):
                tally = tallies.setdefault(group, Counter())
                tally["notes"] += 1
                tally["right"] += verdict.passed == all(note.good)
                tally["let through"] += verdict.passed and not all(note.good)
                tally["parts right"] += sum(a == b for a, b in zip(said, note.good, strict=True))
            if said != note.good:
                reasons = ", ".join(f"{refusal.part} {refusal.reason}" for refusal in verdict.refusals) or "passed"
                wrong.append(f"  {note.language} {note.kind}: {note.talked} | {note.can_help}  -> {reasons}")
        print(f"{half:10} notes  right    wrongly passed  parts right")
        for group, tally in tallies.items():
            count = tally["notes"]
            right, parts = tally["right"] / count, tally["parts right"] / (2 * count)
            print(f"{group:10} {count:5}  {right:6.1%}  {tally['let through']:14}  {parts:11.1%}")
        print("\n".join(wrong) if errors else "")


if __name__ == "__main__":
    halves = [argument for argument in sys.argv[1:] if argument in {"dev", "unseen"}]
    main(halves or ["dev", "unseen"], "--errors" in sys.argv[1:])
