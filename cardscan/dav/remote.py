"""A card on a server, and its UID; what needs no connection."""

from dataclasses import dataclass

from cardscan.vcards.book import read_book


@dataclass(frozen=True, slots=True)
class RemoteCard:
    """A card as the server has it."""

    path: str
    etag: str
    data: bytes

    @property
    def uid(self) -> str:
        """Its UID, without "urn:uuid:"; "" where it has none."""
        cards = read_book(self.data).cards
        return plain_uid(cards[0].value("UID")) if cards else ""


def plain_uid(uid: str) -> str:
    """Give a UID without what some programs write before it."""
    return uid.removeprefix("urn:uuid:")
