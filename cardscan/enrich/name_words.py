"""Settle which words of a name are its family's: by capitals, by patronymics, and by how its country names people.

The network parts a name by its words, and does not know the country.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence

from cardscan.enrich.name_titles import is_shortened, with_title
from cardscan.parse.gazetteer import family_name, given_name
from cardscan.parse.gazetteer.styles import is_degree
from cardscan.text.folding import fold
from cardscan.text.patronymics import is_patronymic, is_son_or_daughter
from cardscan.text.pinyin import is_pinyin
from cardscan.text.scripts import is_latin

Parts = Mapping[str, str]
Words = Sequence[str]
#: Where a given name is two syllables.
SYLLABLES = frozenset({"CN", "HK", "KR", "MO", "MY", "SG", "TW"})
#: Where people have a family name of each parent.
_OF_BOTH = frozenset("AO AR BO BR CL CO CR CU DO EC ES GT HN MX MZ NI PA PE PR PT PY SV UY VE".split())  # noqa: SIM905
#: Where the last of three names alone is the family's: the one before it is a second given one.
_LAST_ALONE = frozenset("GH KE MW NG TZ UG ZM ZW".split())  # noqa: SIM905
#: Where that is so, too, unless lists hold the one before it for a family's: Das Gupta.
_LAST_OF_THREE = frozenset({"BD", "IN", "LK", "NP", "PK"})
#: Where a patronymic is all there is behind a given name.
_NO_FAMILY = frozenset({"BN", "ID", "MY", "SG"})
#: Where people write their father's name behind their own.
_FATHERS = frozenset("AZ BY KG KZ MD RU TJ TM UA UZ".split())  # noqa: SIM905 - read as words
_MARIA = re.compile(r"M\.?ª\.?")
_SON = re.compile(r"(?i)(?:bin|ibn|bint|binti|binte|bte)")
_HOUSE = re.compile(r"(?i)(?:al|el)(?:[-‐].+)?")
_PARTICLES = frozenset("al ben bin da das de del della der di do dos du el ibn la le mac mc st van von".split())  # noqa: SIM905
_CAPITALS = re.compile(r"(?:[^\W\d_a-z]|[-'’]){2,}")
_LONG = 3  # letters in capitals that are no initials
_SYLLABLE = re.compile(r"[A-Za-z]{2,6}(?:[-‐][A-Za-z]{2,6})?")  # of a given name, or both
_BOTH, _NAMES = 2, 3  # two of the family's; a given one, another, and the family's
_MOHAMMED = re.compile(r"(?i)M(?:o?h?d|st)\.?|M[uo]ha?mm?[ae]d|Abdul")
_KNOWN, _UNKNOWN = 0.5, 0.1  # how much the lists hold a word for a given name


def settled_words(name: str, parts: Parts, country: str) -> Parts:
    """Return the parts of a name, each word with its own; `country` is the card's ISO code, or ""."""
    parts = with_title(name, {**parts, **_shortened(parts, country)}, country)
    given, family = parts.get("given", "").split(), parts.get("family", "").split()
    said = [word for word in name.split() if word in {*given, *family}]
    if not given or not family or Counter(said) != Counter([*given, *family]):
        return parts
    for step in (
        _with_patronymic,
        _in_capitals,
        _of_a_father,
        _of_both_parents,
        _last_alone,
        _first_alone,
        _between_given,
    ):
        if words := step(said, given, family, country):
            told = {"given": " ".join(words[0]), "family": " ".join(words[1])}
            return {part: text for part, text in {**parts, **told}.items() if text}
    return parts


def has_patronymic(given: str) -> bool:
    """Whether a given name and a father's are one part: the other is the family's, whatever else speaks against it."""
    said = given.split()
    return len(said) > 1 and is_patronymic(said[-1])


def _with_patronymic(said: Words, given: Words, family: Words, country: str) -> tuple[Words, Words] | None:
    """A father's name is of the given one before it, between or behind the family's: "Tarnova Edda Ruvovna"."""
    elsewhere = country not in _FATHERS and is_latin(said[-1])  # Ivan Tarn Abramovich
    last = len(said) - 1
    ends = [n for n, word in enumerate(said) if n and is_patronymic(word, surely=elsewhere and n == last)]
    if len(ends) != 1:
        return None
    first = ends[0] - 1 - is_son_or_daughter(said[ends[0]])
    mine, rest = said[max(first, 0) : ends[0] + 1], [*said[: max(first, 0)], *said[ends[0] + 1 :]]
    sure = bool(rest) or is_patronymic(said[ends[0]], surely=True)
    return (mine, rest) if first >= 0 and sure else None


