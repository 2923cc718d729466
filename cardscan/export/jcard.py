"""Write people as jCard, the JSON of vCard 4.0 (RFC 7095): an array of cards."""

import json
from base64 import b64encode
from collections.abc import Iterable, Iterator
from textwrap import indent
from typing import Any

from cardscan.export.outgoing import Outgoing

_TEL = {"cell": ["cell"], "fax": ["work", "fax"], "home": ["home", "voice"], "pager": ["pager"]}
_WORK = {"type": "work"}

#: Name, parameters, type of value, value(s).
Property = list[Any]


def jcard(who: Outgoing, photo: bytes | None = None) -> list[Any]:
    """Give one person as a jCard, with a picture of the card as it leaves, JPEG (`cardscan.export.picture`)."""
    parts = [who.name.get(part, "") for part in ("family", "given", "", "prefix", "suffix")]
    properties: list[Property] = [
        ["version", {}, "text", "4.0"],
        ["uid", {}, "text", who.uid],
        ["rev", {}, "timestamp", who.revised.strftime("%Y-%m-%dT%H:%M:%SZ")],
        *([["kind", {}, "text", "org"]] if who.is_company else []),
        *_names(who),
        ["n", {}, "text", parts],
    ]
    properties += _readings(who)
    properties += [["org", {}, "text", [who.org, *who.dept]]] if who.org or who.dept else []
    properties += [["org", {}, "text", each] for each in who.other_orgs]
    if who.title:
        properties.append(["title", {}, "text", who.title])
    for tel in who.tel:
        types = _TEL.get(tel.type, ["work", "voice"])
        properties.append(["tel", {"type": types if len(types) > 1 else types[0]}, "text", tel.value])
    properties += [["email", _WORK, "text", email] for email in who.email]
    properties += [["url", _WORK, "uri", url] for url in who.url]
    for position, link in enumerate(who.links, 1):
        properties.append(["url", {"group": f"item{position}"}, "uri", link.link])
        properties.append(["x-ablabel", {"group": f"item{position}"}, "text", link.label])
    for adr in who.adr:
        address = ["", "", *(adr[part] for part in ("street", "city", "region", "code", "country"))]
        properties.append(["adr", _WORK, "text", address])
    if who.note:
        properties.append(["note", {}, "text", who.note])
    properties += [["nickname", {}, "text", nickname] for nickname in who.nicknames]
    if who.birthday:
        properties.append(["bday", {}, "date", who.birthday])
    if who.categories:
        properties.append(["categories", {}, "text", *who.categories])
    if photo is not None:
        data = b64encode(photo).decode("ascii")
        properties.append(["photo", {}, "uri", f"data:image/jpeg;base64,{data}"])
    return ["vcard", properties]


def _names(who: Outgoing) -> list[Property]:
    """Give the names, the one to be shown first: the same in another script has the same ALTID (RFC 6350, 5.4)."""
    if not who.other_names:
        return [["fn", {}, "text", who.full_name]]
    return [["fn", {"altid": "1"}, "text", each] for each in (who.full_name, *who.other_names)]


def _readings(who: Outgoing) -> list[Property]:
    """Give how the name is read, as Apple and Google write it."""
    said = {"x-phonetic-first-name": who.reading.get("given"), "x-phonetic-last-name": who.reading.get("family")}
    return [[name, {}, "text", reading] for name, reading in said.items() if reading]


def jcard_array(cards: Iterable[list[Any]]) -> Iterator[bytes]:
    """Write jCards into one array, piece by piece."""
    before = "[\n"
    for card in cards:
        yield (before + indent(json.dumps(card, indent=1), " ")).encode()
        before = ",\n"
    yield b"[]\n" if before == "[\n" else b"\n]\n"
