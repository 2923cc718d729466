"""Have a watch begun by the system: a systemd user unit, and a launchd agent for macOS."""

import plistlib
import sys
from collections.abc import Sequence
from pathlib import Path

LABEL = "cardscan.watch"
KINDS = ("systemd", "launchd")
_STOP_SECONDS = 60  # to finish the photos at hand

# KillMode: the readers are ended by the watch, once they have finished. 2, 3: what is wrong does not pass by itself.
_SYSTEMD = """\
# ~/.config/systemd/user/cardscan-watch.service
# then: systemctl --user daemon-reload && systemctl --user enable --now cardscan-watch
# what it says: journalctl --user -u cardscan-watch; without a login: loginctl enable-linger
[Unit]
Description=cardscan watch: photos of business cards come in by themselves

[Service]
ExecStart={command}
KillMode=mixed
TimeoutStopSec={seconds}
Restart=on-failure
RestartSec=30
RestartPreventExitStatus=2 3
Nice=10

[Install]
WantedBy=default.target
"""


def default_kind() -> str:
    """Name the kind of this system."""
    return "launchd" if sys.platform == "darwin" else "systemd"


def command(arguments: Sequence[str]) -> list[str]:
    """Make the command that runs cardscan as it runs now; it must not depend on PATH or on where it is begun."""
    return [sys.executable, "-P", "-m", "cardscan", *arguments]


def unit(kind: str, arguments: Sequence[str]) -> str:
    """Write the unit of a kind of `KINDS`, which runs cardscan with these arguments."""
    if kind == "systemd":
        return _SYSTEMD.format(command=" ".join(map(_quoted, command(arguments))), seconds=_STOP_SECONDS)
    agent = {
        "Label": LABEL,
        "ProgramArguments": command(arguments),
        "RunAtLoad": True,
        "KeepAlive": {"SuccessfulExit": False},
        "ThrottleInterval": 30,
        "ExitTimeOut": _STOP_SECONDS,
        "ProcessType": "Background",
        "StandardErrorPath": str(Path.home() / "Library/Logs/cardscan-watch.log"),
    }
    head, _, body = plistlib.dumps(agent, sort_keys=False).decode().partition("\n")
    advice = f"~/Library/LaunchAgents/{LABEL}.plist, then: launchctl load -w that file"
    return f"{head}\n<!-- {advice} -->\n{body}"


def _quoted(argument: str) -> str:
    """Quote an argument as systemd.service(5) has it: % and $ would be replaced, white space would part it."""
    escaped = argument.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    escaped = escaped.replace("\n", "\\n").replace("\t", "\\t")
    plain = all(letter.isalnum() or letter in "-_./+=:,@" for letter in argument)
    return argument if plain and argument else f'"{escaped}"'
