"""Write people as vCard 3.0 in the profile that phones and address book servers read without loss.

What each phone and server does with a property was looked up for every choice here: Android's importer drops UID,
CATEGORIES and labels and takes an untyped TEL for a home number; iCloud refuses more than 256 KB a card.
"""

import base64
import re
from datetime import UTC
from typing import Any, Literal
from urllib.parse import quote

import phonenumbers
import vobject

from cardscan.connections.notes import LABELS
from cardscan.export.picture import small_jpeg
from cardscan.export.text import plain_line, plain_text
from cardscan.model import Contact, Field
from cardscan.person import Meeting, Person

NoteChoice = Literal["none", "short", "full"]

#: Android lets WORK win over CELL, so a mobile is CELL alone; every type is given, or Android takes HOME.
_TEL_TYPES = {
    "cell": ["CELL"],
    "fax": ["WORK", "FAX"],
    "home": ["HOME", "VOICE"],
    "pager": ["PAGER"],
}
_WORK_TEL = ["WORK", "VOICE"]

#: How a network writes its name, and where a bare handle of it leads ("" where it has no public page).
_NETWORKS = {
    "linkedin": ("LinkedIn", "https://www.linkedin.com/in/"),
    "xing": ("XING", "https://www.xing.com/profile/"),
    "twitter": ("X", "https://x.com/"),
    "x": ("X", "https://x.com/"),
    "facebook": ("Facebook", "https://www.facebook.com/"),
    "instagram": ("Instagram", "https://www.instagram.com/"),
    "github": ("GitHub", "https://github.com/"),
    "youtube": ("YouTube", "https://www.youtube.com/@"),
    "tiktok": ("TikTok", "https://www.tiktok.com/@"),
    "telegram": ("Telegram", "https://t.me/"),
    "whatsapp": ("WhatsApp", ""),
    "wechat": ("WeChat", ""),
}

_FOLD = 75  # octets of a line, without its CRLF (RFC 2426, 2.6)
_UNFOLDED = 1 << 30


