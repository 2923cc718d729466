"""Ask who is who: whether a card is the back of another one, and whether someone was met before."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from cardscan.cli.asking import ask
from cardscan.cli.output import clean, complain, say

if TYPE_CHECKING:
    from cardscan.connections.likeness.met import Acquaintance
    from cardscan.person import Person
    from cardscan.store import Store

_CHOICES = "(y yes, n no, Enter: later)"


def ask_of_sides(store: "Store", person_id: int) -> None:
    """Ask of the cards that may be another side of someone's, and join those that are."""
    from cardscan.actions.join_sides import join, pictures, suggestions
    from cardscan.errors import RefusedError

    for sides in suggestions(store, person_id):
        both = (sides.front.id, sides.back.id)
        if not all(_is_as_it_was(store, each) for each in (sides.front, sides.back)):
            continue
        click.echo(clean(f"perhaps two sides of one card: {', '.join(sides.side.reasons)}"))
        for side, picture in zip(("front", "back"), pictures(store, sides), strict=True):
            if picture:
                click.echo(clean(f"  {side}: {picture}"))
        answer = _answer(f"Is {_described(sides.back)} the back of {_described(sides.front)}? {_CHOICES}")
        try:
            if answer == "y":
                join(store, sides, datetime.now(UTC))
                say("joined; cardscan undo reverses it")
            elif answer == "n":
                store.say_someone_else(*both, datetime.now(UTC))
        except RefusedError as error:
            complain(error)


def ask_of_meetings_before(store: "Store", person_id: int, asked: set[frozenset[int]]) -> None:
    """Ask whether someone is who they may be, and make one person of two where they are; each pair once."""
    from cardscan.actions.met_before import questions
    from cardscan.actions.same_person import as_told, keep_apart, make_one
    from cardscan.errors import RefusedError

    while True:
        person = store.person(person_id)
        open_ = (each for each in questions(store, person) if frozenset((each.person.id, person.id)) not in asked)
        if (found := next(open_, None)) is None:
            return
        asked.add(frozenset((found.person.id, person.id)))
        _introduce(found)
        answer = _answer(f"Is {_described(person)} the same person? {_CHOICES}")
        as_asked = store.expecting(as_told(person, found.person))
        try:
            if answer == "y":
                keep, gone = sorted((found.person.id, person.id))
                make_one(as_asked, keep, gone, datetime.now(UTC))
                say("merged; cardscan undo reverses it")
            elif answer == "n":
                keep_apart(as_asked, found.person.id, person.id, datetime.now(UTC))
        except RefusedError as error:  # they were made one elsewhere while it was asked
            complain(error)


def _answer(question: str) -> str:
    while (answer := ask(question).casefold()) not in ("", "y", "n"):
        say("answer y or n")
    return answer


def _introduce(found: "Acquaintance") -> None:
    """Say who it may be, why, what changed in between, and what you talked about then."""
    click.echo(clean(f"perhaps met before: {_described(found.person)}: {', '.join(found.likeness.reasons)}"))
    for change in found.changes:
        before = f"{change.before} -> " if change.before else "also "
        click.echo(clean(f"  {change.kind}: {before}{change.after}"))
    for met in found.person.meetings:
        for note in met.notes:
            click.echo(clean(f"  {met.date.isoformat()} {met.event}: {note.talked}"))


def _described(person: "Person") -> str:
    contact = person.contact
    name = next((field.value for field in contact.fn), "(no name)")
    rest = [field.value for kind in (contact.org, contact.title) for field in kind[:1]]
    return f"{', '.join((name, *rest))} ({person.id})"


def _is_as_it_was(store: "Store", before: "Person") -> bool:
    from cardscan.errors import WhoError

    try:
        now = store.person(before.id)
    except WhoError:
        return False
    return now.id == before.id and len(now.meetings) == len(before.meetings)
