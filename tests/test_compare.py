"""Whether two cards are one person's: certain, likely, or not."""

from dataclasses import replace

import made
import pytest

from cardscan.connections.likeness.compare import Likeness, Verdict, compare
from cardscan.connections.likeness.keys import keys
from cardscan.connections.likeness.weights import Frequencies
from cardscan.model import Contact, Field

CELL = made.field("+4520123456", type="cell")
DESK = made.field("+4533123401", type="work")
MAIL = made.field("ottoline@brackwyth.example")
#: A book of many people in which "Anna" and "Schmidt" are common, and nothing else is.
LARGE = Frequencies(20_000, {"w:anna": 300, "w:schmidt": 150})


def carrying(counts: dict[str, int]) -> Frequencies:
    return Frequencies(LARGE.people, {**LARGE.carriers, **counts})


def person(name: str = "Ottoline Brackwyth", **more: object) -> Contact:
    given, _, family = name.partition(" ")
    fn = (made.field(name, parts={"given": given, "family": family}),) if name else ()
    return replace(made.contact(name), **{"fn": fn, "tel": (CELL,), "email": (MAIL,), **more})


def elsewhere(name: str = "Ottoline Brackwyth", **more: object) -> Contact:
    other = {"org": (made.field("Tidewell"),), "tel": (), "email": (made.field("x@tidewell.example"),)}
    return person(name, **{**other, **more})


def verdict(known: Contact, new: Contact, book: Frequencies = LARGE) -> Verdict:
    return compare(known, new, book).verdict


def test_the_same_card_is_known_with_the_reasons() -> None:
    found = compare(person(), person(), LARGE)
    assert found.verdict is Verdict.SAME_CARD
    assert set(found.reasons[:3]) == {"same name", "same e-mail address", "same mobile number or extension"}
    assert "same company" in found.reasons


def test_a_second_reading_of_a_card_may_be_poor() -> None:
    poor = person("Ottoline Brackwylh", org=(made.field("Braekwyth & Sonner"),), title=())
    assert verdict(person(), poor) is Verdict.SAME_CARD
    assert verdict(person(), person(tel=(), title=(made.field("Head ol Tides"),))) is Verdict.SAME_CARD
    assert verdict(person(), person(email=(made.field("ottoIine@brackwyth.example"),))) is Verdict.SAME_CARD


@pytest.mark.parametrize(
    "new",
    [
        person(title=(made.field("Director of Canals"),)),
        person(org=(made.field("Tidewell"),), email=(made.field("o@tidewell.example"),)),
        person(tel=(made.field("+4529999999", type="cell"),), email=(made.field("info2@brackwyth.example"),)),
        person("O. Brackwyth"),
        person("Ottoline Quill"),
    ],
)
def test_what_a_card_says_otherwise_is_a_question(new: Contact) -> None:
    assert verdict(person(), new) is Verdict.LIKELY


def test_a_new_job_is_known_by_the_cell_or_by_a_rare_name_with_more() -> None:
    assert verdict(person(), elsewhere(tel=(CELL,))) is Verdict.LIKELY
    city = (Field("1 Kaj, Aarhus", parts={"city": "Aarhus"}),)
    assert verdict(person(adr=city), elsewhere(adr=city)) is Verdict.LIKELY
    assert verdict(person("Anna Schmidt", adr=city), elsewhere("Anna Schmidt", adr=city)) is Verdict.NO
    assert verdict(person("Anna Schmidt"), elsewhere("Anna Schmidt", tel=(CELL,))) is Verdict.LIKELY


def test_a_common_name_alone_is_no_question() -> None:
    assert verdict(person("Anna Schmidt"), elsewhere("Anna Schmidt", title=())) is Verdict.NO
    small = Frequencies(10, {"w:anna": 1, "w:schmidt": 1})
    assert verdict(person("Anna Schmidt"), elsewhere("Anna Schmidt", title=()), small) is Verdict.NO


def test_two_of_one_name_in_one_company_are_never_one_silently() -> None:
    known = person("Anna Schmidt", tel=(), email=())
    assert verdict(known, known) is Verdict.SAME_CARD
    here = {f"c:{firm} {word}": 2 for firm in ("brackwyth sonner", "brackwyth.example") for word in ("anna", "schmidt")}
    two = {"n:anna schmidt": 2}
    assert verdict(known, known, carrying(two | here)) is not Verdict.SAME_CARD
    assert verdict(known, known, carrying(two)) is Verdict.SAME_CARD  # the other one is elsewhere
    numbered = person("Anna Schmidt", tel=(), email=(made.field("anna2@brackwyth.example"),))
    assert verdict(person("Anna Schmidt", tel=()), numbered) is not Verdict.SAME_CARD


def test_colleagues_are_two_people() -> None:
    main = made.field("+4533123400", type="work")
    shared = {"tel": (main,), "email": (made.field("info@brackwyth.example"),), "title": ()}
    book = carrying({"t:33123400": 5, "d:brackwyth.example": 9, "o:brackwyth sonner": 9})
    for one, other in [("Ottoline Brackwyth", "Perrin Quill"), ("Anna Brackwyth", "Ottoline Brackwyth"),
                       ("Anna Schmidt", "Anna Quill")]:  # fmt: skip
        assert verdict(person(one, **shared), person(other, **shared), book) is Verdict.NO


