"""`cardscan today`: promises due, notes that wait, whom to get back to."""

from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from cardscan.cli.options import db_option, json_option
from cardscan.cli.output import print_table, say
from cardscan.cli.waiting import end_waiting
from cardscan.errors import Exit
from cardscan.text.wording import counted, waited

if TYPE_CHECKING:
    from cardscan.connections.followup import Agenda, NoteWaits
    from cardscan.person import Person

_MOST_NOTES = 5  # more than that is for `cardscan review`
_MOST_SOME_DAY = 5  # more than that is for `cardscan promise list`


@click.command()
@json_option
@db_option
def today(as_json: bool, db: str | None) -> Exit:
    """Show what is due: your promises of the next 7 days, theirs to ask about, notes, whom to get back to.

    What was promised without a day comes up under "some day" after a week; cardscan promise due gives it one.
    Names fade within days: after 48 hours without a note you are warned. Quality connections without a cadence of their
    own are due after a quarter.

    \b
    Examples:
      cardscan today
      cardscan today --json | jq -r 'select(.what == "promise") | .text'
    """
    from cardscan.connections.followup import agenda
    from cardscan.export.followup import agenda_json
    from cardscan.store import open_store

    now = datetime.now().astimezone()
    with open_store(db) as store:
        due = agenda(end_waiting(store, store.people(), now), now)
    if as_json:
        for line in agenda_json(due, now.date()):
            click.echo(line)
        return Exit.OK
    rows = list(_rows(due, now.date()))
    if rows:
        print_table(("what", "id", "who", "about", "when"), rows)
    else:
        say("nothing is due today")
    if len(due.some_day) > _MOST_SOME_DAY:
        more = counted(len(due.some_day) - _MOST_SOME_DAY, "more promise")
        say(f"{more} without a day: cardscan promise list shows them")
    if len(due.notes) > _MOST_NOTES:
        say(f"{len(due.notes) - _MOST_NOTES} more wait for a note: go through them with cardscan review")
    return Exit.OK


def _rows(due: "Agenda", day: date) -> Iterator[tuple[str, ...]]:
    from cardscan.connections.promises import when

    for what, promises in (("promise", due.promises), ("ask", due.ask)):
        for each in promises:
            yield what, str(each.promise.id), _name(each.person), each.promise.text, when(each.day, day)
    for some in due.some_day[:_MOST_SOME_DAY]:
        text = some.promise.text if some.promise.owner == "me" else f"they promised: {some.promise.text}"
        yield "some day", str(some.promise.id), _name(some.person), text, f"promised {some.days} days ago"
    for wait in due.notes[:_MOST_NOTES]:
        where = wait.person.meetings[-1].event
        met = f"met {wait.met.isoformat()}{' at ' if where else ''}{where}"
        yield "note", str(wait.person.id), _name(wait.person), met, _waited(wait)
    for back in due.get_back:
        about = f"last in touch {back.last.isoformat()}, every {back.cadence}"
        yield "get back", str(back.person.id), _name(back.person), about, when(back.day, day)


def _waited(wait: "NoteWaits") -> str:
    return f"waits {waited(wait.hours)}: names fade" if wait.fades else f"waits {waited(wait.hours)}"


def _name(person: "Person") -> str:
    from cardscan.connections.known import called

    return called(person.contact)


COMMANDS = {"today": today}
