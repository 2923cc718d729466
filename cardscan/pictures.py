"""The values that hold pixels. They need numpy, which no command loads that reads no photo."""

from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray

from cardscan.model import Quad

Image = NDArray[np.uint8]
Matrix = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Photo:
    """One picture: a photo, or one page of a PDF or TIFF."""

    image: Image  # H×W×3, BGR, upright as EXIF says
    scale: float  # pixels of the file for one pixel of `image` (1.0 or more)
    page: int = 0
    taken: datetime | None = None  # EXIF DateTimeOriginal, local time of the camera


@dataclass(frozen=True, slots=True)
class CardImage:
    """A card cut out of a photo, straightened and turned upright."""

    image: Image  # H×W×3, BGR
    corners: Quad  # of the card on the photo
    rotation: int  # degrees clockwise that turned it upright: 0, 90, 180, 270
    to_photo: Matrix  # 3×3 homography from pixels of `image` to pixels of the photo
    page: int = 0
