"""A card that was read anew: what the user said of it stays, the rest becomes as it is read now."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from cardscan.model import KINDS, Contact, Field, Quad
from cardscan.text.folding import fold

_BY_HAND = ("user", "phone")  # origins of fields that somebody typed, or said were right
_ONE = ("fn", "title", "dept", "org")  # of these someone has one, as a rule
_OVERLAP = 0.5  # of the smaller of two boxes from which they are one place

Same = Callable[[Field, Field], bool]


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """What is known of someone before their card is read anew."""

    now: Contact
    before: tuple[Contact, ...]  # what their card said then, and what was taken from them since
    on_card: Callable[[str, Field], bool]  # whether a field of a kind was read on this card, on no other


def reread(known: KnownPerson, new: Contact) -> Contact:
    """Give someone's fields once a card of theirs was read anew.

    Fields that somebody typed, and those of other cards, stay as they are. What was there and is gone was removed by
    hand, or by what is known later: it does not come back, however it is read now.
    """
    return Contact(**{kind: _fields(kind, known, getattr(new, kind)) for kind in KINDS})


def removed(before: Contact, after: Contact) -> Contact:
    """Give the fields that a change took away; one that was corrected is still there."""
    return Contact(**{kind: tuple(_left(getattr(before, kind), getattr(after, kind))[0]) for kind in KINDS})


def without(contact: Contact, gone: Contact) -> Contact:
    """Give what a card says but for these values, wherever they stand: they were read on another photo."""
    left = {kind: _left(getattr(contact, kind), getattr(gone, kind), (_same_text,))[0] for kind in KINDS}
    return Contact(**{kind: tuple(fields) for kind, fields in left.items()})


def same_name(one: Contact, other: Contact) -> bool:
    """Tell whether two contacts of one photo have a name that reads alike, or stands in one place."""
    return any(_same_text(name, each) or _same_place(name, each) for name in one.fn for each in other.fn)


def overlap(one: Quad, other: Quad) -> float:
    """Tell how far two quads lie over one another: the share of the smaller one, by their upright boxes."""
    (left, top, right, bottom), (left2, top2, right2, bottom2) = _upright(one), _upright(other)
    across, down = min(right, right2) - max(left, left2), min(bottom, bottom2) - max(top, top2)
    least = min((right - left) * (bottom - top), (right2 - left2) * (bottom2 - top2))
    return max(across, 0.0) * max(down, 0.0) / least if least else 0.0


def _fields(kind: str, known: KnownPerson, new: Sequence[Field]) -> tuple[Field, ...]:
    now: tuple[Field, ...] = getattr(known.now, kind)
    held = [each for each in now if each.origin in _BY_HAND or not known.on_card(kind, each)]
    other, _ = _left(new, [each for each in now if each not in held], (_same_text,))
    there = [each for each in new if each not in other]  # they are read as they were: nobody removed them
    # Places are compared on one photo alone; a value is the same wherever it was read.
    here = [each for each in held if known.on_card(kind, each)]
    fresh, _ = _left(other, [*here, *_gone(kind, known, now)])
    fresh = [each for each in new if each in there or each in fresh]
    fresh, _ = _left(fresh, held, (_same_text,))
    if kind in _ONE:  # typed where nothing was read: it stands for whatever is
        fresh, _ = _left(fresh, [each for each in held if _is_typed(each)], (lambda _one, _other: True,))
    return _in_place(now, held, fresh)


def _gone(kind: str, known: KnownPerson, now: Sequence[Field]) -> list[Field]:
    """List what their card said and they have no longer."""
    gone: list[Field] = []
    for contact in known.before:
        left, rest = _left(getattr(contact, kind), now, (_same_text,))
        gone += _left(left, [each for each in rest if known.on_card(kind, each)], (_same_place,))[0]
    return gone


def _in_place(now: Sequence[Field], held: Sequence[Field], fresh: Sequence[Field]) -> tuple[Field, ...]:
    """Put what is read now where what was read then stood: which comes first counts."""
    rest = list(fresh)
    fields: list[Field] = []
    for each in now:
        if each in held:
            fields.append(each)
        elif same := next((field for field in rest if _same_text(field, each) or _same_place(field, each)), None):
            rest.remove(same)
            fields.append(same)
    return (*fields, *rest)


def _left(
    fields: Sequence[Field], others: Sequence[Field], tests: Sequence[Same] | None = None
) -> tuple[list[Field], list[Field]]:
    """Pair fields with others, by their text first and then by their place; return what is left of both."""
    left, rest = list(fields), list(others)
    for same in tests or (_same_text, _same_place):
        for each in list(left):
            if (found := next((other for other in rest if same(each, other)), None)) is not None:
                left.remove(each)
                rest.remove(found)
    return left, rest


def _same_text(one: Field, other: Field) -> bool:
    return bool({_key(one.value), _key(one.raw)} & {_key(other.value), _key(other.raw)} - {""})


def _same_place(one: Field, other: Field) -> bool:
    return one.box is not None and other.box is not None and overlap(one.box, other.box) >= _OVERLAP


def _is_typed(field: Field) -> bool:
    return field.origin in _BY_HAND and not field.raw and field.box is None


def _key(text: str) -> str:
    return "".join(fold(text).split())


def _upright(quad: Quad) -> tuple[float, float, float, float]:
    across, down = [x for x, _ in quad], [y for _, y in quad]
    return min(across), min(down), max(across), max(down)
