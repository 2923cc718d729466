"""`cardscan settings`: what you set for a store."""

import click

from cardscan.cli.options import db_option
from cardscan.cli.output import clean
from cardscan.errors import Exit


@click.command()
@click.option("--let-go-after", metavar="SPAN", help='How long people wait for a note: "month", "6 weeks", "never".')
@click.option("--my-name", metavar="NAME", help='Your name on this machine, where several use one store; "" for none.')
@db_option
def settings(let_go_after: str | None, my_name: str | None, db: str | None) -> Exit:
    """Show what is set for your store, or change it.

    Whoever has waited for a note longer than that is let go: kept and found, but not asked about any more, until you
    meet again or write the note. cardscan today, review and list --waiting do this, and say so once.

    Where several of you use one store, each needs a name: it stands beside what you note and promise, and whom you met.
    --my-name writes it into the configuration of this machine; CARDSCAN_USER and --user before the command go before.

    \b
    Examples:
      cardscan settings
      cardscan settings --let-go-after "6 weeks"
      cardscan settings --let-go-after never
      cardscan settings --my-name Anna
    """
    from cardscan.actions.let_go import end_waiting_after, waiting_ends_after
    from cardscan.cli.user import calling, configure, name_of, open_store
    from cardscan.connections.dates.spans import NEVER

    if my_name is not None:
        configure(name_of(my_name))
    with open_store(db) as store:
        after = waiting_ends_after(store) if let_go_after is None else end_waiting_after(store, let_go_after)
    click.echo(f"let go after: {after}{'' if after == NEVER else ' without a note'}")
    if name := calling():
        click.echo(clean(f"your name: {name}"))
    return Exit.OK


COMMANDS = {"settings": settings}
