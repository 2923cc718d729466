"""What is known of an address book, and of each person in it.

ours    our card of a person (`cardscan.sync.ours`)
theirs  the server's card, less what cardscan does not read
agreed  both as they were when neither side had anything new for the other
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from cardscan.export.outgoing import NoteChoice  # loads vobject: not for who opens a store


@dataclass(frozen=True, slots=True)
class Account:
    """An address book on a server, and how to get to it; the password is kept elsewhere."""

    url: str
    user: str  # "" where the server asks nobody
    name: str
    note: "NoteChoice" = "short"  # what of your notes goes along
    pictures: bool = True  # whether the cards' pictures go along
    password_command: str = ""  # prints the password
    id: int = 0
    synced: datetime | None = None  # UTC; when all was done the last time


@dataclass(frozen=True, slots=True)
class Agreed:
    """Two cards of one person that say the same."""

    ours: str  # without its picture
    photo: str  # SHA-256 of its picture, "" without
    theirs: str


@dataclass(frozen=True, slots=True)
class Synced:
    """Where someone is in the address book, and what was last agreed."""

    person_id: int
    path: str
    etag: str = ""
    agreed: Agreed | None = None
    sending: Agreed | None = None  # what is to be agreed once the card that we wrote is known to be there
    left_out: bool = False  # the user said: this person's card is none of cardscan's business there
    revised: datetime | None = None  # `Person.revised` when it was agreed
    uid: str = ""  # of the card there, where it was there before; "" for the person's own


@dataclass(frozen=True, slots=True)
class Outline:
    """Someone who is in the address book or may come into it: as much as tells whether there is anything to do."""

    person_id: int
    quality: bool  # connection, by their summary
    path: str = ""  # "" for who never was there; so are the others
    etag: str = ""
    agreed: bool = False  # once
    sending: bool = False
    as_agreed: bool = False  # they are here what they were then
    left_out: bool = False

    @property
    def settled(self) -> bool:
        """Tell whether there is nothing new of someone here; there is nothing new there where the etag is the same."""
        return self.quality and self.agreed and not self.sending and self.as_agreed and bool(self.etag)

    @property
    def in_book(self) -> bool:
        """Tell whether their card was there last, and is cardscan's business."""
        return self.agreed and not self.left_out


@dataclass(frozen=True, slots=True)
class Edited:
    """Someone's card in our own address book, of which others are told, since a phone wrote there."""

    card: str  # with all that other programs added
    agreed: Agreed
    #: What came from the cards of those who were merged into them, by their ids as text: each a property and its label.
    gathered: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Gone:
    """A card of ours in the address book whose person is here no longer: forgotten, or merged into another.

    Nothing here says whose it was; its name is read from the server when the user is asked.
    """

    path: str
    etag: str
    uid: str  # by which it can be looked for; "" where that is not known

    @property
    def key(self) -> str:
        """What the user calls it by."""
        return key_of(self.path)


@dataclass(frozen=True, slots=True)
class Left:
    """An address book in which someone's card may stay when they go from here."""

    name: str
    url: str
    in_use: bool  # else no sync asks about it
    left_out: bool  # the user said to leave their card alone


def key_of(path: str) -> str:
    """Give what a card is called in an address book."""
    return path.rpartition("/")[2].removesuffix(".vcf")
