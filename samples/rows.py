"""A card's text as rows ready to be set: who, how to reach them, and where."""

from dataclasses import replace

from samples.canvas import Row, Style
from samples.people import Card, Person, Tel

ICON_OF = {"cell": "mobile", "work": "phone", "home": "home", "fax": "fax", "tollfree": "phone", "unknown": "phone"}


def style(card: Card, size: float, tint: str = "", weight: str = "regular", head: bool = False) -> Style:
    """Return a style of the card's typefaces, in its ink where no tint is given."""
    design = card.design
    return Style(design.head if head and design.head else design.face, size, tint or design.ink, weight)


def who(card: Card, person: Person, tint: str = "", soft: str = "", scale: float = 1.0) -> list[Row]:
    """Return the rows of a person: names, degrees, titles, department."""
    design = card.design
    big, small = design.big * scale, design.body * scale * 1.05
    rows = [Row(person.fn[0], style(card, big, tint, "bold", head=True))]
    if person.suffix and len(person.fn) == 1 and len(person.suffix[0]) < 8:
        rows = [Row(f"{person.fn[0]}, {person.suffix[0]}", rows[0].style)]
    else:
        rows += [Row(suffix, style(card, small, soft or design.soft), 0.2) for suffix in person.suffix]
    rows += [Row(name, style(card, big * 0.62, tint), 0.3) for name in person.fn[1:]]
    first = 0.7
    for text in (*person.title, *person.dept):
        rows.append(Row(text, style(card, small, soft or design.soft), first))
        first = 0.0
    return rows


def _tel(card: Card, tel: Tel, made: Style) -> Row:
    icon = ICON_OF[tel.type] if card.design.icons else ""
    return Row(tel.raw if tel.printed is None else tel.printed, made, icon=icon, label=tel.label)


def reach(card: Card, tint: str = "", tab: float = 0.0, tels: list[Tel] | None = None) -> list[Row]:
    """Return the rows of numbers, e-mail, web and handles; with `tels` only those numbers."""
    made = style(card, card.design.body, tint)
    numbers = card.tels() if tels is None else tels
    rows = [_tel(card, tel, made) for tel in numbers if tel.printed != ""]
    if tels is None:
        icons = card.design.icons
        labels = card.labels
        rows += [
            Row(email, made, 0.5 if not i and not icons else 0, "email" if icons else "", labels.get("email", ""))
            for i, email in enumerate(card.emails())
        ]
        rows += [Row(url, made, icon="web" if icons else "", label=labels.get("url", "")) for url in card.url]
        rows += [_handle(card, social, made) for social in card.social]
    return [replace(row, gap=row.gap + (0.45 if row.icon else 0.0), tab=tab) for row in rows]


def _handle(card: Card, social: str, made: Style) -> Row:
    network, handle = social.split(":", 1)
    if card.design.icons:
        return Row(handle, made, icon=network)
    return Row(f"@{handle}" if network in ("instagram", "x") else f"{network}.com/in/{handle}", made)


def place(card: Card, tint: str = "", org: bool = True, which: slice = slice(None)) -> list[Row]:
    """Return the rows of the company's legal name and the addresses."""
    rows = []
    if org and card.org:
        rows.append(Row(card.org[0], style(card, card.design.body, tint, "bold")))
    heads = card.heads or [""] * len(card.adr)
    for lines, head in list(zip(card.adr, heads, strict=True))[which]:
        if head:
            rows.append(Row(head, style(card, card.design.body * 0.9, card.design.accent, "bold"), 0.6))
        gap = 0.0 if head else 0.4
        for line in lines:
            rows.append(Row(line, style(card, card.design.body, tint), gap))
            gap = 0.0
    return rows


def apart(*groups: list[Row], gap: float = 1.3) -> list[Row]:
    """Return the rows of all groups, with air between the groups."""
    rows: list[Row] = []
    for group in groups:
        if rows and group:
            group = [replace(group[0], gap=group[0].gap + gap), *group[1:]]
        rows += group
    return rows


def joined(card: Card, parts: list[str], between: str, tint: str = "") -> Row:
    """Return one row of several texts."""
    return Row(between.join(parts), style(card, card.design.body, tint))


def extras(card: Card, tint: str = "") -> list[Row]:
    """Return the rows that are no field: registers, hours, products."""
    return [Row(text, style(card, card.design.body * 0.85, tint or card.design.soft)) for text in card.extra]
