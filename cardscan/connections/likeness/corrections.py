"""What the user corrected once is repaired by itself the next time; derived from the fields that they gave."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

from cardscan.connections.likeness.alike import alike_companies
from cardscan.connections.likeness.traits import company, company_domain
from cardscan.model import Contact, Field
from cardscan.reason import because
from cardscan.text.folding import bare

#: Kinds whose values stand on the cards of several people, so that one misread comes again.
_SHARED = ("title", "dept", "org", "url", "adr")
_MISREAD = {"org": 50.0}  # per cent of likeness from which a text was misread; a logo may be cut short, too
_MISREAD_TEXT = 70.0  # the same of other kinds; less, and it says something else
_SLIPS = 2  # letters of a domain that may be misread


@dataclass(frozen=True, slots=True)
class Corrections:
    """What is known from corrections."""

    companies: Mapping[str, str] = field(default_factory=dict)  # domain -> name
    misread: Mapping[tuple[str, str], Field] = field(default_factory=dict)  # kind, folded text -> what it should be
    domains: Mapping[str, str] = field(default_factory=dict)  # misread domain -> domain


def learn(contacts: Iterable[Contact]) -> Corrections:
    """Learn from contacts that the user corrected, those corrected last at the end: they hold."""
    companies: dict[str, str] = {}
    misread: dict[tuple[str, str], Field] = {}
    domains: dict[str, str] = {}
    for contact in contacts:
        given = next((org.value for org in contact.org if _is_users(org)), "")
        companies |= {domain: given for domain in _domains(contact) if given}
        for kind in _SHARED:
            for each in getattr(contact, kind):
                if _is_users(each) and _is_misread(kind, each.raw, each.value):
                    misread[kind, _key(each.raw)] = each
        domains |= dict(_repairs(contact.email))
    return Corrections(companies, misread, domains)


def repaired(contact: Contact, known: Corrections) -> Contact:
    """Repair what was read on a new card as the user corrected it before.

    What was misread to the letter as before is sure; a domain's company in the place of a doubtful one is not.
    """
    fields = {kind: tuple(_as_corrected(kind, each, known) for each in getattr(contact, kind)) for kind in _SHARED}
    fields["url"] = tuple(_with_domain(each, known) for each in fields["url"])
    contact = replace(contact, **fields, email=tuple(_with_domain(each, known) for each in contact.email))
    return replace(contact, org=_with_company(contact, known))


def _is_users(each: Field) -> bool:
    return each.origin == "user"


def _domains(contact: Contact) -> frozenset[str]:
    return frozenset(company_domain(email.value) for email in contact.email) - {""}


def _repairs(emails: Iterable[Field]) -> Iterable[tuple[str, str]]:
    for email in filter(_is_users, emails):
        read, right = company_domain("".join(email.raw.split())), company_domain(email.value)
        if read and right and read != right and OSA.distance(read, right) <= _SLIPS:
            yield read, right


def _is_misread(kind: str, read: str, right: str) -> bool:
    """Tell a text that was misread from one that was put otherwise: each has words that the other lacks."""
    ours, theirs = set(_words(read)), set(_words(right))
    alike = fuzz.ratio("".join(_words(read)), "".join(_words(right)))
    return bool(ours - theirs and theirs - ours) and alike >= _MISREAD.get(kind, _MISREAD_TEXT)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", bare(text))


def _key(text: str) -> str:
    return " ".join(bare(text).split())


def _as_corrected(kind: str, each: Field, known: Corrections) -> Field:
    right = known.misread.get((kind, _key(each.raw)))
    if right is None or right.value == each.value:
        return each
    mended = because(each, right.value, f'you corrected "{right.raw}"')
    return replace(mended, sure=each.raw == right.raw, parts=right.parts)


def _with_domain(each: Field, known: Corrections) -> Field:
    domain = company_domain(each.value)
    right = known.domains.get(domain)
    if right is None:
        return each
    return because(each, right.join(each.value.rsplit(domain, 1)), f"you corrected {domain}")


def _with_company(contact: Contact, known: Corrections) -> tuple[Field, ...]:
    """Call the company as the user called that of the domain, where the card does not surely say another."""
    found = [(domain, known.companies[domain]) for domain in sorted(_domains(contact)) if domain in known.companies]
    if not found or any(org.value == name for org in contact.org for _, name in found):
        return contact.org
    domain, name = found[0]
    why = f"you corrected the company of {domain}"
    if not contact.org:
        return (Field(value=name, origin=f"enrich: {why}"),)
    alike = [at for at, org in enumerate(contact.org) if alike_companies(company(org.value), company(name))]
    doubtful = [at for at, org in enumerate(contact.org) if not org.sure]
    at = next(iter(alike or doubtful), None)
    if at is None:
        return contact.org
    return (*contact.org[:at], because(contact.org[at], name, why), *contact.org[at + 1 :])
