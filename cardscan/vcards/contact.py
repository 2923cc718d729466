"""The contact that a vCard tells of: a code's, an address book's, a server's."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date

from cardscan.model import KINDS, Contact, Field
from cardscan.parse.domains import NETWORKS
from cardscan.text.limits import LONGEST_FIELD, MOST_VALUES
from cardscan.vcards.book import BookCard
from cardscan.vcards.fields import Said, address, emails, fn, one_line, tel, web
from cardscan.vcards.lines import ContentLine, components, unescape

#: A day as ISO 8601 has it, with or without hyphens; what follows is a time.
_DAY = re.compile(r"(\d{4}(?=-?\d)|--)-?(\d\d)-?(\d\d)(?:$|T)", re.ASCII)
_OF_THE_SYSTEM = ("mycontacts", "starred")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.I)
#: Networks whose handles vCards hold as X-NETWORK, or behind a scheme in IMPP.
_NETWORKS = {*NETWORKS.values(), "skype", "wechat", "qq"}
_READINGS = {"given_reading": "FIRST-NAME", "family_reading": "LAST-NAME"}  # of a name, as Apple writes them
_HANDLES = ("X-SOCIALPROFILE", "IMPP")  # which name their network in a parameter, or as a scheme


def contact_of(card: BookCard, origin: str = "vcard") -> Contact:
    """Return what a card tells of someone, as it says it: numbers are not normalised. NOTE, PHOTO, UID are not in it.

    Values are on one line, each once; none is judged (`sure` is true of all). Of a kind there are at most MOST_VALUES.
    """
    said: dict[str, dict[str, Field]] = {kind: {} for kind in KINDS}
    for kind, field in fields_of(card.properties):
        if field.value and len(said[kind]) < MOST_VALUES:
            whole = replace(field, raw=field.raw or field.value, confidence=1.0, sure=True, origin=origin)
            said[kind].setdefault(field.value.casefold(), whole)
    return Contact(**{kind: tuple(fields.values()) for kind, fields in said.items()})


def is_group(card: BookCard) -> bool:
    """Tell whether a card names a group of people: of vCard 4.0, or as Apple writes it in 3.0."""
    return any(card.value(name).lower() == "group" for name in ("KIND", "X-ADDRESSBOOKSERVER-KIND"))


def fields_of(properties: Sequence[ContentLine]) -> Iterator[Said]:
    """Yield the fields of a card, in its order, cut to LONGEST_FIELD; what says nothing may come as an empty value."""
    for kind, field in _fields_of(properties):
        parts = {name: part[:LONGEST_FIELD] for name, part in field.parts.items()}
        yield kind, replace(field, value=field.value[:LONGEST_FIELD], raw=field.raw[:LONGEST_FIELD], parts=parts)


def is_cut(card: BookCard) -> bool:
    """Tell whether a card has fields that are cut, or more than are read."""
    lengths: dict[str, list[int]] = {}
    for kind, field in _fields_of(card.properties):
        lengths.setdefault(kind, []).append(len(field.value))
    return any(len(each) > MOST_VALUES or max(each) > LONGEST_FIELD for each in lengths.values())


def _fields_of(properties: Sequence[ContentLine]) -> Iterator[Said]:
    labels = {p.group.upper(): p.value.strip("_$!<>") for p in properties if p.name == "X-ABLABEL" and p.group}
    yield from _name(properties)
    titles = [p for p in properties if p.name == "TITLE"] or [p for p in properties if p.name == "ROLE"]
    for each in titles:
        yield "title", Field(one_line(unescape(each.value)))
    for each in properties:
        if each.name == "ORG":
            company, *units = components(each.value)
            yield "org", Field(one_line(company))
            yield from (("dept", Field(one_line(unit))) for unit in units)
        elif each.name == "TEL":
            yield tel(unescape(each.value), _tel_type(each.types, labels.get(each.group.upper(), "")))
        elif each.name == "EMAIL":
            yield from emails(unescape(each.value))
        elif each.name == "ADR":
            yield from address((components(each.value) + [""] * 7)[:7])
        elif each.name == "URL":
            yield from web(unescape(each.value))
        else:
            yield from _personal(each)
            yield from _social(each)


def _personal(said: ContentLine) -> Iterator[Said]:
    """What no card says, but people of one another: NICKNAME, BDAY, CATEGORIES."""
    if said.name == "NICKNAME":
        yield from (("nickname", Field(one_line(part))) for part in components(said.value, ","))
    elif said.name == "BDAY":
        yield "bday", Field(_birthday(said))
    elif said.name == "CATEGORIES":
        yield from (("tag", Field(part)) for part in categories(said))


def _name(properties: Sequence[ContentLine]) -> Iterator[Said]:
    def first(name: str) -> str:
        return next((p.value for p in properties if p.name == name and p.value.strip(" ;")), "")

    family, given, more, prefix, suffix = ([one_line(part) for part in components(first("N"))] + [""] * 5)[:5]
    given = " ".join(f"{given} {more}".replace(",", " ").split())
    whole, company = one_line(unescape(first("FN"))), one_line(components(first("ORG"))[0])
    if not family + given and (_says_company(properties) or whole.casefold() == company.casefold()):
        yield from () if company or not whole else (("org", Field(whole)),)
        return
    if _says_company(properties):
        whole = ""  # it is the company's, and N is whom to ask for there
    name = whole or " ".join(filter(None, (prefix, given, family)))
    if suffix:
        name = name.removesuffix(suffix).rstrip(" ,") or name
        yield "suffix", Field(suffix)
    kind, field = fn(name, {"prefix": prefix, "given": given, "family": family, "suffix": suffix})
    read = {part: one_line(unescape(first(f"X-PHONETIC-{said}"))) for part, said in _READINGS.items()}
    yield kind, replace(field, parts={**field.parts, **{part: text for part, text in read.items() if text}})


def _says_company(properties: Sequence[ContentLine]) -> bool:
    """Tell whether a card is a company's: as vCard 4.0 says it, or as Apple does."""
    said = {(p.name, p.value.strip().casefold()) for p in properties}
    return not said.isdisjoint((("KIND", "org"), ("X-ABSHOWAS", "company")))


