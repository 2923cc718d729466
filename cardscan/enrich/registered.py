"""Leave out numbers that unknown words announce and that could not be dialled: they are of registers.

Words for registers, taxes and licences are endless (`cardscan.parse.registered` knows many). But their numbers are not
made as a country's telephone numbers are, so that most of them could not be dialled there.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from phonenumbers import PhoneNumberMatcher

from cardscan.enrich.country import is_valid
from cardscan.enrich.readings import line_of
from cardscan.model import Contact, Field, Line
from cardscan.parse.evidence import unaccented
from cardscan.parse.registered import is_behind_word
from cardscan.parse.tel_labels import LEAD, relabelled, type_of

_REACH = 60  # characters before a number that may say what it is
_LETTER = re.compile(r"[^\W\d_]")
_CAPITALS = 3  # letters of a word that is rather an abbreviation than a name
#: A dialling code printed as one: with its plus, in brackets, or parted from the number behind it.
_DIALLED = re.compile(r"[\s\[]*[(+]|\s*(?:00|011)[\s.-]?\d{0,3}(?!\d)")


def without_registered(contact: Contact, country: str, lines: Sequence[Line]) -> Contact:
    """Leave out what stands right behind words that are no label and is no number of the card's country.

    Another number of the card has to be one, or the country may be wrong. Figures without a label and in one group are
    none either where they lack the zero that one dials there: "Kelp 555014263" in Israel.
    """
    at_home = [tel for tel in contact.tel if country and is_valid(tel.value, country)]
    if not at_home:
        return contact
    gone: list[Field] = []
    if any(_is_dialled_so(tel, country) for tel in at_home):
        gone += [tel for tel in at_home if not _is_dialled_so(tel, country) and _is_bare(tel, lines)]
    for tel in contact.tel:
        if tel not in at_home and not tel.type and not _DIALLED.match(tel.raw) and _is_announced(tel, lines, gone):
            gone.append(tel)
    return replace(contact, tel=tuple(tel for tel in contact.tel if tel not in gone))


def _is_dialled_so(tel: Field, country: str) -> bool:
    """Whether a number is printed as one dials it: with the prefix that its country asks for."""
    return any(PhoneNumberMatcher(tel.value, country))


def _is_bare(tel: Field, lines: Sequence[Line]) -> bool:
    """Whether a number is figures in one group, beside words that are no label and no name."""
    own = line_of(tel, lines)
    if own is None or tel.type or not tel.raw.isdigit():
        return False
    before, _, after = relabelled(unaccented(own.text)).partition(tel.raw)
    if type_of(f"{before} {after}") is not None:
        return False
    return is_behind_word(before, _CAPITALS) or (not _LETTER.search(before) and _LETTER.search(after) is not None)


def _is_announced(tel: Field, lines: Sequence[Line], gone: Sequence[Field]) -> bool:
    """Whether a word that is no label stands right before a number, or before those left out between them."""
    own = line_of(tel, lines)
    if own is None or not tel.raw:
        return False
    before = own.text.partition(tel.raw)[0]
    for other in gone:
        before = before.replace(other.raw, "")
    before = relabelled(unaccented(before))[-_REACH:]
    lead = LEAD.search(before)
    return (lead is None or type_of(lead.group()) is None) and is_behind_word(before, _CAPITALS)
