"""The layouts: where a designer puts the rows of a card."""

from collections.abc import Callable
from dataclasses import replace

import numpy as np
import segno
import segno.helpers
from PIL import Image

from samples.canvas import Canvas, Row
from samples.ornament import MARKS, decorate
from samples.people import Card
from samples.rows import apart, extras, joined, place, reach, style, who


def logo(canvas: Canvas, card: Card, x: float, y: float, size: float, align: str = "l", tint: str = "") -> None:
    """Draw the mark and the name in the logo beside it; x, y is the mark's left (or right) edge and its middle."""
    design = card.design
    tint = tint or design.accent
    name = Row(card.org[-1], style(card, size * 0.95, tint, "bold", head=True)) if card.org else None
    wide = canvas.measure(name.text, name.style) if name else 0.0
    gap = size * 2.3 if design.mark else 0.0
    left = {"l": x, "m": x - (wide + gap) / 2, "r": x - wide - gap}[align]
    if design.mark:
        MARKS[design.mark](canvas, left + size * 0.9, y, size * 0.9, tint, design.paper)
    if name:
        canvas.text(left + gap, y + size * 0.33, name.text, name.style)


def columns(canvas: Canvas, card: Card) -> None:
    """Logo above, the person on the left, company and numbers in two columns below."""
    logo(canvas, card, 6, 9.5, 4.2)
    if card.slogan:
        canvas.text(canvas.width - 6, 10.8, card.slogan, style(card, 2.3, card.design.soft, "italic"), "r")
    canvas.stack(who(card, card.people[0]), 6, 16)
    canvas.stack(place(card), 6, canvas.height - 5.5, upward=True)
    tab = _tab(canvas, card)
    rows = reach(card, tab=tab)
    widest = tab + max(canvas.measure(row.text, row.style) for row in rows)
    canvas.stack(rows, min(canvas.width * 0.54, canvas.width - 6 - widest), canvas.height - 5.5, upward=True)


def _tab(canvas: Canvas, card: Card) -> float:
    """Return the room that the widest label needs, mm; none when nothing has a label."""
    labels = [row.label for row in reach(card) if row.label]
    made = style(card, card.design.body)
    return max(canvas.measure(label, made) for label in labels) + 1.6 if labels else 0.0


def centred(canvas: Canvas, card: Card) -> None:
    """Everything on the middle axis, with a rule under the person."""
    middle, design = canvas.width / 2, card.design
    logo(canvas, card, middle, 8.5, 3.6, "m")
    end = canvas.stack(who(card, card.people[0]), middle, 13.5, "m") + 2.2
    canvas.rule(middle - 9, end, middle + 9, design.accent)
    canvas.stack(apart(reach(card), place(card, org=len(card.org) > 1)), middle, canvas.height - 4.5, "m", upward=True)


def minimal(canvas: Canvas, card: Card) -> None:
    """Name above left, the rest below right, much air."""
    canvas.stack(who(card, card.people[0]), 6.5, 6)
    rows = apart(place(card), reach(card))
    canvas.stack(rows, canvas.width - 6.5, canvas.height - 6, "r", upward=True)
    if card.design.mark:
        design = card.design
        MARKS[design.mark](canvas, 11, canvas.height - 11, 4.5, design.accent, design.paper)


def tall(canvas: Canvas, card: Card) -> None:
    """A portrait card: mark and company above, person in the middle, numbers below."""
    middle, design = canvas.width / 2, card.design
    if design.mark:
        MARKS[design.mark](canvas, middle, 14, 7, design.accent, design.paper)
    head = [Row(card.org[-1], style(card, 4.0, design.accent, "bold", head=True))]
    if card.slogan:
        head.append(Row(card.slogan, style(card, 2.2, design.soft)))
    canvas.stack(head, middle, 22, "m")
    canvas.stack(who(card, card.people[0]), middle, 35, "m")
    canvas.stack(apart(reach(card), place(card, org=False)), middle, canvas.height - 5, "m", upward=True)


def panel(canvas: Canvas, card: Card) -> None:
    """A coloured panel on the left with the logo; person and numbers with icons on the right."""
    design = card.design
    edge = canvas.width * float(design.decor.split()[1])
    if design.mark:
        MARKS[design.mark](canvas, edge / 2, canvas.height * 0.36, min(8.0, edge * 0.3), design.over, design.accent)
    made = style(card, 3.1, design.over, "bold", head=True)
    fits = canvas.measure(card.org[-1], made) < edge - 4
    canvas.stack(
        [Row(part, made) for part in ([card.org[-1]] if fits else card.org[-1].split())],
        edge / 2,
        canvas.height * 0.6,
        "m",
    )
    if card.slogan:
        canvas.text(edge / 2, canvas.height - 6, card.slogan, style(card, 1.9, design.over), "m")
    canvas.stack(who(card, card.people[0]), edge + 5, 4.5)
    canvas.stack(
        apart(reach(card), place(card, org=len(card.org) > 1), extras(card)), edge + 5, canvas.height - 4.5, upward=True
    )


