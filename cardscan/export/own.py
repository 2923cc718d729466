"""Where the user's own templates of mails lie."""

from pathlib import Path


def own_templates() -> Path:
    """Give the folder of the user's own templates of mails."""
    from platformdirs import user_config_path

    return user_config_path("cardscan") / "templates"
