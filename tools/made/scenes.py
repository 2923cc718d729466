"""Compose photos of cards whose corners are known: on any table, low, small, cut off, side by side, filling the photo.

Half of them are the kinds of `bench.clutter`, the others go beyond. Cards are those of samples/, recoloured, with
panels, frames and rules printed on them, so that no design is learnt by heart.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import cv2
import numpy as np
from numpy.typing import NDArray

from bench.clutter import KINDS, Chance, Drawn, Made, one_card, scene_on
from cardscan.pictures import Image
from samples.scene import Laid, corners, photograph
from samples.textures import TEXTURES, Pixels, noise

Corners = NDArray[np.float64]

_FINENESS = 8.0  # dots a millimetre that a card is kept at: photos are small
_DESIGNS = 8  # cards that a scene chooses among
_SIDES = (560, 900)  # pixels of a photo's long side
_CUT = 0.02  # of the photo's long side, that a card which is cut off may differ from a quad


@dataclass(frozen=True, slots=True)
class Composed:
    """A photo, H×W×3 BGR, and the corners of its cards, clockwise; of a card that is cut off, those of what is seen."""

    kind: str
    photo: Image
    cards: list[Corners]


def compose(rng: Chance, cards: Sequence[Drawn]) -> Composed | None:
    """Compose a photo; None where what is seen of a card has not four corners."""
    shares = np.array([kind[0] for kind in _KINDS])
    _, name, make = _KINDS[int(rng.choice(len(_KINDS), p=shares / shares.sum()))]
    laid, scene = make(rng, cards)
    long, (wide, high) = int(rng.integers(*_SIDES)), scene.pixels
    size = (long, round(long * high / wide)) if wide >= high else (round(long * wide / high), long)
    if rng.random() < 0.25:
        size = size[1], size[0]
    scene = replace(scene, pixels=size, blur=float(rng.uniform(0, 0.8)), noise=float(rng.uniform(0.6, 2.5)))
    photo = np.ascontiguousarray(photograph(laid, scene, rng)[..., ::-1])
    _, jpeg = cv2.imencode(".jpg", photo, [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(60, 95))])
    photo = np.asarray(cv2.imdecode(jpeg, cv2.IMREAD_COLOR), np.uint8)
    seen = [_seen(np.array(corners(each, scene)), *photo.shape[1::-1]) for each in laid]
    whole = [quad for quad in seen if quad is not None]
    return Composed(name, photo, whole) if len(whole) == len(laid) else None


def _seen(card: Corners, width: int, height: int) -> Corners | None:
    """What the photo shows of a card, where that is a quad."""
    if (card >= -2).all() and (card <= (width + 2, height + 2)).all():
        return card
    photo = np.array([(0, 0), (width - 1, 0), (width - 1, height - 1), (0, height - 1)], np.float32)
    shared, shape = cv2.intersectConvexConvex(card.astype(np.float32), photo)
    if shared <= 0:
        return None
    quad = cv2.approxPolyDP(shape, _CUT * max(width, height), True).reshape(-1, 2).astype(np.float64)
    if len(quad) != 4:
        return None
    return quad if cv2.contourArea(quad.astype(np.float32), True) > 0 else quad[::-1]


def _colour(rng: Chance) -> NDArray[np.float64]:
    return rng.uniform(0, 255, 3)


def _recoloured(rng: Chance, image: Pixels) -> Pixels:
    """The same design in other colours: turned to its negative, its channels changed over, paper and ink tinted."""
    made = image.astype(np.float64)
    if rng.random() < 0.25:
        made = 255 - made
    if rng.random() < 0.5:
        made = made[..., rng.permutation(3)]
    if rng.random() < 0.5:
        ink, paper = rng.uniform(0, 60, 3), rng.uniform(170, 255, 3)
        made = ink + (paper - ink) * made / 255
    return np.clip(made, 0, 255).astype(np.uint8)


def _with_panel(rng: Chance, image: Pixels, tint: NDArray[np.floating] | None = None) -> Pixels:
    """A band along a side, a slanted panel or a disc, in one colour or as cloudy as a picture."""
    high, wide = image.shape[:2]
    share, shape = rng.uniform(0.12, 0.4), np.zeros((high, wide), np.uint8)
    kind = int(rng.integers(6))
    if kind < 4:
        band = round(share * (high if kind < 2 else wide))
        part = [np.s_[:band], np.s_[-band:], np.s_[:, :band], np.s_[:, -band:]][kind]
        shape[part] = 1
    elif kind == 4:
        slant = [(0, 0), (wide * rng.uniform(0.2, 0.8), 0), (wide * rng.uniform(0.1, 0.6), high), (0, high)]
        cv2.fillPoly(shape, [np.array(slant, np.int32)], 1)
    else:
        middle = int(rng.choice([0, wide])), int(rng.uniform(0, high))
        cv2.circle(shape, middle, int(high * rng.uniform(0.3, 0.9)), 1, -1)
    fill = np.broadcast_to(_colour(rng) if tint is None else tint, image.shape)
    if tint is None and rng.random() < 0.25:
        clouds = noise(rng, high, wide, high / rng.uniform(2, 9), wide / rng.uniform(2, 9))[..., None]
        fill = fill * (1 - clouds) + _colour(rng) * clouds
    opaque = rng.uniform(0.75, 1)
    mixed = np.where(shape[..., None] > 0, (1 - opaque) * image + opaque * fill, image)
    return np.clip(mixed, 0, 255).astype(np.uint8)


def _with_rules(rng: Chance, image: Pixels) -> Pixels:
    """A frame, a box, or lines across or down."""
    (high, wide), made = image.shape[:2], image.copy()
    tint = tuple(int(v) for v in _colour(rng))
    thick, kind = max(1, int(high * rng.uniform(0.004, 0.02))), int(rng.integers(4))
    if kind == 0:
        margin = int(high * rng.uniform(0.02, 0.09))
        cv2.rectangle(made, (margin, margin), (wide - margin, high - margin), tint, thick)
    elif kind == 1:
        x, y = int(wide * rng.uniform(0.02, 0.5)), int(high * rng.uniform(0.02, 0.5))
        end = x + int(wide * rng.uniform(0.2, 0.5)), y + int(high * rng.uniform(0.2, 0.5))
        cv2.rectangle(made, (x, y), end, tint, thick if rng.random() < 0.5 else -1)
    else:
        for at in rng.uniform(0.1, 0.9, int(rng.integers(1, 4))):
            ends = rng.uniform(0, 0.2), rng.uniform(0.8, 1)
            start, end = ((share, at) if kind == 2 else (at, share) for share in ends)
            cv2.line(made, *(tuple(int(v) for v in (wide * x, high * y)) for x, y in (start, end)), tint, thick)
    return made


def _designs(rng: Chance, cards: Sequence[Drawn]) -> list[Drawn]:
    """Some of the cards, most of them changed."""
    designs = []
    for _ in range(_DESIGNS):
        card = cards[int(rng.integers(len(cards)))]
        scale = min(1.0, _FINENESS * card.size[0] / card.image.shape[1])
        image = np.asarray(cv2.resize(card.image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA), np.uint8)
        if rng.random() < 0.5:
            image = _recoloured(rng, image)
        if rng.random() < 0.35:
            image = _with_panel(rng, image)
        designs.append(replace(card, image=image, light=float(np.median(image[::5, ::5]))))
    return designs


def _any_ground(rng: Chance) -> str:
    return str(rng.choice(list(TEXTURES)))


def _shift(rng: Chance, reach: float) -> tuple[float, float]:
    return float(rng.uniform(-reach, reach)), float(rng.uniform(-reach, reach))


def _as_in_bench(rng: Chance, cards: Sequence[Drawn]) -> Made:
    make = list(KINDS.values())[int(rng.integers(len(KINDS)))]
    laid, scene = make(rng, [*cards, *_designs(rng, cards)])
    return laid, replace(scene, frame=scene.frame * float(rng.uniform(0.85, 1.4)))


def _low(rng: Chance, cards: Sequence[Drawn]) -> Made:
    """Seen from low down, from any side."""
    scene = scene_on(rng, _any_ground(rng), float(rng.uniform(100, 190)))
    tilt = float(rng.uniform(-52, 52)), float(rng.uniform(-25, 25))
    return [one_card(rng, _designs(rng, cards), 180)], replace(scene, tilt=tilt)


def _small(rng: Chance, cards: Sequence[Drawn]) -> Made:
    """From far away, anywhere in the photo."""
    laid = replace(one_card(rng, _designs(rng, cards), 40), at=_shift(rng, 60))
    return [laid], scene_on(rng, _any_ground(rng), float(rng.uniform(190, 320)))


def _as_the_table(rng: Chance, cards: Sequence[Drawn]) -> Made:
    """With a panel of the table's colour."""
    ground = _any_ground(rng)
    tint = TEXTURES[ground](rng, 40, 30, 2.0).reshape(-1, 3).mean(axis=0) + rng.normal(0, 6, 3)
    laid = one_card(rng, _designs(rng, cards), 25)
    return [replace(laid, image=_with_panel(rng, laid.image, tint))], scene_on(rng, ground)


