"""The command line: parse, call, print, exit code. What it does lies elsewhere.

Modules of commands are imported when their command is called: `cardscan --help` loads no reader and no database.
"""

import contextlib
import os
import signal
import sys
from collections.abc import Sequence
from importlib import import_module
from typing import Any, TextIO

import click

from cardscan import __version__
from cardscan.cli.typed import checked
from cardscan.processes import garbage
from cardscan.processes.secret import hidden

#: Command -> its module here, and what the list of commands says of it. In the order of a first use.
COMMANDS = {
    "event": ("event", "Plan an event: what to read before it, and what came of it."),
    "ingest": ("ingest", "Read photos into the store."),
    "add": ("add", "Add people who gave no card: typed, pasted, from a mail or a vCard."),
    "watch": ("watch", "Read photos as they come into a folder."),
    "capture": ("capture", "Photograph cards with a camera, one after the other."),
    "retry": ("retry", "Try again what could not be read."),
    "list": ("people", "List people, and find them."),
    "show": ("show", "Show everything known about someone."),
    "edit": ("edit", "Correct someone's fields."),
    "tag": ("tag", "Tag people with words of your own."),
    "review": ("review", "Go through everyone who waits: check fields, and write notes."),
    "note": ("note", "Write down what you talked about and how you can help."),
    "memo": ("memo", "Have what you said of meetings written down; list and remove it."),
    "met": ("met", "Say when and where you met someone."),
    "promise": ("promise", "Keep track of what you promised, and what was promised to you."),
    "date": ("date", "Remember what happens to them, and ask how it went."),
    "give": ("give", "Keep a list of what you can give, and to whom you gave it."),
    "today": ("today", "Show what is due today."),
    "contacted": ("followup", "Say that you were in touch with someone."),
    "cadence": ("followup", "Say how often to get back to someone."),
    "snooze": ("followup", "Leave someone out of what is due until a given day."),
    "recall": ("recall", "Practise the names of a few people a day."),
    "introduce": ("introduce", "Suggest introductions, and write to both people."),
    "draft": ("draft", "Write a follow-up mail, as a draft."),
    "who": ("who", "Say whether you have met before, when and where, and what changed."),
    "book": ("book", "Add your address books, so that you see who is already in them."),
    "merge": ("merge", "Make one person of two."),
    "split": ("merge", "Make two people of one."),
    "different": ("merge", "Say that two people are not the same."),
    "undo": ("merge", "Take back the last change."),
    "me": ("me", "Show your own card as a QR code, to hand back; set it up."),
    "serve": ("serve", "Serve pages for the desk and the phone."),
    "export": ("export", "Write contacts for phones, address books and spreadsheets."),
    "calendar": ("calendar", "Write what is due for the phone's calendar."),
    "vcard": ("vcard", "Check a file of vCards for what phones and servers trip over."),
    "sync": ("sync", "Sync with an address book on a server."),
    "read": ("read", "Read photos and print what they say; store nothing."),
    "dump": ("forget", "Print everything held about someone."),
    "forget": ("forget", "Forget someone; for 30 days it can be undone."),
    "trash": ("trash", "Show who was forgotten, bring them back, or erase them."),
    "settings": ("settings", "Show and change what is set for your store."),
    "backup": ("backup", "Write the store with its pictures into one file."),
    "restore": ("backup", "Restore the store from a backup."),
    "copy-db": ("backup", "Copy the store to another database, such as PostgreSQL."),
    "doctor": ("doctor", "Check readers, languages and store."),
    "completion": ("completion", "Print the completion script for a shell."),
}


class _Group(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        module = import_module(f"cardscan.cli.{COMMANDS[cmd_name][0]}")
        command: click.Command = module.COMMANDS[cmd_name]
        return checked(command)

    def invoke(self, ctx: click.Context) -> Any:
        try:
            result = super().invoke(ctx)
            sys.stdout.flush()
        except BrokenPipeError:  # whoever reads our output (head, a pager) has seen enough: no error
            _silence(sys.stdout)
            return 0
        return result

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in COMMANDS.items()])


@click.command(
    cls=_Group,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, message="cardscan %(version)s")
@click.option(
    "--user",
    metavar="NAME",
    envvar="CARDSCAN_USER",
    show_envvar=True,
    help="Who you are, where several of you use one store. Default: cardscan settings --my-name.",
)
def cardscan(user: str | None) -> None:
    """Photos of business cards become contacts, and contacts become connections.

    Everything happens on this machine. Only sync, --cluster and --db postgresql://… open connections: to the server,
    the scheduler and the database that you named.

    \b
    Examples:
      cardscan ingest photos/
      cardscan list
      cardscan note "Anna Müller" --talked "…" --can-help "…"
      cardscan export contacts.vcf
    """


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command line and return its exit code (`cardscan.errors.Exit`)."""
    sys.stdout = sys.stdout or _nowhere()  # where the shell closed them (>&-)
    sys.stderr = sys.stderr or _nowhere()
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")  # a card may hold letters that the terminal lacks
    # `kill` and a service that is stopped end as Ctrl-C does: what is finished is kept, temporary files go.
    previous = signal.signal(signal.SIGTERM, signal.default_int_handler)
    try:
        with garbage.late(), hidden():
            return _run(arguments)
    except OSError as error:
        if error.filename is not None:
            raise
        return _unwritten(error)  # commands say themselves what is wrong with files
    finally:
        signal.signal(signal.SIGTERM, previous)


def _run(arguments: Sequence[str] | None) -> int:
    try:
        result = cardscan.main(arguments, prog_name="cardscan", standalone_mode=False)
        return int(result or 0)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except (click.Abort, KeyboardInterrupt):
        click.echo("cardscan: stopped", err=True)
        return 130  # Exit.INTERRUPTED
    except Exception as error:
        from cardscan.cli.output import complain
        from cardscan.errors import CardscanError

        if not isinstance(error, CardscanError):
            raise
        complain(error)
        return error.exit_code


def _nowhere() -> TextIO:
    return open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - open until the end


def _unwritten(error: OSError) -> int:
    """Say that standard output takes no more, as far as standard error does."""
    _silence(sys.stdout)
    try:
        click.echo(f"cardscan: standard output: {error.strerror}", err=True)
        click.echo("  free some space, or write to another file", err=True)
    except OSError:
        _silence(sys.stderr)
    return 5  # Exit.STORE


def _silence(stream: TextIO) -> None:
    """Let what is left in a stream go nowhere: Python flushes it once more at exit."""
    with contextlib.suppress(OSError, ValueError):  # it may be no file of the system's
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
