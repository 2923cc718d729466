"""Of a name in two scripts, which comes first: what lists, pages and phones call someone by."""

from dataclasses import replace
from typing import Literal, get_args

from cardscan.errors import InputError
from cardscan.model import Contact, Field
from cardscan.text.scripts import script_of

#: As printed, in Latin letters, or in the other script.
Choice = Literal["printed", "latin", "native"]
SETTING = "names"
PRINTED: Choice = "printed"


def choice_of(text: str | None) -> Choice:
    """Give what was set, or typed; as printed where nothing was. Raises InputError for what is no choice."""
    found = next((each for each in get_args(Choice) if each == (text or PRINTED).strip().lower()), None)
    if found is None:
        raise InputError(f"{text!r} is no order of names", f"it is one of {', '.join(get_args(Choice))}")
    chosen: Choice = found
    return chosen


def ordered(contact: Contact, choice: Choice) -> Contact:
    """Put the names and companies in the script of choice first; names as they are printed, from the top down."""
    if choice == PRINTED:
        return replace(contact, fn=tuple(sorted(contact.fn, key=_down)))

    def later(field: Field) -> bool:
        return (script_of(field.value) == "latin") != (choice == "latin")

    return replace(contact, fn=tuple(sorted(contact.fn, key=later)), org=tuple(sorted(contact.org, key=later)))


def _down(field: Field) -> float:
    return field.box[0][1] if field.box else 0.0
