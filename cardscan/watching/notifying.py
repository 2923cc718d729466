"""Show a line on the desktop."""

import shutil
import subprocess
import sys

_SECONDS = 10
_MAC = 'on run argv\ndisplay notification (item 1 of argv) with title "cardscan"\nend run'


def notify(text: str) -> str:
    """Show a line by the system's own program; return why it could not be shown, or ""."""
    name, *arguments = _command(text)
    program = shutil.which(name)
    if not program:
        return f"no desktop notifications: there is no {name}"
    try:
        done = subprocess.run(  # noqa: S603 - a program of the system, no shell
            [program, *arguments], capture_output=True, timeout=_SECONDS, check=False, stdin=subprocess.DEVNULL
        )
    except (OSError, subprocess.TimeoutExpired):
        return f"no desktop notifications: {name} does not answer"
    return "" if done.returncode == 0 else f"no desktop notifications: {name} ended with code {done.returncode}"


def _command(text: str) -> list[str]:
    if sys.platform == "darwin":
        return ["osascript", "-e", _MAC, text]
    return ["notify-send", "--app-name=cardscan", "cardscan", text]
