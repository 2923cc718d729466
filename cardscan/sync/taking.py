"""Take over what was changed on the phone: pure, from a person's fields to their fields."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from cardscan.enrich.typed import typed
from cardscan.errors import InputError
from cardscan.model import KINDS, SINGLE, Contact, Field
from cardscan.person import Person
from cardscan.sync.card import Key, with_values
from cardscan.sync.changes import Put
from cardscan.sync.keys import identity
from cardscan.sync.ours import Ours, note_in, own_values
from cardscan.synced import Agreed, Synced

ORIGIN = "phone"

#: Kinds of which a card shows the first alone: a name in a second script, a second company stay.
_FIRST_ONLY = ("fn", "org")


def taken(person: Person, puts: Sequence[Put]) -> Contact:
    """Give someone the values that were changed on the phone; what was read stays beside them as `raw` and `box`."""
    fields = {kind: list(getattr(person.contact, kind)) for kind in KINDS}
    own = own_values(person)
    replaced: list[tuple[str, Field]] = []  # what goes, whose evidence what comes inherits
    new: list[tuple[str, Field]] = []
    events = {meeting.event.casefold() for meeting in person.meetings}
    for put in puts:
        if put.kind == "tag" and put.key in events:  # where you met is no tag
            continue
        if put.kind in SINGLE:
            _put_single(fields, put)
            continue
        had = [(kind, field) for kind, field, there in own if there == (put.kind, put.key)]
        if had and put.fields:
            kind, field = had[0]
            fields[kind][fields[kind].index(field)] = replace(_sure(field), type=put.fields[0].type)
        elif put.fields:
            new += [(put.kind, as_typed(put.kind, field, person.contact)) for field in put.fields]
        replaced += had if not put.fields else []
    for kind, field in replaced:
        at = fields[kind].index(field)
        heir = next((each for each in new if each[0] == kind), None)
        if heir:
            new.remove(heir)
        fields[kind][at : at + 1] = [_in_place(heir[1], field)] if heir else []
    for kind, field in new:
        fields[kind].append(field)
    return Contact(**{kind: tuple(each) for kind, each in fields.items()})


def keys_here(person: Person, puts: Sequence[Put]) -> set[tuple[str, str]]:
    """Give what values that were taken over are called here: kind, and which of it."""
    normal = {
        (put.kind, identity(put.kind, as_typed(put.kind, field, person.contact)))
        for put in puts
        if put.kind not in SINGLE
        for field in put.fields
    }
    return {(put.kind, put.key) for put in puts} | normal


def after_taking(
    known: Synced, person: Person, mine: Ours, agreed: Agreed, came: Collection[Key], took_all: bool
) -> Synced:
    """Say what is agreed once someone has what was taken over, whose card is `mine` by now.

    What we have for the other side is still to be sent, and nothing of what was taken; the note tells of tags, too.
    """
    if not took_all or note_in(mine.text) != note_in(agreed.ours):
        return replace(known, agreed=replace(agreed, ours=with_values(agreed.ours, mine.text, came)), revised=None)
    return replace(known, agreed=replace(agreed, ours=mine.text), revised=person.revised)


def _put_single(fields: dict[str, list[Field]], put: Put) -> None:
    old = fields[put.kind]
    count = 1 if put.kind in _FIRST_ONLY else len(old)
    going = iter(old[:count])
    came = [_in_place(_told(field), next(going, None)) for field in put.fields]
    fields[put.kind] = [*came, *old[count:]]


def _in_place(new: Field, old: Field | None) -> Field:
    return replace(new, raw=old.raw, box=old.box) if old else new


def _told(field: Field) -> Field:
    return _sure(replace(field, raw=""))


def _sure(field: Field) -> Field:
    return replace(field, confidence=1.0, sure=True, origin=ORIGIN)


def as_typed(kind: str, field: Field, contact: Contact) -> Field:
    """Normalise a value as one that the user types; as the phone has it, where it cannot be."""
    try:
        normal = typed(kind, field.value, contact) if kind in ("tel", "email") else field
    except InputError:
        normal = field
    return _told(replace(normal, type=field.type, parts={**normal.parts, **field.parts}))
