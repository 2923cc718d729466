"""Read Han letters on a Japanese card as Japanese has them, where the neural reader saw that form nearly as well.

It knows the letters of China, Taiwan and Japan alike, which differ in a stroke: 內 and 内, 产, 產 and 産.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from cardscan.model import Reading
from cardscan.ocr.ctc import Seen
from cardscan.text.japanese import is_japanese, likelihood
from cardscan.text.scripts import HAN

_HAN = re.compile(f"[{HAN}]")


def as_japanese(readings: Sequence[Reading]) -> list[Reading]:
    """Return what the neural reader made of a card's lines: of a Japanese card, Han letters as Japanese has them."""
    if not is_japanese([reading.text for reading in readings]):
        return list(readings)
    return [_settled(reading) if isinstance(reading, Seen) else reading for reading in readings]


def _settled(reading: Seen) -> Reading:
    text = reading.text
    for step in reading.steps:
        read = next(iter(step))
        if len(step) > 1 and _HAN.fullmatch(read):
            rivals = {char: chance * likelihood(char) for char, chance in step.items() if _HAN.fullmatch(char)}
            text = text.replace(read, max(rivals, key=lambda char: rivals[char]))
    return reading if text == reading.text else replace(reading, text=text)
