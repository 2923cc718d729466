"""What a server kept of a card that was just written there, and what somebody else wrote into it since: pure.

What is missing right after our own writing was not kept by this server. It is agreed that it is not there, so that it
is never taken for something that the user deleted.

Whose doing the rest is that differs, the etag tells where the server gave one for our writing: it is there still, or
somebody wrote since. A server that rewrites cards gives none (RFC 6352, 6.3.2.3), and nothing that could be asked helps
then: what it made of ours may be gone already. So it goes by what servers do: they drop values and spell them their own
way, but make none up. REV tells nothing: many programs leave it as it is.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from cardscan.model import SINGLE, Contact, Field
from cardscan.sync.card import Key, with_values
from cardscan.sync.keys import LISTS, identity, items, meaning
from cardscan.sync.ours import card_in, readable, said_in
from cardscan.text.letters import squash, words
from cardscan.vcards.book import BookCard

#: Properties that are no fields, and what they are called to the user.
_BESIDE = {"NOTE": "note", "PHOTO": "picture"}
_KINDS = (*SINGLE, *LISTS)
_ONLINE = ("url", "social")  # each is written as the other by some
_COMPLETED = (*_ONLINE, "adr")  # by a scheme, a host, a country


@dataclass(frozen=True, slots=True)
class Kept:
    """What came of a card that was written."""

    theirs: str  # what the server made of it, less what cardscan does not read
    not_kept: tuple[str, ...]  # kinds of fields, and "note", "picture": missing, or not as they were sent


def kept(sent: str, there: BookCard, told: str, etag: str) -> Kept:
    """Say what a server made of the card that was sent, from what is there right afterwards, under an etag.

    `told` is the etag that the server gave for our writing, "" where it gave none.
    """
    ours, theirs = card_in(sent), readable(there)
    before = said_in(readable(ours))
    if not told or _plain(told) != _plain(etag):
        theirs = with_values(theirs, sent, set(_written_since(before, said_in(theirs), by_etag=bool(told))))
    after = said_in(theirs)
    lacking = [
        kind
        for kind in _KINDS
        if any(
            meaning(kind, fields) != meaning(kind, items(after, kind).get(key, ()))
            for key, fields in items(before, kind).items()
        )
    ]
    lacking += [said for name, said in _BESIDE.items() if ours.value(name) and not there.value(name)]
    return Kept(theirs, tuple(lacking))


def _written_since(sent: Contact, there: Contact, by_etag: bool) -> Iterator[Key]:
    """Yield what somebody wrote since a card was sent; `by_etag`: that somebody did is certain."""
    for kind in _KINDS:
        was = items(sent, kind)
        for key, fields in items(there, kind).items():
            if meaning(kind, fields) == meaning(kind, was.get(key, ())):
                continue
            if by_etag or not any(_is_respelt(kind, field, sent, there) for field in fields):
                yield kind, key


def _is_respelt(kind: str, field: Field, sent: Contact, there: Contact) -> bool:
    """Tell whether a value may be a server's spelling of one that was sent and is not there as it was."""
    if kind in SINGLE:
        return any(_alike(kind, each, field) for each in getattr(sent, kind))
    if identity(kind, field) in items(sent, kind):  # only its type is another
        return True
    return any(
        _alike(kind, each, field)
        for of in (_ONLINE if kind in _ONLINE else (kind,))
        for key, (each,) in items(sent, of).items()
        if key not in items(there, of)
    )


def _alike(kind: str, sent: Field, there: Field) -> bool:
    """Tell whether a value may be another one, cut, or spelt in another way."""
    mine, theirs = squash(sent.value), squash(there.value)
    if kind == "tel":
        mine, theirs = mine.lstrip("0"), theirs.lstrip("0")
        return mine.endswith(theirs) or theirs.endswith(mine)
    return theirs in mine or (kind in _COMPLETED and mine in theirs) or _words(sent) == _words(there)


def _words(field: Field) -> list[str]:
    return sorted(map(squash, words(field.value)))


def _plain(etag: str) -> str:
    return etag.removeprefix("W/")