def shop(canvas: Canvas, card: Card) -> None:
    """The company as large as the card is wide, numbers in the corners, a list of goods, addresses in a band."""
    design, wide = card.design, canvas.width
    if card.people:
        canvas.stack(who(card, card.people[0]), 5, 3)
    canvas.stack(reach(card, tels=card.tels()), wide - 5, 3.2, "r")
    big = style(card, 10.0, design.accent, "bold", head=True)
    size = min(9.0, 10.0 * (wide - 12) / canvas.measure(card.org[-1], big))
    end = canvas.height * 0.5
    canvas.text(wide / 2, end, card.org[-1], style(card, size, design.accent, "bold", head=True), "m")
    online = [Row(text, style(card, design.body)) for text in (*card.emails(), *card.url)]
    canvas.stack([*extras(card), *online], wide / 2, end + 1.5, "m")
    half = len(card.adr) > 1
    for i in range(len(card.adr)):
        x, align = ((5.0, "l"), (wide - 5, "r"))[i] if half else (wide / 2, "m")
        rows = place(card, design.over, org=len(card.org) > 1 and i == 0, which=slice(i, i + 1))
        canvas.stack(rows, x, canvas.height - 2.8, align, upward=True)


def pair(canvas: Canvas, card: Card) -> None:
    """Two persons above, each with their own number; the company between; the address below."""
    design, wide = card.design, canvas.width
    for person, x, align in zip(card.people, (6.0, wide - 6), "lr", strict=True):
        end = canvas.stack(who(card, person, scale=0.85), x, 4, align)
        canvas.stack(reach(card, tels=person.tel), x, end + 0.6, align)
    logo(canvas, card, wide / 2, canvas.height * 0.6, 4.4, "m")
    if card.slogan:
        canvas.text(wide / 2, canvas.height * 0.6 + 5.6, card.slogan, style(card, 2.2, design.soft, "italic"), "m")
    legal = card.org[:1] if len(card.org) > 1 else []
    below = [joined(card, legal, ""), joined(card, card.adr[0], " · ")]
    online = "   ".join([*(tel.raw for tel in card.tel), *card.email, *card.url])
    canvas.stack([*below, Row(online, style(card, design.body))], wide / 2, canvas.height - 4.5, "m", upward=True)


def split(canvas: Canvas, card: Card) -> None:
    """The mark and the company on the left, a thin upright line, everything else on the right."""
    design, edge = card.design, canvas.width * 0.4
    if design.mark:
        MARKS[design.mark](canvas, edge / 2, canvas.height * 0.4, 7.0, design.accent, design.paper)
    canvas.text(edge / 2, canvas.height * 0.66, card.org[-1], style(card, 3.4, design.accent, "bold", head=True), "m")
    if card.slogan:
        canvas.text(edge / 2, canvas.height * 0.73, card.slogan, style(card, 2.0, design.soft), "m")
    canvas.rule(edge, canvas.height * 0.14, edge, design.accent, canvas.height * 0.86)
    canvas.stack(who(card, card.people[0]), edge + 4, canvas.height * 0.1)
    rows = apart(reach(card), place(card, org=len(card.org) > 1), extras(card), gap=0.9)
    canvas.stack(rows, edge + 4, canvas.height * 0.88, upward=True)


def band(canvas: Canvas, card: Card) -> None:
    """The logo above right, the person on the left, numbers under them, the address in a band below."""
    design, high = card.design, canvas.height
    logo(canvas, card, canvas.width - 6, 9, 3.4, "r")
    canvas.stack(who(card, card.people[0]), 6, 13)
    top = high * (1 - float(design.decor.split()[1]))
    canvas.stack(reach(card, tab=_tab(canvas, card)), 6, top - 3, upward=True)
    legal = card.org[:1] if len(card.org) > 1 else []
    row = joined(card, [*legal, *card.adr[0]], " · ", design.over)
    canvas.stack([row], 6, (top + high) / 2 + design.body * 0.36, upward=True)


def strip(canvas: Canvas, card: Card) -> None:
    """The company large and spaced, the person below, everything else in lines joined by bars at the foot."""
    design, middle = card.design, canvas.width / 2
    spaced = replace(style(card, 5.0, design.accent, "bold", head=True), tracking=0.16)
    canvas.text(middle, 13.5, card.org[-1].upper(), spaced, "m")
    canvas.rule(6, 18, canvas.width - 6, design.accent)
    canvas.stack(who(card, card.people[0]), middle, 20.5, "m")
    tels = [f"{tel.label} {tel.raw}".strip() for tel in card.tels()]
    legal = card.org[:1] if len(card.org) > 1 else []
    lines = [legal, card.adr[0], tels, [*card.emails(), *card.url]]
    canvas.stack([joined(card, line, "  |  ") for line in lines if line], middle, canvas.height - 5, "m", upward=True)


