"""What is kept only to find people fast, and follows from the rest: brought up to date with each change of theirs."""

from collections.abc import Collection, Sequence
from datetime import datetime
from pathlib import Path

from sqlalchemy import Connection, Table, bindparam, delete, insert, select, update

from cardscan.person import Person
from cardscan.store import people, search
from cardscan.store.rows import of
from cardscan.store.schema import field, meeting, note, person, promise, unfinished
from cardscan.store.schema_beside import their_date
from cardscan.store.schema_found import course, rules
from cardscan.store.schema_introduced import introduction

_AT_ONCE = 500  # people
#: From which tables what is kept of people follows, but for summaries, which follow from all.
_FIELDS = frozenset((field,))
_INTRODUCED = frozenset((field, meeting, note, promise))
_SEARCHED = frozenset((*_INTRODUCED, unfinished, their_date))
_FOLLOWED = frozenset((*_SEARCHED, introduction))
_REVISE = update(person).where(of(person.c.id)).values(revised=bindparam("now"))


def touch(
    connection: Connection,
    person_ids: Collection[int],
    now: datetime,
    folder: Path | None = None,
    written: Collection[Table] = _FOLLOWED,
    are_new: bool = False,
) -> tuple[Person, ...]:
    """Note that people were changed, or are gone: every write of theirs ends here. Return them as they are now.

    They come with their pictures where the folder of those is given. written: the tables in which rows of theirs were
    changed, where that is known: what follows from others is as it was. are_new: they have only come, as of `now`.
    """
    if not are_new:
        connection.execute(_REVISE, {"ids": list(person_ids), "now": now})
    return refresh(connection, person_ids, folder, written, are_new)


def refresh(
    connection: Connection,
    person_ids: Collection[int],
    folder: Path | None = None,
    written: Collection[Table] = _FOLLOWED,
    are_new: bool = False,
) -> tuple[Person, ...]:
    """Derive anew what follows from these people, and return them; of those who are gone nothing is left."""
    from cardscan.store import summaries  # as it and the others load lists of words, which who only reads has no use of

    there = people.load(connection, folder, person_ids)
    ids = [] if are_new else list(person_ids)  # of those who may have rows there
    summaries.refresh(connection, ids, there)  # of anything
    if not _SEARCHED.isdisjoint(written):
        search.refresh(connection, ids, there)
    if not _FIELDS.isdisjoint(written):
        from cardscan.store import acquaintances, words

        acquaintances.refresh(connection, ids, there)
        words.refresh(connection, ids, there)
    if not _INTRODUCED.isdisjoint(written):
        from cardscan.store import introducing

        introducing.refresh(connection, ids, there)
    if introduction in written:
        from cardscan.store import courses

        courses.refresh(connection, ids, there)
    return there


def refresh_everyone(connection: Connection) -> None:
    """Derive anew what follows from everyone, as after a migration."""
    from cardscan.store import acquaintances  # as above

    ids = people.everyone(connection)
    for start in range(0, len(ids), _AT_ONCE):
        refresh(connection, ids[start : start + _AT_ONCE])
    acquaintances.refresh_entries(connection)
    _follow(connection)


def refresh_anew(connection: Connection, names: Collection[str]) -> None:
    """Derive anew what is kept in these tables of everyone of whom anything is, after a migration that asks for it."""
    from cardscan.store import courses  # as above

    anew = {course.name: (select(introduction.c.person_id).distinct(), courses.refresh)}
    for whose, derive in (anew[name] for name in names):
        ids = sorted(connection.execute(whose).scalars())
        for start in range(0, len(ids), _AT_ONCE):
            some = ids[start : start + _AT_ONCE]
            derive(connection, some, people.named(connection, None, some))


def follows(connection: Connection) -> bool:
    """Tell whether what is kept was made by the rules of this program."""
    from cardscan.connections.rules import digest

    return connection.execute(select(rules.c.digest)).scalars().all() == [digest()]


def judge(connection: Connection, person_ids: Sequence[int]) -> None:
    """Say anew what the rules say of these people, of whom nothing else has changed."""
    for start in range(0, len(person_ids), _AT_ONCE):
        some = person_ids[start : start + _AT_ONCE]
        _judge(connection, some, people.load(connection, None, some))


def judge_everyone(connection: Connection) -> None:
    """Say anew what the rules of this program say of everyone."""
    judge(connection, people.everyone(connection))
    _follow(connection)


def _judge(connection: Connection, person_ids: Collection[int], there: Sequence[Person]) -> None:
    from cardscan.store import courses, introducing, summaries, words  # as above

    for each in (summaries, words, introducing, courses):
        each.refresh(connection, person_ids, there)


def _follow(connection: Connection) -> None:
    from cardscan.connections.rules import digest

    connection.execute(delete(rules))
    connection.execute(insert(rules).values(digest=digest()))
