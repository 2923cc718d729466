"""Print the processor's seconds of each command in stores of more and more people, and how they grow with everyone.

    python -m bench.scale_commands [--people 1000 10000 100000] [--keep FOLDER] [--long]
    python -m bench.scale_commands --db postgresql://… postgresql://…

The stores are those of `bench.scale_stores`, or any that --db names, the smallest first: `cardscan copy-db` copies the
former to PostgreSQL. The seconds are those of the whole command, start included, user and system, the least of several
runs; on PostgreSQL those of the server come after a plus. Each writes to a terminal, as a user's would, but for those
with | behind them. The exponent of growth goes from the smallest store to the largest: 0 takes the same however many
there are, 1 takes twice as long for twice as many. MB is the most that the command held in the largest store.
--long measures those that give everyone, or every quality connection, once each.
"""

import argparse
import itertools
import math
import os
import resource
import shutil
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

from bench.scale_server import children_seconds, server_of
from bench.scale_stores import FAIR, made
from cardscan.store import Wanted, open_store

PIPE = "|"  # at the end of a command: it writes into a pipe
COMMANDS: tuple[tuple[str, ...], ...] = (
    ("list",),
    ("list", "mar"),
    ("list", "--quality"),
    ("show", "{name}"),
    ("who", "{name}"),
    ("today",),
    ("today", PIPE),
    ("recall",),
    ("introduce",),
    ("introduce", "{name}"),
    ("introduce", "list"),
    ("give", "list"),
    ("give", "to", "{name}", "1"),
    ("add", "{new}", "--org", "Oestermoor", "--event", FAIR),
    ("event", "people", FAIR),
    ("event", "prep", FAIR),
    ("event", "report", FAIR),
    ("review", "--field", "company"),
    ("review",),
    ("calendar", "-"),
)
LONG: tuple[tuple[str, ...], ...] = (
    ("list", PIPE),
    ("today", "--all", PIPE),
    ("calendar", "-", "--all"),
    ("export", "{folder}/all.vcf"),
    ("export", "{folder}/all.csv"),
)
_NEW = itertools.count(1)


@dataclass(frozen=True, slots=True)
class Took:
    """What a command took."""

    seconds: float
    server: float  # seconds of the database's server; 0 where there is none
    megabytes: int


def somebody(db: str) -> str:
    """Give the name of someone in the middle of a store that nobody else answers to."""
    with closing(open_store(db)) as store:
        ids = store.directory.ids(Wanted())
        for each in ids[len(ids) // 2 :]:
            name = store.directory.called((each,))[each]
            if len(store.directory.named(name)) == 1:
                return name
    raise SystemExit(f"{db}: everybody has a namesake")


def measure(command: Sequence[str], db: str, runs: int) -> Took:
    """Run a command some times; give the least that it took."""
    with closing(open_store(db)) as store:
        server = server_of(store)
    with tempfile.TemporaryDirectory() as folder:
        taken = [_run(command, db, folder, server) for _ in range(runs)]
    return min(taken, key=lambda each: each.seconds + each.server)


def _run(command: Sequence[str], db: str, folder: str, server: int | None) -> Took:
    new = f"Perrin Brackwyth{chr(96 + next(_NEW) % 26)}{time.time_ns():x}"  # nobody is called so
    filled = [word.format(name=_names(db), new=new, folder=folder) for word in command]
    before = children_seconds(server)
    used = usage(filled, db)
    return Took(used.ru_utime + used.ru_stime, children_seconds(server) - before, used.ru_maxrss // 1024)


def _names(db: str, known: dict[str, str] = {}) -> str:  # noqa: B006 - it is to be kept
    if db not in known:
        known[db] = somebody(db)
    return known[db]


def usage(command: Sequence[str], db: str) -> resource.struct_rusage:
    """Run a command on a terminal of its own, or into a pipe; return what it used."""
    piped = command[-1] == PIPE
    words = command[:-1] if piped else command
    mine, its = os.pipe() if piped else os.openpty()
    process = os.fork()
    if process == 0:
        os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
        for stream in (1, 2):
            os.dup2(its, stream)
        os.execv(sys.executable, [sys.executable, "-m", "cardscan", *words, "--db", db])  # noqa: S606 - our own
    os.close(its)
    reader = Thread(target=_drain, args=(mine,))
    reader.start()
    _, status, used = os.wait4(process, 0)
    reader.join()
    os.close(mine)
    if status:
        raise SystemExit(f"{' '.join(words)}: {os.waitstatus_to_exitcode(status)}")
    return used


def _drain(stream: int) -> None:
    with suppress(OSError):  # Linux says so that the other side of a terminal is closed
        while os.read(stream, 1 << 16):
            pass


def report(stores: dict[int, str], commands: Sequence[tuple[str, ...]], runs: int) -> None:
    """Print a line for each command."""
    few, many = min(stores), max(stores)
    print(f"{'CPU seconds':<34}" + "".join(f"{people:>14,}" for people in stores) + f"{'exponent':>10}{'MB':>6}")
    for command in commands:
        took = [measure(command, db, runs) for db in stores.values()]
        whole = [each.seconds + each.server for each in took]
        growth = math.log(whole[-1] / whole[0]) / math.log(many / few) if many > few else 0.0
        row = "".join(f"{_told(each):>14}" for each in took)
        print(f"{' '.join(command):<34}{row}{growth:>10.2f}{took[-1].megabytes:>6}", flush=True)


def _told(took: Took) -> str:
    return f"{took.seconds:.2f} + {took.server:.2f}" if took.server else f"{took.seconds:.2f}"


def count(db: str) -> int:
    """Count who is in a store."""
    with closing(open_store(db)) as store:
        return store.directory.count(Wanted())


def main() -> None:
    """Fill stores, run the commands, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, nargs="+", default=[1000, 10_000, 100_000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", default="", help="the commands that begin so")
    parser.add_argument("--long", action="store_true", help="those that give everyone")
    where = parser.add_mutually_exclusive_group()
    where.add_argument("--keep", type=Path, metavar="FOLDER", help="keep the stores there for the next time")
    where.add_argument("--db", nargs="+", default=[], metavar="URL", help="stores that are there")
    options = parser.parse_args()
    folder = options.keep or Path(tempfile.mkdtemp(prefix="cardscan-scale-"))
    folder.mkdir(parents=True, exist_ok=True)
    try:
        stores = {count(db): db for db in options.db} or {each: made(folder, each) for each in sorted(options.people)}
        commands = [each for each in (LONG if options.long else COMMANDS) if " ".join(each).startswith(options.only)]
        report(stores, commands, 1 if options.long else options.runs)
    finally:
        if not options.keep:
            shutil.rmtree(folder)


if __name__ == "__main__":
    main()
