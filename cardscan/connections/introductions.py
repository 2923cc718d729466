"""Who could be introduced to whom: what one person looks for, against what another offers.

Words count, without those that say nothing, and the rarer a word is in the book the more. Only quality connections are
paired, and nobody with their own company.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import islice, pairwise
from math import log1p

from cardscan.connections.likeness.traits import traits
from cardscan.connections.notes.words import (
    is_particle,
    language,
    says_nothing,
    split,
    spoken,
    unspaced_phrases,
    without_phrases,
)
from cardscan.connections.promises import still_to_give
from cardscan.connections.standing import held_back
from cardscan.person import Note, Person

#: How much a word is worth where it stands: sought in what they look for or in how you can help,
#: found in what they offer, in what they do, or in what you talked about.
_LOOKS_FOR, _CAN_HELP = 1.0, 0.5
_OFFERS, _WORK, _TALKED = 1.0, 0.5, 0.35
_ENOUGH = 0.5  # of both together, over all words that two people share
_MOST_GIVERS = 5  # for one who seeks
_COMMON = 0.02  # of the book; a word that more people have tells nobody from anybody
_ALWAYS_RARE = 20  # people, however small the book

#: Endings of plurals, persons and deeds in six languages; the longest that leaves a stem is taken off.
_ENDINGS = tuple(
    """
    ations ation ments ungen isten ment ings iers ists ung ing ier ies ien ers ors ern ist ie er or ed es en em os as
    s e n y a o i
    """.split()  # noqa: SIM905 - read as words
)
_STEM = 4  # letters


@dataclass(frozen=True, slots=True)
class Introduction:
    """Two people who may be worth introducing: one looks for what the other offers."""

    seeker: Person
    giver: Person
    words: tuple[str, ...]  # that matched, as the seeker's note has them, the one that tells most first
    score: float


@dataclass(frozen=True, slots=True)
class _Words:
    """What someone seeks and gives, by stems: how much each is worth there, and how a sought one is written."""

    seeks: dict[str, float]
    gives: dict[str, float]
    sought: dict[str, str]

    def seek(self, said: Iterable[tuple[str, str]], worth: float) -> None:
        """Add stems and words of a text that says what they need."""
        for stem, word in said:
            self.seeks[stem] = max(worth, self.seeks.get(stem, 0.0))
            self.sought.setdefault(stem, word)

    def give(self, said: Iterable[tuple[str, str]], worth: float) -> None:
        """Add stems and words of a text that says what they have."""
        for stem, _ in said:
            self.gives[stem] = max(worth, self.gives.get(stem, 0.0))


def matches(people: Iterable[Person], of: frozenset[int] = frozenset()) -> tuple[Introduction, ...]:
    """Pair those who look for something with the five who fit best, the best pairs first.

    of: ids of one or two people; only pairs with them.
    """
    book = [person for person in people if any(notes_of(person))]
    words = [_words_of(person) for person in book]
    rarity = _rarity(words)
    giving = _givers(words, rarity)

    # The gate and the list of companies take longer than the words: only those who match are put to them.
    @cache
    def counts(at: int) -> bool:
        return not held_back(book[at])

    @cache
    def firms(at: int) -> frozenset[str]:
        has = traits(book[at].contact)
        return has.companies | has.domains

    def givers(seeker: int, wanted: frozenset[int]) -> Iterator[Introduction]:
        scores = _scores(words[seeker], giving, rarity)
        others = [at for at in scores if at != seeker and (not wanted or book[at].id in wanted)]
        for at in sorted(others, key=lambda at: (-scores[at], at)):
            matched = _matched(words[seeker], words[at], rarity)
            if matched and counts(seeker) and counts(at) and firms(seeker).isdisjoint(firms(at)):
                yield Introduction(book[seeker], book[at], matched, scores[at])

    found: list[Introduction] = []
    for at, person in enumerate(book):
        wanted = of - {person.id}
        if len(wanted) < 2:
            found += islice(givers(at, wanted), _MOST_GIVERS)
    return tuple(sorted(found, key=lambda each: (-each.score, each.seeker.id, each.giver.id)))


def notes_of(person: Person) -> Iterator[Note]:
    """Give someone's notes, oldest first."""
    for meeting in person.meetings:
        yield from meeting.notes


