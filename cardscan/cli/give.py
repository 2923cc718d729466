"""`cardscan give`: what you can give, and to whom you gave it; add, list, edit, remove, to."""

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from cardscan.cli.options import db_option, json_option, who_argument
from cardscan.cli.output import clean, print_table, say
from cardscan.errors import Exit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.connections.offers import Offer
    from cardscan.person import Gift
    from cardscan.store import Store

_gift_argument = click.argument("which", metavar="GIFT")
_tag_option = click.option("--tag", "tags", metavar="TAG", multiple=True, help="A word of your own; may be repeated.")


@click.group()
def give() -> None:
    """Keep a list of what you can give: an introduction, a place to work, what you know.

    It is compared with what people look for: on their page, when you write a note, before an event and in introduce.
    GIFT is an id, or words of it. Giving something counts as helping: it cements a quality connection.

    \b
    Examples:
      cardscan give add "intro to the hull paint lab" --tag boats --until "end of March"
      cardscan give list
      cardscan give to muller "hull paint"
    """


@give.command()
@click.argument("text")
@_tag_option
@click.option("--until", metavar="DAY", help="The last day on which you can give it.")
@json_option
@db_option
def add(text: str, tags: tuple[str, ...], until: str | None, as_json: bool, db: str | None) -> Exit:
    """Add something that you can give. cardscan undo takes it off again.

    \b
    Examples:
      cardscan give add "intro to the hull paint lab"
      cardscan give add "a desk in our workshop" --tag place --tag Porto --until 2027-03-31
    """
    from cardscan.cli.user import open_store
    from cardscan.connections.gifts import unwritten, written

    now = datetime.now().astimezone()
    new = written(unwritten(), now.date(), text, until, tags)
    with open_store(db) as store:
        _tell(store, store.gifts.add(new, now), as_json)
    return Exit.OK


@give.command("list")
@click.option("--tag", metavar="TAG", help="Only what has this tag.")
@click.option("--all", "everything", is_flag=True, help="Include what can no longer be given.")
@json_option
@db_option
def list_gifts(tag: str | None, everything: bool, as_json: bool, db: str | None) -> Exit:
    """List what you can give: id, what, tags, until when, whose, and to whom it was given.

    \b
    Examples:
      cardscan give list
      cardscan give list --tag boats
      cardscan give list --all --json | jq -r .text
    """
    from cardscan.actions.given import given
    from cardscan.cli.user import open_store
    from cardscan.connections.gifts import lasts, tagged
    from cardscan.export.gifts import day_given

    today = datetime.now().astimezone().date()
    with open_store(db) as store:
        gifts = [
            each for each in store.gifts.all() if (everything or lasts(each, today)) and (not tag or tagged(each, tag))
        ]
        if as_json:
            _print_json(store, gifts)
            return Exit.OK
        kept, names = given(store)
    if not gifts:
        say('nothing on your list: cardscan give add "intro to the hull paint lab" adds something')
    else:
        print_table(("id", "what", "tags", "until", "whose", "given to"), [
            (str(each.id), each.text, ", ".join(each.tags), each.until.isoformat() if each.until else "", each.by,
             ", ".join(f"{names[one.person_id]} {day_given(one.kept)}" for one in kept.get(each.id, ()) if one.kept))
            for each in gifts
        ])  # fmt: skip
    return Exit.OK


@give.command()
@_gift_argument
@click.option("--text", metavar="TEXT", help="What you can give.")
@_tag_option
@click.option("--until", metavar="DAY", help='The last day on which you can give it; "" for any.')
@json_option
@db_option
def edit(which: str, text: str | None, tags: tuple[str, ...], until: str | None, as_json: bool, db: str | None) -> Exit:
    """Change something on the list. What you give replaces what was there; --tag "" takes all tags away.

    cardscan undo brings back what was there.

    \b
    Examples:
      cardscan give edit 3 --until "end of June"
      cardscan give edit "hull paint" --tag boats --tag paint
    """
    from cardscan.cli.user import open_store
    from cardscan.connections.gifts import find_gift, written

    if text is None and until is None and not tags:
        raise click.UsageError("nothing to change: give --text, --tag or --until")
    now = datetime.now().astimezone()
    with open_store(db) as store:
        meant = find_gift(which, store.gifts.all())
        changed = store.gifts.change(meant.id, lambda of: written(of, now.date(), text, until, tags or None), now)
        _tell(store, changed, as_json)
    return Exit.OK


@give.command()
@_gift_argument
@json_option
@db_option
def remove(which: str, as_json: bool, db: str | None) -> Exit:
    """Take something off the list. Whom you gave it to is still remembered. cardscan undo brings it back.

    \b
    Examples:
      cardscan give remove 3
    """
    from cardscan.cli.user import open_store
    from cardscan.connections.gifts import find_gift

    with open_store(db) as store:
        gone = store.gifts.remove(find_gift(which, store.gifts.all()).id, datetime.now(UTC))
        if as_json:
            _print_json(store, [gone])
    say(clean(f"removed {_said(gone)}"))
    return Exit.OK


@give.command("to")
@who_argument
@_gift_argument
@click.option("--date", "day", metavar="DAY", help="When you gave it. Default: today.")
@json_option
@db_option
def give_to(who: str, which: str, day: str | None, as_json: bool, db: str | None) -> Exit:
    """Note that you gave someone something from the list.

    It stays on the list, for others. If you promised it in the same words, that promise is now kept; otherwise it is
    noted as a kept promise. cardscan undo takes it back.

    \b
    Examples:
      cardscan give to muller "hull paint"
      cardscan give to 12 3 --date yesterday
    """
    from cardscan.actions.find_person import find_one
    from cardscan.actions.given import when_given
    from cardscan.cli.user import open_store
    from cardscan.connections.gifts import find_gift
    from cardscan.connections.known import named
    from cardscan.connections.standing import Standing, standing

    now = datetime.now().astimezone()
    when = when_given(day, now)
    with open_store(db) as store:
        found = find_gift(which, store.gifts.all())
        person = store.person(find_one(store, who))
        cemented = standing(person) is Standing.CEMENTED
        given = store.gifts.give(found.id, person.id, when, now)
        cements = not cemented and standing(store.person(person.id)) is Standing.CEMENTED
        if as_json:
            _print_json(store, [found])
            return Exit.OK
    click.echo(clean(f"given to {named(person)} on {when.date().isoformat()}: {given.text} (promise {given.id}, kept)"))
    if cements:
        say(clean(f"your connection with {named(person)} is cemented"))
    return Exit.OK


def offer_line(of: "Offer", user: str) -> str:
    """Say on a line what you offer, and why."""
    from cardscan.connections.offers import who_offers

    return f"{who_offers(of.gift, user)}: {of.gift.text} ({of.why})"


def _tell(store: "Store", of: "Gift", as_json: bool) -> None:
    if as_json:
        _print_json(store, [of])
    else:
        click.echo(clean(_said(of)))


def _print_json(store: "Store", gifts: "Sequence[Gift]") -> None:
    """Print gifts, each with to whom it was given."""
    from cardscan.actions.given import given
    from cardscan.export.gifts import gift_json

    kept, names = given(store)
    for each in gifts:
        click.echo(gift_json(each, kept.get(each.id, ()), names))


def _said(of: "Gift") -> str:
    tags = f" [{', '.join(of.tags)}]" if of.tags else ""
    until = f", until {of.until.isoformat()}" if of.until else ""
    return f"gift {of.id}: {of.text}{tags}{until}"


COMMANDS = {"give": give}
