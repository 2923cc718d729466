"""Days of theirs, found in what was noted of them: "launch on 3 May", "zurück in zwei Wochen", "exam next Thursday".

`phrases` finds what has the shape of a date, `whose` tells whether it is theirs; here is where the words begin and end
in which it is said, and which day it is. As with promises, one that is none does more harm than one overlooked.
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from cardscan.connections.dates.datewords import folded_in_place
from cardscan.connections.dates.days import DayError, PastDayError
from cardscan.connections.dates.phrases import AMBIGUOUS_MONTHS, Phrase, phrases
from cardscan.connections.dates.reckoning import last_day
from cardscan.connections.dates.whose import AROUND, whose
from cardscan.connections.notes.words import language, split

#: A point behind a word or bracket, or behind a number before a capital letter: not that of "St." or of "3. Mai".
_SHORTENED = "".join(rf"(?<!\b{each})" for each in ("St", "Dr", "Mr", "Ms", "No", "Nr", "ca", "Sr", "Jr", "Ma", "Fr"))
_SENTENCE = re.compile(
    rf"[;!?\n]|{_SHORTENED}(?:(?<=[^\W\d_]{{2}})|(?<=[)\"”’%€]))\.(?=\s|$)|(?<=\d)\.(?=\s+[A-ZÀ-Þ]|\s*$)"
)
_CLAUSE = re.compile(r"[,:()–—]|\s-\s")
_JOINING = "and|but|so|then|und|aber|dann|et|mais|puis|y|pero|luego|e|ed|ma|poi|mas|depois"
_AND = re.compile(rf"\s(?:{_JOINING})\s")
_AND_FIRST = re.compile(rf"(?:(?:{_JOINING})\s+)+", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)", re.ASCII)
_LONGEST, _REACH = 600, 200  # characters of a clause; of one that is longer, those on either side of a date
_KEPT = 300  # characters of what is told
_MOST = 10  # days in a sentence; more are a timetable
_FEW = 3  # words: "3 May, in Lisbon" tells no more
_SHORT = 2  # letters of a word that says nothing by itself

_Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Told:
    """A day of theirs, in the words in which it was noted."""

    words: str
    day: date | None  # the last on which it may be
    unclear: DayError | None = None  # why it has no day: there is none of it, or it may be two


def theirs_in(text: str, written: date, met: date | None = None) -> tuple[Told, ...]:
    """Find the days of theirs in a text, in its order, each once: those after the day on which it was written.

    met: when they were met, where that is longer ago; a day without a year that passed since then is over.
    """
    text = unicodedata.normalize("NFC", text)
    found = [each for each in phrases(text) if _has_the_shape(each, text)]
    words = split(text)[0] if found else []
    known = {code: language(code).knows(words) for code in {each.words.code for each in found}}
    told = (_told(text, span, group, known, written, met or written) for span, group in _clauses(text, found))
    return tuple({(each.words, each.day): each for each in told if each}.values())


def _told(
    text: str, span: _Span, group: Sequence[Phrase], known: Mapping[str, int], written: date, met: date
) -> Told | None:
    """Give the last day that a clause names, if it is theirs; known: how many words of the text are of each language.

    Of all languages in which there is a date, what says that it is theirs is heard of the one that is spoken.
    """
    most = max((known[each.words.code] for each in group), default=0)
    spoken = [each for each in group if known[each.words.code] == most]
    digits = all(each.has("iso", "dotted", "slashed") for each in spoken)  # these are of all languages
    others = [] if digits else [each for each in group if known[each.words.code] != most]
    verdicts = [whose(text, *span, each) for each in spoken]
    if "theirs" not in verdicts or "not theirs" in verdicts:
        return None
    if any(whose(text, *span, each) == "not theirs" for each in others):
        return None
    last = max(spoken, key=lambda each: (each.match.start(), each.match.end()))
    words = _in_short(text[slice(*span)])
    try:
        day = last_day(last.words, last.match, last.cue, written)
        if _has_passed(last, day, written, met):
            return None
    except DayError as error:
        return Told(words, None, error) if _is_unclear(last, error, written) else None
    return Told(words, day) if day > written else None


def _is_unclear(of: Phrase, error: DayError, written: date) -> bool:
    """Tell whether a day is meant that is to come, though which cannot be told."""
    year = _YEAR.search(of.match[0])
    over = (year and int(year[0]) < written.year) or (error.days and max(error.days) <= written)
    return of.dated and not over and not isinstance(error, PastDayError)


def _has_passed(of: Phrase, day: date, written: date, met: date) -> bool:
    """Tell whether a day without a year was meant in the time between a meeting and its note."""
    if met >= written or not of.dated or _YEAR.search(of.match[0]):
        return False
    return met < last_day(of.words, of.match, of.cue, met) < min(day, written)


def _in_short(clause: str) -> str:
    words = " ".join(clause.split()).strip(AROUND)
    if joined := _AND_FIRST.match(words):
        words = words[joined.end() :]
    return words if len(words) <= _KEPT else words[:_KEPT].rsplit(" ", 1)[0] + "…"


def _clauses(text: str, found: Sequence[Phrase]) -> Iterator[tuple[_Span, list[Phrase]]]:
    """Cut a text into what says one thing each, with the dates in it."""
    dates = [each.match.span() for each in found]
    for start, end in _cut(text, (0, len(text)), _SENTENCE, dates):
        inside = [each for each in found if start <= each.match.start() < end]
        if inside and len({each.match.start() for each in inside}) <= _MOST:
            yield from _clauses_of(text, (start, end), inside)


def _clauses_of(text: str, sentence: _Span, found: Sequence[Phrase]) -> Iterator[tuple[_Span, list[Phrase]]]:
    dates = [each.match.span() for each in found]
    groups: defaultdict[_Span, list[Phrase]] = defaultdict(list)
    clauses = list(_cut(text, sentence, _CLAUSE, dates))
    for each in found:
        at = next((n for n, (start, end) in enumerate(clauses) if start <= each.match.start() < end), None)
        if at is not None:
            groups[_near(_filled(text, clauses, at, dates), each)].append(each)
    for span, group in groups.items():
        yield from _apart(text, span, group)


def _near(span: _Span, of: Phrase) -> _Span:
    """Give of a clause that never ends what stands around a date."""
    start, end = of.match.span()
    return (
        (span[0], span[1])
        if span[1] - span[0] <= _LONGEST
        else (max(span[0], start - _REACH), min(span[1], end + _REACH))
    )


def _cut(text: str, span: _Span, mark: re.Pattern[str], dates: Sequence[_Span]) -> Iterator[_Span]:
    """Cut a part of a text at marks that do not stand within a date: "am 3. Mai"."""
    start, end = span
    for cut in mark.finditer(text, start, end):
        if not any(first <= cut.start() < last - (cut.end() == last) for first, last in dates):
            yield start, cut.start()
            start = cut.end()
    yield start, end


def _filled(text: str, clauses: Sequence[_Span], at: int, dates: Sequence[_Span]) -> _Span:
    """Give a clause, with those beside it where it says nothing but a date: "On 3 May, after years, they open"."""
    start, end = clauses[at]
    if _words_beside(text, (start, end), dates):
        return start, end
    if at and text[clauses[at - 1][1]] == ":":  # "first test: 3 May"
        return clauses[at - 1][0], end
    dated = [any(first <= day[0] < last for day in dates) for first, last in clauses]
    first = last = at
    while last + 1 < len(clauses) and not dated[last + 1]:
        last += 1
    while first and not dated[first - 1] and _words_beside(text, (clauses[first][0], clauses[last][1]), dates) < _FEW:
        first -= 1
    return clauses[first][0], clauses[last][1]


def _words_beside(text: str, span: _Span, dates: Sequence[_Span]) -> int:
    """Count the words of a part of a text that are no date."""
    start, end = span
    rest = list(text[start:end])
    for first, last in dates:
        if start <= first < end:
            rest[first - start : last - start] = " " * (last - first)
    return sum(len(word) > _SHORT for word in split("".join(rest))[0])


def _apart(text: str, span: _Span, group: Sequence[Phrase]) -> Iterator[tuple[_Span, list[Phrase]]]:
    """Cut a clause at an "and" with a day of its own on either side: "moves in May and weds in June"."""
    start, end = span
    dates = sorted({each.match.span() for each in group})
    for (_, before), (after, _) in zip(dates, dates[1:], strict=False):
        cut = _AND.search(folded_in_place(text), before, after)
        if not cut or not all(_words_beside(text, side, dates) for side in ((start, cut.start()), (cut.end(), end))):
            continue
        yield (start, cut.start()), [each for each in group if start <= each.match.start() < cut.start()]
        start = cut.end()
    yield (start, end), [each for each in group if each.match.start() >= start]


def _has_the_shape(of: Phrase, text: str) -> bool:
    """Tell whether it is a day at all: not "may" the verb, nor "3.12." without a word before it."""
    match, code, after = of.match, of.words.code, text[of.match.end() :]
    if of.has("today") or re.match(r"['’]s\b|-\w|/|\s?(?:%|€|euro)", after):
        return False
    if match["dotted"]:
        return not match["dotted"].endswith(".") or (bool(of.cue) and code != "en")
    if int(match["us_day"] or 0) > 31:  # "May 68"
        return False
    if match["month"] and code == "en" and match["on"] != "on " and re.match(r"\s[A-Z]\w", after):
        return False  # "at 12 May Street"
    if "may" in (match["month"], match["us_month"]) or AMBIGUOUS_MONTHS & {match["lone_month"], match["edge_month"]}:
        return of.capital and (bool(of.cue) or not match["lone_month"])
    return _short_has_it(of, text)


def _short_has_it(of: Phrase, text: str) -> bool:
    """Tell the same of what is a single word or number."""
    match = of.match
    if match["weekday"] or match["lone_month"]:
        adjective = of.words.code == "en" and not of.ends and re.search(r"\b(?:the|a)\s", match[0])
        if adjective:  # "at the Saturday market"
            return False
    if of.has("lone_month", "nth"):
        return bool(of.cue)
    if match["short_weekday"]:
        return bool(of.cue) and of.ends and of.capital
    if match["weekday"] and re.search(r"\s[A-Z]\w+$", text[match.start("weekday") : match.end()]):
        return False  # "Sunday Afternoon"
    if of.has("tomorrow"):
        return of.words.code != "de" or not of.capital or of.apart
    loose = of.words.code != "en" or bool(of.cue) or of.apart or of.has("weekday_next")
    return loose or not match["weekday"]  # not "likes Friday markets"
