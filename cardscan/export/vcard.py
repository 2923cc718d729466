"""Write people as vCard 3.0 in the profile that phones and address book servers read without loss.

What each phone and server does with a property was looked up for every choice here: Android's importer drops UID,
CATEGORIES and labels and takes an untyped TEL for a home number; iCloud refuses more than 256 KB a card, and cards with
X- properties that it does not know.
"""

import base64
import re
from dataclasses import replace
from typing import Any, Literal

import vobject

from cardscan.export.outgoing import NoteChoice, Outgoing, outgoing
from cardscan.person import Person

MEDIA_TYPE = "text/vcard; charset=utf-8"

#: "phone": what every phone takes; "full": also X-SOCIALPROFILE and IMPP, for address book programs.
ProfileChoice = Literal["phone", "full"]

#: Android lets WORK win over CELL, so a mobile is CELL alone; every type is given, or Android takes HOME.
_TEL_TYPES = {
    "cell": ["CELL"],
    "fax": ["WORK", "FAX"],
    "home": ["HOME", "VOICE"],
    "pager": ["PAGER"],
}
_WORK_TEL = ["WORK", "VOICE"]

_FOLD = 75  # octets of a line, without its CRLF (RFC 2426, 2.6)
_UNFOLDED = 1 << 30


def vcard(
    person: Person, note: NoteChoice = "short", photo: bytes | None = None, profile: ProfileChoice = "phone"
) -> str:
    """Write one person as a vCard 3.0, lines ended by CRLF.

    note: "short" says where and when you met; "full" adds what you wrote, which is private; "none" neither.
    photo: a picture of the card as it leaves, JPEG (`cardscan.export.picture`).
    """
    out = written(outgoing(person, note))
    card: Any = vobject.vCard()
    _add(card, "uid", out.uid)
    _add(card, "rev", out.revised.strftime("%Y-%m-%dT%H:%M:%SZ"))
    _add(card, "fn", out.full_name)
    card.add("n").value = vobject.vcard.Name(  # must be there; a company's stays empty, as Apple writes one
        **{key: out.name.get(key, "") for key in ("family", "given", "prefix", "suffix")}
    )
    for part, said in (("given", "first"), ("family", "last")):
        _add(card, f"x-phonetic-{said}-name", out.reading.get(part, ""))
    if out.org or out.dept:
        card.add("org").value = [out.org, *out.dept]  # a list: vobject would write a string letter by letter
    _add(card, "title", out.title)
    for tel in out.tel:
        _add(card, "tel", tel.value, {"TYPE": _TEL_TYPES.get(tel.type, _WORK_TEL)})
    for email in out.email:
        _add(card, "email", email, {"TYPE": ["INTERNET", "WORK"]})
    for url in out.url:
        _add(card, "url", url, {"TYPE": ["WORK"]})
    for adr in out.adr:
        line = card.add("adr")
        line.value = vobject.vcard.Address(**adr)
        line.params["TYPE"] = ["WORK"]
    for position, link in enumerate(out.links, 1):
        _add(card, "url", link.link, group=f"item{position}")
        _add(card, "x-ablabel", link.label, group=f"item{position}")
    if profile == "full":
        _add_networks(card, out)
    if out.is_company:
        _add(card, "x-abshowas", "COMPANY")
    _add(card, "note", out.note)
    _add_personal(card, out)
    return _finish(card, photo)


