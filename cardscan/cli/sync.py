"""`cardscan sync`: quality connections and an address book server; besides `--cluster`, all that opens connections."""

import json
import shlex
import sys
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal

import click

from cardscan.cli.options import db_option, json_option, note_option
from cardscan.cli.output import clean, complain, print_table, say
from cardscan.errors import Exit, InputError

if TYPE_CHECKING:
    from cardscan.store import Store
    from cardscan.sync.already import Already
    from cardscan.sync.changes import Where
    from cardscan.sync.result import Asked, NotKept, Synchronised
    from cardscan.synced import Account

_DONE = {
    "create": "created there",
    "update": "updated there",
    "take": "changed here, as on the phone",
    "delete": "deleted there",
    "leave out": "left alone from now on",
    "let go": "left there",
    "link": "joined with the card there",
}
_NONE_CHOSEN = "no address book has been chosen yet", "cardscan sync setup https://cloud.example.com --user NAME"


@click.group(invoke_without_command=True)
@click.option("--dry-run", is_flag=True, help="Say what would be done; change nothing on either side.")
@click.option(
    "--keep",
    metavar="SIDE WHO",
    type=(click.Choice(["here", "there"]), str),
    multiple=True,
    help="Answer a question: keep what is here, or what is there.",
)
@click.option(
    "--link",
    metavar="WHO[=CARD]",
    multiple=True,
    help="Answer a question: WHO is on a card that is there already; say which card where several fit.",
)
@json_option
@db_option
@click.pass_context
def sync(
    ctx: click.Context,
    dry_run: bool,
    keep: tuple[tuple[Literal["here", "there"], str], ...],
    link: tuple[str, ...],
    as_json: bool,
    db: str | None,
) -> Exit | None:
    """Bring quality connections into an address book on a server, and changes made there back.

    People whom cardscan does not know there are left alone; of its own people it changes what it wrote and nothing
    else. What was changed on both sides, or deleted on one, is a question: answer with --keep here or --keep there.
    Before it creates somebody who seems to be there already, or in a file of "cardscan book add", it asks: --link joins
    them with the card that is there, --keep here creates a second card, --keep there leaves them out.

    \b
    Examples:
      cardscan sync setup https://cloud.example.com --user anna
      cardscan sync --dry-run
      cardscan sync
      cardscan sync --keep here 12 --keep there "Anna Müller"
      cardscan sync --link 14 --link "Bo Lind=bo-lind-3"
      cardscan sync status
    """
    if ctx.invoked_subcommand is not None:
        if any(ctx.get_parameter_source(name) is click.core.ParameterSource.COMMANDLINE for name in ctx.params):
            raise click.UsageError(f"put the options after {ctx.invoked_subcommand}")  # else they would be passed over
        return None
    from cardscan.cli.user import open_store
    from cardscan.dav.addressbook import AddressBook
    from cardscan.sync.account import connected, login_for
    from cardscan.sync.run import Sync

    with open_store(db) as store:
        account = store.servers.in_use()
        if account is None:
            raise InputError(*_NONE_CHOSEN)
        answers = _answers(store, account, keep)
        links = _links(store, link)
        login = login_for(account.url, account.user, account.password_command, _ask_password)
        with connected(account.url, login, _wait) as http:
            book = AddressBook(http, account.url)
            result = Sync(store, account, book, lambda: datetime.now(UTC), answers, dry_run, links).run()
    (_print_json if as_json else _print)(result, dry_run)
    told = {each.key for each in result.did} | {key for key, _ in result.failed}
    for key in sorted((answers.keys() | links.keys()) - told):
        say(f"nothing was asked about {clean(key)}")
    if result.stopped:
        complain(result.stopped)
        return Exit.SERVER
    if result.failed:
        return Exit.SOME_FAILED
    return Exit.ASKED if result.asked else Exit.OK


