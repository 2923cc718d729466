"""What speaks for and against a value being right, as numbers: who read it, how clearly, and what bears it out."""

import math
import re
from collections.abc import Sequence

from cardscan.enrich.mailboxes import words_of
from cardscan.enrich.phones import is_right, is_supposed
from cardscan.enrich.readings import read_alike
from cardscan.geometry import gaps
from cardscan.model import KINDS as ALL
from cardscan.model import Contact, Field, Line
from cardscan.parse import gazetteer as known
from cardscan.parse.domains import FREE_MAIL, ROLES, domain_name, host_of, is_email, own_label, own_part
from cardscan.parse.evidence import alike, caseless, flat
from cardscan.parse.gazetteer import has_proper, without_form
from cardscan.parse.names import name_score
from cardscan.parse.shapes import seems_misread
from cardscan.text.codes import postcode
from cardscan.text.joiners import wants_more
from cardscan.text.letters import latin, squash, words
from cardscan.text.scripts import has_hangul, only_tesseract
from cardscan.text.suffixes import suffix_of

#: The kinds of field that are judged by their signs.
KINDS = ("fn", "title", "org", "tel", "email", "url", "adr")
#: Signs that every kind has.
COMMON = (
    "bias", "odds", "both", "both_odds", "alone", "alone_odds", "classic", "mended", "alike", "unlikely", "respelled",
)  # fmt: skip
RIVALLED = 0.8  # a company's name that is less likely has a rival: another way to read it, or something else to be
TRADE = 0.4  # how much a text is of words of trades, to say what a company does
NEXT, CLOSE = 1.5, 0.5  # heights of a line between two that belong together, at most; and where they touch
OVERLAP = 0.3  # heights of a line by which two lines on slanting print may overlap
Place = tuple[float, float, float, float]
_SPELLED = ("fn", "title", "org")  # words of these are put right; of numbers and addresses of the net, "printed" tells
_LITERAL = ("tel", "email", "url", "fn")
_PARTS = re.compile(r"[,;|·•]")
_LETTER = re.compile(r"[^\W\d_]")


def signs(kind: str, field: Field, contact: Contact, certain: bool, lines: Sequence[Line]) -> dict[str, float]:
    """Return the signs of a value. `certain`: what the card prints leaves no doubt about the value's country."""
    readers = {r.reader for line in lines for r in line.readings}
    both = read_alike(field)
    chance = min(max(field.confidence, 0.0), 1.0)
    odds = math.log((chance + 0.01) / (1.01 - chance))
    common = {
        "bias": 1.0,
        "odds": odds,
        "both": both,
        "both_odds": both * odds,
        "alone": len(readers) < 2,
        "alone_odds": (len(readers) < 2) * odds,
        # What the neural reader has no letters for was read by the other alone.
        "classic": readers == {"tesseract"} or only_tesseract(field.value) or has_hangul(field.value),
        "mended": "enrich" in field.origin,
        "alike": _alike(field, lines),
        "unlikely": odds < 0,
        "respelled": (kind in _SPELLED and _is_respelled(field, lines))
        or (kind == "adr" and seems_misread(field.value)),
    }
    of = {"tel": _tel, "email": _email, "url": _url, "fn": _fn, "title": _title, "org": _org, "adr": _adr}[kind]
    own = of(field, contact, certain, lines)
    # No sense tells a wrong digit or a wrong letter of a name: where readers differ something else has to.
    own["disputed"] = kind in _LITERAL and len(readers) > 1 and not both and not _borne_out(kind, field, contact)
    return {name: float(value) for name, value in (common | own).items()}


def lines_of(field: Field, lines: Sequence[Line]) -> list[Line]:
    """The lines that a value was read from."""
    return [line for line in lines if field.raw in line.text or (len(line.text) > 2 and line.text in field.raw)]


def _alike(field: Field, lines: Sequence[Line]) -> float:
    """How alike the readers' texts of a value's lines are, those of the least alike; 1 where there is one reader."""
    return min(map(alike, lines_of(field, lines)), default=1.0)


