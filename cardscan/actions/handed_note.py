"""Notes that come with photos handed in: kept until it is known who is on the photo, then taken as any note is."""

from datetime import datetime

from cardscan.actions.take_note import Taken, try_note
from cardscan.connections.notes.parts import LABELS, Given
from cardscan.connections.us import written_before
from cardscan.errors import InputError
from cardscan.person import Meeting, Person
from cardscan.store import Store
from cardscan.store.uploads import Upload
from cardscan.text.limits import LONGEST_NOTE, checked


def keep_note(store: Store, upload_id: int, talked: str, can_help: str, now: datetime) -> Taken | None:
    """Take a note of whoever is on a photo that was handed in; None: it is kept, as nobody is known from it yet.

    Raises InputError where there is no such photo, or the note is too long.
    """
    for part, text in (("talked", talked), ("can_help", can_help)):
        checked(text, LABELS[part], LONGEST_NOTE)
    of = store.serving.upload(upload_id)
    first = store.serving.handed_in(of.sha256) or of  # one that came twice is read once, and its notes belong together
    store.serving.keep_note(first.id, _both(first.talked, talked.strip()), _both(first.can_help, can_help.strip()))
    return settle(store, store.serving.upload(first.id), now)


def settle_all(store: Store, now: datetime) -> None:
    """Take the notes of photos that were read meanwhile, as far as it is clear of whom they are."""
    for each in store.serving.noted():
        settle(store, each, now)


def settle(store: Store, of: Upload, now: datetime, person_id: int | None = None) -> Taken | None:
    """Take the note of a photo that was read; None: it stays there, or there is none.

    It stays where nobody was found, and where several people are on the photo, until somebody says of whom it is
    (`person_id`). Of those who were forgotten it goes. Raises InputError for someone who is not on the photo.
    """
    if not (of.talked or of.can_help) or not of.done:
        return None
    there = _met_on(store, of)
    if person_id is not None and not (there := [each for each in there if each[0].id == person_id]):
        raise InputError("they are not on this photo", "reload the list: it may have changed")
    if not there and not of.failure:
        store.serving.keep_note(of.id, "", "")
    if len(there) != 1:
        return None
    [(person, meeting)] = there
    writer = store.acting(of.by or store.user)  # whoever handed it in
    before = written_before(meeting, writer.user)
    given = Given(
        talked=_both(before.talked if before else "", of.talked),
        can_help=_both(before.can_help if before else "", of.can_help),
    )
    taken = try_note(writer, person.id, given, now, meeting.id, written_on=of.at.astimezone().date())
    store.serving.keep_note(of.id, "", "")
    return taken


def _both(before: str, new: str) -> str:
    """Put what was written meanwhile and what came with the photo together, each once."""
    if new in before:
        return before
    return new if before in new else f"{before}\n{new}"


def _met_on(store: Store, of: Upload) -> list[tuple[Person, Meeting]]:
    people = {person.id: person for person in store.serving.these(of.people)}
    found = [(people[each.person_id], each.id) for each in store.meetings_on(of.sha256) if each.person_id in people]
    return [(person, met) for person, met_id in found for met in person.meetings if met.id == met_id]
