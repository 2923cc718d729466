"""Make a picture of a card small enough for an address book."""

import io

from PIL import Image

from cardscan.errors import PhotoError

#: iCloud takes 256 KB a card; 180 KB of JPEG are 245 KB once written in base64 and folded.
MOST_BYTES = 180 * 1024
MOST_PIXELS = 720  # of the longer side


def small_jpeg(picture: bytes, longest: int = MOST_PIXELS) -> bytes:
    """Shrink a picture to a JPEG of at most MOST_BYTES, its longer side at most `longest` pixels.

    It comes without EXIF, colour profile or comments.

    Raises PhotoError when it cannot be decoded.
    """
    try:
        with Image.open(io.BytesIO(picture)) as opened:
            image = opened.convert("RGB")
    except OSError as error:
        raise PhotoError("decode", f"the card's picture is damaged: {error}") from error
    image.thumbnail((longest, longest), Image.Resampling.HAMMING)  # half of what LANCZOS takes
    image.info.clear()  # save() would write a comment found here
    while True:
        for quality in (85, 70, 55, 40):
            out = io.BytesIO()
            image.save(out, "JPEG", quality=quality)
            if out.tell() <= MOST_BYTES:
                return out.getvalue()
        image = image.reduce(2)  # noise that no quality brings down
