"""`cardscan date`: days on which something happens to them, to ask how it went; add, list, asked, drop, on."""

import sys
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from cardscan.cli.asking import ask_for_day
from cardscan.cli.options import db_option, json_option, who_argument
from cardscan.cli.output import clean, print_table, say
from cardscan.errors import Exit

if TYPE_CHECKING:
    from cardscan.actions.take_note import Taken
    from cardscan.connections.dates.days import DayError
    from cardscan.person import TheirDate
    from cardscan.store import Store
    from cardscan.store.their_dates import Outcome

_id_argument = click.argument("date_id", metavar="ID", type=click.IntRange(1))


@click.group()
def date() -> None:
    """Remember what happens to them, and ask how it went.

    A note that says "launch on 3 May" or "back from Croatia in two weeks" is enough: the day after, cardscan today says
    whom to ask, in your words. What you promised is no date of theirs, nor is what has been or happens every week.
    ID is the number that list shows.

    \b
    Examples:
      cardscan date list
      cardscan date asked 3
      cardscan date add muller "exam next Thursday"
    """


@date.command()
@who_argument
@click.argument("text")
@click.option("--on", "day", metavar="DAY", help="The day, if TEXT does not say so.")
@db_option
def add(who: str, text: str, day: str | None, db: str | None) -> Exit:
    """Add a date of theirs that is in no note. Its day is understood in the languages of promises.

    \b
    Examples:
      cardscan date add muller "exam next Thursday"
      cardscan date add muller "Eröffnung am 3. Mai"
      cardscan date add 12 "their first trade fair" --on 2027-02-09
    """
    from cardscan.actions.find_person import find_one
    from cardscan.cli.user import open_store
    from cardscan.connections.theirdates import understand

    now = datetime.now().astimezone()
    words, on = understand(text, day, now.date())
    with open_store(db) as store:
        click.echo(clean(date_line(store.their_dates.add(find_one(store, who), words, on, now))))
    return Exit.OK


@date.command("list")
@click.option("--all", "everything", is_flag=True, help="Include what was asked after or dropped.")
@json_option
@db_option
def list_dates(everything: bool, as_json: bool, db: str | None) -> Exit:
    """List dates of theirs, the first at the top: id, what, whose, the day, and when to ask.

    \b
    Examples:
      cardscan date list
      cardscan date list --all --json | jq -r .words
    """
    from cardscan.cli.user import open_store
    from cardscan.connections.theirdates import how_it_stands
    from cardscan.export.followup import date_json

    with open_store(db) as store:
        dates = store.their_dates.all(everything)
        names = store.directory.called({each.person_id for each in dates})
    if not dates:
        say('no dates of theirs to ask after: a note that says "launch on 3 May" adds one')
    elif as_json:
        for each in dates:
            click.echo(date_json(each, names[each.person_id]))
    else:
        print_table(("id", "what", "whose", "day", "ask"), [
            (str(each.id), each.words, names[each.person_id], each.day.isoformat() if each.day else "?",
             how_it_stands(each))
            for each in dates
        ])  # fmt: skip
    return Exit.OK


@date.command()
@_id_argument
@db_option
def asked(date_id: int, db: str | None) -> Exit:
    """Say that you asked how it went: you were in touch. cardscan undo takes it back.

    \b
    Examples:
      cardscan date asked 3
    """
    return _settle(date_id, "asked", db)


@date.command()
@_id_argument
@db_option
def drop(date_id: int, db: str | None) -> Exit:
    """Say that it is no date of theirs, or need not be asked after. cardscan undo takes it back.

    \b
    Examples:
      cardscan date drop 3
    """
    return _settle(date_id, "dropped", db)


@date.command("on")
@_id_argument
@click.argument("day", metavar="DAY")
@db_option
def move(date_id: int, day: str, db: str | None) -> Exit:
    """Say which day it is: it was put off, or the note left it open.

    \b
    Examples:
      cardscan date on 3 "10 May"
    """
    from cardscan.cli.user import open_store
    from cardscan.connections.dates.duedates import due_day

    now = datetime.now().astimezone()
    on = due_day(day, now.date())
    with open_store(db) as store:
        click.echo(clean(date_line(store.their_dates.move(date_id, on, now))))
    return Exit.OK


def tell_their_dates(store: "Store", taken: "Taken", now: datetime) -> None:
    """Say what a note told of theirs will be asked after; a day that is unclear is asked about on a terminal."""
    unclear = iter(taken.unclear)
    for each in taken.dates:
        why = None if each.day else next(unclear, None)
        known = _with_its_day(store, each, why, now) if why and sys.stdin.isatty() else each
        say(clean(date_line(known)))
        if why and known.day is None:
            say(clean(f"{why.message} ({why.advice}): cardscan date on {each.id} DAY says which"))


def _with_its_day(store: "Store", of: "TheirDate", why: "DayError", now: datetime) -> "TheirDate":
    from cardscan.connections.seen import as_seen, date_of, fingerprint

    say(clean(f"“{of.words}”"))
    day = ask_for_day(why, now.astimezone().date(), "Which day? Enter: leave it open")
    if day is None:
        return of
    return store.expecting(as_seen(fingerprint(of), date_of(of.id))).their_dates.move(of.id, day, now)


def date_line(of: "TheirDate") -> str:
    """Put a date of theirs on a line."""
    from cardscan.connections.theirdates import how_it_stands

    day = f" ({of.day.isoformat()})" if of.day else ""
    return f"date {of.id}: {of.words}{day}; {how_it_stands(of)}"


def _settle(date_id: int, how: "Outcome", db: str | None) -> Exit:
    from cardscan.cli.user import open_store

    with open_store(db) as store:
        click.echo(clean(date_line(store.their_dates.settle(date_id, how, datetime.now(UTC)))))
    return Exit.OK


COMMANDS = {"date": date}
