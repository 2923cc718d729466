"""What speaks for and against a name, title, company or address: what it says and which lines stand by it."""

from collections.abc import Sequence
from dataclasses import replace

import pytest
from printed import HEIGHT, at, printed
from signed import EDDA, MAIL, SITE, below, of, two

from cardscan.model import Field, Line

# Names and titles


def test_signs_of_a_name() -> None:
    def fn(value: str = "Edda Brackwyth", *texts: str | Line, **others: Sequence[Field]) -> dict[str, float]:
        return of("fn", value, *texts, **others)

    assert fn("Anna Schmidt")["known"] > fn("Wzk Qrrt")["known"]
    assert [fn(email=[Field(f"{each}@kelpwick.co.uk")])["owner"] for each in ("edda", "office")] == [1, 0]
    assert [fn(each, email=[Field("jody@kelpwick.co.uk")])["owner"] for each in ("Jo Quill", "Jod Quill")] == [0, 1]
    assert [fn(each)["one_word"] for each in ("Edda", "Edda Brackwyth")] == [1, 0]
    assert [fn(fn=each)["several"] for each in ((), (Field("Bo Marram"),))] == [0, 1]
    assert [fn(each)["marks"] for each in ("Edda 2", "Edda (Brackwyth)", "Edda & Bo", "Edda/Bo", "Edda-Bo")] == [
        *(1, 1, 1, 1, 0)
    ]
    assert fn("Brackwyth Consulting")["org_word"] > fn("Edda Brackwyth")["org_word"]
    assert [fn(org=each)["nameless"] for each in ((), [Field("Kelpwick Boats Ltd")], [Field("Ltd")])] == [1, 0, 1]


@pytest.mark.parametrize(
    ("kind", "text", "one", "other", "respelled"),
    [
        ("title", "Sales Manager", "Sales Mannager", "Sales Manaqer", 1),
        ("title", "Sales Manager", "Sales Manaqer", "Sa1es Manager", 0),  # each word is as one of them has it
        ("title", "Sales Manager", "SALES  manager", "~", 0),
        ("fn", "Edda Mills", "Edda Mils", "~", 1),
        ("org", "Kelp Designs", "Kelp Desians", "~", 1),
        ("adr", "Kelp Lane 1", "Kelp Lene 1", "~", 0),
        ("adr", "Quay 1, 7199 llwick", "Quay 1, 7199 llwick", "~", 1),  # no word begins so
        ("adr", "QUAY 1, 7199 KElPWICK", "QUAY 1, 7199 KElPWICK", "~", 1),
        ("adr", "McIntyre Quay 1, Llanelli", "McIntyre Quay 1, Llanelli", "~", 0),
    ],
)
def test_a_word_that_no_reader_has_was_put_right(kind: str, text: str, one: str, other: str, respelled: float) -> None:
    line = replace(at(one, 30, 30, other), text=text)
    assert of(kind, text, line)["respelled"] == respelled


def test_a_name_in_letters_half_as_high_again_as_most_is_tall() -> None:
    def tall(high: float) -> float:
        small = [replace(two(text), place=(30.0, 100.0 * n, 200.0, 100.0 * n + 20)) for n, text in enumerate("abcde")]
        name = replace(two("Edda Brackwyth"), place=(30.0, 600.0, 300.0, 600 + high))
        return of("fn", "Edda Brackwyth", *small, name)["tall"]

    assert [tall(high) for high in (20, 30)] == [0, 0]
    assert tall(36) == pytest.approx(0.3)
    assert tall(80) == 1
    assert of("fn", "Edda Brackwyth", "another line")["tall"] == 0
    parts = [
        replace(two(text), place=(30.0, 600.0, 300.0, 600 + high)) for text, high in (("Edda", 20), ("Brackwyth", 36))
    ]
    small = [replace(two(text), place=(30.0, 100.0 * n, 200.0, 100.0 * n + 20)) for n, text in enumerate("abcde")]
    assert of("fn", "Edda Brackwyth", *small, *parts)["tall"] == pytest.approx(0.3)  # by its highest line


