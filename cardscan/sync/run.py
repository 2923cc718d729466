"""Sync everyone with the address book: one after another, one step after another, each leaving the store as it is true.

Before a card is written the store notes what is being sent; when the answer is lost, or we end before it comes, what is
found there the next time tells whether it arrived. Nothing is written without its precondition, so nothing that was
changed in the meantime is overwritten: then it is read, and decided anew.
"""

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime

from cardscan.connections.known import called
from cardscan.connections.standing import held_back
from cardscan.dav.addressbook import AddressBook, CardRefusedError, PreconditionError, RemoteCard
from cardscan.dav.http import LostError
from cardscan.errors import InputError, ServerError
from cardscan.person import Person
from cardscan.store import Store
from cardscan.sync.changes import Side
from cardscan.sync.ours import ours
from cardscan.sync.plan import Do, Question, Step, name_there, next_step, next_step_of_gone
from cardscan.sync.taking import taken
from cardscan.synced import Account, Agreed, Gone, Synced

_MOST_STEPS = 8  # for one person; more means that another program writes the same card all the time
_CHANGES = "the card there changes while it is synced", "run cardscan sync again"


@dataclass(frozen=True, slots=True)
class Did:
    """What was done about someone, or would be."""

    do: Do
    key: str  # a person's id, or what a card is called there: what --keep takes
    name: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question about someone."""

    key: str
    name: str
    question: Question


@dataclass(slots=True)
class Synchronised:
    """What came of a sync."""

    did: list[Did] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    failed: list[tuple[str, InputError | ServerError]] = field(default_factory=list)  # with the key
    complaints: list[str] = field(default_factory=list)
    same: int = 0  # people of whom there was nothing new
    stopped: ServerError | None = None  # why it ended early; what was done stays


@dataclass(slots=True)
class _One:
    """Someone who is being synced."""

    person: Person
    row: Synced | None
    path: str
    there: RemoteCard | None = None
    lost: Do | None = None  # what was asked for without an answer

    @property
    def key(self) -> str:
        return str(self.person.id)


def key_of(gone: Gone) -> str:
    """Give what a card is called by which nobody is here."""
    return gone.path.rpartition("/")[2].removesuffix(".vcf")


class Sync:
    """A sync of one address book. `keep` holds the user's answers, by key; `dry_run` changes nothing on either side."""

    def __init__(
        self,
        store: Store,
        account: Account,
        book: AddressBook,
        now: Callable[[], datetime],
        keep: Mapping[str, Side] | None = None,
        dry_run: bool = False,
    ) -> None:
        self._store = store
        self._books = store.accounts
        self._account = account
        self._book = book
        self._now = now
        self._keep = keep or {}
        self._dry_run = dry_run
        self._etags: dict[str, str] = {}
        self.result = Synchronised()

    def run(self) -> Synchronised:
        """Sync everyone. Raises StoreError; where the server fails, the result says so."""
        try:
            self._etags = self._book.etags()
            known = self._books.everyone(self._account)
            here = set()
            for person in self._store.people():
                row = known.get(person.id)
                one = _One(person, row, row.path if row else self._book.path_of(person.uid))
                here.add(one.path)
                with self._apart(one.key):
                    self._sync(one)
            for gone in self._books.left_there(self._account):
                with self._apart(key_of(gone)):
                    self._sync_gone(gone, gone.path in here)
            if not self._dry_run:
                self._books.finished(self._account, self._now())
        except ServerError as error:
            self.result.stopped = error
        return self.result

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
        if (one.row is None and held) or (one.row and one.row.left_out and keep != "here"):
            return
        if one.row and one.path not in self._etags:
            self._move(one)
        if self._is_settled(one, held, keep):
            self.result.same += 1
            return
        if one.path in self._etags:
            self._read(one)
        for _ in range(_MOST_STEPS):
            mine = ours(one.person, self._account.note, self._account.pictures)
            step = next_step(one.person, held_back(one.person), one.row, one.there, mine, keep)
            if step.do == "ask" and step.question:
                self.result.asked.append(Asked(one.key, called(one.person.contact), step.question))
                return
            if self._dry_run:
                self._note(step.do, one)
                return
            if mine.complaint and step.do in ("create", "update"):
                self.result.complaints.append(mine.complaint)
            if self._tried(step, one):
                return
        raise PreconditionError

    def _is_settled(self, one: _One, held: str, keep: Side | None) -> bool:
        row = one.row
        if row is None or row.agreed is None or row.sending or held or keep:
            return False
        return row.revised == one.person.revised and row.etag == self._etags.get(one.path)

    def _move(self, one: _One) -> None:
        """Look where a card is that is not where it was: some servers and programs move cards."""
        if one.row and (path := self._book.find(one.person.uid)):
            self._at(one, path)

    def _at(self, one: _One, path: str) -> None:
        one.path = path
        one.row = replace(one.row, path=path) if one.row else None
        self._etags.setdefault(path, "")

    def _read(self, one: _One) -> None:
        one.there = self._book.read(one.path)
        if one.there and not one.there.etag:
            one.there = replace(one.there, etag=self._etags.get(one.path, ""))

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
        self._read(one)
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
        elif step.do == "delete" and there:
            self._book.delete(one.path, there.etag)
            self._books.drop(self._account, one.person.id)
        elif step.do == "leave out" and one.row:
            self._books.put(self._account, replace(one.row, left_out=True))
        elif step.do == "let go":
            self._books.drop(self._account, one.person.id)
        self._note(one.lost or step.do, one)
        return True

    def _sent(self, step: Step, agreed: Agreed, one: _One) -> bool:
        etag = one.there.etag if one.there else ""
        was = one.row.agreed if one.row and step.do == "update" else None
        one.row = Synced(one.person.id, one.path, etag, was, sending=agreed)
        self._books.put(self._account, one.row)
        self._etags.pop(one.path, None)
        data = step.card.encode()
        new = self._book.replace(one.path, data, etag) if step.do == "update" else self._book.create(one.path, data)
        if not new:  # it may have been stored otherwise than it was sent (RFC 6352, 6.3.2.3)
            one.lost = step.do
            self._read(one)
            return False
        self._agree(one, agreed, new)
        self._note(step.do, one)
        return True

    def _taken(self, step: Step, agreed: Agreed, one: _One, there: RemoteCard) -> bool:
        def settle(person: Person) -> Synced:
            row = Synced(person.id, one.path, there.etag, agreed)
            if not step.taking_all:
                return row  # what we have for them is still to be sent
            mine = ours(person, self._account.note, self._account.pictures)
            return replace(row, agreed=replace(agreed, ours=mine.text), revised=person.revised)

        contact = taken(one.person, step.take)
        now = self._books.take(self._account, one.person, contact, settle, self._now())
        if now is None:  # they were changed in the meantime
            one.person = self._store.person(one.person.id)
            return False
        one.person, one.row = now
        self._note(step.do, one)
        return False

    def _agree(self, one: _One, agreed: Agreed, etag: str) -> None:
        row = Synced(one.person.id, one.path, etag, agreed, revised=one.person.revised)
        self._books.put(self._account, row)

    def _note(self, do: Do, one: _One) -> None:
        if do in ("nothing", "agree"):
            self.result.same += not any(did.key == one.key for did in self.result.did)
        elif do != "let go":  # it is on neither side any more
            self.result.did.append(Did(do, one.key, called(one.person.contact)))

    def _sync_gone(self, gone: Gone, is_here: bool) -> None:
        """Deal with a card of ours of whom there is nobody here; whoever is here again needs nothing of it."""
        there = self._book.read(gone.path) if gone.path in self._etags and not is_here else None
        key = key_of(gone)
        step = next_step_of_gone(there, self._keep.get(key))
        name = name_there(there) if there else ""
        if step.do == "ask" and step.question:
            self.result.asked.append(Asked(key, name, step.question))
            return
        if not self._dry_run:
            if step.do == "delete" and there:
                self._book.delete(gone.path, there.etag)
            self._books.drop_left(self._account, gone.path)
        if there:
            self.result.did.append(Did(step.do, key, name))
