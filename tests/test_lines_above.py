"""What stands above an address or a number keeps its words: none is joined to what is whole by itself."""

import pytest
from card_words import WORDS
from printed import WIDTH, printed

from cardscan.enrich.steps import enrich
from cardscan.model import Contact, Line
from cardscan.parse.card import parse_card
from cardscan.parse.online import find_online
from cardscan.parse.tel import find_tels

#: What is whole by itself: as it is printed, and as it is found.
WHOLE = [
    ("ottoline.brackwyth@kelpwick.com", "email"),
    ("info@kelpwick.co.uk", "email"),
    ("www.kelpwick.com", "url"),
    ("kelpwick.com", "url"),
    ("+45 20 12 34 56", "tel"),
]
LABELS = ("Office", "OFFICE")  # which a number below them belongs to
CASES = [str.title, str.upper]


def found(lines: tuple[Line, ...]) -> list[tuple[str, str, tuple[int, ...]]]:
    """Kind, print and lines of each number and address."""
    online = find_online(lines)
    tels = find_tels(lines, [s for f in online for s in f.spans])
    return [(f.kind, f.field.raw, tuple(s.line for s in f.spans)) for f in online + tels]


@pytest.mark.parametrize(("whole", "kind"), WHOLE)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.__name__)
@pytest.mark.parametrize("above", ["Ottoline {}", "{}", "Brackwyth & {}"])
def test_no_word_above_is_taken(above: str, case: "type[str]", whole: str, kind: str) -> None:
    changed = {}
    for word in WORDS:
        if kind == "tel" and case(above.format(word)) in LABELS:
            continue
        texts = ("Quillvane Bookbinders", case(above.format(word)), whole)
        lines = printed(*texts)
        if (seen := found(lines)) != [(kind, whole, (2,))]:
            changed[word] = seen
    assert changed == {}


def test_no_value_is_cut() -> None:
    """Each word of the line above an address is in a value, whole, if any of it is: "Geometra" may be a title.

    A value too unlikely to be shown is left out whole.
    """
    cut = {}
    for word in WORDS:
        name = f"Ottoline {word}"
        lines = printed("Quillvane Bookbinders", name, "ottoline.brackwyth@kelpwick.com")
        parsed = parse_card(lines, 60 * WIDTH)
        values = _values(enrich(parsed, "", lines))
        said = [value for value in values if value in name]
        left_out = [value for value in _values(parsed) if value in name and not any(value in each for each in values)]
        if said and sorted(" ".join([*said, *left_out]).split()) != sorted(name.split()):
            cut[word] = said
    assert cut == {}


def _values(contact: Contact) -> list[str]:
    return [f.value for fields in (contact.fn, contact.title, contact.dept, contact.org) for f in fields]
