"""Say how many there are of something, and how long it takes."""


def counted(number: int, what: str) -> str:
    """Put a number before what is counted: "1 photo", "2 photos"."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def about(seconds: float) -> str:
    """Say about how long something takes: "about 20 seconds", "about 4 minutes"."""
    if seconds < 55:
        return f"about {max(1, round(seconds / 10)) * 10} seconds"
    return f"about {counted(round(seconds / 60), 'minute')}"
