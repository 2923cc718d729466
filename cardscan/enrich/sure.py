"""Say which numbers and addresses nobody needs to look at."""

import re
from collections.abc import Sequence
from dataclasses import replace

from cardscan.enrich.country import is_certain
from cardscan.enrich.online import host_of, name_of, words_of
from cardscan.enrich.phones import is_right
from cardscan.model import Contact, Field, Line
from cardscan.parse.domains import FREE_MAIL, ROLES, is_email, own_part, suffix_of
from cardscan.parse.evidence import flat, squash
from cardscan.parse.features import domain_name
from cardscan.parse.features import squash as squash_name
from cardscan.parse.gazetteer import legal_form
from cardscan.parse.orgs import bare

#: The confidence that a value needs, by who read it so: both readers, one of two, the only one there is.
_AGREED, _OUTVOTED, _ALONE = 0.5, 0.97, {"rapidocr": 0.93, "tesseract": 0.95}
_MENDED = 0.85  # the same where it is not what the card prints
_CHECKED = 0.1  # a cross-check makes up for so much, where nobody disagrees
#: What is told by words needs a surer sign that it is what it is taken for, and two readers that agree on it.
_TOLD = {"fn": 0.77, "title": 0.9, "adr": 0.75, "dept": 0.9, "suffix": 0.9, "social": 0.6}
#: A company's name that a domain or its own legal form bears out, and one that nothing does: often half of a logo.
_BORNE_OUT, _BARE = 0.6, 0.97


def judge(contact: Contact, country: str, lines: Sequence[Line]) -> Contact:
    """Mark as sure what is valid, read clearly, and borne out; what a code says is sure already."""
    readers = len({r.reader for line in lines for r in line.readings})
    certain = is_certain(contact, country, lines)
    return replace(
        contact,
        tel=tuple(_judged(f, _is_sure_tel(f, certain, readers)) for f in contact.tel),
        email=tuple(_judged(f, _is_sure_email(f, contact, readers)) for f in contact.email),
        url=tuple(_judged(f, _is_sure_url(f, contact, readers)) for f in contact.url),
        org=tuple(_judged(f, _is_sure_org(f, contact)) for f in contact.org),
        **{
            kind: tuple(_judged(f, _is_told(f, least)) for f in getattr(contact, kind)) for kind, least in _TOLD.items()
        },
    )


def _judged(field: Field, sure: bool) -> Field:
    # Whether a code can be trusted was settled when it was held against the print.
    return field if field.origin.startswith("qr") else replace(field, sure=sure)


def _is_sure_tel(field: Field, certain: bool, readers: int) -> bool:
    completed = "completed" in field.origin
    return is_right(field.value) and (certain or not completed) and _is_clear(field, readers)


def _is_sure_email(field: Field, contact: Contact, readers: int) -> bool:
    local, _, domain = field.value.partition("@")
    names = [w for f in contact.fn for w in words_of(f.value) if len(w) > 2]
    others = {own_part(host_of(f)) for f in (*contact.email, *contact.url) if f is not field}
    domain_known = own_part(domain) in FREE_MAIL or own_part(domain) in others or _named(domain, contact)
    local_known = local in ROLES or any(name in local for name in names)
    return is_email(field.value) and _is_clear(field, readers, domain_known and local_known)


def _is_sure_url(field: Field, contact: Contact, readers: int) -> bool:
    host = host_of(field)
    others = {own_part(host_of(f)) for f in (*contact.email, *contact.url) if f is not field}
    checked = own_part(host) in others or _named(host, contact)
    return bool(suffix_of(host)) and _is_clear(field, readers, checked)


def _is_sure_org(field: Field, contact: Contact) -> bool:
    """A domain that begins with the name was read apart from it: then one reader is enough."""
    name = squash_name(bare(field.value))
    domains = {domain_name(host_of(f)) for f in (*contact.email, *contact.url)}
    if "enrich" not in field.origin and len(name) > 3 and any(domain.startswith(name) for domain in domains):
        return field.confidence >= _BORNE_OUT
    return _is_told(field, _BORNE_OUT if legal_form(field.value) else _BARE)


def _is_told(field: Field, least: float) -> bool:
    return "+" in field.origin and "enrich" not in field.origin and field.confidence >= least


def _named(domain: str, contact: Contact) -> bool:
    """Whether the company's name is in the domain."""
    name = name_of(domain).replace("-", "")
    return len(name) > 3 and any(name in "".join(words_of(f.value)) for f in contact.org)


def _is_clear(field: Field, readers: int, checked: bool = False) -> bool:
    who = field.origin.partition(";")[0]
    if "+" in who:
        return field.confidence >= (_AGREED if _is_printed(field) else _MENDED)
    if readers > 1:
        return field.confidence >= _OUTVOTED
    return field.confidence >= _ALONE.get(who, 1.0) - (_CHECKED if checked else 0.0)


def _is_printed(field: Field) -> bool:
    """Whether the value stands on the card as it is, but for what is left out or put before it."""
    if field.value.startswith("+"):
        digits = re.sub(r"\D", "", flat(field.raw).replace("(0)", ""))
        return field.value.endswith(digits.lstrip("0"))
    printed = field.value if "@" in field.value else host_of(field)
    return squash(printed) in squash(flat(field.raw))
