"""What spells a name in another script is that name. All people and companies are invented."""

import pytest

from cardscan.enrich.spelt_apart import settled
from cardscan.model import Contact, Field

PERSON = Field("Kshitij Velankar", "Kshitij Velankar", 0.9, True, parts={"given": "Kshitij", "family": "Velankar"})


@pytest.mark.parametrize("kind", ["title", "dept"])
def test_what_spells_the_person_is_no_title_and_no_department(kind: str) -> None:
    other = Field("क्षितिज वेलणकर", "क्षितिज वेलणकर", 0.8, True)
    contact = settled(Contact(fn=(PERSON,), **{kind: (other, Field("Harbour Master"))}))
    assert [name.value for name in contact.fn] == ["Kshitij Velankar", "क्षितिज वेलणकर"]
    assert contact.fn[1].parts == {"given": "क्षितिज", "family": "वेलणकर"}
    assert not contact.fn[1].sure
    assert [field.value for field in getattr(contact, kind)] == ["Harbour Master"]


def test_what_spells_the_company_is_nobody_s_name() -> None:
    company = Field("गंगा पुस्तक भंडार")
    brand = Field(
        "Ganga Pustak Bhandar", confidence=0.9, sure=True, parts={"given": "Ganga", "family": "Pustak Bhandar"}
    )
    number = Field("+91 90000 55123", person=1)
    contact = settled(Contact(fn=(brand, PERSON), org=(company,), tel=(number,)))
    assert [name.value for name in contact.fn] == ["Kshitij Velankar"]
    assert [org.value for org in contact.org] == ["गंगा पुस्तक भंडार", "Ganga Pustak Bhandar"]
    assert contact.org[1].parts == {} and not contact.org[1].sure
    assert contact.tel[0].person == 0


def test_a_company_called_after_the_person_leaves_them_their_name_in_both_scripts() -> None:
    names = (PERSON, Field("क्षितिज वेलणकर"))
    contact = Contact(fn=names, org=(Field("क्षितिज वेलणकर"),))
    assert settled(contact) == contact


def test_what_spells_nobody_stays() -> None:
    contact = Contact(fn=(PERSON,), title=(Field("प्रधानाचार्य"), Field("Principal")), org=(Field("ज्ञान विद्यालय"),))
    assert settled(contact) == contact


@pytest.mark.parametrize(("latin", "end"), [("Samer Qasimari", "ي"), ("Samer Qasimara", "ى")])
def test_the_end_of_an_arabic_name_is_settled_by_its_latin_letters(latin: str, end: str) -> None:
    arabic = Field("سامر القاسمرى", parts={"given": "سامر", "family": "القاسمرى"}, sure=True)
    first = settled(Contact(fn=(arabic, Field(latin)))).fn[0]
    assert first.value == "سامر القاسمر" + end
    assert first.parts["family"] == "القاسمر" + end
    assert first.sure == (end == "ى")
