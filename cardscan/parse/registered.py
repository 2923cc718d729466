"""Tell numbers of registers, members and accounts from telephone numbers, by the word that stands before them."""

import re

from cardscan.parse.gazetteer import city, family_name, given_name
from cardscan.parse.numbers import Number
from cardscan.parse.tel_labels import is_label

#: What announces such a number right before it, in many languages: words for a register, a licence, a member or an
#: account, and all that end in a word for "number" but for those of telephones. Accents are left out.
_REGISTERED = re.compile(
    r"""(?ix)\b(?:
    (?!te?l|fa[kx]|mob|ruf|handy|gsm|durchwahl|direkt|service|notruf|hot|sentral|vakt)[\w-]+(?:nummer|numer|nr)
    |(?:numero|nro|no|n)\W{1,3}(?:de|di|du|da|do|del)\s\w+
    |(?:company|charity|customer|policy|firm|practice|file|case|roll|order)\s(?:reg\w*\s)?(?:no|number|num|nr|id)
    |certifica\w*|cert|accredit\w*|registr\w+|register\w*|lizenz|zulassung\w*|licen[czt]\w+|legitymacj\w*|uprawnie\w*|wpis\w*
    |inscri\w+|iscri\w+|insc|matri[ck]\w*|mat|colegiad\w+|cedula|alvara|tessera|albo|rea|sdi|agrement|rpps|adeli|finess
    |lidmaatschap\w*|big|agb|rsin|medlem\w*|autorisa\w+|bankgiro|plusgiro|vipps|mobilepay|mersis|ruhsat\w*|tckn?
    |nyilv\w*|kamarai|crea|cau|crefito|crp|crn|cro|susep|cnes|rg|gln|eori|lei|duns|insee|svnr|lanr|bsnr
    |огрнип|снилс|бик|лицензи\w*|ліценз\w*|γεμη
    )\b[\s.:;#/()-]*(?:(?:no|nos|number|nr|num|id|n)\b[\s.:;#()-]*)*$"""
)
_WORD = re.compile(r"[^\W\d_]{3,}")
_WORD_BEFORE = re.compile(r"([^\W\d_]{2,})[\s.:]*$")
_ABBREVIATED = re.compile(r"(?<![^\W_])[A-ZÀ-Þ]{2,6}[\s.:]*$")
_KNOWN = 0.3  # how well a word must be known as a name of persons
_REACH = 60  # characters before a number that may say what it is


def is_registered(number: Number, text: str) -> bool:
    """Whether a number without a label is said to be of a register, or is digits behind a code: "QRV 4155501420"."""
    if number.type is not None or number.digits.startswith("+"):
        return False
    before = text[max(0, number.start - _REACH) : number.start]
    coded = len(number.groups) == 1 and _ABBREVIATED.search(before) and is_strange(number, text)
    return bool(coded or _REGISTERED.search(before))


def is_strange(number: Number, text: str) -> bool:
    """Whether a number stands right behind a word that is no label, and no name of a person or a town.

    Digits that begin with a zero, a plus, or an area code in brackets say themselves that they are dialled; and a label
    may stand before the word: "Mobile (JIO)".
    """
    if number.type is not None or number.joined or number.digits[0] in "+0" or text[number.start] in "([":
        return False
    before = re.split(r"\d", text[max(0, number.start - _REACH) : number.start])[-1]
    word = _WORD_BEFORE.search(before)
    if word is None or any(map(is_label, _WORD.findall(before))):
        return False
    return not (city(word[1]) or max(given_name(word[1]), family_name(word[1])) >= _KNOWN)
