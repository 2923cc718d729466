"""Say how many there are of something."""


def counted(number: int, what: str) -> str:
    """Put a number before what is counted: "1 photo", "2 photos"."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"
