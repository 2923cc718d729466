"""What notes say that people seek and give, kept by stems, and who may be introduced to whom by them.

Functions on an open transaction. What they find is still to be judged: see `cardscan.connections.introductions`.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from typing import Any

from sqlalchemy import Column, Connection, Select, exists, func, select

from cardscan.connections.introductions import FINDS_NOBODY, Match, Said, matches, rarity, said_by
from cardscan.connections.standing import Standing
from cardscan.person import Person
from cardscan.store.following import Following
from cardscan.store.rows import of, storable
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
    seekers = _read(connection, _SOUGHT, ids)
    rare = _rare(connection, seekers)
    return matches(seekers, _read(connection, _WHO_GIVE, rare), rare)


def whom_helps(connection: Connection, giver: int) -> Iterator[Match]:
    """Find who seeks what someone gives, the best pairs first."""
    givers = _read(connection, _GIVEN, (giver,))
    rare = _rare(connection, givers)
    return matches(_read(connection, _WHO_SEEK, rare), givers, rare)


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
    quality = exists().where(summary.c.person_id == whose, summary.c.standing >= Standing.QUALITY)
    said = said.where(quality).limit(ids) if isinstance(ids, int) else said.where(of(whose))
    given = {} if isinstance(ids, int) else {"ids": list(ids)}
    return [(row[0], row[1]) for row in connection.execute(said, given).all()]


def _carried() -> Select[Any]:
    """Select how many carry each of some stems; of those that more carry than may tell anything nobody counts all."""
    those = select(stem.c.stem).where(of(stem.c.person_id), of(stem.c.stem, "stems")).distinct().subquery()
    carriers = select(stem.c.person_id).where(stem.c.stem == those.c.stem).order_by(stem.c.person_id)  # by its index
    some = carriers.limit(FINDS_NOBODY + 1).correlate(those)
    return select(those.c.stem, select(func.count()).select_from(some.subquery()).scalar_subquery())


_CARRIED = _carried()


def _rare(connection: Connection, those: _Stems) -> dict[str, float]:
    """Tell what the stems of these people are worth."""
    stems = {each for theirs in those.values() for each in theirs}
    book = connection.execute(select(func.count()).where(summary.c.noted.is_not(None))).scalar_one()
    carried = connection.execute(_CARRIED, {"ids": list(those), "stems": list(stems)}).all()
    return rarity({row[0]: row[1] for row in carried}, book)


#: Told of each by itself: asked whether such a row exists, PostgreSQL gathers all quality connections first.
_QUALITY = (
    select(summary.c.standing).where(summary.c.person_id == stem.c.person_id).scalar_subquery() >= Standing.QUALITY
)
_STEMS = select(stem.c.person_id, stem.c.stem, stem.c.word, stem.c.seeks, stem.c.gives)
_SOUGHT, _GIVEN = (_STEMS.where(of(stem.c.person_id), how > 0) for how in (stem.c.seeks, stem.c.gives))
_WHO_SEEK, _WHO_GIVE = (_STEMS.where(of(stem.c.stem), how > 0, _QUALITY) for how in (stem.c.seeks, stem.c.gives))


def _read(connection: Connection, rows: Select[Any], of_whom: Collection[int] | Collection[str]) -> _Stems:
    found: defaultdict[int, dict[str, Said]] = defaultdict(dict)
    for person_id, key, word, seeks, gives in connection.execute(rows, {"ids": list(of_whom)}).all():
        found[person_id][key] = Said(word, seeks, gives)
    return found
