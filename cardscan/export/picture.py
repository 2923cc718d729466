"""Give a card's picture as it leaves: small, and made so once."""

from contextlib import suppress
from pathlib import Path

from cardscan.photos.small import small_jpeg
from cardscan.store.crops import keep_small, kept_small


def leaving(picture: Path) -> bytes:
    """Give a card's picture as it leaves: made small when the card was read, or at its first use, and kept.

    Raises OSError where it is gone, PhotoError when it cannot be decoded.
    """
    made_of = picture.stat().st_mtime_ns
    if (kept := kept_small(picture)) is not None:
        return kept
    made = small_jpeg(picture.read_bytes())
    with suppress(OSError):  # a store that can only be read, a full disk: it is made again the next time
        keep_small(picture, made, made_of)
    return made
