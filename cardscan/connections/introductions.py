"""Who could be introduced to whom: what one person looks for, against what another offers.

Words count, without those that say nothing, and the rarer a word is in the book the more. Only quality connections are
paired, and nobody with their own company. Where meaning is compared, a phrase that may fit another counts as a word
that nobody else has, and less the less close they are.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from heapq import heapify, heappop, merge
from itertools import pairwise
from math import log1p

from cardscan.connections.likeness.traits import traits
from cardscan.connections.meant import MOST, ByMeaning, Near, may_fit, phrases
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
MOST_GIVERS = 5  # for one who seeks
_COMMON = 0.02  # of the book; a word that more people have tells nobody from anybody
_ALWAYS_RARE = 20  # people, however small the book
FINDS_NOBODY = 500  # people, however large it is: so many are no suggestion

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
    meant: Near | None = None  # what may fit by its meaning, where no word matches: a guess


@dataclass(frozen=True, slots=True)
class Match:
    """Two people, by their ids, of whom one says what the other needs."""

    seeker: int
    giver: int
    words: tuple[str, ...]
    score: float
    meant: Near | None = None

    @property
    def why(self) -> str:
        """Say what of the giver's helps."""
        return may_fit(self.meant.offers) if self.meant else ", ".join(self.words)


@dataclass(frozen=True, slots=True)
class Said:
    """What a stem is worth where someone's note or card has it: 0 where it is not."""

    word: str  # as it is sought, else as it is given
    seeks: float = 0.0
    gives: float = 0.0


#: What someone seeks and gives, by stems.
Stems = Mapping[str, Said]


def said_by(person: Person) -> dict[str, Said]:
    """Give what someone's notes say that they seek and give; nothing of who has none."""
    notes = tuple(notes_of(person))
    if not notes:
        return {}
    texts = (text for note in notes for text in (note.talked, note.can_help, note.looks_for, note.offers))
    codes = tuple(each.code for each in spoken(split(" ".join(texts))[0]))
    found: dict[str, Said] = {}
    for note in notes:
        _add(found, telling(note.looks_for, codes), seeks=_LOOKS_FOR)
        _add(found, telling(still_to_give(note, person), codes), seeks=_CAN_HELP)
    for note in notes:
        _add(found, telling(note.offers, codes), gives=_OFFERS)
        _add(found, telling(note.talked, codes), gives=_TALKED)
    for field in (*person.contact.title, *person.contact.org):
        _add(found, telling(field.value, codes), gives=_WORK)
    return found


def rarity(carriers: Mapping[str, int], book: int) -> dict[str, float]:
    """Give what each stem tells by how few carry it; stems that too many have are left out. book: people with notes."""
    most = max(_ALWAYS_RARE, min(_COMMON * book, FINDS_NOBODY))
    return {stem: log1p(book / number) for stem, number in carriers.items() if number <= most}


def matches(seekers: Mapping[int, Stems], givers: Mapping[int, Stems], rare: Mapping[str, float]) -> Iterator[Match]:
    """Pair those who seek with those who give, the best pairs first; only stems in `rare` count."""
    giving: defaultdict[str, list[tuple[int, float]]] = defaultdict(list)
    for giver, theirs in givers.items():
        for stem, said in theirs.items():
            if said.gives and stem in rare:
                giving[stem].append((giver, said.gives))
    ordered: list[tuple[float, int, int]] = []
    for seeker, theirs in seekers.items():
        scores: defaultdict[int, float] = defaultdict(float)
        worth: defaultdict[int, float] = defaultdict(float)
        for stem, said in theirs.items():
            for giver, gives in giving.get(stem, ()) if said.seeks else ():
                scores[giver] += rare[stem] * said.seeks * gives
                worth[giver] += said.seeks * gives
        ordered += [(-scores[at], seeker, at) for at in scores if at != seeker and worth[at] >= _ENOUGH]
    heapify(ordered)  # few of them are looked at
    while ordered:
        score, seeker, giver = heappop(ordered)
        yield Match(seeker, giver, _matched(seekers[seeker], givers[giver], rare), -score)


