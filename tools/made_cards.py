"""Make cards up to fit weights on: invented texts, laid out as the lines that readers would give. No picture is drawn.

The families of layouts are what cards have in common: a stack, a head with columns, a shop's board, a logo beside
the text, a foot of joined lines.
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any

from made_lines import Canvas, Row, joined
from made_texts import Texts, texts

from cardscan.model import Line

NOBODY = 0.07  # share of cards, of shops mostly, that name no one
_HONORIFICS = {
    "IN": "Mr. Dr. CA Adv. Er. Shri Mrs.",
    "DE": "Dr. Dipl.-Ing.",
    "US": "Dr.",
    "PL": "mgr dr",
    "IT": "Dott. Avv.",
}


@dataclass(frozen=True)
class Made:
    """A card that was made up: the lines as readers would give them, and its truth."""

    lines: tuple[Line, ...]
    height: float
    truth: dict[str, list[Any]]


class _Blocks:
    """The blocks of a card as rows: who, logo, reach, address, and the rest."""

    def __init__(self, rng: random.Random, said: Texts) -> None:
        self.rng, self.said = rng, said
        self.body = rng.uniform(24, 44)
        self.truth: dict[str, list[Any]] = {k: [] for k in ("fn", "suffix", "title", "dept", "org", "adr")}
        self.nobody = rng.random() < NOBODY
        self.upper = {part: rng.random() < share for part, share in (("fn", 0.3), ("org", 0.45), ("title", 0.12))}
        self.small = rng.random()
        self.band = int(rng.random() < 0.2)  # numbers and address may stand on a band

    def who(self, person: int = 0) -> list[Row]:
        """The person, with title, department and degree."""
        rng, said = self.rng, self.said
        if self.nobody:
            return []
        self.truth["title"], self.truth["dept"] = list(said.titles), [said.dept] if said.dept else []
        size = self.body * rng.choice((1.0, 1.2, 1.4, 1.7, 2.0))
        name = said.people[person]
        honorifics = _HONORIFICS.get(said.country, "")
        if honorifics and rng.random() < 0.15:
            name = f"{rng.choice(honorifics.split())} {name}"
        name = name.upper() if self.upper["fn"] else name
        self.truth["fn"].append(name)
        ink = rng.choice((0, 0, 1))
        rows = [Row(name, size, ink, 0.04)]
        if " " in name and len(name.split()) == 2 and rng.random() < 0.04:
            rows = [Row(word, size, ink) for word in name.split()]
        if said.again and person == 0:
            self.truth["fn"].append(said.again)
            rows.insert(rng.choice((0, len(rows), len(rows))), Row(said.again, size * rng.choice((0.5, 0.6, 0.8)), ink))
        titles = said.titles if person == 0 or rng.random() < 0.5 else []
        below = [
            Row(t.upper() if self.upper["title"] else t, self.body * rng.choice((0.8, 1.0, 1.0, 1.1)), 0, 0.05)
            for t in titles
        ]
        if said.degree and person == 0:
            self.truth["suffix"].append(said.degree)
            rows.append(Row(said.degree, self.body * 0.8))
        if len(below) == 1 and rng.random() < 0.06:
            rows[-1] = replace(rows[-1], text=f"{rows[-1].text}{rng.choice((', ', ' (', ' - '))}{below[0].text}")
            below = []
        if below and rng.random() < 0.05:
            rows, below = below, rows  # the title above the name
        if said.dept and person == 0:
            below.insert(rng.choice((0, len(below))), Row(said.dept, self.body))
        return rows + below

    def logo(self) -> list[Row]:
        """The company as its logo has it: in one row or two, hardly legible now and then, or not at all."""
        rng, said = self.rng, self.said
        size = self.body * rng.choice((1.2, 1.6, 2.0, 2.6, 3.2, 4.0))
        brand = rng.choice((said.brand, said.brand, said.legal))
        if rng.random() < 0.08:
            return []
        brand = brand.upper() if self.upper["org"] else brand.casefold() if rng.random() < 0.08 else brand
        words = brand.split()
        if len(words) > 1 and rng.random() < 0.4:
            cut = rng.randint(1, len(words) - 1)
            even = rng.random() < 0.4
            shrink = 1.0 if even else rng.choice((0.5, 0.6, 0.75))
            rows = [" ".join(words[:cut]), " ".join(words[cut:])]
            out = [Row(rows[0], size, 1, 0.15), Row(rows[1], size * shrink, 1 if even else rng.choice((1, 2)), 0.1)]
        else:
            out = [Row(brand, size, 1, 0.15)]
        if len(out) == 1 and rng.random() < 0.04:
            out = [replace(out[0], height=self.body * rng.uniform(0.6, 1.2), ring=True)]
        if rng.random() < 0.06:  # the mark itself, read as letters
            out.insert(0, Row("".join(w[0] for w in words).upper()[:3], size * 1.5, 2, 0.5))
        elif rng.random() < 0.06:  # or as letters before the name
            out[0] = replace(
                out[0],
                text=f"{rng.choice(('c', 'C', 'N', '三', 'O', 'cs', 'e', 'V'))}{rng.choice((' ', ''))}{out[0].text}",
            )
        if said.others and rng.random() < 0.35:  # what the company does, right below its name
            band = int(rng.random() < 0.25)
            out.append(Row(said.others[0], size * rng.choice((0.3, 0.4, 0.6)), rng.choice((0, 1, 2)), 0.05, band))
        return out

    def reach(self) -> list[Row]:
        """Numbers and addresses of the net, with labels or without."""
        rng, said = self.rng, self.said
        style = rng.choice(
            ("", "", "Mobile: |Email: |Web: ", "M |E |W ", "Tel. |e-mail: |", "Ph : |Email : |Website : ", "T: |E: |")
        )
        tel, mail, web = (style.split("|") + ["", ""])[:3] if style else ("", "", "")
        rows = [tel + n for n in said.numbers]
        if len(rows) > 1 and rng.random() < 0.2:
            rows = [rng.choice((", ", " / ", " | ", "  ")).join(rows)]
        rows += [mail + e for e in said.locals]
        if rng.random() < 0.6:
            rows.append(web + rng.choice(("www.", "www.", "", "http://www.")) + said.domain)
        rng.shuffle(rows)
        return [Row(text, self.body * 0.95, 0, 0.02, self.band) for text in rows]

    def place(self) -> list[Row]:
        """The address, under the company's full name where there is room."""
        rng, said = self.rng, self.said
        rows = []
        if said.address:
            text = ", ".join(part.strip(" ,") for part in said.address)
            self.truth["adr"] = [text]
            lines = list(said.address)
            if rng.random() < 0.1:
                lines[0] = rng.choice(("Address : ", "Office : ", "Add.: ", "Regd. Office : ")) + lines[0]
            rows = [Row(line, self.body * 0.95, 0, 0.04, self.band) for line in lines]
        if self.small < 0.35:
            rows.insert(
                0,
                Row(
                    said.legal.upper() if self.rng.random() < 0.2 else said.legal,
                    self.body * rng.choice((0.95, 1.1, 1.3)),
                    rng.choice((0, 1)),
                    0.03,
                    self.band,
                ),
            )
        return rows

    def rest(self) -> list[Row]:
        """Slogans, goods, certificates: what is no field."""
        band = int(self.rng.random() < 0.25)
        return [
            Row(
                text,
                self.body * self.rng.choice((0.7, 0.9, 1.0, 1.2)),
                self.rng.choice((0, 2)),
                self.rng.choice((0.03, 0.06, 0.3)),
                band,
            )
            for text in self.said.others[1:]
        ]


