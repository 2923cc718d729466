"""`cardscan event prep` and `cardscan event report`: a page to read before an event, and one of what came of it."""

import sys
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cardscan.cli.known import about, named, promised
from cardscan.cli.options import db_option, json_option
from cardscan.cli.output import clean, say
from cardscan.errors import Exit
from cardscan.text.wording import waited

if TYPE_CHECKING:
    from datetime import date

    from cardscan.connections.events.prep import Line, Prep
    from cardscan.connections.events.report import Report
    from cardscan.person import Event, Promise

_MOST = 50  # of each kind, on a terminal
_html_option = click.option(
    "--html", metavar="FILE", type=click.Path(path_type=Path), help="Write it as one HTML page instead."
)


@click.command()
@click.argument("which", metavar="[EVENT]", required=False)
@_html_option
@json_option
@db_option
def prep(which: str | None, html: Path | None, as_json: bool, db: str | None) -> Exit:
    """Print what to read before an event; by default the next.

    Whom to meet, which of them you know and from where, what you can give, what to ask.

    \b
    Examples:
      cardscan event prep
      cardscan event prep "SME social" --html prep.html
    """
    from cardscan.actions.event_pages import prepare
    from cardscan.cli.user import open_store
    from cardscan.connections.events.which import find_event, next_event
    from cardscan.export.events import prep_json

    _refuse_both(html, as_json)
    today = datetime.now().astimezone().date()
    with open_store(db) as store:
        events = store.events()
        event = next_event(events, today) if which is None else find_event(which, events)
        page = prepare(store, event, store.address_files.entries())
    if html:
        from cardscan.export.files import write_private
        from cardscan.export.report import prep_html

        write_private(html, prep_html(page, today).encode())
        say(clean(f"{html}: {event.name}"))
    elif as_json:
        click.echo(prep_json(page, today))
    else:
        _print_lines(_prep_lines(page, today))
    return Exit.OK


@click.command()
@click.argument("which", metavar="[EVENT]", required=False)
@click.option("--all", "everything", is_flag=True, help="Tell all on a terminal, too, not only the first 50 of a kind.")
@_html_option
@json_option
@db_option
def report(which: str | None, everything: bool, html: Path | None, as_json: bool, db: str | None) -> Exit:
    """Print what came of an event; by default the latest.

    Quality connections first, then promises, people without a note, and last the number of cards.

    \b
    Examples:
      cardscan event report
      cardscan event report "SME social" --all
      cardscan event report "SME social" --html report.html
    """
    from cardscan.actions.event_pages import came_of
    from cardscan.actions.guest_lists import who_will_be_there
    from cardscan.cli.user import open_store
    from cardscan.connections.events.report import history
    from cardscan.connections.events.which import find_event, latest_event
    from cardscan.export.events import report_json

    _refuse_both(html, as_json)
    now = datetime.now(UTC)
    today = now.astimezone().date()
    with open_store(db) as store:
        events = store.events()
        event = latest_event(events, today) if which is None else find_event(which, events)
        page = came_of(store, event, now, None if everything or html or as_json or not sys.stdout.isatty() else _MOST)
        guests = who_will_be_there(store, event).guests if as_json else ()
        counts = store.directory.came_of() if html or as_json else {}
    if html:
        from cardscan.export.files import write_private
        from cardscan.export.report import report_html

        write_private(html, report_html(page, history(events, counts, now), today).encode())
        say(clean(f"{html}: {event.name}"))
    elif as_json:
        click.echo(report_json(page, guests, history(events, counts, now), today))
    else:
        _print_lines(_report_lines(page, today, store.user))
    return Exit.OK


def _refuse_both(html: Path | None, as_json: bool) -> None:
    if html and as_json:
        raise click.UsageError("give --html or --json, not both")


