"""`cardscan contacted`, `cadence` and `snooze`: when to get back to someone."""

from datetime import datetime
from typing import TYPE_CHECKING

import click

from cardscan.cli.options import db_option, who_argument
from cardscan.cli.output import say
from cardscan.errors import Exit

if TYPE_CHECKING:
    from cardscan.person import Person


@click.command()
@who_argument
@click.option("--date", "day", metavar="DAY", default="today", show_default=True, help="The day you were in touch.")
@db_option
def contacted(who: str, day: str, db: str | None) -> Exit:
    """Say that you were in touch with someone: a call, a letter, a coffee. The next time is counted from that day.

    \b
    Examples:
      cardscan contacted muller
      cardscan contacted muller --date "last Friday"
    """
    from cardscan.actions.find_person import find_one
    from cardscan.cli.user import open_store
    from cardscan.connections.dates.days import parse_day

    now = datetime.now().astimezone()
    was = parse_day(day, now.date(), past=True)
    with open_store(db) as store:
        person = store.add_contacted(find_one(store, who), was, now)
    say(f"in touch with person {person.id} on {was.isoformat()}{_next(person, now)}")
    return Exit.OK


@click.command()
@who_argument
@click.argument("how_often", metavar="CADENCE")
@db_option
def cadence(who: str, how_often: str, db: str | None) -> Exit:
    """Say how often to get back to someone: any span of days, weeks, months or years, or never.

    \b
    Examples:
      cardscan cadence muller "2 weeks"
      cardscan cadence muller "6 months"
      cardscan cadence muller never
    """
    from cardscan.actions.find_person import find_one
    from cardscan.cli.user import open_store
    from cardscan.connections.dates.spans import NEVER, parse_cadence

    now = datetime.now().astimezone()
    chosen = parse_cadence(how_often)
    with open_store(db) as store:
        person = store.set_cadence(find_one(store, who), chosen, now)
    say(f"person {person.id}: {chosen if chosen == NEVER else f'every {chosen}'}{_next(person, now)}")
    return Exit.OK


@click.command()
@who_argument
@click.argument("until", metavar="UNTIL")
@db_option
def snooze(who: str, until: str, db: str | None) -> Exit:
    """Leave someone out of `cardscan today` until a given day; "today" ends it. Their promises still show.

    \b
    Examples:
      cardscan snooze muller "next Monday"
      cardscan snooze muller "end of January"
      cardscan snooze muller today
    """
    from cardscan.actions.find_person import find_one
    from cardscan.cli.user import open_store
    from cardscan.connections.dates.duedates import due_day

    now = datetime.now().astimezone()
    day = due_day(until, now.date())
    later = day if day > now.date() else None
    with open_store(db) as store:
        person = store.snooze(find_one(store, who), later, now)
    say(
        f"person {person.id} is snoozed until {later.isoformat()}"
        if later
        else f"person {person.id} is no longer snoozed"
    )
    return Exit.OK


def _next(person: "Person", now: datetime) -> str:
    from cardscan.connections.dates.spans import get_back_on
    from cardscan.connections.followup import cadence_of, last_contact

    day = get_back_on(last_contact(person, now), cadence_of(person))
    return f"; get back to them on {day.isoformat()}" if day else ""


COMMANDS = {"contacted": contacted, "cadence": cadence, "snooze": snooze}
