"""Read a vCard 2.1, 3.0 or 4.0 as cards' codes hold them: whatever is wrong with it, keep what can be told.

RFC 2426, RFC 6350 and vCard 2.1. (vobject drops all that follows an unescaped comma, and fails on a malformed line.)
"""

import quopri
import re
from collections.abc import Iterator
from dataclasses import dataclass

_NAMES = "BEGIN|END|VERSION|N|FN|NICKNAME|ORG|TITLE|ROLE|TEL|EMAIL|URL|ADR|LABEL|NOTE|PHOTO|LOGO|BDAY|REV|UID|IMPP"
#: A line that starts a property even where a space before it says that it goes on with the one above.
_STARTS = re.compile(rf"[ \t]+(?:[\w-]+\.)?(?:{_NAMES}|X-[\w-]+)[;:]", re.I)
_NAME = re.compile(r"[A-Z][A-Z0-9-]{0,40}")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_PART = {mark: re.compile(rf"(?:[^{mark}\\]|\\.)*\\?", re.DOTALL) for mark in ";,"}  # up to a mark that is not escaped
#: Character sets of printed vCards; others, and Python's own odd codecs, are read as UTF-8.
_CHARSET = re.compile(r"(?:utf-?8|us-ascii|(?:iso-8859|windows|cp|koi8)[-_]?\w+|shift_?jis|euc-\w+|gb\w+|big5)", re.I)


@dataclass(frozen=True, slots=True)
class Property:
    """A property: name in upper case, values of TYPE (and of bare parameters) in lower case."""

    name: str
    value: str  # with its escapes
    types: frozenset[str] = frozenset()
    group: str = ""  # "item1" of "item1.URL"


def read_vcard(text: str) -> list[Property]:
    """Return the properties of the first card in `text`; what is no property is left out."""
    properties = []
    for line in _lines(text):
        found = _property(line)
        if found is None:
            continue
        if found.name == "END":
            break
        properties.append(found)
    return properties


def unescape(value: str) -> str:
    r"""Resolve \n \, \; \: and \\; a backslash before anything else is one."""
    return _ESCAPE.sub(lambda m: "\n" if m[1] in "nN" else m[1] if m[1] in ",;:\\" else m[0], value)


def components(value: str, mark: str = ";") -> list[str]:
    """Split a structured value (N, ADR, ORG) at its semicolons, or a list at its commas."""
    parts, at = [], 0
    while True:
        match = _PART[mark].match(value, at)
        end = match.end() if match else len(value)
        parts.append(unescape(value[at:end]))
        if end >= len(value):
            return parts
        at = end + 1


def _lines(text: str) -> Iterator[str]:
    """The lines, unfolded: those that start with a space go on, and quoted-printable ones that end with "="."""
    pending: list[str] = []
    quoted = False
    for line in text.lstrip("\ufeff").replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        folded = line[:1] in (" ", "\t") and not _STARTS.match(line)
        if pending and (quoted or folded):
            pending.append(line if quoted else line[1:])
        else:
            yield "".join(pending)
            pending = [line.lstrip()]
        quoted = line.endswith("=") and "QUOTED-PRINTABLE" in pending[0].partition(":")[0].upper()
        if quoted:
            pending[-1] = pending[-1][:-1]
    yield "".join(pending)


def _property(line: str) -> Property | None:
    head = _cut(line, ":")[0]
    if head == line:  # no colon, or a quote that never ends
        head = line.partition(":")[0]
    name, *parameters = _cut(head, ";")
    group, _, name = name.strip().upper().rpartition(".")
    if head == line or not _NAME.fullmatch(name):
        return None
    value = line[len(head) + 1 :]
    types: set[str] = set()
    charset = "utf-8"
    for parameter in parameters:
        key, _, said = parameter.strip().rpartition("=")
        if key.upper() == "CHARSET" and _CHARSET.fullmatch(said):
            charset = said
        elif key.upper() in ("", "TYPE", "ENCODING", "X-SERVICE-TYPE"):  # bare in 2.1: TEL;CELL
            types.update(each.strip('" ').lower() for each in said.split(","))
    if "quoted-printable" in types:
        value = _decoded(quopri.decodestring(value.encode("utf-8", "replace")), charset)
    return Property(name, value.strip(), frozenset(types), group)


def _cut(text: str, mark: str) -> list[str]:
    """Split at a mark that is not inside quotes."""
    pieces, start, quoted = [], 0, False
    for match in re.finditer(f'["{mark}]', text):
        if match[0] == '"':
            quoted = not quoted
        elif not quoted:
            pieces.append(text[start : match.start()])
            start = match.end()
    return [*pieces, text[start:]]


def _decoded(data: bytes, charset: str) -> str:
    for name in (charset, "utf-8", "cp1252"):
        try:
            return data.decode(name)
        except (LookupError, ValueError):
            continue
    return data.decode("latin-1")
