"""Films of cards that a hand lays down, drawn from the sample scans: what a camera over a table would see."""

from collections.abc import Iterable, Iterator
from pathlib import Path

import cv2
import numpy as np

from cardscan.pictures import Image

SCANS = Path(__file__).parent.parent / "samples/photos/scans"
FPS = 15
SIZE = (960, 720)
_SKIN = (140, 170, 215)


class Table:
    """A table with a camera over it; each method films some frames."""

    def __init__(self, seed: int = 7) -> None:
        self._random = np.random.default_rng(seed)
        grain = self._random.normal(0, 6, (SIZE[1] // 8, SIZE[0] // 8, 1)).astype(np.float32)
        wood = np.full((SIZE[1], SIZE[0], 3), (58, 84, 112), np.float32) + cv2.resize(grain, SIZE)[:, :, None]
        self._bare = np.clip(wood, 0, 255).astype(np.uint8)
        self._noise = np.rint(self._random.normal(0, 2, self._bare.shape)).astype(np.int16)
        self._scene = self._bare

    def lay(self, card: Image, angle: float = 0.0, at: tuple[float, float] = (0.5, 0.5)) -> Iterator[Image]:
        """A hand comes, and when it goes a card lies there, turned by `angle` degrees, its middle `at` a place."""
        new = self._with(card, angle, at)
        yield from self.hand(new)

    def clear(self) -> Iterator[Image]:
        """A hand takes away what lies there."""
        yield from self.hand(self._bare)

    def hand(self, after: Image | None = None) -> Iterator[Image]:
        """A hand passes over the table, and leaves `after`; by default what was there."""
        steps = FPS
        for step in range(steps):
            if step == steps // 2 and after is not None:
                self._scene = after
            frame = self._scene.copy()
            reach = 1 - abs(2 * step / (steps - 1) - 1)  # in, and out again
            x = int(SIZE[0] * (1.15 - 0.65 * reach))
            cv2.ellipse(frame, (x, SIZE[1] // 2), (260, 150), 0, 0, 360, _SKIN, -1)
            yield self._seen(frame)

    def wait(self, seconds: float, blurred: bool = False) -> Iterator[Image]:
        """Nothing moves; `blurred`: the camera is out of focus."""
        for _ in range(round(seconds * FPS)):
            yield self._seen(cv2.GaussianBlur(self._scene, (0, 0), 4) if blurred else self._scene)

    def _with(self, card: Image, angle: float, at: tuple[float, float]) -> Image:
        height, width = card.shape[:2]
        scale = 0.62 * SIZE[0] / max(height, width)
        middle = at[0] * SIZE[0], at[1] * SIZE[1]
        matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, scale)
        matrix[:, 2] += (middle[0] - width / 2, middle[1] - height / 2)
        mask = cv2.warpAffine(np.full(card.shape[:2], 255, np.uint8), matrix, SIZE)
        laid = cv2.warpAffine(card, matrix, SIZE, flags=cv2.INTER_AREA)
        return np.where(mask[:, :, None] > 127, laid, self._bare)

    def _seen(self, frame: Image) -> Image:
        self._noise = np.roll(self._noise, 97, axis=(0, 1))  # other noise for each frame, and cheap
        return cv2.add(frame, self._noise, dtype=cv2.CV_8U)


def scan(name: str) -> Image:
    """A sample card as it was scanned, whole."""
    image = cv2.imread(str(SCANS / name))
    assert image is not None
    return image.astype(np.uint8)


def film(path: Path, frames: Iterable[Image]) -> Path:
    """Write frames as a film."""
    writer = cv2.VideoWriter(str(path), cv2.VideoWriter.fourcc(*"MJPG"), FPS, SIZE)
    for frame in frames:
        writer.write(frame)
    writer.release()
    return path
