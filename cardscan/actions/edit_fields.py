"""Correct a contact as the user says: pure, from a contact to a contact."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from cardscan.connections.dates.birthdays import parse_birthday
from cardscan.enrich.typed import typed
from cardscan.errors import InputError
from cardscan.model import KINDS, Contact, Field
from cardscan.text.folding import fold
from cardscan.text.plain import undirected

_CHANGED = "the card has changed meanwhile"
#: What people call the kinds of field.
_MEANT = {
    "tel": "phone telephone number mobile cell fax handy",
    "email": "mail e-mail",
    "url": "web website site homepage link",
    "fn": "name fullname",
    "org": "company organisation organization firm employer",
    "title": "job role position",
    "dept": "department",
    "adr": "address street",
    "social": "handle linkedin xing twitter facebook instagram github telegram wechat whatsapp",
    "nickname": "nick alias",
    "bday": "birthday birth born dob",
    "tag": "tags label labels category categories group",
    "custom": "other field",
}


@dataclass(frozen=True, slots=True)
class Edit:
    """What to change; each value as the user typed it."""

    put: Mapping[str, Sequence[str]] = field(default_factory=dict)  # kind -> the values it is to have; ("",) for none
    change: Sequence[tuple[str, str]] = ()  # kind, value: what the one of its sort is to be, or is added as
    add: Sequence[tuple[str, str]] = ()  # kind, value
    remove: Sequence[tuple[str, str]] = ()  # kind, value
    accept: bool = False  # all that is left is right


def edited(contact: Contact, edit: Edit) -> Contact:
    """Change a contact: remove, then put, then change, then add, then accept.

    What the user gives is sure, and keeps what was read in its place as `raw` and `box`.
    Raises InputError for a kind that there is not, a value that cannot be one of its kind, one to remove that is not
    there, and one to change where several may be meant.
    """
    for kind in (*edit.put, *(kind for kind, _ in (*edit.remove, *edit.change, *edit.add))):
        check_kind(kind)
    for kind, value in edit.remove:
        contact = _with(contact, kind, _without(kind, getattr(contact, kind), value, contact))
    for kind, values in edit.put.items():
        given = [_typed(kind, value, contact) for value in values if value.strip()]
        contact = _with(contact, kind, _put(getattr(contact, kind), given))
    changed: list[tuple[str, str]] = []
    for kind, value in edit.change:
        new = _typed(kind, value, contact)
        done = [each for of, each in changed if of == kind]
        contact = _with(contact, kind, _with_one(kind, getattr(contact, kind), new, done))
        changed.append((kind, new.value))
    for kind, value in edit.add:
        new = _typed(kind, value, contact)
        rest = tuple(old for old in getattr(contact, kind) if not _is_same(kind, old.value, new.value))
        contact = _with(contact, kind, (*rest, new))
    if edit.accept:
        for kind in KINDS:
            contact = _with(contact, kind, tuple(_sure(old) for old in getattr(contact, kind)))
    return contact


def tagged(contact: Contact, add: Sequence[str], remove: Sequence[str]) -> Contact:
    """Give someone tags, and take others that they have. Raises InputError for what is no tag."""
    theirs = {fold(each.value) for each in contact.tag}
    gone = [("tag", each) for each in remove if fold(each.strip()) in theirs]
    return edited(contact, Edit(change=[("tag", each) for each in add], remove=gone))


def check_kind(kind: str) -> None:
    """Raise InputError for a kind of field that there is not, with the one that may be meant."""
    if kind in KINDS:
        return
    meant = next((known for known, words in _MEANT.items() if kind.casefold() in words.split()), "")
    advice = f"a field is one of {', '.join(KINDS)}"
    raise InputError(f"there is no field {kind!r}", f"{meant!r} may be meant; {advice}" if meant else advice)


def pair_of(said: str) -> tuple[str, str]:
    """Take FIELD=VALUE apart, as a user typed it. Raises InputError for anything else."""
    kind, equals, value = (part.strip() for part in said.partition("="))
    if not equals:
        raise InputError(f"{said!r} is not FIELD=VALUE", f"a field is one of {', '.join(KINDS)}")
    check_kind(kind.casefold())
    return kind.casefold(), value


def corrected(contact: Contact, kind: str, was: Field, value: str) -> Contact:
    """Put what the user typed in the place of one field, or remove it where that is empty.

    Raises InputError for a value that cannot be one of its kind, or when the field is there no longer.
    """
    fields = list(getattr(contact, kind))
    if was not in fields:
        raise InputError(_CHANGED, "look at it again, then repeat your change")
    at = fields.index(was)
    fields[at : at + 1] = _put([was], [_typed(kind, value, contact)]) if value.strip() else []
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


def _typed(kind: str, value: str, contact: Contact) -> Field:
    """Make a field of what the user typed, a birthday from the words of six languages. Raises InputError."""
    if kind == "bday" and value.strip():
        value = parse_birthday(value, datetime.now().astimezone().date())
    return typed(kind, value, contact)


def _is_same(kind: str, one: str, other: str) -> bool:
    return fold(one) == fold(other) if kind == "tag" else one == other


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


def _with_one(kind: str, olds: Sequence[Field], new: Field, done: Sequence[str]) -> list[Field]:
    """Give a kind one new value: in the place of the only one of its sort, or beside those there are.

    A sort is a type of number or a network; a value without one is of the sort of all. `done` are those set already.
    """
    fields = list(olds)
    same = [old for old in olds if _is_same(kind, old.value, new.value)]
    others = [old for old in olds if old.value not in done and new.type in ("", old.type)]
    meant = same or ([] if kind == "tag" else others)  # of tags there may be any number
    if len(meant) > 1:
        there = ", ".join(old.value for old in meant)
        raise InputError(
            f"which {kind} is to be {new.value}? There are {there}",
            f"replace one: --remove {kind}={meant[0].value} --add {kind}={new.value}\n"
            f"or give one more: --add {kind}={new.value}",
        )
    if meant:
        fields[fields.index(meant[0])] = _put(meant, [new])[0]
    else:
        fields.append(new)
    return fields


def _without(kind: str, olds: Sequence[Field], value: str, contact: Contact) -> tuple[Field, ...]:
    wanted = {value.strip(), _normal(kind, value, contact)}
    rest = tuple(old for old in olds if not any(_is_same(kind, old.value, each) for each in wanted))
    if len(rest) == len(olds):
        there = ", ".join(old.value for old in olds) or "none"
        raise InputError(f"there is no {kind} {value!r}", f"it has: {there}")
    return rest


def _normal(kind: str, value: str, contact: Contact) -> str:
    try:
        return _typed(kind, value, contact).value
    except InputError:  # what was read wrong need not be a number to be removed
        return value.strip()
