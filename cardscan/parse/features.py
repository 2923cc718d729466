"""Describe a segment by numbers: its words, its looks, where it stands, and what the rest of the card says of it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from anyascii import anyascii
from numpy.typing import NDArray
from rapidfuzz import fuzz

from cardscan.parse import gazetteer as known
from cardscan.parse.domains import FREE_MAIL, own_part
from cardscan.parse.found import Found
from cardscan.parse.segments import UNSPACED, Place, Segment
from cardscan.text.folding import fold
from cardscan.text.scripts import only_tesseract

_WORDS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SYLLABLES = re.compile(r"(?<=[a-z])(?=[A-Z])")  # "LuoXingQiao"
_INITIAL = re.compile(r"^(?:[^\W\d_]\.\s?){1,3}[^\W\d_]|\s[^\W\d_]\.(?:\s|$)")
_JUNIOR = re.compile(r"[\s,](?:Jn?r\.?|Sn?r\.?|J[uú]nior|Neto|Filho|II|III)$", re.I)  # whose son, at the end of a name
_POSTCODE = re.compile(r"(?<!\d)\d{3}[ -]?\d{2,4}(?!\d)|\b[A-Z]{1,2}\d[A-Z\d]? \d[A-Z]{2}\b")
_HOUSE = re.compile(
    r"^(?:no\.?\s*)?[#(]?\d{1,4}[a-z]?(?:[-/]\d+)*[,\s]|\b\d+(?:st|nd|rd|th)\b|\s\d{1,4}\s?[a-z]?$", re.I
)
# What certificates and registers number: ISO 9001, GSTIN 24AAB…, NIP 123-456-78-90.
REGISTER = re.compile(
    r"\b(?:ISO?|IEC|GST\w*|TIN|CIN|PAN|VAT|UID|NIP|REGON|KRS|HRB|SIREN|SIRET|RCS|CNPJ|NIF|[Rr]e?gd?|[Ll]ic)\b[ .:/]*\d"
    r"|(?:\b[Tt]ax [Cc]ode|統一編號|統編|稅號|税号|登録番号|사업자(?:등록)?번호|ИНН|MST|ICO|IČO|DIČ)\W*\w?\d"
)
_PIECES = re.compile(r"\s*[,;/|&·•–-]\s*|\s+and\s+")
_BRACKET = re.compile(r"\((?!.\))")  # but for "(株)", which is a legal form
#: When someone is there: "9 am", "Mon - Sat", "10.00 - 13.30".
HOURS = re.compile(
    r"\b\d{1,2}(?:[.:]\d\d)?\s*(?:am|pm|uhr|h)\b|\b\d{1,2}[.:]\d\d\s*[-–]\s*\d{1,2}[.:]\d\d\b"
    r"|\b(?:mon|tues?|wed|thu(?:rs)?|fri|sat|sun)(?:day)?s?\b\.?\s*(?:[-–&]|to)\s*(?:mon|tue|wed|thu|fri|sat|sun)",
    re.I,
)

# Who does something: "Boatbuilder", "Florist".
#: What names of companies begin with, of India's above all; "Shri" is said of a person too.
LEADS = frozenset(["shree", "shri", "sri", "shreeji", "jai", "om", "maa", "the", "new", "royal", "hotel"])
_AGENT = re.compile(r"(?:[^\W\d_]{2}(?:er|or)|ist|ian|eur|smith|wright)s?$", re.I)

Ink = tuple[float, float, float]  # Lab


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What the card holds besides the segments: places of numbers and addresses, and names in them."""

    numbers: tuple[Place, ...]  # of telephone numbers, in widths of the card
    online: tuple[Place, ...]  # of e-mail addresses and urls
    locals: tuple[str, ...]  # what stands before the @, squashed
    domains: tuple[str, ...]  # names of the domains, without "www." and what follows the name


def surroundings(found: Sequence[Found], place: Callable[[Found], Place]) -> Surroundings:
    """Gather what the fields found so far tell; `place` says where each stands, in widths of the card."""
    emails = [f.field.value for f in found if f.kind == "email" and "@" in f.field.value]
    hosts = [e.split("@")[1] for e in emails] + [host(f.field.value) for f in found if f.kind == "url"]
    return Surroundings(
        tuple(place(f) for f in found if f.kind == "tel"),
        tuple(place(f) for f in found if f.kind in ("email", "url", "social")),
        tuple(sorted({squash(e.split("@")[0]) for e in emails})),
        tuple(sorted({name for h in hosts if (name := domain_name(h))})),
    )


