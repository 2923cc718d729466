"""Which card is the back of which."""

from datetime import datetime, timedelta

import made
import pytest

from cardscan.connections.likeness.sides import Met, OneCard, Sheet, Side, back_of, likely_sides
from cardscan.model import Contact

TAKEN = datetime(2026, 10, 2, 18, 5)  # noqa: DTZ001 - the camera's local time
FRONT = made.contact(org="Brackwyth & Sønner")


def verdict(front: Contact, back: Contact, adjacent: bool = True) -> OneCard:
    return back_of(front, back, adjacent).verdict


@pytest.mark.parametrize(
    "back",
    [
        Contact(org=(made.field("Brackwyth & Sønner A/S"),)),
        Contact(url=(made.field("www.brackwyth.example"),)),
        Contact(tel=(made.field("+4533123456", type="work"), made.field("+4533123499", type="fax"))),
        Contact(email=(made.field("info@brackwyth.example"),), adr=(made.field("Tide Quay 3"),)),
        Contact(org=(made.field("Tides International"),), url=(made.field("brackwyth.example/en"),)),
    ],
)
@pytest.mark.parametrize("adjacent", [True, False])
def test_nobody_on_it_and_something_shared_is_certain(back: Contact, adjacent: bool) -> None:
    assert verdict(FRONT, back, adjacent) is OneCard.CERTAIN


def test_why() -> None:
    back = Contact(org=(made.field("Brackwyth & Sønner"),), tel=(made.field("+4533123456"),))
    assert back_of(FRONT, back, True) == Side(OneCard.CERTAIN, ("same number", "same company", "nobody named on it"))


def test_next_in_order_with_nobody_on_it_is_likely() -> None:
    for back in (Contact(), Contact(adr=(made.field("Tide Quay 3"),)), Contact(org=(made.field("Eel Imports"),))):
        assert verdict(FRONT, back) is OneCard.LIKELY
        assert verdict(FRONT, back, adjacent=False) is OneCard.NO


def test_a_whole_card_of_another_company_is_no_back() -> None:
    back = made.contact("", org="Eel Imports", title=(), email=(made.field("info@eel.example"),),
                        tel=(made.field("+4544000000"),))  # fmt: skip
    assert verdict(FRONT, back) is OneCard.NO


def test_the_card_of_someone_else_of_the_company_is_no_back() -> None:
    colleague = made.contact("Zdislav Kvapilík", email=(made.field("zdislav@brackwyth.example"),),
                             tel=(made.field("+4533123456"),))  # fmt: skip
    assert verdict(FRONT, colleague) is OneCard.NO
    nameless = made.contact("", title=(made.field("Keeper of Locks"),), email=colleague.email, tel=())
    assert verdict(FRONT, nameless) is OneCard.LIKELY  # perhaps a name that was not read
    assert verdict(FRONT, nameless, adjacent=False) is OneCard.NO


def test_an_address_that_spells_another_name_is_someone_elses() -> None:
    front = made.contact(email=(), tel=(), title=())
    back = Contact(email=(made.field("zdislav.kvapilik@brackwyth.example"),), org=front.org)
    assert verdict(front, back) is not OneCard.CERTAIN
    own = Contact(email=(made.field("ottoline.brackwyth@tides.example"),))
    assert back_of(front, own, True) == Side(OneCard.CERTAIN, ("the name in the e-mail address", "nobody named on it"))


def test_a_front_without_contact_data_and_its_back_with_all_of_it() -> None:
    front = Contact(fn=FRONT.fn, org=(made.field("Brackwyth"),))
    assert (
        verdict(front, Contact(tel=FRONT.tel, email=FRONT.email, adr=(made.field("Tide Quay 3"),))) is OneCard.CERTAIN
    )


def test_the_same_name_in_two_languages() -> None:
    back = made.contact(title=(made.field("Leiterin Gezeiten"),))
    assert verdict(FRONT, back) is OneCard.CERTAIN
    alone = made.contact(org="", email=(), tel=(), title=())  # no card says nothing more on either side
    assert verdict(FRONT, alone) is OneCard.CERTAIN
    assert verdict(FRONT, alone, adjacent=False) is OneCard.NO
    at_home = made.contact(org="", email=(), tel=(made.field("+4544000000", type="home"),), title=())
    assert verdict(FRONT, at_home) is OneCard.LIKELY  # or a namesake


NAMESAKE = made.contact(org="Praxis am Siel", title=(made.field("Ärztin"),), tel=(made.field("+49405550177"),),
                        email=(made.field("praxis@siel.example"),))  # fmt: skip


