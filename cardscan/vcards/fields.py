"""What a code or a vCard says, value by value, as fields: names, numbers, addresses.

It is hostile input: values come out on one line, without what is invisible, and nothing here takes long on any text.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from cardscan.model import Field
from cardscan.parse.domains import WEB_ADDRESS, network_of
from cardscan.parse.names import name_parts
from cardscan.text.suffixes import suffix_of

LONGEST_VALUE = 300
_JOINERS = "\u200c\u200d"  # invisible, but part of the spelling in Persian and in Indian scripts
_FOLLOWED = re.compile(r"(?<!\.php)\?.*")  # what follows the address of a profile tells where it was found
_DIGITS = re.compile(r"\d[\d -]*")

#: A value with its kind, before it is judged.
Said = tuple[str, Field]


def one_line(text: str) -> str:
    """One line without anything that moves a cursor or turns the writing around; a gap stays where it was.

    Of what leaves such signs go without one (`text.plain`): there they stand within words of ours.
    """
    kept = (c if c in _JOINERS or unicodedata.category(c)[0] != "C" else " " for c in text)
    return " ".join("".join(kept).split())


def fn(name: str, parts: Mapping[str, str]) -> Said:
    """A name, with its parts as far as they are given; taken apart where they are not."""
    told = name_parts(name) if 0 < len(name) <= LONGEST_VALUE else {}
    if not (parts["family"] and parts["given"]):  # all in one part, as many codes have it
        parts = told
    elif told.get("family") == parts["family"]:  # finds the "Dr." that stands with the given name
        parts = {**parts, **told}
    return "fn", Field(name, parts={key: part for key, part in parts.items() if part})


def tel(text: str, type: str = "") -> Said:
    """A number, as written; of a tel: address without its escapes, and with its extension."""
    number = re.sub(r"(?i)^\s*tel:/*", "", text)
    number, _, rest = unquote(number).partition(";") if number != text else (number, "", "")
    ext = re.search(r"(?i)\bext=([\d-]{1,10})", rest)
    return "tel", Field(one_line(number), one_line(number), type=type, parts={"ext": ext[1]} if ext else {})


def emails(text: str) -> Iterator[Said]:
    """The e-mail addresses of a text, or of a mailto: address."""
    for each in re.sub(r"(?i)^\s*mailto:", "", text).partition("?")[0].split(","):
        raw = one_line(unquote(each))
        yield "email", Field(raw.lower(), raw)


def web(text: str) -> Iterator[Said]:
    """A web address, or that of a person in a network; a word without a dot is none, nor is another scheme."""
    value = one_line(text)
    match = WEB_ADDRESS.fullmatch(value)
    if match is None or " " in value:
        return
    host, path = match["host"], match["path"] or ""
    if "://" not in value and not suffix_of(host):
        return
    value = value.replace(host, host.lower(), 1).rstrip("/")
    network = network_of(host)
    if network and path.strip("/"):
        yield "social", Field(_FOLLOWED.sub("", value).rstrip("/"), one_line(text), type=network)
    elif not network:
        yield "url", Field(value, one_line(text))


def address(parts: list[str]) -> Iterator[Said]:
    """The seven parts of an ADR: box, extension, street, city, region, code, country."""
    box, extension, street, city, region, code, country = (one_line(part).strip(" ,") for part in parts)
    street = ", ".join(filter(None, (box, extension, street)))
    if region or not _DIGITS.fullmatch(code):  # as in the US and Britain; elsewhere the code stands before the city
        town = ", ".join(filter(None, (city, f"{region} {code}".strip())))
    else:
        town = f"{code} {city}".strip()
    named = {"street": street, "city": city, "region": region, "code": code, "country": country}
    known = {key: part for key, part in named.items() if part}
    # Many codes have the whole address in one part: nothing is known then of its parts.
    yield "adr", Field(", ".join(filter(None, (street, town, country))), parts=known if len(known) > 1 else {})
