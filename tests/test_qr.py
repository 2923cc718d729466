"""Codes are read from cards, also small, turned, blurred and inverted ones."""

import time

import cv2
import numpy as np
import pytest
import zxingcpp

from cardscan.ocr.qr import read_codes
from cardscan.pictures import Image

VCARD = "BEGIN:VCARD\nVERSION:3.0\nN:Kąkolewski;Żywisław\nTEL;TYPE=CELL:+48 601 234 567\nEND:VCARD"


def blank(width: int = 1400, height: int = 800) -> Image:
    return np.full((height, width, 3), 235, np.uint8)


def modules(text: str, kind: str = "QRCode", pixels: int = 6) -> Image:
    """A code with its quiet zone; `pixels` a module."""
    code = zxingcpp.create_barcode(text, getattr(zxingcpp.BarcodeFormat, kind))
    return np.repeat(np.array(code.to_image(scale=pixels))[:, :, None], 3, axis=2)


def card(*codes: tuple[Image, int, int]) -> Image:
    made = blank()
    for pixels, x, y in codes:
        made[y : y + pixels.shape[0], x : x + pixels.shape[1]] = pixels
    return made


def test_text_and_place() -> None:
    [code] = read_codes(card((modules(VCARD), 1000, 300)))
    assert code.payload == VCARD
    assert code.symbology == "QRCode"
    dark = np.argwhere(modules(VCARD)[:, :, 0] == 0)
    (top, left), (bottom, right) = dark.min(axis=0), dark.max(axis=0)
    wanted = [(1000 + x, 300 + y) for x, y in ((left, top), (right, top), (right, bottom), (left, bottom))]
    assert np.abs(np.array(code.box) - np.array(wanted)).max() < 8


def test_no_code() -> None:
    assert read_codes(blank()) == ()
    noise = np.random.default_rng(4).integers(0, 255, (300, 400, 3), np.uint8)
    assert read_codes(noise) == ()


@pytest.mark.parametrize("shape", [(1, 1), (2, 2), (1, 500), (40, 30)])
def test_images_of_any_size(shape: tuple[int, int]) -> None:
    assert read_codes(np.zeros((*shape, 3), np.uint8)) == ()


@pytest.mark.parametrize("angle", [0, 7, 45, 90, 180, 231, 270])
def test_turned(angle: int) -> None:
    turn = cv2.getRotationMatrix2D((700, 400), angle, 1)
    image = cv2.warpAffine(card((modules(VCARD, pixels=5), 550, 250)), turn, (1400, 800), borderValue=(235,) * 3)
    assert [code.payload for code in read_codes(image)] == [VCARD]


def test_light_on_dark_and_dim() -> None:
    image = card((modules(VCARD), 400, 200))
    assert [code.payload for code in read_codes(255 - image)] == [VCARD]
    assert [code.payload for code in read_codes((image * 0.3).astype(np.uint8))] == [VCARD]


def test_several_codes_each_once() -> None:
    one, two = modules("https://kestelyn.example/a"), modules("tel:+442079460991")
    image = card((one, 50, 50), (two, 900, 60), (one, 400, 450))
    assert sorted(code.payload for code in read_codes(image)) == ["https://kestelyn.example/a", "tel:+442079460991"]


@pytest.mark.parametrize("kind", ["DataMatrix", "Aztec", "PDF417"])
def test_other_codes(kind: str) -> None:
    text = "MECARD:N:Quarrymoor,Wendeline;TEL:+442079460991;;"
    pixels = modules(text, kind)
    [code] = read_codes(card((pixels, 100, 200)))
    assert (code.payload, code.symbology) == (text, kind)
    x, y = np.array(code.box).mean(axis=0)
    assert 100 < x < 100 + pixels.shape[1] and 200 < y < 200 + pixels.shape[0]


def test_blurred_code_is_read_on_a_closer_look() -> None:
    found = 0
    code = modules(VCARD, pixels=3)
    middle = 600 + code.shape[1] / 2, 300 + code.shape[0] / 2
    for blur in np.arange(1.0, 2.4, 0.05):
        image = cv2.GaussianBlur(card((code, 600, 300)), (0, 0), blur)
        seen = zxingcpp.read_barcodes(cv2.cvtColor(image, cv2.COLOR_BGR2GRAY), formats=zxingcpp.BarcodeFormat.QRCode)
        codes = read_codes(image)
        if codes and not seen:
            found += 1
            assert codes[0].payload == VCARD
            assert np.array(codes[0].box).mean(axis=0) == pytest.approx(middle, abs=8)
    assert found >= 1


def test_costs_little() -> None:
    image = card((modules(VCARD), 1000, 300))
    cv2.putText(image, "Wendeline Quarrymoor", (60, 200), cv2.FONT_HERSHEY_SIMPLEX, 2, (40, 40, 40), 3)
    costs = []
    for each in (image, blank()):
        read_codes(each)
        start = time.process_time()
        for _ in range(5):
            read_codes(each)
        costs.append((time.process_time() - start) / 5)
    assert max(costs) < 0.06  # 0.01 where nothing else runs
