"""The signs that tell a card's outline from any other: sides, colours on both sides of them, shape, text, rivals."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from cardscan.detect.outlines import Outlines
from cardscan.detect.quads import Corners, Mask, Values, area, edges, foreshortening, grid, inside, size
from cardscan.pictures import Image

PLACES = np.linspace(0.08, 0.92, 16)  # along a side, where colours are looked at: corners may be round
OFF = 3.0  # pixels off a side, on both of its sides
FURTHER = 8.0
LENSES = (0.75, 1.2)  # focal lengths of a phone's camera and of a longer lens, in long sides of the photo
NEAR = 1.35  # times as large as an outline: text so near, and not in it, may be the same card's
SPREAD = (0.1, 0.5, 0.9)  # of an outline's width and height: nine points of it
OTHER = 1.15  # times the area is another outline, that an outline may lie in


def signs_of(image: Image, outlines: Outlines, text: Corners) -> dict[str, Values]:
    """Return the signs of one outline or more, by name; N values each. `image` and `text`: where they were found."""
    height, width = image.shape[:2]
    every = _sides(outlines) | _colours(image, outlines) | _shape(outlines.corners, height, width)
    return every | _text(outlines, text) | _rivals(outlines)


def _sides(outlines: Outlines) -> dict[str, Values]:
    support = np.sort(outlines.sides, axis=1)
    named = {f"support {i}": support[:, i] for i in range(4)}
    return named | {"at border": outlines.at_border, "score": outlines.score}


def _colours(image: Image, outlines: Outlines) -> dict[str, Values]:
    soft = np.asarray(cv2.cvtColor(cv2.GaussianBlur(image, (0, 0), 1.0), cv2.COLOR_BGR2LAB), np.uint8)
    within, beyond, deeper, further = _strips(soft, outlines.corners, (OFF, -OFF, FURTHER, -FURTHER))
    rough_within, rough_beyond = within.rough(), beyond.rough()
    weight = (within.seen & beyond.seen).astype(np.float64)
    count = weight.sum(axis=2) + 1e-9
    step = (within.colours - beyond.colours) * weight[..., None]
    mean = step.sum(axis=2) / count[..., None]  # N×4×3
    contrast = np.linalg.norm(mean, axis=-1)
    alike = contrast / (np.linalg.norm(step, axis=-1).sum(axis=2) / count + 1.0)
    sides = {
        "contrast": np.log1p(contrast),
        "alike": alike,
        "clear": contrast / (rough_within + rough_beyond + 2.0),
        "firm": np.maximum(outlines.sides, alike * np.tanh(contrast / 8)),
        "strong": outlines.sides * alike,
    }
    named: dict[str, Values] = {}
    for name, values in sides.items():
        low = np.sort(values, axis=1)
        named |= {f"{name} 0": low[:, 0], f"{name} 1": low[:, 1], f"{name} mean": values.mean(axis=1)}
    for name, strips in (("within", within), ("beyond", beyond), ("further", further), ("deeper", deeper)):
        of_sides = strips.colours.mean(axis=2)
        apart = np.linalg.norm(of_sides - of_sides.mean(axis=1, keepdims=True), axis=-1)
        named[f"{name} differs"] = np.log1p(apart.mean(axis=1))
    return named | {
        "rough within": np.log1p(rough_within.mean(axis=1)),
        "rough beyond": np.log1p(rough_beyond.mean(axis=1)),
        "one way": np.linalg.norm(mean.mean(axis=1), axis=-1) / (contrast.mean(axis=1) + 1.0),
        "lighter": np.tanh(mean[..., 0].mean(axis=1) / 20),
        "bright": deeper.colours[..., 0].mean(axis=(1, 2)) / 255,
    }


@dataclass(frozen=True, slots=True)
class _Strips:
    """What lies along the sides of outlines."""

    colours: NDArray[np.float64]  # N×4×places×3
    seen: Mask  # N×4×places: in the photo

    def rough(self) -> Values:
        """How much the colours of each strip vary; N×4."""
        return np.asarray(np.linalg.norm(self.colours.std(axis=2), axis=-1))


def _strips(image: Image, corners: Corners, offs: Iterable[float]) -> Iterator[_Strips]:
    """Yield the colours so many pixels inwards of each side."""
    height, width = image.shape[:2]
    directions, lengths = edges(corners)
    inward = _inward(directions)
    along = (PLACES * lengths[..., None])[..., None] * directions[:, :, None]
    for off in offs:
        x, y = np.moveaxis(np.rint((corners + off * inward)[:, :, None] + along).astype(np.intp), -1, 0)
        seen = (x >= 0) & (x < width) & (y >= 0) & (y < height)
        colours = image[y.clip(0, height - 1), x.clip(0, width - 1)].astype(np.float64)  # of these alone, not of all
        yield _Strips(colours, np.asarray(seen))


def _inward(along: Corners) -> Corners:
    """The directions into the outlines, at right angles to their sides."""
    return np.stack([-along[..., 1], along[..., 0]], axis=-1)


def _shape(corners: Corners, height: int, width: int) -> dict[str, Values]:
    directions, lengths = edges(corners)
    skew, cosine = foreshortening(directions, lengths)
    low, high = np.sort(size(lengths), axis=0)
    named = {"skew": skew, "cosine": cosine, "ratio": np.log(high / low)}
    named["share"] = (area(corners) / (height * width)).clip(1e-4) ** 0.5
    reach = np.concatenate([corners, (width, height) - corners], axis=2).min(axis=(1, 2))
    named["to border"] = (reach / max(height, width)).clip(-0.03, 0.1)
    centred = corners - np.array([width / 2, height / 2])
    for number, lens in enumerate(LENSES):
        ratio, corner = _upright(centred / (lens * max(height, width)))
        named |= {f"true ratio {number}": np.abs(np.log(ratio.clip(0.05, 20))), f"true corner {number}": corner}
    named["askew"] = np.sort(np.abs(directions).min(axis=2), axis=1)[:, 2]
    return named


def _upright(quads: Corners) -> tuple[Values, Values]:
    """How many times as wide as high a flat quad is, and the |cosine| of its sides, seen from straight above.

    `quads` are as a camera of focal length 1 sees them, around its axis (Zhang and He, Whiteboard scanning, 2006).
    """
    points = np.concatenate([quads, np.ones((*quads.shape[:2], 1))], axis=2)
    a, b, c, d = (points[:, i] for i in range(4))  # c is opposite a

    def times(one: Values, other: Values, third: Values, fourth: Values) -> Values:
        top = (np.cross(one, other) * third).sum(axis=1)
        low = (np.cross(fourth, other) * third).sum(axis=1)
        return np.where(np.abs(low) > 1e-9, top / np.where(np.abs(low) > 1e-9, low, 1), 1.0)

    along = times(a, c, d, b)[:, None] * b - a
    down = times(a, c, b, d)[:, None] * d - a
    wide, high = np.linalg.norm(along, axis=1) + 1e-9, np.linalg.norm(down, axis=1) + 1e-9
    return wide / high, np.abs((along * down).sum(axis=1)) / (wide * high)


def _text(outlines: Outlines, text: Corners) -> dict[str, Values]:
    count = len(outlines.score)
    named = {"held": outlines.text, "cut": outlines.cut, "texts": np.full(count, np.log1p(len(text)))}
    if not len(text):
        return named | {"margin": np.full(count, 0.05), "beside": np.zeros(count), "covered": np.zeros(count)}
    corners = outlines.corners
    middle = corners.mean(axis=1, keepdims=True)
    middles = text.mean(axis=1)
    within = inside(corners, middles)
    near = inside(middle + NEAR * (corners - middle), middles) & ~within
    low, high = np.sort(size(edges(text)[1]), axis=0)
    letters = np.minimum(20, high / low)
    along, lengths = edges(corners)
    inward = _inward(along)
    depth = np.einsum("nsd,pd->nsp", inward, text.reshape(-1, 2)) - (inward * corners).sum(axis=-1)[..., None]
    depth = depth.min(axis=1).reshape(count, len(text), 4).min(axis=2)
    short = np.minimum(*size(lengths))
    margin = np.where(within, depth / short[:, None], 1.0).min(axis=1)
    named["margin"] = margin.clip(-0.1, 0.15)
    named["beside"] = near @ letters / (within @ letters + 1)
    named["covered"] = np.log1p(within @ letters)
    return named


def _rivals(outlines: Outlines) -> dict[str, Values]:
    score, corners = outlines.score, outlines.corners
    middle = corners.mean(axis=1, keepdims=True)
    tight = middle + 0.97 * (corners - middle)
    holds = inside(corners, _by_place(tight)).reshape(len(corners), 4, len(corners)).all(axis=1)
    sizes = area(corners)
    larger = holds & (sizes[:, None] > OTHER * sizes[None])
    around = np.where(larger, score[:, None], 0).max(axis=0)
    held = np.where(larger, score[None], 0).max(axis=1)
    largest = np.where(larger, score[None] * (sizes[None] / sizes[:, None]), 0).max(axis=1)
    named = {"around": around, "holds": held, "holds large": largest, "behind": score - score.max()}
    return named | _twins(outlines)


def _twins(outlines: Outlines) -> dict[str, Values]:
    """The best other outline beside each that is about as large and as good: cards of one photo are alike."""
    corners, score = outlines.corners, outlines.score
    spots = grid(corners, SPREAD, SPREAD)
    over = inside(corners, _by_place(spots)).reshape(len(corners), -1, len(corners)).any(axis=1)
    sizes = np.log(area(corners).clip(1e-6))
    growth = np.abs(sizes[:, None] - sizes[None])
    alike = np.where(over | over.T, 0.0, score[None] * np.exp(-2 * growth))
    best = alike.argmax(axis=1)
    there = alike.max(axis=1)
    return {"twin": there, "both hold": outlines.text + np.where(there > 0, outlines.text[best], 0)}


def _by_place(points: Corners) -> Corners:
    """The points of outlines, N×P×2, as P·N×2: the first of each, then the second. Rows are quickly put together."""
    return np.moveaxis(points, 1, 0).reshape(-1, 2)