def _is_respelled(field: Field, lines: Sequence[Line]) -> bool:
    """Whether a word of a value is as no reader has it: what is known of words put a letter right."""
    return any(
        word in field.raw and not any(squash(word) in squash(reading.text) for reading in line.readings)
        for line in lines_of(field, lines)
        if line.readings
        for word in words(line.text)
    )


def _left(kind: str, field: Field, contact: Contact, lines: Sequence[Line]) -> float:
    """1 where the value is a part of a line of which another part is in no field: half of what it is.

    Another title is a field of its own: "Founder / Brewer".
    """
    said = [field.raw, *(f.raw for other in ALL if other != kind or kind == "title" for f in getattr(contact, other))]
    for line in lines:
        if field.raw and field.raw in line.text and field.raw != line.text:
            rest = line.text
            for raw in filter(None, said):
                rest = rest.replace(raw, " ")
            return float(len(_LETTER.findall(rest)) > 3)
    return 0.0


def _shares_line(field: Field, contact: Contact, lines: Sequence[Line]) -> bool:
    """Whether a line that an address was taken from goes on, after a comma or a dot, with what no field has."""
    said = " ".join(f.raw for kind in ALL for f in getattr(contact, kind) if f is not field)
    for line in lines:
        pieces = [[w for w in words(piece) if len(w) > 3] for piece in _PARTS.split(line.text)]
        mine = [any(w in field.raw for w in piece) for piece in pieces if piece]
        others = [not any(w in field.raw or w in said for w in piece) for piece in pieces if piece]
        if any(mine) and any(others):
            return True
    return False


def _goes_on(field: Field, contact: Contact, lines: Sequence[Line]) -> bool:
    """Whether the line right above or below an address, in letters as high, is in no field: it may belong to it."""
    mine = lines_of(field, lines)
    return any(
        line not in mine and _in_no_field(line, contact) and any(_adjoins(line.place, other.place) for other in mine)
        for line in lines
    )


def _in_no_field(line: Line, contact: Contact) -> bool:
    """Whether no field was taken from a line."""
    raws = (f.raw for kind in ALL for f in getattr(contact, kind))
    return not any(line.text in raw or (raw and raw in line.text) for raw in raws)


def _high(place: Place) -> float:
    return place[3] - place[1]


def _stands_by(one: Place, other: Place, gap: float) -> bool:
    """Whether one of two places stands right above the other, with less than `gap` pixels between them."""
    across, down = gaps(one, other)
    return across < 0 and down < gap


def _adjoins(a: Place, b: Place) -> bool:
    """True when one of two lines stands right above the other, in letters as high."""
    high, other = _high(a), _high(b)
    alike = 0.8 * other < high < 1.25 * other
    return alike and _stands_by(a, b, CLOSE * high) and gaps(a, b)[1] > -OVERLAP * high


def _tel(field: Field, contact: Contact, certain: bool, lines: Sequence[Line]) -> dict[str, float]:
    return {
        "valid": is_right(field.value),
        "uncertain": is_supposed(field) and not certain,
        "printed": is_printed(field),
        "local": not field.value.startswith("+"),
    }


def _email(field: Field, contact: Contact, certain: bool, lines: Sequence[Line]) -> dict[str, float]:
    local, _, domain = field.value.partition("@")
    return {
        "valid": is_email(field.value),
        "domain": own_part(domain) in FREE_MAIL or _elsewhere(field, contact) or _named(domain, contact),
        "local": local in ROLES or _is_named(local, contact),
        "printed": is_printed(field),
        "part": _begins_late(local, contact),
    }


def _url(field: Field, contact: Contact, certain: bool, lines: Sequence[Line]) -> dict[str, float]:
    host = host_of(field.value)
    return {
        "valid": bool(suffix_of(host)),
        "domain": _elsewhere(field, contact) or _named(host, contact),
        "printed": is_printed(field),
    }


