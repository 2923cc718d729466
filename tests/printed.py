"""Lines of text as one reader would read them off a card. People, companies and numbers are invented."""

from cardscan.model import Line, Reading

HEIGHT = 20.0
WIDTH = 11.0  # of a character


def at(text: str, x: float, y: float, *others: str, sure: float = 0.99) -> Line:
    """A line whose top left corner is at x, y; `others` is what a second reader made of it."""
    right, bottom = x + WIDTH * len(text), y + HEIGHT
    readings = [Reading("rapidocr", text, sure, (sure,) * len(text))]
    readings += [Reading("tesseract", other, 0.9) for other in others]
    box = ((x, y), (right, y), (right, bottom), (x, bottom))
    return Line(text, sure, box, (x, y, right, bottom), tuple(readings), text in others)


def printed(*texts: str, sure: float = 0.99) -> tuple[Line, ...]:
    """Lines one below the other."""
    return tuple(at(text, 30.0, 30.0 + 1.6 * HEIGHT * n, sure=sure) for n, text in enumerate(texts))
