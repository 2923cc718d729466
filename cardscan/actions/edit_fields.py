"""Correct a contact as the user says: pure, from a contact to a contact."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from cardscan.enrich.typed import typed
from cardscan.errors import InputError
from cardscan.model import KINDS, Contact, Field
from cardscan.text.plain import undirected

_CHANGED = "the card has changed meanwhile"


@dataclass(frozen=True, slots=True)
class Edit:
    """What to change; each value as the user typed it."""

    put: Mapping[str, Sequence[str]] = field(default_factory=dict)  # kind -> the values it is to have; ("",) for none
    add: Sequence[tuple[str, str]] = ()  # kind, value
    remove: Sequence[tuple[str, str]] = ()  # kind, value
    accept: bool = False  # all that is left is right


def edited(contact: Contact, edit: Edit) -> Contact:
    """Change a contact: remove, then put, then add, then accept.

    What the user gives is sure, and keeps what was read in its place as `raw` and `box`.
    Raises InputError for a value that cannot be one of its kind, or one to remove that is not there.
    """
    for kind, value in edit.remove:
        contact = _with(contact, kind, _without(kind, getattr(contact, kind), value, contact))
    for kind, values in edit.put.items():
        given = [typed(kind, value, contact) for value in values if value.strip()]
        contact = _with(contact, kind, _put(getattr(contact, kind), given))
    for kind, value in edit.add:
        new = typed(kind, value, contact)
        rest = tuple(old for old in getattr(contact, kind) if old.value != new.value)
        contact = _with(contact, kind, (*rest, new))
    if edit.accept:
        for kind in KINDS:
            contact = _with(contact, kind, tuple(_sure(old) for old in getattr(contact, kind)))
    return contact


def corrected(contact: Contact, kind: str, was: Field, value: str) -> Contact:
    """Put what the user typed in the place of one field, or remove it where that is empty.

    Raises InputError for a value that cannot be one of its kind, or when the field is there no longer.
    """
    fields = list(getattr(contact, kind))
    if was not in fields:
        raise InputError(_CHANGED, "look at it again, then repeat your change")
    at = fields.index(was)
    fields[at : at + 1] = _put([was], [typed(kind, value, contact)]) if value.strip() else []
    return _with(contact, kind, fields)


def shown(contact: Contact, kind: str, value: str) -> Field:
    """Give the field with a value that was shown. Raises InputError when there is none any longer."""
    fields: tuple[Field, ...] = getattr(contact, kind)
    same = (field for field in fields if undirected(field.value) == undirected(value))  # as a page shows it
    found = next(same, None)
    if found is None:
        raise InputError(_CHANGED, "look at it again, then repeat your change")
    return found


def accepted_one(contact: Contact, kind: str, was: Field) -> Contact:
    """Take one field for right. Raises InputError when it is there no longer."""
    if was not in getattr(contact, kind):
        raise InputError(_CHANGED, "look at it again, then repeat your change")
    return _with(contact, kind, [_sure(old) if old == was else old for old in getattr(contact, kind)])


def accepted(contact: Contact, seen: Contact) -> Contact:
    """Take all fields for right, as the user saw them. Raises InputError when they are others by now."""
    if contact != seen:
        raise InputError(_CHANGED, "look at it again, then repeat your change")
    return edited(contact, Edit(accept=True))


def _with(contact: Contact, kind: str, fields: Sequence[Field]) -> Contact:
    values = {each: getattr(contact, each) for each in KINDS}
    return Contact(**{**values, kind: tuple(fields)})


def _sure(old: Field) -> Field:
    return replace(old, confidence=1.0, sure=True, origin="user")


def _put(olds: Sequence[Field], news: Sequence[Field]) -> tuple[Field, ...]:
    """Give a kind new values. One that was there keeps its evidence; others take the place of those that go."""
    kept = {old.value: old for old in olds if old.value in {new.value for new in news}}
    going = iter([old for old in olds if old.value not in kept])
    fields = []
    for new in news:
        old = kept.get(new.value) or next(going, None)
        if old:
            new = replace(new, raw=old.raw, box=old.box, type=new.type or old.type)
        fields.append(new)
    return tuple(fields)


def _without(kind: str, olds: Sequence[Field], value: str, contact: Contact) -> tuple[Field, ...]:
    wanted = {value.strip(), _normal(kind, value, contact)}
    rest = tuple(old for old in olds if old.value not in wanted)
    if len(rest) == len(olds):
        there = ", ".join(old.value for old in olds) or "none"
        raise InputError(f"there is no {kind} {value!r}", f"it has: {there}")
    return rest


def _normal(kind: str, value: str, contact: Contact) -> str:
    try:
        return typed(kind, value, contact).value
    except InputError:  # what was read wrong need not be a number to be removed
        return value.strip()
