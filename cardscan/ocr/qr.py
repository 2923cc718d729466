"""Read the QR codes of a card, and other two-dimensional codes where that is cheap."""

from collections.abc import Sequence

import cv2
import numpy as np
import zxingcpp

from cardscan.model import Code, Quad
from cardscan.pictures import Image

_QR = "QRCode"
#: The others are rare on cards. At half the size they cost 3 ms on 1400×800 pixels instead of 45, and are seen as well.
_ALL = "QRCode|DataMatrix|Aztec|PDF417"
_AROUND = 0.25  # of a code's size: what is looked at again beside it
_CLOSER = (2.0, 3.0, 0.6)  # scales that make a code readable which was seen, but not read
_LARGEST = 1600  # pixels; enlarging a large code helps nothing
_MOST = 8  # codes; a card has one or two


def read_codes(image: Image) -> tuple[Code, ...]:
    """Read the codes on an H×W×3 BGR image, each once; their boxes are in its pixels."""
    gray = cv2.cvtColor(image, cv2.COLOR_BGR2GRAY).astype(np.uint8, copy=False)
    seen = zxingcpp.read_barcodes(gray, formats=_formats(_QR), text_mode=zxingcpp.TextMode.Plain, return_errors=True)
    codes: list[Code | None] = [_code(found) for found in seen if found.valid]
    if not codes and min(gray.shape) > 1:
        half = cv2.resize(gray, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA)
        others = zxingcpp.read_barcodes(half, formats=_formats(_ALL), text_mode=zxingcpp.TextMode.Plain)
        codes = [_code(found, scale=0.5) for found in others]
    if not codes:
        codes = [_look_closer(gray, found) for found in seen[:_MOST]]
    return tuple({code.payload: code for code in codes[:_MOST] if code is not None and code.payload}.values())


def _formats(names: str) -> zxingcpp.BarcodeFormats:
    # Made anew each time: as a constant of the module it outlives the library, which then complains at exit.
    return zxingcpp.barcode_formats_from_str(names)


def _look_closer(gray: Image, found: zxingcpp.Barcode) -> Code | None:
    """Read a code again, alone and at other sizes: blurred and small ones need it."""
    corners = np.array(_corners(found.position))
    least, most = corners.min(axis=0), corners.max(axis=0)
    margin = _AROUND * float((most - least).max())
    left, top = (max(0, int(v - margin)) for v in least)
    right, bottom = (int(v + margin) + 1 for v in most)
    part = gray[top:bottom, left:right]
    for scale in _CLOSER:
        if not 8 < min(part.shape) * scale <= max(part.shape) * scale < _LARGEST:
            continue
        how = cv2.INTER_CUBIC if scale > 1 else cv2.INTER_AREA
        larger = cv2.resize(part, None, fx=scale, fy=scale, interpolation=how)
        again = zxingcpp.read_barcodes(larger, formats=_formats(_QR), text_mode=zxingcpp.TextMode.Plain)
        if again:
            return _code(again[0], scale, (left, top))
    return None


def _code(found: zxingcpp.Barcode, scale: float = 1.0, offset: tuple[int, int] = (0, 0)) -> Code:
    x0, y0 = offset
    a, b, c, d = ((x / scale + x0, y / scale + y0) for x, y in _corners(found.position))
    box: Quad = (a, b, c, d)
    return Code(found.text, found.format.name, box)


def _corners(position: zxingcpp.Position) -> Sequence[tuple[float, float]]:
    corners = (position.top_left, position.top_right, position.bottom_right, position.bottom_left)
    return [(float(corner.x), float(corner.y)) for corner in corners]
