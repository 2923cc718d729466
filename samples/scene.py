"""Photograph cards: lay them on a table, light it, look at it through a phone's camera."""

import math
from dataclasses import dataclass, field
from typing import Any

import cv2
import numpy as np
from numpy.typing import NDArray
from PIL import Image, ImageDraw

from samples.canvas import DOTS
from samples.textures import TEXTURES, Field, Pixels, noise
from samples.things import THINGS

Matrix = NDArray[np.float64]
ROOM = 1.6  # of the table, beyond what the camera sees, so that a tilted camera sees no end of it


@dataclass(frozen=True, slots=True)
class Laid:
    """A drawn card on the table."""

    image: Pixels
    size: tuple[float, float]  # mm
    at: tuple[float, float]  # mm of its middle from the middle of the photo
    turn: float  # degrees clockwise
    rounded: float  # mm


@dataclass(frozen=True, slots=True)
class Scene:
    """The table, the light and the camera."""

    ground: str
    taken: str  # local time, ISO 8601 with a space
    frame: float = 120.0  # mm that the photo is wide
    pixels: tuple[int, int] = (1400, 1050)
    tilt: tuple[float, float] = (0.0, 0.0)  # degrees of the camera about x and y
    turn: float = 0.0  # degrees of the camera about its axis
    light: tuple[float, float] = (-0.18, -0.15)  # how much brighter the left and the top are
    shadow: str = ""  # "", hand, phone, window
    glare: tuple[float, float] | None = None  # mm from the middle
    things: list[dict[str, Any]] = field(default_factory=list)
    over: list[dict[str, Any]] = field(default_factory=list)  # things that lie on the cards
    blur: float = 0.5  # pixels
    noise: float = 2.5  # levels
    quality: int = 80
    stored: int = 0  # degrees clockwise that the file's pixels are turned
    orientation: int = 1  # EXIF tag, true or not


def camera(scene: Scene) -> Matrix:
    """Return the homography from mm of the table (middle at 0, 0) to pixels of the upright photo."""
    wide, high = scene.pixels
    far = 1.25 * scene.frame
    a, b, c = (math.radians(v) for v in (*scene.tilt, scene.turn))
    about_x = np.array([[1, 0, 0], [0, math.cos(a), -math.sin(a)], [0, math.sin(a), math.cos(a)]])
    about_y = np.array([[math.cos(b), 0, math.sin(b)], [0, 1, 0], [-math.sin(b), 0, math.cos(b)]])
    about_z = np.array([[math.cos(c), -math.sin(c), 0], [math.sin(c), math.cos(c), 0], [0, 0, 1]])
    turned = about_z @ about_x @ about_y
    focal = far * wide / scene.frame
    lens = np.array([[focal, 0, wide / 2], [0, focal, high / 2], [0, 0, 1]])
    return np.asarray(lens @ np.column_stack([turned[:, 0], turned[:, 1], [0, 0, far]]), np.float64)


def corners(laid: Laid, scene: Scene) -> list[list[float]]:
    """Return the card's corners, clockwise from the upper left of its text, in pixels of the upright photo."""
    half = np.array([[-0.5, -0.5], [0.5, -0.5], [0.5, 0.5], [-0.5, 0.5]]) * laid.size
    turn = math.radians(laid.turn)
    spun = half @ np.array([[math.cos(turn), math.sin(turn)], [-math.sin(turn), math.cos(turn)]]) + laid.at
    seen = cv2.perspectiveTransform(spun[None].astype(np.float64), camera(scene))[0]
    return [[float(x), float(y)] for x, y in seen]


