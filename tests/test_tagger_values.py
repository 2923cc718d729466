"""Values are made of what is said of each word: which words are one, and what its parts are. All are invented."""

from dataclasses import replace

import numpy as np
import pytest
from printed import at

from cardscan.model import Line
from cardscan.parse.found import Span
from cardscan.parse.tagger.couples import named
from cardscan.parse.tagger.halves import whole
from cardscan.parse.tagger.network import TAGS, Chances
from cardscan.parse.tagger.values import Value, values_of
from cardscan.parse.tagger.words import words_of


def told(lines: list[Line], *tags: str, begins: tuple[int, ...] = (0,), doubt: dict[int, str] | None = None) -> Chances:
    """Chances that say of each word what it is, a little less of those in doubt; `begins`: words that begin a value."""
    size = len(tags)
    said = np.full((size, len(TAGS)), 0.001, np.float32)
    for at_, tag in enumerate(tags):
        said[at_, TAGS.index(tag)] = 0.9
        if doubt and at_ in doubt:
            said[at_, TAGS.index(tag)], said[at_, TAGS.index(doubt[at_])] = 0.5, 0.45
    links = np.full((size, size + 1), 0.01, np.float32)
    for at_ in range(size):
        links[at_, 0 if at_ in begins else at_] = 0.9
    assert len(words_of(lines, [])) == size
    return Chances(said / said.sum(axis=1, keepdims=True), links)


def values(lines: list[Line], chances: Chances) -> list[Value]:
    return values_of(words_of(lines, []), lines, chances)


def test_a_line_holds_a_name_and_a_title() -> None:
    lines = [at("Edda Brackwyth, Harbour Master", 30, 30, "x")]
    chances = told(lines, "given", "family", "other", "title", "title", begins=(0, 3))
    assert [(v.kind, v.text) for v in values(lines, chances)] == [("fn", "Edda Brackwyth"), ("title", "Harbour Master")]


@pytest.mark.parametrize(
    ("text", "tags", "wanted"),
    [
        ("dipl. Optikerin", ("prefix", "title"), [("title", "dipl. Optikerin")]),
        ("Dipl.-Ing. Optikerin", ("prefix", "prefix", "prefix", "title"), [("title", "Dipl.-Ing. Optikerin")]),
        ("Dr. Tarnwick Optikerin", ("prefix", "family", "title"), [("fn", "Dr. Tarnwick"), ("title", "Optikerin")]),
    ],
)
def test_a_degree_right_before_a_title_is_a_part_of_it(
    text: str, tags: tuple[str, ...], wanted: list[tuple[str, str]]
) -> None:
    lines = [at(text, 30, 30, "x")]
    begins = (0, tags.index("title")) if wanted[0][0] == "fn" else (0,)
    found = values(lines, told(lines, *tags, begins=begins))
    assert [(v.kind, v.text) for v in found] == wanted
    assert found[-1].likely > 0.8


def test_a_company_goes_on_in_the_next_line() -> None:
    lines = [at("KELPWICK", 30, 30, "x"), at("Dental Clinic", 30, 70, "x")]
    (org,) = values(lines, told(lines, "org", "org", "org"))
    assert org.text == "KELPWICK Dental Clinic" and len(org.spans) == 2


def test_two_companies_are_two_values() -> None:
    lines = [at("Kelpwick", 30, 30, "x"), at("Tarnquist Group", 30, 70, "x")]
    found = values(lines, told(lines, "org", "org", "org", begins=(0, 1)))
    assert [v.text for v in found] == ["Kelpwick", "Tarnquist Group"]


def test_a_word_in_doubt_goes_with_those_beside_it() -> None:
    lines = [at("Head of Brand Affairs", 30, 30, "x")]
    chances = told(lines, "title", "title", "org", "title", doubt={2: "title"})
    assert [(v.kind, v.text) for v in values(lines, chances)] == [("title", "Head of Brand Affairs")]


@pytest.mark.parametrize(
    ("text", "tags", "parts"),
    [
        (
            "Dr. Edda Brackwyth",
            ("prefix", "given", "family"),
            {"prefix": "Dr.", "given": "Edda", "family": "Brackwyth"},
        ),
        ("Kőbányás Zsófia", ("family", "given"), {"given": "Zsófia", "family": "Kőbányás"}),
        ("山田太郎", ("family", "family", "given", "given"), {"given": "太郎", "family": "山田"}),
        ("Zahra", ("given",), {"given": "Zahra"}),
    ],
)
def test_a_name_is_parted_as_a_whole(text: str, tags: tuple[str, ...], parts: dict[str, str]) -> None:
    lines = [at(text, 30, 30, "x")]
    (name,) = values(lines, told(lines, *tags))
    assert name.parts == parts


