"""Cards that name a company and no person: shown as such, not asked for notes, found, so written and read in vCards."""

import json
from dataclasses import replace

import made
import pytest
from conftest import Run
from met import NOW, meeting, person
from test_sync_card import person as synced_person
from test_sync_card import pushed

from cardscan.actions.let_go import bring_back, file_companies
from cardscan.connections.followup import agenda
from cardscan.connections.known import known
from cardscan.connections.standing import COMPANY, filed, held_back, is_company, is_waiting, waits_for_note
from cardscan.errors import InputError
from cardscan.export.jcard import jcard
from cardscan.export.outgoing import outgoing
from cardscan.export.vcard import vcard
from cardscan.model import Contact
from cardscan.person import Event, Filing, Note, Person
from cardscan.store import Store, open_store
from cardscan.sync.ours import ours
from cardscan.vcards.book import read_book
from cardscan.vcards.check import check
from cardscan.vcards.contact import contact_of

pytestmark = pytest.mark.both_engines

FAIR = Event(1, "Tide fair", NOW.date())
HOTEL = "Hotel Seerose GmbH"


def firm(name: str = HOTEL, **more: object) -> Contact:
    domain = "".join(filter(str.isalpha, name.lower()))
    tel = made.field(f"+4930{sum(map(ord, name))}4567", type="work")
    return made.contact(
        "", name, **{"title": (), "tel": (tel,), "email": (made.field(f"info@{domain}.example"),), **more}
    )


def hotel(*notes: Note, **more: object) -> Person:
    return replace(person(1, "", "", "", meeting(1, FAIR, *notes)), contact=firm(), **more)  # type: ignore[arg-type]


@pytest.fixture
def firms(db: str) -> None:
    """Three companies, and somebody of one of them."""
    with open_store(db) as store:
        for number, name in enumerate((HOTEL, "Bakkerij De Molen", "Kelpwright Boatyard")):
            store.save(made.photo(f"/{number}.jpg", made.card(firm(name))), [(firm(name),)], made.NOW)
        anna = made.contact("Anna Seerose", "Kelpwright Boatyard", tel=(), email=())
        store.save(made.photo("/anna.jpg", made.card(anna)), [(anna,)], made.NOW)


def test_what_a_company_is() -> None:
    assert is_company(firm())
    assert not is_company(firm(title=(made.field("Head of Tides"),)))  # it is someone's, whose name was not read
    assert not is_company(made.contact()) and not is_company(Contact())


def test_a_company_waits_to_be_filed_and_for_no_note() -> None:
    of = hotel()
    assert is_waiting(of) and not waits_for_note(of) and known(of).label == "company"
    assert not agenda([of], NOW).notes
    assert held_back(of) == "a company, without a note"
    done = hotel(filing=Filing("company", NOW))
    assert filed(done) == COMPANY and not is_waiting(done) and known(done).label == "company"
    assert held_back(done)  # a note makes it leave by itself, nothing else
    named = replace(done, contact=made.contact())
    assert not filed(named) and is_waiting(named)


def test_a_note_about_a_company_counts() -> None:
    of = hotel(Note("renovates thirty rooms in spring", "introduce our tile maker in Porto", NOW))
    assert not held_back(of) and known(of).label == "quality connection"


def test_companies_are_filed_in_one_go(store: Store, firms: None) -> None:
    assert [each.id for each in file_companies(store, [1, 2, 3], made.NOW)] == [1, 2, 3]
    assert [is_waiting(each) for each in store.people()] == [False, False, False, True]
    store.undo(made.NOW)
    assert all(map(is_waiting, store.people()))
    with pytest.raises(InputError, match="card 4 names somebody"):
        file_companies(store, [1, 4], made.NOW)
    file_companies(store, [1], made.NOW)
    bring_back(store, [1], made.NOW.replace(day=4))
    assert is_waiting(store.person(1))


