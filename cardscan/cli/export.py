"""`cardscan export`: contacts for phones, address books and spreadsheets."""

import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from cardscan.cli.calendar import write_calendar
from cardscan.cli.filters import Filters, filter_options
from cardscan.cli.options import db_option, note_option
from cardscan.cli.output import clean, say, tell_of_file
from cardscan.errors import Exit, InputError, RefusedError

if TYPE_CHECKING:
    from cardscan.export.formats import Format
    from cardscan.export.outgoing import NoteChoice
    from cardscan.export.vcard import ProfileChoice
    from cardscan.person import Person
    from cardscan.store import Store

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
@click.argument("whos", metavar="[WHO]...", nargs=-1)
@filter_options
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
    whos: tuple[str, ...],
    filters: Filters,
    split: bool,
    forms: "tuple[Format, ...]",
    profile: "ProfileChoice",
    everyone: bool,
    note: "NoteChoice",
    db: str | None,
) -> Exit:
    """Write quality connections into a file, for any phone or address book.

    A quality connection is someone with a note of what you talked about and how you can help (cardscan note).
    The others are held back until you write one, or give --all. WHO and the filters of cardscan list choose among them.

    The name of FILE says the format: .vcf is vCard 3.0, .json JSON, .ics a calendar (as cardscan calendar writes
    it); for a .csv you are asked which program will read it. FILE may be -, for standard output.

    \b
    Examples:
      cardscan export contacts.vcf
      cardscan export anna.vcf "Anna Müller" 12
      cardscan export fair.vcf --event "SME social" --since 2026-10-01
      cardscan export contacts.vcf --all --note none
      cardscan export contacts/ --split
      cardscan export google.csv --google-csv
    """
    from cardscan.cli.user import open_store
    from cardscan.export.files import check_file
    from cardscan.export.formats import format_of

    if len(forms) + split > 1:
        chosen = ", ".join([*(["--split"] if split else []), *(f"--{form}" for form in forms)])
        raise click.UsageError(f"choose only one of {chosen}")
    if split and str(file) == "-":
        raise click.UsageError("--split writes a folder, and - is one file on standard output: give a folder")
    if not split:
        check_file(file)  # first: no name makes a file of a device
    form = "vcard" if split else format_of(file, forms[0] if forms else _asked_csv(file))
    with open_store(db) as store:
        people = _Meant(store, whos, filters)
        if form == "calendar":
            return write_calendar(store, file, people.asked if any(True for _ in people) else people.nobody())
        return _write(file, people, everyone, note, form, profile, split)


def _asked_csv(file: Path) -> "Format | None":
    """Ask on a terminal for whom a CSV is to be."""
    from cardscan.export.formats import CSV

    if file.suffix.lower() != ".csv" or not sys.stdin.isatty():
        return None
    say("a CSV for whom? " + ", ".join(f"{each}: {whom}" for each, whom in CSV.items()))
    form: Format = click.prompt("Which", type=click.Choice(list(CSV)), err=True)
    return form


class _Meant:
    """Those whom the user means: read some at a time, and anew each time that they are gone through. Raises WhoError.

    So few of them are in memory, however many there are.
    """

    def __init__(self, store: "Store", whos: Sequence[str], filters: Filters) -> None:
        from cardscan.actions.find_person import find_all

        self._store = store
        self._filters = filters
        self.asked = replace(filters.wanted(store), ids=find_all(store, whos))
        self.named = bool(whos)

    def __iter__(self) -> "Iterator[Person]":
        return self._filters.each(self._store, self.asked)

    def nobody(self) -> NoReturn:
        """Say that nobody is meant."""
        if self._filters == Filters() and not self.named:
            raise InputError("nobody to export yet", "read photos of business cards first: cardscan ingest PATH")
        raise InputError("nobody matches", "leave out a filter; cardscan list takes the same ones")


def _write(
    file: Path,
    people: _Meant,
    everyone: bool,
    note: "NoteChoice",
    form: "Format",
    profile: "ProfileChoice",
    split: bool,
) -> Exit:
    from cardscan.export.book import Passing, write_book, write_split

    passing = Passing(people, everyone)
    if not any(True for _ in passing):  # nothing is written where nobody leaves
        if not passing.held_back:
            people.nobody()
        _say_held_back(passing.held_back, people.named)
        raise RefusedError(
            "there are no quality connections among them yet, so nothing was written",
            'cardscan note WHO --talked "…" --can-help "…" makes one; --all exports everyone as they are',
        )
    complaints = write_split(file, passing, note, profile) if split else write_book(file, passing, note, form, profile)
    _say_held_back(passing.held_back, people.named)
    for complaint in complaints:
        say(complaint)
    tell_of_file(file, f"{passing.passed} of {passing.passed + len(passing.held_back)} contacts")
    return Exit.OK


def _say_held_back(held_back: "Sequence[tuple[str, str]]", named: bool) -> None:
    """Say who stays, and why: by name, where the user gave names."""
    if named:
        for name, why in held_back:
            say(clean(f"{name} is held back: {why}"))
        return
    for why, number in Counter(why for _, why in held_back).most_common():
        say(f"{number} held back: {why}")


COMMANDS = {"export": export}
