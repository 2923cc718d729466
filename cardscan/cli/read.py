"""`cardscan read`: print what photos say; store nothing."""

from contextlib import closing
from pathlib import Path

import click

from cardscan.cli.options import Reading, json_option, photo_paths, reading_options
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
    reading: Reading,
) -> Exit:
    """Read photos and print what they say, without a store.

    With --json one line a photo; docs/json.md says what is in it.

    \b
    Examples:
      cardscan read IMG_2041.HEIC
      cardscan read photos/ --json > readings.jsonl
      cardscan read card.jpg --engine tesseract --lang fra+eng
    """
    from cardscan.export.readings import reading_json
    from cardscan.photos.files import find_photos

    found = find_photos(paths)
    files = found.photos
    failed = False
    with progress(len(files)) as advance, closing(reading.read_all(len(files))(files)) as readings:
        for each in readings:
            advance(Path(each.path))
            if as_json:
                click.echo(reading_json(each))
            else:
                _print(each)
            if each.failure:
                failed = True
                complain_of_photo(each.path, each.failure)
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
