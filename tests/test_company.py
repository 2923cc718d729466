import pytest

from cardscan.enrich.company import complete, respell
from cardscan.model import Contact, Field, Line, Reading

BOX = ((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0))


def spelled(org: str, email: str, confidence: float = 0.8, agreed: bool = False) -> str:
    contact = Contact(org=(Field(org, raw=org),), email=(Field(email),))
    line = Line(org, confidence, BOX, (0, 0, 1, 1), agreed=agreed)
    return respell(contact, "", [line]).org[0].value


@pytest.mark.parametrize(
    ("read", "email", "meant"),
    [
        ("Brnklund", "ann@branklund.se", "Branklund"),
        ("Quillvanne", "ann@quillvane.io", "Quillvane"),
        ("VELT0RA Foods", "x@veltorafoods.it", "VELTORA Foods"),
        ("Ostrava Linnen", "x@ostravalinen.cz", "Ostrava Linen"),
    ],
)
def test_a_misread_logo_is_spelled_as_its_domain(read, email, meant):
    assert spelled(read, email) == meant


@pytest.mark.parametrize(
    ("read", "email"),
    [
        ("Branklund", "ann@gmail.com"),
        ("Veltora", "ann@veltora.it"),
        ("Ostrava Linen Works", "ann@otherdomain.cz"),
        ("Veltora Foods International", "ann@veltorafoods.it"),
        ("Veltal Al Ostrava Est.", "ann@veltalostrava.com"),  # the article is left out of it, and was not read wrong
        ("Veltand and Ostrava Est.", "ann@veltandostrava.com"),
    ],
)
def test_a_name_that_says_more_or_else_than_the_domain_stays(read, email):
    assert spelled(read, email) == read


def test_what_was_read_surely_stays():
    assert spelled("Brnklund", "ann@branklund.se", agreed=True) == "Brnklund"
    assert spelled("Brnklund", "ann@branklund.se", confidence=0.99) == "Brnklund"


@pytest.mark.parametrize(("seen", "meant"), [("VELTORAS Srl", "VELTORAS Srl"), ("VELTORA Srl", "VELTORA Srl")])
def test_a_letter_more_is_as_in_a_part_of_the_domain_where_a_reader_saw_it(seen, meant):
    readings = (Reading("rapidocr", "VELTORA Srl", 0.8), Reading("tesseract", seen, 0.8))
    line = Line("VELTORA Srl", 0.8, BOX, (0, 0, 1, 1), agreed=False, readings=readings)
    field = Field("VELTORA Srl", raw="VELTORA Srl", box=BOX)
    contact = Contact(org=(field,), email=(Field("x@veltoras-boats.ro"),))
    assert respell(contact, "", [line]).org[0].value == meant


def test_the_reason_is_kept():
    field = respell(Contact(org=(Field("Brnklund"),), email=(Field("a@branklund.se"),)), "", []).org[0]
    assert "branklund" in field.origin


@pytest.mark.parametrize(
    ("read", "email", "meant"),
    [
        ("DOCKRAY", "x@xeld-dockray.com", "XELD DOCKRAY"),
        ("Dockray", "x@quellmott-dockray.com", "Quellmott Dockray"),
        ("Dockray", "x@dockray-boats.com", "Dockray"),  # the domain says more, but nothing was cut off in front
        ("Dockray Boats", "x@mail-dockrayboats.com", "Dockray Boats"),  # "mail" is no name
        ("Dockray", "x@queldockray.com", "Dockray"),
    ],
)
def test_the_part_in_front_that_a_hyphen_parts_is_completed(read, email, meant):
    contact = Contact(org=(Field(read, raw=read),), email=(Field(email),))
    assert complete(contact, "", []).org[0].value == meant


def test_a_word_more_is_not_misread():
    assert spelled("3º Tarn de", "x@3tarn.br") == "3º Tarn de"
    assert spelled("3º Kelpwick", "x@3kelpwick.br") == "3º Kelpwick"


def test_a_domain_that_many_words_may_make_is_settled_in_no_time() -> None:
    name = " ".join(["aa"] * 40)  # in more ways than could be tried
    assert spelled(name, f"ann@{'a' * 60}.se") == name
    assert spelled(f"{name} Kelp", f"ann@{'a' * 61}.se") == f"{name} Kelp"
