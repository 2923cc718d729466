"""What a newer card of someone says otherwise: another company, title, name, number or address."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from cardscan.connections.likeness.alike import alike_companies, alike_emails, alike_numbers, alike_titles, any_alike
from cardscan.connections.likeness.naming import agree
from cardscan.connections.likeness.traits import company, name_of
from cardscan.model import Contact, Field
from cardscan.text.folding import fold


@dataclass(frozen=True, slots=True)
class FieldChange:
    """Something that a newer card says otherwise."""

    kind: str  # of the field
    before: str  # what it stands in the place of; "" where it comes in addition
    after: str


def changed(known: Contact, new: Contact) -> tuple[FieldChange, ...]:
    """List what a newer card says otherwise, or in addition; what it leaves out has not changed."""
    return (
        *_replaced("fn", known.fn, new.fn, _same_name),
        *_replaced("org", known.org, new.org, lambda one, other: alike_companies(company(one), company(other))),
        *_replaced("title", known.title, new.title, lambda one, other: alike_titles(fold(one), fold(other))),
        *_added("tel", _answered(known.tel), _answered(new.tel), alike_numbers),
        *_added("email", known.email, new.email, alike_emails),
    )


def _replaced(
    kind: str, before: Sequence[Field], after: Sequence[Field], test: Callable[[str, str], bool]
) -> Iterator[FieldChange]:
    """Give the first value when it is not among those before, misread or not."""
    if after and not any_alike([field.value for field in before], [field.value for field in after], test):
        yield FieldChange(kind, before[0].value if before else "", after[0].value)


def _added(
    kind: str, before: Sequence[Field], after: Sequence[Field], test: Callable[[str, str], bool]
) -> Iterator[FieldChange]:
    """Give each value that was not there, with one of its type that is there no longer."""
    gone = [old for old in before if not any_alike([old.value], [new.value for new in after], test)]
    for new in after:
        if not any_alike([old.value for old in before], [new.value], test):
            old = next((each for each in gone if each.type == new.type), None)
            if old:
                gone.remove(old)
            yield FieldChange(kind, old.value if old else "", new.value)


def _answered(tels: Sequence[Field]) -> list[Field]:
    return [tel for tel in tels if tel.type != "fax"]


def _same_name(one: str, other: str) -> bool:
    return not agree(name_of(one), name_of(other)).clash
