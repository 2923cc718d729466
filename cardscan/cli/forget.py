"""`cardscan dump` and `cardscan forget`: all that is held about someone, and nothing."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cardscan.cli.asking import confirmed
from cardscan.cli.options import db_option, who_argument
from cardscan.cli.output import clean, say, say_unscrubbed
from cardscan.errors import Exit

if TYPE_CHECKING:
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
    help="A .json file, or a folder for pictures of the cards and memos too; readable by you alone.",
)
@db_option
def dump(who: str, out: Path | None, db: str | None) -> Exit:
    """Print everything held about someone, as JSON.

    Fields with where they were read, meetings, notes, memos, promises, cards with all their lines, paths of their
    photos, old ids, and the journal of changes: the rows of each table of the store.

    \b
    Examples:
      cardscan dump "Anna Müller" > anna.json
      cardscan dump 12 --out anna/
    """
    from cardscan.actions.find_person import find_one
    from cardscan.cli.user import open_store
    from cardscan.export.dump import dump_json, write_dump

    with open_store(db) as store:
        held = store.held(find_one(store, who))
        place = store.place
    if out is None or str(out) == "-":
        click.echo(dump_json(held), nl=False)
        return Exit.OK
    for file in write_dump(out, held, place):
        click.echo(clean(str(file)))
    return Exit.OK


@click.command()
@click.argument("whos", metavar="WHO...", nargs=-1)
@click.option("--now", "at_once", is_flag=True, help="Erase them at once: no trash, and no way back.")
@click.option("--yes", is_flag=True, help="Do not ask for confirmation.")
@click.option("--dry-run", is_flag=True, help="Say what would be erased and what would stay; change nothing.")
@click.option(
    "--scrub", is_flag=True, help="Forget nobody; rewrite the store's file where that could not be done before."
)
@db_option
def forget(whos: tuple[str, ...], at_once: bool, yes: bool, dry_run: bool, scrub: bool, db: str | None) -> Exit:
    """Forget someone: fields, meetings, notes, memos, promises, cards with their pictures, and all copies.

    They leave every list, export and sync at once. For 30 days they are kept in the trash, in case it was a mistake
    (cardscan undo, cardscan trash); this is no erasure yet. The first command after that erases them for good, down to
    the last page of the file. With --now they are erased at once, those in the trash too.

    Ingest will not bring them back, neither from the same photo nor from another of the same card: for that a salted
    digest of each is kept, and no name. Whoever has the store can test a guess against these: a name together with a
    number, an address or a company, forty guesses a second on one processor, or a photo that they have. An erasure
    cannot be undone. Your photos and what you exported stay where they are.

    \b
    Examples:
      cardscan forget "Anna Müller" --dry-run
      cardscan forget "Anna Müller"
      cardscan forget 12 31 47 --yes
      cardscan forget "Anna Müller" --now
      cardscan forget --scrub
    """
    from cardscan.actions.find_person import find_all, find_to_erase
    from cardscan.cli.trash import called_in_trash
    from cardscan.cli.user import open_store
    from cardscan.connections.seen import all_of, as_seen, fingerprint
    from cardscan.store.trash import KEPT

    if scrub == bool(whos):
        raise click.UsageError("give WHO to forget, or --scrub alone")
    with open_store(db) as store:
        if scrub:
            return _scrubbed(store)
        ids, trashed = find_to_erase(store, whos) if at_once else (find_all(store, whos), ())
        people = store.many.people(ids)
        ids = tuple(person.id for person in people)
        names = [*map(_described, people), *(f"{called_in_trash(each)} ({each.id}, in the trash)" for each in trashed)]
        if not (yes or dry_run or confirmed(names, "Forget", " for good" if at_once else "")):
            say("nobody was forgotten")
            return Exit.OK
        now, kept = datetime.now(UTC), not (at_once or dry_run)
        as_asked = store.expecting(as_seen([fingerprint(all_of(person)) for person in people], all_of))
        if kept:
            gone, why = as_asked.trash.put(ids, now), ""
        else:
            gone, why = as_asked.erase(ids, [each.id for each in trashed], dry_run)
        is_ = "would be" if dry_run else "is"
        for person, what in zip(people, gone, strict=True):
            click.echo(f"person {person.id} {is_} forgotten")
            _say_what_goes(person, what, at_once)
            _say_what_stays(what)
        for each in trashed:
            click.echo(f"person {each.id} {is_} erased from the trash")
        say_unscrubbed(why)
        if kept:
            until = (now + KEPT).astimezone().date().isoformat()
            say(f"kept in the trash until {until}, which is no erasure yet (--now is)")
            say("cardscan undo, or cardscan trash back WHO, brings them back")
    return Exit.OK


def _scrubbed(store: "Store") -> Exit:
    why = store.scrub()
    say_unscrubbed(why)
    if not why:
        click.echo("the store's file was rewritten")
    return Exit.STORE if why else Exit.OK


def _say_what_goes(person: "Person", gone: "Forgotten", at_once: bool) -> None:
    notes = sum(len(met.notes) for met in person.meetings)
    numbers = {
        "card": gone.cards,
        "meeting": len(person.meetings),
        "note": notes,
        "memo": sum(len(met.memos) for met in person.meetings),
        "promise": len(person.promises),
        "entry of address books": gone.entries,
    }
    say(
        ("erased: " if at_once else "taken away: ")
        + ", ".join(f"{number} {what}" for what, number in numbers.items() if number)
    )


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


def _ends(left: "Left") -> str:
    """Say what becomes of their card in an address book."""
    if left.left_out:
        return "you said to leave their card there alone: if there still is one, delete it there"
    if left.in_use:
        return "their card stays there: cardscan sync asks whether to delete it there"
    return f"their card stays there: delete it there, or run cardscan sync setup {left.url}, and sync will ask about it"


def _described(person: "Person") -> str:
    from cardscan.connections.known import called

    notes = sum(len(meeting.notes) for meeting in person.meetings)
    held = f"person {person.id}, meetings: {len(person.meetings)}, notes: {notes}"
    return f"{called(person.contact)} ({held})"


COMMANDS = {"dump": dump, "forget": forget}
