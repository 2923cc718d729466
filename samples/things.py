"""What lies about beside the cards: a pen, a cup, a phone; each an RGBA picture."""

import math
from collections.abc import Callable

from PIL import Image, ImageDraw


def _blank(wide: float, high: float, dots: float) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    image = Image.new("RGBA", (round(wide * dots), round(high * dots)), (0, 0, 0, 0))
    return image, ImageDraw.Draw(image)


def _pen(dots: float) -> Image.Image:
    image, pen = _blank(140, 9, dots)
    for i in range(20):
        shade = 40 + round(90 * math.sin(math.pi * i / 20) ** 2)
        pen.rectangle(
            [0, (0.5 + i * 0.4) * dots, 128 * dots, (0.9 + i * 0.4) * dots], fill=(shade // 2, shade // 2, shade, 255)
        )
    pen.polygon(
        [(128 * dots, 0.5 * dots), (139 * dots, 4.5 * dots), (128 * dots, 8.5 * dots)], fill=(190, 190, 195, 255)
    )
    pen.rectangle([14 * dots, 2 * dots, 52 * dots, 3.4 * dots], fill=(205, 205, 210, 255))
    return image


def _cup(dots: float) -> Image.Image:
    image, pen = _blank(98, 84, dots)
    pen.rounded_rectangle(
        [v * dots for v in (74, 34, 96, 50)], 7 * dots, outline=(236, 233, 226, 255), width=round(5 * dots)
    )
    for radius, fill in ((42, (226, 223, 216)), (40, (246, 244, 238)), (36.5, (214, 209, 200)), (35, (74, 44, 26))):
        pen.ellipse([v * dots for v in (42 - radius, 42 - radius, 42 + radius, 42 + radius)], fill=(*fill, 255))
    pen.ellipse([v * dots for v in (20, 22, 44, 40)], fill=(104, 68, 42, 255))
    return image


def _phone(dots: float) -> Image.Image:
    image, pen = _blank(146, 71, dots)
    pen.rounded_rectangle([v * dots for v in (0, 0, 146, 71)], 9 * dots, fill=(30, 31, 34, 255))
    pen.rounded_rectangle([v * dots for v in (2.5, 2.5, 143.5, 68.5)], 7 * dots, fill=(8, 9, 12, 255))
    return image


def _fingers(dots: float) -> Image.Image:
    """Four fingers that come from below, as a hand that holds a card shows them; and nothing of the thumb."""
    image, pen = _blank(76, 60, dots)
    for i, (top, shade) in enumerate(((14, 0), (4, 8), (0, 4), (10, -6))):
        skin = (205 + shade, 160 + shade, 135 + shade, 255)
        pen.rounded_rectangle([v * dots for v in (i * 19, top, i * 19 + 17, 75)], 8 * dots, fill=skin)
        pen.rounded_rectangle(
            [v * dots for v in (i * 19 + 3.5, top + 2, i * 19 + 13.5, top + 13)],
            5 * dots,
            fill=(226 + shade, 188 + shade, 172, 255),
        )
    return image


def _thumb(dots: float) -> Image.Image:
    image, pen = _blank(24, 52, dots)
    pen.rounded_rectangle([v * dots for v in (0, 0, 24, 70)], 12 * dots, fill=(201, 154, 129, 255))
    pen.rounded_rectangle([v * dots for v in (5, 3, 19, 19)], 7 * dots, fill=(224, 184, 168, 255))
    return image


THINGS: dict[str, Callable[[float], Image.Image]] = {
    "pen": _pen,
    "cup": _cup,
    "phone": _phone,
    "fingers": _fingers,
    "thumb": _thumb,
}
