"""What all pages share: the store, the book, the reader in the background, who was let in, and the clock."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime
from functools import wraps
from typing import ParamSpec, TypeVar

from starlette.requests import Request

from cardscan.export.draft import noted
from cardscan.person import Person
from cardscan.store import Store
from cardscan.store.for_web import Serving
from cardscan.web.drafts import Drafts
from cardscan.web.jobs import Jobs
from cardscan.web.notices import Notices
from cardscan.web.pairing import Pairing
from cardscan.web.security import device_of
from cardscan.web.visits import Visits

P = ParamSpec("P")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Site:
    """Where the pages are served."""

    base: str  # http://127.0.0.1:8765, as a device reaches it that is to be let in
    hosts: frozenset[str]  # the names, with the port, by which we may be called
    lan: bool = False  # other devices of the network reach it
    tls: bool = False

    @property
    def cookie(self) -> str:
        """Name the cookie; with the port, since browsers keep those of one host together."""
        return f"cardscan-{self.base.rpartition(':')[2]}"


@dataclass(frozen=True, slots=True)
class Desk:
    """What all pages share."""

    site: Site
    store: Store
    serving: Serving
    jobs: Jobs
    pairing: Pairing
    notices: Notices
    drafts: Drafts
    visits: Visits  # of strangers who leave their contact
    now: Callable[[], datetime]  # in the user's own time zone

    def today(self) -> date:
        """Give the user's day."""
        return self.now().date()

    def names_besides(self, of: Person) -> tuple[str, ...]:
        """List the names of others that may be in what was noted of someone."""
        return self.store.directory.named_in(noted(of), of.id)


def desk(request: Request) -> Desk:
    """Give the desk of the site that is asked, at which sits who of us uses the device that asks."""
    found: Desk = getattr(request.state, "desk", None) or request.app.state.desk
    device = device_of(request)
    return _with_store(found, found.store.acting(device.user)) if device and device.user else found


def at_one_moment(page: Callable[P, T]) -> Callable[P, T]:
    """Let a page, which is given its request by name, read all that it shows as it is at one moment: see `Store`."""

    @wraps(page)
    def read(*args: P.args, **kwargs: P.kwargs) -> T:
        request = kwargs["request"]
        assert isinstance(request, Request)  # noqa: S101 - as routes give it
        at = desk(request)
        with at.store.at_one_moment() as store:
            request.state.desk = _with_store(at, store)
            try:
                return page(*args, **kwargs)
            finally:
                del request.state.desk

    return read


def _with_store(of: Desk, store: Store) -> Desk:
    return replace(of, store=store, serving=store.serving)
