"""`cardscan merge`, `split`, `different` and `undo`: who is who, and taking it back."""

import sys
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import click

from cardscan.cli.options import db_option, who_argument
from cardscan.cli.output import clean, say
from cardscan.errors import Exit

if TYPE_CHECKING:
    from cardscan.person import Meeting, Person

_other_argument = click.argument("other", metavar="OTHER")


@click.command()
@who_argument
@click.argument("others", metavar="OTHER...", nargs=-1, required=True)
@db_option
def merge(who: str, others: tuple[str, ...], db: str | None) -> Exit:
    """Make one person of two, or of several: WHO stays, and gets everything that belongs to each OTHER.

    Name, title and company are those of the newest card; numbers and addresses of both stay, except those of a company
    that they left. Every meeting keeps what its card said.

    \b
    Examples:
      cardscan merge 12 47
      cardscan merge "Anna Weber" "Anna Schmidt" 31
    """
    from cardscan.actions.find_person import find_all, find_one
    from cardscan.actions.same_person import make_one_of
    from cardscan.cli.user import open_store

    with open_store(db) as store:
        keep, gone = store.person(find_one(store, who)), store.many.people(find_all(store, others))
        one = make_one_of(store, keep.id, [each.id for each in gone], datetime.now(UTC))
    *first, last = map(_name, (keep, *gone))
    click.echo(
        clean(f"{', '.join(first)} and {last} are now one person: {_name(one)}, met {_times(len(one.meetings))}")
    )
    click.echo("cardscan undo reverses it")
    return Exit.OK


@click.command()
@who_argument
@click.option("--meeting", "meeting_id", metavar="ID", type=int, help="Which meeting was with someone else.")
@click.option("--date", "day", metavar="DAY", help="The day of that meeting.")
@db_option
def split(who: str, meeting_id: int | None, day: str | None, db: str | None) -> Exit:
    """Make two people of one: a meeting with its card and notes becomes someone else's.

    Of two meetings the later one moves, unless you say which.

    \b
    Examples:
      cardscan split "Anna Schmidt"
      cardscan split 12 --date 2026-10-03
      cardscan split 12 --meeting 31
    """
    from cardscan.actions.find_person import find_one
    from cardscan.cli.user import open_store
    from cardscan.connections.dates.days import parse_day

    now = datetime.now().astimezone()
    met_on = None if day is None else parse_day(day, now.date(), past=True)
    with open_store(db) as store:
        whole = store.person(find_one(store, who))
        met = _meant(whole, meeting_id, met_on)
        new = store.split(whole.id, met.id, now)
        stays = store.person(whole.id)
    click.echo(clean(f"{_name(new)} was met on {met.date.isoformat()}; {_name(stays)} is someone else"))
    click.echo("cardscan undo reverses it")
    return Exit.OK


@click.command()
@who_argument
@_other_argument
@db_option
def different(who: str, other: str, db: str | None) -> Exit:
    """Say that WHO and OTHER are not the same person, so that you are not asked again.

    \b
    Examples:
      cardscan different 12 47
    """
    from cardscan.actions.find_person import find_one
    from cardscan.actions.same_person import keep_apart
    from cardscan.cli.user import open_store

    with open_store(db) as store:
        one, another = store.person(find_one(store, who)), store.person(find_one(store, other))
        keep_apart(store, one.id, another.id, datetime.now(UTC))
    click.echo(clean(f"{_name(one)} and {_name(another)} are two people; cardscan undo reverses it"))
    return Exit.OK


@click.command()
@click.option("--yes", is_flag=True, help="Do not ask for confirmation.")
@db_option
def undo(yes: bool, db: str | None) -> Exit:
    """Undo the last change: a merge, a split, an edit, a note and so on. Run it again to undo the one before.

    On a terminal it shows the change and asks. If another change comes in meanwhile, from the pages or a watch, nothing
    is undone.

    \b
    Examples:
      cardscan undo
      cardscan undo --yes
    """
    from cardscan.actions.take_back import described
    from cardscan.cli.user import open_store

    with open_store(db) as store:
        last = store.last_change()
        if last and not yes and sys.stdin.isatty():
            question = clean(f"Undo: {described(store, last)}?")
            if not click.confirm(question, err=True):
                say("nothing was undone")
                return Exit.OK
        change = store.undo(datetime.now(UTC), last.id if last else None)
        click.echo(clean(f"undone: {described(store, change)}"))
    return Exit.OK


def _meant(whole: "Person", meeting_id: int | None, day: date | None) -> "Meeting":
    """Say which meeting is meant. Raises InputError when it is not clear."""
    from cardscan.errors import InputError

    if meeting_id is None and day is None and len(whole.meetings) == 2:
        return whole.meetings[-1]
    if meeting_id is None and day is None and len(whole.meetings) < 2:
        raise InputError(f"{_name(whole)} was met only once", "cardscan edit corrects fields")
    found = [met for met in whole.meetings if meeting_id in (None, met.id) and day in (None, met.date)]
    if (meeting_id or day) and len(found) == 1:
        return found[0]
    listed = "\n".join(
        f"{met.date.isoformat()} {met.event}".rstrip() + f"  --meeting {met.id}" for met in whole.meetings
    )
    raise InputError("which meeting was with someone else?", listed)


def _name(person: "Person") -> str:
    from cardscan.connections.known import named

    return named(person)


def _times(number: int) -> str:
    return "once" if number == 1 else "twice" if number == 2 else f"{number} times"


COMMANDS = {"merge": merge, "split": split, "different": different, "undo": undo}
