"""`cardscan calendar`: what is due, for the phone's calendar."""

from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cardscan.cli.options import db_option
from cardscan.cli.output import tell_of_file
from cardscan.errors import Exit, InputError
from cardscan.text.wording import counted

if TYPE_CHECKING:
    from cardscan.person import Person
    from cardscan.store import Store


@click.command()
@click.argument("file", metavar="FILE.ics", type=click.Path(path_type=Path))
@click.option(
    "--todo", is_flag=True, help="Write tasks (VTODO) instead; calendar programs read them, most phones do not."
)
@click.option("--all-of-us", is_flag=True, help="Also what is others', where several use the store; else yours alone.")
@db_option
def calendar(file: Path, todo: bool, all_of_us: bool, db: str | None) -> Exit:
    """Write what is due as a calendar with alarms: promises, whom to get back to, notes to write.

    Each is an all-day event. Run the same command later, and its file updates what the first one brought: what moved
    moves; what was kept, dropped or is no longer wanted is cancelled. Nothing from your notes is in it.

    \b
    Examples:
      cardscan calendar cardscan.ics
      cardscan calendar tasks.ics --todo
    """
    from cardscan.cli.user import open_store

    with open_store(db) as store:
        return write_calendar(store, file, store.people(), todo, all_of_us)


def write_calendar(
    store: "Store", file: Path, people: "Sequence[Person]", todo: bool = False, all_of_us: bool = False
) -> Exit:
    """Write what is due of some people: an alarm rings in one pocket, so of several users only what is the caller's.

    Raises InputError where nothing is.
    """
    from cardscan.actions.pace import asking_of
    from cardscan.connections.events.calendar import entries
    from cardscan.export.calendar import calendar_of
    from cardscan.export.files import write_private

    user = "" if all_of_us else store.user
    now = datetime.now(UTC).astimezone()
    due = entries(people, store.events(), store.changed(), now, todo, user, asking_of(store, now))
    if not due:
        raise InputError(
            "nothing has a due date yet", 'cardscan promise add WHO "… by Friday" or cardscan cadence WHO month'
        )
    write_private(file, calendar_of(due, todo))
    still = sum(entry.status == "open" for entry in due)
    gone = f", {len(due) - still} done or cancelled" if len(due) > still else ""
    tell_of_file(file, f"{counted(still, 'task' if todo else 'event')}{gone}")
    return Exit.OK


COMMANDS = {"calendar": calendar}
