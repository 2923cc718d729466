"""What changed here and there since both sides agreed, and what of it goes where."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from cardscan.model import SINGLE, Contact, Field
from cardscan.sync.keys import LISTS, Items, items, meaning

Where = Literal["here", "there"]


@dataclass(frozen=True, slots=True)
class Put:
    """A value that one side is to have as the other has it."""

    kind: str
    key: str  # which value; "" for the kind as a whole
    fields: tuple[Field, ...]  # what it is to be; nothing: it goes


@dataclass(frozen=True, slots=True)
class Clash:
    """A kind of field that was changed on both sides, each time into something else."""

    kind: str
    here: str
    there: str


@dataclass(frozen=True, slots=True)
class Changes:
    """What goes where."""

    push: tuple[Put, ...] = ()  # from here to there
    take: tuple[Put, ...] = ()  # from there to here
    clashes: tuple[Clash, ...] = ()


def changes(was_here: Contact, here: Contact, was_there: Contact, there: Contact, keep: Where | None) -> Changes:
    """Compare both sides with what they agreed on; `keep` says whose value holds where both changed it.

    A kind is a clash when both changed its one value, or when both replaced one and the same of several.
    """
    push: list[Put] = []
    take: list[Put] = []
    clashes: list[Clash] = []
    for kind in (*SINGLE, *LISTS):
        now = _Kind(kind, *(items(each, kind) for each in (was_here, here, was_there, there)))
        if now.clashes and keep is None:
            clashes.append(now.clash())
        elif now.clashes:
            (push if keep == "here" else take).extend(now.all_of(keep or "here"))
        else:
            push += now.pushed()
            take += now.taken()
    return Changes(tuple(push), tuple(take), tuple(clashes))


@dataclass(frozen=True, slots=True)
class _Kind:
    """The values of one kind of field: as they were and are on both sides."""

    kind: str
    was_here: Items
    here: Items
    was_there: Items
    there: Items

    @property
    def clashes(self) -> bool:
        if self.kind in SINGLE:
            return self._differs("") and self._changed_here("") and self._changed_there("")
        if self.kind == "tag":  # one is not there in another's place
            return False
        gone = (self.was_here.keys() - self.here.keys()) & (self.was_there.keys() - self.there.keys())
        new_here = self.here.keys() - self.was_here.keys() - self.there.keys()
        new_there = self.there.keys() - self.was_there.keys() - self.here.keys()
        return bool(gone and new_here and new_there)

    def pushed(self) -> Iterable[Put]:
        return (Put(self.kind, key, self.here.get(key, ())) for key in self._keys() if self._goes(key) == "there")

    def taken(self) -> Iterable[Put]:
        return (Put(self.kind, key, self.there.get(key, ())) for key in self._keys() if self._goes(key) == "here")

    def all_of(self, side: Where) -> Iterable[Put]:
        """Give what makes the other side have just what this one has."""
        mine = self.here if side == "here" else self.there
        return (Put(self.kind, key, mine.get(key, ())) for key in self._keys() if self._differs(key))

    def clash(self) -> Clash:
        return Clash(self.kind, _told(self.here, self.there), _told(self.there, self.here))

    def _goes(self, key: str) -> Where | None:
        """Say to which side a value goes. Where both changed the same number's type, the phone's holds."""
        if not self._differs(key):
            return None
        if self._changed_there(key) and (key in self.there or not self._changed_here(key)):
            return "here"
        return "there" if self._changed_here(key) else None

    def _keys(self) -> Iterable[str]:
        return dict.fromkeys((*self.was_here, *self.here, *self.was_there, *self.there))

    def _differs(self, key: str) -> bool:
        return self._meaning(self.here, key) != self._meaning(self.there, key)

    def _changed_here(self, key: str) -> bool:
        return self._meaning(self.was_here, key) != self._meaning(self.here, key)

    def _changed_there(self, key: str) -> bool:
        return self._meaning(self.was_there, key) != self._meaning(self.there, key)

    def _meaning(self, side: Items, key: str) -> object:
        return meaning(self.kind, side.get(key, ()))


def _told(mine: Items, other: Items) -> str:
    shown = (field.value for key, fields in mine.items() if not key or key not in other for field in fields)
    return ", ".join(shown)
