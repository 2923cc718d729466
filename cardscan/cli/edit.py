"""`cardscan edit`: the user corrects what was read."""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import click

from cardscan.cli.options import db_option, who_argument
from cardscan.cli.output import clean, say
from cardscan.errors import Exit, InputError
from cardscan.model import KINDS, SINGLE

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
    "nickname": "What friends call them.",
    "bday": 'Birthday: 1979-04-30, "30 April".',
    "tag": "A word of yours by which to find them; cardscan tag does the same for several people.",
    "custom": 'A field of your own, as LABEL: VALUE ("Assistant: Lena Voss").',
}


def value_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Give a command an option for each kind of field."""
    for kind in reversed(KINDS):
        command = click.option(f"--{kind}", metavar="VALUE", multiple=True, help=_HELP[kind])(command)
    return command


def _pairs(_context: click.Context, _parameter: click.Parameter, values: tuple[str, ...]) -> list[tuple[str, str]]:
    from cardscan.actions.edit_fields import pair_of

    try:
        return [pair_of(value) for value in values]
    except InputError as error:
        raise click.BadParameter(f"{error.message}; {error.advice}") from error


@click.command()
@who_argument
@value_options
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
    """Correct someone's fields; each change is reported.

    --fn, --suffix, --title, --dept, --org, --nickname and --bday replace what is there. --tel, --email, --url,
    --social, --adr and --custom change the value that is there (for numbers: the one of that type), or add one; the
    others stay, and if several could be meant you are asked. Repeat an option for several values; an empty value
    clears the field. What was read is kept beside what you write.

    \b
    Examples:
      cardscan edit muller --title "Head of Design" --tel cell:+491701234567 --tel +49301234567
      cardscan edit 12 --add email=anna@example.com --remove tel=+49301234567
      cardscan edit 12 --bday "30 April" --custom "Assistant: Lena Voss"
      cardscan edit 12 --accept
    """
    from cardscan.actions.edit_fields import Edit, edited
    from cardscan.actions.find_person import find_one
    from cardscan.actions.tell_edit import told
    from cardscan.cli.user import open_store

    given = {kind: each for kind, each in values.items() if each}
    put = {kind: each for kind, each in given.items() if kind in SINGLE or not any(map(str.strip, each))}
    one = [(kind, value) for kind, each in given.items() if kind not in put for value in each]
    change = Edit(put, one, add, remove, accept)
    if not (given or add or remove or accept):
        raise click.UsageError("nothing to change: give a field such as --title, or --add, --remove or --accept")
    with open_store(db) as store:
        before = store.person(find_one(store, who))
        person = store.edit(before.id, lambda contact: edited(contact, change), datetime.now(UTC))
    lines = told(before.contact, person.contact)
    for line in lines:
        say(clean(line))
    say(f"corrected person {person.id}" if lines else f"nothing to change: person {person.id} has all of that")
    return Exit.OK


COMMANDS = {"edit": edit}
