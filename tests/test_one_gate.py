"""Every way out asks the one gate: each route and each command that hands out people is tried with those it holds back.

Looking at people on this machine is no way out. A route is one that hands out by what it answers: neither a page, nor
JSON, nor a picture that a page shows. A command is one by writing a file, or to a server.
"""

import io
import re
from base64 import b64encode
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import click
import pytest
import zxingcpp
from conftest import Run
from dav_servers import PASSWORD, USER, Server
from fastapi.routing import APIRoute
from made import NOW, card, contact, field, noted, photo
from PIL import Image
from served import Answer, Served, serving
from starlette.routing import BaseRoute

from cardscan.cli import COMMANDS, cardscan
from cardscan.errors import Exit
from cardscan.person import Event, Note
from cardscan.photos.small import small_jpeg
from cardscan.store import Occasion, open_store
from cardscan.web import api
from cardscan.web.app import _PAGES

TALKED, HELP = "moves her shop to solar roof tiles", "introduce her to the installer in Porto"


@dataclass(frozen=True)
class One:
    """Someone in the store, and what only they have."""

    id: int
    email: str
    tel: str
    picture: str  # a part of the card's picture in base64, as it leaves

    def is_in(self, data: bytes) -> bool:
        """Tell whether something holds what is theirs: as text, in a folded line, or in groups of digits."""
        text = re.sub(r"\r?\n[ \t]", "", data.decode("utf-8", "replace"))
        digits = re.sub(r"[\s()-]", "", text)
        return self.email in text or self.tel in digits or self.picture in text or self.picture in digits


