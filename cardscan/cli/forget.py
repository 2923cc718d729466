"""`cardscan dump` and `cardscan forget`: all that is held about someone, and nothing."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cardscan.cli.options import db_option, who_argument
from cardscan.cli.output import clean, say, say_unscrubbed
from cardscan.errors import Exit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.person import Person
    from cardscan.store import Store
    from cardscan.store.forgetting import Forgotten
    from cardscan.synced import Left


@click.command()
@who_argument
@click.option(
    "--out",
    metavar="PATH",
    type=click.Path(path_type=Path),
    help="A .json file, or a folder for the pictures of the cards too; readable by you alone.",
)
@db_option
def dump(who: str, out: Path | None, db: str | None) -> Exit:
    """Print everything held about someone, as JSON.

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
@click.argument("whos", metavar="WHO...", nargs=-1)
@click.option("--yes", is_flag=True, help="Do not ask for confirmation.")
@click.option("--dry-run", is_flag=True, help="Say what would be erased and what would stay; change nothing.")
@click.option(
    "--scrub", is_flag=True, help="Forget nobody; rewrite the store's file where that could not be done before."
)
@db_option
def forget(whos: tuple[str, ...], yes: bool, dry_run: bool, scrub: bool, db: str | None) -> Exit:
    """Erase someone for good: fields, meetings, notes, promises, cards with their pictures, and all copies.

    Ingest will not bring them back, neither from the same photo nor from another of the same card: for that a salted
    digest of each is kept, and no name. Whoever has the store can test a guess against these: a name together with a
    number, an address or a company, forty guesses a second on one processor, or a photo that they have. This cannot be
    undone. Your photos and what you exported stay where they are.

    \b
    Examples:
      cardscan forget "Anna Müller" --dry-run
      cardscan forget "Anna Müller"
      cardscan forget 12 31 47 --yes
      cardscan forget --scrub
    """
    from cardscan.actions.find_person import find_all
    from cardscan.store import open_store

    if scrub == bool(whos):
        raise click.UsageError("give WHO to forget, or --scrub alone")
    with open_store(db) as store:
        if scrub:
            return _scrubbed(store)
        people = store.many.people(find_all(store, whos))
        if not (yes or dry_run or _are_meant(people)):
            say("nobody was forgotten")
            return Exit.OK
        for person in people:
            gone = store.forget(person.id, dry_run)
            click.echo(f"person {person.id} {'would be' if dry_run else 'is'} forgotten")
            _say_what_goes(person, gone)
            _say_what_stays(gone)
    return Exit.OK


def _scrubbed(store: "Store") -> Exit:
    why = store.scrub()
    say_unscrubbed(why)
    if not why:
        click.echo("the store's file was rewritten")
    return Exit.STORE if why else Exit.OK


def _say_what_goes(person: "Person", gone: "Forgotten") -> None:
    notes = sum(len(met.notes) for met in person.meetings)
    numbers = {
        "card": gone.cards,
        "meeting": len(person.meetings),
        "note": notes,
        "promise": len(person.promises),
        "entry of address books": gone.entries,
    }
    say("erased: " + ", ".join(f"{number} {what}" for what, number in numbers.items() if number))


def _say_what_stays(gone: "Forgotten") -> None:
    if gone.shared:
        say(f"{gone.shared} of their cards stay, with all their text: someone else is on them")
    for left in gone.left:
        say(clean(f"{left.name}: {_ends(left)}"))
    for path in gone.photos:
        say(f"the photo stays: {clean(path)}")
    say(
        f"{gone.digests} digests stay: a name with a number, address or company, or a photo, can be tested against them"
    )
    say_unscrubbed(gone.unscrubbed)


def _ends(left: "Left") -> str:
    """Say what becomes of their card in an address book."""
    if left.left_out:
        return "you said to leave their card there alone: if there still is one, delete it there"
    if left.in_use:
        return "their card stays there: cardscan sync asks whether to delete it there"
    return f"their card stays there: delete it there, or run cardscan sync setup {left.url}, and sync will ask about it"


def _are_meant(people: "Sequence[Person]") -> bool:
    if not sys.stdin.isatty():
        raise click.UsageError("there is no terminal to ask on: give --yes to confirm")
    for person in people[:-1]:
        say(clean(_described(person)))
    also = f"all {len(people)}, also " if len(people) > 1 else ""
    return click.confirm(clean(f"Forget {also}{_described(people[-1])} for good?"), err=True)


def _described(person: "Person") -> str:
    from cardscan.connections.known import called

    notes = sum(len(meeting.notes) for meeting in person.meetings)
    held = f"person {person.id}, meetings: {len(person.meetings)}, notes: {notes}"
    return f"{called(person.contact)} ({held})"


COMMANDS = {"dump": dump, "forget": forget}
