"""Say which of two readings of a domain is likelier: the one that is made of words, or of those of the company."""

from dataclasses import dataclass
from functools import cache

from rapidfuzz.distance import Levenshtein

from cardscan.parse.gazetteer import common_word
from cardscan.text.suffixes import suffix_of

#: Suffixes that anyone may have: where readers differ in a letter of one, it is rather one of these.
_ANYONE = frozenset({"com", "net", "org", "info", "biz"})
_SHORTEST, _ORDINARY = 3, 0.5  # letters of an ordinary word in a domain, and how common it must be
_LONGEST = 63  # letters of a part of a domain


@dataclass(frozen=True, slots=True)
class Called:
    """What the card tells of the names of domains on it."""

    words: tuple[str, ...]  # of its companies' names: small Latin letters
    country: str  # its ISO code in small letters, or ""

    def rather(self, one: str, than: str) -> bool:
        """True where the one of two registered domains is likelier printed, which differ in the name or the suffix."""
        suffix, other = suffix_of(one), suffix_of(than)
        name, its = one.removesuffix(suffix), than.removesuffix(other)
        if not suffix or one == than:
            return False
        if name == its:
            free = other not in _ANYONE and other.rpartition(".")[2] != self.country
            return suffix in _ANYONE and free and Levenshtein.distance(suffix, other) == 1
        return suffix == other and self._made_of_words(name) and not self._made_of_words(its)

    def _made_of_words(self, name: str) -> bool:
        """Whether all letters of a name belong to words of the company, or to ordinary words."""
        return all(self._is_made(part) for part in name.rstrip(".").split("-"))

    def _is_made(self, text: str) -> bool:
        @cache
        def made_from(at: int) -> bool:
            return at == len(text) or any(
                made_from(end) for end in range(at + 1, len(text) + 1) if self._is_piece(text[at:end])
            )

        return 0 < len(text) <= _LONGEST and made_from(0)

    def _is_piece(self, text: str) -> bool:
        return (text in self.words and len(text) > 1) or (len(text) >= _SHORTEST and common_word(text) >= _ORDINARY)
