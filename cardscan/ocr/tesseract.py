"""Tesseract reads the lines of cards, in one process as long as that works. Which program: programs.py."""

import math
import os
import re
import shlex
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import pytesseract

from cardscan.errors import FULL, PhotoError, SetupError
from cardscan.greys import percentiles
from cardscan.model import Reading
from cardscan.ocr.install import install_advice, system_name
from cardscan.ocr.phrases import follows, in_phrases, spaces
from cardscan.ocr.programs import Tesseract, check_languages
from cardscan.ocr.resident import HAS_TERMINALS, Resident
from cardscan.pictures import Image
from cardscan.text.scripts import HANGUL, UNPARTED

READER = "tesseract"
LINE_HEIGHT = 28  # pixels of a crop cut tight: of 258 real lines as many are read as at 30 and 36, for a tenth less CPU
# Letters with more strokes: of 332 syllables of Hangul on ten photos 218 are read at 44, and 207 at 28; of 69 words of
# Thai and Hebrew on drawn cards 66 at 40, and 61 at 28.
HIGHER = {"kor": 44, "tha": 40, "heb": 40}
MOST_SCALE = 3.0  # enlarging further shows nothing new
MOST_WIDTH = 8000  # Tesseract takes no image beyond 32767 pixels
MARGIN = 8  # pixels around a crop, in its own background: white would be an edge
MOST_RESIDENT = 4  # processes that stay, 25 MB each: for English, and for the languages of the cards at hand
_WORD = "5"  # the TSV's level of words
# Tesseract parts words where a script has no spaces. Between two letters of such a script a gap is a space only when
# it is wider than this share of the line's height.
_GAPS = (
    (re.compile(f"[{UNPARTED}]"), 0.6),  # names set apart, not letters
    (re.compile(rf"[\u1100-\u11ff{HANGUL}]"), 0.17),  # has spaces, and is parted elsewhere too
)
# Its lists of words cost a tenth of the time and gained none of 258 real lines: names and companies are not in them,
# and a reader that makes words of what it sees is a worse witness.
_LISTS = ("system", "freq", "punc", "number", "unambig", "bigram")
_ADVICE = "run `cardscan doctor`, or read with --engine rapidocr"


class _RunError(Exception):
    """Tesseract ended without reading what it was given."""


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    confidence: float
    left: int  # pixels of the page
    right: int


_Words = list[_Word]  # of a line


def read_lines(program: Tesseract, crops: Sequence[Image], languages: Sequence[str], timeout: float) -> list[Reading]:
    """Read crops of one line each, BGR or gray, of either polarity; one reading each, of empty text if there is none.

    `timeout` is in seconds, for all of them. Raises PhotoError when Tesseract crashes or hangs, SetupError when it is
    gone or lacks a language.
    """
    check_languages(program, languages)
    if not crops:
        return []
    deadline = time.monotonic() + timeout
    try:
        with tempfile.TemporaryDirectory(prefix="cardscan-") as folder:
            high = max(HIGHER.get(language, LINE_HEIGHT) for language in languages)
            grays = [prepare(crop, high) for crop in crops]
            pages = [_write(Path(folder, f"{i:04}.pgm"), gray) for i, gray in enumerate(grays)]
            try:
                found = _read_together(program, pages, tuple(languages), deadline)
            except _RunError:
                found = _read_singly(program, pages, languages, deadline)
            return [_reading(words, gray) for words, gray in zip(found, grays, strict=True)]
    except pytesseract.TesseractNotFoundError as error:
        raise SetupError(f"{program.path} is missing", install_advice(system_name())) from error
    except OSError as error:
        if error.errno in FULL:  # no fault of this photo's: `cardscan.processes.pool` says it
            raise
        message = f"the lines could not be passed to Tesseract: {error.strerror}"
        raise PhotoError("read", message, "check the temporary folder and its free space") from error


