"""Print what `cardscan sync` takes when nothing is new, in stores of more and more people.

    python -m bench.scale_sync --keep FOLDER [--people 1000 10000 100000]

The stores are those of `bench.scale_stores`. All quality connections in them are said to be in an address book, whose
server is one of our own that lists them, with as many cards of others again: what a real one takes to list them is not
our matter. Seconds are the processor's of the whole command, memory is the most that it held.
"""

import argparse
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from bench.scale_commands import usage
from bench.scale_stores import made
from cardscan.store import open_store
from cardscan.synced import Account

_BOOK = "/book/"
_ETAG = '"as-it-was"'
_AGREED = '{"ours": "", "photo": "", "theirs": ""}'
_LISTED = (
    "<d:response><d:href>%s</d:href><d:propstat><d:prop><d:getetag>%s</d:getetag><d:resourcetype>%s</d:resourcetype>"
    "</d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>"
)
_IS_BOOK = "<d:collection/><c:addressbook/>"
_NAMESPACES = 'xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:carddav"'


class _Lists(BaseHTTPRequestHandler):
    """Answers what is in the book, and nothing else."""

    def __init__(self, listing: bytes, *arguments: object) -> None:
        self._listing = listing
        super().__init__(*arguments)  # type: ignore[arg-type]

    def do_PROPFIND(self) -> None:  # noqa: N802 - the method's name is the request's
        self.rfile.read(int(self.headers.get("Content-Length") or 0))
        self.send_response(207)
        self.send_header("Content-Type", "application/xml")
        self.send_header("Content-Length", str(len(self._listing)))
        self.end_headers()
        self.wfile.write(self._listing)

    def log_message(self, format: str, *arguments: object) -> None:
        """Say nothing."""


@contextmanager
def _listing(paths: list[str]) -> Iterator[str]:
    """Run a server with a book in which these cards are; give its address."""
    cards = "".join(_LISTED % (path, _ETAG, "") for path in paths)
    listing = f"<d:multistatus {_NAMESPACES}>{_LISTED % (_BOOK, '', _IS_BOOK)}{cards}</d:multistatus>"
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Lists, listing.encode()))
    Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}{_BOOK}"
    finally:
        server.shutdown()
        server.server_close()


def _settle(db: str, url: str) -> None:
    """Say that all quality connections are in the book, as they are."""
    with closing(open_store(db)) as store:
        account = store.servers.choose(Account(url, "", "Bench", pictures=False), datetime.now(UTC))
    with closing(sqlite3.connect(db)) as connection:
        connection.execute("DELETE FROM synced")
        connection.execute(
            "INSERT INTO synced (account_id, person_id, path, etag, agreed, left_out, revised, uid)"
            " SELECT ?, person.id, ? || uid || '.vcf', ?, ?, 0, revised, '' FROM person"
            " JOIN summary ON person.id = person_id WHERE standing >= 3",
            (account.id, _BOOK, _ETAG, _AGREED),
        )
        connection.commit()


def _paths(db: str) -> list[str]:
    """Name the cards of the quality connections, and as many of others."""
    with closing(sqlite3.connect(db)) as connection:
        rows = connection.execute("SELECT uid FROM person JOIN summary ON id = person_id WHERE standing >= 3")
        own = [f"{_BOOK}{uid}.vcf" for (uid,) in rows]
    return own + [f"{_BOOK}stranger-{number}.vcf" for number in range(len(own))]


def main() -> None:
    """Parse the command line, sync, print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, nargs="+", default=[1000, 10_000, 100_000])
    parser.add_argument("--keep", type=Path, metavar="FOLDER", required=True, help="where the stores are, or are made")
    options = parser.parse_args()
    print(f"{'people':>9}{'there':>9}{'CPU s':>9}{'MB':>7}")
    for people in options.people:
        db = made(options.keep, people)
        paths = _paths(db)
        with _listing(paths) as url:
            _settle(db, url)
            used = usage(("sync",), db)
        print(
            f"{people:>9,}{len(paths):>9,}{used.ru_utime + used.ru_stime:>9.2f}{used.ru_maxrss // 1024:>7}", flush=True
        )


if __name__ == "__main__":
    main()
