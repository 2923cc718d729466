"""Guess which of Tesseract's languages a card is in, the likeliest first."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from cardscan.model import Reading
from cardscan.text.scripts import HAN, HANGUL, KANA


@dataclass(frozen=True, slots=True)
class _Signs:
    """What tells a language: each place and each letter that no neighbour has counts `STRONG`, a word 1."""

    places: str = ""  # dialling codes, top-level domains, and for those that are `UNREADABLE` the country in English
    letters: str = ""  # of the language, in small letters
    words: str = ""  # of business cards, with word ends on both sides
    number: str = ""  # a telephone number as it is written there: counts as one place, however many there are

    def votes(self, text: str) -> int:
        """How much speaks for the language."""
        folded = text.casefold()
        places = len(set(re.findall(self.places, folded))) if self.places else 0
        places += bool(self.number and re.search(self.number, folded))
        letters = sum(c in self.letters for c in folded) if self.letters else 0
        words = len(re.findall(rf"\b(?:{self.words})\b", folded)) if self.words else 0
        return STRONG * (places + min(letters, 4)) + words


STRONG = 2
ENOUGH_VOTES = 4  # votes from which a language is believed: two signs, or many words
#: The letters stand for Tesseract's name of the language. ä ö ü é are shared by many and count as words do.
_SIGNS: dict[str, _Signs] = {
    "deu": _Signs(
        r"\+49|\+43\b|\.(?:de|at)\b",
        "ß",
        "\\w*straße|str|gmbh|kg|telefon|telefax|mobil|und|geschäfts\\w*|leiter|\\w*[äöü]\\w+",
    ),
    "fra": _Signs(r"\+33|\.fr\b", "êèçœ", "rue|avenue|tél|directeur|directrice|chargée?|poste|cedex|et|des|de la|sarl"),
    "spa": _Signs(r"\+34|\+5[24]\b|\.(?:es|mx|ar|cl)\b", "ñ¿¡", "calle|avda|gerente|director|móvil|tfno|s\\.l|c/"),
    "por": _Signs(
        r"\+55|\+351|\+258|\.(?:pt|br|mz)\b", "ãõ", "rua|travessa|telemóvel|gerente|diretora?|andar|ltda|\\w+ção"
    ),
    "ita": _Signs(r"\+39|\.it\b", "", "via|viale|piazza|direttore|responsabile|s\\.r\\.l|s\\.p\\.a|srl|p\\.iva"),
    "pol": _Signs(r"\+48|\.pl\b", "łąęśżźń", "ul|kom|sp|nip|biuro"),
    "tur": _Signs(r"\+90|\.tr\b", "ğşı", "cad|sok|mah|müdürü?|ltd\\.? şti|a\\.ş|san|tic"),
    "vie": _Signs(r"\+84|\.vn\b", "ơưđạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ", "đường|quận|phường|công ty"),
    "slk": _Signs(r"\+421|\.sk\b", "ľĺŕťďň", "s\\.r\\.o|ulica"),
    "ces": _Signs(r"\+42[01]|\.(?:cz|sk)\b", "ěřůťďň", "s\\.r\\.o|ulice"),  # reads Slovak where no data of its own is
    "hun": _Signs(r"\+36\b|\.hu\b", "őű", "kft|utca|ügyvezető|tel"),
    "swe": _Signs(r"\+46|\.se\b", "å", "ab|gatan|vd"),
    "dan": _Signs(r"\+45|\.dk\b", "", "aps|a/s|gade|vej|direktør"),
    "fin": _Signs(r"\+358|\.fi\b", "", "oy|katu|puh|toimitusjohtaja|\\w*(?:ää|yö)\\w*"),
    "nld": _Signs(r"\+31|\.nl\b", "", "b\\.?v|\\w+straat|\\w+weg|directeur"),
    "jpn": _Signs(r"\+81|\.jp\b", "", "株式会社"),
    "chi_sim": _Signs(r"\+86|\.cn\b", "们车东业网电总经话务传", ""),
    "chi_tra": _Signs(r"\+886|\.(?:tw|hk)\b", "們車東業網電總經話務傳號樓", ""),
    "kor": _Signs(
        r"\+82|\.kr\b|\bkorea\b|\bseoul\b",
        number=r"\b0(?:10|2|3[1-3]|4[1-4]|5[1-5]|6[1-4])[-) ]\s?\d{3,4}[- ]\d{4}\b",
    ),
    "rus": _Signs(
        r"\+(?:7|359|37[35]|38[19]|99[268]|976)\b|\.(?:ru|by|kz|bg|rs|me|mk|kg|tj|mn)\b"
        r"|\b(?:russia|belarus|bulgaria|serbia|montenegro|macedonia|mongolia)\b"
    ),
    "srp": _Signs(r"\+38[127]|\.(?:rs|me|ba)\b|\b(?:serbia|montenegro|bosnia)\b"),
    "kaz": _Signs(r"\+7 ?\(?7\d\d|\.kz\b|\bkazakhstan\b", "әғқңөұүһ"),
    "mon": _Signs(r"\+976|\.mn\b|\bmongolia\b", "өү"),
    "bel": _Signs(r"\+375|\.by\b|\bbelarus\b", "ў"),
    "ukr": _Signs(r"\+380|\.ua\b|\bukraine\b", "іїєґ"),
    "ell": _Signs(r"\+30\b|\.gr\b|\bgreece\b"),
    "ara": _Signs(
        r"\+(?:966|971|20|212|213|962|961|974)\b|\.(?:sa|ae|eg|ma|qa|jo)\b|\b(?:saudi|u\.?a\.?e|egypt|qatar|jordan)\b"
    ),
    "heb": _Signs(r"\+972|\.il\b|\bisrael\b"),
    "tha": _Signs(r"\+66|\.th\b|\b(?:thailand|bangkok)\b"),
}
#: Letters of a script speak for its language by themselves.
_SCRIPTS = {
    "jpn": re.compile(f"[{KANA}]"),
    "kor": re.compile(f"[{HANGUL}]"),
    "rus": re.compile(r"[а-яё]", re.I),
    "srp": re.compile(r"[ђјљњћџа-ик-ш]", re.I),
    "kaz": re.compile(r"[а-яёіәғқңөұүһ]", re.I),
    "mon": re.compile(r"[а-яёөү]", re.I),
    "bel": re.compile(r"[а-зй-шы-яёіў]", re.I),
    "ell": re.compile(r"[α-ωά-ώ]", re.I),
    "ara": re.compile(r"[\u0600-\u06ff]"),
    "heb": re.compile(r"[\u0590-\u05ff]"),
    "tha": re.compile(r"[\u0e00-\u0e7f]"),
    "hin": re.compile(r"[\u0900-\u097f]"),
    "chi_sim": re.compile(f"[{HAN}]"),
    "chi_tra": re.compile(f"[{HAN}]"),
}
_HAN = re.compile(f"[{HAN}]")
_CHINESE = {"chi_sim", "chi_tra"}
#: Languages whose letters the neural reader doesn't have: tried when it could not read the card.
UNREADABLE = {
    "kor": "Korean",
    "rus": "Russian",
    "ukr": "Ukrainian",
    "srp": "Serbian",
    "kaz": "Kazakh",
    "mon": "Mongolian",
    "bel": "Belarusian",
    "ell": "Greek",
    "ara": "Arabic",
    "heb": "Hebrew",
    "tha": "Thai",
    "hin": "Hindi",
}
UNREAD = 0.75  # a line that the neural reader is less sure of may be in a script it has no letters for
THIN = 0.6  # so may one of which it has less than this: letters and figures for each height of its crop
LATIN = frozenset(
    ["deu", "fra", "spa", "por", "ita", "pol", "tur", "vie", "ces", "hun", "swe", "dan", "fin", "nld", "slk"]
)
MOST_LANGUAGES = 2  # every further language costs as much again


def is_unread(reading: Reading, wide: int, high: int) -> bool:
    """True when a reading of a line, `wide`×`high` pixels, leaves most of it unread, or is a guess."""
    few = sum(map(str.isalnum, reading.text)) * high < THIN * wide
    return reading.confidence < UNREAD or few


def signed_languages(texts: Sequence[str], installed: Collection[str]) -> tuple[str, ...]:
    """Return the `UNREADABLE` languages that a place on the card speaks for: it may hold lines in one of them."""
    text = "\n".join(texts)
    return tuple(lang for lang in UNREADABLE if lang in installed and lang in _SIGNS and _SIGNS[lang].votes(text))


def in_script(language: str, texts: Sequence[str]) -> bool:
    """True when a text has letters of an `UNREADABLE` language: of Greek the neural reader has some."""
    script = _SCRIPTS.get(language)
    return script is not None and any(map(script.search, texts))


def guess_languages(texts: Sequence[str], installed: Collection[str], reads_han: bool = True) -> tuple[str, ...]:
    """Return the languages to read with, the likeliest first, from a first pass's texts; never empty.

    `reads_han`: the first pass would have seen Chinese and Japanese letters, so that none means there are none.
    """
    text = "\n".join(texts)
    votes = {lang: signs.votes(text) for lang, signs in _SIGNS.items() if lang in installed}
    seen = {lang: len(script.findall(text)) for lang, script in _SCRIPTS.items() if lang in installed}
    if seen.get("jpn", 0) > 1:  # kana: then Han letters are Japanese too
        seen["jpn"] += len(_HAN.findall(text))
        seen |= dict.fromkeys(_CHINESE & seen.keys(), 0)
    for lang, letters in seen.items():
        blind = reads_han and lang in {"jpn", *_CHINESE}
        votes[lang] = 0 if blind and not letters else votes.get(lang, 0) + letters
    likely = sorted((lang for lang, n in votes.items() if n >= ENOUGH_VOTES), key=lambda lang: -votes[lang])
    chosen = likely[: MOST_LANGUAGES - 1]
    latin = sum(c.isascii() and c.isalpha() for c in text)
    if "eng" in installed and (latin >= 10 or not chosen):
        chosen.append("eng")
    return tuple(chosen) or tuple(sorted(set(installed) - {"osd", "equ"}))[:1]