def _borne_out(kind: str, field: Field, contact: Contact) -> bool:
    """Whether the rest of the card says the same: another address the domain, the name what stands before the @."""
    if kind == "fn":
        locals_ = "".join(f.value.partition("@")[0] for f in contact.email)
        long = [squash(w) for w in words(latin(field.value)) if len(w) > 2]
        return bool(long) and all(w in locals_ for w in long)
    return _elsewhere(field, contact) and (kind == "url" or _is_named(field.value.partition("@")[0], contact))


def _begins_late(local: str, contact: Contact) -> bool:
    """Whether an address begins with the end of a name: the letters before it may be lost in a reflection."""
    first = re.split(r"[\W\d_]", local)[0]
    names = (name for f in contact.fn for name in words_of(f.value))
    return len(first) > 2 and any(name.endswith(first) and name != first for name in names)


def _is_named(local: str, contact: Contact) -> bool:
    return any(name in local for f in contact.fn for name in words_of(f.value) if len(name) > 2)


def _fn(field: Field, contact: Contact, certain: bool, lines: Sequence[Line]) -> dict[str, float]:
    tokens = [squash(w) for w in words(latin(field.value))]
    locals_ = [squash(f.value.split("@")[0]) for f in contact.email]
    return {
        "known": name_score(field.value),
        "owner": any(len(t) > 2 and t in local for t in tokens for local in locals_),
        "one_word": len(words(field.value)) == 1,
        "several": len(contact.fn) > 1,
        "domain": squash(latin(field.value)) in {domain_name(host_of(f.value)) for f in (*contact.email, *contact.url)},
        "marks": any(c.isdigit() or c in "(&/" for c in field.value),
        "org_word": known.org_score(field.value),
        "tall": _tall(field, lines),
        "nameless": not any(has_proper(f.value) for f in contact.org),  # the company may be what is taken for a name
    }


