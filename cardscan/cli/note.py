"""`cardscan note`: what makes a card a quality connection."""

from datetime import UTC, datetime

import click

from cardscan.cli.options import db_option, who_argument
from cardscan.cli.output import say
from cardscan.errors import Exit


@click.command()
@who_argument
@click.option("--talked", metavar="TEXT", required=True, help="What you talked about.")
@click.option("--can-help", metavar="TEXT", required=True, help="How you can help.")
@db_option
def note(who: str, talked: str, can_help: str, db: str | None) -> Exit:
    """Write down what you talked about and how you can help.

    This makes someone a quality connection. Both have to say something that the card does not.

    \b
    Examples:
      cardscan note muller --talked "moves her shop to solar roof tiles" --can-help "introduce the installer in Porto"
    """
    from cardscan.noting import take_note
    from cardscan.store import open_store
    from cardscan.who import find_one

    with open_store(db) as store:
        person = take_note(store, find_one(store, who), talked, can_help, datetime.now(UTC))
    say(f"person {person.id} is a quality connection")
    return Exit.OK


COMMANDS = {"note": note}
