"""A card to draw on, in millimetres; refuses text that leaves the card or covers other text."""

from dataclasses import dataclass

from PIL import Image, ImageColor, ImageDraw

from samples.fonts import SampleError, font, runs

DOTS = 24  # pixels a millimetre: twice what is kept, so that edges come out smooth
APART = 1.2  # mm between texts side by side
EDGE = 1.5  # mm of a card's rim that stays free of text
ICONS = {
    "phone": "\uf3f2",
    "mobile": "\uf11c",
    "fax": "\uf212",
    "email": "\uf1ee",
    "web": "\uf59f",
    "place": "\uf34e",
    "home": "\uf2dc",
    "linkedin": "\uf33b",
    "instagram": "\uf2fe",
    "facebook": "\uf20c",
    "at": "\uf1ee",
}

Colour = tuple[int, int, int]


def colour(name: str) -> Colour:
    """Return the RGB triple of "#rrggbb" or a CSS name."""
    red, green, blue = ImageColor.getrgb(name)[:3]
    return red, green, blue


@dataclass(frozen=True, slots=True)
class Style:
    """How a row is set. Sizes in mm, tracking (space added between letters) in parts of the size."""

    family: str
    size: float
    colour: str
    weight: str = "regular"
    tracking: float = 0.0


@dataclass(frozen=True, slots=True)
class Row:
    """A line of text, with an icon or a label in front."""

    text: str
    style: Style
    gap: float = 0.0  # mm above it, beyond the leading
    icon: str = ""
    label: str = ""
    tab: float = 0.0  # mm kept for the icon or label; 0: the label is part of the text


class Canvas:
    """A card's face."""

    def __init__(self, width: float, height: float, paper: str) -> None:
        self.width, self.height = width, height
        self.image = Image.new("RGB", (round(width * DOTS), round(height * DOTS)), paper)
        self.draw = ImageDraw.Draw(self.image)
        self.taken: list[tuple[tuple[float, ...], str]] = []

    def measure(self, text: str, style: Style) -> float:
        """Return the width of a text, mm."""
        pixels = round(style.size * DOTS)
        wide = sum(
            font(name, style.weight, pixels).getlength(part) for name, part in runs(text, style.family, style.weight)
        )
        return float(wide) / DOTS + style.tracking * style.size * (len(text) - 1)

    def text(self, x: float, y: float, text: str, style: Style, align: str = "l") -> None:
        """Draw text with its baseline at y, and left (l), middle (m) or right (r) at x."""
        left = x - {"l": 0.0, "m": 0.5, "r": 1.0}[align] * self.measure(text, style)
        pixels = round(style.size * DOTS)
        at, boxes = left * DOTS, []
        for name, part in runs(text, style.family, style.weight):
            face = font(name, style.weight, pixels)
            for piece in part if style.tracking else (part,):
                boxes.append(self.draw.textbbox((at, y * DOTS), piece, face, "ls"))
                self.draw.text((at, y * DOTS), piece, style.colour, face, "ls")
                at += face.getlength(piece) + style.tracking * pixels
        ink = [box for box in boxes if box[2] > box[0]]
        self._claim(tuple(f(box[i] for box in ink) / DOTS for i, f in enumerate((min, min, max, max))), text)

    def column(self, x: float, y: float, text: str, style: Style) -> None:
        """Draw text from y downward, each character in the middle of the column at x; spaces are half as high."""
        pixels, top = round(style.size * DOTS), y
        for name, part in runs(text, style.family, style.weight):
            face = font(name, style.weight, pixels)
            for piece in part:
                self.draw.text((x * DOTS, y * DOTS), piece, style.colour, face, "mt")
                y += style.size * (0.6 if piece == " " else 1.12 + style.tracking)
        self._claim((x - style.size / 2, top, x + style.size / 2, y), text)

    def icon(self, x: float, y: float, name: str, size: float, tint: str) -> None:
        """Draw an icon centred at x, y."""
        self.draw.text((x * DOTS, y * DOTS), ICONS[name], tint, font("icons", "regular", round(size * DOTS)), "mm")

    def rule(self, x0: float, y0: float, x1: float, tint: str, y1: float | None = None) -> None:
        """Draw a thin line; level without y1."""
        end = y0 if y1 is None else y1
        self.draw.line([(x0 * DOTS, y0 * DOTS), (x1 * DOTS, end * DOTS)], tint, DOTS // 5)

    def paste(self, picture: Image.Image, x: float, y: float, side: float) -> None:
        """Lay a square picture, its pixels kept sharp, with its upper left corner at x, y."""
        large = picture.resize((round(side * DOTS),) * 2, Image.Resampling.NEAREST)
        self.image.paste(large, (round(x * DOTS), round(y * DOTS)))

    def _claim(self, box: tuple[float, ...], text: str) -> None:
        x0, y0, x1, y1 = box
        if x0 < EDGE or y0 < EDGE or x1 > self.width - EDGE or y1 > self.height - EDGE:
            raise SampleError(f"{text!r} leaves the card: {x0:.1f} {y0:.1f} {x1:.1f} {y1:.1f}")
        for other, what in self.taken:
            if x0 < other[2] + APART and other[0] < x1 + APART and y0 < other[3] and other[1] < y1:
                raise SampleError(f"{text!r} covers {what!r}")
        self.taken.append((box, text))

    def must_say(self, texts: list[str]) -> None:
        """Refuse a card that does not print one of the texts."""
        said = "".join("".join(text.split()) for _, text in self.taken).casefold()
        for text in texts:
            if "".join(text.split()).casefold() not in said:
                raise SampleError(f"{text!r} is in the truth and not on the card")

    def stack(self, rows: list[Row], x: float, y: float, align: str = "l", upward: bool = False) -> float:
        """Draw rows downward from y, or so that the last one's baseline is at y; return where they end, mm."""
        leading = 1.28
        if upward:
            y -= sum(row.gap + row.style.size * leading for row in rows)
        for row in rows:
            y += row.gap + row.style.size * leading
            self._row(row, x, y, align)
        return y

    def _row(self, row: Row, x: float, y: float, align: str) -> None:
        style, middle = row.style, y - row.style.size * 0.36
        side = -1 if align == "r" else 1
        if row.icon and align == "m":
            half = self.measure(row.text, style) / 2
            self.icon(x - half - style.size * 0.9, middle, row.icon, style.size * 1.25, style.colour)
        elif row.icon:
            self.icon(x + side * style.size * 0.6, middle, row.icon, style.size * 1.25, style.colour)
            x += side * (row.tab or style.size * 1.9)
        elif row.label and row.tab and align == "l":
            self.text(x, y, row.label, style)
            x += row.tab
        shown = f"{row.label} {row.text}" if row.label and not (row.tab and align == "l") and not row.icon else row.text
        self.text(x, y, shown, style, align)
