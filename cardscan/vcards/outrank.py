"""What a code on a card says, and the print: the code outranks it."""

import re
from collections.abc import Sequence
from dataclasses import replace

from cardscan.model import KINDS, Code, Contact, Field, Quad
from cardscan.parse.domains import without_www
from cardscan.text.letters import squash, words
from cardscan.vcards.payload import payload_fields


def with_codes(contact: Contact, codes: Sequence[Code]) -> Contact:
    """Return a card's contact with what its codes say."""
    for code in codes:
        contact = outrank(contact, payload_fields(code))
    return contact


def outrank(contact: Contact, coded: Contact) -> Contact:
    """What a code says replaces the print of the same value, and joins it where it is new."""
    fields = {}
    for kind in KINDS:
        printed, said = getattr(contact, kind), getattr(coded, kind)
        if not said:
            fields[kind] = printed
            continue
        if kind == "fn":
            said = tuple(_as_printed(f, printed) for f in said)
        keys = {_key(kind, f.value) for f in said}
        # What nobody can see on the card is not sure: a code may be of the company, out of date, or pasted over.
        merged = [replace(f, box=_box_of(f, kind, printed), sure=f.sure and _also(f, kind, printed)) for f in said]
        single = kind in ("fn", "org", "adr") and len(printed) == 1  # misread, not another
        fields[kind] = tuple(merged + ([] if single else [f for f in printed if _key(kind, f.value) not in keys]))
    return Contact(**fields)


def _as_printed(field: Field, printed: Sequence[Field]) -> Field:
    """A name that goes on in the code with what is no name, as it is printed."""
    shown = next((p for p in printed if _begins(field.value, p.value)), None)
    return replace(field, value=shown.value, parts=shown.parts) if shown else field


def _begins(name: str, shorter: str) -> bool:
    """True when a name begins with all words, two or more, of a shorter one."""
    mine, its = words(name), words(shorter)
    return 1 < len(its) < len(mine) and list(map(squash, mine[: len(its)])) == list(map(squash, its))


def _also(field: Field, kind: str, printed: Sequence[Field]) -> bool:
    return any(_key(kind, p.value) == _key(kind, field.value) for p in printed)


def _key(kind: str, value: str) -> str:
    if kind == "tel":
        return re.sub(r"\D", "", value)[-8:]
    if kind == "url":
        return squash(without_www(value))
    return squash(value)


def _box_of(field: Field, kind: str, printed: Sequence[Field]) -> Quad | None:
    """Where the same value is printed, if it is."""
    return next((p.box for p in printed if _key(kind, p.value) == _key(kind, field.value)), field.box)
