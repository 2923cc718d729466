"""`cardscan show`: all that is known of someone."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cardscan.cli.options import db_option, json_option, who_argument
from cardscan.cli.output import clean, print_table
from cardscan.errors import Exit
from cardscan.model import KINDS, Field

if TYPE_CHECKING:
    from cardscan.connections.likeness.met import InBook
    from cardscan.connections.offers import Offer
    from cardscan.person import Meeting, Note, Person, Promise

_BOTH_READERS = "tesseract+rapidocr"  # what goes without saying


@click.command()
@who_argument
@click.option("--lines", is_flag=True, help="Also show all text on the card, as each reader read it.")
@json_option
@db_option
def show(who: str, lines: bool, as_json: bool, db: str | None) -> Exit:
    """Show everything known about someone.

    WHO is a name, part of one (accents need not be typed), or an id.

    \b
    Examples:
      cardscan show muller
      cardscan show 12 --lines
      cardscan show "Anna Müller" --json
    """
    from cardscan.actions.find_person import find_one
    from cardscan.actions.met_before import in_books
    from cardscan.actions.offer import what_to_give
    from cardscan.cli.user import open_store
    from cardscan.connections.offers import who_offers
    from cardscan.export.readings import person_json

    with open_store(db) as store:
        person = store.person(find_one(store, who))
        books = in_books(store, person.contact) if store.address_files.books() and not as_json else ()
        offered = () if as_json else what_to_give(store, person, datetime.now().astimezone().date())
        cards = [meeting.card_id for meeting in person.meetings if meeting.card_id is not None]
        texts = [line for card in cards for line in store.lines(card)] if lines else []
    if as_json:
        click.echo(person_json(person))
        return Exit.OK
    _print(person, store.user)
    for offer in offered:
        click.echo(f"{who_offers(offer.gift, store.user) + ':':<13} {clean(_offered(offer))}")
    for found in books:
        click.echo(f"{'address book:':<14}{clean(in_book(found))}")
    if texts:
        click.echo()
        print_table(("line", "reader", "confidence"), [
            (reading.text, reading.reader, f"{reading.confidence:.2f}") for line in texts for reading in line.readings
        ])  # fmt: skip
    return Exit.OK


def _print(person: "Person", user: str) -> None:
    rows = [(kind, *_cells(kind, field)) for kind in KINDS for field in getattr(person.contact, kind)]
    print_table(("field", "value", "type", "sure", "from"), rows)
    click.echo()
    for label, text in _about(person, user):
        click.echo(f"{label + ':':<13} {clean(text)}")


def _cells(kind: str, field: Field) -> tuple[str, str, str, str]:
    extension = field.parts.get("ext") if kind == "tel" else None
    value = f"{field.value} ext. {extension}" if extension else field.value
    if reading := " ".join(filter(None, map(field.parts.get, ("family_reading", "given_reading")))):
        value = f"{value} ({reading})"
    source = [f'read as "{field.raw}"'] if field.raw not in ("", field.value) else []
    if field.origin != _BOTH_READERS:
        source.append(field.origin)
    return value, field.type, "" if field.sure else "?", "; ".join(source)


def _about(person: "Person", user: str) -> Iterator[tuple[str, str]]:
    from cardscan.connections.introducing import courses, stands
    from cardscan.connections.known import called
    from cardscan.connections.us import promised_by

    yield "id", str(person.id)
    if person.crop:
        yield "card", str(person.crop)
    for flaw in person.quality:
        yield "picture", f"{flaw.message}: {flaw.advice}"
    for picture in person.handwriting:
        yield "by hand", str(picture)
    for meeting in person.meetings:
        yield from met(meeting)
    for promise in person.promises:
        yield promised_by(promise, user), promised(promise)
    yield from _dates(person)
    for course in courses(person):
        yield "introduced", f"{course.name} ({course.other.id}): {stands(course, called(person.contact))}"
    if person.contacted:
        yield "in touch", ", ".join(day.isoformat() for day in person.contacted)
    if person.cadence:
        yield "get back", person.cadence if person.cadence == "never" else f"every {person.cadence}"
    if person.snoozed:
        yield "not before", person.snoozed.isoformat()
    yield from _filing(person)


def _dates(person: "Person") -> Iterator[tuple[str, str]]:
    from cardscan.connections.theirdates import how_it_stands

    for each in person.dates:
        day = f"{each.day.isoformat()}; " if each.day else ""
        yield "their date", f"{each.words} ({day}{how_it_stands(each)}; date {each.id})"


def _filing(person: "Person") -> Iterator[tuple[str, str]]:
    """Say that someone is filed, or that a card names a company alone."""
    from cardscan.connections.standing import filed, is_company

    if how := filed(person):
        yield "filed", how
    elif is_company(person.contact):
        yield "company", "the card names no person; cardscan review --companies files it"


def met(meeting: "Meeting") -> Iterator[tuple[str, str]]:
    """Say when and where someone was met, and what was noted of it, as labels and texts."""
    from cardscan.actions.write_down import how_it_stands
    from cardscan.connections.dates.taken import DATED

    where = ", ".join(dict.fromkeys(filter(None, (meeting.event, meeting.place))))
    by = f" ({DATED[meeting.dated]})" if meeting.dated else ""
    yield (f"{meeting.by} met" if meeting.by else "met"), f"{meeting.date.isoformat()} {where}".strip() + by
    for note in meeting.notes:
        if note.by:
            yield "note of", f"{note.by}, {note.written.astimezone():%Y-%m-%d}"
        yield from _parts(note)
        if not note.again:
            yield "talk again", "no"
    for memo in meeting.memos:
        yield "memo", f"{memo.id}, {memo.at.astimezone():%Y-%m-%d %H:%M}, {how_it_stands(memo)}"
        if memo.text:
            yield "said", memo.text
    for draft in meeting.drafts:
        whose = f" by {draft.by}" if draft.by else ""
        for label, text in _parts(draft):
            yield label, f"{text} (unfinished{whose}: the note is not taken yet)"


def _parts(note: "Note") -> Iterator[tuple[str, str]]:
    from cardscan.connections.notes.parts import LABELS

    return ((label, text) for part, label in LABELS.items() if (text := getattr(note, part)))


def _offered(offer: "Offer") -> str:
    return f"{offer.gift.text} (gift {offer.gift.id}; {offer.why})"


def in_book(found: "InBook") -> str:
    """Put on one line who in an address book someone may be, why, and what is otherwise there."""
    from cardscan.connections.known import on_a_line

    entry = found.entry
    who = on_a_line(entry.contact)
    there = [f"{change.kind} {change.before}" for change in found.changes if change.before]
    why = "; ".join([", ".join(found.likeness.reasons), *(["there: " + ", ".join(there)] if there else [])])
    return f"{'' if found.sure else 'perhaps '}{who} ({Path(entry.book).name}, line {entry.line}): {why}"


def promised(promise: "Promise") -> str:
    """Put a promise on one line."""
    due = f"by {promise.due.isoformat()}" if promise.due else ""
    how = "kept" if promise.kept else "dropped" if promise.dropped else due
    return f"{promise.text} ({how}; promise {promise.id})" if how else f"{promise.text} (promise {promise.id})"


COMMANDS = {"show": show}
