"""Syncing with real servers: what changes on one side comes to the other, and nothing else is touched."""

import re
from base64 import b64encode
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest
from faulty_proxy import FULL, Fault, Reply, Request, says
from syncing import HELP, STRANGER, TALKED, Both, asked, jpeg, one_server, with_line, with_title

from cardscan.actions.take_note import take_note
from cardscan.connections.likeness.merging import settle
from cardscan.connections.notes.parts import Given
from cardscan.person import Person
from cardscan.store import open_store
from cardscan.sync.changes import Where
from cardscan.sync.result import Synchronised
from cardscan.synced import Synced


def did(result: Synchronised) -> list[tuple[str, str]]:
    return [(each.do, each.name) for each in result.did]


def test_quality_connections_are_created_there_once(sides: Both) -> None:
    sides.server.put(f"{sides.path}stranger.vcf", STRANGER)
    [stranger] = sides.cards().values()  # some servers sort the lines
    one = sides.meet("Ottoline Brackwyth", crop=jpeg())
    sides.meet("Per Qvistgaard", good=False)
    result = sides.sync()
    assert did(result) == [("create", "Ottoline Brackwyth")]
    assert result.stopped is None and not result.failed
    cards = sides.cards()
    assert len(cards) == 2
    assert cards[f"{sides.path}stranger.vcf"] == stranger
    assert "PHOTO" in sides.there(one) and "Ghent" not in sides.there(one)
    assert sides.are_equal(one)
    sides.proxy.well()
    assert did(sides.sync()) == []
    assert [request.method for request in sides.proxy.seen] == ["PROPFIND"]


def test_changes_go_both_ways(sides: Both) -> None:
    here, there, each = (sides.meet(name) for name in ("Ada Quillfeather", "Bodil Marramgrass", "Cosmo Tavernash"))
    sides.sync()
    sides.edit(here, title="Harbour Master")
    sides.on_phone(there, with_line("TEL;TYPE=CELL:+45 40 11 22 33"))
    sides.on_phone(each, with_title("Chief of Ebb"))
    sides.edit(each, email="cosmo@ebb.example")
    assert sorted(did(sides.sync())) == [
        ("take", "Bodil Marramgrass"),
        ("take", "Cosmo Tavernash"),
        ("update", "Ada Quillfeather"),
        ("update", "Cosmo Tavernash"),
    ]
    assert "TITLE:Harbour Master" in sides.there(here)
    number = sides.store.person(there.id).contact.tel[-1]
    assert (number.value, number.type, number.origin, number.sure) == ("+4540112233", "cell", "phone", True)
    [title] = sides.store.person(each.id).contact.title
    assert (title.value, title.raw, title.box) == ("Chief of Ebb", "Head of Tides", each.contact.title[0].box)
    assert "cosmo@ebb.example" in sides.there(each)
    assert all(map(sides.are_equal, (here, there, each)))
    assert did(sides.sync()) == []


def test_what_cardscan_does_not_own_stays_byte_for_byte(sides: Both) -> None:
    one = sides.meet("Ada Quillfeather")
    sides.sync()
    own = 'BDAY:1980-02-29\r\nX-FOO;X-BAR="a:b":;odd\\, value\r\nitem4.TEL;type=pref:+44 20 7946 0001\r\n'
    own += "item4.X-ABLabel:boat shed"
    sides.on_phone(one, with_line(own))
    sides.sync()
    assert [tel.value for tel in sides.store.person(one.id).contact.tel][-1] == "+442079460001"
    before = sides.there(one)
    sides.edit(one, title="Harbour Master")
    sides.sync()
    after = sides.there(one)
    changed = set(before.splitlines()) ^ set(after.splitlines())
    assert {line.partition(":")[0] for line in changed} == {"TITLE", "REV"}
    assert sorted(line for line in before.splitlines() if line not in changed) == sorted(
        line for line in after.splitlines() if line not in changed
    )


@one_server
@pytest.mark.parametrize(("keep", "title"), [("here", "Head of Spray"), ("there", "Head of Foam")])
def test_a_conflict_waits_for_an_answer(sides: Both, keep: Where, title: str) -> None:
    one = sides.meet("Dido Oxenhope")
    sides.sync()
    sides.edit(one, title="Head of Spray", email="dido@spray.example")
    sides.on_phone(one, with_title("Head of Foam"))
    for _ in range(2):
        result = sides.sync()
        assert (did(result), asked(result)) == ([], [("changed on both sides", "Dido Oxenhope")])
        [clash] = result.asked[0].question.clashes
        assert (clash.kind, clash.here, clash.there) == ("title", "Head of Spray", "Head of Foam")
    sides.sync({str(one.id): keep})
    assert [field.value for field in sides.store.person(one.id).contact.title] == [title]
    assert f"TITLE:{title}" in sides.there(one)
    assert "dido@spray.example" in sides.there(one)
    assert sides.are_equal(one)
    assert did(sides.sync()) == []


