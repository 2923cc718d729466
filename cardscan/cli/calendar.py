"""`cardscan calendar`: what is due, for the phone's calendar."""

from datetime import UTC, datetime
from pathlib import Path

import click

from cardscan.cli.options import db_option
from cardscan.cli.output import tell_of_file
from cardscan.errors import Exit, InputError
from cardscan.text.wording import counted


@click.command()
@click.argument("file", metavar="FILE.ics", type=click.Path(path_type=Path))
@click.option("--todo", is_flag=True, help="Write tasks (VTODO), which programs take and most phones do not.")
@db_option
def calendar(file: Path, todo: bool, db: str | None) -> Exit:
    """Write promises with a day, whom to get back to and the notes of events as a calendar with alarms.

    Each is an event of a whole day. The same command later gives a file that updates what the first one brought: what
    moved moves, what is kept, dropped or no longer wanted is cancelled. Of your notes nothing is in it.

    \b
    Examples:
      cardscan calendar cardscan.ics
      cardscan calendar tasks.ics --todo
    """
    from cardscan.connections.events.calendar import entries
    from cardscan.export.calendar import calendar_of
    from cardscan.export.files import write_private
    from cardscan.store import open_store

    with open_store(db) as store:
        due = entries(store.people(), store.events(), store.changed(), datetime.now(UTC).astimezone(), todo)
    if not due:
        raise InputError("nothing has a day", 'cardscan promise add WHO "… by Friday" or cardscan cadence WHO month')
    write_private(file, calendar_of(due, todo))
    still = sum(entry.status == "open" for entry in due)
    gone = f", {len(due) - still} done or cancelled" if len(due) > still else ""
    tell_of_file(file, f"{counted(still, 'task' if todo else 'event')}{gone}")
    return Exit.OK


COMMANDS = {"calendar": calendar}
