"""Say how many there are of something."""


def counted(number: int, what: str) -> str:
    """Say a number with its noun: "1 card", "2 cards"."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
