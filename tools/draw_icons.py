"""Draw the icons that phones want as pictures, from the shapes of `icon.svg`: `python -m tools.draw_icons`."""

from pathlib import Path
from xml.etree import ElementTree

from PIL import Image, ImageDraw

STATIC = Path(__file__).parent.parent / "cardscan" / "web" / "static"
SIDE = 32  # units of icon.svg
FINE = 8  # times finer than wanted, then made smaller: smooth edges
PAPER = "#f6f7f7"
#: Of each picture its pixels, and the share of it that the shapes fill: a maskable one is cut to a circle of 0.8.
ICONS = {"icon-192.png": (192, 1.0), "icon-512.png": (512, 1.0), "icon-maskable-512.png": (512, 0.72),
         "icon-180.png": (180, 0.86)}  # fmt: skip
_SVG = "{http://www.w3.org/2000/svg}"


def draw(pixels: int, share: float) -> Image.Image:
    """Draw the icon; with a ground where it does not fill the picture."""
    side = pixels * FINE
    made = Image.new("RGBA", (side, side), PAPER if share < 1 else (0, 0, 0, 0))
    pen = ImageDraw.Draw(made)
    scale = side * share / SIDE
    margin = side * (1 - share) / 2

    def at(*values: float) -> list[float]:
        return [margin + value * scale for value in values]

    for shape in ElementTree.parse(STATIC / "icon.svg").getroot():  # noqa: S314 - our own file
        of = {name: shape.get(name, "") for name in ("x", "y", "width", "height", "rx", "cx", "cy", "r")}
        number = {name: float(value) for name, value in of.items() if value}
        if shape.tag == f"{_SVG}rect":
            x, y = number["x"], number["y"]
            box = at(x, y, x + number["width"], y + number["height"])
            pen.rounded_rectangle(box, number["rx"] * scale, shape.get("fill"))
        elif shape.tag == f"{_SVG}circle":
            x, y, r = number["cx"], number["cy"], number["r"]
            pen.ellipse(at(x - r, y - r, x + r, y + r), shape.get("fill"))
        else:
            r = float(shape.get("stroke-width", "1")) / 2
            for line in shape.get("d", "").split("M")[1:]:  # M x y h length, with round ends
                start, _, length = line.partition("h")
                x, y = map(float, start.split())
                box = at(x - r, y - r, x + float(length) + r, y + r)
                pen.rounded_rectangle(box, r * scale, shape.get("stroke"))
    return made.resize((pixels, pixels), Image.Resampling.LANCZOS)


def main() -> None:
    """Write them."""
    for name, (pixels, share) in ICONS.items():
        draw(pixels, share).save(STATIC / name, optimize=True)


if __name__ == "__main__":
    main()
