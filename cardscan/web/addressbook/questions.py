"""Answer PROPFIND and REPORT: what there is, what changed, and the cards themselves."""

from collections.abc import Iterator

from starlette.responses import Response

from cardscan.vcards.book import book_of
from cardscan.web.addressbook import told
from cardscan.web.addressbook.asked import ADDRESS_DATA, MULTIGET, QUERY, SYNC, Report, Wanted
from cardscan.web.addressbook.books import Books, Sent
from cardscan.web.addressbook.places import Place, place_of
from cardscan.web.addressbook.properties import of_card, of_collection
from cardscan.web.addressbook.query import CollationError, Filter, filter_of
from cardscan.web.addressbook.words import text

_NO_TOKEN = "<d:valid-sync-token/>"  # noqa: S105 - no password


def properties_of(books: Books, place: Place, wanted: Wanted, deep: bool) -> Response:
    """Tell properties of a resource, and of those in it."""
    if place.kind != "card":
        return told.multistatus(_collections(books, place, wanted, deep))
    sent = books.card(place.book, place.name)
    if sent is None:
        return told.error(404)
    return told.multistatus([told.response(place.href, wanted, of_card(sent.etag))])


def _collections(books: Books, place: Place, wanted: Wanted, deep: bool) -> Iterator[str]:
    yield _collection(books, place, wanted)
    if deep and place.kind == "root":
        yield from (_collection(books, Place(kind), wanted) for kind in ("principal", "home"))
    elif deep and place.kind == "home":
        yield from (_collection(books, Place("book", book), wanted) for book in books.there())
    elif deep and place.kind == "book":
        numbers = books.numbers(place.book)
        for each in books.phone.listed(place.book):
            path = Place("card", place.book, each.name).href
            yield told.response(path, wanted, of_card(numbers.etag(each.changed)))


def _collection(books: Books, place: Place, wanted: Wanted) -> str:
    latest = books.phone.latest(place.book) if place.kind == "book" else 0
    return told.response(place.href, wanted, of_collection(place, books.numbers(place.book), latest))


def reported(books: Books, place: Place, asked: Report) -> Response:
    """Answer a REPORT about a book."""
    cards = _wants_cards(asked.wanted)
    if asked.kind == MULTIGET:
        return told.multistatus(_several(books, place, asked), cards=cards)
    if asked.kind == SYNC:
        return _changes(books, place, asked)
    if asked.kind == QUERY:
        try:
            return told.multistatus(_meant(books, place, asked, filter_of(asked.filter)), cards=cards)
        except CollationError:
            return told.error(403, "<c:supported-collation/>")
    return told.error(403, "<d:supported-report/>")


def _changes(books: Books, place: Place, asked: Report) -> Response:
    """Tell what changed since a token was given out (RFC 6578, 3)."""
    numbers, latest = books.numbers(place.book), books.phone.latest(place.book)  # before the list: none is missed
    if not asked.token:
        listed = books.phone.listed(place.book)
        cut = asked.most is not None and len(listed) > asked.most
        rows = listed[: asked.most]
        now = rows[-1].changed if cut else latest
    else:
        since = numbers.number(place.book, asked.token)
        if since is None or since > latest:
            return told.error(403, _NO_TOKEN)
        rows = books.phone.changed(place.book, since, None if asked.most is None else asked.most + 1)
        cut = asked.most is not None and len(rows) > asked.most
        rows = rows[: asked.most]
        now = rows[-1].changed if rows else since

    def responses() -> Iterator[str]:
        there = [each.name for each in rows if each.there]
        if _wants_cards(asked.wanted):
            yield from (_sent(place, asked.wanted, sent) for sent in books.cards(place.book, there))
        for each in rows:
            path = Place("card", place.book, each.name).href
            if not each.there:
                yield told.status(path, "404 Not Found")
            elif not _wants_cards(asked.wanted):
                yield told.response(path, asked.wanted, of_card(numbers.etag(each.changed)))
        if cut:
            yield told.cut_off(place.href)

    return told.multistatus(responses(), numbers.token(place.book, now), _wants_cards(asked.wanted))


def _several(books: Books, place: Place, asked: Report) -> Iterator[str]:
    """Tell of the cards that are named."""
    places = {href: place_of(href) for href in asked.hrefs}
    names = [each.name for each in places.values() if each and each.kind == "card" and each.book == place.book]
    found = set()
    for sent in books.cards(place.book, list(dict.fromkeys(names))):
        found.add(sent.name)
        yield _sent(place, asked.wanted, sent)
    for href, each in places.items():
        if each is None or each.kind != "card" or each.book != place.book or each.name not in found:
            yield told.status(href, "404 Not Found")


def _meant(books: Books, place: Place, asked: Report, wanted: Filter) -> Iterator[str]:
    """Tell of the cards that a filter wants: found in the database as far as it can tell, then looked at."""
    if not wanted.parts and not _wants_cards(asked.wanted):
        numbers = books.numbers(place.book)
        rows = books.phone.listed(place.book)
        for each in rows[: asked.most]:
            path = Place("card", place.book, each.name).href
            yield told.response(path, asked.wanted, of_card(numbers.etag(each.changed)))
        if asked.most is not None and len(rows) > asked.most:
            yield told.cut_off(place.href)
        return
    said = 0
    for sent in books.cards(place.book, _may_be_meant(books, place, wanted)):
        if not wanted.holds(book_of(sent.text).cards[0]):
            continue
        if said == asked.most:
            yield told.cut_off(place.href)
            return
        said += 1
        yield _sent(place, asked.wanted, sent)


def _may_be_meant(books: Books, place: Place, wanted: Filter) -> list[str]:
    if wanted.uid is not None:
        return books.phone.with_uid(place.book, wanted.uid)
    if patterns := wanted.patterns():
        return books.phone.likely(place.book, patterns)
    return [each.name for each in books.phone.listed(place.book)]


def _wants_cards(wanted: Wanted) -> bool:
    return ADDRESS_DATA in wanted.names


def _sent(place: Place, wanted: Wanted, sent: Sent) -> str:
    found = {**of_card(sent.etag)}
    if _wants_cards(wanted):
        found[ADDRESS_DATA] = text(_only(sent.text, wanted.of_cards))
    return told.response(Place("card", place.book, sent.name).href, wanted, found)


def _only(card: str, names: tuple[str, ...]) -> str:
    """Leave of a card what is wanted of it (RFC 6352, 10.4.2)."""
    if not names:
        return card
    lines = book_of(card).cards[0].lines
    kept = ("BEGIN", "END", "VERSION", *names)
    return "".join(line.raw for line in lines if line.name in kept)
