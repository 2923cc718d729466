"""Frames of a camera, or of a film: one after the other, each with its time."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import cv2
import numpy as np

from cardscan.errors import InputError
from cardscan.pictures import Image

#: Asked of a camera, which gives what is nearest: letters of 1.5 mm have 20 pixels then, if a card fills half of it.
SIZE = (1920, 1080)
MOST_LOST = 30  # frames that may fail one after the other: a camera that wakes up gives some empty ones
_FPS = 30.0  # of a film that does not tell


@contextmanager
def opened(camera: int | None, film: Path | None) -> Iterator[Iterator[tuple[float, Image]]]:
    """Open a camera by its number, or a film. Yields times in seconds and frames, H×W×3 BGR, until there are no more.

    Raises InputError where it cannot be opened.
    """
    cv2.utils.logging.setLogLevel(cv2.utils.logging.LOG_LEVEL_SILENT)  # what goes wrong is said below
    source = cv2.VideoCapture(str(film)) if film else cv2.VideoCapture(camera or 0)
    try:
        if not source.isOpened():
            if film:
                raise InputError(f"{film}: no such file, or not a video", "give a video that plays, MP4 or AVI")
            raise InputError(f"there is no camera {camera or 0}", "plug it in, and close other programs that use it")
        if film:
            yield _of_film(source)
        else:
            source.set(cv2.CAP_PROP_FRAME_WIDTH, SIZE[0])
            source.set(cv2.CAP_PROP_FRAME_HEIGHT, SIZE[1])
            yield _of_camera(source)
    finally:
        source.release()


def _of_film(source: cv2.VideoCapture) -> Iterator[tuple[float, Image]]:
    fps = source.get(cv2.CAP_PROP_FPS) or _FPS
    number = 0
    while True:
        there, frame = source.read()
        if not there:
            return
        yield number / fps, np.asarray(frame, np.uint8)
        number += 1


def _of_camera(source: cv2.VideoCapture) -> Iterator[tuple[float, Image]]:
    lost = 0
    while lost < MOST_LOST:
        there, frame = source.read()
        if there:
            lost = 0
            yield time.monotonic(), np.asarray(frame, np.uint8)
        else:
            lost += 1
            time.sleep(1 / _FPS)
