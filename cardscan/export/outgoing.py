"""What of a person leaves, whatever the format: cleaned, with numbers as they are dialled and networks as links."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal
from urllib.parse import quote

import phonenumbers

from cardscan.connections.notes.parts import LABELS
from cardscan.model import Contact, Field
from cardscan.person import Meeting, Person
from cardscan.text.plain import plain_line, plain_text
from cardscan.text.scripts import script_of

NoteChoice = Literal["none", "short", "full"]

ADR = ("street", "city", "region", "code", "country")

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


@dataclass(frozen=True, slots=True)
class Tel:
    """A number as it is dialled, and its extension apart."""

    value: str  # "+44 23 8076 5512"; what is no E.164 number as it is
    type: str  # cell, work, fax, home, pager, tollfree or ""
    ext: str = ""


@dataclass(frozen=True, slots=True)
class Profile:
    """Someone in a network."""

    network: str  # as the card says it, in lower case
    label: str  # as the network writes itself
    handle: str
    link: str  # "" where it has no public page


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A person as any format may write them: each text on one line, but `note`."""

    uid: str
    revised: datetime  # UTC
    full_name: str
    name: Mapping[str, str]  # given, family, prefix, suffix, those that are there; none for a company
    org: str
    dept: tuple[str, ...]
    title: str
    tel: tuple[Tel, ...]
    email: tuple[str, ...]
    url: tuple[str, ...]
    profiles: tuple[Profile, ...]
    adr: tuple[Mapping[str, str], ...]  # each with all of ADR
    note: str
    events: tuple[str, ...]  # where you met
    nicknames: tuple[str, ...] = ()
    birthday: str = ""  # 1979-04-30, or --04-30 without a year
    tags: tuple[str, ...] = ()
    custom: tuple[tuple[str, str], ...] = ()  # what it is called, and what it says
    reading: Mapping[str, str] = field(default_factory=dict)  # given, family: how the name is read
    other_names: tuple[str, ...] = ()  # the same person's, in another script
    other_orgs: tuple[str, ...] = ()  # the same company's

    @property
    def categories(self) -> tuple[str, ...]:
        """Give what they are filed under: where you met, and your tags."""
        return tuple({each.casefold(): each for each in (*self.tags, *self.events)}.values())

    @property
    def is_company(self) -> bool:
        """Tell whether a company is meant, and no person of it."""
        return bool(self.org) and not self.name

    @property
    def links(self) -> tuple[Profile, ...]:
        """The profiles that have a page."""
        return tuple(profile for profile in self.profiles if profile.link)


def outgoing(person: Person, note: NoteChoice) -> Outgoing:
    """Say what of a person leaves.

    note: "short" says where and when you met; "full" adds what you wrote, which is private; "none" neither.
    """
    contact = person.contact
    tels = tuple(Tel(number(tel), tel.type, plain_line(tel.parts.get("ext", ""))) for tel in contact.tel)
    profiles = tuple(map(_profile, contact.social))
    events = (plain_line(meeting.event) for meeting in person.meetings)
    return Outgoing(
        uid=plain_line(person.uid),
        revised=person.revised.astimezone(UTC),
        full_name=full_name(contact),
        name=_name(contact),
        org=next(iter(_lines(contact.org)), ""),
        dept=_lines(contact.dept),
        title=", ".join(_lines(contact.title)),  # phones keep but one
        tel=tuple(tel for tel in tels if tel.value),
        email=_lines(contact.email),
        url=tuple(filter(None, (uri(url.value) for url in contact.url))),
        profiles=profiles,
        adr=tuple(adr for adr in map(_adr, contact.adr) if any(adr.values())),
        note="\n".join([*_met(person, note), *_no_property(contact, tels, profiles)]),
        events=tuple(dict.fromkeys(filter(None, events))),
        nicknames=_lines(contact.nickname),
        birthday=next(iter(_lines(contact.bday)), ""),
        tags=_lines(contact.tag),
        reading=_reading(contact),
        other_names=_lines(contact.fn)[1:],
        other_orgs=_lines(contact.org)[1:],
        custom=tuple((plain_line(each.type), plain_line(each.value)) for each in contact.custom),
    )


