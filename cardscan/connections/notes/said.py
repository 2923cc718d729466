"""What a card and an event already say, so that a note that says it again can be told."""

from collections.abc import Iterable
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from cardscan.connections.notes.words import roles, split
from cardscan.model import PRINTED, Contact, Field
from cardscan.text.scripts import has_hangul

_STEM = 5  # letters two words must share from the start to be one word: manager, manages
_ROLE_STEM = 7  # the same for the words of a role, which the card does not say itself
_LINKS = ("", "s", "n", "en", "es", "e")  # between the parts of a German compound: Einkauf-s-leiter
_UMLAUTS = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue"})
_RUN, _THAI_RUN = 2, 4  # letters of a script without spaces that must stand together to repeat the card


class CardSaid:
    """The words of a card and an event, ready to be asked whether they cover another word."""

    def __init__(self, contact: Contact, event: str) -> None:
        fields: list[Field] = [field for kind in PRINTED for field in getattr(contact, kind)]
        texts = [text for field in fields for text in (field.value, field.raw, *field.parts.values())] + [event]
        self._words = {word for text in texts for word in _spellings(text)}
        work = [field.value for field in (*contact.org, *contact.dept, *contact.title)]
        for text in work:
            self._words |= _initials(split(text)[0])
        worded = {word for text in work for word in _spellings(text)}
        self._roles = {role for word in worded for role in _roles_of(word)}
        self._role_stems = _by_stem(role for role in self._roles if len(role) >= _ROLE_STEM)
        # Only these can be inflected, misspelt or part of a compound; asked for every word of a note.
        self._long = [word for word in self._words if len(word) >= _STEM]
        self._long_said = [word for word in self._words | self._roles if len(word) >= _STEM]
        self._korean = [word for word in self._words if len(word) > 1 and has_hangul(word[0])]
        self._runs = [run for text in texts for run in split(text)[1]]

    def covers(self, word: str) -> bool:
        """Tell whether a folded word repeats the card: as it stands, inflected, misspelt, or as part of a compound."""
        return self._has(word) or any(known in word and self._rest_is_said(word, known) for known in self._long_said)

    def without(self, run: str) -> str:
        """Take out of a run without spaces what the card says too."""
        left: list[str] = []
        at = 0
        while at < len(run):
            least = _THAI_RUN if "\u0e00" <= run[at] <= "\u0eff" else _RUN
            shared = max((_shared(run, at, known) for known in self._runs), default=0)
            if shared >= least:
                at += shared
            else:
                left.append(run[at])
                at += 1
        return "".join(left)

    def _has(self, word: str) -> bool:
        return (
            word in self._words
            or word in self._roles
            or (len(word) >= _STEM and any(_same(word, known) or word in known for known in self._long))
            or any(_has_particle(word, known) for known in self._korean)
            or any(_inflected(word, role) for role in self._role_stems.get(word[:_STEM], ()))
        )

    def _rest_is_said(self, word: str, known: str) -> bool:
        before, _, after = word.partition(known)
        return all(
            not rest or any(rest == link or (rest.startswith(link) and self._has(rest[len(link) :])) for link in _LINKS)
            for rest in (before, after)
        )


@lru_cache(maxsize=4096)
def _roles_of(word: str) -> frozenset[str]:
    """Give the words for the roles and trades that a word of a title or company names, also within a compound."""
    known = roles()
    within = {word[a : a + length] for length in _role_lengths() for a in range(len(word) - length + 1)}
    found = (within | {word}) & known.keys()
    found |= {role for role in _role_stems().get(word[:_STEM], ()) if _inflected(word, role)}
    return frozenset(role for one in found for role in known[one])


@cache
def _role_lengths() -> frozenset[int]:
    """Give how long the words are that may stand within a compound: of a long word not all parts are tried."""
    return frozenset(length for length in map(len, roles()) if length >= _STEM)


@cache
def _role_stems() -> dict[str, list[str]]:
    return _by_stem(roles())


def _by_stem(words: Iterable[str]) -> dict[str, list[str]]:
    stems: dict[str, list[str]] = {}
    for word in words:
        stems.setdefault(word[:_STEM], []).append(word)
    return stems


def _spellings(text: str) -> Iterable[str]:
    """Give the words of a text, also with ü as ue and the like, as e-mail addresses have them."""
    yield from split(text)[0]
    spelt = text.lower().translate(_UMLAUTS)
    if spelt != text.lower():
        yield from split(spelt)[0]


def _initials(words: list[str]) -> set[str]:
    """Abbreviate: Institut Occitan de Viticulture is IODV, or IOV."""
    full = "".join(word[0] for word in words)
    main = "".join(word[0] for word in words if len(word) > 3)
    return {short for short in (full, main) if len(short) > 1}


def _has_particle(word: str, known: str) -> bool:
    """Tell whether a Korean word is another with a particle, which is put behind it without a space."""
    return min(len(word), len(known)) < _STEM and word.startswith(known)


def _same(word: str, known: str) -> bool:
    """Tell whether two folded words of five letters or more are one, but for the ending or a typo."""
    typos = 1 if min(len(word), len(known)) < 9 else 2
    return OSA.distance(word, known, score_cutoff=typos) <= typos or _inflected(word, known)


def _inflected(word: str, known: str) -> bool:
    if word[:_STEM] != known[:_STEM]:
        return False
    shorter, longer = sorted((word, known), key=len)
    shared = next((at for at, (a, b) in enumerate(zip(word, known, strict=False)) if a != b), len(shorter))
    return shared >= 0.65 * len(shorter) and len(longer) - shared <= 6


def _shared(run: str, at: int, known: str) -> int:
    """Count the letters of a run from `at` on that stand together somewhere in `known`."""
    end = at
    while end < len(run) and run[at : end + 1] in known:
        end += 1
    return end - at
