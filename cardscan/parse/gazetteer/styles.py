"""Know what stands around a person's name: honorifics before it, degrees and memberships after it."""

import re
from functools import cache

from cardscan.parse.gazetteer.lexicon import sections
from cardscan.text.folding import fold

_REMARK = re.compile(r"\((?!FH\))[^()]{0,60}\)")


def is_degree(phrase: str, *, cased: bool) -> bool:
    """Say whether a phrase is one degree; `cased`: in capitals or dotted, as some must be ("MS", "be")."""
    bare = _bare(phrase)
    return len(bare) > 1 and (bare in _entries("degree") or (cased and bare in _entries("degree-cased")))


@cache
def honorifics() -> frozenset[str]:
    """Return what stands before a name, folded, without dots and blanks ("dr", "shri", "dipl-ing")."""
    return _entries("honorific")


def is_honorific(phrase: str) -> bool:
    """Say whether a phrase is what stands before a name, as one: "dipl. ing."."""
    return _bare(phrase) in honorifics()


@cache
def honorifics_after() -> frozenset[str]:
    """Return what stands after a name, folded (様, 님, "bhai")."""
    return _entries("honorific-after")


@cache
def _entries(role: str) -> frozenset[str]:
    found = {_bare(_REMARK.sub("", e)) for r, _, entries in sections("styles") if r == role for e in entries}
    if role == "degree":
        found -= _entries("degree-cased")
    return frozenset(found - {""})


def _bare(text: str) -> str:
    return re.sub(r"[.\s]+", "", fold(text))
