"""End in good order: the first signal lets what was begun be finished, the second ends it at once."""

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import FrameType, TracebackType
from typing import Any, Self

_SIGNALS = (signal.SIGTERM, signal.SIGINT)


class Stop:
    """Within it a signal to end is noted, and told once by calling `woken`."""

    def __init__(self, woken: Callable[[], None]) -> None:
        self.signal: int | None = None  # the first that came
        self._woken = woken
        self._before: list[Any] = []

    def __call__(self) -> bool:
        """Tell whether to end."""
        return self.signal is not None

    def __enter__(self) -> Self:
        self._before = [signal.signal(each, self._note) for each in _SIGNALS]
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for each, handler in zip(_SIGNALS, self._before, strict=True):
            signal.signal(each, handler)

    def _note(self, number: int, _frame: FrameType | None) -> None:
        if self.signal is not None:
            raise KeyboardInterrupt
        self.signal = number
        self._woken()


@contextmanager
def undisturbed() -> Iterator[None]:
    """Let signals to end wait until the block is done; they only ever interrupt the main thread."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    came: list[int] = []
    before = [signal.signal(each, lambda number, _frame: came.append(number)) for each in _SIGNALS]
    try:
        yield
    finally:
        for each, handler in zip(_SIGNALS, before, strict=True):
            signal.signal(each, handler)
        for number in came:
            signal.raise_signal(number)
