"""What a calendar's file says of events (RFC 5545): when, where, and who was invited. Read as vCards are, by lines."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from cardscan.text.limits import LONGEST_FIELD
from cardscan.text.plain import plain_line
from cardscan.vcards.lines import ContentLine, content_lines, unescape

Day = date  # within a class whose field is called date, the name means the field

_DAY = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?(Z)?)?$", re.ASCII)
_DURATION = re.compile(r"P(?:(\d{1,3})W)?(?:(\d{1,4})D)?")
_INVITED = ("ATTENDEE", "ORGANIZER")
_NO_PERSON = ("ROOM", "RESOURCE", "GROUP")  # CUTYPE


@dataclass(frozen=True, slots=True)
class Invitation:
    """An event of a calendar file."""

    uid: str
    name: str
    date: Day
    until: Day | None = None
    place: str = ""
    cancelled: bool = False
    again: bool = False  # it recurs
    guests: tuple[tuple[str, str], ...] = ()  # name and e-mail address, either may be ""


def invitations_of(text: str) -> tuple[Invitation, ...]:
    """List the events of a calendar file that have a name and a day; of one with changed recurrences the first."""
    found = (_invitation(lines) for lines in _events(text))
    return tuple({each.uid or f"{each.name} {each.date}": each for each in reversed([*filter(None, found)])}.values())[
        ::-1
    ]


def attendees_of(text: str) -> tuple[tuple[str, str], ...]:
    """List all who are invited to the events of a calendar file, each once: name and e-mail address."""
    return tuple(dict.fromkeys(guest for lines in _events(text) for guest in _guests(lines)))


def _events(text: str) -> Iterator[list[ContentLine]]:
    """Give the lines of each event, without those of its alarms."""
    inside: list[str] = []
    lines: list[ContentLine] = []
    for line in content_lines(text):
        what = line.value.strip().upper()
        if line.name == "BEGIN":
            inside.append(what)
            if what == "VEVENT":
                lines = []
        elif line.name == "END":
            if what == "VEVENT" and inside[-1:] == ["VEVENT"]:
                yield lines
            if what in inside:
                del inside[len(inside) - 1 - inside[::-1].index(what) :]
        elif inside[-1:] == ["VEVENT"]:
            lines.append(line)


def _invitation(lines: Sequence[ContentLine]) -> Invitation | None:
    first = {line.name: line for line in reversed(lines)}
    name, start = _said(first, "SUMMARY"), _moment(first.get("DTSTART"))
    if not name or start is None:
        return None
    until = _last_day(first, start)
    return Invitation(
        uid=_said(first, "UID"),
        name=name,
        date=_local(start),
        until=until if until > _local(start) else None,
        place=_said(first, "LOCATION"),
        cancelled=_said(first, "STATUS").upper() == "CANCELLED",
        again="RRULE" in first,
        guests=tuple(_guests(lines)),
    )


def _said(first: dict[str, ContentLine], name: str) -> str:
    return plain_line(unescape(first[name].value))[:LONGEST_FIELD].strip() if name in first else ""


def _moment(line: ContentLine | None) -> date | datetime | None:
    """Read a day or a moment; one of another zone is taken as it is told there, where you will be."""
    match = _DAY.match(line.value.strip()) if line else None
    try:
        if not match:
            return None
        day = date(int(match[1]), int(match[2]), int(match[3]))
        if match[4] is None:
            return day
        moment = datetime(day.year, day.month, day.day, int(match[4]), int(match[5]), tzinfo=UTC)
        return moment.astimezone() if match[7] else moment
    except (ValueError, OverflowError):
        return None


def _local(moment: date | datetime) -> date:
    return moment.date() if isinstance(moment, datetime) else moment


def _last_day(first: dict[str, ContentLine], start: date | datetime) -> date:
    """Give the last day: the end of a whole-day event is the day after it; at midnight a party is over."""
    end = _moment(first.get("DTEND"))
    if end is None:
        lasts = _DURATION.match(first["DURATION"].value.strip()) if "DURATION" in first else None
        days = 7 * int(lasts[1] or 0) + int(lasts[2] or 0) if lasts else 0
        return _local(start) + timedelta(days=max(0, days - 1))
    if isinstance(end, datetime):
        return _local(end - timedelta(minutes=1))
    return end - timedelta(days=1) if end > _local(start) else end


def _guests(lines: Sequence[ContentLine]) -> Iterator[tuple[str, str]]:
    for line in lines:
        kind = next(iter(line.params.get("CUTYPE", ())), "").upper()
        if line.name in _INVITED and kind not in _NO_PERSON:
            name = plain_line(" ".join(line.params.get("CN", ()))).strip(' "')
            yield name[:LONGEST_FIELD], re.sub(r"^mailto:", "", line.value.strip(), flags=re.I)[:LONGEST_FIELD]
