from cardscan.model import Card, Contact, Field
from cardscan.parse.people import split_people


def card(contact: Contact) -> Card:
    return Card(contact, (), ((0, 0), (1, 0), (1, 1), (0, 1)), 0)


def test_each_person_gets_what_is_theirs_and_what_is_the_companys():
    contact = Contact(
        fn=(Field("Ilse Brakkhorst"), Field("Odo Fenwright")),
        org=(Field("Brakkhorst & Fenwright"),),
        tel=(Field("+441", person=0), Field("+442", person=1), Field("+443")),
    )
    first, second = split_people(card(contact))
    assert [f.value for f in first.tel] == ["+441", "+443"]
    assert [f.value for f in second.tel] == ["+442", "+443"]
    assert first.org == second.org == contact.org
    assert [f.value for f in second.fn] == ["Odo Fenwright"]


def test_a_name_in_two_scripts_is_one_person():
    (person,) = split_people(card(Contact(fn=(Field("柊 蒼真"), Field("Soma Hiiragi")))))
    assert len(person.fn) == 2


def test_a_card_without_a_name_is_one_contact():
    contact = Contact(org=(Field("Brakkhorst"),))
    assert split_people(card(contact)) == (contact,)


def test_a_name_in_latin_and_arabic_letters_is_one_person():
    (person,) = split_people(card(Contact(fn=(Field("نوفل القاسمري"), Field("Nawfal Qasimari")))))
    assert len(person.fn) == 2
