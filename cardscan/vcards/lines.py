r"""The content lines of a vCard 2.1, 3.0 or 4.0: unfolded and decoded, each with its text exactly as it stood.

RFC 2426, RFC 6350 and vCard 2.1, and what is written against them: indented lines, photos that are not folded, soft
breaks of quoted-printable. (vobject drops all that follows an unescaped comma, and fails on a malformed line.)
"""

import quopri
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from cardscan.vcards.charset import decoded

_NAMES = (
    "BEGIN|END|VERSION|PRODID|SOURCE|KIND|N|FN|SORT-STRING|NICKNAME|ORG|TITLE|ROLE|TEL|EMAIL|URL|ADR|LABEL|NOTE|PHOTO"
    "|LOGO|SOUND|KEY|BDAY|ANNIVERSARY|GENDER|REV|UID|IMPP|CATEGORIES|CLASS|GEO|TZ|LANG|RELATED|MEMBER|AGENT|MAILER"
)
#: A line that starts a property even where a space before it says that it goes on with the one above.
_STARTS = re.compile(rf"[ \t]+(?:[\w-]+\.)?(?:{_NAMES}|X-[\w-]+)[;:]", re.I)
_FOLDED = 60  # characters: what is cut because it is too long is longer
_PHYSICAL = re.compile(r"[^\r\n]*(?:\r\n?|\n)|[^\r\n]+")
_BASE64 = re.compile(r"[A-Za-z0-9+/]+={0,2}\s*")
_IN_BASE64 = re.compile(r"[;=]\"?(?:BASE64|(?<==)B|(?<==\")B)\b")
_CARD = re.compile(r"\s*(?:BEGIN|END):\s*VCARD\s*", re.I)
_NAME = re.compile(r"[A-Z][A-Z0-9-]{0,40}")
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_PART = {mark: re.compile(rf"(?:[^{mark}\\]|\\.)*\\?", re.DOTALL) for mark in ";,"}  # up to a mark that is not escaped
_ENCODINGS = {"quoted-printable": "quoted-printable", "base64": "base64", "b": "base64", "8bit": "", "7bit": ""}
_NO_PARAMS: Mapping[str, tuple[str, ...]] = {}


@dataclass(frozen=True, slots=True)
class ContentLine:
    """A property, over as many physical lines as it takes; or a line that is none, with an empty name."""

    raw: str  # the physical lines exactly as they stood, with their ends
    number: int  # of the first of them, from 1
    name: str = ""  # in upper case; "" for what is no property, such as an empty line
    value: str = ""  # unfolded, decoded from quoted-printable, still escaped; of base64 without spaces
    group: str = ""  # "item1" of "item1.URL"
    params: Mapping[str, tuple[str, ...]] = field(default_factory=dict)  # names in upper case; bare ones as TYPE

    @property
    def types(self) -> frozenset[str]:
        """The values of TYPE, in lower case."""
        return frozenset(each.lower() for each in self.params.get("TYPE", ()))

    @property
    def encoding(self) -> str:
        """How the value stands in the file: "quoted-printable", "base64", or "" for plain text."""
        return _ENCODINGS.get(",".join(self.params.get("ENCODING", ())).lower(), "")


def content_lines(text: str) -> Iterator[ContentLine]:
    """Yield the lines of a text; their `raw` together are the text. Takes time in proportion to it, whatever it is."""
    line: _Pending | None = None
    blank: list[tuple[int, str]] = []  # empty lines: part of the line before them where that goes on after them
    for number, match in enumerate(_PHYSICAL.finditer(text), 1):
        physical = match[0]
        body = physical.rstrip("\r\n")
        if line and line.goes_on(body):
            line.add("".join(empty for _, empty in blank), physical, body)
            blank.clear()
        elif line and not body:
            blank.append((number, physical))
        else:
            if line:
                yield line.parsed()
            yield from (ContentLine(empty, at) for at, empty in blank)
            blank.clear()
            line = _Pending(number, physical, body)
    if line:
        yield line.parsed()
    yield from (ContentLine(empty, at) for at, empty in blank)


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