def guessed(
    sought: Iterable[tuple[int, str]], offered: Iterable[tuple[int, str]], meaning: ByMeaning
) -> Iterator[Match]:
    """Pair those who seek with those whose offers may fit by their meaning, the closest first.

    Each who seeks gets a few. sought, offered: what is looked for and offered, each with whose it is.
    """
    seekers, givers = _owners(sought), _owners(offered)
    book = len({each for owners in givers.values() for each in owners})
    given: defaultdict[int, set[int]] = defaultdict(set)
    for near in meaning(seekers, givers):
        words: tuple[str, ...] | None = None  # of most that are near nobody is left to be told
        for seeker in seekers[near.seeks]:
            for giver in givers[near.offers]:
                if len(given[seeker]) >= MOST:
                    break
                if giver != seeker and giver not in given[seeker]:
                    given[seeker].add(giver)
                    words = shared_words(near.seeks, near.offers) if words is None else words
                    score = log1p(book) * near.closeness
                    yield Match(seeker, giver, words, score, None if words else near)


def both(by_words: Iterable[Match], by_meaning: Iterable[Match]) -> Iterator[Match]:
    """Give what was found either way, the best pairs first and each once."""
    seen: set[tuple[int, int]] = set()
    for each in merge(by_words, by_meaning, key=lambda each: -each.score):
        if (each.seeker, each.giver) not in seen:
            seen.add((each.seeker, each.giver))
            yield each


def proposed(
    found: Iterable[Match], person: Callable[[int], Person | None], given: Counter[int]
) -> Iterator[Introduction]:
    """Give those matches that may be introduced, five for each who seeks: `found` has the best first.

    person: reads someone; None where they are gone. given: counts them for each who seeks, as they are given.
    """

    # The gate and the list of companies take longer than the words: only those who match are put to them, once each.
    @cache
    def counts(at: int) -> Person | None:
        someone = person(at)
        return someone if someone and not held_back(someone) else None

    @cache
    def firms(at: int) -> frozenset[str]:
        someone = counts(at)
        has = traits(someone.contact) if someone else None
        return has.companies | has.domains if has else frozenset()

    for each in found:
        if given[each.seeker] < MOST_GIVERS:
            seeker, giver = counts(each.seeker), counts(each.giver)
            if seeker and giver and firms(each.seeker).isdisjoint(firms(each.giver)):
                given[each.seeker] += 1
                yield Introduction(seeker, giver, each.words, each.score, each.meant)


def notes_of(person: Person) -> Iterator[Note]:
    """Give someone's notes, oldest first."""
    for meeting in person.meetings:
        yield from meeting.notes


def told(person: Person, part: str) -> str:
    """Say what someone's notes tell in one part; of how you can help, what is still to be done."""
    notes = notes_of(person)
    texts = (still_to_give(note, person) if part == "can_help" else getattr(note, part) for note in notes)
    return "; ".join(filter(None, texts))


def _add(found: dict[str, Said], said: Iterable[tuple[str, str]], seeks: float = 0.0, gives: float = 0.0) -> None:
    """Add stems of a text that says what someone needs, or has."""
    for stem, word in said:
        was = found.get(stem, Said(word))
        found[stem] = Said(was.word, max(was.seeks, seeks), max(was.gives, gives))


def shared_words(seeks: str, gives: str) -> tuple[str, ...]:
    """Give the words of what someone seeks that stand in what another gives, by their stems."""
    codes = tuple(each.code for each in spoken(split(f"{seeks} {gives}")[0]))
    given = {stem for stem, _ in telling(gives, codes)}
    return tuple(dict.fromkeys(word for stem, word in telling(seeks, codes) if stem in given))


def telling(text: str, codes: tuple[str, ...]) -> Iterator[tuple[str, str]]:
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


def _owners(said: Iterable[tuple[int, str]]) -> dict[str, list[int]]:
    """Give the phrases of texts, each with those whose it is."""
    parts = cache(phrases)  # for as long as this takes: many may say the same
    found: defaultdict[str, list[int]] = defaultdict(list)
    for person_id, text in said:
        for phrase in parts(text):
            found[phrase].append(person_id)
    return dict(found)


def _matched(seeker: Stems, giver: Stems, rare: Mapping[str, float]) -> tuple[str, ...]:
    """Give the words that two share, as the seeker's note has them."""
    worth = {
        stem: rare[stem] * said.seeks * giver[stem].gives
        for stem, said in seeker.items()
        if stem in rare and said.seeks and stem in giver and giver[stem].gives
    }
    return tuple(seeker[stem].word for stem in sorted(worth, key=lambda stem: (-worth[stem], stem)))
