"""Memos are written down, and what they say becomes the beginning of a note: a draft, which the user takes or not."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from cardscan.actions.take_note import keep_part, meeting_of
from cardscan.connections.notes.parts import Given, together
from cardscan.connections.notes.spoken import read_spoken
from cardscan.connections.us import written_before
from cardscan.errors import InputError
from cardscan.person import Memo
from cardscan.store import Store
from cardscan.store.memos import Spoken

#: Writes down what is said in a file. Raises InputError for one in which nothing can be heard, SetupError for all.
Hear = Callable[[Path], str]


@dataclass(slots=True)
class WrittenDown:
    """What came of memos."""

    drafts: list[Spoken] = field(default_factory=list)  # whose words are now with a note that is begun
    silent: list[Spoken] = field(default_factory=list)  # in which nothing was said, as far as can be heard
    problems: list[tuple[Spoken, InputError]] = field(default_factory=list)


def write_down(
    store: Store,
    memos: Sequence[Spoken],
    hear: Hear,
    now: Callable[[], datetime],
    stopped: Callable[[], bool] = lambda: False,
) -> WrittenDown:
    """Write down memos one by one, and begin the notes of their meetings with what they say.

    One that cannot be heard is not tried again by itself. Raises SetupError and StoreError; what is done stays.
    """
    done = WrittenDown()
    for each in memos:
        if stopped():
            break
        try:
            text = hear(store.memos.file(each.memo))
        except InputError as error:
            store.memos.write_down(each.memo.id, "", now())
            done.problems.append((each, error))
            continue
        store.memos.write_down(each.memo.id, text, now())
        try:
            (done.drafts if begin_note(store, each, text, now()) else done.silent).append(each)
        except InputError as error:  # it says too much for a note: it is shown beside it
            done.problems.append((each, error))
    return done


def begin_note(store: Store, of: Spoken, text: str, now: datetime) -> bool:
    """Put what a memo says to what was written of its meeting, as unfinished; tell whether it says anything.

    Raises InputError where it would be too long.
    """
    given = read_spoken(text, of.memo.at.astimezone().date())
    if given.nothing or of.person_id is None:
        return False
    writer = store.acting(of.memo.by or store.user)
    before = written_before(meeting_of(store.person(of.person_id), of.meeting_id, writer.user), writer.user)
    texts: dict[str, Any] = {
        part: together(getattr(before, part) if before else "", new) for part, new in given.texts().items()
    }
    keep_part(writer, of.person_id, Given(**texts), now, of.meeting_id)
    return True


def how_it_stands(memo: Memo) -> str:
    """Say of a memo whether it is written down, in a few words."""
    if memo.text:
        return "written down"
    return "nothing could be heard" if memo.heard else "not written down"
