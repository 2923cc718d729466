"""To whom what is on the list was given."""

from collections.abc import Sequence

from cardscan.person import Promise
from cardscan.store import Store


def given(store: Store) -> tuple[dict[int, Sequence[Promise]], dict[int, str]]:
    """List for each gift, by its id, the promises kept by it, the last first; and what those people are called."""
    kept = {key: [each for each in came if each.kept][::-1] for key, came in store.gifts.given().items()}
    return dict(kept), store.directory.called({each.person_id for came in kept.values() for each in came})
