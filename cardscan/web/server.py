"""Serve the pages: find an address, make the site, run until stopped."""

import asyncio
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import uvicorn

from cardscan.errors import InputError
from cardscan.processes import garbage
from cardscan.processes.pool import Pool
from cardscan.store import Store
from cardscan.voice.hearing import Hearing
from cardscan.web import logs, network
from cardscan.web.app import make_app, make_desk
from cardscan.web.desk import Site
from cardscan.web.ending import Server
from cardscan.web.listener import Listener
from cardscan.web.patience import Loop, Patience
from cardscan.web.tls import certificate

_HERE = ("127.0.0.1", "localhost")


@dataclass(frozen=True, slots=True)
class Listening:
    """A socket that listens, and the site that it serves."""

    socket: Listener
    site: Site
    names: tuple[str, ...]  # of this machine, as others may call it


def listen(port: int, lan: bool, tls: bool) -> Listening:
    """Open the socket, for this machine alone or, with `lan`, for its networks.

    Raises InputError where the port is taken, or this machine is in no network.
    """
    reached = network.addresses() if lan else ()
    if lan and not reached:
        raise InputError(
            "this machine is on no network that a phone could join", "join the phone's Wi-Fi first, or leave out --lan"
        )
    here = Listener()
    try:
        here.bind(("0.0.0.0" if lan else "127.0.0.1", port))  # noqa: S104 - asked for with --lan
    except OSError as error:
        here.close()
        raise InputError(f"port {port} cannot be used: {error.strerror}", "choose another one with --port") from error
    port = here.getsockname()[1]
    names = (*reached, *(network.names() if lan else ()), *_HERE)
    scheme, usual = ("https", 443) if tls else ("http", 80)
    hosts = {f"{name}:{port}" for name in names} | (set(names) if port == usual else set())
    return Listening(here, Site(f"{scheme}://{names[0]}:{port}", frozenset(hosts), lan, tls), names)


def serve(
    at: Listening,
    store: Store,
    pool: Pool,
    now: Callable[[], datetime],
    ready: Callable[[str, str], None],
    hear: Hearing | None = None,
) -> None:
    """Serve until a signal ends it.

    hear: writes memos down.
    ready: is given a link that lets one device in, and the certificate's fingerprint, "" without one.
    Raises StoreError where no certificate can be written.
    """
    made = make_desk(at.site, store, pool, now, hear)
    made.pairing.end_unused()
    files: dict[str, Any] = {}
    fingerprint = ""
    if at.site.tls:
        ours = certificate(store.place.file.parent, at.names, now())
        files = {"ssl_certfile": str(ours.file), "ssl_keyfile": str(ours.key)}
        fingerprint = ours.fingerprint
    config = uvicorn.Config(
        make_app(made), http=Patience, ws="none", log_config=None, access_log=False, server_header=False,
        date_header=True, lifespan="on", timeout_graceful_shutdown=3, **files,
    )  # fmt: skip
    logs.quiet()
    server = Server(config)
    at.socket.listen(128)
    ready(f"{at.site.base}/pair?link={made.pairing.new_link()}", fingerprint)
    with (
        closing(at.socket),
        garbage.settling(),
        suppress(KeyboardInterrupt),
        asyncio.Runner(loop_factory=Loop) as runner,
    ):
        runner.run(server.serve(sockets=[at.socket]))  # uvicorn raises KeyboardInterrupt once it has ended well
