"""What speaks for a value being right."""

from dataclasses import replace

from printed import at, printed

from cardscan.enrich.signs import COMMON, KINDS, signs
from cardscan.enrich.sure import calibration, may_be_sure
from cardscan.model import Contact, Field, Line

NAME = Field("Edda Brackwyth", "Edda Brackwyth", 0.9, origin="tesseract+rapidocr")
MAIL = Field("edda@kelpwick.dk", "edda@kelpwick.dk", 0.9, origin="rapidocr")


def test_every_kind_has_the_common_signs_and_its_weights() -> None:
    for kind in KINDS:
        found = signs(kind, NAME, Contact(fn=(NAME,)), True, ())
        assert set(COMMON) <= set(found) == set(calibration().weights[kind])


def test_readers_that_agree_are_told_from_one() -> None:
    assert signs("fn", NAME, Contact(), True, ())["both"] == 1
    assert signs("email", MAIL, Contact(), True, ())["both"] == 0
    assert signs("fn", NAME, Contact(), True, printed("Edda Brackwyth"))["alone"] == 1


def test_how_alike_the_readers_texts_are() -> None:
    alike = signs("fn", NAME, Contact(), True, [at("Edda Brackwyth", 0, 0, "Edda Brackwyt")])["alike"]
    unlike = signs("fn", NAME, Contact(), True, [at("Edda Brackwyth", 0, 0, "~~|")])["alike"]
    assert 0.9 < alike < 1 and unlike < 0.2


def test_a_name_that_the_address_holds() -> None:
    assert signs("fn", NAME, Contact(email=(MAIL,)), True, ())["owner"] == 1
    assert signs("fn", NAME, Contact(), True, ())["owner"] == 0


def test_half_of_a_line_is_told_where_the_rest_is_no_field() -> None:
    title = Field("Head of Tides", "Head of Tides", 0.9)
    lines = printed("Head of Tides | Harbour work")
    assert signs("title", title, Contact(title=(title,)), True, lines)["part"] == 1
    other = Field("Harbour work", "Harbour work", 0.5)
    assert signs("title", title, Contact(title=(title, other)), True, lines)["part"] == 0  # each is a title
    assert signs("org", other, Contact(org=(other, title)), True, lines)["part"] == 1
    lines = printed("Edda Brackwyth, Head of Tides")
    assert signs("title", title, Contact(fn=(NAME,), title=(title,)), True, lines)["part"] == 0


def test_a_company_that_the_domain_bears_out() -> None:
    whole, half = (Field(name, name) for name in ("Kelpwick", "Kelpwick Boats"))
    found = [signs("org", f, Contact(email=(MAIL,)), True, ()) for f in (whole, half)]
    assert [(f["whole"], f["within"]) for f in found] == [(1, 1), (0, 1)]


def two(text: str, other: str) -> list[Line]:
    return [at(text, 0, 0, other)]


def test_what_readers_dispute_needs_the_rest_of_the_card() -> None:
    number = Field("+4532123456", "32 12 34 56", 0.9, origin="rapidocr")
    lines = two("32 12 34 56", "32 12 34 66")
    assert signs("tel", number, Contact(tel=(number,)), True, lines)["disputed"] == 1
    assert signs("tel", number, Contact(tel=(number,)), True, printed("32 12 34 56"))["disputed"] == 0  # one reader
    lines = two("edda@kelpwick.dk", "edda@keipwick.dk")
    site = Field("www.kelpwick.dk", "www.kelpwick.dk", 0.9)
    assert signs("email", MAIL, Contact(email=(MAIL,), url=(site,)), True, lines)["disputed"] == 1
    assert signs("email", MAIL, Contact(fn=(NAME,), email=(MAIL,), url=(site,)), True, lines)["disputed"] == 0
    name = Field("Edda Brackwyth", "Edda Brackwyth", 0.9, origin="rapidocr")
    lines = two("Edda Brackwyth", "Edda Brackwyfh")
    assert signs("fn", name, Contact(fn=(name,), email=(MAIL,)), True, lines)["disputed"] == 1
    whole = Field("edda.brackwyth@kelpwick.dk", "", 0.9)
    assert signs("fn", name, Contact(fn=(name,), email=(whole,)), True, lines)["disputed"] == 0


