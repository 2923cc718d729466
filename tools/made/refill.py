"""Fill the layout of a real card with invented contents: it says where things stand and what they are, no more."""

import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from cardscan.parse.tagger.values import KINDS
from tools.made.canvas import WIDTH, marked, misread_text, wide
from tools.made.companies import company, domain_of
from tools.made.layouts import Layout, Row, Word
from tools.made.lists import countries, listed, native
from tools.made.people import parted, person
from tools.made.pieces import Made, Marked, Piece, text_of
from tools.made.reach import english
from tools.made.said import Said, address_in
from tools.made.sayings import scrap
from tools.made.titles import department, title
from tools.made.truth import truth_of
from tools.made.words import all_latin, compose, ordinary, roman, unspaced

_TRIES = 60  # to find a country that writes as the layout does
_FILLED = ("tel", "email", "url", "social")  # what a grammar finds
_LABELS = {"email": "email", "url": "url", "social": "url"}


def filled_card(rng: random.Random, of: Sequence[Layout]) -> Made:
    """Make up a card of one of the layouts."""
    return _Filled(rng, rng.choice(of)).made()


@dataclass(slots=True)
class _Contents:
    """What a card says, once for all its lines."""

    country: str
    script: str
    said: Said
    person: list[Piece]
    brand: str
    legal: str
    named: bool = field(default=False)  # the person stands on the card already


def _said_for(rng: random.Random, layout: Layout) -> Said:
    """Draw what a card says until its country writes as the layout does; the layout's own, most often."""
    region = layout.region if layout.region in countries() and rng.random() < 0.8 else ""
    said = Said(rng)
    for attempt in range(_TRIES):
        dense = unspaced(said.country) and said.script == "native"
        near = not region or said.country == region or rng.random() < 0.03
        if dense == layout.unspaced and near and (not region or attempt > 55 or said.country == region):
            break
        said = Said(rng)
        if region and rng.random() < 0.97:
            said.country = region
    return said


def _contents(rng: random.Random, layout: Layout) -> _Contents:
    said = _said_for(rng, layout)
    dense = layout.unspaced
    if dense:
        if not unspaced(said.country):
            said.country = rng.choice(("JP", "CN", "TW", "HK", "KR"))
        said.script = "native"
    elif unspaced(said.country) or not native(said.country):
        said.script = "latin"
    country, script = said.country, said.script
    name = person(rng, country, 0, 0, script)
    fallback = compose(rng, "family")
    family = next((p.text for p in parted(name, "family")), fallback)
    brand, legal = company(rng, country, script, family if all_latin(family) else compose(rng))
    given = next((p.text for p in parted(name, "given")), "info")
    said.family = family if all_latin(family) else "office"
    said.given = given if all_latin(given) else roman(given)
    said.brand, said.legal, said.names = brand, legal, [name]
    said.domain = domain_of(rng, country, brand)
    return _Contents(country, script, said, name, brand, legal)


