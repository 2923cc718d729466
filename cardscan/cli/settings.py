"""`cardscan settings`: what you set for a store."""

import json
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from cardscan.cli.options import db_option, json_option
from cardscan.cli.output import clean, say
from cardscan.errors import Exit
from cardscan.text.wording import people

if TYPE_CHECKING:
    from cardscan.store import Store


@click.command()
@click.option("--let-go-after", metavar="SPAN", help='How long people wait for a note: "month", "6 weeks", "never".')
@click.option("--ask-about", metavar="PEOPLE", type=int, help="How many people a day today asks about; 0: nobody.")
@click.option(
    "--ask-again-after", metavar="SPAN", help='How long people you skip rest: "3 days"; each time twice as long.'
)
@click.option("--my-name", metavar="NAME", help='Your name on this machine, where several use one store; "" for none.')
@click.option("--voice-model", metavar="FOLDER", help='Folder of the model that writes memos down; "" for none.')
@click.option("--names", metavar="WHICH", help="Of a name in two scripts, the first: printed, latin or native.")
@json_option
@db_option
def settings(
    let_go_after: str | None,
    ask_about: int | None,
    ask_again_after: str | None,
    my_name: str | None,
    voice_model: str | None,
    names: str | None,
    as_json: bool,
    db: str | None,
) -> Exit:
    """Show what is set for your store, or change it.

    People who have waited too long for a note are let go: kept and found, but not asked about any more, until you
    meet again or write the note. cardscan today, review and list --waiting do this, and say so once.

    What has a day comes on its day. Beyond that cardscan today asks about five people a day, or as many as you set:
    for a note, for a word from you, about a promise for some day. People you skip come back after 3 days, then after
    6, and so on up to three months; any change you make to them ends that. With never they come back only after such
    a change.

    A card may say a name and a company in two scripts. Both are kept and found; the first is what lists and phones call
    someone by: as printed, in Latin letters, or in the other script. --names orders everyone's so, which undo reverses,
    and those of the cards to come.

    Where several of you use one store, each needs a name: it stands beside what you note and promise, and whom you
    met. --my-name writes it into the configuration of this machine; CARDSCAN_USER and --user, given before the
    command, take precedence.

    --voice-model names, for this machine, the folder of a Whisper model: then ingest, watch and serve write memos down.
    CARDSCAN_VOICE_MODEL takes precedence.

    \b
    Examples:
      cardscan settings
      cardscan settings --let-go-after "6 weeks"
      cardscan settings --let-go-after never
      cardscan settings --ask-about 3 --ask-again-after week
      cardscan settings --names latin
      cardscan settings --my-name Anna
      cardscan settings --voice-model ~/whisper-base
    """
    from cardscan.actions import pace
    from cardscan.actions.let_go import end_waiting_after, waiting_ends_after
    from cardscan.actions.name_order import names_in
    from cardscan.cli.memo import voice_model as named_model
    from cardscan.cli.user import calling, configure, name_of, open_store
    from cardscan.connections.dates.spans import NEVER
    from cardscan.connections.scripts_first import PRINTED

    if my_name is not None:
        configure(name_of(my_name))
    if voice_model is not None:
        _put_model(voice_model)
    with open_store(db) as store:
        if ask_about is not None:
            pace.ask_about(store, ask_about)
        if ask_again_after is not None:
            pace.ask_again_after(store, ask_again_after)
        asks = pace.pace_of(store)
        after = waiting_ends_after(store) if let_go_after is None else end_waiting_after(store, let_go_after)
        if names is not None:
            _put_names_first(store, names)
        order = names_in(store)
    if as_json:
        values = {"let_go_after": after, "ask_about": asks.people, "ask_again_after": asks.rest, "names": order}
        click.echo(json.dumps(values | {"my_name": calling(), "voice_model": str(named_model() or "")}))
        return Exit.OK
    click.echo(f"let go after: {after}{'' if after == NEVER else ' without a note'}")
    click.echo(f"ask about: {people(asks.people)} a day" if asks.people else "ask about: nobody")
    click.echo(f"ask again after: {asks.rest}")
    click.echo(f"names: {order} first" if order != PRINTED else "names: as printed")
    if name := calling():
        click.echo(clean(f"your name: {name}"))
    if folder := named_model():
        click.echo(clean(f"memos are written down with: {folder}"))
    return Exit.OK


def _put_names_first(store: "Store", which: str) -> None:
    """Set which script of a name comes first, and say how many are called otherwise by that."""
    from cardscan.actions.name_order import put_first

    _, number = put_first(store, which, datetime.now(UTC))
    say(f"{people(number)} {'is' if number == 1 else 'are'} called otherwise now" if number else "nobody changed")


def _put_model(folder: str) -> None:
    """Write down where the model lies. Raises SetupError where there is none."""
    from pathlib import Path

    from cardscan.cli.config import say_there
    from cardscan.voice.hearing import Hearing

    if not folder:
        say_there("voice_model", "")
        return
    model = Path(folder).expanduser().absolute()
    Hearing(model).check()
    say_there("voice_model", str(model))


COMMANDS = {"settings": settings}
