"""Check the domains of e-mail and web addresses and the company against one another, and mend what was misread."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from rapidfuzz.distance import Levenshtein

from cardscan.enrich.called import Called
from cardscan.enrich.mailboxes import words_of
from cardscan.enrich.readings import line_of, otherwise_read, read_alike
from cardscan.model import Contact, Field, Line
from cardscan.parse.domains import FREE_MAIL, host_of, is_email, own_label, own_part
from cardscan.parse.evidence import caseless
from cardscan.parse.gazetteer import without_form
from cardscan.parse.online import find_online
from cardscan.reason import because
from cardscan.text.letters import squash
from cardscan.text.misread import shape
from cardscan.text.suffixes import suffix_of

#: Above this confidence of its least sure character a value is changed only for a likeness of shapes.
_CLEAR = 0.9
_LONG = 6  # letters of a domain's name that one witness may change; a shorter one needs the company and another address
#: Names of providers of mailboxes, and how many letters one must have to be told by all but one of them.
_CUT_COM = ("co", "cm", "cam")  # suffixes that "com" is read as, under which none of them is
_PROVIDERS, _PROVIDER = frozenset(map(own_label, FREE_MAIL)), 5


def check_domains(contact: Contact, country: str, lines: Sequence[Line]) -> Contact:
    """Bring e-mail domains and hosts that look alike but differ to the one that more of the card bears out."""
    known = _known(contact, lines)
    hosts = [*contact.email, *contact.url]
    called = Called(tuple(word for f in contact.org for word in words_of(f.value)), country.casefold())
    emails = [_read_right("email", f, hosts, called, lines) for f in contact.email]
    urls = [_read_right("url", f, hosts, called, lines) for f in contact.url]
    hosts = [*emails, *urls]
    return replace(
        contact,
        email=_once([_mended(f, hosts, known, called, lines) for f in emails]),
        url=_once([_mended(f, hosts, known, called, lines) for f in urls]),
    )


def _read_right(kind: str, field: Field, hosts: Sequence[Field], called: Called, lines: Sequence[Line]) -> Field:
    """What another reader made of an address, where that is valid or borne out by the card, and this is not."""
    if suffix_of(host_of(field.value)) and _shared(field, hosts):
        return field
    for line in otherwise_read(field, lines):
        for found in find_online([line]):
            other = found.field
            mine, its = own_part(host_of(field.value)), own_part(host_of(other.value))
            better = not mine or _shared(other, [f for f in hosts if f is not field]) or called.rather(its, mine)
            if found.kind == kind and better and 0 < Levenshtein.distance(other.value, field.value) <= 3:
                return because(replace(other, box=field.box), other.value, "the other reader's text is borne out", 0.8)
    return field


def _shared(field: Field, hosts: Sequence[Field]) -> bool:
    """Whether another address of the card has the same domain, or it is one of a provider of mailboxes."""
    own = own_part(host_of(field.value))
    return own in FREE_MAIL or any(own == own_part(host_of(f.value)) for f in hosts if f is not field)


def _known(contact: Contact, lines: Sequence[Line]) -> dict[str, float]:
    """What the card calls its company, and how clearly: names of companies, short lines, local parts."""
    said = [(without_form(f.value), 0.0) for f in contact.org]  # bears a domain out, and is no ground to change one
    said += [(f.value, f.confidence) for f in contact.org]
    said += [(line.text, line.confidence) for line in lines if len(line.text.split()) <= 3]
    said += [(f.value.split("@")[0], f.confidence) for f in contact.email]
    return {squash(text): confidence for text, confidence in said}


def _mended(
    field: Field, hosts: Sequence[Field], known: Mapping[str, float], called: Called, lines: Sequence[Line]
) -> Field:
    host = host_of(field.value)
    if "@" in field.value and not suffix_of(host):
        return _with_suffix(field, host, hosts)
    name = own_label(host)
    if provider := _provider(field, name, suffix_of(host), known, lines):
        return because(field, provider, "it is a provider's name so", 0.8)
    if len(name) < 4 or own_part(host) in FREE_MAIL or read_alike(field):
        return field
    likely = [f for f in hosts if not called.rather(own_part(host), own_part(host_of(f.value)))]
    for other, reason in _candidates(field, name, likely, known):
        value = field.value.replace(host, re.sub(rf"{re.escape(name)}(?=\.{re.escape(suffix_of(host))}$)", other, host))
        alike = _shape(other) == _shape(name)
        twice = other in known and any(other == own_label(host_of(f.value)) for f in hosts if f is not field)
        near = Levenshtein.distance(other, name) == 1 and (len(name) >= _LONG or twice)
        read = any(caseless(value) in caseless(r.text) for line in lines for r in line.readings)
        if value == field.value or (value.count("@") and not is_email(value)):
            continue
        if read and (alike or near) or alike and field.confidence < 0.97 or near and field.confidence < _CLEAR:
            return because(field, value, reason, 0.8)
    return field


def _provider(field: Field, name: str, suffix: str, known: Mapping[str, float], lines: Sequence[Line]) -> str:
    """An e-mail address with the domain of a provider of mailboxes that its own is a letter away from, or ""."""
    local, at, _ = field.value.partition("@")
    line = line_of(field, lines)
    if not at or line is None or line.agreed or name in known:
        return ""
    if name in _PROVIDERS:  # they have other countries, too
        return f"{local}@{name}.com" if suffix in _CUT_COM and f"{name}.com" in FREE_MAIL else ""
    alike = {p for p in _PROVIDERS if len(p) >= _PROVIDER and f"{p}.{suffix}" in FREE_MAIL}
    near = [p for p in alike if Levenshtein.distance(p, name) == 1 or _shape(p) == _shape(name)]
    return f"{local}@{near[0]}.{suffix}" if len(near) == 1 else ""


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


def _once(fields: Sequence[Field]) -> tuple[Field, ...]:
    """Each value once, the surest."""
    best: dict[str, Field] = {}
    for field in fields:
        if field.value not in best or best[field.value].confidence < field.confidence:
            best[field.value] = field
    return tuple(best.values())
