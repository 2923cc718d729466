"""What is two addresses is split: by postcodes, columns and telephone numbers. All are invented."""

import numpy as np
import pytest
from printed import at

from cardscan.model import Line
from cardscan.parse.card import grammars
from cardscan.parse.tagger.network import TAGS
from cardscan.parse.tagger.several import parted
from cardscan.parse.tagger.words import words_of

_OF = {"s": "street", "c": "city", "p": "code", "l": "country", "a": "adr"}


@pytest.mark.parametrize(
    ("texts", "tags", "addresses"),
    [
        (["4 Quay Road, Tarnby", "81-204, 9 Mill Lane", "Ostrel 81-377"], "sss c p sss c p", [5, 5]),
        (["81-204 Tarnby, 4 Quay Road", "81-377 Ostrel, 9 Mill Lane"], "p c sss p c sss", [5, 5]),
        (["4 Quay Road 81204 Tarnby, Norrland", "9 Mill Lane 81377 Ostrel"], "sss p c l sss p c", [6, 5]),
        (["ul. Kelp 4 Tarnby", "ul. Quay 7 Tarnby"], "sss c sss c", [4, 4]),  # each with its town
        (["Tarnby ul. Kelp 4", "Ostrel ul. Quay 7"], "c sss c sss", [4, 4]),
        (["ul. Kelp 4 Tarnby", "ul. Quay 7"], "sss c sss", [7]),
        (["4 Quay Road 81204 Tarnby", "Box 12 Ostrel"], "sss p c sss", [8]),  # one code: one address
        (["81204 Quay Road 12 Tarnby", "7 Mill"], "p ss p c ss", [7]),  # codes of two shapes: one is none
    ],
)
def test_an_address_with_two_postcodes_is_two(texts: list[str], tags: str, addresses: list[int]) -> None:
    lines = [at(text, 30, 30 + 40 * row, "x") for row, text in enumerate(texts)]
    words = [word for word in words_of(lines, []) if any(map(str.isalnum, word.text))]
    letters = tags.replace(" ", "")
    assert len(letters) == len(words)
    chances = np.full((len(words), len(TAGS)), 0.01, np.float32)
    for number, letter in enumerate(letters):
        chances[number, TAGS.index(_OF[letter])] = 0.9
    parts = parted([range(len(words))], words, chances, lines)
    assert [len(part) for part in parts] == addresses
    assert [at_ for part in parts for at_ in part] == list(range(len(words)))


def streets(lines: list[Line], *groups: str) -> list[str]:
    """What the words of lines, all of them of a street, are split into; `groups`: texts of lines that are joined."""
    words = words_of(lines, grammars(lines))
    said = [at_ for at_, word in enumerate(words) if not word.kind and any(map(str.isalnum, word.text))]
    of = [next((n for n, group in enumerate(groups) if lines[word.line].text in group), 0) for word in words]
    joined = [[at_ for at_ in said if of[at_] == n] for n in range(max(1, len(groups)))]
    chances = np.full((len(words), len(TAGS)), 0.01, np.float32)
    chances[:, TAGS.index("street")] = 0.9
    for at_, word in enumerate(words):
        if word.text in ("Cell", "Dist", "Shop", "Works"):
            chances[at_, TAGS.index("label")] = 0.95
    return [" ".join(words[at_].text for at_ in part) for part in parted(joined, words, chances, lines)]


def test_branches_each_with_its_number_are_as_many_addresses() -> None:
    rows = ["Av. Tarna, 1553 - Tel: (11) 3123-0800", "Av. Kelp, 2449 - Tel: (11) 2966-2550"]
    assert streets([at(row, 30, 30 + 40 * n, "x") for n, row in enumerate(rows)]) == ["Av. Tarna 1553", "Av. Kelp 2449"]
    column = ["ul. Tarna 62a", "tel. 71 311 15 05", "ul. Kelp 7", "tel. 71 360 59 78"]
    assert streets([at(row, 30, 30 + 24 * n, "x") for n, row in enumerate(column)]) == ["ul. Tarna 62 a", "ul. Kelp 7"]


