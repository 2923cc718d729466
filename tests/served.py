"""A real `cardscan serve` in a process of its own, and how tests ask it."""

import http.client
import json
import os
import re
import signal
import ssl
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlencode, urlsplit
from uuid import uuid4

_SECONDS = 60


@dataclass
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()

    def json(self) -> object:
        return json.loads(self.body)


@dataclass
class Served:
    """A server that runs; `cookie` is of the browser that the test is."""

    process: subprocess.Popen[str]
    link: str
    log: Path
    cookie: str = ""
    extra: dict[str, str] = field(default_factory=dict)
    certificate: Path | None = None  # the only one that is trusted, where it serves https

    @property
    def base(self) -> str:
        parts = urlsplit(self.link)
        return f"{parts.scheme}://{parts.netloc}"

    def ask(self, method: str, path: str, body: bytes | str | None = None, **headers: str) -> Answer:
        """Send a request as it is; names of headers are given with _ for -, an empty one is left out."""
        parts = urlsplit(self.base)
        connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=_SECONDS)
        if parts.scheme == "https":
            trusting = ssl.create_default_context(cafile=str(self.certificate))
            connection = http.client.HTTPSConnection(
                parts.hostname or "", parts.port, timeout=_SECONDS, context=trusting
            )
        sent = {"Cookie": self.cookie, **{name.replace("_", "-"): value for name, value in headers.items()}}
        try:
            connection.request(method, path, body, {name: value for name, value in sent.items() if value})
            answer = connection.getresponse()
            return Answer(answer.status, {k.lower(): v for k, v in answer.getheaders()}, answer.read())
        finally:
            connection.close()

    def get(self, path: str, **headers: str) -> Answer:
        return self.ask("GET", path, **headers)

    def post(self, path: str, form: Mapping[str, str] | None = None, **headers: str) -> Answer:
        """Send a form as a browser sends it from a page of ours."""
        kind = {"Content_Type": "application/x-www-form-urlencoded"}
        return self.ask("POST", path, urlencode(form or {}), **{"Origin": self.base, **kind, **headers})

    def send(self, path: str, files: Mapping[str, bytes], under: str = "photos", **fields: str) -> Answer:
        """Hand in files as a browser does, all under one name of the form's."""
        mark = uuid4().hex
        parts = [
            f'--{mark}\r\nContent-Disposition: form-data; name="{k}"\r\n\r\n{v}\r\n'.encode() for k, v in fields.items()
        ]
        for name, content in files.items():
            head = f'--{mark}\r\nContent-Disposition: form-data; name="{under}"; filename="{name}"\r\n\r\n'
            parts += [head.encode(), content, b"\r\n"]
        body = b"".join([*parts, f"--{mark}--\r\n".encode()])
        return self.ask("POST", path, body, Origin=self.base, Content_Type=f"multipart/form-data; boundary={mark}")

    def pair(self, link: str = "") -> Answer:
        """Let this test in by a link, and keep the cookie."""
        answer = self.post("/pair", {"link": (link or self.link).partition("link=")[2], "name": "a test"})
        if found := re.match(r"([^=]+=[^;]+);", answer.headers.get("set-cookie", "")):
            self.cookie = found[1]
        return answer

    def end(self, how: signal.Signals = signal.SIGINT) -> int:
        """End the server, by default as Ctrl-C does, and return its exit code."""
        self.process.send_signal(how)
        return self.process.wait(_SECONDS)


@contextmanager
def serving(db: str, log: Path, *options: str) -> Iterator[Served]:
    """Serve a store on a free port."""
    command = [sys.executable, "-m", "cardscan", "serve", "--no-browser", "--port", "0", "--db", db, *options]
    with (
        log.open("ab") as errors,
        subprocess.Popen(
            command, stdout=subprocess.PIPE, stderr=errors, text=True, env={**os.environ, "PYTHONUNBUFFERED": "1"}
        ) as process,
    ):
        try:
            assert process.stdout
            said = process.stdout.readline()
            found = re.search(r"https?://\S+", said)
            assert found, log.read_text()
            yield Served(process, found[0], log, certificate=Path(db).parent / "cardscan-tls.pem")
        finally:
            if process.poll() is None:
                process.terminate()
                try:
                    process.wait(_SECONDS)
                except subprocess.TimeoutExpired:
                    process.kill()
                    raise
