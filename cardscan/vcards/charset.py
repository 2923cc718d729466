"""Tell in which characters the bytes of a vCard are written."""

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass

_PHYSICAL = re.compile(rb"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
_DECLARED = re.compile(rb"^[^ \t:][^:]*;CHARSET=\"?([\w-]+)", re.I)
#: Character sets of vCards; others, and Python's own odd codecs, are not taken from a file.
_CHARSET = re.compile(
    r"utf-?8|us-ascii|(?:iso-8859|windows|koi8)[-_]?\w+|cp-?(?:125\d|437|85\d|86[0-356]|932|936|949|950)"
    r"|shift[-_]?jis|sjis|euc[-_]\w+|gb\w+|big5|iso-2022-\w+",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Written:
    """A file's text, and how it was written."""

    text: str  # with a byte order mark where it had one
    encoding: str  # "utf-8", "utf-16", or "mixed" where a line is not UTF-8
    guessed: tuple[int, ...] = ()  # lines that are not UTF-8 and do not say what they are
    cut: bool = False  # it ends within a character


def text_of(data: bytes) -> Written:
    """Read the bytes of a file as text; never fails.

    Without a byte order mark each line that is no UTF-8 is in the character set it names, or in Windows-1252.
    """
    wide = _utf16(data)
    if wide:
        return Written(data[: len(data) // 2 * 2].decode(wide, "surrogatepass"), "utf-16", cut=bool(len(data) % 2))
    try:
        return Written(data.decode("utf-8"), "utf-8")
    except UnicodeDecodeError:
        guessed: list[int] = []
        return Written("".join(_lines(data, guessed)), "mixed", tuple(guessed))


def decoded(data: bytes, charset: str = "") -> str:
    """Read bytes in a character set that a vCard names, or in one that fits."""
    for name in (charset if _CHARSET.fullmatch(charset) else "", "utf-8", "cp1252"):
        try:
            if name:
                return data.decode(name)
        except (LookupError, ValueError):
            continue
    return data.decode("latin-1")


def _utf16(data: bytes) -> str:
    if data.startswith(codecs.BOM_UTF16_LE) or (data[1:2] == b"\0" and data[:1] != b"\0"):
        return "utf-16-le"
    if data.startswith(codecs.BOM_UTF16_BE) or (data[:1] == b"\0" and data[1:2] not in (b"", b"\0")):
        return "utf-16-be"
    return ""


def _lines(data: bytes, guessed: list[int]) -> Iterator[str]:
    charset = ""
    for number, match in enumerate(_PHYSICAL.finditer(data), 1):
        line = match[0]
        if line[:1] not in (b" ", b"\t"):
            said = _DECLARED.match(line)
            charset = said[1].decode("ascii", "replace") if said else ""
        try:
            yield line.decode("utf-8")
        except UnicodeDecodeError:
            if not _CHARSET.fullmatch(charset):
                guessed.append(number)
            yield decoded(line, charset)
