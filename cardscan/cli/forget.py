"""`cardscan dump` and `cardscan forget`: all that is held about someone, and nothing."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cardscan.cli.options import db_option, who_argument
from cardscan.cli.output import clean, say
from cardscan.errors import Exit

if TYPE_CHECKING:
    from cardscan.person import Person


@click.command()
@who_argument
@click.option(
    "--out",
    metavar="PATH",
    type=click.Path(path_type=Path),
    help="A file that ends in .json, or a folder for pictures of the cards too; readable by you alone.",
)
@db_option
def dump(who: str, out: Path | None, db: str | None) -> Exit:
    """Give everything that is held about someone, as JSON.

    Fields with where they were read, meetings, notes, promises, cards with all their lines, paths of their photos,
    old ids, and the journal of changes: the rows of each table of the store.

    \b
    Examples:
      cardscan dump "Anna Müller" > anna.json
      cardscan dump 12 --out anna/
    """
    from cardscan.actions.find_person import find_one
    from cardscan.export.dump import dump_json, write_dump
    from cardscan.store import open_store

    with open_store(db) as store:
        held = store.held(find_one(store, who))
        crops = store.place.crops
    if out is None or str(out) == "-":
        click.echo(dump_json(held), nl=False)
        return Exit.OK
    for file in write_dump(out, held, crops):
        click.echo(clean(str(file)))
    return Exit.OK


@click.command()
@who_argument
@click.option("--yes", is_flag=True, help="Do not ask.")
@db_option
def forget(who: str, yes: bool, db: str | None) -> Exit:
    """Erase someone for good: fields, meetings, notes, promises, cards with their pictures, all copies of it.

    Ingest will not bring them back, neither from the same photo nor from another of the same card; a salted digest of
    each is kept for that, and no name. It cannot be undone. Your photos and what you exported stay where they are.

    \b
    Examples:
      cardscan forget "Anna Müller"
      cardscan forget 12 --yes
    """
    from cardscan.actions.find_person import find_one
    from cardscan.store import open_store

    with open_store(db) as store:
        person = store.person(find_one(store, who))
        if not (yes or _is_meant(person)):
            say("nobody is forgotten")
            return Exit.OK
        gone = store.forget(person.id)
    click.echo(f"person {person.id} is forgotten")
    if gone.shared:
        say(f"{gone.shared} of their cards stay, with all that they say: someone else is on them")
    if gone.in_books:
        say("their card stays in the address book: cardscan sync asks whether to delete it there")
    for path in gone.photos:
        say(f"the photo stays: {clean(path)}")
    return Exit.OK


def _is_meant(person: "Person") -> bool:
    if not sys.stdin.isatty():
        raise click.UsageError("without a terminal nobody can be asked: --yes says that you mean it")
    name = next((field.value for field in (*person.contact.fn, *person.contact.org)), "no name")
    notes = sum(len(meeting.notes) for meeting in person.meetings)
    held = f"person {person.id}, meetings: {len(person.meetings)}, notes: {notes}"
    return click.confirm(clean(f"Forget {name} ({held}) for good?"), err=True)


COMMANDS = {"dump": dump, "forget": forget}
