"""Settle a word that two readers read differently by what is known of it: a word of a list, or of the card's addresses.

Which reader is right about a line was settled by who reads better. Of a single word more can be told: "Dircctor" is
none, "Director" is, and of two spellings of a name the e-mail address may hold the one.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from difflib import SequenceMatcher
from functools import partial

from rapidfuzz import fuzz
from rapidfuzz.distance import Levenshtein

from cardscan.model import Line, Reading
from cardscan.parse import gazetteer as known
from cardscan.parse.domains import host_of, own_label
from cardscan.parse.doubted import by_addresses, by_titles, by_words
from cardscan.parse.evidence import caseless
from cardscan.parse.gazetteer.lexicon import is_online, lexicon
from cardscan.parse.gazetteer.words import is_word
from cardscan.parse.kana import with_neighbours, with_postal_mark, with_zero
from cardscan.parse.shapes import with_shapes
from cardscan.parse.twins import with_twins
from cardscan.text.folding import fold
from cardscan.text.japanese import is_japanese
from cardscan.text.letters import squash
from cardscan.text.misread import AS_FIGURES

SHORTEST = 4  # letters of a word that a list may speak for
OF_ADDRESS = 5  # letters of one that an address may hold by itself; shorter where the address begins with it
LONG, MOST_LOST = 6, 4  # letters of a word that may have been cut short, and how many it may have lost
SAME_LETTERS = 0.8  # share of the letters of two readings of a line that are equal where the spaces of one are taken
CLEAR_LETTERS = 0.97  # a word each letter of which is surer than this stays
LIKE_WORDS = 55.0  # per cent of likeness from which two words are readings of one
Match = re.Match[str]
_WORD = re.compile(r"[^\W\d_]+")
_HIGH, _FIGURES = re.escape("".join(AS_FIGURES)), str.maketrans(dict(AS_FIGURES))
_WORDS_APART = re.compile(r"([\W\d_]+)")
_OF = re.compile(r"\b([^\W\d_]{4,}) (?:o|O|0|0f|0F|cf|ol) (?=[A-Z][A-Za-z]{2})")
#: Marks that readers take for letters where what stands around them leaves no doubt.
_MISREAD = (
    (
        re.compile(r"(?<=[a-z]{3}) [G8] (?=[A-Z][a-z]{3})"),
        " & ",
    ),  # "Bilge G Ballast"; initials stand before no small letter
    (re.compile(r"(?<=\bA\.)[$§](?=\.|$| )"), "Ş"),  # a Turkish company by shares
    (re.compile(r"\b([Ss]p\.? ?z) ?[0oO]\. ?[0oO]\.?(?!\w)"), r"\1 o.o."),
    # A geresh of Hebrew that cuts a word short, read as the letter like it: street, avenue; telephone; and partners.
    (re.compile(r"(?<!\w)(\u05e8\u05d7|\u05e9\u05d3)['\u05f3]?\u05d9['\u05f3]?(?= \w.*\d)"), r"\1'"),
    (re.compile(r"(?<!\w)(\u05d8\u05dc)\u05d9(?=[:.]? ?[+(]?\d)"), r"\1'"),
    (re.compile(r"(?<!\w)(\u05d5\u05e9\u05d5\u05ea)\u05d9(?!\w)"), r"\1'"),
    # Figures that begin a word of Greek, and the Russian legal form: letters of these scripts have the same shapes.
    (re.compile(r"\b[1lI](?=[\u03ac-\u03ce]{2})(?!(?:ος|ου|ον|ης)\b)"), "\u0399"),
    (re.compile(r"\b[ΙΊIl](?=(?:ος|ου|ο) [οό]ρ(?:\.|[οό]φ))"), "1"),  # the first floor
    (re.compile(r"\b[0O](?=[\u03ac-\u03ce]{2})"), "\u039f"),
    (re.compile(r"(?<![\d.,])000(?= [«\"\u0410-\u042f])"), "\u041e\u041e\u041e"),
)
#: A raised ending is read as anything: "2md Floor", "4* Floor", "Ist Floor".
_RAISED = re.compile(
    r"(?<![\w/.,-])(\d{1,2}|I)(?:st|nd|rd|th|md|[™®º°*\"'`^t]{1,2}) ?(?=(?:[Ff]loor|FLOOR|[Ff]lr|Cross|Main)\b)"
)
#: A postcode that is told by what stands before it: "Box 61425-002oo", "CEP O4S29-000".
_CODE = re.compile(
    r"(?P<before>(?i:\bcep|\bbox\W{0,3}\d{1,6})\W{1,3})"
    rf"(?P<code>[\d{_HIGH}]{{5}}(?:-[\d{_HIGH}]{{3}})?)(?!\w)"
)
_ADDRESS = re.compile(r"[\w.+-]+@[\w.-]+|\b(?:www\.|https?://)[\w.-]+|\b[\w-]+\.(?:com|net|org|in|co\.\w\w)\b", re.I)


def spelled(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines with words taken from the other reader where the card and the lists bear these out."""
    held = [_addresses(line.text) for line in lines]
    parts = [_address_parts(line) for line in lines]
    japanese = is_japanese([line.text for line in lines])
    out = []
    for number, line in enumerate(lines):
        elsewhere = tuple(a for other, found in enumerate(held) if other != number for a in found)
        respelled = by_addresses(
            line.text, line, [p for other, each in enumerate(parts) if other != number for p in each]
        )
        line = line if respelled == line.text else replace(line, text=respelled)
        for reading in line.readings:
            if not line.agreed and reading.text and caseless(reading.text) != caseless(line.text):
                line = _settled(line, reading, elsewhere)
        text = with_twins(line.text)
        for misread, right in _MISREAD:
            text = misread.sub(right, text)
        text = _CODE.sub(_of_figures, _RAISED.sub(_ordinal, text))
        text = "".join(_completed(part, elsewhere) for part in _WORDS_APART.split(text))
        text = with_shapes(text, partial(_held, addresses=elsewhere), is_word)
        text = with_zero(text)
        text = with_neighbours(with_postal_mark(text) if japanese else text, [r.text for r in line.readings])
        text = text if line.agreed else by_words(_OF.sub(_with_of, by_titles(text, line)), line)
        line = line if text == line.text else replace(line, text=text)
        out.append(line)
    return tuple(out)


