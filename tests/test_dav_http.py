"""What goes wrong between us and a server: one clear error, nothing done twice, no password where it is not meant."""

import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path

import pytest
import trustme
from dav_servers import PASSWORD, Server
from faulty_proxy import (
    ANSWER_LOST,
    BOMB,
    BUSY,
    FORBIDDEN,
    FULL,
    HALF_AN_ANSWER,
    HUGE,
    NOT_REACHED,
    TOO_MANY,
    UNKNOWN,
    WEB_PAGE,
    Fault,
    Proxy,
    proxy,
    says,
)

from cardscan.dav import http
from cardscan.dav.addressbook import AddressBook, CardRefusedError, PreconditionError
from cardscan.dav.addresses import origin_of
from cardscan.dav.http import Http, Login, LostError
from cardscan.dav.scheme import refused_tls
from cardscan.errors import Exit, ServerError, SetupError

CARD = b"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:u1\r\nFN:Ada Quillfeather\r\nN:Quillfeather;Ada;;;\r\nEND:VCARD\r\n"


@pytest.fixture
def between(servers: dict[str, Server]) -> Iterator[Proxy]:
    with proxy(servers["radicale"].port) as running:
        yield running


class Client:
    """A connection and an address book behind it."""

    def __init__(self, asked: Http, book: AddressBook, waited: list[float]) -> None:
        self.http, self.book, self.waited = asked, book, waited


@contextmanager
def client(url: str, path: str, trust: ssl.SSLContext | None = None, password: str = PASSWORD) -> Iterator[Client]:
    waited: list[float] = []
    with Http(origin_of(url), Login("tove", password), trust=trust, wait=waited.append) as asked:
        yield Client(asked, AddressBook(asked, f"{url}{path}"), waited)


@pytest.fixture
def to(servers: dict[str, Server], between: Proxy) -> Iterator[Client]:
    with client(between.url, servers["radicale"].new_book()) as opened:
        yield opened


def test_a_busy_server_is_asked_again_when_it_says(to: Client, between: Proxy) -> None:
    between.at(1, TOO_MANY)
    assert to.book.etags() == {}
    assert to.waited == [2.0]
    between.at(1, BUSY)
    assert to.book.create(to.book.path_of("u1"), CARD)  # it said that nothing was done
    assert [request.method for request in between.seen] == ["PUT", "PUT"]


def test_a_pause_may_be_a_date(to: Client, between: Proxy) -> None:
    between.at(1, says(503, Retry_After=format_datetime(datetime.now(UTC) + timedelta(seconds=30), usegmt=True)))
    to.book.etags()
    assert 25 < to.waited[0] <= 30
    between.at(1, says(503, Retry_After="soon"))
    to.book.etags()
    assert to.waited[1] == 1.0


def test_a_long_pause_is_left_to_the_user(to: Client, between: Proxy) -> None:
    between.at(1, says(429, Retry_After="7200"))
    with pytest.raises(ServerError, match="asks you to wait 120 minutes") as caught:
        to.book.etags()
    assert to.waited == [] and caught.value.exit_code == Exit.SERVER


def test_a_server_that_stays_busy(to: Client, between: Proxy) -> None:
    between.at(1, BUSY, also_after=True)
    with pytest.raises(ServerError, match="busy or under repair"):
        to.book.etags()
    assert len(between.seen) == 4


@pytest.mark.parametrize("fault", [NOT_REACHED, ANSWER_LOST, HALF_AN_ANSWER])
def test_reading_is_tried_again_and_writing_is_not(to: Client, between: Proxy, fault: Fault) -> None:
    between.at(1, fault)
    assert to.book.etags() == {}
    between.at(1, fault, also_after=True)
    with pytest.raises(LostError, match="connection broke"):
        to.book.etags()
    assert len(between.seen) == 4
    between.at(1, NOT_REACHED if fault is HALF_AN_ANSWER else fault)
    with pytest.raises(LostError):
        to.book.create(to.book.path_of("u1"), CARD)
    assert [request.method for request in between.seen] == ["PUT"]


