"""`cardscan list`: who is in the store."""

from datetime import datetime
from typing import TYPE_CHECKING

import click

from cardscan.cli.options import db_option, json_option
from cardscan.cli.output import print_table, say
from cardscan.errors import Exit
from cardscan.model import Field

if TYPE_CHECKING:
    from cardscan.actions.list_people import Stage
    from cardscan.person import Person


@click.command("list")
@click.argument("words", metavar="[WORDS]...", nargs=-1)
@click.option("--waiting", "stage", flag_value="waiting", help="Those who wait for a note of yours.")
@click.option("--quality", "stage", flag_value="quality", help="Quality connections, cemented ones too.")
@click.option("--cemented", "stage", flag_value="cemented", help="Those to whom you kept a promise.")
@click.option("--event", metavar="EVENT", help="Those met there: a name, part of one with or without the date, an id.")
@click.option("--since", metavar="DATE", help='Those met on that day or later: 2026-10-02, "2 Oct", "last Friday".')
@click.option("--company", metavar="NAME", help="Those of a company.")
@json_option
@db_option
def list_people(
    words: tuple[str, ...],
    stage: "Stage | None",
    event: str | None,
    since: str | None,
    company: str | None,
    as_json: bool,
    db: str | None,
) -> Exit:
    """List people: id, name, organisation, title, day and event met, and what is to be done.

    WORDS are looked for in their fields and in what you wrote of them, the likeliest first: beginnings of words do,
    and accents need not be typed ("muller" and "mueller" find Müller). Filters add up. Printed to a file or another
    program the columns are parted by tabs.

    \b
    Examples:
      cardscan list
      cardscan list muller
      cardscan list solar tiles --since 2026-09-01
      cardscan list --waiting --event "SME social"
      cardscan list --json | jq -r '.email[].value'
    """
    from cardscan.actions.list_people import is_at, wanted
    from cardscan.store import open_store

    today = datetime.now().astimezone().date()
    with open_store(db) as store:
        asked = wanted(store, today, words=" ".join(words), event=event, since=since, company=company)
        people = [person for person in store.find(asked, brief=not as_json) if is_at(person, stage)]
        nobody_yet = not people and not store.names()
    if nobody_yet:
        say("nobody yet: cardscan ingest PATH reads photos of business cards")
    elif not people:
        say("nobody is like that")
    elif as_json:
        from cardscan.export.readings import person_json  # loads what numbers are written by

        for person in people:
            click.echo(person_json(person))
    else:
        print_table(("id", "name", "organisation", "title", "met", "event", "to do"), [_row(each) for each in people])
    return Exit.OK


def _row(person: "Person") -> tuple[str, ...]:
    from cardscan.actions.list_people import to_do

    contact = person.contact
    met = person.meetings[-1] if person.meetings else None
    return (str(person.id), _first(contact.fn) or "(no name)", _first(contact.org), _first(contact.title),
            met.date.isoformat() if met else "", met.event if met else "", to_do(person))  # fmt: skip


def _first(fields: tuple[Field, ...]) -> str:
    return fields[0].value if fields else ""


COMMANDS = {"list": list_people}
