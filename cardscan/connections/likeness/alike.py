"""Tell whether two values are one, written or read a little differently."""

import re
from collections.abc import Callable, Iterable

from rapidfuzz import fuzz
from rapidfuzz.distance import OSA

_MISREAD = 85.0  # per cent of likeness from which two texts are one, read twice
_LETTERS = 4  # below, names of companies are alike by chance
_SLIPS = 2  # letters of an address that may be misread
#: Words of titles that tell the rank and not the work.
_RANKS = frozenset(
    """
    manager director head chief officer vice president vp senior junior lead assistant associate executive deputy
    general managing partner owner founder co specialist consultant coordinator of for and the
    leiter leiterin leitung geschaftsfuhrer geschaftsfuhrerin direktor direktorin inhaber inhaberin referent und fur
    directeur directrice responsable gerant gerante adjoint chef des de du et la le les
    gerente jefe jefa encargado encargada coordinador coordinadora del y
    direttore direttrice responsabile titolare di gerente diretor diretora e
    """.split()  # noqa: SIM905 - read as words
)
_TAIL = 8  # digits at the end of a number that tell it, with or without the country's code


def tail(number: str) -> str:
    """Give what tells a number, with or without the country's code: its last digits, and the extension."""
    digits, _, extension = number.partition(";")
    return digits[-_TAIL:] + (f";{extension}" if extension else "")


def alike_companies(one: str, other: str) -> bool:
    """Compare folded names of companies: one misread, or with a word more ("Brackwyth", "Brackwyth Marine")."""
    if min(len(one), len(other)) < _LETTERS:
        return one == other
    return fuzz.ratio(one.replace(" ", ""), other.replace(" ", "")) >= _MISREAD or fuzz.token_set_ratio(one, other) > 99


def alike_titles(one: str, other: str) -> bool:
    """Compare folded titles; a word more is another title: Senior Engineer."""
    return fuzz.ratio(one, other) >= _MISREAD


def same_field(one: str, other: str) -> bool:
    """Tell whether two folded titles name one line of work: Sales Manager, Head of Sales."""
    words = {word for word in re.findall(r"\w+", one) if len(word) > 1} - _RANKS
    return not words.isdisjoint(re.findall(r"\w+", other))


def alike_emails(one: str, other: str) -> bool:
    """Compare addresses as two readings of one."""
    return OSA.distance(one, other, score_cutoff=_SLIPS) <= _SLIPS


def alike_numbers(one: str, other: str) -> bool:
    """Compare numbers as two readings of one."""
    return OSA.distance(tail(one), tail(other), score_cutoff=1) <= 1


def any_alike(ones: Iterable[str], others: Iterable[str], test: Callable[[str, str], bool]) -> bool:
    """Tell whether any two values of two cards are alike."""
    others = tuple(others)
    return any(test(one, other) for one in ones for other in others)
