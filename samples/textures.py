"""What cards lie on: wood, stone, cloth, keys and printed paper, made from noise and type.

Every texture is an H×W×3 RGB array (uint8) that `dots` pixels a millimetre cover, of the size asked for in millimetres.
"""

import math
from collections.abc import Callable
from itertools import cycle
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw, ImageFont

from samples.canvas import colour
from samples.fonts import font

Pixels = NDArray[np.uint8]
Field = NDArray[np.floating[Any]]
Texture = Callable[[np.random.Generator, float, float, float], Pixels]

LETTER = """Dear residents, thank you for coming to the meeting in such numbers on a wet Thursday evening. The
stairwell will be painted in the second half of March, floor by floor, and the lift stays in service on all other
days. Please keep the landings free of bicycles, prams and plants until the work is done. The boiler was looked
after in January and should see us through two more winters; an offer for its successor has been asked for. Three
households would like a second rack for bicycles in the yard. We shall vote on it in April. The minutes hang on the
board beside the letter boxes, and whoever would like them sent need only ask. With kind regards from all of us on
the committee, and a happy spring."""
NEWS = """The old ferry will sail again after eleven years on dry land. Volunteers scraped, sanded and painted her
through four winters, and on Sunday half the town stood on the quay to hear whether the engine would start. It did,
at the third try. The council has promised a licence by the summer, and the bakery has promised free rolls on the
first crossing. Not everyone is glad: the owner of the water taxi fears for his trade, and the herons that nest on
the slipway will have to be asked to move. Timetables are to follow."""


def noise(rng: np.random.Generator, high: int, wide: int, cell_y: float, cell_x: float) -> Field:
    """Return smooth noise 0..1 with features of about the given size, pixels."""
    rough: Field = rng.random((max(2, round(high / cell_y) + 2), max(2, round(wide / cell_x) + 2)), np.float32)
    return np.asarray(cv2.resize(rough, (wide, high), interpolation=cv2.INTER_CUBIC), np.float32)


def _mixed(low: str, high: str, share: Field) -> Pixels:
    first, last = np.array(colour(low), np.float32), np.array(colour(high), np.float32)
    return np.clip(first + (last - first) * share[..., None], 0, 255).astype(np.uint8)


