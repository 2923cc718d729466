"""`cardscan introduce`: who could be introduced to whom, and the mail that asks both."""

import json
from datetime import datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cardscan.cli.options import db_option, json_option, lang_option, templates_option
from cardscan.cli.output import clean, say
from cardscan.errors import Exit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from cardscan.connections.introductions import Introduction
    from cardscan.connections.offers import Offer
    from cardscan.export.templating import Lang
    from cardscan.person import Person

_MOST_SHOWN = 20
_PARTS = ("looks_for", "offers", "talked", "can_help")  # what they want of one another, then what you noted


@click.command()
@click.argument("who", metavar="[WHO]", required=False)
@click.argument("other", metavar="[OTHER]", required=False)
@click.option(
    "--eml", metavar="FILE.eml", type=click.Path(path_type=Path), help="Write the mail to WHO and OTHER into FILE."
)
@lang_option
@templates_option
@json_option
@db_option
def introduce(
    who: str | None,
    other: str | None,
    eml: Path | None,
    lang: "Lang | None",
    templates: Path,
    as_json: bool,
    db: str | None,
) -> Exit:
    """Suggest introductions: who looks for what another offers, with the words that matched.

    Shows the best pairs for the hundred people you noted something of last, those with WHO, or WHO and OTHER alone;
    --json without a name gives everyone's. --eml writes a mail to both, as a draft for your mail program; nothing is
    ever sent. It says in your words what each looks for and offers, but not what you talked about: add that yourself.
    Only quality connections are introduced, and never within a company.

    \b
    Examples:
      cardscan introduce
      cardscan introduce muller
      cardscan introduce muller kvapilik --eml introduction.eml
    """
    from cardscan.actions.find_person import find_one
    from cardscan.actions.introduce import all_introductions, introductions, introductions_of
    from cardscan.cli.user import open_store
    from cardscan.connections.offers import offers
    from cardscan.export.draft import introduction

    if eml and not other:
        raise click.UsageError("--eml needs both: cardscan introduce WHO OTHER --eml FILE.eml")
    with open_store(db) as store:
        named = [find_one(store, each) for each in (who, other) if each]
        if eml:
            seeker, giver = map(store.person, named)
            _write(eml, introduction(seeker, giver, templates, lang))
            return Exit.OK
        if named:
            found = introductions_of(store, *named)
        else:
            found = all_introductions(store) if as_json else introductions(store)
        offer = partial(offers, gifts=store.gifts.all(), today=datetime.now().astimezone().date())
        if as_json:
            for pair in found:
                click.echo(_json(pair, offer(pair.seeker)))
            return Exit.OK
        if len(named) == 1:
            _print_offers(offer(store.person(named[0])), store.user)
        shown = list(islice(found, _MOST_SHOWN + 1))
    for pair in shown[:_MOST_SHOWN]:
        _print(pair, offer(pair.seeker), store.user)
    if len(shown) > _MOST_SHOWN:
        say("there are more: give a name, or --json for all")
    if not shown:
        say("no pairs yet: note what people look for and offer (cardscan note WHO --looks-for … --offers …)")
    return Exit.OK


def _write(eml: Path, mail: bytes) -> None:
    from cardscan.export.files import write_private

    write_private(eml, mail)
    if str(eml) != "-":
        click.echo(click.format_filename(eml))


def _print(pair: "Introduction", offered: "Sequence[Offer]", user: str) -> None:
    from cardscan.connections.notes.parts import LABELS

    for verb, side in (("may need", _side(pair.seeker)), ("may have", _side(pair.giver))):
        click.echo(clean(f"{verb}: {side['name']} ({side['id']}){', ' if side['org'] else ''}{side['org']}"))
        for part in _PARTS:
            if side[part]:
                click.echo(f"    {LABELS[part] + ':':<14}{clean(side[part])}")
        _print_offers(offered if verb == "may need" else (), user)
    click.echo(f"    {'words:':<14}{clean(', '.join(pair.words))}\n")


def _print_offers(offered: "Sequence[Offer]", user: str) -> None:
    from cardscan.cli.give import offer_line

    for each in offered:
        click.echo(clean(f"    {offer_line(each, user)}"))


def _json(pair: "Introduction", offered: "Sequence[Offer]") -> str:
    return json.dumps(
        {
            "seeker": _side(pair.seeker),
            "giver": _side(pair.giver),
            "words": pair.words,
            "score": round(pair.score, 3),
            "you_offer": [{"gift_id": each.gift.id, "text": each.gift.text, "words": each.words} for each in offered],
        }
    )


def _side(person: "Person") -> dict[str, Any]:
    """Give who someone is, and what your notes say of them."""
    from cardscan.connections.introductions import told
    from cardscan.export.outgoing import full_name

    org = person.contact.org[0].value if person.contact.org else ""
    says = {part: told(person, part) for part in _PARTS}
    return {"id": person.id, "uid": person.uid, "name": full_name(person.contact), "org": org, **says}


COMMANDS = {"introduce": introduce}
