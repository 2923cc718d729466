"""Write what changed here into the server's card, and leave every other line of it byte for byte as it is."""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence

from cardscan.export.vcard import fold_line
from cardscan.model import SINGLE, Field
from cardscan.sync.changes import Put
from cardscan.sync.keys import identity
from cardscan.sync.ours import Ours, card_in, photo_of
from cardscan.synced import Agreed
from cardscan.vcards.book import BookCard, BookFile
from cardscan.vcards.contact import categories, fields_of
from cardscan.vcards.lines import ContentLine, components, unescape

#: The properties that hold a kind which is one value.
_PROPERTIES = {
    "fn": ("FN", "N", "X-PHONETIC-FIRST-NAME", "X-PHONETIC-LAST-NAME", "X-ABSHOWAS"),
    "suffix": ("FN", "N"),
    "title": ("TITLE",),
    "org": ("ORG",),
    "dept": ("ORG",),
    "nickname": ("NICKNAME",),
    "bday": ("BDAY",),
}
_READING = "X-PHONETIC-"  # how a name is read, which a phone may know though no card says it
_EMPTY = "BEGIN:VCARD\r\nEND:VCARD\r\n"
_GROUP = re.compile(r"item(\d+)$", re.I)
_REGROUPED = re.compile(r"^[^.]+\.")

Key = tuple[str, str]  # kind, and which value of it


def written(book: BookFile, mine: Ours, pushed: Sequence[Put], agreed: Agreed | None) -> str:
    """Give the server's text with what is pushed, our note and picture in it; the same text for nothing new.

    The note and the picture are changed only as far as they are still what we once wrote there.
    """
    theirs = book.cards[0]
    was = card_in(agreed.ours) if agreed and agreed.ours else None
    new = _Card(theirs)
    ours = card_in(mine.text)
    for name in dict.fromkeys(name for put in pushed if put.kind in SINGLE for name in _PROPERTIES[put.kind]):
        said = [line.raw for line in ours.properties if line.name == name]
        if said or not name.startswith(_READING) or (was and was.value(name)):  # a reading that the phone wrote stays
            new.replace(name, said)
    several = [put for put in pushed if put.kind not in SINGLE]
    new.change({(put.kind, put.key) for put in several}, ours, {(put.kind, put.key) for put in several if put.fields})
    _write_note(new, ours, was)
    _write_picture(new, mine, agreed)
    if not new.changed:
        return book.text
    new.replace("REV", [line.raw for line in ours.properties if line.name == "REV"])
    before = "".join(line.raw for line in book.lines if line.number < theirs.first_line)
    after = "".join(line.raw for line in book.lines if line.number > theirs.lines[-1].number)
    return before + new.text + after


def with_values(text: str, other: str, keys: Collection[Key]) -> str:
    """Give a card ("" for none) with some values as another one has them, where it has them."""
    new, ours = _Card(card_in(text or _EMPTY)), card_in(other)
    for name in dict.fromkeys(name for kind, _ in keys if kind in SINGLE for name in _PROPERTIES[kind]):
        new.replace(name, [line.raw for line in ours.properties if line.name == name])
    several = {(kind, key) for kind, key in keys if kind not in SINGLE}
    new.change(several, ours, several)
    return new.text


def with_note(text: str, note: str) -> str:
    """Put a note before what the note of our card says."""
    said = "\n".join(filter(None, (note, unescape(card_in(text).value("NOTE")))))
    return with_one(text, "NOTE", property_of("NOTE", said))


def with_one(text: str, name: str, raw: str) -> str:
    """Put a line in the place of the first of a card that has a name; "" takes that away."""
    new = _Card(card_in(text))
    new.replace_first(name, raw)
    return new.text


def with_groups(text: str, groups: Iterable[Sequence[ContentLine]]) -> str:
    """Add lines to a card; those that share a group get one that is free."""
    new = _Card(card_in(text))
    new.add(groups)
    return new.text


def without_lines(text: str, numbers: Collection[int]) -> str:
    """Take lines off a card, by their numbers in it."""
    card = card_in(text)
    return "".join(line.raw for line in card.lines if line.number not in numbers)


def _write_note(new: "_Card", ours: BookCard, was: BookCard | None) -> None:
    """Put our note where our last one stands; what the user wrote around it stays, and what they changed is theirs."""
    before = unescape(was.value("NOTE")) if was else ""
    now = unescape(ours.value("NOTE"))
    there = unescape(new.card.value("NOTE"))
    if now in (before, there):
        return
    if before and before in there:
        new.replace_first("NOTE", property_of("NOTE", there.replace(before, now, 1).strip("\n")))
    elif not before and not there:
        new.replace_first("NOTE", property_of("NOTE", now))


def _write_picture(new: "_Card", mine: Ours, agreed: Agreed | None) -> None:
    """Replace our picture by a new one; one that the user chose stays, and none where they took ours off."""
    before = agreed.photo if agreed else ""
    if mine.photo != before and photo_of(new.card) == before and new.card.version != "4.0":  # 4.0 writes it otherwise
        new.replace_first("PHOTO", mine.picture)


