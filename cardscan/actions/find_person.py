"""Tell whom the user means by a name, part of one, or an id."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from cardscan.errors import WhoError, candidates
from cardscan.store import ListedName, Store
from cardscan.text.folding import spelt_words

if TYPE_CHECKING:
    from cardscan.store.trash import Trashed

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


def find_in_trash(store: Store, whos: Iterable[str]) -> "tuple[Trashed, ...]":
    """Give those who are meant among the people in the trash, each once. Raises WhoError."""
    there = {each.id: each for each in store.trash.everyone()}
    names = [_listed(each) for each in there.values()]
    found: dict[int, None] = {}
    for who in whos:
        meant = [each for each in names if who == str(each.id)] or matching(who, names)
        if len(meant) != 1:
            rows = [f"{each.id}  {', '.join(each.names)}" for each in meant]
            message = f"{len(meant)} people in the trash match {who!r}:" if meant else f"{who!r} is not in the trash"
            raise WhoError(candidates(message, rows) if meant else message, "cardscan trash shows who is")
        found[meant[0].id] = None
    return tuple(there[each] for each in found)


def find_to_erase(store: Store, whos: Iterable[str]) -> "tuple[tuple[int, ...], tuple[Trashed, ...]]":
    """Give those who are meant, each once: people who are here, and people in the trash. Raises WhoError.

    A name that fits one here and one in the trash is refused: who of them stays must not be a guess.
    """
    there = {each.id: each for each in store.trash.everyone()}
    here: dict[int, None] = {}
    trashed: dict[int, Trashed] = {}
    for who in whos:
        names = [*_found(store, who), *(_listed(each) for each in there.values() if _is_called(who, each))]
        meant = names if who.isdecimal() else matching(who, names)
        if len(meant) > 1:
            rows = [f"{each.id}  {', '.join(each.names)}{' (in the trash)' * (each.id in there)}" for each in meant]
            raise _several(who, rows)
        if meant and meant[0].id in there:
            trashed[meant[0].id] = there[meant[0].id]
        else:
            here[meant[0].id if meant else find_one(store, who)] = None
    return tuple(here), tuple(trashed.values())


def find_one(store: Store, who: str) -> int:
    """Return the id of the one person who is meant. Raises WhoError, with the candidates, when it is not one."""
    found = _found(store, who)
    if len(found) == 1:
        return found[0].id
    if not found:
        trashed = any(_is_called(who, each) for each in store.trash.everyone())
        advice = "they are in the trash: cardscan trash" if trashed else "cardscan list shows everyone"
        raise WhoError(f"nobody matches {who!r}", advice)
    raise _several(who, [f"{name.id}  {', '.join(name.names)}" for name in found])


def _found(store: Store, who: str) -> Sequence[ListedName]:
    found = store.directory.with_id(who)
    if found or who.isdecimal():
        return found
    return matching(who, store.directory.named(who)) or matching(who, store.directory.partly_named(who))


def _several(who: str, rows: Sequence[str]) -> WhoError:
    return WhoError(candidates(f"{len(rows)} people match {who!r}:", rows), "give more of the name, or the id")


def _listed(of: "Trashed") -> ListedName:
    return ListedName(of.id, "", of.names)


def _is_called(who: str, of: "Trashed") -> bool:
    return who == str(of.id) or (not who.isdecimal() and bool(matching(who, [_listed(of)])))
