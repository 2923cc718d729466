"""Keep the names that stand as others do: joined to one by "and", or in letters as high with a number of their own."""

from collections.abc import Collection, Sequence
from dataclasses import replace

from cardscan.model import Line
from cardscan.parse.tagger.apart import own_numbers, printed_alike
from cardscan.parse.tagger.couples import are_joined
from cardscan.parse.tagger.features import Described
from cardscan.parse.tagger.values import Value

_TOLD = 0.5  # how likely the network must hold a name that was judged to be none
_LIKELY = 0.7  # to be shown, and looked at
_LISTED = 2  # names that stand alike make a list


def with_siblings(
    values: Sequence[Value], told: Sequence[Value], card: Described, lines: Sequence[Line]
) -> list[Value]:
    """Return the values, with the names that were judged to be none and stand as others that are one.

    told: what the network said, and was judged.
    """
    kept = [value for value in values if value.kind == "fn"]
    taken = {at for value in values for at in value.words}
    left = [v for v in told if v.kind == "fn" and v.likely >= _TOLD and not taken & {*v.words}]
    rows = {id(value): line for value in (*kept, *left) if (line := _row(value, card)) is not None}
    own = own_numbers({*rows.values()}, card.words, lines)
    listed = [value for value in kept if rows.get(id(value)) in own]
    more = [
        replace(value, likely=min(value.likely, _LIKELY))
        for value in left
        if any(are_joined(value, other, lines) or are_joined(other, value, lines) for other in kept)
        or (
            len(listed) >= _LISTED
            and rows.get(id(value)) in own
            and any(printed_alike(lines[value.spans[0].line], lines[other.spans[0].line]) for other in listed)
        )
    ]
    of_list = {id(value) for value in (*listed, *more)} if len(listed) >= _LISTED else set()
    people = sorted([*kept, *more], key=lambda value: value.words)
    people = _of_one_kind(people, of_list)
    return [*people, *(value for value in values if value.kind != "fn")]


def _row(value: Value, card: Described) -> int | None:
    """The line of a name which is all that it says, what has a grammar aside; None of any other name."""
    line = value.spans[0].line
    whole = tuple(at for at, word in enumerate(card.words) if word.line == line and not word.kind)
    return line if value.words == whole else None


def _of_one_kind(people: Sequence[Value], of_list: Collection[int]) -> list[Value]:
    """The people; where most of a list, by their ids, have a given name alone, none of it has its family's alone."""
    alone = [tuple(value.parts) for value in people if id(value) in of_list]
    if alone.count(("given",)) <= alone.count(("family",)):
        return list(people)
    return [
        replace(value, parts={"given": value.parts["family"]})
        if id(value) in of_list and tuple(value.parts) == ("family",)
        else value
        for value in people
    ]