def test_somebody_deleted_there(sides: Both) -> None:
    again, leave = sides.meet("Evander Zwicki"), sides.meet("Fenja Brackwyth")
    sides.sync()
    sides.delete_there(again)
    sides.delete_there(leave)
    assert asked(sides.sync()) == [("deleted there", "Evander Zwicki"), ("deleted there", "Fenja Brackwyth")]
    result = sides.sync({str(again.id): "here", str(leave.id): "there"})
    assert did(result) == [("create", "Evander Zwicki"), ("leave out", "Fenja Brackwyth")]
    assert len(sides.cards()) == 1
    sides.edit(leave, title="Head of Foam")
    assert (did(sides.sync()), asked(sides.sync())) == ([], [])
    assert did(sides.sync({str(leave.id): "here"})) == [("create", "Fenja Brackwyth")]
    assert sides.are_equal(leave)


@one_server
def test_somebody_who_is_no_quality_connection_any_more(sides: Both) -> None:
    goes, stays = sides.meet("Evander Zwicki"), sides.meet("Fenja Brackwyth")
    sides.sync()
    for one in (goes, stays):
        take_note(sides.store, one.id, Given(TALKED, HELP, again=False), sides.now())
    result = sides.sync()
    assert {question for question, _ in asked(result)} == {"no longer a quality connection"}
    assert len(sides.cards()) == 2
    result = sides.sync({str(goes.id): "here", str(stays.id): "there"})
    assert did(result) == [("delete", "Evander Zwicki"), ("leave out", "Fenja Brackwyth")]
    assert not sides.there(goes) and sides.there(stays)
    assert (did(sides.sync()), asked(sides.sync())) == ([], [])


@one_server
@pytest.mark.parametrize(("keep", "left"), [("here", 0), ("there", 1)])
def test_somebody_forgotten_here(sides: Both, keep: Where, left: int) -> None:
    one = sides.meet("Evander Zwicki")
    sides.sync()
    assert sides.store.forget(one.id).left
    assert asked(sides.sync()) == [("no longer here", "Evander Zwicki")]
    assert len(sides.sync({one.uid: keep}).did) == 1
    assert len(sides.cards()) == left
    assert (did(sides.sync()), asked(sides.sync())) == ([], [])


@one_server
def test_somebody_merged_and_parted_again(sides: Both) -> None:
    one, other = sides.meet("Evander Zwicki"), sides.meet("Evander Zwick")
    sides.sync()
    sides.store.merge(one.id, other.id, sides.now(), settle)
    assert asked(sides.sync()) == [("no longer here", "Evander Zwick")]
    sides.store.undo(sides.now())
    result = sides.sync()
    assert asked(result) == [] and result.failed == []
    assert len(sides.cards()) == 2
    assert all(map(sides.are_equal, (one, other)))
    assert sides.store.servers.left_there(sides.account) == ()


@one_server
def test_undo_takes_back_what_came_from_the_phone(sides: Both) -> None:
    one = sides.meet("Bodil Marramgrass")
    sides.sync()
    sides.on_phone(one, with_title("Head of Foam"))
    sides.sync()
    sides.store.undo(sides.now())
    assert did(sides.sync()) == [("update", "Bodil Marramgrass")]
    assert "TITLE:Head of Tides" in sides.there(one)


def test_a_store_from_before_finds_its_cards_again(sides: Both) -> None:
    one, changed = sides.meet("Ada Quillfeather"), sides.meet("Bodil Marramgrass")
    sides.sync()
    sides.on_phone(changed, with_line("TEL;TYPE=CELL:+45 40 11 22 33"))
    for person in (one, changed):
        sides.store.servers.drop(sides.account, person.id)
    assert did(sides.sync()) == [("take", "Bodil Marramgrass")]
    assert len(sides.cards()) == 2
    assert all(map(sides.are_equal, (one, changed)))
    assert len(sides.store.person(changed.id).contact.tel) == 3


def test_a_card_that_another_program_moved_is_found_by_its_uid(sides: Both) -> None:
    one = sides.meet("Ada Quillfeather")
    sides.sync()
    card = sides.there(one)
    sides.delete_there(one)
    sides.server.put(f"{sides.path}elsewhere.vcf", card)
    sides.edit(one, title="Harbour Master")
    assert did(sides.sync()) == [("update", "Ada Quillfeather")]
    assert list(sides.cards()) == [f"{sides.path}elsewhere.vcf"]
    assert sides.are_equal(one)


