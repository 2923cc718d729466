"""Sync with the address book: one after another, one step after another, each leaving the store as it is true.

Only those are read who may leave or are there, and of whom something may be new: few at a time.

Before a card is written the store notes what is being sent; when the answer is lost, or we end before it comes, what is
found there the next time tells whether it arrived. Nothing is written without its precondition, so nothing that was
changed in the meantime is overwritten: then it is read, and decided anew.
"""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime

from cardscan.connections.known import called
from cardscan.connections.standing import held_back
from cardscan.dav.addressbook import AddressBook, CardRefusedError, PreconditionError
from cardscan.dav.http import LostError
from cardscan.dav.remote import RemoteCard
from cardscan.errors import InputError, ServerError
from cardscan.person import Person
from cardscan.store import Store
from cardscan.sync.already import Already, Strangers, in_files
from cardscan.sync.changes import Where
from cardscan.sync.gathering import handed_on
from cardscan.sync.joining import agreed_at_first, chosen
from cardscan.sync.kept import kept
from cardscan.sync.ours import ours, readable
from cardscan.sync.plan import Do, Step, book_there, name_there, next_step, next_step_of_gone
from cardscan.sync.result import Asked, Did, NotKept, Synchronised
from cardscan.sync.taking import after_taking, keys_here, taken
from cardscan.synced import Account, Agreed, Gone, Outline, Synced
from cardscan.vcards.contact import is_cut

_MOST_STEPS = 8  # for one person; more means that another program writes the same card all the time
_CHANGES = "the card on the server keeps changing during the sync", "run cardscan sync again"
_LISTED = "the server lists their card, and then says that it does not exist"
_MISSING = "the server lists a card that does not exist when it is read; it may be theirs, so none was created for them"


@dataclass(slots=True)
class _One:
    """Someone who is being synced."""

    person: Person
    row: Synced | None
    path: str
    there: RemoteCard | None = None
    lost: Do | None = None  # what was asked for without an answer
    already: Sequence[Already] = ()  # who seem to be them, where they have no card

    @property
    def key(self) -> str:
        return str(self.person.id)

    @property
    def uid(self) -> str:
        """The UID of their card there."""
        return (self.row.uid if self.row else "") or self.person.uid


def _answered(keep: Where | None, there: RemoteCard | None, told: bool) -> Where | None:
    """Give the user's answer: to delete a card waits until it is found, or the server says that it is nowhere."""
    return None if keep == "here" and not there and not told else keep


