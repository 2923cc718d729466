"""`cardscan read`: print what photos say; store nothing."""

from contextlib import closing
from functools import partial
from pathlib import Path

import click

from cardscan.cli.options import json_option, photo_paths, read_options, reading_options
from cardscan.cli.output import complain_of_photo, print_table, progress, tell_left_out
from cardscan.errors import Exit
from cardscan.model import KINDS, PhotoReading


@click.command()
@photo_paths
@json_option
@reading_options
def read(
    paths: tuple[Path, ...],
    as_json: bool,
    engine: str,
    tesseract: Path | None,
    languages: tuple[str, ...],
    jobs: int,
) -> Exit:
    """Read photos and print what they say, without a store.

    With --json one line a photo; the README says what is in it.

    \b
    Examples:
      cardscan read IMG_2041.HEIC
      cardscan read photos/ --json > readings.jsonl
      cardscan read card.jpg --engine tesseract --lang fra+eng
    """
    from cardscan.export.readings import reading_json
    from cardscan.photos.files import find_photos
    from cardscan.processes.pool import read_all, reader

    found = find_photos(paths)
    files = found.photos
    make_read = partial(reader, read_options(engine, tesseract, languages))
    failed = False
    with progress(len(files)) as advance, closing(read_all(files, make_read, min(jobs, len(files)))) as readings:
        for reading in readings:
            advance(Path(reading.path))
            if as_json:
                click.echo(reading_json(reading))
            else:
                _print(reading)
            if reading.failure:
                failed = True
                complain_of_photo(reading.path, reading.failure)
    tell_left_out(found.left_out)
    return Exit.SOME_FAILED if failed else Exit.OK


def _print(reading: PhotoReading) -> None:
    rows = [
        (reading.path, str(number), kind, field.value, field.type, "" if field.sure else "?")
        for number, card in enumerate(reading.cards, 1)
        for kind in KINDS
        for field in getattr(card.contact, kind)
    ]
    if rows:
        print_table(("photo", "card", "field", "value", "type", "sure"), rows)


COMMANDS = {"read": read}