def test_of_two_words_of_a_name_one_is_the_familys() -> None:
    lines = [at("SOMI KELP", 30, 30, "x")]
    (name,) = values(lines, told(lines, "given", "given", doubt={1: "family"}))
    assert name.parts == {"given": "SOMI", "family": "KELP"}


def test_what_runs_into_an_address_is_of_it() -> None:
    lines = [at("Kelp Theatre Compound, 4 Quay Road", 30, 30, "x")]
    tags = ("org", "org", "street", "adr", "street", "street", "street")
    chances = told(lines, *tags)
    for word in (0, 1):  # a company's, more likely than not
        chances.tags[word] = 0.001
        chances.tags[word, [TAGS.index("org"), TAGS.index("street")]] = 0.8, 0.15
    assert [(v.kind, v.text) for v in values(lines, chances)] == [("adr", "Kelp Theatre Compound, 4 Quay Road")]
    sure = told(lines, *tags)  # a name of a company that is beyond doubt
    assert [v.kind for v in values(lines, sure)] == ["org", "adr"]


def test_an_address_has_each_part_once() -> None:
    lines = [at("Unit 4, 12 Quay Lane", 30, 30, "x"), at("Hull HU1 2AB, UK", 30, 60, "x")]
    tags = ("street", "street", "adr", "street", "city", "street", "city", *["code"] * 4, "adr", "country")
    (adr,) = values(lines, told(lines, *tags, doubt={4: "street"}))
    assert adr.text == "Unit 4, 12 Quay Lane, Hull HU1 2AB, UK"
    assert adr.parts == {"street": "Unit 4, 12 Quay Lane", "city": "Hull", "code": "HU1 2AB", "country": "UK"}


def test_halves_of_an_address_are_joined_where_they_touch() -> None:
    lines = [at("Kelp House, 2nd Floor", 30, 30, "x"), at("P.O. Box 17 Nakuru", 30, 54, "x")]
    tags = ("street", "street", "adr", *["street"] * 6, "city")
    halves = values(lines, told(lines, *tags, begins=(0, 6)))
    assert len(halves) == 2
    (adr,) = whole(halves, lines)
    assert adr.text == "Kelp House, 2nd Floor, P.O. Box 17 Nakuru"
    assert adr.parts == {"street": "Kelp House, 2nd Floor, P.O. Box 17", "city": "Nakuru"}
    far = [lines[0], at("P.O. Box 17 Nakuru", 30, 300, "x")]
    assert len(whole(values(far, told(far, *tags, begins=(0, 6))), far)) == 2


def adr(text: str, y: float, x: float = 30, **parts: str) -> tuple[Line, Value]:
    """A line that is an address, and the address."""
    line = at(text, x, y, "x")
    return line, Value("adr", text, (Span(0, 0, len(text)),), parts, 0.9)


@pytest.mark.parametrize(
    ("box", "y", "house", "street", "city"),
    [
        ({"street": "P.O. Box 17", "city": "Nairobi", "code": "00622"}, 54, {"street": "9 Kelp Rd", "city": "Tarna"},
         "9 Kelp Rd, Tarna, P.O. Box 17", "Nairobi"),
        ({"street": "PO Box 17", "city": "Nairobi"}, 6, {"street": "9 Kelp Rd", "city": "Nairobi"},
         "PO Box 17, 9 Kelp Rd", "Nairobi"),
        ({"street": "P.O. Box 17"}, 300, {"street": "9 Kelp Rd", "city": "Nairobi"},
         "9 Kelp Rd, P.O. Box 17", "Nairobi"),
    ],
)  # fmt: skip
def test_a_box_is_a_half_of_the_address_that_has_none(
    box: dict[str, str], y: float, house: dict[str, str], street: str, city: str
) -> None:
    (one, of_box), (two, of_house) = adr("P.O. Box 17", y, **box), adr("9 Kelp Rd", 30, **house)
    of_house = replace(of_house, spans=(Span(1, 0, 9),))
    (joined,) = whole([of_house, of_box], [one, two])
    assert (joined.parts["street"], joined.parts["city"]) == (street, city)


