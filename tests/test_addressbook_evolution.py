"""Evolution's data server, by which GNOME keeps contacts, and `serve`: two books, both ways.

With CARDSCAN_SOAK=1 there are a thousand contacts, each with a picture of 40 KB, and `make test` installs the server.
"""

import json
import os
import re
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

import made
import pytest
from dav_servers import new_password
from served import Served, serving
from test_addressbook_clients import MANY, fill, made_there

from cardscan.actions.edit_fields import Edit, edited
from cardscan.actions.take_note import take_note
from cardscan.connections.notes.parts import Given
from cardscan.store import Store

_SERVICES = Path("/usr/share/dbus-1/services")
_PYTHON = "/usr/bin/python3"
_NEEDED = (
    "import gi; gi.require_version('EBook', '1.2'); gi.require_version('EDataServer', '1.2');"
    "from gi.repository import EBook, EDataServer"
)
#: A session bus with Evolution's services alone: a keyring would ask somebody for a password.
_BUS = """<busconfig><type>session</type><listen>unix:tmpdir=/tmp</listen><servicedir>{services}</servicedir>
<policy context="default">
<allow send_destination="*" eavesdrop="true"/><allow eavesdrop="true"/><allow own="*"/>
</policy></busconfig>"""
_SOURCE = """[Data Source]
DisplayName={book}
Enabled=true
[Authentication]
Host=127.0.0.1
Method=plain/password
Port={port}
User=cardscan
[Address Book]
BackendName=carddav
[Security]
Method=none
[WebDAV Backend]
ResourcePath=/dav/contacts/{book}/
[Offline]
StaySynchronized=true
[Refresh]
Enabled=false
"""


def _is_lacking() -> bool:
    if not [*_SERVICES.glob("org.gnome.evolution.dataserver.AddressBook*.service")]:
        return True
    return subprocess.run([_PYTHON, "-c", _NEEDED], capture_output=True, check=False).returncode != 0


pytestmark = pytest.mark.skipif(_is_lacking(), reason="needs Evolution's data server: tools/test_evolution.sh has it")


@dataclass(frozen=True)
class Evolution:
    """The data server, with a client of it."""

    client: subprocess.Popen[str]

    def ask(self, do: str, book: str, **what: str) -> Any:
        assert self.client.stdin and self.client.stdout
        self.client.stdin.write(json.dumps({"do": do, "book": book, **what}) + "\n")
        self.client.stdin.flush()
        said = json.loads(self.client.stdout.readline())
        assert "error" not in said, said
        return said["said"]

    def cards(self, book: str = "quality") -> dict[str, str]:
        found: dict[str, str] = self.ask("cards", book)
        return {uid: re.sub(r"\r\n[ \t]", "", card) for uid, card in found.items()}

    def once(self, holds: Callable[[], bool]) -> None:
        """Have the books fetched until something holds; to ask again while it is fetched does nothing."""
        until = time.monotonic() + (300 if MANY > 100 else 60)
        while not holds():
            assert time.monotonic() < until
            for book in ("quality", "waiting"):
                self.ask("refresh", book)
            time.sleep(0.3)


@contextmanager
def evolution(folder: Path, it: Served) -> Iterator[Evolution]:
    password = new_password(it)
    services, sources, runtime = folder / "services", folder / "config" / "evolution" / "sources", folder / "run"
    for each in (services, sources):
        each.mkdir(parents=True)
    runtime.mkdir(mode=0o700)
    for service in _SERVICES.glob("org.gnome.evolution.dataserver.*.service"):
        (services / service.name).symlink_to(service)
    (folder / "bus.conf").write_text(_BUS.format(services=services))
    for book in ("quality", "waiting"):
        (sources / f"{book}.source").write_text(_SOURCE.format(book=book, port=urlsplit(it.base).port))
    own = {"HOME": folder, "XDG_CONFIG_HOME": folder / "config", "XDG_DATA_HOME": folder / "data"}
    own |= {"XDG_CACHE_HOME": folder / "cache", "XDG_RUNTIME_DIR": runtime, "GSETTINGS_BACKEND": Path("memory")}
    client = [_PYTHON, str(Path(__file__).parent / "evolution.py"), "cardscan", password]
    with (
        (folder / "evolution.log").open("wb") as errors,
        subprocess.Popen(
            ["dbus-run-session", "--config-file", str(folder / "bus.conf"), "--", *client],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
            env={**os.environ, **{name: str(value) for name, value in own.items()}},
        ) as process,
    ):
        try:
            found = Evolution(process)
            for book in ("quality", "waiting"):
                found.ask("open", book)
            yield found
        finally:
            assert process.stdin
            process.stdin.close()
            process.wait(60)


