"""The same commands print the same on both databases: one who moves a store notices nothing but its place."""

import re
from pathlib import Path

import made
import pytest
from postgres import Cluster

from cardscan.cli import main
from cardscan.errors import Exit
from cardscan.store import locate, open_store
from cardscan.store.copying import copy_store

NAMES = (
    "Ottoline Brackwyth", "Zoë Ångström", "Jürgen Müller", "Anna Muller", "Ann Mullerova", "山田 花子", "Mary O'Brien",
    "Annabel Quillfeather", "Brian Oxenhope", "Zdislav Kvapilík", "ottilie brackwith",
)  # fmt: skip
TALKED = "moves her shop to solar roof tiles from Müller in Porto, with Annabel"

_MOMENT = re.compile(r"\d{4}-?\d\d-?\d\d[T ]\d\d:?\d\d[\d:.]*(?:Z|\+00:00)?")

COMMANDS = (
    ("list",), ("list", "--waiting"), ("list", "a"), ("list", "an"), ("list", "mul"), ("list", "müller"),
    ("list", "muller anna"), ("list", "brien"), ("list", "山田"), ("list", "子"), ("list", "solar ROOF"), ("list", "o"),
    ("list", "+45 20 12 34"), ("list", "porto annabel"), ("list", "'"), ("list", "--company", "firm 1"),
    ("list", "--since", "2026-10-01", "a"), ("show", "Ottoline"), ("show", "quill"), ("show", "2", "--lines"),
    ("who", "Otoline Brackwyth"), ("who", "Kvapilik"),
    ("note", "Zoë", "--talked", TALKED, "--can-help", "introduce her to Jürgen"),
    ("note", "Brian", "--talked", "boats"), ("list", "boats"), ("list", "--quality"),
    ("tag", "Zoë", "--add", "Porto"), ("list", "--tag", "porto"),
    ("promise", "add", "Anna Muller", "send the chart by 2026-12-24"), ("today",), ("promise", "list"),
    ("event", "add", "Harbour days", "--date", "2026-10-02"), ("event", "move", "1", "2", "--to", "Harbour days"),
    ("event", "list"), ("event", "report", "Harbour days"), ("cadence", "Zoë", "6 months"), ("contacted", "Zoë"),
    ("edit", "Anna Muller", "--org", "Firm 9", "--yes"), ("merge", "Jürgen", "Brian", "--yes"), ("show", "Jürgen"),
    ("list", "boats"), ("undo", "--yes"), ("undo", "--yes"), ("different", "1", "11"), ("introduce",),
    ("forget", "Annabel"), ("trash",), ("trash", "back", "Annabel"), ("list", "annabel"),
    ("forget", "Annabel", "--now", "--yes"), ("list", "annabel"), ("export", "-", "--all"), ("export", "-"),
    ("settings", "--let-go-after", "6 weeks"), ("settings",), ("retry", "--list"), ("list", "--json", "--all"),
    ("doctor", "--json"),
)  # fmt: skip


@pytest.fixture
def both(postgresql: Cluster, tmp_path: Path):
    """A store in a file, and the same on a server."""
    file = str(tmp_path / "x.db")
    with open_store(file) as store:
        for number, name in enumerate(NAMES):
            fields = {"tel": (made.field(f"+4520123{number:03}", type="cell"),), "email": ()}
            contact = made.contact(name, org=f"Firm {number}", **fields)
            store.save(made.photo(f"/p/{number}.jpg", made.card(contact), content=name), [(contact,)], made.NOW)
        store.save(made.failed("/p/bad.jpg", "bad"), [], made.NOW)
    server = postgresql.fresh(tmp_path / "server")
    copy_store(locate(file), locate(server))
    yield file, server
    postgresql.drop(server)


def said(command: tuple[str, ...], db: str, capsys: pytest.CaptureFixture[str]) -> tuple[int, str, str]:
    """What a command prints, less the names of the two places, and when it was run."""
    code = main([*command, "--db", db])
    printed = capsys.readouterr()
    place = locate(db)
    texts = [_MOMENT.sub("NOW", text).replace(str(place.crops), "CARDS") for text in printed]
    return code, *(text.replace(str(place), "PLACE") for text in texts)


def test_the_same_commands_print_the_same(both: tuple[str, str], capsys: pytest.CaptureFixture[str]) -> None:
    codes = []
    for command in COMMANDS:
        file, server = (said(command, db, capsys) for db in both)
        assert file == server, command
        codes.append(file[0])
    assert codes.count(Exit.OK) > 40