def host(url: str) -> str:
    """The host of a url."""
    return re.sub(r"^[a-z]+://", "", url.strip(), flags=re.I).split("/")[0].split("?")[0]


def domain_name(domain: str) -> str:
    """The part of a domain that someone chose: "acme" of "mail.acme.co.uk"; "" for a provider of mailboxes."""
    own = own_part(domain)
    return "" if own in FREE_MAIL else squash(own.split(".")[0])


def squash(text: str) -> str:
    """Letters and digits alone, folded."""
    return re.sub(r"[\W_]+", "", fold(text))


def words(text: str) -> list[str]:
    """The words of letters; each character of a script without spaces counts in `looks`, not here."""
    return _WORDS.findall(text)


def latin(text: str) -> str:
    """A text as an address of the net would spell it: Greek, Cyrillic, Chinese and others in Latin letters."""
    if not (only_tesseract(text) or UNSPACED.search(text)):
        return text
    return _SYLLABLES.sub(" ", anyascii(text))


def name_score(text: str) -> float:
    """How much a text is a person's name by its words alone, 0..1."""
    tokens = [w for w in words(text) if len(w) > 1 and not is_honorific(w)]
    if UNSPACED.search(text):
        return _unspaced_name(text)
    if not tokens or len(tokens) > 5:
        return 0.0
    scores = [max(known.given_name(w), known.family_name(w)) for w in tokens]
    return float(np.mean(scores))


def is_honorific(word: str) -> bool:
    """True for "Dr", "Frau", "Shri": what stands before a name."""
    return fold(word) in known.honorifics()


def _unspaced_name(text: str) -> float:
    """How much a text without spaces is a name: two to four characters that begin with a family name."""
    name = re.sub(r"\s+", "", text)
    if not 2 <= len(name) <= 5 or not all(map(str.isalpha, name)):
        return 0.0
    return max(known.family_name(name[:n]) for n in (1, 2, 3) if n < len(name) or n == 1)


