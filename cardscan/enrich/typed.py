"""Make a field of a value that someone typed: on the command line, on a page, on their phone."""

import re

import phonenumbers
from email_validator import EmailNotValidError, validate_email

from cardscan.errors import InputError
from cardscan.model import Contact, Field
from cardscan.parse.domains import WEB_ADDRESS
from cardscan.parse.names import name_parts, with_reading
from cardscan.parse.tel_labels import type_of
from cardscan.text.limits import checked

#: A host that no scheme stands before: it has a dot, and ends in letters.
_BARE_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)*\.(?:[^\W\d_]{2,}|xn--[a-z0-9-]+)", re.I)

_LONGEST_LABEL = 60  # characters

TEL_TYPES = ("cell", "work", "fax", "home", "pager", "tollfree")


def typed(kind: str, value: str, contact: Contact) -> Field:
    """Make a field of what the user typed. Raises InputError for a value that cannot be one of its kind."""
    text = checked(" ".join(value.split()), kind)
    if not text:
        raise InputError(f"an empty {kind} cannot be added", "give a value, or use --remove")
    if not any(map(str.isalnum, text)):
        raise InputError(f"{text!r} is no {kind}: it has neither letter nor digit", "give a value, or use --remove")
    type_ = ""
    parts: dict[str, str] = {}
    if kind == "tel":
        text, type_, parts = _tel(text, contact)
    elif kind == "email":
        text = _email(text)
    elif kind == "url":
        _check_url(text)
    elif kind == "social" and ":" in text and "//" not in text:
        type_, text = (part.strip() for part in text.split(":", 1))
        type_ = type_.lower()
    elif kind == "custom":
        type_, text = _labelled(text)
    elif kind == "tag":
        text = _tag(text)
    elif kind == "fn":
        text, reading = with_reading(text)
        parts = {**name_parts(text), **reading}
    return Field(value=text, raw="", confidence=1.0, sure=True, origin="user", type=type_, parts=parts)


def _email(text: str) -> str:
    try:
        return validate_email(text, check_deliverability=False, test_environment=True).normalized.lower()
    except EmailNotValidError as error:
        raise InputError(f"{text!r} is not an e-mail address: {error}", "write it as anna@example.com") from error


def _labelled(text: str) -> tuple[str, str]:
    """Take "Assistant: Lena" apart: what a field of the user's own is called, and what it says."""
    label, _, value = (part.strip() for part in text.partition(":"))
    if not (label and value):
        raise InputError(f"{text!r} does not say what it is", "write it as LABEL: VALUE, such as Assistant: Lena Voss")
    return checked(label, "the label", _LONGEST_LABEL), value


def _tag(text: str) -> str:
    tag = text.lstrip("#").strip()
    if "," in tag or ":::" in tag:  # what parts them in a vCard and in Google's CSV
        raise InputError(f"{tag!r} is more than one tag", "give each on its own")
    return checked(tag, "a tag", _LONGEST_LABEL)


def _check_url(text: str) -> None:
    """Raise InputError for what no browser would open as a page."""
    found = WEB_ADDRESS.fullmatch(text)
    if "@" in text:
        raise InputError(f"{text!r} is not a web address: it has an @", "an e-mail address is an email: email=…")
    if found is None or not ("://" in text or _BARE_HOST.fullmatch(found["host"])):
        raise InputError(f"{text!r} is not a web address", "write it as example.com or https://example.com/page")


def _tel(text: str, contact: Contact) -> tuple[str, str, dict[str, str]]:
    """Normalise a number: E.164, type, extension. Without a dialling code it is of the country of the others."""
    label, colon, number = text.partition(":")
    type_ = ""
    if colon and any(map(str.isalpha, label)):
        known = type_of(label)
        if known is None:
            raise InputError(f"{label!r} is no type of number", f"a type is one of {', '.join(TEL_TYPES)}")
        type_, text = known, number.strip()
    try:
        parsed = phonenumbers.parse(text, _region(contact))
    except phonenumbers.NumberParseException as error:
        raise InputError(
            f"{text!r} is not a telephone number", "write it with the country code: +49 30 1234567"
        ) from error
    if not phonenumbers.is_possible_number(parsed):
        raise InputError(f"{text!r} is too short or too long for a telephone number", "check its digits")
    parts = {"ext": parsed.extension} if parsed.extension else {}
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164), type_, parts


def _region(contact: Contact) -> str | None:
    """The country of the first number that has one."""
    for tel in contact.tel:
        if tel.value.startswith("+"):
            return phonenumbers.region_code_for_country_code(phonenumbers.parse(tel.value).country_code or 0)
    return None
