"""My own card: handed back as a code and a file, known among others, and a page where strangers can leave theirs."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import made
import pytest
from conftest import Run
from fastapi.testclient import TestClient
from phones import SITE, Clock, Served, served

from cardscan.actions.ingest import OWN, Ingested, ingest
from cardscan.actions.mine import is_one_of, set_mine
from cardscan.connections.standing import held_back
from cardscan.errors import Exit
from cardscan.model import Contact, PhotoReading
from cardscan.person import Event
from cardscan.photos.files import sha256_of
from cardscan.store import Store, open_store
from cardscan.vcards.book import book_of
from cardscan.vcards.contact import contact_of
from cardscan.web.desk import Site
from cardscan.web.network import is_near
from cardscan.web.visits import MOST_OF_ONE

pytestmark = pytest.mark.both_engines

ME = {"fn": "Orla Brackwyth", "org": "Tideworks", "tel": "+45 20 99 88 77", "email": "orla@tideworks.example"}
LAN = Site("http://192.0.2.7:8765", frozenset({"192.0.2.7:8765"}), lan=True)
GUEST = {"name": "Zdis Kvap", "reach": "zdis@kvap.example", "line": "the man with the lightship"}


@pytest.fixture
def at(store: Store) -> Iterator[Served]:
    with served(store, LAN) as it:
        assert it.page("POST", "/me", **ME).status_code == 303
        yield it


def link(at: Served) -> str:
    page = at.page("POST", "/me/guests").text
    found = re.search(r'<code class="link">http://[^/]+(/hello/[^<]+)</code>', page)
    assert found
    return found[1]


def guest(at: Served, address: str = "192.168.1.44") -> TestClient:
    host = at.desk.site.base.partition("//")[2]
    return TestClient(at.client.app, base_url=at.desk.site.base, headers={"Host": host}, client=(address, 4321))


# What it says


def test_it_is_off_until_it_is_set_up(store: Store) -> None:
    with served(store, LAN) as at:
        assert "Set it up" in at.page("GET", "/me").text
        assert at.page("GET", "/me/code").headers["location"] == "/me"
        assert at.page("GET", "/me/card.vcf").status_code == 422
        assert at.page("POST", "/me/guests").status_code == 422


def test_the_file_and_the_code_say_what_was_typed_and_nobody_is_added(at: Served) -> None:
    answer = at.page("GET", "/me/card.vcf")
    said = contact_of(book_of(answer.text).cards[0])
    assert [each.value for each in (*said.fn, *said.org, *said.email)] == [ME["fn"], ME["org"], ME["email"]]
    page = at.page("GET", "/me/code").text
    assert 'src="data:image/svg+xml' in page and "FN:Orla Brackwyth" in page
    assert not at.store.people() and "/me/code" in at.page("GET", "/capture").text
    uid = re.search(r"UID:(.*)", answer.text)
    at.page("POST", "/me", **{**ME, "title": "Pilot"})
    assert uid and uid[0] in at.page("GET", "/me/card.vcf").text


@pytest.mark.parametrize("wrong", [{"fn": ""}, {"tel": "", "email": ""}, {"email": "no address"}])
def test_what_reaches_nobody_is_refused_and_what_was_typed_stays(at: Served, wrong: dict[str, str]) -> None:
    answer = at.page("POST", "/me", **{**ME, "org": "Harbour Yard", **wrong})
    assert answer.status_code == 422 and "Harbour Yard" in answer.text
    assert "Tideworks" in at.page("GET", "/me/card.vcf").text


def test_each_of_us_has_their_own(at: Served) -> None:
    assert at.store.acting("Bodil").mine.get() is None
    set_mine(at.store.acting("Bodil"), made.contact("Bodil Marramgrass"), at.clock())
    assert "Orla" in at.page("GET", "/me").text and len(at.store.mine.everyones()) == 2
    at.page("POST", "/me/off")
    assert at.store.mine.get() is None and at.store.acting("Bodil").mine.get() is not None


def test_more_than_a_code_holds_is_said(at: Served) -> None:
    numbers = "\n".join(f"https://quay{number}.example/{'pier' * 40}" for number in range(25))
    at.page("POST", "/me", **ME, url=numbers)
    assert "more on it than a code holds" in at.page("GET", "/me").text
    assert at.page("GET", "/me/code").status_code == 409


# Among others


def ingested(store: Store, reading: PhotoReading) -> Ingested:
    return ingest([Path(reading.path)], store, lambda paths: (reading for _ in paths), now=lambda: made.NOW)


def test_my_own_card_among_photos_is_nobody_whom_i_met(store: Store) -> None:
    mine, other = made.contact("Ottoline Brackwyth"), made.contact("Zdis Kvap", email=(), tel=())
    set_mine(store, mine, made.NOW)
    done = ingested(store, made.photo("/one.jpg", made.card(mine), made.card(other)))
    assert [each.contact.fn[0].value for each in store.people()] == ["Zdis Kvap"]
    assert done.own == 1 and not done.failures


def test_a_photo_of_my_card_alone_says_that_is_you_once(store: Store, tmp_path: Path) -> None:
    set_mine(store, made.contact("Ottoline Brackwyth"), made.NOW)
    file = tmp_path / "me.jpg"
    file.write_bytes(made.JPEG)
    reading = replace(made.photo(str(file), made.card(made.contact("Ottoline Brackwyth"))), sha256=sha256_of(file))
    first, again = ingested(store, reading), ingested(store, reading)
    assert (first.read, first.own, again.skipped, again.own) == (1, 1, 1, 0)
    assert not first.failures and not store.people()
    assert OWN.message.startswith("that is you")


def test_nobody_but_me_is_taken_for_me(store: Store) -> None:
    mine = made.contact("Ottoline Brackwyth")
    colleague = replace(mine, fn=made.contact("Bodil Marramgrass").fn, email=())
    namesake = Contact(fn=mine.fn, org=made.contact("Ottoline Brackwyth", org="Harbour Yard").org)
    assert [is_one_of(each, [mine]) for each in (mine, colleague, namesake)] == [True, False, False]


def test_someone_among_the_people_who_is_me_becomes_my_card(at: Served) -> None:
    person = at.meet("Ottoline Brackwyth")
    answer = at.page("POST", f"/people/{person.id}/me")
    assert answer.status_code == 303 and not at.store.people()
    assert "Ottoline Brackwyth" in at.page("GET", "/me/card.vcf").text


# Whoever scans it


def test_a_guest_leaves_theirs_and_waits_for_a_note(at: Served) -> None:
    at.store.add_event(Event(0, "Harbour fair", made.NOW.date()), at.clock())
    path = link(at)
    visitor = guest(at)
    page = visitor.get(path).text
    assert "Orla Brackwyth" in page and "Leave yours" in page
    assert visitor.get(f"{path}/card.vcf").text.count("Orla Brackwyth")
    answer = visitor.post(path, data=GUEST, follow_redirects=True)
    assert answer.status_code == 200 and "has it now" in answer.text
    [person] = at.store.people()
    said = [*person.contact.fn, *person.contact.email, *person.contact.custom]
    assert [each.value for each in said] == ["Zdis Kvap", "zdis@kvap.example", "the man with the lightship"]
    assert {(each.origin, each.sure) for each in said} == {("themselves", False)}
    assert held_back(person) == "no note yet" and person.meetings[0].event == "Harbour fair"
    assert "They themselves." in at.page("GET", f"/people/{person.id}").text
    at.store.undo(at.clock())
    assert not at.store.people()


def test_a_number_is_of_the_country_of_mine(at: Served) -> None:
    guest(at).post(link(at), data={**GUEST, "reach": "20 12 34 56"})
    assert at.store.people()[0].contact.tel[0].value == "+4520123456"


def test_what_a_guest_says_changes_nobody_who_is_known(at: Served) -> None:
    known = at.meet("Zdis Kvap")
    address = known.contact.email[0].value
    guest(at).post(link(at), data={**GUEST, "reach": address, "line": "call me on 900"})
    assert at.store.person(known.id) == known
    assert len(at.store.people()) == 2
    new = at.store.people()[-1]
    assert (
        "perhaps" in at.page("GET", f"/people/{new.id}").text.casefold()
        or "same" in at.page("GET", f"/people/{new.id}").text.casefold()
    )


def test_who_asked_to_be_forgotten_is_not_taken_in(at: Served) -> None:
    known = at.meet("Zdis Kvap")
    at.store.forget(known.id)
    answer = guest(at).post(link(at), data={**GUEST, "reach": known.contact.email[0].value})
    assert answer.status_code == 200 and not at.store.people()


@pytest.mark.parametrize(
    "wrong", [{"name": ""}, {"name": "\u202e\u200b"}, {"reach": ""}, {"reach": "1"}, {"reach": "@"}, {"name": "..."}]
)
def test_what_is_no_contact_is_refused_and_what_was_typed_stays(at: Served, wrong: dict[str, str]) -> None:
    answer = guest(at).post(link(at), data={**GUEST, **wrong})
    assert answer.status_code == 422 and "lightship" in answer.text and 'role="alert"' in answer.text
    assert not at.store.people()


def test_what_a_guest_types_is_hostile(at: Served) -> None:
    path = link(at)
    evil = {"name": "<script>alert(1)</script>Eve", "reach": "eve@kvap.example", "line": "=cmd()\u202e\nBEGIN:VCARD"}
    assert guest(at).post(path, data=evil).status_code == 200
    [person] = at.store.people()
    assert "<script>alert" not in at.page("GET", f"/people/{person.id}").text
    assert "\n" not in person.contact.custom[0].value and "\u202e" not in person.contact.custom[0].value
    long = {**GUEST, "name": "x" * 101}
    assert guest(at, "10.0.0.9").post(path, data=long).status_code == 422
    assert guest(at, "10.0.0.9").post(path, data={**GUEST, "line": "y" * 20_000}).status_code == 413
    cross = {"Origin": "http://evil.example"}
    assert guest(at, "10.0.0.9").post(path, data=GUEST, headers=cross).status_code == 403


def test_few_may_be_left_from_one_address(at: Served) -> None:
    path = link(at)
    visitor = guest(at)
    answers = [visitor.post(path, data={**GUEST, "reach": f"z{n}@kvap.example"}) for n in range(MOST_OF_ONE + 1)]
    assert [each.status_code for each in answers] == [200] * MOST_OF_ONE + [429]
    assert guest(at, "192.168.1.45").post(path, data=GUEST).status_code == 200


def test_the_address_ends_and_is_taken_back(at: Served) -> None:
    old = link(at)
    path = link(at)
    assert [guest(at).get(each).status_code for each in (old, path)] == [404, 200]
    at.page("POST", "/me/guests/end")
    assert guest(at).get(path).status_code == 404
    path = link(at)
    assert isinstance(at.clock, Clock)
    at.clock.at += timedelta(hours=12, minutes=1)
    assert guest(at).get(path).status_code == 404
    path = link(at)
    at.page("POST", "/me/off")
    assert guest(at).post(path, data=GUEST).status_code == 404 and not at.store.people()


def test_only_from_networks_like_ours(at: Served) -> None:
    path = link(at)
    assert guest(at, "8.8.8.8").get(path).status_code == 404
    assert guest(at, "8.8.8.8").post(path, data=GUEST).status_code == 404
    near = {"192.168.0.3": True, "10.1.2.3": True, "172.20.1.1": True, "169.254.7.7": True, "fd00::1": True,
            "::ffff:192.168.0.3": True, "::ffff:8.8.8.8": False, "8.8.8.8": False, "2001:4860::1": False,
            "172.32.0.1": False, "unknown": False}  # fmt: skip
    assert {each: is_near(each) for each in near} == near


def test_a_guest_sees_nothing_else(at: Served) -> None:
    person = at.meet("Bodil Marramgrass")
    path = link(at)
    visitor = guest(at)
    for other in ("/", "/people", f"/people/{person.id}", "/me", "/me/code", "/me/card.vcf", "/capture", "/offline"):
        assert visitor.get(other, follow_redirects=False).headers.get("location") == "/pair", other
    for other in ("/hello/", "/hello/x", f"{path}x", f"{path}/../../people"):
        assert "Bodil" not in visitor.get(other, follow_redirects=True).text
    assert "Bodil" not in visitor.get(path).text
    assert visitor.post("/me", data=ME).status_code == 401


def test_without_lan_nobody_is_offered_it(store: Store) -> None:
    with served(store, SITE) as at:
        at.page("POST", "/me", **ME)
        assert "serve --lan" in at.page("GET", "/me").text
        assert at.page("POST", "/me/guests").status_code == 409
        secret = at.desk.pairing.new_guests()
        assert guest(at, "127.0.0.1").get(f"/hello/{secret}").status_code == 404


# The command


def test_the_command_sets_up_shows_writes_and_drops(run: Run, tmp_path: Path, db: str) -> None:
    assert run("me")[0] == Exit.INPUT
    assert run("me", "--fn", ME["fn"], "--tel", "cell:+4520998877", "--email", ME["email"])[0] == 0
    code, out, _ = run("me")
    assert code == 0 and "Orla Brackwyth" in out and "█" in out
    for name, begins in (("me.vcf", b"BEGIN:VCARD"), ("me.svg", b"<?xml"), ("me.png", b"\x89PNG")):
        assert run("me", "--write", str(tmp_path / name))[0] == 0
        file = tmp_path / name
        assert file.read_bytes().startswith(begins) and file.stat().st_mode & 0o777 == 0o600
    assert run("me", "--json")[1] == (
        '{"fn": ["Orla Brackwyth"], "tel": ["+4520998877"], "email": ["orla@tideworks.example"]}\n'
    )
    assert run("list")[1] == ""
    assert run("me", "--drop")[0] == 0 and run("me")[0] == Exit.INPUT


def test_i_cannot_be_added_among_the_people(run: Run, db: str) -> None:
    assert run("me", "--fn", ME["fn"], "--email", ME["email"])[0] == 0
    code, _, err = run("add", ME["fn"], "--email", ME["email"])
    assert code == Exit.INPUT and "that is you" in err and run("list")[1] == ""


def test_the_command_says_who_among_the_people_is_you(run: Run, db: str) -> None:
    with open_store(db) as store:
        store.save(made.photo(), [(made.contact("Ottoline Brackwyth"),)], made.NOW)
    _, _, err = run("me", "--fn", "Ottoline Brackwyth", "--email", "ottoline@brackwyth.example")
    assert "that is you" in err and "cardscan forget 1" in err
