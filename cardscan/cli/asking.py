"""Ask for a line at a time, on a terminal or of a file."""

import contextlib
import sys

import click

from cardscan.cli.output import clean


class Leave(Exception):  # noqa: N818 - no error, but a choice
    """The user wants to stop; what was answered is stored."""


class Skip(Exception):  # noqa: N818 - the same
    """The user wants to go on with the next one."""


def prepare() -> None:
    """Make lines editable where the system can, and take letters that are not UTF-8 for what they may be."""
    with contextlib.suppress(ImportError):
        import readline  # noqa: F401 - `input` edits lines once this is loaded
    if hasattr(sys.stdin, "reconfigure"):
        sys.stdin.reconfigure(errors="replace")


def ask(question: str) -> str:
    """Ask for a line. Raises Skip for "s", Leave for "q" or where there are no more lines."""
    click.echo(clean(question))
    try:
        line = input("> ").strip()  # a short prompt: a long line that is edited has room
    except EOFError:
        raise Leave from None
    if not sys.stdin.isatty():
        click.echo()  # where the user's Enter would be
    if line.casefold() == "q":
        raise Leave
    if line.casefold() == "s":
        raise Skip
    return line
