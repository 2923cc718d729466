"""`cardscan serve`: pages to look at the cards, write the notes and photograph new ones."""

import webbrowser
from datetime import datetime
from functools import partial
from pathlib import Path

import click

from cardscan.cli.options import db_option, read_options
from cardscan.cli.output import say
from cardscan.errors import Exit

PORT = 8765


@click.command()
@click.option("--port", metavar="N", type=click.IntRange(0, 65535), default=PORT, show_default=True,
              help="Where to listen; 0 takes one that is free.")  # fmt: skip
@click.option("--lan", is_flag=True, help="Let devices of the same network in, each by a link that works once.")
@click.option("--tls", is_flag=True, help="Serve https, with a certificate made here: for the live camera of a phone.")
@click.option("--no-browser", is_flag=True, help="Do not open a browser.")
@click.option("--lang", "languages", metavar="LANGS", default="", help="Tesseract's languages (deu+eng); else guessed.")
@click.option("--tesseract", metavar="PATH", type=click.Path(path_type=Path), help="The tesseract program to use.")
@click.option("--engine", type=click.Choice(["both", "tesseract", "rapidocr"]), default="both", show_default=True,
              help="Whose text counts.")  # fmt: skip
@db_option
def serve(
    port: int,
    lan: bool,
    tls: bool,
    no_browser: bool,
    languages: str,
    tesseract: Path | None,
    engine: str,
    db: str | None,
) -> Exit:
    """Serve pages for the desk and the phone, until Ctrl-C: inbox, people, capture, events, what is due.

    Only this machine can reach them, and only a browser that was let in by the link that is printed; it works once,
    within ten minutes. --lan prints it as a QR code for a phone; the page "Settings" lists who was let in, throws out,
    and makes further links. Photos that are handed in are read in the background; what is not read when it stops is
    read the next time.

    \b
    Examples:
      cardscan serve
      cardscan serve --lan
      cardscan serve --lan --tls --port 9000 --no-browser
    """
    from cardscan.processes.pool import reader
    from cardscan.store import open_store
    from cardscan.web.server import listen
    from cardscan.web.server import serve as run

    chosen = tuple(part for part in languages.replace(",", "+").split("+") if part)
    with open_store(db) as store:
        at = listen(port, lan, tls)
        run(
            at,
            store,
            partial(reader, read_options(engine, tesseract, chosen)),
            now=lambda: datetime.now().astimezone(),
            ready=lambda link: _tell(link, lan, tls, no_browser),
        )
    return Exit.OK


def _tell(link: str, lan: bool, tls: bool, no_browser: bool) -> None:
    """Print the link that lets a device in, for a phone as a code; open it here, where that is wanted."""
    click.echo(f"Open this once, within ten minutes: {link}")
    if lan:
        import segno

        segno.make(link, micro=False).terminal(compact=True)
        say("or scan the code with a phone in the same network")
    if tls:
        say("the browser warns of a certificate that it does not know: it was made here, go on")
    say("Ctrl-C ends it; photos that wait are read the next time")
    if not no_browser and not lan:
        webbrowser.open(link)


COMMANDS = {"serve": serve}
