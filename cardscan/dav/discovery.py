"""Find the address books of an account from a URL or an e-mail address (RFC 6764, RFC 5397, RFC 6352)."""

from collections.abc import Iterator
from dataclasses import dataclass

from cardscan.dav.addresses import joined, origin_of, path_at
from cardscan.dav.http import Http
from cardscan.dav.providers import PROVIDERS, provider_of
from cardscan.dav.xml import CARD, DAV, Resource, multistatus, propfind
from cardscan.errors import InputError, ServerError

_PRINCIPAL = f"{DAV}current-user-principal"
_HOMES = f"{CARD}addressbook-home-set"
_TYPE = f"{DAV}resourcetype"
_NAME = f"{DAV}displayname"
_MAY = f"{DAV}current-user-privilege-set"
_WELL_KNOWN = "/.well-known/carddav"


@dataclass(frozen=True, slots=True)
class Start:
    """Where to begin to look."""

    url: str
    user: str  # "" where it is not known
    advice: str = ""


@dataclass(frozen=True, slots=True)
class FoundBook:
    """An address book of the account."""

    url: str
    name: str
    writable: bool = True


def start_of(where: str, user: str = "") -> Start:
    """Say where to begin for what the user typed. Raises InputError for what is neither URL nor e-mail address."""
    where = where.strip()
    if "://" not in where and "@" in where:
        domain = where.rpartition("@")[2].lower()
        known = PROVIDERS.get(domain)
        if known is None:
            return Start(f"https://{domain}/", user or where)
        if not known.url:
            raise InputError(f"{domain}: syncing with it is not possible", known.advice)
        return Start(known.url, user or where, known.advice)
    url = where if "://" in where else f"https://{where}"
    origin = origin_of(url)
    if "@" in url.split("/")[2]:
        raise InputError(
            "a user name does not belong in the address", "give it with --user; you will be asked for the password"
        )
    known = provider_of(origin.host)
    return Start(url, user, known.advice if known else "")


def find_books(http: Http, url: str) -> tuple[FoundBook, ...]:
    """List the address books to be found from a URL. Raises ServerError where no address book server answers."""
    first: ServerError | None = None
    for candidate in dict.fromkeys((url, joined(url, _WELL_KNOWN), joined(url, "/"))):
        try:
            at, here = _look(http, candidate, "0", _TYPE, _NAME, _MAY, _PRINCIPAL, _HOMES)
        except _NothingThereError as error:
            first = first or error
            continue
        if not here:
            continue
        if _is_book(here[0]):
            return (_book(at, here[0]),)
        homes = list(_homes(http, at, here[0]))
        if homes:
            return tuple(dict.fromkeys(book for home in homes for book in _books(http, home)))
    raise first or ServerError(
        f"{url}: the server names no address books", "give the address of the address book itself"
    )


class _NothingThereError(ServerError):
    """No address book server answers at an address."""


def _look(http: Http, url: str, depth: str, *names: str) -> tuple[str, tuple[Resource, ...]]:
    answer = http.ask("PROPFIND", url, propfind(*names), Depth=depth, Content_Type="application/xml; charset=utf-8")
    if answer.status == 403:
        raise _NothingThereError(f"{url}: you may not look there", "check user name and address")
    try:
        return answer.url, multistatus(answer)
    except ServerError as error:
        raise _NothingThereError(error.message, "give the address of the server, or of the address book") from error


def _homes(http: Http, url: str, here: Resource) -> Iterator[str]:
    """Give where the user's address books are, by way of who the user is to the server."""
    if found := here.hrefs(_HOMES):
        yield from (joined(url, href) for href in found)
        return
    for principal in here.hrefs(_PRINCIPAL):
        at, said = _look(http, joined(url, principal), "0", _HOMES)
        yield from (joined(at, href) for each in said for href in each.hrefs(_HOMES))


def _books(http: Http, home: str) -> Iterator[FoundBook]:
    at, inside = _look(http, home, "1", _TYPE, _NAME, _MAY)
    yield from (_book(at, each) for each in inside if _is_book(each))


def _is_book(resource: Resource) -> bool:
    return resource.has(_TYPE, f"{CARD}addressbook")


def _book(at: str, resource: Resource) -> FoundBook:
    url = joined(at, resource.href)
    name = resource.text(_NAME) or path_at(at, resource.href).rstrip("/").rpartition("/")[2]
    allowed = [resource.has(_MAY, f"{DAV}{each}") for each in ("write", "write-content", "bind", "all")]
    return FoundBook(url if url.endswith("/") else f"{url}/", name, _MAY not in resource.found or any(allowed))