def prepare(crop: Image, high: int = LINE_HEIGHT) -> Image:
    """Make a crop gray, dark on light, `high` pixels where that shows more, with a margin."""
    if min(crop.shape[:2]) < 3:
        return np.full((high, high), 255, np.uint8)
    gray = cv2.cvtColor(crop, cv2.COLOR_BGR2GRAY) if crop.ndim == 3 else crop
    scale = min(high / gray.shape[0], MOST_SCALE, MOST_WIDTH / gray.shape[1])
    size = max(3, round(gray.shape[1] * scale)), max(3, round(gray.shape[0] * scale))
    gray = cv2.resize(gray, size, interpolation=cv2.INTER_AREA if scale < 1 else cv2.INTER_CUBIC)
    dark, paper, light = percentiles(np.asarray(gray, np.uint8), (2, 50, 98))  # most pixels of a line are paper
    if paper - dark < light - paper:
        gray, paper = cv2.bitwise_not(gray), 255 - paper
    framed = cv2.copyMakeBorder(gray, *(MARGIN,) * 4, cv2.BORDER_CONSTANT, value=float(paper))
    return framed.astype(np.uint8, copy=False)


def _write(path: Path, gray: Image) -> Path:
    """Write a PGM: nothing is faster, and every Tesseract reads it."""
    height, width = gray.shape
    path.write_bytes(b"P5 %d %d 255\n" % (width, height) + gray.tobytes())
    return path


def _read_together(
    program: Tesseract, pages: Sequence[Path], languages: tuple[str, ...], deadline: float
) -> list[_Words]:
    """Read pages in the process that stays, where there can be one. Raises as `_run` does."""
    resident = _resident(program, languages)
    if resident is None:
        return _run(program, pages, languages, deadline)
    try:
        words = _parse(*resident.read(pages, deadline), len(pages))
    except TimeoutError as error:
        raise _late() from error
    except EOFError as error:
        raise _RunError("Tesseract ended") from error
    program.resident[languages] = resident  # only one that did well is used again
    return words


def _resident(program: Tesseract, languages: tuple[str, ...]) -> Resident | None:
    """Take the process that reads these languages from those that stay, or start one; None when that cannot be."""
    if not HAS_TERMINALS:
        return None
    if languages in program.resident:
        return program.resident.pop(languages)
    while len(program.resident) >= MOST_RESIDENT:
        program.resident.pop(next(iter(program.resident)))
    command = [str(program.path), "stdin", "stdout", "-l", "+".join(languages), *_settings(program)]
    try:
        return Resident([*command, "-c", "stream_filelist=1"])
    except OSError:  # no terminal to be had, or no program: to run it once says which
        return None


def _read_singly(program: Tesseract, pages: Sequence[Path], languages: Sequence[str], deadline: float) -> list[_Words]:
    """Read each line in a process of its own: one that breaks Tesseract is empty, and the others are read."""
    words: list[_Words] = []
    failures = []
    for page in pages:
        try:
            words += _run(program, [page], languages, deadline)
        except _RunError as error:
            failures.append(error)
            words.append([])
    if len(failures) == len(pages):
        raise PhotoError("read", str(failures[-1]), _ADVICE) from failures[-1]
    return words


def _run(program: Tesseract, pages: Sequence[Path], languages: Sequence[str], deadline: float) -> list[_Words]:
    """Read pages in one process. Raises _RunError, and PhotoError when the time is up."""
    listing = pages[0].with_suffix(".txt")
    listing.write_text("".join(f"{page}\n" for page in pages), encoding="utf-8")
    time_left = max(0.1, deadline - time.monotonic())  # 0 would mean: no limit
    pytesseract.pytesseract.tesseract_cmd = str(program.path)
    try:
        # What image_to_data calls, after it has run `tesseract --version` without a time limit and exited if that is
        # odd. As bytes: text would die of one bad byte, and a dict would truncate the confidences.
        table = pytesseract.pytesseract.run_and_get_output(
            str(listing),
            "tsv",
            "+".join(languages),
            shlex.join(_settings(program)),
            timeout=time_left,
            return_bytes=True,
        )
    except pytesseract.TesseractError as error:
        raise _RunError(f"Tesseract ended with code {error.status}") from error
    except (FileNotFoundError, UnicodeDecodeError) as error:  # no table; messages that are no text
        raise _RunError("Tesseract gave no answer") from error
    except RuntimeError as error:  # pytesseract's way to say that the time is up
        raise _late() from error
    return _parse(table.decode("utf-8", errors="replace"), 0, len(pages))


