"""`cardscan note`: what makes a card a quality connection."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from cardscan.cli.options import db_option, who_argument
from cardscan.cli.output import clean, say
from cardscan.errors import Exit

if TYPE_CHECKING:
    from cardscan.noting import Taken


@click.command()
@who_argument
@click.option("--talked", metavar="TEXT", help="What you talked about.")
@click.option("--can-help", metavar="TEXT", help="How you can help.")
@click.option("--looks-for", metavar="TEXT", help="What they look for.")
@click.option("--offers", metavar="TEXT", help="What they offer.")
@click.option("--proud-of", metavar="TEXT", help="What they are proud of, or love.")
@click.option("--remember", metavar="TEXT", help="How you will remember the name.")
@click.option("--again/--not-again", default=None, help="Whether you want to talk again; else filed away.")
@click.option("--date", "day", metavar="DAY", help="The day on which you met. Default: the latest.")
@click.option("--meeting", "meeting_id", metavar="ID", type=int, help="The meeting, where you met twice that day.")
@db_option
def note(who: str, day: str | None, meeting_id: int | None, db: str | None, **parts: str | bool | None) -> Exit:
    """Write down what you talked about and how you can help.

    This makes someone a quality connection. Both have to say something that the card does not. What is refused is
    kept, and the next note of that meeting takes from it what you do not give again.

    \b
    Examples:
      cardscan note muller --talked "moves her shop to solar roof tiles" --can-help "introduce the installer in Porto"
      cardscan note muller --remember "Mühle, as the mill on her card" --looks-for "an apprentice"
      cardscan note 12 --not-again
    """
    from cardscan.connections.days import parse_day
    from cardscan.connections.notes import Given
    from cardscan.connections.standing import filed_away
    from cardscan.noting import met_on, take_note
    from cardscan.store import open_store
    from cardscan.who import find_one

    given = Given(**parts)  # type: ignore[arg-type]  # click's types: texts, and one flag
    if given.nothing:
        raise click.UsageError("nothing to note: give --talked and --can-help, or see --help for more")
    now = datetime.now(UTC)
    with open_store(db) as store:
        person = store.person(find_one(store, who))
        if day is not None:
            meeting_id = met_on(person, parse_day(day, now.astimezone().date(), past=True)).id
        taken = take_note(store, person.id, given, now, meeting_id)
    say(f"person {taken.person.id} is {'filed away' if filed_away(taken.person) else 'a quality connection'}")
    tell_promise(taken)
    return Exit.OK


def tell_promise(taken: "Taken") -> None:
    """Say what was promised by a note, and by when."""
    if taken.promise:
        due = f", by {taken.promise.due.isoformat()}" if taken.promise.due else ""
        say(clean(f"promise {taken.promise.id}: {taken.promise.text}{due}"))
    if taken.undated:
        say(clean(f"no day is set for it: {taken.undated}"))


COMMANDS = {"note": note}
