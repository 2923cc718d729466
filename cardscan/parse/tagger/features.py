"""What is known of each word, as numbers: its letters, the lists, its line, the card's own addresses, its meaning."""

import math
import re
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from cardscan.model import Line
from cardscan.parse.domains import domain_name, host_of
from cardscan.parse.evidence import alike
from cardscan.parse.found import Found
from cardscan.parse.gazetteer import common_word, family_name, given_name, honorifics, honorifics_after, name_like
from cardscan.parse.tagger.lists import COLUMNS, Matrix, looked_up
from cardscan.parse.tagger.meanings import SIZE, meaning_of
from cardscan.parse.tagger.words import Word, words_of
from cardscan.text.codes import PIECE
from cardscan.text.folding import fold
from cardscan.text.letters import squash
from cardscan.text.scripts import HAN, HANGUL, KANA, cjk

#: Rows of the network's table of letters: pieces of words fall into one of these by their hash.
BUCKETS = 1 << 15
GRAMMARS = ("tel", "email", "url", "social")

_SCRIPTS = tuple(
    re.compile(f"[{letters}]")
    for letters in (
        HAN,
        KANA,
        HANGUL,
        "\u0400-\u04ff",  # Cyrillic
        "\u0600-\u06ff",  # Arabic
        "\u0370-\u03ff\u1f00-\u1fff",  # Greek
        "\u0590-\u05ff",  # Hebrew
        "\u0e00-\u0e7f",  # Thai
        "\u0900-\u0dff",  # of India
        "\u00c0-\u024f\u1e00-\u1eff",  # Latin, with accents
    )
)
_SAME_INK = 25  # of Lab, added up
_COLUMN = 1.5  # times as high as wide: a line of two letters is set from top to bottom


@dataclass(frozen=True, slots=True)
class Described:
    """The words of a card and what is known of them."""

    words: tuple[Word, ...]
    numbers: Matrix  # words×features
    hashes: tuple[tuple[int, ...], ...]  # of each word, rows of the table of letters
    places: Matrix  # words×6: x0, y0, x1, y1 in widths of the card, the number of the row's line, its height
    domains: frozenset[str] = frozenset()  # names of the card's own domains, squashed


@dataclass(frozen=True, slots=True)
class _Online:
    """What e-mail addresses and domains of the card say: names, and the company's."""

    locals: frozenset[str]  # what stands before an @, squashed
    parts: frozenset[str]  # the words of these
    domains: frozenset[str]  # names of domains, squashed, none of a provider of mailboxes
    emails: bool
    hints: tuple[int, ...]  # hashes of top-level domains and dialling codes


def describe(lines: Sequence[Line], width: float, found: Sequence[Found]) -> Described | None:
    """Describe the words of a card; None where there are none. `width`: of the card's image, in pixels."""
    words = words_of(lines, found)
    if not words:
        return None
    online = _online(found)
    looks = _Looks(lines, width)
    rows = [list(group) for _, group in groupby(words, key=lambda w: w.line)]
    numbers, hashes, places = [], [], []
    for rank, row in enumerate(rows):
        line = lines[row[0].line]
        of_line = [*looks.of(row[0].line, rank, len(rows), len(row)), _named_by(online, line.text)]
        listed = looked_up(row, line.text)
        for at, word in enumerate(row):
            letters, ids = _letters(word.text) if not word.kind else (_NO_LETTERS, _of_grammar(word))
            own = [
                *_in_addresses(word, online),
                *_beside(row, at, line.text),
                bool(online.emails),
                bool(online.domains),
            ]
            meaning = meaning_of(key_of(word.text) if not word.kind else "")
            numbers.append(np.concatenate([letters, listed[at], np.array(own + of_line, np.float32), meaning]))
            hashes.append(ids + online.hints)
            places.append(looks.place(word, rank))
    return Described(tuple(words), np.stack(numbers), tuple(hashes), np.array(places, np.float32), online.domains)


def _hash(text: str) -> int:
    return zlib.crc32(text.encode()) % BUCKETS