def _shortened(parts: Parts, country: str) -> Parts:
    """Take for given what was taken for a title and is a given name, or short for one: "Ma. Luz", "Md. Karim"."""
    before, given = parts.get("prefix", "").split(), parts.get("given", "")
    if not before or not given:
        return {}
    if not (is_shortened(before[-1], country) or _MARIA.fullmatch(before[-1])):
        return {}
    return {"prefix": " ".join(before[:-1]), "given": f"{before[-1]} {given}"}


def _in_capitals(said: Words, given: Words, family: Words, country: str) -> tuple[Words, Words] | None:
    """The family's are the words in capitals, side by side, where others are not: "ONDOA TARNA Louis"."""
    upper = [n for n, word in enumerate(said) if _stands_out(word, country)]
    rest = [word for word in said if not word.isupper() and len(word) > 1]
    if not upper or not rest or upper != list(range(upper[0], upper[-1] + 1)):
        return None
    first, last = upper[0], upper[-1] + 1
    parted = all(len({_stands_out(word, country) for word in part}) == 1 for part in (given, family))
    while first and fold(said[first - 1]) in _PARTICLES:
        first -= 1
    others = [*said[:first], *said[last:]]
    return (others, said[first:last]) if others and not parted else None


def _stands_out(word: str, country: str) -> bool:
    """Whether a word is in capitals, and is neither initials nor a degree."""
    upper = word.isupper() and _CAPITALS.fullmatch(word) and not is_degree(word, cased=True)
    long = len(word) >= _LONG or (country in SYLLABLES and family_name(word) >= _KNOWN)
    return bool(upper) and long


def _of_a_father(said: Words, given: Words, family: Words, country: str) -> tuple[Words, Words] | None:
    """A father's name belongs to the given one where that of a house follows: "Saud bin Tarn Al-Kelpi"."""
    if _SON.fullmatch(given[0]) and [*family, *given] == said:
        return family, given
    first = given if [*given, *family] == said else family
    if len(first) > 1 and _SON.fullmatch(first[-1]):  # what was parted behind the word for a son
        at = len(first) - 1
        given, family = said[:at], said[at:]
        return _of_a_father(said, given, family, country) or (given, family)
    if country in _NO_FAMILY or not _SON.fullmatch(family[0]) or [*given, *family] != said:
        return None
    sons = [n for n, word in enumerate(family) if _SON.fullmatch(word)]
    houses = [n for n, word in enumerate(family) if n > sons[-1] + 1 and _HOUSE.fullmatch(word)]
    at = houses[-1] if houses else sons[-1] + 2
    return ([*given, *family[:at]], family[at:]) if at < len(family) else None


def _of_both_parents(said: Words, given: Words, family: Words, country: str) -> tuple[Words, Words] | None:
    """Of two family names the first is no given one, by the lists, which hold those before it or there is but one."""
    *first, last = given
    if country not in _OF_BOTH or not first or len(family) > 1 or [*given, *family] != said:
        return None
    known = len(first) == 1 or all(given_name(word) >= _KNOWN for word in first)
    known = known and given_name(last) < _UNKNOWN
    return (first, [last, *family]) if known and len(last) > _LONG else None


def _last_alone(said: Words, given: Words, family: Words, country: str) -> tuple[Words, Words] | None:
    """The last of three names is the family's, those that are joined by a sign or a particle aside.

    It is so of four, and whatever lists hold, where the first is Mohammed: "Md. Tarnul Karim Kelpder".
    """
    called = country in _LAST_OF_THREE and _MOHAMMED.fullmatch(said[0]) is not None
    plain = len(said) >= _NAMES and len(family) == _BOTH and fold(family[0]) not in _PARTICLES
    here = country in _LAST_ALONE or (country in _LAST_OF_THREE and family_name(family[0]) < _KNOWN) or called
    plain = plain and (len(said) == _NAMES or called)
    return ([*given, family[0]], family[1:]) if here and plain and said[0] == given[0] else None


def _first_alone(said: Words, given: Words, family: Words, country: str) -> tuple[Words, Words] | None:
    """The first name alone is the family's where that comes first and has one word: in Vietnam."""
    return (said[1:], said[:1]) if country == "VN" and len(family) > 1 and said[: len(family)] == family else None


def _between_given(said: Words, given: Words, family: Words, country: str) -> tuple[Words, Words] | None:
    """The family's stands between a Western given name and the syllables of a Chinese one: "Edda Tarn Mei Lin"."""
    first, second, *rest = said
    syllables = country in SYLLABLES and len("-".join(rest).split("-")) == 2 and all(map(_SYLLABLE.fullmatch, rest))
    known = given_name(first) >= _KNOWN > given_name(second) and family_name(second) >= _KNOWN
    called = any(given_name(word) >= _KNOWN for word in rest if not is_pinyin(word))
    return ([first, *rest], [second]) if syllables and known and not called else None