def test_preconditions(to: Client) -> None:
    path = to.book.path_of("u1")
    etag = to.book.create(path, CARD)
    with pytest.raises(PreconditionError):
        to.book.create(path, CARD)
    newer = to.book.replace(path, CARD.replace(b"Ada", b"Ida"), etag)
    with pytest.raises(PreconditionError):
        to.book.replace(path, CARD, etag)
    with pytest.raises(PreconditionError):
        to.book.delete(path, etag)
    assert to.book.etags() == {path: newer}
    assert to.book.find("u1") == path
    to.book.delete(path, newer)
    to.book.delete(path, newer)
    assert to.book.read(path) is None and to.book.find("u1") == ""


@pytest.mark.parametrize(
    ("fault", "said", "kind"),
    [
        (FULL, "is full", ServerError),
        (FORBIDDEN, "you may not", ServerError),
        (says(405), "read-only", ServerError),
        (says(413), "too large", CardRefusedError),
        (says(423), "locked by another program", CardRefusedError),
        (says(400), "does not understand", CardRefusedError),
        (says(418), "answers 418", ServerError),
    ],
)
def test_a_card_that_is_not_taken(to: Client, between: Proxy, fault: Fault, said: str, kind: type[ServerError]) -> None:
    between.at(1, fault, also_after=True)
    with pytest.raises(ServerError, match=said) as caught:
        to.book.create(to.book.path_of("u1"), CARD)
    assert type(caught.value) is kind and caught.value.advice
    assert len(between.seen) == 1


def test_a_refused_password_is_not_tried_again_and_not_repeated(to: Client, between: Proxy) -> None:
    between.at(1, UNKNOWN, also_after=True)
    with pytest.raises(ServerError, match="does not accept") as caught:
        to.book.etags()
    assert len(between.seen) == 1
    assert "app password" in caught.value.advice
    assert PASSWORD not in f"{caught.value!r} {caught.value.advice} {to.http!r} {Login('tove', PASSWORD)!r}"


def test_digest_where_basic_is_not_taken(servers: dict[str, Server]) -> None:
    server = servers["xandikos"]  # which asks nobody: the proxy does
    asks = says(401, WWW_Authenticate='Digest realm="r", nonce="n", qop="auth", algorithm=SHA-256')
    with proxy(server.port) as between, client(between.url, server.new_book()) as to:
        between.fault = lambda request: None if request.scheme == "Digest" else asks
        assert to.book.etags() == {}
        assert [request.scheme for request in between.seen] == ["Basic", "", "Digest"]
        assert to.book.create(to.book.path_of("u1"), CARD)
        assert [request.scheme for request in between.seen][3:] == ["Digest"]


def test_a_server_that_takes_no_passwords(to: Client, between: Proxy) -> None:
    between.at(1, says(401, WWW_Authenticate="Bearer"), also_after=True)
    with pytest.raises(ServerError, match=r"accepts no passwords \(bearer\)"):
        to.book.etags()


@pytest.mark.parametrize("fault", [WEB_PAGE, says(200, b"{}", Content_Type="application/json"), says(404)])
def test_something_else_answers(to: Client, between: Proxy, fault: Fault) -> None:
    between.at(1, fault, also_after=True)
    with pytest.raises(ServerError):
        to.book.etags()
    if fault is WEB_PAGE:
        with pytest.raises(ServerError, match="not a card"):
            to.book.read(to.book.path_of("u1"))
        with pytest.raises(LostError, match="web page"):
            to.book.create(to.book.path_of("u1"), CARD)


@pytest.mark.parametrize("fault", [BOMB, says(207, b"<d:multistatus xmlns:d='DAV:'><d:resp", Content_Type="text/xml")])
def test_xml_that_harms_or_is_cut_off(to: Client, between: Proxy, fault: Fault) -> None:
    between.at(1, fault)
    start = time.process_time()
    with pytest.raises(ServerError, match="not XML, is cut off, or could do harm"):
        to.book.etags()
    assert time.process_time() - start < 2


def test_an_answer_without_end(to: Client, between: Proxy) -> None:
    between.at(1, HUGE)
    with pytest.raises(ServerError, match="larger than 32 MB"):
        to.book.etags()


