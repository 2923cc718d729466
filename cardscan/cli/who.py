"""`cardscan who`: whether you have met before."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cardscan.cli.options import Reading, db_option, json_option, limit_options
from cardscan.cli.output import clean, complain_of_photo, say
from cardscan.cli.typed import text_only
from cardscan.errors import Exit

if TYPE_CHECKING:
    from cardscan.connections.likeness.changes import FieldChange
    from cardscan.connections.likeness.met import Acquaintance, InBook
    from cardscan.store import Store

#: What changed, as one says it.
_KINDS = {"fn": "name", "org": "company", "title": "title", "tel": "number", "email": "e-mail"}


@click.command()
@click.argument("name_or_photo", metavar="NAME|PHOTO", type=click.Path())
@json_option
@limit_options
@db_option
def who(name_or_photo: str, as_json: bool, reading: Reading, db: str | None) -> Exit:
    """Say whether you have met before: who it may be and why, when and where, what you talked about, what is promised.

    It also says whether they are in an address book that you added (cardscan book). The name may be in any order, with
    initials, short or misspelt. A photo of a card is read but not stored.

    \b
    Examples:
      cardscan who "Schmidt, A."
      cardscan who IMG_2041.HEIC
      cardscan who IMG_2041.HEIC --json
    """
    from cardscan.actions.met_before import called, called_in_books
    from cardscan.cli.user import open_store
    from cardscan.errors import WhoError

    photo = Path(name_or_photo)
    with open_store(db) as store:
        if photo.is_file():
            return _on_photo(photo, store, reading, as_json)
        found = called(store, text_only(name_or_photo))
        in_books = called_in_books(store, name_or_photo)
        if not found and not in_books:
            raise WhoError(f"you know nobody called {name_or_photo!r}", "cardscan list shows everyone")
        _print(name_or_photo, found, in_books, as_json, store.user)
    return Exit.OK


def _on_photo(photo: Path, store: "Store", how: Reading, as_json: bool) -> Exit:
    from cardscan.actions.ingest import people_on
    from cardscan.actions.met_before import in_books, on_card
    from cardscan.actions.mine import THAT_IS_YOU, is_one_of
    from cardscan.connections.known import called

    with closing(how.read_all(1)([photo])) as readings:
        reading = next(readings)
    if reading.failure:
        complain_of_photo(str(photo), reading.failure)
        return Exit.SOME_FAILED
    asked = [contact for card in reading.cards for contact in people_on(card)]
    if not asked:
        say(clean(f"{photo}: there is no name on it"))
    ours = store.mine.everyones()
    for contact in asked:
        if is_one_of(contact, ours):
            say(clean(f"{called(contact)}: {THAT_IS_YOU}"))
            continue
        _print(called(contact), on_card(store, contact), in_books(store, contact), as_json, store.user)
    return Exit.OK


def _print(asked: str, found: "Sequence[Acquaintance]", books: "Sequence[InBook]", as_json: bool, user: str) -> None:
    from cardscan.cli.show import in_book
    from cardscan.export.acquainted import acquaintance_json, in_book_json

    if as_json:
        for each in found:
            click.echo(acquaintance_json(each, asked))
        for entry in books:
            click.echo(in_book_json(entry, asked))
        return
    if not found:
        click.echo(clean(f"{asked}: you have not met before"))
    for number, each in enumerate(found):
        if number:
            click.echo()
        for line in _lines(asked, each, user):
            click.echo(clean(line))
    for entry in books:
        click.echo(clean(f"{asked}: in your address book: {in_book(entry)}"))


def _lines(asked: str, found: "Acquaintance", user: str) -> Iterator[str]:
    from cardscan.cli.show import met, promised
    from cardscan.connections.known import known
    from cardscan.connections.likeness.compare import Verdict
    from cardscan.connections.us import promised_by

    about = known(found.person)
    says = {Verdict.SAME_CARD: "you know", Verdict.LIKELY: "likely", Verdict.NO: "perhaps"}[found.likeness.verdict]
    yield ", ".join(filter(None, (f"{asked}: {says} {about.name} ({found.person.id})", about.work)))
    labelled = [("why", "; ".join(found.likeness.reasons))]
    labelled += [("now", _told(change)) for change in found.changes]
    labelled += [row for meeting in found.person.meetings for row in met(meeting)]
    labelled += [(promised_by(each, user), promised(each)) for each in (*about.mine, *about.theirs)]
    yield from (f"  {label + ':':<13} {text}" for label, text in labelled if text)


def _told(change: "FieldChange") -> str:
    what = _KINDS[change.kind]
    return f"{what} {change.after}, before {change.before}" if change.before else f"{what} {change.after}"


COMMANDS = {"who": who}
