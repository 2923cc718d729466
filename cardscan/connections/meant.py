"""What may fit by meaning where no word says so: a guess, told as one, and counted for nothing.

Whether phrases mean the same is asked of whoever can tell (`cardscan.actions.meaning`): here it is a function.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Protocol

MOST = 3  # guesses for one who seeks
_ENDS = re.compile(r"[;\n]+|[.!?]+(?:\s+|$)")


@dataclass(frozen=True, slots=True)
class Near:
    """A phrase of what is looked for, and one of what is offered, that may mean the same."""

    seeks: str
    offers: str
    closeness: float  # up to 1


class ByMeaning(Protocol):
    """Compares phrases by what they mean."""

    def __call__(self, seeks: Collection[str], offers: Collection[str]) -> Sequence[Near]:
        """Give which of the first may fit which of the second, the closest first."""


def by_words_alone(seeks: Collection[str], offers: Collection[str]) -> Sequence[Near]:
    """Find nothing: meaning is not compared."""
    return ()


def phrases(text: str) -> tuple[str, ...]:
    """Take a text apart into what is to be compared: its sentences, and what semicolons and lines divide."""
    parts = (part.strip() for part in _ENDS.split(text))
    return tuple(dict.fromkeys(part for part in parts if any(map(str.isalpha, part))))


def may_fit(phrase: str) -> str:
    """Say that something is a guess, by the phrase that it was made by."""
    return f"may fit: {phrase}"
