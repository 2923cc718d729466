"""When two cards say the same: fields compared as they mean, not as they are spelt."""

import re
from collections.abc import Mapping

from cardscan.model import KINDS, SINGLE, Contact, Field
from cardscan.text.folding import fold

#: Kinds of which each value stands for itself.
LISTS = tuple(kind for kind in KINDS if kind not in SINGLE)

Items = Mapping[str, tuple[Field, ...]]  # by what tells one from another; of a single kind all under ""


def items(contact: Contact, kind: str) -> Items:
    """Give the values of a kind, each under what tells it from the others."""
    fields: tuple[Field, ...] = getattr(contact, kind)
    if kind in SINGLE:
        return {"": fields} if fields else {}
    return {identity(kind, each): (each,) for each in fields}


def identity(kind: str, field: Field) -> str:
    """Give what makes two values one: the digits of a number, the letters of an address."""
    if kind == "tel":
        return re.sub(r"[^+\d]", "", field.value) or field.value
    if kind == "adr":
        return re.sub(r"[\s,]+", " ", fold(field.value)).strip()
    return field.value.casefold().rstrip("/")


def meaning(kind: str, fields: tuple[Field, ...]) -> object:
    """Give all that a value says, to be compared."""
    if kind == "fn":
        return tuple((each.value, *(each.parts.get(part, "") for part in ("given", "family"))) for each in fields)
    if kind in SINGLE:
        return tuple(each.value for each in fields)
    return tuple((identity(kind, each), each.type) for each in fields)


def say_the_same(one: Contact, other: Contact) -> bool:
    """Tell whether two contacts say the same."""
    return all(_said(one, kind) == _said(other, kind) for kind in (*SINGLE, *LISTS))


def _said(contact: Contact, kind: str) -> object:
    return {key: meaning(kind, fields) for key, fields in items(contact, kind).items()}
