"""Say what a change was that may be taken back."""

from collections.abc import Sequence

from cardscan.connections.known import called
from cardscan.connections.us import is_of
from cardscan.errors import WhoError
from cardscan.store import Change, Store

_MOST_NAMED = 12


def described(store: Store, change: Change) -> str:
    """Describe a change: what, when (to the minute, here), of whom, and who of us made it, where it was another."""
    of = _some((*_names(store, change), *change.things))
    when = change.at.astimezone().strftime("%Y-%m-%d %H:%M")
    by = "" if is_of(change.by, store.user) else f" by {change.by}"
    return f"{change.action} of {when}{by}" + (f" ({of})" if of else "")


def _some(names: Sequence[str]) -> str:
    more = f" and {len(names) - _MOST_NAMED} more" if len(names) > _MOST_NAMED else ""
    return ", ".join(names[:_MOST_NAMED]) + more


def _names(store: Store, change: Change) -> list[str]:
    found: dict[int, str] = {}
    for each in change.people:
        try:
            person = store.person(each)  # who was merged is who they are now
        except WhoError:
            found |= {one.id: ", ".join(one.names) for one in store.trash.everyone() if one.id == each}  # or gone again
            continue
        found[person.id] = called(person.contact)
    return list(found.values())
