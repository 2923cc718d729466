"""What phones and address book servers trip over in a file of vCards, line by line: a table of rules.

Each rule was looked up or tried: which reader trips, and over what (Android by its importer's source, iCloud by its
limits and by what it refuses, Radicale and vobject by trying).
"""

import re
from base64 import b64decode
from binascii import Error
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from cardscan.text.wording import counted
from cardscan.vcards.book import BookCard, BookFile
from cardscan.vcards.lines import ContentLine, components, unescape

_MOST_PHOTO, _MOST_CARD, _MOST_CARDS, _MOST_AT_GOOGLE = 224 * 1024, 256 * 1024, 50_000, 3_000
_TEXTS = ("FN", "NOTE", "TITLE", "ROLE", "TEL", "EMAIL")
_TYPED = ("TEL", "EMAIL", "ADR")
_BARE_MARK = re.compile(r"(?:\\.|[^\\,;])*+[,;]")  # a comma or semicolon that no backslash escapes
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_PICTURES = (b"\xff\xd8", b"\x89PNG", b"GIF8", b"BM")
#: Of the properties of our own making those that Apple itself writes.
_APPLES = re.compile(r"X-(?:AB[A-Z-]+|PHONETIC-[A-Z-]+|ADDRESSBOOKSERVER-[A-Z]+|APPLE-[A-Z-]+|SOCIALPROFILE|IMAGETYPE)")
_DROPPED = ("ROLE", "GEO", "TZ", "RELATED", "MAILER", "SOUND", "KEY", "LANG", "GENDER", "MEMBER")
#: What says more of someone than their name.
_REACHED = ("TEL", "EMAIL", "ADR", "URL", "IMPP", "ORG", "NOTE")
#: What a card has once (RFC 2426, RFC 6350).
_ONCE = ("VERSION", "N", "BDAY", "ANNIVERSARY", "UID", "REV", "PRODID", "KIND", "GENDER")
_DAYS = ("BDAY", "ANNIVERSARY")
#: A day as ISO 8601 has it, with or without hyphens and time; --MM-DD where the year is not told.
_DAY = re.compile(r"(?:\d{4}-?|--)(?:0[1-9]|1[0-2])-?(?:0[1-9]|[12]\d|3[01])(?:$|T)", re.ASCII)
_BARE_CR = re.compile(r"\r(?!\n)")


@dataclass(frozen=True, slots=True)
class Finding:
    """A trap in a file."""

    number: int  # of the line, from 1
    rule: str
    what: str
    trips: str  # who trips over it, and how
    advice: str
    note: bool = False  # worth knowing, no mistake


@dataclass(frozen=True, slots=True)
class _Rule:
    name: str
    lines: Callable[[BookCard], Iterable[ContentLine]]  # those that break it
    what: str  # {name} is that of the property
    trips: str
    advice: str
    note: bool = False


def check(book: BookFile) -> tuple[Finding, ...]:
    """List the traps in a file of vCards, in the order of their lines."""
    found = [*_of_file(book), *(each for card in book.cards for rule in RULES for each in _broken(rule, card))]
    return tuple(sorted(found, key=lambda finding: (finding.number, finding.rule)))


def _broken(rule: _Rule, card: BookCard) -> Iterator[Finding]:
    for line in rule.lines(card):
        what = rule.what.format(name=line.name)
        yield Finding(line.number, rule.name, what, rule.trips, rule.advice, rule.note)


def _of_file(book: BookFile) -> Iterator[Finding]:
    """What is wrong with the file as a whole, and with lines that belong to no card."""
    number = len(book.cards)
    if book.text.startswith("\ufeff") and book.encoding == "utf-8":
        yield Finding(1, "bom", "the file starts with a byte order mark", "iCloud refuses the file, Radicale the card",
                      "save it as UTF-8 without a BOM")  # fmt: skip
    if book.encoding == "utf-16":
        yield Finding(1, "utf-16", "the file is UTF-16", "phones and servers read only UTF-8", "save it as UTF-8")
    for problem in book.problems:
        yield Finding(problem.number, "broken", f"this {problem.what}" if "card" not in problem.what else problem.what,
                      "iCloud, Radicale and vobject refuse the whole file for one such line",
                      "correct it, or remove the card")  # fmt: skip
    yield from _bare_cr(book)
    if number > _MOST_CARDS:
        yield Finding(1, "many", f"{number} cards", "iCloud takes 50,000", "split the file")
    elif number > _MOST_AT_GOOGLE:
        yield Finding(
            1, "many", f"{number} cards", "Google Contacts takes 3,000 at a time", "split the file", note=True
        )
    if number > 1:
        yield Finding(1, "one-file", f"{number} cards in one file", "Outlook for Windows reads only the first",
                      "for Outlook write one file each: cardscan export --split", note=True)  # fmt: skip
    yield from _same_uid(book)


