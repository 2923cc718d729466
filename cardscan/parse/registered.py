"""Tell numbers of registers, members and accounts from telephone numbers, by the word that stands before them."""

import re
from collections.abc import Iterator

from cardscan.parse.evidence import flat, unaccented
from cardscan.parse.gazetteer import city, family_name, given_name
from cardscan.parse.gazetteer.lexicon import sections
from cardscan.parse.numbers import Number
from cardscan.parse.tel_labels import is_label
from cardscan.parse.twins import with_twins


def _words(role: str, rest: str = r"\w*") -> str:
    """The pattern of a role's entries: accents are left out, spaces may be, "-" at an end is the rest of a word."""
    entries = {entry for each, _, entries in sections("registers") if each == role for entry in entries}
    return "|".join(_pattern(unaccented(entry), rest) for entry in sorted(entries))


def _pattern(entry: str, rest: str) -> str:
    word = re.escape(entry.strip("-")).replace(r"\ ", r"\s?")
    return rest * entry.startswith("-") + word + rest * entry.endswith("-")


_JOINED = _words("joined", r"\S*")
_SIGNS = r"[\s.:;\#№/()-]*"
#: What may stand between such a word and its number: words for "number", the letters of a country or of a register.
_BEFORE_NUMBER = (
    rf"{_SIGNS}(?:(?:nos?|number|nr|num|n|id|code|so?)+\b{_SIGNS})*(?-i:[A-Z]{{2}}\b[\s-]*|[A-Z]{{1,3}}-?)?"
)
_TAIL = rf"{_BEFORE_NUMBER}$"
_NO_TEL = r"(?!te?l|fa[kx]|mob|mov|cel|handy|gsm|port|cep|pho?n|fon|dir|т|м|κιν)"
#: What announces a number that is no telephone's. An account's kind, bank and currency may follow: "Cta. Cte. S/".
_OTHER = re.compile(
    rf"""(?ix)
    (?<!\bde\s)\b(?:{_words("account")})\b[\s.:;\#/$€()-]*(?:{_NO_TEL}(?:[^\W\d_]{{2,12}}|s/)[\s.:;\#/$€()-]*){{0,3}}$
    |(?:{_words("joined_account")})[\s:.番号번호-]*$
    |\b(?:{_words("other")}|{_words("room")}|(?-i:{_words("capitals")})|(?<!/)ac
    |art(?:icle)?\W{{1,2}}d?\W?imp\w*|taxe\sprof\w*|st\W{{1,2}}nr|ma\sso\s\w+)\b{_TAIL}
    # The town of a register may follow, or the name of an office for taxes.
    |\b(?:rcs|v\.?d|vergi\sdairesi|hr[ab])(?:[\s.:,-]{{1,2}}{_NO_TEL}[^\W\d_]+){{1,3}}[\s.:-]{{1,2}}$
    |(?:matic\w*|reg\w*|por\w*|davc\w*|pdv|id\w*|mat)\.?\s?(?:broj|br|st)\b[\s.:]*$|\bмат(?:ични)?\.?\s?бр(?:ој)?[\s.:]*$
    |\b(?!tel|fax|mobil|hivo)\w{{3,}}szam[\s.:]*$
    |(?-i:(?<=[A-Z])A/C){_TAIL}
    |(?<![a-z])q\W{{0,2}}q\b[^\d]*$
    |(?:{_JOINED}|الرقم\s(?!الموحد)\w+)[\s:.№第号-]*$"""
)
#: An account with its number, and what says behind it at which bank, and at which branch of it: "STK 0071… tại NH …".
_AT_BANK = re.compile(
    rf"(?i)(?<!\bde\s)\b(?:{_words('account')})\b(?=\D)[^|•·;\d]{{0,30}}\d[\d ./-]{{4,}}(?![^\W_])(?P<bank>[^|•·;]*)"
)
#: The number of a register, a tax or a licence behind its word, longer than that of a house.
_ANNOUNCED = re.compile(rf"(?i)\b(?:{_words('other')})\b{_BEFORE_NUMBER}(?=\d(?:[ ./-]?\w?[ ./-]?\d){{4}})")
#: What announces such a number right before it where no label of telephones does: words for a register, a licence or a
#: member, and all that end in a word for "number".
_REGISTERED = re.compile(
    rf"""(?ix)\b(?:{_words("unlabelled")}
    |(?!te?l|fa[kx]|mob|ruf|handy|gsm|durchwahl|direkt|service|notruf|hot|sentral|vakt)[\w-]+(?:nummer|numer|nr)
    |(?:numero|nro|no|n)\W{{1,3}}(?:de|di|du|da|do|del)\s\w+
    |(?:company|charity|customer|policy|firm|practice|file|case|roll|order)\s(?:reg\w*\s)?(?:no|number|num|nr|id)
    |art(?=\s?[.:]))\b{_TAIL}"""
)
_DOTTED = re.compile(r"(?<![^\W_])[^\W\d_](?:\. ?[^\W\d_](?![^\W\d_]))+(?:(?<=\.[^\W\d_])\.[^\W\d_]{2}(?![^\W\d_]))?")
_SPACED = re.compile(r"(?<=[가-힣]) (?=[가-힣])")  # Korean as it may be read
_WORD = re.compile(r"[^\W\d_]{3,}")
_WORD_BEFORE = re.compile(r"([^\W\d_]{2,})[\s.:]*$")
_ABBREVIATED = re.compile(r"(?<![^\W_])[A-ZÀ-Þ]{2,6}[\s.:]*$")
_KNOWN = 0.3  # how well a word must be known as a name of persons
_AREA = 5  # digits of an area code, with its zero, at most
_REACH = 60  # characters before a number that may say what it is


