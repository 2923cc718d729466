"""What has the shape of a date in running text, in any of the languages; whether it is meant as one is not said."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from cardscan.connections.dates.datewords import DateWords, folded_in_place, languages
from cardscan.connections.dates.reckoning import Cue

#: Also an English verb and a noun: a month only with a capital letter.
AMBIGUOUS_MONTHS = frozenset({"may", "march"})

_BREAKS = ".,;:!?(\n–—"


@dataclass(frozen=True, slots=True)
class Phrase:
    """What has the shape of a date."""

    words: DateWords
    match: re.Match[str]
    cue: Cue
    capital: bool  # the name in it is written with a capital letter
    ends: bool  # nothing of its clause follows
    apart: bool  # nothing of its clause follows, or nothing comes before

    @property
    def promised(self) -> bool:
        return self.cue in ("by", "before")

    @property
    def dated(self) -> bool:
        """Tell whether it names one day of one month: then it is meant to be a day, even where there is no such day."""
        return self.has("iso", "slashed", "dotted", "day", "us_day")

    def has(self, *names: str) -> bool:
        return any(self.match[name] for name in names)


def phrases(text: str) -> Iterator[Phrase]:
    """Find all that has the shape of a date, language by language; the places in the match are those in the text."""
    folded = folded_in_place(text)
    for words in languages():
        for match in words.phrase.finditer(folded):
            before, after = folded[: match.start()], folded[match.end() :]
            ends = bool(words.clause_end.match(after))
            starts = not before.strip() or before.rstrip(" ")[-1] in _BREAKS
            yield Phrase(words, match, cue_of(match), text[_name(match)].isupper(), ends, ends or starts)


def cue_of(match: re.Match[str]) -> Cue:
    """Tell which kind of preposition stands before a date."""
    return "by" if match["by"] else "before" if match["before"] else "on" if match["on"] else ""


def _name(match: re.Match[str]) -> int:
    """Tell where the name of a day or month starts."""
    names = ("lone_month", "short_weekday", "month", "tomorrow")
    return next((match.start(name) for name in names if match[name]), match.start())
