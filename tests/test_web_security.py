"""What the server refuses, and that it escapes what cards say. A real server, asked over HTTP."""

import http.client
import io
import plistlib
import re
import signal
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from made import NOW, card, contact, field, noted, photo
from PIL import Image
from served import Served, serving

from cardscan.errors import InputError
from cardscan.person import Event, Note
from cardscan.store import Occasion, open_store
from cardscan.web import network
from cardscan.web.listener import Listener
from cardscan.web.server import listen
from cardscan.web.tls import Certificate

EVIL = '<script>alert("x")</script>'
FORMULA = "=cmd|' /C calc'!A0"
PAGES = ("/", "/people", "/people/1", "/people/2", "/people/1/merge?q=Quill", "/capture", "/today", "/events",
         "/events/new", "/events/1?view=prepare", "/events/1?view=live", "/events/1?view=report", "/events/1/edit",
         "/recall", "/introductions", "/phone",
         "/phone/contacts", "/settings", "/more", f"/people?q={EVIL}", "/people/99")  # fmt: skip


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> str:
    file = str(tmp_path_factory.mktemp("web") / "x.db")
    evil = contact(EVIL, FORMULA, title=(field(EVIL, sure=False),), adr=(field(EVIL),))
    with open_store(file) as store:
        event = store.add_event(Event(0, f"Tide fair {EVIL}", date(2026, 10, 2), meet=(EVIL,), place=EVIL), NOW)
        store.save(photo("/photos/evil.jpg", card(evil)), [(evil,)], NOW, Occasion(event.id, date(2026, 10, 2)))
        good = contact("Perrin Quillfeather", "Quillfeather & Daughters", email=(), tel=())
        store.save(photo("/photos/good.jpg", card(good)), [(good,)], NOW, Occasion(event.id, date(2026, 10, 2)))
        noted(store, 1, Note(f"looks for {EVIL}", "introduce the installer in Porto", NOW, offers=EVIL), NOW)
        store.add_promise(1, EVIL, "me", date(2026, 10, 4), NOW)
    return file


