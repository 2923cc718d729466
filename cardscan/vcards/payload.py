"""Read what a code on a card says: vCard, MECARD, BIZCARD, web address, mailto, tel. Other text says nothing.

Codes are hostile input: what is not well-formed is kept out of `sure`, and nothing here takes long on any text.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from cardscan.model import KINDS, Code, Contact, Field
from cardscan.parse.domains import WEB_ADDRESS, is_email
from cardscan.text.suffixes import suffix_of
from cardscan.vcards.book import book_of
from cardscan.vcards.contact import fields_of
from cardscan.vcards.fields import LONGEST_VALUE, Said, address, emails, fn, one_line, tel, web
from cardscan.vcards.lines import components, unescape

CONFIDENCE = 0.99
LONGEST = 8192  # characters; no code holds more than 7089
MOST_VALUES = 10  # values of a kind
_TEL = re.compile(r"\+?[\d\s().\-/]{5,25}")
_TOKEN = re.compile(r"\s*([A-Z][A-Z0-9-]*):((?:[^;\\]|\\.)*)(?:;|$)", re.I | re.DOTALL)


def payload_fields(code: Code) -> Contact:
    """Return what a code says, each field with origin "qr"; nothing for text in no known form.

    Numbers are as written in the code; e-mails in lower case; of several people in it the first.
    """
    payload = code.payload[:LONGEST].strip().lstrip("\ufeff")
    read = next((reader for start, reader in _READERS if start.match(payload)), web)
    said: dict[str, dict[str, Field]] = {kind: {} for kind in KINDS}
    for kind, field in read(payload):
        value = field.value
        if value and len(value) <= LONGEST_VALUE and len(said[kind]) < MOST_VALUES:
            whole = replace(field, raw=field.raw or value, confidence=CONFIDENCE, origin="qr", box=code.box)
            said[kind].setdefault(value.casefold(), replace(whole, sure=_WELL_FORMED[kind](value)))
    return Contact(**{kind: tuple(fields.values()) for kind, fields in said.items()})


def _has_letter(value: str) -> bool:
    return any(char.isalpha() for char in value)


def _is_tel(value: str) -> bool:
    return _TEL.fullmatch(value) is not None and 5 <= sum(char.isdigit() for char in value) <= 15


def _is_web(value: str) -> bool:
    match = WEB_ADDRESS.fullmatch(value)
    return match is not None and bool(suffix_of(match["host"]))


_WELL_FORMED: Mapping[str, Callable[[str], bool]] = {
    **dict.fromkeys(KINDS, _has_letter),
    "tel": _is_tel,
    "email": is_email,
    "url": _is_web,
    "bday": bool,
}


def _vcard(payload: str) -> Iterator[Said]:
    for card in book_of(payload).cards[:1]:
        # What someone's own code files them under is no tag of the user's.
        yield from ((kind, field) for kind, field in fields_of(card.properties) if kind != "tag")


def _tokens(payload: str) -> Iterator[tuple[str, str]]:
    """The KEY:value; pairs after the first colon."""
    at = payload.index(":") + 1
    while match := _TOKEN.match(payload, at):
        yield match[1].upper(), match[2]
        at = match.end()


def _mecard(payload: str) -> Iterator[Said]:
    for key, value in _tokens(payload):
        text = one_line(unescape(value))
        if key == "N":
            family, *given = map(one_line, components(value, ","))
            yield fn(" ".join(filter(None, (*given, family))), {"given": " ".join(given), "family": family})
        elif key in ("TEL", "TEL-AV"):
            yield tel(text)
        elif key == "EMAIL":
            yield from emails(text)
        elif key == "ADR":
            parts = components(value, ",")
            yield from address(parts if len(parts) == 7 else ["", "", text, "", "", "", ""])
        elif key == "URL":
            yield from web(text)
        elif key in ("ORG", "TITLE"):
            yield key.lower(), Field(text)


def _bizcard(payload: str) -> Iterator[Said]:
    said = {key: one_line(unescape(value)) for key, value in _tokens(payload)}
    given, family = said.get("N", ""), said.get("X", "")
    yield fn(f"{given} {family}".strip(), {"given": given, "family": family})
    yield from (("title", Field(said.get("T", ""))), ("org", Field(said.get("C", ""))))
    yield from (tel(said.get(key, ""), type) for key, type in (("B", "work"), ("M", "cell"), ("F", "fax")))
    yield from emails(said.get("E", ""))
    yield from address(["", "", said.get("A", ""), "", "", "", ""])


_READERS: tuple[tuple[re.Pattern[str], Callable[[str], Iterator[Said]]], ...] = tuple(
    (re.compile(start, re.I), reader)
    for start, reader in (
        (r"BEGIN:\s*VCARD", _vcard),
        (r"MECARD:", _mecard),
        (r"BIZCARD:", _bizcard),
        (r"mailto:", emails),
        (r"tel:", lambda payload: iter((tel(payload),))),
    )
)
