"""When a photo was taken: as it says itself, else as its file's name says, else when it was last changed, else today.

Any of these may be wrong: a camera whose clock was never set counts from 1980 or 2000, another runs ahead. A day that
is to come, or before 2000-01-02, is doubted, and the next one is asked.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from cardscan.connections.dates.datewords import folded_in_place, languages
from cardscan.connections.dates.days import DayError, parse_day
from cardscan.person import DatedBy

_AHEAD = timedelta(days=1)  # a camera far to the east may be a day ahead of this machine, and right
_EARLIEST = date(2000, 1, 2)
_NOON = time(12)  # of a name that has a day and no time
#: How it is said by what a day is known.
DATED: dict[DatedBy, str] = {
    "photo": "as the photo says",
    "name": "by its file's name",
    "file": "by its file's last change",
    "today": "the day it was read",
}
_SAYS = {"photo": "its clock says", "name": "its name says"}

#: Not within the hexadecimal digits of a name that is a hash.
_START, _END = r"(?<![0-9a-f])", r"(?![0-9a-f])"
_TOGETHER = re.compile(
    rf"{_START}(?P<year>20\d\d)(?P<month>\d\d)(?P<day>\d\d)"
    rf"(?:[-_ t]?(?P<hour>\d\d)(?P<minute>\d\d)(?P<second>\d\d)(?:\d{{3}})?)?{_END}",
    re.ASCII | re.IGNORECASE,
)
_APART = re.compile(
    rf"{_START}(?P<year>20\d\d)(?P<mark>[-_.])(?P<month>\d\d?)(?P=mark)(?P<day>\d\d?)(?!\d)"
    r"(?:\D{1,10}(?P<hour>\d\d?)[-.:_h](?P<minute>\d\d)(?:[-.:_m](?P<second>\d\d))?(?!\d)(?:\s?(?P<half>[ap])m\b)?)?",
    re.IGNORECASE,
)
_YEAR_LAST = re.compile(r"(?<!\d)\d\d?([-_.])\d\d?\1(20\d\d)(?!\d)", re.ASCII)
_MILLISECONDS = re.compile(rf"{_START}1[2-9]\d{{11}}{_END}", re.ASCII | re.IGNORECASE)  # since 1970: 2008 to 2033
_UTC_NAMES = ("pxl_", "webcam-")  # Google's camera, and the page's own, name photos by the time in Greenwich


@dataclass(frozen=True, slots=True)
class Taken:
    """When a photo was taken."""

    moment: datetime  # local time, without a zone
    by: DatedBy
    doubts: tuple[str, ...] = ()  # what says a day that cannot be right, and which


def when_taken(said: datetime | None, name: str, changed: datetime | None, now: datetime) -> Taken:
    """Tell when a photo was taken, and who says so.

    said: what is in the photo, by the camera's clock. name: of its file. changed: when that was changed last; it and
    now are aware.
    """
    here = _local(now)
    doubts: list[str] = []
    found: tuple[tuple[DatedBy, datetime | None], ...] = (("photo", said), ("name", named_moment(name, here.date())))
    for by, moment in found:
        if moment and not (wrong := _wrong(moment.date(), here.date())):
            return Taken(moment, by, tuple(doubts))
        if moment:
            doubts.append(f"{_SAYS[by]} {moment.date().isoformat()}, {wrong}")
    last = _local(changed) if changed else here
    if last > here or _wrong(last.date(), here.date()):
        last = here
    return Taken(last, "file" if last.date() < here.date() else "today", tuple(doubts))


def named_moment(name: str, today: date) -> datetime | None:
    """Read the day in the name of a file, with its time where it has one; of several the first; None for none.

    A name that may be two days ("03-04-2026") has none.
    """
    moments = [moment for moment in _moments(name, today) if moment]
    if not moments:
        return None
    first = min(moments)
    return _local(first.replace(tzinfo=UTC)) if name.casefold().startswith(_UTC_NAMES) else first


def _moments(name: str, today: date) -> Iterator[datetime | None]:
    for pattern in (_TOGETHER, _APART):
        yield from (_of_digits(match) for match in pattern.finditer(name))
    for match in _MILLISECONDS.finditer(name):
        yield _local(datetime.fromtimestamp(int(match[0]) / 1000, UTC))
    for match in _YEAR_LAST.finditer(name):
        yield _of_words(match[0].replace("_", "-").replace(".", "-"), today)
    for words in languages():
        for match in words.phrase.finditer(folded_in_place(name)):
            month, day, year = (match[part] or match[f"us_{part}"] for part in ("month", "day", "year"))
            if month and day and year:
                yield _of_words(f"{day} {words.names(month)} {year}", today)


def _of_digits(match: re.Match[str]) -> datetime | None:
    said = match.groupdict()
    try:
        day = date(int(said["year"]), int(said["month"]), int(said["day"]))
    except ValueError:
        return None
    try:
        return datetime.combine(day, _time(said))
    except ValueError:  # what follows is no time
        return datetime.combine(day, _NOON)


def _time(said: dict[str, str | None]) -> time:
    if not said["hour"]:
        return _NOON
    hour = int(said["hour"])
    if half := said.get("half"):
        hour = hour % 12 + (12 if half in "pP" else 0)
    return time(hour, int(said["minute"] or 0), int(said["second"] or 0))


def _of_words(text: str, today: date) -> datetime | None:
    try:
        return datetime.combine(parse_day(text, today, past=False), _NOON)
    except DayError:  # it is none, or may be two
        return None


def _wrong(day: date, today: date) -> str:
    """Say what speaks against a day; "" where nothing does."""
    if day > today + _AHEAD:
        return "a day to come"
    return "as clocks do that were never set" if day < _EARLIEST else ""


def _local(moment: datetime) -> datetime:
    """Give the time here of an aware moment, without its zone."""
    return moment.astimezone().replace(tzinfo=None)
