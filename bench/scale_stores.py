"""Make stores of many people for the other measurements: a thousand as an ingest would, more as copies of these.

Copies have other names, numbers and addresses where few share them; words that many share, and companies, stay, as
they would.
"""

import json
import re
import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from bench.book import Maker
from bench.web import fill
from cardscan.model import Contact, Field
from cardscan.person import Event
from cardscan.store import open_store
from cardscan.text.folding import bare

FILLED = 1000  # people; more are copies
COMMON = 5  # people; a word that so many carry stays what it is
FAIR, FAIR_OF = "Fair of five hundred", 500
_NUMBERED = ("photo", "card", "person", "meeting", "introduction", "change")  # those whose numbers others name
ENDINGS = ("an", "ek", "ol", "ix", "um", "or", "ep", "ut", "ag")


def made(folder: Path, people: int) -> str:
    """Make a store of so many people in a folder, or find it there; return its path."""
    file = folder / f"{people}.db"
    if not file.exists():
        base = min(people, FILLED)
        if base < people:
            file.write_bytes(Path(made(folder, base)).read_bytes())
            (folder / f"{file.name}-cards").symlink_to(folder / f"{base}.db-cards")
            multiply(file, people // base)
        else:
            with closing(open_store(str(file))) as store:
                fill(store, people)
        _gather(str(file), min(FAIR_OF, people // 2))
    return str(file)


def _gather(db: str, number: int) -> None:
    """Let so many have been met at a fair, and no others; and as many be on its list, half of them known."""
    now = datetime.now(UTC)
    with closing(open_store(db)) as store:
        there = {each.name: each.id for each in store.events()}
        fair = there.get(FAIR) or store.add_event(Event(0, FAIR, now.date() - timedelta(days=2)), now).id
    with closing(sqlite3.connect(db)) as connection:
        connection.execute("UPDATE meeting SET event_id = ? WHERE event_id = ?", (min(there.values()), fair))
        some = "id % (SELECT max(id) / ? FROM meeting) = 0"
        connection.execute(f"UPDATE meeting SET event_id = ? WHERE {some}", (fair, number))  # noqa: S608 - our own
        names = "SELECT value FROM field WHERE kind = 'fn' AND position = 0 AND person_id % 7 = 0 ORDER BY id LIMIT ?"
        known = [name for (name,) in connection.execute(names, (number // 2,))]
        connection.commit()
    maker = Maker(number, companies=number)
    strangers = [maker.somebody() for _ in range(number - len(known))]
    listed = [Contact(fn=(Field(name, name, 1.0),)) for name in known] + [maker.card(each) for each in strangers]
    with closing(open_store(db)) as store:
        store.guests.put(fair, listed, now, only=True)


def multiply(file: Path, times: int) -> None:
    """Copy everyone in a store, each time under other names, numbers and addresses."""
    with closing(sqlite3.connect(file)) as connection:
        connection.execute("PRAGMA synchronous = OFF")
        carried = Counter(word for (names,) in connection.execute("SELECT names FROM search") for word in names.split())
        stems = connection.execute("SELECT stem FROM stem GROUP BY stem HAVING count(*) < ?", (COMMON,))
        rare = {word for word, number in carried.items() if number < COMMON} | {stem for (stem,) in stems}
        for each in range(1, times):
            _copy(connection, each, partial(_other, rare, _ending(each)))
        connection.execute("DELETE FROM sqlite_sequence")
        connection.commit()


def _ending(turn: int) -> str:
    """Make an ending that no other turn has."""
    more, at = divmod(turn, len(ENDINGS))
    return (_ending(more) if more else "") + ENDINGS[at]


def _other(rare: set[str], ending: str, word: str) -> str:
    return word + ending if bare(word) in rare else word


def _copy(connection: sqlite3.Connection, turn: int, other: Callable[[str], str]) -> None:
    def renamed(text: str) -> str:
        return re.sub(r"\w+", lambda word: other(word[0]), text)

    def keyed(key: str) -> str:
        kind, _, rest = key.partition(":")
        if kind in "do":
            return key
        return f"{kind}:{rest}{turn}" if kind in "ets" else f"{kind}:{' '.join(sorted(map(other, rest.split())))}"

    def shifted(ids: str, by: int) -> str:
        return json.dumps([each + by for each in json.loads(ids)])

    connection.create_function("shifted", 2, shifted, deterministic=True)
    connection.create_function("renamed", 1, renamed, deterministic=True)
    connection.create_function("keyed", 1, keyed, deterministic=True)
    if turn == 1:
        for table in _NUMBERED:
            connection.execute(f"CREATE TEMP TABLE {table}_most AS SELECT max(id) AS id FROM {table}")  # noqa: S608 - ours
    new = {
        "photo": {"id": "id + :photo", "sha256": f"'{turn:02x}' || substr(sha256, 3)", "path": f"path || '.{turn}'"},
        "card": {"id": "id + :card", "photo_id": "photo_id + :photo"},
        "person": {"id": "id + :person", "uid": f"'{turn:08x}' || substr(uid, 9)"},
        "field": {
            "id": "NULL",
            "person_id": "person_id + :person",
            "card_id": "card_id + :card",
            "value": f"CASE kind WHEN 'fn' THEN renamed(value) WHEN 'email' THEN '{turn}' || value "
            f"WHEN 'tel' THEN value || '{turn}' ELSE value END",
        },
        "meeting": {"id": "id + :meeting", "person_id": "person_id + :person", "card_id": "card_id + :card"},
        "note": {"id": "NULL", "meeting_id": "meeting_id + :meeting"},
        "promise": {"id": "NULL", "person_id": "person_id + :person", "meeting_id": "meeting_id + :meeting"},
        "introduction": {
            "id": "id + :introduction",
            "person_id": "person_id + :person",
            "other_id": "other_id + :person",
        },
        "course": {
            "one_id": "one_id + :person",
            "other_id": "other_id + :person",
            "first": "first + :introduction",
            "last": "last + :introduction",
        },
        "change": {"id": "id + :change", "people": "shifted(people, :person)"},
        "concerned": {"who_id": "who_id + :person", "change_id": "change_id + :change"},
        "summary": {"person_id": "person_id + :person"},
        "to_check": {"person_id": "person_id + :person"},
        "word": {"word": "renamed(word)", "person_id": "person_id + :person"},
        "stem": {"stem": "renamed(stem)", "person_id": "person_id + :person"},
        "match_key": {"key": "keyed(key)", "person_id": "person_id + :person"},
        "search": {"rowid": "rowid + :person", "names": "renamed(names)"},
    }
    most = {
        table: connection.execute(f"SELECT id FROM {table}_most").fetchone()[0]  # noqa: S608 - our tables
        for table in _NUMBERED
    }
    owner = {
        "photo": "id <= :photo", "card": "id <= :card", "person": "id <= :person", "meeting": "id <= :meeting",
        "note": "meeting_id <= :meeting", "search": "rowid <= :person", "change": "id <= :change",
        "concerned": "change_id <= :change", "introduction": "id <= :introduction", "course": "one_id <= :person",
    }  # fmt: skip
    values = {f"by_{table}": turn * number for table, number in most.items()} | most
    for table, changed in new.items():
        names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        if table == "search":
            names.insert(0, "rowid")
        picked = ", ".join(re.sub(r"([+,]) :(\w+)", r"\1 :by_\2", changed.get(name, f'"{name}"')) for name in names)
        columns = ", ".join(f'"{name}"' for name in names)
        where = owner.get(table, "person_id <= :person")
        copied = f"INSERT OR IGNORE INTO {table} ({columns}) SELECT {picked} FROM {table}"  # noqa: S608 - our own
        connection.execute(f"{copied} WHERE {where}", values)
