"""`cardscan serve`: pages to look at the cards, write the notes and photograph new ones."""

import webbrowser
from datetime import datetime

import click

from cardscan.cli.options import Reading, db_option, reader_options
from cardscan.cli.output import say
from cardscan.errors import Exit

PORT = 8765


@click.command()
@click.option("--port", metavar="N", type=click.IntRange(0, 65535), default=PORT, show_default=True,
              help="Port to listen on; 0 picks a free one.")  # fmt: skip
@click.option("--lan", is_flag=True, help="Let in devices on the same network, each by a link that works once.")
@click.option("--tls/--no-tls", default=None,
              help="Serve https, with a certificate made here. On with --lan; --no-tls serves clear text.")  # fmt: skip
@click.option("--no-browser", is_flag=True, help="Do not open a browser.")
@reader_options
@db_option
def serve(
    port: int,
    lan: bool,
    tls: bool | None,
    no_browser: bool,
    reading: Reading,
    db: str | None,
) -> Exit:
    """Serve pages for the desk and the phone, until Ctrl-C: inbox, people, capture, events, what is due.

    Only this machine can reach them, and only a browser that was let in by the printed link, which works once, within
    ten minutes. --lan prints it as a QR code for a phone. The page "Settings" lists paired devices, throws them out,
    and makes more links. Photos that you hand in are read in the background; what is unread when the server stops is
    read the next time.

    --lan serves https: nobody on the network can read along, and a phone allows its live camera. Since nobody but this
    machine vouches for the certificate, each browser warns about it once: compare the printed fingerprint with the one
    it shows, and go on. A phone that installs this machine's authority, under "Settings", is not warned, and keeps the
    page for photos where there is no connection. The page "My card" shows your own contact as a code, and lets whoever
    scans it on this network leave theirs. --no-tls avoids the warning, but anyone on the network can read along.

    \b
    Examples:
      cardscan serve
      cardscan serve --lan
      cardscan serve --lan --port 9000 --no-browser
    """
    from cardscan.cli.memo import hearing
    from cardscan.cli.user import open_store
    from cardscan.processes.pool import Pool
    from cardscan.web.jobs import how_many_readers
    from cardscan.web.server import listen
    from cardscan.web.server import serve as run

    with open_store(db) as store:
        at = listen(port, lan, lan if tls is None else tls)
        run(
            at,
            store,
            Pool(reading.make_read(), how_many_readers(), reading.limits()),
            now=lambda: datetime.now().astimezone(),
            ready=lambda link, fingerprint: _tell(link, fingerprint, lan, no_browser),
            hear=hearing(),
        )
    return Exit.OK


def _tell(link: str, fingerprint: str, lan: bool, no_browser: bool) -> None:
    """Print the link that lets a device in, for a phone as a code; open it here, where that is wanted."""
    click.echo(f"Open this once, within ten minutes: {link}")
    if lan:
        import segno

        segno.make(link, micro=False).terminal(compact=True)
        say("or scan the code with a phone on the same network")
    if fingerprint:
        say("the browser will warn once that it does not know the certificate: it was made here for this machine alone")
        say(f"go on only if it shows this SHA-256 fingerprint: {fingerprint}")
    elif lan:
        say("clear text: anyone on this network can read the cards and notes that are sent, and this link")
        say("leave out --no-tls unless the network is yours alone")
    say("Ctrl-C stops the server; photos that wait are read the next time")
    if not no_browser and not lan:
        webbrowser.open(link)


COMMANDS = {"serve": serve}
