from pathlib import Path

import pytest

from cardscan.cli import COMMANDS
from cardscan.errors import Exit

README = (Path(__file__).parent.parent / "README.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_every_command_is_in_the_readme(name: str) -> None:
    assert f"| `cardscan {name}" in README


@pytest.mark.parametrize("code", list(Exit))
def test_every_exit_code_is_in_the_readme(code: Exit) -> None:
    assert f"\n| {code.value} |" in README