def photograph(cards: list[Laid], scene: Scene, rng: np.random.Generator) -> Pixels:
    """Return the upright photo, H×W×3 RGB."""
    wide, high = scene.pixels
    dots = 1.1 * wide / scene.frame
    size = (scene.frame * ROOM, scene.frame * ROOM * high / wide)
    table = TEXTURES[scene.ground](rng, *size, dots).astype(np.float32)
    for thing in scene.things:
        _lay_thing(table, thing, size, dots)
    for card in cards:
        _lay(table, card, size, dots, rng)
    for thing in scene.over:
        _lay_thing(table, thing, size, dots)
    to_table = np.array([[dots, 0, size[0] * dots / 2], [0, dots, size[1] * dots / 2], [0, 0, 1]])
    view = camera(scene) @ np.linalg.inv(to_table)
    seen = cv2.warpPerspective(table, view, (wide, high), flags=cv2.INTER_AREA, borderMode=cv2.BORDER_REFLECT)
    return _exposed(np.asarray(seen, np.float32), scene, rng)


def _put(table: Field, patch: Field, alpha: Field) -> None:
    """Blend a layer of the table's size into it."""
    table += (patch - table) * alpha[..., None]


def _on_table(
    image: Pixels | Field, at: tuple[float, float], turn: float, size: tuple[float, float], dots: float
) -> tuple[Matrix, tuple[int, int]]:
    """Return the affine map that lays an image (already at `dots`) on the table, and the table's pixels."""
    high, wide = image.shape[:2]
    turned = np.asarray(cv2.getRotationMatrix2D((wide / 2, high / 2), -turn, 1.0), np.float64)
    turned[:, 2] += [(size[0] / 2 + at[0]) * dots - wide / 2, (size[1] / 2 + at[1]) * dots - high / 2]
    return turned, (round(size[0] * dots), round(size[1] * dots))


def _lay(table: Field, card: Laid, size: tuple[float, float], dots: float, rng: np.random.Generator) -> None:
    pixels = (round(card.size[0] * dots), round(card.size[1] * dots))
    small = cv2.resize(card.image, pixels, interpolation=cv2.INTER_AREA).astype(np.float32)
    small += (noise(rng, pixels[1], pixels[0], 2, 2)[..., None] - 0.5) * 5
    shape = Image.new("L", pixels, 0)
    ImageDraw.Draw(shape).rounded_rectangle((0, 0, pixels[0] - 1, pixels[1] - 1), card.rounded * dots, fill=255)
    where, whole = _on_table(small, card.at, card.turn, size, dots)
    cover = np.asarray(shape, np.float32) / 255
    alpha = np.asarray(cv2.warpAffine(cover, where, whole, flags=cv2.INTER_LINEAR), np.float32)
    _shade(table, alpha, dots, (0.9, 1.1))
    below = where + [[0, 0, 0.25 * dots], [0, 0, 0.3 * dots]]
    rim = np.asarray(cv2.warpAffine(cover, below, whole), np.float32)
    _put(table, np.full_like(table, float(small[-4:].mean()) * 0.72), rim)
    flat = cv2.warpAffine(small, where, whole, flags=cv2.INTER_CUBIC, borderMode=cv2.BORDER_REPLICATE)
    _put(table, np.asarray(flat, np.float32), alpha)


def _shade(table: Field, alpha: NDArray[Any], dots: float, away: tuple[float, float]) -> None:
    """Darken the table where something lies on it: tight at its edge, soft further out."""
    for reach, depth in ((0.6, 0.45), (2.6, 0.35)):
        moved = np.array([[1, 0, away[0] * reach * dots / 1.5], [0, 1, away[1] * reach * dots / 1.5]])
        cast = cv2.warpAffine(alpha, moved, alpha.shape[1::-1])
        table *= 1 - depth * cv2.GaussianBlur(cast, (0, 0), reach * dots)[..., None]


def _lay_thing(table: Field, thing: dict[str, Any], size: tuple[float, float], dots: float) -> None:
    drawn = np.asarray(THINGS[thing["kind"]](dots), np.float32)
    where, whole = _on_table(drawn, tuple(thing["at"]), thing.get("turn", 0.0), size, dots)
    laid = np.asarray(cv2.warpAffine(drawn, where, whole, flags=cv2.INTER_LINEAR), np.float32)
    alpha = laid[..., 3] / 255
    _shade(table, alpha, dots, (2.0, 2.4))
    _put(table, laid[..., :3], alpha)


