"""`cardscan retry`: what could not be read, once more."""

from datetime import UTC, datetime
from pathlib import Path

import click

from cardscan.cli.ingest import tell
from cardscan.cli.options import Reading, db_option, reading_options
from cardscan.cli.output import print_table, progress, say
from cardscan.errors import Exit


@click.command()
@click.argument("paths", metavar="[PATH...]", nargs=-1, type=click.Path(path_type=Path))
@click.option("--list", "listing", is_flag=True, help="Only list what could not be read, and why.")
@reading_options
@db_option
def retry(
    paths: tuple[Path, ...],
    listing: bool,
    reading: Reading,
    db: str | None,
) -> Exit:
    """Try photos again that could not be read: all of them, or those at PATH.

    A failure whose file was deleted is forgotten. You may run this while `cardscan watch` is running.

    \b
    Examples:
      cardscan retry
      cardscan retry --list
      cardscan retry ~/Nextcloud/Cards/IMG_2041.HEIC --engine rapidocr
    """
    from cardscan.actions.retry import failures_at
    from cardscan.actions.retry import retry as run
    from cardscan.cli.user import open_store

    with open_store(db) as store:
        failures = failures_at(store, paths)
        if listing:
            rows = [
                (each.path, each.failure.stage, each.failure.message, each.failure.advice, str(each.times))
                for each in failures
            ]
            print_table(("file", "stage", "reason", "advice", "tried"), rows)
            return Exit.OK
        if not failures:
            say("nothing failed")
            return Exit.OK
        with progress(len(failures)) as advance:
            retried = run(
                failures, store, reading.read_all(len(failures)), now=lambda: datetime.now(UTC), progress=advance
            )
    if retried.gone:
        say(f"no longer there and forgotten: {retried.gone}")
    if retried.away:
        say(f"in a missing folder and kept until it is back: {retried.away}")
    return tell(retried.done)


COMMANDS = {"retry": retry}