NAMES = ("Ottoline Brackwyth", "Perrin Quillfeather", "Zdislav Kvapilík", "Hedda Moorgate")


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A quality connection, then three who stay: without a note, with one that says nothing, and filed away."""
    db = str(tmp_path_factory.mktemp("gate") / "x.db")
    with open_store(db) as store:
        event = store.add_event(Event(0, "Tide fair", date(2026, 10, 2), meet=NAMES), NOW)
        for number, name in enumerate(NAMES, 1):
            who = contact(
                name, f"House {number}", tel=(field(f"+4520123{number}56", type="cell"),),
                email=(field(f"person{number}@house{number}.example"),),
            )  # fmt: skip
            one = photo(f"/photos/{number}.jpg", card(who, picture(number)))
            store.save(one, [(who,)], NOW, Occasion(event.id, date(2026, 10, 2)))
            store.add_promise(number, "send the chart", "me", date(2026, 12, 4), NOW)
            store.set_cadence(number, "month", NOW)
        noted(store, 1, Note(TALKED, HELP, NOW, looks_for="an installer", offers="roof tiles"), NOW)
        noted(store, 3, Note("nice chat", "will follow up", NOW, looks_for="roof tiles", offers="an installer"), NOW)
        noted(store, 4, Note(TALKED, HELP, NOW, offers="an installer", again=False), NOW)
    return db


def picture(number: int) -> bytes:
    out = io.BytesIO()
    Image.effect_noise((300, 180), 40 + 20 * number).save(out, "JPEG")
    return out.getvalue()


@pytest.fixture(scope="module")
def everyone(db: str) -> list[One]:
    with open_store(db) as store:
        people = store.people()
    made = []
    for each in people:
        assert each.crop
        small = b64encode(small_jpeg(each.crop.read_bytes())).decode()
        middle = len(small) // 2
        made.append(One(each.id, each.contact.email[0].value, each.contact.tel[0].value, small[middle : middle + 60]))
    return made


@pytest.fixture(scope="module")
def served(db: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(db, tmp_path_factory.mktemp("log") / "log") as it:
        assert it.pair().status == 303
        yield it


# --- routes ---------------------------------------------------------------------------------------------------------


def routes() -> list[str]:
    """List the addresses that answer a GET, of all pages and the API."""
    found: list[BaseRoute] = [route for each in (*_PAGES, api) for route in each.router.routes]
    return [route.path for route in found if isinstance(route, APIRoute) and "GET" in route.methods]


def test_there_are_routes() -> None:
    assert len(routes()) > 25


def addresses(path: str, who: int, other: int, served: Served, crop: str) -> list[str]:
    """Fill in an address for someone. A new kind of number in one has to be thought of here."""
    if "{secret}" in path:
        link = re.search(r'<code class="link">([^<]+)<', served.post("/phone/calendar", {"name": "x"}).text)
        assert link
        return [link[1].removeprefix(served.base)]
    if "{ticket}" in path:
        made = served.post("/phone/contacts", {"device": "1"}).text
        link = re.search(r'href="(/phone/contacts/[^"]+\.mobileconfig)"', made)
        assert link
        return [link[1]]
    known = {"person_id": who, "event_id": 1, "promise_id": who, "meeting_id": who, "upload_id": 1, "device_id": 1}
    known["memo_id"] = 1
    if "{seeker_id}" in path:
        return [path.format(seeker_id=a, giver_id=b) for a, b in ((who, other), (other, who))]
    return [path.format(**known, name=crop)]


def hands_out(answer: Answer) -> bool:
    kind = answer.headers.get("content-type", "")
    looked_at = kind.startswith(("text/html", "application/json", "image/jpeg"))
    return answer.status == 200 and not looked_at or "attachment" in answer.headers.get("content-disposition", "")


def given(answer: Answer) -> bytes:
    """What is given, read by a camera where it is a QR code."""
    if not answer.headers["content-type"].startswith("image/svg"):
        return answer.body
    return code_in(answer.text)


def code_in(svg: str) -> bytes:
    """Read a QR code that was drawn as one path of horizontal lines (segno)."""
    width = int(re.search(r'width="(\d+)"', svg)[1])  # type: ignore[index]
    scale = float((re.search(r"scale\((\d+)\)", svg) or [0, 1])[1])
    path = re.search(r'class="qrline"[^>]* d="([^"]+)"', svg) or re.search(
        r' d="(M[^"]*h[^"]+)"[^>]*class="qrline"', svg
    )
    assert path
    image = Image.new("L", (width, width), 255)
    x = y = 0.0
    for command, numbers in re.findall(r"([Mmh])([^Mmhvz]*)", path[1]):
        values = [float(each) for each in re.findall(r"-?[\d.]+", numbers)]
        if command == "M":
            x, y = values
        elif command == "m":
            x, y = x + values[0], y + values[1]
        else:
            box = (x * scale, (y - 0.5) * scale, (x + values[0]) * scale, (y + 0.5) * scale)
            image.paste(0, tuple(round(each) for each in box))  # type: ignore[arg-type]
            x += values[0]
    found = zxingcpp.read_barcode(image, formats=zxingcpp.BarcodeFormat.QRCode)
    assert found
    return bytes(found.bytes)


@pytest.mark.parametrize("path", routes())
def test_no_route_hands_out_who_stays(path: str, served: Served, everyone: list[One]) -> None:
    quality, *held = everyone
    with open_store(str(Path(served.certificate or "").parent / "x.db")) as store:
        crop = store.person(1).crop
    assert crop
    for who in held:
        for address in addresses(path, who.id, quality.id, served, crop.name):
            answer = served.get(address)
            assert answer.status in (200, 303, 404, 409, 422), address
            if hands_out(answer):
                assert not who.is_in(given(answer)), address


@pytest.mark.parametrize(
    "path", ["/people/{}/card.vcf", "/api/people/{}/card.vcf", "/people/{}/qr.svg", "/people/{}/follow-up.eml"]
)
def test_a_route_hands_out_who_may_leave(path: str, served: Served, everyone: list[One]) -> None:
    quality, *held = everyone
    answer = served.get(path.format(quality.id))
    assert answer.status == 200 and quality.is_in(given(answer))
    for who in held:
        answer = served.get(path.format(who.id))
        assert answer.status == 409
        assert not who.is_in(answer.body)


@pytest.mark.parametrize("path", ["/people/{}/card.vcf", "/api/people/{}/card.vcf", "/people/{}/qr.svg"])
def test_the_user_may_say_so_in_words(path: str, served: Served, everyone: list[One]) -> None:
    for who in everyone:
        for said, status in (("yes", 200), ("true", 200), ("no", 409 if who.id > 1 else 200)):
            answer = served.get(f"{path.format(who.id)}?without_note={said}")
            assert answer.status == status
            assert status != 200 or who.is_in(given(answer))


def test_all_contacts_are_those_with_a_note_unless_it_is_ticked(served: Served, everyone: list[One]) -> None:
    data = served.get("/contacts.vcf").body
    assert [who.is_in(data) for who in everyone] == [True, False, False, False]
    data = served.get("/contacts.vcf?without_note=yes").body
    assert all(who.is_in(data) for who in everyone)


def test_pages_offer_it_only_behind_a_tick_that_says_so(served: Served) -> None:
    for path, says in (
        ("/people/2", "Export this contact without a note"),
        ("/people/3", "Export this contact without a note"),
        ("/people/4", "Export this contact though it is filed away"),
        ("/phone", "Export everyone, including the 3 without a note or filed away"),
    ):
        page = served.get(path).text
        [form] = re.findall(r'<form method="get" action="[^"]*\.vcf".*?</form>', page, re.DOTALL)
        assert re.search(rf'<input type="checkbox" name="without_note" value="yes" required> {says}<', form), path
        rest = page.replace(form, "")
        assert "without_note" not in rest
        if path != "/phone":
            assert "card.vcf" not in rest and "qr.svg" not in rest and "follow-up.eml" not in rest
    assert "without_note" not in served.get("/people/1").text


# --- commands -------------------------------------------------------------------------------------------------------

#: Parameters that name a file which is only read, or where none of a person is written.
READS = {
    "ingest paths", "who name_or_photo", "watch folders", "capture film", "capture into", "retry paths", "note table",
    "book add files",
    "vcard check file", "restore file", "read paths", "introduce people templates", "draft templates", "add picture",
    "event import file", "event people file", "me photo", "memo write model", "note sound",
    *(f"{command} cluster_tls" for command in ("ingest", "watch", "capture", "retry", "read")),
    *(f"{command} tesseract" for command in ("ingest", "watch", "capture", "retry", "serve", "read", "doctor")),
}  # fmt: skip
#: All that is held about someone, for themselves, the whole store, for another machine of its owner, and your own card.
OWN = {"dump out", "backup file", "me write"}
#: Commands that write people into a file, each as one calls it; {} is the file, who is named does not leave.
WRITES = {
    "export file": [
        ["export", "{}.vcf"], ["export", "{}", "--split"], ["export", "{}.vcf", "--profile", "full", "--note", "full"],
        *(["export", "{}", f"--{form}"] for form in ("google-csv", "outlook-csv", "csv", "json", "jcard")),
    ],
    "calendar file": [["calendar", "{}.ics"], ["calendar", "{}.ics", "--todo"]],
    "draft out": [["draft", who, "--out", "{}.eml"] for who in ("2", "3", "4")],
    "introduce people into": [
        *(
            ["introduce", *pair, "--into", "{}", *how]
            for pair in (("1", "2"), ("3", "1"), ("1", "4"), ("2", "3"))
            for how in ([], ["--straight"])
        ),
    ],
    "event report html": [["event", "report", "Tide fair", "--html", "{}.html"]],
    "event prep html": [["event", "prep", "Tide fair", "--html", "{}.html"]],
}  # fmt: skip


def parameters(command: click.Command, words: tuple[str, ...] = ()) -> Iterator[str]:
    """List all parameters that name files."""
    if isinstance(command, click.Group):
        context = click.Context(command)
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner
            yield from parameters(inner, (*words, name))
    else:
        yield from (
            " ".join((*words, each.name or ""))
            for each in command.params
            if isinstance(each.type, click.Path | click.File)
        )


def test_every_command_that_writes_a_file_is_known_here() -> None:
    assert set(parameters(cardscan)) == READS | OWN | set(WRITES)
    assert "sync" in COMMANDS  # which writes to a server: below


@pytest.mark.parametrize("words", [words for calls in WRITES.values() for words in calls], ids=" ".join)
def test_no_command_hands_out_who_stays(
    words: list[str], db: str, run: Run, monkeypatch: pytest.MonkeyPatch, tmp_path: Path, everyone: list[One]
) -> None:
    monkeypatch.setenv("CARDSCAN_DB", db)
    code, _, err = run(*(word.replace("{}", str(tmp_path / "out")) for word in words))
    assert code in (Exit.OK, Exit.REFUSED), err
    files = [file for file in tmp_path.rglob("*") if file.is_file()]
    assert bool(files) == (code == Exit.OK)
    for file in files:
        for who in everyone[1:]:
            assert not who.is_in(file.read_bytes()), file.name
    if words[0] == "export":
        assert any(everyone[0].is_in(file.read_bytes()) for file in files)


def test_sync_brings_nobody_who_stays(
    db: str, run: Run, monkeypatch: pytest.MonkeyPatch, servers: dict[str, Server], everyone: list[One]
) -> None:
    monkeypatch.setenv("CARDSCAN_DB", db)
    monkeypatch.setenv("CARDSCAN_PASSWORD", PASSWORD)
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.fail.Keyring")
    server = servers["radicale"]
    path = server.new_book("Gate")
    assert run("sync", "setup", f"http://127.0.0.1:{server.port}{path}", "--user", USER)[0] == Exit.OK
    assert run("sync")[0] == Exit.OK
    there = "".join(server.cards(path).values()).encode()
    assert [who.is_in(there) for who in everyone] == [True, False, False, False]


def test_what_tells_them_apart_works(everyone: list[One]) -> None:
    """The test above would pass if it did not know them."""
    one, other = everyone[:2]
    assert one.is_in(b"EMAIL:person1@house1.exam\r\n ple")
    assert one.is_in(b"+45 20 12 31 56") and not other.is_in(b"+45 20 12 31 56")
    assert one.is_in(one.picture[:30].encode() + b"\r\n " + one.picture[30:].encode())
    assert len({each.picture for each in everyone}) == 4