def _bare_cr(book: BookFile) -> Iterator[Finding]:
    """Name the first line that a carriage return ends alone, as on old Macs, and say how many there are."""
    lines = [line for line in book.lines if _BARE_CR.search(line.raw)]
    if lines:
        yield Finding(lines[0].number, "bare-cr", f"a line ends in a bare CR ({counted(len(lines), 'such line')})",
                      "ical.js, and so Thunderbird and Nextcloud, takes all that follows for the same line",
                      "save it with CRLF line ends, as Windows has them")  # fmt: skip


def _same_uid(book: BookFile) -> Iterator[Finding]:
    seen: dict[str, int] = {}
    for card in book.cards:
        for line in _named(card, "UID"):
            first = seen.setdefault(line.value, line.number)
            if line.value and first != line.number:
                yield Finding(line.number, "same-uid", f"the same UID as in line {first}",
                              "servers refuse the second card (Radicale: 409), phones overwrite the first",
                              "give each card a UID of its own")  # fmt: skip


def _named(card: BookCard, *names: str) -> Iterator[ContentLine]:
    return (line for line in card.properties if line.name in names)


def _lacking(*names: str) -> Callable[[BookCard], Iterable[ContentLine]]:
    """Give a rule that breaks at the first line of a card which has none of some properties."""
    return lambda card: () if any(line.value.strip("; ") for line in _named(card, *names)) else card.lines[:1]


def _version(wrong: Callable[[str], bool]) -> Callable[[BookCard], Iterable[ContentLine]]:
    return lambda card: [line for line in _named(card, "VERSION") if wrong(line.value)][:1]


def _large(card: BookCard) -> Iterable[ContentLine]:
    """The card is too large, its photo not counted: that may be 224 KB, which is 300 as base64."""
    octets = sum(len(line.raw.encode("utf-8", "replace")) for line in card.lines if line.name != "PHOTO")
    return card.lines[:1] if octets > _MOST_CARD else ()


def _photos(card: BookCard) -> Iterator[ContentLine]:
    return _named(card, "PHOTO")


