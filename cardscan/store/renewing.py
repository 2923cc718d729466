"""A photo that was read anew: what is new on its cards goes to those who were met with them.

Functions on an open transaction.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Row, func, select, update

from cardscan.connections.likeness.rereading import KnownPerson, overlap, reread, same_name
from cardscan.geometry import as_quad
from cardscan.model import Card, Contact, PhotoReading
from cardscan.store import holdings, owned, people, photos
from cardscan.store.journal import AGAIN, recorded, taken_from
from cardscan.store.rows import card_row, contact_said, field_rows
from cardscan.store.schema import card, meeting, photo

_SAME_CARD = 0.5  # of the smaller of two quads on a photo from which they are one card


@dataclass(frozen=True, slots=True)
class Renewed:
    """What came of reading a photo anew."""

    changed: int  # people whose fields are others now
    new: tuple[int, ...]  # ids of those on cards that were not found before


@dataclass(frozen=True, slots=True)
class _Place:
    """A card as it is read now, where it goes, and who is on it."""

    now: Card
    contacts: tuple[Contact, ...]
    was: Row[Any] | None  # its row; None of one that was not found before
    position: int
    names: tuple[str, str]  # of its pictures: not those that it has, in case this is never finished


def picture_names(connection: Connection, reading: PhotoReading, on_cards: Sequence[Sequence[Contact]]) -> list[str]:
    """List the names of the files that `renew` writes."""
    return [name for place in _places(connection, reading, on_cards) for name in place.names if name]


def renew(
    connection: Connection,
    folder: Path,
    reading: PhotoReading,
    on_cards: Sequence[Sequence[Contact]],
    now: datetime,
    occasion: photos.Occasion,
) -> Renewed:
    """Bring what is stored of a photo up to a new reading of it; `on_cards` as for `photos.save`.

    Cards are told by where they are on the photo. One that is not found now stays as it is. The journal remembers what
    people had; the text and the picture of a card are those of the last reading.
    Raises OSError when a picture cannot be written.
    """
    places = list(_places(connection, reading, on_cards))
    owned.announce(connection, owned.CARDS, [name for place in places for name in place.names if name])
    met = {place.position: _met_with(connection, place.was) for place in places if place.was}
    changed: set[int] = set()
    strangers: dict[int, list[Contact]] = {}
    with recorded(connection, AGAIN, {row.person_id for rows in met.values() for row in rows}, now):
        for place in places:
            if place.was:
                pairs, strangers[place.position] = _paired(connection, met[place.position], place.contacts)
                for row, contact in pairs:
                    if _renew_person(connection, folder, row, contact, place.was.id):
                        changed.add(row.person_id)
    when = occasion.of(reading, now)
    photo_id = connection.execute(select(photo.c.id).where(photo.c.sha256 == reading.sha256)).scalar_one()
    new: list[int] = []
    for place in places:
        if place.was:
            pictures = {"crop": place.names[0], "handwriting": place.names[1]}
            connection.execute(update(card).where(card.c.id == place.was.id).values(**card_row(place.now), **pictures))
            card_id, contacts = place.was.id, strangers[place.position]
        else:
            card_id = photos.add_card(connection, photo_id, place.position, place.now, place.names)
            contacts = list(place.contacts)
        photos.keep_pictures(folder, place.now, place.names)
        new += [each.id for each in photos.meet_all(connection, folder, contacts, card_id, when, now)]
    return Renewed(len(changed), tuple(new))


def _places(connection: Connection, reading: PhotoReading, on_cards: Sequence[Sequence[Contact]]) -> Iterator[_Place]:
    """Say where each card goes on which anybody is."""
    found = [(now, tuple(contacts)) for now, contacts in zip(reading.cards, on_cards, strict=True) if contacts]
    rows = select(card).join(photo).where(photo.c.sha256 == reading.sha256).order_by(card.c.position)
    was = list(connection.execute(rows))
    free = max((row.position for row in was), default=-1)
    same = _same_cards(was, [now for now, _ in found])
    for number, (now, contacts) in enumerate(found):
        row = same.get(number)
        free += row is None
        position = row.position if row else free
        plain = photos.pictures(reading.sha256, position, now)
        anew = photos.pictures(reading.sha256, position, now, anew=True)
        taken = row is not None and row.crop == plain[0]
        yield _Place(now, contacts, row, position, anew if taken else plain)


def _same_cards(was: Sequence[Row[Any]], now: Sequence[Card]) -> dict[int, Row[Any]]:
    """Pair cards by where they are; who was typed in from a photo has the one card that is found on it at last."""
    shares = sorted(
        (
            (overlap(as_quad(row.corners), each.corners), number, at)
            for at, row in enumerate(was)
            for number, each in enumerate(now)
            if row.page == each.page
        ),
        reverse=True,
    )
    same: dict[int, int] = {}
    for share, number, at in shares:
        if share >= _SAME_CARD and number not in same and at not in same.values():
            same[number] = at
    if len(was) == len(now) == 1 and not same and was[0].width == 0:
        same[0] = 0
    return {number: was[at] for number, at in same.items()}


def _met_with(connection: Connection, of: Row[Any]) -> list[Row[Any]]:
    """List the meetings at which a card was given; of a back, its front."""
    rows = select(meeting).where(meeting.c.card_id == func.coalesce(of.back_of, of.id)).order_by(meeting.c.id)
    return list(connection.execute(rows))


def _paired(
    connection: Connection, met: Sequence[Row[Any]], contacts: Sequence[Contact]
) -> tuple[list[tuple[Row[Any], Contact]], list[Contact]]:
    """Say whose each contact on a card is, by names and then in their order; return those of nobody, too."""
    waiting, left, pairs = list(met), list(contacts), []
    for by_name in (True, False):
        for row in list(waiting):
            said = contact_said(row.said)
            if found := next((each for each in left if not by_name or same_name(said, each)), None):
                waiting.remove(row)
                left.remove(found)
                pairs.append((row, found))
    return pairs, left


def _renew_person(connection: Connection, folder: Path, met: Row[Any], new: Contact, card_id: int) -> bool:
    """Give someone what their card says now, and tell whether anything is another."""
    person = people.one(connection, folder, met.person_id)
    said = contact_said(met.said)
    where = people.read_where(connection, person.id, default=card_id)

    def on_card(kind: str, field: Any) -> bool:
        return where(kind, field) == card_id

    taken = taken_from(connection, holdings.ids_of(connection, person.id), card_id)
    contact = reread(KnownPerson(person.contact, (said, *taken), on_card), new)
    says = reread(KnownPerson(said, (), on_card), new)
    if says != said:
        connection.execute(update(meeting).where(meeting.c.id == met.id).values(said=field_rows(says)))
    if contact == person.contact:
        return False
    people.put_contact(connection, (person.id,), contact, card_id)
    return True
