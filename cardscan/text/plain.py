"""Make text fit to leave: what is invisible goes, line breaks are of one kind."""

import re
import unicodedata

_JOINERS = "\u200c\u200d"  # invisible, but part of the spelling in Persian and in Indian scripts
_BREAKS = re.compile(r"\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def plain_text(value: str) -> str:
    """Drop what is invisible and what XML, and so CardDAV, cannot carry; keep line breaks."""
    value = _BREAKS.sub("\n", value).replace("\t", " ")
    kept = (c for c in value if c in "\n" + _JOINERS or unicodedata.category(c) not in {"Cc", "Cf", "Cs", "Co"})
    return re.sub("[\ufffe\uffff]", "", "".join(kept)).strip()


def plain_line(value: str) -> str:
    """Drop what is invisible and set the rest on one line."""
    return " ".join(plain_text(value).split())
