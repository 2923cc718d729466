"""Answers that no server should give: each ends in an error with advice, or is taken for what it says."""

import contextlib
import socket
import ssl
import threading
from collections.abc import Callable, Iterator

import pytest

from cardscan.dav.addressbook import AddressBook
from cardscan.dav.addresses import origin_of
from cardscan.dav.http import Http, Login
from cardscan.errors import ServerError

_TRUST = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)  # of nobody: to read the system's authorities takes long
CARD = b"BEGIN:VCARD\r\nVERSION:3.0\r\nUID:1\r\nFN:A\r\nEND:VCARD\r\n"
BOOK = (
    b'<?xml version="1.0"?><d:multistatus xmlns:d="DAV:" xmlns:c="urn:ietf:params:xml:ns:carddav"><d:response>'
    b"<d:href>/b/</d:href><d:propstat><d:prop><d:resourcetype><c:addressbook/></d:resourcetype></d:prop>"
    b"<d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>%s</d:multistatus>"
)
ENTRY = (
    b"<d:response><d:href>%s</d:href><d:propstat><d:prop><d:getetag>%s</d:getetag></d:prop></d:propstat></d:response>"
)


def answer(status: bytes = b"207 So", body: bytes = b"", **headers: bytes) -> bytes:
    lines = [b"%s: %s" % (name.replace("_", "-").encode(), value) for name, value in headers.items()]
    lines += [b"Content-Length: %d" % len(body), b"Connection: close"]
    return b"HTTP/1.1 " + status + b"\r\n" + b"\r\n".join(lines) + b"\r\n\r\n" + body


def listed(href: bytes, etag: bytes = b'"1"') -> bytes:
    return answer(body=BOOK % (ENTRY % (href, etag)), Content_Type=b"text/xml")


def in_encoding(name: bytes) -> bytes:
    return answer(body=b'<?xml version="1.0" encoding="%s"?><a/>' % name, Content_Type=b"text/xml")


def busy(until: bytes) -> bytes:
    return answer(b"503 No", Retry_After=until)


def who(challenge: bytes) -> bytes:
    return answer(b"401 No", WWW_Authenticate=challenge)


@contextlib.contextmanager
def answering(said: bytes) -> Iterator[AddressBook]:
    """An address book of which every request is answered alike."""
    heard: list[bytes] = []
    with socket.create_server(("127.0.0.1", 0)) as listening:

        def serve() -> None:
            with contextlib.suppress(OSError):
                while True:
                    connection, _ = listening.accept()
                    with connection, contextlib.suppress(OSError):
                        heard.append(connection.recv(1 << 16))
                        connection.sendall(said)

        threading.Thread(target=serve, daemon=True).start()
        url = f"http://127.0.0.1:{listening.getsockname()[1]}/b/"
        with Http(origin_of(url), Login("tøve", "x"), trust=_TRUST, wait=lambda _: None) as http:
            book = AddressBook(http, url)
            book.heard = heard  # type: ignore[attr-defined]
            yield book
        listening.shutdown(socket.SHUT_RDWR)


def lists(book: AddressBook) -> None:
    book.etags()


def reads(book: AddressBook) -> None:
    book.read("/b/1.vcf")


def replaces_listed(book: AddressBook) -> None:
    for path, etag in book.etags().items():
        book.replace(path, CARD, etag)


