"""Forget someone, so that ingest does not bring them back. Functions on an open transaction.

What stays is a tombstone: digests of the photos on which only they were, and of their name together with each address,
number and company. Whoever has the store can tell with work whether someone they name was forgotten, and read no name
out of it: each digest takes scrypt a fortieth of a second, and every store has a salt of its own.
"""

import hashlib
import secrets
from collections.abc import Collection, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import lru_cache

from sqlalchemy import Connection, delete, insert, select

from cardscan.model import Contact, PhotoReading
from cardscan.person import Person
from cardscan.store import attendees, books, changes, derived, holdings, meanings, people, phone_leaving, search, synced
from cardscan.store.schema import card, change, forgotten, meeting, photo, queued, upload
from cardscan.synced import Left
from cardscan.text.folding import spelt_words

# The digests of a store are found again by these and by `_keys`: neither may ever change.
_SCRYPT = {"n": 2**13, "r": 8, "p": 1, "dklen": 32}

_SALT = select(forgotten.c.salt).limit(1)

#: Changes that touch several people and carry nothing from one to the other.
_APART = ("event", "different", "introduce")


@dataclass(frozen=True, slots=True)
class Forgotten:
    """What went with someone, and what stays."""

    cards: int
    photos: tuple[str, ...]  # where the files of their photos lie: cardscan leaves those alone
    shared: int  # cards that stay, since someone else is on them
    entries: int = 0  # of address books
    left: tuple[Left, ...] = ()  # address books on servers in which their card may be
    digests: int = 0  # of the tombstone
    buried: frozenset[str] = frozenset()  # those digests that are new


def forget(connection: Connection, one: Person) -> Forgotten:
    """Erase someone, all that is theirs, the cards on which only they are, and every copy in the journal."""
    cards = holdings.card_ids(connection, one.id)
    others = holdings.with_backs(connection, meeting.c.card_id.in_(cards) & (meeting.c.person_id != one.id))
    gone = cards - others
    pictured = select(photo).where(photo.c.id.in_(select(card.c.photo_id).where(card.c.id.in_(cards))))
    photos = connection.execute(pictured.order_by(photo.c.path)).all()
    said = holdings.contacts_of(connection, one.id)
    entries = books.entries(connection, books.alike(connection, said))
    keys: set[str] = set().union(*map(_keys, (*said, *(entry.contact for entry in entries))))
    books.erase(connection, [entry.id for entry in entries])
    attendees.erase(connection, attendees.alike(connection, one.id, said))
    copies = {*_copies(connection, one.id), *_copies_of_names(connection, said)}
    connection.execute(delete(change).where(change.c.id.in_(copies)))
    left = synced.leave(connection, one.id)
    phone_leaving.leave(connection, one.id, erase=True)
    people.remove(connection, one.id)
    connection.execute(delete(card).where(card.c.id.in_(gone)))
    for each in photos:
        if connection.execute(select(card.c.id).where(card.c.photo_id == each.id)).first() is None:
            connection.execute(delete(photo).where(photo.c.id == each.id))
            connection.execute(delete(queued).where(queued.c.path == each.path))  # one that was killed left it there
            connection.execute(delete(upload).where(upload.c.sha256 == each.sha256))  # its file goes with the sweep
            keys.add(_photo_key(each.sha256))
    buried = _bury(connection, keys)
    derived.refresh(connection, (one.id,))
    meanings.erase(connection)
    search.scrub(connection)
    return Forgotten(
        len(gone), tuple(each.path for each in photos), len(cards) - len(gone), len(entries), left, len(keys), buried
    )


def knows(connection: Connection, sha256: str) -> bool:
    """Tell whether all whose cards are on a photo were forgotten."""
    salt = _salt(connection)
    return bool(salt) and _buried(connection, salt, (_photo_key(sha256),))


def leave_out(
    connection: Connection, reading: PhotoReading, on_cards: Sequence[Sequence[Contact]]
) -> tuple[PhotoReading, Sequence[Sequence[Contact]]] | None:
    """Take out of a photo those who were forgotten, and cards on which nobody else is; None: nothing is left of it."""
    salt = _salt(connection)
    if not salt:
        return reading, on_cards
    left = without_forgotten(connection, on_cards)
    stays = [bool(after) or not before for after, before in zip(left, on_cards, strict=True)]
    if stays and not any(stays):
        _bury(connection, {_photo_key(reading.sha256)})
        connection.execute(delete(photo).where(photo.c.sha256 == reading.sha256))  # it had failed before
        return None
    cards = tuple(each for each, stay in zip(reading.cards, stays, strict=True) if stay)
    return replace(reading, cards=cards), [each for each, stay in zip(left, stays, strict=True) if stay]


