"""Names told by addresses, where the card prints none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardscan.enrich.names import name_from_address, respell_as_mailed, respell_families
from cardscan.model import Contact, Field


def named(email: str) -> list[str]:
    contact = Contact(email=(Field(email, email, 0.99, True, "rapidocr"),))
    return [f.value for f in name_from_address(contact, "", ()).fn]


@pytest.mark.parametrize(
    ("email", "name"),
    [
        ("anna.kowalska@brackwyth.pl", "Anna Kowalska"),
        ("john_smith7@gmail.com", "John Smith"),
        ("sales.surat@brackwyth.in", ""),
    ],
)
def test_name_spelt_in_an_address(email: str, name: str) -> None:
    assert named(email) == ([name] if name else [])


def test_a_name_on_the_card_stands() -> None:
    contact = Contact(fn=(Field("Jo"),), email=(Field("anna.kowalska@brackwyth.pl"),))
    assert name_from_address(contact, "", ()) == contact


def test_it_is_never_sure_and_says_why() -> None:
    contact = Contact(email=(Field("anna.kowalska@brackwyth.pl", "", 0.99, True, "qr"),))
    (name,) = name_from_address(contact, "", ()).fn
    assert not name.sure and name.origin == "qr; enrich: spelt in the e-mail address"
    assert name.parts == {"given": "Anna", "family": "Kowalska"}


@given(st.text(max_size=30))
def test_any_address_is_looked_at_without_error(text: str) -> None:
    named(text)


@pytest.mark.parametrize(
    ("read", "country", "meant"),
    [
        ("NGUYN THỊ TÁN", "VN", "NGUYỄN THỊ TÁN"),  # the neural reader lacks the letter
        ("NGUYÊN THỊ TÁN", "VN", "NGUYỄN THỊ TÁN"),
        ("Pham Thị Tán", "VN", "Phạm Thị Tán"),
        ("Pham Thi Tan", "VN", "Pham Thi Tan"),  # printed without any mark
        ("NGUYÊN THỊ TÁN", "FR", "NGUYÊN THỊ TÁN"),
    ],
)
def test_family_names_of_vietnam_have_the_marks_that_readers_lose(read: str, country: str, meant: str) -> None:
    family, given_name = read.split(" ", 1)
    contact = Contact(fn=(Field(read, read, 0.9, parts={"family": family, "given": given_name}),))
    (name,) = respell_families(contact, country, ()).fn
    assert (name.value, name.parts["family"]) == (meant, meant.split()[0])


@pytest.mark.parametrize(
    ("read", "email", "meant"),
    [
        ("Pordis Ruvadottir", "thordis@kelp.is", "Þordis Ruvadottir"),
        ("Steinpor Ruvason", "ruvi.steinthor@kelp.is", "Steinþor Ruvason"),
        ("Edda TarnhauB", "e.tarnhauss@kelp.de", "Edda Tarnhauß"),
        ("Pordis Ruvadottir", "pordis@kelp.is", "Pordis Ruvadottir"),
        ("Pordis Ruvadottir", "office@kelp.is", "Pordis Ruvadottir"),
    ],
)
def test_a_letter_that_a_mailbox_spells_with_two_was_taken_for_another(read: str, email: str, meant: str) -> None:
    parts = dict(zip(("given", "family"), read.split(), strict=True))
    contact = Contact(fn=(Field(read, confidence=0.99, parts=parts),), email=(Field(email),))
    (name,) = respell_as_mailed(contact, "", ()).fn
    assert (name.value, " ".join(name.parts.values())) == (meant, meant)
