"""Lay the blocks of a card out: one arrangement, one function. All take the blocks, and the canvas to draw on."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from cardscan.text.scripts import cjk
from tools.made.blocks import Blocks, Rows
from tools.made.canvas import WIDTH, Canvas
from tools.made.lists import listed
from tools.made.pieces import Piece, Row
from tools.made.places import in_street
from tools.made.sayings import event
from tools.made.towns import a_city
from tools.made.words import unspaced

Arrangement = Callable[[random.Random, Canvas, Blocks], None]
BADGES = 0.04  # of made-up cards are badges
UPRIGHT = 0.2  # of those in letters that can be set so are set from top to bottom
_BARS = ("  |  ", " • ", " · ", "   ", " | ", " - ", ", ")


def stack(rng: random.Random, canvas: Canvas, blocks: Blocks) -> None:
    """All blocks one below the other, most often the logo first."""
    align = rng.choice("lllmmr")
    x = {"l": rng.uniform(40, 320), "m": 500.0, "r": 950.0}[align]
    logo, who, *other = parts = [blocks.logo(), blocks.who(), *_shuffled(rng, blocks)]
    if rng.random() < 0.4:
        place, reach = other
        parts = rng.choice(
            ([who, logo, *other], [who, *other, logo], [place, who, reach, logo], [logo, place, who, reach])
        )
    for number in blocks.people[1:]:
        parts.insert(2, blocks.with_number(number, 0.5))
    parts.insert(rng.randint(0, len(parts)), blocks.rest())
    _down(rng, canvas, parts, x, align, 960 - x if align == "l" else 900)


def columns(rng: random.Random, canvas: Canvas, blocks: Blocks) -> None:
    """The logo above, the people below it, and at the foot the place beside how to reach them."""
    align, x = rng.choice((("l", 50.0), ("r", 950.0), ("m", 500.0)))
    y = canvas.stack(blocks.logo(), x, rng.uniform(20, 60), align, 880)
    x, align = rng.choice(((50.0, "l"), (50.0, "l"), (950.0, "r"), (480.0, "l"), (500.0, "m")))
    end = canvas.stack(blocks.who(), x, y + rng.uniform(15, 90), align, 450)
    for number in blocks.people[1:]:
        rows = blocks.with_number(number, 0.5)
        end = max(end, canvas.stack(rows, 520 if x < 100 else 50, y + 30 if number == 1 else end, "l", 430))
    y = max(end + 20, canvas.height * rng.uniform(0.5, 0.65))
    left, right = _shuffled(rng, blocks)
    one = canvas.stack(left, 50, y, "l", 430)
    two = canvas.stack(right, *rng.choice(((540, y, "l"), (950, y, "r"))), 410)
    _grow(canvas, canvas.stack(blocks.rest(), 500, max(one, two) + 8, "m", 900))


def offices(rng: random.Random, canvas: Canvas, blocks: Blocks) -> None:
    """Two or three offices side by side at the foot."""
    y = canvas.stack(blocks.logo(), 50, 30, "l", 880)
    y = canvas.stack(blocks.who(), 50, y + 25, "l", 880)
    y = canvas.stack(blocks.reach(), 50, y + 15, "l", 880) if rng.random() < 0.7 else y
    count = rng.choice((2, 2, 3))
    y = max(y + 25, canvas.height * 0.55)
    ends = [
        canvas.stack(_office(rng, blocks), 40 + number * 920 / count, y, "l", 900 / count - 15)
        for number in range(count)
    ]
    _grow(canvas, max(ends))


def shop(rng: random.Random, canvas: Canvas, blocks: Blocks) -> None:
    """People and numbers in the upper corners, the name of the shop large in the middle, the address at the foot."""
    one = canvas.stack(blocks.who(), 40, 25, "l", 450)
    second = blocks.who(1) if len(blocks.people) > 1 else []
    two = canvas.stack(second + blocks.reach(), 960, 25, "r", 440)
    for number in blocks.people[2:]:
        one = canvas.stack(blocks.who(number), 40, one + 8, "l", 450)
    logo = [replace(row, height=row.height * 1.4) for row in blocks.logo()]
    y = canvas.stack(logo, 500, max(one, two) + rng.uniform(10, 60), "m", 900)
    y = canvas.stack(blocks.rest(), 500, y + 10, "m", 880)
    _grow(canvas, canvas.stack(blocks.place(), *rng.choice(((500, y + 30, "m"), (40, y + 30, "l"))), 900))


def beside(rng: random.Random, canvas: Canvas, blocks: Blocks) -> None:
    """The logo on one side, all else on the other."""
    edge = rng.uniform(300, 460)
    x, other = (edge + 30, edge / 2) if rng.random() < 0.6 else (50, 1000 - edge / 2)
    canvas.stack(blocks.logo(), other, canvas.height * rng.uniform(0.1, 0.6), "m", edge - 40)
    parts = [blocks.who(), *_shuffled(rng, blocks)]
    for number in blocks.people[1:]:
        parts.insert(1, blocks.who(number))
    parts.insert(rng.randint(1, len(parts)), blocks.rest())
    _down(rng, canvas, parts, x, "l", 930 - edge)


def foot(rng: random.Random, canvas: Canvas, blocks: Blocks) -> None:
    """All in the middle; place and numbers on a line each at the foot."""
    parts = [blocks.who(), blocks.logo()]
    rng.shuffle(parts)
    y = 40.0
    for number in blocks.people[1:]:
        parts.insert(1, blocks.who(number))
    for part in parts:
        y = canvas.stack(part, 500, y, "m", 880) + rng.uniform(20, 70)
    bar = rng.choice(_BARS)
    rows = [_on_one_line(part, bar, blocks.said.body * 0.8) for part in (blocks.place(), blocks.reach()) if part]
    y = max(y, canvas.height - 110)
    _grow(canvas, canvas.stack([*blocks.rest(), *rows], 500, y, "m", 940))


def two_columns(rng: random.Random, canvas: Canvas, blocks: Blocks) -> None:
    """Logo and people in the left column, how to reach them and the place in the right one."""
    left = canvas.stack(blocks.logo(), 50, rng.uniform(20, 60), "l", 420)
    right = canvas.stack(blocks.reach(), 540, rng.uniform(30, 90), "l", 420)
    y = canvas.stack(blocks.who(), 50, left + rng.uniform(20, 60), "l", 440)
    for number in blocks.people[1:]:
        y = canvas.stack(blocks.who(number), 50, y + 15, "l", 440)
    right = canvas.stack(blocks.place(), 540, right + rng.uniform(10, 40), "l", 430)
    _grow(canvas, canvas.stack(blocks.rest(), 50, max(y, right) + 15, "l", 900))


def opposite(rng: random.Random, canvas: Canvas, blocks: Blocks) -> None:
    """People on one side and the logo at the same height on the other; how to reach them and the place below."""
    y, x = rng.uniform(25, 120), rng.uniform(520, 640)
    who = [row for number in blocks.people for row in blocks.who(number)]
    sides = [who, blocks.logo()]
    if rng.random() < 0.5:
        sides.reverse()
    left = canvas.stack(sides[0], 50, y + rng.uniform(-15, 15), "l", x - 70)
    right = canvas.stack(sides[1], *rng.choice(((x, y, "l"), (950, y, "r"))), 960 - x)
    y = max(left, right) + rng.uniform(15, 80)
    one, two = _shuffled(rng, blocks)
    if rng.random() < 0.5:
        end = canvas.stack(two, 50, canvas.stack(one, 50, y, "l", 880) + 10, "l", 880)
    else:
        end = max(canvas.stack(one, 50, y, "l", 430), canvas.stack(two, 540, y, "l", 420))
    _grow(canvas, canvas.stack(blocks.rest(), 50, end + 10, "l", 900))


def side_by_side(rng: random.Random, canvas: Canvas, blocks: Blocks) -> None:
    """People side by side, each with a title and a number."""
    logo = blocks.logo()
    corners = ((50, rng.uniform(25, 60), "l"), (500, rng.uniform(25, 60), "m"))
    y = canvas.stack(logo, *rng.choice(corners), 880) + rng.uniform(15, 60)
    count = max(2, len(blocks.people))
    first, others = blocks.said.body * rng.uniform(0.9, 1.3), blocks.said.body * 0.8
    ends = []
    for number in blocks.people:
        rows = [replace(row, height=others if at else first) for at, row in enumerate(blocks.who(number))]
        rows += blocks.reach(few=True) if rng.random() < 0.7 else []
        ends.append(canvas.stack(rows, 45 + number * 930 / count, y, "l", 900 / count - 20))
    y = canvas.stack(blocks.reach(), 50, max(ends, default=y) + 20, "l", 900)
    _grow(canvas, canvas.stack(blocks.place() + blocks.rest(), 50, y + 10, "l", 900))


def back_with_map(rng: random.Random, canvas: Canvas, blocks: Blocks) -> None:
    """The back of a card: a map with names of streets."""
    for _ in range(rng.randint(3, 9)):
        name = Piece(in_street(rng, rng.choice(listed("sayings.map"))), "trade")
        row = Row((name,), blocks.said.body * rng.uniform(0.5, 0.9))
        canvas.stack([row], rng.uniform(30, 700), rng.uniform(20, canvas.height - 60), "l", 300)
    if rng.random() < 0.5:
        canvas.stack(blocks.logo(), 500, 20, "m", 900)
    if rng.random() < 0.3:
        canvas.stack(blocks.place(legal=False), 500, canvas.height - 60, "m", 900)


def loyalty(rng: random.Random, canvas: Canvas, blocks: Blocks) -> None:
    """A card for stamps or for the next appointment."""
    y = canvas.stack(blocks.logo(), 500, 30, "m", 900)
    body = blocks.said.body
    y = canvas.stack([Row((Piece(rng.choice(listed("sayings.loyalty")), "trade"),), body)], 500, y + 20, "m", 900)
    if rng.random() < 0.5:
        stamps = " ".join(map(str, range(1, 11)))
        y = canvas.stack([Row((Piece(stamps, "trade"),), body)], 500, y + 10, "m", 900)
    rows = blocks.rest()
    rows += blocks.reach() if rng.random() < 0.7 else []
    rows += blocks.place() if rng.random() < 0.6 else []
    _grow(canvas, canvas.stack(rows, 500, y + 20, "m", 900))


def badge(rng: random.Random, canvas: Canvas, blocks: Blocks) -> None:
    """A badge at a lanyard: what it is for above, the name large, title and company below, a role at the foot."""
    x, align = rng.choice(((500.0, "m"), (500.0, "m"), (70.0, "l")))
    said = event(rng, blocks.said.country) if rng.random() < 0.6 else rng.choice(listed("sayings.badge"))
    head = Row((Piece(said, "trade"),), blocks.said.body * rng.uniform(0.8, 1.6), 2)
    y = canvas.stack([head], x, rng.uniform(20, 80), align, 860) + rng.uniform(20, 120)
    y = canvas.stack(blocks.badge(), x, y, align, 880) + rng.uniform(10, 60)
    y = canvas.stack(blocks.logo(), x, y, align, 880) + rng.uniform(10, 80)
    foot = Row((Piece(rng.choice(listed("sayings.badge")), "trade"),), blocks.said.body * rng.uniform(0.8, 1.5), 2)
    _grow(canvas, canvas.stack([foot] if rng.random() < 0.7 else [], x, y, align, 880))


def upright(rng: random.Random, canvas: Canvas, blocks: Blocks) -> None:
    """A card read from top to bottom, from right to left; what has Latin letters lies at the foot."""
    figures = str.maketrans("0123456789", rng.choice(("〇一二三四五六七八九", "0123456789")))
    large = 1.0
    if canvas.height < WIDTH and rng.random() < 0.6:
        canvas.height, large = rng.uniform(1500, 1750), rng.uniform(1.2, 2.0)
    parts = [blocks.logo(), blocks.who(), blocks.place(legal=False)]
    if rng.random() < 0.3:
        parts[:2] = parts[1::-1]
    reach, x, lying = blocks.reach(), rng.uniform(900, 960), Rows()
    if rng.random() < 0.25:
        parts.append(reach)
        reach = []
    for part in parts:
        fits = x > 200
        lying += [row for row in part if not (fits and _stands(row))]
        standing = [_in_figures(row, figures) for row in part if fits and _stands(row)]
        standing = [replace(row, height=row.height * large) for row in standing]
        x = canvas.columns(standing, x, rng.uniform(40, 140), canvas.height * 0.6)
        x -= rng.uniform(10, 80)
    align, at = rng.choice((("l", 50.0), ("m", 500.0)))
    y = canvas.height * rng.uniform(0.75, 0.85)
    _grow(canvas, canvas.stack([*lying, *reach, *blocks.rest()], at, y, align, 900))


def _in_figures(row: Row, figures: Mapping[int, int]) -> Row:
    return replace(row, pieces=tuple(replace(piece, text=piece.text.translate(figures)) for piece in row.pieces))


def _stands(row: Row) -> bool:
    """Whether a row can be set from top to bottom: it begins with a letter that can, and has no Latin ones."""
    return cjk().match(row.text.strip()) is not None and not any(c.isascii() and c.isalpha() for c in row.text)


def arrangement(rng: random.Random, blocks: Blocks) -> Arrangement:
    """Choose how a card is laid out."""
    of_kind: dict[str, Arrangement] = {"map": back_with_map, "loyalty": loyalty}
    if blocks.said.kind in of_kind:
        return of_kind[blocks.said.kind]
    if rng.random() < BADGES:
        return badge
    if unspaced(blocks.said.country) and blocks.said.script == "native" and rng.random() < UPRIGHT:
        return upright
    if len(blocks.people) > 1 and rng.random() < 0.6:
        return side_by_side
    return rng.choice(_USUAL)


_USUAL: Sequence[Arrangement] = (
    *(stack,) * 4,
    *(columns,) * 2,
    shop,
    *(beside,) * 2,
    foot,
    *(two_columns,) * 2,
    *(opposite,) * 2,
    offices,
)


def _shuffled(rng: random.Random, blocks: Blocks) -> list[Rows]:
    """The place and how to reach people, in any order."""
    return rng.sample([blocks.place(), blocks.reach()], 2)


def _grow(canvas: Canvas, end: float) -> None:
    canvas.height = max(canvas.height, end + 10)


def _down(rng: random.Random, canvas: Canvas, parts: Sequence[Rows], x: float, align: str, room: float) -> None:
    """Draw parts one below the other, with so much between them that they fill the card."""
    y, gap = rng.uniform(15, 70), rng.uniform(0.15, 0.6)
    size = sum(row.height * 1.35 for part in parts for row in part)
    between = max(0.2, min(2.5, (canvas.height - 60 - size) / 35 / max(1, len(parts)))) * 35
    for part in parts:
        y = canvas.stack(part, x, y, align, room, gap)
        y += between * rng.uniform(0.4, 1.3) if part else 0
    _grow(canvas, y)


def _office(rng: random.Random, blocks: Blocks) -> Rows:
    """An office: what it is called, its address, its number."""
    said = blocks.said
    rows: Rows = []
    if rng.random() < 0.7:
        names = [a_city(rng, said.country), a_city(rng, said.country) + " Office", *listed("sayings.offices")]
        rows.append(Row((Piece(rng.choice(names), "label"),), said.body * 0.9, 1))
    rows += [Row(tuple(line), said.body * 0.7, 0, 0.04) for line in said.address()]
    if rng.random() < 0.5:
        rows.append(Row((Piece(rng.choice(("Tel: ", "T ", "")), "label"), said.tel()), said.body * 0.7))
    return rows


def _on_one_line(rows: Rows, bar: str, height: float) -> Row:
    pieces: list[Piece] = []
    for row in rows:
        pieces += [*([Piece(bar)] if pieces else []), *row.pieces]
    return Row(tuple(pieces), height)