@one_server
def test_a_stranger_is_not_taken_for_somebody_who_was_deleted(sides: Both) -> None:
    sides.server.put(f"{sides.path}stranger.vcf", STRANGER)
    [stranger] = sides.cards().values()
    one = sides.meet("Ada Quillfeather")
    sides.sync()
    sides.delete_there(one)
    everybody = sides.server.ask("PROPFIND", sides.path, Depth="1")[1]
    ignores = says(207, everybody, Content_Type="text/xml")
    sides.proxy.fault = lambda request: ignores if request.method == "REPORT" else None
    assert asked(sides.sync()) == [("deleted there", "Ada Quillfeather")]
    sides.edit(one, title="Harbour Master")
    sides.sync({str(one.id): "here"})
    assert stranger in sides.cards().values() and sides.are_equal(one)


@one_server
def test_a_dry_run_changes_nothing(sides: Both) -> None:
    one, other = sides.meet("Ada Quillfeather"), sides.meet("Bodil Marramgrass")
    sides.sync()
    sides.edit(one, title="Harbour Master")
    sides.on_phone(other, with_title("Head of Foam"))
    sides.meet("Cosmo Tavernash")
    before = all_there_is(sides)
    result = sides.sync(dry_run=True)
    assert [each.do for each in result.did] == ["update", "take", "create"]
    assert before == all_there_is(sides)


def all_there_is(sides: Both) -> object:
    people = sides.store.people()
    return sides.cards(), people, [sides.store.servers.one(sides.account, each.id) for each in people]


