"""The names of WebDAV's and CardDAV's elements, and how they are written."""

import re
from xml.sax.saxutils import escape, quoteattr

from cardscan.dav.xml import CARD, DAV

SERVER = "{http://calendarserver.org/ns/}"
HEAD = '<?xml version="1.0" encoding="utf-8"?>\n'
NAMESPACES = f'xmlns:d="DAV:" xmlns:c="{CARD[1:-1]}" xmlns:s="{SERVER[1:-1]}"'

_PREFIXES = {DAV: "d", CARD: "c", SERVER: "s"}
#: What XML 1.0 cannot hold. An iPhone reads no further than to the first of it.
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def plain_xml(text: str) -> str:
    """Take out of a text what XML cannot hold."""
    return _NOT_XML.sub("", text)


def text(value: str) -> str:
    """Write a text; a carriage return as what reading leaves as it is."""
    return escape(plain_xml(value), {"\r": "&#13;"})


def element(name: str, inside: str = "") -> str:
    """Write an element by its name, "{namespace}name", with what is inside as it is."""
    namespace, _, local = name.rpartition("}")
    prefix = _PREFIXES.get(f"{namespace}}}")
    named = f"{prefix}:{local}" if prefix else local
    begin = named if prefix else f"{local} xmlns={quoteattr(namespace.removeprefix('{'))}"
    return f"<{begin}>{inside}</{named}>" if inside else f"<{begin}/>"


def href(path: str) -> str:
    """Write an address."""
    return f"<d:href>{text(path)}</d:href>"