def test_branches_each_with_its_number_are_no_halves() -> None:
    rows = ["Av. Tarna, 15 - Tel: 3123-0800", "Av. Kelp, 24 - Tel: 2966-2550"]
    lines = [at(row, 30, 30 + 24 * number, "x") for number, row in enumerate(rows)]
    one = Value("adr", "Av. Tarna, 15", (Span(0, 0, 13),), {"street": "Av.", "city": "Tarna"}, 0.9)
    two = Value("adr", "Av. Kelp, 24", (Span(1, 0, 12),), {"street": "Av. Kelp, 24"}, 0.9)
    assert len(whole([one, two], lines)) == 2


@pytest.mark.parametrize(
    ("box", "y", "house"),
    [
        ({"street": "P.O. Box 17", "city": "Tarnby", "code": "3122"}, 54, {"street": "9 Kelp Rd", "code": "3121"}),
        ({"street": "P.O. Box 17", "city": "Tarnby"}, 300, {"street": "9 Kelp Rd", "city": "Ostrel"}),  # far away
        ({"street": "P.O. Box 17", "city": "Tarnby"}, 54, {"street": "9 Kelp Rd, PO Box 4", "city": "Ostrel"}),
        ({"street": "4 Kelp Rd", "city": "Tarnby"}, 54, {"street": "9 Kelp Rd", "city": "Ostrel"}),  # no box
    ],
)
def test_a_box_of_another_address_is_one_of_its_own(box: dict[str, str], y: float, house: dict[str, str]) -> None:
    (one, of_box), (two, of_house) = adr("P.O. Box 17", y, **box), adr("9 Kelp Rd", 30, **house)
    of_house = replace(of_house, spans=(Span(1, 0, 9),))
    assert len(whole([of_house, of_box], [one, two])) == 2


def stacked(*rows: tuple[str, dict[str, str]]) -> tuple[list[Line], list[Value]]:
    """Lines right below one another, and an address of each that has parts."""
    lines = [at(text, 30, 30 + 24 * number, "x") for number, (text, _) in enumerate(rows)]
    spans = [Span(number, 0, len(text)) for number, (text, _) in enumerate(rows)]
    return lines, [
        Value("adr", text, (span,), parts, 0.9) for span, (text, parts) in zip(spans, rows, strict=True) if parts
    ]


@pytest.mark.parametrize(
    ("town", "rest", "several"),
    [
        ("Plot 4, Kelp Street, Entebbe (U)", "Plot 9, Tarna Road, Ruva", True),
        ("4 Kelp Street, Entebbe, Uganda", "9 Tarna Road", True),
        ("4 Kelp Street, Entebbe", "2nd Floor, Kelp House", False),
        ("4 Kelp Street, Entebbe", "Kelp House", False),
        ("Entebbe", "4 Kelp Street", False),
    ],
)
def test_what_ends_with_a_town_and_what_begins_with_a_house_are_two(town: str, rest: str, several: bool) -> None:
    parts = {"street": town.partition(", Entebbe")[0] if "," in town else "", "city": "Entebbe"}
    more = {"country": "Uganda"} if "Uganda" in town else {}
    lines, halves = stacked((town, {**parts, **more}), (rest, {"street": rest}))
    assert len(whole(halves, lines)) == 1 + several


@pytest.mark.parametrize(("comma", "count"), [(",", 1), ("", 2)])
def test_a_postcode_and_a_region_with_a_comma_behind_go_on(comma: str, count: int) -> None:
    first = {"code": "443199", "city": "Тарновская", "street": "обл."}
    rest = "г. Кельпск, ул. Тарновая, 9", {"city": "Кельпск", "street": "ул. Тарновая, 9"}
    lines, halves = stacked((f"443199, Тарновская обл.{comma}", first), rest)
    assert len(whole(halves, lines)) == count


def test_of_three_parts_of_an_address_each_finds_the_others() -> None:
    town = {"street": "Nr. Kelp Circle", "city": "Tarnby", "code": "15"}
    lines, parts = stacked(
        ("Quay House", {"street": "Quay House"}),
        ("2nd Floor", {"street": "2nd Floor"}),
        ("Nr. Kelp Circle, Tarnby-15", town),
    )
    (adr,) = whole(parts, lines)
    assert adr.text == "Quay House, 2nd Floor, Nr. Kelp Circle, Tarnby-15"


