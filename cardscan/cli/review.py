"""`cardscan review`: go through those who wait, one key for what is right."""

from collections.abc import Sequence
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, get_args

import click

from cardscan.cli.asking import Leave, Skip, ask, prepare
from cardscan.cli.date import tell_their_dates
from cardscan.cli.identity import ask_of_meetings_before, ask_of_sides
from cardscan.cli.note import ask_for_its_day, tell_promise
from cardscan.cli.options import db_option
from cardscan.cli.output import clean, complain, print_table, say
from cardscan.cli.piles import field_named, go_through
from cardscan.cli.waiting import end_waiting
from cardscan.connections.doubts import Doubt
from cardscan.errors import Exit

if TYPE_CHECKING:
    from cardscan.model import Field, Line
    from cardscan.person import Note, Person
    from cardscan.store import Store

_YES, _NO = ("", "y", "yes"), ("n", "no")


@click.command()
@click.option(
    "--event", metavar="NAME", default="", help="Only people met at this event: its name, part of it, or its id."
)
@click.option(
    "--field", metavar="FIELD", callback=field_named, help="All values of one kind, twelve at a time: name, number …"
)
@click.option(
    "--reason", type=click.Choice(get_args(Doubt)), help="With --field: only values in doubt for this reason."
)
@click.option("--companies", is_flag=True, help="Cards that name no person, twelve at a time, to be filed in one go.")
@db_option
def review(event: str, field: str | None, reason: Doubt | None, companies: bool, db: str | None) -> Exit:
    """Go through everyone who waits: check what was read, then write down what you talked about and how you can help.

    First it asks who is who: whether a card is the back of another one, and whether you met before. Each answer is
    stored at once: stop at any point with q (or Ctrl-C), and the same command goes on from there. For each card, Enter
    confirms everything, the number of a field corrects it, + adds one, s skips to the next.

    With --field or --companies you go through many at once: Enter confirms all twelve; numbers pick out those that
    are wrong. cardscan undo takes back a whole page. The pages of cardscan serve offer the same with pictures, under
    Many at once.

    \b
    Examples:
      cardscan review
      cardscan review --field name
      cardscan review --field number --reason "one reader"
      cardscan review --companies
      cardscan review --event "tide fair"
    """
    from cardscan.cli.user import open_store
    from cardscan.connections.events.which import find_event
    from cardscan.connections.standing import is_waiting

    if (field and companies) or (reason and not field):
        raise click.UsageError("give --field, with or without --reason, or --companies")
    with open_store(db) as store:
        if field or companies:
            there = find_event(event, store.events()).id if event else None
            return go_through(store, field or "companies", reason, there)
        end_waiting(store, datetime.now().astimezone())
        there = find_event(event, store.events()).id if event else None
        waiting = store.directory.waiting.number(there)
        if not waiting:
            say("nobody is waiting")
            return Exit.OK
        prepare()
        seen: list[int] = []
        asked: set[frozenset[int]] = set()
        try:
            for person in store.directory.waiting.in_turn(there):
                seen.append(person.id)
                _go_through(store, person.id, f"{len(seen)} of {max(len(seen), waiting)}", asked)
        except Leave:
            click.echo()
        left = (_there(store, each) for each in seen)
        done = len(seen) - len({each.id for each in left if each and is_waiting(each)})
        still = store.directory.waiting.number(there)
    say(f"{done} done, {still} still waiting" if still else "nobody is waiting any more")
    return Exit.OK


def _go_through(store: "Store", person_id: int, place: str, asked: set[frozenset[int]]) -> None:
    """Ask all that there is to ask of one person, as they are by now; who is who first."""
    from cardscan.connections.standing import is_waiting

    person = _there(store, person_id)
    if person is None or person.id != person_id or not is_waiting(person):  # another command was quicker
        return
    _introduce(store, person, place)
    try:
        ask_of_sides(store, person_id)
        ask_of_meetings_before(store, person_id, asked)
        person = store.person(person_id)  # whoever it is by now
        if person.id != person_id and person.crop:
            click.echo(clean(f"card: {person.crop}"))
        if is_waiting(person):
            _check_fields(store, person)
            _write_note(store, person.id)
    except Skip:
        return


def _there(store: "Store", person_id: int) -> "Person | None":
    """Read someone, if they are there still."""
    from cardscan.errors import WhoError

    try:
        return store.person(person_id)
    except WhoError:
        return None


def _introduce(store: "Store", person: "Person", place: str) -> None:
    from cardscan.actions.met_before import in_books
    from cardscan.cli.show import in_book

    met = person.meetings[-1] if person.meetings else None
    where = f"{met.event} {met.date.isoformat()}".strip() if met else ""
    click.echo(f"\n{place}   {clean(where)}".rstrip())
    if person.crop:
        click.echo(clean(f"card: {person.crop}"))
    for found in in_books(store, person.contact) if store.address_files.books() else ():
        click.echo(clean(f"in your address book: {in_book(found)}"))
    for flaw in person.quality:
        click.echo(f"picture: {flaw.message}: {flaw.advice}")
    for picture in person.handwriting:
        click.echo(clean(f"by hand: {picture}"))
    for memo in (memo for met in person.meetings for memo in met.memos):
        click.echo(clean(f"memo: {store.memos.file(memo)}"))
        if memo.text:
            click.echo(clean(f'  you said: "{memo.text}"'))