def _tall(field: Field, lines: Sequence[Line]) -> float:
    """How much higher than most lines the letters of a value are, from half as high again, 0..1."""
    heights = sorted(_high(line.place) for line in lines)
    mine = [_high(line.place) for line in lines_of(field, lines)]
    return min(1.0, max(0.0, max(mine) / max(1.0, heights[len(heights) // 2]) - 1.5)) if mine else 0.0


def _beside_name(field: Field, contact: Contact, lines: Sequence[Line]) -> bool:
    """Whether a value stands next to a person's name, or on its line."""
    names = [line.place for f in contact.fn for line in lines_of(f, lines)]
    return any(
        _stands_by(mine, name, NEXT * min(_high(mine), _high(name)))
        for mine in (line.place for line in lines_of(field, lines))
        for name in names
    )


def _title(field: Field, contact: Contact, certain: bool, lines: Sequence[Line]) -> dict[str, float]:
    return {
        "known": known.title_score(field.value),
        "part": _left("title", field, contact, lines),
        "nobody": not contact.fn,
        "beside": _beside_name(field, contact, lines),
        "several": len(contact.title) > 1,
        "goes_on": _goes_on(field, contact, lines),
        "halved": _meets(field, contact.title, lines),
        "open": _is_open(field.value) or (len(lines_of(field, lines)) > 1 and _is_open(field.raw)),
        "strange": any(
            known.common_word(w) < 0.1 and not known.title_score(w) for w in words(field.value) if len(w) > 3
        ),
    }


def _meets(field: Field, others: Sequence[Field], lines: Sequence[Line]) -> bool:
    """Whether another value of the kind stands right above or below: both may be halves of one."""
    mine = [line.place for line in lines_of(field, lines)]
    theirs = [line.place for other in others if other is not field for line in lines_of(other, lines)]
    return any(_stands_by(one, two, _high(one)) for one in mine for two in theirs)


def _meets_left(field: Field, contact: Contact, lines: Sequence[Line]) -> bool:
    """Whether a line that is in no field stands right above or below, in letters of any height."""
    mine = [line.place for line in lines_of(field, lines)]
    left = [line.place for line in lines if _in_no_field(line, contact)]
    return any(_stands_by(one, two, CLOSE * min(_high(one), _high(two))) for one in mine for two in left)


def _is_open(text: str) -> bool:
    """Whether a text ends as one that goes on: "Head of", "Sales &", "Director (Asia"."""
    return wants_more(text) or text.count("(") != text.count(")")


def _org(field: Field, contact: Contact, certain: bool, lines: Sequence[Line]) -> dict[str, float]:
    name = squash(without_form(field.value))
    domains = {domain_name(host_of(f.value)) for f in (*contact.email, *contact.url)} - {""}
    begins = len(name) > 3 and any(d.startswith(name) for d in domains)
    within = any(d in name for d in domains if len(d) > 3)
    return {
        "begins": begins,
        "whole": begins and name in domains,
        "within": within,
        "generic": not (begins or within or has_proper(field.value)),
        "rivalled": field.confidence < RIVALLED,
        "ends": len(name) > 3 and not begins and any(d.endswith(name) for d in domains),
        "form": known.legal_form(field.value) is not None,
        "part": _left("org", field, contact, lines),
        "lines": min(3, len(lines_of(field, lines))) - 1,
        "one_word": len(words(field.value)) == 1,
        "short": len(name) < 5,
        "repeats": sum(name in squash(line.text) for line in lines) > 1 if len(name) > 3 else 0.0,
        "org_word": known.org_score(field.value),
        "wants": _wants(field, contact, lines),
        "meets": _meets_left(field, contact, lines),
        "open": _is_open(field.value),
    }


def _wants(field: Field, contact: Contact, lines: Sequence[Line]) -> bool:
    """Whether a line next to a company's name says what it does, and is in no field: it may be the rest of the name."""
    places = [line.place for line in lines_of(field, lines)]
    return any(
        1 <= len(words(line.text)) <= 3
        and known.org_score(line.text) >= TRADE
        and _in_no_field(line, contact)
        and any(max(gaps(line.place, place)) < CLOSE * _high(line.place) for place in places)
        for line in lines
    )


def _adr(field: Field, contact: Contact, certain: bool, lines: Sequence[Line]) -> dict[str, float]:
    pieces = [p.strip(" .()") for p in re.split(r"[,;–|-]", field.value)]
    return {
        "known": known.address_score(field.value),
        "code": postcode(field.value) is not None,
        "city": any(bool(known.city(w)) for p in pieces for w in (p, p.rpartition(" ")[2], p.partition(" ")[2])),
        "country": any(known.country_name(p) is not None for p in pieces),
        "words": min(3.0, len(words(field.value)) / 6),
        "several": len(contact.adr) > 1,
        "lines": min(4, len(lines_of(field, lines))) / 2,
        "form": known.legal_form(field.value) is not None,
        "part": _shares_line(field, contact, lines),
        "goes_on": _goes_on(field, contact, lines),
    }


def _elsewhere(field: Field, contact: Contact) -> bool:
    """Whether another address of the card has the same domain."""
    own = own_part(host_of(field.value))
    return any(own_part(host_of(f.value)) == own for f in (*contact.email, *contact.url) if f is not field)


def _named(domain: str, contact: Contact) -> bool:
    """Whether the company's name is in the domain."""
    name = own_label(domain).replace("-", "")
    return len(name) > 3 and any(name in "".join(words_of(f.value)) for f in contact.org)


def is_printed(field: Field) -> bool:
    """Whether the value stands on the card as it is, but for what is left out or put before it."""
    if field.value.startswith("+"):
        digits = re.sub(r"\D", "", flat(field.raw).replace("(0)", ""))
        return field.value.endswith(digits.lstrip("0"))
    printed = field.value if "@" in field.value else host_of(field.value)
    return caseless(printed) in caseless(flat(field.raw))