def test_names_of_countries_are_no_half_of_an_address() -> None:
    lines, parts = stacked(
        ("U.K., CANADA, UAE", {"country": "U.K., CANADA, UAE"}),
        ("4 Quay Road", {"street": "4 Quay Road"}),
        ("Nr. Kelp Circle, Tarnby-15", {"street": "Nr. Kelp Circle", "city": "Tarnby", "code": "15"}),
    )
    assert [v.text for v in whole(parts, lines)] == ["U.K., CANADA, UAE", "4 Quay Road, Nr. Kelp Circle, Tarnby-15"]


def test_a_line_with_a_telephone_number_parts_two_addresses() -> None:
    town, street = {"street": "ul. Kelp 4", "city": "Tarnby"}, {"street": "ul. Quay 7"}
    lines, parts = stacked(("ul. Kelp 4, Tarnby", town), ("tel. 71 311 15 05", {}), ("ul. Quay 7", street))
    assert len(whole(parts, lines)) == 2
    lines, parts = stacked(("ul. Kelp 4, Tarnby", town), ("Quay House", {"street": "Quay House"}))
    assert len(whole(parts, lines)) == 1


def test_branches_of_a_list_and_what_stands_below_it_are_no_halves() -> None:
    rows = ["Shop: Kelp Rd Nakuru, tel: 614253", "Works: Tarna Phase II, tel: 614250", "PO Box 61 Nakuru"]
    lines = [at(row, 30, 30 + 24 * number, "x") for number, row in enumerate(rows)]
    shop = Value("adr", "Kelp Rd Nakuru", (Span(0, 6, 20),), {"street": "Kelp Rd", "city": "Nakuru"}, 0.9)
    works = Value("adr", "Tarna Phase II", (Span(1, 7, 21),), {"street": "Tarna Phase II"}, 0.9)
    box = Value("adr", "PO Box 61 Nakuru", (Span(2, 0, 16),), {"street": "PO Box 61", "city": "Nakuru"}, 0.9)
    assert len(whole([shop, works, box], lines)) == 3
    assert len(whole([works, box], lines)) == 1  # one line is no list: its box stands below it


def test_an_address_in_another_script_is_no_half() -> None:
    town = {"street": "P.O. Box 93", "city": "Tarnby"}
    lines, said_twice = stacked(("P.O. Box 93, Tarnby", town), ("طريق كلب 206", {"street": "طريق كلب 206"}))
    assert len(whole(said_twice, lines)) == 2


@pytest.mark.parametrize(
    ("text", "tags", "value"),
    [
        ("Ostrel Boats L.L.C.", ("org",) * 3, "Ostrel Boats L.L.C."),
        ("Ostrel Boats Ltd.", ("org",) * 3, "Ostrel Boats Ltd."),
        ("Ostrel Boats.", ("org",) * 2, "Ostrel Boats"),
        ("Harbour Master.", ("title",) * 2, "Harbour Master"),
        ("B.E.", ("suffix",), "B.E."),
        ("Orsolya Tarn (Mrs.)", ("given", "family", "prefix", "prefix", "other"), "Orsolya Tarn (Mrs.)"),
        ("(Orsolya Tarn)", ("other", "given", "family", "other"), "Orsolya Tarn"),
    ],
)
def test_signs_at_the_end_stay_where_they_are_its_own(text: str, tags: tuple[str, ...], value: str) -> None:
    lines = [at(text, 30, 30, "x")]
    assert [v.text for v in values(lines, told(lines, *tags))] == [value]


def test_a_family_name_that_a_word_joins_to_the_one_before_is_the_same_person_s() -> None:
    lines = [at("Rui Brandilho e Sarnadas", 30, 30, "x")]
    for third in ("other", "family"):
        found = values(lines, told(lines, "given", "family", third, "family", begins=(0, 3)))
        (one,) = named(found, lines)
        assert (one.text, one.parts) == (
            "Rui Brandilho e Sarnadas",
            {"given": "Rui", "family": "Brandilho e Sarnadas"},
        )
    for text in ("Rui Brandilho, Sarnadas", "Rui Brandilho e Ana Sarnadas"):
        other = [at(text, 30, 30, "x")]
        tags = ["given", "family", "other", *(["given"] if "Ana" in text else []), "family"]
        found = values(other, told(other, *tags, begins=(0, 3)))
        assert len(named(found, other)) == 2


