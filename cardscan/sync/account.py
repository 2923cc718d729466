"""Choose an address book, and connect to it."""

from collections.abc import Callable, Sequence

from cardscan.dav.addresses import origin_of
from cardscan.dav.discovery import FoundBook
from cardscan.dav.http import Http, Login
from cardscan.dav.providers import provider_of
from cardscan.errors import InputError, candidates
from cardscan.sync.passwords import find_password

#: Asks for the password of a user at a server.
AskPassword = Callable[[str, str], str]


def login_for(url: str, user: str, command: str, ask: AskPassword) -> Login | None:
    """Say who the user is; None for nobody. Raises InputError or SetupError where there is no password."""
    if not user:
        return None
    return Login(user, find_password(url, user, command) or ask(url, user))


def connected(url: str, login: Login | None, wait: Callable[[float], None]) -> Http:
    """Connect to the server of an address, and to no other but those of the same provider."""
    origin = origin_of(url)
    provider = provider_of(origin.host)
    return Http(origin, login, domain=provider.domain if provider else "", wait=wait)


def chosen(books: Sequence[FoundBook], wanted: str | None) -> FoundBook:
    """Give the address book that is wanted, by name or address, or the only one. Raises InputError with the choice."""
    rows = [f"{book.name}  {book.url}" + ("" if book.writable else "  (read only)") for book in books]
    if not books:
        raise InputError("that account has no address book", "create one there first")
    found = [book for book in books if wanted is None or wanted.casefold() in _names(book)]
    if len(found) != 1:
        lead = (
            "there are several address books:"
            if wanted is None
            else f"not exactly one address book is called {wanted!r}:"
        )
        raise InputError(candidates(lead, rows), "choose one: --book NAME")
    if not found[0].writable:
        raise InputError(candidates("you may only read that address book:", rows), "choose another: --book NAME")
    return found[0]


def _names(book: FoundBook) -> tuple[str, ...]:
    return book.name.casefold(), book.url.casefold(), book.url.rstrip("/").rpartition("/")[2].casefold()
