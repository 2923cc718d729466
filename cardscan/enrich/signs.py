"""What speaks for and against a value being right, as numbers: who read it, how clearly, and what bears it out."""

import math
import re
from collections.abc import Sequence

from cardscan.enrich.online import host_of, name_of, words_of
from cardscan.enrich.phones import is_right
from cardscan.model import KINDS as ALL
from cardscan.model import Contact, Field, Line
from cardscan.parse import gazetteer as known
from cardscan.parse.domains import FREE_MAIL, ROLES, is_email, own_part, suffix_of
from cardscan.parse.evidence import alike, flat, squash
from cardscan.parse.features import domain_name, latin, name_score, words
from cardscan.parse.features import squash as squash_name
from cardscan.parse.orgs import bare

#: The kinds of field that are judged by their signs.
KINDS = ("fn", "title", "org", "tel", "email", "url", "adr")
#: Signs that every kind has.
COMMON = ("bias", "odds", "both", "both_odds", "alone", "alone_odds", "classic", "mended", "alike")
_LETTER = re.compile(r"[^\W\d_]")
_POSTCODE = re.compile(r"(?<!\d)\d{3}[ -]?\d{3,4}(?!\d)|(?<!\d)\d{5}(?!\d)|\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")


def signs(kind: str, field: Field, contact: Contact, certain: bool, lines: Sequence[Line]) -> dict[str, float]:
    """Return the signs of a value. `certain`: there is no doubt about the card's country."""
    readers = {r.reader for line in lines for r in line.readings}
    both = "+" in field.origin.partition(";")[0]
    chance = min(max(field.confidence, 0.0), 1.0)
    odds = math.log((chance + 0.01) / (1.01 - chance))
    common = {
        "bias": 1.0,
        "odds": odds,
        "both": both,
        "both_odds": both * odds,
        "alone": len(readers) < 2,
        "alone_odds": (len(readers) < 2) * odds,
        "classic": readers == {"tesseract"},
        "mended": "enrich" in field.origin,
        "alike": _alike(field, lines),
    }
    own = {"tel": _tel, "email": _email, "url": _url, "fn": _fn, "title": _title, "org": _org, "adr": _adr}[kind]
    return {name: float(value) for name, value in (common | own(field, contact, certain, lines)).items()}


def lines_of(field: Field, lines: Sequence[Line]) -> list[Line]:
    """The lines that a value was read from."""
    return [line for line in lines if field.raw in line.text or (len(line.text) > 2 and line.text in field.raw)]


def _alike(field: Field, lines: Sequence[Line]) -> float:
    """How alike the readers' texts of a value's lines are, those of the least alike; 1 where there is one reader."""
    return min(map(alike, lines_of(field, lines)), default=1.0)


def _left(kind: str, field: Field, contact: Contact, lines: Sequence[Line]) -> float:
    """1 where the value is a part of a line of which another part is no field of another kind: half of what it is."""
    said = [field.raw, *(f.raw for other in ALL if other != kind for f in getattr(contact, other) if f.raw)]
    for line in lines:
        if field.raw and field.raw in line.text and field.raw != line.text:
            rest = line.text
            for raw in said:
                rest = rest.replace(raw, " ")
            return float(len(_LETTER.findall(rest)) > 3)
    return 0.0


def _tel(field: Field, contact: Contact, certain: bool, lines: Sequence[Line]) -> dict[str, float]:
    return {
        "valid": is_right(field.value),
        "uncertain": "completed" in field.origin and not certain,
        "printed": is_printed(field),
        "local": not field.value.startswith("+"),
    }


def _email(field: Field, contact: Contact, certain: bool, lines: Sequence[Line]) -> dict[str, float]:
    local, _, domain = field.value.partition("@")
    names = [w for f in contact.fn for w in words_of(f.value) if len(w) > 2]
    return {
        "valid": is_email(field.value),
        "domain": own_part(domain) in FREE_MAIL or _elsewhere(field, contact) or _named(domain, contact),
        "local": local in ROLES or any(name in local for name in names),
        "printed": is_printed(field),
    }