def own(segment: Segment, around: Surroundings, median: float, tallest: float) -> dict[str, float]:
    """What the segment says by itself."""
    text = segment.text
    tokens = words(text)
    letters = sum(c.isalpha() for c in text)
    digits = sum(c.isdigit() for c in text)
    unspaced = len(UNSPACED.findall(text))
    flat = squash(text)
    org = known.org_score(text)
    name = name_score(text)
    title = known.title_score(text)
    common = float(np.mean([known.common_word(w) for w in tokens])) if tokens else 0.0
    capital = [w for w in tokens if w[0].isupper()]
    relative = segment.height / median
    spelled = latin(text)
    local = max((_contained(spelled, part) for part in around.locals), default=0.0)
    domain = max((_alike(flat, part) for part in around.domains), default=0.0)
    honorific = bool(tokens) and is_honorific(tokens[0])
    long = [w for w in tokens if len(w) > 2]
    strange = [w for w in long if known.common_word(w) < 0.2 and w[0].isupper()]
    unknown = len(strange) / len(long) if long else 0.0
    letters_like = float(np.mean([known.name_like(w) for w in long])) if long else 0.0
    owner = max((_names(words(spelled), part) for part in around.locals), default=0.0)
    covers = max((covered(tokens, part) for part in around.domains), default=0.0)
    return {
        "words1": len(tokens) == 1,
        "words2": len(tokens) == 2,
        "words3": len(tokens) == 3,
        "words4": len(tokens) in (4, 5),
        "words6": len(tokens) > 5,
        "short": letters <= 3,
        "digits": digits / max(1, len(text)),
        "any_digit": digits > 0,
        "upper": letters > 2 and text == text.upper() and not unspaced,
        "lower": letters > 2 and text == text.lower() and not unspaced,
        "title_case": len(capital) == len(tokens) > 0 and text != text.upper(),
        "comma": "," in text,
        "comma_end": text.endswith(","),
        "dot_end": text.endswith("."),
        "amp": "&" in text,
        "colon": ":" in text,
        "slash": "/" in text,
        "initial": bool(_INITIAL.search(text)),
        "junior": len(tokens) > 1 and bool(_JUNIOR.search(text)),
        "honorific": honorific,
        "name": name,
        "name_all": name > 0.6 and 2 <= len(tokens) <= 4 and not digits,
        "unknown": unknown,
        "proper": unknown == 1 and len(tokens) in (2, 3) and not digits and not org,
        "common": common,
        "title": title,
        "dept": known.dept_score(text),
        "org": org,
        "legal": known.legal_form(text) is not None,
        "degree": known.degree(text),
        "address": known.address_score(text),
        "street": known.is_street(text),
        "country": known.country_name(text.strip(" .,-")) is not None,
        "city": _cities(tokens) > 0,
        "cities": not digits and places(text) > 1,
        "unread": max(0.0, 0.85 - segment.confidence),
        "register": bool(REGISTER.search(text)),
        "postcode": bool(_POSTCODE.search(text)),
        "house": bool(_HOUSE.search(text)),
        "clock": bool(HOURS.search(text)),
        "bracket": bool(_BRACKET.match(text)),
        "agreed": segment.agreed,
        "unlike": (1 - segment.agreed) * (letters < 12) * (not domain > 0.85),
        "local": local,
        "domain": domain,
        "domain_high": domain > 0.85,
        "unspaced": unspaced > 0,
        "unspaced_short": 2 <= unspaced <= 4 and unspaced >= letters - 1,
        "tall": min(2.0, max(0.0, relative - 1.0)),
        "small": max(0.0, 1.0 - relative),
        "tallest": segment.height >= 0.95 * tallest and relative > 1.15,
        "name_title": name * title,
        "local_name": local * name,
        "org_domain": org * domain,
        "tall_domain": domain * (relative > 1.3),
        "unspaced_name": name * (unspaced > 0),
        "unspaced_title": title * (unspaced > 0),
        "unspaced_org": org * (unspaced > 0),
        "unspaced_address": known.address_score(text) * (unspaced > 0),
        "tall_unknown": unknown * (relative > 1.4),
        "name_like": letters_like,
        "name_like_two": letters_like * (len(tokens) in (2, 3) and not digits),
        "owner": owner,
        "covers": covers,
        "covers_much": covers > 0.5,
        "amp_proper": "&" in text and unknown > 0.6 and not digits,
        "lead": len(tokens) > 1 and tokens[0].casefold() in LEADS,
        "ring": segment.ring,
        "agent": len(tokens) < 4 and bool(_AGENT.search(text)) and not digits,
    }


def initials(text: str) -> str:
    """The first letters of a text's words, folded: what a logo may show alone."""
    return "".join(w[0] for w in words(text) if len(w) > 1 or w.isupper()).casefold()


def _contained(text: str, local: str) -> float:
    """How much of an e-mail's local part the words of a name explain: initials and whole words, 0..1."""
    explained = rest = local.strip("0123456789")
    for word in sorted((squash(w) for w in words(text)), key=len, reverse=True):
        if len(word) > 2 and word in rest:
            rest = rest.replace(word, "", 1)
        elif word and rest.startswith(word[0]):
            rest = rest[1:]
    return 1 - len(rest) / max(3, len(explained)) if len(rest) < len(explained) else 0.0


def _names(tokens: Sequence[str], local: str) -> float:
    """Whether a word of a name is what an e-mail's local part says: all of it, its start or its end; 0..1."""
    local = local.strip("0123456789")
    flats = [w for w in map(squash, tokens) if len(w) > 2]
    if any(w == local for w in flats):
        return 1.0
    return 0.8 * any(len(w) > 3 and (local.startswith(w) or local.endswith(w)) for w in flats)


def covered(tokens: Sequence[str], domain: str) -> float:
    """How much of a domain's name the words of a text are, 0..1: "Quill & Dockray" of "dockrayboats"."""
    rest = domain
    for word in sorted((squash(w) for w in tokens), key=len, reverse=True):
        if len(word) > 3:
            rest = rest.replace(word, "", 1)
    return 1 - len(rest) / len(domain) if domain else 0.0


