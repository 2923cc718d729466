"""What the store asks of a database, whatever its kind: each kind is a module with all of this."""

from collections.abc import Collection, Mapping
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any, Protocol

from sqlalchemy import ColumnElement, Connection, Engine
from sqlalchemy.exc import DBAPIError

from cardscan.errors import CardscanError
from cardscan.store.engines.words import All
from cardscan.store.place import Place


class Kind(Protocol):
    """A kind of database."""

    @property
    def NAME(self) -> str:  # noqa: N802 - a constant
        """What SQLAlchemy calls it."""

    @property
    def WRITING(self) -> Mapping[str, Any]:  # noqa: N802
        """Execution options of a transaction that writes, as the only one that does."""

    def connected(self, place: Place) -> Engine:
        """Give what connects when it is used. Raises SetupError."""

    def is_there(self, place: Place) -> bool:
        """Tell whether there may be a store, before anything is connected to."""

    def is_read_only(self, place: Place) -> bool:
        """Tell whether a store is there that can only be read."""

    def make(self, place: Place) -> None:
        """Make what has to be there before it can be connected to. Raises OSError."""

    def is_settled(self, connection: Connection, place: Place) -> bool:
        """Tell whether a store has a folder of pictures, this one. Raises StoreError where it has another."""

    def settle(self, connection: Connection, place: Place) -> None:
        """Let this folder be that of the store's pictures."""

    def upgrading(self, engine: Engine) -> AbstractContextManager[Connection]:
        """Give a transaction in which the schema may change, as the only one. Raises SetupError."""

    def says(self, error: DBAPIError, place: object) -> CardscanError:
        """Say in plain words what went wrong, and what to do."""

    def scrub(self, engine: Engine, place: Place) -> str:
        """Leave nothing of what was deleted; say why, where that cannot be done. Raises DBAPIError."""

    def snapshot(self, engine: Engine, file: Path) -> bool:
        """Copy the whole database to a new file, if it is one, and tell whether it is."""

    def last_ids(self, connection: Connection) -> Mapping[str, int]:
        """Tell of tables which number was given last, as far as it is known."""

    def go_on_from(self, connection: Connection, ids: Mapping[str, int]) -> None:
        """Give greater numbers from now on, in tables into which rows were copied with theirs."""

    def damage(self, connection: Connection) -> str:
        """Say what is wrong with what holds the tables; "" for nothing."""

    def astray(self, connection: Connection) -> int:
        """Count rows that refer to rows that do not exist."""

    def is_json(self, column: ColumnElement[Any]) -> ColumnElement[bool]:
        """Tell of a value whether it is JSON."""

    def holds(self, query: All, within: str, not_within: Collection[str] = ()) -> ColumnElement[bool]:
        """Tell of a row of the index of words whether all that is asked is in it, in one column or any.

        not_within: columns none of which has all of it.
        """

    def farness(self, query: All, weights: Collection[int]) -> ColumnElement[Any]:
        """Order rows of the index that hold what is asked: the likeliest first; weights of the columns."""

    def misspelt(
        self, connection: Connection, key: ColumnElement[str], first: str, words: Mapping[str, int]
    ) -> ColumnElement[bool] | None:
        """Tell of a key that begins so whether it may be one of these words with so many typos; None: it cannot tell.

        All that are are among them, and some that are not.
        """

    def scrub_words(self, connection: Connection) -> None:
        """Leave nothing in the index of words of those who are gone."""
