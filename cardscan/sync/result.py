"""What came of a sync."""

from dataclasses import dataclass, field

from cardscan.errors import InputError, ServerError
from cardscan.sync.plan import Do, Question


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


@dataclass(frozen=True, slots=True)
class NotKept:
    """What a server did not keep of someone's card; here it stays."""

    key: str
    name: str
    what: tuple[str, ...]


@dataclass(slots=True)
class Synchronised:
    """What came of a sync."""

    did: list[Did] = field(default_factory=list)
    not_kept: list[NotKept] = field(default_factory=list)
    asked: list[Asked] = field(default_factory=list)
    failed: list[tuple[str, InputError | ServerError]] = field(default_factory=list)  # with the key
    complaints: list[str] = field(default_factory=list)
    same: int = 0  # people of whom there was nothing new
    stopped: ServerError | None = None  # why it ended early; what was done stays
