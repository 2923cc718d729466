"""`cardscan list` and `cardscan show`: who is in the store."""

import click

from cardscan.cli.options import db_option, json_option, who_argument
from cardscan.cli.output import clean, print_table, say
from cardscan.errors import Exit
from cardscan.model import KINDS, Field
from cardscan.person import Person

_BOTH_READERS = "tesseract+rapidocr"  # what goes without saying


@click.command("list")
@json_option
@db_option
def list_people(as_json: bool, db: str | None) -> Exit:
    """List everyone in the store: id, name, organisation, title, day met, and what is to be done.

    Printed to a file or another program the columns are parted by tabs.

    \b
    Examples:
      cardscan list
      cardscan list --json | jq -r '.email[].value'
    """
    from cardscan.export.readings import person_json
    from cardscan.store import open_store

    with open_store(db) as store:
        people = store.people()
    if not people:
        say("nobody yet: cardscan ingest PATH reads photos of business cards")
    elif as_json:
        for person in people:
            click.echo(person_json(person))
    else:
        print_table(("id", "name", "organisation", "title", "met", "to do"), [_row(person) for person in people])
    return Exit.OK


@click.command()
@who_argument
@click.option("--lines", is_flag=True, help="Also all text on the card, as each reader read it.")
@json_option
@db_option
def show(who: str, lines: bool, as_json: bool, db: str | None) -> Exit:
    """Show all that is known of someone.

    WHO is a name, part of one (accents need not be typed), or an id.

    \b
    Examples:
      cardscan show muller
      cardscan show 12 --lines
      cardscan show "Anna Müller" --json
    """
    from cardscan.export.readings import person_json
    from cardscan.store import open_store
    from cardscan.who import find_one

    with open_store(db) as store:
        person = store.person(find_one(store, who))
        cards = [meeting.card_id for meeting in person.meetings if meeting.card_id is not None]
        texts = [line for card in cards for line in store.lines(card)] if lines else []
    if as_json:
        click.echo(person_json(person))
        return Exit.OK
    _print(person)
    if texts:
        click.echo()
        print_table(("line", "reader", "confidence"), [
            (reading.text, reading.reader, f"{reading.confidence:.2f}") for line in texts for reading in line.readings
        ])  # fmt: skip
    return Exit.OK


def _row(person: Person) -> tuple[str, ...]:
    contact = person.contact
    met = person.meetings[-1].date.isoformat() if person.meetings else ""
    return (str(person.id), _first(contact.fn) or "(no name)", _first(contact.org), _first(contact.title), met,
            _to_do(person))  # fmt: skip


def _to_do(person: Person) -> str:
    from cardscan.connections.standing import held_back, unsure

    unchecked = len(unsure(person.contact)) + (not person.contact.fn)
    return ", ".join(filter(None, (f"check {unchecked}" if unchecked else "", "note" if held_back(person) else "")))


def _first(fields: tuple[Field, ...]) -> str:
    return fields[0].value if fields else ""


def _print(person: Person) -> None:
    rows = [(kind, *_cells(kind, field)) for kind in KINDS for field in getattr(person.contact, kind)]
    print_table(("field", "value", "type", "sure", "from"), rows)
    about = [("id", str(person.id))]
    if person.crop:
        about.append(("card", str(person.crop)))
    for meeting in person.meetings:
        about.append(("met", f"{meeting.date.isoformat()} {meeting.event}".strip()))
        for note in meeting.notes:
            about += [("talked about", note.talked), ("can help", note.can_help)]
    click.echo()
    for label, text in about:
        click.echo(f"{label + ':':<14}{clean(text)}")


def _cells(kind: str, field: Field) -> tuple[str, str, str, str]:
    extension = field.parts.get("ext") if kind == "tel" else None
    value = f"{field.value} ext. {extension}" if extension else field.value
    source = [f'read as "{field.raw}"'] if field.raw not in ("", field.value) else []
    if field.origin != _BOTH_READERS:
        source.append(field.origin)
    return value, field.type, "" if field.sure else "?", "; ".join(source)


COMMANDS = {"list": list_people, "show": show}