def _wood(low: str, high: str) -> Texture:
    def texture(rng: np.random.Generator, wide: float, high_mm: float, dots: float) -> Pixels:
        w, h = round(wide * dots), round(high_mm * dots)
        y = np.mgrid[0:h, 0:w][0].astype(np.float32) / dots
        rings = np.sin((y + 9 * noise(rng, h, w, 30 * dots, 90 * dots)) * 1.9) * 0.5 + 0.5
        grain = noise(rng, h, w, 0.25 * dots, 22 * dots) * 0.6 + noise(rng, h, w, 0.9 * dots, 45 * dots) * 0.4
        made = _mixed(low, high, np.clip(0.45 * rings + 0.65 * grain, 0, 1))
        plank = round(95 * dots)
        for top in range(plank // 3, h, plank):
            made[top : top + max(2, round(0.5 * dots))] //= 2
        return made

    return texture


def _marble(rng: np.random.Generator, wide: float, high_mm: float, dots: float) -> Pixels:
    w, h = round(wide * dots), round(high_mm * dots)
    y, x = np.mgrid[0:h, 0:w].astype(np.float32) / dots
    swirl = sum((noise(rng, h, w, c * dots, c * dots) * c for c in (60, 25, 9)), np.zeros((h, w), np.float32))
    veins = np.abs(np.sin((x * 0.5 + y) * 0.05 + swirl * 0.09)) ** 0.22
    return _mixed("#8f8d8c", "#f1efec", np.clip(veins - 0.12 * noise(rng, h, w, 14 * dots, 14 * dots), 0, 1))


def _speckled(low: str, high: str, grain: float, coarse: float) -> Texture:
    def texture(rng: np.random.Generator, wide: float, high_mm: float, dots: float) -> Pixels:
        w, h = round(wide * dots), round(high_mm * dots)
        fine = noise(rng, h, w, grain * dots, grain * dots)
        return _mixed(low, high, 0.7 * fine + 0.3 * noise(rng, h, w, coarse * dots, coarse * dots))

    return texture


def _weave(made: Pixels, dots: float, depth: float) -> Pixels:
    y, x = np.mgrid[0 : made.shape[0], 0 : made.shape[1]].astype(np.float32) / dots
    threads = 1 - depth * (np.sin(x * 9) * np.sin(y * 9) * 0.5 + 0.5)
    woven: Pixels = np.clip(made * threads[..., None], 0, 255).astype(np.uint8)
    return woven


def _gingham(_rng: np.random.Generator, wide: float, high_mm: float, dots: float) -> Pixels:
    w, h = round(wide * dots), round(high_mm * dots)
    y, x = np.mgrid[0:h, 0:w].astype(np.float32) / dots
    share = ((x // 11 % 2) + (y // 11 % 2)) / 2
    return _weave(_mixed("#f4efe8", "#a8323c", share.astype(np.float32)), dots, 0.16)


def _flowers(back: str, petal: str, dark: str, heart: str, petals: int) -> Texture:
    def texture(_rng: np.random.Generator, wide: float, high_mm: float, dots: float) -> Pixels:
        side = 26.0
        tile = Image.new("RGB", (round(side * dots),) * 2, back)
        pen = ImageDraw.Draw(tile)

        def disc(x: float, y: float, radius: float, fill: str) -> None:
            pen.ellipse([v * dots for v in (x - radius, y - radius, x + radius, y + radius)], fill=fill)

        for cx, cy in ((0, 0), (side, 0), (0, side), (side, side), (side / 2, side / 2)):
            for turn in (2 * math.pi * i / petals for i in range(petals)):
                disc(cx + 6.5 * math.cos(turn), cy + 6.5 * math.sin(turn), 2.6, petal)
                disc(cx + 6.5 * math.cos(turn), cy + 6.5 * math.sin(turn), 1.4, dark)
            disc(cx, cy, 4, dark)
            disc(cx, cy, 2.4, heart)
        times = (math.ceil(high_mm / side) + 1, math.ceil(wide / side) + 1, 1)
        whole = np.tile(np.asarray(tile), times)
        return _weave(whole[: round(high_mm * dots), : round(wide * dots)], dots, 0.2)

    return texture


def _keyboard(_rng: np.random.Generator, wide: float, high_mm: float, dots: float) -> Pixels:
    made = Image.new("RGB", (round(wide * dots), round(high_mm * dots)), "#b9bcc0")
    pen, face = ImageDraw.Draw(made), font("opensans", "regular", round(3.4 * dots))
    letters = cycle("QWERTYUIOPASDFGHJKLZXCVBNM1234567890")
    pitch, key = 19.0, 16.0
    for j in range(math.ceil(high_mm / pitch)):
        for i in range(-1, math.ceil(wide / pitch)):
            x, y = (i + 0.33 * (j % 3)) * pitch + 1, j * pitch + 1
            pen.rounded_rectangle([v * dots for v in (x, y, x + key, y + key)], 1.6 * dots, fill="#2a2c2f")
            pen.text(((x + 3) * dots, (y + 3) * dots), next(letters), "#d8dadd", face)
    return np.asarray(made)


def _paper(under: Texture, article: str, headline: str, family: str, columns: int) -> Texture:
    def texture(rng: np.random.Generator, wide: float, high_mm: float, dots: float) -> Pixels:
        made = Image.fromarray(under(rng, wide, high_mm, dots))
        x0, y0, x1 = wide * 0.08, high_mm * 0.07, wide * 0.9
        pen = ImageDraw.Draw(made)
        pen.rectangle([x0 * dots, y0 * dots, x1 * dots, high_mm * dots], fill="#f3f0e9" if columns > 1 else "#fcfcfa")
        y = y0 + 12.0
        if headline:
            pen.text(((x0 + 8) * dots, y * dots), headline, "#1d1d1d", font(family, "bold", round(9 * dots)))
            y += 17
        face, width = font(family, "regular", round(3.3 * dots)), (x1 - x0 - 16) / columns
        for i in range(columns):
            _set(pen, article, face, (x0 + 8 + i * width, y, width - 5, high_mm), dots)
        return np.asarray(made)

    return texture


def _set(
    pen: ImageDraw.ImageDraw,
    article: str,
    face: ImageFont.FreeTypeFont,
    box: tuple[float, float, float, float],
    dots: float,
) -> None:
    """Set an article again and again into a column: x, y, width and the end of the page, mm."""
    x, y, width, end = box
    line = ""
    words = cycle(article.split())
    while y < end:
        word = next(words)
        if face.getlength(f"{line} {word}") > width * dots:
            pen.text((x * dots, y * dots), line, "#333333", face)
            line, y = word, y + 4.7
        else:
            line = f"{line} {word}".strip()


def _form(rng: np.random.Generator, wide: float, high_mm: float, dots: float) -> Pixels:
    """A printed form on white paper that fills the table: ruled boxes as large as cards, with print in them."""
    made = Image.new("RGB", (round(wide * dots), round(high_mm * dots)), "#f6f5f2")
    pen, face = ImageDraw.Draw(made), font("opensans", "regular", round(2.8 * dots))
    words = cycle((LETTER + NEWS).split())
    y = 6.0
    while y < high_mm:
        x, high = 8.0, float(rng.uniform(14, 40))
        while x < wide - 20:
            across = float(rng.uniform(40, 100))
            pen.rectangle([v * dots for v in (x, y, x + across, y + high)], outline="#555555", width=round(0.3 * dots))
            for row in range(int(rng.integers(1, 1 + max(2, int(high // 6))))):
                text = " ".join(next(words) for _ in range(int(across // 16)))
                pen.text(((x + 2) * dots, (y + 2 + row * 5) * dots), text, "#3a3a3a", face)
            x += across + 3
        y += high + 3
    return np.asarray(made)


def _magazine(rng: np.random.Generator, wide: float, high_mm: float, dots: float) -> Pixels:
    """Pictures, bands of colour, large type and columns, side by side."""
    made = Image.new("RGB", (round(wide * dots), round(high_mm * dots)), "#fbfaf7")
    pen = ImageDraw.Draw(made)
    big, face = font("league", "bold", round(11 * dots)), font("opensans", "regular", round(2.9 * dots))
    y = 0.0
    while y < high_mm:
        x, high = 0.0, float(rng.uniform(35, 70))
        while x < wide:
            across = float(rng.uniform(45, 90))
            kind = int(rng.integers(4))
            tint = tuple(int(v) for v in rng.integers(20, 240, 3))
            box = [v * dots for v in (x, y, x + across, y + high)]
            if kind == 0:
                w, h = round(across * dots), round(high * dots)
                other = "#{:02x}{:02x}{:02x}".format(*(int(v) for v in rng.integers(20, 240, 3)))
                picture = _mixed("#{:02x}{:02x}{:02x}".format(*tint), other, noise(rng, h, w, 9 * dots, 9 * dots))
                made.paste(Image.fromarray(picture), (round(x * dots), round(y * dots)))
            elif kind == 1:
                pen.rectangle(box, fill=tint)
                pen.text(((x + 4) * dots, (y + high / 3) * dots), "SUMMER", "#ffffff", big)
            else:
                _set(pen, NEWS if kind == 2 else LETTER, face, (x + 4, y + 4, across - 8, y + high - 4), dots)
            x += across
        y += high
    return np.asarray(made)


TEXTURES: dict[str, Texture] = {
    "oak": _wood("#8a5f38", "#d2a873"),
    "walnut": _wood("#2c1c14", "#5f4231"),
    "marble": _marble,
    "slate": _speckled("#26282b", "#474a4f", 0.5, 30),
    "felt": _speckled("#5f6a72", "#8a949b", 0.3, 12),
    "cork": _speckled("#7d5330", "#d9ad7c", 1.3, 4),
    "white": _speckled("#dcdad6", "#ebe9e5", 1.5, 50),
    "gingham": _gingham,
    "cloth": _flowers("#7d1f22", "#e6c9a0", "#22201f", "#d98b2b", 8),
    "tiles": _flowers("#d9d4c7", "#3d6ea5", "#f1eee6", "#c9902e", 5),
    "keyboard": _keyboard,
    "form": _form,
    "magazine": _magazine,
    "letter": _paper(_wood("#8a5f38", "#d2a873"), LETTER, "", "garamond", 1),
    "newspaper": _paper(_speckled("#5f6a72", "#8a949b", 0.3, 12), NEWS, "Old ferry sails again", "libertine", 3),
}
