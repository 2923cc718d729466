"""What a page says once after a form was taken, and which change it offers to take back."""

from collections import OrderedDict
from dataclasses import dataclass
from secrets import token_urlsafe
from threading import Lock

_MOST = 200  # that nobody fetched: a browser does so at once


@dataclass(frozen=True, slots=True)
class Notice:
    """Something to be said once."""

    text: str
    change: int | None = None  # the one that may be taken back


class Notices:
    """Notices, each until it is fetched, by a word that nobody can guess: an address made up by others says nothing."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._left: OrderedDict[str, Notice] = OrderedDict()

    def leave(self, notice: Notice) -> str:
        """Leave a notice for the page that comes next, and give the word for its address."""
        word = token_urlsafe(9)
        with self._lock:
            self._left[word] = notice
            if len(self._left) > _MOST:
                self._left.popitem(last=False)
        return word

    def fetch(self, word: str, keep: bool = False) -> Notice | None:
        """Give a notice that was left, this once; or `keep` it for the page that may still be opened with it."""
        with self._lock:
            return self._left.get(word) if keep else self._left.pop(word, None)