@sync.command()
@click.argument("where", metavar="URL|E-MAIL")
@click.option("--user", metavar="NAME", default="", help="Your name there. Default: the e-mail address.")
@click.option("--book", metavar="NAME", help="Which address book, if there are several.")
@note_option
@click.option("--no-photo", is_flag=True, help="Leave out the cards' pictures.")
@click.option("--password-command", metavar="CMD", default="", help="A command that prints the password; it is stored.")
@db_option
def setup(
    where: str,
    user: str,
    book: str | None,
    note: Literal["none", "short", "full"],
    no_photo: bool,
    password_command: str,
    db: str | None,
) -> Exit:
    """Choose the address book to sync with.

    Give the address of the server, or your e-mail address, and the address books of your account are found. The
    password comes from the variable CARDSCAN_PASSWORD, from --password-command or from the system's keyring; otherwise
    you are asked for it. cardscan never stores it.

    \b
    Examples:
      cardscan sync setup https://cloud.example.com --user anna --book Connections
      cardscan sync setup anna@fastmail.com --password-command "pass show fastmail/app"
      cardscan sync setup http://127.0.0.1:5232/anna/contacts/ --user anna
    """
    from cardscan.cli.user import open_store
    from cardscan.dav.addressbook import AddressBook
    from cardscan.dav.addresses import origin_of
    from cardscan.dav.discovery import find_books, start_of
    from cardscan.sync.account import chosen, connected, login_for
    from cardscan.synced import Account

    start = start_of(where, user)
    if start.advice:
        say(start.advice)
    if start.user and not origin_of(start.url).is_private:
        say(f"{origin_of(start.url)}: password and cards are sent there unencrypted: anybody on the way can read them")
    login = login_for(start.url, start.user, password_command, _ask_password)
    with connected(start.url, login, _wait) as http:
        found = chosen(find_books(http, start.url), book)
        cards = len(AddressBook(http, found.url).etags())
    account = Account(found.url, start.user, found.name, note, not no_photo, password_command)
    with open_store(db) as store:
        store.servers.choose(account, datetime.now(UTC))
    click.echo(clean(f"{found.name} ({found.url}), {cards} cards"))
    say("cardscan sync --dry-run shows what a sync would do")
    return Exit.OK


@sync.command()
@json_option
@db_option
def status(as_json: bool, db: str | None) -> Exit:
    """Say which address book is in use, and how many people are in it, without asking the server.

    \b
    Examples:
      cardscan sync status
      cardscan sync status --json
    """
    from cardscan.cli.user import open_store

    with open_store(db) as store:
        account = store.servers.in_use()
        if account is None:
            raise InputError(*_NONE_CHOSEN)
        known = store.servers.outlines(account)
        left = store.servers.left_there(account)
    there = [each for each in known if each.in_book]
    counts = (
        ("there", "people there", len(there)),
        ("changed", "changed here since", sum(each.quality and not each.as_agreed for each in there)),
        ("not_there", "not there yet", sum(not each.path for each in known)),
        ("left_alone", "left alone", sum(each.left_out for each in known)),
        ("gone", "still there, but no longer here", len(left)),
    )
    if as_json:
        synced = account.synced and account.synced.isoformat()
        value = {"book": account.name, "url": account.url, "user": account.user, "synced": synced}
        click.echo(json.dumps({**value, **{key: number for key, _, number in counts}}, ensure_ascii=False))
        return Exit.OK
    rows = [
        ("address book", f"{account.name}  {account.url}"),
        ("user", account.user or "nobody"),
        ("last synced", account.synced.astimezone().strftime("%Y-%m-%d %H:%M") if account.synced else "never"),
        *((what, str(number)) for _, what, number in counts),
    ]
    print_table(("", ""), rows)
    return Exit.OK


def _answers(store: "Store", account: "Account", keep: Sequence[tuple["Where", str]]) -> dict[str, "Where"]:
    """Say whom the answers are about: by id, name, or what a card is called of whom there is nobody here."""
    from cardscan.actions.find_person import find_one

    left = {gone.key for gone in store.servers.left_there(account)}
    return {who if who in left else str(find_one(store, who)): side for side, who in keep}


def _links(store: "Store", link: Sequence[str]) -> dict[str, str]:
    """Say who is to be joined with which card: WHO=CARD, or WHO for the only one that may be theirs."""
    from cardscan.actions.find_person import find_one

    parted = (each.partition("=") for each in link)
    return {str(find_one(store, who)): card for who, _, card in parted}


def _print(result: "Synchronised", dry_run: bool) -> None:
    for each in result.did:
        click.echo(clean(f"{'would be ' if dry_run else ''}{_DONE[each.do]}: {each.name} ({each.key})"))
    for asked in result.asked:
        click.echo(clean(f"? {asked.name} ({asked.key}): {_told(asked)}"))
        for clash in asked.question.clashes:
            click.echo(clean(f"    {clash.kind}: here {clash.here or 'none'}; there {clash.there or 'none'}"))
        for who in asked.question.already:
            click.echo(clean(f"    {who.name}, {_where(who)}: {', '.join(who.why)}"))
        for answer, does in _choices(asked):
            click.echo(clean(f"    cardscan sync {answer}   {does}"))
    _say_failures(result)
    if not result.stopped:
        counts = Counter(each.do for each in result.did)
        told = [f"{number} {_DONE[do]}" for do, number in counts.items()]
        told += [f"{result.same} the same"] if result.same or not told else []
        told += [f"questions: {len(result.asked)}"] if result.asked else []
        say(("would be: " if dry_run else "") + ", ".join(told))


