"""Someone who scanned your card leaves theirs: a person as everybody, who waits for a note."""

from dataclasses import replace
from datetime import datetime

from cardscan.connections.doubts import THEMSELVES
from cardscan.connections.events.which import day_of, day_there, held_on
from cardscan.enrich.typed import typed
from cardscan.errors import InputError
from cardscan.model import Contact, Field
from cardscan.store import Store
from cardscan.text.plain import plain_line

WROTE = "They wrote"  # what their one line is called among the fields


def theirs(name: str, reach: str, line: str, mine: Contact) -> Contact:
    """Make a contact of what a guest typed: nothing of it is sure, since anybody may have typed it.

    A number without a dialling code is of the country of `mine`. Raises InputError for what is no name, number or
    address.
    """
    name, reach, line = map(plain_line, (name, reach, line))
    if not name:
        raise InputError("your name is missing", "type it as it should be remembered")
    if not reach:
        raise InputError("there is no way to reach you", "type a telephone number or an e-mail address")
    kind = "email" if "@" in reach else "tel"
    near = Contact(tel=mine.tel) if kind == "tel" else Contact()
    wrote = (_said("custom", f"{WROTE}: {line}", near),) if any(map(str.isalnum, line)) else ()
    return Contact(fn=(_said("fn", name, near),), custom=wrote, **{kind: (_said(kind, reach, near),)})


def take_in(store: Store, contact: Contact, now: datetime) -> int | None:
    """Have met a guest today, at the event that is on; return their id, None where they asked to be forgotten.

    They are someone new, whoever they say they are: whether they are someone known is asked as of everybody, and
    nobody's fields change by what a stranger typed.
    """
    there = held_on(day_of(now), store.events())
    event = there[0] if len(there) == 1 else None
    day = day_there(event, now, now.date()) if event else now.date()
    return store.serving.welcome(contact, day, event.id if event else None, now)


def _said(kind: str, value: str, near: Contact) -> Field:
    field = typed(kind, value, near)
    return replace(field, raw=field.value, confidence=0.5, sure=False, origin=THEMSELVES)
