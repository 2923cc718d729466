"""`cardscan draft`: a follow-up in the user's words, as a draft for their mail program."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cardscan.cli.options import db_option, lang_option, templates_option, who_argument
from cardscan.cli.output import clean, say
from cardscan.errors import Exit, InputError

if TYPE_CHECKING:
    from cardscan.export.templating import Lang


@click.command()
@who_argument
@click.option(
    "--out",
    metavar="FILE.eml",
    type=click.Path(path_type=Path),
    help="The file to write. Default: the name of WHO, in the current folder.",
)
@click.option("--template", metavar="NAME", default="follow-up", show_default=True, help="The template to use.")
@lang_option
@templates_option
@db_option
def draft(who: str, out: Path | None, template: str, lang: "Lang | None", templates: Path, db: str | None) -> Exit:
    """Write a follow-up mail with what you talked about, what you promised and dates of theirs.

    Nothing is sent: your mail program opens the file as a draft. Only quality connections get one.

    What your note says about them is turned to address them: "moves her shop" becomes "you move your shop". Sentences
    that cannot be turned, are about somebody else or in another language are left out, and listed.

    A template of your own, NAME.LANG.txt.j2 or NAME.txt.j2, replaces the built-in one. It is Jinja2: the first
    line is "Subject: …", then an empty line, then the text. It may use name, given, org, title, event, the_event,
    met, talked, can_help, promises, each with text and due, and dates (of theirs), each with text, day and past.

    \b
    Examples:
      cardscan draft muller
      cardscan draft 12 --out mails/anna.eml --lang de
      cardscan draft muller --template thanks --templates ~/mail-templates
    """
    from cardscan.actions.find_person import find_one
    from cardscan.cli.user import open_store
    from cardscan.export.draft import follow_up, noted
    from cardscan.export.files import file_names, write_private
    from cardscan.export.outgoing import full_name

    with open_store(db) as store:
        person = store.person(find_one(store, who))
        others = store.directory.named_in(noted(person), person.id)
    today = datetime.now().astimezone().date()
    mail = follow_up(person, templates, today, template, lang, others)
    file = out or Path(file_names([(full_name(person.contact), person.uid)], ".eml")[0])
    if not out and file.exists():
        raise InputError(f"{file} already exists", "name the file with --out to replace it")
    write_private(file, mail.mail)
    if str(file) != "-":
        click.echo(click.format_filename(file))
    for each in mail.left_out:
        say(clean(f'left out, as it is {each.why}: "{each.text}"'))
    if mail.left_out:
        say(f"write {'it' if len(mail.left_out) == 1 else 'them'} yourself, in your mail program")
    return Exit.OK


COMMANDS = {"draft": draft}
