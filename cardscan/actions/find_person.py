"""Tell whom the user means by a name, part of one, or an id."""

from collections.abc import Iterable

from cardscan.errors import WhoError, candidates
from cardscan.store import ListedName, Store
from cardscan.text.folding import spelt_words

Words = tuple[tuple[str, ...], ...]  # each in its spellings


def matching(who: str, names: Iterable[ListedName]) -> tuple[ListedName, ...]:
    """Find those who are meant: by whole name; else by each word of `who` being part of a name.

    Accents need not be typed, and umlauts may be spelled out.
    """
    typed = tuple(spelt_words(who))
    if not typed:
        return ()
    parted = [(name, [tuple(spelt_words(each)) for each in name.names]) for name in names]
    same = tuple(name for name, theirs in parted if any(_is_same(typed, each) for each in theirs))
    return same or tuple(name for name, theirs in parted if any(_is_part(typed, each) for each in theirs))


def _is_same(typed: Words, name: Words) -> bool:
    return len(typed) == len(name) and all(set(one) & set(other) for one, other in zip(typed, name, strict=True))


def _is_part(typed: Words, name: Words) -> bool:
    there = " ".join(spelling for spellings in name for spelling in spellings)
    return all(any(spelling in there for spelling in spellings) for spellings in typed)


def find_all(store: Store, whos: Iterable[str]) -> tuple[int, ...]:
    """Return the ids of all who are meant, each once. Raises WhoError that names whoever is not one person."""
    found: dict[int, None] = {}
    errors: list[WhoError] = []
    for who in whos:
        try:
            found[find_one(store, who)] = None
        except WhoError as error:
            errors.append(error)
    if errors:
        advice = dict.fromkeys(error.advice for error in errors)
        raise WhoError("\n".join(error.message for error in errors), "\n".join(advice))
    return tuple(found)


def find_one(store: Store, who: str) -> int:
    """Return the id of the one person who is meant. Raises WhoError, with the candidates, when it is not one."""
    found = store.directory.with_id(who)
    if not found and not who.isdecimal():
        found = matching(who, store.directory.named(who)) or matching(who, store.directory.partly_named(who))
    if len(found) == 1:
        return found[0].id
    if not found:
        raise WhoError(f"nobody matches {who!r}", "cardscan list shows everyone")
    rows = [f"{name.id}  {', '.join(name.names)}" for name in found]
    raise WhoError(candidates(f"{len(found)} people match {who!r}:", rows), "give more of the name, or the id")
