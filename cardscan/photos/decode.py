"""Decode a picture or a page of a PDF into BGR pixels, never more of them than reading needs.

Pillow and pdfium decode, neither safe in threads: use processes. Before anything is decoded it is reckoned how much
memory that takes: a phone's 200 megapixels are read where they can be reduced meanwhile, as in a JPEG.
"""

import math
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from io import BytesIO

import cv2
import numpy as np
import pi_heif
import pypdfium2
from PIL import Image as Pillow
from PIL import ImageOps, UnidentifiedImageError
from PIL.JpegImagePlugin import JpegImageFile
from PIL.TiffImagePlugin import TiffImageFile

from cardscan.errors import PhotoError
from cardscan.photos.formats import AGAIN, AS_JPEG, HEAD, KINDS, LEFT_OUT, kind_of
from cardscan.pictures import Image, Photo

FORMATS = ("JPEG", "PNG", "WEBP", "TIFF", "BMP", "GIF", "HEIF", "AVIF")
MOST_MEMORY = 1_350_000_000  # bytes while decoding; of the 2 GB that a photo may take, readers and models have the rest
MOST_PIXELS = 500_000_000  # a JPEG of as many takes a minute, however little memory
#: Bytes for each pixel at the peak of decoding, by format, else by Pillow's mode; measured with Pillow 13, pi-heif 1.4.
_BYTES = {"WEBP": 16.0, "AVIF": 9.5, "HEIF": 8.0}
_BYTES_OF_MODE = {
    "1": 2.5,
    "L": 1.5,
    "P": 5.5,
    "I;16": 4.5,
    "RGB": 4.5,
    "CMYK": 4.5,
    **dict.fromkeys(("YCbCr", "RGBA", "LA"), 8.5),
}
_BYTES_ELSE = 16.0
ENOUGH_OF_SIZE = 0.8  # of the size asked for: a JPEG decoded at half its size costs a third, so a little less is taken
PDF_DPI = 300
MOST_PAGES = 200

SMALLER = "save it smaller, or as a JPEG, which may be larger"
_BYTES_IN_PDF = 16.0
_DRAFTED = 15_000_000  # pixels of a JPEG at most when it is drafted, or an eighth of each side
_WRONG_PASSWORD = 4  # FPDF_ERR_PASSWORD
_EXIF_IFD = 0x8769  # Exif 2.3
_TAKEN, _DIGITIZED, _CHANGED = 0x9003, 0x9004, 0x0132  # DateTimeOriginal, DateTimeDigitized, DateTime
_PDF_DATE = re.compile(r"D:(\d{8})(\d{6})?")  # PDF 1.7, 7.9.4

_SUBFILE, _REDUCED, _DNG_VERSION = 254, 1, 50706  # TIFF 6.0; DNG 1.7

pi_heif.register_heif_opener(thumbnails=False)
Pillow.MAX_IMAGE_PIXELS = None  # its limit is by pixels alone


def survey(data: bytes) -> tuple[int, datetime | None]:
    """Return the number of pages, and when it was taken or scanned, by the camera's clock. Raises PhotoError."""
    if _is_pdf(data):
        with _pdf(data) as pdf:
            return len(pdf), _scanned(pdf.get_metadata_dict().get("CreationDate", ""))
    with _picture(data) as picture:
        _refuse_raw(picture)
        # Only a TIFF's frames are pages: those of a HEIC or a phone's JPEG are depth maps and previews.
        taken = _taken(picture)
        return _count(picture) if picture.format == "TIFF" else 1, taken


def _count(picture: Pillow.Image) -> int:
    """Count the pages of a TIFF; of one that has more than are read only that: each has to be looked for."""
    for page in range(1, MOST_PAGES + 1):  # one by one: by a leap beyond the last Pillow counts wrong
        try:
            picture.seek(page)
        except EOFError:
            return page
    raise too_many_pages(f"more than {MOST_PAGES}")


def too_many_pages(said: str) -> PhotoError:
    """Say that a file has too many pages."""
    return PhotoError("open", f"it has {said} pages; at most {MOST_PAGES} are read", "split it")


