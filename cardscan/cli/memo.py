"""`cardscan memo`: what you said of meetings; listed, written down, removed."""

import json
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cardscan.cli.asking import confirmed
from cardscan.cli.options import db_option, json_option
from cardscan.cli.output import clean, print_table, say
from cardscan.errors import Exit, SetupError
from cardscan.text.wording import counted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.actions.write_down import WrittenDown
    from cardscan.person import Memo, Person
    from cardscan.store import Store
    from cardscan.store.memos import Spoken
    from cardscan.voice.hearing import Hearing

_ID = click.IntRange(1, 2**31 - 1)


@click.group()
def memo() -> None:
    """List memos, have them written down, or remove them.

    A memo is a recording of what you said about a meeting: made on the capture page, in a file beside the photo
    (IMG_1234.m4a, .wav, .ogg, .opus, .mp3 or .webm beside IMG_1234.jpg), or added with cardscan note WHO --sound FILE.
    cardscan serve plays it on the person's page. A memo is not a note; its text becomes one once you accept it.

    \b
    Examples:
      cardscan memo list
      cardscan memo write
      cardscan memo remove 4
    """


@memo.command("list")
@click.argument("whos", metavar="[WHO]...", nargs=-1)
@json_option
@db_option
def list_(whos: tuple[str, ...], as_json: bool, db: str | None) -> Exit:
    """List the memos about some people, or all of them, with those that belong to nobody yet.

    \b
    Examples:
      cardscan memo list
      cardscan memo list muller --json
    """
    from cardscan.actions.write_down import how_it_stands
    from cardscan.cli.user import open_store
    from cardscan.connections.known import named

    with open_store(db) as store:
        rows: list[tuple[int | None, str, Memo]] = [
            (each.id, named(each), made) for each in _people(store, whos) for made in _memos(each)
        ]
        rows += [(None, "nobody yet", each.memo) for each in (() if whos else store.memos.waiting())]
        files = [str(store.memos.file(made)) for _, _, made in rows]
    if as_json:
        for (person_id, _, made), file in zip(rows, files, strict=True):
            click.echo(json.dumps({"person_id": person_id, **_values(made), "path": file}))
    elif rows:
        print_table(("id", "person", "said", "file", "text"), [
            (str(made.id), name, f"{made.at.astimezone():%Y-%m-%d %H:%M}", made.name, made.text or how_it_stands(made))
            for _, name, made in rows
        ])  # fmt: skip
    else:
        say("there are no memos")
    return Exit.OK


@memo.command()
@click.argument("whos", metavar="[WHO]...", nargs=-1)
@click.option("--again", is_flag=True, help="Include memos written down before; needs WHO.")
@click.option(
    "--voice-model",
    "model",
    metavar="FOLDER",
    type=click.Path(path_type=Path),
    envvar="CARDSCAN_VOICE_MODEL",
    show_envvar=True,
    help="Folder of a Whisper model. Default: the one that cardscan settings has.",
)
@db_option
def write(whos: tuple[str, ...], again: bool, model: Path | None, db: str | None) -> Exit:
    """Write down what you said in memos, on this machine; the text becomes the draft of a note.

    It is a draft: cardscan review asks about it, the page shows it, and cardscan note WHO --again takes it as it is.
    What you will do ("I can send her …", "Help: …") goes to how you can help, with its day; the rest is what you
    talked about. What you wrote yourself stays; the memo's text is added after it.

    Needs faster-whisper (pip install 'cardscan-pipeline[voice]') and a model: the guide says where to get one.

    \b
    Examples:
      cardscan memo write
      cardscan memo write muller --again
      cardscan memo write --voice-model ~/whisper-base
    """
    from cardscan.cli.user import open_store

    if again and not whos:
        raise click.UsageError("give WHO with --again: all memos anew take long")
    with open_store(db) as store:
        people = _people(store, whos) if whos else ()
        memos = list(store.memos.to_write_down([each.id for each in people] if whos else None))
        if again:
            memos = [store.memos.one(made.id) for each in people for made in _memos(each)]
        if not memos:
            say("there is no memo to write down")
            return Exit.OK
        done = write_memos(store, memos, model or voice_model())
    return Exit.SOME_FAILED if done.problems else Exit.OK


