"""What a program saw of a person, promise, date or gift, by HTTP: ETag, If-Match (RFC 9110, 8.8.3 and 13.1.1)."""

from typing import Annotated

from fastapi import Depends, Header, Request
from fastapi.responses import Response

from cardscan.connections.seen import as_seen, date_of, fingerprint, promise_of
from cardscan.person import Person
from cardscan.store import Store
from cardscan.web.addressbook.preconditions import precondition
from cardscan.web.desk import desk

IfMatch = Annotated[
    str | None,
    Header(
        alias="If-Match",
        max_length=1000,
        description="the `etag` as you saw it; where it is another by now nothing is changed: 412",
    ),
]


def etag(of: object) -> str:
    """Give the tag of someone, of a promise, a date or a gift: another one whenever anything of them is."""
    return f'"{fingerprint(of)}"'


def tagged(response: Response, of: object) -> None:
    """Say the tag of what is answered, where it is one thing."""
    response.headers["ETag"] = etag(of)


def _of_person(request: Request, _if_match: IfMatch = None) -> Store:
    """Give the store for a change of the person in the address, as they were seen."""
    store, seen = desk(request).store, _seen(request)
    person_id = int(request.path_params["person_id"])

    if seen is None:
        return store
    as_tagged = as_seen(seen)

    def check(of: Person) -> None:
        if of.id == person_id:  # not of another one whom they are merged with
            as_tagged(of)

    return store.expecting(check)


def _of_promise(request: Request, _if_match: IfMatch = None) -> Store:
    """Give the store for a change of the promise in the address, as it was seen."""
    store, seen = desk(request).store, _seen(request)
    part = promise_of(int(request.path_params["promise_id"]))
    return store if seen is None else store.expecting(as_seen(seen, part))


def _of_date(request: Request, _if_match: IfMatch = None) -> Store:
    """Give the store for a change of the date in the address, as it was seen."""
    store, seen = desk(request).store, _seen(request)
    part = date_of(int(request.path_params["date_id"]))
    return store if seen is None else store.expecting(as_seen(seen, part))


def _of_gift(request: Request, _if_match: IfMatch = None) -> Store:
    """Give the store for a change of the gift in the address, as it was seen."""
    store, seen = desk(request).store, _seen(request)
    return store if seen is None else store.expecting(as_seen(seen))


def _seen(request: Request) -> tuple[str, ...] | None:
    """Give the tags of If-Match; None where anything is right."""
    match = precondition(request.headers).match
    return None if match is None or "*" in match else match


PersonSeen = Annotated[Store, Depends(_of_person)]
GiftSeen = Annotated[Store, Depends(_of_gift)]
PromiseSeen = Annotated[Store, Depends(_of_promise)]
DateSeen = Annotated[Store, Depends(_of_date)]
