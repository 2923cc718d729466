"""What the server says on stderr: where something went wrong, of nobody, and the same thing once a minute."""

import logging
import sys
import time
from collections.abc import Callable

_EVERY = 60.0  # seconds
_MOST_KNOWN = 100


class NoPeople(logging.Filter):
    """Keeps what an error was about out of the log: a message may quote a card, a traceback shows its place alone."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Shorten an error to its kind and place."""
        if record.exc_info and record.exc_info[1]:
            error = record.exc_info[1]
            trace = error.__traceback__
            while trace and trace.tb_next:
                trace = trace.tb_next
            where = f"{trace.tb_frame.f_code.co_filename}:{trace.tb_lineno}" if trace else "?"
            record.msg, record.args, record.exc_info = f"{type(error).__name__} at {where}", (), None
        return True


class Seldom(logging.Filter):
    """Lets the same line through once a minute, then with how often it came: anyone in the network can cause one."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        super().__init__()
        self._clock = clock
        self._said: dict[str, tuple[float, int]] = {}  # line -> when it was said, how often it came since

    def filter(self, record: logging.LogRecord) -> bool:
        """Say a line, or count it."""
        line, now = record.getMessage(), self._clock()
        at, unsaid = self._said.pop(line, (now - _EVERY, 0))
        if now - at < _EVERY:
            self._said[line] = (at, unsaid + 1)
            return False
        self._said[line] = (now, 0)
        if len(self._said) > _MOST_KNOWN:
            del self._said[next(iter(self._said))]
        if unsaid:
            record.msg, record.args = "%s (and %d times more)", (line, unsaid)
        return True


def quiet() -> None:
    """Set up what is logged: warnings of the server, its event loop and of cardscan."""
    handler = logging.StreamHandler(sys.stderr)
    handler.addFilter(NoPeople())
    handler.addFilter(Seldom())
    handler.setFormatter(logging.Formatter("%(asctime)s %(message)s", "%Y-%m-%d %H:%M:%S"))
    for name in ("uvicorn.error", "asyncio", "cardscan"):
        logger = logging.getLogger(name)
        logger.handlers, logger.propagate = [handler], False
        logger.setLevel(logging.WARNING)
