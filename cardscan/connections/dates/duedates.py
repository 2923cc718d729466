"""The day by which something is promised, found in running text: "send her the Lisbon contact by Friday".

`datewords` has what dates are made of, `reckoning` which day each is; here is where a due date may stand. A date that
is not there does more harm than one overlooked: whoever promises is told at once that none was found, while a wrong
one nags on the wrong day.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from cardscan.connections.dates.datewords import DateWords, folded_in_place, languages
from cardscan.connections.dates.days import DayError, PastDayError, parse_day
from cardscan.connections.dates.reckoning import Cue, reckon, to_come

_CLAUSE = re.compile(r"[,.;:!?()\n]")
_SENTENCE = re.compile(r"[;!?\n]|\.\s")
_YEAR = re.compile(r"\b\d{4}\b", re.ASCII)
_BREAKS = ".,;:!?(\n–—"
_AMBIGUOUS_MONTHS = {"may", "march"}  # also an English verb and a noun: a month only with a capital letter


@dataclass(frozen=True, slots=True)
class FoundDay:
    """A date in a text."""

    start: int
    end: int
    day: date


def find(text: str, today: date) -> FoundDay | None:
    """Find the day by which something is to be done; one after "by" or "before" goes before any other.

    Raises DayError, with its place, where that is a day that there is none of or that may be two ("31 February",
    "3/4/2027"), or after "by" one that has passed. Of another that has passed the text only speaks.
    """
    best = min(_candidates(text), key=_order, default=None)
    if best is None:
        return None
    try:
        day = reckon(best.words, best.match, best.cue, today)
    except DayError as error:
        if best.promised or (best.dated and not _has_been(error, best.match[0], today)):
            error.place = best.match.span()
            raise
        return None
    return FoundDay(best.match.start(), best.match.end(), day)


def _has_been(error: DayError, phrase: str, today: date) -> bool:
    """Tell whether what is written is in the past, whichever day it may be."""
    if isinstance(error, PastDayError) or (error.days and max(error.days) < today):
        return True
    year = _YEAR.search(phrase)
    return year is not None and int(year[0]) < today.year


def due_day(text: str, today: date) -> date:
    """Tell which day a text means that is a date and nothing else. Raises DayError for none, two, or a past one."""
    text = unicodedata.normalize("NFC", text).strip()
    for words in languages():
        if match := words.phrase.fullmatch(folded_in_place(text)):
            return reckon(words, match, _cue(match), today)
    return to_come(parse_day(text, today, past=False), text, today)


@dataclass(frozen=True, slots=True)
class _Candidate:
    """What has the shape of a date."""

    words: DateWords
    match: re.Match[str]
    cue: Cue
    capital: bool  # the name in it is written with a capital letter
    ends: bool  # nothing of its clause follows
    apart: bool  # nothing of its clause follows, or nothing comes before

    @property
    def promised(self) -> bool:
        return self.cue in ("by", "before")

    @property
    def dated(self) -> bool:
        """Tell whether it names one day of one month: then it is meant to be a day, even where there is no such day."""
        return self.has("iso", "slashed", "dotted", "day", "us_day")

    def has(self, *names: str) -> bool:
        return any(self.match[name] for name in names)


def _order(candidate: _Candidate) -> tuple[bool, int, int]:
    return not candidate.promised, candidate.match.start(), -candidate.match.end()


def _cue(match: re.Match[str]) -> Cue:
    return "by" if match["by"] else "before" if match["before"] else "on" if match["on"] else ""


def _candidates(text: str) -> Iterator[_Candidate]:
    folded = folded_in_place(text)
    for words in languages():
        for match in words.phrase.finditer(folded):
            before, after = folded[: match.start()], folded[match.end() :]
            ends = bool(words.clause_end.match(after))
            starts = not before.strip() or before.rstrip(" ")[-1] in _BREAKS
            candidate = _Candidate(words, match, _cue(match), text[_name(match)].isupper(), ends, ends or starts)
            if _due(candidate, text, before, after) and _fits(candidate):
                yield candidate


def _name(match: re.Match[str]) -> int:
    """Tell where the name of a day or month starts."""
    names = ("lone_month", "short_weekday", "month", "tomorrow")
    return next((match.start(name) for name in names if match[name]), match.start())


def _due(candidate: _Candidate, text: str, before: str, after: str) -> bool:
    """Tell whether what stands around a date lets it be a due date: not "the report of 3 March"."""
    words = candidate.words
    if re.match(r"'s\b|-\w|/", after):
        return False
    if candidate.has("count") and words.how.search(_SENTENCE.split(before)[-1]):
        return False  # "how we moved in two weeks"
    clause = f"{_CLAUSE.split(before)[-1]} | {_CLAUSE.split(after)[0]}"
    if not candidate.promised and (words.not_after.search(before) or words.elsewhen.search(clause)):
        return False
    plain_weekday = not candidate.cue and candidate.has("weekday")
    return not (plain_weekday and _after_a_name(text[: candidate.match.start()]))


def _after_a_name(before: str) -> bool:
    """Tell whether a text ends in a capitalised word, other than its first: "prepare for Good" before "Friday"."""
    words = before.split()
    return len(words) > 1 and words[-1][0].isupper()


def _fits(candidate: _Candidate) -> bool:
    """Tell whether a date of this shape may stand alone, within a clause, or with such a preposition."""
    cue, match = candidate.cue, candidate.match
    if candidate.has("lone_month", "short_weekday", "nth", "dotted"):
        return _short_fits(candidate)
    if cue == "on" and candidate.words.within.fullmatch(match["on"]):  # "in" goes with a month, "in Friday" does not
        return candidate.has("edge_month", "next_unit", "unit_after", "this_unit", "weekend")
    if match["month"] == "may":
        return candidate.capital
    if candidate.has("tomorrow"):
        return candidate.words.code != "de" or not candidate.capital or candidate.apart  # "Morgen" is a morning
    loose = ("next_unit", "unit_after", "this_unit", "overmorrow", "count", "unit_from_now", "weekday_next",
             "weekday_after")  # fmt: skip
    return bool(cue) or candidate.apart or candidate.has(*loose)


def _short_fits(candidate: _Candidate) -> bool:
    """Tell the same of what is so short that it may be anything: "March", "Mon", "12th", "3.12."."""
    match, code = candidate.match, candidate.words.code
    if match["dotted"]:
        whole = not match["dotted"].endswith(".")
        return candidate.apart if whole else candidate.promised or (candidate.cue == "on" and code != "en")
    if not candidate.cue:
        return False
    if match["lone_month"]:
        return candidate.apart and (candidate.capital or match["lone_month"] not in _AMBIGUOUS_MONTHS)
    if match["short_weekday"]:
        ends = candidate.ends or match["short_weekday"].endswith(".")
        return ends and (candidate.capital or code == "pt")
    return candidate.ends
