"""Check the company's name against its domain: a logo is often misread, a domain seldom."""

import re
from collections.abc import Sequence
from dataclasses import replace
from difflib import SequenceMatcher

from rapidfuzz import fuzz

from cardscan.enrich.readings import otherwise_read
from cardscan.model import Contact, Field, Line
from cardscan.parse.domains import domain_name, host_of, own_label
from cardscan.parse.gazetteer import common_word, without_form
from cardscan.reason import because
from cardscan.text.letters import squash

_WORD = re.compile(r"\w+")
LONG = 5  # letters: shorter names are alike by chance
LIKE_DOMAIN = 75.0  # per cent of likeness from which a name is taken for the domain, misread
DOUBT = 0.97  # a reading surer than this is not respelled


def complete(contact: Contact, country: str, lines: Sequence[Line]) -> Contact:
    """Complete a company's name of which a domain with a hyphen holds the first part too: a logo often draws it.

    "Boats" of "quill-boats.com" is "QUILL Boats": the hyphen says where the part that was not read ends.
    """
    hosts = [own_label(host_of(f.value)) for f in (*contact.email, *contact.url)]
    return replace(contact, org=tuple(_completed(f, hosts) for f in contact.org))


def _completed(field: Field, hosts: Sequence[str]) -> Field:
    flat = squash(without_form(field.value))
    for host in hosts:
        front, _, rest = host.partition("-")
        if len(front) > 1 and common_word(front) < 0.2 and len(flat) >= LONG and squash(rest) == flat:
            front = front.upper() if field.value.isupper() or len(front) < LONG else front.capitalize()
            return because(field, f"{front} {field.value}", f"as in {host}", 0.8)
    return field


def respell(contact: Contact, country: str, lines: Sequence[Line]) -> Contact:
    """Respell a company's name that was read with doubt as a domain on the card spells it."""
    hosts = [host_of(f.value) for f in (*contact.email, *contact.url)]
    domains = {domain_name(host) for host in hosts} - {""}
    parts = {part for host in hosts if "-" in (label := own_label(host)) for part in label.split("-")}
    return replace(contact, org=tuple(_respelled(f, domains, parts, lines) for f in contact.org))


def _respelled(field: Field, domains: set[str], parts: set[str], lines: Sequence[Line]) -> Field:
    if _read_surely(field, lines):
        return field
    words = field.value.split(" ")
    domains = {domain for domain in domains if not _left_out(list(map(squash, words)), domain)}
    seen = {squash(word) for line in otherwise_read(field, lines) for word in line.text.split()}
    runs = [(a, b) for a in range(len(words)) for b in range(len(words), a, -1)]
    for a, b in sorted(runs, key=lambda run: run[0] - run[1]):  # the whole name first
        for domain in sorted(domains | (parts & seen if b - a == 1 else set())):
            spelled = _spelled(" ".join(words[a:b]), domain, longer=domain in seen)
            if spelled:
                return because(field, " ".join([*words[:a], spelled, *words[b:]]), f"as in {domain}")
    return field


def _left_out(words: Sequence[str], domain: str) -> bool:
    """Whether a domain is made of words of a name, in their order, without some between them: articles, "and"."""
    ends = {0}  # where in the domain words may end
    for word in words:
        ends |= {end + len(word) for end in ends if domain.startswith(word, end)}
    return len(domain) in ends


def _spelled(text: str, domain: str, *, longer: bool = False) -> str:
    """The text spelled as the domain, in its own case and with its own spaces; "" where not alike, or equal.

    `longer`: whether the domain may have letters beyond its ends, as a reader saw them.
    """
    letters = [i for i, c in enumerate(text) if c.isalnum() and c not in "ªº"]
    flat = squash(text)
    if len(letters) != len(flat) or len(domain) < LONG or flat == domain or fuzz.ratio(flat, domain) < LIKE_DOMAIN:
        return ""
    changes = [o for o in SequenceMatcher(None, flat, domain, autojunk=False).get_opcodes() if o[0] != "equal"]
    more = any(kind == "insert" and a in (0, len(flat)) for kind, a, *_ in changes)
    if (more and not longer) or flat.startswith(domain) or any(max(b - a, d - c) > 2 for _, a, b, c, d in changes):
        return ""  # a longer or a shorter name, not a misread one
    out = list(text)
    gone = {letters[i] for _, a, b, _, _ in changes for i in range(a, b)}
    if any(gone >= set(range(*word.span())) for word in _WORD.finditer(text)):
        return ""  # a word more, not a misread one
    for kind, a, b, c, d in changes:
        near = "".join(text[i] for i in letters[max(0, a - 1) : b + 1])
        for i in range(a, b):
            out[letters[i]] = ""
        at = letters[a] if a < len(letters) else len(out) - 1
        new = domain[c:d].upper() if near.upper() == near and near.lower() != near else domain[c:d]
        out[at] = new + out[at] if kind != "insert" or a < len(letters) else out[at] + new
    return "".join(out)


def _read_surely(field: Field, lines: Sequence[Line]) -> bool:
    """True when two readers agreed on the lines, or the one was very sure of them."""
    mine = [line for line in lines if field.raw in line.text or (len(line.text) > 2 and line.text in field.raw)]
    return bool(mine) and all(line.agreed or line.confidence > DOUBT for line in mine)
