"""A Tesseract that stays: it loads its data once, and then reads the images whose names it is sent.

To load takes it as long as to read the lines of a card. It takes the names one by one, and its table comes line by line
if it writes to a terminal (to a pipe it would write only when 4096 bytes have come together): so it is given one.
"""

import os
import select
import subprocess
import time
import weakref
from collections.abc import Sequence
from pathlib import Path

from cardscan.timing import staying

try:
    import pty
    import tty
except ImportError:  # Windows
    HAS_TERMINALS = False
else:
    HAS_TERMINALS = True

_BLANK = b"P5 16 16 255\n" + bytes([255]) * 256


class Resident:
    """A process that stays until it is closed, or until nobody holds it."""

    def __init__(self, command: Sequence[str]) -> None:
        """Start `command`, which must read names of images at stdin and write a TSV. Raises OSError."""
        self._terminal, end = pty.openpty()
        try:
            tty.setraw(end)  # to pass on what is written as it is
            self._process = subprocess.Popen(  # noqa: S603 - a program, no shell
                command, bufsize=0, stdin=subprocess.PIPE, stdout=end, stderr=subprocess.DEVNULL
            )
        except OSError:
            os.close(self._terminal)
            raise
        finally:
            os.close(end)
        staying.add(self._process.pid)
        self.close = weakref.finalize(self, _end, self._process, self._terminal)
        self._pages = 0  # asked for so far
        self._begun = b""  # a row, of which the rest was not yet there

    def read(self, pages: Sequence[Path], deadline: float) -> tuple[str, int]:
        """Read images. Return rows of the TSV, some of other pages among them, and the number of pages before these.

        Raises TimeoutError at the deadline, EOFError when the process ends. It is closed when it could not read.
        """
        last = pages[0].with_name("last.pgm")  # that a page is done is told by the rows of the next one
        last.write_bytes(_BLANK)
        names = b"".join(os.fsencode(page) + b"\n" for page in (*pages, last))
        before, self._pages = self._pages, self._pages + len(pages) + 1
        table = self._begun
        try:
            while b"\n1\t%d\t" % self._pages not in table:
                names, more = self._exchange(names, max(0.0, deadline - time.monotonic()))
                table += more
        except BaseException:
            self.close()
            raise
        rows, _, self._begun = table.rpartition(b"\n")
        return rows.decode("utf-8", errors="replace"), before

    def _exchange(self, names: bytes, time_left: float) -> tuple[bytes, bytes]:
        """Give it what it takes and take what it gives: if one waited for all to be taken, both could wait for ever.

        Returns what is left to give, and what was got.
        """
        pipe = self._process.stdin
        gives, takes, _ = select.select([self._terminal], [pipe] if names and pipe else [], [], time_left)
        if not gives and not takes:
            raise TimeoutError
        try:
            if takes and pipe:
                names = names[pipe.write(names[: select.PIPE_BUF]) :]
            if not gives:
                return names, b""
            if got := os.read(self._terminal, 65536):
                return names, got
        except OSError as error:  # the pipe is broken; and so Linux says that the terminal's other end is closed
            raise EOFError from error
        raise EOFError


def _end(process: "subprocess.Popen[bytes]", terminal: int) -> None:
    process.kill()
    process.communicate()  # waits, and closes the pipe
    staying.discard(process.pid)
    os.close(terminal)
