"""Say what each word of a labelled card is, by holding the labelled values against the lines that were read."""

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from rapidfuzz import fuzz

from cardscan.model import Line
from cardscan.parse.card import grammars
from cardscan.parse.tagger.features import Described, describe
from cardscan.parse.tagger.network import TAGS
from cardscan.parse.tagger.values import KINDS
from cardscan.parse.tagger.words import Word, pieces_of
from cardscan.text.letters import squash
from tools.recorded import line_of

_WHOLE = 85  # likeness, of 100, of a stretch of words to a value
_PART, _LETTERS_OF_PART = 86, 4  # likeness of a stretch to a part of a value, of more letters than these
_LONGEST = 40  # words of a stretch
_MOST_PARTS = 6
_LEAST = 0.7  # share of a value's letters to be found
_LEAST_ADR = 0.6
_ORGS = 3  # times that a company may stand on a card
_OF_GRAMMAR = {"tel": ("tel", "register", "code"), "email": ("email",), "url": ("url",), "social": ("social",)}
_NOTHING = ("other", "label", "trade", "register")
_TAGS_OF = {**KINDS, "fn": ("given", "family", "prefix")}

Run = list[int]  # the numbers of words that follow one another


@dataclass(frozen=True, slots=True)
class Labelled:
    """A labelled card: what is known of its words, and what each is."""

    photo: str
    card: Described
    lines: tuple[Line, ...]
    tags: NDArray[np.bool_]  # words×TAGS: all that a word may be
    values: NDArray[np.int64]  # the number of its value; -1: of none
    region: str  # where the card is from, as the truth says
    size: tuple[float, float]  # of the card's image


def labelled(truth: Path, readings: Path) -> Iterator[Labelled]:
    """Yield the cards of those photos that show one and on which one was found.

    `readings`: what `cardscan read --json` wrote on the photos that the truth labels.
    """
    read = {r["photo"]: r for r in map(json.loads, readings.read_text(encoding="utf-8").splitlines())}
    for photo in map(json.loads, truth.read_text(encoding="utf-8").splitlines()):
        cards = read.get(photo["photo"], {}).get("cards", [])
        if len(photo["cards"]) != 1 or len(cards) != 1:
            continue
        lines = tuple(map(line_of, cards[0]["lines"]))
        width, height = cards[0]["size"]
        card = describe(lines, width, grammars(lines)) if lines else None
        if card:
            words = _Words(card.words)
            words.label(photo["cards"][0])
            region = photo.get("region") or ""
            yield Labelled(photo["photo"], card, lines, words.tags, words.values, region, (width, height))