@pytest.mark.parametrize("joint", ["&", "+", "/"])
def test_a_couple_shares_the_family_name_that_is_printed_once(joint: str) -> None:
    lines = [at(f"Orsolya {joint} Edda Brackwyth", 30, 30, "x")]
    found = values(lines, told(lines, "given", "other", "given", "family", begins=(0, 2)))
    one, two = named(found, lines)
    assert (one.text, one.parts) == ("Orsolya Brackwyth", {"given": "Orsolya", "family": "Brackwyth"})
    assert two.text == "Edda Brackwyth"
    assert [lines[s.line].text[s.start : s.end] for s in one.spans] == ["Orsolya", "Brackwyth"]


@pytest.mark.parametrize("joint", ["&", "/"])
def test_the_second_of_two_given_names_is_not_the_family_name_of_a_couple(joint: str) -> None:
    lines = [at(f"Orsolya {joint} Ana Paula", 30, 30, "x")]
    found = values(lines, told(lines, "given", "other", "given", "family", begins=(0, 2)))
    assert [v.text for v in named(found, lines)] == ["Orsolya", "Ana Paula"]


@pytest.mark.parametrize("last", ["family", "given"])
@pytest.mark.parametrize("dash", ["-", "–"])
def test_two_family_names_with_a_dash_between_are_one_person_s(dash: str, last: str) -> None:
    lines = [at(f"Edda Tarnowska {dash} Brackwyth", 30, 30, "x")]
    found = values(lines, told(lines, "given", "family", "other", last, begins=(0, 3)))
    (one,) = named(found, lines)
    assert (one.text, one.parts["family"]) == (f"Edda Tarnowska {dash} Brackwyth", f"Tarnowska {dash} Brackwyth")


def test_who_stands_below_or_has_a_family_name_keeps_their_own() -> None:
    apart = [at("Orsolya", 30, 30, "x"), at("Edda Brackwyth", 30, 70, "x")]
    found = values(apart, told(apart, "given", "given", "family", begins=(0, 1)))
    assert [v.text for v in named(found, apart)] == ["Orsolya", "Edda Brackwyth"]
    full = [at("Orsolya Tarn & Edda Brackwyth", 30, 30, "x")]
    found = values(full, told(full, "given", "family", "other", "given", "family", begins=(0, 3)))
    assert [v.text for v in named(found, full)] == ["Orsolya Tarn", "Edda Brackwyth"]


def test_a_word_that_is_drawn_into_a_title_is_of_the_title_beside_it() -> None:
    lines = [at("Orsolya Jefe", 30, 30, "x")]
    chances = told(lines, "title", "title", begins=(0, 1), doubt={0: "given"})
    chances.tags[0, [TAGS.index("title"), TAGS.index("given")]] = 0.33, 0.64
    assert [(v.kind, v.text) for v in values(lines, chances)] == [("title", "Orsolya Jefe")]


def test_what_is_hardly_an_address_is_a_half_on_a_line_of_the_other_alone() -> None:
    lines, parts = stacked(("Kelp PPR", {"street": "Kelp PPR"}), ("9 Quay Road, Tarnby", {"city": "Tarnby"}))
    parts[0] = replace(parts[0], likely=0.3)
    assert [v.text for v in whole(parts, lines, 0.4)] == ["Kelp PPR", "9 Quay Road, Tarnby"]
    parts[0] = replace(parts[0], spans=(Span(1, 0, 6),))
    [adr] = whole(parts, lines, 0.4)
    assert adr.likely == 0.4


def test_a_post_box_with_a_postcode_of_its_own_is_an_address() -> None:
    house = ("4 Quay Road, Tarnby, 6045", {"street": "4 Quay Road", "city": "Tarnby", "code": "6045"})
    lines, parts = stacked(house, ("PO Box 274, Ostrel 6057", {"street": "PO Box 274, Ostrel 6057"}))
    assert len(whole(parts, lines)) == 2
    lines, parts = stacked(house, ("PO Box 274, Ostrel", {"street": "PO Box 274, Ostrel"}))
    assert len(whole(parts, lines)) == 1


def test_rooms_of_china_belong_to_the_house_above_them() -> None:
    house = ("香港九龍栗波道27號", {"country": "香港", "city": "九龍", "street": "栗波道27號"})
    rooms = {"city": "栗波", "street": "工業中心8樓C3室"}
    lines, parts = stacked(house, ("栗波工業中心8樓C3室", rooms))
    [adr] = whole(parts, lines)
    assert adr.parts["city"] == "九龍"
    lines, parts = stacked(house, ("栗波路5號8樓C3室", rooms))  # it has a house of its own
    assert len(whole(parts, lines)) == 2