def _of_figures(match: Match) -> str:
    some = sum(map(str.isdigit, match["code"])) > 1  # "Box 12 Bossi" is somebody
    return match["before"] + match["code"].translate(_FIGURES) if some else match.group()


def _addresses(text: str) -> list[str]:
    """The addresses of the net in a text, each part folded to its letters."""
    return [squash(part) for address in _names_in(text) for part in address if part]


def _address_parts(line: Line) -> list[str]:
    """The words of a line's addresses as either reader has them: before the @, and of the names of domains; folded."""
    texts = dict.fromkeys((line.text, *(reading.text for reading in line.readings)))
    return [word for text in texts for address in _names_in(text) for word in _WORD.findall(fold(" ".join(address)))]


def _names_in(text: str) -> Iterator[tuple[str, str]]:
    """What stands before the @ of each address of the net in a text, or "", and the name that its domain has."""
    for match in _ADDRESS.finditer(text):
        local, _, host = match.group().rpartition("@")
        yield local, own_label(host_of(host))


def _settled(line: Line, other: Reading, elsewhere: Sequence[str]) -> Line:
    """The line with the words in which `other` is borne out."""
    text = line.text
    if len(caseless(text)) == len(caseless(other.text)) and " " in other.text and not is_online(text):
        text = _spaced(text, other.text)
    mine, theirs = list(_WORD.finditer(text)), list(_WORD.finditer(other.text))
    matched = SequenceMatcher(
        None, [m.group() for m in mine], [m.group() for m in theirs], autojunk=False
    ).get_opcodes()
    for kind, a, b, c, d in reversed(matched):
        if kind == "replace":
            for one, two in reversed(list(_pairs(mine[a:b], theirs[c:d]))):
                better = _better(two.group(), one.group(), elsewhere) and not _clear(line, text, one.start(), one.end())
                if better or _begun(two.group(), one.group(), elsewhere):
                    text = text[: one.start()] + two.group() + text[one.end() :]
    return line if text == line.text else replace(line, text=text)


