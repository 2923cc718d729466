"""The parts of a made-up card: pieces of text that know what they are, rows of them, and the lines that rows become."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cardscan.model import Line

#: What one character is: its tag, its value, its person.
Told = tuple[str, int, int]


@dataclass(frozen=True, slots=True)
class Piece:
    """A text of which all is one thing."""

    text: str
    tag: str = "other"  # one of cardscan.parse.tagger.network.TAGS
    value: int = -1  # pieces of one value share its number; -1: of none
    person: int = -1


@dataclass(frozen=True, slots=True)
class Row:
    """A line to be."""

    pieces: tuple[Piece, ...]
    height: float  # pixels, on a card that is `canvas.WIDTH` wide
    ink: int = 0  # which of the card's inks
    blurred: float = 0.03  # the chance that readers misread it
    ground: int = 0  # 1: on a band of another colour
    ring: bool = False  # set around a seal

    @property
    def text(self) -> str:
        """All that it says."""
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True, slots=True)
class Marked:
    """A line as read, and what each of its characters is."""

    line: Line
    told: tuple[Told, ...]


@dataclass(frozen=True, slots=True)
class Made:
    """A made-up card."""

    marked: tuple[Marked, ...]
    height: float  # pixels
    country: str
    kind: str  # one, couple, two, three, shop, map, loyalty; "layout" of a real card's layout
    truth: dict[str, list[str]]  # what is printed: fn, suffix, title, dept, org, adr

    @property
    def lines(self) -> list[Line]:
        """The lines, as readers give them."""
        return [marked.line for marked in self.marked]


def told_of(pieces: Iterable[Piece]) -> list[Told]:
    """Return what each character of the pieces is."""
    return [(piece.tag, piece.value, piece.person) for piece in pieces for _ in piece.text]


def text_of(pieces: Sequence[Piece]) -> str:
    """Return what pieces say."""
    return "".join(piece.text for piece in pieces)
