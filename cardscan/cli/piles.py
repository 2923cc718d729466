"""Go through a pile in the shell: twelve values at a time, one key for all that are right."""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import click

from cardscan.cli.asking import Leave, Skip, ask, prepare
from cardscan.cli.output import clean, complain, print_table, say
from cardscan.errors import Exit

if TYPE_CHECKING:
    from cardscan.actions.piles import Answer
    from cardscan.connections.doubts import Doubt
    from cardscan.store import Store
    from cardscan.store.waiting import Item

#: What people call the kinds of fields, besides as vCard does.
NAMES = {"name": "fn", "company": "org", "department": "dept", "number": "tel", "e-mail": "email", "mail": "email",
         "web": "url", "handle": "social", "address": "adr"}  # fmt: skip


def field_named(_context: click.Context, _parameter: click.Parameter, value: str | None) -> str | None:
    """Take a kind of field by its name, or by what people call it."""
    from cardscan.model import PRINTED

    if value is None:
        return None
    kind = NAMES.get(value.casefold(), value.casefold())
    if kind not in PRINTED:
        raise click.BadParameter(f"{value!r} is not a field; give one of title, suffix, {', '.join(NAMES)}")
    return kind


def go_through(store: "Store", kind: str, doubt: "Doubt | None", event_id: int | None) -> Exit:
    """Show a pile page by page, and take what the user says of each page as one change."""
    from cardscan.actions.piles import A_PAGE
    from cardscan.store.waiting import Asked

    asked = Asked(kind, doubt, event_id)
    number, at = store.directory.waiting.size(asked), 0
    if not number:
        say("nothing of that is to be looked at")
        return Exit.OK
    prepare()
    done = 0
    try:
        page = store.directory.waiting.pile(asked, A_PAGE)
        while page:
            click.echo(f"\n{at + 1} to {at + len(page)} of {number}")
            at += len(page)
            with suppress(Skip):
                done += _companies(store, page) if kind == "companies" else _values(store, page)
            page = store.directory.waiting.pile(asked, A_PAGE, after=page[-1])
    except Leave:
        click.echo()
    say(f"{done} done, {number - done} left")
    return Exit.OK


def _values(store: "Store", page: "Sequence[Item]") -> int:
    from cardscan.actions.piles import Answer, settle

    _show(store, page)
    numbers = _numbers("Enter: all right; the numbers of those that are not (2 5), s skips these, q leaves:", len(page))
    wrong = [each for number, each in enumerate(page, 1) if number in numbers]
    right = [each for each in page if each not in wrong and each.what.field]
    answers = [Answer(each.person.id, each.what.kind, each.what.value) for each in right]
    taken = settle(store, [*answers, *_corrections(wrong)], datetime.now(UTC))
    for problem in taken.problems:
        complain(problem.error)
    return taken.done


def _corrections(wrong: "Sequence[Item]") -> "Iterator[Answer]":
    from cardscan.actions.piles import Answer

    for each in wrong:
        value = each.what.value
        try:
            question = f"{value or 'no name'!r} ({each.person.id}): type the right value"
            typed = ask(f"{question}; Enter leaves it, - removes it:")
        except (Skip, Leave):  # what was said of the others counts
            return
        if typed:
            yield Answer(each.person.id, each.what.kind, value, "" if typed == "-" else typed)


def _companies(store: "Store", page: "Sequence[Item]") -> int:
    """File companies in one go; of those that name somebody the name is asked."""
    from cardscan.actions.piles import Answer, settle

    rows = [
        (str(number), str(each.person.id), each.what.value, str(each.person.crop or ""))
        for number, each in enumerate(page, 1)
    ]
    print_table(("", "id", "company", "card"), rows)
    numbers = _numbers("Enter: all are companies; the numbers of those that are people, s skips, q leaves:", len(page))
    firms = [each.person.id for number, each in enumerate(page, 1) if number not in numbers]
    named = []
    for each in (page[number - 1] for number in sorted(numbers)):
        typed = ask(f"Who is named on card {each.person.id}? (Enter: later)")
        named += [Answer(each.person.id, "fn", "", typed)] if typed else []
    return settle(store, named, datetime.now(UTC), firms).done


def _numbers(question: str, most: int) -> frozenset[int]:
    while True:
        typed = ask(question).replace(",", " ").split()
        if all(each.isdecimal() and 0 < int(each[:4]) <= most for each in typed):
            return frozenset(map(int, typed))
        say(f"give numbers from 1 to {most}, or only Enter")


def _show(store: "Store", page: "Sequence[Item]") -> None:
    from cardscan.actions.review import otherwise
    from cardscan.connections.doubts import SAID
    from cardscan.connections.known import on_a_line

    rows = []
    for number, each in enumerate(page, 1):
        lines = [line for met in each.person.meetings if met.card_id for line in store.lines(met.card_id)]
        others = " / ".join(otherwise(each.what.field, lines)) if each.what.field else ""
        value = each.what.value
        rows.append(
            (str(number), value, others, SAID[each.what.doubt], str(each.person.id), on_a_line(each.person.contact))
        )
    print_table(("", "value", "read otherwise", "why", "id", "who"), [tuple(map(clean, row)) for row in rows])
