"""The cards of one address book: list, read, create, replace, delete (RFC 6352), each write with its precondition."""

import re
from collections.abc import Collection, Iterator, Sequence

from cardscan.dav.addresses import joined, path_at
from cardscan.dav.http import Answer, Http, LostError, TooLargeError
from cardscan.dav.remote import RemoteCard, plain_uid
from cardscan.dav.xml import CARD, DAV, all_changes, multiget, multistatus, propfind, with_uid
from cardscan.errors import ServerError

_ETAG = f"{DAV}getetag"
_TYPE = f"{DAV}resourcetype"
_DATA = f"{CARD}address-data"
_BEGINS = re.compile(rb"(?:\xef\xbb\xbf)?\s*BEGIN:VCARD", re.I)
_ETAG_SENT = re.compile(r"[^\x00-\x1f\x7f]{1,1000}")
_PLAIN_UID = re.compile(r"[\w.:-]+", re.ASCII)
_MOST_READ = 5  # of the cards that are said to have a UID
_AT_ONCE = 50  # cards that are asked for together: with pictures some hundred kilobytes each
_SETUP = "cardscan sync setup chooses an address book"


class PreconditionError(Exception):
    """The card is not as we last saw it (412): nothing was done."""


class CardRefusedError(ServerError):
    """The server does not take this card; it may take others."""


class AddressBook:
    """An address book on a server. Paths are as `path_at` gives them.

    Every method may raise ServerError; what writes raises LostError where it may be done or not.
    """

    def __init__(self, http: Http, url: str) -> None:
        self._http = http
        self.url = url if url.endswith("/") else f"{url}/"

    def path_of(self, uid: str) -> str:
        """Give the path of the card that we create for a UID: always the same, so that none is created twice."""
        return path_at(self.url, f"{uid}.vcf")

    def etags(self) -> dict[str, str]:
        """List the paths of all cards with their etags."""
        answer = self._http.ask("PROPFIND", self.url, propfind(_ETAG, _TYPE), Depth="1", Content_Type=_XML)
        if answer.status in (404, 410):
            raise ServerError(f"{self.url}: the address book no longer exists", _SETUP)
        if answer.status in _REFUSALS:
            raise self._refused(answer, "read")
        resources = multistatus(answer)
        own = path_at(self.url, self.url)
        me = [each for each in resources if path_at(self.url, each.href) == own]
        if any(each.status == 507 for each in resources):  # RFC 6578, 3.6: what follows is left out
            raise ServerError(
                f"{self.url}: the server lists only part of it",
                "the address book may be too large; choose a smaller one with cardscan sync setup",
            )
        if not me or not me[0].has(_TYPE, f"{CARD}addressbook"):
            raise ServerError(f"{self.url}: this is not an address book", _SETUP)
        cards = [each for each in resources if each not in me and not each.has(_TYPE, f"{DAV}collection")]
        return {path_at(self.url, each.href): each.text(_ETAG) for each in cards if each.status == 200}

    def listed_otherwise(self) -> set[str]:
        """List the paths of all cards by another question than `etags`, or by the same again where it is not answered.

        A list that leaves a card out without a word is seen by this alone.
        """
        try:
            answer = self._http.ask("REPORT", self.url, all_changes(), Depth="0", Content_Type=_XML)
        except TooLargeError:
            return set(self.etags())
        try:
            resources = multistatus(answer) if answer.status == 207 else None
        except ServerError:  # it answers something else
            resources = None
        if resources is None:
            return set(self.etags())
        found = (path_at(self.url, each.href) for each in resources if each.status == 200)
        return {path for path in found if not path.endswith("/")}

    def read(self, path: str) -> RemoteCard | None:
        """Read a card exactly as it is; None where there is none."""
        answer = self._get(path)
        if answer.status in _GONE:
            return None
        if answer.status != 200:
            raise self._refused(answer, "read")
        if not _is_card(answer):
            raise self._no_card()
        return RemoteCard(path, answer.headers.get("etag", ""), answer.body)

    def look_through(self, paths: Collection[str], properties: Sequence[str]) -> Iterator[RemoteCard]:
        """Read what these properties of many cards say: not as they are byte for byte, and those alone that are there.

        They are asked for many at a time; one that does not come so by itself. One that cannot be read is empty.
        """
        in_order, several = sorted(paths), True
        for first in range(0, len(in_order), _AT_ONCE):
            some = in_order[first : first + _AT_ONCE]
            told = self._several(some, properties) if several else None
            several = told is not None
            for path in some:
                card = (told or {}).get(path) or self._look_at(path)
                if card is not None:
                    yield card

    def _several(self, paths: Sequence[str], properties: Sequence[str]) -> dict[str, RemoteCard] | None:
        """Ask for several cards at once; None where the server takes no such question."""
        body = multiget(paths, properties)
        try:
            answer = self._http.ask("REPORT", self.url, body, Depth="1", Content_Type=_XML)
        except TooLargeError:
            return {}
        if answer.status != 207:
            return None
        try:
            resources = multistatus(answer)
        except ServerError:  # such as for a card with letters that are none of XML's: one at a time, then
            return {}
        texts = {path_at(self.url, each.href): each.text(_DATA).encode() for each in resources if each.status == 200}
        return {path: RemoteCard(path, "", data) for path, data in texts.items() if _BEGINS.match(data)}

    def _look_at(self, path: str) -> RemoteCard | None:
        try:
            answer = self._get(path)
        except TooLargeError:
            return RemoteCard(path, "", b"")
        if answer.status in _GONE:
            return None
        if answer.status == 200 and answer.is_html:
            raise self._no_card()
        if answer.status == 429 or answer.status >= 500:  # it is none of this card's doing
            raise self._refused(answer, "read")
        return RemoteCard(path, "", answer.body if answer.status == 200 and _is_card(answer) else b"")

    def find(self, uid: str) -> str | None:
        """Ask where the card with a UID is, whatever its path; "" where there is none, None where that cannot be told.

        Some servers answer with cards that were not asked for: each is read, and only the one with the UID is it.
        """
        if not _PLAIN_UID.fullmatch(uid):
            return None
        answer = self._http.ask("REPORT", self.url, with_uid(uid), Depth="1", Content_Type=_XML)
        if answer.status != 207:
            return None
        found = [path_at(self.url, each.href) for each in multistatus(answer) if each.status == 200]
        paths = [path for path in found if not path.endswith("/")]
        is_it = (path for path in paths[:_MOST_READ] if (card := self.read(path)) and card.uid == plain_uid(uid))
        return next(is_it, None if len(paths) > _MOST_READ else "")

    def create(self, path: str, data: bytes) -> str:
        """Write a card where there must be none; return its etag, "" where the server does not tell.

        Raises PreconditionError where there is one.
        """
        return self._put(path, data, If_None_Match="*")

    def replace(self, path: str, data: bytes, etag: str) -> str:
        """Write a card in the place of the one with an etag; return as `create`.

        Raises PreconditionError where there is another by now, or none.
        """
        return self._put(path, data, If_Match=_strong(etag))

    def delete(self, path: str, etag: str) -> None:
        """Delete the card with an etag; one that is gone already is no error. Raises PreconditionError."""
        try:
            answer = self._http.ask("DELETE", self._at(path), If_Match=_strong(etag))
        except LostError:
            if self.read(path):
                raise
            return
        if answer.status == 412:
            raise PreconditionError
        if answer.status in (404, 410) and self.read(path):
            raise CardRefusedError(f"{self.url}: the server lists a card, and then says that it does not exist", _AGAIN)
        if answer.status not in (200, 202, 204, 404, 410) or answer.is_html:
            raise self._refused(answer, "deleted")

    def _put(self, path: str, data: bytes, **precondition: str) -> str:
        answer = self._http.ask("PUT", self._at(path), data, Content_Type="text/vcard; charset=utf-8", **precondition)
        if answer.status in (412, 404, 410):
            raise PreconditionError
        if answer.status not in (200, 201, 204):
            raise self._refused(answer, "written")
        if answer.is_html and answer.body.strip():  # a hotel's network says 200 to everything
            raise LostError(
                f"{self.url}: a web page answers there", "log in to the network in a browser, then try again"
            )
        return answer.headers.get("etag", "")

    def _get(self, path: str) -> Answer:
        return self._http.ask("GET", self._at(path), Accept="text/vcard, text/x-vcard;q=0.9, */*;q=0.1")

    def _no_card(self) -> ServerError:
        return ServerError(f"{self.url}: the answer is not a card", "try again later")

    def _at(self, path: str) -> str:
        return joined(self.url, path)

    def _refused(self, answer: Answer, done: str) -> ServerError:
        said, advice = _REFUSALS.get(answer.status, (f"the server answers {answer.status}", "try again later"))
        kind = CardRefusedError if answer.status in _THIS_CARD and done != "read" else ServerError
        return kind(f"{self.url}: a card cannot be {done}: {said}", advice)


