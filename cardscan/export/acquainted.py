"""Who may have been met before, as JSON, one line each: an interface, kept stable.

The JSON of a person, and beside it {"asked", "verdict", "score", "reasons", "changes"}:
    "asked" is the name that was typed, or the one on the photo's card;
    "verdict" is "same card", "likely", or "name" where only the name was compared;
    "score" is the evidence in bits, 0 for even odds; "reasons" name it, the weightiest first;
    "changes" [{"kind", "before", "after"}…] are what the card says otherwise.
Who in an address book it may be has beside these {"address_book", "line", "name", "work"} in place of a person:
    the file, and the line in it where the card begins.
"""

import json
from dataclasses import asdict
from typing import Any

from cardscan.connections.known import called, work_of
from cardscan.connections.likeness.compare import Verdict
from cardscan.connections.likeness.met import Acquaintance, InBook
from cardscan.export.readings import person_values

_VERDICTS = {Verdict.SAME_CARD: "same card", Verdict.LIKELY: "likely", Verdict.NO: "name"}


def acquaintance_json(found: Acquaintance, asked: str) -> str:
    """Write who it may be as one line of JSON."""
    return json.dumps({**_why(found, asked), **person_values(found.person)})


def in_book_json(found: InBook, asked: str) -> str:
    """Write who in an address book it may be as one line of JSON."""
    entry = found.entry
    who = {"name": called(entry.contact), "work": work_of(entry.contact)}
    return json.dumps({**_why(found, asked), "address_book": entry.book, "line": entry.line, **who})


def _why(found: Acquaintance | InBook, asked: str) -> dict[str, Any]:
    return {
        "asked": asked,
        "verdict": _VERDICTS[found.likeness.verdict],
        "score": round(found.likeness.score, 1),
        "reasons": list(found.likeness.reasons),
        "changes": [asdict(change) for change in found.changes],
    }
