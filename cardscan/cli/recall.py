"""`cardscan recall`: a few names a day, asked for by what is on the card and in the note."""

import json
import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from cardscan.cli.options import db_option, json_option
from cardscan.cli.output import clean, print_table, say
from cardscan.errors import Exit

if TYPE_CHECKING:
    from cardscan.connections.recall import Log
    from cardscan.model import Contact
    from cardscan.person import Person
    from cardscan.store import Store

_RATINGS = "1234"
_QUIT = "q"
_RATE = "1 again, 2 hard, 3 good, 4 easy; q leaves: "


@click.command()
@click.option(
    "--limit", metavar="N", type=click.IntRange(1), default=5, show_default=True, help="How many names a day."
)
@json_option
@db_option
def recall(limit: int, as_json: bool, db: str | None) -> Exit:
    """Practise names, a few a day: first the card without its name, then your note, then who it is.

    You are asked only about quality connections, the people of your next event first. Say how well you knew the name
    (1 again, 2 hard, 3 good, 4 easy); that decides when you are asked again. Press q to leave at any time. Without a
    terminal each key is a line of input. --json lists who is due today, and asks nothing.

    \b
    Examples:
      cardscan recall
      cardscan recall --limit 10
      cardscan recall --json
    """
    from cardscan.actions.recall import todays
    from cardscan.cli.user import open_store

    with open_store(db) as store:
        recalls = store.recalls()
        due = todays(store, recalls, datetime.now().astimezone(), limit)
        if as_json:
            for person in due:
                click.echo(_json(person, recalls.get(person.id, ())))
        elif due:
            _ask_for(due, recalls, store)
        elif recalls:
            say("no names left for today")
        else:
            say('nobody to ask about yet: write a note first, with cardscan note WHO --talked "…" --can-help "…"')
    return Exit.OK


def _json(person: "Person", log: "Log") -> str:
    from cardscan.connections.recall import schedule

    due = schedule(log)
    return json.dumps(
        {
            "id": person.id,
            "uid": person.uid,
            "name": person.contact.fn[0].value,
            "due": due and due.isoformat(),
            "asked": len(log),
        }
    )


def _ask_for(people: tuple["Person", ...], recalls: dict[int, "Log"], store: "Store") -> None:
    """Ask for one name after the other; each answer is stored before the next card is shown."""
    from cardscan.connections.recall import schedule

    for number, person in enumerate(people, 1):
        click.echo(f"{number} of {len(people)}")
        rating = _asked(person)
        if rating == _QUIT:
            return
        at = datetime.now(UTC)
        store.add_recall(person.id, at, int(rating))
        due = schedule((*recalls.get(person.id, ()), (at, int(rating))))
        if due:
            say(f"next time on {due.astimezone().date().isoformat()}\n")
    say("that is all for today")


def _asked(person: "Person") -> str:
    """Show card, note and name one after the other; return the rating, or that the user leaves."""
    from cardscan.connections.hiding import hidden
    from cardscan.connections.notes.parts import LABELS
    from cardscan.connections.standing import note_that_counts

    _print_card(hidden(person.contact))
    for meeting in person.meetings:
        _print("met", f"{meeting.date.isoformat()} {meeting.event or meeting.place}".strip(), person.contact)
    if _key("Who is it? Enter shows your note: ") == _QUIT:
        return _QUIT
    counts = note_that_counts(person)
    for part, label in LABELS.items():
        if part == "remember":  # it may say the name
            continue
        _print(label, getattr(counts[1], part) if counts else "", person.contact)
    if _key("Enter shows the name: ") == _QUIT:
        return _QUIT
    for name in person.contact.fn:
        _print("name", name.value)
    remember = [note.remember for meeting in person.meetings for note in meeting.notes if note.remember]
    _print("remember", remember[-1] if remember else "")
    _print("card", str(person.crop or ""))
    return _key(_RATE, _RATINGS)


def _print_card(shown: "Contact") -> None:
    from cardscan.model import KINDS

    print_table(("", ""), [(kind, field.value) for kind in KINDS for field in getattr(shown, kind)])


def _print(label: str, text: str, hide: "Contact | None" = None) -> None:
    from cardscan.connections.hiding import hidden_in

    if text:
        click.echo(f"{label + ':':<14}{clean(hidden_in(text, hide) if hide else text)}")


def _key(prompt: str, wanted: str = "") -> str:
    """Ask until one of the keys that are wanted is given, any key where none is; the end of the input leaves."""
    while True:
        click.echo(prompt, nl=False, err=True)
        key = _typed()
        if key in (_QUIT, "") or not wanted or key in wanted:
            return key or _QUIT


def _typed() -> str:
    """Read a key from the terminal, or else a line, of which the first letter counts; "" at the end of the input."""
    if not sys.stdin.isatty():
        line = sys.stdin.readline()
        return line and (line.strip().lower()[:1] or "\n")
    try:
        key = click.getchar().lower()
    except EOFError:
        key = ""
    click.echo(key if key.isalnum() else "", err=True)
    return key


COMMANDS = {"recall": recall}
