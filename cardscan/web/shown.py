"""A person as their page shows them: each field with its place on the card, and what the other reader made of it."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from cardscan.actions.review import otherwise
from cardscan.connections.doubts import THEMSELVES
from cardscan.connections.known import Known, known
from cardscan.connections.notes.parts import LABELS
from cardscan.connections.seen import fingerprint
from cardscan.connections.standing import is_company
from cardscan.connections.us import written_before
from cardscan.enrich.typed import TEL_TYPES
from cardscan.export.outgoing import number
from cardscan.geometry import on_card
from cardscan.model import KINDS, Contact, Field
from cardscan.person import Meeting, Note, Person
from cardscan.store.showing import ShownCard

KIND_NAMES = {
    "fn": "Name",
    "suffix": "After the name",
    "title": "Title",
    "dept": "Department",
    "org": "Company",
    "tel": "Phone",
    "email": "E-mail",
    "url": "Web",
    "social": "Handle",
    "adr": "Address",
    "nickname": "Nickname",
    "bday": "Birthday",
    "tag": "Tag",
    "custom": "Own field",
}
TYPE_NAMES = dict(zip(TEL_TYPES, ("Mobile", "Work", "Fax", "Home", "Pager", "Toll-free"), strict=True))
#: How a phone's keyboard comes up, and what a browser may complete.
_INPUTS = {"tel": "tel", "email": "email", "url": "url"}

#: Who says what a field is, as one tells it; other origins speak for themselves.
_SOURCES = {
    "tesseract+rapidocr": "both readers agree",
    "tesseract": "one reader, Tesseract",
    "rapidocr": "one reader, PP-OCR",
    "qr": "the QR code",
    "user": "you",
    THEMSELVES: "they themselves",
}


@dataclass(frozen=True, slots=True)
class ShownField:
    """A field on the page."""

    id: str
    kind: str
    label: str
    field: Field
    value: str  # as one writes it
    input_mode: str
    source: str  # who says so
    others: tuple[str, ...]  # what else may stand there
    card_id: int | None
    points: str  # where on the picture of its card, for an SVG polygon; "" where that is not known

    @property
    def missing(self) -> bool:
        """Tell whether the card lacks it."""
        return not self.field.value


_NO_NAME = ShownField(
    id="fn-missing",
    kind="fn",
    label=KIND_NAMES["fn"],
    field=Field("", raw="", confidence=0.0, sure=False, origin=""),
    value="",
    input_mode="text",
    source="",
    others=(),
    card_id=None,
    points="",
)


@dataclass(frozen=True, slots=True)
class Shown:
    """A person on their page."""

    person: Person
    known: Known
    fields: tuple[ShownField, ...]
    cards: tuple[ShownCard, ...]
    seen: str  # tells these fields from others

    @property
    def unsure(self) -> int:
        """Count the fields to look at, and the name that is missing, as the inbox does."""
        return sum(not each.field.sure for each in self.fields)

    @property
    def acceptable(self) -> bool:
        """Tell whether there are fields that may be right though they are not sure."""
        return any(not each.field.sure and not each.missing for each in self.fields)


def shown(person: Person, cards: Sequence[ShownCard], read_on: Mapping[tuple[str, int], int]) -> Shown:
    """Put a person, their cards, and which field was read on which of them, on a page."""
    by_id = {card.id: card for card in cards}
    fields = tuple(_shown_field(*each, by_id, read_on) for each in _fields(person.contact))
    return Shown(person, known(person), fields, tuple(cards), fingerprint(person.contact))


def shown_field(
    person: Person, field: Field | None, cards: Sequence[ShownCard], read_on: Mapping[tuple[str, int], int]
) -> ShownField | None:
    """Put one field of a person on a page; None where they have no such field."""
    by_id = {card.id: card for card in cards}
    found = (each for each in _fields(person.contact) if each[-1] == field)
    return next((_shown_field(*each, by_id, read_on) for each in found), None)


def note_parts(meeting: Meeting | None, user: str = "") -> dict[str, str]:
    """Give what one of us wrote last of a meeting, part by part."""
    note = written_before(meeting, user)
    return {part: getattr(note, part) if note else "" for part in LABELS}


def told(note: Note) -> Iterator[tuple[str, str]]:
    """Give the parts of a note that say something, each with what it is called."""
    return ((label, text) for part, label in LABELS.items() if (text := getattr(note, part)))


def _fields(contact: Contact) -> Iterator[tuple[str, int, Field]]:
    """List kind, place among those, and each field; first the name where it is missing, which has no place."""
    if not contact.fn and not is_company(contact):
        yield "fn", -1, _NO_NAME.field
    for kind in KINDS:
        yield from ((kind, position, field) for position, field in enumerate(getattr(contact, kind)))


def _shown_field(
    kind: str, position: int, field: Field, cards: Mapping[int, ShownCard], read_on: Mapping[tuple[str, int], int]
) -> ShownField:
    if position < 0:
        return _NO_NAME
    card = _card_of(field, cards, read_on.get((kind, position)))
    return ShownField(
        id=f"{kind}-{position}",
        kind=kind,
        label=_label(kind, field),
        field=field,
        value=number(field) if kind == "tel" else field.value,
        input_mode=_INPUTS.get(kind, "text"),
        source=_source(field),
        others=_others(field, card),
        card_id=card.id if card else None,
        points=_points(field, card) if card else "",
    )


def _card_of(field: Field, cards: Mapping[int, ShownCard], card_id: int | None) -> ShownCard | None:
    """Find the side of a card on which a field was read."""
    return cards.get(card_id) if card_id is not None and field.box else None


def _label(kind: str, field: Field) -> str:
    if kind == "tel" and field.type:
        return TYPE_NAMES.get(field.type, field.type)
    if kind == "custom":
        return field.type
    return field.type.capitalize() if kind == "social" and field.type else KIND_NAMES[kind]


def _source(field: Field) -> str:
    who = _SOURCES.get(field.origin, field.origin)
    read = f"read as “{field.raw}”" if field.raw not in ("", field.value) else ""
    return "; ".join(filter(None, (who, read)))


def _others(field: Field, card: ShownCard | None) -> tuple[str, ...]:
    """List what may stand there instead: what was printed, where the value was made of it, and the other reader's."""
    if not card:
        return ()
    return otherwise(field, card.lines)


def _points(field: Field, card: ShownCard) -> str:
    place = on_card(field.box, card.corners, card.size) if field.box and all(card.size) else None
    return " ".join(f"{x:.1f},{y:.1f}" for x, y in _widened(place, card)) if place else ""


def _widened(place: Sequence[tuple[float, float]], card: ShownCard) -> Iterator[tuple[float, float]]:
    """Leave some room around a place, within the card."""
    room = 0.012 * max(card.size)
    middle = [sum(point[axis] for point in place) / 4 for axis in (0, 1)]
    for point in place:
        x, y = (value + (room if value > centre else -room) for value, centre in zip(point, middle, strict=True))
        yield min(max(x, 0.0), card.size[0]), min(max(y, 0.0), card.size[1])