def made_card(rng: random.Random) -> Made:
    """Make a card up."""
    said = texts(rng)
    blocks = _Blocks(rng, said)
    canvas = Canvas(rng, rng.uniform(540, 660))
    layout = rng.choice((_stack, _stack, _stack, _columns, _columns, _shop, _beside, _foot))
    layout(rng, canvas, blocks)
    truth = blocks.truth
    truth["org"] = [said.legal, said.brand]
    return Made(tuple(joined(rng, canvas.lines)), canvas.height, truth)


def _stack(rng: random.Random, canvas: Canvas, blocks: _Blocks) -> None:
    """Blocks one below the other, to the left, in the middle or to the right."""
    align = rng.choice("llmmr")
    x = {"l": rng.uniform(50, 320), "m": 500.0, "r": 950.0}[align]
    parts = [blocks.logo(), blocks.who(), *rng.sample([blocks.place(), blocks.reach()], 2)]
    if rng.random() < 0.35:
        parts = rng.choice(
            (
                [parts[1], parts[0], *parts[2:]],
                [parts[1], *parts[2:], parts[0]],
                [parts[2], parts[1], parts[3], parts[0]],
            )
        )
    if len(blocks.said.people) > 1:
        parts.insert(2, blocks.who(1))
    parts.insert(rng.randint(1, len(parts)), blocks.rest())
    _down(rng, canvas, parts, x, align, 900 if align == "m" else 960 - x if align == "l" else 900)


