"""What is typed must be text: bytes that are no UTF-8 end in one line, not deep inside a command."""

from typing import Any

import click

_NOT_TEXT = "it is not UTF-8; use a terminal set to UTF-8"


class _Text(click.types.StringParamType):
    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Any:
        text = super().convert(value, param, ctx)
        if not is_text(text):
            self.fail(_NOT_TEXT, param, ctx)
        return text


def is_text(value: object) -> bool:
    """Tell whether what the system gave as an argument or a variable was text: Python hides other bytes in it."""
    return not isinstance(value, str) or not any("\ud800" <= char <= "\udfff" for char in value)


def text_only(value: str) -> str:
    """Return a text as it is. Raises BadParameter for bytes that are none."""
    if not is_text(value):
        raise click.BadParameter(_NOT_TEXT)
    return value


def checked(command: click.Command) -> click.Command:
    """Let a command and those below it take only text where they take words; paths may be any bytes."""
    for each in command.params:
        if type(each.type) is click.types.StringParamType:
            each.type = _Text()
    if isinstance(command, click.Group):
        for below in command.commands.values():
            checked(below)
    return command
