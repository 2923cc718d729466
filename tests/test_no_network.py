"""No command but sync opens a connection, or loads what could."""

import json
import os
import subprocess
import sys
from pathlib import Path

import made

from cardscan.cli import COMMANDS
from cardscan.errors import Exit
from cardscan.store import open_store

_WATCHED = """
import json, os, signal, socket, sys, threading, webbrowser
from cardscan.cli import main

def opened(*_, **__):
    raise AssertionError("a connection")

for name in ("connect", "connect_ex", "sendto"):
    setattr(socket.socket, name, opened)
socket.getaddrinfo = opened
# What serve opens once it listens; a while later it is stopped as a service is.
webbrowser.open = lambda link: threading.Timer(2, os.kill, (os.getpid(), signal.SIGTERM)).start()
codes = {}
for command in json.loads(sys.argv[1]):
    sys.stdin = open("/dev/null")
    codes[" ".join(command)] = main(command)
print(json.dumps([codes, sorted({"httpx2", "keyring", "cardscan.dav.http"} & sys.modules.keys())]), file=sys.stderr)
"""

LINES = [
    ["event", "add", "Boat fair", "--date", "2026-10-02"],
    ["list"],
    ["show", "1"],
    ["edit", "1", "--title", "Harbour Master"],
    ["note", "1", "--talked", "dredges a canal that silts up", "--can-help", "introduce our hydrologist in Ghent"],
    ["note", "2", "--talked", "needs a slipway for wide barges", "--can-help", "send the chart of the upper lock"],
    ["promise", "list"],
    ["today"],
    ["contacted", "1"],
    ["cadence", "1", "month"],
    ["snooze", "1", "2026-12-24"],
    ["recall"],
    ["introduce"],
    ["draft", "1", "--out", "draft.eml"],
    ["who", "Ottoline"],
    ["different", "1", "2"],
    ["undo"],
    ["merge", "1", "2"],
    ["split", "1"],
    ["review"],
    ["export", "out.vcf", "--all"],
    ["vcard", "check", "out.vcf"],
    ["book", "add", "out.vcf"],
    ["calendar", "out.ics"],
    ["dump", "1"],
    ["forget", "1", "--yes"],
    ["doctor"],
    ["completion", "bash"],
    ["ingest", "text.jpg"],
    ["read", "text.jpg"],
    ["retry", "--list"],
    ["watch", "empty", "--once"],
    ["capture", "--video", "text.jpg", "--into", "empty"],
    ["serve", "--port", "0"],
]


def test_no_other_command_opens_a_connection(tmp_path: Path) -> None:
    made.people(str(tmp_path / "x.db"), "Ottoline Brackwyth", "Zdislav Kvapilík")
    (tmp_path / "text.jpg").write_text("no photo")
    (tmp_path / "empty").mkdir()
    env = {**os.environ, "CARDSCAN_DB": str(tmp_path / "x.db"), "PYTHONPATH": str(Path(__file__).parent.parent)}
    command = [sys.executable, "-c", _WATCHED, json.dumps(LINES)]
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    codes, loaded = json.loads(done.stderr.splitlines()[-1])
    assert loaded == []
    assert len(codes) == len(LINES) and Exit.USAGE not in codes.values(), codes
    tried = {line[0] for line in LINES}
    assert {*COMMANDS} - tried == {"sync"}  # a new command has to be tried here, too


def test_to_say_how_things_stand_asks_nobody(tmp_path: Path) -> None:
    with open_store(str(tmp_path / "x.db")):
        pass
    env = {**os.environ, "CARDSCAN_DB": str(tmp_path / "x.db"), "PYTHONPATH": str(Path(__file__).parent.parent)}
    command = [sys.executable, "-c", _WATCHED, json.dumps([["sync", "status"], ["sync", "--help"], ["sync"]])]
    done = subprocess.run(command, cwd=tmp_path, env=env, capture_output=True, text=True, timeout=60)
    assert json.loads(done.stderr.splitlines()[-1])[0] == {"sync status": 4, "sync --help": 0, "sync": 4}
