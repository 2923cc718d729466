"""Servers that do not keep what they are given, or do not say under which etag: nothing of it counts as deleted."""

import made
import pytest
from faulty_proxy import (
    ANSWER_LOST,
    Request,
    Ways,
    drops,
    has_no_etags,
    lists_etags_alone,
    lists_other_etags,
    tells_no_etag_of_what_is_written,
)
from syncing import Both, jpeg, one_server, with_line, with_title

from cardscan.person import Person
from cardscan.sync.result import Synchronised


def met(sides: Both) -> Person:
    """Somebody with a field of each kind that servers are known to drop."""
    url, social = (made.field("https://quillfeather.example"),), (made.field("quillfeather", type="linkedin"),)
    return sides.meet("Ada Quillfeather", crop=jpeg(), url=url, social=social)


def did(result: Synchronised) -> list[str]:
    return [each.do for each in result.did]


def methods(sides: Both) -> list[str]:
    return [request.method for request in sides.proxy.seen]


def held(sides: Both, one: Person) -> dict[str, list[str]]:
    contact = sides.store.person(one.id).contact
    return {kind: [field.value for field in getattr(contact, kind)] for kind in ("fn", "title", "url", "social", "tel")}


@pytest.mark.parametrize("etag", [True, False])
@pytest.mark.parametrize("names", [("URL",), ("TITLE",), ("URL", "TITLE", "ORG", "TEL", "NOTE", "PHOTO", "N")])
def test_what_the_server_did_not_keep_is_not_deleted_here(sides: Both, names: tuple[str, ...], etag: bool) -> None:
    one = met(sides)
    before = held(sides, one)
    sides.proxy.ways = drops(*names, etag=etag)
    first = sides.sync()
    assert (did(first), first.failed, first.stopped) == (["create"], [], None)
    assert not any(f"\n{name}" in sides.there(one) for name in names)
    sides.on_phone(one, with_line("TEL;TYPE=CELL:+4540112233"))
    assert did(sides.sync()) == ["take"]
    before["tel"].append("+4540112233")
    assert held(sides, one) == before
    sides.edit(one, email="ada@new.example")
    assert did(sides.sync()) == ["update"]
    assert "ada@new.example" in sides.there(one)
    assert held(sides, one) == before


@pytest.mark.parametrize("etag", [True, False])
def test_it_is_said_once(sides: Both, etag: bool) -> None:
    one = met(sides)
    sides.proxy.ways = drops("URL", "PHOTO", etag=etag)
    [not_kept] = sides.sync().not_kept
    assert (not_kept.key, not_kept.name) == (str(one.id), "Ada Quillfeather")
    assert not_kept.what == ("url", "social", "picture")
    assert sides.sync().not_kept == []
    sides.edit(one, title="Harbour Master")
    assert sides.sync().not_kept == []
    sides.edit(one, url="https://tides.example")
    [again] = sides.sync().not_kept
    assert again.what == ("url",)


WAYS: dict[str, Ways] = {
    "a property is dropped": drops("URL"),
    "one is dropped, and no etag told": drops("URL", etag=False),
    "no etag is told": tells_no_etag_of_what_is_written,
    "etags in the list alone": lists_etags_alone,
    "other etags in the list": lists_other_etags,
}


@pytest.mark.parametrize("ways", WAYS.values(), ids=WAYS.keys())
def test_each_is_asked_for_a_few_times_and_then_no_more(sides: Both, ways: Ways) -> None:
    """With a property that was not kept and no etag it took 16 requests for each person, at each sync."""
    people = [met(sides), sides.meet("Bodil Marramgrass")]
    sides.proxy.ways = ways
    assert did(sides.sync()) == ["create", "create"]
    assert methods(sides) == ["PROPFIND", *["PUT", "GET"] * 2]
    sides.sync()  # where the list alone has etags, it is seen only now which they are
    sides.proxy.well()
    last = sides.sync()
    assert (did(last), last.failed, last.same) == ([], [], len(people))
    assert methods(sides) == ["PROPFIND"]


@one_server
def test_without_any_etags_what_the_phone_changes_comes_here_and_nothing_is_overwritten(sides: Both) -> None:
    one, other = met(sides), sides.meet("Bodil Marramgrass")
    sides.proxy.ways = has_no_etags
    assert did(sides.sync()) == ["create", "create"]
    sides.on_phone(other, with_title("Head of Foam"))
    sides.edit(one, title="Harbour Master")
    sides.proxy.well()
    result = sides.sync()
    assert did(result) == ["take"] and sides.are_equal(other)
    [(key, error)] = result.failed
    assert key == str(one.id) and "no etags" in error.message and error.advice
    assert "Harbour Master" not in sides.there(one)
    assert methods(sides) == ["PROPFIND", "GET", "GET"]


@pytest.mark.parametrize("etag", [True, False])
def test_an_answer_is_lost_and_not_all_of_it_was_kept(sides: Both, etag: bool) -> None:
    one = met(sides)
    before = held(sides, one)
    sides.proxy.ways = drops("URL", "TITLE", etag=etag)
    sides.proxy.at(2, ANSWER_LOST)
    assert did(sides.sync()) == ["create"]
    sides.proxy.well()
    assert did(sides.sync()) == []
    assert methods(sides) == ["PROPFIND"]
    assert held(sides, one) == before


@one_server
@pytest.mark.parametrize("etag", [True, False])
def test_what_the_phone_does_right_after_our_writing_comes_here(sides: Both, etag: bool) -> None:
    one = met(sides)
    before = held(sides, one)
    ways = drops("URL", etag=etag)
    raced: list[Request] = []

    def race(request: Request) -> None:
        if request.method == "GET" and not raced:
            raced.append(request)
            changed = with_line("TEL;TYPE=CELL:+4540112233")
            sides.on_phone(one, lambda card: with_title("Head of Foam")(changed(card)).replace("REV:", "REV:2030"))

    sides.proxy.ways, sides.proxy.fault = ways, race
    assert did(sides.sync()) == ["create", "take"]
    assert held(sides, one) == {**before, "title": ["Head of Foam"], "tel": [*before["tel"], "+4540112233"]}
    assert did(sides.sync()) == []


def test_a_server_that_spells_things_its_own_way_is_taken_as_it_is(sides: Both) -> None:
    one = met(sides)
    before = held(sides, one)
    shouts = drops("NOTHING", etag=False)

    def ways(request: Request) -> object:
        fault = shouts(request)
        return None if fault is None else type(fault)(fault.reply, lambda body: body.replace(b"of Tides", b"OF TIDES"))

    sides.proxy.ways = ways  # type: ignore[assignment]
    assert did(sides.sync()) == ["create"]
    assert did(sides.sync()) == []
    sides.on_phone(one, with_line("TEL;TYPE=CELL:+4540112233"))
    assert did(sides.sync()) == ["take"]
    assert held(sides, one)["title"] == before["title"]
