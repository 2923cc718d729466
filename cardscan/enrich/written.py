"""Text that was written becomes a contact, by the same rules as the lines of a card.

Its lines are laid out as one sees them, in letters of one height, and count as read by two readers who agree: nothing
of them was misread, and what is sure of a card that was read so is sure of them.
"""

import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from cardscan.enrich.country import country_of
from cardscan.enrich.phones import complete, is_supposed
from cardscan.enrich.steps import enrich
from cardscan.model import KINDS, Card, Contact, Field, Line, Quad, Reading
from cardscan.parse.card import parse_card
from cardscan.parse.evidence import LONGEST_LINE
from cardscan.parse.people import split_people
from cardscan.vcards.fields import one_line

MOST_LINES = 60
_READERS = ("tesseract", "rapidocr")
_READ = "+".join(_READERS)
_CONFIDENCE = 0.99
_HIGH, _WIDE = 30.0, 16.5  # of a letter, in pixels of a picture that there is none of
_PITCH, _GAP = 1.35, 0.6  # heights from line to line, and of an empty one
_INK, _GROUND = (0.0, 128.0, 128.0), (255.0, 128.0, 128.0)  # black on white, in Lab


def people_written(text: str, origin: str, home: str = "") -> tuple[Contact, ...]:
    """Return the people whom a text tells of, one where it names none, nobody where it says nothing.

    origin: what the fields have for theirs; home: ISO code of the user's country, or "".
    """
    lines = tuple(_laid(text))
    if not lines:
        return ()
    contact = parse_card(lines, max(line.place[2] for line in lines))
    contact = enrich(contact, country_of(contact, lines, home), lines)
    people = split_people(Card(contact, lines, lines[0].box, 0))
    return tuple(_of(each, origin) for each in people if any(getattr(each, kind) for kind in KINDS))


def with_whole_numbers(contact: Contact, home: str = "") -> Contact:
    """Bring the numbers of a contact that no reader read to E.164; one is not sure where the country is supposed."""
    lines = tuple(_laid("\n".join(field.value for field in contact.adr)))
    done = complete(contact, country_of(contact, lines, home), lines)
    return replace(done, tel=tuple(replace(tel, sure=tel.sure and not is_supposed(tel)) for tel in done.tel))


def _laid(text: str) -> Iterator[Line]:
    down = 0.0
    for row in text.expandtabs(4).splitlines()[:MOST_LINES]:
        said = one_line(row)[:LONGEST_LINE]
        if not said:
            down += _GAP * _HIGH
            continue
        left = (len(row) - len(row.lstrip())) * _WIDE
        right = left + sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in said) * _WIDE
        box: Quad = ((left, down), (right, down), (right, down + _HIGH), (left, down + _HIGH))
        readings = tuple(Reading(reader, said, _CONFIDENCE) for reader in _READERS)
        yield Line(said, _CONFIDENCE, box, (left, down, right, down + _HIGH), readings, True, _INK, _GROUND)
        down += _PITCH * _HIGH


def _of(contact: Contact, origin: str) -> Contact:
    """Give the fields their true origin; there is no picture on which they have a place."""

    def told(field: Field) -> Field:
        return replace(field, origin=field.origin.replace(_READ, origin), box=None, person=None)

    return replace(contact, **{kind: tuple(map(told, getattr(contact, kind))) for kind in KINDS})
