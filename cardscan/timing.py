"""Count CPU seconds, those of child processes included, by stage."""

import resource
import time
from collections.abc import Iterator
from contextlib import contextmanager

#: Ids of child processes that stay for long: they are counted while they run (Linux; elsewhere once they have ended).
staying: set[int] = set()


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
    """CPU seconds of this process, of its children that have ended, and of those that stay."""
    children = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + children.ru_utime + children.ru_stime + sum(map(_used_by, staying))


def _used_by(process: int) -> float:
    try:
        return time.clock_gettime(~process << 3 | 2)  # what clock_getcpuclockid(3) makes, which Python doesn't have
    except OSError:
        return 0.0
