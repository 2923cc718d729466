"""`cardscan event`: what you go to, and what you want of it; add, list, show, edit, remove, move."""

from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any

import click

from cardscan.cli.event_guests import import_, people
from cardscan.cli.event_move import move
from cardscan.cli.event_pages import prep, report
from cardscan.cli.options import db_option, json_option
from cardscan.cli.output import clean, print_table, say
from cardscan.errors import Exit

if TYPE_CHECKING:
    from cardscan.person import Event

_TEXTS = {
    "place": "Where it is.",
    "goal": "What you want to come home with.",
    "impression": "What you want to be remembered for.",
}
_LISTS = {
    "meet": "Someone you want to meet; may be repeated.",
    "give": "Something you can give; may be repeated.",
    "ask": "Something you want to ask; may be repeated.",
}


def _detail_options(command: Callable[..., Any]) -> Callable[..., Any]:
    for name, text in reversed(_LISTS.items()):
        command = click.option(f"--{name}", metavar="TEXT", multiple=True, help=text)(command)
    for name, text in reversed(_TEXTS.items()):
        command = click.option(f"--{name}", metavar="TEXT", help=text)(command)
    return click.option("--until", metavar="DAY", help="Its last day, if it lasts several days.")(command)


@click.group()
def event() -> None:
    """Write down an event and what you want from it; read a page before it, and see afterwards what came of it.

    EVENT is a name, part of one with or without the date, or an id. A DAY may be written as 2026-12-03, "3 Dec",
    3.12.2026 or "next Thursday".

    \b
    Examples:
      cardscan event add "SME social hour" --date 2026-12-03 --meet "Head of brand at Lumen Foods"
      cardscan event prep
      cardscan ingest photos/ --event "SME social"
      cardscan event report --html report.html
    """


@event.command()
@click.argument("name")
@click.option("--date", "day", metavar="DAY", required=True, help="Its day, or the first of several.")
@_detail_options
@json_option
@db_option
def add(name: str, day: str, until: str | None, as_json: bool, db: str | None, **details: Any) -> Exit:
    """Add an event. cardscan undo removes it again.

    \b
    Examples:
      cardscan event add "SME social hour" --date 2026-12-03 --place "Kontor, 2nd floor" \\
          --goal "two people who know cold storage" --meet "Head of brand at Lumen Foods" \\
          --impression "answers within a day" --give "intro to the crane inspector" --ask "who sorts your returns?"
      cardscan event add Hamburg --date "next Thursday" --until 2026-12-05
    """
    from cardscan.cli.user import open_store
    from cardscan.connections.events.planning import unplanned

    new = _changed(unplanned(), name=name, day=day, until=until, **details)
    with open_store(db) as store:
        added = store.add_event(new, datetime.now(UTC))
    _tell(added, as_json)
    return Exit.OK


@event.command("list")
@json_option
@db_option
def list_events(as_json: bool, db: str | None) -> Exit:
    """List all events by their date: id, day, name, place.

    \b
    Examples:
      cardscan event list
      cardscan event list --json | jq -r .name
    """
    from cardscan.cli.user import open_store
    from cardscan.export.events import event_json

    with open_store(db) as store:
        events = store.events()
    if not events:
        say('no events yet: cardscan event add "SME social hour" --date … adds one')
    elif as_json:
        for each in events:
            click.echo(event_json(each))
    else:
        print_table(("id", "day", "name", "place"), [(str(e.id), _days(e), e.name, e.place) for e in events])
    return Exit.OK


@event.command()
@click.argument("which", metavar="EVENT")
@json_option
@db_option
def show(which: str, as_json: bool, db: str | None) -> Exit:
    """Show everything written down about an event.

    \b
    Examples:
      cardscan event show "SME social"
      cardscan event show 3 --json
    """
    from cardscan.cli.user import open_store
    from cardscan.connections.events.which import find_event
    from cardscan.export.events import event_json

    with open_store(db) as store:
        found = find_event(which, store.events())
    if as_json:
        click.echo(event_json(found))
        return Exit.OK
    lists = ((name, text) for name in _LISTS for text in getattr(found, name))
    rows = (("id", str(found.id)), ("name", found.name), ("day", _days(found)),
            *((name, getattr(found, name)) for name in _TEXTS), *lists)  # fmt: skip
    for label, text in rows:
        if text:
            click.echo(f"{label + ':':<12}{clean(text)}")
    return Exit.OK


@event.command()
@click.argument("which", metavar="EVENT")
@click.option("--name", metavar="TEXT", help="Its name.")
@click.option("--date", "day", metavar="DAY", help="Its day, or the first of several.")
@_detail_options
@json_option
@db_option
def edit(
    which: str, name: str | None, day: str | None, until: str | None, as_json: bool, db: str | None, **details: Any
) -> Exit:
    """Change what is written down about an event. cardscan undo reverses it.

    What you give replaces what was there, even several values; an empty text removes it.

    \b
    Examples:
      cardscan event edit "SME social" --date 2026-12-10
      cardscan event edit 3 --meet "Head of brand at Lumen Foods" --meet "a CFO" --place ""
    """
    from cardscan.cli.user import open_store
    from cardscan.connections.events.which import find_event

    if not any(given not in (None, ()) for given in (name, day, until, *details.values())):
        raise click.UsageError("nothing to change: give --name, --date, --until, --place, --goal, --meet or the like")
    change = partial(_changed, name=name, day=day, until=until, **details)
    with open_store(db) as store:
        changed = store.change_event(find_event(which, store.events()).id, change, datetime.now(UTC))
    _tell(changed, as_json)
    return Exit.OK


@event.command()
@click.argument("which", metavar="EVENT")
@json_option
@db_option
def remove(which: str, as_json: bool, db: str | None) -> Exit:
    """Remove an event. The people you met there stay, with the day. cardscan undo brings it back.

    \b
    Examples:
      cardscan event remove "SME social 2025"
    """
    from cardscan.cli.user import open_store
    from cardscan.connections.events.which import find_event

    with open_store(db) as store:
        gone = store.remove_event(find_event(which, store.events()).id, datetime.now(UTC))
    say(clean(f"removed event {gone.id}: {_said(gone)}"))
    if as_json:
        _tell(gone, as_json)
    return Exit.OK


def _changed(of: "Event", **given: Any) -> "Event":
    from cardscan.connections.events.planning import planned

    return planned(of, datetime.now().astimezone().date(), **given)


def _tell(of: "Event", as_json: bool) -> None:
    from cardscan.export.events import event_json

    click.echo(event_json(of) if as_json else clean(f"event {of.id}: {_said(of)}"))


def _days(of: "Event") -> str:
    return of.date.isoformat() + (f" – {of.until.isoformat()}" if of.until else "")


def _said(of: "Event") -> str:
    return f"{of.name}, {of.date:%a} {_days(of)}" + (f", {of.place}" if of.place else "")


event.add_command(import_)
event.add_command(move)
event.add_command(people)
event.add_command(prep)
event.add_command(report)

COMMANDS = {"event": event}
