"""`cardscan list`: who is in the store."""

from datetime import datetime
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


@click.command("list")
@click.argument("words", metavar="[WORDS]...", nargs=-1)
@filter_options
@json_option
@db_option
def list_people(
    words: tuple[str, ...],
    filters: Filters,
    as_json: bool,
    db: str | None,
) -> Exit:
    """List people: id, name, organisation, title, when and where you met, and what is to be done.

    WORDS are looked for in people's fields and in your notes, the best match first; the beginning of a word is enough,
    and accents need not be typed ("muller" and "mueller" find Müller). Filters can be combined. In a file or a pipe,
    tabs separate the columns.

    \b
    Examples:
      cardscan list
      cardscan list muller
      cardscan list solar tiles --since 2026-09-01
      cardscan list --waiting --event "SME social"
      cardscan list --tag supplier
      cardscan list --json | jq -r '.email[].value'
    """
    from cardscan.store import open_store

    now = datetime.now().astimezone()
    with open_store(db) as store:
        if filters.stage == "waiting":
            end_waiting(store, store.people(), now)
        people = filters.found(store, " ".join(words), brief=not as_json)
        nobody_yet = not people and not store.directory.names()
    if nobody_yet:
        say("nobody yet: read photos of business cards with cardscan ingest PATH")
    elif not people:
        say("nobody matches: leave out a filter, or give fewer words")
    elif as_json:
        from cardscan.export.readings import person_json  # loads what numbers are written by

        for person in people:
            click.echo(person_json(person))
    else:
        print_table(("id", "name", "organisation", "title", "met", "event", "to do"), [_row(each) for each in people])
    return Exit.OK


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
