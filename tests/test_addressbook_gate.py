"""Who is among the contacts of a phone, and what a phone is told when that changes."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import made
from phones import (
    ADA,
    BODIL,
    QUALITY,
    WAITING,
    Served,
    href_of,
    with_line,
)

from cardscan.actions.take_note import take_note
from cardscan.connections.notes.parts import Given
from cardscan.connections.standing import held_back
from cardscan.dav.xml import DAV
from cardscan.person import Event, Note


def test_who_has_no_note_is_not_among_the_contacts_of_the_phone(at: Served) -> None:
    good, bare = at.meet(ADA), at.meet(BODIL, good=False)
    listed, token, _ = at.changes()
    assert list(listed) == [href_of(good)]
    assert at.ask("GET", href_of(bare)).status == 404
    assert ADA in at.card(good) and "dredges" not in at.card(good) and "hydrologist" not in at.card(good)
    take_note(
        at.store, bare.id, Given("restores the lighthouse on Ven", "introduce the lens maker in Ghent"), at.clock()
    )
    listed, _, _ = at.changes(token)
    assert list(listed) == [href_of(bare)]


def test_who_is_thrown_out_of_the_gate_leaves_the_phone_at_the_next_sync(at: Served) -> None:
    person = at.meet(ADA)
    _, token, _ = at.changes()
    made.noted(at.store, person.id, Note("not again", "", at.clock(), again=False), at.clock())
    assert held_back(at.store.person(person.id))
    listed, token, _ = at.changes(token)
    assert listed == {href_of(person): ""}
    assert at.ask("GET", href_of(person)).status == 404
    assert at.cards(href_of(person)) == {}


def test_who_is_forgotten_leaves_the_phone_and_the_file(at: Served, db: str) -> None:
    person = at.meet(ADA)
    href = href_of(person)
    etag, card = at.cards(href)[href]
    at.put(href, with_line(card, "X-SECRET:zymurgist"), If_Match=etag)
    _, token, _ = at.changes()
    at.store.forget(person.id)
    assert at.changes(token)[0] == {href: ""}
    answer = at.put(href, card)  # a phone that has not synced since
    assert answer.status == 403 and at.store.phone.made() == ()
    at.store.close()
    assert b"zymurgist" not in b"".join(file.read_bytes() for file in Path(db).parent.iterdir() if file.is_file())


def test_who_is_brought_back_from_the_trash_is_on_the_phone_as_before(at: Served) -> None:
    person = at.meet(ADA)
    href = href_of(person)
    etag, card = at.cards(href)[href]
    at.put(href, with_line(card, "X-OWN:kept"), If_Match=etag)
    at.store.trash.put((person.id,), at.clock())
    _, token, _ = at.changes()
    assert at.ask("GET", href).status == 404
    at.store.trash.put_back((person.id,), at.clock())
    assert list(at.changes(token)[0]) == [href]
    assert "X-OWN:kept" in at.card(person)


def test_who_waits_for_a_note_is_in_a_book_of_their_own_where_that_is_wanted(at: Served) -> None:
    person = at.meet(BODIL, good=False)
    assert at.ask("PROPFIND", WAITING, Depth="1").status == 404
    at.page("POST", "/phone/contacts/waiting", shown="yes")
    books = [each.href for each in at.propfind("/dav/contacts/", "d:displayname", depth="1")]
    assert books == ["/dav/contacts/", QUALITY, WAITING]
    [href] = at.changes(path=WAITING)[0]
    [(_, card)] = at.cards(href, path=WAITING).values()
    note = re.sub(r"\r\n ", "", card)
    assert "no note yet" in note and f"http://127.0.0.1:8765/people/{person.id}" in note
    [book] = at.propfind(WAITING, "d:current-user-privilege-set")
    assert not book.has(f"{DAV}current-user-privilege-set", f"{DAV}write")
    for method in ("PUT", "DELETE"):
        assert at.ask(method, href, card).status == 403
    _, token, _ = at.changes(path=WAITING)
    at.page("POST", "/phone/contacts/waiting")
    assert at.ask("GET", href).status == 404
    at.page("POST", "/phone/contacts/waiting", shown="yes")
    assert list(at.changes(token, WAITING)[0]) == [href]


def test_where_you_met_is_new_on_the_phone_when_the_event_has_another_name(at: Served) -> None:
    event = at.store.add_event(Event(0, "Tide Fair", date(2026, 10, 2)), at.clock())
    person = at.meet(ADA)
    at.store.change_meeting(person.meetings[-1].id, at.clock(), event_id=event.id)
    _, token, _ = at.changes()
    assert "Tide Fair" in at.card(person)
    at.store.change_event(event.id, lambda of: replace(of, name="Ebb Fair"), at.clock())
    assert list(at.changes(token)[0]) == [href_of(person)] and "Ebb Fair" in at.card(person)
    _, token, _ = at.changes()
    at.store.undo(at.clock())
    assert list(at.changes(token)[0]) == [href_of(person)] and "Tide Fair" in at.card(person)


def test_who_are_made_one_are_one_on_the_phone(at: Served) -> None:
    ada, twin = at.meet(ADA), at.meet("Adelheid Quillfeather", email=(), tel=())
    _, token, _ = at.changes()
    at.store.merge(ada.id, twin.id, at.clock(), lambda one, other: one)
    found, token, _ = at.changes(token)
    assert found[href_of(twin)] == "" and found[href_of(ada)]
    at.store.undo(at.clock())
    found, _, _ = at.changes(token)
    assert found[href_of(twin)] and found[href_of(ada)]
