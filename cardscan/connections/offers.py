"""What you can give to whom: your gifts, held against what people look for.

Words count as for introductions: by their stems, without those that say nothing.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from cardscan.connections.gifts import lasts, was_given
from cardscan.connections.introductions import said_by, telling
from cardscan.connections.notes.words import split, spoken
from cardscan.connections.promises import is_open
from cardscan.connections.us import is_of
from cardscan.person import Gift, Person

_ENOUGH = 0.5  # of what all shared words are worth: one word of what you promised, or of what they look for


@dataclass(frozen=True, slots=True)
class Offer:
    """Something you can give, and the words by which it is looked for."""

    gift: Gift
    words: tuple[str, ...]


def offers(person: Person, gifts: Iterable[Gift], today: date) -> tuple[Offer, ...]:
    """Give what someone may look for and was not given yet, that which most words speak for first."""
    left = [each for each in gifts if lasts(each, today) and not was_given(each, person)]
    return _matching(_sought(person), left) if left else ()


def offers_to_read(text: str, gifts: Iterable[Gift], today: date) -> tuple[Offer, ...]:
    """Give what may be wanted where a text says what is looked for, such as whom you want to meet at an event."""
    return _matching({stem: (word, 1.0) for stem, word in _stems(text)}, [each for each in gifts if lasts(each, today)])


def who_offers(of: Gift, user: str) -> str:
    """Say whose it is, to one of us: "you offer", or "Anna offers"."""
    return "you offer" if is_of(of.by, user) else f"{of.by} offers"


def _sought(person: Person) -> dict[str, tuple[str, float]]:
    """Give the stems of what someone looks for, or was promised, with the word and what it is worth."""
    sought = {stem: (said.word, said.seeks) for stem, said in said_by(person).items() if said.seeks}
    for promise in person.promises:
        if promise.owner == "me" and is_open(promise):
            for stem, word in _stems(promise.text):
                sought.setdefault(stem, (word, _ENOUGH))
    return sought


def _matching(sought: Mapping[str, tuple[str, float]], gifts: Iterable[Gift]) -> tuple[Offer, ...]:
    found: list[tuple[float, int, Offer]] = []
    for gift in gifts:
        shared = {stem: sought[stem] for stem, _ in _stems(" ".join((gift.text, *gift.tags))) if stem in sought}
        worth = sum(each for _, each in shared.values())
        if worth >= _ENOUGH:
            best_first = sorted(shared.values(), key=lambda each: -each[1])
            found.append((-worth, gift.id, Offer(gift, tuple(dict.fromkeys(word for word, _ in best_first)))))
    return tuple(offer for _, _, offer in sorted(found, key=lambda each: each[:2]))


def _stems(text: str) -> Iterator[tuple[str, str]]:
    return telling(text, tuple(each.code for each in spoken(split(text)[0])))
