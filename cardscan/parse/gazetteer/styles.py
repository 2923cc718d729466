"""Know what stands around a person's name: honorifics before it, degrees and memberships after it."""

import re
import unicodedata
from functools import cache

from cardscan.parse.gazetteer.lexicon import sections
from cardscan.text.folding import fold

_REMARK = re.compile(r"\((?!FH\))[^()]{0,60}\)")
_MOST = 12  # words of a part: no one has more degrees without a comma
_PARTS = re.compile(r"[,;/|&+]|\s-\s")


def degree(text: str) -> bool:
    """Say whether `text` is nothing but degrees and memberships ("M.Tech., Ph.D.", "MBBS, MD (Medicine)")."""
    parts = [p.split() for p in _PARTS.split(_REMARK.sub(" ", unicodedata.normalize("NFC", text))) if p.strip(" .")]
    return bool(parts) and all(len(words) <= _MOST and _is_degrees(words) for words in parts)


def is_degree(phrase: str, *, cased: bool) -> bool:
    """Say whether a phrase is one degree; `cased`: in capitals or dotted, as some must be ("MS", "be")."""
    bare = _bare(phrase)
    return len(bare) > 1 and (bare in _entries("degree") or (cased and bare in _entries("degree-cased")))


@cache
def honorifics() -> frozenset[str]:
    """Return what stands before a name, folded, without dots and blanks ("dr", "shri", "dipl-ing")."""
    return _entries("honorific")


@cache
def honorifics_after() -> frozenset[str]:
    """Return what stands after a name, folded (様, 님, "bhai")."""
    return _entries("honorific-after")


def _is_degrees(words: list[str]) -> bool:
    """Say whether `words` can be cut into degrees, the longest first."""
    if not words:
        return True
    for end in range(min(4, len(words)), 0, -1):
        piece = " ".join(words[:end])
        plain = piece.isupper() or "." in piece.rstrip(".")
        found = _bare(piece) in _entries("degree") or (plain and _bare(piece) in _entries("degree-cased"))
        if found and _is_degrees(words[end:]):
            return True
    return False


@cache
def _entries(role: str) -> frozenset[str]:
    found = {_bare(_REMARK.sub("", e)) for r, _, entries in sections("styles") if r == role for e in entries}
    if role == "degree":
        found -= _entries("degree-cased")
    return frozenset(found - {""})


def _bare(text: str) -> str:
    return re.sub(r"[.\s]+", "", fold(text))
