"""Whom names on the lists of events may be: kept as it was found, and found anew once that may be another.

What is kept of a name goes as a whole, by `look_again`, with whatever changes of people it rests on: of all who share
a key with it, as how many they are tells what a name is worth. The rest of what it rests on is its `basis`: what the
list says, how large the book is, the rules of this program. Functions on an open transaction.
"""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import cache

from sqlalchemy import Connection, Text, cast, delete, func, insert, select

from cardscan.connections.events.listed import ASKED
from cardscan.connections.likeness.compare import Likeness, Verdict
from cardscan.connections.likeness.keys import keys
from cardscan.connections.likeness.met import FoundPerson
from cardscan.connections.likeness.weights import about
from cardscan.connections.rules import COMPARED_BY, digest
from cardscan.connections.seen import fingerprint
from cardscan.person import Attendee
from cardscan.store import acquaintances
from cardscan.store.rows import of
from cardscan.store.schema import person
from cardscan.store.schema_beside import attendee
from cardscan.store.schema_found import likely, listed_key, looked_up

Found = dict[int, tuple[FoundPerson, ...]]  # by the id on the list, the likeliest first

# By their events: to name five hundred takes a database longer than to find them.
_ON_LISTS = select(attendee.c.id).where(of(attendee.c.event_id))
_LOOKED_UP = select(looked_up).where(looked_up.c.attendee_id.in_(_ON_LISTS))
_LIKELY = (
    select(likely.c.attendee_id, likely.c.person_id, likely.c.verdict, likely.c.score, cast(likely.c.reasons, Text))
    .where(likely.c.attendee_id.in_(_ON_LISTS))
    .order_by(likely.c.attendee_id, likely.c.verdict.desc(), likely.c.score.desc(), likely.c.person_id)
)


def kept(connection: Connection, listed: Collection[Attendee]) -> Found:
    """Give what is kept of those of whom it still holds."""
    rests_on = _bases(connection, listed)
    events = {"ids": list({each.event_id for each in listed})}
    there = [each for each, basis in connection.execute(_LOOKED_UP, events).all() if basis == rests_on.get(each)]

    @cache  # of many the reasons are the same
    def reasons(kept: str) -> tuple[str, ...]:
        return tuple(json.loads(kept))

    found: defaultdict[int, list[FoundPerson]] = defaultdict(list)
    for attendee_id, person_id, verdict, score, why in connection.execute(_LIKELY, events).all():
        found[attendee_id].append(FoundPerson(person_id, Likeness(Verdict(verdict), score, reasons(why))))
    return {each: tuple(found[each]) for each in there}


def find(connection: Connection, listed: Collection[Attendee]) -> Found:
    """Look up whom they may be."""
    near = acquaintances.look_up_all(connection, {each.id: each.contact for each in listed})
    return {each: tuple(one for one in found if one.likeness.score >= ASKED) for each, found in near.items()}


def keep(connection: Connection, listed: Collection[Attendee], found: Found) -> None:
    """Keep what was found, in the transaction in which it was."""
    connection.execute(delete(looked_up).where(of(looked_up.c.attendee_id)), {"ids": [each.id for each in listed]})
    rests_on = _bases(connection, listed)
    rows = {
        looked_up: [{"attendee_id": each, "basis": basis} for each, basis in rests_on.items()],
        listed_key: [{"key": key, "attendee_id": each.id} for each in listed for key in sorted(keys(each.contact))],
        likely: [
            {"attendee_id": each, "person_id": one.person_id, "verdict": one.likeness.verdict,
             "score": one.likeness.score, "reasons": list(one.likeness.reasons)}
            for each, near in found.items() for one in near
        ],
    }  # fmt: skip
    for table, values in rows.items():
        if values:
            connection.execute(insert(table), values)


def _bases(connection: Connection, listed: Iterable[Attendee]) -> dict[int, str]:
    """Tell for each all that whom they may be rests on, but for the people themselves."""
    number = connection.execute(select(func.count()).select_from(person)).scalar_one()
    of_all = f"{digest(COMPARED_BY)} {about(number)}"
    return {each.id: fingerprint((of_all, each.said)) for each in listed}
