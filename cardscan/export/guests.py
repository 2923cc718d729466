"""Who will be at an event as JSON, one line each: an interface, kept stable.

Someone on a list: {"number", "name", "work", "emails", "of", "met", "reasons", "changes", "maybe", "aims", "offers"};
    "of": SOMEONE as in `cardscan.export.events`, whom you know they are, or null; "met": whether you met them there;
    "reasons" why they are taken for that person, [] where you said so; "changes": [{"kind", "before", "after"}…], what
    the list says otherwise; "maybe": [{"of": SOMEONE, "reasons"}…], a question; "aims": your lines of whom to meet that
    mean them; "offers": who offers what they look for.
"""

import json
from dataclasses import asdict

from cardscan.connections.events.attendance import Guest
from cardscan.connections.known import known
from cardscan.export.events import someone


def guest_json(guest: Guest) -> str:
    """Write someone on the list of an event as one line of JSON."""
    return json.dumps(
        {
            "number": guest.attendee.id,
            "name": guest.name,
            "work": guest.work,
            "emails": [field.value for field in guest.attendee.contact.email],
            "of": guest.of and someone(guest.of),
            "met": guest.met,
            "reasons": list(guest.reasons),
            "changes": [asdict(each) for each in guest.changes],
            "maybe": [
                {"of": someone(known(each.person)), "reasons": list(each.likeness.reasons)} for each in guest.maybe
            ],
            "aims": list(guest.aims),
            "offers": list(guest.offers),
        }
    )
