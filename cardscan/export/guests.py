"""Who will be at an event as JSON, one line each: an interface, kept stable.

SOMEONE: {"id", "uid", "name", "work", "standing", "met"}; "met" is null or {"date", "event"}, the latest meeting.
    "met_by" is there where several of us use the store: the names of those who met them.
GUEST: {"number", "name", "work", "emails", "of", "met", "reasons", "changes", "maybe", "aims", "offers"};
    "of": SOMEONE, whom you know they are, or null; "met": whether you met them there;
    "reasons" why they are taken for that person, [] where you said so; "changes": [{"kind", "before", "after"}…], what
    the list says otherwise; "maybe": [{"of": SOMEONE, "reasons"}…], a question; "aims": your lines of whom to meet that
    mean them; "offers": who offers what they look for.
"""

import json
from dataclasses import asdict
from typing import Any

from cardscan.connections.events.attendance import Guest
from cardscan.connections.known import Known, known
from cardscan.connections.us import met_by


def guest_json(guest: Guest) -> str:
    """Write someone on the list of an event as one line of JSON."""
    return json.dumps(guest_values(guest))


def guest_values(guest: Guest) -> dict[str, Any]:
    """Give someone on the list of an event, as values fit for JSON."""
    return {
        "number": guest.attendee.id,
        "name": guest.name,
        "work": guest.work,
        "emails": [field.value for field in guest.attendee.contact.email],
        "of": guest.of and someone(guest.of),
        "met": guest.met,
        "reasons": list(guest.reasons),
        "changes": [asdict(each) for each in guest.changes],
        "maybe": [{"of": someone(known(each.person)), "reasons": list(each.likeness.reasons)} for each in guest.maybe],
        "aims": list(guest.aims),
        "offers": list(guest.offers),
    }


def someone(of: Known) -> dict[str, Any]:
    """Give someone as the pages of events have them."""
    met = of.met and {"date": of.met.date.isoformat(), "event": of.met.event}
    return {
        "id": of.person.id,
        "uid": of.person.uid,
        "name": of.name,
        "work": of.work,
        "standing": of.label,
        "met": met,
        **({"met_by": names} if (names := list(met_by(of.person))) else {}),
    }
