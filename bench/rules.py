"""The scoring rules: when a value read counts as right, wrong, missed or neutral.

Case, accents of Latin, Greek and Cyrillic, and punctuation never count. Beyond that, a value is right when
    fn      it is the name without honorifics (Mr, Dr, Er, …)
    org     it is one of the printed names without its legal form; one a photo is enough, more are neutral
    title   it is a title, alone or with one of the card's departments before or after it
    tel     it is the E.164 number (an extension is ignored); where the area code isn't printed, it ends in those digits
    email   it is the same, whatever the case
    url     it is the same without scheme, "www." and a slash or dot at the end
    adr     its words and those printed overlap with an F1 of 0.85 or more; digits side by side are one word, and each
            Chinese, Japanese or Korean character is one
Neutral, so neither right nor wrong: a department, degree or handle that is given as title, org or fn.
The cards of a photo are scored as one pool: whether they were told apart is scored by their number and their corners.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

FIELDS = ("fn", "title", "org", "tel", "email", "url", "adr")
ADR_OVERLAP = 0.85

_HONORIFICS = frozenset(
    ["mr", "mrs", "ms", "miss", "dr", "prof", "er", "ca", "adv", "shri", "smt", "sri", "ar", "dipl", "ing", "sir"]
)
_LEGAL_FORMS = (
    "pvt|private|ltd|limited|inc|incorporated|llc|llp|plc|gmbh|ag|kg|co|corp|corporation|company"
    "|sa|srl|spa|bv|nv|oy|ab|as|pte|pty|kk|jsc"
)
_LEGAL = re.compile(rf"\b({_LEGAL_FORMS})\b")
_ACCENTS = re.compile("[\u0300-\u036f]")
_CJK = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
_ADR_WORD = re.compile(rf"[{_CJK}]|[^\W{_CJK}]+")
_EXTENSION = re.compile(r"(?i)\s*(?:;ext=|ext\.?|x)\s*\d+$")


@dataclass(frozen=True, slots=True)
class Value:
    """A value that was read; `sure` and `confidence` are None where the reading doesn't tell."""

    text: str
    type: str | None = None
    sure: bool | None = None
    confidence: float | None = None
    bare: bool = False  # a plain string in the reading


@dataclass(frozen=True, slots=True)
class Judged:
    """A value that was read, and whether it is right."""

    field: str
    value: Value
    right: bool


@dataclass(slots=True)
class Score:
    """What came of a photo, or of many."""

    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    types: int = 0  # of numbers read right, with a known type
    types_right: int = 0
    judged: list[Judged] = field(default_factory=list)
    absent: list[tuple[str, str]] = field(default_factory=list)  # field and value that was missed

    def add(self, other: "Score") -> None:
        """Add a photo's score."""
        self.right += other.right
        self.wrong += other.wrong
        self.missed += other.missed
        self.types += other.types
        self.types_right += other.types_right
        self.judged += other.judged
        self.absent += other.absent

    def faulty(self) -> set[str]:
        """Return the fields with anything wrong or missed."""
        return {name for name in FIELDS if self.wrong[name] or self.missed[name]}


def plain(text: str) -> str:
    """Casefold, strip accents (kana keep their marks), turn punctuation into single spaces."""
    bare = _ACCENTS.sub("", unicodedata.normalize("NFKD", text.casefold()))
    return " ".join(re.sub(r"[\W_]+", " ", unicodedata.normalize("NFC", bare)).split())


def squashed(text: str) -> str:
    """Return plain text without its spaces."""
    return plain(text).replace(" ", "")


def _name(text: str) -> str:
    words = plain(text).split()
    return "".join([word for word in words if word not in _HONORIFICS] or words)


def _company(text: str) -> str:
    return _LEGAL.sub(" ", plain(text)).replace(" ", "") or squashed(text)


