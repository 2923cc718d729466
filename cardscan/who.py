"""Tell whom the user means by a name, part of one, or an id."""

import unicodedata
from collections.abc import Iterable

from cardscan.errors import WhoError
from cardscan.store import Name, Store

MOST_LISTED = 20

#: Letters that Unicode does not take apart into a letter and an accent.
_PLAIN = str.maketrans("øłđħıŧ", "oldhit")


def fold(text: str) -> str:
    """Fold case and accents: "Müller" and "MULLER" are one, "Weiß" and "weiss" too."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    bare = "".join(char for char in apart if not unicodedata.combining(char))
    return " ".join(bare.translate(_PLAIN).split())


def matching(who: str, names: Iterable[Name]) -> tuple[Name, ...]:
    """Find those who are meant: by id; else by whole name; else by each word of `who` being part of a name."""
    names = tuple(names)
    if who.isascii() and who.isdecimal():
        return tuple(name for name in names if name.id == int(who))
    folded = fold(who)
    if not folded:
        return ()
    keyed = [(name, [fold(each) for each in name.names]) for name in names]
    same = tuple(name for name, keys in keyed if folded in keys or who == name.uid)
    if same:
        return same
    words = folded.split()
    return tuple(name for name, keys in keyed if any(all(word in key for word in words) for key in keys))


def find_one(store: Store, who: str) -> int:
    """Return the id of the one person who is meant. Raises WhoError, with the candidates, when it is not one."""
    found = matching(who, store.names())
    if len(found) == 1:
        return found[0].id
    if not found:
        raise WhoError(f"nobody answers to {who!r}", "cardscan list shows everyone")
    listed = [f"  {name.id}  {', '.join(name.names)}" for name in found[:MOST_LISTED]]
    if len(found) > MOST_LISTED:
        listed.append(f"  and {len(found) - MOST_LISTED} more")
    raise WhoError("\n".join([f"{len(found)} people answer to {who!r}:", *listed]), "give more of the name, or the id")
