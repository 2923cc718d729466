"""When Python looks for garbage: neither while a command is loaded nor when it ends, where there is hardly any.

And where: a server does not look through what it loaded each time that it looks through everything.
"""

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager

#: Objects that are made before Python looks for garbage; a command makes about half as many before it does anything.
_LOADED = 200_000
_OLDEST = 2  # generation of objects: those that were there for several searches
#: So many objects that are still there after a full search were loaded to stay: modules, lists of words, templates.
_STAYING = 20_000
#: What a server loads comes with its first pages. Later nothing is set aside: if it became garbage, it would stay.
_TIMES = 5

# At its end Python looks through everything once more, which would take a third of a short command's time.
atexit.register(gc.freeze)


@contextmanager
def late() -> Iterator[None]:
    """Look for garbage within the block only once many objects were made, and from then on as often as always."""
    usual = gc.get_threshold()

    def as_usual(*_: object) -> None:
        gc.set_threshold(*usual)

    gc.callbacks.append(as_usual)
    gc.set_threshold(_LOADED, *usual[1:])
    try:
        yield
    finally:
        gc.callbacks.remove(as_usual)
        as_usual()


@contextmanager
def settling() -> Iterator[None]:
    """Within the block, look no longer through what a server has loaded, once a full search left it there.

    One through all of it takes an eighth of a second, and came with every few requests.
    """
    left = _TIMES

    def set_aside(phase: str, info: dict[str, int]) -> None:
        nonlocal left
        full = phase == "stop" and info["generation"] == _OLDEST
        if left and full and len(gc.get_objects(_OLDEST)) >= _STAYING:
            gc.freeze()
            left -= 1

    gc.callbacks.append(set_aside)
    try:
        yield
    finally:
        gc.callbacks.remove(set_aside)
