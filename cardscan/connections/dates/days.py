"""A day as people write it: "2026-12-03", "3 Dec", "3.12.2026", "next Thursday". The whole text has to be one."""

import re
from collections.abc import Sequence
from datetime import date, datetime, time
from functools import lru_cache, partial
from typing import Literal, NoReturn

from cardscan.errors import InputError

_EXAMPLE = 'write it as 2026-12-03, "3 Dec 2026", 3.12.2026 or "next Thursday"'
_LANGUAGES = ["en", "de", "fr", "es", "it", "pt"]
_LONGEST = 60  # characters
_FURTHEST = 60  # years; anything further from today is a typo

_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})", re.ASCII)
_DOTS = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.?\s?(\d{4}|\d{2})?", re.ASCII)
_SLASHES = re.compile(r"(\d{1,2})([-/])(\d{1,2})\2(\d{4}|(?<=/)\d{2})", re.ASCII)
#: Two letters name different days in different languages: "Do" is a Thursday in German, a Sunday in Spanish.
_NAMED = re.compile(r"[^\W\d_]{3,}")
#: Only seen beside a date, as in "by Friday": they leave the day as it is.
_BESIDE = "by|on|until|bis|am|avant|el|le"
#: dateparser knows these in English alone. Which way they point is in `past` already.
_NEXT = re.compile(rf"{_BESIDE}|nächste[mnr]?|kommenden|diesen|prochaine?|próxim[oa]|prossim[oa]", re.IGNORECASE)
_LAST = re.compile(rf"{_BESIDE}|letzte[mnr]?|vergangenen|derni[eè]re?|pasad[oa]|scors[oa]|passad[oa]", re.IGNORECASE)


class DayError(InputError):
    """What is written where a day belongs is none, or may be two."""

    def __init__(self, message: str, advice: str, days: Sequence[date] = ()) -> None:
        super().__init__(message, advice)
        self.days = tuple(days)  # the two that it may be
        self.place: tuple[int, int] | None = None  # where in a longer text it stands


class PastDayError(DayError):
    """A day has passed that is to come."""


def parse_day(text: str, today: date, *, past: bool) -> date:
    """Tell which day a text means; what it leaves open ("Friday", "3 Dec") is the next one, or with `past` the last.

    Raises DayError for what is no day, may be two, is further away than a life, or with `past` is still to come.
    """
    words = text.split()
    plain = " ".join(words)
    if not words or len(plain) > _LONGEST:
        _refuse(plain)
    day = _digits(plain, today, past) if not _NAMED.search(plain) else _words(words, today, past)
    if day is None:
        _refuse(plain)
    if abs(day.year - today.year) > _FURTHEST:
        raise DayError(f"{plain!r} is the year {day.year}", _EXAMPLE)
    if past and day > today:
        raise DayError(f"{plain!r} is in the future: {day.isoformat()}", "give a day that has passed")
    return day


def _refuse(text: str) -> NoReturn:
    raise DayError(f"{text[:_LONGEST]!r} is not a day", _EXAMPLE)


def _digits(text: str, today: date, past: bool) -> date | None:
    if match := _ISO.fullmatch(text):
        return _day(int(match[1]), int(match[3]), int(match[4]))
    if match := _DOTS.fullmatch(text):
        day, month = int(match[1]), int(match[2])
        if match[3]:
            return _day(_whole_year(match[3], today), month, day)
        return _nearest(month, day, today, past)
    if match := _SLASHES.fullmatch(text):
        first, second, year = int(match[1]), int(match[3]), _whole_year(match[4], today)
        found = {day for day in (_day(year, second, first), _day(year, first, second)) if day}
        if len(found) == 2:
            either = " or ".join(day.isoformat() for day in sorted(found))
            raise DayError(f"{text!r} could be two different days", f"write {either}", sorted(found))
        return found.pop() if found else None
    return None


def _whole_year(digits: str, today: date) -> int:
    """Complete a year of two digits to one of this century."""
    return int(digits) if len(digits) > 2 else today.year // 100 * 100 + int(digits)


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _nearest(month: int, day: int, today: date, past: bool) -> date | None:
    """Complete a day without a year. The 29th of February comes round within eight years."""
    way = -1 if past else 1
    around = (_day(today.year + way * years, month, day) for years in range(9))
    return next((each for each in around if each and (each <= today if past else each >= today)), None)


def _words(words: list[str], today: date, past: bool) -> date | None:
    parse = partial(_parsed, today=today, past=past)
    beside = _LAST if past else _NEXT
    said = [word for word in words if not beside.fullmatch(word)]
    text = " ".join(said)
    if day := parse(text, "relative-time"):
        return day
    if day := parse(text, needs=("day", "month")):
        named = (parse(word) for word in said if _NAMED.search(word))
        if any(each and each.weekday() != day.weekday() for each in named):
            return None  # "Wednesday 3 Dec 2026" is a Thursday: one of the two is a slip
        return day
    return None if parse(text, needs=("day",)) else parse(text)  # not "the 3rd" of any month, but "Friday"


@lru_cache(maxsize=256)  # dateparser takes milliseconds, and notes of one evening name the same days
def _parsed(
    text: str,
    parser: Literal["relative-time", "absolute-time"] = "absolute-time",
    needs: tuple[str, ...] = (),
    *,
    today: date,
    past: bool,
) -> date | None:
    from dateparser.date import DateDataParser  # a tenth of a second: not for a day in digits

    settings = {
        "RELATIVE_BASE": datetime.combine(today, time(12)),
        "PREFER_DATES_FROM": "past" if past else "future",
        "DATE_ORDER": "DMY",
        "PARSERS": [parser],
        "REQUIRE_PARTS": list(needs),
    }
    try:
        found = DateDataParser(languages=_LANGUAGES, settings=settings).get_date_data(text)
    except (ValueError, OverflowError):  # "in 99999 years"
        return None
    if found.date_obj is None or (parser == "absolute-time" and found.period != "day"):  # a month or year alone
        return None
    day: date = found.date_obj.date()
    return day
