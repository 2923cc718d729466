"""A card that says its person in two scripts keeps both, and how a name in Chinese characters is read.

The network tells most names. What it leaves is found by what is known of the name that it told: a line that spells it
in another script, and kana beside it.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from cardscan.enrich.spelt_apart import ALIKE, alike, parts_like, settled
from cardscan.geometry import gaps
from cardscan.model import KINDS, Contact, Field, Line
from cardscan.parse.names import kana_reading
from cardscan.text.letters import inked, squash, words
from cardscan.text.scripts import KANA, script_of

CLOSE = 1.5  # heights of a line between a name and what stands above or below it
_MOST_WORDS = 4
_DOUBT = 0.8
_BRACKETS = str.maketrans("（）", "()")
_KANA_RUN = re.compile(rf"[{KANA}]+(?:[ \u3000・][{KANA}]+)*")
_BY = "enrich: the name in another script"


def in_both(contact: Contact, lines: Sequence[Line]) -> Contact:
    """Add to the one name of a card what spells it in another script, and to each name its reading."""
    contact = settled(contact)
    if len(contact.fn) == 1 and (other := next(_spelt(contact, lines), None)):
        fn = sorted((*contact.fn, other), key=lambda name: _printed(name, lines))
        contact = replace(contact, fn=tuple(fn))
    for name in contact.fn:
        contact = _with_reading(contact, name, lines)
    return contact


def _spelt(contact: Contact, lines: Sequence[Line]) -> Iterator[Field]:
    """Find lines that spell the name, in no other field, and in another script."""
    [name] = contact.fn
    for line in lines:
        text = _left_of(line, contact)
        another = script_of(text) not in ("", script_of(name.value))
        if another and len(inked(text)) > 1 and len(words(text)) <= _MOST_WORDS and alike(text, name.value) >= ALIKE:
            readers = [each.reader for each in line.readings if squash(text) in squash(each.text)]
            origin = f"{'+'.join(readers) or 'fused'}; {_BY}"
            yield Field(text, text, line.confidence * _DOUBT, False, origin, line.box, parts=parts_like(text, name))


def _left_of(line: Line, contact: Contact) -> str:
    """Give what of a line is in no field."""
    text = line.text
    for kind in KINDS:
        for field in getattr(contact, kind):
            text = text.replace(field.raw, " ") if field.raw else text
    return " ".join(text.split()).strip(" .,;:|/()-・")


def _printed(name: Field, lines: Sequence[Line]) -> int:
    return next((at for at, line in enumerate(lines) if name.raw and name.raw in line.text), len(lines))


def _with_reading(contact: Contact, name: Field, lines: Sequence[Line]) -> Contact:
    """Give a name in Chinese characters the kana that stand beside it, above it or below it."""
    if script_of(name.value) != "han" or not any("\u3400" <= char <= "\u9fff" for char in name.value):
        return contact
    at = next((line for line in lines if name.raw in line.text), None)
    if at is None:
        return contact
    for line in [at, *(each for each in lines if each is not at and _adjoins(each, at))]:
        for run in _KANA_RUN.finditer(line.text.replace(name.raw, "|")):
            # One word in katakana on its own may as well be the company.
            alone = run[0] == line.text.strip(" ()（）") and (" " in run[0] or run[0] < "\u30a0")
            if (alone or f"({run[0]})" in line.text.translate(_BRACKETS)) and (reading := kana_reading(run[0])):
                return _noted(contact, name, reading, run[0])
    return contact


def _noted(contact: Contact, name: Field, reading: dict[str, str], said: str) -> Contact:
    """Note a reading with its name; what was made of its letters otherwise goes."""
    fn = tuple(replace(each, parts={**each.parts, **reading}) if each is name else each for each in contact.fn)
    others = {
        kind: tuple(f for f in getattr(contact, kind) if not f.raw or f.raw.strip(" ()（）") not in said)
        for kind in ("suffix", "title", "dept")
    }
    return replace(contact, fn=fn, **others)


def _adjoins(one: Line, other: Line) -> bool:
    """Tell whether a line of letters no higher stands right above or below another."""
    high = other.place[3] - other.place[1]
    across, down = gaps(one.place, other.place)
    return across < 0 and down < CLOSE * high and one.place[3] - one.place[1] <= 1.05 * high
