"""Ways to reach someone from a phone in one tap: addresses that its programs open. Nothing here opens any.

What a card says is hostile: a number is digits, a mail address is checked, and all else is percent-encoded.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import quote

from email_validator import EmailNotValidError, validate_email

from cardscan.model import Contact
from cardscan.text.plain import plain_line

LONGEST = 1900  # characters of an address: programs cut off longer ones, and half a letter is worse than none
_DIALLED = re.compile(r"\+?[0-9*#]{3,20}")
_E164 = re.compile(r"\+[1-9][0-9]{6,14}")  # without it neither WhatsApp nor Signal knows whom


@dataclass(frozen=True, slots=True)
class Way:
    """A way to reach someone."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class Letter:
    """What is filled in; both empty where the note says nothing that may go to them."""

    subject: str = ""
    text: str = ""


def ways(contact: Contact, letter: Letter, apple: bool) -> tuple[Way, ...]:
    """List the ways to reach someone, the most direct first; `apple`: for a phone or Mac that has Apple's maps."""
    return (*_by_number(contact, letter), *_by_mail(contact, letter), *_to_address(contact, apple))


def _by_number(contact: Contact, letter: Letter) -> Iterator[Way]:
    numbers = [(plain_line(each.value), each.type) for each in contact.tel if each.type != "fax"]
    dialled = [(value, kind) for value, kind in numbers if _DIALLED.fullmatch(value)]
    cells = [value for value, kind in dialled if kind == "cell"]
    if dialled:
        yield Way("Call", f"tel:{quote(cells[0] if cells else dialled[0][0], safe='+')}")
    mobile = next((value for value in cells if _E164.fullmatch(value)), "")
    if mobile:
        filled = f"&text={quote(letter.text, safe='')}" if letter.text else ""
        # The programs' own schemes: their web addresses (wa.me, signal.me) would tell a server whom one writes to.
        plain = f"whatsapp://send?phone={mobile[1:]}"
        yield Way("WhatsApp", plain + filled if len(plain + filled) <= LONGEST else plain)
        yield Way("Signal", f"sgnl://signal.me/#p/{mobile}")  # it takes no text


def _by_mail(contact: Contact, letter: Letter) -> Iterator[Way]:
    """A mail as RFC 6068 has it: line ends are %0D%0A."""
    for each in contact.email[:1]:
        try:
            address = validate_email(each.value, check_deliverability=False, test_environment=True).normalized
        except EmailNotValidError:
            return
        to = f"mailto:{quote(address, safe='@')}"
        text = "\r\n".join(letter.text.splitlines())
        filled = f"?subject={quote(letter.subject, safe='')}&body={quote(text, safe='')}" if letter.text else ""
        yield Way("Mail", to + filled if len(to + filled) <= LONGEST else to)


def _to_address(contact: Contact, apple: bool) -> Iterator[Way]:
    """A place on the phone's own map: geo: by RFC 5870 with Android's question, maps: by Apple."""
    for each in contact.adr[:1]:
        asked = quote(plain_line(each.value), safe="")
        yield Way("Map", f"maps:?q={asked}" if apple else f"geo:0,0?q={asked}")
