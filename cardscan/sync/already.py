"""Who is there already and seems to be somebody who is to be created there: asked, never decided.

All cards that are not ours are looked through, and compared as two cards are elsewhere. Asking the server for a name or
an address instead would find fewer: not who is there under another name with the same number, nor Müller for Mueller;
and of a server whose search is weak nobody could tell that it was.
"""

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cached_property
from itertools import product
from typing import TYPE_CHECKING

from cardscan.connections.known import on_a_line
from cardscan.connections.likeness.compare import Likeness, Verdict, compare_traits
from cardscan.connections.likeness.keys import finds, keys_of
from cardscan.connections.likeness.naming import agree
from cardscan.connections.likeness.traits import Traits, traits
from cardscan.connections.likeness.weights import Frequencies, own_number_shared
from cardscan.dav.remote import RemoteCard, plain_uid
from cardscan.model import Contact
from cardscan.store import Store
from cardscan.synced import key_of
from cardscan.vcards.book import read_book
from cardscan.vcards.contact import contact_of, is_group

if TYPE_CHECKING:  # it connects: who looks at cards of our own server does not
    from cardscan.dav.addressbook import AddressBook

_ORIGIN = "address book"
_MOST_SHOWN = 5
#: What tells who is on a card.
_TELLING = (
    "VERSION", "UID", "KIND", "X-ADDRESSBOOKSERVER-KIND", "FN", "N", "ORG", "TITLE", "ROLE", "TEL", "EMAIL", "URL",
    "ADR", "IMPP", "X-SOCIALPROFILE",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Already:
    """Somebody known who seems to be someone who is new in the address book."""

    name: str  # with title and company
    why: tuple[str, ...]
    path: str = ""  # of their card in the address book; "" where they are in a file
    file: str = ""  # one that the user told cardscan of
    line: int = 0  # in it

    @property
    def key(self) -> str:
        """What their card is called in the address book, "" without one."""
        return key_of(self.path)


class Strangers:
    """The cards in an address book that are not ours; they are read when somebody is to be created there.

    `unlisted` finds those that the list has left out.
    """

    def __init__(
        self, book: "AddressBook", paths: Collection[str], unlisted: Callable[[], Collection[str]] = tuple
    ) -> None:
        self._book = book
        self._paths = set(paths)
        self._unlisted = unlisted
        self._missing: set[str] = set()
        self.unread = 0  # cards of which nobody can tell who is on them

    @property
    def missing(self) -> bool:
        """Tell whether a card that is listed did not exist when it was read: it may be anybody's."""
        return not self._missing.isdisjoint(self._paths)

    def with_uid(self, uid: str) -> str:
        """Give the path of the card with a UID, "" where there is none."""
        return next((each.path for each in self._all if each.uid == plain_uid(uid) and each.path in self._paths), "")

    def like(self, contact: Contact) -> list[Already]:
        """List who seems to be someone, the likeliest first."""
        new = traits(contact)
        wanted = keys_of(new)
        near = {at for key in filter(finds, wanted) for at in self._by_key.get(key, ())}
        book = Frequencies(len(self._all), {key: len(self._by_key.get(key, ())) for key in wanted})
        found = [(self._all[at], compare_traits(self._all[at].traits, new, book)) for at in sorted(near)]
        found = [
            (who, likeness)
            for who, likeness in found
            if who.path in self._paths and _seems(likeness, who.traits, new, book)
        ]
        found.sort(key=lambda each: (-each[1].verdict, -each[1].score))
        return [Already(who.name, likeness.reasons, who.path) for who, likeness in found[:_MOST_SHOWN]]

    def is_ours(self, path: str) -> None:
        """Look no more at a card, which is somebody's here by now."""
        self._paths.discard(path)

    @cached_property
    def _all(self) -> "tuple[_Stranger, ...]":
        self._paths.update(self._unlisted())
        there = list(self._book.look_through(self._paths, _TELLING))
        self._missing = self._paths.difference(each.path for each in there)
        cards = list(map(_stranger, there))
        self.unread = cards.count(None)
        return tuple(each for each in cards if each is not None)

    @cached_property
    def _by_key(self) -> dict[str, list[int]]:
        found: defaultdict[str, list[int]] = defaultdict(list)
        for at, each in enumerate(self._all):
            for key in keys_of(each.traits):
                found[key].append(at)
        return found


def in_files(store: Store, contact: Contact) -> list[Already]:
    """List who in the files of address books seems to be someone, the likeliest first."""
    near = {each.entry_id: each.likeness for each in store.address_files.look_up(contact)}
    entries = {entry.id: entry for entry in store.address_files.entries(list(near))} if near else {}
    new, book = traits(contact), Frequencies()
    found = [
        Already(on_a_line(entry.contact), likeness.reasons, file=entry.book, line=entry.line)
        for entry_id, likeness in near.items()
        if (entry := entries.get(entry_id)) and _seems(likeness, traits(entry.contact), new, book)
    ]
    return found[:_MOST_SHOWN]


@dataclass(frozen=True, slots=True)
class _Stranger:
    """Somebody on a card that is not ours."""

    path: str
    uid: str
    name: str
    traits: Traits


def _stranger(card: RemoteCard) -> _Stranger | None:
    cards = read_book(card.data).cards
    if not cards:
        return None
    contact = Contact() if is_group(cards[0]) else contact_of(cards[0], _ORIGIN)
    return _Stranger(card.path, card.uid, on_a_line(contact), traits(contact))


def _seems(likeness: Likeness, known: Traits, new: Traits, book: Frequencies) -> bool:
    """Tell whether it is asked if two are one: a question too many is a line, a card too many stays for ever.

    So it is asked more readily than of two cards that were photographed: of one name, however many have it, and of one
    address or mobile, as who writes their own cards writes "Mum" and "Plumber".
    """
    alike = bool(known.emails & new.emails) or own_number_shared(known, new, book)
    called = any(agree(one, other).whole for one, other in product(known.names, new.names))
    return likeness.verdict is not Verdict.NO or alike or called
