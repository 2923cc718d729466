"""The scoring rules of bench/: what counts as right, wrong, missed or neutral."""

import pytest

from bench.overlap import compare, overlap
from bench.rules import FIELDS, adr_overlap, same_tel, score

CARD = {
    "fn": ["Dr. Zsófia Kőbányás"],
    "suffix": ["MBA"],
    "org": ["Kőbányás Optika GmbH", "KŐOPTIKA"],
    "title": ["Optometrist"],
    "dept": ["Eye Care"],
    "tel": [{"raw": "06 20 555 0142", "e164": "+36205550142", "type": "cell"}],
    "email": ["Zsofia@kooptika.hu"],
    "url": ["https://www.kooptika.hu/"],
    "social": [],
    "adr": ["1 199 Budapest, Lencse utca 4"],
}
SQUARE = [[0, 0], [10, 0], [10, 10], [0, 10]]


def judge(field: str, *values: object, **truth: list[object]) -> tuple[int, int, int]:
    made = score([CARD | truth], [{field: list(values)}])
    return made.right[field], made.wrong[field], made.missed[field]


@pytest.mark.parametrize(
    ("field", "value", "right"),
    [
        ("fn", "ZSOFIA KOBANYAS", True),
        ("fn", "Prof. Zsófia Kőbányás", True),
        ("fn", "Zsófia Kőbánya", False),
        ("org", "kooptika", True),
        ("org", "Kőbányás Optika", True),
        ("org", "Optika GmbH", False),
        ("title", "optometrist, eye care", True),
        ("title", "Eye Care Optometrist", True),
        ("title", "Senior Optometrist", False),
        ("tel", "+36 20 555 0142", True),
        ("tel", "+36205550142;ext=3", True),
        ("tel", "06205550142", False),
        ("email", "zsofia@kooptika.hu", True),
        ("email", "zsofia@kooptika.com", False),
        ("url", "kooptika.hu", True),
        ("url", "kooptika.hu/en", False),
        ("adr", "Lencse u 4. 1199 Budapest", False),
        ("adr", "1199 Budapest, Lencse utca 4", True),
    ],
)
def test_a_value_is_right_or_wrong(field: str, value: str, right: bool) -> None:
    assert judge(field, value) == ((1, 0, 0) if right else (0, 1, 1))


def test_one_name_of_the_company_is_enough_and_more_are_neutral() -> None:
    assert judge("org", "KŐOPTIKA", "Kőbányás Optika") == (1, 0, 0)
    assert judge("org") == (0, 0, 1)
    assert judge("org", org=[]) == (0, 0, 0)


def test_department_and_degree_are_neutral_and_blank_is_nothing() -> None:
    assert judge("title", "Eye Care", "MBA", " ") == (0, 0, 1)
    assert judge("adr", "Eye Care") == (0, 1, 1)


def test_a_value_given_twice_is_wrong_once() -> None:
    assert judge("email", "zsofia@kooptika.hu", "zsofia@kooptika.hu") == (1, 1, 0)


def test_without_area_code_the_last_digits_count() -> None:
    wanted = {"raw": "0555 0142", "e164": None, "type": "work"}
    assert same_tel(wanted, "+91 79 5550142")
    assert not same_tel(wanted, "5550143")
    assert not same_tel({"raw": "", "e164": None}, "5550143")


def test_type_counts_where_both_the_card_and_the_reading_tell() -> None:
    made = score([CARD], [{"tel": [{"value": "+36205550142", "type": "work"}]}])
    assert (made.types, made.types_right) == (1, 0)
    assert score([CARD], [{"tel": ["+36205550142"]}]).types == 0


def test_address_words_join_digits_and_part_chinese() -> None:
    assert adr_overlap("380 009 Ring Road", "ring road 380009") == 1
    assert adr_overlap("東京都港区", "東京都北区") == pytest.approx(0.8)


def test_sure_and_confidence_are_kept_with_the_verdict() -> None:
    made = score([CARD], [{"email": [{"value": "x@y.hu", "sure": True, "confidence": 0.9}, "zsofia@kooptika.hu"]}])
    assert [(each.value.sure, each.value.confidence, each.right) for each in made.judged] == [
        (True, 0.9, False),
        (None, None, True),
    ]
    assert made.faulty() == set(FIELDS)


def test_overlap_of_two_shapes() -> None:
    moved = [[x + 5, y] for x, y in SQUARE]
    assert overlap(SQUARE, SQUARE[::-1]) == pytest.approx(1)
    assert overlap(SQUARE, moved) == pytest.approx(1 / 3)
    assert overlap(SQUARE, [[x + 20, y] for x, y in SQUARE]) == 0


def test_cards_are_found_one_to_one() -> None:
    tel = {"raw": "", "e164": "+36205550142", "type": "cell"}
    truth = {
        "photo": "a.jpg",
        "cards": [{"corners": SQUARE, "tel": [tel]}, {"corners": [[x + 11, y] for x, y in SQUARE], "tel": []}],
    }
    read = {"corners": [[x + 1, y] for x, y in SQUARE], "tel": [{"value": "+36 20 555 0142"}]}
    made = compare(truth, [read, read])
    assert (made.cards, made.found, made.extra, made.whole) == (2, 1, 1, 0)
    assert (made.mobiles, made.mobiles_read) == (1, 1)
    assert made.notes == ["a.jpg: 1 of 2 cards found, 1 more that are none"]
