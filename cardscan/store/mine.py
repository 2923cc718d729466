"""The own cards of us who use a store: what each hands back. They are settings, and nobody among the people."""

import json
from datetime import datetime
from uuid import uuid4

from cardscan.model import Contact
from cardscan.person import Person
from cardscan.store.engine import Database
from cardscan.store.rows import contact_said, field_rows
from cardscan.store.settings import Settings

_CARD_OF = "card of "  # and who of us


class Mine:
    """The own card of whoever of us uses an open store."""

    def __init__(self, database: Database) -> None:
        self._settings = Settings(database)
        self._name = _CARD_OF + database.user

    def get(self) -> Person | None:
        """Give it as a person who is not among the people (id 0); None where none is set up."""
        kept = self._settings.get(self._name)
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
        self._settings.put(self._name, json.dumps(held))

    def drop(self) -> None:
        """Have none any more."""
        self._settings.drop(self._name)

    def everyones(self) -> tuple[Contact, ...]:
        """List what is on the cards of all of us."""
        return tuple(contact_said(json.loads(each)["fields"]) for each in self._settings.beginning(_CARD_OF))
