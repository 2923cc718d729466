"""`cardscan completion`: what a shell needs to complete commands and options."""

import click
from click.shell_completion import get_completion_class

from cardscan.errors import Exit


@click.command()
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
def completion(shell: str) -> Exit:
    """Print the completion script for a shell.

    \b
    Examples:
      cardscan completion bash >> ~/.bashrc
      cardscan completion zsh >> ~/.zshrc
      cardscan completion fish > ~/.config/fish/completions/cardscan.fish
    """
    from cardscan.cli import cardscan

    kind = get_completion_class(shell)
    if kind is None:
        raise click.UsageError(f"no completion for {shell}")
    click.echo(kind(cardscan, {}, "cardscan", "_CARDSCAN_COMPLETE").source())
    return Exit.OK


COMMANDS = {"completion": completion}
