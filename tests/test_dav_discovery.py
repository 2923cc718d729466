"""Finding the address books of an account, from whatever the user has of it."""

import pytest
from dav_servers import PASSWORD, USER, Server
from faulty_proxy import Proxy, says

from cardscan.dav.addresses import origin_of
from cardscan.dav.discovery import FoundBook, find_books, start_of
from cardscan.dav.http import Http, Login
from cardscan.dav.providers import provider_of
from cardscan.errors import InputError, ServerError


def found(server: Server, url: str) -> tuple[FoundBook, ...]:
    with Http(origin_of(url), Login(USER, PASSWORD) if server.user else None, wait=lambda _: None) as http:
        return find_books(http, url)


@pytest.mark.parametrize("where", ["/", "", "/nowhere/at/all", "/.well-known/carddav"])
def test_from_the_servers_address(server: Server, between: Proxy, where: str) -> None:
    path = server.new_book("Wharf people")
    books = found(server, between.url + where)
    assert FoundBook(between.url + path, "Wharf people") in books
    assert len(books) == len({book.url for book in books})


def test_from_the_address_of_an_address_book(server: Server, between: Proxy) -> None:
    path = server.new_book("Wharf people")
    assert found(server, between.url + path) == (FoundBook(between.url + path, "Wharf people"),)


def test_from_where_a_server_moved_its_address_books(server: Server, between: Proxy) -> None:
    path = server.new_book("Wharf people")
    faults = {"/.well-known/carddav": says(301, Location="/"), "/": says(404)}
    between.fault = lambda request: faults.get(request.path)
    with pytest.raises(ServerError, match="no address book server answers"):
        found(server, f"{between.url}/")
    faults["/.well-known/carddav"] = says(308, Location="/tove/")
    assert FoundBook(between.url + path, "Wharf people") in found(server, f"{between.url}/")


def test_a_home_on_another_server_is_not_asked_there(server: Server, between: Proxy) -> None:
    answer = (
        '<d:multistatus xmlns:d="DAV:"><d:response><d:href>/</d:href><d:propstat><d:prop>'
        '<c:addressbook-home-set xmlns:c="urn:ietf:params:xml:ns:carddav"><d:href>https://dav.example/tove/</d:href>'
        "</c:addressbook-home-set></d:prop><d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response>"
        "</d:multistatus>"
    )
    between.fault = lambda _: says(207, answer.encode(), Content_Type="text/xml")
    with pytest.raises(ServerError, match="your password was not sent there") as caught:
        found(server, f"{between.url}/")
    assert caught.value.advice == "if you trust it: cardscan sync setup https://dav.example/tove/"


def test_a_book_that_can_only_be_read(server: Server, between: Proxy) -> None:
    answer = (
        '<d:multistatus xmlns:d="DAV:"><d:response><d:href>/x/</d:href><d:propstat><d:prop><d:resourcetype>'
        '<c:addressbook xmlns:c="urn:ietf:params:xml:ns:carddav"/></d:resourcetype><d:current-user-privilege-set>'
        "<d:privilege><d:read/></d:privilege></d:current-user-privilege-set></d:prop>"
        "<d:status>HTTP/1.1 200 OK</d:status></d:propstat></d:response></d:multistatus>"
    )
    between.fault = lambda _: says(207, answer.encode(), Content_Type="text/xml")
    assert found(server, f"{between.url}/x/") == (FoundBook(f"{between.url}/x/", "x", writable=False),)


@pytest.mark.parametrize(
    ("typed", "url", "user", "domain"),
    [
        ("tove@icloud.com", "https://contacts.icloud.com", "tove@icloud.com", "icloud.com"),
        ("tove@Fastmail.com", "https://carddav.fastmail.com", "tove@Fastmail.com", ""),
        ("tove@brackwyth.example", "https://brackwyth.example/", "tove@brackwyth.example", ""),
        ("cloud.brackwyth.example/dav", "https://cloud.brackwyth.example/dav", "", ""),
        ("http://127.0.0.1:5232", "http://127.0.0.1:5232", "", ""),
        ("https://p42-contacts.icloud.com/1/", "https://p42-contacts.icloud.com/1/", "", "icloud.com"),
    ],
)
def test_where_to_begin(typed: str, url: str, user: str, domain: str) -> None:
    start = start_of(typed)
    known = provider_of(origin_of(start.url).host)
    assert (start.url, start.user, known.domain if known else "") == (url, user, domain)


@pytest.mark.parametrize(
    ("typed", "advice"),
    [
        ("tove@gmail.com", "contacts.google.com"),
        ("tove@outlook.com", "import the file in Outlook"),
        ("https://tove:sesame@cloud.example/", "--user"),
        ("ftp://cloud.example/", "https://"),
        ("https://", "https://"),
        ("https://cloud.example:port/", "https://"),
    ],
)
def test_what_cannot_be_begun_with(typed: str, advice: str) -> None:
    with pytest.raises(InputError) as caught:
        start_of(typed)
    assert advice in caught.value.advice
    assert "sesame" not in f"{caught.value} {caught.value.advice}"
