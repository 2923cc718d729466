"""Count CPU seconds, those of child processes included, by stage."""

import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager


class Clock:
    """`with clock("stage"):` adds to `clock.seconds["stage"]`."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def __call__(self, stage: str) -> Iterator[None]:
        start = cpu_seconds()
        try:
            yield
        finally:
            self.seconds[stage] = self.seconds.get(stage, 0.0) + cpu_seconds() - start


def cpu_seconds() -> float:
    """CPU seconds of this process and of its children that have ended."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime
