"""How often strangers may leave something: few from one address, and not many of all, since none is known."""

from collections import OrderedDict, deque
from datetime import datetime, timedelta
from threading import Lock

_WHILE = timedelta(minutes=10)
MOST_OF_ONE = 5  # in a while, from one address
MOST_OF_ALL = 60
_MOST_SOURCES = 1000


class Visits:
    """What was left lately, by the address that it came from."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._all: deque[datetime] = deque(maxlen=MOST_OF_ALL)
        self._of: OrderedDict[str, deque[datetime]] = OrderedDict()

    def may(self, source: str, now: datetime) -> bool:
        """Tell whether one more may be left from an address; it counts, then."""
        with self._lock:
            theirs = self._of.setdefault(source, deque(maxlen=MOST_OF_ONE))
            self._of.move_to_end(source)
            if len(self._of) > _MOST_SOURCES:
                self._of.popitem(last=False)
            if any(len(each) == each.maxlen and now - each[0] < _WHILE for each in (theirs, self._all)):
                return False
            theirs.append(now)
            self._all.append(now)
            return True