def _pairs(mine: Sequence[Match], theirs: Sequence[Match]) -> Iterator[tuple[Match, Match]]:
    """The words that may be readings of one: in their order where they are as many, else those as like as can be."""
    if len(mine) == len(theirs):
        yield from zip(mine, theirs, strict=True)
        return
    for one in mine:
        word = fold(one.group())
        near = [two for two in theirs if Levenshtein.distance(word, fold(two.group())) == 1]
        if len(near) == 1 and LONG <= len(word) <= len(near[0].group()):
            yield one, near[0]


def _spaced(text: str, other: str) -> str:
    """The letters of one text with the spaces of the other, where these part words that are known."""
    mine = "".join(text.split())
    if sum(a == b for a, b in zip(caseless(mine), caseless(other), strict=True)) < SAME_LETTERS * len(mine):
        return text
    letters = iter(mine)
    spaced = "".join(c if c.isspace() else next(letters) for c in other)
    new = set(_WORD.findall(spaced)) - set(_WORD.findall(text))
    return (
        spaced if all(len(word) > 1 and is_word(word) for word in new) and spaced.count(" ") > text.count(" ") else text
    )


def _better(word: str, than: str, elsewhere: Sequence[str]) -> bool:
    """True when `word` is borne out and `than` is not, and both may be readings of one word."""
    if fold(word) == fold(than):  # a town has its accents: the lists hold it without
        return not word.isascii() and than.isascii() and bool(known.city(word))
    if fuzz.ratio(fold(word), fold(than)) < LIKE_WORDS:
        return False
    if _held(word, elsewhere) != _held(than, elsewhere):
        return _held(word, elsewhere)
    return len(word) >= SHORTEST and is_word(word) and not is_word(than) and len(word) >= len(than) - 1


def _begun(word: str, than: str, elsewhere: Sequence[str]) -> bool:
    """True when `word` has the capital that `than` lost, of which no letter that is left tells, and an address has it
    too."""
    lost = word.istitle() and than.islower() and fold(word)[1:] == fold(than)
    return lost and any(address.startswith(fold(word)) for address in elsewhere)


def _ordinal(match: re.Match[str]) -> str:
    number = match.group(1).replace("I", "1")
    ending = "th" if number[-2:-1] == "1" else {"1": "st", "2": "nd", "3": "rd"}.get(number[-1], "th")
    return f"{number}{ending} "


def _completed(word: str, addresses: Sequence[str]) -> str:
    """A word of a company's name of which the last letters are lost in the logo, as a domain ends: "Technolog"."""
    flat = fold(word)
    if len(flat) < LONG or known.common_word(flat) or flat in lexicon("orgs").words:
        return word
    for address in addresses:
        before, found, rest = address.rpartition(flat)
        if before and found and 0 < len(rest) <= MOST_LOST and flat + rest in lexicon("orgs").words:
            return word + (rest.upper() if word.isupper() else rest)
    return word


def _with_of(match: re.Match[str]) -> str:
    """The words with "of" where a phrase of titles has it: "Head o Sales"."""
    before = match.group(1)
    if f"{fold(before)} of" not in lexicon("titles").words:
        return match.group()
    return f"{before} {'OF' if before.isupper() else 'of'} "


def _held(word: str, addresses: Sequence[str]) -> bool:
    """True when an address holds a word, or begins with one of three letters or more."""
    flat = fold(word)
    return any(
        (len(flat) >= OF_ADDRESS and flat in address) or (len(flat) > 2 and address.startswith(flat))
        for address in addresses
    )


def _clear(line: Line, text: str, start: int, end: int) -> bool:
    """True when a reader of this very text is sure of each character of the stretch."""
    return text == line.text and any(
        min(reading.chars[start:end], default=0.0) > CLEAR_LETTERS
        for reading in line.readings
        if reading.text == text and len(reading.chars) == len(text)
    )
