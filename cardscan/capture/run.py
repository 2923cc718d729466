"""Photograph cards until the film ends, or until the user does."""

from collections.abc import Callable
from contextlib import closing, nullcontext
from datetime import datetime
from functools import partial
from pathlib import Path

import cv2

from cardscan.capture.frames import opened
from cardscan.capture.photos import write
from cardscan.capture.preview import Preview
from cardscan.capture.shots import Shots
from cardscan.errors import InputError
from cardscan.ocr.rapid import Rapid
from cardscan.pictures import Image
from cardscan.pipeline import LOCATE_SIDE
from cardscan.processes.stop import Stop


def capture(camera: int | None, film: Path | None, into: Path, preview: bool, say: Callable[[str], None]) -> list[Path]:
    """Photograph each card that is laid before a camera, or in a film, into a folder; return the paths of the photos.

    `say` is told what happens. A signal ends it; a card that lies there then is photographed.
    Raises InputError for a camera or film that cannot be opened or a folder that cannot be written, and SetupError.
    """
    cv2.setNumThreads(1)
    shots = Shots(partial(Rapid().find_lines, longest=LOCATE_SIDE))
    photos: list[Path] = []

    def keep(photo: Image | None) -> bool:
        if photo is None:
            return False
        photos.append(_write(photo, into, film))
        say(f"{len(photos)}: {photos[-1].name}")
        return True

    with (
        opened(camera, film) as frames,
        closing(Preview()) if preview else nullcontext() as window,
        Stop(lambda: None) as stopped,
    ):
        if window and window.trouble:
            say(f"no preview: {window.trouble}")
        for now, frame in frames:
            taken = keep(shots.add(frame, now))
            if stopped() or (window and not window.show(frame, taken)):
                break
        else:
            if film is None:
                say("the camera stopped sending pictures")
        keep(shots.end())
    return photos


def _write(photo: Image, into: Path, film: Path | None) -> Path:
    now = datetime.now().astimezone()
    try:
        return write(photo, into, film.stem if film else f"card-{now:%Y%m%d}", None if film else now)
    except OSError as error:
        raise InputError(f"{into}: {error.strerror or error}", "give another folder with --into") from error
