"""Settle the fields of one person of whom there are two cards, or two pictures of one.

Of two cards the newer one holds, and nothing is lost without reason; of two sides both do.

What goes stays in the history: each meeting keeps what was known then.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from rapidfuzz import fuzz

from cardscan.connections.likeness.alike import alike_companies, alike_emails, alike_numbers, alike_titles
from cardscan.connections.likeness.naming import agree
from cardscan.connections.likeness.traits import company, company_domain, is_initial, name_of, traits
from cardscan.connections.likeness.weights import other_company
from cardscan.model import Contact, Field
from cardscan.parse.domains import without_www
from cardscan.text.folding import fold
from cardscan.text.scripts import script_of

Same = Callable[[Field, Field], bool]
Rank = Callable[[Field], tuple[float, ...]]

#: Numbers that belong to the job and not to the person.
_OF_THE_JOB = ("work", "fax", "tollfree")
_LEAST_DIGITS = 7  # of a number that may lack the country's code
_MISREAD = 90.0  # per cent of likeness from which two texts on two pictures of one card are one


def settle(older: Contact, newer: Contact) -> Contact:
    """Make one contact of two of the same person.

    Name, title, company and department are the newer card's, where it has them. Addresses and numbers of both are
    kept, each once: as the user gave it, else the surer reading. Where the company is another, the older one's
    go, but for a cell, a private address, and what the user added that no card said.
    """
    if other_company(traits(older), traits(newer)):
        older = _without_job(older)
    return Contact(
        fn=_names(older.fn, newer.fn),
        suffix=_once((*newer.suffix, *older.suffix), _same_text, _surest),
        title=_newest(older.title, newer.title, _same_title, _surest),
        dept=_newest(older.dept, newer.dept, _same_title, _surest),
        org=_with_other_scripts(older.org, _newest(older.org, newer.org, _same_company, _surest)),
        tel=_once((*newer.tel, *older.tel), _same_number, _surest),
        email=_once((*newer.email, *older.email), _same_text, _surest),
        url=_once((*newer.url, *older.url), _same_url, _surest),
        social=_once((*newer.social, *older.social), _same_handle, _surest),
        adr=_once((*newer.adr, *older.adr), _same_text, _surest),
        nickname=_once((*newer.nickname, *older.nickname), _same_text, _surest),
        bday=_newest(older.bday, newer.bday, _same_text, _surest),
        tag=_once((*newer.tag, *older.tag), _same_text, _surest),
        custom=_once((*newer.custom, *older.custom), _same_handle, _surest),
    )


def both_sides(back: Contact, front: Contact) -> Contact:
    """Make one contact of the two sides of a card: what the front says, and what the back says beside it.

    What both say is there once, as it was read better. Titles come from a side that names somebody alone.
    """
    names = bool(back.fn) or not front.fn
    return replace(
        filled(back, front),
        title=_added(front.title, back.title if names or not front.title else (), _same_title),
        dept=_added(front.dept, back.dept if names or not front.dept else (), _same_title),
        org=_added(front.org, back.org, _same_company),
    )


def filled(again: Contact, front: Contact) -> Contact:
    """Add what the same card says where it is read again: what was not read before, and numbers and addresses."""
    return Contact(
        fn=_names(again.fn, front.fn),
        suffix=_once((*front.suffix, *again.suffix), _same_text, _surest),
        title=_added(front.title, () if front.title else again.title, _same_title),
        dept=_added(front.dept, () if front.dept else again.dept, _same_title),
        org=_added(front.org, () if front.org else again.org, _same_company),
        tel=_added(front.tel, again.tel, _same_number, _misread_number),
        email=_added(front.email, again.email, _same_text, _misread_email),
        url=_added(front.url, again.url, _same_url, _misread_text),
        social=_added(front.social, again.social, _same_handle),
        adr=_added(front.adr, again.adr, _same_text, _misread_text),
    )


def _without_job(contact: Contact) -> Contact:
    """Take out what belongs to the company that someone left."""
    return replace(
        contact,
        title=(),
        dept=(),
        org=(),
        tel=_own(contact.tel, lambda tel: tel.type not in _OF_THE_JOB),
        email=_own(contact.email, lambda email: not company_domain(email.value)),
        url=_own(contact.url),
        adr=_own(contact.adr),
    )


def _own(fields: Iterable[Field], test: Callable[[Field], bool] = lambda field: False) -> tuple[Field, ...]:
    """Keep what passes, and what the user added that no card said."""
    return tuple(field for field in fields if test(field) or (field.origin == "user" and not field.raw))


def _names(older: Sequence[Field], newer: Sequence[Field]) -> tuple[Field, ...]:
    """Take the newer card's names, spelt out where the older one does so, and those of another script."""
    return _once(_with_other_scripts(older, _newest(older, newer, _same_name, _spelt_out)), _same_name, _spelt_out)


