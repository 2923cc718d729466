"""`cardscan today`: promises due, dates of theirs to ask after, notes that wait, whom to get back to."""

import sys
from collections.abc import Iterator
from datetime import date, datetime
from typing import TYPE_CHECKING

import click

from cardscan.cli.options import db_option, json_option
from cardscan.cli.output import clean, print_table, say
from cardscan.cli.waiting import end_waiting
from cardscan.errors import Exit
from cardscan.text.wording import waited

if TYPE_CHECKING:
    from cardscan.connections.followup import Agenda, NoteWaits
    from cardscan.person import Person, TheirDate

A_PAGE = 50  # of each kind


@click.command()
@click.option("--all", "everything", is_flag=True, help="Show everyone, not only a few a day; on a terminal, too.")
@click.option("--mine", is_flag=True, help="What is yours, or nobody's, where several use the store.")
@json_option
@db_option
def today(everything: bool, mine: bool, as_json: bool, db: str | None) -> Exit:
    """Show what is due: promises of the next 7 days, theirs to ask about, dates of theirs, notes, whom to get back to.

    What was promised without a day comes up under "some day" after a week; cardscan promise due gives it one. Names
    fade within days: after 48 hours without a note you are warned. Quality connections without a cadence of their own
    are due after a quarter. Where nothing has a day, you are asked about five people a day; people you skip come back
    later, after longer and longer rests (cardscan settings). Of what has a day, a terminal shows the 50 most urgent
    of each kind; a file or a pipe gets all.

    \b
    Examples:
      cardscan today
      cardscan today --mine
      cardscan today --json | jq -r 'select(.what == "promise") | .text'
    """
    from cardscan.actions.agenda import due_today
    from cardscan.actions.coming import COMING_EVENT, next_event
    from cardscan.cli.user import open_store
    from cardscan.connections.us import named
    from cardscan.export.followup import agenda_json

    now = datetime.now().astimezone()
    with open_store(db) as store:
        end_waiting(store, now)
        most = None if everything or as_json or not sys.stdout.isatty() else A_PAGE
        user = store.user
        due, counts = due_today(store, now, named(user) if mine else "", most, everything)
        coming = next_event(store, now.date(), COMING_EVENT)
    if as_json:
        for line in agenda_json(due, now.date()):
            click.echo(line)
        return Exit.OK
    if coming:
        in_days = "now" if coming.date <= now.date() else f"on {coming.date.isoformat()}"
        say(clean(f"{coming.name} is {in_days}: cardscan event prep {coming.id} is its page"))
    if not print_table(("what", "id", "who", "about", "when"), _rows(due, now.date(), most, user)):
        say("nothing is due today")
    dated = counts.promises, counts.ask, counts.dates, counts.introductions
    more = sum(max(0, number - A_PAGE) for number in dated)
    if most and more:
        say(f"{_at_least(more, *dated)} more are due: --all shows them")
    some = counts.some_day, counts.notes, counts.get_back
    left = sum(some) - len(due.some_day) - len(due.notes) - len(due.get_back)
    if left > 0 and not everything:
        say(f"{_at_least(left, *some)} more can wait: --all shows them, cardscan review asks for notes")
    return Exit.OK


def _rows(due: "Agenda", day: date, most: int | None, user: str) -> Iterator[tuple[str, ...]]:
    from cardscan.connections.introducing import reminder
    from cardscan.connections.promises import when
    from cardscan.connections.theirdates import ago
    from cardscan.connections.us import told_of

    for what, promises in (("promise", due.promises), ("ask", due.ask)):
        for each in promises[:most]:
            yield what, str(each.promise.id), _name(each.person), told_of(each.promise, user), when(each.day, day)
    for after in due.dates[:most]:
        told, past = after.told, after.told.day or after.day
        yield "ask after", str(told.id), _name(after.person), _said_of(told, user), ago(past, day)
    for pair in due.introductions[:most]:
        both, who = f"{pair.person.id} {pair.course.other.id}", f"{_name(pair.person)}, {pair.course.name}"
        yield "introduce", both, who, reminder(pair.course, pair.todo, _name(pair.person)), when(pair.day, day)
    for some in due.some_day:
        text = told_of(some.promise, user, "they promised: ")
        yield "some day", str(some.promise.id), _name(some.person), text, f"promised {some.days} days ago"
    for wait in due.notes:
        where = wait.person.meetings[-1].event
        met = f"met {wait.met.isoformat()}{' at ' if where else ''}{where}"
        yield "note", str(wait.person.id), _name(wait.person), met, _waited(wait)
    for back in due.get_back:
        about = f"last in touch {back.last.isoformat()}, every {back.cadence}"
        yield "get back", str(back.person.id), _name(back.person), about, when(back.day, day)


def _said_of(of: "TheirDate", user: str) -> str:
    from cardscan.connections.us import is_of

    whose = "" if is_of(of.by, user) else f"{of.by} noted: "
    return f"{whose}{of.words} ({of.day})"


def _at_least(number: int, *counts: int) -> str:
    from cardscan.store.due import MOST_COUNTED

    return f"{'more than ' if max(counts) >= MOST_COUNTED else ''}{number}"


def _waited(wait: "NoteWaits") -> str:
    return f"waits {waited(wait.hours)}: names fade" if wait.fades else f"waits {waited(wait.hours)}"


def _name(person: "Person") -> str:
    from cardscan.connections.known import called

    return called(person.contact)


COMMANDS = {"today": today}