class Sync:
    """A sync of one address book. `dry_run` changes nothing on either side.

    `keep` and `link` hold the user's answers, by key: which side holds, and with which card that is there someone is to
    be joined, "" for the only one that seems to be theirs.
    """

    def __init__(
        self,
        store: Store,
        account: Account,
        book: AddressBook,
        now: Callable[[], datetime],
        keep: Mapping[str, Where] | None = None,
        dry_run: bool = False,
        link: Mapping[str, str] | None = None,
    ) -> None:
        self._store = store
        self._books = store.servers
        self._account = account
        self._book = book
        self._now = now
        self._keep = keep or {}
        self._link = link or {}
        self._dry_run = dry_run
        self._etags: dict[str, str] = {}
        self._strangers = Strangers(book, ())
        self.result = Synchronised()

    def run(self) -> Synchronised:
        """Sync all whom it is about. Raises StoreError; where the server fails, the result says so."""
        try:
            self._etags = self._book.etags()
            outlines = self._books.outlines(self._account)
            here = {each.path for each in outlines if each.path}
            self._strangers = Strangers(
                self._book, self._not_ours(self._etags.keys() - here), lambda: self._unlisted(here)
            )
            for person in self._store.directory.in_turn(
                [each.person_id for each in outlines if self._may_be_new(each)]
            ):
                row = self._books.one(self._account, person.id)
                one = _One(person, row, row.path if row else self._book.path_of(person.uid))
                here.add(one.path)
                with self._apart(one.key):
                    self._sync(one)
                here.add(one.path)
            for gone in self._books.left_there(self._account):
                with self._apart(gone.key):
                    self._sync_gone(gone, here)
            if unread := self._strangers.unread:
                self.result.complaints.append(f"cards there that cannot be read, and may be somebody's here: {unread}")
            if not self._dry_run:
                self._books.finished(self._account, self._now())
        except ServerError as error:
            self.result.stopped = error
        return self.result

    def _unlisted(self, here: Collection[str]) -> set[str]:
        """Give the paths of the cards there that are nobody's here and that the list has left out."""
        return self._not_ours(self._book.listed_otherwise() - self._etags.keys() - set(here))

    def _not_ours(self, left: set[str]) -> set[str]:
        """Leave of some paths those of cards that are nobody's here."""
        if left:
            left.difference_update(map(self._book.path_of, self._store.directory.uids()))
        return left

    def _may_be_new(self, one: Outline) -> bool:
        """Tell whether someone is to be read, and count who is not."""
        key = str(one.person_id)
        if key in self._keep:
            return True
        if one.left_out:
            return key in self._link
        # Without an etag it cannot be seen in the list whether a card is as it was.
        same = one.settled and one.etag == self._etags.get(one.path)
        self.result.same += same
        return not same

    @contextmanager
    def _apart(self, key: str) -> Iterator[None]:
        """Let one card that is refused, or cannot be read, be one failure: the others go on."""
        try:
            yield
        except (CardRefusedError, InputError) as error:
            self.result.failed.append((key, error))
        except PreconditionError:
            self.result.failed.append((key, CardRefusedError(*_CHANGES)))

    def _sync(self, one: _One) -> None:
        held, keep = held_back(one.person), self._keep.get(one.key)
        link = one.key in self._link
        if (one.row is None and held) or (one.row and one.row.left_out and keep != "here" and not link):
            return
        if one.row and held:
            keep = self._look_again(one, keep)
        else:
            self._look(one)
            if link and one.there is None and self._linked(one, chosen(one.key, one.already, self._link[one.key])):
                return
        for _ in range(_MOST_STEPS):
            mine = ours(one.person, self._account.note, self._account.pictures)
            step = next_step(one.person, held_back(one.person), one.row, one.there, mine, keep, one.already)
            if step.do == "ask" and step.question:
                self.result.asked.append(Asked(one.key, called(one.person.contact), step.question))
                return
            if step.do == "create" and keep != "here" and self._strangers.missing:
                raise CardRefusedError(
                    _MISSING, f"run cardscan sync again; if that does not help: cardscan sync --keep here {one.key}"
                )
            if self._dry_run:
                self._note(step.do, one)
                return
            if mine.complaint and step.do in ("create", "update"):
                self.result.complaints.append(mine.complaint)
            if self._tried(step, one):
                return
        raise PreconditionError

    def _look(self, one: _One) -> None:
        """Read the card of someone; one that is not listed may be there all the same, or elsewhere there.

        Raises CardRefusedError where it is listed, and is not there when it is read: nobody can tell if it was deleted.
        """
        listed = one.path in self._etags
        if listed or one.row:
            one.there = self._read(one.path)
        if listed and one.row and not one.there and self._keep.get(one.key) != "here":
            raise CardRefusedError(_LISTED, "run cardscan sync again")
        if one.there is None:
            asked = self._book.find(one.uid) if one.row else ""
            if path := asked or self._strangers.with_uid(one.uid):  # not every server finds what it has
                self._at(one, path)
                one.there = self._read(path)
        elif not listed:
            self._at(one, one.path)
        if one.there is None:
            one.already = self._strangers.like(one.person.contact) or in_files(self._store, one.person.contact)

    def _linked(self, one: _One, card: Already) -> bool:
        """Join someone with a card that was there before; tell whether that is all. Raises InputError."""
        there = self._read(card.path)
        if there is None:  # it went meanwhile: ask again
            return False
        theirs = book_there(there).cards[0]
        self._note("link", one)
        if self._dry_run:
            return True
        self._at(one, card.path)
        one.there = there
        agreed = agreed_at_first(one.person, ours(one.person, self._account.note, False), theirs)
        one.row = Synced(one.person.id, card.path, agreed=agreed, uid=theirs.value("UID"))
        self._books.put(self._account, one.row)
        return False

    def _look_again(self, one: _One, keep: Where | None) -> Where | None:
        """Look for the card of someone who is to be asked about, and give the user's answer as far as it holds."""
        one.there, told = self._look_for(one.path, one.uid)
        if one.there:
            self._at(one, one.there.path)
        return _answered(keep, one.there, told)

    def _at(self, one: _One, path: str) -> None:
        one.path = path
        self._strangers.is_ours(path)
        one.row = replace(one.row, path=path) if one.row else None
        self._etags.setdefault(path, "")

    def _read(self, path: str) -> RemoteCard | None:
        there = self._book.read(path)
        return replace(there, etag=self._etags.get(path, "")) if there and not there.etag else there

    def _tried(self, step: Step, one: _One) -> bool:
        """Do a step, and tell whether it was the last; where it is not known whether it was done, look."""
        try:
            return self._done(step, one)
        except LostError:
            one.lost = step.do
        except PreconditionError:
            pass
        except CardRefusedError:
            if step.do != "create" or not (path := self._book.find(one.person.uid)) or path == one.path:
                raise
            self._at(one, path)  # its UID is there already, under another name
        one.there = self._read(one.path)
        return False

    def _done(self, step: Step, one: _One) -> bool:
        there = one.there
        if step.do in ("create", "update") and step.agreed:
            return self._sent(step, step.agreed, one)
        if step.do == "take" and step.agreed and there:
            return self._taken(step, step.agreed, one, there)
        if step.do == "agree" and step.agreed and there:
            # As the list gives it: some servers write it otherwise with a card, and an older one does no harm.
            self._agree(one, step.agreed, self._etags.get(one.path) or there.etag)
        elif step.do == "nothing" and one.row and (listed := self._etags.get(one.path)):
            self._books.put(self._account, replace(one.row, etag=listed))
        elif step.do == "delete" and there:
            self._book.delete(one.path, there.etag)
            self._books.drop(self._account, one.person.id)
        elif step.do == "leave out":
            self._books.put(self._account, replace(one.row or Synced(one.person.id, one.path), left_out=True))
        elif step.do == "let go":
            self._books.drop(self._account, one.person.id)
        self._note(one.lost or step.do, one)
        return True

    def _sent(self, step: Step, agreed: Agreed, one: _One) -> bool:
        etag = one.there.etag if one.there else ""
        was = one.row.agreed if one.row and step.do == "update" else None
        uid = one.row.uid if one.row and step.do == "update" else ""  # what is created is called by ours
        one.row = Synced(one.person.id, one.path, etag, was, sending=agreed, uid=uid)
        self._books.put(self._account, one.row)
        self._etags.pop(one.path, None)
        data = step.card.encode()
        new = self._book.replace(one.path, data, etag) if step.do == "update" else self._book.create(one.path, data)
        self._note(one.lost or step.do, one)
        one.lost = None
        one.there = self._read(one.path)
        return one.there is not None and self._kept(step, agreed, new, one, one.there)

    def _kept(self, step: Step, agreed: Agreed, etag: str, one: _One, there: RemoteCard) -> bool:
        """Agree on what the server made of what was just written; tell whether that is all that is there."""
        card = book_there(there).cards[0]
        came = kept(step.card, card, etag, there.etag)
        if came.not_kept:
            self.result.not_kept.append(NotKept(one.key, called(one.person.contact), came.not_kept))
        one.row = self._agree(one, replace(agreed, theirs=came.theirs), there.etag)
        return came.theirs == readable(card)

    def _taken(self, step: Step, agreed: Agreed, one: _One, there: RemoteCard) -> bool:
        def settle(person: Person) -> Synced:
            row = Synced(person.id, one.path, there.etag, uid=one.row.uid if one.row else "")
            mine = ours(person, self._account.note, self._account.pictures)
            return after_taking(row, person, mine, agreed, came, step.taking_all)

        contact, came = taken(one.person, step.take), keys_here(one.person, step.take)
        if is_cut(book_there(there).cards[0]):
            self.result.complaints.append(
                f"person {one.person.id}: fields that are too long, or too many, were cut here"
            )
        now = self._books.take(self._account, one.person, contact, settle, self._now())
        if now is None:  # they were changed in the meantime
            one.person = self._store.person(one.person.id)
            return False
        one.person, one.row = now
        self._note(step.do, one)
        return False

    def _agree(self, one: _One, agreed: Agreed, etag: str) -> Synced:
        uid = one.row.uid if one.row else ""
        row = Synced(one.person.id, one.path, etag, agreed, revised=one.person.revised, uid=uid)
        self._books.put(self._account, row)
        return row

    def _note(self, do: Do, one: _One) -> None:
        if do in ("nothing", "agree"):
            self.result.same += not any(did.key == one.key for did in self.result.did)
        elif do != "let go":  # it is on neither side any more
            told = Did(do, one.key, called(one.person.contact))
            self.result.did += [told] if told not in self.result.did else []

    def _sync_gone(self, gone: Gone, here: Collection[str]) -> None:
        """Deal with a card of ours of whom there is nobody here; whoever is here again needs nothing of it."""
        there, told = (None, True) if gone.path in here else self._look_for(gone.path, gone.uid)
        if gone.path in here or (there and there.path in here):
            self._let_go(gone)
            return
        key = gone.key
        step = next_step_of_gone(there, _answered(self._keep.get(key), there, told))
        name = name_there(there) if there else "somebody"
        if step.do == "ask" and step.question:
            self.result.asked.append(Asked(key, name, step.question))
            return
        if step.do == "delete" and there and not self._dry_run:
            self._hand_on(gone, there)
            self._book.delete(there.path, there.etag)
        self._let_go(gone)
        self.result.did.append(Did(step.do, key, name))

    def _hand_on(self, gone: Gone, there: RemoteCard) -> None:
        """Write what others added to the card of somebody who was merged into another into the other's card."""
        into = self._books.merged_into(self._account, gone.uid)
        kept = self._read(into.path) if into and not into.left_out else None
        if kept is None:
            return
        book_there(kept), book_there(there)  # as they have to be to be written
        was = kept.data.decode()
        if (card := handed_on(was, there.data.decode())) != was:
            self._book.replace(kept.path, card.encode(), kept.etag)

    def _look_for(self, path: str, uid: str) -> tuple[RemoteCard | None, bool]:
        """Read a card where it was last, listed or not, or where its UID is by now.

        Where it is in neither place, tell whether the server says that it is nowhere, or cannot tell.
        """
        if there := self._read(path):
            return there, True
        moved = self._book.find(uid) if uid else None
        return self._read(moved) if moved else None, moved == ""

    def _let_go(self, gone: Gone) -> None:
        if not self._dry_run:
            self._books.drop_left(self._account, gone.path)
