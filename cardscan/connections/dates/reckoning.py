"""Which day a phrase that `datewords` found means; dateparser reckons, but for months, quarters and their ends."""

import re
from calendar import monthrange
from datetime import date, timedelta
from typing import Literal

from cardscan.connections.dates.datewords import DateWords
from cardscan.connections.dates.days import DayError, PastDayError, parse_day

Cue = Literal["by", "before", "on", ""]

_DAY = timedelta(days=1)
_FRIDAY = 4
_MONTHS = {"month": 1, "quarter": 3, "year": 12}
_EXAMPLES = 'write it as 2026-12-03, "Friday", "3 Dec", "in two weeks" or "end of March"'

_Span = tuple[date, date]


def reckon(words: DateWords, match: re.Match[str], cue: Cue, today: date) -> date:
    """Give the last day on which it is in time: "before Friday" is a Thursday, "in March" the 31st.

    Raises DayError where there is no such day, or it may be two, or has passed.
    """
    phrase = " ".join(match[0].split())
    first, last = _checked_span(words, match, today)
    if cue == "before" and not match["end"]:  # what is to be done "before the end of March" is done in March
        return to_come(first - _DAY, phrase, today)
    if cue in ("by", "before") and first >= today:
        return first
    return to_come(last, phrase, today)


def last_day(words: DateWords, match: re.Match[str], cue: Cue, today: date) -> date:
    """Give the last day on which something may be that is told of: "next week" ends on Friday, "by March" on the 31st.

    "Next Thursday" is not one of this week. Raises DayError as `reckon` does.
    """
    if cue == "before":
        return reckon(words, match, cue, today)
    _, last = _checked_span(words, match, today)
    if unit := words.english.get(match["next_unit"] or match["unit_after"] or ""):
        last = _period(unit, last)[1]
    elif match["weekday_next"] or match["weekday_after"]:
        last += 7 * _DAY if last <= today + (6 - today.weekday()) * _DAY else timedelta()
    return to_come(last, " ".join(match[0].split()), today)


def _checked_span(words: DateWords, match: re.Match[str], today: date) -> _Span:
    try:
        return _span(words, match, today)
    except (ValueError, OverflowError):
        raise DayError(f"{' '.join(match[0].split())!r} is not a day", _EXAMPLES) from None


def to_come(day: date, phrase: str, today: date) -> date:
    """Give the day back. Raises PastDayError when it has passed."""
    if day < today:
        raise PastDayError(f"{phrase!r} is in the past: {day.isoformat()}", "give a day from today on")
    return day


def _span(words: DateWords, match: re.Match[str], today: date) -> _Span:
    """Give the first and the last day that a phrase names; of "next week" the last is the same day of that week."""
    said = {name: words.names(text) for name, text in match.groupdict().items() if text}
    if text := _day_in_words(said):
        day = parse_day(text, today, past=False)
        return day, day
    if "weekend" in said:
        sunday = today + (6 - today.weekday()) * _DAY
        return sunday - _DAY, sunday
    if unit := said.get("next_unit") or said.get("unit_after"):
        return _next(unit, today)
    if unit := said.get("this_unit"):
        return today, _period(unit, today)[1]
    if "nth" in said:
        day = _nth(int(re.sub(r"\D", "", said["nth"])), today)
        return day, day
    if month := said.get("lone_month"):
        return _month(month, said.get("lone_month_year"), today)
    return _edge(said, today)


def _day_in_words(said: dict[str, str]) -> str:
    """Say a phrase that names one day as dateparser reads it, in English; "" for one that names more than a day."""
    if count := said.get("count") or said.get("count_from_now"):
        return _in(count, said.get("unit") or said["unit_from_now"])
    if said.keys() & {"today", "tomorrow", "overmorrow"}:
        return "today" if "today" in said else "tomorrow" if "tomorrow" in said else "day after tomorrow"
    whole = ("iso", "dotted", "slashed", "weekday", "short_weekday")
    dated = ("its_weekday", "day", "us_day", "month", "us_month", "year", "us_year")
    return " ".join(said[part] for part in (*whole, *dated) if part in said)


def _in(count: str, unit: str) -> str:
    if unit == "quarter":
        return f"in {int(count) * 3} months"
    return f"in {int(count) * 2} weeks" if unit == "fortnight" else f"in {count} {unit}s"


def _next(unit: str, today: date) -> _Span:
    day = parse_day(_in("1", unit), today, past=False)
    return min(_period(unit, day)[0], day), day


def _period(unit: str, day: date) -> _Span:
    """Give the week, month, quarter or year around a day; what is due in a week is due on its Friday."""
    if unit == "week":
        monday = day - day.weekday() * _DAY
        return monday, max(monday + _FRIDAY * _DAY, day)
    if unit not in _MONTHS:
        return day, day
    first = (day.month - 1) // _MONTHS[unit] * _MONTHS[unit] + 1
    return date(day.year, first, 1), _last_of(day.year, first + _MONTHS[unit] - 1)


def _edge(said: dict[str, str], today: date) -> _Span:
    """Give the first, middle or last day of a week, month, quarter or year, which is still to come."""
    if "edge_month" in said:
        first, last = _month(said["edge_month"], said.get("edge_month_year"), today)
    elif "edge_year" in said:
        year = int(said["edge_year"])
        first, last = date(year, 1, 1), date(year, 12, 31)
    else:
        unit = said["edge_unit"]
        first, last = _period(unit, today)
        passed = first if "start" in said else last if "end" in said else _middle(first, last)
        if said.keys() & {"edge_next", "edge_after"} or passed < today:
            first, last = _period(unit, _following(unit, first))
    day = first if "start" in said else last if "end" in said else _middle(first, last)
    return day, day


def _following(unit: str, first: date) -> date:
    """Give the first day of the week, month, quarter or year after the one that starts on a day."""
    return parse_day(_in("1", unit), first, past=False)


def _middle(first: date, last: date) -> date:
    return first + (last - first - _DAY) // 2  # the 15th of a month of 31 days, and of one of 30


def _month(name: str, year: str | None, today: date) -> _Span:
    number = parse_day(f"1 {name}", today, past=False).month
    chosen = int(year) if year else today.year + (number < today.month)
    return date(chosen, number, 1), _last_of(chosen, number)


def _last_of(year: int, month: int) -> date:
    return date(year, month, monthrange(year, month)[1])


def _nth(day: int, today: date) -> date:
    """Give the next day of any month with this number. Raises ValueError when no month has it."""
    if not 1 <= day <= 31:
        raise ValueError(day)
    each = today
    while each.day != day:
        each += _DAY
    return each
