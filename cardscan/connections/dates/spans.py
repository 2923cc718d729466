"""How often something is to happen: what people write becomes a span, and a span becomes a day.

A cadence is "never", "" where nothing was said, or a span: "month", "quarter", "year", or "2 weeks", "6 months".
"""

import re
from calendar import monthrange
from datetime import date, timedelta

from cardscan.connections.dates.datewords import folded_in_place, languages
from cardscan.errors import InputError

NEVER = "never"
_LONGEST = 10 * 366  # days
_DAYS, _MONTHS = {"day": 1, "week": 7, "fortnight": 14}, {"month": 1, "quarter": 3, "year": 12}
_NAMED = {1: "month", 3: "quarter", 12: "year"}  # by months
#: Words for the whole of a span, as people answer "how often?".
_ADVERBS = {
    (1, "day"): "daily taglich quotidien diario giornaliero",
    (1, "week"): "weekly wochentlich hebdomadaire semanal settimanale",
    (1, "fortnight"): "fortnightly zweiwochentlich",
    (1, "month"): "monthly monatlich mensuel mensual mensile mensal",
    (1, "quarter"): "quarterly vierteljahrlich quartalsweise trimestriel trimestral trimestrale",
    (6, "month"): "half-yearly biannual biannually semiannual semiannually halbjahrlich halbjahr semestriel semestral",
    (1, "year"): "yearly annual annually jahrlich annuel anual annuale",
}
#: What stands around a span and says nothing of its length.
_AROUND = re.compile(
    r"^(?:(?:once|about|every|each|per|jede[nrsm]?|alle|einmal|im|pro|tous|toutes|les|chaque|par|cada|todos|todas|os|as"
    r"|los|las|por|al|ogni|in|the|of)\s+)+"
)
_HALF = re.compile(r"(?:(?:an?|eine?|une?|uma?|uno)\s+)?(?:half|halbes?|medio|mezzo|meio|demi)[\s-]+(?:a\s+|an\s+)?")
_OTHER = re.compile(r"^other\s+")
_NEVER = ("never", "nie", "jamais", "nunca", "mai", "no", "none")


def parse_cadence(said: str) -> str:
    """Parse how often something is to happen, as users type it: "6 months", "every other week", "halbjährlich".

    Raises InputError for anything but a span of days, weeks, months or years, and for more than ten years.
    """
    text = " ".join(folded_in_place(said).split())
    if text in _NEVER:
        return NEVER
    number, unit = _adverb(text) or _counted(_AROUND.sub("", text)) or (0, "")
    days = number * (_DAYS.get(unit) or _MONTHS.get(unit, 0) * 30)
    if not 0 < days <= _LONGEST:
        raise InputError(
            f"{said!r} does not say how often", 'write it as "10 days", "2 weeks", "6 months", quarter, year or never'
        )
    if unit in _MONTHS:
        return _months(number * _MONTHS[unit])
    weeks, rest = divmod(days, 7)
    return _said(weeks, "week") if not rest else _said(days, "day")


def get_back_on(last: date, cadence: str) -> date | None:
    """Return the day that is one cadence after another; None for never and for no cadence."""
    number, _, unit = cadence.rpartition(" ")
    unit, count = unit.removesuffix("s"), int(number or 1)
    try:
        if unit in _DAYS:
            return last + timedelta(days=count * _DAYS[unit])
        return _months_later(last, count * _MONTHS[unit]) if unit in _MONTHS else None
    except (OverflowError, ValueError):  # after the last day there is
        return None


def _adverb(text: str) -> tuple[int, str] | None:
    return next((span for span, words in _ADVERBS.items() if text in words.split()), None)


def _counted(text: str) -> tuple[int, str] | None:
    """Take a number and a unit in any of the languages; a unit alone is one of it, and half a year six months."""
    half, other = _HALF.match(text), _OTHER.match(text)
    text = text[half.end() :] if half else text[other.end() :] if other else text
    for words in languages():
        count, _, name = text.rpartition(" ")
        unit = words.english.get(name, "")
        number = "2" if other and not count else words.english.get(count, count) if count else "1"
        if unit in (*_DAYS, *_MONTHS) and number.isascii() and number.isdecimal() and len(number) < 5:
            return _halved(unit) if half and number == "1" else None if half else (int(number), unit)
    return None


def _halved(unit: str) -> tuple[int, str] | None:
    return (6, "month") if unit == "year" else None


def _months(number: int) -> str:
    years, rest = divmod(number, 12)
    return _NAMED.get(number) or (_said(years, "year") if not rest else _said(number, "month"))


def _said(number: int, unit: str) -> str:
    return unit if number == 1 else f"{number} {unit}s"


def _months_later(day: date, months: int) -> date:
    """Give the same day of a later month, or its last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
