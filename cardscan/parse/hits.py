"""Values in the text of one line, before they become fields."""

import re
from dataclasses import dataclass

from cardscan.parse.found import Span

UNTOLD = 0.4  # doubt of what nothing on the card tells: whether a word belongs to the address that follows
GONE = "\x00"  # stands for characters that another value took
#: What stands between a label and its value.
PUNCTUATION = r"[\s:;.,=|\-–—>»/)(\[\]*•~]*"
#: What was read of an icon before a value: a sign or two, or one character by itself.
JUNK = re.compile(r"(?:^|(?<=[\s|]))[^\w\s\x00]{0,2}[\s:]*$|(?<![^\s|])[^\s\x00]\s+$")
#: Letters and digits of addresses; the accents are for readers that see some.
LETTERS = "A-Za-z0-9À-ɏ"
LABEL = rf"[{LETTERS}](?:[{LETTERS}-]*[{LETTERS}])?"
#: A domain as readers see it: a dot may have become a comma, or a space.
DOMAIN = rf"{LABEL}(?:(?:\s?[.,]\s?|\s){LABEL}){{0,5}}"
_NATIVE_LABEL = r"[^\W_](?:[\w-]*[^\W_])?"
#: A domain under a suffix that is not in Latin letters, as Russia, China and India have one of their own: "пример.рф".
NATIVE = rf"(?:{_NATIVE_LABEL}\.)+(?=[^\W\d_a-zA-ZÀ-ɏ])[\w-]*\w"


@dataclass(frozen=True, slots=True)
class Clues:
    """What the whole card tells of the addresses on it."""

    suffixes: frozenset[str]  # public suffixes of its domains
    domains: frozenset[str]  # hosts after "www." or "@"


@dataclass(frozen=True, slots=True)
class Hit:
    """A value in the text of one line: its own characters start..end, with its label first..end."""

    kind: str
    line: int
    start: int
    end: int
    value: str
    first: int
    doubt: float = 1.0
    type: str = ""
    more: tuple[Span, ...] = ()  # where the value goes on, on other lines


def without(text: str, start: int, end: int) -> str:
    """The text with characters start..end taken; positions stay."""
    return text[:start] + GONE * (end - start) + text[end:]
