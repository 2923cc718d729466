"""What notes say that people seek and give, kept by stems, and who may be introduced to whom by them.

Functions on an open transaction. What they find is still to be judged: see `cardscan.connections.introductions`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence

from sqlalchemy import Column, ColumnElement, Connection, func, select

from cardscan.connections.introductions import FINDS_NOBODY, Match, Said, matches, rarity, said_by
from cardscan.connections.standing import Standing
from cardscan.person import Person
from cardscan.store.following import Following
from cardscan.store.rows import storable
from cardscan.store.schema import meeting, note
from cardscan.store.schema_found import stem, summary

_FOLLOWING = Following(stem, ("person_id",), ("stem", "person_id"))
_LONGEST = 120  # characters of a stem

_Stems = dict[int, dict[str, Said]]  # by people's ids


def refresh(connection: Connection, person_ids: Collection[int], people: Iterable[Person]) -> None:
    """Bring the stems of people up to date with their notes; those who are gone are not among `people`."""
    rows = [
        {"stem": key, "person_id": each.id, "word": storable(said.word), "seeks": said.seeks, "gives": said.gives}
        for each in people
        for key, said in {storable(key[:_LONGEST]): said for key, said in said_by(each).items()}.items()
    ]
    _FOLLOWING.refresh(connection, person_ids, rows)


def noted_last(connection: Connection, most: int | None) -> Sequence[int]:
    """List quality connections by when the newest note of them was written, the last first."""
    noted = select(summary.c.person_id).where(summary.c.noted.is_not(None), summary.c.standing >= Standing.QUALITY)
    return (
        connection.execute(noted.order_by(summary.c.noted.desc(), summary.c.person_id.desc()).limit(most))
        .scalars()
        .all()
    )


def who_helps(connection: Connection, ids: Collection[int]) -> Iterator[Match]:
    """Find who gives what these people seek, the best pairs first."""
    seekers = _read(connection, stem.c.person_id.in_(ids), stem.c.seeks > 0)
    rare = _rare(connection, seekers)
    return matches(seekers, _read(connection, stem.c.stem.in_(rare), stem.c.gives > 0, _QUALITY), rare)


def whom_helps(connection: Connection, giver: int) -> Iterator[Match]:
    """Find who seeks what someone gives, the best pairs first."""
    givers = _read(connection, stem.c.person_id == giver, stem.c.gives > 0)
    rare = _rare(connection, givers)
    return matches(_read(connection, stem.c.stem.in_(rare), stem.c.seeks > 0, _QUALITY), givers, rare)


def sought(connection: Connection, ids: Collection[int] | int) -> list[tuple[int, str]]:
    """List what people look for by their notes, each with whose it is.

    ids: of these people, or of so many notes of quality connections, those written last.
    """
    return _said(connection, note.c.looks_for, ids)


def offered(connection: Connection, ids: Collection[int] | int) -> list[tuple[int, str]]:
    """List what people offer by their notes, in the same way."""
    return _said(connection, note.c.offers, ids)


def _said(connection: Connection, part: Column[str], ids: Collection[int] | int) -> list[tuple[int, str]]:
    whose = meeting.c.person_id
    said = select(whose, part).join_from(meeting, note).where(part != "").order_by(note.c.id.desc())
    said = said.where(_is_quality(whose)).limit(ids) if isinstance(ids, int) else said.where(whose.in_(ids))
    return [(row[0], row[1]) for row in connection.execute(said).all()]


def _rare(connection: Connection, of: _Stems) -> dict[str, float]:
    """Tell what stems are worth; of those that more carry than one may that tells anything nobody counts all."""
    stems = {each for theirs in of.values() for each in theirs}
    those = select(stem.c.stem).where(stem.c.person_id.in_(of), stem.c.stem.in_(stems)).distinct().subquery()
    carriers = select(stem.c.person_id).where(stem.c.stem == those.c.stem).order_by(stem.c.person_id)  # by its index
    some = carriers.limit(FINDS_NOBODY + 1).correlate(those)
    number = select(func.count()).select_from(some.subquery()).scalar_subquery()
    book = connection.execute(select(func.count()).where(summary.c.noted.is_not(None))).scalar_one()
    return rarity({row[0]: row[1] for row in connection.execute(select(those.c.stem, number))}, book)


def _is_quality(whose: ColumnElement[int]) -> ColumnElement[bool]:
    """Tell it of each by itself: asked whether one exists, a database may gather all quality connections first."""
    return select(summary.c.standing).where(summary.c.person_id == whose).scalar_subquery() >= Standing.QUALITY


_QUALITY = _is_quality(stem.c.person_id)


def _read(connection: Connection, *conditions: ColumnElement[bool]) -> _Stems:
    found: defaultdict[int, dict[str, Said]] = defaultdict(dict)
    rows = select(stem.c.person_id, stem.c.stem, stem.c.word, stem.c.seeks, stem.c.gives).where(*conditions)
    for person_id, key, word, seeks, gives in connection.execute(rows).all():
        found[person_id][key] = Said(word, seeks, gives)
    return found
