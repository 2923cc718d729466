"""Who of us calls: --user, CARDSCAN_USER, or what the configuration says; nobody named where one alone uses a store."""

import json
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import click

from cardscan.errors import InputError
from cardscan.text.plain import plain_line

if TYPE_CHECKING:
    from cardscan.store import Store

LONGEST = 60  # letters of a name
_KEY = "user"


def open_store(db: str | None) -> "Store":
    """Open the store that `db` names as whoever calls. Raises StoreError, and InputError for a name that is none."""
    from cardscan.store import open_store as opened

    return opened(db, calling())


def calling() -> str:
    """Say who of us calls; "" for nobody named."""
    context = click.get_current_context(silent=True)
    given = context.find_root().params.get(_KEY) if context else None
    return configured() if given is None else name_of(given)


def name_of(text: str) -> str:
    """Give the name of one of us as it is stored. Raises InputError for one that is too long."""
    name = plain_line(text)
    if len(name) > LONGEST:
        raise InputError(f"your name has more than {LONGEST} letters", "give a shorter one: it is shown beside notes")
    return name


def configured() -> str:
    """Give the name that the configuration has; "" where it has none. Raises InputError where it cannot be read."""
    file = config_file()
    try:
        told = tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return ""
    except (OSError, ValueError) as error:
        raise InputError(f"{file}: it cannot be read", 'write it as one line: user = "Anna"') from error
    if told.keys() - {_KEY} or not isinstance(told.get(_KEY, ""), str):
        raise InputError(f"{file}: it says more than who you are", 'all that is known there is: user = "Anna"')
    return name_of(told.get(_KEY, ""))


def configure(name: str) -> None:
    """Write down who calls on this machine; "" for nobody named."""
    from cardscan.export.files import write_private

    file = config_file()
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not name:
            file.unlink(missing_ok=True)
            return
    except OSError as error:
        raise InputError(f"{file}: it cannot be written: {error.strerror}", "check that you may write there") from error
    write_private(file, f"{_KEY} = {json.dumps(name)}\n".encode())  # JSON's strings are TOML's


def config_file() -> Path:
    """Name the file of the configuration."""
    from platformdirs import user_config_path

    return user_config_path("cardscan") / "config.toml"
