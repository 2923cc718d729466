"""`cardscan event people` and `cardscan event import`: who will be there, and events from a calendar's file."""

import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cardscan.cli.known import about
from cardscan.cli.options import db_option, json_option
from cardscan.cli.output import clean, say
from cardscan.errors import Exit, InputError
from cardscan.text.wording import counted
from cardscan.text.wording import people as number_of

if TYPE_CHECKING:
    from datetime import date

    from cardscan.connections.events.attendance import Attendance, Guest
    from cardscan.connections.events.listed import Listed
    from cardscan.person import Event, Person
    from cardscan.store import Store

MOST_NEW = 50  # of those nobody knows, on a terminal


@click.command()
@click.argument("which", metavar="EVENT")
@click.argument("file", metavar="[FILE]", required=False, type=click.Path(path_type=Path))
@click.option("--only", is_flag=True, help="Remove people on earlier lists who are not on this one.")
@click.option("--met", "met", metavar="NUMBER", type=int, multiple=True, help="You met them there; may be repeated.")
@click.option("--is", "same", metavar="NUMBER WHO", nargs=2, multiple=True, help="They are someone you know.")
@click.option("--is-not", "other", metavar="NUMBER", type=int, multiple=True, help="They are nobody you know.")
@click.option("--ask", is_flag=True, help="Go through the questions: who may be someone you know.")
@json_option
@db_option
def people(
    which: str,
    file: Path | None,
    only: bool,
    met: tuple[int, ...],
    same: tuple[tuple[str, str], ...],
    other: tuple[int, ...],
    ask: bool,
    as_json: bool,
    db: str | None,
) -> Exit:
    """Say who will be at an event, which of them you know, and what is open between you.

    FILE is a list as organisers send it: CSV with or without a header, an invitation (.ics), vCards, lines of "Name,
    Company", an e-mail's To and Cc; - takes what you paste. Reading the same list again updates it. Those on it are
    names, not people you met: they are neither exported nor counted. Where one may be someone you know, you are
    asked; nothing is decided in silence. Each has a NUMBER. Whoever you met without a card waits for your note.

    \b
    Examples:
      cardscan event people "SME social" attendees.csv
      pbpaste | cardscan event people "SME social" -
      cardscan event people "SME social" --ask
      cardscan event people "SME social" --is 7 "Anna Schmidt" --met 7 --met 12
      cardscan event people "SME social" --json | jq -r 'select(.maybe != []) | .name'
    """
    from cardscan.actions.guest_lists import who_will_be_there
    from cardscan.cli.user import open_store
    from cardscan.connections.events.which import find_event
    from cardscan.export.guests import guest_json

    now = datetime.now(UTC)
    with open_store(db) as store:
        event = find_event(which, store.events())
        if file:
            _take(store, event, file, now, only)
        _answer(store, event, same, other, met)
        there = who_will_be_there(store, event)
        if ask or (file and sys.stdin.isatty() and sys.stdout.isatty()):
            _ask(store, there)
            there = who_will_be_there(store, event)
    if as_json:
        for guest in there.guests:
            click.echo(guest_json(guest))
        return Exit.OK
    if not there.guests:
        say(f"nobody is on a list of {clean(event.name)}: cardscan event people {event.id} FILE reads one")
    for line in attendance_lines(there, now.astimezone().date(), MOST_NEW if sys.stdout.isatty() else None):
        click.echo(clean(line))
    return Exit.OK


def attendance_lines(there: "Attendance", today: "date", most_new: int | None) -> Iterable[str]:
    """Tell who will be there: who is known, who may be, and `most_new` of those who are not."""
    if not there.guests:
        return
    asked = f", {len(there.asked)} may be someone you know" if there.asked else ""
    yield f"{number_of(len(there.guests))} on the list: you know {len(there.known)}{asked}"
    if there.known:
        yield from ("", "Whom you know")
    for guest in there.known:
        yield from _known_lines(guest, today)
    if there.asked:
        yield from ("", "Is it them? cardscan event people EVENT --ask goes through them")
    for guest in there.asked:
        yield f"  #{guest.attendee.id} {_listed(guest)}"
        for each in guest.maybe:
            yield f"       {_described(each.person)}: {', '.join(each.likeness.reasons)}"
    wanted = [guest for guest in there.new if guest.aims]
    if wanted:
        yield from ("", "Whom you want to meet, and do not know")
        yield from (f"  #{guest.attendee.id} {_listed(guest)} ({'; '.join(guest.aims)})" for guest in wanted)
    others = [guest for guest in there.new if not guest.aims]
    if others:
        yield from ("", "New to you")
    yield from (f"  #{guest.attendee.id} {_listed(guest)}{', met' if guest.met else ''}" for guest in others[:most_new])
    if most_new is not None and len(others) > most_new:
        yield f"  and {len(others) - most_new} more: --json, or a pipe, shows all"


