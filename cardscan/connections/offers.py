"""What you can give to whom: your gifts, held against what people look for.

Words count as for introductions: by their stems, without those that say nothing. What no word speaks for may still fit
by its meaning: a few guesses come last, and say that they are.
"""

from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import islice

from cardscan.connections.gifts import lasts, was_given
from cardscan.connections.introductions import notes_of, said_by, telling
from cardscan.connections.meant import MOST, ByMeaning, by_words_alone, may_fit, phrases
from cardscan.connections.notes.words import split, spoken
from cardscan.connections.promises import is_open
from cardscan.connections.us import is_of
from cardscan.person import Gift, Person

_ENOUGH = 0.5  # of what all shared words are worth: one word of what you promised, or of what they look for


@dataclass(frozen=True, slots=True)
class Offer:
    """Something you can give, and why: the words by which it is looked for, else the phrase that it may fit."""

    gift: Gift
    words: tuple[str, ...]
    meant: str = ""

    @property
    def why(self) -> str:
        """Say why it is offered."""
        return may_fit(self.meant) if self.meant else ", ".join(self.words)


@dataclass(frozen=True, slots=True)
class Seeks:
    """What someone looks for: stems, each with its word and what it is worth, and phrases."""

    stems: Mapping[str, tuple[str, float]]
    phrases: tuple[str, ...]


#: What says what someone looks for.
Seeking = Callable[[Person], Seeks]


def seeks_of(person: Person) -> Seeks:
    """Say what someone looks for."""
    return Seeks(_sought(person), tuple(sought_by(person)))


def offers(
    person: Person,
    gifts: Iterable[Gift],
    today: date,
    meaning: ByMeaning = by_words_alone,
    seeks: Seeking = seeks_of,
) -> tuple[Offer, ...]:
    """Give what someone may look for and was not given yet, that which most words speak for first.

    seeks: says what they look for, for whoever asks for the same people more than once.
    """
    left = [each for each in gifts if lasts(each, today) and not was_given(each, person)]
    if not left:
        return ()
    of = seeks(person)
    return _with_guesses(_matching(of.stems, left), of.phrases, left, meaning)


def offers_to_read(
    text: str, gifts: Iterable[Gift], today: date, meaning: ByMeaning = by_words_alone
) -> tuple[Offer, ...]:
    """Give what may be wanted where a text says what is looked for, such as whom you want to meet at an event."""
    left = [each for each in gifts if lasts(each, today)]
    matching = _matching({stem: (word, 1.0) for stem, word in _stems(text)}, left)
    return _with_guesses(matching, phrases(text), left, meaning)


def sought_by(person: Person) -> list[str]:
    """List the phrases that say what someone looks for."""
    return [phrase for note in notes_of(person) for phrase in phrases(note.looks_for)]


def each_once() -> Seeking:
    """Make what says what people look for, and works it out for each once: for a page, on which nobody changes."""
    told: dict[int, Seeks] = {}

    def seeks(person: Person) -> Seeks:
        if person.id not in told:
            told[person.id] = seeks_of(person)
        return told[person.id]

    return seeks


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


def _with_guesses(
    found: tuple[Offer, ...], sought: Collection[str], gifts: Iterable[Gift], meaning: ByMeaning
) -> tuple[Offer, ...]:
    """Add what may fit by its meaning to what is found by words."""
    named = {each.gift for each in found}
    left = {each.text: each for each in gifts if each not in named}
    closest: dict[str, str] = {}
    for near in meaning(sought, left) if left and sought else ():
        closest.setdefault(near.offers, near.seeks)
    return (*found, *(Offer(left[text], (), phrase) for text, phrase in islice(closest.items(), MOST)))


def _matching(sought: Mapping[str, tuple[str, float]], gifts: Iterable[Gift]) -> tuple[Offer, ...]:
    found: list[tuple[float, int, Offer]] = []
    for gift in gifts if sought else ():
        shared = {stem: sought[stem] for stem, _ in _stems(" ".join((gift.text, *gift.tags))) if stem in sought}
        if not shared:  # as with most
            continue
        worth = sum(each for _, each in shared.values())
        if worth >= _ENOUGH:
            best_first = sorted(shared.values(), key=lambda each: -each[1])
            found.append((-worth, gift.id, Offer(gift, tuple(dict.fromkeys(word for word, _ in best_first)))))
    return tuple(offer for _, _, offer in sorted(found, key=lambda each: each[:2]))


@lru_cache(maxsize=1 << 10)
def _stems(text: str) -> tuple[tuple[str, str], ...]:
    """Give the words of a text that say something, each with its stem; your gifts are held against everyone's."""
    return tuple(telling(text, tuple(each.code for each in spoken(split(text)[0]))))