@pytest.mark.parametrize(("large", "tall"), [(2, 1), (3, 0)])
def test_most_lines_are_more_than_half_of_them(large: int, tall: float) -> None:
    """Of a card with two sizes of letters the name is tall where it has the rarer one."""
    high = [20] * (5 - large) + [60] * large
    lines = [
        replace(two(text), place=(30.0, 100.0 * n, 200.0, 100.0 * n + each))
        for n, (text, each) in enumerate(zip("abcde", high, strict=True))
    ]
    assert of("fn", "e", *lines)["tall"] == tall


def test_signs_of_a_title() -> None:
    def title(value: str, *texts: str | Line, **others: Sequence[Field]) -> dict[str, float]:
        return of("title", value, *texts, **others)

    assert title("Sales Manager")["known"] > title("Wzk Qrrt")["known"]
    assert [title("Pilot", fn=each)["nobody"] for each in ((), [EDDA])] == [1, 0]
    assert [title("Pilot", title=each)["several"] for each in ((), [Field("Diver")])] == [0, 1]
    assert [title(each)["strange"] for each in ("Sales Manager", "Sales Wqzk", "Sales Wqz")] == [0, 1, 0]


@pytest.mark.parametrize(
    ("text", "is_open"),
    [
        ("Head of Tides", 0),
        ("Head of", 1),
        ("HEAD OF", 1),
        ("Sales &", 1),
        ("Sales und ", 1),
        ("Directeur pour", 1),
        ("Sales,", 1),
        ("Director (Asia", 1),
        ("Director (Asia)", 0),
        ("Asia)", 1),
        ("Leder for", 1),
        ("Директор по", 1),
        ("Proof", 0),
        ("Van", 0),
    ],
)
def test_what_ends_as_one_that_goes_on_is_open(text: str, is_open: float) -> None:
    """ "Head of" is half a title, however clearly it was read."""
    assert of("title", text)["open"] == of("org", text)["open"] == is_open


def test_a_title_of_two_lines_whose_bracket_was_closed_for_it_is_open() -> None:
    lines = printed("Keeper (Tides", "and Moorings")
    assert of("title", Field("Keeper (Tides and Moorings)", "Keeper (Tides and Moorings"), *lines)["open"] == 1


@pytest.mark.parametrize(
    ("other", "halved"),
    [(below(5), 1), (below(HEIGHT - 1), 1), (below(HEIGHT), 0), (below(5, x=400), 0), (below(-3 * HEIGHT), 0)],
)
def test_titles_right_above_one_another_may_be_halves_of_one(other: Line, halved: float) -> None:
    upper = Field("Head of Tides", "Head of Tides")
    found = of("title", "Old Harbour House", two("Head of Tides"), other, title=[upper], fn=[EDDA])
    assert found["halved"] == halved
    assert of("title", "Old Harbour House", two("Head of Tides"), other, fn=[EDDA])["halved"] == 0


@pytest.mark.parametrize(
    ("line", "meets"),
    [
        (below(9), 1),
        (below(10), 0),
        (below(6, high=10), 0),  # measured by the smaller letters
        (below(4, high=10), 1),
        (below(5, x=400), 0),
        (below(5, text="Edda Brackwyth"), 0),
    ],
)
def test_a_line_in_no_field_beside_a_company_may_be_the_rest_of_its_name(line: Line, meets: float) -> None:
    assert of("org", "Kelpwick", two("Kelpwick"), line, fn=[EDDA])["meets"] == meets


@pytest.mark.parametrize(
    ("title", "beside"),
    [(below(29), 1), (below(30), 0), (below(5, x=400), 0), (below(-HEIGHT, x=100), 1)],
)
def test_a_title_stands_beside_the_name_or_not(title: Line, beside: float) -> None:
    assert of("title", "Old Harbour House", two("Edda Brackwyth"), title, fn=[EDDA])["beside"] == beside


def test_a_title_in_small_letters_under_a_large_name_is_measured_by_the_small_ones() -> None:
    assert of("title", "Old Harbour House", two("Edda Brackwyth"), below(18, 10), fn=[EDDA])["beside"] == 0
    assert of("title", "Old Harbour House", two("Edda Brackwyth"), below(12, 10), fn=[EDDA])["beside"] == 1


