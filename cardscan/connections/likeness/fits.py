"""Who of the people you know is the one you want to meet: "Head of brand at Lumen Foods"."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import Generic, Protocol, TypeVar

from cardscan.connections.notes.words import is_particle, roles, split, spoken
from cardscan.model import Contact

#: So much of what the line says has to fit; more than this, and it is them.
ENOUGH = 0.5
#: People; a line that fits more says too little.
MOST = 5
_RANK = 0.5  # what a word such as "head" or "director" counts: many are
_TYPO_FROM = 5  # letters
_BLOCK = 64  # characters of a script lie together


class _Someone(Protocol):
    @property
    def contact(self) -> Contact: ...


_Who = TypeVar("_Who", bound=_Someone)


@dataclass(frozen=True, slots=True)
class Sought:
    """A word of a line: how it may be written on a card, and how much it says."""

    spellings: frozenset[str]
    weight: float


class Fits(Generic[_Who]):
    """The words of everyone's name, title and company, to be asked who a line means."""

    def __init__(self, people: Iterable[_Who]) -> None:
        self._people = tuple(people)
        self._who: defaultdict[str, set[int]] = defaultdict(set)
        for at, person in enumerate(self._people):
            for word in words_of(person.contact):
                self._who[word].add(at)

    def of(self, line: str) -> tuple[_Who, ...]:
        """List who fits a line, best first: those whose words are more than half of what it says."""
        words = sought(line)
        scores: defaultdict[int, float] = defaultdict(float)
        for word in words:
            for at in set().union(*(self._who[each] for each in word.spellings & self._who.keys())):
                scores[at] += word.weight
        enough = ENOUGH * sum(each.weight for each in words)
        fit = [(-score, at) for at, score in scores.items() if score > enough]
        return tuple(self._people[at] for _, at in sorted(fit)[:MOST])


def sought(line: str) -> tuple[Sought, ...]:
    """Say which words a line has: with the roles that are called otherwise, and long ones with one letter wrong."""
    words, runs = split(line)
    languages = spoken(words)
    kept = (word for word in words if not (is_particle(word) or any(word in each.function for each in languages)))
    return tuple(Sought(_spellings(word), _weight(word)) for word in dict.fromkeys([*kept, *runs]))


def words_of(contact: Contact) -> set[str]:
    """Give the words of a name, title, department and company by which someone is meant."""
    found: set[str] = set()
    for field in (*contact.fn, *contact.title, *contact.dept, *contact.org):
        words, runs = split(field.value)
        found.update(words, runs)
        if len(words) > 1:
            found.add("".join(word[0] for word in words if not is_particle(word)))  # Chief Financial Officer: CFO
    return found


def _spellings(word: str) -> frozenset[str]:
    """Give a word, the roles that mean the same, and how a long one is written with a letter wrong, more, less, or
    two in the other order.
    """
    near = _one_off(word) if len(word) >= _TYPO_FROM else ()
    return frozenset((word, *roles().get(word, ()), *near))


def _one_off(word: str) -> Iterator[str]:
    letters = {letter for each in word for letter in _letters(ord(each) // _BLOCK)}
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        yield from (f"{before}{letter}{after}" for letter in letters)
        if after:
            yield f"{before}{after[1:]}"
            yield from (f"{before}{letter}{after[1:]}" for letter in letters)
        if len(after) > 1:
            yield f"{before}{after[1]}{after[0]}{after[2:]}"


@cache
def _letters(block: int) -> frozenset[str]:
    """Give the small letters, and the digits, of a script that are near one another."""
    there = map(chr, range(block * _BLOCK, (block + 1) * _BLOCK))
    return frozenset(each for each in there if each.isalnum() and each == each.lower())


def _weight(word: str) -> float:
    return _RANK if word in _ranks() else 1.0


@cache
def _ranks() -> frozenset[str]:
    return roles()["head"] | roles()["director"]
