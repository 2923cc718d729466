"""Labels beside numbers, a little this and that side of where they belong to them."""

from dataclasses import replace

import pytest
from printed import at, printed

from cardscan.model import Line
from cardscan.parse.tel import find_tels


def read(*texts: str) -> list[tuple[str, str]]:
    return [(f.field.value, f.field.type) for f in find_tels(printed(*texts), [])]


NUMBER = "020 7946 0123"


def test_labels_in_a_column_to_the_left() -> None:
    lines = [at("Telefax", 30, 30), at("Mobil", 30, 60), at("+49 173 5550142", 160, 61), at("+49 2334 555-14", 160, 30)]
    found = find_tels(lines, [])
    assert [(f.field.value, f.field.type, f.spans[0].line) for f in found] == [
        ("+491735550142", "cell", 1),
        ("+49233455514", "fax", 0),
    ]


def test_label_on_the_line_above() -> None:
    assert read("Fax", "020 7946 0123") == [("02079460123", "fax")]


def test_a_heading_is_the_label_of_one_line_only() -> None:
    assert read("Mobile", "98250 12345", "079 2640 1234") == [("9825012345", "cell"), ("07926401234", "")]


def test_a_label_to_the_left_is_not_that_of_the_line_below_too() -> None:
    lines = [at("Fax", 30, 30), at("020 7946 0123", 90, 30), at("020 7946 0124", 30, 60)]
    assert [f.field.type for f in find_tels(lines, [])] == ["fax", ""]


def test_a_label_farther_above_is_none() -> None:
    assert [f.field.type for f in find_tels([at("Telefax", 30, 30), at("020 7946 0123", 30, 60)], [])] == ["fax"]
    assert [f.field.type for f in find_tels([at("Telefax", 30, 30), at("020 7946 0123", 30, 90)], [])] == [""]


def test_what_stands_beside_a_number_may_say_that_it_is_none() -> None:
    assert read("895-111-13-76", "VAT NO") == []
    assert read("VAT NO", "1234567890") == []
    assert read("VAT NO 1234567890", "A/c 12345678901 / 12345678902") == []
    assert read("071 355 50 60", "VAT NO", "1234567890") == [("0713555060", "")]
    assert read("+48 71 355 50 60", "VAT NO") == [("+48713555060", "")]


def everywhere(*lines: Line) -> list[tuple[str, str]]:
    """Read the numbers of lines, the same ones wherever on the photo they stand."""
    found = []
    for right, down in ((0, 0), (700, 0), (0, 900)):
        moved = [
            replace(line, place=(left + right, top + down, end + right, bottom + down))
            for line in lines
            for left, top, end, bottom in [line.place]
        ]
        found.append([(each.field.value, each.field.type) for each in find_tels(moved, [])])
    assert found[0] == found[1] == found[2]
    return found[0]


def types(*lines: Line) -> list[str]:
    return [type for _, type in everywhere(*lines)]


@pytest.mark.parametrize(
    ("label", "type"),
    [
        (at("Telefax", 30, 65), "fax"),
        (at("Telefax", 30, 64), ""),  # farther above than lines of one entry stand
        (at("Telefax", 68, 75), "fax"),
        (at("Telefax", 70, 75), ""),  # it starts elsewhere: the label of another column
        (at("Telefax", -8, 75), "fax"),
        (at("Telefax", -10, 75), ""),
        (at("Fax", -10, 109), "fax"),
        (at("Fax", -10, 110), ""),  # a line lower
        (at("Fax", -10, 91), "fax"),
        (at("Fax", -10, 90), ""),
        (at("Fax", 17, 100), "fax"),  # boxes are a little loose
        (at("Fax", 18, 100), ""),
        (at("Fax", 230, 100), ""),
    ],
)
def test_which_label_beside_a_number_is_its_own(label: Line, type: str) -> None:
    assert types(label, at(NUMBER, 30, 100)) == [type]


