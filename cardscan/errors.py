"""What can go wrong, and with which exit code.

    CardscanError            message, advice, exit code
    ├── SetupError       3   a program, language or package that is missing or broken
    ├── InputError       4   nothing to work on: no such path, a folder without photos
    ├── StoreError       5   the store cannot be opened or written: full disk, lock, rights
    ├── WhoError         6   nobody, or more than one person, answers to a name
    ├── RefusedError     7   a rule says no: the note gate
    │   └── ChangedError     somebody else changed it since it was seen
    ├── ServerError      8   the address book server, or the cluster, cannot be reached, or refuses
    └── PhotoError           one photo; becomes a `Failure` and never stops the others

Exit codes are an interface: `Exit` is the whole list, and docs/exit-codes.md prints it.
"""

import errno
from collections.abc import Sequence
from enum import IntEnum

from cardscan.model import Failure

#: What the system says where a disk is full, or your part of it.
FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_MOST_LISTED = 20


class Exit(IntEnum):
    """The exit codes of every command."""

    OK = 0
    SOME_FAILED = 1  # the command ended, but some photos or contacts failed
    USAGE = 2  # the command line is wrong (Click's own code)
    SETUP = 3
    INPUT = 4
    STORE = 5
    WHO = 6
    REFUSED = 7
    SERVER = 8
    ASKED = 9  # the command ended, and questions wait for the user's answer
    INTERRUPTED = 130  # Ctrl-C; what was finished is kept


class CardscanError(Exception):
    """An error to show as one line, with advice on what to do."""

    exit_code = Exit.SOME_FAILED

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.advice = advice


def candidates(lead: str, rows: Sequence[str]) -> str:
    """Put what something may mean below a line, as far as it can be looked through."""
    more = [f"  and {len(rows) - _MOST_LISTED} more"] if len(rows) > _MOST_LISTED else []
    return "\n".join([lead, *(f"  {row}" for row in rows[:_MOST_LISTED]), *more])


class SetupError(CardscanError):
    """A program, language or package is missing or broken."""

    exit_code = Exit.SETUP


class InputError(CardscanError):
    """There is nothing to work on."""

    exit_code = Exit.INPUT


class StoreError(CardscanError):
    """The store cannot be opened, read or written."""

    exit_code = Exit.STORE


class WhoError(CardscanError):
    """Nobody, or more than one person, answers to a name."""

    exit_code = Exit.WHO


class RefusedError(CardscanError):
    """A rule says no."""

    exit_code = Exit.REFUSED


class ChangedError(RefusedError):
    """What is to be changed is no longer as it was seen."""

    def __init__(self) -> None:
        super().__init__(
            "somebody changed this while you did: nothing was saved", "look at it again, then repeat your change"
        )


class ServerError(CardscanError):
    """The address book server, or the cluster, cannot be reached, refuses, or answers what cannot be understood."""

    exit_code = Exit.SERVER


class PhotoError(CardscanError):
    """One photo cannot be read; the others go on."""

    def __init__(self, stage: str, message: str, advice: str = "") -> None:
        super().__init__(message, advice)
        self.failure = Failure(stage, message, advice)
