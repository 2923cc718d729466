"""What someone saw when they decided to change it: what somebody else changed since is told, not overwritten."""

import hashlib
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from cardscan.errors import ChangedError
from cardscan.person import Meeting, Note, Person, Promise, TheirDate

#: Raises ChangedError for a person, or an event, who is no longer as somebody saw them.
Check = Callable[[Any], None]
Part = Callable[[Any], object]
_EVER = datetime.min.replace(tzinfo=UTC)


def fingerprint(of: object) -> str:
    """Tell a value from others, so that what is changed is what was seen."""
    return hashlib.sha256(repr(of).encode("utf-8", "backslashreplace")).hexdigest()[:16]


def whatever(_of: object) -> None:
    """Expect nothing."""


def as_seen(seen: str | Collection[str], part: Part = lambda of: of) -> Check:
    """Expect a part of someone to have one of these fingerprints; "" expects nothing."""
    known = (seen,) if isinstance(seen, str) else seen

    def check(of: Any) -> None:
        if known != ("",) and fingerprint(part(of)) not in known:
            raise ChangedError

    return check


def promise_of(promise_id: int) -> Part:
    """Say which promise of a person it is about."""

    def part(of: Person) -> Promise | None:
        return next((each for each in of.promises if each.id == promise_id), None)

    return part


def date_of(date_id: int) -> Part:
    """Say which date of someone's it is about."""

    def part(of: Person) -> TheirDate | None:
        return next((each for each in of.dates if each.id == date_id), None)

    return part


def introduction_of(*pair: int) -> Part:
    """Say which two people's introduction it is about; it is the same from both."""

    def part(of: Person) -> object:
        return [step.id for step in of.introductions if {of.id, step.with_id} == set(pair)]

    return part


def when_met(meeting: Meeting) -> object:
    """Give what a form shows of a meeting: when and where it was."""
    return meeting.date, meeting.event_id, meeting.place


def meeting_of(meeting_id: int) -> Part:
    """Say of which meeting with a person it is about when and where it was."""

    def part(of: Person) -> object:
        return next((when_met(each) for each in of.meetings if each.id == meeting_id), None)

    return part


def draft_as_seen(draft: Note | None) -> str:
    """Tell a draft of a note from others by what it says, whenever it was written."""
    return fingerprint(draft and replace(draft, written=_EVER, by=""))


def all_of(of: Person) -> object:
    """Give all that is kept of someone, less what is being typed."""
    met = [(when_met(each), each.by, each.notes, each.memos) for each in of.meetings]
    steps = [(step.id, step.what, step.words) for step in of.introductions]  # not what the others are called
    return of.contact, met, of.promises, of.dates, of.contacted, of.cadence, of.snoozed, of.filing, steps
