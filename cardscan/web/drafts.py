"""Which draft of a note each device wrote last: what another one wrote since is not overwritten.

A page knows the draft that it was shown with. What it sent since may have been stored without its hearing of it, as
when it was put away while it was sent; that is remembered here, and is known to it too.
"""

from collections import OrderedDict
from threading import Lock

from cardscan.store.devices import Device

_MOST = 1000  # drafts, of those that were written last


class Drafts:
    """Fingerprints of the drafts that devices wrote last."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._written: OrderedDict[tuple[int, int], str] = OrderedDict()

    def keep(self, device: Device | None, meeting_id: int, draft: str) -> None:
        """Remember what a device wrote of a meeting."""
        key = _key(device, meeting_id)
        with self._lock:
            self._written[key] = draft
            self._written.move_to_end(key)
            if len(self._written) > _MOST:
                self._written.popitem(last=False)

    def known(self, device: Device | None, meeting_id: int, shown: str) -> tuple[str, ...]:
        """Give the drafts of a meeting that a page on a device knows: that it was shown with, what it wrote last.

        None where the page does not say with which it was shown.
        """
        if not shown:
            return ()
        with self._lock:
            written = self._written.get(_key(device, meeting_id))
        return (shown, written) if written else (shown,)


def _key(device: Device | None, meeting_id: int) -> tuple[int, int]:
    return device.id if device else 0, meeting_id