class _Words:
    """The words of a card, and what is known of each so far."""

    def __init__(self, words: Sequence[Word]) -> None:
        self.words = words
        self.flat = [squash(word.text) for word in words]
        self.tags = np.zeros((len(words), len(TAGS)), bool)
        self.values = np.full(len(words), -1)

    def label(self, card: dict[str, list[Any]]) -> None:
        """Say what each word is, by a labelled card."""
        number = 0
        for kind in ("fn", "title", "org", "dept", "suffix", "adr"):
            for at, value in enumerate(card.get(kind, [])):
                for _ in range(_ORGS if kind == "org" else 1):
                    runs = self._find(value, _LEAST_ADR if kind == "adr" else _LEAST)
                    if not runs:
                        break
                    mine = self._put(runs, kind, number)
                    number += 1
                    parts = _parts(card, {"fn": "names", "adr": "adr_parts"}.get(kind, ""), at)
                    if kind == "fn":
                        self._name_parts(mine, parts)
                    elif kind == "adr" and parts:
                        self._address_parts(mine, parts)
        for at, word in enumerate(self.words):
            if word.kind:
                self._set(at, _OF_GRAMMAR[word.kind])
            elif not self.tags[at].any():
                self._set(at, _NOTHING)

    def _set(self, at: int, tags: Sequence[str]) -> None:
        self.tags[at] = [tag in tags for tag in TAGS]

    def _put(self, runs: Sequence[Run], kind: str, value: int) -> Run:
        """Give a value all words from the first to the last of each run."""
        mine = [at for run in runs for at in range(run[0], run[-1] + 1) if not self.words[at].kind]
        for at in mine:
            self._set(at, _TAGS_OF[kind])
            self.values[at] = value
        return mine

    # -- where a value stands

    def _runs(self) -> list[Run]:
        """Words of no value yet that follow one another on a line; signs of themselves between them don't part them."""
        runs: list[Run] = []
        free = (at for at, word in enumerate(self.words) if not word.kind and self.values[at] < 0)
        for at in free:
            last = runs[-1][-1] if runs else None
            same_line = last is not None and self.words[last].line == self.words[at].line
            if last is not None and same_line and not any(self.flat[last + 1 : at]):
                runs[-1].append(at)
            else:
                runs.append([at])
        return runs

    def _stretches(self, runs: Sequence[Run]) -> Iterator[tuple[Run, str]]:
        """Every stretch of the runs, with its letters."""
        for run in runs:
            for start in range(len(run)):
                text = ""
                for end in range(start, min(len(run), start + _LONGEST)):
                    text += self.flat[run[end]]
                    yield run[start : end + 1], text

    def _find(self, value: str, least: float) -> list[Run]:
        """Where a value stands: in one stretch, or in several that are parts of it."""
        whole = squash(value)
        if not whole:
            return []
        runs = self._runs()
        alike = (
            (fuzz.ratio(text, whole), run)
            for run, text in self._stretches(runs)
            if text and len(text) <= len(whole) * 1.4 + 2
        )
        best = max(alike, key=lambda found: found[0], default=(0.0, []))
        return [best[1]] if best[0] >= _WHOLE else self._find_parts(whole, runs, least)

    def _find_parts(self, whole: str, runs: Sequence[Run], least: float) -> list[Run]:
        parts: list[Run] = []
        rest = whole
        for _ in range(_MOST_PARTS):
            taken = {at for part in parts for at in part}
            scored = (
                (_within(text, rest), run, text) for run, text in self._stretches(runs) if not taken.intersection(run)
            )
            score, run, text = max(scored, key=lambda found: found[0], default=(0.0, [], ""))
            if not run or score == 0 or (score < 2 and len(rest) > 3):
                break
            parts.append(run)
            rest = rest.replace(text, "\0", 1)
            if len(rest.replace("\0", "")) < 0.1 * len(whole):
                break
        found = sum(len(self.flat[at]) for part in parts for at in part)
        return parts if found >= least * len(whole) else []

    # -- parts of a value

    def _name_parts(self, mine: Run, parts: dict[str, str]) -> None:
        for part in ("prefix", "given", "family"):
            for word in filter(None, map(squash, pieces_of(parts.get(part, "")))):
                for at in mine:
                    undecided = self.tags[at].sum() > 1 and self.flat[at]
                    if undecided and fuzz.ratio(self.flat[at], word) > _WHOLE:
                        self._set(at, [part])

    def _address_parts(self, mine: Run, parts: dict[str, str]) -> None:
        for part in ("code", "city", "region", "country"):
            for at in self._last_run(mine, squash(parts.get(part, ""))):
                self._set(at, [part])
        for at in mine:
            if not self.flat[at]:
                self._set(at, ["adr", "street"])
            elif parts.get("street") and self.tags[at].sum() > 1:
                self._set(at, ["street"])

    def _last_run(self, mine: Run, part: str) -> Run:
        """The last of the words in a row that say a part of an address."""
        found: Run = []
        for start in range(len(mine)) if part else ():
            text = ""
            for end in range(start, min(len(mine), start + 12)):
                text += self.flat[mine[end]]
                near = min(len(part), len(text)) > 3 and fuzz.ratio(text, part) >= 88
                if text == part or near:
                    found = mine[start : end + 1]
        return found


def _parts(card: dict[str, list[Any]], key: str, at: int) -> dict[str, str]:
    of: list[dict[str, str]] = card.get(key, [])
    return of[at] if at < len(of) else {}


def _within(text: str, rest: str) -> float:
    """How many letters of a text are a part of what is left of a value."""
    short = len(text) < 2 and not (text and text > "\u2fff" and len(rest) <= 3)
    if short:
        return 0.0
    if text in rest:
        return float(len(text))
    if len(text) <= _LETTERS_OF_PART or len(text) > len(rest):
        return 0.0
    return 0.9 * len(text) if fuzz.partial_ratio(text, rest) >= _PART else 0.0


def kind_of(word: Word, tags: NDArray[np.bool_]) -> str:
    """Return what a word is: a grammar's kind, the tags of a value joined by "+", or "other"."""
    names = sorted(TAGS[column] for column in np.flatnonzero(tags))
    if word.kind:
        return word.kind
    return "+".join(names) if any(set(names) <= set(own) for own in KINDS.values()) else "other"


def plain_sign(text: str) -> bool:
    """Tell whether a text is a sign, without letters or digits."""
    return not re.search(r"[^\W_]", text)