def written(out: Outgoing) -> Outgoing:
    r"""Say what of it a vCard 3.0 holds: what ical.js, and so Thunderbird and Nextcloud, cannot read is replaced.

    It shows the backslash of an escaped semicolon outside of N, ORG and ADR: a comma stands instead. In those it takes
    a semicolon after an escaped backslash for part of the text, and in TEL it loses one: a slash stands instead.
    """
    return replace(
        out,
        full_name=_no_semicolon(out.full_name),
        title=_no_semicolon(out.title),
        tel=tuple(replace(tel, value=_no_backslash(tel.value)) for tel in out.tel),
        email=tuple(map(_no_semicolon, out.email)),
        note=_no_semicolon(out.note),
        events=tuple(map(_no_semicolon, out.events)),
        tags=tuple(map(_no_semicolon, out.tags)),
        nicknames=tuple(map(_no_semicolon, out.nicknames)),
        name={key: _no_backslash(part) for key, part in out.name.items()},
        reading={key: _no_semicolon(part) for key, part in out.reading.items()},
        org=_no_backslash(out.org),
        dept=tuple(map(_no_backslash, out.dept)),
        adr=tuple({key: _no_backslash(part) for key, part in adr.items()} for adr in out.adr),
    )


def _no_semicolon(text: str) -> str:
    return text.replace(";", ",")


def _no_backslash(text: str) -> str:
    return text.replace("\\", "/")


def _add(
    card: Any, name: str, value: str, params: dict[str, list[str]] | None = None, group: str | None = None
) -> None:
    if not value:
        return
    line = card.add(name)
    line.value = value
    line.group = group
    line.params.update({key: list(values) for key, values in (params or {}).items()})


def _add_personal(card: Any, out: Outgoing) -> None:
    """Add what no card says: nicknames, a birthday, and what they are filed under."""
    for nickname in out.nicknames:
        _add(card, "nickname", nickname)
    if out.birthday.startswith("--"):  # 3.0 knows no day without a year: so Apple, Nextcloud and DAVx5 write it
        _add(card, "bday", f"1604-{out.birthday[2:]}", {"X-APPLE-OMIT-YEAR": ["1604"]})
    else:
        _add(card, "bday", out.birthday)
    if out.categories:
        card.add("categories").value = list(out.categories)


def _add_networks(card: Any, out: Outgoing) -> None:
    """Add profiles as Apple and address book programs hold them: pages as X-SOCIALPROFILE, bare handles as IMPP."""
    for each in out.profiles:
        network = re.sub(r"[^a-z0-9-]+", "", each.network) or "profile"
        if each.link:
            _add(card, "x-socialprofile", each.link, {"TYPE": [network]})
        elif each.handle:
            _add(card, "impp", f"{network}:{each.handle}", {"X-SERVICE-TYPE": [each.label]})


def _finish(card: Any, photo: bytes | None) -> str:
    """Serialise, PHOTO last (Samsung lost what came after one) and every line folded.

    vobject folds by characters, so that a line of 40 Chinese ones is 120 octets, and a photo not at all.
    """
    lines = card.serialize(lineLength=_UNFOLDED).split("\r\n")[:-1]
    lines = [re.sub(r"^(item\d+)\.X-ABLABEL:", r"\1.X-ABLabel:", line) for line in lines]  # as Apple spells it
    lines = [re.sub(r"^X-ABSHOWAS:", "X-ABShowAs:", line) for line in lines]
    end = lines.pop()
    picture = "" if photo is None else picture_line(photo)
    return "".join(f"{fold_line(line)}\r\n" for line in lines) + picture + f"{end}\r\n"


def picture_line(photo: bytes) -> str:
    """Write the property of a picture, JPEG, as it stands in a card."""
    return fold_line("PHOTO;ENCODING=b;TYPE=JPEG:" + base64.b64encode(photo).decode("ascii")) + "\r\n"


def fold_line(line: str) -> str:
    """Break a line after at most 75 octets, never inside a character."""
    if line.isascii():  # as a picture is
        rest = range(_FOLD, len(line), _FOLD - 1)  # the space that starts a continuation counts
        return "\r\n ".join([line[:_FOLD], *(line[start : start + _FOLD - 1] for start in rest)])
    octets = line.encode()
    pieces: list[bytes] = []
    start = 0
    while start < len(octets):
        end = start + _FOLD - bool(pieces)
        while end < len(octets) and octets[end] & 0xC0 == 0x80:
            end -= 1
        pieces.append(octets[start:end])
        start = end
    return b"\r\n ".join(pieces).decode()
