"""The search: an index of folded words kept beside the facts, and queries of it made of what a user typed.

SQLite parts the text at spaces alone (its "ascii" tokenizer): what a word is and in which spellings it is kept,
`cardscan.text.folding` decides for index and query alike. Nothing that a user typed reaches the syntax of a query.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator
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
    select,
    table,
    text,
)

from cardscan.store.schema import field, meeting, note, person, promise, unfinished
from cardscan.text.folding import spelt_words

#: The row's id is the person's; `names` are what they answer to, `others` the rest of their fields and what you wrote.
_search = table("search", column("rowid", Integer), column("names"), column("companies"), column("others"))
_whole_row: ColumnElement[Any] = literal_column("search")
_WEIGHTS = (10, 5, 1)  # of the columns: one who is called so comes before one whose note says so

_NAMES = ("fn", "org", "nickname")
_WRITTEN = ("talked", "can_help", "looks_for", "offers", "proud_of", "remember")
_LONGEST = 200  # characters of a query; what follows is not looked for
_NUMBER = re.compile(r"\+?\d[\d\s()./-]{4,}\d", re.ASCII)
_NOT_DIGITS = re.compile(r"\D+", re.ASCII)


def refresh(connection: Connection, person_ids: Collection[int]) -> None:
    """Bring the index up to date with what is kept of these people; those who are gone leave it."""
    if not person_ids:
        return
    connection.execute(delete(_search).where(_search.c.rowid == bindparam("id")), [{"id": each} for each in person_ids])
    there = connection.execute(select(person.c.id).where(person.c.id.in_(person_ids))).scalars().all()
    texts: dict[int, defaultdict[str, list[str]]] = {each: defaultdict(list) for each in there}
    fields = select(field.c.person_id, field.c.kind, field.c.value).where(field.c.person_id.in_(there))
    for person_id, kind, value in connection.execute(fields):
        texts[person_id][kind if kind in _NAMES else "others"] += [value, *_numbers(kind, value)]
    for statement in _written():
        for person_id, *written in connection.execute(statement.where(person.c.id.in_(there))):
            texts[person_id]["others"] += written
    rows = [
        {
            "rowid": each,
            "names": _kept((by_kind["fn"] or by_kind["org"]) + by_kind["nickname"]),
            "companies": _kept(by_kind["org"]),
            "others": _kept(by_kind["others"]),
        }
        for each, by_kind in texts.items()
    ]
    if rows:
        connection.execute(insert(_search), rows)


def row(connection: Connection, person_id: int) -> list[dict[str, Any]]:
    """Read what the index holds of someone."""
    return [dict(each) for each in connection.execute(select(_search).where(_search.c.rowid == person_id)).mappings()]


def scrub(connection: Connection) -> None:
    """Write the index anew without the words of those who are gone: else it would keep them, marked as deleted."""
    connection.execute(text("INSERT INTO search (search) VALUES ('optimize')"))


def ranked(connection: Connection, typed: str) -> tuple[int, ...]:
    """Find people by the beginnings of words, each of which has to be there; the likeliest first."""
    order = func.bm25(_whole_row, *_WEIGHTS), _search.c.rowid
    return tuple(connection.execute(matching(typed).order_by(*order)).scalars())


def matching(typed: str, within: str = "") -> Select[Any]:
    """Select the ids of people by the beginnings of words, in one column or all; nobody where nothing is typed."""
    query = " AND ".join(_terms(typed[:_LONGEST]))
    if not query:
        return select(_search.c.rowid).where(_search.c.rowid.is_(None))
    return select(_search.c.rowid).where(_whole_row.op("MATCH")(f"{within} : ({query})" if within else query))


def _written() -> Iterator[Select[Any]]:
    """Select what was written of people."""
    for each in (note, unfinished):
        texts = (each.c[name] for name in _WRITTEN)
        yield select(person.c.id, *texts).join(meeting, meeting.c.person_id == person.c.id).join(each)
    yield select(person.c.id, meeting.c.place).join(meeting, meeting.c.person_id == person.c.id)
    yield select(person.c.id, promise.c.text).join(promise, promise.c.person_id == person.c.id)


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