def without_forgotten(connection: Connection, on_cards: Sequence[Sequence[Contact]]) -> list[list[Contact]]:
    """Give the people of each card without those who were forgotten."""
    salt = _salt(connection)
    return [[each for each in on_card if not (salt and _buried(connection, salt, _keys(each)))] for on_card in on_cards]


def buried(connection: Connection) -> "Buried":
    """Give what tells who was forgotten, to be asked without a transaction: each question takes a while."""
    return Buried(_salt(connection), frozenset(connection.execute(select(forgotten.c.digest)).scalars()))


@dataclass(frozen=True, slots=True)
class Buried:
    """Who was forgotten, to be asked."""

    salt: str
    digests: frozenset[str]

    def among(self, contacts: Sequence[Contact]) -> list[bool]:
        """Tell of each contact whether they were forgotten; on all processors, where anyone was."""
        if not self.salt:
            return [False] * len(contacts)
        with ThreadPoolExecutor() as pool:  # scrypt lets go of the interpreter
            return list(pool.map(self._has, contacts))

    def _has(self, contact: Contact) -> bool:
        return any(_digest(self.salt, key) in self.digests for key in _keys(contact))


def _copies(connection: Connection, person_id: int) -> list[int]:
    """List the changes that may hold copies of someone's rows: also of those they were merged with or split from."""
    touched = connection.execute(select(change.c.people).where(change.c.action.not_in(_APART))).scalars().all()
    kin, before = holdings.ids_of(connection, person_id), 0
    while len(kin) > before:
        before = len(kin)
        kin.update(*(those for those in touched if not kin.isdisjoint(those)))
    return changes.of_people(connection, kin)


def _copies_of_names(connection: Connection, said: Collection[Contact]) -> list[int]:
    """List the changes of lists of events that hold a name that is likely someone's."""
    rows = connection.execute(select(change.c.id, change.c.rows).where(change.c.action.in_(attendees.CHANGES)))
    return [
        row.id
        for row in rows
        if any(
            side and attendees.is_like(side["said"], said)
            for table, _, *sides in row.rows
            if table == attendees.TABLE
            for side in sides
        )
    ]


def _keys(contact: Contact) -> set[str]:
    """Give what tells someone on another photo: the name with each address, number and company.

    Without a name there is no company either: it would keep out all others of whom no name was read.
    """
    names = {_sorted(text) for each in contact.fn for text in (each.value, each.raw)} - {""}
    beside = {f"email {each.value.casefold()}" for each in contact.email}
    beside |= {f"tel {''.join(filter(str.isdigit, each.value))}" for each in contact.tel}
    if names:
        beside |= {f"org {_sorted(each.value)}" for each in contact.org}
    return {f"{name}\n{other}" for name in names or {""} for other in beside or {""}} - {"\n"}


def _sorted(text: str) -> str:
    return " ".join(sorted(spellings[0] for spellings in spelt_words(text)))


def _photo_key(sha256: str) -> str:
    return f"photo {sha256}"


def _salt(connection: Connection) -> str:
    return connection.execute(_SALT).scalar() or ""


def _bury(connection: Connection, keys: Collection[str]) -> frozenset[str]:
    """Keep digests of keys, and give those that were not there."""
    salt = _salt(connection) or secrets.token_hex(16)
    new = {_digest(salt, key) for key in keys}
    new -= set(connection.execute(select(forgotten.c.digest).where(forgotten.c.digest.in_(new))).scalars())
    if new:
        connection.execute(insert(forgotten), [{"digest": each, "salt": salt} for each in sorted(new)])
    return frozenset(new)


def _buried(connection: Connection, salt: str, keys: Collection[str]) -> bool:
    digests = [_digest(salt, key) for key in keys]
    return connection.execute(select(forgotten.c.digest).where(forgotten.c.digest.in_(digests))).first() is not None


@lru_cache(1 << 16)
def _digest(salt: str, key: str) -> str:
    return hashlib.scrypt(key.encode(), salt=bytes.fromhex(salt), **_SCRYPT).hex()
