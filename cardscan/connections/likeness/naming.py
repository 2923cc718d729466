"""How far two names are one: order, initials, short forms, typos, words that only one of them has."""

from collections.abc import Callable, Sequence, Set
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from rapidfuzz import process
from rapidfuzz.distance import OSA

from cardscan.connections.likeness.traits import NameWords, is_initial, name_words

_SHORT_NAMES = Path(__file__).parent / "data" / "short_names.txt"
_SHORT, _LONGER = 3, 3  # letters of a short form, and by how many more the name has: Dan of Daniel, not of Dana
_TYPO_FROM, _TYPOS_FROM = 4, 8  # letters from which one typo, and two, leave a word to be known

_LONGEST = 120  # letters of a word that is looked for: as many as its key has

_Pairs = list[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Agreement:
    """What two names have in common, word by word, as the first one writes it."""

    same: tuple[str, ...] = ()
    short: tuple[str, ...] = ()  # Max for Maximilian, Bob for Robert
    initials: tuple[str, ...] = ()  # A. for Anna
    typos: tuple[str, ...] = ()  # a letter or two apart
    reordered: bool = False
    more: bool = False  # one of them has words beyond: a middle name, Jr.
    clash: bool = False  # each has a word that the other lacks, or they are of two generations
    family_clash: bool = False  # and it is the family name: married, perhaps
    slip: bool = False  # and the two are a letter apart, too short to be sure: Jon and John, Lei and Lie

    @property
    def whole(self) -> bool:
        """Tell whether the two hold the same words."""
        return bool(self.same) and not (self.short or self.initials or self.typos or self.more or self.clash)


def agree(one: NameWords, other: NameWords) -> Agreement:
    """Lay the words of two names beside one another."""
    if one.joined == other.joined and one.generation == other.generation:
        return Agreement(same=max(one.words, other.words, key=len))
    left, right = list(one.words), list(other.words)
    same = _pair(left, right, str.__eq__)
    same += [(glued, word) for word, glued in _glued(left, right)] + _glued(right, left)
    short = _pair(left, right, is_short_for)
    initials = _pair(left, right, _is_initial_of)
    typos = _pair(left, right, _is_typo_of)
    father_and_son = bool(one.generation and other.generation) and one.generation != other.generation
    clash = bool(left and right)
    return Agreement(
        same=tuple(word for word, _ in same),
        short=tuple(word for word, _ in short),
        initials=tuple(word for word, _ in initials),
        typos=tuple(word for word, _ in typos),
        reordered=_is_reordered(one, other, same + short + initials + typos),
        more=bool(left) != bool(right) or bool(one.generation) != bool(other.generation),
        clash=clash or father_and_son,
        family_clash=clash and not father_and_son and one.family.issuperset(left) and other.family.issuperset(right),
        slip=not father_and_son and len(left) == len(right) == 1 and _is_slip_of(left[0], right[0]),
    )


def is_short_for(one: str, other: str) -> bool:
    """Tell whether one of two given names is short for the other."""
    short, long = sorted((one, other), key=len)
    if len(short) >= _SHORT and long.startswith(short) and len(long) - len(short) >= _LONGER:
        return True
    return not known_as(short).isdisjoint(known_as(long))


def near_words(word: str, words: Sequence[str]) -> set[str]:
    """Choose of very many words those that are a typo or two from one, or short for it, or it for them."""
    word = word[:_LONGEST]
    typos = process.extract(word, words, scorer=OSA.distance, score_cutoff=2, limit=None)
    begin, listed = forms_of(word)
    return {each for each, _, _ in typos if _is_typo_of(word, each)} | {
        each for each in words if (each.startswith(begin) or each in listed) and is_short_for(word, each)
    }


def forms_of(word: str) -> tuple[str, Set[str]]:
    """Say how words begin that one is short for, or that are short for it, and which others may be."""
    return word[:_SHORT], _names_of().keys() | known_as(word)


def typos_in(letters: int) -> int:
    """Say how many typos leave a word of so many letters to be known."""
    return (letters >= _TYPO_FROM) + (letters >= _TYPOS_FROM)


def known_as(word: str) -> frozenset[str]:
    """Give the names that a short form stands for, itself among them."""
    return _names_of().get(word, frozenset()) | {word}


@cache
def _names_of() -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    lines = _SHORT_NAMES.read_text(encoding="utf-8").splitlines()
    for name, *short in (name_words(line) for line in lines if not line.startswith("#")):
        for each in short:
            found[each] = found.get(each, frozenset()) | {name}
    return found


def _pair(left: list[str], right: list[str], test: Callable[[str, str], bool]) -> _Pairs:
    """Take the pairs that pass a test out of two lists."""
    pairs: _Pairs = []
    for word in list(left):
        found = next((each for each in right if test(word, each)), None)
        if found is not None:
            pairs.append((word, found))
            left.remove(word)
            right.remove(found)
    return pairs


def _glued(left: list[str], right: list[str]) -> _Pairs:
    """Take out of two lists the words of the second that are two words of the first: Anna Lena, Annalena."""
    pairs: _Pairs = []
    for first, second in pairwise(tuple(left)):
        if first in left and second in left and first + second in right:
            left.remove(first)
            left.remove(second)
            right.remove(first + second)
            pairs.append((first + second, first))
    return pairs


def _is_initial_of(one: str, other: str) -> bool:
    return (is_initial(one) or is_initial(other)) and one[0] == other[0]


def _is_typo_of(one: str, other: str) -> bool:
    allowed = typos_in(min(len(one), len(other)))
    return allowed > 0 and OSA.distance(one, other, score_cutoff=allowed) <= allowed


def _is_slip_of(one: str, other: str) -> bool:
    longest = max(len(one), len(other))
    return longest >= _SHORT and min(len(one), len(other)) > 1 and OSA.distance(one, other, score_cutoff=1) <= 1


def _is_reordered(one: NameWords, other: NameWords, pairs: _Pairs) -> bool:
    """Tell whether the words stand in another order; of glued words nobody can say."""
    known = [(one.words.index(a), other.words.index(b)) for a, b in pairs if a in one.words and b in other.words]
    places = [place for _, place in sorted(known)]
    return places != sorted(places)