def full_name(contact: Contact) -> str:
    """Name a contact: the person, or else the company, or else whatever there is."""
    for fields in (contact.fn, contact.org, contact.email, contact.tel, contact.url, contact.title):
        for name in _lines(fields):
            return name
    return "No name"


def number(tel: Field) -> str:
    """Write +442380765512 as +44 23 8076 5512; what is no E.164 number stays as it is.

    Without the extension: Android keeps the digits of a TEL and nothing else, so "ext. 12" would become part of the
    number. It goes to the note (`_no_property`).
    """
    value = plain_line(tel.value)
    try:
        parsed = phonenumbers.parse(value)
    except phonenumbers.NumberParseException:
        return value
    parsed.extension = None
    shown = phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)
    return " ".join(re.findall(r"\+?\d+", shown))


def uri(value: str) -> str:
    r"""Percent-encode what readers would cut (, ;), what vobject would escape (\) and what no URL may hold (spaces)."""
    return re.sub(r"[,;\\\s]", lambda found: quote(found[0], safe=""), plain_line(value))


def _lines(fields: tuple[Field, ...]) -> tuple[str, ...]:
    return tuple(filter(None, (plain_line(field.value) for field in fields)))


def _name(contact: Contact) -> Mapping[str, str]:
    """Give the parts of the name; whole as the given name where no part is known."""
    if not (contact.fn and plain_line(contact.fn[0].value)):
        return {}
    parts = {key: plain_line(part) for key, part in contact.fn[0].parts.items()}
    if not (parts.get("given") or parts.get("family")):
        parts = {"given": plain_line(contact.fn[0].value)}
    suffixes = dict.fromkeys(filter(None, (parts.get("suffix", ""), *_lines(contact.suffix))))
    parts["suffix"] = ", ".join(suffixes)
    return {key: parts[key] for key in ("given", "family", "prefix", "suffix") if parts.get(key)}


def _reading(contact: Contact) -> Mapping[str, str]:
    """Give how a name in other letters than Latin is read: as a card says it in kana, else in Latin letters."""
    if not contact.fn or script_of(contact.fn[0].value) in ("latin", ""):
        return {}
    printed = contact.fn[0].parts
    told = {part: plain_line(printed.get(f"{part}_reading", "")) for part in ("given", "family")}
    spelt = next((each.parts for each in contact.fn[1:] if script_of(each.value) == "latin"), {})
    if not any(told.values()):
        told = {part: plain_line(spelt.get(part, "")) for part in told}
    return {part: text for part, text in told.items() if text}


def _adr(field: Field) -> Mapping[str, str]:
    parts = {key: plain_line(field.parts.get(key, "")) for key in ADR}
    return parts if any(parts.values()) else {**parts, "street": plain_line(field.value)}


def _profile(social: Field) -> Profile:
    """Say what a network is called, and the address of this profile there ("" where it has none)."""
    network = plain_line(social.type)
    label, base = _NETWORKS.get(network.lower(), (network.capitalize() or "Profile", ""))
    value = plain_line(social.value)
    if re.match(r"https?://", value, re.IGNORECASE):
        link = uri(value)
    elif re.match(r"(?!@)[\w.-]+\.[a-z]{2,}/", value, re.IGNORECASE):
        link = uri(f"https://{value}")
    else:
        handle = value.removeprefix("@")
        link = uri(base + quote(handle)) if base and handle else ""
    return Profile(network.lower(), label, value, link)


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


def _no_property(contact: Contact, tels: tuple[Tel, ...], profiles: tuple[Profile, ...]) -> list[str]:
    """Say what has no property that every phone keeps: second names, extensions, handles without a page, own fields."""
    tags = ", ".join(_lines(contact.tag))
    return [
        *(f"Also: {name}" for name in (*_lines(contact.fn)[1:], *_lines(contact.org)[1:])),
        *(f"{tel.value} extension {tel.ext}" for tel in tels if tel.ext),
        *(f"{each.label}: {each.handle}" for each in profiles if each.handle and not each.link),
        *(f"{plain_line(each.type)}: {plain_line(each.value)}" for each in contact.custom),
        *([f"Tags: {tags}"] if tags else []),
    ]