def test_lists_say_so(run: Run, firms: None) -> None:
    listed = [line.split("\t") for line in run("list")[1].splitlines()]
    assert [row[1] for row in listed] == ["(company)", "(company)", "(company)", "Anna Seerose"]
    assert listed[0][-1] == "company?"
    assert len(run("list", "--companies")[1].splitlines()) == 3
    assert [line.split("\t")[0] for line in run("list", "--waiting")[1].splitlines()] == ["4"]
    assert [json.loads(line)["company"] for line in run("list", "--json")[1].splitlines()] == [True, True, True, False]
    assert "company:      the card names no person" in run("show", "2")[1]


@pytest.mark.parametrize("asked", ["Hotel Seerose", "hotel serose", "seerose hotel", HOTEL, "Hotl Seerose"])
def test_who_finds_a_company(run: Run, firms: None, asked: str) -> None:
    code, out, _ = run("who", asked)
    assert code == 0 and f"{HOTEL} (1)" in out and "why:          the company's name" in out


def test_who_finds_a_company_beside_people_of_its_name(run: Run, firms: None) -> None:
    out = run("who", "Seerose")[1]
    assert "Anna Seerose (4)" in out and f"{HOTEL} (1)" in out
    assert "nobody called" in run("who", "Seeadler")[2]


def test_phones_show_it_as_a_company() -> None:
    card = vcard(hotel())
    assert f"FN:{HOTEL}\r\n" in card and "N:;;;;\r\n" in card and "X-ABShowAs:COMPANY\r\n" in card
    assert "X-ABSHOWAS" not in vcard(person(1, "Ada Quillfeather", "Pilot", "Tidewell")).upper()
    assert not [each for each in check(read_book(card.encode())) if not each.note]
    assert ["kind", {}, "text", "org"] in jcard(outgoing(hotel(), "short"))[1]
    assert not [each for each in jcard(outgoing(person(1, "Ada", "", "Tidewell"), "short"))[1] if each[0] == "kind"]


@pytest.mark.parametrize("says", ["KIND:org", "X-ABShowAs:COMPANY", "X-ABSHOWAS:company"])
def test_a_card_that_says_so_names_nobody(says: str) -> None:
    def read(*lines: str) -> Contact:
        text = "\n".join(["BEGIN:VCARD", "VERSION:3.0", *lines, says, "END:VCARD", ""])
        return contact_of(read_book(text.encode()).cards[0])

    alone = read("FN:Hotel Seerose", "N:;;;;")
    assert ([each.value for each in alone.org], alone.fn) == (["Hotel Seerose"], ())
    other = read("FN:Seerose Hotels", f"ORG:{HOTEL};Reception")
    assert ([each.value for each in other.org], other.fn) == ([HOTEL], ())
    someone = read(f"FN:{HOTEL}", "N:Quillfeather;Ada;;;", f"ORG:{HOTEL}")
    assert [each.value for each in someone.fn] == ["Ada Quillfeather"]


def test_on_a_server_it_is_a_company_until_it_has_a_name() -> None:
    before = synced_person(firm())
    there = ours(before, "short", False).text
    after = synced_person(replace(firm(), fn=made.contact("Ada Quillfeather").fn))
    now = pushed(before, after, there)
    assert "X-ABShowAs:COMPANY" in there and "X-ABShowAs" not in now and "FN:Ada Quillfeather" in now
    assert "X-ABShowAs:COMPANY" in pushed(after, before, now)


def test_whoever_waits_is_counted_without_companies(run: Run, firms: None) -> None:
    run("event", "add", "Tide fair", "--date", "2026-10-02")
    run("event", "move", "1", "2", "3", "4", "--to", "tide fair")
    run("settings", "--let-go-after", "never")
    page = json.loads(run("event", "report", "tide fair", "--json")[1])
    assert len(page["without_note"]) == 1 and page["filed_away"] == 0
    assert "write your notes on 1 person" in run("calendar", "-")[1].replace("\r\n ", "")
