"""Guess which of Tesseract's languages a card is in, the likeliest first."""

import re
from collections.abc import Collection, Sequence

# A letter, a word or a domain that tells a language from its neighbours; each hit is a vote.
_SIGNS: dict[str, re.Pattern[str]] = {
    "deu": re.compile(
        r"[äöüß]|straße|str\.\s*\d|\bGmbH\b|\+49|\.(?:de|at)\b|\b(?:Telefon|Mobil|Geschäft\w*|und)\b", re.I
    ),
    "fra": re.compile(r"[éèêçàœ]|\b(?:rue|avenue|tél|directeur|directrice|et|des?|du)\b|\+33|\.fr\b|cedex", re.I),
    "spa": re.compile(
        r"[ñ¿¡]|\b(?:calle|avda|gerente|director|móvil|tfno|y)\b|\+34|\+5[247]\b|\.(?:es|mx|ar|cl|co)\b", re.I
    ),
    "por": re.compile(r"[ãõ]|ção|\b(?:rua|travessa|telemóvel|gerente|diretor|andar)\b|\+55|\+351|\.(?:pt|br)\b", re.I),
    "ita": re.compile(r"\b(?:via|viale|piazza|cell|direttore|responsabile)\b|\+39|\.it\b|s\.r\.l|s\.p\.a", re.I),
    "pol": re.compile(r"[łąęśżźćń]|\b(?:ul|kom|sp\. z o\.o)\.|\+48|\.pl\b", re.I),
    "tur": re.compile(r"[ğışİ]|\b(?:cad|sok|mah)\b|\+90|\.tr\b|a\.ş|ltd\. şti", re.I),
    "vie": re.compile(r"[ơưđạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ]|\+84|\.vn\b", re.I),
    "ces": re.compile(r"[ěřůťď]|\+420|\.cz\b|s\.r\.o", re.I),
    "swe": re.compile(r"å|\+46|\.se\b|\bAB\b"),
    "dan": re.compile(r"[æø]|\+45|\.dk\b|\bA/S\b|\bApS\b"),
    "nld": re.compile(r"ij|\+31|\.nl\b|\bB\.?V\b|\bstraat\b", re.I),
    "jpn": re.compile(r"[\u3040-\u30ff]|株式会社|\+81|\.jp\b"),
    "chi_sim": re.compile(r"有限公司|[们车东业网电总经话务传]|\+86|\.cn\b"),
    "chi_tra": re.compile(r"[們車東業網電總經話務傳號樓]|\+886|\.(?:tw|hk)\b"),
    "kor": re.compile(r"[\uac00-\ud7a3]|\+82|\.kr\b|\b0(?:10|2|3[1-3]|4[1-4]|5[1-5]|6[1-4])[-)]\s?\d{3,4}-\d{4}\b"),
    "rus": re.compile(r"[а-яё]|\+7\b|\.(?:ru|by|kz)\b", re.I),
    "ukr": re.compile(r"[іїєґ]|\+380|\.ua\b", re.I),
    "ell": re.compile(r"[α-ωά-ώ]|\+30\b|\.gr\b", re.I),
    "ara": re.compile(r"[\u0600-\u06ff]|\+(?:966|971|20|212|213|216|962|961|974)\b|\.(?:sa|ae|eg|ma|tn|qa|jo)\b"),
    "heb": re.compile(r"[\u0590-\u05ff]|\+972|\.il\b"),
    "tha": re.compile(r"[\u0e00-\u0e7f]|\+66|\.th\b"),
    "hin": re.compile(r"[\u0900-\u097f]"),
}
#: Languages whose letters the neural reader doesn't have: tried when it could not read the card.
UNREADABLE = ("kor", "rus", "ell", "ara", "heb", "tha", "hin")
MOST = 2  # every further language costs as much again


def guess_languages(texts: Sequence[str], installed: Collection[str]) -> tuple[str, ...]:
    """Return the languages to read with, the likeliest first, from a first pass's texts; never empty."""
    text = "\n".join(texts)
    votes = {lang: len(sign.findall(text)) for lang, sign in _SIGNS.items() if lang in installed}
    likely = sorted((lang for lang, n in votes.items() if n >= 2), key=lambda lang: -votes[lang])
    latin = sum(c.isascii() and c.isalpha() for c in text)
    chosen = likely[: MOST - 1]
    if "eng" in installed and (latin >= 10 or not chosen):
        chosen.append("eng")
    return tuple(chosen) or tuple(sorted(installed - {"osd"} if isinstance(installed, set) else installed))[:1]
