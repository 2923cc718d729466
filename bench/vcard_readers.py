"""Write invented contacts in all scripts as vCards, and let ical.js and ez-vcard say what they read.

    sh tools/test_readers.sh && python -m bench.vcard_readers [--number 10000] [--seed 0]

Both must read the same, and what was meant. What differs is printed: the property, what was meant, what was read.
"""

import argparse
import random
import sys
import time
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

from bench.readers import ez_vcard, ical_js
from cardscan.export.jcard import jcard, jcard_array
from cardscan.export.outgoing import ADR, Outgoing, outgoing
from cardscan.export.vcard import vcard, written
from cardscan.model import Contact, Field
from cardscan.person import Meeting, Note, Person

#: First and last letter of scripts; only what Unicode has assigned as letters or marks is taken.
SCRIPTS = {
    "latin": "az", "latin accents": "Àɏ", "vietnamese": "Ạỹ", "greek": "Ͱϡ", "cyrillic": "Ѐԯ", "armenian": "Աֆ",
    "hebrew": "את", "arabic": "ءۓ", "devanagari": "ऄॐ", "bengali": "অৰ", "tamil": "அௌ", "thai": "กู", "georgian": "აჺ",
    "ethiopic": "ሀፚ", "khmer": "កឳ", "hiragana": "ぁゖ", "katakana": "ァヺ", "han": "一鿼", "hangul": "가힣",
    "deseret": "𐐀𐑏", "han beyond the first plane": "𠀀𠀿", "emoji": "😀🙏",
}  # fmt: skip
#: What has a meaning in vCard, in addresses of the net, in JSON or in XML.
MARKS = r",;:\"'&<>=()[]{}/-.+#@%^|!?*~`$_„“”’«»–—·•、。" + "\u200c\u00ad"
NETWORKS = ("linkedin", "xing", "wechat", "instagram", "kestnet", "")
TYPES = ("cell", "work", "fax", "home", "pager", "tollfree", "")


