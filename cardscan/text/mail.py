"""Read an e-mail as a file (.eml, RFC 5322): who wrote it, when, its text, and the vCards that come with it."""

import contextlib
import email
from dataclasses import dataclass
from datetime import datetime
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from html.parser import HTMLParser

from cardscan.text.files import decoded

_VCARDS = ("text/vcard", "text/x-vcard", "text/directory")
_BREAKS = frozenset("br p div tr li table h1 h2 h3 h4 blockquote hr pre".split())  # noqa: SIM905 - read as words
_UNSEEN = frozenset(("script", "style", "head", "title"))


@dataclass(frozen=True, slots=True)
class Mail:
    """An e-mail."""

    name: str  # of its writer, as From says it; "" where it says none
    address: str  # theirs, in lower case
    sent: datetime | None
    text: str
    vcards: tuple[bytes, ...]


def read_mail(data: bytes) -> Mail:
    """Read the bytes of a mail, whatever is wrong with them. Never fails."""
    message = email.message_from_bytes(data)
    parts = [part for part in message.walk() if not part.is_multipart()]
    name, address = parseaddr(_header(message.get("From")))
    plain = [_text(part) for part in parts if part.get_content_type() == "text/plain" and not part.get_filename()]
    html = [_text(part) for part in parts if part.get_content_type() == "text/html" and not part.get_filename()]
    text = next((each for each in plain if each.strip()), "") or next(map(_seen, html), "")
    cards = tuple(_payload(part) for part in parts if _is_vcard(part))
    return Mail(name.strip(" '\""), address.lower(), _moment(_header(message.get("Date"))), text, cards)


def _header(value: object) -> str:
    """Decode a header; what it claims wrongly stays as it stands."""
    text = str(value or "")
    with contextlib.suppress(HeaderParseError, LookupError, ValueError):
        return str(make_header(decode_header(text)))
    return text


def _moment(value: str) -> datetime | None:
    try:
        return parsedate_to_datetime(value).replace(microsecond=0)
    except (TypeError, ValueError, IndexError, OverflowError):
        return None


def _is_vcard(part: "Message[str, str]") -> bool:
    return part.get_content_type() in _VCARDS or (part.get_filename() or "").lower().endswith(".vcf")


def _payload(part: "Message[str, str]") -> bytes:
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) else b""


def _text(part: "Message[str, str]") -> str:
    data = _payload(part)
    try:
        return data.decode(part.get_content_charset("utf-8"))
    except (LookupError, UnicodeDecodeError):
        return decoded(data)


def _seen(html: str) -> str:
    """Give what one sees of HTML, line by line."""
    reader = _Seen()
    reader.feed(html)
    reader.close()
    lines = (" ".join(line.split()) for line in "".join(reader.said).split("\n"))
    return "\n".join(lines)


class _Seen(HTMLParser):
    """Collects text; what breaks lines becomes a line break."""

    def __init__(self) -> None:
        super().__init__()
        self.said: list[str] = []
        self._unseen = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._unseen += tag in _UNSEEN
        self.said.append("\n" if tag in _BREAKS else " " if tag == "td" else "")

    def handle_endtag(self, tag: str) -> None:
        self._unseen = max(0, self._unseen - (tag in _UNSEEN))
        self.said.append("\n" if tag in _BREAKS - {"br"} else "")

    def handle_data(self, data: str) -> None:
        if not self._unseen:
            self.said.append(data.replace("\n", " "))
