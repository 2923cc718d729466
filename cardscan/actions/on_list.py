"""Who is on the list of an event, a page at a time: only those are read of whom a row tells."""

from collections import defaultdict
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass

from cardscan.actions.guest_lists import who_is_listed
from cardscan.connections.events.listed import Listed, aims
from cardscan.connections.known import on_a_line
from cardscan.person import Event
from cardscan.store import Store
from cardscan.text.folding import bare

A_PAGE = 50

#: Says where on a list someone comes.
_Order = Callable[[Listed], tuple[bool, ...]]


@dataclass(frozen=True, slots=True)
class Row:
    """Someone on the list, and those whom they are, or may be, each on a line."""

    listed: Listed
    met: bool
    of: str
    maybe: tuple[tuple[int, str, tuple[str, ...]], ...]  # id, line, why
    aims: tuple[str, ...]  # lines of whom you want to meet that mean them


@dataclass(frozen=True, slots=True)
class ListPage:
    """A page of a list, how many are on all of it, and where the pages after and before it begin; None: no such one."""

    rows: tuple[Row, ...]
    start: int
    listed: int
    known: int
    asked: int  # may be someone known
    met: int
    following: int | None
    previous: int | None


def list_page(store: Store, event: Event, words: str = "", start: int = 0, first: _Order = lambda _: ()) -> ListPage:
    """Give a page of a list: those in whose row the words are; `first` comes before what is due and known of them."""
    everyone = who_is_listed(store, event)
    met = store.directory.met_of(event.id, {each.person_id for each in everyone if each.person_id is not None})
    found = [each for each in everyone if _has(each, words)] if words else everyone
    start = min(start, max(0, len(found) - 1) // A_PAGE * A_PAGE)  # the list may be shorter by now
    lines = meant(store, event, found)
    shown = in_order(store, found, lines, start, A_PAGE, first)
    ids = {
        *(each.person_id for each in shown if each.person_id),
        *(one.person_id for each in shown for one in each.maybe),
    }
    called = {each: on_a_line(contact) for each, contact in store.directory.on_lines(ids).items()}
    return ListPage(
        tuple(_row(each, met, called, lines[each.attendee.id]) for each in shown),
        start,
        len(everyone),
        sum(each.person_id is not None for each in everyone),
        sum(bool(each.maybe) for each in everyone),
        sum(each.person_id in met for each in everyone),
        start + A_PAGE if start + A_PAGE < len(found) else None,
        max(0, start - A_PAGE) if start else None,
    )


def by_what_is_open(one: Listed) -> tuple[bool, ...]:
    """Put those first of whom it is asked who they are, then those who are known."""
    return not one.maybe, one.person_id is None


def meant(store: Store, event: Event, found: Sequence[Listed]) -> Mapping[int, tuple[str, ...]]:
    """Say whom of these each line of whom to meet means, by the id on the list."""
    known = {each.person_id for each in found if each.person_id is not None}
    return aims(event, found, store.directory.contacts(known) if event.meet else {})


def in_order(
    store: Store,
    found: Collection[Listed],
    lines: Mapping[int, tuple[str, ...]],
    start: int,
    most: int,
    first: _Order = lambda _: (),
) -> list[Listed]:
    """Give the `most` from `start` on: those first whom you want to meet, then who waits for you, quality connections.

    Of a kind by name, which is read of those kinds alone that come up.
    """
    owed, quality = store.directory.owed_and_quality({each.person_id for each in found if each.person_id is not None})
    kinds: defaultdict[tuple[bool, ...], list[Listed]] = defaultdict(list)
    for one in found:
        of = one.person_id
        kinds[(*first(one), not lines[one.attendee.id], of not in owed, of not in quality)].append(one)
    ordered: list[Listed] = []
    for kind in sorted(kinds):
        alike = kinds[kind]
        if len(ordered) < start + most and start < len(ordered) + len(alike):
            alike.sort(key=lambda each: bare(each.name))
        ordered += alike
    return ordered[start : start + most]


def _row(one: Listed, met: Collection[int], called: Mapping[int, str], lines: tuple[str, ...]) -> Row:
    maybe = (
        (each.person_id, called[each.person_id], each.likeness.reasons)
        for each in one.maybe
        if each.person_id in called
    )
    return Row(one, one.person_id in met, called.get(one.person_id or 0, ""), tuple(maybe), lines)


def _has(one: Listed, words: str) -> bool:
    row = bare(f"{one.name} {one.work}")
    return all(word in row for word in bare(words).split())
