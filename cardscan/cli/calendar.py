"""`cardscan calendar`: what is due, for the phone's calendar."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cardscan.cli.options import db_option
from cardscan.cli.output import say, tell_of_file
from cardscan.errors import Exit, InputError
from cardscan.text.wording import counted

if TYPE_CHECKING:
    from cardscan.store import Store, Wanted


@click.command()
@click.argument("file", metavar="FILE.ics", type=click.Path(path_type=Path))
@click.option(
    "--todo", is_flag=True, help="Write tasks (VTODO) instead; calendar programs read them, most phones do not."
)
@click.option(
    "--all-of-us", is_flag=True, help="Include what belongs to others who use the store. Default: only yours."
)
@click.option(
    "--all", "everything", is_flag=True, help="Everything, however much. Default: the next thousand of each kind."
)
@db_option
def calendar(file: Path, todo: bool, all_of_us: bool, everything: bool, db: str | None) -> Exit:
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
        return write_calendar(store, file, None, todo, all_of_us, everything)


def write_calendar(
    store: "Store",
    file: Path,
    wanted: "Wanted | None" = None,
    todo: bool = False,
    all_of_us: bool = False,
    everything: bool = False,
) -> Exit:
    """Write what is due of some people: an alarm rings in one pocket, so of several users only what is the caller's.

    Raises InputError where nothing is.
    """
    from cardscan.actions import calendar as of
    from cardscan.export.calendar import calendar_of
    from cardscan.export.files import replacing
    from cardscan.store import Wanted

    user, most = "" if all_of_us else store.user, None if everything else of.MOST
    agenda = of.calendar(store, datetime.now(UTC).astimezone(), wanted or Wanted(), todo, user, most)
    due = agenda.entries
    if not due:
        raise InputError(
            "nothing has a due date yet", 'cardscan promise add WHO "… by Friday" or cardscan cadence WHO month'
        )
    with replacing(file) as out:
        out.writelines(calendar_of(due, todo))
    still = sum(entry.status == "open" for entry in due)
    gone = f", {len(due) - still} done or cancelled" if len(due) > still else ""
    tell_of_file(file, f"{counted(still, 'task' if todo else 'event')}{gone}")
    if agenda.more:
        say(
            f"there is more: of each kind the {of.MOST} that come next were written; cardscan calendar --all writes all"
        )
    return Exit.OK


COMMANDS = {"calendar": calendar}
