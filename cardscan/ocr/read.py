"""Read a card: find its lines, turn it upright, have each line read by both readers, fuse what they say."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from cardscan.model import Line, Quad, Reading
from cardscan.ocr import lines as find
from cardscan.ocr.addresses import settle
from cardscan.ocr.again import look_again
from cardscan.ocr.fuse import fuse
from cardscan.ocr.handwriting import is_handwritten
from cardscan.ocr.ink import colours_of
from cardscan.ocr.japanese import as_japanese
from cardscan.ocr.language import LATIN, UNREADABLE, guess_languages, in_script, is_unread, signed_languages
from cardscan.ocr.own_script import in_own_script
from cardscan.ocr.pieces import Piece, cut, find_pieces
from cardscan.ocr.programs import Tesseract
from cardscan.ocr.rapid import Rapid
from cardscan.ocr.rings import Ring
from cardscan.ocr.spaced import joined_by_ampersand
from cardscan.ocr.tesseract import READER, read_lines
from cardscan.pictures import CardImage, Image
from cardscan.text.letters import inked
from cardscan.text.scripts import is_latin
from cardscan.timing import Clock

TIMEOUT = 60.0  # seconds for the lines of one card
FIRST_PASS = 4  # lines that each script is tried on, where the first reading was lost
WIDE = 2.0  # heights: what is shorter is no line to try a script on
MANY = 0.2  # share of the lines that are lost where a script is tried that the card has no sign of
# Confidence of those lines in a language that the card has a sign of, and in any other. Of phone photos Korean has
# 0.51 to 0.84, what isn't Korean up to 0.38.
SIGNED, UNSIGNED = 0.45, 0.7
SURER = {"tha": 0.1}  # of noise than other languages are: 0.74 of Korean, where these have up to 0.42
CLEAR_ADDRESS = 0.85  # confidence of a line with one: those of real cards have more
_WORD = re.compile("[A-Za-z]{4,}")
_NET = re.compile(r"@|www|http|[a-z]\.[a-z]{2,3}\b", re.I)


@dataclass(frozen=True, slots=True)
class Readers:
    """The readers at hand. `rapid` always says where the lines are; `engine` says whose text counts."""

    engine: str  # "both", "tesseract" or "rapidocr"
    rapid: Rapid
    tesseract: Tesseract | None
    languages: tuple[str, ...] = ()  # empty: guessed card by card


def read_card(card: CardImage, readers: Readers, clock: Clock) -> tuple[CardImage, tuple[Line, ...]]:
    """Return the card turned upright and its lines, top to bottom.

    Raises PhotoError when tesseract crashes or hangs, SetupError when it lacks a language.
    """
    with clock("lines"):
        card, pieces = find_pieces(card, readers.rapid)
    neural: list[Reading] = []
    if readers.engine != "tesseract":
        with clock("rapidocr"):
            read = [replace(p, reading=p.reading or readers.rapid.read_line(p.crop)) for p in pieces]
            pieces = look_again(read, card.image, readers.rapid)
            neural = as_japanese([p.reading for p in pieces if p.reading is not None])
    classic: list[Reading] = []
    if readers.tesseract is not None and pieces:
        with clock("tesseract"):
            tight = [cut(card.image, p.box, p.way, find.TIGHT) for p in pieces]
            classic = _read_classic(tight, neural, readers, readers.tesseract)
    if neural:
        with clock("rapidocr"):
            neural = settle(pieces, neural, classic, card.image, readers.rapid)
    with clock("fuse"):
        each = zip(neural, classic, strict=True) if neural and classic else ((r,) for r in neural or classic)
        lines = [
            _line(fuse(find.move(p.box, card.to_photo), _place(p.box), tuple(r)), p)
            for p, r in zip(pieces, each, strict=True)
        ]
        lines = joined_by_ampersand([line for line in lines if line.text])
        return card, tuple(sorted(lines, key=lambda x: x.place[1] + x.place[3]))


def _line(line: Line, piece: Piece) -> Line:
    """Add to a line what its picture tells."""
    ink, ground = colours_of(piece.crop)
    ring = isinstance(piece.way, Ring)
    return replace(line, ink=ink, ground=ground, ring=ring, handwritten=is_handwritten(piece.crop, line))


def _place(box: Quad) -> tuple[float, float, float, float]:
    xs, ys = [x for x, _ in box], [y for _, y in box]
    return min(xs), min(ys), max(xs), max(ys)


def _read_classic(
    crops: Sequence[Image], neural: Sequence[Reading], readers: Readers, program: Tesseract
) -> list[Reading]:
    """Have Tesseract read the lines, those of numbers and addresses of the net in English: the data of other
    languages read an e-mail right in 42 of 100 cases where the English one does in 88."""
    if readers.languages:
        return read_lines(program, crops, readers.languages, TIMEOUT)
    english = ("eng",) if "eng" in program.languages else program.languages[:1]
    first = list(neural) or read_lines(program, crops, english, TIMEOUT)
    languages = _languages(crops, first, program, reads_han=bool(neural))
    if languages == english:
        return read_lines(program, crops, english, TIMEOUT) if neural else first
    out = [Reading(READER, "", 0.0)] * len(crops) if neural else first
    as_read: dict[tuple[str, ...], list[int]] = {}
    for number, (reading, crop) in enumerate(zip(first, crops, strict=True)):
        lost = bool(neural) and _is_lost(reading, crop)
        choose = _languages_of if neural else _guessed
        as_read.setdefault(choose(reading.text, lost, languages, english), []).append(number)
    for chosen, numbers in as_read.items():
        if neural or chosen != english:
            _read_some(out, numbers, crops, chosen, program)
    if neural and languages[0] in UNREADABLE:
        _read_again(out, as_read.get(english, ()), neural, crops, languages, program)
    return out


def _read_again(
    out: list[Reading],
    numbers: Sequence[int],
    neural: Sequence[Reading],
    crops: Sequence[Image],
    languages: tuple[str, ...],
    program: Tesseract,
) -> None:
    """Read those of some lines in the card's own language, too, that the readers don't agree on in English; with
    English where they agree on a word."""
    doubted = [i for i in numbers if inked(neural[i].text) != inked(out[i].text) and not _is_address(neural[i])]
    both = [i for i in doubted if {*_WORD.findall(neural[i].text)} & {*_WORD.findall(out[i].text)}]
    for chosen, some in ((languages, both), (languages[:1], [i for i in doubted if i not in both])):
        if some:
            for i, own in zip(some, read_lines(program, [crops[i] for i in some], chosen, TIMEOUT), strict=True):
                out[i] = in_own_script(neural[i], out[i], own) or out[i]


def _is_address(reading: Reading) -> bool:
    """True when a line holds an address of the net: letters of other scripts look like one, but are read with doubt."""
    return reading.confidence >= CLEAR_ADDRESS and bool(_NET.search(reading.text))


def _languages_of(first: str, lost: bool, languages: tuple[str, ...], english: tuple[str, ...]) -> tuple[str, ...]:
    """The languages to read a line with, of those of the card, by what the neural reader made of it and whether that
    lost the line. One where one will do: two take twice as long, and a process more.
    """
    if languages[0] in LATIN:  # accents are what this reader loses without knowing it
        return english if _is_net(first) and not lost else languages[:1]
    if lost:  # English words of Hangul, or of letters of any other shape, are noise
        return languages[:1]
    latin = [is_latin(char) for char in first if char.isalpha()]
    if all(latin):
        return english
    # Data of another script read figures and a few Latin letters, too, but spoil addresses of the net.
    if languages[0] in UNREADABLE:  # Hangul is taken for Han
        return languages if sum(latin) > len(latin) / 2 else languages[:1]
    return english if _NET.search(first) else languages[:1]


def _guessed(first: str, _: bool, languages: tuple[str, ...], english: tuple[str, ...]) -> tuple[str, ...]:
    """The same by what Tesseract made of it in English, which tells no scripts."""
    if _is_net(first):
        return english
    return languages[:1] if languages[0] in LATIN else languages


def _is_net(text: str) -> bool:
    """True of numbers and addresses of the net, and of nothing."""
    return bool(_NET.search(text)) or sum(map(str.isdigit, text)) > 0.4 * len(text)


def _read_some(
    out: list[Reading], numbers: Sequence[int], crops: Sequence[Image], languages: Sequence[str], program: Tesseract
) -> None:
    """Read these lines into `out`."""
    if numbers:
        for number, reading in zip(
            numbers, read_lines(program, [crops[i] for i in numbers], languages, TIMEOUT), strict=True
        ):
            out[number] = reading


def _languages(
    crops: Sequence[Image], first: Sequence[Reading], program: Tesseract, reads_han: bool
) -> tuple[str, ...]:
    """Guess the languages from a first pass. Where lines of it were lost, try the scripts that it has no letters for:
    those that the card has a sign of, then any."""
    texts = [r.text for r in first]
    guess = guess_languages(texts, program.languages, reads_han)
    lost = [i for i, (r, crop) in enumerate(zip(first, crops, strict=True)) if _is_lost(r, crop)]
    signed = signed_languages(texts, program.languages)
    many = len(lost) >= max(2, MANY * len(first))
    if guess[0] in UNREADABLE and signed == guess[:1] and (many or in_script(guess[0], texts)):
        return guess
    some = [crops[i] for i in lost[:FIRST_PASS]]
    found = _best(some, signed, SIGNED if len(lost) > 1 else UNSIGNED, program) if lost else ""
    if not found and many:
        others = [lang for lang in UNREADABLE if lang in program.languages and lang not in signed]
        found = _best(some, others, max(UNSIGNED, _mean([first[i] for i in lost[:FIRST_PASS]])), program)
    if found:  # Han letters that a first reader saw were the script's, or it reads them itself
        return (found, "eng") if "eng" in guess else (found,)
    readable = tuple(lang for lang in guess if lang not in UNREADABLE or in_script(lang, texts))
    return readable if reads_han and readable else guess


def _best(crops: Sequence[Image], languages: Sequence[str], least: float, program: Tesseract) -> str:
    """The language that Tesseract is surest of these lines in; "" where it is less sure than `least` in each."""
    sure = {lang: _mean(read_lines(program, crops, (lang,), TIMEOUT)) - SURER.get(lang, 0.0) for lang in languages}
    best = max(sure, key=lambda lang: sure[lang], default="")
    return best if best and sure[best] > least else ""


def _is_lost(reading: Reading, crop: Image) -> bool:
    """True when a line may be in a script that its reader has no letters for."""
    high, wide = crop.shape[:2]
    return wide > WIDE * high and is_unread(reading, wide, high)


def _mean(readings: Sequence[Reading]) -> float:
    return sum(r.confidence for r in readings) / max(1, len(readings))
