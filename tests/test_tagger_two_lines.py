"""A name in two lines that was taken for two is one person's. All names are invented."""

import numpy as np
import pytest
from printed import at

from cardscan.model import Line
from cardscan.parse.card import grammars
from cardscan.parse.tagger.features import describe
from cardscan.parse.tagger.network import TAGS, Chances
from cardscan.parse.tagger.two_lines import in_two_lines
from cardscan.parse.tagger.values import values_of

MAIL, OTHER_MAIL = at("tarnow@quillmere.ru", 30, 300), at("info@quillmere.ru", 30, 300)


def rows(*texts: str) -> list[Line]:
    return [at(text, 30, 30 + 28 * number) for number, text in enumerate(texts)]


def found(lines: list[Line], **tags: str) -> list[tuple[str, str, dict[str, str]]]:
    """What a card says, each line of it one value; `tags`: of words, of the others they are "other"."""
    card = describe(lines, 1000, grammars(lines))
    assert card
    size = len(card.words)
    said, links = np.full((size, len(TAGS)), 0.001, np.float32), np.full((size, size + 1), 0.01, np.float32)
    for number, word in enumerate(card.words):
        said[number, TAGS.index(word.kind or tags.get(word.text, "other"))] = 0.95
        goes_on = number and card.words[number - 1].line == word.line
        links[number, number if goes_on else 0] = 0.9
    chances = Chances(said, links)
    values = in_two_lines(values_of(card.words, lines, chances), card, lines, chances)
    return [(value.kind, value.text, value.parts) for value in values]


@pytest.mark.parametrize("said", ["given", "family", "org", "other"])
@pytest.mark.parametrize(
    ("family", "name", "father"),
    [
        ("Тарнов", "Руво", "Келпович"),
        ("ТАРНОВА", "Эдда", "Келповна"),
        ("Тарнiв", "Эдда", "Келпівна"),
        ("Тарнов", "Ернар", "Келпұлы"),
        ("Tarnova", "Edda", "Kelpovna"),
    ],
)
@pytest.mark.parametrize("above", [True, False])
def test_a_family_name_above_or_below_a_given_name_and_a_fathers(
    family: str, name: str, father: str, said: str, above: bool
) -> None:
    called = f"{name} {father}"
    lines = rows(*((family, called) if above else (called, family)), "Kelpwerk")
    told = found([*lines, MAIL], Kelpwerk="org", **{family: said, name: "given", father: "family"})
    text = f"{family} {called}" if above else f"{called} {family}"
    assert told == [("fn", text, {"given": called, "family": family}), ("org", "Kelpwerk", {})]


@pytest.mark.parametrize(
    ("lines", "tags"),
    [
        ((*rows("Тарнов", "Руво Келпович"), OTHER_MAIL), {"Тарнов": "org"}),  # it is all there is of a company
        ((*rows("Quillmere", "Edda Kelpovna", "Tarnwerk"), OTHER_MAIL), {"Quillmere": "org", "Tarnwerk": "org"}),
        ((*rows("Тарнов", "Руво Келпович", "ООО Тарнов"), OTHER_MAIL), {"Тарнов": "org", "ООО": "org"}),
        ((at("Тарнов", 30, 30), at("Руво Келпович", 30, 90), MAIL), {"Тарнов": "family"}),  # too far
        ((at("Тарнов", 300, 30), at("Руво Келпович", 30, 30), MAIL), {"Тарнов": "family"}),  # beside
        ((*rows("Тарнов Келп", "Руво Келпович"), MAIL), {"Тарнов": "given", "Келп": "family"}),  # somebody else
        ((*rows("Tarnow", "Ruvo Kelpovich"), MAIL), {"Tarnow": "org"}),  # the latter may be a family name
        ((*rows("Тарнов", "Руво Келпович"), MAIL), {"Тарнов": "title"}),
        ((*rows("тарнов", "Руво Келпович"), MAIL), {"тарнов": "family"}),
    ],
)
def test_what_is_no_family_name_stays(lines: tuple[Line, ...], tags: dict[str, str]) -> None:
    told = dict.fromkeys(("Руво", "Эдда", "Ruvo", "Edda"), "given") | dict.fromkeys(
        ("Келпович", "Келповна", "Kelpovich", "Kelpovna"), "family"
    )
    names = [text for kind, text, _ in found(list(lines), **told, **tags) if kind == "fn"]
    assert next(line.text for line in lines if " Келпов" in line.text or " Kelpov" in line.text) in names


@pytest.mark.parametrize(
    ("first", "last", "tags"),
    [
        ("DUPONT", "Marie-Claire", {"DUPONT": "family", "Marie-Claire": "given"}),
        ("Marie-Claire", "DUPONT", {"DUPONT": "given", "Marie-Claire": "given"}),
        ("Nagy", "Edda", {"Nagy": "family", "Edda": "given"}),
        ("NGUYEN", "Van Anh", {"NGUYEN": "family", "Van": "given", "Anh": "given"}),
    ],
)
def test_a_family_name_and_a_given_name_are_one(first: str, last: str, tags: dict[str, str]) -> None:
    [(kind, text, parts)] = found(rows(first, last), **tags)
    assert (kind, text) == ("fn", f"{first} {last}")
    assert parts["family"] in {"DUPONT", "Nagy", "NGUYEN"}


@pytest.mark.parametrize(
    "lines",
    [
        rows("Anna", "Marie"),  # two given names
        rows("DUPONT", "Anna Moreau"),  # a given and a family name already
        rows("DUPONT", "Anna", "Marie"),  # a list
        [at("DUPONT", 30, 30), at("030 555 0142", 30, 55), at("Anna", 30, 80), at("030 555 0143", 30, 105)],
    ],
)
def test_several_people_stay(lines: list[Line]) -> None:
    tags = {"DUPONT": "family", "Anna": "given", "Marie": "given", "Moreau": "family"}
    names = [text for kind, text, _ in found(lines, **tags) if kind == "fn"]
    assert names == [line.text for line in lines if not line.text.startswith("0")]
