"""Check e-mail addresses, urls, company and name against one another, and mend what was misread in one of them."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from rapidfuzz.distance import Levenshtein

from cardscan.enrich.readings import otherwise_read
from cardscan.model import Contact, Field, Line
from cardscan.parse.domains import FREE_MAIL, host_of, is_email, own_label, own_part
from cardscan.parse.evidence import caseless
from cardscan.parse.online import find_online
from cardscan.reason import because
from cardscan.text.folding import fold
from cardscan.text.letters import squash
from cardscan.text.misread import shape
from cardscan.text.suffixes import suffix_of

#: Above this confidence of its least sure character a value is changed only for a likeness of shapes.
_CLEAR = 0.9


def check_domains(contact: Contact, country: str, lines: Sequence[Line]) -> Contact:
    """Bring e-mail domains and hosts that look alike but differ to the one that more of the card bears out."""
    known = _known(contact, lines)
    hosts = [*contact.email, *contact.url]
    emails = [_read_right("email", f, hosts, lines) for f in contact.email]
    urls = [_read_right("url", f, hosts, lines) for f in contact.url]
    hosts = [*emails, *urls]
    return replace(
        contact,
        email=_once([_mended(f, hosts, known, lines) for f in emails]),
        url=_once([_mended(f, hosts, known, lines) for f in urls]),
    )


def check_names(contact: Contact, country: str, lines: Sequence[Line]) -> Contact:
    """Mend an e-mail's local part where one likeness of shapes makes it hold a name of the card, or an initial."""
    names = [w for f in contact.fn for w in words_of(f.value)]
    long = [w for w in names if len(w) >= 4]
    return replace(contact, email=tuple(_with_initial(_with_name(f, long), names) for f in contact.email))


def words_of(text: str) -> list[str]:
    """The words of a name as they may stand in an address: small Latin letters only."""
    return re.findall(r"[a-z]+", fold(text))


def _read_right(kind: str, field: Field, hosts: Sequence[Field], lines: Sequence[Line]) -> Field:
    """What another reader made of an address, where that is valid or borne out by the card, and this is not."""
    if suffix_of(host_of(field.value)) and _shared(field, hosts):
        return field
    for line in otherwise_read(field, lines):
        for found in find_online([line]):
            other = found.field
            better = not suffix_of(host_of(field.value)) or _shared(other, [f for f in hosts if f is not field])
            if found.kind == kind and better and 0 < Levenshtein.distance(other.value, field.value) <= 3:
                return because(replace(other, box=field.box), other.value, "the other reader's text is borne out", 0.8)
    return field


def _shared(field: Field, hosts: Sequence[Field]) -> bool:
    """Whether another address of the card has the same domain, or it is one of a provider of mailboxes."""
    own = own_part(host_of(field.value))
    return own in FREE_MAIL or any(own == own_part(host_of(f.value)) for f in hosts if f is not field)


def _known(contact: Contact, lines: Sequence[Line]) -> dict[str, float]:
    """What the card calls its company, and how clearly: names of companies, short lines, local parts."""
    said = [(f.value, f.confidence) for f in contact.org]
    said += [(line.text, line.confidence) for line in lines if len(line.text.split()) <= 3]
    said += [(f.value.split("@")[0], f.confidence) for f in contact.email]
    return {squash(text): confidence for text, confidence in said}


def _mended(field: Field, hosts: Sequence[Field], known: Mapping[str, float], lines: Sequence[Line]) -> Field:
    host = host_of(field.value)
    if "@" in field.value and not suffix_of(host):
        return _with_suffix(field, host, hosts)
    name = own_label(host)
    if len(name) < 4 or own_part(host) in FREE_MAIL:
        return field
    for other, reason in _candidates(field, name, hosts, known):
        value = field.value.replace(host, re.sub(rf"{re.escape(name)}(?=\.{re.escape(suffix_of(host))}$)", other, host))
        alike = _shape(other) == _shape(name)
        near = Levenshtein.distance(other, name) == 1 and len(name) >= 6
        read = any(caseless(value) in caseless(r.text) for line in lines for r in line.readings)
        if value == field.value or (value.count("@") and not is_email(value)):
            continue
        if read and (alike or near) or alike and field.confidence < 0.97 or near and field.confidence < _CLEAR:
            return because(field, value, reason, 0.8)
    return field


def _with_suffix(field: Field, host: str, hosts: Sequence[Field]) -> Field:
    """Complete a domain whose end was lost by another one of the card of the same name."""
    front = host.rpartition(".")[0] or host
    whole = {
        own_part(host_of(f.value)) for f in hosts if own_label(host_of(f.value)) in (front, host) and f is not field
    }
    if len(whole) != 1:
        return field
    return because(field, f"{field.value.partition('@')[0]}@{whole.pop()}", "the card's other domain says so", 0.8)


def _candidates(
    field: Field, name: str, hosts: Sequence[Field], known: Mapping[str, float]
) -> Iterator[tuple[str, str]]:
    """Names that the domain may be a misreading of, each with why."""
    if name.replace("-", "") in known:
        return
    for word, confidence in known.items():
        if len(word) >= 4 and confidence > field.confidence:
            yield word, "the company's name says so"
    for other in hosts:
        theirs = own_label(host_of(other.value))
        borne_out = other.confidence > field.confidence or theirs in known
        if other is not field and borne_out and theirs != name and own_part(host_of(other.value)) not in FREE_MAIL:
            yield theirs, "the card's other domain says so"


def _shape(text: str) -> str:
    """Fold letters that look alike, and leave out what parts words in an address."""
    return shape(text).replace("-", "").replace(".", "")


def _with_name(field: Field, names: Sequence[str]) -> Field:
    local, _, domain = field.value.partition("@")
    for name in names:
        if name in local or field.confidence >= 0.97:
            continue
        for size in (len(name) - 1, len(name), len(name) + 1):
            for at in range(len(local) - size + 1):
                piece = local[at : at + size]
                if piece.isalnum() and piece != name and _shape(piece) == _shape(name):
                    return because(
                        field, f"{local[:at]}{name}{local[at + size :]}@{domain}", "the person's name says so", 0.8
                    )
    return field


def _with_initial(field: Field, names: Sequence[str]) -> Field:
    """An address whose initial is none of the person's, but has the shape of one: "i.rao" of Leela Rao."""
    local, _, domain = field.value.partition("@")
    letter, rest = local[:1], local[1:].lstrip("._-")
    own = {name[0] for name in names}
    if rest not in names or letter in own or field.confidence >= 0.97:
        return field
    alike = [first for first in own if _shape(first) == _shape(letter)]
    if len(alike) != 1:
        return field
    return because(field, f"{alike[0]}{local[1:]}@{domain}", "the person's initial says so", 0.8)


def _once(fields: Sequence[Field]) -> tuple[Field, ...]:
    """Each value once, the surest."""
    best: dict[str, Field] = {}
    for field in fields:
        if field.value not in best or best[field.value].confidence < field.confidence:
            best[field.value] = field
    return tuple(best.values())