def _ruled(rng: Chance, cards: Sequence[Drawn]) -> Laid:
    """A card with frames and lines, as those of a form, printed on it."""
    laid = one_card(rng, _designs(rng, cards), 0)
    image = laid.image
    for _ in range(int(rng.integers(3))):
        image = _with_rules(rng, image)
    return replace(laid, image=image, rounded=float(rng.choice([0, 0, 0, 3])))


def _framed(rng: Chance, cards: Sequence[Drawn]) -> Made:
    laid = replace(_ruled(rng, cards), at=_shift(rng, 6), turn=float(rng.uniform(-15, 15)))
    return [laid], scene_on(rng, _any_ground(rng))


def _filling(least: float, most: float, turn: float, ground: str = "") -> Callable[[Chance, Sequence[Drawn]], Made]:
    """A photo or scan that is so much wider than the card in it."""

    def made(rng: Chance, cards: Sequence[Drawn]) -> Made:
        laid = replace(_ruled(rng, cards), at=_shift(rng, turn), turn=float(rng.uniform(-turn, turn)))
        scene = scene_on(rng, ground or _any_ground(rng), laid.size[0] * float(rng.uniform(least, most)))
        return [laid], replace(scene, tilt=(0.0, 0.0) if ground else _shift(rng, turn + 1), shadow="")

    return made