@pytest.fixture(scope="module")
def served(db: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(db, tmp_path_factory.mktemp("log") / "log") as it:
        assert it.pair().status == 303
        yield it


def people(db: str) -> list[str]:
    with open_store(db) as store:
        return [person.contact.fn[0].value for person in store.people()]


def test_a_stranger_sees_nothing(served: Served) -> None:
    for path in PAGES:
        answer = served.get(path, Cookie="")
        assert (answer.status, answer.headers["location"]) == (303, "/pair"), path
        assert answer.body == b""
    assert served.get("/api/people", Cookie="").status == 401
    assert served.get("/crops/x.jpg", Cookie="").status == 303
    assert served.post("/undo", {}, Cookie="").status == 401
    assert served.get("/people/1", Cookie=served.cookie[:-1] + "~").status == 303
    assert b"Quillfeather" not in served.get("/pair", Cookie="").body


def test_the_cookie_is_kept_from_scripts_and_other_sites(db: str, tmp_path: Path) -> None:
    with serving(db, tmp_path / "log") as it:
        answer = it.pair()
        assert answer.headers["location"].startswith("/?told=")  # no secret in an address any more
        for part in ("HttpOnly", "SameSite=strict", "Path=/"):
            assert part in answer.headers["set-cookie"]
        mine = it.cookie
        assert it.pair().status == 403  # the link is spent
        assert it.get("/", Cookie=mine).status == 200
        other = re.search(r'<code class="link">([^<]+)<', it.post("/settings/pair").text)
        assert other
        for _ in range(20):
            last = it.post("/pair", {"link": "guess"}, Cookie="")
        assert last.status == 429
        assert it.pair(other[1]).status == 303  # the right one is never locked out
        assert it.end() == 0


def test_a_device_that_is_thrown_out_is_a_stranger(served: Served) -> None:
    page = served.post("/settings/pair").text
    link = re.search(r'<code class="link">([^<]+)<', page)
    assert link
    other = Served(served.process, link[1], served.log)
    assert other.pair().status == 303
    assert other.get("/people").status == 200
    newest = re.search(r"/devices/(\d+)/out", served.get("/settings").text)
    assert newest
    assert served.post(f"/devices/{newest[1]}/out").status == 303
    gone = other.get("/people")
    assert gone.status == 303 and gone.headers["clear-site-data"] == '"cache", "storage"'  # with what waits there
    assert "clear-site-data" in other.send("/api/uploads", {"one.jpg": b"no photo"}).headers
    assert "clear-site-data" not in Served(served.process, link[1], served.log).get("/people").headers  # a stranger
    assert served.get("/people").status == 200
    assert served.post(f"/devices/{newest[1]}/out").status == 422


@pytest.mark.parametrize("host", ["evil.example", "evil.example:80", "127.0.0.1", "127.0.0.1:1", ""])
def test_another_name_for_us_is_refused(served: Served, host: str) -> None:
    """DNS rebinding: another site's name that was made to point here."""
    connection = http.client.HTTPConnection("127.0.0.1", int(served.base.rpartition(":")[2]), timeout=20)
    connection.putrequest("GET", "/people", skip_host=True)
    connection.putheader("Host", host)
    connection.putheader("Cookie", served.cookie)
    connection.endheaders()
    assert connection.getresponse().status in (400, 421)
    connection.close()


@pytest.mark.parametrize("headers", [
    {"Origin": "http://evil.example"},
    {"Origin": "null"},
    {"Origin": "https://127.0.0.1:8765"},
    {"Origin": "", "Sec_Fetch_Site": "cross-site"},
    {"Origin": "", "Sec_Fetch_Site": "same-site"},
])  # fmt: skip
def test_another_site_changes_nothing(served: Served, db: str, headers: dict[str, str]) -> None:
    before = people(db)
    answer = served.post("/people/2/field", {"kind": "fn", "was": "Perrin Quillfeather", "value": "Nobody"}, **headers)
    assert answer.status == 403
    assert served.ask("PATCH", "/api/people/2/fields", "{}", **headers).status == 403
    assert people(db) == before


def test_what_a_card_says_is_escaped_everywhere(served: Served) -> None:
    seen = 0
    for path in PAGES:
        answer = served.get(path.replace('"', "%22"))
        assert answer.status == (404 if path == "/people/99" else 200), path
        assert "<script>alert" not in answer.text, path
        assert not re.search(r"<script(?! src=)|<style|\sstyle=|\son\w+=|javascript:", answer.text), path
        assert not re.findall(r'(?:src|href|action)="(?:https?:)?//', answer.text), path  # no other host
        seen += "&lt;script&gt;alert" in answer.text
    assert seen >= 10
    assert FORMULA.replace("'", "&#39;") in served.get("/people/1").text
    vcf = served.get("/people/1/card.vcf?without_note=yes")
    assert vcf.headers["content-type"].startswith("text/vcard")
    assert "\r\n" not in vcf.headers["content-disposition"]
    assert served.get("/people/1/qr.svg?without_note=yes").headers["content-type"] == "image/svg+xml"


def test_every_answer_says_what_a_browser_may_do_with_it(served: Served) -> None:
    for path in ("/", "/people/99", "/nothing", "/api/people", "/pair"):
        headers = served.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["cache-control"] == "no-store"
        assert "server" not in headers


def test_pictures_come_from_their_folder_alone(served: Served, db: str) -> None:
    for name in ("..%2fx.db", "x.db", "%2e%2e%2fx.db", "a" * 64 + "-0.jpg", "..", "a/../b"):
        assert served.get(f"/crops/{name}").status == 404, name
    assert served.get("/static/..%2fapp.py").status == 404


def test_a_calendar_is_read_by_who_knows_its_address_until_it_is_taken_back(served: Served) -> None:
    page = served.post("/phone/calendar", {"name": "my phone"}).text
    link = re.search(r'<code class="link">([^<]+)<', page)
    assert link
    path = link[1].removeprefix(served.base)
    answer = served.get(path, Cookie="")
    assert answer.headers["content-type"].startswith("text/calendar")
    assert "BEGIN:VEVENT" in answer.text and "SUMMARY:" in answer.text
    assert "solar" not in answer.text and "Porto" not in answer.text  # nothing of a note
    assert path not in served.get("/phone").text  # shown once
    assert served.get("/people", Cookie=f"{served.cookie.split('=')[0]}={path[10:-4]}").status == 303
    newest = re.search(r"/devices/(\d+)/out", served.get("/phone").text)
    assert newest
    out = served.post(f"/devices/{newest[1]}/out", {"here": "/phone"})
    assert re.fullmatch(r"/phone\?told=[\w-]+#calendar", out.headers["location"])
    assert served.get(path, Cookie="").status == 404


def test_too_much_is_refused(served: Served) -> None:
    assert served.ask("POST", "/undo", b"x" * 10, Content_Length=str(2 << 20), Origin=served.base).status == 413
    assert served.post("/people/1/promise", {"text": "x" * (2 << 20)}).status == 413
    assert served.post("/people/1/promise", {"text": "x" * 20_000}).status == 422
    many = {f"{number}.jpg": b"x" for number in range(501)}
    assert served.send("/capture", many).status == 400
    assert served.send("/capture", {"notes.txt": b"x"}).status == 422
    assert served.send("/capture", {}).status == 422
    big = served.ask("POST", "/capture", b"x", Content_Length=str(1 << 40), Origin=served.base)
    assert big.status == 413


def test_a_body_that_does_not_say_its_length_is_stopped(served: Served) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", int(served.base.rpartition(":")[2]), timeout=20)
    chunks = (b"text=" if not number else b"x" * 65536 for number in range(64))
    headers = {"Cookie": served.cookie, "Origin": served.base, "Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", "/people/1/promise", chunks, headers, encode_chunked=True)
    assert connection.getresponse().status == 413
    connection.close()


def test_a_photo_is_never_where_its_name_says_and_a_bomb_is_only_refused(served: Served, db: str) -> None:
    bomb = io.BytesIO()
    Image.new("1", (30_000, 30_000)).save(bomb, "PNG")  # a few KB that would be 2.7 GB
    folder = Path(db).parent
    before = {path for path in folder.parent.rglob("*") if path.is_file()}
    answer = served.send("/capture", {"..%2f../../evil.png": bomb.getvalue()})
    assert answer.status == 303
    deadline = time.monotonic() + 90
    while not (found := served.get("/api/uploads").json()[0])["done"]:  # type: ignore[index]
        assert time.monotonic() < deadline
        time.sleep(0.2)
    assert found["error"]["stage"] in ("open", "decode")
    assert found["name"] == "evil.png"
    new = {path for path in folder.parent.rglob("*") if path.is_file()} - before
    [photo_file] = [path.name for path in new if path.suffix == ".png"]
    assert re.fullmatch(r"00000001-[0-9a-f]{16}\.png", photo_file)
    assert all(path.stat().st_mode & 0o077 == 0 for path in new)
    assert served.post(f"/uploads/{found['id']}/again").status == 303


def test_the_log_names_nobody(db: str, tmp_path: Path) -> None:
    with serving(db, tmp_path / "log") as it:
        it.pair()
        for path in PAGES:
            it.get(path.replace('"', "%22"))
        it.get("/people?since=Quillfeather")
        it.post("/people/2/field", {"kind": "fn", "was": "Nobody", "value": "Perrin Quillfeather"})
        assert it.end(signal.SIGTERM) == 0
    log = (tmp_path / "log").read_text()
    assert "Quill" not in log and "alert" not in log and "link=" not in log, log


@pytest.fixture
def in_a_network() -> None:
    if not network.addresses():
        pytest.skip("this machine is on no network")


def said(it: Served) -> str:
    """All that was printed and logged, once it has ended."""
    assert it.process.stdout
    it.end()
    return it.process.stdout.read() + it.log.read_text()


@pytest.mark.usefixtures("in_a_network")
def test_in_the_network_it_is_encrypted_and_says_how_to_tell_the_certificate(db: str, tmp_path: Path) -> None:
    with serving(db, tmp_path / "log", "--lan") as it:
        port = it.base.rpartition(":")[2]
        assert it.base.startswith("https://") and "127.0.0.1" not in it.base
        assert it.get("/pair", Host=f"localhost:{port}").status == 200
        assert it.get("/pair", Host=f"evil.example:{port}").status == 421
        assert "Secure" in it.pair().headers["set-cookie"]  # and trusts this certificate alone, for this address
        assert "Clear text" not in it.get("/settings").text
        told = said(it)
    assert "\u2588" in told or "\u2584" in told or "\x1b[" in told  # the code to scan
    found = re.search(r"fingerprint: ([0-9A-F:]{95})", told)
    assert found and found[1] == Certificate(Path(db).parent / "cardscan-tls.pem", Path()).fingerprint
    assert "clear text" not in told


@pytest.mark.usefixtures("in_a_network")
def test_a_phone_gets_the_authority_before_it_is_let_in_and_nothing_else(db: str, tmp_path: Path) -> None:
    with serving(db, tmp_path / "log", "--tls") as it:
        der = it.get("/pair/authority.crt")
        found = x509.load_der_x509_certificate(der.body)
        assert der.headers["content-type"] == "application/x-x509-ca-cert"
        profile = it.get("/pair/authority.mobileconfig")
        assert profile.headers["content-type"] == "application/x-apple-aspen-config"
        of = plistlib.loads(profile.body)
        assert of["PayloadContent"][0]["PayloadType"] == "com.apple.security.root"
        assert of["PayloadContent"][0]["PayloadContent"] == der.body and profile.body == it.get(
            "/pair/authority.mobileconfig"
        ).body  # fmt: skip
        assert found.extensions.get_extension_for_class(x509.NameConstraints).critical
        assert it.pair().status == 303
        shown = found.fingerprint(hashes.SHA256()).hex(":").upper()
        assert shown in it.get("/settings").text


def test_clear_text_is_asked_for_and_called_so(db: str, tmp_path: Path) -> None:
    with serving(db, tmp_path / "log", "--lan", "--no-tls") as it:
        assert it.base.startswith("http://")
        assert "Secure" not in it.pair().headers["set-cookie"]
        assert "Clear text" in it.get("/settings").text
        told = said(it)
    assert "clear text: anyone on this network can read the cards and notes" in told
    assert "fingerprint" not in told


@pytest.mark.usefixtures("in_a_network")
def test_every_address_of_ours_is_ours(db: str, tmp_path: Path) -> None:
    """Also one that came after the start: a machine changes networks."""
    with serving(db, tmp_path / "log", "--lan", "--no-tls") as it:
        port = int(it.base.rpartition(":")[2])
        for address, host, status in (
            ("127.0.0.9", f"127.0.0.9:{port}", 200),
            ("127.0.0.9", f"127.0.0.8:{port}", 421),
            ("127.0.0.9", "127.0.0.9", 421),
        ):
            connection = http.client.HTTPConnection(address, port, timeout=20)
            connection.request("GET", "/pair", headers={"Host": host})
            assert connection.getresponse().status == status, host
            connection.close()


def test_a_phone_is_never_sent_to_its_own_127_0_0_1(served: Served) -> None:
    """The code is for phones; what leads to this machine alone is a link, and said to be for it."""
    for path in ("/settings/pair", "/phone/calendar"):
        page = served.post(path, {"name": "x"}).text
        assert "http://127.0.0.1" in page
        assert 'class="qr"' not in page and "data:image" not in page, path
    assert "phones cannot reach it" in served.post("/settings/pair").text


@pytest.mark.usefixtures("in_a_network")
def test_a_code_leads_to_where_a_phone_can_go(db: str, tmp_path: Path) -> None:
    with serving(db, tmp_path / "log", "--lan") as it:
        it.pair()
        for path in ("/settings/pair", "/phone/calendar"):
            page = it.post(path, {"name": "x"}).text
            assert 'class="qr"' in page
            assert f'<code class="link">{it.base}/' in page and "127.0.0.1" not in page


def test_lan_in_no_network_is_refused(db: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(network, "addresses", lambda: ())
    with pytest.raises(InputError, match="no network") as refused:
        listen(0, lan=True, tls=True)
    assert refused.value.advice


@pytest.mark.parametrize(("tls", "usual"), [(True, 443), (False, 80)])
def test_a_browser_leaves_out_the_usual_port(monkeypatch: pytest.MonkeyPatch, tls: bool, usual: int) -> None:
    monkeypatch.setattr(Listener, "bind", lambda self, at: None)
    monkeypatch.setattr(Listener, "getsockname", lambda self: ("127.0.0.1", usual))
    at = listen(usual, lan=False, tls=tls)
    at.socket.close()
    assert {"localhost", f"localhost:{usual}", "127.0.0.1"} <= at.site.hosts


def test_a_browser_that_was_not_here_for_long_is_a_stranger(db: str, tmp_path: Path) -> None:
    with serving(db, tmp_path / "log") as it:
        it.pair()
        assert it.get("/people").status == 200
        with closing(sqlite3.connect(db)) as store, store:
            store.execute("UPDATE device SET seen = datetime('now', '-31 days')")
        assert it.get("/people").status == 303
