"""Read what a code on a card says: vCard, MECARD, BIZCARD, web address, mailto, tel. Other text says nothing.

Codes are hostile input: what is not well-formed is kept out of `sure`, and nothing here takes long on any text.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from urllib.parse import unquote

from cardscan.model import KINDS, Code, Contact, Field
from cardscan.parse.domains import NETWORKS, is_email, suffix_of
from cardscan.parse.names import name_parts
from cardscan.parse.vcard import Property, components, read_vcard, unescape

CONFIDENCE = 0.99
LONGEST = 8192  # characters; no code holds more than 7089
LONGEST_VALUE = 300
MOST = 10  # values of a kind
_JOINERS = "\u200c\u200d"  # invisible, but part of the spelling in Persian and in Indian scripts
_TEL = re.compile(r"\+?[\d\s().\-/]{5,25}")
_SCHEME = re.compile(r"([a-z][a-z0-9+.-]*):", re.I)
_HOST = re.compile(r"(?:https?://)?(?P<host>[\w.-]+)(?::\d+)?(?P<path>[/?#]\S*)?", re.I)
_DIGITS = re.compile(r"\d[\d -]*")
_TOKEN = re.compile(r"\s*([A-Z][A-Z0-9-]*):((?:[^;\\]|\\.)*)(?:;|$)", re.I | re.DOTALL)
#: Networks whose handles vCards hold as X-NETWORK, or behind a scheme in IMPP.
_NETWORKS = {*NETWORKS.values(), "skype", "wechat", "qq"}

#: A value with its kind, before it is judged.
Said = tuple[str, Field]


def payload_fields(code: Code) -> Contact:
    """Return what a code says, each field with origin "qr"; nothing for text in no known form.

    Numbers are as written in the code; e-mails in lower case; of several people in it the first.
    """
    payload = code.payload[:LONGEST].strip().lstrip("\ufeff")
    read = next((reader for start, reader in _READERS if start.match(payload)), _web)
    said: dict[str, dict[str, Field]] = {kind: {} for kind in KINDS}
    for kind, field in read(payload):
        value = field.value
        if value and len(value) <= LONGEST_VALUE and len(said[kind]) < MOST:
            whole = replace(field, raw=field.raw or value, confidence=CONFIDENCE, origin="qr", box=code.box)
            said[kind].setdefault(value.casefold(), replace(whole, sure=_WELL_FORMED[kind](value)))
    return Contact(**{kind: tuple(fields.values()) for kind, fields in said.items()})


def _has_letter(value: str) -> bool:
    return any(char.isalpha() for char in value)


def _is_tel(value: str) -> bool:
    return _TEL.fullmatch(value) is not None and 5 <= sum(char.isdigit() for char in value) <= 15


def _is_web(value: str) -> bool:
    match = _HOST.fullmatch(value)
    return match is not None and bool(suffix_of(match["host"]))


_WELL_FORMED: Mapping[str, Callable[[str], bool]] = {
    **dict.fromkeys(KINDS, _has_letter),
    "tel": _is_tel,
    "email": is_email,
    "url": _is_web,
}


def _plain(text: str) -> str:
    """One line without anything that moves a cursor or turns the writing around."""
    kept = (c if c in _JOINERS or unicodedata.category(c)[0] != "C" else " " for c in text)
    return " ".join("".join(kept).split())


def _vcard(payload: str) -> Iterator[Said]:
    properties = read_vcard(payload)
    labels = {p.group: p.value.strip("_$!<>") for p in properties if p.name == "X-ABLABEL" and p.group}
    yield from _name(properties)
    titles = [p for p in properties if p.name == "TITLE"] or [p for p in properties if p.name == "ROLE"]
    for each in titles:
        yield "title", Field(_plain(unescape(each.value)))
    for each in properties:
        if each.name == "ORG":
            company, *units = components(each.value)
            yield "org", Field(_plain(company))
            yield from (("dept", Field(_plain(unit))) for unit in units)
        elif each.name == "TEL":
            yield _tel(unescape(each.value), _tel_type(each.types, labels.get(each.group, "")))
        elif each.name == "EMAIL":
            yield from _emails(unescape(each.value))
        elif each.name == "ADR":
            yield from _address((components(each.value) + [""] * 7)[:7])
        elif each.name == "URL":
            yield from _web(unescape(each.value))
        else:
            yield from _social(each)


def _name(properties: list[Property]) -> Iterator[Said]:
    def first(name: str) -> str:
        return next((p.value for p in properties if p.name == name and p.value.strip(" ;")), "")

    family, given, more, prefix, suffix = ([_plain(part) for part in components(first("N"))] + [""] * 5)[:5]
    given = " ".join(f"{given} {more}".replace(",", " ").split())
    name = _plain(unescape(first("FN"))) or " ".join(filter(None, (prefix, given, family)))
    if not family + given and name.casefold() == _plain(components(first("ORG"))[0]).casefold():
        return  # the card of a company
    if suffix:
        name = name.removesuffix(suffix).rstrip(" ,") or name
        yield "suffix", Field(suffix)
    yield from _fn(name, {"prefix": prefix, "given": given, "family": family, "suffix": suffix})


def _fn(name: str, parts: Mapping[str, str]) -> Iterator[Said]:
    if len(name) > LONGEST_VALUE:
        return
    told = name_parts(name) if name else {}
    if not (parts["family"] and parts["given"]):  # all in one part, as many codes have it
        parts = told
    elif told.get("family") == parts["family"]:  # finds the "Dr." that stands with the given name
        parts = {**parts, **told}
    yield "fn", Field(name, parts={key: part for key, part in parts.items() if part})


def _tel(text: str, type: str = "") -> Said:
    number = re.sub(r"(?i)^\s*tel:/*", "", text)
    number, _, rest = unquote(number).partition(";") if number != text else (number, "", "")
    ext = re.search(r"(?i)\bext=([\d-]{1,10})", rest)
    return "tel", Field(_plain(number), _plain(number), type=type, parts={"ext": ext[1]} if ext else {})


def _tel_type(types: frozenset[str], label: str) -> str:
    words = {*types, *re.findall(r"[a-z]+", label.lower())}
    known = (("fax", "fax"), ("cell", "cell"), ("mobile", "cell"), ("iphone", "cell"), ("pager", "pager"))
    return next((type for word, type in (*known, ("home", "home"), ("work", "work")) if word in words), "")


def _emails(text: str) -> Iterator[Said]:
    for address in re.sub(r"(?i)^\s*mailto:", "", text).partition("?")[0].split(","):
        raw = _plain(unquote(address))
        yield "email", Field(raw.lower(), raw)


def _web(text: str) -> Iterator[Said]:
    """A web address, or that of a person in a network; a word without a dot is none, nor is another scheme."""
    value = _plain(text)
    match = _HOST.fullmatch(value)
    if match is None or " " in value or len(value) > LONGEST_VALUE:
        return
    host, path = match["host"], match["path"] or ""
    if "://" not in value and not suffix_of(host):
        return
    value = value.replace(host, host.lower(), 1).rstrip("/")
    network = next((name for own, name in NETWORKS.items() if f".{host.lower()}".endswith(f".{own}")), "")
    if network and path.strip("/"):
        yield "social", Field(value, _plain(text), type=network)
    elif not network:
        yield "url", Field(value, _plain(text))


def _social(said: Property) -> Iterator[Said]:
    """A handle: X-SOCIALPROFILE;TYPE=xing:…, IMPP:skype:…, X-WECHAT:…."""
    value = _plain(unescape(said.value)).lstrip("@")
    scheme, _, rest = value.partition(":")
    network = re.sub(r"^X-|-USERNAME$", "", said.name).lower()
    if said.name in ("X-SOCIALPROFILE", "IMPP"):
        network = next((name for name in sorted(said.types | {scheme.lower()}) if name in _NETWORKS), "")
        if scheme.lower() in ("x-apple", network):
            value = rest
    elif network not in _NETWORKS:
        return
    if "/" in value:
        yield from (("social", replace(field, type=network or field.type)) for _, field in _web(value))
    elif value and not _SCHEME.match(value):
        yield "social", Field(value, type=network)


def _address(parts: list[str]) -> Iterator[Said]:
    """The seven parts of an ADR: box, extension, street, city, region, code, country."""
    box, extension, street, city, region, code, country = (_plain(part).strip(" ,") for part in parts)
    street = ", ".join(filter(None, (box, extension, street)))
    if region or not _DIGITS.fullmatch(code):  # as in the US and Britain; elsewhere the code stands before the city
        town = ", ".join(filter(None, (city, f"{region} {code}".strip())))
    else:
        town = f"{code} {city}".strip()
    named = {"street": street, "city": city, "region": region, "code": code, "country": country}
    known = {key: part for key, part in named.items() if part}
    # Many codes have the whole address in one part: nothing is known then of its parts.
    yield "adr", Field(", ".join(filter(None, (street, town, country))), parts=known if len(known) > 1 else {})


def _tokens(payload: str) -> Iterator[tuple[str, str]]:
    """The KEY:value; pairs after the first colon."""
    at = payload.index(":") + 1
    while match := _TOKEN.match(payload, at):
        yield match[1].upper(), match[2]
        at = match.end()


def _mecard(payload: str) -> Iterator[Said]:
    for key, value in _tokens(payload):
        text = _plain(unescape(value))
        if key == "N":
            family, *given = map(_plain, components(value, ","))
            yield from _fn(" ".join(filter(None, (*given, family))), {"given": " ".join(given), "family": family})
        elif key in ("TEL", "TEL-AV"):
            yield _tel(text)
        elif key == "EMAIL":
            yield from _emails(text)
        elif key == "ADR":
            parts = components(value, ",")
            yield from _address(parts if len(parts) == 7 else ["", "", text, "", "", "", ""])
        elif key == "URL":
            yield from _web(text)
        elif key in ("ORG", "TITLE"):
            yield key.lower(), Field(text)


def _bizcard(payload: str) -> Iterator[Said]:
    said = {key: _plain(unescape(value)) for key, value in _tokens(payload)}
    given, family = said.get("N", ""), said.get("X", "")
    yield from _fn(f"{given} {family}".strip(), {"given": given, "family": family})
    yield from (("title", Field(said.get("T", ""))), ("org", Field(said.get("C", ""))))
    yield from (_tel(said.get(key, ""), type) for key, type in (("B", "work"), ("M", "cell"), ("F", "fax")))
    yield from _emails(said.get("E", ""))
    yield from _address(["", "", said.get("A", ""), "", "", "", ""])


_READERS: tuple[tuple[re.Pattern[str], Callable[[str], Iterator[Said]]], ...] = tuple(
    (re.compile(start, re.I), reader)
    for start, reader in (
        (r"BEGIN:\s*VCARD", _vcard),
        (r"MECARD:", _mecard),
        (r"BIZCARD:", _bizcard),
        (r"mailto:", _emails),
        (r"tel:", lambda payload: iter((_tel(payload),))),
    )
)