def _exposed(seen: Field, scene: Scene, rng: np.random.Generator) -> Pixels:
    """Light what the camera sees, and add what its lens and sensor do."""
    high, wide = seen.shape[:2]
    y, x = np.mgrid[0:high, 0:wide].astype(np.float32)
    across, down = x / wide - 0.5, y / high - 0.5
    light = 1 + 2 * (scene.light[0] * across + scene.light[1] * down) - 0.35 * (across**2 + down**2)
    light *= _shadow(scene.shadow, high, wide)
    seen = seen * light[..., None] * np.array([1.02, 1.0, 0.95], np.float32)
    if scene.glare:
        dots = wide / scene.frame
        gx, gy = wide / 2 + scene.glare[0] * dots, high / 2 + scene.glare[1] * dots
        spot = np.exp(-(((x - gx) / (26 * dots)) ** 2 + ((y - gy) / (9 * dots)) ** 2))
        seen = seen + 70 * spot[..., None]
    if scene.blur:
        seen = np.asarray(cv2.GaussianBlur(seen, (0, 0), scene.blur), np.float32)
    seen = seen + rng.normal(0, scene.noise, (high, wide, 1)) + rng.normal(0, scene.noise * 0.5, (high, wide, 3))
    return np.clip(seen, 0, 255).astype(np.uint8)


def _shadow(kind: str, high: int, wide: int) -> Field:
    """Return the share of light that is left, 0..1."""
    dark = Image.new("L", (wide, high), 0)
    pen = ImageDraw.Draw(dark)
    soft = 0.02
    if kind == "hand":
        pen.ellipse([wide * 0.62, high * 0.5, wide * 1.3, high * 1.4], fill=255)
        for i in range(4):
            pen.line(
                [(wide * 0.9, high * 0.85), (wide * (0.5 + 0.09 * i), high * (0.62 - 0.12 * i))],
                255,
                round(wide * 0.05),
            )
    elif kind == "phone":
        pen.polygon([(wide * v, high * w) for v, w in ((0.35, 1), (0.42, 0.42), (0.78, 0.46), (0.8, 1))], fill=255)
        soft = 0.03
    elif kind == "window":
        for i in range(-1, 4):
            left = wide * (0.28 * i)
            pen.polygon(
                [(left, 0), (left + wide * 0.1, 0), (left + wide * 0.42, high), (left + wide * 0.32, high)], fill=255
            )
    blurred = cv2.GaussianBlur(np.asarray(dark, np.float32) / 255, (0, 0), soft * wide)
    return np.asarray(1 - 0.38 * blurred, np.float32)


def scan(image: Pixels, rng: np.random.Generator) -> Pixels:
    """Return a card as a flat-bed scanner gives it: a little askew on its white lid, 300 dpi."""
    size = (round(image.shape[1] * 12 / DOTS), round(image.shape[0] * 12 / DOTS))
    small = cv2.resize(image, size, interpolation=cv2.INTER_AREA)
    margin = int(rng.integers(0, 30))
    turn = cv2.getRotationMatrix2D((size[0] / 2, size[1] / 2), float(rng.uniform(-0.9, 0.9)), 1.0)
    turn[:, 2] += margin
    whole = (size[0] + 2 * margin, size[1] + 2 * margin)
    flat = cv2.warpAffine(small, turn, whole, flags=cv2.INTER_CUBIC, borderValue=(236, 236, 234)).astype(np.float32)
    soft = np.asarray(cv2.GaussianBlur(flat, (0, 0), 0.5)) * 0.985 + rng.normal(0, 1.2, (*flat.shape[:2], 1))
    return np.clip(soft, 0, 255).astype(np.uint8)
