"""Notes and memos that come with photos handed in: kept until it is known who is on the photo, then taken as any."""

from dataclasses import dataclass
from datetime import datetime

from cardscan.actions.take_note import Taken, try_note
from cardscan.connections.notes.parts import LABELS, Given, together
from cardscan.connections.us import written_before
from cardscan.errors import InputError
from cardscan.person import Meeting, Person
from cardscan.store import Store
from cardscan.store.uploads import Upload
from cardscan.text.limits import LONGEST_NOTE, checked
from cardscan.voice.sounds import Sound


@dataclass(frozen=True, slots=True)
class HandedNote:
    """The two answers that make a connection, and what was sent before in their place."""

    talked: str = ""
    can_help: str = ""
    was_talked: str = ""
    was_can_help: str = ""


def keep_note(store: Store, upload_id: int, note: HandedNote, now: datetime) -> Taken | None:
    """Take a note of whoever is on a photo that was handed in; None: it is kept, as nobody is known from it yet.

    Raises InputError where there is no such photo, or the note is too long.
    """
    for part, text in (("talked", note.talked), ("can_help", note.can_help)):
        checked(text, LABELS[part], LONGEST_NOTE)
    of = store.serving.upload(upload_id)
    first = store.serving.handed_in(of.sha256) or of  # one that came twice is read once, and its notes belong together
    met = _met_on(store, first) if first.done else []
    if len(met) == 1:
        return _take(store, *met[0], note, now, first)
    store.serving.keep_note(
        first.id,
        together(first.talked, note.talked, note.was_talked),
        together(first.can_help, note.can_help, note.was_can_help),
    )
    return settle(store, store.serving.upload(first.id), now)


def keep_memo(store: Store, upload_id: int, sound: Sound, now: datetime) -> bool:
    """Keep a memo with a photo that was handed in, then with whoever is on it; tell whether it is new there.

    Raises InputError where there is no such photo.
    """
    of = store.serving.upload(upload_id)
    first = store.serving.handed_in(of.sha256) or of
    new = store.memos.hand_in(first.id, sound)
    settle(store, store.serving.upload(first.id), now)
    return new


def settle_all(store: Store, now: datetime) -> None:
    """Take the notes and memos of photos that were read meanwhile, as far as it is clear of whom they are."""
    for each in store.serving.noted():
        settle(store, each, now)


def settle(store: Store, of: Upload, now: datetime, person_id: int | None = None) -> Taken | None:
    """Take the note and the memos of a photo that was read; None: the note stays there, or there is none.

    It stays where nobody was found, and where several people are on the photo, until somebody says of whom it is
    (`person_id`). Of those who were forgotten it goes. Raises InputError for someone who is not on the photo.
    """
    if not (of.talked or of.can_help or of.memos) or not of.done:
        return None
    there = _met_on(store, of)
    if person_id is not None and not (there := [each for each in there if each[0].id == person_id]):
        raise InputError("they are not on this photo", "reload the list: it may have changed")
    if not there and not of.failure:
        store.serving.keep_note(of.id, "", "")
        store.memos.drop(of.id)
    if len(there) != 1:
        return None
    store.memos.settle(of.id, there[0][1].id, now)
    if not (of.talked or of.can_help):
        return None
    writer = store.acting(of.by or store.user)  # whoever handed it in
    taken = _take(writer, *there[0], HandedNote(of.talked, of.can_help), now, of)
    store.serving.keep_note(of.id, "", "")
    return taken


def _take(store: Store, person: Person, meeting: Meeting, note: HandedNote, now: datetime, of: Upload) -> Taken:
    before = written_before(meeting, store.user)
    given = Given(
        talked=together(before.talked if before else "", note.talked, note.was_talked),
        can_help=together(before.can_help if before else "", note.can_help, note.was_can_help),
    )
    return try_note(store, person.id, given, now, meeting.id, written_on=of.at.astimezone().date())


def _met_on(store: Store, of: Upload) -> list[tuple[Person, Meeting]]:
    people = {person.id: person for person in store.serving.these(of.people)}
    found = [(people[each.person_id], each.id) for each in store.meetings_on(of.sha256) if each.person_id in people]
    return [(person, met) for person, met_id in found for met in person.meetings if met.id == met_id]
