"""Real address book servers, started for a test: Radicale and Xandikos, as processes of their own on this machine."""

import contextlib
import http.client
import os
import re
import socket
import subprocess
import sys
import time
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from urllib.parse import urlsplit

from served import Served, serving

USER, PASSWORD = "tove", "sesame öpen"
_NUMBERS = count(1)

_RADICALE = """
[server]
hosts = 127.0.0.1:{port}
[auth]
type = htpasswd
htpasswd_filename = {folder}/users
htpasswd_encryption = plain
delay = 0
[storage]
filesystem_folder = {folder}/collections
[logging]
level = error
"""
_MKCOL = """<?xml version="1.0" encoding="utf-8"?>
<d:mkcol xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:carddav"><d:set><d:prop>
<d:resourcetype><d:collection/><c:addressbook/></d:resourcetype><d:displayname>{name}</d:displayname>
</d:prop></d:set></d:mkcol>"""


@dataclass(frozen=True)
class Server:
    """A server that runs."""

    name: str
    port: int
    user: str  # "" where it asks nobody
    home: str  # path below which address books are made
    password: str = PASSWORD

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def ask(self, method: str, path: str, body: bytes = b"", **headers: str) -> tuple[int, bytes]:
        """Ask without any of cardscan's code: as a phone would."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        if self.user:
            headers["Authorization"] = "Basic " + b64encode(f"{self.user}:{self.password}".encode()).decode()
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        with contextlib.closing(connection):
            connection.request(method, path, body or None, named)
            answer = connection.getresponse()
            return answer.status, answer.read()

    def new_book(self, name: str = "Connections") -> str:
        """Make an address book and return its path."""
        path = f"{self.home}book{next(_NUMBERS)}/"
        status, said = self.ask("MKCOL", path, _MKCOL.format(name=name).encode(), Content_Type="application/xml")
        assert status == 201, said
        return path

    def put(self, path: str, card: str) -> None:
        status, said = self.ask("PUT", path, card.encode(), Content_Type="text/vcard")
        assert status in (200, 201, 204), said

    def get(self, path: str) -> str:
        status, said = self.ask("GET", path)
        assert status == 200, said
        return said.decode()

    def delete(self, path: str) -> None:
        assert self.ask("DELETE", path)[0] in (200, 204)

    def cards(self, book: str) -> dict[str, str]:
        """Give path and text of every card in an address book."""
        status, said = self.ask("PROPFIND", book, Depth="1")
        assert status == 207, said
        paths = re.findall(rf"{re.escape(book)}[^<\s]+\.vcf", said.decode())
        return {path: self.get(path) for path in sorted(set(paths))}


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@contextlib.contextmanager
def _running(command: list[str], port: int, log: Path) -> Iterator[None]:
    with log.open("wb") as out, subprocess.Popen(command, stdout=out, stderr=out, env={**os.environ}) as process:
        try:
            until = time.monotonic() + 30
            while True:
                with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
                    break
                assert process.poll() is None and time.monotonic() < until, log.read_text()
                time.sleep(0.05)
            yield
        finally:
            process.terminate()
            process.wait(20)


@contextlib.contextmanager
def radicale(folder: Path) -> Iterator[Server]:
    """Run Radicale with one user."""
    port = _free_port()
    folder.mkdir()
    (folder / "users").write_text(f"{USER}:{PASSWORD}\n")
    (folder / "config").write_text(_RADICALE.format(port=port, folder=folder))
    with _running([sys.executable, "-m", "radicale", "--config", str(folder / "config")], port, folder / "log"):
        yield Server("radicale", port, USER, f"/{USER}/")


@contextlib.contextmanager
def xandikos(folder: Path) -> Iterator[Server]:
    """Run Xandikos, which over plain HTTP asks nobody who they are."""
    port = _free_port()
    folder.mkdir()
    command = [sys.executable, "-m", "xandikos", "serve", "-d", str(folder / "data"), "--state-dir", str(folder)]
    command += ["--defaults", "-l", "127.0.0.1", "-p", str(port), "--current-user-principal", "/tove/"]
    with _running(command, port, folder / "log"):
        yield Server("xandikos", port, "", "/tove/contacts/")


@dataclass(frozen=True)
class OwnServer(Server):
    """`cardscan serve`, which has one book that may be written."""

    def new_book(self, name: str = "Connections") -> str:
        """Give the book, emptied."""
        path = f"{self.home}quality/"
        for card in self.cards(path):
            self.delete(card)
        return path


@contextlib.contextmanager
def cardscan(folder: Path) -> Iterator[Server]:
    """Run `cardscan serve` on a store of its own, with the password of a phone."""
    folder.mkdir()
    with serving(str(folder / "x.db"), folder / "log") as it:
        assert it.pair().status == 303
        yield OwnServer("cardscan", urlsplit(it.base).port or 0, "cardscan", "/dav/contacts/", new_password(it))


def new_password(it: Served) -> str:
    """Set the contacts of the paired browser up, as its user does, and read the password off the page."""
    device = re.search(r'name="device" value="(\d+)"', it.get("/phone/contacts").text)
    assert device
    password = re.search(r"Password <code[^>]*>([^<]+)", it.post("/phone/contacts", {"device": device[1]}).text)
    assert password
    return password[1]