class _Pending:
    """A content line that may go on."""

    __slots__ = ("_base64", "_headed", "_pieces", "_quoted", "_raw", "_soft", "_whole", "number")

    def __init__(self, number: int, physical: str, body: str) -> None:
        self.number = number
        self._raw: list[str] = []
        self._pieces: list[str] = []
        self._headed = False  # its colon was there
        self._quoted = self._base64 = self._soft = False
        self._whole = _CARD.fullmatch(body) is not None  # BEGIN and END: nothing goes on with them
        self.add("", physical, body.lstrip(" \t\ufeff"))

    def goes_on(self, body: str) -> bool:
        """Tell whether the next physical line is part of this one."""
        if self._whole or (self._soft and _CARD.fullmatch(body)):
            return False
        if self._soft:
            return True
        if body[:1] in (" ", "\t"):
            return len(self._raw[-1]) > _FOLDED or not _STARTS.match(body)
        return self._base64 and _BASE64.fullmatch(body) is not None

    def add(self, blank: str, physical: str, body: str) -> None:
        if blank:
            self._raw.append(blank)
        self._raw.append(physical)
        piece = body if self._soft or not self._pieces or body[:1] not in (" ", "\t") else body[1:]
        if not self._headed and ":" in piece:
            head = ("".join(self._pieces) + piece.partition(":")[0]).upper()
            self._headed, self._quoted = True, "QUOTED-PRINTABLE" in head
            self._base64 = _IN_BASE64.search(head) is not None
        self._soft = self._quoted and piece.endswith("=")
        self._pieces.append(piece[:-1] if self._soft else piece)

    def parsed(self) -> ContentLine:
        raw, content = "".join(self._raw), "".join(self._pieces)
        found = _cut_head(content)
        if found is None:
            return ContentLine(raw, self.number)
        head, value = found
        named, *parameters = _cut(head, ";")
        group, _, name = named.strip().rpartition(".")
        if not _NAME.fullmatch(name.upper()):
            return ContentLine(raw, self.number)
        line = ContentLine(raw, self.number, name.upper(), value.strip(), group, _params(parameters))
        return line if not line.encoding else _decoded(line)


def _decoded(line: ContentLine) -> ContentLine:
    value = line.value
    if line.encoding == "base64":
        value = "".join(value.split())
    else:
        charset = ",".join(line.params.get("CHARSET", ()))
        value = decoded(quopri.decodestring(value.encode("utf-8", "replace")), charset).strip()
    return ContentLine(line.raw, line.number, line.name, value, line.group, line.params)


def _cut_head(content: str) -> tuple[str, str] | None:
    """Part a line at its first colon that is not inside quotes; at its first where a quote never ends."""
    at = content.find(":")
    if at < 0:
        return None
    if '"' in content[:at]:
        quoted = False
        for match in re.finditer('[":]', content):
            if match[0] == '"':
                quoted = not quoted
            elif not quoted:
                at = match.start()
                break
    return content[:at], content[at + 1 :]


def _cut(text: str, mark: str) -> list[str]:
    """Split at a mark that is not inside quotes."""
    if '"' not in text:
        return text.split(mark)
    pieces, start, quoted = [], 0, False
    for match in re.finditer(f'["{mark}]', text):
        if match[0] == '"':
            quoted = not quoted
        elif not quoted:
            pieces.append(text[start : match.start()])
            start = match.end()
    return [*pieces, text[start:]]


def _params(parameters: list[str]) -> Mapping[str, tuple[str, ...]]:
    if not parameters:
        return _NO_PARAMS
    params: defaultdict[str, list[str]] = defaultdict(list)
    for parameter in parameters:
        key, equals, said = parameter.strip().partition("=")
        values = tuple(filter(None, (each.strip('" ') for each in _cut(said if equals else key, ","))))
        name = key.strip().upper() if equals else "TYPE"
        if not equals and key.lower() in _ENCODINGS:  # 2.1: PHOTO;BASE64:…
            name = "ENCODING"
        if name == "TYPE" and said.startswith('"'):  # 4.0: TYPE="work,voice"
            values = tuple(part.strip() for value in values for part in value.split(","))
        if name and values:
            params[name] += values
    return {name: tuple(values) for name, values in params.items()}