def coded(canvas: Canvas, card: Card) -> None:
    """Person and numbers on the left, a QR code on the right."""
    logo(canvas, card, 6, 9, 3.8)
    canvas.stack(who(card, card.people[0]), 6, 14)
    canvas.stack(apart(reach(card), place(card, org=len(card.org) > 1)), 6, canvas.height - 4.5, upward=True)
    side = 21.0 if card.qr == "vcard" else 17.0
    qr_code(canvas, card, canvas.width - side - 5, canvas.height - side - 5, side)


def qr_code(canvas: Canvas, card: Card, x: float, y: float, side: float) -> None:
    """Draw the card's QR code with its quiet zone on white."""
    person, tels = card.people[0], card.tels()
    if card.qr == "vcard":
        given, _, family = person.fn[0].rpartition(" ")
        content = segno.helpers.make_vcard_data(
            f"{family};{given}",
            person.fn[0],
            email=card.emails(),
            phone=[tel.raw for tel in tels if tel.type != "fax"],
            org=card.org[0],
            title=person.title,
            url=[f"https://{url}" for url in card.url],
        )
    elif card.qr == "mecard":
        given, _, family = person.fn[0].rpartition(" ")
        content = segno.helpers.make_mecard_data(
            f"{family},{given}", phone=tels[0].raw, email=card.emails(), url=[f"https://{url}" for url in card.url]
        )
    else:
        content = f"https://{card.url[0]}"
    code = segno.make(content, error="m", micro=False)
    pixels = np.array([[0 if module else 255 for module in row] for row in code.matrix_iter(border=3)], np.uint8)
    canvas.paste(Image.fromarray(pixels).convert("RGB"), x, y, side)


def east(canvas: Canvas, card: Card) -> None:
    """As in Japan: company above, department and title over the spaced name, numbers below."""
    logo(canvas, card, 6, 8.5, 3.6)
    canvas.text(canvas.width - 6, 9.7, card.org[0], style(card, card.design.body * 1.15), "r")
    person = card.people[0]
    above = [Row(text, style(card, card.design.body)) for text in (*person.dept, *person.title)]
    end = canvas.stack(above, canvas.width * 0.32, 13.5)
    big = style(card, card.design.big, "", "bold", head=True)
    end = canvas.stack([Row(person.fn[0], replace(big, tracking=0.35), 0.4)], canvas.width * 0.32, end)
    canvas.stack([Row(n, style(card, card.design.big * 0.5)) for n in person.fn[1:]], canvas.width * 0.32, end)
    rows = apart(place(card, org=False), reach(card), extras(card), gap=0.6)
    canvas.stack(rows, canvas.width * 0.32, canvas.height - 4.5, upward=True)


def upright(canvas: Canvas, card: Card) -> None:
    """As in Japan of old: company, title and name in columns from the right, numbers level at the foot."""
    design, person, right = card.design, card.people[0], canvas.width - 9
    canvas.column(right, 8, card.org[0], style(card, design.body * 1.3))
    canvas.column(right - 12, 12, person.title[0], style(card, design.body * 1.15))
    name = replace(style(card, design.big, "", "bold", head=True), tracking=0.12)
    canvas.column(canvas.width / 2 - 3, 18, person.fn[0], name)
    for i, line in enumerate(card.adr[0]):
        canvas.column(13 - 5 * i, 14, line, style(card, design.body))
    canvas.stack(reach(card), 6, canvas.height - 5, upward=True)


def bilingual(canvas: Canvas, card: Card) -> None:
    """Two scripts side by side: the second of each pair (name, title, company, address) on the right."""
    design, right = card.design, canvas.width - 6
    person = card.people[0]
    logo(canvas, card, 6, 8.5, 3.0)
    canvas.text(right, 9.6, card.org[0], style(card, 3.3, design.accent, "bold", head=True), "r")
    for i, (x, align) in enumerate(((6.0, "l"), (right, "r"))):
        script = style(card, design.big, "", "bold", head=bool(i))
        small = style(card, design.body * 1.05, design.soft, head=bool(i))
        rows = [Row(person.fn[i], script), Row(person.title[i], small, 0.6)]
        canvas.stack(rows, x, 16, align)
        far = [Row(line, style(card, design.body, head=bool(i))) for line in card.adr[i]]
        canvas.stack(far, x, canvas.height - 5, align, upward=True)
    canvas.stack(reach(card, tab=_tab(canvas, card)), 6, canvas.height - 5 - len(card.adr[0]) * 3.4, upward=True)


LAYOUTS: dict[str, Callable[[Canvas, Card], None]] = {
    layout.__name__: layout
    for layout in (
        columns,
        centred,
        minimal,
        tall,
        panel,
        shop,
        pair,
        split,
        band,
        strip,
        coded,
        east,
        upright,
        bilingual,
    )
}


def draw(card: Card) -> Canvas:
    """Draw a card."""
    design = card.design
    canvas = Canvas(*design.size, design.paper)
    decorate(canvas, design.decor, design.decor_tint or design.accent)
    LAYOUTS[design.layout](canvas, card)
    canvas.must_say(card.printed())
    return canvas