def test_a_name_in_letters_of_a_logo_and_one_that_may_be_the_company() -> None:
    tall = replace(at("Edda Brackwyth", 0, 0), place=(0, 0, 300, 60))
    lines = [tall, *printed("Head of Tides", "Kelpwick Boats", "12 Mill Lane")]
    company = Field("Kelpwick Boats", "Kelpwick Boats")
    assert signs("fn", NAME, Contact(org=(company,)), True, lines)["tall"] == 1
    assert signs("fn", NAME, Contact(org=(company,)), True, printed("Edda Brackwyth", "Tides"))["tall"] == 0
    assert signs("fn", NAME, Contact(org=(company,)), True, lines)["nameless"] == 0
    assert signs("fn", NAME, Contact(), True, lines)["nameless"] == 1


def test_a_title_beside_the_name() -> None:
    title = Field("Head of Tides", "Head of Tides", 0.9)
    near, far = printed("Edda Brackwyth", "Head of Tides"), printed("Edda Brackwyth", "", "", "Head of Tides")
    assert signs("title", title, Contact(fn=(NAME,), title=(title,)), True, near)["beside"] == 1
    assert signs("title", title, Contact(fn=(NAME,), title=(title,)), True, far)["beside"] == 0


def test_an_address_that_goes_on() -> None:
    town = Field("Kelpwick CA28 9ZZ", "Kelpwick CA28 9ZZ", 0.9)
    street = Field("Kelpwick Boats", "Kelpwick Boats")
    lines = printed("Kelpwick Boats", "Kelpwick CA28 9ZZ")
    lines = (replace(lines[0], place=(30, 34, 190, 54)), lines[1])
    assert signs("adr", town, Contact(adr=(town,)), True, lines)["goes_on"] == 1
    assert signs("adr", town, Contact(adr=(town,), org=(street,)), True, lines)["goes_on"] == 0
    half = Field("Tarn Quay", "Tarn Quay", 0.9)
    assert signs("adr", half, Contact(adr=(half,)), True, printed("Tarn Quay, Sails and Ropes"))["part"] == 1
    assert signs("adr", half, Contact(adr=(half,)), True, printed("Tarn Quay, Tarn"))["part"] == 0


def test_what_only_one_reader_has_letters_for_was_read_by_it_alone() -> None:
    hangul = Field("세종대로 12", "세종대로 12", 0.9, origin="tesseract")
    assert signs("adr", hangul, Contact(adr=(hangul,)), True, two("세종대로 12", "A 12"))["classic"] == 1
    assert signs("fn", NAME, Contact(), True, two("Edda Brackwyth", "Edda Brackwyt"))["classic"] == 0


def test_what_is_rather_something_else_is_never_sure() -> None:
    doubtful = replace(NAME, confidence=0.4)
    found = signs("fn", doubtful, Contact(fn=(doubtful,), email=(MAIL,)), True, printed("Edda Brackwyth"))
    assert found["unlikely"] == 1 and not may_be_sure(found)
    found = signs("fn", NAME, Contact(fn=(NAME,), email=(MAIL,)), True, printed("Edda Brackwyth"))
    assert found["unlikely"] == 0 and may_be_sure(found)


def test_a_company_below_which_stands_more_of_what_it_does() -> None:
    company = Field("Kelpwick Boats", "Kelpwick Boats", 0.9)
    lines = printed("Kelpwick Boats", "Services", "12 Mill Lane")
    lines = (lines[0], replace(lines[1], place=(30, 52, 118, 72)), lines[2])
    assert signs("org", company, Contact(org=(company,)), True, lines)["wants"] == 1
    whole = Field("Kelpwick Boats Services", "Kelpwick Boats Services", 0.9)
    assert signs("org", whole, Contact(org=(whole,)), True, lines)["wants"] == 0
    far = (lines[0], replace(lines[1], place=(30, 152, 118, 172)), lines[2])
    assert signs("org", company, Contact(org=(company,)), True, far)["wants"] == 0