def _settings(program: Tesseract) -> list[str]:
    """Return the arguments of every run, and see that it has one thread: more cost more than they gain on a line."""
    os.environ.setdefault("OMP_THREAD_LIMIT", "1")
    # prepare() made all dark on light; and no line is to be read by the words of the lines before it.
    chosen = ["tessedit_create_tsv=1", "tessedit_do_invert=0", "tessedit_enable_doc_dict=0"]
    chosen += [f"load_{words}_dawg=0" for words in _LISTS]
    where = ["--tessdata-dir", str(program.tessdata)] if program.tessdata else []
    return [*where, "--psm", "7", "--oem", "1", *(part for setting in chosen for part in ("-c", setting))]


def _late() -> PhotoError:
    return PhotoError("read", "Tesseract did not finish in time", _ADVICE)


def _parse(table: str, before: int, count: int) -> list[_Words]:
    """Return the words of the `count` pages of Tesseract's TSV that come after page `before`.

    Raises _RunError when it doesn't speak of every one.
    """
    pages: dict[int, _Words] = {}
    try:
        for row in table.rstrip().split("\n"):
            if not row or row.startswith("level\t"):
                continue
            level, page, _, _, _, _, left, _, width, _, confidence, *text = row.split("\t", 11)
            if not before < int(page) <= before + count:
                continue
            words = pages.setdefault(int(page), [])
            if level == _WORD and text and text[0].strip():
                words.append(_Word(text[0].strip(), float(confidence) / 100, int(left), int(left) + int(width)))
    except ValueError as error:
        raise _RunError("Tesseract's answer is garbled") from error
    if len(pages) < count:
        raise _RunError("Tesseract did not read every line")
    return [pages[page] for page in sorted(pages)]


def _reading(words: _Words, gray: Image) -> Reading:
    """The reading of a line as it was prepared."""
    apart = _apart(words, gray)
    text = "".join((" " if i in apart else "") + word.text for i, word in enumerate(words))
    letters = sum(len(word.text) for word in words)
    sure = sum(len(word.text) * word.confidence for word in words) / max(1, letters)
    return Reading(READER, text, min(1.0, max(0.0, sure)))


def _apart(words: _Words, gray: Image) -> set[int]:
    """Which words of a line a space stands before: none where their script has none."""
    pairs = dict(enumerate(pairwise(words), start=1))
    phrased = {i for i, (one, two) in pairs.items() if in_phrases(one.text[-1], two.text[0])}
    high = gray.shape[0] - 2 * MARGIN
    wide = {i for i, two in pairs.items() if i not in phrased and _is_space(*two, high)}
    if not phrased:
        return wide
    edges = {i: (one.right, two.left) for i, (one, two) in pairs.items() if not follows(two.text[0])}
    return wide | (phrased & spaces(gray, MARGIN, edges))


def _is_space(before: _Word, after: _Word, high: int) -> bool:
    """Whether the gap between two words of a line `high` pixels high is a space."""
    shares = [_share(char) for char in (before.text[-1], after.text[0]) if char.isalnum()]
    return not shares or after.left - before.right > min(shares) * high


def _share(char: str) -> float:
    return next((share for script, share in _GAPS if script.match(char)), -math.inf)
