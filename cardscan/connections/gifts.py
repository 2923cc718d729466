"""What you can give: as it is written down, which one is meant, and whether it was promised to someone already."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime

from cardscan.connections.dates.duedates import due_day
from cardscan.connections.promises import is_open
from cardscan.errors import InputError, candidates
from cardscan.person import Gift, Person, Promise
from cardscan.text.folding import bare
from cardscan.text.limits import checked

_LONGEST_TAG = 60  # characters
_EXAMPLE = 'cardscan give add "intro to the hull paint lab"'


def unwritten() -> Gift:
    """Give a gift of which nothing is written down yet."""
    return Gift(0, "", datetime.min.replace(tzinfo=UTC))


def written(
    of: Gift, today: date, text: str | None = None, until: str | None = None, tags: Sequence[str] | None = None
) -> Gift:
    """Put what was given into a gift: None was not given, an empty text takes the last day or the tags away.

    Raises InputError for a gift without words, for what is no tag, and for what is no day to come.
    """
    if text is not None:
        of = replace(of, text=checked(" ".join(text.split()), "what you can give"))
    if tags is not None:
        of = replace(of, tags=tuple({bare(each): each for each in filter(None, map(_tag, tags))}.values()))
    if until is not None:
        of = replace(of, until=due_day(until, today) if until.strip() else None)
    if not any(letter.isalnum() for letter in of.text):
        raise InputError("what you can give needs a text", _EXAMPLE)
    return of


def lasts(of: Gift, today: date) -> bool:
    """Tell whether something can still be given."""
    return of.until is None or of.until >= today


def tagged(of: Gift, tag: str) -> bool:
    """Tell whether a gift has a tag, whatever its case and accents."""
    return bare(_tag(tag)) in map(bare, of.tags)


def find_gift(text: str, gifts: Iterable[Gift]) -> Gift:
    """Find the gift that is meant: by id, or by words of it. Raises InputError for none, and for several."""
    gifts = tuple(gifts)
    found = [each for each in gifts if str(each.id) == text.strip()] or _said(bare(text).split(), gifts)
    if len(found) == 1:
        return found[0]
    if not found:
        raise InputError(
            f"there is nothing like {text!r} on your list", f"cardscan give list shows it; {_EXAMPLE} adds"
        )
    rows = [f"{each.id}  {each.text}" for each in found]
    raise InputError(candidates(f"{len(found)} match {text!r}:", rows), "give more words of it, or the id")


def _said(words: list[str], gifts: Sequence[Gift]) -> list[Gift]:
    if not words:
        return []
    whole = [each for each in gifts if bare(each.text).split() == words]
    return whole or [each for each in gifts if all(word in bare(each.text) for word in words)]


def promise_met(of: Gift, person: Person) -> Promise | None:
    """Give the open promise of yours to someone that is met by giving them this."""
    words = bare(of.text)
    mine = [each for each in person.promises if each.owner == "me" and is_open(each)]
    return next((each for each in mine if each.gift_id == of.id or bare(each.text) == words), None)


def was_given(of: Gift, person: Person) -> bool:
    """Tell whether someone was given this."""
    return any(each.gift_id == of.id and each.kept for each in person.promises)


def _tag(text: str) -> str:
    return checked(" ".join(text.lstrip("#").split()), "a tag", _LONGEST_TAG)
