"""Make text fit to leave: what is invisible goes, line breaks are of one kind."""

import re
import unicodedata

_JOINERS = "\u200c\u200d"  # invisible, but part of the spelling in Persian and in Indian scripts
_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")

#: Marks, embeddings, overrides and isolates (Unicode UAX 9): a text that holds one turns what stands around it.
DIRECTION = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
_NO_DIRECTION = dict.fromkeys(map(ord, DIRECTION))


def undirected(value: str) -> str:
    """Drop what turns the direction of writing: each text runs as its letters do."""
    return value.translate(_NO_DIRECTION)


def plain_text(value: str) -> str:
    """Drop what is invisible and what XML, and so CardDAV, cannot carry; keep line breaks."""
    value = _BREAKS.sub("\n", value).replace("\t", " ")
    kept = (c for c in value if c in "\n" + _JOINERS or unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co"})
    return re.sub("[\ufffe\uffff]", "", "".join(kept)).strip()


def plain_line(value: str) -> str:
    """Drop what is invisible and set the rest on one line."""
    return " ".join(plain_text(value).split())
