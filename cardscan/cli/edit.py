"""`cardscan edit`: the user corrects what was read."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import click

from cardscan.cli.options import db_option, who_argument
from cardscan.cli.output import say
from cardscan.errors import Exit
from cardscan.model import KINDS

_HELP = {
    "fn": "Name.",
    "suffix": "Letters after the name.",
    "title": "Job title.",
    "dept": "Department.",
    "org": "Organisation.",
    "tel": "Telephone number with its country code; cell:+49… gives the type.",
    "email": "E-mail address.",
    "url": "Web address.",
    "social": "Handle; linkedin:anna gives the network.",
    "adr": "Postal address on one line.",
}


def _value_options(command: Callable[..., Any]) -> Callable[..., Any]:
    for kind in reversed(KINDS):
        command = click.option(f"--{kind}", metavar="VALUE", multiple=True, help=_HELP[kind])(command)
    return command


def _pairs(_context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> list[tuple[str, str]]:
    pairs = []
    for value in values:
        kind, equals, rest = value.partition("=")
        if not equals or kind not in KINDS:
            raise click.BadParameter(f"{value!r} is not FIELD=VALUE; a field is one of {', '.join(KINDS)}")
        pairs.append((kind, rest))
    return pairs


@click.command()
@who_argument
@_value_options
@click.option("--add", metavar="FIELD=VALUE", multiple=True, callback=_pairs, help="Add a value to what is there.")
@click.option("--remove", metavar="FIELD=VALUE", multiple=True, callback=_pairs, help="Remove a value.")
@click.option("--accept", is_flag=True, help="Confirm all fields as they are now.")
@db_option
def edit(
    who: str,
    add: list[tuple[str, str]],
    remove: list[tuple[str, str]],
    accept: bool,
    db: str | None,
    **values: tuple[str, ...],
) -> Exit:
    """Correct someone's fields.

    --title and the like replace a field; repeat the option for several values, and give an empty value to clear it.
    What was read is kept beside what you write.

    \b
    Examples:
      cardscan edit muller --title "Head of Design" --tel cell:+491701234567 --tel +49301234567
      cardscan edit 12 --add email=anna@example.com --remove tel=+49301234567
      cardscan edit 12 --accept
    """
    from cardscan.actions.edit_fields import Edit, edited
    from cardscan.actions.find_person import find_one
    from cardscan.store import open_store

    change = Edit({kind: given for kind, given in values.items() if given}, add, remove, accept)
    if not (change.put or add or remove or accept):
        raise click.UsageError("nothing to change: give a field such as --title, or --add, --remove or --accept")
    with open_store(db) as store:
        person = store.edit(find_one(store, who), lambda contact: edited(contact, change), datetime.now(UTC))
    say(f"corrected person {person.id}")
    return Exit.OK


COMMANDS = {"edit": edit}
