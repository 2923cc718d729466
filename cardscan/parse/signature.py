"""Cut the signature out of a mail: what its writer says of themselves, below the text and above what was answered."""

import re
import tomllib
from collections.abc import Sequence
from functools import cache
from itertools import takewhile
from pathlib import Path
from typing import Any

from cardscan.text.folding import fold

_WORDS = Path(__file__).parent / "data" / "mail.toml"
MOST_LINES = 30  # of a signature
LONGEST_LINE = 160  # characters; a longer one is prose
_DELIMITER = re.compile(r"--\s?|[_=*~—–-]{3,}")  # RFC 3676, 4.3: "-- "; programs write other rules
_MARKS = re.compile(r"\*+(?=\S)|(?<=\S)\*+|\[(?:cid|image|bild)[^\]]*\]|<(?:mailto|https?|tel):[^>]*>", re.I)
_QUOTED_HEAD = re.compile(r"(?:from|von|de|da)\s*:\s.*@", re.I)
_REACH = re.compile(r"@|\d{3}[\d ()/.-]*\d{3}|\+\d|www\.", re.I)  # what a signature has, and prose hardly


def signature_of(text: str) -> str:
    """Give the lines of a mail's signature, or of a text that is nothing else, each as it is laid out."""
    lines = _above_quotes([_MARKS.sub("", line).rstrip() for line in text.expandtabs(4).splitlines()])
    lines = _below_closing(lines)
    lines = list(takewhile(lambda line: not _goes_below(line), lines))
    kept = [line for line in lines if len(line) <= LONGEST_LINE and not _DELIMITER.fullmatch(line.strip())]
    while kept and not kept[0].strip():
        del kept[0]
    return "\n".join(kept[:MOST_LINES]).rstrip()


def _above_quotes(lines: Sequence[str]) -> list[str]:
    """Leave out what was answered, and all below it."""
    said = list(takewhile(lambda line: not _begins_quote(line), lines))
    return [line for line in said if not line.lstrip().startswith(">")]


def _begins_quote(line: str) -> bool:
    folded = fold(line).strip()
    words = _words()
    if folded.endswith(":") and any(folded.startswith(start) and verb in folded for start, verb in words["quoted"]):
        return True
    if any(each in folded for each in words["original"]) and len(folded) < 60:
        return True
    return _QUOTED_HEAD.match(line.strip()) is not None


def _below_closing(lines: Sequence[str]) -> list[str]:
    """Give what follows the sign of a signature, or the last closing; else what follows the last sentence."""
    delimiters = [at for at, line in enumerate(lines) if re.fullmatch(r"-- ?", line)]
    if delimiters and _says_something(lines[delimiters[-1] + 1 :]):
        return list(lines[delimiters[-1] + 1 :])
    closings = [at for at, line in enumerate(lines) if _is_closing(line)]
    if closings and _says_something(lines[closings[-1] + 1 :]):
        return list(lines[closings[-1] + 1 :])
    prose = [at for at, line in enumerate(lines) if len(line) > LONGEST_LINE or _is_sentence(line)]
    after = lines[prose[-1] + 1 :] if prose else lines
    return list(after if _says_something(after) else lines)


def _is_closing(line: str) -> bool:
    folded = re.sub(r"[\s,.!;:*]+$", "", fold(line).strip())
    return folded in _words()["closings"]


def _is_sentence(line: str) -> bool:
    """Tell whether a line is part of a text: many words, most without capitals, and nothing to reach anybody by."""
    said = line.split()
    return (
        len(said) > 7
        and 2 * sum(word[0].islower() for word in said) > len(said)
        and not _REACH.search(line)
        and not re.search(r"\d", line)
    )


def _goes_below(line: str) -> bool:
    return fold(line).strip(" *_\"'").startswith(tuple(_words()["below"]))


def _says_something(lines: Sequence[str]) -> bool:
    return any(line.strip() for line in lines)


@cache
def _words() -> dict[str, Any]:
    return tomllib.loads(_WORDS.read_text(encoding="utf-8"))