class _Card:
    """A card that is being changed, line by line."""

    def __init__(self, card: BookCard) -> None:
        self.card = card
        self.changed = False
        self._end = "\r\n" if card.lines[0].raw.endswith("\r\n") else "\n"
        self._lines: list[tuple[ContentLine | None, str]] = [(line, line.raw) for line in card.lines]

    @property
    def text(self) -> str:
        return "".join(raw for _, raw in self._lines)

    def replace(self, name: str, raws: Iterable[str]) -> None:
        """Put lines in the place of all that have a name, or at the end where there are none."""
        self._replace([line for line in self._own() if line.name == name], list(raws))

    def replace_first(self, name: str, raw: str) -> None:
        """Put a line in the place of the first that has a name; "" takes that away."""
        self._replace([line for line in self._own() if line.name == name][:1], [raw] if raw else [])

    def change(self, gone: set[Key], ours: BookCard, come: Collection[Key]) -> None:
        """Take out the values with some keys, and add those that our card has with others."""
        self._remove(gone)
        self._add_values(ours, set(come))
        self._file_under(_tags(gone), ours, _tags(come))

    def _file_under(self, gone: set[str], ours: BookCard, come: set[str]) -> None:
        """Take out and add categories, which stand on a line together: the user's own beside ours."""
        lines = [line for line in self._own() if line.name == "CATEGORIES"]
        there = [part for line in lines for part in components(line.value, ",") if part]
        new = [part for line in ours.properties if line.name == "CATEGORIES" for part in categories(line)]
        wanted = [part for part in there if _filed(part) not in gone - come]
        wanted += [part for part in new if _filed(part) in come - set(map(_filed, there))]
        if wanted != there:
            listed = ",".join(map(_escaped, wanted))
            self._replace(lines, [f"{fold_line(f'CATEGORIES:{listed}')}\r\n"] if wanted else [])

    def _remove(self, keys: set[Key]) -> None:
        """Take out the values with these keys, and what labels them."""
        gone = {line.number for line, found in _values(self.card) if found and set(found) <= keys}
        groups = {line.group.upper() for line in self._own() if line.number in gone and line.group}
        groups -= {line.group.upper() for line in self._own() if line.number not in gone and not _is_label(line)}
        labels = {line.number for line in self._own() if _is_label(line) and line.group.upper() in groups}
        self._replace([line for line in self._own() if line.number in gone | labels], [])

    def _add_values(self, ours: BookCard, keys: set[Key]) -> None:
        """Add our lines for these keys, with their labels in groups of their own."""
        lines = [line for line, held in _values(ours) if not keys.isdisjoint(held)]
        self.add([each for each in ours.properties if each is line or line.group == each.group != ""] for line in lines)

    def add(self, groups: Iterable[Sequence[ContentLine]]) -> None:
        """Add lines, each group in one of its own."""
        taken = [_GROUP.match(line.group) for line in self.card.properties]
        number = max((int(match[1]) for match in taken if match), default=0)
        added: list[str] = []
        for lines in groups:
            number += bool(lines[0].group)
            added += [_REGROUPED.sub(f"item{number}.", line.raw) if line.group else line.raw for line in lines]
        self._replace([], added)

    def _own(self) -> list[ContentLine]:
        """List the properties that are still as they stood."""
        numbers = {line.number for line in self.card.properties}
        return [line for line, _ in self._lines if line is not None and line.number in numbers]

    def _replace(self, gone: Sequence[ContentLine], raws: Sequence[str]) -> None:
        if not gone and not raws:
            return
        if [line.raw for line in gone] == [*raws]:
            return
        numbers = {line.number for line in gone}
        where = next((at for at, (line, _) in enumerate(self._lines) if line and line.number in numbers), self._last())
        new: list[tuple[ContentLine | None, str]] = [(None, self._ended(raw)) for raw in raws]
        self._lines[where:where] = new
        self._lines = [(line, raw) for line, raw in self._lines if line is None or line.number not in numbers]
        self.changed = True

    def _last(self) -> int:
        """Where a line is added: before a picture, which must be last, else before the card's end."""
        own = {line.number for line in self.card.properties if line.name == "PHOTO"} or {self.card.lines[-1].number}
        return next((at for at, (line, _) in enumerate(self._lines) if line and line.number in own), len(self._lines))

    def _ended(self, raw: str) -> str:
        return raw.replace("\r\n", "\n").replace("\n", self._end)


def _values(card: BookCard) -> Iterator[tuple[ContentLine, list[Key]]]:
    """Yield the lines that hold values which stand for themselves, with what they hold."""
    labels = [line for line in card.properties if line.name == "X-ABLABEL"]
    for line in card.properties:
        if line.name in ("FN", "N", "ORG", "TITLE", "ROLE", "X-ABLABEL", "CATEGORIES"):
            continue
        around = [label for label in labels if line.group and label.group.upper() == line.group.upper()]
        found = [(kind, identity(kind, field)) for kind, field in fields_of([line, *around]) if kind not in SINGLE]
        if found:
            yield line, found


def _tags(keys: Collection[Key]) -> set[str]:
    return {key for kind, key in keys if kind == "tag"}


def _filed(category: str) -> str:
    return identity("tag", Field(category))


def _is_label(line: ContentLine) -> bool:
    """Tell whether a line only says something of another one of its group: X-ABLabel, X-ABADR (Apple)."""
    return line.name.startswith("X-AB")


def property_of(name: str, value: str) -> str:
    """Write a property whose value is a text; "" for none."""
    return f"{fold_line(f'{name}:{_escaped(value)}')}\r\n" if value else ""


def _escaped(value: str) -> str:
    """Escape a text as RFC 2426, 5 says."""
    return value.replace("\\", "\\\\").replace("\n", "\\n").replace(",", "\\,").replace(";", "\\;")