def _url(text: str) -> str:
    rest = re.sub(r"^[a-z]+://", "", text.strip().casefold())
    return re.sub(r"^www\d?\.", "", rest).rstrip("/.")


def adr_overlap(one: str, other: str) -> float:
    """Return the F1 of the words of two addresses."""
    first, second = (Counter(_ADR_WORD.findall(re.sub(r"(?<=\d) (?=\d)", "", plain(text)))) for text in (one, other))
    return 2 * (first & second).total() / max(1, first.total() + second.total())


def _digits(text: str) -> str:
    return re.sub(r"\D", "", text)


def same_tel(wanted: Mapping[str, Any], text: str) -> bool:
    """Tell whether a number read is the true one."""
    read = _EXTENSION.split(text)[0]
    if wanted.get("e164"):
        return read.strip().startswith("+") and "+" + _digits(read) == wanted["e164"]
    printed = _digits(wanted["raw"])
    return printed != "" and _digits(read).endswith(printed.lstrip("0"))


def _same_text(kind: str, wanted: str, text: str, depts: Sequence[str]) -> bool:
    match kind:
        case "fn":
            return _name(wanted) == _name(text) != ""
        case "org":
            return _company(wanted) == _company(text) != ""
        case "title":
            forms = [wanted, *(wanted + dept for dept in depts), *(dept + wanted for dept in depts)]
            return squashed(text) != "" and squashed(text) in map(squashed, forms)
        case "email":
            return wanted.strip().casefold() == text.strip().casefold()
        case "url":
            return _url(wanted) == _url(text)
        case _:
            return adr_overlap(wanted, text) >= ADR_OVERLAP


def pooled(cards: Sequence[Mapping[str, Any]]) -> dict[str, list[Any]]:
    """Return the fields of all cards of a photo as one."""
    pool: dict[str, list[Any]] = {}
    for card in cards:
        for name, values in card.items():
            if isinstance(values, list):
                pool.setdefault(name, []).extend(values)
    return pool


def _value(item: str | Mapping[str, Any]) -> Value:
    if isinstance(item, str):
        return Value(item, bare=True)
    sure = bool(item["sure"]) if "sure" in item else None
    return Value(str(item.get("value", "")), item.get("type"), sure, item.get("confidence"))


def score(truth_cards: Sequence[Mapping[str, Any]], read_cards: Sequence[Mapping[str, Any]]) -> Score:
    """Score what was read of a photo against what is printed."""
    truth, reading = pooled(truth_cards), pooled(read_cards)
    neutral = {squashed(text) for name in ("dept", "suffix", "social") for text in truth.get(name, [])}
    made = Score()
    for kind in FIELDS:
        values = [value for value in map(_value, reading.get(kind, [])) if value.text.strip()]
        _score_field(kind, list(truth.get(kind, [])), values, truth.get("dept", []), neutral, made)
    return made


def _score_field(
    kind: str, wanted: list[Any], values: list[Value], depts: Sequence[str], neutral: set[str], made: Score
) -> None:
    left = list(wanted)
    for value in values:
        if kind == "tel":
            match = next((tel for tel in left if same_tel(tel, value.text)), None)
        else:
            match = next((text for text in left if _same_text(kind, text, value.text, depts)), None)
        if match is None and kind in ("fn", "title", "org") and squashed(value.text) in neutral:
            continue
        made.judged.append(Judged(kind, value, match is not None))
        if match is None:
            made.wrong[kind] += 1
        elif kind != "org":
            made.right[kind] += 1
            left.remove(match)
        else:
            made.right[kind] = 1
        if kind == "tel" and match is not None and not value.bare and match["type"] != "unknown":
            made.types += 1
            made.types_right += value.type == match["type"]
    if kind == "org":
        left = [] if made.right[kind] or not wanted else [" / ".join(wanted)]
    made.missed[kind] += len(left)
    made.absent += [(kind, tel["raw"] if kind == "tel" else tel) for tel in left]
