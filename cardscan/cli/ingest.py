"""`cardscan ingest`: photos into the store."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cardscan.cli.memo import write_new_memos
from cardscan.cli.note import tell_notes
from cardscan.cli.options import Reading, db_option, photo_paths, reading_options
from cardscan.cli.output import clean, complain_of_photo, progress, say, tell_left_out
from cardscan.errors import Exit
from cardscan.text.wording import counted, people

if TYPE_CHECKING:
    from cardscan.actions.ingest import Ingested


@click.command()
@photo_paths
@click.option("--event", "named", metavar="EVENT", help="The event where these people were met.")
@click.option("--again", "anew", is_flag=True, help="Read photos anew that were read before.")
@reading_options
@db_option
def ingest(
    paths: tuple[Path, ...],
    named: str | None,
    anew: bool,
    reading: Reading,
    db: str | None,
) -> Exit:
    """Read photos (files, and folders with all their sub-folders) into the store.

    JPEG, PNG, WebP, TIFF, BMP, GIF, HEIC, AVIF and PDF, recognised by content. A photo that was read before is
    skipped; one that failed is tried again. Ctrl-C keeps what is finished; the same command again does the rest. New or
    changed notes beside the photos are taken with them: IMG_2041.txt or .md beside IMG_2041.jpg, and notes.csv; so are
    memos (IMG_2041.m4a, .wav, .ogg, .opus, .mp3, .webm), which are written down where that is set up (cardscan memo).

    Photos belong to the event given by --event, else to the one that their folder is named after, else to the one
    held when they were taken (until five in the morning counts as the evening before). The time comes from the photo,
    else from its file name (IMG-20261015-WA0012, "Screenshot 2026-10-15 at 19.30.12"), else from the file's last
    change if that was before today, else it is today; the output says which. --event moves photos that were read
    before, too.

    Sub-folders front and back hold the two sides of each card: files of the same name, or in their order
    where both hold the same number.

    --again reads known photos once more, for instance in another language or with a new version. What you typed or
    accepted stays, as do notes, meetings and promises, and what you removed does not come back; everything else is
    replaced by what is read now. Undo restores people's fields photo by photo; the cards keep their new text and
    picture.

    \b
    Examples:
      cardscan ingest photos/
      cardscan ingest photos/ --event "SME social hour"
      cardscan ingest IMG_2041.HEIC IMG_2042.HEIC --lang deu+eng
      cardscan ingest scans.pdf --db fair.db --jobs 2
      cardscan ingest --again photos/tokyo/ --lang jpn+eng
    """
    from cardscan.actions.ingest import ingest as run
    from cardscan.actions.which_event import events_of
    from cardscan.cli.user import open_store
    from cardscan.connections.events.which import find_event
    from cardscan.photos.files import find_photos

    found = find_photos(paths)
    files = found.photos
    with open_store(db) as store:
        events = store.events()
        into = None if named is None else find_event(named, events)
        with progress(len(files)) as advance:
            done = run(
                files,
                store,
                reading.read_all(len(files)),
                now=lambda: datetime.now(UTC),
                progress=advance,
                events_of=events_of(paths, events, into),
                into=into,
                anew=anew,
            )
        tell_left_out(found.left_out)
        code = tell(done)
        if code != Exit.INTERRUPTED:
            written = write_new_memos(store)
    return Exit.SOME_FAILED if code == Exit.OK and written and written.problems else code


def tell(done: "Ingested") -> Exit:
    """Print what came of it, results on stdout, what is left to do on stderr; return the exit code."""
    _tell(done)
    if done.left:
        say(f"stopped: {counted(done.left, 'photo')} left; the same command again reads the rest")
        return Exit.INTERRUPTED
    return Exit.SOME_FAILED if done.failures or done.noted.problems else Exit.OK


def _tell(done: "Ingested") -> None:
    for failure in done.failures:
        complain_of_photo(failure.path, failure.failure)
    _tell_photos(done)
    if done.sure or done.to_check:
        click.echo(f"{people(done.sure + done.to_check, 'new')}: {done.sure} sure, {done.to_check} to check")
    if done.strange:
        lie = "1 photo is" if done.strange == 1 else f"{done.strange} photos are"
        say(f"{lie} beside the store, unread since a page took them in: cardscan serve reads them")
    if done.own:
        say(f"{counted(done.own, 'card')} of your own: that is you, and nobody was added")
    if done.left_out:
        say(f"{done.left_out} left out: you asked to forget them")
    if done.again:
        click.echo(f"{counted(done.again, 'card')} of people you know: each is another meeting")
    if done.same:
        click.echo(f"{counted(done.same, 'card')} photographed again: no further meeting; cardscan undo reverses it")
    _tell_events(done)
    _tell_days(done)
    if done.backs:
        click.echo(f"{counted(done.backs, 'back side')} joined to the front; cardscan undo reverses it")
    _tell_flaws(done)
    tell_notes(done.noted)
    _tell_known(done)
    if done.to_check:
        say("cardscan list shows who needs a check, show marks what is not sure, edit corrects it")


def _tell_photos(done: "Ingested") -> None:
    parts = [counted(done.read, "photo") + " read"]
    if done.anew:
        parts.append(f"{done.anew} read again")
    if done.skipped:
        parts.append(f"{done.skipped} already known")
    if done.failures:
        parts.append(f"{len(done.failures)} failed")
    click.echo(", ".join(parts))
    if done.renewed:
        have = "has" if done.renewed == 1 else "have"
        click.echo(f"{people(done.renewed)} {have} new fields now; cardscan undo reverses that, photo by photo")


def _tell_known(done: "Ingested") -> None:
    if done.in_book:
        are = "is" if done.in_book == 1 else "are"
        say(f"{done.in_book} {are} already in your address book: cardscan show says under which name")
    if done.maybe:
        say(f"{done.maybe} you may have met before: cardscan review asks")


def _tell_flaws(done: "Ingested") -> None:
    for card in done.flawed:
        said = "; ".join(f"{flaw.message}: {flaw.advice}" for flaw in card.flaws)
        which = f", card {card.number} ({card.name})" if card.several else ""
        say(clean(f"{click.format_filename(card.path)}{which}: {said}"))


def _tell_events(done: "Ingested") -> None:
    for event, number in done.met:
        click.echo(clean(f"{people(number)} met at {event.name}, {event.date.isoformat()}"))
    for each in done.ticked:
        if each.names:
            click.echo(clean(f"ticked on the list of {each.event.name}: {', '.join(each.names)}"))
        if each.asked:
            may = f"{people(each.asked)} on the list of {each.event.name} may be among them"
            say(clean(f"{may}: cardscan event people {each.event.id} --ask"))
    for events, number in done.unclear:
        names = ", ".join(f"{event.name} ({event.id})" for event in events)
        say(clean(f"{counted(number, 'photo')} may belong to several events: {names}; give --event to say which"))


def _tell_days(done: "Ingested") -> None:
    from cardscan.connections.dates.taken import DATED

    if done.dated:
        said = ", ".join(f"{DATED[by]} ({counted(number, 'photo')})" for by, number in done.dated)
        say(f"day met: {said}")
    for each in done.doubted:
        told = "; ".join(each.doubts)
        by = f", {DATED[each.by]}" if each.by else ""
        say(clean(f"{click.format_filename(each.path)}: {told}; taken as met on {each.day.isoformat()}{by}"))
    if done.doubted or any(by == "today" for by, _ in done.dated):
        say("cardscan met WHO --date DAY says when you met")


COMMANDS = {"ingest": ingest}