def _large_photo(card: BookCard) -> Iterator[ContentLine]:
    return (line for line in _photos(card) if line.encoding == "base64" and len(line.value) * 3 // 4 > _MOST_PHOTO)


def _linked_photo(card: BookCard) -> Iterator[ContentLine]:
    return (line for line in _photos(card) if re.match(r"(?i)(?:https?|cid|file):", line.value))


def _data_photo(card: BookCard) -> Iterator[ContentLine]:
    return (line for line in _photos(card) if line.value[:5].lower() == "data:")


def _odd_photo(card: BookCard) -> Iterator[ContentLine]:
    for line in _photos(card):
        if line.encoding == "base64":
            try:
                data = b64decode(line.value + "=" * (-len(line.value) % 4), validate=True)
            except (Error, ValueError):
                data = b""
            if not data.startswith(_PICTURES):
                yield line


def _photo_before_others(card: BookCard) -> Iterator[ContentLine]:
    return (line for line in _photos(card) if card.properties[-1] is not line and line.encoding == "base64")


def _blank_after_photo(card: BookCard) -> Iterator[ContentLine]:
    for line, after in zip(card.lines, card.lines[1:], strict=False):
        if line.name == "PHOTO" and line.encoding == "base64" and not after.raw.strip():
            yield after


def _untyped(card: BookCard) -> Iterator[ContentLine]:
    labelled = {line.group for line in _named(card, "X-ABLABEL")} - {""}
    for line in _named(card, *_TYPED):
        if not line.types - {"pref"} and line.group not in labelled:
            yield line


def _work_mobile(card: BookCard) -> Iterator[ContentLine]:
    return (line for line in _named(card, "TEL") if {"work", "cell"} <= line.types)


def _cut_url(card: BookCard) -> Iterator[ContentLine]:
    return (line for line in _named(card, "URL") if re.search(r"[,;\\]", line.value))


def _unescaped(card: BookCard) -> Iterator[ContentLine]:
    if card.version != "2.1":  # there a comma needs no escape
        for line in _named(card, *_TEXTS):
            if _BARE_MARK.match(line.value) and not line.value.lower().startswith(("tel:", "mailto:")):
                yield line


def _letters(card: BookCard) -> Iterator[ContentLine]:
    for line in _named(card, "ORG", "CATEGORIES"):
        parts = components(line.value, ";" if line.name == "ORG" else ",")
        if len(parts) > 2 and all(len(part) == 1 for part in parts):
            yield line


def _only_categories(card: BookCard) -> Iterator[ContentLine]:
    note = unescape(card.value("NOTE"))
    for line in _named(card, "CATEGORIES"):
        if any(part.strip() and part.strip() not in note for part in set(components(line.value, ","))):
            yield line


def _escaped_separators(card: BookCard) -> Iterator[ContentLine]:
    r"""Find where \; stands for the mark between two parts: in a name that is one, in an address more than one."""
    most = {"N": 0, "ADR": 1}
    for line in _named(card, *most):
        if any(part.count(";") > most[line.name] for part in components(line.value)):
            yield line


def _twice(card: BookCard) -> Iterator[ContentLine]:
    """Find the second and further ones of what a card has once."""
    seen: set[str] = set()
    for line in _named(card, *_ONCE):
        if line.name in seen:
            yield line
        seen.add(line.name)


def _no_year(card: BookCard) -> Iterator[ContentLine]:
    return (line for line in _named(card, *_DAYS) if "X-APPLE-OMIT-YEAR" in line.params or line.value[:4] == "1604")


def _odd_day(card: BookCard) -> Iterator[ContentLine]:
    return (line for line in _named(card, *_DAYS) if line.value and not _DAY.match(line.value))


def _quoted(card: BookCard) -> Iterator[ContentLine]:
    if card.version != "2.1":
        yield from (line for line in card.properties if line.encoding == "quoted-printable")


def _own(card: BookCard) -> Iterator[ContentLine]:
    return (line for line in card.properties if line.name.startswith("X-") and not _APPLES.fullmatch(line.name))


def _control(card: BookCard) -> Iterator[ContentLine]:
    return (line for line in card.lines if _CONTROL.search(line.raw) or _CONTROL.search(line.value))


def _group(card: BookCard) -> Iterator[ContentLine]:
    return (line for line in _named(card, "X-ADDRESSBOOKSERVER-KIND", "KIND") if line.value.lower() == "group")


def _any(*names: str) -> Callable[[BookCard], Iterable[ContentLine]]:
    return lambda card: _named(card, *names)


RULES = (
    _Rule("version", _lacking("VERSION"), "the card does not say its VERSION", "Android and iCloud refuse it",
          "write VERSION:3.0 below BEGIN:VCARD"),
    _Rule("version-2.1", _version(lambda said: said.startswith("2")), "vCard 2.1",
          "iCloud refuses it, and with it the whole file", "write it as 3.0"),
    _Rule("version-4.0", _version(lambda said: not said.startswith(("2", "3"))), "not vCard 3.0",
          "iOS and macOS read 3.0; Android takes a part of 4.0, and no photo of it; Radicale cuts 4.0 photos off",
          "write it as 3.0"),
    _Rule("no-name", _lacking("FN"), "no FN", "Radicale refuses the card (400), phones show no name", "write FN and N"),
    _Rule("no-n", _lacking("N"), "N is missing or empty",
          "vCard 3.0 demands N; readers that sort by it lose the card",
          "write N:family;given;;; (for a company N:;;;; is right)", note=True),
    _Rule("name-only", _lacking(*_REACHED), "a name and nothing else", "iCloud refuses such cards",
          "add a number or an address, or remove the card"),
    _Rule("no-uid", _lacking("UID"), "no UID", "Radicale refuses the card (400); importing it again makes a second one",
          "give it a UID that never changes"),
    _Rule("large-card", _large, "the card without its photo is larger than 256 KB", "iCloud refuses it",
          "shorten its NOTE"),
    _Rule("large-photo", _large_photo, "the photo is larger than 224 KB", "iCloud refuses it", "make it smaller"),
    _Rule("linked-photo", _linked_photo, "the photo is a link", "Android ignores it", "put the picture into the card"),
    _Rule("data-photo", _data_photo, "the photo is a data: address, as in vCard 4.0",
          "Android does not understand it; Radicale and vobject cut it off", "write PHOTO;ENCODING=b;TYPE=JPEG:…"),
    _Rule("odd-photo", _odd_photo, "the photo is no JPEG, PNG, GIF or BMP", "iCloud accepts only those", "convert it"),
    _Rule("photo-first", _photo_before_others, "properties stand after the photo",
          "Samsung's importer fails on what follows a photo", "make PHOTO the last property of the card"),
    _Rule("blank-after-photo", _blank_after_photo, "an empty line after the photo",
          "SOGo and Thunderbird's reader end the card there", "remove it, and make PHOTO the last property"),
    _Rule("logo", _any("LOGO"), "a LOGO", "Android takes it for the person's photo", "remove it"),
    _Rule("no-type", _untyped, "{name} without a TYPE",
          "Android takes it for a private one (EMAIL: for another), old Outlook drops it",
          "write TYPE=WORK,VOICE, TYPE=CELL, TYPE=HOME …"),
    _Rule("work-mobile", _work_mobile, "a TEL that is WORK and CELL", "Android shows it as a work number",
          "write TYPE=CELL alone"),
    _Rule("url-marks", _cut_url, "a comma, semicolon or backslash in a URL",
          "vobject, and so Radicale, cuts the address there; others keep the backslash", "write %2C and %3B"),
    _Rule("unescaped", _unescaped, "a comma or semicolon in {name} without a backslash",
          "vobject, and so Radicale, drops all that follows it", r"write \, and \;"),
    _Rule("escaped-marks", _escaped_separators, r"{name} has \; where one part ends and the next begins",
          "every reader takes all of them for one part, and shows the semicolons", "write ; without the backslash"),
    _Rule("twice", _twice, "a second {name}", "a card has one: some readers keep the first, some the last",
          "remove the wrong one"),
    _Rule("no-year", _no_year, "a {name} whose year is not told is written with the year 1604, as Apple does",
          "Google, Android's importer and others show 1604", "write the year, where you know it", note=True),
    _Rule("odd-day", _odd_day, "{name} is no day as vCard writes it", "phones and servers drop it, or show the text",
          "write 1979-04-30"),
    _Rule("letters", _letters, "{name} taken apart letter by letter", "every reader shows it so: a program wrote a "
          "text where a list belonged (vobject does)", "write it as one word again"),
    _Rule("categories", _only_categories, "CATEGORIES that NOTE does not name",
          "Android drops them, Apple ignores them", "write them into NOTE, too", note=True),
    _Rule("quoted-printable", _quoted, "quoted-printable in a card that is not 2.1", "Android fails on it",
          "write the text as it is, in UTF-8"),
    _Rule("own-property", _own, "{name}, a property of some program's own",
          "iCloud refuses cards with unknown X- properties; others drop it", "remove it for phones"),
    _Rule("control", _control, "a control character", "CardDAV cannot carry it, servers refuse the card",
          "remove it"),
    _Rule("group", _group, "a group written as a card", "only Apple knows it; others show a contact of that name",
          "export the people alone", note=True),
    _Rule("agent", _any("AGENT"), "a card within the card", "Radicale refuses it (400), phones drop it",
          "make it a card of its own"),
    _Rule("dropped", _any(*_DROPPED), "{name}", "Android drops it", "write into NOTE or TITLE what matters", note=True),
)  # fmt: skip
