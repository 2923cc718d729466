"""The values that live on in the store: a person, where you met, and what you noted.

Facts only. Where someone stands (a card, a contact, a quality connection) is derived from these by
`cardscan.connections`, never stored.
"""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from cardscan.model import Contact


@dataclass(frozen=True, slots=True)
class Note:
    """What you noted of a meeting, in your own words."""

    talked: str  # what you talked about
    can_help: str  # how you can help
    written: datetime  # UTC


@dataclass(frozen=True, slots=True)
class Meeting:
    """You met this person on that day; the card is what they gave you then."""

    id: int
    date: date
    event: str = ""  # "" where no event is known
    card_id: int | None = None
    notes: tuple[Note, ...] = ()  # oldest first


@dataclass(frozen=True, slots=True)
class Person:
    """Someone you met."""

    id: int
    uid: str  # a UUID that never changes: the vCard's UID
    contact: Contact
    meetings: tuple[Meeting, ...]  # oldest first
    created: datetime  # UTC
    revised: datetime  # UTC; of the last change to the person, their meetings or notes: the vCard's REV
    crop: Path | None = None  # JPEG of the latest card, upright
