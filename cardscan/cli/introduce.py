"""`cardscan introduce`: who could be introduced to whom; and, step by step: ask both, introduce them, hear of it."""

import json
import sys
from collections.abc import Sequence
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cardscan.cli.options import db_option, json_option, lang_option, templates_option
from cardscan.cli.output import clean, print_table, say
from cardscan.errors import Exit, InputError

if TYPE_CHECKING:
    from cardscan.actions.introducing import Step
    from cardscan.connections.introducing import Course
    from cardscan.connections.introductions import Introduction
    from cardscan.connections.offers import Offer
    from cardscan.export.templating import Lang
    from cardscan.person import Person
    from cardscan.store import Store

_MOST_SHOWN = 20
_A_PAGE = 50  # introductions of the list
_PARTS = ("looks_for", "offers", "talked", "can_help")  # what they want of one another, then what you noted
_ANSWERS = ("yes", "no", "later")
#: What to do once mails of a step are written.
_AFTERWARDS = {
    "asked": "send them, then note what they say: cardscan introduce answer {} yes|no|later",
    "introduced": "send it; in three weeks cardscan today asks you how it went",
    "heard": 'send them, then note what you hear: cardscan introduce heard {} {} "…"',
}


class _Group(click.Group):
    """A group whose first word may be a name in place of a command."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Take `people` for what names no command."""
        if args and args[0] in self.commands:
            return super().resolve_command(ctx, args)
        return "people", self.commands["people"], args

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Leave all options to the command; only help is the group's."""
        known = args and (args[0] in self.commands or args[0] in ctx.help_option_names)
        return super().parse_args(ctx, args if known else ["people", *args])

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Show both ways to call it."""
        formatter.write_usage(ctx.command_path, "[WHO] [OTHER] [OPTIONS]")
        formatter.write_usage(ctx.command_path, "answer|heard|list …")


@click.group(cls=_Group)
def introduce() -> None:
    """Introduce people to one another, and ask both first. Nothing is ever sent: you get drafts for your mail program.

    Without a name it suggests pairs: who looks for what another offers, with the words that matched, among the
    hundred people you wrote a note about last. With one name it suggests pairs with them. With two it does what is
    next: a mail to each, which asks whether they want it without saying who the other is; once both said yes, a mail
    that introduces them; three weeks later, "how did it go?". Introducing two people counts as help for both.

    \b
    Examples:
      cardscan introduce
      cardscan introduce muller
      cardscan introduce muller kvapilik
      cardscan introduce answer muller yes
      cardscan introduce heard muller kvapilik "they meet in June"
      cardscan introduce people --help
    """


@introduce.command()
@click.argument("who", metavar="[WHO]", required=False)
@click.argument("other", metavar="[OTHER]", required=False)
@click.option(
    "--into",
    metavar="FOLDER",
    type=click.Path(path_type=Path, file_okay=False),
    help="Where to write the mails. Default: the current folder.",
)
@click.option("--straight", is_flag=True, help="Write one mail to both at once, without asking them first.")
@click.option("--again", is_flag=True, help="Ask again whoever has not answered, or said later.")
@click.option("--yes", is_flag=True, help="With --again: ask a third time, against all advice.")
@lang_option
@templates_option
@json_option
@db_option
def people(
    who: str | None,
    other: str | None,
    into: Path | None,
    straight: bool,
    again: bool,
    yes: bool,
    lang: "Lang | None",
    templates: Path,
    as_json: bool,
    db: str | None,
) -> Exit:
    """Suggest pairs, or do what is next between WHO and OTHER: ask both, introduce them, ask how it went.

    The mails that ask say what the other does, looks for and offers, in your words and in the language of your note
    about the recipient. A sentence with a name, a company, an address or a number is left out, and named. What you
    talked about with one is never told to the other. Only quality connections are introduced, and never within a
    company. --json without a name gives everyone's pairs.

    \b
    Examples:
      cardscan introduce
      cardscan introduce muller kvapilik --into mails
      cardscan introduce muller kvapilik --again
      cardscan introduce muller kvapilik --straight
    """
    if (into or straight or again or yes) and not other:
        raise click.UsageError("--into, --straight, --again and --yes need both: cardscan introduce WHO OTHER")
    from cardscan.actions.find_person import find_one
    from cardscan.cli.user import open_store

    with open_store(db) as store:
        named = [find_one(store, each) for each in (who, other) if each]
        if len(named) < 2:
            return _suggest(store, named, as_json)
        from cardscan.actions.introducing import next_step, note_done

        now = datetime.now().astimezone()
        one, two = (store.person(each) for each in named)
        step = next_step(store, one, two, templates, now, lang, straight=straight, again=again, insist=yes)
        files = _write(step, into)
        note_done(store, one, two, step, now)
        _tell(step, files, one, two, as_json)
    return Exit.OK


@introduce.command()
@click.argument("who", metavar="WHO")
@click.argument("rest", metavar="[OTHER] yes|no|later", nargs=-1, required=True)
@json_option
@db_option
def answer(who: str, rest: tuple[str, ...], as_json: bool, db: str | None) -> Exit:
    """Note the answer of WHO: yes, no or later. OTHER may be left out if they were asked about one person only.

    A no ends it, and the pair is not suggested again. After "later" cardscan today reminds you in four weeks.
    cardscan undo takes an answer back.

    \b
    Examples:
      cardscan introduce answer muller yes
      cardscan introduce answer muller kvapilik later
    """
    said = rest[-1].lower()
    if said not in _ANSWERS or len(rest) > 2:
        raise click.UsageError(f"{rest[-1]!r} is no answer: give yes, no or later, behind WHO or WHO OTHER")
    from cardscan.actions.find_person import find_one
    from cardscan.actions.introducing import note_answer
    from cardscan.cli.user import open_store

    with open_store(db) as store:
        person = store.person(find_one(store, who))
        other = store.person(find_one(store, rest[0])) if len(rest) == 2 else None
        course = note_answer(store, person, other, said, datetime.now().astimezone())  # type: ignore[arg-type]
    _tell_course(person, course, as_json)
    if course.state == "yes":
        say(f"both said yes: cardscan introduce {person.id} {course.other.id} introduces them")
    return Exit.OK


@introduce.command()
@click.argument("who", metavar="WHO")
@click.argument("other", metavar="OTHER")
@click.argument("words")
@json_option
@db_option
def heard(who: str, other: str, words: str, as_json: bool, db: str | None) -> Exit:
    """Note in a line how it went between two people you introduced. cardscan undo takes it back.

    \b
    Examples:
      cardscan introduce heard muller kvapilik "they meet in June"
    """
    from cardscan.actions.find_person import find_one
    from cardscan.actions.introducing import note_heard
    from cardscan.cli.user import open_store

    with open_store(db) as store:
        one, two = (store.person(find_one(store, each)) for each in (who, other))
        course = note_heard(store, one, two, words, datetime.now().astimezone())
    _tell_course(one, course, as_json)
    return Exit.OK


@introduce.command("list")
@click.argument("who", metavar="[WHO]", required=False)
@click.option("--all", "everything", is_flag=True, help="List all on a terminal, too, not only the first 50.")
@json_option
@db_option
def list_introductions(who: str | None, everything: bool, as_json: bool, db: str | None) -> Exit:
    """List introductions and how they stand, of everyone or of WHO; those that wait for you come first.

    A terminal gets a page of 50; a file or a pipe gets all, with tabs between the columns.

    \b
    Examples:
      cardscan introduce list
      cardscan introduce list muller --json
    """
    from cardscan.actions.find_person import find_one
    from cardscan.actions.introduce import under_way, under_way_of
    from cardscan.cli.user import open_store
    from cardscan.export.courses import course_json

    now = datetime.now().astimezone()
    most = _A_PAGE if sys.stdout.isatty() and not (everything or as_json) else None
    with open_store(db) as store:
        theirs = under_way_of(store, now, find_one(store, who)) if who else None
        found = under_way(store, now, most) if theirs is None else theirs
        if as_json:
            for person, course in found:
                click.echo(course_json(person, course))
            return Exit.OK
        shown = print_table(("who", "how it stands", "next"), (_standing(*each, now) for each in islice(found, most)))
        if not shown:
            say("no introductions yet: cardscan introduce suggests some")
        elif shown == most and (number := store.introductions.number() if theirs is None else len(theirs)) > shown:
            say(f"{shown} of {number}: --all lists them all")
    return Exit.OK


def _standing(person: "Person", course: "Course", now: datetime) -> tuple[str, str, str]:
    from cardscan.connections.introducing import next_of, reminder, stands
    from cardscan.connections.known import called
    from cardscan.connections.promises import when

    name, todo = called(person.contact), next_of(course, now)
    next_ = f"{reminder(course, todo, name)} ({when(todo.day, now.date())})" if todo else ""
    return f"{name} ({person.id}), {course.name} ({course.other.id})", stands(course, name), next_


def _suggest(store: "Store", named: Sequence[int], as_json: bool) -> Exit:
    from cardscan.actions.introduce import all_introductions, introductions, introductions_of
    from cardscan.actions.offer import offering

    if named:
        found = introductions_of(store, named[0])
    else:
        found = all_introductions(store) if as_json else introductions(store)
    offer = offering(store, datetime.now().astimezone().date())
    if as_json:
        for pair in found:
            click.echo(_json(pair, offer(pair.seeker)))
        return Exit.OK
    if named:
        _print_offers(offer(store.person(named[0])), store.user)
    shown = list(islice(found, _MOST_SHOWN + 1))
    for pair in shown[:_MOST_SHOWN]:
        _print(pair, offer(pair.seeker), store.user)
    if len(shown) > _MOST_SHOWN:
        say("there are more: give a name, or --json for all")
    if shown:
        say("cardscan introduce WHO OTHER asks both first; cardscan introduce list says how those begun stand")
    else:
        say("no pairs yet: note what people look for and offer (cardscan note WHO --looks-for … --offers …)")
    return Exit.OK


def _write(step: "Step", into: Path | None) -> list[Path]:
    """Write the mails of a step. Raises InputError where a file is there already, in the current folder."""
    from cardscan.export.files import file_names, write_private
    from cardscan.export.outgoing import full_name

    people = [mail.to for mail in step.mails]
    named = [(" and ".join(full_name(each.contact) for each in to), "-".join(each.uid for each in to)) for to in people]
    files = [(into or Path()) / f"{step.what} {name}" for name in file_names(named, ".eml")]
    for file in files:
        if into is None and file.exists():
            raise InputError(f"{file} already exists", "name the folder with --into to replace it")
    if into:
        into.mkdir(parents=True, exist_ok=True)
    for file, mail in zip(files, step.mails, strict=True):
        write_private(file, mail.draft.mail)
    return files


def _tell(step: "Step", files: Sequence[Path], one: "Person", other: "Person", as_json: bool) -> None:
    from cardscan.export.outgoing import full_name

    if as_json:
        mails = [
            {
                "to": [each.id for each in mail.to],
                "file": str(file),
                "left_out": [{"text": each.text, "why": each.why} for each in mail.draft.left_out],
            }
            for file, mail in zip(files, step.mails, strict=True)
        ]
        click.echo(json.dumps({"one": one.id, "other": other.id, "step": step.what, "mails": mails}))
        return
    for file, mail in zip(files, step.mails, strict=True):
        click.echo(click.format_filename(file))
        for each in mail.draft.left_out:
            say(clean(f'left out of the mail to {full_name(mail.to[0].contact)}, as it is {each.why}: "{each.text}"'))
    say(_AFTERWARDS[step.what].format(one.id, other.id))


def _tell_course(person: "Person", course: "Course", as_json: bool) -> None:
    from cardscan.connections.introducing import stands
    from cardscan.export.courses import course_json
    from cardscan.export.outgoing import full_name

    click.echo(course_json(person, course) if as_json else clean(stands(course, full_name(person.contact))))


def _print(pair: "Introduction", offered: "Sequence[Offer]", user: str) -> None:
    from cardscan.connections.notes.parts import LABELS

    for verb, side in (("may need", _side(pair.seeker)), ("may have", _side(pair.giver))):
        click.echo(clean(f"{verb}: {side['name']} ({side['id']}){', ' if side['org'] else ''}{side['org']}"))
        for part in _PARTS:
            if side[part]:
                click.echo(f"    {LABELS[part] + ':':<14}{clean(side[part])}")
        _print_offers(offered if verb == "may need" else (), user)
    label, why = "words:", ", ".join(pair.words)
    if pair.meant:
        label, why = "may fit:", f"{pair.meant.seeks} | {pair.meant.offers}"
    click.echo(f"    {label:<14}{clean(why)}\n")


def _print_offers(offered: "Sequence[Offer]", user: str) -> None:
    from cardscan.cli.give import offer_line

    for each in offered:
        click.echo(clean(f"    {offer_line(each, user)}"))


def _json(pair: "Introduction", offered: "Sequence[Offer]") -> str:
    from cardscan.export.courses import fit_values
    from cardscan.export.gifts import offer_values

    return json.dumps(
        {
            "seeker": _side(pair.seeker),
            "giver": _side(pair.giver),
            **fit_values(pair),
            "you_offer": [offer_values(each) for each in offered],
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