@memo.command()
@click.argument("ids", metavar="ID...", nargs=-1, required=True, type=_ID)
@click.option("--yes", is_flag=True, help="Do not ask for confirmation.")
@db_option
def remove(ids: tuple[int, ...], yes: bool, db: str | None) -> Exit:
    """Erase memos and their text, for good. A note begun from one stays.

    The same file beside a photo does not bring it back.

    \b
    Examples:
      cardscan memo remove 4
    """
    from cardscan.cli.user import open_store

    with open_store(db) as store:
        found = [store.memos.one(each).memo for each in dict.fromkeys(ids)]
        names = [f"memo {each.id} ({each.name}, {each.at.astimezone():%Y-%m-%d})" for each in found]
        if not (yes or confirmed(names, "Erase", " for good")):
            say("nothing was erased")
            return Exit.OK
        for each in found:
            store.memos.remove(each.id, datetime.now(UTC))
            click.echo(f"memo {each.id} is erased")
    return Exit.OK


def write_memos(store: "Store", memos: "Sequence[Spoken]", model: Path | None) -> "WrittenDown":
    """Write memos down and say what came of each. Raises SetupError where nothing can."""
    from cardscan.actions.write_down import write_down
    from cardscan.voice.hearing import Hearing, no_model

    if model is None:
        raise no_model()
    hear = Hearing(model)
    hear.check()
    done = write_down(store, memos, hear, lambda: datetime.now(UTC))
    for each in done.silent:
        say(clean(f"memo {each.memo.id} ({each.memo.name}): nothing could be heard"))
    for each, error in done.problems:
        say(clean(f"memo {each.memo.id} ({each.memo.name}): {error.message} ({error.advice})"))
    if done.drafts:
        click.echo(f"{counted(len(done.drafts), 'memo')} written down")
        say("cardscan review asks whether it is right; cardscan note WHO --again takes it as it is")
    return done


def write_new_memos(store: "Store") -> "WrittenDown | None":
    """Write down what is new where that is set up; else say once how it is. None: nothing was done."""
    memos = store.memos.to_write_down()
    if not memos:
        return None
    try:
        return write_memos(store, memos, voice_model())
    except SetupError as error:
        have = "memo is" if len(memos) == 1 else "memos are"
        say(clean(f"{len(memos)} {have} not written down: {error.message}; cardscan serve plays memos"))
        for line in error.advice.splitlines():
            say(clean(f"  {line}"))
        return None


def hearing() -> "Hearing | None":
    """Give what writes memos down while something runs; None, and why is said, where a model is named but no use."""
    from cardscan.voice.hearing import Hearing

    if (model := voice_model()) is None:
        return None
    hear = Hearing(model)
    try:
        hear.check()
    except SetupError as error:
        say(clean(f"memos are not written down: {error.message} ({error.advice})"))
        return None
    return hear


def voice_model() -> Path | None:
    """Give the folder of the model that this machine's user named, by CARDSCAN_VOICE_MODEL or in the configuration."""
    import os

    from cardscan.cli.config import said

    named = os.environ.get("CARDSCAN_VOICE_MODEL") or said("voice_model")
    return Path(named).expanduser() if named else None


def _people(store: "Store", whos: tuple[str, ...]) -> "Sequence[Person]":
    from cardscan.actions.find_person import find_all

    return store.many.people(find_all(store, whos)) if whos else store.people()


def _memos(person: "Person") -> "list[Memo]":
    return [made for met in person.meetings for made in met.memos]


def _values(made: "Memo") -> dict[str, object]:
    from cardscan.export.readings import memo_values

    return memo_values(made)


COMMANDS = {"memo": memo}
