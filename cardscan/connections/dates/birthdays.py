"""A birthday: a date, or a day and month where the year is not known."""

import re
from datetime import date

from cardscan.connections.dates.days import parse_day
from cardscan.errors import InputError

_OLDEST = 130  # years
_LEAP = date(2000, 12, 31)  # a year that has a 29 February
_EXAMPLES = 'write it as 1979-04-30, "30 April 1979", or "30 April" where you do not know the year'
_NO_YEAR = re.compile(r"--(\d\d)-?(\d\d)")
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)")


def parse_birthday(said: str, today: date) -> str:
    """Return a birthday in ISO 8601: 1979-04-30, or --04-30 without a year. Raises InputError."""
    text = " ".join(said.split())
    if no_year := _NO_YEAR.fullmatch(text):
        text = f"2000-{no_year[1]}-{no_year[2]}"
        return _without_year(parse_day(text, _LEAP, past=True))
    if compact := _COMPACT.fullmatch(text):
        text = "-".join(compact.groups())
    if year := re.search(r"(?<!\d)[12]\d{3}(?!\d)", text):
        day = parse_day(text, date(int(year[0]), 12, 31), past=True)
        if not today.year - _OLDEST <= day.year or day > today:
            raise InputError(f"{said!r} is nobody's birthday: {day.isoformat()}", _EXAMPLES)
        return day.isoformat()
    if len(re.findall(r"\d+", text)) != 1 and not re.fullmatch(r"\d{1,2}\.\s?\d{1,2}\.?", text):
        raise InputError(f"{said!r} is not a birthday", _EXAMPLES)
    return _without_year(parse_day(text, _LEAP, past=True))


def told(birthday: str) -> str:
    """Say a birthday as one writes it: "30 April 1979", "30 April"."""
    if birthday.startswith("--"):
        day = date.fromisoformat(f"2000{birthday[1:]}")
        return f"{day.day} {day:%B}"
    day = date.fromisoformat(birthday)
    return f"{day.day} {day:%B %Y}"


def _without_year(day: date) -> str:
    return f"--{day:%m-%d}"