def _prep_lines(page: "Prep", today: "date") -> Iterable[str]:
    from cardscan.connections.known import on_a_line

    yield from _head(page.event)
    if page.aims:
        yield from ("", "Whom to meet")
    for aim in page.aims:
        yield f"  {aim.text}" + ("" if aim.people or aim.entries else ": nobody you know yet")
        for each in aim.people:
            yield from about(each, today)
        yield from (f"    in your address book: {on_a_line(entry.contact)}" for entry in aim.entries)
    if page.owed:
        yield from ("", "To do before you go")
        for each in page.owed:
            yield from (f"  you to {each.name}: {promised(promise, today)}" for promise in each.mine)
    if page.give:
        yield from ("", "What you can give")
        yield from (f"  {line.text}{_whom_for(line)}" for line in page.give)
    if page.ask:
        yield from ("", "Questions to ask")
        yield from (f"  {line.text}" for line in page.ask)
    yield from _again_lines(page, today)
    if page.there.guests:
        from cardscan.cli.event_guests import MOST_NEW, attendance_lines

        yield from ("", *attendance_lines(page.there, today, MOST_NEW))


def _whom_for(line: "Line") -> str:
    from cardscan.connections.meant import may_fit

    said = (f"for {line.of.name}" if line.of else "", may_fit(line.may_fit) if line.may_fit else "")
    return f" ({'; '.join(filter(None, said))})" if any(said) else ""


def _again_lines(page: "Prep", today: "date") -> Iterable[str]:
    if page.again:
        yield from ("", "Met at an earlier edition")
    for each in page.again:
        yield from about(each, today)
    if page.more:
        yield f"    and {page.more} more: cardscan list --event … shows them"


def _report_lines(page: "Report", today: "date", user: str) -> Iterable[str]:
    from cardscan.connections.us import met_by

    yield from _head(page.event)
    number = page.numbers.quality
    known = f", {page.known_before} of whom you knew before" if page.known_before else ""
    yield from ("", f"{number} quality connection{'' if number == 1 else 's'}{known}")
    if page.of_list:
        yield page.of_list
    for each in page.quality:
        yield from about(each, today, met=False)
        if names := met_by(each.person, page.event.id):
            yield f"       met by: {', '.join(names)}"
    yield from _more(number - len(page.quality))
    if page.aims:
        yield from ("", "Whom you wanted to meet")
        for aim in page.aims:
            yield f"  {aim.text}: " + (", ".join(each.name for each in aim.people) or "not this time")
    yield from _promise_lines(page, today, user)
    if page.introductions:
        yield from ("", "Introductions")
        yield from (f"  {each.of.name} and {each.course.name}: {each.how}" for each in page.introductions)
        yield from _more(page.numbers.introductions - len(page.introductions))
    if page.waiting:
        yield from ("", "Still without a note")
        for waiting in page.waiting:
            fades = ": names fade" if waiting.fades else ""
            begun = ", note begun" if waiting.meeting.unfinished else ""
            by = f", met by {waiting.meeting.by}" if waiting.meeting.by else ""
            yield f"  {waiting.of.person.id}  {named(waiting.of)}{by}, waits {waited(waiting.hours)}{fades}{begun}"
        yield from _more(page.numbers.waiting - len(page.waiting))
    yield ""
    if page.filed:
        yield f"Filed away: {page.filed}"
    yield f"Cards: {page.cards}"


def _more(number: int) -> Iterable[str]:
    if number:
        yield f"  and {number} more: --all tells all"


def _promise_lines(page: "Report", today: "date", user: str) -> Iterable[str]:
    from cardscan.connections.us import is_of

    def whose(promise: "Promise") -> str:
        return "you" if is_of(promise.by, user) else promise.by

    if not (page.mine or page.theirs or page.kept):
        return
    yield from ("", "Promises")
    for each in page.mine:
        yield f"  {whose(each.promise)} to {each.of.name}: {promised(each.promise, today)}"
    for each in page.theirs:
        yield f"  {each.of.name} to {whose(each.promise)}: {promised(each.promise, today)}"
    yield from _more(page.numbers.promises - len(page.mine) - len(page.theirs))
    if page.kept:
        yield f"  kept: {page.kept}"


def _head(event: "Event") -> Iterable[str]:
    until = f" – {event.until.isoformat()}" if event.until else ""
    yield f"{event.name}, {event.date:%a} {event.date.isoformat()}{until}" + (f", {event.place}" if event.place else "")
    if event.goal:
        yield f"Goal: {event.goal}"
    if event.impression:
        yield f"To be remembered for: {event.impression}"


def _print_lines(lines: Iterable[str]) -> None:
    for line in lines:
        click.echo(clean(line))
