"""Print results on stdout and messages on stderr; tables and progress are drawn only on a terminal."""

import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import click

from cardscan.errors import CardscanError
from cardscan.model import Failure

_JOINERS = "\u200c\u200d"  # invisible, but part of the spelling in Persian and in Indian scripts


def clean(text: str) -> str:
    """Make text from a card fit for a terminal: nothing that moves the cursor, colours, or turns the writing around."""
    if text.isprintable():
        return text
    return "".join(" " if _is_control(char) else char for char in text)


def _is_control(char: str) -> bool:
    return unicodedata.category(char) in ("Cc", "Cf", "Zl", "Zp") and char not in _JOINERS


def say(message: str) -> None:
    """Print a message to the user; not part of the result."""
    click.echo(message, err=True)


def tell_of_file(file: Path, message: str) -> None:
    """Print what was written into a file: on stderr where the file is stdout, so that it is whole."""
    click.echo(clean(f"{click.format_filename(file)}: {message}"), err=str(file) == "-")


def complain(error: CardscanError) -> None:
    """Print an error, and what to do about it."""
    say("cardscan: " + "\n".join(clean(line) for line in error.message.splitlines()))
    for line in error.advice.splitlines():
        say(f"  {clean(line)}")


def complain_of_photo(path: str, failure: Failure) -> None:
    """Print one line on a photo that failed."""
    advice = f" ({failure.advice})" if failure.advice else ""
    say(clean(f"{click.format_filename(path)}: {failure.message}{advice}"))


def tell_left_out(kinds: "Counter[str]") -> None:
    """Say which photos in folders are of kinds that are not read."""
    if kinds:
        from cardscan.photos.formats import said_left_out

        say(said_left_out(kinds))


def print_table(header: Sequence[str], rows: Iterable[Sequence[str]]) -> int:
    """Print rows, and return how many: drawn and fitted on a terminal, else one by one, parted by tabs, no header."""
    cleaned = ([clean(cell) for cell in row] for row in rows)
    if not sys.stdout.isatty():
        number = 0
        for row in cleaned:
            click.echo("\t".join(row))
            number += 1
        return number
    drawn = list(cleaned)
    if not drawn:
        return 0
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, header_style="bold", pad_edge=False, show_header=any(header))
    for title in header:
        table.add_column(title, overflow="fold")
    for row in drawn:
        table.add_row(*map(Text, row))  # Text: what a card says is not markup
    Console().print(table)
    return len(drawn)


@contextmanager
def progress(total: int) -> Iterator[Callable[[Path], None]]:
    """Show a bar on stderr while photos are done, on a terminal; call what it gives after each."""
    if not sys.stderr.isatty() or total < 2:
        yield lambda _path: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("Reading"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total)
        yield lambda _path: bar.advance(task)


def say_unscrubbed(why: str) -> None:
    """Say that what was erased may still be in the store's file, where it could not be written anew."""
    if why:
        say(clean(f"what was erased may still be found in the store's file: {why}"))
        say("stop the other programs that use the store, then run cardscan forget --scrub")