class _Filled:
    """A layout with contents."""

    def __init__(self, rng: random.Random, layout: Layout) -> None:
        self.rng, self.layout, self.dense = rng, layout, layout.unspaced
        self.of = _contents(rng, layout)
        self.parts = self._values()

    def made(self) -> Made:
        """The card."""
        rng = self.rng
        shift = tuple(rng.gauss(0, 8) for _ in range(3))
        stretch, moved = rng.uniform(0.9, 1.05), rng.gauss(0, 0.02)
        lines: list[Marked] = []
        rows: list[list[Piece]] = []
        for number, row in enumerate(self.layout.rows):
            if rng.random() < 0.02:  # readers miss it
                continue
            pieces = self._pieces(number, row)
            if text_of(pieces).strip():
                rows.append(pieces)
                lines.append(self._line(row, pieces, shift, stretch, moved))
        height = self.layout.height * WIDTH
        return Made(tuple(lines), height, self.of.country, "layout", truth_of(rows))

    # -- values, and how they are spread over rows

    def _values(self) -> dict[tuple[int, int], list[Piece]]:
        """The pieces of each value on each row."""
        words: dict[int, list[tuple[int, Word]]] = {}
        for number, row in enumerate(self.layout.rows):
            for word in row.words:
                if word.value >= 0:
                    words.setdefault(word.value, []).append((number, word))
        spread: dict[tuple[int, int], list[Piece]] = {}
        for value, of in words.items():
            sizes: dict[int, int] = {}
            for number, word in of:
                sizes[number] = sizes.get(number, 0) + word.size + 1
            pieces = self._value(value, [word for _, word in of])
            if pieces:
                for number, part in zip(sizes, _cut(pieces, list(sizes.values())), strict=True):
                    spread[value, number] = part
        return spread

    def _value(self, value: int, words: Sequence[Word]) -> list[Piece]:
        """Invented pieces for a value of these words."""
        rng, of = self.rng, self.of
        kind = words[0].of_value
        latin = sum(word.size > 1 for word in words) >= len(words) / 2
        script = "latin" if self.dense and latin else of.script
        size = sum(word.size + (word.gap > 0) for word in words)

        def piece(text: str) -> list[Piece]:
            return [Piece(text, kind, value)]

        makers: dict[str, tuple[Callable[[], list[Piece]], int]] = {
            "fn": (lambda: self._name(value, words, script), 1),
            "title": (lambda: piece(title(rng, of.country, script)), 8),
            "dept": (lambda: piece(department(rng, of.country, script, of.said.city)), 8),
            "suffix": (lambda: piece(self._suffix()), 1),
            "org": (lambda: piece(self._org(script)), 5),
            "adr": (lambda: self._address(value, script), 8),
        }
        if kind not in makers:
            return []
        make, tries = makers[kind]
        pieces = _of_size(make, size, tries)
        if kind not in ("fn", "org", "title"):
            return pieces
        shapes = [word.shape for word in words if word.size > 1]
        return [replace(p, text=_cased(rng, p.text, shapes)) if p.tag != "other" else p for p in pieces]

    def _name(self, value: int, words: Sequence[Word], script: str) -> list[Piece]:
        of = self.of
        if not of.named and script == of.script:
            of.named = True
            pieces = [replace(p, value=value) for p in of.person]
        else:
            pieces = person(self.rng, of.country, value, value, script)
        pieces = [p for p in pieces if p.tag in KINDS["fn"] or p.text in (" ", ", ")]
        while pieces and pieces[-1].tag not in KINDS["fn"]:
            pieces.pop()
        if not any(word.kind == "prefix" for word in words):
            pieces = [p for p in pieces if p.tag != "prefix"]
        return pieces

    def _suffix(self) -> str:
        return self.rng.choice(listed("people.suffixes", self.of.country) or listed("people.suffixes"))

    def _org(self, script: str) -> str:
        rng, of = self.rng, self.of
        if script != of.script:
            return company(rng, of.country, script, of.said.family)[1]
        own = (of.brand, of.legal)
        return rng.choice(own if rng.random() < 0.7 else company(rng, of.country, script, of.said.family))

    def _address(self, value: int, script: str) -> list[Piece]:
        pieces: list[Piece] = []
        for line in address_in(self.rng, self.of.country, value, script):
            if pieces and not self.dense:
                joint = " " if pieces[-1].text.strip().endswith(",") else ", "
                pieces.append(Piece(joint, "adr", value))
            pieces += line
        return pieces

    # -- rows

    def _pieces(self, number: int, row: Row) -> list[Piece]:
        """What a row says."""
        others = self._others(row)
        pieces: list[Piece] = []
        seen: set[int] = set()
        for at, word in enumerate(row.words):
            of_value = self.parts.get((word.value, number))
            if of_value is not None and word.value in seen:
                continue
            if pieces and word.gap:
                pieces.append(Piece(" " * word.gap))
            if of_value is not None:
                seen.add(word.value)
                pieces += _lstripped(of_value)
            elif word.kind in _FILLED:
                pieces += self._reached(word, len(row.words))
            elif word.literal:
                pieces.append(Piece(word.literal))
            elif word.kind == "other":
                last = at + 1 < len(row.words) and row.words[at + 1].kind != "other"
                pieces += self._other(word, others, last)
        return pieces

    def _others(self, row: Row) -> list[str]:
        """Words for those of a row that are nothing."""
        rng = self.rng
        words = [word for word in row.words if word.kind == "other" and not word.literal]
        if not words:
            return []
        text = self.of.said.saying() if rng.random() < 0.8 else " ".join(ordinary(rng) for _ in words)
        if row.sure < 0.7 and row.alike < 0.5:  # readers made it of what is no text
            text = " ".join(scrap(rng, "blurred", max(1, word.size)) for word in words)
        return list(text.replace(" ", ""))[: len(words)] if self.dense else text.split()[: len(words) + 2]

    def _other(self, word: Word, others: list[str], last: bool) -> list[Piece]:
        """The next of the words that are nothing; before something that is, some more of them."""
        if not others:
            return []
        pieces = [Piece(_cased(self.rng, others.pop(0), [word.shape]), "trade")]
        while last and others and self.rng.random() < 0.5:
            pieces.append(Piece(" " + others.pop(0), "trade"))
        return pieces

    def _reached(self, word: Word, words: int) -> list[Piece]:
        """A number or an address of the net, with a label where the layout's was long enough for one."""
        rng, said = self.rng, self.of.said
        label = ""
        if rng.random() < 0.6 and words < 6 and word.size > 14:
            kind = {"cell": "cell", "fax": "fax"}.get(word.type, _LABELS.get(word.kind, "tel"))
            label = rng.choice(english()[kind])
        makers: dict[str, Callable[[], str]] = {
            "tel": said.number,
            "email": lambda: said.email(said.domain),
            "url": lambda: rng.choice(("www.", "www.", "")) + said.domain,
            "social": lambda: "@" + said.domain.split(".")[0][:10],
        }
        pieces = [Piece(label, "label")] if label else []
        return [*pieces, Piece(makers[word.kind](), word.kind)]

    # -- lines

    def _line(self, row: Row, pieces: list[Piece], shift: tuple[float, ...], stretch: float, moved: float) -> Marked:
        rng = self.rng
        text = text_of(pieces)
        left, width = self._across(row, text)
        left = left * stretch + moved
        place = (left * WIDTH, row.at[1] * WIDTH, (left + width * stretch) * WIDTH, row.at[3] * WIDTH)
        other = misread_text(rng, text.strip()) if row.alike < 0.97 else ""
        if rng.random() < max(0.03, 0.5 * (1 - row.alike)):
            pieces = _changed(rng, pieces)
        read = text_of(pieces).strip()
        more: dict[str, Any] = {"ink": _shifted(row.ink, shift), "ground": _shifted(row.ground, shift)}
        return marked(pieces, place, row.sure, other or read, ring=row.ring, **more)

    def _across(self, row: Row, text: str) -> tuple[float, float]:
        """The left end and the width of a line, in widths of the card: aligned as it was with others."""
        x0, _, x1, _ = row.at
        old = sum((w.size + (w.gap > 0)) * (1.9 if self.dense and w.size == 1 else 1) for w in row.words)
        grown = wide(text) / 0.48 / max(1, old)
        width = min((x1 - x0) * min(1.8, max(0.5, grown)), 0.98)
        middle = (x0 + x1) / 2
        places = [row.at for row in self.layout.rows]
        rights = _near([right for _, _, right, _ in places], x1)
        middles = _near([(left + right) / 2 for left, _, right, _ in places], middle)
        lefts = _near([left for left, _, _, _ in places], x0)
        if middles > max(lefts, rights):
            return middle - width / 2, width
        return (x1 - width if rights > lefts else x0), width


