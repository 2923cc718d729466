"""What to read before an event, of everyone in the store."""

from cardscan.actions.guest_lists import who_will_be_there
from cardscan.actions.meaning import by_meaning
from cardscan.connections.events.prep import Prep, prep
from cardscan.connections.events.which import earlier_editions
from cardscan.person import BookEntry, Event
from cardscan.store import Store

MOST = 100  # of those met at earlier editions: more is no page to read on the way


def prepare(store: Store, event: Event, entries: tuple[BookEntry, ...] = ()) -> Prep:
    """Gather what is worth reading before an event; `entries` are those of your address books."""
    lines = store.directory.who_fit(event.meet)
    editions = [each.id for each in earlier_editions(event, store.events())]
    again, number = store.directory.best_of(editions, MOST)
    people = {each.id: each for each in store.directory.these({each for ids in (*lines, again) for each in ids})}
    to_meet = [[people[each] for each in ids if each in people] for ids in lines]
    met = [people[each] for each in again if each in people]
    there, more = who_will_be_there(store, event), number - len(again)
    return prep(event, to_meet, met, entries, more, store.gifts.all(), there, by_meaning(store))
