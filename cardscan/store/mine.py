"""The own cards of us who use a store: what each hands back. They are settings, and nobody among the people."""

import json
from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from cardscan.model import Contact
from cardscan.person import Person
from cardscan.store.rows import contact_said, field_rows
from cardscan.store.settings import Settings

_CARD_OF = "card of "  # and who of us


@dataclass(frozen=True, slots=True)
class Mine:
    """The own card of one of us."""

    settings: Settings
    user: str  # "" where one alone uses the store

    def get(self) -> Person | None:
        """Give it as a person who is not among the people (id 0); None where none is set up."""
        kept = self.settings.get(_CARD_OF + self.user)
        if kept is None:
            return None
        held = json.loads(kept)
        since, revised = (datetime.fromisoformat(held[name]) for name in ("created", "revised"))
        return Person(0, held["uid"], contact_said(held["fields"]), (), since, revised)

    def put(self, contact: Contact, now: datetime) -> None:
        """Have this on it from now on; its UID stays."""
        was = self.get()
        held = {
            "uid": was.uid if was else str(uuid4()),
            "created": (was.created if was else now).isoformat(),
            "revised": now.isoformat(),
            "fields": field_rows(contact),
        }
        self.settings.put(_CARD_OF + self.user, json.dumps(held))

    def drop(self) -> None:
        """Have none any more."""
        self.settings.drop(_CARD_OF + self.user)

    def everyones(self) -> tuple[Contact, ...]:
        """List what is on the cards of all of us."""
        return tuple(contact_said(json.loads(each)["fields"]) for each in self.settings.beginning(_CARD_OF))
