"""Ask for a line at a time, on a terminal or of a file; and whether what was asked for is meant."""

import contextlib
import sys
from datetime import date
from typing import TYPE_CHECKING

import click

from cardscan.cli.output import clean, complain, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.connections.dates.days import DayError


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


def ask_for_day(unclear: "DayError", today: date, question: str = "By which day? Enter: some day") -> date | None:
    """Ask on a terminal which day is meant; None for none. Raises what is `unclear` where nobody can be asked."""
    from cardscan.connections.dates.days import DayError
    from cardscan.connections.dates.duedates import due_day

    if not sys.stdin.isatty():
        raise unclear
    while True:
        complain(unclear)
        answer = click.prompt(question, default="", show_default=False, err=True)
        if not answer.strip():
            return None
        try:
            return due_day(answer, today)
        except DayError as error:
            unclear = error


def confirmed(names: "Sequence[str]", what: str, how: str) -> bool:
    """Ask whether these are meant. Raises UsageError where there is no terminal to ask on."""
    if not sys.stdin.isatty():
        raise click.UsageError("there is no terminal to ask on: give --yes to confirm")
    for name in names[:-1]:
        say(clean(name))
    also = f"all {len(names)}, also " if len(names) > 1 else ""
    return click.confirm(clean(f"{what} {also}{names[-1]}{how}?"), err=True)
