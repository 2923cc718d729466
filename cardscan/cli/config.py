"""What is said of this machine: who of us uses it, and where the model lies that writes memos down."""

import json
import tomllib
from pathlib import Path

from cardscan.errors import InputError

_ALL = {"user": '"Anna"', "voice_model": '"/home/anna/whisper-base"'}  # with an example of each


def said(key: str) -> str:
    """Give what the configuration says; "" for nothing. Raises InputError where it cannot be read."""
    return _read().get(key, "")


def say_there(key: str, text: str) -> None:
    """Write into the configuration; "" takes out. Raises InputError where it cannot be read, or written."""
    from cardscan.export.files import write_private

    file, told = config_file(), {**_read(), key: text}
    kept = {each: value for each, value in told.items() if value}
    try:
        file.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not kept:
            file.unlink(missing_ok=True)
            return
    except OSError as error:
        raise InputError(f"{file}: it cannot be written: {error.strerror}", "check that you may write there") from error
    lines = (f"{each} = {json.dumps(value)}\n" for each, value in kept.items())  # JSON's strings are TOML's
    write_private(file, "".join(lines).encode())


def config_file() -> Path:
    """Name the file of the configuration."""
    from platformdirs import user_config_path

    return user_config_path("cardscan") / "config.toml"


def _read() -> dict[str, str]:
    file = config_file()
    known = " and ".join(f"{key} = {example}" for key, example in _ALL.items())
    try:
        told = tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise InputError(f"{file}: it cannot be read", f"write a line for each: {known}") from error
    if told.keys() - _ALL.keys() or not all(isinstance(each, str) for each in told.values()):
        raise InputError(f"{file}: it says more than is known there", f"what is known is {known}")
    return told
