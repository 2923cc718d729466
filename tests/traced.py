"""Commands under strace: what they did to the network and to files, in native code and child processes, too."""

import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

_STRACE = shlex.split(
    "strace -f --seccomp-bpf -qq -y -s 200 -e signal=none -e trace=%network,open,openat,creat,mkdir,mkdirat -o"
)
#: The cache of names and users on this machine, which libc asks; where it runs, looking up a host asks nobody else.
_LOCAL = 'sun_path="/var/run/nscd/socket"'
_NET = re.compile(r"(connect|sendto|sendmsg|sendmmsg)\((.*)")
_WRITTEN = re.compile(r"(?:open(?:at)?\(.*, [A-Z_|]*(?:O_WRONLY|O_RDWR|O_CREAT)|creat\().* = \d+<([^>]*)>$")
_MADE = re.compile(r'mkdir(?:at)?\((?:[^"]*<([^>]*)>, )?"([^"]*)".* = 0$')


@dataclass(frozen=True, slots=True)
class Trace:
    """What a command and its children did."""

    done: "subprocess.CompletedProcess[str]"
    sent: tuple[str, ...]  # calls of the system that reach out, or ask the name of a host
    written: tuple[Path, ...]  # files opened to be written, folders made


def traced(command: Sequence[str], cwd: Path, env: Mapping[str, str], timeout: float) -> Trace:
    """Run a command under strace. Skipped where there is none of it; on Linux it has to be installed."""
    if not sys.platform.startswith("linux"):
        pytest.skip("strace is Linux's")
    if not shutil.which("strace"):
        pytest.fail("strace is missing: apt install strace, or run make test as root")
    log = cwd / "strace.log"
    done = subprocess.run(
        [*_STRACE, str(log), *command],
        cwd=cwd, env=dict(env), stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=timeout,
    )  # fmt: skip
    calls = _whole(log.read_text(encoding="utf-8", errors="replace").splitlines())
    log.unlink()
    sent = tuple(call for call in calls if (found := _NET.match(call)) and _reaches_out(found[1], found[2]))
    opened = (found[1] for call in calls if (found := _WRITTEN.match(call)))
    made = (f"{found[1] or cwd}/{found[2]}" if found[2][0] != "/" else found[2]
            for call in calls if (found := _MADE.match(call)))  # fmt: skip
    return Trace(done, sent, tuple(dict.fromkeys(Path(name) for name in (*opened, *made))))


def _whole(lines: Sequence[str]) -> list[str]:
    """The calls, each on one line: one that another thread interrupted is told in two."""
    calls, begun = [], dict[str, str]()
    for line in lines:
        thread, _, call = line.partition(" ")
        call = call.lstrip()
        if call.endswith(" <unfinished ...>"):
            begun[thread] = call.removesuffix(" <unfinished ...>")
        elif found := re.match(r"<\.\.\. \w+ resumed>(.*)", call):
            calls.append(begun.pop(thread, "") + found[1])
        else:
            calls.append(call)
    return calls + list(begun.values())


def _reaches_out(call: str, arguments: str) -> bool:
    """Whether a call names an address of another machine, or a socket of this one through which a name is asked."""
    if call == "connect":
        return _LOCAL not in arguments
    return "sa_family=AF_INET" in arguments