@pytest.mark.parametrize(("y", "type"), [(90, ""), (94, ""), (96, "fax"), (114, "fax"), (116, ""), (130, "")])
def test_a_label_in_small_letters_is_beside_a_number_with_more_than_half_of_its_own_height(y: float, type: str) -> None:
    for small in ("Fax", NUMBER):
        lines = {"Fax": at("Fax", -10, 100), NUMBER: at(NUMBER, 30, 100)}
        left, _, right, _ = lines[small].place
        lines[small] = replace(lines[small], place=(left, y, right, y + 10))
        assert types(lines["Fax"], lines[NUMBER]) == [type], small


def test_a_label_with_something_else_between_is_that_of_something_else() -> None:
    assert types(at("Fax", 30, 100), at("Quay", 80, 100), at(NUMBER, 160, 100)) == [""]
    assert types(at("Fax", 30, 60), at("Quay", 30, 82), at(NUMBER, 30, 104)) == [""]


@pytest.mark.parametrize("x", [100, 380])
def test_a_line_of_another_column_is_not_between(x: float) -> None:
    assert types(at("Fax", 230, 370), at("Quay", x, 375), at(NUMBER, 230, 400)) == ["fax"]


def test_what_stands_on_the_line_itself_goes_before_what_stands_beside_it() -> None:
    assert types(at("Mobil", 30, 30), at("+49 173 5550142 (fax)", 160, 30)) == ["fax"]
    assert types(at("Mobil", 30, 30), at("Quay House 020 7946 0123", 160, 30)) == [""]


@pytest.mark.parametrize(
    ("label", "is_tel"),
    [
        (at("VAT NO", 30, 65), False),
        (at("VAT NO", 30, 66), True),
        (at("VAT NO", 49, 55), False),
        (at("VAT NO", 50, 55), True),
        (at("VAT NO", 11, 55), False),
        (at("VAT NO", 10, 55), True),
    ],
)
def test_which_label_below_a_number_says_that_it_is_none(label: Line, is_tel: bool) -> None:
    assert bool(types(at("1234567890", 30, 30), label)) == is_tel


@pytest.mark.parametrize(
    ("other", "is_tel"),
    [
        (at("55501234", 30, 90), True),
        (at("55501234", 69, 90), True),
        (at("55501234", 70, 90), False),
        (at("55501234", 30, 70), False),
        (at("55501234", 30, 71), True),
        (at("55501234", 30, 95), True),
        (at("55501234", 30, 96), False),
        (at("55501234", 130, 60), True),
        (at("55501234", 130, 69), True),
        (at("55501234", 130, 70), False),
        (at("55501234", 76, 60), True),
        (at("55501234", 75, 60), False),
        (at("5550 Quay", 130, 60), True),
        (at("55 Quay", 130, 60), False),
        (at("55501234", 100, 60), True),
        (at("55501234", 70, 60), False),
    ],
)
def test_a_label_that_has_a_number_of_its_own_says_nothing_of_the_one_above_it(other: Line, is_tel: bool) -> None:
    found = everywhere(at("1234567890", 30, 30), at("VAT NO", 30, 60), other)
    assert ("1234567890" in [value for value, _ in found]) == is_tel


def test_a_line_beside_a_number_that_is_no_label_is_not_taken_with_it() -> None:
    """Else the town left of it is in no address."""
    (found,) = find_tels([at("Quay Town", 30, 30), at(NUMBER, 160, 30)], [])
    assert [span.line for span in found.spans] == [1]


def test_an_extension_is_of_the_number_above_it_in_its_column() -> None:
    """Lines of two columns are read from left to right: what stands right of it was read before it."""
    lines = [
        at("Fon +49 4421 9876-0", 30, 30),
        at("Fon +49 30 555014-21", 400, 30),
        at("Durchwahl -52", 30, 60),
        at("Fax +49 30 555014-28", 400, 60),
        at("Fax -77", 30, 90),
    ]
    assert [f.field.value for f in find_tels(lines, [])] == [
        "+49442198760",
        "+493055501421",
        "+494421987652",
        "+493055501428",
        "+494421987677",
    ]


def test_a_department_is_no_label_of_the_line_below() -> None:
    (found,) = find_tels(printed("Customer Service", "020 7946 0123"), [])
    assert [span.line for span in found.spans] == [1]
