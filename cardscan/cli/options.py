"""Options and arguments that several commands share."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cardscan.processes import how_many

if TYPE_CHECKING:
    from cardscan.pipeline import ReadOptions

Decorated = Callable[..., Any]


def _languages(_context: click.Context, _parameter: click.Parameter, value: str | None) -> tuple[str, ...]:
    return tuple(part for part in (value or "").replace(",", "+").split("+") if part)


def _own_templates() -> Path:
    from platformdirs import user_config_path

    return user_config_path("cardscan") / "templates"


photo_paths = click.argument("paths", metavar="PATH...", nargs=-1, required=True, type=click.Path(path_type=Path))

who_argument = click.argument("who", metavar="WHO")

db_option = click.option(
    "--db", metavar="URL", envvar="CARDSCAN_DB", show_envvar=True, help="Store: a path or sqlite:///PATH."
)

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON, one line each.")

note_option = click.option(
    "--note",
    type=click.Choice(["none", "short", "full"]),
    default="short",
    show_default=True,
    help="What of your notes goes along: nothing, where and when you met, or all you wrote.",
)

lang_option = click.option(
    "--lang",
    type=click.Choice(["en", "de", "fr", "es", "it", "pt"]),
    help="Language of the mail. Default: the one your note is written in, or English.",
)

templates_option = click.option(
    "--templates",
    metavar="DIR",
    type=click.Path(path_type=Path, file_okay=False),
    default=_own_templates,
    show_default="templates, in cardscan's configuration folder",
    help="Folder of your own templates; they win.",
)


def reading_options(command: Decorated) -> Decorated:
    """Add the options of reading; the command gets them as `engine`, `tesseract`, `languages` and `jobs`."""
    for option in (
        click.option("--jobs", metavar="N", type=click.IntRange(1, how_many.MOST), default=how_many.readers,
                     show_default="one a processor, 2 GB of memory for each",
                     help="Photos read at the same time; each takes up to 1 GB."),
        click.option("--lang", "languages", metavar="LANGS", callback=_languages,
                     help="Tesseract's languages, the likeliest first (deu+eng). Default: guessed."),
        click.option("--tesseract", metavar="PATH", type=click.Path(path_type=Path),
                     help="The tesseract program to use."),
        click.option("--engine", type=click.Choice(["both", "tesseract", "rapidocr"]), default="both",
                     show_default=True, help="Whose text counts."),
    ):  # fmt: skip
        command = option(command)
    return command


def read_options(engine: str, tesseract: Path | None, languages: tuple[str, ...]) -> "ReadOptions":
    """Gather the options of reading."""
    from cardscan.pipeline import ReadOptions  # loads OpenCV: not for `--help`

    return ReadOptions(engine, tesseract, languages)
