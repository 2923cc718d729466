"""`cardscan trash`: who was forgotten by mistake, and the way back."""

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from cardscan.cli.asking import confirmed
from cardscan.cli.options import db_option, json_option
from cardscan.cli.output import clean, print_table, say, say_unscrubbed
from cardscan.errors import Exit

if TYPE_CHECKING:
    from cardscan.store.trash import Trashed


@click.group(invoke_without_command=True)
@json_option
@db_option
@click.pass_context
def trash(ctx: click.Context, as_json: bool, db: str | None) -> Exit | None:
    """List who was forgotten and can still be brought back: id, name, and the day from which they are erased.

    cardscan forget puts people there for 30 days, in case it was a mistake. They are in no list, export or sync, and
    the first command after that time erases them. cardscan forget --now puts nobody there.

    \b
    Examples:
      cardscan trash
      cardscan trash back 12
      cardscan trash empty
    """
    if ctx.invoked_subcommand is not None:
        return None
    from cardscan.cli.user import open_store

    with open_store(db) as store:
        people = store.trash.everyone()
    if as_json:
        for each in people:
            value = {"id": each.id, "names": each.names, "forgotten": each.at.isoformat()}
            click.echo(json.dumps({**value, "until": each.until.isoformat()}))
    elif people:
        print_table(("id", "name", "until"), [(str(each.id), called_in_trash(each), _day(each)) for each in people])
    else:
        say("the trash is empty")
    return Exit.OK


@trash.command()
@click.argument("whos", metavar="WHO...", nargs=-1, required=True)
@db_option
def back(whos: tuple[str, ...], db: str | None) -> Exit:
    """Bring people back as they were. cardscan undo does the same right after they were forgotten.

    \b
    Examples:
      cardscan trash back 12 "Anna Müller"
    """
    from cardscan.actions.find_person import find_in_trash
    from cardscan.cli.user import open_store

    with open_store(db) as store:
        found = find_in_trash(store, whos)
        store.trash.put_back([each.id for each in found], datetime.now(UTC))
    for each in found:
        say(clean(f"{called_in_trash(each)} ({each.id}) is back"))
    return Exit.OK


@trash.command()
@click.argument("whos", metavar="[WHO]...", nargs=-1)
@click.option("--yes", is_flag=True, help="Do not ask for confirmation.")
@db_option
def empty(whos: tuple[str, ...], yes: bool, db: str | None) -> Exit:
    """Erase who is in the trash, or some of them, for good: nothing of them is left but the digests of a tombstone.

    \b
    Examples:
      cardscan trash empty
      cardscan trash empty 12 --yes
    """
    from cardscan.actions.find_person import find_in_trash
    from cardscan.cli.user import open_store

    with open_store(db) as store:
        found = find_in_trash(store, whos) if whos else store.trash.everyone()
        if not found:
            say("the trash is empty")
            return Exit.OK
        if not (yes or confirmed([f"{called_in_trash(each)} ({each.id})" for each in found], "Erase", " for good")):
            say("nobody was erased")
            return Exit.OK
        say_unscrubbed(store.erase((), [each.id for each in found])[1])
    click.echo(f"erased: {len(found)}")
    return Exit.OK


def called_in_trash(of: "Trashed") -> str:
    """Name someone who is in the trash."""
    return ", ".join(of.names) or "(no name)"


def _day(of: "Trashed") -> str:
    return of.until.astimezone().date().isoformat()


COMMANDS = {"trash": trash}
