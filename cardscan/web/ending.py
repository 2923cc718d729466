"""End the server soon, whatever its threads do: none can be stopped, and Python waits for each of them at its end."""

import logging
import os
from threading import Timer
from types import FrameType

import uvicorn

from cardscan.errors import Exit

#: Seconds: 3 for answers on their way, 15 for the photo that is being read (`jobs.GRACE`), the rest to close up.
SOON = 25.0

_log = logging.getLogger(__name__)


class Server(uvicorn.Server):
    """A server that has ended `within` seconds after it was told to; told twice, it ends at once.

    Left like this nothing is lost: the store undoes what was not finished, and processes that read follow ours.
    """

    def __init__(self, config: uvicorn.Config, within: float = SOON) -> None:
        super().__init__(config)
        self._within = within

    def handle_exit(self, sig: int, frame: FrameType | None) -> None:
        """Begin to end, as a signal asks for."""
        if self.should_exit:
            os._exit(Exit.INTERRUPTED)
        super().handle_exit(sig, frame)
        last = Timer(self._within, _leave)
        last.daemon = True
        last.start()


def _leave() -> None:
    _log.warning("something did not finish in time and was stopped; nothing that was stored is lost")
    os._exit(Exit.SOME_FAILED)