def _cut_off(rng: Chance, cards: Sequence[Drawn]) -> Made:
    """Over the photo's border by up to a quarter."""
    laid = _ruled(rng, cards)
    wide, high = laid.size
    frame, side = wide * float(rng.uniform(0.9, 1.9)), float(rng.choice([-1, 1]))
    turn = float(rng.uniform(-8, 8) if rng.random() < 0.7 else rng.uniform(-30, 30))
    if rng.random() < 0.6:
        at = side * (frame / 2 + wide * float(rng.uniform(-0.5, -0.3))), frame * float(rng.uniform(-0.2, 0.2))
    else:
        at = frame * float(rng.uniform(-0.1, 0.1)), side * (frame * 0.375 + high * float(rng.uniform(-0.5, -0.25)))
    scene = replace(scene_on(rng, _any_ground(rng), frame), tilt=_shift(rng, 10))
    return [replace(laid, at=at, turn=turn)], scene


def _several(rng: Chance, cards: Sequence[Drawn]) -> Made:
    """In rows and columns, edge to edge or apart, of one design or of many, one left out here and there."""
    designs = [card for card in _designs(rng, cards) if card.size == (85.0, 55.0)]
    designs = designs or [card for card in cards if card.size == (85.0, 55.0)]
    rows, columns = [(1, 2), (2, 1), (2, 2), (3, 1), (1, 3), (3, 2), (2, 3)][int(rng.integers(7))]
    gap = float(rng.uniform(0, 2) if rng.random() < 0.5 else rng.uniform(2, 25))
    loose, same = min(4.0, 0.2 + gap / 4), rng.random() < 0.25
    turn = float(rng.choice([0, 90])) + float(rng.uniform(-4, 4))
    cosine, sine = np.cos(np.deg2rad(turn)), np.sin(np.deg2rad(turn))
    laid: list[Laid] = []
    for place in range(rows * columns):
        row, column = divmod(place, columns)
        if laid and rng.random() < 0.08:
            continue
        card = designs[0 if same else int(rng.integers(len(designs)))]
        x, y = np.array([(column - (columns - 1) / 2) * (85 + gap), (row - (rows - 1) / 2) * (55 + gap)])
        x, y = np.array([x, y]) + np.array(_shift(rng, 0.3 * min(gap, 3)))
        at = float(x * cosine - y * sine), float(x * sine + y * cosine)
        upside_down = 180.0 if rng.random() < 0.1 else 0.0
        rounded = float(rng.choice([0, 0, 0, 3]))
        laid.append(Laid(card.image, card.size, at, turn + float(rng.uniform(-loose, loose)) + upside_down, rounded))
    reach = max(max(abs(v) for v in each.at) for each in laid)
    return laid, scene_on(rng, _any_ground(rng), 2 * (reach * 1.33 + float(rng.uniform(50, 85))))


def _none(rng: Chance, _cards: Sequence[Drawn]) -> Made:
    return [], scene_on(rng, _any_ground(rng))


_KINDS: list[tuple[float, str, Callable[[Chance, Sequence[Drawn]], Made]]] = [
    (0.3, "as in the bench", _as_in_bench),
    (0.1, "low", _low),
    (0.05, "small", _small),
    (0.08, "as the table", _as_the_table),
    (0.04, "framed", _framed),
    (0.08, "filling", _filling(0.84, 1.02, 2)),
    (0.06, "nearly filling", _filling(1.0, 1.2, 3)),
    (0.04, "scanned", _filling(0.95, 1.12, 1, "white")),
    (0.08, "cut off", _cut_off),
    (0.14, "several", _several),
    (0.03, "none", _none),
]
