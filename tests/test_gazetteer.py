"""How well the word lists tell a person, a title, a department, a company and an address apart."""

import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

from cardscan.parse import gazetteer as known

DATA = Path(__file__).parent / "data"
LINES = [
    tuple(line.split("\t"))
    for line in (DATA / "gazetteer_lines.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


def _person_score(text: str) -> float:
    """Judge a line as a name by its words alone: how far they are names, less how far they are ordinary words."""
    words = [w.strip(".,()") for w in text.replace("-", " ").split()]
    words = [w for w in words if known.fold(w) not in known.honorifics() and (len(w) > 1 or not w.isascii())]
    if not words or any(c.isdigit() for c in text):
        return 0.0
    if len(words) == 1 and not text.isascii():
        cuts = (known.family_name(text[:n]) for n in (1, 2) if len(text) - n in (1, 2))
        return max(cuts, default=0.0)
    scores = [max(known.given_name(w), known.family_name(w)) - 0.3 * known.common_word(w) for w in words]
    return sum(scores) / len(scores) if len(words) > 1 else 0.0


def _judge(text: str) -> str:
    scores = {
        "person": _person_score(text),
        "title": known.title_score(text),
        "dept": known.dept_score(text),
        "org": known.org_score(text),
        "address": known.address_score(text),
        "other": 0.35,
    }
    return max(scores, key=lambda kind: scores[kind])


def test_the_scores_tell_the_kinds_of_line_apart() -> None:
    wrong = [(kind, judged, text) for kind, text in LINES if (judged := _judge(text)) != kind]
    of_kind = Counter(kind for kind, _ in LINES)
    wrong_of_kind = Counter(kind for kind, _, _ in wrong)
    for kind, count in of_kind.items():
        print(f"{kind}: {count - wrong_of_kind[kind]} of {count}")
    print(*wrong, sep="\n")
    assert len(LINES) >= 200
    assert len(wrong) <= 0.05 * len(LINES), wrong
    assert all(wrong_of_kind[kind] <= 0.12 * count for kind, count in of_kind.items()), wrong_of_kind