REFUSED: dict[str, tuple[Callable[[AddressBook], None], bytes]] = {
    "to wait 400 digits of seconds": (lists, busy(b"9" * 400)),
    "to wait 5000 digits of seconds": (lists, busy(b"9" * 5000)),
    "to wait until there is no calendar": (lists, busy(b"Fri, 31 Dec 9999 23:59:59 -1400")),
    "to wait until the year 1": (lists, busy(b"Mon, 01 Jan 0001 00:00:00 +1400")),
    "to wait until nonsense": (lists, busy(b"Mon, 99 Foo 99999 99:99:99 +9999")),
    "to wait squared seconds": (lists, busy("²".encode("latin-1"))),
    "an etag of two lines": (replaces_listed, listed(b"/b/1.vcf", b'"a&#10;Evil: x"')),
    "an etag of a megabyte": (replaces_listed, listed(b"/b/1.vcf", b'"%s"' % (b"a" * 2**20))),
    "an unknown encoding": (lists, in_encoding(b"klingon")),
    "an encoding of bytes": (lists, in_encoding(b"base64")),
    "an encoding of several bytes": (lists, in_encoding(b"shift_jis")),
    "an encoding that is none": (lists, in_encoding(b"undefined")),
    "an encoding with a zero": (lists, in_encoding(b"a\0b")),
    "an empty list": (lists, answer(Content_Type=b"text/xml")),
    "an address without a port": (lists, listed(b"http://x:99999999/1.vcf")),
    "an address that is no IPv6": (lists, listed(b"http://[::1/1.vcf")),
    "sent to no address": (lists, answer(b"302 So", Location=b"http://[")),
    "sent to a script": (lists, answer(b"302 So", Location=b"javascript:1")),
    "sent to 70,000 letters": (lists, answer(b"302 So", Location=b"/" + b"a" * 70000)),
    "sent to a host of 300 letters": (lists, answer(b"302 So", Location=b"http://" + b"a" * 300 + b".example/")),
    "digest without a question": (lists, who(b"Digest")),
    "digest with qop alone": (lists, who(b'Digest realm="x", nonce="y", qop="auth-int"')),
    "digest by an unknown way": (lists, who(b'Digest realm="x", nonce="y", algorithm=FOO')),
    "digest of junk": (lists, who(b'Digest ,,,===,"')),
    "a mail server": (reads, b"220 mail.example ESMTP\r\n"),
    "a length below nothing": (reads, b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nabc"),
    "a length of 5000 digits": (reads, b"HTTP/1.1 200 OK\r\nContent-Length: " + b"9" * 5000 + b"\r\n\r\nabc"),
    "a piece of no length": (reads, b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nZZZ\r\n"),
    "a status of eight digits": (reads, answer(b"99999999 So")),
    "a header of a megabyte": (reads, b"HTTP/1.1 200 OK\r\nX: " + b"a" * 2**20 + b"\r\n\r\n"),
}


@pytest.mark.parametrize(("do", "said"), REFUSED.values(), ids=REFUSED.keys())
def test_an_odd_answer_is_an_error_with_advice(do: Callable[[AddressBook], None], said: bytes) -> None:
    with answering(said) as book, pytest.raises(ServerError) as caught:
        do(book)
    assert caught.value.advice and len(caught.value.message) < 500


@pytest.mark.parametrize("etag", ['"ä"'.encode(), '"ä"'.encode("latin-1"), b'"\xe2\x82"'])
def test_an_etag_of_any_octets_goes_back_as_it_came(etag: bytes) -> None:
    with answering(answer(b"200 OK", CARD, Content_Type=b"text/vcard", ETag=etag)) as book:
        card = book.read("/b/1.vcf")
        assert card
        book.replace("/b/1.vcf", CARD, card.etag)
        assert b"if-match: %s\r\n" % etag in book.heard[-1].replace(b"If-Match", b"if-match")  # type: ignore[attr-defined]


def test_an_etag_beyond_ascii_in_a_list_is_sent() -> None:
    with answering(listed(b"/b/1.vcf", '"ŁÄ"'.encode())) as book:
        assert book.etags() == {"/b/1.vcf": '"ŁÄ"'}
        with pytest.raises(ServerError):  # 207 is no answer to it
            replaces_listed(book)
        assert '"ŁÄ"'.encode() in book.heard[-1]  # type: ignore[attr-defined]


def test_a_status_in_a_list_that_is_none_is_passed_over() -> None:
    entry = b"<d:response><d:href>/b/1.vcf</d:href><d:status>HTTP/1.1 %s</d:status></d:response>" % (b"9" * 5000)
    with answering(answer(body=BOOK % entry, Content_Type=b"text/xml")) as book:
        assert list(book.etags()) == ["/b/1.vcf"]