def people(number: int, seed: int) -> Iterator[Person]:
    """Invent people, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - not for secrets
    scripts = list(SCRIPTS)
    for position in range(number):
        yield _person(_Writer(chance, SCRIPTS[scripts[position % len(scripts)]]), position)


class _Writer:
    """Writes words in one script, with marks in between."""

    def __init__(self, chance: random.Random, script: str) -> None:
        self.chance = chance
        codes = range(ord(script[0]), ord(script[1]) + 1)
        self.letters = [chr(code) for code in codes if unicodedata.category(chr(code))[0] in "LMS"]

    def text(self, words: int = 3) -> str:
        chance = self.chance
        parts = []
        for _ in range(chance.randint(1, words)):
            word = "".join(chance.choices(self.letters, k=chance.randint(1, 12)))
            if chance.random() < 0.3:
                at = chance.randint(0, len(word))
                word = word[:at] + chance.choice(MARKS) + word[at:]
            parts.append(word)
        return " ".join(parts)

    def fields(self, most: int, **more: Any) -> tuple[Field, ...]:
        return tuple(Field(self.text(), **more) for _ in range(self.chance.randint(0, most)))

    def parts(self, *keys: str) -> dict[str, str]:
        return {key: self.text() for key in keys if self.chance.random() < 0.7}

    def tel(self) -> Field:
        chance = self.chance
        value = "+4420" + "".join(chance.choices("0123456789", k=8)) if chance.random() < 0.8 else self.text(1)
        parts = {"ext": str(chance.randint(1, 999))} if chance.random() < 0.1 else {}
        return Field(value, type=chance.choice(TYPES), parts=parts)

    def several(self, make: Callable[[], Field], most: int) -> tuple[Field, ...]:
        return tuple(make() for _ in range(self.chance.randint(0, most)))


def _person(writer: _Writer, position: int) -> Person:
    chance = writer.chance
    contact = Contact(
        fn=writer.several(lambda: Field(writer.text(), parts=writer.parts("given", "family", "prefix", "suffix")), 1),
        suffix=writer.fields(1),
        title=writer.fields(2),
        dept=writer.fields(2),
        org=writer.fields(1),
        tel=writer.several(writer.tel, 3),
        email=writer.several(lambda: Field(f"{writer.text(1)}@kestelyn.example"), 2),
        url=writer.several(lambda: Field(f"https://kestelyn.example/{writer.text()}?a=1,2;b"), 2),
        social=writer.several(lambda: Field(writer.text(1), type=chance.choice(NETWORKS)), 2),
        adr=writer.several(lambda: Field(writer.text(5), parts=writer.parts(*ADR)), 2),
    )
    day = date(2026, 1, 1) + timedelta(days=chance.randint(0, 700))
    now = datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=chance.randint(0, 10**7))
    note = Note(f"{writer.text(20)}\n{writer.text(20)}", writer.text(30), now)
    meeting = Meeting(1, day, writer.text(), notes=(note,), place=writer.text())
    return Person(position, str(UUID(int=chance.getrandbits(128))), contact, (meeting,), now, now)


#: The properties that are compared.
NAMES = ("uid", "rev", "fn", "n", "org", "title", "tel", "email", "url", "x-ablabel", "adr", "note", "categories")
Values = dict[str, Any]


def meant(who: Outgoing) -> Values:
    """Say what a reader is to find."""
    parts = [who.name.get(part, "") for part in ("family", "given", "", "prefix", "suffix")]
    return {
        "uid": [who.uid],
        "rev": [who.revised.strftime("%Y-%m-%dT%H:%M:%SZ")],
        "fn": [who.full_name],
        "n": [parts],
        "org": [[who.org, *who.dept]] if who.org or who.dept else [],
        "title": [who.title] if who.title else [],
        "tel": [tel.value for tel in who.tel],
        "email": list(who.email),
        "url": [*who.url, *(profile.link for profile in who.links)],
        "x-ablabel": [profile.label for profile in who.links],
        "adr": [["", "", *(adr[part] for part in ADR)] for adr in who.adr],
        "note": [who.note] if who.note else [],
        "categories": [list(who.events)] if who.events else [],
    }


def found(card: Any) -> Values:
    """Gather what a reader found, from its jCard."""
    values: Values = {name: [] for name in NAMES}
    for name, _, _, *said in card[1]:
        if name == "categories":
            values[name].append(said)
        elif name == "org":
            values[name].append(said[0] if isinstance(said[0], list) else [said[0]])
        elif name in values:
            values[name].append(said[0])
    return values


def differences(everyone: Sequence[Person], kind: str = "vcf") -> Iterator[str]:
    """Write people, let both readers read them, and say in what they differ from what was meant."""
    outs = [outgoing(person, "full") for person in everyone]
    if kind == "vcf":
        data = "".join(vcard(person, "full") for person in everyone).encode()
        outs = [written(out) for out in outs]
    else:
        data = b"".join(jcard_array(jcard(out) for out in outs))
    for read in (ical_js, ez_vcard):
        cards = read(data, kind)
        if len(cards) != len(everyone):
            yield f"{read.__name__}: {len(cards)} cards of {len(everyone)}"
        for out, card in zip(outs, cards, strict=False):
            expected, got = meant(out), found(card)
            if kind == "jcard" and read is ez_vcard and not out.org:  # it leaves out an empty company
                expected["org"] = [list(out.dept)] if out.dept else []
            for name in NAMES:
                if expected[name] != got[name]:
                    yield f"{read.__name__}: {name}: meant {expected[name]!r}, read {got[name]!r}"


def main() -> None:
    """Measure, and print what differs."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--number", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    everyone = list(people(options.number, options.seed))
    differ = 0
    for kind in ("vcf", "jcard"):
        begin = time.perf_counter()
        wrong = list(differences(everyone, kind))
        differ += len(wrong)
        for line in wrong[:20]:
            print(line)
        print(f"{kind}: {len(everyone)} contacts, {len(wrong)} differences, {time.perf_counter() - begin:.0f} s")
    sys.exit(1 if differ else 0)


if __name__ == "__main__":
    main()
