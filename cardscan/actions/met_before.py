"""Ask the store whether someone was met before."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import replace

from cardscan.actions.find_person import matching
from cardscan.connections.likeness.changes import FieldChange, changed
from cardscan.connections.likeness.compare import Likeness, Verdict, compare, least_asked
from cardscan.connections.likeness.met import Acquaintance, InBook
from cardscan.connections.likeness.naming import agree
from cardscan.connections.likeness.traits import name_of
from cardscan.model import Contact, Field
from cardscan.person import Person
from cardscan.store import Store

MOST_LISTED = 20
_MOST_COMPARED = 100  # who is called Maria is many; the likeliest come first


def in_books(store: Store, contact: Contact) -> tuple[InBook, ...]:
    """List who in your address books is likely to be someone, the likeliest first."""
    return _in_books(store, contact, lambda likeness: likeness.verdict is not Verdict.NO)


def called_in_books(store: Store, name: str) -> tuple[InBook, ...]:
    """List who in your address books may be called so."""
    return _in_books(store, Contact(fn=(Field(name),)), lambda likeness: bool(likeness.reasons))


def questions(store: Store, person: Person) -> tuple[Acquaintance, ...]:
    """List who else in the store may be this person, the likeliest first; not those said to be someone else."""
    answered = {each for pair in store.directory.someone_else(person.id) for each in pair}
    asked = _likely(store, person.contact, (person.id,), answered)
    return tuple(Acquaintance(each.person, each.likeness, _in_between(each.person, person)) for each in asked)


def on_card(store: Store, contact: Contact) -> tuple[Acquaintance, ...]:
    """List who may be the one on a card that is not stored, the likeliest first."""
    return tuple(_likely(store, contact))


def called(store: Store, name: str) -> tuple[Acquaintance, ...]:
    """List who may be called so: also by a name in another order, with initials, short or misspelt."""
    asked = Contact(fn=(Field(name),))
    ids = [each.person_id for each in store.directory.look_up(asked) if each.likeness.reasons]
    ids += [each.id for each in matching(name, store.directory.named(name))]
    if not ids:  # misspelt beyond what keys find
        near = store.directory.nearly_named(name)
        ids = [each.id for each in near if any(_may_be(name, other) for other in each.names)]
    people = store.directory.these(list(dict.fromkeys(ids))[:_MOST_COMPARED])
    found = [Acquaintance(person, _as_called(person.contact, name), ()) for person in people]
    return tuple(sorted(found, key=lambda each: (-each.likeness.score, each.person.id))[:MOST_LISTED])


def _as_called(contact: Contact, name: str) -> Likeness:
    """Compare a name with someone's, and that of a company with its own."""
    as_name = compare(contact, Contact(fn=(Field(name),)))
    return (
        as_name
        if contact.fn
        else replace(compare(contact, Contact(org=(Field(name),))), reasons=("the company's name",))
    )


def _may_be(name: str, other: str) -> bool:
    found = agree(name_of(name), name_of(other))
    return bool(found.same or found.short or found.typos) and not found.clash


def _likely(
    store: Store, contact: Contact, besides: Iterable[int] = (), answered: Collection[int] = ()
) -> list[Acquaintance]:
    like = [each for each in store.directory.look_up(contact, tuple(besides)) if each.person_id not in answered]
    least = least_asked(each.likeness for each in like)
    found = [each for each in like if each.likeness.verdict is Verdict.SAME_CARD or each.likeness.score >= least]
    people = {person.id: person for person in store.directory.these([each.person_id for each in found])}
    return [
        Acquaintance(known, each.likeness, changed(known.contact, contact))
        for each in found
        if (known := people.get(each.person_id))
    ]


def _in_books(store: Store, contact: Contact, wanted: Callable[[Likeness], bool]) -> tuple[InBook, ...]:
    found = {each.entry_id: each.likeness for each in store.address_files.look_up(contact) if wanted(each.likeness)}
    entries = {entry.id: entry for entry in store.address_files.entries(list(found))} if found else {}
    listed = list(found.items())[:MOST_LISTED]
    return tuple(InBook(entries[each], likeness, changed(entries[each].contact, contact)) for each, likeness in listed)


def _in_between(one: Person, other: Person) -> tuple[FieldChange, ...]:
    """List what changed from the one who was met earlier to the other."""
    older, newer = sorted(
        (one, other), key=lambda each: (each.meetings[-1].date if each.meetings else each.created.date(), each.id)
    )
    return changed(older.contact, newer.contact)
