"""`cardscan list`: who is in the store."""

import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from itertools import islice
from typing import TYPE_CHECKING

import click

from cardscan.cli.filters import Filters, filter_options
from cardscan.cli.options import db_option, json_option
from cardscan.cli.output import print_table, say
from cardscan.cli.waiting import end_waiting
from cardscan.errors import Exit
from cardscan.model import Field

if TYPE_CHECKING:
    from cardscan.person import Person


A_PAGE = 50  # people
_NOBODY = "nobody matches: leave out a filter, or give fewer words"
_NOBODY_YET = "nobody yet: read photos of business cards with cardscan ingest PATH"


@click.command("list")
@click.argument("words", metavar="[WORDS]...", nargs=-1)
@filter_options
@click.option("--all", "everyone", is_flag=True, help="List everyone on a terminal, too, not only the first 50.")
@json_option
@db_option
def list_people(
    words: tuple[str, ...],
    filters: Filters,
    everyone: bool,
    as_json: bool,
    db: str | None,
) -> Exit:
    """List people: id, name, organisation, title, when and where you met, and what is to be done.

    WORDS are looked for in people's fields and in your notes, the best match first; the beginning of a word is enough,
    and accents need not be typed ("muller" and "mueller" find Müller). Filters can be combined. A terminal gets a page
    of 50; a file or a pipe gets all, with tabs between the columns.

    \b
    Examples:
      cardscan list
      cardscan list muller
      cardscan list solar tiles --since 2026-09-01
      cardscan list --waiting --event "SME social"
      cardscan list --tag supplier
      cardscan list --json | jq -r '.email[].value'
    """
    from cardscan.actions.list_people import is_at
    from cardscan.cli.user import open_store
    from cardscan.store import Wanted

    with open_store(db) as store:
        if filters.stage == "waiting":
            end_waiting(store, datetime.now().astimezone())
        asked = filters.wanted(store, " ".join(words))
        with closing(store.directory.find(asked, brief=not as_json)) as found:
            people = (person for person in found if is_at(person, filters.stage))
            shown = _print_json(people) if as_json else _print(people, None if everyone else A_PAGE)
        if not shown:
            say(_NOBODY if store.directory.count(Wanted()) else _NOBODY_YET)
        elif shown == A_PAGE and (number := store.directory.count(asked)) > shown:
            say(f"{shown} of {number}: --all lists everyone")
    return Exit.OK


def _print(people: "Iterator[Person]", most: int | None) -> int:
    """Print a table of people, of the first where it is for a terminal; return how many it has."""
    shown = islice(people, most if sys.stdout.isatty() else None)
    return print_table(("id", "name", "organisation", "title", "met", "event", "to do"), map(_row, shown))


def _print_json(people: "Iterator[Person]") -> int:
    from cardscan.export.readings import person_json  # loads what numbers are written by

    number = 0
    for person in people:
        click.echo(person_json(person))
        number += 1
    return number


def _row(person: "Person") -> tuple[str, ...]:
    from cardscan.actions.list_people import to_do
    from cardscan.connections.standing import is_company

    contact = person.contact
    met = person.meetings[-1] if person.meetings else None
    name = _first(contact.fn) or ("(company)" if is_company(contact) else "(no name)")
    return (str(person.id), name, _first(contact.org), _first(contact.title),
            met.date.isoformat() if met else "", met.event if met else "", to_do(person))  # fmt: skip


def _first(fields: tuple[Field, ...]) -> str:
    return fields[0].value if fields else ""


COMMANDS = {"list": list_people}