def test_both_ways(store: Store, db: str, tmp_path: Path) -> None:
    one, two, three, four, *_ = people = fill(store)
    of = made.contact("Bodil Marramgrass")
    [waits] = store.save(made.photo("/waits.jpg", made.card(of)), [(of,)], made.NOW) or ()
    (tmp_path / "evolution").mkdir()
    with serving(db, tmp_path / "log") as it:
        assert it.pair().status == 303 and it.post("/phone/contacts/waiting", {"shown": "yes"}).status == 303
        with evolution(tmp_path / "evolution", it) as there:
            there.once(lambda: len(there.cards()) == MANY and len(there.cards("waiting")) == 1)
            assert there.cards().keys() == {each.uid for each in people}
            assert not there.ask("is_read_only", "quality") and there.ask("is_read_only", "waiting")
            [waiting] = there.cards("waiting").values()
            assert "FN:Bodil Marramgrass" in waiting and "Waits for your note" in waiting
            pictures = [re.search(r"PHOTO;VALUE=uri:file://(\S+)", card) for card in there.cards().values()]
            assert all(each and Path(unquote(each[1])).read_bytes().startswith(b"\xff\xd8") for each in pictures)
            # There: a title, a line that cardscan does not know, a card that goes, one that is new.
            card = there.cards()[one.uid].replace("TITLE:Head of Tides", "TITLE:Harbour Master")
            there.ask("modify", "quality", card=card.replace("END:VCARD", "X-OWN:mine\r\nEND:VCARD"))
            there.ask("remove", "quality", uid=two.uid)
            new = there.ask("add", "quality", card=made_there("Zdislav Kvapil", "made-there-1"))
            [title] = store.person(one.id).contact.title
            assert (title.value, title.origin) == ("Harbour Master", "phone")
            assert [each.id for each in store.phone.deleted()] == [two.id]
            assert store.person(two.id).contact == two.contact
            [made_card] = store.phone.made()
            assert "FN:Zdislav Kvapil" in made_card.card and "X-OWN:1" in made_card.card
            # Here: a number, somebody who is forgotten, a note of who waits.
            later = made.NOW + timedelta(hours=1)
            store.edit(three.id, lambda of: edited(of, Edit(add=[("tel", "+45 70 10 20 30")])), later)
            store.forget(four.id)
            take_note(store, waits.id, Given("dredges a canal behind the lock", "introduce our pilot in Ghent"), later)
            left = {each.uid for each in people} - {two.uid, four.uid} | {new, waits.uid}
            there.once(lambda: there.cards().keys() == left and not there.cards("waiting"))
            cards = there.cards()
            assert "+45 70 10 20 30" in cards[three.uid]
            assert "TITLE:Harbour Master" in cards[one.uid] and "X-OWN:mine" in cards[one.uid]
            assert "PHOTO;" in cards[one.uid]
            # The card comes back, and what Evolution wrote is still as it was, by now in what we send.
            assert it.post(f"/phone/contacts/deleted/{two.id}", {"there": "yes"}).status == 303
            there.once(lambda: two.uid in there.cards())
            assert store.person(one.id).contact.title == (title,)
