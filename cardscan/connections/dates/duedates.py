"""The day by which something is promised, found in running text: "send her the Lisbon contact by Friday".

`phrases` finds what has the shape of a date, `reckoning` tells which day it is; here is where a due date may stand. A
date that is not there does more harm than one overlooked: whoever promises is told at once that none was found, while
a wrong one nags on the wrong day.
"""

import re
import unicodedata
from dataclasses import dataclass
from datetime import date

from cardscan.connections.dates.datewords import folded_in_place, languages
from cardscan.connections.dates.days import DayError, PastDayError, parse_day
from cardscan.connections.dates.phrases import AMBIGUOUS_MONTHS, Phrase, cue_of, phrases
from cardscan.connections.dates.reckoning import reckon, to_come

_CLAUSE = re.compile(r"[,.;:!?()\n]")
_SENTENCE = re.compile(r"[;!?\n]|\.\s")
_YEAR = re.compile(r"\b\d{4}\b", re.ASCII)


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
    best = min((each for each in phrases(text) if _due(each, text) and _fits(each)), key=_order, default=None)
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
            return reckon(words, match, cue_of(match), today)
    return to_come(parse_day(text, today, past=False), text, today)


def _order(candidate: Phrase) -> tuple[bool, int, int]:
    return not candidate.promised, candidate.match.start(), -candidate.match.end()


def _due(candidate: Phrase, text: str) -> bool:
    """Tell whether what stands around a date lets it be a due date: not "the report of 3 March"."""
    words = candidate.words
    folded = candidate.match.string
    before, after = folded[: candidate.match.start()], folded[candidate.match.end() :]
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


def _fits(candidate: Phrase) -> bool:
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


def _short_fits(candidate: Phrase) -> bool:
    """Tell the same of what is so short that it may be anything: "March", "Mon", "12th", "3.12."."""
    match, code = candidate.match, candidate.words.code
    if match["dotted"]:
        whole = not match["dotted"].endswith(".")
        return candidate.apart if whole else candidate.promised or (candidate.cue == "on" and code != "en")
    if not candidate.cue:
        return False
    if match["lone_month"]:
        return candidate.apart and (candidate.capital or match["lone_month"] not in AMBIGUOUS_MONTHS)
    if match["short_weekday"]:
        ends = candidate.ends or match["short_weekday"].endswith(".")
        return ends and (candidate.capital or code == "pt")
    return candidate.ends
