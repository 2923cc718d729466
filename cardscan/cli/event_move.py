"""`cardscan event move`: you met people at another event than the store has it."""

from datetime import UTC, datetime

import click

from cardscan.cli.options import db_option
from cardscan.cli.output import clean, say
from cardscan.errors import Exit


@click.command()
@click.argument("whos", metavar="[WHO]...", nargs=-1)
@click.option("--to", metavar="EVENT", required=True, help="Where you met.")
@click.option("--from", "out_of", metavar="EVENT", help="The wrong event; without WHO, everyone met there.")
@db_option
def move(whos: tuple[str, ...], to: str, out_of: str | None, db: str | None) -> Exit:
    """Move people to the event where you met: their latest meeting, or the one at the event that --from names.

    A day outside the event becomes the nearest of its days. cardscan undo reverses it, for all of them.

    \b
    Examples:
      cardscan event move muller 31 47 --to "SME social"
      cardscan event move --from "SME social 2025" --to "SME social 2026"
    """
    from cardscan.actions.find_person import find_all
    from cardscan.actions.move_meetings import move
    from cardscan.cli.user import open_store
    from cardscan.connections.events.which import find_event

    if not whos and out_of is None:
        raise click.UsageError("give WHO, or --from an event")
    with open_store(db) as store:
        events = store.events()
        there = find_event(to, events)
        left = None if out_of is None else find_event(out_of, events)
        moved = move(store, find_all(store, whos), there, datetime.now(UTC), left)
    say(clean(f"{len(moved)} {'person was' if len(moved) == 1 else 'people were'} met at {there.name}"))
    return Exit.OK
