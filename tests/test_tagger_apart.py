"""The names of several people are parted, and kept where they stand as others do. All names are invented."""

import numpy as np
import pytest
from printed import at

from cardscan.model import Line
from cardscan.parse.card import grammars
from cardscan.parse.tagger.apart import apart, own_numbers
from cardscan.parse.tagger.couples import named
from cardscan.parse.tagger.features import Described, describe
from cardscan.parse.tagger.network import TAGS, Chances
from cardscan.parse.tagger.siblings import with_siblings
from cardscan.parse.tagger.values import Value, values_of
from cardscan.text.joiners import AND_OF_PEOPLE


def _told(lines: list[Line], tag: str = "given", **tags: str) -> tuple[Described, Chances]:
    """A card all of whose words the network joins to one value; `tags`: of words, of the others it is `tag`."""
    card = describe(lines, 1000, grammars(lines))
    assert card
    size = len(card.words)
    said, links = np.full((size, len(TAGS)), 0.001, np.float32), np.full((size, size + 1), 0.01, np.float32)
    for number, word in enumerate(card.words):
        said[number, TAGS.index(word.kind or tags.get(word.text, tag))] = 0.95
        before = [other for other in range(number) if not card.words[other].kind]
        links[number, before[-1] + 1 if before else 0] = 0.9
    return card, Chances(said, links)


def _people(lines: list[Line], **tags: str) -> list[tuple[str, dict[str, str]]]:
    card, chances = _told(lines, **tags)
    return [(value.text, value.parts) for value in named(values_of(card.words, lines, chances), lines)]


@pytest.mark.parametrize("word", sorted(AND_OF_PEOPLE - {"e", "y", "i"}))
@pytest.mark.parametrize("said", ["given", "other"])
def test_and_in_any_language_is_no_name(word: str, said: str) -> None:
    if not word.isalpha() and said == "given":
        return  # no sign is taken for a name
    found = _people([at(f"Edda {word} Ruvo Tarnwick", 30, 30)], Tarnwick="family", **{word: said})
    assert [name for name, _ in found] == ["Edda Tarnwick", "Ruvo Tarnwick"]


def test_and_at_the_end_of_a_name_is_none_of_it() -> None:
    lines = [at("Edda und", 30, 30)]
    assert [name for name, _ in _people(lines, und="other")] == ["Edda"]


@pytest.mark.parametrize("name", ["Egon von und zu Tarnstein", "Ruvo Tarnwick y Kelpado"])
def test_and_within_the_name_of_one_stays(name: str) -> None:
    of = dict.fromkeys(name.split()[1:], "family")
    assert [text for text, _ in _people([at(name, 30, 30)], **of)] == [name]


def test_where_the_family_name_is_first_the_second_takes_it_too() -> None:
    (_, two) = _people([at("Tarna Edda és Ruvo", 30, 30)], Tarna="family")
    assert two == ("Tarna Ruvo", {"given": "Ruvo", "family": "Tarna"})


BELOW = [
    *(at(name, 30 + 300 * number, 30) for number, name in enumerate(("Edda", "Ruvo"))),
    *(at(f"030 555 014{number}", 30 + 300 * number, 60) for number in range(2)),
]
BESIDE = [
    line
    for number, name in enumerate(("Edda", "Ruvo", "Tarno"))
    for line in (at(name, 30, 30 + 40 * number), at(f"030 555 014{number}", 300, 30 + 40 * number))
]
#: The same with the numbers right above, before and behind the names, and beside them on the left.
ABOVE = [*BELOW[:2], *(at(f"030 555 014{number}", 30 + 300 * number, 0) for number in range(2))]
BEFORE = [at(f"030 555 014{number} {name}", 30, 30 + 40 * number) for number, name in enumerate(("Edda", "Ruvo"))]
BEHIND = [at(f"{name} 030 555 014{number}", 30, 30 + 40 * number) for number, name in enumerate(("Edda", "Ruvo"))]
LEFT = [
    line
    for number, name in enumerate(("Edda", "Ruvo", "Tarno"))
    for line in (at(f"030 555 014{number}", 30, 30 + 40 * number), at(name, 300, 30 + 40 * number))
]
MAILS = [
    line
    for number, name in enumerate(("Edda", "Ruvo"))
    for line in (at(name, 30, 30 + 70 * number), at(f"{name.lower()}@tarnwick.com", 30, 60 + 70 * number))
]
STACKED = [at("Edda", 30, 30), at("Ruvo", 30, 60), at("030 555 0142", 30, 90)]


