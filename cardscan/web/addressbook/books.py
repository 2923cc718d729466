"""The books that are served: their cards as they are sent, always up to date with the store."""

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from cardscan import __version__
from cardscan.connections.standing import waits_for_note
from cardscan.store.phone import Phone
from cardscan.store.phone_cards import Found
from cardscan.store.phone_leaving import Book
from cardscan.sync.phone import SyncWriter, card_of, waiting_card
from cardscan.web.addressbook.properties import Numbers
from cardscan.web.desk import Desk

_AT_ONCE = 50  # cards, with their pictures some hundred kilobytes each
_TRIES = 3  # while others change those who are asked for


@dataclass(frozen=True, slots=True)
class Sent:
    """A card as it is sent."""

    name: str
    etag: str
    text: str


class Books:
    """The books of a desk."""

    def __init__(self, at: Desk) -> None:
        self._at = at
        self.phone: Phone = at.store.phone
        self.writer = SyncWriter()

    def there(self) -> tuple[Book, ...]:
        """List the books that are shown."""
        return ("quality", "waiting") if self.phone.shows_waiting else ("quality",)

    def catch_up(self) -> None:
        """Bring the books up to date with the store."""
        self.phone.catch_up(self.writer, self._at.now())

    def numbers(self, book: Book) -> Numbers:
        """Say how the state of a book is told. Where cards would be written otherwise, all are new."""
        form = f"{__version__} {self._at.site.base if book == 'waiting' else ''}"
        return Numbers(self.phone.epoch, hashlib.sha256(form.encode()).hexdigest()[:8])

    def cards(self, book: Book, names: Sequence[str]) -> Iterator[Sent]:
        """Write cards, in no certain order; one that is not there, or may not leave, is left out."""
        numbers = self.numbers(book)
        for start in range(0, len(names), _AT_ONCE):
            for found in self._found(book, names[start : start + _AT_ONCE]):
                if text := self._text(book, found):
                    yield Sent(found.name, numbers.etag(found.changed), text)

    def card(self, book: Book, name: str) -> Sent | None:
        """Write a card; None where there is none."""
        return next(self.cards(book, [name]), None)

    def _found(self, book: Book, names: Sequence[str]) -> Iterator[Found]:
        """Read cards; those who changed in between are looked for again."""
        missing = set(names)
        for _ in range(_TRIES):
            for found in self.phone.named(book, missing):
                missing.discard(found.name)
                yield found
            if not missing:
                return
            self.catch_up()

    def _text(self, book: Book, found: Found) -> str:
        if book == "quality":
            return card_of(found)
        if found.person is None or not waits_for_note(found.person):
            return ""
        return waiting_card(found.person, f"{self._at.site.base}/people/{found.person.id}")
