"""A part of an open store that is loaded when it is first asked for: each command needs few of them."""

from functools import cached_property
from importlib import import_module
from typing import Any


def part(module: str, name: str) -> Any:
    """Make an attribute of Store, or of a part of it, of a class in a module beside it, which takes the database."""

    def load(store: Any) -> Any:
        return getattr(import_module(f"cardscan.store.{module}"), name)(store._database)

    return cached_property(load)