_AGAIN = "run cardscan sync again"
_XML = "application/xml; charset=utf-8"
_GONE = (404, 410)
_THIS_CARD = (400, 409, 413, 415, 422, 423)
_REFUSALS = {
    400: ("the server does not understand it", "cardscan vcard check says what servers refuse in a card"),
    403: ("you may not do that", "check whether the address book was shared with you for reading only"),
    405: ("this is not an address book server, or it is read-only", "check the address: cardscan sync setup"),
    409: ("another card already has its UID", "look for a copy of it in the address book"),
    413: ("it is too large", "cardscan sync setup … --no-photo leaves the cards' pictures out"),
    415: ("the server does not take this kind of card", "check the address: cardscan sync setup"),
    422: ("the server does not understand it", "cardscan vcard check says what servers refuse in a card"),
    423: ("it is locked by another program", "try again later"),
    429: ("the server is asked too often", "run cardscan sync again in an hour"),
    503: ("the server is busy or under repair", "run cardscan sync again later"),
    507: ("the server's disk, or your share of it, is full", "make room there, then run cardscan sync again"),
}


def _is_card(answer: Answer) -> bool:
    return not answer.is_html and _BEGINS.match(answer.body) is not None


def _strong(etag: str) -> str:
    """Give an etag as a precondition takes it: a proxy that marks etags as weak would let none match."""
    if not etag:
        raise CardRefusedError(
            "the server gives no etags: so cards cannot be changed there safely", "use another server"
        )
    if not _ETAG_SENT.fullmatch(etag):
        raise CardRefusedError(
            "the server's etag of a card cannot be sent back, so the card was left as it is", "use another server"
        )
    return etag.removeprefix("W/")
