"""Connections that say nothing, too little or too much: how many, how long, and what is logged of them."""

import asyncio
import logging
import os
import socket
import ssl
import struct
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager, suppress
from pathlib import Path

import pytest
import uvicorn
from made import people
from served import Served, serving

from cardscan.web import listener, network, patience
from cardscan.web.listener import MOST_EACH, Listener
from cardscan.web.logs import NoPeople, Seldom

HEAD, STILL = 0.6, 1.0


@contextmanager
def server(monkeypatch: pytest.MonkeyPatch, app: Callable[..., object]) -> Iterator[tuple[str, int]]:
    """Serve an application in this process, with little patience."""
    for name, value in (("HEAD", HEAD), ("STILL", STILL), ("_LOOK_EVERY", 0.05)):
        monkeypatch.setattr(patience, name, value)
    here = Listener()
    here.bind(("127.0.0.1", 0))
    config = uvicorn.Config(
        app, http=patience.Patience, log_config=None, lifespan="off", timeout_graceful_shutdown=1  # type: ignore[arg-type]
    )  # fmt: skip
    running = uvicorn.Server(config)

    def run() -> None:
        with asyncio.Runner(loop_factory=patience.Loop) as runner:
            runner.run(running.serve(sockets=[here]))

    thread = threading.Thread(target=run)
    thread.start()
    try:
        while not running.started:
            time.sleep(0.01)
        yield here.getsockname()
    finally:
        running.should_exit = True
        thread.join(20)
        here.close()


async def app(scope: dict[str, str], receive: Callable[..., object], send: Callable[..., object]) -> None:
    """Take the whole body; /slow takes its time, /big answers with 64 MB."""
    more = True
    while more:
        message = await receive()  # type: ignore[misc]
        more = message.get("more_body", False)
    if scope["path"] == "/slow":
        await asyncio.sleep(STILL * 2)
    await send({"type": "http.response.start", "status": 200, "headers": []})  # type: ignore[misc]
    for _ in range(1024 if scope["path"] == "/big" else 1):
        await send({"type": "http.response.body", "body": b"x" * 65536, "more_body": True})  # type: ignore[misc]
    await send({"type": "http.response.body", "body": b""})  # type: ignore[misc]


def seconds_until_cut(connection: socket.socket, say: bytes = b"", every: float = 0.1) -> float:
    """Measure how long a connection lasts on which something is said again and again."""
    start = time.monotonic()
    connection.settimeout(every)
    while time.monotonic() - start < 10:
        try:
            if say:
                connection.sendall(say)
            if connection.recv(65536) == b"":
                break
        except TimeoutError:
            continue
        except OSError:
            break
    return time.monotonic() - start


@pytest.mark.parametrize("start", [b"", b"GET / HTTP/1.1\r\nHost: x\r\nX: "])
@pytest.mark.parametrize("say", [b"", b"y"])
def test_a_request_whose_head_does_not_come_is_cut(monkeypatch: pytest.MonkeyPatch, start: bytes, say: bytes) -> None:
    with server(monkeypatch, app) as at, socket.create_connection(at) as connection:
        connection.sendall(start)
        assert HEAD * 0.9 < seconds_until_cut(connection, say) < HEAD + 1