def _known_lines(guest: "Guest", today: "date") -> Iterable[str]:
    if guest.of is None:
        return
    yield f"  #{guest.attendee.id} {_listed(guest)}{', met' if guest.met else ''}"
    if guest.aims:
        yield f"       you want to meet: {'; '.join(guest.aims)}"
    yield from about(guest.of, today)
    if guest.reasons:
        yield f"       known by: {', '.join(guest.reasons)}"
    for change in guest.changes:
        yield f"       {change.kind}: " + (f"{change.before} -> " if change.before else "also ") + change.after
    if guest.of.note and guest.of.note.looks_for:
        yield f"       looks for: {guest.of.note.looks_for}"
    yield from (f"       offered by {offer}" for offer in guest.offers)


def _take(store: "Store", event: "Event", file: Path, now: datetime, only: bool) -> None:
    from cardscan.actions.guest_lists import MOST_BYTES, read_list
    from cardscan.text.files import read_bytes

    if str(file) == "-":
        data = sys.stdin.buffer.read(MOST_BYTES + 1)
    else:
        data = read_bytes(file, MOST_BYTES, "take the columns of names and companies alone")
    came = read_list(store, event, data, now, only)
    gone = f", {came.gone} gone" if came.gone else ""
    say(f"{number_of(came.people)} on it: {came.new} new, {came.changed} changed{gone}")


def _answer(
    store: "Store", event: "Event", same: Iterable[tuple[str, str]], other: Iterable[int], met: Iterable[int]
) -> None:
    """Keep who some are, who some are not, and whom of them you met."""
    from cardscan.actions.find_person import find_one
    from cardscan.actions.guest_lists import met_there, not_known, one_listed, who_is_listed

    now = datetime.now(UTC)
    for said, who in same:
        listed = one_listed(store.guests.of(event.id), _number(said))
        store.guests.identify(listed.id, find_one(store, who), now)
    for number in other:
        not_known(store, _one(who_is_listed(store, event), number), now)
    for number in met:
        one = _one(who_is_listed(store, event), number)
        if one.maybe:
            raise InputError(
                f"{one.name} may be someone you know", f"say which: --is {number} WHO, or --is-not {number}"
            )
        person_id = met_there(store, event, number, one.person_id, now)
        say(clean(f"met {one.name}: person {person_id}"))


def _ask(store: "Store", there: "Attendance") -> None:
    """Ask who is who, one after the other, until the user leaves."""
    from cardscan.cli.asking import Leave, Skip, ask

    for guest in there.asked:
        try:
            for each in guest.maybe:
                reasons = ", ".join(each.likeness.reasons)
                answer = ""
                while answer not in ("y", "n"):
                    answer = ask(f"Is {_listed(guest)} {_described(each.person)}? {reasons} (y, n, s skips, q ends)")
                    answer = answer.casefold()[:1]
                now = datetime.now(UTC)
                if answer == "y":
                    store.guests.identify(guest.attendee.id, each.person.id, now)
                    break
                store.guests.tell_apart(guest.attendee.id, (each.person.id,), now)
        except Skip:
            continue
        except Leave:
            return


def _number(text: str) -> int:
    try:
        return int(text.removeprefix("#"))
    except ValueError:
        raise InputError(f"{text!r} is no number of the list", "cardscan event people EVENT shows them") from None


def _one(everyone: "Iterable[Listed]", number: int) -> "Listed":
    found = next((each for each in everyone if each.attendee.id == number), None)
    if found is None:
        raise InputError(f"nobody on the list has the number {number}", "cardscan event people EVENT shows all")
    return found


def _listed(guest: "Guest") -> str:
    return ", ".join(filter(None, (guest.name, guest.work)))


def _described(person: "Person") -> str:
    from cardscan.connections.known import on_a_line

    return f"{on_a_line(person.contact)} ({person.id})"


@click.command("import")
@click.argument("file", metavar="FILE.ics", type=click.Path(path_type=Path))
@click.option("--named", metavar="WORDS", default="", help="Only events whose names contain these words.")
@click.option("--past", is_flag=True, help="Include events that are over.")
@json_option
@db_option
def import_(file: Path, named: str, past: bool, as_json: bool, db: str | None) -> Exit:
    """Import events from a calendar file; the people invited become their lists.

    The same file again, or a newer one, updates them: an event is recognised by its UID. What you want from it stays
    as you wrote it. Events that are over, cancelled or repeated are left out, and counted. cardscan undo
    takes them back, one after the other.

    \b
    Examples:
      cardscan event import calendar.ics
      cardscan event import calendar.ics --named "SME social"
    """
    from cardscan.actions.guest_lists import MOST_BYTES
    from cardscan.actions.import_events import import_events
    from cardscan.cli.user import open_store
    from cardscan.export.events import event_json
    from cardscan.text.files import read_bytes

    now = datetime.now(UTC)
    data = read_bytes(file, MOST_BYTES, "export the events to come alone")
    with open_store(db) as store:
        came = import_events(store, data, now, named, past)
    for event in came.events:
        if as_json:
            click.echo(event_json(event))
            continue
        click.echo(clean(f"event {event.id}: {event.name}, {event.date.isoformat()}"))
    left = [
        f"{number} {what}"
        for number, what in ((came.over, "over"), (came.cancelled, "cancelled"), (came.repeated, "repeated"))
        if number
    ]
    if left:
        say(f"left out: {', '.join(left)}")
    if came.guests:
        say(f"{counted(came.guests, 'name')} on their lists: cardscan event people EVENT shows whom you know")
    return Exit.OK
