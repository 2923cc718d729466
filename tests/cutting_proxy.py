"""A proxy that stands for a bad network: it cuts requests that hand something in, each at another point.

It listens on 127.0.0.2 on the port of the server, and calls itself by the server's name: 127.0.0.1 is as long.
"""

import contextlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager

CUTS = ("half of the request", "no answer", "half of the answer")


class Cutting:
    """A proxy that runs; cuts each photo once at each point."""

    def __init__(self, port: int, cuts: tuple[str, ...] = CUTS) -> None:
        self.port, self.cut = port, list[str]()
        self._cuts, self._next = cuts, 0
        self._lock = threading.Lock()
        self._listener = socket.create_server(("127.0.0.2", port))

    @property
    def base(self) -> str:
        return f"http://127.0.0.2:{self.port}"

    def run(self) -> None:
        while True:
            try:
                connection, _ = self._listener.accept()
            except OSError:  # closed
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def close(self) -> None:
        self._listener.close()

    def _fault(self, head: bytes) -> str:
        if not head.startswith(b"POST /api/uploads"):
            return ""
        with self._lock:
            self._next += 1
            turn = self._next % (len(self._cuts) + 1)
            fault = self._cuts[turn - 1] if turn else ""
            self.cut += [fault] if fault else []
            return fault

    def _serve(self, client: socket.socket) -> None:
        with client, contextlib.suppress(OSError):
            client.settimeout(20)
            received = b""
            while b"\r\n\r\n" not in received:
                if not (more := client.recv(65536)):
                    return
                received += more
            head, _, body = received.partition(b"\r\n\r\n")
            length = next(
                (int(line[15:]) for line in head.split(b"\r\n") if line.lower().startswith(b"content-length:")), 0
            )
            while len(body) < length:
                if not (more := client.recv(65536)):
                    return
                body += more
            fault = self._fault(head)
            head = head.replace(b"127.0.0.2", b"127.0.0.1").replace(b"keep-alive", b"close")
            with socket.create_connection(("127.0.0.1", self.port), timeout=20) as server:
                if fault == "half of the request":
                    server.sendall(head + b"\r\n\r\n" + body[: length // 2])
                    return
                server.sendall(head + b"\r\n\r\n" + body)
                answer = b""
                while more := server.recv(65536):
                    answer += more
            if fault == "no answer":
                return
            client.sendall(answer[: len(answer) - 20] if fault else answer)


@contextmanager
def cutting(port: int) -> Iterator[Cutting]:
    made = Cutting(port)
    threading.Thread(target=made.run, daemon=True).start()
    try:
        yield made
    finally:
        made.close()