def _of_size(make: Callable[[], list[Piece]], size: int, tries: int) -> list[Piece]:
    """The best of so many tries, by how near its length is to `size`."""
    best: tuple[float, list[Piece]] | None = None
    for _ in range(tries):
        pieces = make()
        off = abs(len(text_of(pieces)) - size) / max(4, size)
        if best is None or off < best[0]:
            best = off, pieces
        if off < 0.35:
            break
    return best[1] if best else []


def _cased(rng: random.Random, text: str, shapes: Sequence[str]) -> str:
    """A text in capitals or small letters, where most of these shapes are."""
    if shapes.count("U") > len(shapes) / 2:
        return text.upper()
    if shapes.count("L") > len(shapes) / 2 and rng.random() < 0.8:
        return text.casefold()
    return text


def _cut(pieces: Sequence[Piece], sizes: Sequence[int]) -> list[list[Piece]]:
    """Pieces in as many stretches, of about these lengths, cut at a space or behind a sign where there is one."""
    chars = [replace(piece, text=char) for piece in pieces for char in piece.text]
    parts, at = [], 0
    for size in sizes[:-1]:
        goal = at + max(1, round(len(chars) * size / sum(sizes)))
        within = range(at + 1, len(chars))
        cuts = [n for n in within if chars[n].text == " " or chars[n - 1].text in ",|/"] or list(within)
        cut = min(cuts, key=lambda n: abs(n - goal)) if cuts else len(chars)
        parts.append(chars[at:cut])
        at = cut
    return [*parts, chars[at:]]


def _lstripped(pieces: Sequence[Piece]) -> list[Piece]:
    start = next((n for n, piece in enumerate(pieces) if piece.text != " "), len(pieces))
    return list(pieces[start:])


def _changed(rng: random.Random, pieces: Sequence[Piece]) -> list[Piece]:
    """Pieces with a letter taken for another."""
    chars = [replace(piece, text=char) for piece in pieces for char in piece.text]
    at = rng.randrange(len(chars))
    if chars[at].text.isalpha() and ord(chars[at].text) < 0x250:
        chars[at] = replace(chars[at], text=rng.choice("aeiolrnst1"))
    return chars


def _shifted(colour: tuple[float, ...] | None, shift: Sequence[float]) -> tuple[float, ...] | None:
    return colour and tuple(min(255.0, max(0.0, value + by)) for value, by in zip(colour, shift, strict=True))


def _near(places: Sequence[float], place: float) -> int:
    return sum(abs(place - other) < 0.015 for other in places)