def vcard(person: Person, note: NoteChoice = "short", photo: bytes | None = None) -> str:
    """Write one person as a vCard 3.0, lines ended by CRLF.

    note: "short" says where and when you met; "full" adds what you wrote, which is private; "none" neither.
    photo: a picture of the card in any format Pillow reads; it is made small here.
    """
    contact = person.contact
    card: Any = vobject.vCard()
    _add(card, "uid", plain_line(person.uid))
    _add(card, "rev", person.revised.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"))
    _add_name(card, contact)
    _add_work(card, contact)
    for tel in contact.tel:
        _add(card, "tel", _number(tel), _TEL_TYPES.get(tel.type, _WORK_TEL))
    for email in contact.email:
        _add(card, "email", plain_line(email.value), ["INTERNET", "WORK"])
    for url in contact.url:
        _add(card, "url", _uri(url.value), ["WORK"])
    for adr in contact.adr:
        _add_address(card, adr)
    links = [(label, link) for label, link in map(_profile, contact.social) if link]
    for number, (label, link) in enumerate(links, 1):
        _add(card, "url", link, group=f"item{number}")
        _add(card, "x-ablabel", label, group=f"item{number}")
    _add(card, "note", "\n".join([*_met(person, note), *_no_property(contact)]))
    events = dict.fromkeys(plain_line(meeting.event) for meeting in person.meetings if plain_line(meeting.event))
    if events:
        card.add("categories").value = list(events)
    return _finish(card, photo)


def full_name(contact: Contact) -> str:
    """Name a contact: the person, or else the company, or else whatever there is."""
    for fields in (contact.fn, contact.org, contact.email, contact.tel, contact.url, contact.title):
        for field in fields:
            if name := plain_line(field.value):
                return name
    return "No name"


def _add(card: Any, name: str, value: str, types: list[str] | None = None, group: str | None = None) -> None:
    if not value:
        return
    line = card.add(name)
    line.value = value
    line.group = group
    if types:
        line.params["TYPE"] = list(types)


def _add_name(card: Any, contact: Contact) -> None:
    """Add FN and N, which must both be there; a company's N stays empty, as Apple writes one."""
    _add(card, "fn", full_name(contact))
    parts: dict[str, str] = {}
    if contact.fn and plain_line(contact.fn[0].value):
        found = {key: plain_line(part) for key, part in contact.fn[0].parts.items()}
        named = found.get("given") or found.get("family")
        parts = found if named else {"given": plain_line(contact.fn[0].value)}
    suffixes = [parts.get("suffix", ""), *(plain_line(field.value) for field in contact.suffix)]
    card.add("n").value = vobject.vcard.Name(
        family=parts.get("family", ""),
        given=parts.get("given", ""),
        prefix=parts.get("prefix", ""),
        suffix=", ".join(dict.fromkeys(filter(None, suffixes))) if parts else "",
    )


def _add_work(card: Any, contact: Contact) -> None:
    """Add ORG (a list: vobject would write a string letter by letter) and TITLE, of which phones keep but one each."""
    departments = [name for field in contact.dept if (name := plain_line(field.value))]
    company = next((name for field in contact.org if (name := plain_line(field.value))), "")
    if company or departments:
        card.add("org").value = [company, *departments]
    _add(card, "title", ", ".join(name for field in contact.title if (name := plain_line(field.value))))


def _add_address(card: Any, adr: Field) -> None:
    parts = {key: plain_line(part) for key, part in adr.parts.items()}
    keys = ("street", "city", "region", "code", "country")
    address = {key: parts.get(key, "") for key in keys}
    if not any(address.values()):
        address["street"] = plain_line(adr.value)
    if any(address.values()):
        line = card.add("adr")
        line.value = vobject.vcard.Address(**address)
        line.params["TYPE"] = ["WORK"]


def _number(tel: Field) -> str:
    """Write +442380765512 as +44 23 8076 5512; what is no E.164 number stays as it is.

    Without the extension: Android keeps the digits of a TEL and nothing else, so "ext. 12" would become part of the
    number. It goes to the note (`_no_property`).
    """
    value = plain_line(tel.value)
    try:
        number = phonenumbers.parse(value)
    except phonenumbers.NumberParseException:
        return value
    number.extension = None
    shown = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return " ".join(re.findall(r"\+?\d+", shown))


def _profile(social: Field) -> tuple[str, str]:
    """Say what a network is called, and the address of this profile there ("" where it has none)."""
    network = plain_line(social.type)
    label, base = _NETWORKS.get(network.lower(), (network.capitalize() or "Profile", ""))
    value = plain_line(social.value)
    if re.match(r"https?://", value, re.IGNORECASE):
        return label, _uri(value)
    if re.match(r"(?!@)[\w.-]+\.[a-z]{2,}/", value, re.IGNORECASE):
        return label, _uri(f"https://{value}")
    handle = value.removeprefix("@")
    return label, _uri(base + quote(handle)) if base and handle else ""


def _met(person: Person, choice: NoteChoice) -> list[str]:
    """Say where and when you met, the last time first; all meetings and what you wrote only in full."""
    latest_first = person.meetings[::-1]
    if choice == "short":
        return [_met_line(meeting) for meeting in latest_first[:1]]
    lines: list[str] = []
    if choice == "full":
        for meeting in latest_first:
            lines.append(_met_line(meeting))
            for written in meeting.notes:
                parts = ((label, plain_text(getattr(written, part))) for part, label in LABELS.items())
                lines += [f"{label.capitalize()}: {text}" for label, text in parts if text]
    return lines


def _met_line(meeting: Meeting) -> str:
    where = dict.fromkeys((plain_line(meeting.event), plain_line(meeting.place)))
    return f"Met: {', '.join(filter(None, (*where, meeting.date.isoformat())))}"


def _no_property(contact: Contact) -> list[str]:
    """Say what a card told that has no property which every phone keeps: extensions, handles without a page."""
    extensions = [(_number(tel), plain_line(tel.parts.get("ext", ""))) for tel in contact.tel]
    handles = [(_profile(social), plain_line(social.value)) for social in contact.social]
    return [f"{number} extension {extension}" for number, extension in extensions if extension] + [
        f"{label}: {value}" for (label, link), value in handles if value and not link
    ]


def _uri(value: str) -> str:
    r"""Percent-encode what readers would cut (, ;), what vobject would escape (\) and what no URL may hold (spaces)."""
    return re.sub(r"[,;\\\s]", lambda found: quote(found[0], safe=""), plain_line(value))


def _finish(card: Any, photo: bytes | None) -> str:
    """Serialise, PHOTO last (Samsung lost what came after one) and every line folded.

    vobject folds by characters, so that a line of 40 Chinese ones is 120 octets, and a photo not at all.
    """
    lines = card.serialize(lineLength=_UNFOLDED).split("\r\n")[:-1]
    lines = [re.sub(r"^(item\d+)\.X-ABLABEL:", r"\1.X-ABLabel:", line) for line in lines]  # as Apple spells it
    if photo is not None:
        lines.insert(-1, "PHOTO;ENCODING=b;TYPE=JPEG:" + base64.b64encode(small_jpeg(photo)).decode("ascii"))
    return "".join(f"{_fold(line)}\r\n" for line in lines)


def _fold(line: str) -> str:
    """Break a line after at most 75 octets, never inside a character."""
    octets = line.encode()
    pieces: list[bytes] = []
    start = 0
    while start < len(octets):
        end = start + _FOLD - bool(pieces)  # the space that starts a continuation counts
        while end < len(octets) and octets[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(octets[start:end])
        start = end
    return b"\r\n ".join(pieces).decode()
