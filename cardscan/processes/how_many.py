"""How many processes may read photos at once on this machine."""

import os

MOST_PROCESSES = 64


def readers() -> int:
    """Count one for each processor that this process may use, as far as half of the memory goes at 1 GB each."""
    processors = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")
    return max(1, min(processors, memory // (2 * 1024**3), MOST_PROCESSES))
