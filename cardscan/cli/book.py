"""`cardscan book`: address books that you had before, to be told who of them you meet again."""

from datetime import UTC, datetime
from pathlib import Path

import click

from cardscan.cli.options import db_option, json_option
from cardscan.cli.output import clean, complain, print_table, say, say_unscrubbed
from cardscan.errors import Exit
from cardscan.text.wording import counted


@click.group()
def book() -> None:
    """Add the address books that you have, so that cardscan can say whom you know already.

    cardscan keeps what identifies people: name, company, title, numbers, e-mail and web addresses, city; no notes,
    photos or birthdays. The files are never changed, and nothing from them is exported.

    \b
    Examples:
      cardscan book add ~/Contacts.vcf
      cardscan book list
      cardscan book remove 1
    """


@book.command()
@click.argument("files", metavar="FILE.vcf...", nargs=-1, required=True, type=click.Path(path_type=Path))
@db_option
def add(files: tuple[Path, ...], db: str | None) -> Exit:
    """Read address books: vCard 2.1, 3.0 or 4.0, with whatever is wrong in them.

    A file that was added before and has changed is read again; its people replace those kept before.

    \b
    Examples:
      cardscan book add ~/Contacts.vcf
      cardscan book add work.vcf private.vcf
    """
    from cardscan.actions.add_book import add_book
    from cardscan.cli.user import open_store
    from cardscan.errors import InputError

    failed = 0
    with open_store(db) as store:
        if store.address_files.compares():
            say("each person is compared with those you asked to forget; a thousand people take a minute")
        for file in files:
            try:
                added = add_book(store, file, datetime.now(UTC))
            except InputError as error:
                if len(files) == 1:
                    raise
                complain(error)
                failed += 1
                continue
            number = "unchanged since it was added" if added.book is None else _people(added.book.people)
            click.echo(clean(f"{file}: {number}"))
            if added.nobody:
                say(f"{counted(added.nobody, 'card')} left out: no name on it")
            if added.cut:
                say(f"{counted(added.cut, 'card')} cut: a field keeps 1,000 characters, and there may be 100 of a kind")
            if added.left_out:
                say(f"{added.left_out} left out: you asked to forget them")
            if added.broken:
                say(clean(f"{counted(added.broken, 'problem')}: cardscan vcard check {file} names the lines"))
    return Exit.SOME_FAILED if failed else Exit.OK


@book.command("list")
@json_option
@db_option
def list_(as_json: bool, db: str | None) -> Exit:
    """List the address books, and how many people each holds.

    \b
    Examples:
      cardscan book list
      cardscan book list --json
    """
    import json
    from dataclasses import asdict

    from cardscan.cli.user import open_store

    with open_store(db) as store:
        books = store.address_files.books()
    if as_json:
        for each in books:
            click.echo(json.dumps({**asdict(each), "added": each.added.isoformat()}))
    elif not books:
        say("no address book yet: cardscan book add FILE.vcf")
    else:
        rows = [(str(each.id), each.path, str(each.people), f"{each.added.astimezone():%Y-%m-%d}") for each in books]
        print_table(("id", "file", "people", "added"), rows)
    return Exit.OK


@book.command()
@click.argument("which", metavar="ID|FILE")
@db_option
def remove(which: str, db: str | None) -> Exit:
    """Remove an address book: what was kept from it is erased; the file stays.

    \b
    Examples:
      cardscan book remove 1
      cardscan book remove ~/Contacts.vcf
    """
    from cardscan.cli.user import open_store
    from cardscan.errors import InputError

    with open_store(db) as store:
        path = str(Path(which).absolute())
        found = next((each for each in store.address_files.books() if which == str(each.id) or each.path == path), None)
        if found is None:
            raise InputError(f"there is no address book {which!r}", "cardscan book list shows them")
        unscrubbed = store.address_files.remove(found.id)
    click.echo(clean(f"{found.path}: removed, {_people(found.people)}"))
    say_unscrubbed(unscrubbed)
    return Exit.OK


def _people(number: int) -> str:
    return "1 person" if number == 1 else f"{number} people"


COMMANDS = {"book": book}