@lru_cache(50_000)
def _letters(text: str) -> tuple[Matrix, tuple[int, ...]]:
    """What a word says by itself, and the hashes of its pieces."""
    letters = [c for c in text if c.isalpha()]
    digits, size = sum(map(str.isdigit, text)), len(text)
    upper, lower = bool(letters) and all(map(str.isupper, letters)), bool(letters) and all(map(str.islower, letters))
    title = bool(letters) and letters[0].isupper() and not upper and not any(c.isupper() for c in letters[1:])
    number = digits == size
    key = key_of(text)
    said = [
        upper and len(letters) > 1,
        title or (upper and len(letters) == 1),
        lower,
        bool(letters) and not (upper or lower or title),
        digits / size,
        number,
        min(size, 20) / 10,
        not letters and not digits,
        *(script.search(text) is not None for script in _SCRIPTS),
        text.endswith(".") and size > 1,
        "-" in text and size > 1,
        "'" in text or "’" in text,
        len(letters) == 1 and not digits,
        *(number and digits == count for count in (1, 2, 3, 4, 5)),
        number and digits >= 6,
        bool(letters) and digits > 0,
        given_name(text) if letters else 0.0,
        family_name(text) if letters else 0.0,
        common_word(text) if letters else 0.0,
        name_like(text) if letters and size > 2 else 0.0,
        PIECE.fullmatch(text) is not None,
        key in honorifics(),
        key in honorifics_after(),
    ]
    return np.array(said, np.float32), tuple(map(_hash, dict.fromkeys(_pieces(text, key))))


def key_of(text: str) -> str:
    """Return the form by which the lists and tables know a word."""
    return fold(text).strip(" .,;:'\"()")


def _pieces(text: str, key: str) -> list[str]:
    """The word, its shape, its two ends, and its runs of three and four letters."""
    marked = f"^{key}$"
    shape = re.sub(r"[^\W\d_]", lambda m: "X" if m.group().isupper() else "x", text)
    shape = re.sub(r"(.)\1{2,}", r"\1\1", re.sub(r"\d", "9", shape))
    ends = [f"w{key}", f"s{shape}", f"p{marked[:4]}", f"e{marked[-4:]}"]
    threes = [f"t{marked[at : at + 3]}" for at in range(len(marked) - 2)][:10]
    return ends + threes + [f"q{marked[at : at + 4]}" for at in range(len(marked) - 3)][:8]


_NO_LETTERS = np.zeros_like(_letters("x")[0])


def _of_grammar(word: Word) -> tuple[int, ...]:
    return _hash(f"kind:{word.kind}"), _hash(f"type:{word.type}")


def _online(found: Sequence[Found]) -> _Online:
    emails = [f.field.value for f in found if f.kind == "email" and "@" in f.field.value]
    before = [email.split("@")[0] for email in emails]
    hosts = [host_of(address) for address in (*emails, *(f.field.value for f in found if f.kind == "url"))]
    tlds = sorted({host.rsplit(".", 1)[-1].casefold() for host in hosts})
    codes = (re.match(r"\+(\d{1,3})", f.field.value) for f in found if f.kind == "tel")
    dialled = sorted({match[1] for match in codes if match})
    hints = [f"tld:{tld}" for tld in tlds[:2]] + [f"dial:{code[:size]}" for code in dialled[:1] for size in (1, 2, 3)]
    return _Online(
        frozenset(map(squash, before)),
        frozenset(part for each in before for part in re.split(r"[\W_\d]+", fold(each)) if len(part) > 1),
        frozenset(map(domain_name, hosts)) - {""},
        bool(emails),
        tuple(map(_hash, hints)),
    )


def _in_addresses(word: Word, online: _Online) -> list[float]:
    """How a word stands in the e-mail addresses and domains of its card."""
    text = "" if word.kind else squash(word.text)
    size = len(text)
    return [
        text in online.parts or (size > 2 and text in online.locals),
        size > 2 and any(text in local for local in online.locals),
        size > 1 and any(local and local[0] == text[0] for local in online.locals),
        size > 2 and any(text in domain for domain in online.domains),
        size > 1 and any(domain.startswith(text) for domain in online.domains),
    ]


def _named_by(online: _Online, text: str) -> float:
    """How much a line says what a domain of the card does: 1 the same, 0.7 one within the other."""
    line = squash(text)

    def like(domain: str) -> float:
        if domain == line:
            return 1.0
        return 0.7 if (domain in line and len(domain) > 3) or (line in domain and len(line) > 3) else 0.0

    return max(map(like, online.domains), default=0.0)


def _beside(row: Sequence[Word], at: int, text: str) -> list[float]:
    """Where a word stands on its line and what is next to it; what the grammars found it to be."""
    word = row[at]
    after, before = text[word.end : word.end + 3].lstrip(), text[: word.start].rstrip()
    gap = word.start - (row[at - 1].end if at else word.start)
    return [
        at / 10,
        (len(row) - 1 - at) / 10,
        min(gap, 6) / 3,
        after[:1] in (":", "："),
        before[-1:] in (":", "："),
        before[-1:] in ("(", "（"),
        at == 0,
        at == len(row) - 1,
        *(word.kind == kind for kind in GRAMMARS),
        word.type == "cell",
        word.type == "fax",
    ]


