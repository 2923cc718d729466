"""Serve the pages: find an address, make the site, run until stopped."""

import ipaddress
import logging
import socket
import sys
from collections.abc import Callable
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import uvicorn

from cardscan.errors import InputError, SetupError
from cardscan.processes.pool import MakeRead
from cardscan.store import Store
from cardscan.web.app import make_app, make_desk
from cardscan.web.desk import Site
from cardscan.web.ending import Server
from cardscan.web.tls import certificate


@dataclass(frozen=True, slots=True)
class Listening:
    """A socket that listens, and the site that it serves."""

    socket: socket.socket
    site: Site
    names: tuple[str, ...]  # of this machine, as others may call it


def listen(port: int, lan: bool, tls: bool) -> Listening:
    """Open the socket, for this machine alone or, with `lan`, for its networks. Raises InputError where it is taken."""
    here = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    here.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        here.bind(("0.0.0.0" if lan else "127.0.0.1", port))  # noqa: S104 - asked for with --lan
    except OSError as error:
        here.close()
        raise InputError(f"port {port} cannot be had: {error.strerror}", "give another one with --port") from error
    port = here.getsockname()[1]
    names = ["localhost", "127.0.0.1"]
    if lan:
        own = _own_address()
        host = socket.gethostname().lower()
        names += [*([own] if own else []), *([host, f"{host}.local"] if host and not _is_address(host) else [])]
    first = _own_address() if lan else ""
    base = f"{'https' if tls else 'http'}://{first or '127.0.0.1'}:{port}"
    return Listening(here, Site(base, frozenset(f"{name}:{port}" for name in names), lan, tls), tuple(names))


def serve(
    at: Listening, store: Store, make_read: MakeRead, now: Callable[[], datetime], ready: Callable[[str], None]
) -> None:
    """Serve until a signal ends it; `ready` is given a link that lets one device in. Raises SetupError."""
    made = make_desk(at.site, store, make_read, now)
    files: dict[str, Any] = {}
    if at.site.tls:
        try:
            pem, key = certificate(store.place.file.parent, at.names, now())
        except OSError as error:
            raise SetupError(f"no certificate can be written: {error.strerror}", "leave out --tls") from error
        files = {"ssl_certfile": str(pem), "ssl_keyfile": str(key)}
    config = uvicorn.Config(
        make_app(made), log_config=None, access_log=False, server_header=False, date_header=True, lifespan="on",
        timeout_graceful_shutdown=3, **files,
    )  # fmt: skip
    _quiet_logs()
    server = Server(config)
    at.socket.listen(128)
    ready(f"{at.site.base}/pair?link={made.pairing.new_link()}")
    with closing(at.socket), suppress(KeyboardInterrupt):  # uvicorn raises it once it has ended well
        server.run(sockets=[at.socket])


class _NoPeople(logging.Filter):
    """Keeps what an error was about out of the log: a message may quote a card, a traceback shows its place alone."""

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and record.exc_info[1]:
            error = record.exc_info[1]
            trace = error.__traceback__
            while trace and trace.tb_next:
                trace = trace.tb_next
            where = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"
            record.msg, record.args, record.exc_info = f"{type(error).__name__} at {where}", (), None
        return True


def _quiet_logs() -> None:
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(_NoPeople())
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s", "%Y-%m-%d %H:%M:%S"))
    for name, level in (("uvicorn.error", logging.WARNING), ("cardscan", logging.WARNING)):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(level)


def _own_address() -> str:
    """Give our address in the network that leads out; nothing is sent to find it."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            probe.connect(("192.0.2.1", 9))  # a documentation address (RFC 5737)
        except OSError:
            return ""
        return str(probe.getsockname()[0])


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
