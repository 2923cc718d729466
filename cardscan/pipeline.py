"""THE ORDER: a file becomes photos, cards, lines, fields, and a contact that was checked."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np

from cardscan import detect
from cardscan.enrich.country import country_of
from cardscan.enrich.steps import enrich
from cardscan.errors import PhotoError
from cardscan.model import Card, Code, PhotoReading, Quad, ReadOptions
from cardscan.ocr.beside_codes import beside, lines_beside, on_card
from cardscan.ocr.columns import laid_level
from cardscan.ocr.handwriting import picture_of
from cardscan.ocr.lines import move
from cardscan.ocr.programs import find_tesseract
from cardscan.ocr.qr import read_codes
from cardscan.ocr.rapid import Rapid
from cardscan.ocr.read import Readers, read_card
from cardscan.parse.card import parse_card
from cardscan.parse.spelling import spelled
from cardscan.photos.pages import open_photo
from cardscan.photos.quality import flaws_of
from cardscan.photos.small import small_jpeg
from cardscan.pictures import CardImage, Image, Photo
from cardscan.timing import Clock
from cardscan.vcards.outrank import with_codes

LOCATE_SIDE = 384  # pixels of the long side when text is looked for to find cards by; 352 loses cards side by side
CROP_QUALITY = 85


def load_readers(options: ReadOptions) -> Readers:
    """Find the readers. Raises SetupError when one is missing."""
    cv2.setNumThreads(1)  # the pool has a process for each core already
    program = None if options.engine == "rapidocr" else find_tesseract(options.tesseract, options.languages)
    return Readers(options.engine, Rapid(), program, options.languages)


def read_photo(
    path: Path,
    readers: Readers,
    page_done: Callable[[], None] = lambda: None,
    home: str = "",
    data: bytes | None = None,
) -> PhotoReading:
    """Read all cards of a file. A bad file is a reading with a failure; raises SetupError alone.

    `page_done` is called after each page; `home` is the ISO code of the user's country, or ""; `data` is what is in the
    file, where it lies on another machine.
    """
    clock = Clock()
    sha256 = ""
    try:
        with clock("open"):
            file = open_photo(path, data=data)
            sha256 = file.sha256
        cards: list[Card] = []
        for page in range(len(file.photos)):
            with clock("open"):
                photo = file.photos[page]  # decoded only now, so that memory holds one page
            cards += _read(photo, readers, home, clock)
            page_done()
        return PhotoReading(str(path), sha256, tuple(cards), taken=file.taken, seconds=clock.seconds)
    except PhotoError as error:
        return PhotoReading(str(path), sha256, failure=error.failure, seconds=clock.seconds)


def _read(photo: Photo, readers: Readers, home: str, clock: Clock) -> list[Card]:
    with clock("locate"):
        text = readers.rapid.find_lines(photo.image, LOCATE_SIDE)
    with clock("codes"):
        codes = read_codes(photo.image)
    with clock("find"):
        found = detect.find_cards(photo.image, beside(codes, text))
        quads = beside(codes, found) or [_all_of(photo)]
        images = [_at_scale(detect.cut_out(photo.image, quad, photo.page), photo.scale) for quad in quads]
    wide, high = (round(side * photo.scale) for side in photo.image.shape[1::-1])
    seen = [replace(code, box=_scaled(code.box, photo.scale)) for code in codes]
    return [_read_card(image, (wide, high), on_card(seen, image.corners), readers, home, clock) for image in images]


def _at_scale(card: CardImage, scale: float) -> CardImage:
    """The card with its place given in pixels of the file, not of the photo as it was reduced."""
    return replace(card, corners=_scaled(card.corners, scale), to_photo=np.diag((scale, scale, 1.0)) @ card.to_photo)


def _scaled(quad: Quad, scale: float) -> Quad:
    a, b, c, d = ((x * scale, y * scale) for x, y in quad)
    return a, b, c, d


def _all_of(photo: Photo) -> Quad:
    """The whole photo: a scan that is all card, or a card whose edge cannot be seen."""
    height, width = photo.image.shape[:2]
    return (0.0, 0.0), (float(width), 0.0), (float(width), float(height)), (0.0, float(height))


def _read_card(
    image: CardImage, photo: tuple[int, int], seen: Sequence[Code], readers: Readers, home: str, clock: Clock
) -> Card:
    """`seen`: the codes that were read on the photo there; straightening blurs some, and makes others readable."""
    image, lines = read_card(image, readers, clock)
    with clock("codes"):
        read = (replace(c, box=move(c.box, image.to_photo)) for c in read_codes(image.image))
        codes = tuple({code.payload: code for code in (*seen, *read)}.values())
        lines = lines_beside(codes, lines)
    with clock("judge"):
        quality = flaws_of(image.image, lines, image.corners, photo)
    with clock("parse"):
        lines = spelled(lines)
        height, width = image.image.shape[:2]
        laid, across = laid_level(lines, width, height)
        contact = with_codes(parse_card(laid, across), codes)
        country = country_of(contact, lines, home)
    with clock("enrich"):
        contact = enrich(contact, country, lines)
    by_hand = [line for line in lines if line.handwritten]
    crop = _jpeg(image.image)
    return Card(
        contact,
        lines,
        image.corners,
        image.rotation,
        (width, height),
        codes,
        image.page,
        country,
        crop,
        quality,
        _jpeg(picture_of(image.image, by_hand)) if by_hand else b"",
        small_jpeg(crop),
    )


def _jpeg(image: Image) -> bytes:
    _, data = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, CROP_QUALITY])
    return data.tobytes()