def test_the_next_request_of_a_connection_has_its_own_time(monkeypatch: pytest.MonkeyPatch) -> None:
    with server(monkeypatch, app) as at, socket.create_connection(at) as connection:
        for _ in range(4):
            connection.sendall(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")
            got = b""
            while not got.endswith(b"0\r\n\r\n"):
                got += connection.recv(65536)
            time.sleep(HEAD * 0.7)
        connection.sendall(b"GET / HTTP/1.1\r\n")
        assert seconds_until_cut(connection, b"X: y\r\n") < HEAD + 1


def test_a_photo_may_come_slowly_and_not_never(monkeypatch: pytest.MonkeyPatch) -> None:
    head = b"POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\n"
    with server(monkeypatch, app) as at:
        with socket.create_connection(at) as connection:
            connection.sendall(head)
            for _ in range(20):
                connection.sendall(b"z" * 50)
                time.sleep(STILL / 5)
            assert connection.recv(100).startswith(b"HTTP/1.1 200")
        with socket.create_connection(at) as connection:
            connection.sendall(head + b"z" * 50)
            assert STILL * 0.9 < seconds_until_cut(connection) < STILL + 1


def test_a_page_may_take_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    with server(monkeypatch, app) as at, socket.create_connection(at, timeout=20) as connection:
        connection.sendall(b"GET /slow HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
        assert connection.recv(100).startswith(b"HTTP/1.1 200")


def test_who_takes_no_answer_is_cut(monkeypatch: pytest.MonkeyPatch) -> None:
    with server(monkeypatch, app) as at, socket.create_connection(at) as connection:
        connection.sendall(b"GET /big HTTP/1.1\r\nHost: x\r\n\r\n")
        time.sleep(STILL + 1)
        got = 0
        with suppress(ConnectionResetError):
            while part := connection.recv(1 << 20):
                got += len(part)
        assert got < 1024 * 65536
        with socket.create_connection(at) as another:  # one who takes it slowly gets it all
            another.sendall(b"GET /big HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            got = 0
            while part := another.recv(8 << 20):
                got += len(part)
                time.sleep(0.05)
        assert got > 1024 * 65536


def connected(stack: ExitStack, port: int, source: str) -> socket.socket:
    return stack.enter_context(socket.create_connection(("127.0.0.1", port), 5, (source, 0)))


def hung_up(connection: socket.socket) -> bool:
    connection.settimeout(0.5)
    try:
        return connection.recv(1) == b""
    except TimeoutError:
        return False
    except OSError:
        return True


def test_one_address_has_so_many_connections_and_all_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(listener, "MOST_EACH", 3)
    monkeypatch.setattr(listener, "MOST_CONNECTIONS", 5)
    monkeypatch.setattr(listener, "_is_here", lambda source: source == "127.0.0.1")
    with closing(Listener()) as here, ExitStack() as stack:
        here.bind(("127.0.0.1", 0))
        here.listen(50)
        port, taken = here.getsockname()[1], []

        def comes(source: str) -> bool:
            connected(stack, port, source)
            try:
                taken.append(stack.enter_context(here.accept()[0]))
            except ConnectionAbortedError:
                return False
            return True

        assert [comes("127.0.0.2") for _ in range(5)] == [True, True, True, False, False]
        assert [comes("127.0.0.3") for _ in range(3)] == [True, True, False]  # five of others
        assert [comes("127.0.0.1") for _ in range(4)] == [True, True, True, False]  # we ourselves are not kept out
        taken[0].close()
        taken[0].close()  # counted once
        assert [comes("127.0.0.4") for _ in range(2)] == [True, False]
        for each in taken:
            each.close()
        assert not here._open  # nothing is kept of who is gone


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> str:
    db = str(tmp_path_factory.mktemp("web") / "x.db")
    people(db, "Ottoline Brackwyth")
    return db


def descriptors(it: Served) -> int:
    return len(os.listdir(f"/proc/{it.process.pid}/fd"))  # noqa: PTH208 - numbers


@pytest.mark.skipif(not Path("/proc").is_dir(), reason="counts file descriptors in /proc")
@pytest.mark.parametrize("options", [(), ("--lan",)])
def test_half_open_connections_keep_nobody_out_and_end(db: str, tmp_path: Path, options: tuple[str, ...]) -> None:
    if options and not network.addresses():
        pytest.skip("this machine is on no network")
    with serving(db, tmp_path / "log", *options) as it, ExitStack() as stack:
        port = int(it.base.rpartition(":")[2])
        before = descriptors(it)
        half = [connected(stack, port, "127.0.0.66") for _ in range(120)]
        if not options:
            for each in half[::2]:
                each.send(b"GET / HTTP/1.1\r\nHost: ")
        time.sleep(0.5)
        assert descriptors(it) - before <= MOST_EACH + 4
        start = time.monotonic()
        assert it.pair().status == 303 and it.get("/people").status == 200
        assert time.monotonic() - start < 5
        deadline = start + patience.HEAD + 5
        while descriptors(it) > before + 8 and time.monotonic() < deadline:
            time.sleep(0.2)
        assert descriptors(it) <= before + 8
        assert sum(map(hung_up, half[-5:])) == 5


@pytest.mark.parametrize("options", [(), ("--lan",)])
def test_what_strangers_send_fills_no_log(db: str, tmp_path: Path, options: tuple[str, ...]) -> None:
    if options and not network.addresses():
        pytest.skip("this machine is on no network")
    garbage = (b"\x16\x03\x01\x00\xff\x01", b"NONSENSE\r\n\r\n", b"GET / HTTP/1.1\r\n\r\n", b"\0" * 9000,
               b"GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n",
               b"POST /pair HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nx")  # fmt: skip
    with serving(db, tmp_path / "log", *options) as it:
        port = int(it.base.rpartition(":")[2])
        trusting = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        trusting.check_hostname, trusting.verify_mode = False, ssl.CERT_NONE
        for number in range(240):
            with socket.create_connection(("127.0.0.1", port), 5, (f"127.0.0.{number % 20 + 2}", 0)) as raw:
                connection = raw
                if options and number % 3:  # a handshake first, sometimes
                    connection = trusting.wrap_socket(raw)
                connection.sendall(garbage[number % len(garbage)])
                if number % 2:  # cut off without a word
                    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
                connection.close()
        time.sleep(1)
        assert it.get("/pair").status == 200
        assert it.end() == 0
    log = (tmp_path / "log").read_text()
    assert "Traceback" not in log
    assert len(log.splitlines()) <= 20, log


def test_the_same_line_is_logged_once_a_minute_with_how_often_it_came() -> None:
    now = [0.0]
    seldom = Seldom(lambda: now[0])

    def said(line: str) -> str | None:
        record = logging.LogRecord("x", logging.WARNING, "", 0, line, (), None)
        return record.getMessage() if seldom.filter(record) else None

    assert said("odd") == "odd"
    assert [said("odd") for _ in range(3)] == [None] * 3
    assert said("another") == "another"
    now[0] = 61
    assert said("odd") == "odd (and 3 times more)"
    assert said("odd") is None
    for number in range(500):
        said(f"line {number}")
    assert len(seldom._said) <= 100


def test_an_error_of_the_event_loop_shows_its_place_and_nothing_else() -> None:
    try:
        raise ValueError("Ottoline Brackwyth")
    except ValueError as error:
        record = logging.LogRecord("asyncio", logging.ERROR, "", 0, "odd", (), (ValueError, error, None))
    assert NoPeople().filter(record)
    assert "Brackwyth" not in record.getMessage() and "ValueError" in record.getMessage() and not record.exc_info
