"""`cardscan settings`: what you set for a store."""

import click

from cardscan.cli.options import db_option
from cardscan.errors import Exit


@click.command()
@click.option("--let-go-after", metavar="SPAN", help='How long people wait for a note: "month", "6 weeks", "never".')
@db_option
def settings(let_go_after: str | None, db: str | None) -> Exit:
    """Show what is set for your store, or change it.

    Whoever has waited for a note longer than that is let go: kept and found, but not asked about any more, until you
    meet again or write the note. cardscan today, review and list --waiting do this, and say so once.

    \b
    Examples:
      cardscan settings
      cardscan settings --let-go-after "6 weeks"
      cardscan settings --let-go-after never
    """
    from cardscan.actions.let_go import end_waiting_after, waiting_ends_after
    from cardscan.cli.user import open_store
    from cardscan.connections.dates.spans import NEVER

    with open_store(db) as store:
        after = waiting_ends_after(store) if let_go_after is None else end_waiting_after(store, let_go_after)
    click.echo(f"let go after: {after}{'' if after == NEVER else ' without a note'}")
    return Exit.OK


COMMANDS = {"settings": settings}