def test_a_list_that_is_not_whole(to: Client, between: Proxy) -> None:
    whole = to.http.ask("PROPFIND", to.book.url, Depth="1").body.decode()
    cut = "<response><href>{}</href><status>HTTP/1.1 507 Insufficient Storage</status></response></multistatus>"
    path = to.book.path_of("").removesuffix(".vcf")
    body = whole.replace("</multistatus>", cut.format(path))
    between.at(1, says(207, body.encode(), Content_Type="text/xml"))
    with pytest.raises(ServerError, match="only part"):
        to.book.etags()


def test_a_compressed_answer_is_refused(to: Client, between: Proxy) -> None:
    between.at(1, says(207, b"\x1f\x8b", Content_Encoding="gzip", Content_Type="text/xml"))
    with pytest.raises(ServerError, match="compresses"):
        to.book.etags()


def test_an_answer_that_drips(to: Client, between: Proxy, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(http, "_WHOLE", 0.05)
    between.at(1, Fault(pause=0.01), also_after=True)
    with pytest.raises(LostError, match="too slowly"):
        to.book.read(to.book.path_of("u1"))


def test_a_server_that_says_nothing(
    servers: dict[str, Server], between: Proxy, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(http, "_SILENCE", 0.05)
    between.at(1, Fault(pause=0.3), also_after=True)
    with client(between.url, "/tove/x/") as to, pytest.raises(LostError, match="does not answer"):
        to.book.create(to.book.path_of("u1"), CARD)


def test_nobody_there() -> None:
    with proxy(1) as gone:
        url = gone.url
    with client(url, "/x/") as to, pytest.raises(ServerError, match="cannot be reached"):
        to.book.create(to.book.path_of("u1"), CARD)
    assert to.waited == [1.0, 3.0, 9.0]  # nothing was sent, so that writing may be tried again, too


def test_a_redirect_on_the_same_server_is_followed(to: Client, between: Proxy) -> None:
    onward = to.book.url
    between.at(1, says(301, Location=onward))
    assert to.http.ask("PROPFIND", f"{between.url}/.well-known/carddav", Depth="0").url == onward
    between.at(1, says(308, Location=onward), also_after=True)
    with pytest.raises(ServerError, match="in circles"):
        to.book.etags()


@pytest.mark.parametrize(
    "where", ["other port", "http://localhost:{port}/", "https://127.0.0.1:{port}/", "//evil.example"]
)
def test_a_redirect_to_another_server_is_not(
    to: Client, servers: dict[str, Server], between: Proxy, where: str
) -> None:
    with proxy(servers["radicale"].port) as other:
        onward = f"{other.url}/tove/" if where == "other port" else where.format(port=between.port)
        between.at(1, says(302, Location=onward))
        with pytest.raises(ServerError, match="your password was not sent there") as caught:
            to.book.etags()
        assert "if you trust it: cardscan sync setup" in caught.value.advice
        assert other.seen == [] and len(between.seen) == 1


@pytest.mark.parametrize("where", ["http://[::", "ftp://127.0.0.1/", "/a\x7fb"])
def test_a_redirect_to_no_address(to: Client, between: Proxy, where: str) -> None:
    between.at(1, says(302, Location=where))
    with pytest.raises(ServerError, match="not an address"):
        to.book.etags()


def test_a_card_at_no_address(to: Client, between: Proxy) -> None:
    body = to.http.ask("PROPFIND", to.book.url, Depth="1").body.replace(b"<href>/", b"<href>http://[::/")
    between.at(1, says(207, body, Content_Type="text/xml"))
    with pytest.raises(ServerError, match="not an address"):
        to.book.etags()


def test_other_servers_of_a_provider_are_its_own() -> None:
    with Http(origin_of("https://contacts.icloud.com"), None, domain="icloud.com") as asked:
        for url, trusted in {
            "https://p42-contacts.icloud.com:443/1/carddavhome/": True,
            "http://p42-contacts.icloud.com/": False,
            "https://evil-icloud.com/": False,
            "https://icloud.com.evil.example/": False,
        }.items():
            assert asked._is_trusted(origin_of(url)) is trusted, url


@pytest.fixture(scope="module")
def authority() -> trustme.CA:
    return trustme.CA()


def serving(authority: trustme.CA, name: str) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(name).configure_cert(context)
    return context


def trusting(authority: trustme.CA) -> ssl.SSLContext:
    context = ssl.create_default_context()
    authority.configure_trust(context)
    return context


@pytest.mark.parametrize(
    ("variable", "value"),
    [("SSL_CERT_FILE", "/nowhere.pem"), ("ALL_PROXY", "socks5://127.0.0.1:1"), ("ALL_PROXY", "nonsense://x")],
)
def test_an_environment_that_cannot_be(monkeypatch: pytest.MonkeyPatch, variable: str, value: str) -> None:
    monkeypatch.setenv(variable, value)
    with pytest.raises(SetupError, match="environment's settings") as caught:
        Http(origin_of("https://cloud.example"), None)
    assert variable in caught.value.advice


def test_an_authority_of_ones_own(
    servers: dict[str, Server], authority: trustme.CA, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    authority.cert_pem.write_to_path(str(tmp_path / "own.pem"))
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "own.pem"))
    server = servers["radicale"]
    with proxy(server.port, serving(authority, "127.0.0.1")) as good, client(good.url, server.new_book()) as to:
        assert to.book.etags() == {}


def test_the_other_scheme_is_said_at_once(servers: dict[str, Server], authority: trustme.CA) -> None:
    server = servers["radicale"]
    path = server.new_book()
    with client(server.url.replace("http:", "https:")[:-1], path, trusting(authority)) as to:
        with pytest.raises(ServerError, match="it speaks http, not https") as caught:
            to.book.etags()
        assert f"cardscan sync setup http://127.0.0.1:{server.port}" in caught.value.advice and to.waited == []
    with proxy(server.port, serving(authority, "127.0.0.1")) as encrypted:
        with client(encrypted.url.replace("https:", "http:"), path) as to:
            with pytest.raises(ServerError, match="it speaks https, not http") as caught:
                to.book.etags()
            assert f"cardscan sync setup https://127.0.0.1:{encrypted.port}" in caught.value.advice and to.waited == []
        assert encrypted.seen == []


def test_a_server_that_says_400_and_speaks_no_tls_is_let_say_it(to: Client, between: Proxy) -> None:
    between.at(1, says(400))
    assert to.http.ask("PROPFIND", to.book.url, Depth="0").status == 400


@pytest.mark.parametrize(
    ("url", "right"),
    [
        ("https://cloud.example", "http://cloud.example"),
        ("http://cloud.example:8443/x", "https://cloud.example:8443"),
        ("http://[::1]:80/", "https://[::1]"),
    ],
)
def test_the_same_place_by_the_other_scheme(url: str, right: str) -> None:
    assert str(origin_of(url).otherwise) == right
    assert origin_of(url).otherwise.otherwise == origin_of(url)


def test_encryption_that_does_not_come_about_is_no_matter_of_the_network() -> None:
    old = ssl.SSLError(1, "[SSL: TLSV1_ALERT_PROTOCOL_VERSION] tlsv1 alert protocol version")
    old.reason = "TLSV1_ALERT_PROTOCOL_VERSION"
    told = refused_tls(origin_of("https://cloud.example"), old)
    assert told and told[0].endswith("no encrypted connection comes about: tlsv1 alert protocol version")
    assert refused_tls(origin_of("https://cloud.example"), ssl.SSLEOFError()) is None  # a network may do that


def test_certificates(servers: dict[str, Server], authority: trustme.CA) -> None:
    server = servers["radicale"]
    path = server.new_book()
    with proxy(server.port, serving(authority, "127.0.0.1")) as good:
        with client(good.url, path, trusting(authority)) as to:
            assert to.book.etags() == {}
        good.well()
        with client(good.url, path) as to, pytest.raises(ServerError, match="certificate is not valid") as caught:
            to.book.etags()
        assert "nothing was sent" in caught.value.advice and to.waited == [] and good.seen == []
    with proxy(server.port, serving(authority, "other.example")) as wrong:
        with (
            client(wrong.url, path, trusting(authority)) as to,
            pytest.raises(ServerError, match="not valid for|mismatch"),
        ):
            to.book.etags()
        assert wrong.seen == []
