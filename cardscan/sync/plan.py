"""What is to be done about one person in the address book: pure, from what both sides hold and what they agreed on.

new here                        create it there
somebody like them is there     a question
changed on one side             the other gets it
changed on both, differently    a question: nothing happens to this person until it is answered
deleted there                   a question
no longer a quality connection   a question
forgotten here, or merged       a question

A card that is to be asked about and is not found may have been moved, or the server may not tell of it for now: that
is a question, too, and is asked until it is found or the user says that it is settled.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from cardscan.connections.known import called
from cardscan.dav.remote import RemoteCard
from cardscan.errors import InputError
from cardscan.person import Person
from cardscan.sync.already import Already
from cardscan.sync.card import written
from cardscan.sync.changes import Clash, Put, Where, changes
from cardscan.sync.keys import say_the_same
from cardscan.sync.ours import Ours, card_in, readable, said_in, whole
from cardscan.synced import Agreed, Synced
from cardscan.vcards.book import BookFile, read_book
from cardscan.vcards.lines import unescape

Do = Literal["nothing", "agree", "create", "update", "take", "delete", "leave out", "let go", "link", "ask"]
About = Literal[
    "seems to be there already",
    "changed on both sides",
    "deleted there",
    "no longer a quality connection",
    "no longer here",
    "not found there",
]


@dataclass(frozen=True, slots=True)
class Question:
    """What only the user can answer, with --keep here, --keep there or --link."""

    about: About
    why: str = ""  # someone is no longer a quality connection, or their card is looked for
    clashes: tuple[Clash, ...] = ()
    already: tuple[Already, ...] = ()  # who may be them: a card there can be linked with


@dataclass(frozen=True, slots=True)
class Step:
    """The next thing to do about someone."""

    do: Do
    card: str = ""  # what the server is to hold: for "create" and "update"
    agreed: Agreed | None = None  # what is agreed once that is done
    take: tuple[Put, ...] = ()  # what changes here: for "take"
    taking_all: bool = False  # after "take" there is nothing new here for the server
    question: Question | None = None


NOTHING = Step("nothing")


def next_step(
    person: Person,
    held_back: str,
    known: Synced | None,
    there: RemoteCard | None,
    mine: Ours,
    keep: Where | None,
    already: Sequence[Already] = (),
) -> Step:
    """Say what to do next about someone who is here; after it is done there may be more.

    `held_back` says why they are no quality connection, `keep` is the user's answer to a question, `already` are those
    who seem to be them where they have no card.
    Raises InputError for a card on the server that cannot be read whole.
    """
    book = None if there is None else book_there(there)
    known = _arrived(known, there.etag if there else "", book)
    if held_back:
        return _held_back(held_back, known, book, keep)
    if known and known.left_out and keep != "here":
        return NOTHING
    if book is None:
        return _not_there(known, mine, keep, tuple(already))
    return _both(person, known, book, mine, keep)


def next_step_of_gone(there: RemoteCard | None, keep: Where | None) -> Step:
    """Say what to do about a card of ours whose person is here no longer."""
    if keep == "there" or (keep and there is None):
        return Step("let go")
    if there is None:
        return Step("ask", question=Question("not found there", "no longer here"))
    return Step("delete") if keep == "here" else Step("ask", question=Question("no longer here"))


def book_there(there: RemoteCard) -> BookFile:
    """Read a card of the server's. Raises InputError for what is not one whole card in UTF-8: it is left as it is."""
    book = read_book(there.data)
    whole = len(book.cards) == 1 and book.cards[0].raw.rstrip().upper().endswith("END:VCARD")
    if not whole or book.encoding != "utf-8":  # of half a card the rest would look deleted
        raise InputError(
            f"{there.path}: this is not one whole card in UTF-8, so it was left as it is",
            "look at it in the address book",
        )
    return book


def name_there(there: RemoteCard) -> str:
    """Say who is on a card of the server's."""
    return called(said_in(readable(book_there(there).cards[0])))


def _arrived(known: Synced | None, etag: str, book: BookFile | None) -> Synced | None:
    """Take what we sent for agreed where it is there: its answer was lost, or we ended before we noted it."""
    if known is None or known.sending is None or book is None or etag == known.etag:
        return known
    note = unescape(card_in(known.sending.ours).value("NOTE"))
    is_there = note in unescape(book.cards[0].value("NOTE")) and say_the_same(
        said_in(known.sending.theirs), said_in(readable(book.cards[0]))
    )
    return replace(known, agreed=known.sending, sending=None, revised=None) if is_there else known


def _held_back(why: str, known: Synced | None, book: BookFile | None, keep: Where | None) -> Step:
    if known is None or known.left_out:
        return NOTHING
    if book is None:
        return Step("let go") if keep else Step("ask", question=Question("not found there", why))
    if keep == "here":
        return Step("delete")
    if keep == "there":
        return Step("leave out")
    return Step("ask", question=Question("no longer a quality connection", why))


def _not_there(known: Synced | None, mine: Ours, keep: Where | None, already: tuple[Already, ...]) -> Step:
    if known and known.agreed and keep is None:
        return Step("ask", question=Question("deleted there", already=already))
    if already and keep is None:  # also where what we sent may never have arrived
        return Step("ask", question=Question("seems to be there already", already=already))
    if (known is None or known.agreed or already) and keep == "there":
        return Step("leave out")
    card = whole(mine)
    return Step("create", card, agreed_now(mine, read_book(card.encode())))


def _both(person: Person, known: Synced | None, book: BookFile, mine: Ours, keep: Where | None) -> Step:
    was = known.agreed if known else None
    theirs = readable(book.cards[0])
    found = changes(
        said_in(was.ours if was else ""),
        said_in(mine.text),
        said_in(was.theirs if was else ""),
        said_in(theirs),
        keep,
    )
    if found.clashes:
        return Step("ask", question=Question("changed on both sides", clashes=found.clashes))
    if found.take:
        # Their values first, in a step of its own: what we have for them is compared anew with what is here then.
        agreed = Agreed(was.ours if was else "", was.photo if was else "", theirs)
        taking_all = not found.push and written(book, mine, (), was) == book.text
        return Step("take", agreed=agreed, take=found.take, taking_all=taking_all)
    card = written(book, mine, found.push, was)
    if card != book.text:
        return Step("update", card, agreed_now(mine, read_book(card.encode())))
    done = agreed_now(mine, book)
    settled = known and known.sending is None and known.agreed == done and known.revised == person.revised
    return NOTHING if settled and not (known and known.left_out) else Step("agree", agreed=done)


def agreed_now(mine: Ours, book: BookFile) -> Agreed:
    """Give what is agreed on where neither our card nor the other has anything new."""
    return Agreed(mine.text, mine.photo, readable(book.cards[0]))
