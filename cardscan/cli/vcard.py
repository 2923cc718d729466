"""`cardscan vcard`: what is wrong with a file of vCards."""

import json
from pathlib import Path

import click

from cardscan.cli.options import json_option
from cardscan.cli.output import clean, say
from cardscan.errors import Exit
from cardscan.text.wording import counted


@click.group()
def vcard() -> None:
    """Check vCards from anywhere, before a phone or a server does.

    \b
    Examples:
      cardscan vcard check contacts.vcf
      cardscan vcard check - < contacts.vcf
    """


@vcard.command()
@click.argument("file", metavar="FILE.vcf", type=click.Path(path_type=Path))
@json_option
def check(file: Path, as_json: bool) -> Exit:
    """List each trap in a file: its line, who trips over it, and what to do. The file is not changed.

    Exits with 0 if there are none, else with 1. A note is not a trap. "-" reads standard input.

    \b
    Examples:
      cardscan vcard check contacts.vcf
      cardscan vcard check contacts.vcf --json
    """
    from dataclasses import asdict

    from cardscan.vcards.book import read_book
    from cardscan.vcards.check import check as check_book
    from cardscan.vcards.file import read_vcards

    book = read_book(read_vcards(file))
    findings = check_book(book)
    for each in findings:
        if as_json:
            click.echo(json.dumps({"file": str(file), **asdict(each)}))
        else:
            click.echo(clean(f"{file}:{each.number}: {'note: ' if each.note else ''}{each.what}"))
            click.echo(f"    {each.trips}: {each.advice}")
    traps = sum(not each.note for each in findings)
    say(clean(f"{file}: {counted(len(book.cards), 'card')}, {counted(traps, 'trap')}"))
    return Exit.SOME_FAILED if traps else Exit.OK


COMMANDS = {"vcard": vcard}