def decode(data: bytes, page: int, longest: int) -> Photo:
    """Decode a page upright as EXIF says, its long side at most `longest` pixels. Raises PhotoError."""
    return _pdf_page(data, page, longest) if _is_pdf(data) else _frame(data, page, longest)


def _is_pdf(data: bytes) -> bool:
    return kind_of(data[:HEAD]) == "PDF"


@contextmanager
def _picture(data: bytes, page: int = 0) -> Iterator[Pillow.Image]:
    """Open a picture at a page, its size checked, nothing decoded; what decoders raise inside becomes PhotoError."""
    if (kind := kind_of(data[:HEAD])) in LEFT_OUT:
        raise PhotoError("decode", f"{kind} photos are not read", AS_JPEG)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # odd EXIF and TIFF tags are no concern of the user's; sizes are checked
            with Pillow.open(BytesIO(data), formats=FORMATS) as picture:
                if page:
                    picture.seek(page)
                _check_size(picture.width, picture.height, _memory(picture) + len(data))
                yield picture
    except PhotoError:
        raise
    except UnidentifiedImageError as error:
        raise PhotoError("decode", "it is not a photo, or its beginning is damaged", f"{KINDS}; {AGAIN}") from error
    except Exception as error:  # noqa: BLE001 - decoders raise anything at all on a file that is broken
        raise PhotoError("decode", "the photo is damaged or cut short", AGAIN) from error


def _check_size(width: float, height: float, memory: float) -> None:
    if width * height > MOST_PIXELS or memory > MOST_MEMORY:
        pixels = f"{width:.0f} x {height:.0f} pixels"
        raise PhotoError("decode", f"it is too large to decode ({pixels}, {memory / 1e9:.1f} GB of memory)", SMALLER)


def _memory(picture: Pillow.Image) -> float:
    """Reckon how many bytes decoding takes at its peak, for a JPEG drafted as `_frame` does."""
    pixels = picture.width * picture.height
    if isinstance(picture, JpegImageFile):
        # Where it comes in several scans, all its coefficients are kept, two bytes each: the header does not say.
        layers = [across * down for _, across, down, _ in picture.layer]
        return pixels * 2.0 * sum(layers) / max(layers) + 4.0 * max(_DRAFTED, pixels / 64)
    return pixels * _BYTES.get(picture.format or "", _BYTES_OF_MODE.get(picture.mode, _BYTES_ELSE))


def _refuse_raw(picture: Pillow.Image) -> None:
    """Raise PhotoError for a camera's raw photo: a TIFF by its beginning, whose first picture is but a preview."""
    if isinstance(picture, TiffImageFile):
        tags = picture.tag_v2
        if _DNG_VERSION in tags or tags.get(_SUBFILE, 0) & _REDUCED:
            raise PhotoError("decode", "raw photos of cameras (DNG and others) are not read", AS_JPEG)


def _taken(picture: Pillow.Image) -> datetime | None:
    try:
        exif = picture.getexif()
        inner = exif.get_ifd(_EXIF_IFD)
    except Exception:  # noqa: BLE001 - EXIF that is missing or broken costs the date, not the photo
        return None
    said = (inner.get(_TAKEN), inner.get(_DIGITIZED), exif.get(_CHANGED))
    return next(filter(None, (_moment(str(each).strip("\0 "), "%Y:%m:%d %H:%M:%S") for each in said)), None)


def _scanned(said: str) -> datetime | None:
    """Read when a PDF was made, where that was."""
    found = _PDF_DATE.match(said)
    return _moment(found[1] + (found[2] or "120000"), "%Y%m%d%H%M%S") if found else None


def _moment(said: str, form: str) -> datetime | None:
    try:
        return datetime.strptime(said, form)  # noqa: DTZ007 - local time, wherever that was
    except ValueError:  # often "0000:00:00 00:00:00"
        return None


