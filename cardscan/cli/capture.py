"""`cardscan capture`: a camera over the table instead of a phone."""

from datetime import UTC, datetime
from pathlib import Path

import click

from cardscan.cli.ingest import tell
from cardscan.cli.options import Reading, db_option, reading_options
from cardscan.cli.output import progress, say
from cardscan.errors import Exit
from cardscan.text.wording import counted


@click.command()
@click.option("--camera", metavar="N", type=click.IntRange(0, 99), show_default="0", help="Number of the camera.")
@click.option(
    "--video", "film", metavar="FILE", type=click.Path(path_type=Path), help="A video file instead of a camera."
)
@click.option("--into", metavar="FOLDER", type=click.Path(path_type=Path, file_okay=False),
              help="Only write the photos into this folder; do not read them.")  # fmt: skip
@click.option("--event", "named", metavar="EVENT", help="The event where these people were met.")
@click.option(
    "--preview/--no-preview",
    default=None,
    show_default="with a camera",
    help="Show a window with what the camera sees.",
)
@reading_options
@db_option
def capture(
    camera: int | None,
    film: Path | None,
    into: Path | None,
    named: str | None,
    preview: bool | None,
    reading: Reading,
    db: str | None,
) -> Exit:
    """Photograph cards laid in front of a camera, one after the other, and read them.

    Fix the camera above a table and lay down card after card, fronts and backs. Once nothing moves, the sharpest frame
    of the card is taken and its number printed; then lay down the next. A card that was only moved is not taken again.
    Stop with q in the window, or Ctrl-C; then the photos are read. cardscan keeps the picture of each card; the photos
    themselves stay only with --into, or if they could not be read.

    \b
    Examples:
      cardscan capture
      cardscan capture --camera 1 --event "SME social hour"
      cardscan capture --into ~/Nextcloud/Cards
      cardscan capture --video table.mp4 --into photos/
    """
    from cardscan.capture.run import capture as run

    if camera is not None and film:
        raise click.UsageError("give --camera or --video, not both")
    shown = film is None if preview is None else preview
    if into:
        photos = run(camera, film, into, shown, say)
        click.echo(f"{counted(len(photos), 'photo')} in {into}")
        return Exit.OK
    from cardscan.capture.reading import private_folder, read_and_remove
    from cardscan.cli.user import open_store
    from cardscan.connections.events.which import find_event

    with open_store(db) as store, private_folder() as folder:
        event = None if named is None else find_event(named, store.events())
        photos = run(camera, film, folder, shown, say)
        with progress(len(photos)) as advance:
            done, left = read_and_remove(
                photos,
                store,
                reading.read_all(len(photos)),
                now=lambda: datetime.now(UTC),
                progress=advance,
                into=event,
            )
    if left:
        say(f"{len(left)} left in {folder}: cardscan ingest {folder} reads them")
    return tell(done)


COMMANDS = {"capture": capture}