@pytest.mark.parametrize(
    ("line", "half"),
    [
        ("Head of Tides", 0),
        ("Head of Tides | Harbour work", 1),
        ("Head of Tides | work", 1),
        ("Head of Tides | MBA", 0),
        ("Head of Tides, Edda Brackwyth", 0),
    ],
)
def test_half_of_a_line_whose_other_half_is_in_no_field_is_a_part(line: str, half: float) -> None:
    assert of("title", "Head of Tides", line, fn=[EDDA])["part"] == half
    assert of("org", "Head of Tides", line, fn=[EDDA])["part"] == half


def test_two_titles_on_one_line_are_no_halves() -> None:
    founder = Field("Founder", "Founder")
    found = of("title", "Head of Tides", "Head of Tides / Founder", title=[founder], fn=[EDDA])
    assert found["part"] == 0


def test_what_other_lines_say_makes_no_half_of_a_value() -> None:
    assert of("title", "Head of Tides", "Old Harbour House", "Head of Tides", fn=[EDDA])["part"] == 0
    assert of("title", Field("Head of Tides"), "Old Harbour House", fn=[EDDA])["part"] == 0  # by hand: of no line


# Companies and addresses


@pytest.mark.parametrize(
    ("name", "borne_out"),
    [
        ("Kelpwick", {"begins", "whole"}),
        ("Kelpw", {"begins"}),
        ("Kelp", {"begins"}),
        ("Kel", set()),
        ("Kelpwick Boats", {"within"}),
        ("wick", {"ends"}),
        ("ick", set()),
        ("Brackwyth", set()),
    ],
)
def test_how_the_domain_bears_a_company_out(name: str, borne_out: set[str]) -> None:
    for address in ({"url": [SITE]}, {"email": [MAIL]}):
        found = of("org", name, **address)
        assert {sign for sign in ("begins", "whole", "within", "ends") if found[sign]} - {"within"} == borne_out - {
            "within"
        }
        assert bool(found["within"]) == ("within" in borne_out or "whole" in borne_out)


def test_a_domain_of_three_letters_is_within_too_many_names() -> None:
    assert [of("org", "Kelpwick", url=[Field(f"www.{each}.dk")])["within"] for each in ("elp", "elpw")] == [0, 1]


def test_signs_of_a_company() -> None:
    assert [of("org", each)["form"] for each in ("Kelpwick Ltd", "Kelpwick")] == [1, 0]
    assert [of("org", each)["one_word"] for each in ("Kelpwick", "Kelpwick Boats")] == [1, 0]
    assert [of("org", each)["short"] for each in ("Kelp", "Kelpw")] == [1, 0]
    assert [of("org", "Kelpwick", "Kelpwick", each)["repeats"] for each in ("KELPWICK", "Brackwyth")] == [1, 0]
    assert [of("org", each, each, each)["repeats"] for each in ("Kel", "Kelp")] == [0, 1]
    assert of("org", "Kelpwick Consulting")["org_word"] > of("org", "Kelpwick")["org_word"]
    lines = [f"Kelpwick {each}" for each in ("Boats", "Oars", "Sails", "Ropes", "Knots")]
    assert [of("org", " ".join(lines[:n]), *lines[:n])["lines"] for n in (1, 2, 3, 4)] == [0, 1, 2, 2]


@pytest.mark.parametrize(
    ("line", "wants"),
    [
        (below(6, text="Consulting"), 1),
        (below(9, text="Consulting"), 1),
        (below(10, text="Consulting"), 0),
        (below(6, x=500, text="Consulting"), 0),
        (below(6, text="Edda Brackwyth"), 0),
        (below(6, text="Boat Building Consulting"), 1),
        (below(6, text="Fine Boat Building Consulting"), 0),
        (below(6, text="Yacht Design"), 0),
        (below(6, text="Boat Marine Quay"), 0),  # of a trade by half
        (below(6, text="Toko 1998"), 1),  # a shop, and since when
    ],
)
def test_a_line_about_a_trade_beside_a_company_may_be_the_rest_of_its_name(line: Line, wants: float) -> None:
    title = Field("Yacht Design", "Yacht Design")
    assert of("org", "Kelpwick", two("Kelpwick"), line, title=[title])["wants"] == wants