def test_a_couple_with_one_cell_are_two_people() -> None:
    assert verdict(person("Perrin Brackwyth", email=()), person("Ottoline Brackwyth", email=())) is Verdict.NO


@pytest.mark.parametrize(
    ("known", "new"), [("Lei Wang", "Lie Wang"), ("Jon Quill", "John Quill"), ("Amit Rao", "mit Rao")]
)
def test_a_short_name_that_is_misread_is_a_question(known: str, new: str) -> None:
    assert verdict(person(known), person(new)) is Verdict.LIKELY
    assert verdict(person(known), person(new, tel=(), email=())) is Verdict.NO


@pytest.mark.parametrize(
    ("one", "other", "mail"),
    [
        ("Anna Müller", "Peter Müller", "die.muellers@web.example"),
        ("Anna Müller", "Peter Müller", "anna.peter@web.example"),
        ("Anna Müller", "Peter Müller", "praxis@mueller.example"),
        ("Ute Brandt", "Jan Brandt", "nordhof@nordhof.example"),
    ],
)
def test_what_a_couple_shares_is_nobodys_own(one: str, other: str, mail: str) -> None:
    shared = {"email": (made.field(mail),), "adr": (Field("1 Kaj, Kiel", parts={"city": "Kiel"}),)}
    assert verdict(person(one, **shared), person(other, **shared), Frequencies(3)) is Verdict.NO


def test_who_goes_by_another_given_name_has_an_address_that_spells_one() -> None:
    own = {"email": (made.field("michael.wang@brackwyth.example"),)}
    assert verdict(person("Xiaoming Wang", **own), person("Michael Wang", **own)) is Verdict.LIKELY


@pytest.mark.parametrize(
    ("one", "other"),
    [("Jr.", "Sr."), ("Jun.", "Senior"), ("II", "III"), ("Junior", "III"), ("Ph.D., Jr.", "Sr., M.D.")],
)
def test_father_and_son_are_two_people(one: str, other: str) -> None:
    """Though all else is the same: the office, the address that both read, and no title."""
    for shared in ({"title": ()}, {"title": (), "email": (made.field("carver@brackwyth.example"),)}):
        father, son = (person("John Carver", suffix=(made.field(each),), **shared) for each in (one, other))
        assert verdict(father, son) is Verdict.NO
        assert verdict(son, person("John Carver", **shared)) is Verdict.LIKELY  # or the son, who left it out
        assert verdict(son, son) is Verdict.SAME_CARD
    in_name = person("John Quincy Carver Jr."), person("John Quincy Carver, Sr.")
    assert verdict(*in_name) is Verdict.NO


def test_a_name_that_is_short_for_nothing() -> None:
    for name in ("Kim Min Jun", "Amartya Kumar Sen", "Tom Senior"):
        assert verdict(person(name), person(name)) is Verdict.SAME_CARD


def test_one_name_in_two_branches_of_a_company_is_a_question() -> None:
    bare = {"title": (), "email": ()}
    here, there = (
        person("Anna Schmidt", tel=(made.field(number, type="work"),), adr=(Field(city, parts={"city": city}),), **bare)
        for number, city in (("+49895550101", "München"), ("+49405550102", "Hamburg"))
    )
    assert verdict(here, there) is Verdict.LIKELY
    assert verdict(here, replace(there, tel=here.tel)) is Verdict.LIKELY
    assert verdict(here, replace(there, adr=here.adr)) is Verdict.LIKELY
    assert verdict(here, here) is Verdict.SAME_CARD


def test_a_new_family_name_is_known_by_the_cell_or_the_desk() -> None:
    assert verdict(person(email=()), person("Ottoline Quill", email=())) is Verdict.LIKELY
    many = carrying({"t:33123401": 1, "d:brackwyth.example": 9, "o:brackwyth sonner": 9})
    assert verdict(person(tel=(DESK,)), person("Ottoline Quill", tel=(DESK,), email=()), many) is Verdict.LIKELY


def test_a_number_that_several_carry_is_nobodys_own() -> None:
    book = carrying({"t:20123456": 5})
    assert verdict(person(email=()), person("Ottoline Quill", email=(), title=()), book) is Verdict.NO


def test_cards_of_a_company_without_a_name() -> None:
    shop = person("", email=(made.field("info@brackwyth.example"),))
    assert verdict(shop, shop) is Verdict.SAME_CARD
    assert verdict(shop, replace(shop, org=(made.field("Tidewell"),), email=(), tel=())) is Verdict.NO
    assert verdict(shop, person("Perrin Quill", tel=(), email=())) is Verdict.NO


def test_without_a_name_the_address_asks() -> None:
    found = compare(person(), person("", tel=()), LARGE)
    assert found.verdict is Verdict.LIKELY
    assert found.reasons[0] == "same e-mail address"


def test_nothing_is_like_nothing() -> None:
    assert compare(Contact(), Contact()) == Likeness(Verdict.NO, compare(Contact(), Contact()).score)
    assert keys(Contact()) == frozenset()
