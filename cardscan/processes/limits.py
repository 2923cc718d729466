"""What a photo may take, and what a process has taken so far."""

import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

GB = 1 << 30

#: How often a process is asked how much memory it has, in seconds: where that costs another process (ps), less often.
LOOK = 0.1 if sys.platform == "linux" else 0.5


@dataclass(frozen=True, slots=True)
class Limits:
    """What one photo may take; a page of a PDF or TIFF is a photo, and their file may take as long as ten."""

    seconds: float = 120.0
    memory: int = 2 * GB  # bytes in all, of which readers and models are 0.4 GB


def resident(process: int) -> int:
    """Tell how many bytes of memory a process holds; 0 of one that is gone."""
    return _resident_by_proc(process) if sys.platform == "linux" else _resident_by_ps(process)


def _resident_by_proc(process: int) -> int:
    try:
        return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return 0


def _resident_by_ps(process: int) -> int:
    command = ["/bin/ps", "-o", "rss=", "-p", str(process)]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout  # noqa: S603 - a number
    return int(said) * 1024 if said.strip().isdecimal() else 0
