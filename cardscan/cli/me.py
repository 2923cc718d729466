"""`cardscan me`: your own card, to be handed back."""

from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cardscan.cli.edit import value_options
from cardscan.cli.options import Reading, db_option, json_option, limit_options
from cardscan.cli.output import clean, complain_of_photo, say
from cardscan.errors import Exit, InputError
from cardscan.model import KINDS, SINGLE, Contact

if TYPE_CHECKING:
    from cardscan.person import Person
    from cardscan.store import Store

_PICTURES = (".svg", ".png")


@click.command()
@click.argument(
    "photo", metavar="[PHOTO]", required=False, type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
@value_options
@click.option("--write", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path),
              help="Write it as a contact (.vcf) or as a QR code (.svg, .png).")  # fmt: skip
@click.option("--drop", is_flag=True, help="Remove your own card.")
@json_option
@limit_options
@db_option
def me(
    photo: Path | None,
    write: Path | None,
    drop: bool,
    as_json: bool,
    reading: Reading,
    db: str | None,
    **values: tuple[str, ...],
) -> Exit:
    """Show your own card as a QR code, set it up, or write it into a file.

    PHOTO is a photo of your own card: it is read, and nobody is added to the store. The other options set its fields;
    an empty value clears one. Once it is set up, your own card among photos of others is recognised and left out.
    Where several use one store, each has their own card (--user). cardscan serve shows the code on the phone, also
    without a connection, and with --lan a page for whoever scans it, where they can leave theirs.

    \b
    Examples:
      cardscan me my_card.jpg
      cardscan me --fn "Anna Muster" --tel cell:+491701234567 --email anna@example.com
      cardscan me
      cardscan me --write me.vcf
      cardscan me --write me.svg
    """
    from cardscan.cli.user import open_store

    given = {kind: each for kind, each in values.items() if each}
    if drop and (photo or given or write):
        raise click.UsageError("--drop stands alone")
    if write and write.suffix.lower() not in (".vcf", *_PICTURES):
        raise click.UsageError(f"--write {write}: the name ends in .vcf, .svg or .png")
    with open_store(db) as store:
        if drop:
            store.mine.drop()
            say("you have no own card any more")
            return Exit.OK
        if photo or given:
            read = _read(photo, reading) if photo else None
            if photo and read is None:
                return Exit.SOME_FAILED
            _set_up(store, read, given)
        _show(store, write, as_json)
    return Exit.OK


def _read(photo: Path, how: Reading) -> Contact | None:
    """Read the one card on a photo; None where it cannot be read, which is said. Raises InputError for several."""
    from cardscan.actions.ingest import people_on

    with closing(how.read_all(1)([photo])) as readings:
        reading = next(readings)
    if reading.failure:
        complain_of_photo(str(photo), reading.failure)
        return None
    found = [contact for card in reading.cards for contact in people_on(card)]
    if len(found) != 1:
        raise InputError(
            f"{click.format_filename(photo)}: there {'is nobody' if not found else 'are several people'} on it",
            "photograph your own card alone, or type what is on it: cardscan me --help",
        )
    return found[0]


def _set_up(store: "Store", read: Contact | None, given: dict[str, tuple[str, ...]]) -> None:
    from cardscan.actions.edit_fields import Edit, edited
    from cardscan.actions.met_before import on_card
    from cardscan.actions.mine import set_mine
    from cardscan.actions.tell_edit import told
    from cardscan.connections.known import called
    from cardscan.connections.likeness.compare import Verdict

    mine = store.mine.get()
    before = mine.contact if mine else Contact()
    put = {kind: each for kind, each in given.items() if kind in SINGLE or not any(map(str.strip, each))}
    change = Edit(put, [(kind, value) for kind, each in given.items() if kind not in put for value in each])
    after = set_mine(store, edited(before if read is None else read, change), datetime.now(UTC)).contact
    for line in told(before, after):
        say(clean(line))
    for each in on_card(store, after):
        if each.likeness.verdict is Verdict.SAME_CARD:
            there = f"{called(each.person.contact)} ({each.person.id}) is among the people: that is you"
            say(clean(f"{there}; cardscan forget {each.person.id} takes you off the list"))


def _show(store: "Store", write: Path | None, as_json: bool) -> None:
    from cardscan.actions.mine import my_card
    from cardscan.export.files import write_private
    from cardscan.export.mine import code_of, file_of, picture_of

    mine = my_card(store)
    if as_json:
        _print_json(mine)
    elif write is None:
        for kind in KINDS:
            for field in getattr(mine.contact, kind):
                click.echo(clean(f"{kind:<8} {field.value}"))
        code_of(mine).terminal(compact=True)
    elif write.suffix.lower() == ".vcf":
        write_private(write, file_of(mine))
    else:
        write_private(write, picture_of(mine, write.suffix.lower()[1:]))


def _print_json(mine: "Person") -> None:
    import json

    fields = {kind: [each.value for each in getattr(mine.contact, kind)] for kind in KINDS}
    click.echo(json.dumps({kind: values for kind, values in fields.items() if values}, ensure_ascii=False))


COMMANDS = {"me": me}