def _frame(data: bytes, page: int, longest: int) -> Photo:
    with _picture(data, page) as picture:
        long_side = max(picture.size)
        least = ENOUGH_OF_SIZE * longest / long_side
        picture.draft(None, (math.ceil(least * picture.width), math.ceil(least * picture.height)))  # JPEG only
        picture.load()
        taken = _taken(picture)
        pixels = np.asarray(_upright(_reduced(_plain(_reduced(picture, longest), longest), longest)))
    height, width = pixels.shape[:2]
    share = longest / max(height, width)
    if share < 1:
        size = max(1, round(width * share)), max(1, round(height * share))
        pixels = cv2.resize(pixels, size, interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)
    image = cv2.cvtColor(pixels, cv2.COLOR_GRAY2BGR if pixels.ndim == 2 else cv2.COLOR_RGB2BGR)
    return Photo(image.astype(np.uint8, copy=False), long_side / max(image.shape[:2]), page, taken)


def _reduced(picture: Pillow.Image, longest: int) -> Pillow.Image:
    """Average whole pixels where there are far too many: cheap, and less memory for what follows."""
    factor = max(picture.size) // longest
    return picture.reduce(factor) if factor > 1 and picture.mode in ("L", "RGB", "CMYK", "RGBA") else picture


def _averaged(picture: Pillow.Image, longest: int) -> Image:
    """Give the values as floats, averaged as `_reduced` does, which cannot do it with these modes."""
    values = np.asarray(picture)
    values = values if values.dtype == np.uint16 else values.astype(np.float32)
    factor = max(picture.size) // longest
    if factor > 1:
        size = max(1, picture.width // factor), max(1, picture.height // factor)
        values = cv2.resize(values, size, interpolation=cv2.INTER_AREA)
    return values.astype(np.float32)


def _plain(picture: Pillow.Image, longest: int) -> Pillow.Image:
    """Make 8-bit gray or RGB of any mode, on white where it is see-through."""
    if picture.has_transparency_data:
        picture = picture.convert("RGBA")
        paper = Pillow.new("RGB", picture.size, "white")
        paper.paste(picture, mask=picture.getchannel("A"))
        paper.info = picture.info  # holds the EXIF
        return paper
    if picture.mode[0] in "IF":  # 16 or 32 bits, or floats: whatever range it uses
        values = np.nan_to_num(_averaged(picture, longest), posinf=0, neginf=0)
        least, span = float(values.min()), float(np.ptp(values)) or 1.0
        plain = Pillow.fromarray(np.rint((values - least) * (255 / span)).astype(np.uint8))
        plain.info = picture.info
        return plain
    if picture.mode in ("L", "RGB"):
        return picture
    return picture.convert("L" if picture.mode == "1" else "RGB")


def _upright(picture: Pillow.Image) -> Pillow.Image:
    try:
        return ImageOps.exif_transpose(picture)
    except Exception:  # noqa: BLE001 - broken EXIF says nothing about which way is up
        return picture


@contextmanager
def _pdf(data: bytes) -> Iterator[pypdfium2.PdfDocument]:
    try:
        with pypdfium2.PdfDocument(data) as pdf:
            yield pdf
    except pypdfium2.PdfiumError as error:
        if error.err_code == _WRONG_PASSWORD:
            raise PhotoError(
                "decode", "the PDF has a password", "save it without one: print it to a new PDF"
            ) from error
        raise PhotoError("decode", "the PDF is damaged", "save it again, or as a JPEG from another program") from error


def _pdf_page(data: bytes, page: int, longest: int) -> Photo:
    with _pdf(data) as pdf:
        sheet = pdf[page]
        for picture in sheet.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_IMAGE]):
            across, down = picture.get_px_size()
            _check_size(across, down, across * down * _BYTES_IN_PDF)  # pdfium decodes it whole
        width, height = sheet.get_size()
        if not 1 <= min(width, height) <= max(width, height) < math.inf:
            raise PhotoError("decode", f"page {page + 1} of the PDF has no size", "save it again")
        scale = min(PDF_DPI / 72, (longest - 1) / max(width, height))  # pdfium rounds up
        image: Image = sheet.render(scale=scale).to_numpy()[:, :, :3].copy()  # pdfium frees its own
        return Photo(image, PDF_DPI / 72 / scale, page)
