"""Print the processor's seconds of each command in stores of more and more people, and how they grow with everyone.

    python -m bench.scale_commands [--people 1000 10000 100000] [--keep FOLDER]

A store is filled as `bench.web` fills one, up to 1,000 people; more of them are copies with other names, numbers and
addresses: a word that few carry becomes another one, one that many carry stays, so that common names grow more common
and rare ones stay rare, as in a real book. The seconds are those of the whole command, start included, user and system,
the least of several runs. Each writes to a terminal, as a user's would. The last column is the exponent of growth from
the smallest store to the largest: 0 takes the same however many there are, 1 takes twice as long for twice as many.
"""

import argparse
import math
import os
import re
import resource
import shutil
import sqlite3
import sys
import tempfile
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import closing
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from threading import Thread

from bench.web import fill
from cardscan.person import Event
from cardscan.store import open_store
from cardscan.text.folding import bare

FILLED = 1000  # people; more are copies
COMMON = 5  # people; a word that so many carry stays what it is
FAIR = "Fair of five hundred"
ENDINGS = ("an", "ek", "ol", "ix", "um", "or", "ep", "ut", "ag")
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("list",),
    ("list", "mar"),
    ("list", "--quality"),
    ("show", "{name}"),
    ("who", "{name}"),
    ("today",),
    ("recall",),
    ("introduce",),
    ("introduce", "{name}"),
    ("event", "report", FAIR),
    ("event", "prep", FAIR),
    ("review", "--field", "company"),
    ("review",),
    ("calendar", "-"),
)


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
        _gather(str(file), min(500, people // 2))
    return str(file)


def _gather(db: str, number: int) -> None:
    """Let so many have been met at a fair, and no others."""
    now = datetime.now(UTC)
    with closing(open_store(db)) as store:
        there = {each.name: each.id for each in store.events()}
        fair = there.get(FAIR) or store.add_event(Event(0, FAIR, now.date() - timedelta(days=2)), now).id
    with closing(sqlite3.connect(db)) as connection:
        connection.execute("UPDATE meeting SET event_id = ? WHERE event_id = ?", (min(there.values()), fair))
        some = "id % (SELECT max(id) / ? FROM meeting) = 0"
        connection.execute(f"UPDATE meeting SET event_id = ? WHERE {some}", (fair, number))  # noqa: S608
        connection.commit()


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

    connection.create_function("renamed", 1, renamed, deterministic=True)
    connection.create_function("keyed", 1, keyed, deterministic=True)
    if turn == 1:
        for table in ("photo", "card", "person", "meeting"):
            connection.execute(f"CREATE TEMP TABLE {table}_most AS SELECT max(id) AS id FROM {table}")  # noqa: S608
    new = {
        "photo": {"id": "id + :photo", "sha256": f"'{turn:02x}' || substr(sha256, 3)", "path": f"path || '.{turn}'"},
        "card": {"id": "id + :card", "photo_id": "photo_id + :photo"},
        "person": {"id": "id + :person", "uid": f"'{turn:02x}' || substr(uid, 3)"},
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
        "summary": {"person_id": "person_id + :person"},
        "to_check": {"person_id": "person_id + :person"},
        "word": {"word": "renamed(word)", "person_id": "person_id + :person"},
        "stem": {"stem": "renamed(stem)", "person_id": "person_id + :person"},
        "match_key": {"key": "keyed(key)", "person_id": "person_id + :person"},
        "search": {"rowid": "rowid + :person", "names": "renamed(names)"},
    }
    most = {
        table: connection.execute(f"SELECT id FROM {table}_most").fetchone()[0]  # noqa: S608
        for table in ("photo", "card", "person", "meeting")
    }
    owner = {
        "photo": "id <= :photo", "card": "id <= :card", "person": "id <= :person", "meeting": "id <= :meeting",
        "note": "meeting_id <= :meeting", "search": "rowid <= :person",
    }  # fmt: skip
    values = {f"by_{table}": turn * number for table, number in most.items()} | most
    for table, changed in new.items():
        names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        if table == "search":
            names.insert(0, "rowid")
        picked = ", ".join(re.sub(r"\+ :(\w+)", r"+ :by_\1", changed.get(name, f'"{name}"')) for name in names)
        columns = ", ".join(f'"{name}"' for name in names)
        where = owner.get(table, "person_id <= :person")
        copied = f"INSERT OR IGNORE INTO {table} ({columns}) SELECT {picked} FROM {table}"  # noqa: S608
        connection.execute(f"{copied} WHERE {where}", values)


def somebody(db: str) -> str:
    """Give the name of someone in the middle of a store that nobody else has."""
    with closing(sqlite3.connect(db)) as connection:
        query = (
            "SELECT value FROM field WHERE kind = 'fn' AND person_id > (SELECT max(id) / 2 FROM person)"
            " GROUP BY value HAVING count(*) = 1 ORDER BY max(person_id) LIMIT 1"
        )
        return str(connection.execute(query).fetchone()[0])


def seconds(command: Sequence[str], db: str) -> float:
    """Run a command as `usage` does; return the processor's seconds that it took."""
    used = usage(command, db)
    return used.ru_utime + used.ru_stime


def usage(command: Sequence[str], db: str) -> resource.struct_rusage:
    """Run a command on a terminal of its own; return what it used."""
    mine, its = os.openpty()
    process = os.fork()
    if process == 0:
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        for stream in (1, 2):
            os.dup2(its, stream)
        os.execv(sys.executable, [sys.executable, "-m", "cardscan", *command, "--db", db])  # noqa: S606 - our own
    os.close(its)
    reader = Thread(target=_drain, args=(mine,))
    reader.start()
    _, status, used = os.wait4(process, 0)
    reader.join()
    os.close(mine)
    if status:
        raise SystemExit(f"{' '.join(command)}: {os.waitstatus_to_exitcode(status)}")
    return used


def _drain(terminal: int) -> None:
    try:
        while os.read(terminal, 1 << 16):
            pass
    except OSError:  # Linux says so that the other side is closed
        return


def main() -> None:
    """Fill stores, run the commands, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, nargs="+", default=[1000, 10_000, 100_000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", help="the commands that begin so")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the stores there for the next time")
    options = parser.parse_args()
    folder = options.keep or Path(tempfile.mkdtemp(prefix="cardscan-scale-"))
    folder.mkdir(parents=True, exist_ok=True)
    try:
        stores = {people: made(folder, people) for people in sorted(options.people)}
        print(f"{'CPU seconds':<30}" + "".join(f"{people:>10,}" for people in stores) + "  exponent")
        for command in COMMANDS:
            if options.only and not " ".join(command).startswith(options.only):
                continue
            took = [
                min(seconds([word.format(name=somebody(db)) for word in command], db) for _ in range(options.runs))
                for db in stores.values()
            ]
            few, many = min(stores), max(stores)
            growth = math.log(took[-1] / took[0]) / math.log(many / few) if many > few else 0.0
            print(
                f"{' '.join(command):<30}" + "".join(f"{each:>10.2f}" for each in took) + f"{growth:>10.2f}", flush=True
            )
    finally:
        if not options.keep:
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
