"""Cards whose segments are known for what they are: photos that were labelled, and cards that were made up."""

import json
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from made_cards import made_cards
from made_lines import WIDTH
from numpy.typing import NDArray
from rapidfuzz import fuzz

from cardscan.model import Line, Reading
from cardscan.parse.card import segments_of
from cardscan.parse.features import Rows, Surroundings
from cardscan.parse.labels import LABELS, describe
from cardscan.parse.orgs import bare
from cardscan.parse.segments import Segment

EXACT, NEAR = 0.86, 0.8  # likeness for a label: of the whole value, and of a part of it


@dataclass(frozen=True)
class Example:
    """A card: its segments with the features of the first round, and their true labels."""

    photo: str
    group: str  # photos of one company go into the same fold
    segments: tuple[Segment, ...]
    rows: Rows
    labels: NDArray[np.int64]
    names: tuple[str, ...]
    around: Surroundings
    orgs: tuple[str, ...]  # the true names of the company, squashed, without legal form
    made: bool  # made up: its company may be misread, and is still to be told


def squash(text: str) -> str:
    """Letters and digits, folded."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    return re.sub(r"[\W_]+", "", re.sub("[\u0300-\u036f]", "", folded))


def true_label(text: str, card: dict[str, list[Any]]) -> str:
    """The label of a segment: the kind of the value that it is, or is a part of."""
    flat = squash(text)
    best, kind_of_best = 0.0, "other"
    for kind in ("fn", "title", "dept", "suffix", "org"):
        for value in card.get(kind, []):
            whole = squash(value)
            score = fuzz.ratio(flat, whole) / 100
            if score < EXACT and len(flat) >= 3 and len(flat) < len(whole):
                score = fuzz.partial_ratio(flat, whole) / 100 * (0.9 if len(flat) > 3 else 0.85)
            if score > max(best, NEAR):
                best, kind_of_best = score, kind
    if best >= EXACT:
        return kind_of_best
    for value in card.get("adr", []):
        words = [w for w in re.split(r"[\W_]+", text.casefold()) if w]
        there = squash(value)
        held = sum(len(w) for w in words if squash(w) in there)
        if words and (held / sum(map(len, words)) >= 0.7 or fuzz.partial_ratio(flat, there) >= 85) and len(flat) > 1:
            return "adr"
    return kind_of_best


def line_of(data: dict[str, Any]) -> Line:
    """A line as `cardscan read --json` writes it."""
    a, b, c, d = (tuple(point) for point in data["box"])
    readings = tuple(Reading(**{**each, "chars": tuple(each["chars"])}) for each in data["readings"])
    ink, ground = (data[of] and tuple(data[of]) for of in ("ink", "ground"))
    box, place = (a, b, c, d), tuple(data["place"])
    return Line(data["text"], data["confidence"], box, place, readings, data["agreed"], ink, ground, ring=data["ring"])


def labelled(truth: Path, readings: dict[str, Any]) -> Iterator[Example]:
    """Yield the labelled cards: those photos on which one card was found."""
    for line in truth.read_text(encoding="utf-8").splitlines():
        photo = json.loads(line)
        cards = readings.get(photo["photo"], {}).get("cards", [])
        if len(cards) != 1 or len(photo["cards"]) != 1:
            continue
        lines = [line_of(each) for each in cards[0]["lines"]]
        example = _example(photo["photo"], lines, *cards[0]["size"], photo["cards"][0])
        if example:
            yield example


def made_up(count: int) -> Iterator[Example]:
    """Yield cards that were made up."""
    for number, made in enumerate(made_cards(count)):
        example = _example(f"made {number}", made.lines, WIDTH, made.height, made.truth, made=True)
        if example:
            yield example


def _example(
    photo: str, lines: Sequence[Line], width: float, height: float, card: dict[str, list[Any]], made: bool = False
) -> Example | None:
    segments, around = segments_of(lines, width)
    if not segments:
        return None
    names, rows = describe(segments, around, height / width)
    labels = np.array([LABELS.index(true_label(s.text, card)) for s in segments])
    group = photo if made else max(around.domains, default="") or photo
    orgs = tuple(squash(bare(org)) for org in card["org"])
    return Example(photo, group, tuple(segments), rows, labels, names, around, orgs, made)