def test_someone_of_the_same_name_is_no_back() -> None:
    """What speaks against it is the company; in one company the mobile or the address, and it is asked."""
    assert verdict(FRONT, NAMESAKE) is OneCard.NO
    cell = made.field("+4529999999", type="cell")
    for own in ({"tel": (cell,), "email": ()}, {"tel": (), "email": (made.field("ottoline2@brackwyth.example"),)}):
        colleague = made.contact(**own)
        assert verdict(FRONT, colleague) is OneCard.LIKELY
        assert verdict(FRONT, colleague, adjacent=False) is OneCard.NO


def test_the_son_is_not_the_back_of_the_father() -> None:
    father, son = (made.contact(suffix=(made.field(each),), email=(), title=()) for each in ("Sr.", "Jr."))
    assert verdict(father, son) is OneCard.NO


def test_an_office_that_shares_the_switchboard_is_asked_about() -> None:
    office = Contact(org=(made.field("Kanzlei Fuchs"),), tel=(made.field("+4533123456"),))
    assert verdict(FRONT, office) is OneCard.LIKELY
    assert verdict(FRONT, office, adjacent=False) is OneCard.NO


def test_the_name_in_another_script() -> None:
    kanji = made.field("岡田 汐里", parts={"family": "岡田", "given": "汐里"})
    same = Contact(fn=(kanji,), org=(made.field("汐株式会社"),), email=FRONT.email)
    assert verdict(FRONT, same) is OneCard.CERTAIN
    company = Contact(fn=(kanji,), url=(made.field("brackwyth.example"),))
    assert verdict(FRONT, company) is OneCard.LIKELY  # or a colleague
    assert verdict(FRONT, Contact(fn=(kanji,))) is OneCard.NO
    cyrillic = Contact(fn=(made.field("Оттолина Бракуит"),), email=FRONT.email)
    assert verdict(FRONT, cyrillic) is OneCard.CERTAIN


def test_a_card_with_nobody_on_it_has_no_back() -> None:
    assert verdict(Contact(org=FRONT.org), Contact(org=FRONT.org)) is OneCard.NO


def sheet(name: str, *cards: int | None, minutes: float = 0, page: int = 0, **more: object) -> Sheet:
    mets = tuple(None if card is None else Met(card, card * 10) for card in cards)
    return Sheet(f"/photos/{name}", TAKEN + timedelta(minutes=minutes), page, mets)


def together(*sheets: Sheet) -> list[tuple[int, int, bool]]:
    return [(pair.front.meeting_id, pair.back.meeting_id, pair.adjacent) for pair in likely_sides(sheets)]


def test_the_next_photo_as_they_are_numbered() -> None:
    sheets = (sheet("IMG_10.jpg", 3), sheet("img_9.jpg", 2), sheet("IMG_8.jpg", 1))
    assert together(*sheets) == [(1, 2, True), (2, 3, True)]


def test_not_later_and_not_in_another_folder() -> None:
    assert together(sheet("1.jpg", 1), sheet("2.jpg", 2, minutes=4)) == []
    assert together(sheet("1.jpg", 1, minutes=2), sheet("2.jpg", 2)) == [(1, 2, True)]
    assert together(sheet("a/1.jpg", 1), sheet("b/2.jpg", 2)) == []


def test_without_a_time_the_order_has_to_do() -> None:
    [pair] = likely_sides([Sheet("/p/1.jpg", None, 0, (Met(1, 1),)), Sheet("/p/2.jpg", TAKEN, 0, (Met(2, 2),))])
    assert (pair.adjacent, pair.at_once) == (True, False)


def test_pages_of_a_scan() -> None:
    sheets = [Sheet("/p/scan.pdf", None, page, (Met(page, page),)) for page in (0, 1, 2)]
    assert [(pair.front.meeting_id, pair.at_once) for pair in likely_sides(sheets)] == [(0, True), (1, True)]


def test_two_on_one_photo_and_many() -> None:
    assert together(sheet("1.jpg", 1, 2)) == [(1, 2, True), (2, 1, True)]
    assert {adjacent for _, _, adjacent in together(sheet("1.jpg", 1, 2, 3))} == {False}
    assert together(sheet("1.jpg", 1, 2), sheet("2.jpg", 3))[2:] == [(1, 3, False), (2, 3, False)]


def test_what_lies_between_parts_and_what_is_turned_stays() -> None:
    assert together(sheet("1.jpg", 1), sheet("2.jpg"), sheet("3.jpg", 3)) == []
    assert together(sheet("1.jpg", 1), sheet("2.jpg", None), sheet("3.jpg", 3)) == []
    turned = Sheet("/photos/1.jpg", TAKEN, 0, (Met(1, 10, turned=True),))
    assert together(turned, sheet("2.jpg", 2)) == []