def _with_other_scripts(older: Sequence[Field], newest: Sequence[Field]) -> tuple[Field, ...]:
    """Add the older names of the same in scripts in which there is no newer one."""
    return (*newest, *(name for name in older if not any(_same_script(name, each) for each in newest)))


def _added(
    first: Sequence[Field], second: Sequence[Field], same: Same, misread: Same | None = None
) -> tuple[Field, ...]:
    """Add the second values to the first ones, but for those that are one of these, misread."""

    def is_new(field: Field) -> bool:
        others = (each for each in first if not same(field, each))
        return not any(_same_reading(field, each) or (misread and misread(field, each)) for each in others)

    return _once((*first, *filter(is_new, second)), same, _surest)


def _newest(older: Sequence[Field], newer: Sequence[Field], same: Same, rank: Rank) -> tuple[Field, ...]:
    """Take the newer values, each as the card has it that was read better; the older ones where there are none."""
    if not newer:
        return _once(older, same, rank)
    return _once([max([new, *(old for old in older if same(old, new))], key=rank) for new in newer], same, rank)


def _once(fields: Iterable[Field], same: Same, rank: Rank) -> tuple[Field, ...]:
    """Take each value once, as it is best known, with all that is told of it."""
    kept: list[Field] = []
    for field in fields:
        at = next((at for at, each in enumerate(kept) if same(each, field)), None)
        if at is None:
            kept.append(field)
        else:
            best, other = sorted((kept[at], field), key=rank, reverse=True)
            kept[at] = replace(best, type=best.type or other.type, parts=best.parts or other.parts)
    return tuple(kept)


def _surest(field: Field) -> tuple[float, ...]:
    return field.origin == "user", field.sure, field.confidence


def _spelt_out(name: Field) -> tuple[float, ...]:
    return -sum(map(is_initial, name_of(name.value).words)), *_surest(name)


def _same_name(one: Field, other: Field) -> bool:
    """Tell whether two names are one, but for order, initials and misread letters."""
    found = agree(name_of(one.value), name_of(other.value))
    return bool(found.same or found.typos) and not (found.clash or found.more or found.short)


def _same_script(one: Field, other: Field) -> bool:
    return script_of(one.value) == script_of(other.value)


def _same_title(one: Field, other: Field) -> bool:
    return alike_titles(fold(one.value), fold(other.value))


def _same_company(one: Field, other: Field) -> bool:
    return alike_companies(company(one.value), company(other.value))


def _same_number(one: Field, other: Field) -> bool:
    """Tell whether two numbers are one, with or without the country's code."""
    long, short = sorted((re.sub(r"\D", "", each.value) for each in (one, other)), key=len, reverse=True)
    if one.parts.get("ext", "") != other.parts.get("ext", ""):
        return False
    written_out = all(each.value.startswith("+") for each in (one, other))
    return long == short or (not written_out and len(short) >= _LEAST_DIGITS and long.endswith(short.lstrip("0")))


def _same_text(one: Field, other: Field) -> bool:
    return re.sub(r"[\s,]+", " ", fold(one.value)).strip() == re.sub(r"[\s,]+", " ", fold(other.value)).strip()


def _same_reading(one: Field, other: Field) -> bool:
    """Tell whether two fields were read as one text, though one of them was corrected."""
    return bool(one.raw) and fold(one.raw) == fold(other.raw)


def _misread_number(one: Field, other: Field) -> bool:
    return alike_numbers(one.value, other.value)


def _misread_email(one: Field, other: Field) -> bool:
    return alike_emails(one.value, other.value)


def _misread_text(one: Field, other: Field) -> bool:
    return fuzz.ratio(fold(one.value), fold(other.value)) >= _MISREAD


def _same_url(one: Field, other: Field) -> bool:
    bare = [without_www(fold(each.value)).rstrip("/") for each in (one, other)]
    return bare[0] == bare[1]


def _same_handle(one: Field, other: Field) -> bool:
    return _same_text(one, other) and ("" in (one.type, other.type) or one.type == other.type)