@pytest.mark.parametrize(
    "rows",
    [
        ["Kelp House, Tarna Road  T (11) 3123-0800", "Sector 4  T (11) 2966-2550"],  # the first ends with no house
        ["Tarna Road 15  Tel: (11) 3123-0800", "Sector 4  Fax: (11) 2966-2550"],  # numbers of two kinds stand beside
        ["Tarna Road 15", "Sector 4  Tel: (11) 2966-2550"],
    ],
)
def test_numbers_beside_one_address_do_not_split_it(rows: list[str]) -> None:
    assert len(streets([at(row, 30, 30 + 40 * n, "x") for n, row in enumerate(rows)])) == 1


def test_addresses_side_by_side_are_of_a_column_each() -> None:
    left, right = ["Kelp Hill", "4 Quay Road"], ["Tarna Park", "9 Mill Lane"]
    lines = [at(text, x, 30 + 40 * row, "x") for x, of in ((30, left), (400, right)) for row, text in enumerate(of)]
    assert sorted(streets(lines)) == ["Kelp Hill 4 Quay Road", "Tarna Park 9 Mill Lane"]
    assert streets([*lines[:2], at("Tarnby", 400, 30, "x")]) == ["Kelp Hill Tarnby 4 Quay Road"]  # a line is no column


def test_lines_joined_across_columns_are_of_a_column_each() -> None:
    rows = [("TARNBY", "OSTREL"), ("4 Quay Road", "9 Mill Lane")]
    lines = [
        at(text, x, 30 + 30 * row, "x") for row, two in enumerate(rows) for x, text in zip((30, 400), two, strict=True)
    ]
    across = streets(lines, "TARNBY OSTREL", "4 Quay Road 9 Mill Lane")
    assert across == ["TARNBY 4 Quay Road", "OSTREL 9 Mill Lane"]
    down = streets(lines, "TARNBY 4 Quay Road", "OSTREL", "9 Mill Lane")
    assert down == ["TARNBY 4 Quay Road", "OSTREL", "9 Mill Lane"]  # no line is joined to one of the other column


def test_of_a_column_lines_far_from_one_another_are_apart() -> None:
    left, right = [("TARNBY", 30), ("4 Quay Road", 60)], [("OSTREL", 30), ("9 Mill Lane", 60), ("Kelp Hill", 160)]
    lines = [at(text, x, y, "x") for x, column in ((30, left), (400, right)) for text, y in column]
    across = streets(lines, "TARNBY OSTREL", "4 Quay Road 9 Mill Lane Kelp Hill")
    assert sorted(across) == ["Kelp Hill", "OSTREL 9 Mill Lane", "TARNBY 4 Quay Road"]


def test_a_line_of_a_list_of_branches_is_an_address() -> None:
    shop, works, box = "Shop: Kelp Rd, tel: 020 614253", "Works: Tarna Phase II, tel: 020 614250", "PO Box 61 Nakuru"
    lines = [at(row, 30, 30 + 24 * number, "x") for number, row in enumerate((shop, works, box))]
    assert streets(lines)[-2:] == ["Works Tarna Phase II", "PO Box 61 Nakuru"]
    assert len(streets(lines[1:])) == 1  # one line is no list


@pytest.mark.parametrize(
    ("text", "street"),
    [
        ("Mill Lane Tarnby Cell : 98480", "Mill Lane Tarnby"),  # the rest of the number was not read
        ("Mill Lane Dist : Tarnby 98480", "Mill Lane Dist Tarnby 98480"),
        ("Mill Lane Cell : Block 98", "Mill Lane Cell Block 98"),
    ],
)
def test_digits_behind_a_telephones_label_are_no_part_of_an_address(text: str, street: str) -> None:
    assert streets([at(text, 30, 30, "x")]) == [street]