def _down(rng: random.Random, canvas: Canvas, parts: list[list[Row]], x: float, align: str, room: float) -> None:
    y, gap, size = rng.uniform(20, 70), rng.uniform(0.2, 0.6), sum(r.height * 1.35 for p in parts for r in p)
    between = max(0.25, min(2.5, (canvas.height - 60 - size) / 35 / max(1, len(parts))))
    for part in parts:
        y = canvas.stack(part, x, y, align, room, gap)
        y += between * 35 * rng.uniform(0.5, 1.2) if part else 0
    canvas.height = max(canvas.height, y + 10)


def _columns(rng: random.Random, canvas: Canvas, blocks: _Blocks) -> None:
    """Logo above, the person left, and two columns below."""
    logo, who = blocks.logo(), blocks.who()
    align, x = rng.choice((("l", 50.0), ("r", 950.0), ("m", 500.0)))
    y = canvas.stack(logo, x, rng.uniform(25, 60), align, 880)
    x, align = rng.choice(((50.0, "l"), (50.0, "l"), (950.0, "r"), (480.0, "l")))
    y = canvas.stack(who, x, y + rng.uniform(15, 90), align, 450)
    if len(blocks.said.people) > 1:
        canvas.stack(blocks.who(1), 520 if x < 100 else 50, y - 2.7 * blocks.body, "l", 430)
    y = max(y + 20, canvas.height * rng.uniform(0.5, 0.65))
    left, right = rng.sample([blocks.place(), blocks.reach()], 2)
    ends = [canvas.stack(left, 50, y, "l", 430), canvas.stack(right, *rng.choice(((540, y, "l"), (950, y, "r"))), 410)]
    canvas.height = max(canvas.height, canvas.stack(blocks.rest(), 500, max(ends) + 8, "m", 900) + 10)


def _shop(rng: random.Random, canvas: Canvas, blocks: _Blocks) -> None:
    """Person and numbers in the corners above, the company as wide as the card, goods, and the address in a band."""
    one = canvas.stack(blocks.who(), 40, 25, "l", 450)
    if len(blocks.said.people) > 1:
        two = canvas.stack([*blocks.who(1), *blocks.reach()], 960, 25, "r", 440)
    else:
        two = canvas.stack(blocks.reach(), 960, 25, "r", 440)
    logo = [replace(row, height=row.height * 1.4) for row in blocks.logo()]
    y = canvas.stack(logo, 500, max(one, two) + rng.uniform(10, 60), "m", 900)
    y = canvas.stack(blocks.rest(), 500, y + 10, "m", 880)
    y = canvas.stack(blocks.place(), *rng.choice(((500, y + 30, "m"), (40, y + 30, "l"))), 900)
    canvas.height = max(canvas.height, y + 10)


def _beside(rng: random.Random, canvas: Canvas, blocks: _Blocks) -> None:
    """The logo in a panel on one side, everything else on the other."""
    edge = rng.uniform(330, 450)
    x, other = (edge + 30, edge / 2) if rng.random() < 0.6 else (50, 1000 - edge / 2)
    canvas.stack(blocks.logo(), other, canvas.height * rng.uniform(0.15, 0.6), "m", edge - 40)
    parts = [blocks.who(), *rng.sample([blocks.place(), blocks.reach()], 2)]
    parts.insert(rng.randint(1, 3), blocks.rest())
    _down(rng, canvas, parts, x, "l", 930 - edge)


def _foot(rng: random.Random, canvas: Canvas, blocks: _Blocks) -> None:
    """The name large, and long lines joined by bars at the foot."""
    parts = [blocks.who(), blocks.logo()]
    rng.shuffle(parts)
    y = 40.0
    for part in parts:
        y = canvas.stack(part, 500, y, "m", 880) + rng.uniform(20, 70)
    bar = rng.choice(("  |  ", " • ", " · ", "   "))
    rows = [Row(bar.join(r.text for r in part), blocks.body * 0.8) for part in (blocks.place(), blocks.reach()) if part]
    y = max(y, canvas.height - 110)
    canvas.height = max(canvas.height, canvas.stack([*blocks.rest(), *rows], 500, y, "m", 940) + 10)


def made_cards(count: int, seed: int = 5) -> Iterator[Made]:
    """Make cards up, the same ones for the same seed."""
    rng = random.Random(seed)  # noqa: S311
    for _ in range(count):
        yield made_card(rng)