def _alike(flat: str, domain: str) -> float:
    """How alike a squashed text and the name of a domain are, 0..1."""
    if len(flat) < 2 or len(domain) < 2:
        return 0.0
    if len(domain) >= 4 and (flat.startswith(domain) or domain.startswith(flat) and len(flat) > 3):
        return 0.95
    return float(fuzz.ratio(flat, domain)) / 100


def _cities(tokens: Sequence[str]) -> int:
    """How many cities a text names, but for those that are called like a person."""
    pairs = [" ".join(tokens[i : i + 2]) for i in range(len(tokens) - 1)]
    return sum(bool(known.city(t)) and name_score(t) < 0.5 for t in [*tokens, *pairs] if len(t) > 3)


def places(text: str) -> int:
    """How many places of one kind a text lists: an address names one city and one country, a list of branches many."""
    pieces = [p.strip(" .()") for p in _PIECES.split(text)]
    cities = sum(bool(known.city(p)) and not known.region(p) for p in pieces)
    return max(cities, sum(known.country_name(p) is not None for p in pieces))


def ink_distance(a: Ink | None, b: Ink | None) -> float:
    """How unlike two inks are, 0..1; lightness tells least, since it changes with the letters' thickness."""
    if a is None or b is None:
        return 0.3
    light, green, blue = (x - y for x, y in zip(a, b, strict=True))
    return float(min(1.0, ((light / 3) ** 2 + green**2 + blue**2) ** 0.5 / 40))


def ground_distance(a: Ink | None, b: Ink | None) -> float:
    """How unlike the grounds of two lines are, 0..1; light falls unevenly on one."""
    if a is None or b is None:
        return 0.0
    light, green, blue = (x - y for x, y in zip(a, b, strict=True))
    return float(min(1.0, max(0.0, ((light / 2) ** 2 + green**2 + blue**2) ** 0.5 - 8) / 30))


Rows = NDArray[np.float64]
NEAR = 2.2  # heights of a line: further apart, two segments are not neighbours


def neighbours(segments: Sequence[Segment]) -> list[tuple[int | None, int | None]]:
    """For each segment, the next one above and below it in the same column, or None."""
    pairs: list[tuple[int | None, int | None]] = []
    for segment in segments:
        above = below = None
        gap_above = gap_below = NEAR * segment.height
        x0, y0, x1, y1 = segment.place
        middle = (y0 + y1) / 2
        for index, other in enumerate(segments):
            if other is segment or min(x1, other.place[2]) - max(x0, other.place[0]) <= 0:
                continue
            distance = (other.place[1] + other.place[3]) / 2 - middle
            reach = (segment.height + other.height) / 2
            if 0.3 * reach < -distance < gap_above + reach:
                above, gap_above = index, -distance - reach
            elif 0.3 * reach < distance < gap_below + reach:
                below, gap_below = index, distance - reach
        pairs.append((above, below))
    return pairs


def numbers_by(segment: Segment, around: Surroundings) -> tuple[list[Place], list[Place]]:
    """The telephone numbers that stand right below a segment, and those beside it."""
    x0, y0, x1, y1 = segment.place
    below = [p for p in around.numbers if 0 < p[1] - y0 < 2.5 * segment.height and min(x1, p[2]) > max(x0, p[0])]
    beside = [p for p in around.numbers if abs((p[1] + p[3]) - (y0 + y1)) < segment.height and p not in below]
    return below, beside


def around(segment: Segment, around: Surroundings, rank: float, ratio: float) -> dict[str, float]:
    """Where the segment stands on the card. `rank` 0..1 from top to bottom; `ratio` height of the card in widths."""
    x0, y0, x1, y1 = segment.place
    below, beside = numbers_by(segment, around)
    mail = [p for p in around.online if abs(p[1] - y0) < 2.5 * segment.height and min(x1, p[2]) > max(x0, p[0])]
    return {
        "first": rank == 0,
        "rank": rank,
        "last": rank == 1,
        "top": y0 / max(ratio, 1e-6) < 0.25,
        "bottom": y1 / max(ratio, 1e-6) > 0.8,
        "left": x0 < 0.2,
        "right": x1 > 0.8,
        "centred": abs((x0 + x1) / 2 - 0.5) < 0.06,
        "wide": x1 - x0 > 0.6,
        "number_below": bool(below),
        "number_beside": bool(beside),
        "mail_near": bool(mail),
    }
