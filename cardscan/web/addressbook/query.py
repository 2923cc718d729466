"""The filter of an addressbook-query (RFC 6352, 10.5): which cards it wants, and on which they may be found quickly."""

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from cardscan.dav.xml import CARD
from cardscan.vcards.book import BookCard
from cardscan.vcards.lines import ContentLine, unescape
from cardscan.web.addressbook.asked import BadRequestError

#: Properties whose text stands in a field just so: who has it is found in the database.
_IN_FIELDS = frozenset({"FN", "N", "NICKNAME", "ORG", "TITLE", "EMAIL", "TEL", "URL", "ADR"})
_COLLATIONS = ("i;unicode-casemap", "i;ascii-casemap", "i;octet", "default")
_HOW: dict[str, Callable[[str, str], bool]] = {
    "equals": lambda value, said: value == said,
    "contains": lambda value, said: said in value,
    "starts-with": lambda value, said: value.startswith(said),
    "ends-with": lambda value, said: value.endswith(said),
}


class CollationError(Exception):
    """Texts cannot be compared so."""


@dataclass(frozen=True, slots=True)
class TextMatch:
    """A text to be found in a value."""

    said: str
    how: str
    exact: bool
    negated: bool

    def holds(self, value: str) -> bool:
        """Tell whether a value is meant."""
        value, said = (value, self.said) if self.exact else (value.casefold(), self.said.casefold())
        return _HOW[self.how](value, said) != self.negated


@dataclass(frozen=True, slots=True)
class ParamFilter:
    """What is asked of a parameter of a property."""

    name: str
    absent: bool
    text: TextMatch | None

    def holds(self, line: ContentLine) -> bool:
        """Tell whether a property is meant."""
        values = line.params.get(self.name, ())
        if self.absent:
            return not values
        return bool(values) if self.text is None else any(map(self.text.holds, values))


@dataclass(frozen=True, slots=True)
class PropFilter:
    """What is asked of the properties of one name."""

    name: str
    absent: bool
    every: bool  # all of what follows, and not any of it
    texts: tuple[TextMatch, ...]
    params: tuple[ParamFilter, ...]

    def holds(self, card: BookCard) -> bool:
        """Tell whether a card is meant."""
        lines = [line for line in card.properties if line.name == self.name]
        if self.absent:
            return not lines
        if not self.texts and not self.params:
            return bool(lines)
        return any(map(self._fits, lines))

    def _fits(self, line: ContentLine) -> bool:
        value = unescape(line.value)
        found = [*(each.holds(value) for each in self.texts), *(each.holds(line) for each in self.params)]
        return all(found) if self.every else any(found)

    def patterns(self) -> list[str] | None:
        """Give patterns (of SQL's LIKE) of which one fits a field of whoever is meant; None: that cannot be told."""
        if self.name not in _IN_FIELDS or self.absent or self.params or not self.texts:
            return None
        made = [_pattern(each) for each in self.texts]
        return None if None in made else [each for each in made if each is not None]


@dataclass(frozen=True, slots=True)
class Filter:
    """Which cards are wanted."""

    every: bool
    parts: tuple[PropFilter, ...]

    def holds(self, card: BookCard) -> bool:
        """Tell whether a card is meant."""
        if not self.parts:
            return True
        return (all if self.every else any)(each.holds(card) for each in self.parts)

    @property
    def uid(self) -> str | None:
        """Give the UID that is asked for, where nothing else is."""
        if len(self.parts) != 1 or self.parts[0].name != "UID" or len(self.parts[0].texts) != 1:
            return None
        [text] = self.parts[0].texts
        return text.said if text.how == "equals" and not text.negated and not self.parts[0].params else None

    def patterns(self) -> list[str] | None:
        """Give patterns of which one fits a field of whoever is meant; None where all have to be looked at."""
        found = [each.patterns() for each in self.parts]
        if self.every:
            return next((each for each in found if each is not None), None)
        if not found or None in found:
            return None
        return [pattern for each in found if each is not None for pattern in each]


def filter_of(said: Element | None) -> Filter:
    """Read a filter; none asks for all. Raises BadRequestError and CollationError."""
    if said is None:
        return Filter(False, ())
    return Filter(said.get("test") == "allof", tuple(map(_prop_filter, said.iterfind(f"{CARD}prop-filter"))))


def _prop_filter(said: Element) -> PropFilter:
    return PropFilter(
        said.get("name", "").rpartition(".")[2].upper(),
        said.find(f"{CARD}is-not-defined") is not None,
        said.get("test") == "allof",
        tuple(_texts(said)),
        tuple(
            ParamFilter(
                each.get("name", "").upper(),
                each.find(f"{CARD}is-not-defined") is not None,
                next(_texts(each), None),
            )
            for each in said.iterfind(f"{CARD}param-filter")
        ),
    )


def _texts(said: Element) -> Iterator[TextMatch]:
    for each in said.iterfind(f"{CARD}text-match"):
        collation, how = each.get("collation", "i;unicode-casemap"), each.get("match-type", "contains")
        if collation not in _COLLATIONS:
            raise CollationError
        if how not in _HOW:
            raise BadRequestError("there is no such match-type")
        yield TextMatch(each.text or "", how, collation == "i;octet", each.get("negate-condition") == "yes")


def _pattern(text: TextMatch) -> str | None:
    """Give what stands in a field that has a text: its letters and digits, as far as each database folds them."""
    runs: Sequence[str] = re.findall(r"[a-z0-9]+", text.said.lower(), re.ASCII)
    if text.negated or not runs or "%" in text.said:  # a field has "," where a URL has "%2C"
        return None
    return f"%{'%'.join(runs)}%"
