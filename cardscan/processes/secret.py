"""The password of an address book server, as the environment gives it: for no program that cardscan runs."""

import os
from collections.abc import Iterator
from contextlib import contextmanager

VARIABLE = "CARDSCAN_PASSWORD"
_hidden: list[str] = []  # while a command runs


@contextmanager
def hidden() -> Iterator[None]:
    """Take the password out of the environment while a command runs: workers and Tesseract would inherit it."""
    found = os.environ.pop(VARIABLE, None)
    if found is None:
        yield
        return
    _hidden.append(found)
    try:
        yield
    finally:
        os.environ[VARIABLE] = _hidden.pop()


def password() -> str:
    """Give the password; "" where the environment has none."""
    return _hidden[-1] if _hidden else os.environ.get(VARIABLE, "")
