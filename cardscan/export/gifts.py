"""What you can give as JSON, one line each: an interface, kept stable.

A gift: {"id", "text", "tags", "until", "added", "given"}; "until" is a day or null,
    "given" lists to whom: {"person_id", "name", "promise_id", "on"}, the last first.
    It has "by", whose it is, where several use one store.
An offer: {"gift_id", "text", "words", "may_fit"}: the words by which it is looked for, else the phrase that it may fit.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from cardscan.connections.offers import Offer
from cardscan.connections.us import by
from cardscan.person import Gift, Promise


def gift_json(of: Gift, given: Iterable[Promise], names: Mapping[int, str]) -> str:
    """Write a gift as one line of JSON; `given` are the promises kept by it, `names` those of people by their ids."""
    return json.dumps(gift_values(of, given, names))


def gift_values(of: Gift, given: Iterable[Promise], names: Mapping[int, str]) -> dict[str, Any]:
    """Give a gift as values fit for JSON, as `gift_json` writes it."""
    return {
        "id": of.id,
        "text": of.text,
        "tags": list(of.tags),
        "until": of.until and of.until.isoformat(),
        "added": of.added.isoformat(),
        "given": [
            {
                "person_id": each.person_id,
                "name": names[each.person_id],
                "promise_id": each.id,
                "on": day_given(each.kept).isoformat(),
            }
            for each in given
            if each.kept
        ],
        **by(of),
    }


def offer_values(of: Offer) -> dict[str, Any]:
    """Give what someone may look for of the list, and why, as values fit for JSON."""
    return {"gift_id": of.gift.id, "text": of.gift.text, "words": list(of.words), "may_fit": of.meant or None}


def day_given(moment: datetime) -> date:
    """Say on which day of the user's something was given."""
    return moment.astimezone().date()
