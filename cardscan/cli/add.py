"""`cardscan add`: people whom you met and who gave no card."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cardscan.cli.edit import value_options
from cardscan.cli.options import db_option, home_option, json_option
from cardscan.cli.output import clean, say
from cardscan.errors import Exit, InputError
from cardscan.model import KINDS, SINGLE
from cardscan.text.wording import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.actions.add_people import Result, Told, Where
    from cardscan.store import Store

_MOST_TYPED = 1 << 20  # characters of what is piped in


@click.command()
@click.argument("what", metavar="[NAME | FILE...]", nargs=-1)
@click.option("--text", metavar="FILE", help="A text with their signature; - reads what is piped in or pasted.")
@click.option("--picture", metavar="PHOTO", type=click.Path(path_type=Path), help="A photo of them: a selfie will do.")
@value_options
@click.option("--event", "named", metavar="EVENT", help="The event where you met.")
@click.option("--date", "day", metavar="DAY", help="The day on which you met. Default: today, or the mail's.")
@click.option("--place", metavar="TEXT", default="", help="The place where you met.")
@home_option
@json_option
@db_option
def add(
    what: tuple[str, ...],
    text: str | None,
    picture: Path | None,
    named: str | None,
    day: str | None,
    place: str,
    home: str,
    as_json: bool,
    db: str | None,
    **values: tuple[str, ...],
) -> Exit:
    """Add people whom you met and who gave no card.

    NAME is typed; FILE is a vCard (.vcf), a mail that they wrote (.eml) or a text with their signature (.txt). All of
    it is read by the same rules as a card, and what is not sure is marked. Fields that you type come first. For
    badges, QR codes and cards on a phone's screen, take a photo and let cardscan ingest read it.

    Someone you know gets another meeting; where it may be someone you know, you are asked (cardscan review). Undo
    removes everyone whom the command added.

    \b
    Examples:
      cardscan add "Anna Brennicke" --email anna@example.com --org Oestermoor --picture selfie.jpg
      cardscan add --text - --event "SME social hour"     (paste the signature, then Ctrl-D)
      cardscan add mail.eml
      cardscan add anna.vcf tom.vcf --date "last Friday" --place Kiel
    """
    from cardscan.actions.add_people import add_people, typed_over
    from cardscan.actions.edit_fields import Edit
    from cardscan.cli.user import open_store

    files = [Path(each) for each in what if _is_file(each)]
    names = [each for each in what if not _is_file(each)]
    if len(names) > 1:
        raise click.UsageError(f"{', '.join(names)}: one name at a time, in quotes; or no such files")
    given = {kind: each for kind, each in values.items() if each}
    if names:
        given["fn"] = (*names, *given.get("fn", ()))
    told = _read(files, text, home)
    if given or not told:
        if not given:
            raise click.UsageError('nobody to add: give a name in quotes, a file, or --text "-" to paste')
        put = {kind: each for kind, each in given.items() if kind in SINGLE}
        more = [(kind, value) for kind, each in given.items() if kind not in put for value in each]
        told = typed_over(told, Edit(put=put, add=more))
    if picture:
        told = _shown(told, picture)
    now = datetime.now(UTC)
    with open_store(db) as store:
        where = _where(store, named, day, place, now)
        results = add_people(store, told, where, now)
    _tell(results, as_json)
    return Exit.OK


def _is_file(text: str) -> bool:
    from cardscan.actions.add_people import SUFFIXES

    return Path(text).suffix.lower() in SUFFIXES or Path(text).is_file()


def _read(files: "Sequence[Path]", text: str | None, home: str) -> "tuple[Told, ...]":
    from cardscan.actions.add_people import in_text, read_file

    told = [each for file in files for each in read_file(file, home=home)]
    if text == "-":
        if sys.stdin.isatty():
            say("paste the text, then press Ctrl-D")
        told += in_text(sys.stdin.read(_MOST_TYPED), "what you pasted", home)
    elif text is not None:
        told += read_file(Path(text), home=home)
    return tuple(told)


def _shown(told: "Sequence[Told]", picture: Path) -> "tuple[Told, ...]":
    from dataclasses import replace

    from cardscan.photos.portrait import portrait

    if len(told) > 1:
        raise InputError(f"that is {len(told)} people, and one picture", "add each with a picture of their own")
    return tuple(replace(each, picture=portrait(picture)) for each in told)


def _where(store: "Store", named: str | None, day: str | None, place: str, now: datetime) -> "Where":
    from cardscan.actions.add_people import Where
    from cardscan.connections.dates.days import parse_day
    from cardscan.connections.events.which import find_event

    on = None if day is None else parse_day(day, now.astimezone().date(), past=True)
    return Where(on, find_event(named, store.events()) if named else None, place)


def _tell(results: "Sequence[Result | None]", as_json: bool) -> None:
    from cardscan.connections.known import called, on_a_line
    from cardscan.export.readings import person_json

    for each in filter(None, results):
        person = each.added.person
        if as_json:
            click.echo(person_json(person))
        elif each.added.is_new:
            click.echo(clean(f"added person {person.id}: {on_a_line(person.contact)}"))
        else:
            again = "met once more" if each.added.met else "met that day already"
            click.echo(clean(f"you know person {person.id}, {called(person.contact)}: {again}"))
    told = [each for each in results if each]
    if forgotten := len(results) - len(told):
        say(f"{forgotten} left out: you asked to forget them")
    contacts = [each.added.person.contact for each in told]
    unsure = sum(not field.sure for each in contacts for kind in KINDS for field in getattr(each, kind))
    if unsure:
        say(f"{counted(unsure, 'field')} to check: cardscan show marks them, cardscan edit corrects them")
    if any(each.in_book for each in told):
        say("already in your address book: cardscan show says under which name")
    if any(each.maybe for each in told):
        say("you may have met before: cardscan review asks")
    if len(told) == 1 and not any(met.notes for met in told[0].added.person.meetings):
        say(f"cardscan note {told[0].added.person.id} takes what you talked about and how you can help")


COMMANDS = {"add": add}
