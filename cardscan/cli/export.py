"""`cardscan export`: contacts for phones, address books and spreadsheets."""

from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cardscan.cli.options import db_option, note_option
from cardscan.cli.output import say, tell_of_file
from cardscan.errors import Exit, InputError, RefusedError

if TYPE_CHECKING:
    from cardscan.export.book import Format
    from cardscan.export.outgoing import NoteChoice
    from cardscan.export.vcard import ProfileChoice

_FORMATS = {
    "google-csv": "Write the CSV that Google Contacts imports.",
    "outlook-csv": "Write the CSV that Outlook imports.",
    "csv": "Write a CSV for a spreadsheet.",
    "json": "Write JSON, one line each.",
    "jcard": "Write jCard, the JSON of vCard 4.0.",
}


def _format_options(command: Callable[..., Any]) -> Callable[..., Any]:
    for name, text in reversed(_FORMATS.items()):
        command = click.option(f"--{name}", "forms", flag_value=name, multiple=True, help=text)(command)
    return command


@click.command()
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--split", is_flag=True, help="Write a file for each contact; FILE is then a folder.")
@_format_options
@click.option(
    "--profile",
    type=click.Choice(["phone", "full"]),
    default="phone",
    show_default=True,
    help="What goes into a vCard: what every phone reads, or also X-SOCIALPROFILE and IMPP.",
)
@click.option("--all", "everyone", is_flag=True, help="Export everyone, not only quality connections.")
@note_option
@db_option
def export(
    file: Path,
    split: bool,
    forms: "tuple[Format, ...]",
    profile: "ProfileChoice",
    everyone: bool,
    note: "NoteChoice",
    db: str | None,
) -> Exit:
    """Write quality connections as vCard 3.0, for any phone or address book, or in another format.

    A quality connection is someone with a note of what you talked about and how you can help (cardscan note).
    The others are held back until you write one, or give --all. FILE may be -, for standard output.

    \b
    Examples:
      cardscan export contacts.vcf
      cardscan export contacts.vcf --all --note none
      cardscan export contacts/ --split
      cardscan export google.csv --google-csv
      cardscan export outlook.csv --outlook-csv
    """
    from cardscan.export.book import choose, write_book, write_split
    from cardscan.store import open_store

    if len(forms) + split > 1:
        chosen = ", ".join([*(["--split"] if split else []), *(f"--{form}" for form in forms)])
        raise click.UsageError(f"choose only one of {chosen}")
    if split and str(file) == "-":
        raise click.UsageError("--split writes a folder, and - is one file on standard output: give a folder")
    with open_store(db) as store:
        people = store.people()
    if not people:
        raise InputError("nobody to export yet", "read photos of business cards first: cardscan ingest PATH")
    choice = choose(people, everyone)
    for why, number in Counter(held.why for held in choice.held_back).most_common():
        say(f"{number} held back: {why}")
    if not choice.people:
        raise RefusedError(
            "there are no quality connections yet, so nothing was written",
            'cardscan note WHO --talked "…" --can-help "…" makes one; --all exports everyone as they are',
        )
    if split:
        complaints = write_split(file, choice.people, note, profile)
    else:
        complaints = write_book(file, choice.people, note, forms[0] if forms else "vcard", profile)
    for complaint in complaints:
        say(complaint)
    tell_of_file(file, f"{len(choice.people)} of {len(people)} contacts")
    return Exit.OK


COMMANDS = {"export": export}
