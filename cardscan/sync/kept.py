"""What a server kept of a card that was just written there, and what somebody else wrote into it since: pure.

What is missing right after our own writing was not kept by this server. It is agreed that it is not there, so that it
is never taken for something that the user deleted.
"""

from dataclasses import dataclass

from cardscan.model import SINGLE
from cardscan.sync.card import as_far_as_there
from cardscan.sync.keys import LISTS, items, meaning
from cardscan.sync.ours import card_in, readable, said_in
from cardscan.vcards.book import BookCard

#: Properties that are no fields, and what they are called to the user.
_BESIDE = {"NOTE": "note", "PHOTO": "picture"}


@dataclass(frozen=True, slots=True)
class Kept:
    """What came of a card that was written."""

    theirs: str  # what the server made of it, less what cardscan does not read
    not_kept: tuple[str, ...]  # kinds of fields, and "note", "picture": missing, or not as they were sent


def kept(sent: str, there: BookCard, same_etag: bool) -> Kept:
    """Say what a server made of the card that was sent, from what is there right afterwards.

    Where its etag is the one that the server told for our writing, or its REV still ours, all that differs is the
    server's doing. Else somebody may have written there meanwhile: then only what is missing is.
    """
    ours = card_in(sent)
    by_server = same_etag or there.value("REV") in ("", ours.value("REV"))
    theirs = readable(there) if by_server else readable(card_in(as_far_as_there(ours, there)))
    before, after = said_in(readable(ours)), said_in(theirs)
    lacking = [
        kind
        for kind in (*SINGLE, *LISTS)
        if any(
            meaning(kind, fields) != meaning(kind, items(after, kind).get(key, ()))
            for key, fields in items(before, kind).items()
        )
    ]
    lacking += [said for name, said in _BESIDE.items() if ours.value(name) and not there.value(name)]
    return Kept(theirs, tuple(lacking))
