"""`cardscan export`: vCards for phones and address books."""

from collections import Counter
from pathlib import Path
from typing import Literal

import click

from cardscan.cli.options import db_option
from cardscan.cli.output import say
from cardscan.errors import Exit, InputError, RefusedError


@click.command()
@click.argument("file", metavar="FILE.vcf", type=click.Path(path_type=Path))
@click.option("--split", is_flag=True, help="Write one file for each contact; FILE.vcf is then a folder.")
@click.option("--all", "everyone", is_flag=True, help="Take everyone, not only quality connections.")
@click.option(
    "--note",
    type=click.Choice(["none", "short", "full"]),
    default="short",
    show_default=True,
    help="What of your notes goes along: nothing, where and when you met, or all you wrote.",
)
@db_option
def export(file: Path, split: bool, everyone: bool, note: Literal["none", "short", "full"], db: str | None) -> Exit:
    """Write quality connections as vCard 3.0, for any phone or address book.

    A quality connection is someone with a note of what you talked about and how you can help (cardscan note).
    The others are held back until you write it, or ask for --all.

    \b
    Examples:
      cardscan export contacts.vcf
      cardscan export contacts.vcf --all --note none
      cardscan export contacts/ --split
    """
    from cardscan.export.book import choose, write_book, write_split
    from cardscan.store import open_store

    with open_store(db) as store:
        people = store.people()
    if not people:
        raise InputError("there is nobody to export", "cardscan ingest PATH reads photos of business cards")
    choice = choose(people, everyone)
    for why, number in Counter(held.why for held in choice.held_back).most_common():
        say(f"{number} held back: {why}")
    if not choice.people:
        raise RefusedError(
            "no quality connection yet: nothing is written",
            'cardscan note WHO --talked "…" --can-help "…" makes one; --all takes everyone as they are',
        )
    complaints = (write_split if split else write_book)(file, choice.people, note)
    for complaint in complaints:
        say(complaint)
    click.echo(f"{file}: {len(choice.people)} of {len(people)} contacts")
    return Exit.OK


COMMANDS = {"export": export}
