"""`cardscan backup`, `restore` and `copy-db`: the store as one file and back, and in another database."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cardscan.cli.options import db_option
from cardscan.cli.output import clean, say, tell_of_file
from cardscan.errors import Exit, InputError
from cardscan.text.wording import counted

if TYPE_CHECKING:
    from cardscan.store.backup import BackedUp
    from cardscan.store.copying import Copied
    from cardscan.store.restore import Restored


@click.command()
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Replace FILE if it already exists.")
@db_option
def backup(file: Path, replace: bool, db: str | None) -> Exit:
    """Write the store into one file: people, notes, memos, pictures of cards, photos handed in on the page.

    You may run it while cardscan serve or watch is running. FILE is a ZIP, readable by you alone and not encrypted;
    - is standard output. Whoever you forget later is still in it: delete old backups, too. Photos in your own folders
    are not in it: cardscan reads those where they are.

    \b
    Examples:
      cardscan backup cards-2026-11.zip
      cardscan backup ~/backups/cards.zip --replace
      cardscan backup - | gpg --encrypt --recipient me > cards.zip.gpg
    """
    from cardscan.export.files import STANDARD_OUTPUT, replacing
    from cardscan.store import locate
    from cardscan.store.backup import back_up

    if file != STANDARD_OUTPUT and file.exists() and not replace:
        raise InputError(f"{file} already exists", "give another name, or --replace")
    with replacing(file) as out:
        done = back_up(locate(db), out)
    tell_of_file(file, _held(done))
    for name in done.missing:
        say(f"missing, so not in the backup: {clean(name)}")
    return Exit.SOME_FAILED if done.missing else Exit.OK


@click.command()
@click.argument("file", metavar="FILE", type=click.Path(path_type=Path))
@click.option("--replace", is_flag=True, help="Move an existing store aside, and put this one in its place.")
@click.option("--check", is_flag=True, help="Only check FILE; restore nothing.")
@db_option
def restore(file: Path, replace: bool, check: bool, db: str | None) -> Exit:
    """Restore the store from a file that cardscan backup wrote.

    Every file is checked by its digest first; only then is everything put in place, at once. If there is a store
    already, nothing is done without --replace, which moves it aside; --db still opens it there.

    \b
    Examples:
      cardscan restore cards-2026-11.zip
      cardscan restore cards-2026-11.zip --check
      cardscan restore cards-2026-11.zip --db other.db
    """
    from cardscan.store import locate
    from cardscan.store.restore import check as only_check
    from cardscan.store.restore import restore as bring_back

    if check:
        click.echo(clean(f"{file} is whole: {_held(only_check(file))}"))
        return Exit.OK
    place = locate(db)
    done = bring_back(file, place, datetime.now(UTC), replace)
    click.echo(clean(f"{place}: {_held(done)}"))
    if done.aside:
        say(clean(f"the old store is now {', '.join(map(str, done.aside))}: delete it when you no longer need it"))
    return Exit.OK


@click.command("copy-db")
@click.argument("source", metavar="FROM")
@click.argument("target", metavar="TO")
def copy_db(source: str, target: str) -> Exit:
    """Copy the store FROM to TO, where there is none: from a file to PostgreSQL, or back, with all pictures.

    Each is what --db takes. FROM stays as it is, and may be in use; what is changed there after the copy has begun is
    not in it. Everything is compared before it counts, and TO is refused if anything is in it.

    \b
    Examples:
      cardscan copy-db ~/cards.db postgresql://db.example/cards
      cardscan copy-db "postgresql://db.example/cards?pictures=/srv/cards" ~/cards.db
    """
    from cardscan.store import locate
    from cardscan.store.copying import copy_store

    place = locate(target)
    done = copy_store(locate(source), place)
    click.echo(clean(f"{place}: {_held(done)}"))
    return Exit.OK


def _held(done: "BackedUp | Restored | Copied") -> str:
    people = "1 person" if done.people == 1 else f"{done.people} people"
    memos = f", {counted(done.memos, 'memo')}" if done.memos else ""
    return f"{people}, {counted(done.pictures, 'picture')}, {counted(done.photos, 'photo')} handed in{memos}"


COMMANDS = {"backup": backup, "restore": restore, "copy-db": copy_db}
