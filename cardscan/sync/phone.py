"""Our own address book, which phones read and write: the rules of `sync`, with no server between.

A phone that may write has seen the card as it is (its etag says so), so nothing is changed on both sides at once; where
it has not looked, what it writes holds.
"""

from collections.abc import Mapping
from dataclasses import replace

from cardscan.connections.standing import held_back
from cardscan.dav.remote import RemoteCard
from cardscan.errors import CardscanError
from cardscan.export.outgoing import NoteChoice
from cardscan.export.vcard import vcard
from cardscan.person import Person
from cardscan.store.phone_cards import Change, Found
from cardscan.sync.card import with_note
from cardscan.sync.changes import changes
from cardscan.sync.gathering import gathered
from cardscan.sync.joining import agreed_at_first
from cardscan.sync.ours import card_in, ours, said_in, whole
from cardscan.sync.plan import agreed_now, next_step
from cardscan.sync.taking import after_taking, keys_here, taken
from cardscan.synced import Agreed, Edited, Synced
from cardscan.vcards.book import read_book

#: What of your notes goes along: where and when you met.
NOTE: NoteChoice = "short"
_MOST_STEPS = 8  # what was taken, what is sent back, and that all is agreed
_UID = "waiting-{}"


class SyncWriter:
    """Decides as `sync` does what becomes of a card that a phone wrote (`cardscan.store.phone_cards.Writer`)."""

    def take(self, person: Person, edited: Edited | None, card: str, change: Change) -> Edited:
        """Take over what a phone wrote, and write into it what changed here."""
        known = edited or self.begin(person)
        return replace(_settled(person, known.agreed, card, change), gathered=known.gathered)

    def join(self, person: Person, card: str, change: Change) -> Edited:
        """Join someone with a card that a phone made of them."""
        mine = ours(person, NOTE, pictures=True)
        return _settled(person, agreed_at_first(person, mine, card_in(card)), card, change)

    def follow(self, person: Person, was: str, card: str, change: Change) -> None:
        """Take over what a phone changed in a card that it made of someone who may not leave yet."""
        before = said_in(was)
        if took := changes(before, before, before, said_in(card), keep="there").take:
            change(taken(person, took))

    def begin(self, person: Person) -> Edited:
        """Give someone's card as phones have it that wrote nothing into it."""
        mine = ours(person, NOTE, pictures=True)
        card = whole(mine)
        return Edited(card, agreed_now(mine, read_book(card.encode())))

    def gather(self, edited: Edited, merged: Mapping[int, Edited]) -> Edited:
        """Have in someone's card what phones wrote into the cards of those who were merged into them."""
        return gathered(edited, merged)


def card_of(found: Found) -> str:
    """Write a card as phones get it; "" for one of somebody who may not leave: the gate is asked each time."""
    if found.person is None:
        return found.card or ""
    if held_back(found.person):
        return ""
    return found.edited.card if found.edited else whole(ours(found.person, NOTE, pictures=True))


def waiting_card(person: Person, page: str) -> str:
    """Write the card of someone who waits for a note: it says what is missing, and where to write it."""
    text = vcard(replace(person, uid=_UID.format(person.uid)), "none")
    return with_note(text, f"Waits for your note: {held_back(person)}.\nWrite it here: {page}")


def _settled(person: Person, agreed: Agreed, card: str, change: Change) -> Edited:
    """Go step by step until someone and their card say the same."""
    known, there = Synced(person.id, "", agreed=agreed), RemoteCard("", "", card.encode())
    for _ in range(_MOST_STEPS):
        mine = ours(person, NOTE, pictures=True)
        step = next_step(person, "", known, there, mine, keep="there")
        if step.do == "take" and step.agreed:
            came = keys_here(person, step.take)
            person = change(taken(person, step.take))
            mine = ours(person, NOTE, pictures=True)
            known = after_taking(known, person, mine, step.agreed, came, step.taking_all)
        elif step.do == "update" and step.agreed:
            there, known = replace(there, data=step.card.encode()), replace(known, agreed=step.agreed)
        else:
            return Edited(there.data.decode(), step.agreed or known.agreed or agreed)
    raise CardscanError("a card from a phone does not settle", "change it here instead")
