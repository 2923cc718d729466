"""`cardscan met`: when and where someone was met."""

from datetime import datetime
from typing import TYPE_CHECKING

import click

from cardscan.cli.options import db_option, who_argument
from cardscan.cli.output import clean, say
from cardscan.errors import Exit

if TYPE_CHECKING:
    from cardscan.person import Meeting, Person


@click.command()
@who_argument
@click.option("--date", "day", metavar="DAY", help="The day on which you met.")
@click.option("--event", "named", metavar="EVENT", help='The event where you met; "" for none.')
@click.option("--place", metavar="TEXT", help="The place where you met.")
@click.option("--meeting", "meeting_id", metavar="ID", type=int, help="Which meeting, if you met more than once.")
@db_option
def met(
    who: str, day: str | None, named: str | None, place: str | None, meeting_id: int | None, db: str | None
) -> Exit:
    """Correct when and where you met someone, if the photo of their card has it wrong.

    A new day also moves the meeting to that day's event, if there is one; a new event moves it to the event's day.

    \b
    Examples:
      cardscan met muller --date "last Friday"
      cardscan met muller --event "SME social"
      cardscan met 12 --meeting 31 --date 2026-10-15 --event ""
    """
    from cardscan.actions.find_person import find_one
    from cardscan.actions.say_when import say_when
    from cardscan.cli.show import met as shown
    from cardscan.cli.user import open_store
    from cardscan.connections.dates.days import parse_day
    from cardscan.connections.events.which import find_event

    if day is None and named is None and place is None:
        raise click.UsageError(
            "nothing to change: give --date, --event or --place; cardscan show WHO says when you met"
        )
    now = datetime.now().astimezone()
    on = None if day is None else parse_day(day, now.date(), past=True)
    with open_store(db) as store:
        person = store.person(find_one(store, who))
        event = find_event(named, store.events()) if named else None
        which = _meant(person, meeting_id)
        changed = say_when(store, which, now, day=on, event=event, no_event=named == "", place=place)
    [now_met] = [each for each in changed.meetings if each.id == which.id]
    _, text = next(shown(now_met))
    say(clean(f"person {changed.id}: met {text}"))
    return Exit.OK


def _meant(person: "Person", meeting_id: int | None) -> "Meeting":
    """Say which meeting is meant. Raises InputError when it is not clear."""
    from cardscan.errors import InputError

    found = [each for each in person.meetings if meeting_id in (None, each.id)]
    if len(found) == 1:
        return found[0]
    listed = [f"--meeting {each.id}  {each.date.isoformat()} {each.event}".rstrip() for each in person.meetings]
    raise InputError(f"person {person.id}: which meeting?", "\n".join(listed) or "you never met")


COMMANDS = {"met": met}
