"""A file of vCards, or none: every card that is in it, whatever is wrong with the others."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from cardscan.vcards.charset import text_of
from cardscan.vcards.lines import ContentLine, content_lines


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in a file, and in which line."""

    number: int  # of the line, from 1
    what: str


@dataclass(frozen=True)
class BookCard:
    """A card, from its BEGIN to its END; where that is missing, to the next BEGIN or the end of the file."""

    lines: tuple[ContentLine, ...]

    @property
    def raw(self) -> str:
        """The card's text exactly as it stands in the file."""
        return "".join(line.raw for line in self.lines)

    @property
    def first_line(self) -> int:
        """The number of its first line in the file."""
        return self.lines[0].number

    @property
    def version(self) -> str:
        """Its VERSION, "" where it has none."""
        return self.value("VERSION")

    @cached_property
    def properties(self) -> tuple[ContentLine, ...]:
        """Its properties, without BEGIN and END and without those of a card inside it (AGENT)."""
        found, depth = [], 0
        for line in self.lines:
            depth -= _is(line, "END")
            if line.name and depth == 1 and not _is(line, "BEGIN") and not _is(line, "END"):
                found.append(line)
            depth += _is(line, "BEGIN")
        return tuple(found)

    def value(self, name: str) -> str:
        """The value of its first property of a name, still escaped; "" where it has none."""
        return next((line.value for line in self.properties if line.name == name), "")


@dataclass(frozen=True, slots=True)
class BookFile:
    """All cards of a file, in its order."""

    lines: tuple[ContentLine, ...]  # of the whole file: their `raw` together are its text
    cards: tuple[BookCard, ...]
    problems: tuple[Problem, ...]  # in the order of their lines
    encoding: str = "utf-8"  # "utf-8", "utf-16", or "mixed" where lines are not UTF-8

    @property
    def text(self) -> str:
        """The file's text, exactly."""
        return "".join(line.raw for line in self.lines)


def read_book(data: bytes) -> BookFile:
    """Read the cards in the bytes of a file: any version, any character set, any line ends. Never fails."""
    written = text_of(data)
    odd = [Problem(each, "is not UTF-8 and names no CHARSET: it was read as Windows-1252") for each in written.guessed]
    book = book_of(written.text)
    if written.cut:
        odd.append(Problem(book.lines[-1].number if book.lines else 1, "the file ends within a character"))
    return BookFile(book.lines, book.cards, _in_order([*odd, *book.problems]), written.encoding)


def book_of(text: str) -> BookFile:
    """Read the cards in a text. Never fails."""
    lines = tuple(content_lines(text))
    cards: list[BookCard] = []
    problems: list[Problem] = []
    for group, ended in _groups(lines):
        if _is(group[0], "BEGIN"):
            cards.append(BookCard(group))
            odd = [line for line in group if not line.name and line.raw.strip()]
            problems += [Problem(line.number, "is not a property, and continues none: it was not read") for line in odd]
            if not ended:
                problems.append(Problem(group[0].number, "the card that begins here has no END:VCARD"))
        elif outside := [line for line in group if line.raw.strip("\ufeff \t\r\n")]:
            problems.append(Problem(outside[0].number, "is outside any card: it was not read"))
    if not cards:
        problems.append(Problem(1, "there is no card in it: no line says BEGIN:VCARD"))
    return BookFile(lines, tuple(cards), _in_order(problems))


def _groups(lines: Iterable[ContentLine]) -> Iterator[tuple[tuple[ContentLine, ...], bool]]:
    """Part lines into cards and what stands between them, and tell of each whether its end is there."""
    group: list[ContentLine] = []
    depth = 0
    previous = ""  # name of the last property
    for line in lines:
        inside = depth and previous == "AGENT"  # vCard 2.1: a card inside a card
        if _is(line, "BEGIN") and not inside:
            if group:
                yield tuple(group), not depth
            group, depth = [], 0
        group.append(line)
        previous = line.name or previous
        depth += _is(line, "BEGIN")
        if _is(line, "END") and depth:
            depth -= 1
            if not depth:
                yield tuple(group), True
                group = []
    if group:
        yield tuple(group), not depth


def _in_order(problems: Iterable[Problem]) -> tuple[Problem, ...]:
    return tuple(sorted(problems, key=lambda problem: problem.number))


def _is(line: ContentLine, name: str) -> bool:
    return line.name == name and line.value.upper() == "VCARD"
