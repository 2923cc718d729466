"""Who of us it was, where several use one store: whose a note is, and which meeting one of us means.

What has no name is anybody's: it is from before there were names, or from a store that one alone uses.
"""

from collections.abc import Iterable, Sequence
from typing import Protocol, TypeVar

from cardscan.person import Meeting, Note
from cardscan.text.folding import fold


class _Done(Protocol):
    @property
    def by(self) -> str: ...


T = TypeVar("T", bound=_Done)


def is_of(by: str, user: str) -> bool:
    """Tell whether something is of one of us, or nobody's; names are the same whatever their case and accents."""
    return not by or fold(by) == fold(user)


def of(things: Iterable[T], user: str) -> tuple[T, ...]:
    """Give of notes, promises or meetings those of one of us, and those that have no name."""
    return tuple(each for each in things if is_of(each.by, user))


def meeting_meant(meetings: Sequence[Meeting], user: str) -> Meeting | None:
    """Give the meeting that one of us means who does not say which: the latest of their own, else the latest."""
    return next(reversed(of(meetings, user) or tuple(meetings)), None)


def draft_of(meeting: Meeting | None, user: str) -> Note | None:
    """Give what one of us left unfinished of a meeting."""
    return next(reversed(of(meeting.drafts if meeting else (), user)), None)


def written_before(meeting: Meeting | None, user: str) -> Note | None:
    """Give what one of us wrote last of a meeting: what is unfinished, else their latest note."""
    return draft_of(meeting, user) or next(reversed(of(meeting.notes if meeting else (), user)), None)
