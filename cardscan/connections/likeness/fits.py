"""Who of the people you know is the one you want to meet: "Head of brand at Lumen Foods"."""

from collections import defaultdict
from collections.abc import Iterable
from functools import cache
from typing import Generic, Protocol, TypeVar

from rapidfuzz import process
from rapidfuzz.distance import OSA

from cardscan.connections.notes.words import is_particle, roles, split, spoken
from cardscan.model import Contact

_ENOUGH = 0.5  # of what the line says; more than this, and it is them
_RANK = 0.5  # what a word such as "head" or "director" counts: many are
_TYPO_FROM = 5  # letters
_MOST = 5  # people; a line that fits more says too little


class _Someone(Protocol):
    @property
    def contact(self) -> Contact: ...


_Who = TypeVar("_Who", bound=_Someone)


class Fits(Generic[_Who]):
    """The words of everyone's name, title and company, to be asked who a line means."""

    def __init__(self, people: Iterable[_Who]) -> None:
        self._people = tuple(people)
        self._who: defaultdict[str, set[int]] = defaultdict(set)
        for at, person in enumerate(self._people):
            for word in _words_of(person.contact):
                self._who[word].add(at)
        self._words = list(self._who)

    def of(self, line: str) -> tuple[_Who, ...]:
        """List who fits a line, best first: those whose words are more than half of what it says."""
        words = _said(line)
        whole = sum(map(_weight, words))
        scores: defaultdict[int, float] = defaultdict(float)
        for word in words:
            for at in self._with(word):
                scores[at] += _weight(word)
        fit = [(-score, at) for at, score in scores.items() if score > _ENOUGH * whole]
        return tuple(self._people[at] for _, at in sorted(fit)[:_MOST])

    def _with(self, word: str) -> set[int]:
        alike = {word, *roles().get(word, ())} & self._who.keys()
        if len(word) >= _TYPO_FROM:
            near = process.extract(word, self._words, scorer=OSA.distance, score_cutoff=1, limit=None)
            alike |= {found for found, _, _ in near}
        return set().union(*(self._who[found] for found in alike))


def _said(line: str) -> tuple[str, ...]:
    words, runs = split(line)
    languages = spoken(words)
    kept = (word for word in words if not (is_particle(word) or any(word in each.function for each in languages)))
    return tuple(dict.fromkeys([*kept, *runs]))


def _words_of(contact: Contact) -> set[str]:
    found: set[str] = set()
    for field in (*contact.fn, *contact.title, *contact.dept, *contact.org):
        words, runs = split(field.value)
        found.update(words, runs)
        if len(words) > 1:
            found.add("".join(word[0] for word in words if not is_particle(word)))  # Chief Financial Officer: CFO
    return found


def _weight(word: str) -> float:
    return _RANK if word in _ranks() else 1.0


@cache
def _ranks() -> frozenset[str]:
    return roles()["head"] | roles()["director"]
