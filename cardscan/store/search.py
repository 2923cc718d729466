"""The search: an index of folded words kept beside the facts, and queries of it made of what a user typed.

SQLite parts the text at spaces alone (its "ascii" tokenizer): what a word is and in which spellings it is kept,
`cardscan.text.folding` decides for index and query alike. Nothing that a user typed reaches the syntax of a query.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Integer,
    Select,
    bindparam,
    column,
    delete,
    func,
    insert,
    literal_column,
    or_,
    select,
    table,
    text,
)

from cardscan.connections.notes.parts import LABELS
from cardscan.model import KINDS
from cardscan.person import Person
from cardscan.text.folding import spelt_words

#: The row's id is the person's; `names` are what they answer to, `others` the rest of their fields and what you wrote.
_search = table("search", column("rowid", Integer), column("names"), column("companies"), column("others"))
_whole_row: ColumnElement[Any] = literal_column("search")
_WEIGHTS = (10, 5, 1)  # of the columns: one who is called so comes before one whose note says so

_LONGEST = 200  # characters of a query; what follows is not looked for
_NUMBER = re.compile(r"\+?\d[\d\s()./-]{4,}\d", re.ASCII)
_NOT_DIGITS = re.compile(r"\D+", re.ASCII)


def refresh(connection: Connection, person_ids: Collection[int], people: Iterable[Person]) -> None:
    """Bring the index up to date with what is kept of these people; those who are gone are not among `people`."""
    if not person_ids:
        return
    connection.execute(delete(_search).where(_search.c.rowid == bindparam("id")), [{"id": each} for each in person_ids])
    rows = [
        {
            "rowid": each.id,
            "names": _kept(field.value for field in (*(each.contact.fn or each.contact.org), *each.contact.nickname)),
            "companies": _kept(field.value for field in each.contact.org),
            "others": _kept(_others(each)),
        }
        for each in people
    ]
    if rows:
        connection.execute(insert(_search), rows)


def row(connection: Connection, person_id: int) -> list[dict[str, Any]]:
    """Read what the index holds of someone."""
    return [dict(each) for each in connection.execute(select(_search).where(_search.c.rowid == person_id)).mappings()]


def scrub(connection: Connection) -> None:
    """Write the index anew without the words of those who are gone: else it would keep them, marked as deleted."""
    connection.execute(text("INSERT INTO search (search) VALUES ('optimize')"))


def ranked(connection: Connection, typed: str, among: Select[Any] | None) -> Sequence[int]:
    """Find people, among some or all, by the beginnings of words, each of them; the likeliest first."""
    order = func.bm25(_whole_row, *_WEIGHTS), _search.c.rowid
    found = matching(typed)
    if among is not None:
        found = found.where(_search.c.rowid.in_(among))
    return connection.execute(found.order_by(*order)).scalars().all()


def matching(typed: str, within: str = "") -> Select[Any]:
    """Select the ids of people by the beginnings of words, in one column or all; nobody where nothing is typed."""
    query = " AND ".join(_terms(typed[:_LONGEST]))
    if not query:
        return select(_search.c.rowid).where(_search.c.rowid.is_(None))
    return select(_search.c.rowid).where(_whole_row.op("MATCH")(f"{within} : ({query})" if within else query))


def within_names(typed: str) -> Select[Any]:
    """Select the ids of people whose names hold each word of what is typed, wherever in a word; nobody for none."""
    held = [
        or_(*(func.instr(_search.c.names, each) > 0 for each in spellings))
        for spellings in spelt_words(typed[:_LONGEST])
    ]
    return select(_search.c.rowid).where(*held or [_search.c.rowid.is_(None)])


def _others(of: Person) -> Iterator[str]:
    """Give the rest of someone's fields, and what you wrote of them."""
    for kind in KINDS:
        if kind not in ("fn", "org", "nickname"):
            for each in getattr(of.contact, kind):
                yield from (each.value, *_numbers(kind, each.value))
    for meeting in of.meetings:
        yield meeting.place
        for note in (*meeting.notes, *meeting.drafts):
            yield from (getattr(note, part) for part in LABELS)
    for promise in of.promises:
        yield promise.text


def _kept(texts: Iterable[str]) -> str:
    return " ".join(spelling for spellings in spelt_words("\n".join(texts)) for spelling in spellings)


def _numbers(kind: str, value: str) -> Iterator[str]:
    """Write a number as it is typed at home, with and without the 0 before it; its E.164 is a word as it stands."""
    if kind != "tel":
        return
    import phonenumbers  # not for a query

    try:
        number = phonenumbers.parse(value)
    except phonenumbers.NumberParseException:
        yield _digits(value)
        return
    yield str(number.national_number)
    yield _digits(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL))


def _digits(number: str) -> str:
    dialled = number.replace("(0)", "")  # from abroad: +49 (0)170
    return _NOT_DIGITS.sub("", dialled).removeprefix("00")


def _terms(typed: str) -> Iterator[str]:
    """Make terms of FTS5 of what was typed: beginnings of words. A number may be typed with spaces."""
    at = 0
    for number in _NUMBER.finditer(typed):
        yield from map(_term, spelt_words(typed[at : number.start()]))
        parts = " AND ".join(map(_term, spelt_words(number[0])))
        yield f"({_term((_digits(number[0]),))} OR ({parts}))"
        at = number.end()
    yield from map(_term, spelt_words(typed[at:]))


def _term(spellings: Collection[str]) -> str:
    """Quote the spellings of a word; folded words hold no quotes."""
    beginnings = " OR ".join(f'"{spelling}"*' for spelling in spellings)
    return f"({beginnings})"