def told(person: Person, part: str) -> str:
    """Say what someone's notes tell in one part; of how you can help, what is still to be done."""
    notes = notes_of(person)
    texts = (still_to_give(note, person) if part == "can_help" else getattr(note, part) for note in notes)
    return "; ".join(filter(None, texts))


def _words_of(person: Person) -> _Words:
    notes = tuple(notes_of(person))
    texts = (text for note in notes for text in (note.talked, note.can_help, note.looks_for, note.offers))
    codes = tuple(each.code for each in spoken(split(" ".join(texts))[0]))
    words = _Words({}, {}, {})
    for field in (*person.contact.title, *person.contact.org):
        words.give(_telling(field.value, codes), _WORK)
    for note in notes:
        words.seek(_telling(note.looks_for, codes), _LOOKS_FOR)
        words.seek(_telling(still_to_give(note, person), codes), _CAN_HELP)
        words.give(_telling(note.offers, codes), _OFFERS)
        words.give(_telling(note.talked, codes), _TALKED)
    return words


def _telling(text: str, codes: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    """Give the words of a text that say something, each with its stem; of scripts without spaces, letters by two."""
    words, runs = split(text)
    for word in without_phrases(words):
        if stem := _stem(word, codes):
            yield stem, word
    for run in runs:
        for left in unspaced_phrases().sub(" ", run).split():
            for two in map("".join, pairwise(left)):
                yield two, two


@lru_cache(maxsize=1 << 16)
def _stem(word: str, codes: tuple[str, ...]) -> str:
    """Take the ending off a word; "" for one that says nothing in these languages."""
    languages = [language(code) for code in codes]
    if is_particle(word) or any(word in each.function or word in each.light for each in languages):
        return ""
    if says_nothing(word, languages):
        return ""
    ending = next((each for each in _ENDINGS if word.endswith(each) and len(word) - len(each) >= _STEM), "")
    return word.removesuffix(ending)


def _rarity(words: Iterable[_Words]) -> dict[str, float]:
    """Give what each stem tells by how few have it; stems that too many have are left out."""
    words = tuple(words)
    having = Counter(stem for each in words for stem in each.seeks.keys() | each.gives.keys())
    most = max(_ALWAYS_RARE, _COMMON * len(words))
    return {stem: log1p(len(words) / number) for stem, number in having.items() if number <= most}


def _givers(words: Iterable[_Words], rarity: Mapping[str, float]) -> dict[str, list[tuple[int, float]]]:
    giving: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    for at, each in enumerate(words):
        for stem, worth in each.gives.items():
            if stem in rarity:
                giving[stem].append((at, worth))
    return giving


def _scores(
    seeker: _Words, giving: Mapping[str, list[tuple[int, float]]], rarity: Mapping[str, float]
) -> dict[int, float]:
    scores: defaultdict[int, float] = defaultdict(float)
    for stem, sought in seeker.seeks.items():
        for at, worth in giving.get(stem, ()):
            scores[at] += rarity[stem] * sought * worth
    return scores


def _matched(seeker: _Words, giver: _Words, rarity: Mapping[str, float]) -> tuple[str, ...]:
    """Give the words that two share, as the seeker's note has them; none where they are worth too little together."""
    worth = {stem: sought * giver.gives[stem] for stem, sought in seeker.seeks.items() if stem in giver.gives}
    shared = {stem: each for stem, each in worth.items() if stem in rarity}
    if sum(shared.values()) < _ENOUGH:
        return ()
    return tuple(seeker.sought[stem] for stem in sorted(shared, key=lambda stem: (-rarity[stem] * shared[stem], stem)))
