"""What a reader should find in each photo, and where the cards lie on it."""

from typing import Any

import numpy as np

from samples.people import Card, Shot
from samples.scene import Laid, Scene, corners
from samples.textures import Pixels

TURNS = {1: 0, 3: 180, 6: 90, 8: 270}  # degrees clockwise that an EXIF orientation asks for


def scene_of(shot: Shot) -> Scene:
    """Return the table, light and camera of a photo."""
    settings: dict[str, Any] = {}
    for key, value in shot.scene.items():
        settings[key] = tuple(value) if isinstance(value, list) and key != "things" else value
    return Scene(**settings)


def laid(card: Card, image: Pixels) -> Laid:
    """Return a card as it lies on the table."""
    return Laid(image, card.design.size, card.at, card.turn, card.design.rounded)


def shown(points: list[list[float]], scene: Scene) -> list[list[float]]:
    """Turn points of the upright photo as the file is shown: its pixels turned, then its EXIF orientation."""
    wide, high = scene.pixels
    for _ in range((scene.stored + TURNS[scene.orientation]) % 360 // 90):
        points, wide, high = [[high - y, x] for x, y in points], high, wide
    return [[round(x, 1), round(y, 1)] for x, y in points]


def truth(shot: Shot) -> dict[str, Any]:
    """Return the line of truth.jsonl of a photo."""
    cards = [card.truth(shot.region) for card in shot.cards]
    rotation = 0
    if shot.scene:
        scene = scene_of(shot)
        rotation = -(scene.stored + TURNS[scene.orientation]) % 360
        for card, found in zip(shot.cards, cards, strict=True):
            nothing = np.empty((0, 0, 3), np.uint8)
            found["corners"] = shown(corners(laid(card, nothing), scene), scene)
    return {
        "photo": f"photos/{shot.file}",
        "region": shot.region,
        "rotation": rotation,
        "cards": cards,
        "notes": shot.notes,
    }