def test_signs_of_an_address() -> None:
    def adr(value: str, *texts: str | Line, **others: Sequence[Field]) -> dict[str, float]:
        return of("adr", value, *texts, **others)

    assert adr("12 Quay Lane, Hull")["known"] > adr("Wqz Krrt")["known"]
    codes = ("Quay 3, 20199 Milano", "Quay 3, Hull HU1 2AB", "Surat 395 002", "Quay 3, 201998 Milano", "Quay 3, Hull")
    assert [adr(each)["code"] for each in codes] == [1, 1, 1, 1, 0]
    assert [adr(each)["city"] for each in ("Quay 3, Milano", "20199 Milano", "87501 Santa Fe", "Quay 3, Wqzkrrt")] == [
        *(1, 1, 1, 0)
    ]
    assert adr("Viale Quay Milano")["city"] == 1
    assert [adr(each)["country"] for each in ("Quay 3, Denmark", "Quay 3")] == [1, 0]
    assert [adr("Quay " * n)["words"] for n in (3, 6, 30)] == [0.5, 1, 3]
    assert [adr("Quay 3", adr=each)["several"] for each in ((), (Field("Pier 4"),))] == [0, 1]
    lines = [f"Quay Lane {each}" for each in range(6)]
    assert [adr(" ".join(lines[:n]), *lines[:n])["lines"] for n in (1, 2, 4, 5)] == [0.5, 1, 2, 2]
    assert [adr(each)["form"] for each in ("Kelpwick Ltd, Quay 3", "Quay 3")] == [1, 0]


@pytest.mark.parametrize(
    ("line", "shared"),
    [
        ("Quay Lane 3, Hull", 0),
        ("Quay Lane 3 | Harbour work", 1),
        ("Quay Lane 3 | Edda Brackwyth", 0),
        ("Quay Lane 3 · MBA", 0),
        ("Quay Lane 3 · Boat", 1),
        ("Harbour work", 0),
    ],
)
def test_an_address_on_a_line_that_goes_on_with_what_no_field_has(line: str, shared: float) -> None:
    assert of("adr", "Quay Lane 3, Hull", line, fn=[EDDA])["part"] == shared


@pytest.mark.parametrize(
    ("line", "goes_on"),
    [
        (below(5), 1),
        (below(-5), 1),
        (below(-6), 0),
        (below(9), 1),
        (below(10), 0),
        (below(5, x=500), 0),
        (below(5, high=25), 0),
        (below(5, high=16), 0),
        (below(5, text="Edda Brackwyth"), 0),
        (below(5, high=24), 1),
        (below(5, high=17), 1),
    ],
)
def test_a_line_in_no_field_right_below_an_address_may_belong_to_it(line: Line, goes_on: float) -> None:
    assert of("adr", "Quay Lane 3", two("Quay Lane 3"), line, fn=[EDDA])["goes_on"] == goes_on


def test_lines_of_two_letters_are_of_no_field() -> None:
    assert of("adr", "Quay Lane 3", *printed("Qu"))["lines"] == 0
    assert of("adr", "Quay Lane 3", *printed("Qua"))["lines"] == 0.5


def test_one_of_several_lines_names_and_domains_is_enough() -> None:
    """A title stands beside one name and not beside all; a company has one of a card's domains."""
    far = at("Bo Marram", 30, 900, "Bo Marram")
    names = [EDDA, Field("Bo Marram", "Bo Marram")]
    lines = two("Edda Brackwyth"), below(5), far
    assert of("title", "Old Harbour House", *lines, fn=names)["beside"] == 1
    titles = [Field("Edda Brackwyth", "Edda Brackwyth"), Field("Bo Marram", "Bo Marram")]
    assert of("title", "Old Harbour House", *lines, title=titles, fn=[EDDA])["halved"] == 1
    lines = two("Kelpwick"), below(5), at("Quay Bollard", 30, 900, "Quay Bollard")
    assert of("org", "Kelpwick", *lines)["meets"] == 1
    addresses = [SITE, Field("www.marram.dk", "www.marram.dk")]
    assert of("org", "Kelp", url=addresses)["begins"] == of("org", "wick", url=addresses)["ends"] == 1
    assert of("org", "Kelpwick Boats", url=addresses)["within"] == 1
    assert of("email", "jo@kelpwick.co.uk", url=addresses)["domain"] == 1
    assert of("adr", "Quay 3, Hull, Denmark")["country"] == 1
    two_high = Field("Quay Lane 3, Hull", "Quay Lane 3 Hull")
    assert of("adr", two_high, two("Quay Lane 3"), below(5, text="Hull"), below(30, text="Old Pier"))["goes_on"] == 1
