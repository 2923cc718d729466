"""What came of the photos that were handed in: for the page, and the API."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from cardscan.actions.met_before import questions
from cardscan.connections.known import called, work_of
from cardscan.person import Meeting, Person
from cardscan.store.uploads import Upload
from cardscan.text.wording import about
from cardscan.web.desk import Desk

SHOWN = 40  # of those that are done, and of those that wait
#: Pictures that browsers show, so that someone can look at one that could not be read. Others are handed out as files.
SHOWABLE = {".jpg": "jpeg", ".jpeg": "jpeg", ".png": "png", ".webp": "webp", ".gif": "gif", ".avif": "avif",
             ".bmp": "bmp"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Handed:
    """A photo that was handed in, and who is on it."""

    upload: Upload
    people: tuple[Person, ...]

    @property
    def picture(self) -> str:
        """Give the address of the photo, where a browser can show it; else ""."""
        return f"/uploads/{self.upload.id}/photo" if Path(self.upload.file).suffix.lower() in SHOWABLE else ""


@dataclass(frozen=True, slots=True)
class Progress:
    """Those that came to an end after a moment, the last first, and how far the others are."""

    done: tuple[Handed, ...]
    more: bool  # there are some that came to an end before, and are not listed
    reading: tuple[Upload, ...]
    waiting: tuple[Upload, ...]
    left: str  # how long it takes, about; "" where that is not known
    since: str  # the moment from which to ask again


@dataclass(frozen=True, slots=True)
class OnIt:
    """Someone on a photo, as it is told where the photo was just taken."""

    id: int
    name: str
    work: str
    met_before: str  # when and where, or who they may be; "" for someone new


def people_on(at: Desk, of: Upload) -> list[OnIt]:
    """Say who is on a photo, and whether the user has met them before."""
    there = at.serving.these(of.people)
    now = {met.id for met in at.store.meetings_on(of.sha256)}
    return [OnIt(each.id, called(each.contact), work_of(each.contact), _met_before(at, each, now)) for each in there]


def _met_before(at: Desk, person: Person, now: Collection[int]) -> str:
    before = [met for met in person.meetings if met.id not in now]
    if before:
        return f"met before {_where(before[-1])}"
    for each in questions(at.store, person):
        met = each.person.meetings[-1] if each.person.meetings else None
        return f"perhaps {called(each.person.contact)}{f', met {_where(met)}' if met else ''}"
    return ""


def _where(met: Meeting) -> str:
    return f"at {met.event}, {_day(met.date)}" if met.event else f"on {_day(met.date)}"


def _day(of: date) -> str:
    return f"{of.day} {of:%B %Y}"


def how_far(at: Desk, after: datetime | None, limit: int) -> Progress:
    """Say which photos came to an end after a moment, `limit` of them at most, and how far the others are."""
    being_read, waiting = at.jobs.reading, at.serving.waiting()
    done = at.serving.finished(after, limit + 1)
    newest = done[0].finished if done else after
    return Progress(
        done=tuple(_with_people(at, done[:limit])),
        more=len(done) > limit,
        reading=tuple(each for each in waiting if each.file in being_read),
        waiting=tuple(each for each in waiting if each.file not in being_read),
        left=about(at.jobs.pace * len(waiting)) if waiting and at.jobs.pace else "",
        since=newest.isoformat() if newest else "",
    )


def handed(at: Desk) -> list[Handed]:
    """List the photos that were handed in last, with who is on them, as far as they still are."""
    return _with_people(at, at.serving.uploads(SHOWN))


def _with_people(at: Desk, uploads: Sequence[Upload]) -> list[Handed]:
    there = {person.id: person for person in at.store.directory.these({i for each in uploads for i in each.people})}
    return [Handed(each, tuple(there[i] for i in each.people if i in there)) for each in uploads]
