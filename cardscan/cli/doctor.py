"""`cardscan doctor`: what is there, and what is wrong."""

from pathlib import Path

import click

from cardscan.cli.options import db_option
from cardscan.cli.output import print_table, say
from cardscan.errors import Exit


@click.command()
@click.option("--tesseract", metavar="PATH", type=click.Path(path_type=Path), help="The tesseract program to use.")
@db_option
def doctor(tesseract: Path | None, db: str | None) -> Exit:
    """Check readers, languages and store, and say how to mend what is wrong.

    Exits with 3 if something that is needed is missing.

    \b
    Examples:
      cardscan doctor
      cardscan doctor --tesseract /opt/tesseract/bin/tesseract
    """
    from cardscan.actions.doctor import examine

    findings = examine(db, tesseract)
    print_table(
        ("", "what", "found"),
        [("!" if each.problem else "ok", each.what, each.found) for each in findings],
    )
    for each in findings:
        if each.problem:
            say(f"{each.what}: {each.problem}" + (f"\n  {each.advice}" if each.advice else ""))
    return Exit.SETUP if any(each.problem and each.needed for each in findings) else Exit.OK


COMMANDS = {"doctor": doctor}
