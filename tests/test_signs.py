"""What speaks for a value being right."""

from printed import at, printed

from cardscan.enrich.signs import COMMON, KINDS, signs
from cardscan.enrich.sure import calibration
from cardscan.model import Contact, Field

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
    assert signs("title", title, Contact(title=(title, other)), True, lines)["part"] == 1
    lines = printed("Edda Brackwyth, Head of Tides")
    assert signs("title", title, Contact(fn=(NAME,), title=(title,)), True, lines)["part"] == 0


def test_a_company_that_the_domain_bears_out() -> None:
    whole, half = (Field(name, name) for name in ("Kelpwick", "Kelpwick Boats"))
    found = [signs("org", f, Contact(email=(MAIL,)), True, ()) for f in (whole, half)]
    assert [(f["whole"], f["within"]) for f in found] == [(1, 1), (0, 1)]