@one_server
def test_only_those_are_read_who_may_leave_or_are_there_and_may_be_new(
    sides: Both, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []
    these = type(sides.store.directory).these
    monkeypatch.setattr(type(sides.store.directory), "these", lambda at, ids: read.extend(ids) or these(at, ids))
    ada, bodil, cosmo = (sides.meet(name) for name in ("Ada Quillfeather", "Bodil Marramgrass", "Cosmo Tavernash"))
    sides.meet("Dorit Oxenhope", good=False)
    sides.sync()
    assert read == [ada.id, bodil.id, cosmo.id]
    read.clear()
    assert sides.sync().same == 3 and read == []
    sides.edit(ada, title="Harbour Master")
    sides.on_phone(bodil, with_title("Head of Foam"))
    result = sides.sync()
    assert read == [ada.id, bodil.id] and result.same == 1
    assert [(each.do, each.key) for each in result.did] == [("update", str(ada.id)), ("take", str(bodil.id))]
    read.clear()
    take_note(sides.store, cosmo.id, Given(TALKED, HELP, again=False), sides.now())
    assert asked(sides.sync()) == [("no longer a quality connection", "Cosmo Tavernash")] and read == [cosmo.id]


@one_server
def test_one_card_that_is_not_taken_does_not_stop_the_others(sides: Both) -> None:
    one, other = sides.meet("Ada Quillfeather"), sides.meet("Bodil Marramgrass")
    sides.proxy.fault = lambda request: says(413) if one.uid in request.path else None
    result = sides.sync()
    assert did(result) == [("create", "Bodil Marramgrass")]
    [(key, error)] = result.failed
    assert key == str(one.id) and "too large" in error.message and "Ada" not in error.message
    sides.proxy.well()
    assert did(sides.sync()) == [("create", "Ada Quillfeather")]
    assert all(map(sides.are_equal, (one, other)))


@one_server
def test_a_full_disk_there_stops_it_and_the_next_sync_goes_on(sides: Both) -> None:
    for name in ("Ada Quillfeather", "Bodil Marramgrass", "Cosmo Tavernash"):
        sides.meet(name)
    sides.proxy.fault = lambda request: FULL if request.method == "PUT" and request.number > 3 else None
    result = sides.sync()
    assert len(result.did) == 1 and result.stopped and "is full" in result.stopped.message
    sides.proxy.well()
    assert len(sides.sync().did) == 2
    assert len(sides.cards()) == 3


@one_server
def test_a_server_that_tells_no_etag_is_read_after_writing(sides: Both) -> None:
    def without_etag(reply: Reply) -> Reply:
        return Reply(reply.status, {name: v for name, v in reply.headers.items() if name.lower() != "etag"}, reply.body)

    one = sides.meet("Ada Quillfeather")
    sides.proxy.fault = lambda request: Fault(without_etag) if request.method == "PUT" else None
    assert did(sides.sync()) == [("create", "Ada Quillfeather")]
    sides.edit(one, title="Harbour Master")
    assert did(sides.sync()) == [("update", "Ada Quillfeather")]
    sides.proxy.well()
    assert did(sides.sync()) == []
    assert [request.method for request in sides.proxy.seen] == ["PROPFIND"]
    assert sides.are_equal(one)


def test_a_card_changed_while_it_is_synced_is_read_again(sides: Both) -> None:
    one = sides.meet("Ada Quillfeather")
    sides.sync()
    sides.edit(one, email="ada@new.example")
    raced = []

    def race(request: Request) -> None:
        if request.method == "PUT" and not raced:
            raced.append(request)
            sides.on_phone(one, with_title("Head of Foam"))

    sides.proxy.fault = race
    assert [each.do for each in sides.sync().did] == ["take", "update"]
    assert "Head of Foam" in sides.there(one) and "ada@new.example" in sides.there(one)
    assert sides.are_equal(one)


@one_server
def test_a_card_that_always_changes_is_given_up_for_now(sides: Both) -> None:
    one = sides.meet("Ada Quillfeather")
    sides.sync()
    sides.edit(one, email="ada@new.example")
    sides.proxy.fault = lambda request: says(412) if request.method == "PUT" else None
    result = sides.sync()
    assert [error.message for _, error in result.failed] == ["the card on the server keeps changing during the sync"]


@one_server
def test_a_card_that_cannot_be_read_whole_is_left_as_it_is(sides: Both) -> None:
    one = sides.meet("Ada Quillfeather")
    sides.sync()
    sides.edit(one, title="Harbour Master")
    body = sides.there(one).replace("Brack", "Br\xe4ck").encode("latin-1") + b"X:\xe4\r\n"
    sides.proxy.fault = lambda request: (
        says(200, body, Content_Type="text/vcard", ETag='"x"') if request.method == "GET" else None
    )
    sides.store.servers.put(sides.account, replace(row(sides, one), etag='"old"'))
    result = sides.sync()
    assert "not one whole card in UTF-8" in result.failed[0][1].message
    assert [request.method for request in sides.proxy.seen[-2:]] == ["PROPFIND", "GET"]


def row(sides: Both, one: Person) -> Synced:
    found = sides.store.servers.one(sides.account, one.id)
    assert found
    return found


@one_server
def test_pictures_and_notes_go_along_as_chosen(sides: Both) -> None:
    one = sides.meet("Ada Quillfeather", crop=jpeg())
    plain = replace(sides.account, note="none", pictures=False)
    sides.account = sides.store.servers.choose(plain, sides.now())
    sides.sync()
    assert "PHOTO" not in sides.there(one) and "Met:" not in sides.there(one)
    fuller = replace(sides.account, note="full", pictures=True)
    sides.account = sides.store.servers.choose(fuller, sides.now())
    assert did(sides.sync()) == [("update", "Ada Quillfeather")]
    card = sides.there(one).replace("\r\n ", "")
    assert "PHOTO" in card and "hydrologist in Ghent" in card


def test_a_picture_and_a_note_of_the_phone_stay(sides: Both) -> None:
    one = sides.meet("Ada Quillfeather", crop=jpeg())
    sides.sync()
    photo = "PHOTO;ENCODING=b;TYPE=JPEG:" + b64encode(jpeg("red")).decode()
    sides.on_phone(
        one, lambda card: re.sub(r"PHOTO[^:]*:(?:[^\r]|\r\n )*", photo, re.sub("NOTE:", "NOTE:rows\\\\n", card))
    )
    sides.sync()
    sides.edit(one, title="Harbour Master")
    sides.store.change_meeting(one.meetings[0].id, sides.now(), place="Rope Works")
    sides.sync()
    card = sides.there(one).replace("\r\n ", "")
    assert photo in card and "TITLE:Harbour Master" in card
    assert "NOTE:rows\\nMet: Rope Works" in card
    assert sides.are_equal(one)


@one_server
def test_two_syncs_at_once_write_each_card_once(sides: Both, db: str) -> None:
    people = [
        sides.meet(name) for name in ("Ada Quillfeather", "Bodil Marramgrass", "Cosmo Tavernash", "Dido Oxenhope")
    ]
    with open_store(db) as store, ThreadPoolExecutor(2) as pool:
        other = replace(sides, store=store)
        for result in pool.map(lambda one: one.sync(), (sides, other)):
            assert (result.stopped, result.failed, result.asked) == (None, [], [])
    assert len(sides.cards()) == len(people)
    assert all(map(sides.are_equal, people))
    assert did(sides.sync()) == []
