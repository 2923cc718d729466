"""Say how many there are of something, and how long it takes."""

_IN_HOURS = 72


def counted(number: int, what: str) -> str:
    """Put a number before what is counted: "1 photo", "2 photos"."""
    return f"{number} {what}" if number == 1 else f"{number} {what}s"


def people(number: int, kind: str = "") -> str:
    """Count people, of a kind where one is given: "1 person", "2 people", "2 new people"."""
    return " ".join(filter(None, (str(number), kind, "person" if number == 1 else "people")))


def beyond(number: int, shown: int, most: int) -> str:
    """Say how many there are beyond those shown: "12", or "more than 970" where no more than `most` were counted."""
    return "" if number <= shown else f"{'more than ' if number >= most else ''}{number - shown}"


def waited(hours: int) -> str:
    """Say how long somebody has waited: in hours as long as these matter, then in days."""
    return counted(hours, "hour") if hours < _IN_HOURS else counted(hours // 24, "day")


def about(seconds: float) -> str:
    """Say about how long something takes: "about 20 seconds", "about 4 minutes"."""
    if seconds < 55:
        return f"about {max(1, round(seconds / 10)) * 10} seconds"
    return f"about {counted(round(seconds / 60), 'minute')}"
