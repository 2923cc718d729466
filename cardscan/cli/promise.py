"""`cardscan promise`: what you will do for someone, or they for you; add, due, done, drop, list."""

from datetime import UTC, date, datetime
from typing import TYPE_CHECKING

import click

from cardscan.cli.asking import ask_for_day
from cardscan.cli.options import db_option, json_option, who_argument
from cardscan.cli.output import clean, print_table, say
from cardscan.errors import Exit

if TYPE_CHECKING:
    from cardscan.person import Promise
    from cardscan.store import ListedName, Store
    from cardscan.store.followup import Settled

_id_argument = click.argument("promise_id", metavar="ID", type=click.IntRange(1))


@click.group()
def promise() -> None:
    """Keep track of what you promised, and what was promised to you. Keeping one cements a quality connection.

    WHO is a name, part of one (accents need not be typed), or an id; ID is the number that list shows.

    \b
    Examples:
      cardscan promise add muller "send her the Lisbon contact by Friday"
      cardscan promise list
      cardscan promise done 3
    """


@promise.command()
@who_argument
@click.argument("text")
@click.option("--due", metavar="DAY", help="When it is due, if TEXT does not say so.")
@click.option("--them", is_flag=True, help="It is their promise to you.")
@db_option
def add(who: str, text: str, due: str | None, them: bool, db: str | None) -> Exit:
    """Add a promise. A date in TEXT is understood, in English, German, French, Spanish, Italian and Portuguese.

    Where it is no day, or may be two ("3/4/2027"), you are asked on a terminal, and it is refused elsewhere.

    \b
    Examples:
      cardscan promise add muller "send her the Lisbon contact by Friday"
      cardscan promise add muller "den Imker vorstellen" --due "end of January"
      cardscan promise add 12 "quote for the oak in two weeks" --them
    """
    from cardscan.actions.find_person import find_one
    from cardscan.cli.user import open_store

    now = datetime.now().astimezone()
    what, day = _understood(text, due, now.date())
    with open_store(db) as store:
        made = store.add_promise(find_one(store, who), what, "them" if them else "me", day, now)
        click.echo(clean(_said(made, _name(store, made.person_id), now)))
    return Exit.OK


@promise.command("due")
@_id_argument
@click.argument("day", metavar="DAY")
@db_option
def due_by(promise_id: int, day: str, db: str | None) -> Exit:
    """Say by which day a promise is due; "none" for some day.

    \b
    Examples:
      cardscan promise due 3 "next Friday"
      cardscan promise due 3 none
    """
    from cardscan.cli.user import open_store
    from cardscan.connections.promises import day_or_none

    now = datetime.now().astimezone()
    due = day_or_none(day, now.date())
    with open_store(db) as store:
        made = store.set_due(promise_id, due, now)
        click.echo(clean(_said(made, _name(store, made.person_id), now)))
    return Exit.OK


@promise.command()
@_id_argument
@db_option
def done(promise_id: int, db: str | None) -> Exit:
    """Say that a promise was kept.

    \b
    Examples:
      cardscan promise done 3
    """
    return _settle(promise_id, "kept", db)


@promise.command()
@_id_argument
@db_option
def drop(promise_id: int, db: str | None) -> Exit:
    """Drop a promise that will not be kept, or need not be.

    \b
    Examples:
      cardscan promise drop 3
    """
    return _settle(promise_id, "dropped", db)


@promise.command("list")
@click.option("--all", "everything", is_flag=True, help="Include kept and dropped promises.")
@json_option
@db_option
def list_promises(everything: bool, as_json: bool, db: str | None) -> Exit:
    """List promises, the first due at the top: id, text, whose, with whom, due.

    \b
    Examples:
      cardscan promise list
      cardscan promise list --all --json | jq -r .text
    """
    from cardscan.cli.user import open_store
    from cardscan.connections.promises import by_due, how_it_stands, is_open
    from cardscan.export.followup import promise_json

    today = datetime.now().astimezone().date()
    with open_store(db) as store:
        promises = by_due(each for each in store.promises() if everything or is_open(each))
        names = {each.id: _called(each) for each in store.directory.names()}
    if not promises:
        say('no open promises: cardscan promise add WHO "send the report by Friday" adds one')
    elif as_json:
        for each in promises:
            click.echo(promise_json(each, names[each.person_id]))
    else:
        print_table(("id", "promise", "whose", "with", "due"), [
            (str(each.id), each.text, _whose(each, store.user), names[each.person_id], how_it_stands(each, today))
            for each in promises
        ])  # fmt: skip
    return Exit.OK


def _whose(made: "Promise", user: str) -> str:
    """Say whose it is: me or them; of another of us who made it, or was promised it."""
    from cardscan.connections.us import is_of

    if is_of(made.by, user):
        return made.owner
    return made.by if made.owner == "me" else f"them, to {made.by}"


def _understood(text: str, due: str | None, today: date) -> tuple[str, date | None]:
    """Tell what is promised, and by when; where the day is unclear, ask on a terminal."""
    from cardscan.connections.dates.days import DayError
    from cardscan.connections.promises import promised, with_day

    try:
        return promised(text, due, today)
    except DayError as error:
        day = ask_for_day(error, today)
        if day is None:
            return text, None
        return promised(with_day(text, error, day), day.isoformat() if due else None, today)


def _settle(promise_id: int, how: "Settled", db: str | None) -> Exit:
    from cardscan.cli.user import open_store
    from cardscan.connections.standing import Standing, standing

    with open_store(db) as store:
        settled = store.settle_promise(promise_id, how, datetime.now(UTC))
        person = store.person(settled.person_id)
        name, whose = _name(store, person.id), _whose(settled, store.user)
    cements = how == "kept" and standing(person) is Standing.CEMENTED
    of = "" if whose == settled.owner else f" ({whose})"
    click.echo(clean(f"promise {settled.id}{of} is {how}: {settled.text}"))
    if cements:
        say(clean(f"your connection with {name} is cemented"))
    return Exit.OK


def _said(made: "Promise", name: str, now: datetime) -> str:
    from cardscan.connections.promises import when

    due = f"due {made.due.isoformat()}, {when(made.due, now.date())}" if made.due else "no day named"
    whose = f"to {name}" if made.owner == "me" else f"by {name}"
    return f"promise {made.id} {whose}: {made.text} ({due})"


def _name(store: "Store", person_id: int) -> str:
    [name] = store.directory.with_id(str(person_id))
    return _called(name)


def _called(name: "ListedName") -> str:
    return name.names[0] if name.names else f"person {name.id}"


COMMANDS = {"promise": promise}