def _print_json(result: "Synchronised", dry_run: bool) -> None:
    for each in result.did:
        click.echo(
            json.dumps({"would" if dry_run else "did": each.do, "who": each.key, "name": each.name}, ensure_ascii=False)
        )
    for asked in result.asked:
        clashes = [{"field": each.kind, "here": each.here, "there": each.there} for each in asked.question.clashes]
        already = [
            {"name": each.name, "why": each.why, "card": each.path, "file": each.file, "line": each.line}
            for each in asked.question.already
        ]
        value = {"asked": asked.question.about, "why": asked.question.why, "clashes": clashes, "already": already}
        click.echo(json.dumps({**value, "who": asked.key, "name": asked.name}, ensure_ascii=False))
    for kept in result.not_kept:
        click.echo(json.dumps({"not kept": kept.what, "who": kept.key, "name": kept.name}, ensure_ascii=False))
    for key, error in result.failed:
        click.echo(json.dumps({"failed": error.message, "who": key}, ensure_ascii=False))
    questions, failed = len(result.asked), len(result.failed)
    whole = {"done": not result.stopped and not dry_run, "same": result.same, "questions": questions, "failed": failed}
    click.echo(json.dumps(whole))
    _say_failures(result)


def _say_failures(result: "Synchronised") -> None:
    for what, names in _by_what(result.not_kept).items():
        say(clean(f"the server did not keep {what} of {names} as it was sent; it stays here"))
    for complaint in result.complaints:
        say(clean(complaint))
    for key, error in result.failed:
        say(clean(f"{key}: {error.message} ({error.advice})"))


def _by_what(not_kept: Sequence["NotKept"]) -> dict[str, str]:
    """Give whose the fields are that were not kept, by kind: by name where they are few."""
    found: dict[str, list[str]] = {}
    for each in not_kept:
        for what in each.what:
            found.setdefault(what, []).append(f"{each.name} ({each.key})")
    return {what: ", ".join(names) if len(names) < 4 else f"{len(names)} people" for what, names in found.items()}


#: What each answer to a question does.
_CHOICES: dict[str, dict[str, str]] = {
    "seems to be there already": {"here": "creates a card for them there", "there": "leaves them out; they stay here"},
    "changed on both sides": {"here": "writes it there", "there": "takes it from there"},
    "deleted there": {"here": "creates them there again", "there": "leaves it deleted; they stay here"},
    "no longer a quality connection": {"here": "deletes them there", "there": "leaves them there, untouched"},
    "no longer here": {"here": "deletes the card there", "there": "leaves it there"},
    "not found there": {"there": "stops asking; until then each sync looks for it"},
}


def _choices(asked: "Asked") -> Iterator[tuple[str, str]]:
    """Give the answers to a question, as they can be pasted, and what each does."""
    cards = [each.key for each in asked.question.already if each.path]
    for card in cards:
        which = f"{asked.key}={card}" if len(cards) > 1 else asked.key
        yield f"--link {_quoted(which)}", "joins both: each side gets what it lacks"
    for side, does in _CHOICES[asked.question.about].items():
        yield f"--keep {side} {_quoted(asked.key)}", does


def _quoted(text: str) -> str:
    """Write a word as a shell takes it, for what a server calls its cards may be anything."""
    return shlex.quote(clean(text))


def _where(each: "Already") -> str:
    return f"card {each.key}" if each.path else f"{click.format_filename(each.file, shorten=True)}, line {each.line}"


def _told(asked: "Asked") -> str:
    return asked.question.about + (f" ({asked.question.why})" if asked.question.why else "")


def _wait(seconds: float) -> None:
    if seconds >= 5:
        say(f"no answer yet: waiting {seconds:.0f} seconds")
    time.sleep(seconds)


def _ask_password(url: str, user: str) -> str:
    """Ask for a password on a terminal, and offer to keep it in the keyring. Raises InputError without a terminal."""
    from cardscan.dav.addresses import origin_of
    from cardscan.processes.secret import VARIABLE
    from cardscan.sync import passwords

    if not sys.stdin.isatty():
        raise InputError(
            f"there is no password for {user} at {origin_of(url)}",
            f"set {VARIABLE}, or give cardscan sync setup a --password-command,\n"
            "or pip install 'cardscan-pipeline[keyring]' and run it on a terminal once",
        )
    try:
        typed: str = click.prompt(f"Password of {user} at {origin_of(url)}", hide_input=True, err=True)
    except UnicodeDecodeError:
        raise InputError("the password is not UTF-8", "use a terminal set to UTF-8") from None
    if passwords.can_keep() and click.confirm("Keep it in the system's keyring?", default=True, err=True):
        kept = passwords.keep(url, user, typed)
        say("kept" if kept else "the keyring did not take it: you will be asked again")
    return typed


COMMANDS = {"sync": sync}