class _Looks:
    """How the lines of a card look: their size, their ink, and where they stand."""

    def __init__(self, lines: Sequence[Line], width: float) -> None:
        self._lines, self._width = lines, width
        self._heights = np.array([max(1e-6, height_of(line)) for line in lines])
        self._median, self._most = float(np.median(self._heights)), float(self._heights.max())
        self._ink = _middle([line.ink for line in lines if line.ink])
        self._ground = _middle([line.ground for line in lines if line.ground])
        self._top = min(line.place[1] for line in lines) / width
        self._bottom = max(line.place[3] for line in lines) / width
        self._before: Line | None = None  # the line looked at before this one

    def of(self, number: int, rank: int, rows: int, words: int) -> list[float]:
        """Describe a line; they are asked for in reading order."""
        line, before = self._lines[number], self._before
        self._before = line
        x0, y0, x1, y1 = (v / self._width for v in line.place)
        height = self._heights[number] / self._width
        ink = np.zeros(3) if line.ink is None or self._ink is None else (np.array(line.ink) - self._ink) / 60
        ground = 0.0
        if line.ground is not None and self._ground is not None:
            ground = float(np.abs(np.array(line.ground) - self._ground).sum()) / 100
        step = y0 - (before.place[3] / self._width if before else 0.0)
        return [
            x0,
            x1,
            (y0 - self._top) / max(0.2, self._bottom - self._top),
            height * 15,
            min(4.0, self._heights[number] / self._median) / 2,
            self._heights[number] / self._most,
            abs((x0 + x1) / 2 - 0.5) * 2,
            self._bottom,
            step / max(height, 0.005) / 4 if abs(step) < 1 else 0.0,
            words / 10,
            rank / max(1, rows - 1),
            rows / 20,
            *np.clip(ink, -2, 2),
            min(2.0, ground),
            math.hypot(line.ink[1] - 128, line.ink[2] - 128) / 60 if line.ink else 0.0,
            _same_ink(line, before),
            line.confidence,
            alike(line),
            line.ring,
        ]

    def place(self, word: Word, rank: int) -> tuple[float, ...]:
        """Where a word stands, in widths of the card."""
        line = self._lines[word.line]
        x0, y0, x1, y1 = (v / self._width for v in line.place)
        height = self._heights[word.line] / self._width
        if is_column(line):
            step = (y1 - y0) / len(line.text)
            return x0, y0 + word.start * step, x1, y0 + word.end * step, float(rank), height
        step = (x1 - x0) / max(1, len(line.text))
        return x0 + word.start * step, y0, x0 + word.end * step, y1, float(rank), height


def _middle(colours: Sequence[tuple[float, float, float]]) -> NDArray[np.float64] | None:
    return np.median(np.array(colours), axis=0) if colours else None


def _same_ink(line: Line, before: Line | None) -> bool:
    if before is None or line.ink is None or before.ink is None:
        return False
    return sum(abs(a - b) for a, b in zip(line.ink, before.ink, strict=True)) < _SAME_INK


def height_of(line: Line) -> float:
    """Return the height of a line's letters, in pixels: of a slanting one, less than that of its place."""
    if is_column(line):
        return line.place[2] - line.place[0]
    (x0, y0), (x1, y1), _, (x3, y3) = line.box
    ratio = ((x3 - x0) ** 2 + (y3 - y0) ** 2) / max(1e-6, (x1 - x0) ** 2 + (y1 - y0) ** 2)
    left, top, right, bottom = line.place
    return float(min(bottom - top, (right - left) * ratio**0.5) if ratio < 1 else bottom - top)


def is_column(line: Line) -> bool:
    """Return whether a line is set from top to bottom, as Han, kana and Hangul letters may be."""
    left, top, right, bottom = line.place
    return bottom - top > _COLUMN * (right - left) and len(line.text) > 1 and cjk().match(line.text) is not None


#: How many numbers describe a word.
FEATURES = len(_NO_LETTERS) + COLUMNS + 5 + 14 + 2 + 22 + SIZE
#: Which of these say what a word means.
OF_MEANING = slice(FEATURES - SIZE, FEATURES)
#: Which of these say whether a word is a name in the lists; training hides them now and then.
OF_NAMES = slice(29, 33)
