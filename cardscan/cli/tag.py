"""`cardscan tag`: words of the user's own by which to find people."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from cardscan.cli.options import db_option
from cardscan.cli.output import clean, print_table, say
from cardscan.errors import Exit

if TYPE_CHECKING:
    from cardscan.person import Person


@click.command()
@click.argument("whos", metavar="[WHO]...", nargs=-1)
@click.option("--add", metavar="TAG", multiple=True, help="Give them a tag.")
@click.option("--remove", metavar="TAG", multiple=True, help="Take a tag from those who have it.")
@db_option
def tag(whos: tuple[str, ...], add: tuple[str, ...], remove: tuple[str, ...], db: str | None) -> Exit:
    """Tag people: words of your own by which list, export and the pages find them.

    Without WHO, all tags are listed, with the number of people who have each; without --add and --remove, the tags of
    WHO are. Tags are exported in contacts, as CATEGORIES and Google's labels; sync brings them both ways.

    \b
    Examples:
      cardscan tag
      cardscan tag muller 31 47 --add supplier --add Porto
      cardscan tag muller --remove supplier
      cardscan list --tag supplier
    """
    from cardscan.actions.edit_fields import tagged
    from cardscan.actions.find_person import find_all
    from cardscan.cli.user import open_store

    if not whos and (add or remove):
        raise click.UsageError("give WHO to tag")
    with open_store(db) as store:
        if not whos:
            print_table(("tag", "people"), [(each, str(number)) for each, number in store.directory.tags().items()])
            return Exit.OK
        ids = find_all(store, whos)
        if add or remove:
            store.many.edit(dict.fromkeys(ids, lambda contact: tagged(contact, add, remove)), datetime.now(UTC))
        _say_tags(store.many.people(ids))
    return Exit.OK


def _say_tags(people: "Sequence[Person]") -> None:
    from cardscan.connections.known import called

    for person in people:
        theirs = ", ".join(each.value for each in person.contact.tag) or "no tags"
        say(clean(f"{called(person.contact)} ({person.id}): {theirs}"))


COMMANDS = {"tag": tag}