@pytest.mark.parametrize(
    ("lines", "wanted"),
    [
        (BELOW, ["Edda", "Ruvo"]),
        (ABOVE, ["Edda", "Ruvo"]),
        (BEFORE, ["Edda", "Ruvo"]),
        (BEHIND, ["Edda", "Ruvo"]),
        (MAILS, ["Edda", "Ruvo"]),
        (BESIDE, ["Edda", "Ruvo", "Tarno"]),
        (LEFT, ["Edda", "Ruvo", "Tarno"]),
        (BESIDE[:4], ["Edda Ruvo"]),  # two lines of one name, and two numbers
        (STACKED, ["Edda Ruvo"]),
    ],
)
def test_lines_with_a_number_each_are_several_people(lines: list[Line], wanted: list[str]) -> None:
    assert [name for name, _ in _people(lines)] == wanted


def test_a_name_that_was_parted_from_a_list_counts_for_it() -> None:
    card, chances = _told(BESIDE)
    links = chances.links.copy()
    for at_, word in enumerate(card.words):
        if word.text == "Tarno":  # the network begins a name there
            links[at_] = 0.01
            links[at_, 0] = 0.9
    found = values_of(card.words, BESIDE, Chances(chances.tags, links))
    assert [value.text for value in found] == ["Edda", "Ruvo", "Tarno"]


def test_a_number_belongs_to_the_line_that_it_is_on_or_right_below() -> None:
    lines = [at("Edda 030 555 0142", 30, 30), at("Ruvo", 30, 70)]
    card, _ = _told(lines)
    assert own_numbers([0, 1], card.words, lines) == {0: 1}


def test_what_is_no_group_of_several_stays() -> None:
    lines = [at("Edda Tarnwick", 30, 30)]
    card, chances = _told(lines)
    assert apart([[0, 1]], card.words, chances.tags, lines) == [[0, 1]]


def _kept(lines: list[Line], *left: str, **tags: str) -> list[tuple[str, dict[str, str]]]:
    """The people of a card on which those of `left` were judged to be none."""
    card, chances = _told(lines, **tags)
    told = named(values_of(card.words, lines, chances), lines)
    chosen: list[Value] = [value for value in told if value.text not in left]
    return [(value.text, value.parts) for value in with_siblings(chosen, told, card, lines)]


def test_a_name_in_a_list_of_names_is_kept() -> None:
    assert [name for name, _ in _kept(BESIDE, "Tarno")] == ["Edda", "Ruvo", "Tarno"]
    assert [name for name, _ in _kept(BESIDE, "Ruvo", "Tarno")] == ["Edda"]


def test_a_name_in_other_letters_is_none_of_the_list() -> None:
    high = at("Tarno", 30, 110)
    lines = [*BESIDE[:4], Line(high.text, 1.0, high.box, (30, 100, 110, 140), high.readings), BESIDE[5]]
    assert [name for name, _ in _kept(lines, "Tarno")] == ["Edda", "Ruvo"]


def test_a_name_joined_to_one_is_kept() -> None:
    lines = [at("Edda und Ruvo Tarnwick", 30, 30)]
    found = _kept(lines, "Edda Tarnwick", Tarnwick="family", und="other")
    assert [name for name, _ in found] == ["Edda Tarnwick", "Ruvo Tarnwick"]


def test_names_of_a_list_are_of_one_kind() -> None:
    assert [parts for _, parts in _kept(BESIDE, Ruvo="family")] == [
        {"given": "Edda"},
        {"given": "Ruvo"},
        {"given": "Tarno"},
    ]
