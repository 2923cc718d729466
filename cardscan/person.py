"""The values that live on in the store: a person, where you met, what you noted and promised, and the events.

Where several use one store, `by` says who of us wrote, promised or met; "" is whoever uses it alone.

Facts only. Where someone stands (a card, a contact, a quality connection, cemented) is derived from these by
`cardscan.connections`, never stored.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from typing import Literal

from cardscan.model import Contact, Flaw

#: How often to get back to someone, as `cardscan.connections.dates.spans` writes it. "" is not said yet.
Cadence = str
Owner = Literal["me", "them"]
#: Who says on which day someone was met: the photo of their card itself, its file's name, its last change, or nobody
#: (it is the day on which it was read). "" is the user, or the event.
DatedBy = Literal["", "photo", "name", "file", "today"]
#: What was decided of someone without a note: that they are let go, that the card is a company's, that they wait on.
Decision = Literal["let go", "company", "waits"]
#: What was done towards introducing two people: one was asked, one answered, both were introduced, it was told how it
#: went.
Introduced = Literal["asked", "yes", "no", "later", "introduced", "heard"]
Day = date  # within a class whose field is called date, the name means the field


@dataclass(frozen=True, slots=True)
class Note:
    """What you noted of a meeting, in your own words."""

    talked: str  # what you talked about
    can_help: str  # how you can help
    written: datetime  # UTC
    looks_for: str = ""
    offers: str = ""
    proud_of: str = ""  # what they are proud of, or love
    remember: str = ""  # how you will remember the name
    again: bool = True  # whether you want to talk again; no: filed away, not exported, not nagged about
    by: str = ""


@dataclass(frozen=True, slots=True)
class Memo:
    """What you said of a meeting into a microphone. It is no note: what it says has to be written down, and taken."""

    id: int
    file: str  # its name in the folder of memos beside the store
    name: str  # what it was called where it came from
    at: datetime  # UTC; when it was recorded
    text: str = ""  # what it says, as it was written down
    heard: datetime | None = None  # UTC; when that was; None as long as it is only to be listened to
    by: str = ""


@dataclass(frozen=True, slots=True)
class Promise:
    """What you will do for them, or they for you."""

    id: int
    person_id: int
    text: str
    made: datetime  # UTC
    owner: Owner = "me"
    due: date | None = None
    kept: datetime | None = None  # UTC
    dropped: datetime | None = None  # UTC
    meeting_id: int | None = None  # where it was made
    by: str = ""  # who of us made it, or was promised it
    gift_id: int | None = None  # what of all that you can give it was, which may have been removed since


@dataclass(frozen=True, slots=True)
class TheirDate:
    """A day on which something happens to them, as you noted it: to be asked after."""

    id: int
    person_id: int
    words: str  # those of the note
    day: date | None  # the last on which it may be; None as long as it is not clear which
    noted: datetime  # UTC
    meeting_id: int | None = None  # with whose note; None where you wrote it down by itself
    asked: datetime | None = None  # UTC: you asked how it went
    dropped: datetime | None = None  # UTC: it was none, or need not be asked after
    by: str = ""


@dataclass(frozen=True, slots=True)
class Gift:
    """Something you can give, to whoever looks for it."""

    id: int
    text: str
    added: datetime  # UTC
    tags: tuple[str, ...] = ()
    until: date | None = None  # the last day on which you can
    by: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """Something you go to, and what you want of it."""

    id: int
    name: str
    date: Day
    until: Day | None = None  # its last day, where it lasts longer than one
    place: str = ""
    goal: str = ""
    impression: str = ""  # what you want to be remembered for
    meet: tuple[str, ...] = ()  # whom you want to meet
    give: tuple[str, ...] = ()  # what you can give
    ask: tuple[str, ...] = ()  # what you want to ask
    uid: str = ""  # in the calendar's file that it came from


@dataclass(frozen=True)
class Attendee:
    """A name on a list of who will be at an event: nobody whom you met, as far as is known here."""

    id: int
    event_id: int
    said: str  # what the list says, as it is kept
    read: Callable[[str], Contact]
    fn: str  # their name, as the list has it; "" where it has none: by it all of a list are put in order
    person_id: int | None = None  # who they are, as you said, or met them
    others: tuple[int, ...] = ()  # people whom you said they are not

    @cached_property
    def contact(self) -> Contact:
        """What the list says. It is read when it is asked for: of a long list few are shown."""
        return self.read(self.said)


@dataclass(frozen=True, slots=True)
class Meeting:
    """You met this person on that day; the card is what they gave you then."""

    id: int
    date: date
    event: str = ""  # its name; "" where no event is known
    card_id: int | None = None
    notes: tuple[Note, ...] = ()  # oldest first
    event_id: int | None = None
    place: str = ""
    drafts: tuple[Note, ...] = ()  # what each of us wrote last and the gate refused, the latest last
    dated: DatedBy = ""  # who says so
    by: str = ""
    memos: tuple[Memo, ...] = ()  # oldest first
    last_day: Day | None = None  # of the event

    @property
    def unfinished(self) -> Note | None:
        """What was written last, by any of us, and the gate refused."""
        return self.drafts[-1] if self.drafts else None


@dataclass(frozen=True, slots=True)
class Filing:
    """What was decided last of someone of whom no note is written."""

    how: Decision
    at: datetime  # UTC


@dataclass(frozen=True, slots=True)
class IntroductionStep:
    """Something that was done towards introducing two people, or came of it, as one of them has it."""

    id: int
    what: Introduced
    at: datetime  # UTC
    who_id: int  # who was asked, or answered; of what is of both, either
    with_id: int  # the other of the two
    with_name: str = ""  # what they are called now
    words: str = ""  # how it went
    by: str = ""


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
    quality: tuple[Flaw, ...] = ()  # what is wrong with the picture of the latest card
    handwriting: tuple[Path, ...] = ()  # JPEGs of what is written on their cards by hand, oldest first
    promises: tuple[Promise, ...] = ()  # oldest first, those kept and dropped too
    contacted: tuple[date, ...] = ()  # days on which you were in touch otherwise, oldest first
    cadence: Cadence = ""
    snoozed: date | None = None  # not to be reminded of before this day
    filing: Filing | None = None
    introductions: tuple[IntroductionStep, ...] = ()  # oldest first
    dates: tuple[TheirDate, ...] = ()  # of theirs, as they were noted, those asked after and dropped too


@dataclass(frozen=True, slots=True)
class AddressFile:
    """A file of vCards that you had before, of which is kept what tells who is in it."""

    id: int
    path: str
    added: datetime  # UTC
    people: int


@dataclass(frozen=True, slots=True)
class BookEntry:
    """Someone in an address book of yours; not someone you met, as far as is known here."""

    id: int
    book: str  # path of the file
    line: int  # where the card begins in it, from 1
    contact: Contact