def is_other(text: str) -> bool:
    """Whether a text ends in words that announce a number which is no telephone's."""
    return any(map(_OTHER.search, (text, _plain(text))))


def banks(text: str) -> Iterator[tuple[int, int]]:
    """Yield where banks stand in a line, behind the number of an account."""
    return (match.span("bank") for match in _AT_BANK.finditer(unaccented(flat(text))))


def announced(text: str) -> re.Match[str] | None:
    """Find what announces the number of a register, a tax or a licence in a text without accents."""
    return _ANNOUNCED.search(text)


def _plain(text: str) -> str:
    """A text with abbreviations without their dots, words of Korean in one, and each word in one script.

    "C.N.S.S." is "CNSS.", "Γ.Ε.ΜΗ." is "ΓΕΜΗ.".
    """
    return with_twins(_SPACED.sub("", _DOTTED.sub(lambda m: re.sub(r"\W", "", m.group()), text)))


def is_registered(number: Number, text: str) -> bool:
    """Whether a number without a label is said to be of a register, or is digits behind a code: "QRV 4155501420"."""
    if number.type is not None or number.digits.startswith("+"):
        return False
    before = _plain(text[max(0, number.start - _REACH) : number.start])
    coded = len(number.groups) == 1 and _ABBREVIATED.search(before) and is_strange(number, text)
    return bool(coded or _REGISTERED.search(before))


def is_strange(number: Number, text: str) -> bool:
    """Whether a number stands right behind a word that is no label, and no name of a person or a town.

    Digits that begin with a zero, a plus, or an area code in brackets say themselves that they are dialled; and a label
    may stand before the word: "Mobile (JIO)".
    """
    is_dialled = number.digits[0] in "+0" and not number.digits.startswith("000")
    if number.type is not None or number.joined or is_dialled or text[number.start] in "([":
        return False
    return is_behind_word(text[max(0, number.start - _REACH) : number.start])


def is_untold(number: Number, text: str) -> bool:
    """Whether nothing but its digits says that a number is a telephone's, and a word before it may say another thing.

    Digits that begin with zeros are dialled where the first group is no longer than an area code: "0415 550142".
    """
    plain = "+" not in text[number.start : number.end] and number.type is None and not number.joined
    bare = plain and len(number.groups[0]) > _AREA
    return is_strange(number, text) or (bare and is_behind_word(text[max(0, number.start - _REACH) : number.start]))


def is_behind_word(text: str, capitals: int = 0) -> bool:
    """Whether a text ends in a word that is no name of a person or a town, with no label before it.

    One of so few capitals is rather an abbreviation: "TIN", "RUT".
    """
    before = _plain(re.split(r"\d", text)[-1])
    word = _WORD_BEFORE.search(before)
    if word is None or any(map(is_label, _WORD.findall(before))):
        return False
    if len(word[1]) <= capitals and word[1].isupper():
        return True
    return not (city(word[1]) or max(given_name(word[1]), family_name(word[1])) >= _KNOWN)
