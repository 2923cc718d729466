"""`cardscan watch`: photos come in by themselves."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import click
from click.core import ParameterSource

from cardscan.cli.options import Reading, db_option, reading_options
from cardscan.cli.output import clean, say
from cardscan.errors import Exit, InputError

#: The options that a unit runs it with, as far as they were given.
_KEPT = (
    "settle",
    "poll",
    "notifying",
    "engine",
    "tesseract",
    "languages",
    "home",
    "jobs",
    "cluster",
    "shared_path",
    "cluster_tls",
    "time_limit",
    "memory_limit",
)


@click.command()
@click.argument("folders", metavar="FOLDER...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--settle", metavar="SECONDS", type=click.FloatRange(0.1, 3600), default=5.0, show_default=True,
              help="How long a file must stay unchanged before it is taken.")  # fmt: skip
@click.option("--poll", metavar="SECONDS", type=click.FloatRange(0.5, 86400),
              help="Look this often instead of waiting for events, which network shares do not send.")  # fmt: skip
@click.option("--once", is_flag=True, help="Take what is ready, and stop: for cron.")
@click.option("--notify", "notifying", is_flag=True, help="Show a desktop notification for what came in.")
@click.option("--print-unit", is_flag=True, help="Print a unit that makes the system start the watch when you log in.")
@click.option("--unit", "kind", type=click.Choice(["systemd", "launchd"]), help="Which kind --print-unit prints.")
@reading_options
@db_option
@click.pass_context
def watch(
    context: click.Context,
    folders: tuple[Path, ...],
    settle: float,
    poll: float | None,
    once: bool,
    notifying: bool,
    print_unit: bool,
    kind: str | None,
    reading: Reading,
    db: str | None,
) -> Exit:
    """Watch folders, and read the photos that come into them and their sub-folders.

    A photo is taken once it has not changed for a while and decodes whole; so are those already there. Hidden files and
    those called .part, .tmp or the like are left alone; links and pipes are not read. A photo that cannot be read is
    kept with the reason, and tried again when its file changes or with `cardscan retry`. Notes and memos beside photos
    are taken as `ingest` does, even if they come later.

    Photos belong to the event that their sub-folder is named after. Sub-folders front and back hold the two sides of
    each card: files of the same name, or in their order where both hold the same number.

    Each batch writes one line to stderr: file names and counts, no people. Ctrl-C and `kill` let it finish the photos
    at hand; after a restart photos are recognised by their content.

    \b
    Examples:
      cardscan watch ~/Nextcloud/Cards
      cardscan watch ~/Pictures/Cards /mnt/nas/scans --poll 30
      cardscan watch ~/Cards --once
      cardscan watch ~/Cards --notify --print-unit > ~/.config/systemd/user/cardscan-watch.service
    """
    from cardscan.cli.user import calling
    from cardscan.watching.loop import Plan

    if print_unit:
        click.echo(_unit(context, kind), nl=False)
        return Exit.OK
    from cardscan.cli.memo import hearing
    from cardscan.watching.run import watch as run

    plan = Plan(folders, db, settle, poll, once, calling(), hearing())
    shows = [_notifier()] if notifying else []
    outcome, interrupted = run(plan, reading.pool(), _log, shows)
    if once and outcome.not_ready:
        _log(f"{outcome.not_ready} not ready yet: changed in the last {settle:g} seconds")
    if interrupted:
        return Exit.INTERRUPTED
    return Exit.SOME_FAILED if once and outcome.failed else Exit.OK


def _log(text: str) -> None:
    say(f"{datetime.now().astimezone().strftime('%Y-%m-%d %H:%M:%S')}  {clean(text)}")


def _notifier() -> Callable[[str], None]:
    from cardscan.watching.notifying import notify

    said: set[str] = set()

    def show(text: str) -> None:
        trouble = notify(text)
        if trouble and trouble not in said:
            said.add(trouble)
            _log(trouble)

    return show


def _unit(context: click.Context, kind: str | None) -> str:
    """Write a unit with the paths and options that were given; paths are made absolute."""
    from cardscan.cli.user import calling
    from cardscan.store import locate
    from cardscan.watching.unit import default_kind, unit

    name = calling()
    who = ["--user", name] if name else []
    arguments = [*who, "watch", *(_text(folder) for folder in context.params["folders"])]
    for option in context.command.params:
        if option.name in _KEPT and context.get_parameter_source(option.name) is ParameterSource.COMMANDLINE:
            arguments.append(option.opts[0])
            if context.params[option.name] is not True:
                arguments.append(_text(context.params[option.name]))
    place = locate(context.params["db"])
    if place.tells_password:
        raise InputError(
            "the address of the store holds a password, and anyone may read a unit",
            "write it into ~/.pgpass, and give the address without it",
        )
    return unit(kind or default_kind(), [*arguments, "--db", place.address])


def _text(value: object) -> str:
    if isinstance(value, tuple):
        return "+".join(map(str, value))
    return str(value.absolute() if isinstance(value, Path) else value)


COMMANDS = {"watch": watch}