def _url(field: Field, contact: Contact, certain: bool, lines: Sequence[Line]) -> dict[str, float]:
    host = host_of(field)
    return {
        "valid": bool(suffix_of(host)),
        "domain": _elsewhere(field, contact) or _named(host, contact),
        "printed": is_printed(field),
    }


def _fn(field: Field, contact: Contact, certain: bool, lines: Sequence[Line]) -> dict[str, float]:
    tokens = [squash_name(w) for w in words(latin(field.value))]
    locals_ = [squash_name(f.value.split("@")[0]) for f in contact.email]
    return {
        "known": name_score(field.value),
        "owner": any(len(t) > 2 and t in local for t in tokens for local in locals_),
        "one_word": len(words(field.value)) == 1,
        "several": len(contact.fn) > 1,
        "marks": any(c.isdigit() or c in "(&/" for c in field.value),
        "org_word": known.org_score(field.value),
    }


def _title(field: Field, contact: Contact, certain: bool, lines: Sequence[Line]) -> dict[str, float]:
    return {
        "known": known.title_score(field.value),
        "part": _left("title", field, contact, lines),
        "nobody": not contact.fn,
        "several": len(contact.title) > 1,
        "strange": any(
            known.common_word(w) < 0.1 and not known.title_score(w) for w in words(field.value) if len(w) > 3
        ),
    }


def _org(field: Field, contact: Contact, certain: bool, lines: Sequence[Line]) -> dict[str, float]:
    name = squash_name(bare(field.value))
    domains = {domain_name(host_of(f)) for f in (*contact.email, *contact.url)} - {""}
    begins = len(name) > 3 and any(d.startswith(name) for d in domains)
    return {
        "begins": begins,
        "whole": begins and name in domains,
        "within": len(name) > 3 and any(d in name for d in domains if len(d) > 3),
        "ends": len(name) > 3 and not begins and any(d.endswith(name) for d in domains),
        "form": known.legal_form(field.value) is not None,
        "part": _left("org", field, contact, lines),
        "lines": min(3, len(lines_of(field, lines))) - 1,
        "one_word": len(words(field.value)) == 1,
        "short": len(name) < 5,
        "repeats": sum(name in squash_name(line.text) for line in lines) > 1 if len(name) > 3 else 0.0,
        "org_word": known.org_score(field.value),
    }


def _adr(field: Field, contact: Contact, certain: bool, lines: Sequence[Line]) -> dict[str, float]:
    pieces = [p.strip(" .()") for p in re.split(r"[,;–|-]", field.value)]
    return {
        "known": known.address_score(field.value),
        "code": bool(_POSTCODE.search(field.value)),
        "city": any(bool(known.city(w)) for p in pieces for w in (p, p.rpartition(" ")[2], p.partition(" ")[2])),
        "country": any(known.country_name(p) is not None for p in pieces),
        "words": min(3.0, len(words(field.value)) / 6),
        "several": len(contact.adr) > 1,
        "lines": min(4, len(lines_of(field, lines))) / 2,
        "form": known.legal_form(field.value) is not None,
    }


def _elsewhere(field: Field, contact: Contact) -> bool:
    """Whether another address of the card has the same domain."""
    own = own_part(host_of(field))
    return any(own_part(host_of(f)) == own for f in (*contact.email, *contact.url) if f is not field)


def _named(domain: str, contact: Contact) -> bool:
    """Whether the company's name is in the domain."""
    name = name_of(domain).replace("-", "")
    return len(name) > 3 and any(name in "".join(words_of(f.value)) for f in contact.org)


def is_printed(field: Field) -> bool:
    """Whether the value stands on the card as it is, but for what is left out or put before it."""
    if field.value.startswith("+"):
        digits = re.sub(r"\D", "", flat(field.raw).replace("(0)", ""))
        return field.value.endswith(digits.lstrip("0"))
    printed = field.value if "@" in field.value else host_of(field)
    return squash(printed) in squash(flat(field.raw))
