"""When Python looks for garbage: neither while a command is loaded nor when it ends, where there is hardly any."""

import atexit
import gc
from collections.abc import Iterator
from contextlib import contextmanager

#: Objects that are made before Python looks for garbage; a command makes about half as many before it does anything.
_LOADED = 200_000

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
