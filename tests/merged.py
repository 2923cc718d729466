"""People who become one, and how their fields are settled then. They are invented."""

from dataclasses import replace
from datetime import datetime, timedelta

import made

from cardscan.model import Contact
from cardscan.person import Note, Person
from cardscan.store import Store

NOTE = Note("dredges a canal that silts up", "introduce our hydrologist", made.NOW)
LATER = made.NOW + timedelta(hours=2)
WEEK = timedelta(days=7)


def add(store: Store, name: str, at: datetime = made.NOW, **more: object) -> Person:
    """Someone whose card was photographed, and read, at a time."""
    contact = made.contact(name, **more)
    taken = at.replace(tzinfo=None)
    [person] = store.save(made.photo(f"/{name}{at}.jpg", made.card(contact), taken=taken), [(contact,)], at) or ()
    return person


def newer_first(older: Contact, newer: Contact) -> Contact:
    return replace(newer, fn=(*newer.fn, *older.fn))


def names(person: Person) -> list[str]:
    return [field.value for field in person.contact.fn]
