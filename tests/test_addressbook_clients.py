"""vdirsyncer, a program that others wrote, keeps a folder of cards and `serve` the same, both ways.

With CARDSCAN_SOAK=1 it is done with a thousand contacts, each with a picture of 40 KB.
"""

import io
import os
import re
import subprocess
import sys
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import made
import pytest
from dav_servers import new_password
from PIL import Image
from served import Served, serving

from cardscan.actions.edit_fields import Edit, edited
from cardscan.actions.take_note import take_note
from cardscan.connections.notes.parts import Given
from cardscan.person import Person
from cardscan.store import Store

SOAK = bool(os.environ.get("CARDSCAN_SOAK"))
MANY, SIDE = (1000, 700) if SOAK else (12, 60)

_CONFIG = """
[general]
status_path = "{folder}/status/"
[pair contacts]
a = "here"
b = "serve"
collections = ["quality"]
[storage here]
type = "filesystem"
path = "{folder}/cards/"
fileext = ".vcf"
[storage serve]
type = "carddav"
url = "{url}/dav/"
username = "cardscan"
password = "{password}"
"""


@dataclass(frozen=True)
class Vdirsyncer:
    """A folder of cards that vdirsyncer keeps."""

    folder: Path

    @property
    def cards(self) -> dict[str, Path]:
        """The files by the UID in them."""
        files = (self.folder / "cards" / "quality").glob("*.vcf")
        return {found[1]: file for file in files if (found := re.search(r"^UID:(\S+)", self.read(file), re.M))}

    def read(self, file: Path) -> str:
        return file.read_bytes().decode()

    def write(self, file: Path, text: str) -> None:
        file.write_bytes(text.encode())

    def run(self, *arguments: str) -> str:
        command = [sys.executable, "-m", "vdirsyncer", "-c", str(self.folder / "config"), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, input="y\n" * 5, timeout=900, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr


def picture(number: int) -> bytes:
    out = io.BytesIO()
    noise = Image.effect_noise((SIDE, SIDE * 3 // 5), 40 + number % 20)
    noise.convert("RGB").save(out, "JPEG", quality=60)
    return out.getvalue()


def fill(store: Store) -> list[Person]:
    found = []
    for number in range(MANY):
        name = f"Quill{chr(97 + number % 26)}{chr(97 + number // 26 % 26)} Marram{chr(97 + number // 676)}grass"
        of = made.contact(name, f"Quay {number}", email=(), tel=(made.field(f"+4540{number:06}", type="cell"),))
        [person] = store.save(made.photo(f"/{number}.jpg", made.card(of, picture(number))), [(of,)], made.NOW) or ()
        take_note(
            store, person.id, Given("dredges a canal behind the lock", "introduce our hydrologist in Ghent"), made.NOW
        )
        found.append(person)
    return found


@pytest.fixture
def people(store: Store) -> list[Person]:
    return fill(store)


def test_vdirsyncer_both_ways(store: Store, db: str, people: list[Person], tmp_path: Path) -> None:
    with serving(db, tmp_path / "log") as it:
        client = set_up(it, tmp_path)
        assert client.cards.keys() == {person.uid for person in people}
        assert all("PHOTO;ENCODING=b;TYPE=JPEG:" in client.read(file) for file in client.cards.values())
        one, two, three, *_ = people
        # There: a title, a line that cardscan does not know, a card that goes, one that is new.
        file = client.cards[one.uid]
        text = client.read(file).replace("TITLE:Head of Tides", "TITLE:Harbour Master")
        client.write(file, text.replace("END:VCARD", "X-OWN:mine\r\nEND:VCARD"))
        client.cards[two.uid].unlink()
        new = made_there("Zdislav Kvapil", "made-there-1")
        client.write(tmp_path / "cards" / "quality" / "new.vcf", new)
        # Here: a number.
        later = made.NOW + timedelta(hours=1)
        store.edit(three.id, lambda of: edited(of, Edit(add=[("tel", "+45 70 10 20 30")])), later)
        client.run("sync")
        now = store.person(one.id)
        assert [field.value for field in now.contact.title] == ["Harbour Master"] and now.contact.title[
            0
        ].origin == "phone"
        assert store.person(two.id).contact == two.contact and [each.id for each in store.phone.deleted()] == [two.id]
        assert [each.card for each in store.phone.made()] == [new] and len(store.people()) == MANY
        assert "+45 70 10 20 30" in client.read(client.cards[three.uid])
        assert client.cards.keys() == {person.uid for person in people} - {two.uid} | {"made-there-1"}
        # Nothing is left to do, on either side.
        before = {file: file.read_bytes() for file in client.cards.values()}
        client.run("sync")
        assert {file: file.read_bytes() for file in client.cards.values()} == before
        assert "X-OWN:mine" in client.read(client.cards[one.uid])
        # The card comes back, and who is forgotten goes.
        store.phone.settle(two.id, there=True)
        store.forget(three.id)
        client.run("sync")
        assert client.cards.keys() == {person.uid for person in people} - {three.uid} | {"made-there-1"}


def made_there(name: str, uid: str) -> str:
    given, _, family = name.partition(" ")
    lines = (
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"UID:{uid}",
        f"FN:{name}",
        f"N:{family};{given};;;",
        "X-OWN:1",
        "END:VCARD",
        "",
    )
    return "\r\n".join(lines)


def set_up(it: Served, folder: Path) -> Vdirsyncer:
    assert it.pair().status == 303
    (folder / "config").write_text(_CONFIG.format(folder=folder, url=it.base, password=new_password(it)))
    client = Vdirsyncer(folder)
    client.run("discover")
    client.run("sync")
    return client
