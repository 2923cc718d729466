"""Keep a memo with a meeting of someone."""

from datetime import datetime

from cardscan.actions.take_note import meeting_of
from cardscan.person import Person
from cardscan.store import Store
from cardscan.voice.sounds import Sound


def add_memo(store: Store, person: Person, meeting_id: int | None, sound: Sound, now: datetime) -> bool:
    """Keep a sound with a meeting, by default the one that is meant; tell whether it is new there.

    Where you never met, a meeting of today is added.
    """
    met = meeting_of(person, meeting_id, store.user)
    if met is None:
        met = store.add_meeting(person.id, now.astimezone().date(), now).meetings[-1]
    return store.memos.add(met.id, sound, now)