def categories(said: ContentLine) -> list[str]:
    """Give what a card is filed under, less what is no choice of the user's (Google's "myContacts")."""
    parts = (one_line(part) for part in components(said.value, ","))
    return [part for part in parts if part and part.casefold().lstrip("* ") not in _OF_THE_SYSTEM]


def _birthday(said: ContentLine) -> str:
    """Give a day as 1979-04-30, or --04-30 where its year is not told; "" for what is none.

    Apple writes the year 1604 then, with X-APPLE-OMIT-YEAR or without.
    """
    found = _DAY.match(said.value)
    if found is None:
        return ""
    year, month, day = found[1], found[2], found[3]
    told = year not in ("--", "1604", *said.params.get("X-APPLE-OMIT-YEAR", ()))
    try:
        date(int(year) if told else 2000, int(month), int(day))
    except ValueError:
        return ""
    return f"{year}-{month}-{day}" if told else f"--{month}-{day}"


def _tel_type(types: frozenset[str], label: str) -> str:
    words = {*types, *re.findall(r"[a-z]+", label.lower())}
    known = (("fax", "fax"), ("cell", "cell"), ("mobile", "cell"), ("iphone", "cell"), ("pager", "pager"))
    return next((type for word, type in (*known, ("home", "home"), ("work", "work")) if word in words), "")


def _social(said: ContentLine) -> Iterator[Said]:
    """A handle: X-SOCIALPROFILE;TYPE=xing:…, IMPP:skype:…, X-WECHAT:…."""
    network = re.sub(r"^X-|-USERNAME$", "", said.name).lower()
    if said.name not in _HANDLES and network not in _NETWORKS:
        return  # before its value is looked at: a picture's has a hundred thousand letters
    value = one_line(unescape(said.value)).lstrip("@")
    scheme, _, rest = value.partition(":")
    if said.name in _HANDLES:
        named = said.types | {each.lower() for each in said.params.get("X-SERVICE-TYPE", ())} | {scheme.lower()}
        network = next((name for name in sorted(named) if name in _NETWORKS), "")
        if scheme.lower() in ("x-apple", network):
            value = rest
    if "/" in value:
        yield from (("social", replace(field, type=network or field.type)) for _, field in web(value))
    elif value and not _SCHEME.match(value):
        yield "social", Field(value, type=network)
