"""Keep a memo with a meeting of someone."""

from datetime import datetime
from pathlib import Path

from cardscan.actions.take_note import meeting_of
from cardscan.person import Person
from cardscan.store import Store
from cardscan.voice.sounds import read_sound


def add_memo(store: Store, person: Person, meeting_id: int | None, file: Path, now: datetime) -> bool:
    """Keep the sound in a file with a meeting, by default the one that is meant; tell whether it is new there.

    Where you never met, a meeting of today is added. Raises InputError for what is no sound, or is too large.
    """
    sound = read_sound(file, now)
    met = meeting_of(person, meeting_id, store.user)
    if met is None:
        met = store.add_meeting(person.id, now.astimezone().date(), now).meetings[-1]
    return store.memos.add(met.id, sound, now)