def _check_fields(store: "Store", person: "Person") -> None:
    """Show the fields until the user says that they are right; each correction is stored at once."""
    from cardscan.actions.edit_fields import accepted
    from cardscan.connections.standing import unsure
    from cardscan.errors import InputError

    lines = [line for met in person.meetings if met.card_id for line in store.lines(met.card_id)]
    while True:
        seen = person.contact
        fields = _show(person, lines)
        choice = "a number corrects, " if fields else ""
        answer = ask(f"Enter: all right; {choice}+ adds, s skips, q leaves:").casefold()
        try:
            if answer in ("", "a"):
                if unsure(seen):
                    store.edit(person.id, partial(accepted, seen=seen), datetime.now(UTC))
                return
            if answer == "+":
                _add(store, person.id)
            elif answer.isdecimal() and 0 < int(answer) <= len(fields):
                _correct(store, person.id, *fields[int(answer) - 1], lines)
            else:
                say("that is not one of the choices")
        except InputError as error:
            complain(error)
        person = store.person(person.id)


def _show(person: "Person", lines: Sequence["Line"]) -> list[tuple[str, "Field"]]:
    from cardscan.actions.review import otherwise
    from cardscan.model import KINDS

    fields = [(kind, field) for kind in KINDS for field in getattr(person.contact, kind)]
    rows = [
        (
            str(number),
            kind,
            field.value,
            field.type,
            "" if field.sure else "?",
            "" if field.sure else " / ".join(otherwise(field, lines)),
        )
        for number, (kind, field) in enumerate(fields, 1)
    ]
    print_table(("", "field", "value", "type", "sure", "read otherwise"), rows)
    return fields


def _correct(store: "Store", person_id: int, kind: str, field: "Field", lines: Sequence["Line"]) -> None:
    from cardscan.actions.edit_fields import corrected
    from cardscan.actions.review import otherwise
    from cardscan.errors import InputError

    others = otherwise(field, lines)
    for number, text in enumerate(others, 1):
        click.echo(clean(f"  {number}  {text}"))
    choice = "a number takes that value, " if others else ""
    typed = ask(f"{kind} {field.value!r}: type the right value; {choice}Enter keeps it, - removes it:")
    if not typed:
        return
    if typed.isdecimal() and len(typed) <= 2:  # no field is so short a number: it is a key
        if not 0 < int(typed) <= len(others):
            raise InputError(f"there is no choice {typed}", f"{kind} stays as it is")
        typed = others[int(typed) - 1]
    value = "" if typed == "-" else typed
    store.edit(person_id, lambda contact: corrected(contact, kind, field, value), datetime.now(UTC))


def _add(store: "Store", person_id: int) -> None:
    from cardscan.actions.edit_fields import Edit, edited, pair_of

    typed = ask("What to add, as tel=+49 30 1234567 (Enter: nothing):")
    if not typed:
        return
    change = Edit(add=[pair_of(typed)])
    store.edit(person_id, lambda contact: edited(contact, change), datetime.now(UTC))


def _write_note(store: "Store", person_id: int) -> None:
    """Ask for the parts of a note until the gate lets it pass; each answer is kept at once."""
    from cardscan.actions.review import next_question
    from cardscan.actions.take_note import take_note
    from cardscan.connections.notes.parts import Given
    from cardscan.connections.standing import held_back
    from cardscan.connections.us import draft_of, meeting_meant

    person = store.person(person_id)
    if not held_back(person):
        return
    mine = meeting_meant(person.meetings, store.user)
    met = mine.id if mine else None
    _show_draft(draft_of(mine, store.user))
    try:
        again = _ask_parts(store, person_id, met)
    except (Leave, Skip):
        left = next_question(store.person(person_id), met, user=store.user)
        if not (left and left.needed):  # enough is said: what may be left out is
            take_note(store, person_id, Given(), datetime.now(UTC), met)
        raise
    if again is not None:
        now = datetime.now(UTC)
        taken = ask_for_its_day(store, take_note(store, person_id, Given(again=again), now, met), now)
        say("a quality connection" if again else "filed away")
        tell_promise(taken)
        tell_their_dates(store, taken, now)


def _show_draft(draft: "Note | None") -> None:
    """Show a note that was begun: what says enough in it is not asked for, and is taken with the rest."""
    from cardscan.connections.notes.parts import LABELS

    for part, label in LABELS.items():
        if draft and (text := getattr(draft, part)):
            click.echo(clean(f"  begun: {label}: {text}"))


def _ask_parts(store: "Store", person_id: int, met: int | None) -> bool | None:
    """Ask part by part, and at last whether the user wants to talk again; None: not now."""
    from cardscan.actions.review import answered, next_question
    from cardscan.actions.take_note import keep_part
    from cardscan.connections.notes.parts import part_of

    skipped: set[str] = set()
    while question := next_question(store.person(person_id), met, skipped, store.user):
        if question.why:
            click.echo(clean(f'  you wrote: "{question.written}"'))
            click.echo(f"  {question.why}")
        keys = "Enter: not now, x: not again" if question.needed else "Enter: nothing"
        typed = ask(f"{question.text} ({keys})")
        if typed == "x" and question.needed:
            return False
        if typed:
            keep_part(store, person_id, part_of(question.part, answered(question, typed)), datetime.now(UTC), met)
        elif question.needed:
            return None
        else:
            skipped.add(question.part)
    return _yes("Do you want to talk again? [Y/n]")


def _yes(question: str) -> bool:
    while (answer := ask(question).casefold()) not in (*_YES, *_NO):
        say("answer y or n")
    return answer in _YES


COMMANDS = {"review": review}
