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
from syncing import Both, card, jpeg, one_server, with_line, with_title

from cardscan.person import Person
from cardscan.sync.kept import kept
from cardscan.sync.result import Synchronised
from cardscan.vcards.book import book_of


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
    assert methods(sides) == ["PROPFIND", "REPORT", *["PUT", "GET"] * 2]
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
    sides.proxy.at(3, ANSWER_LOST)
    assert did(sides.sync()) == ["create"]
    sides.proxy.well()
    assert did(sides.sync()) == []
    assert methods(sides) == ["PROPFIND"]
    assert held(sides, one) == before


@one_server
@pytest.mark.parametrize("rev", ["REV:2030", "REV:"], ids=["says so", "leaves REV as it is"])
@pytest.mark.parametrize("ways", [*WAYS.values(), lambda _: None], ids=[*WAYS.keys(), "all is kept"])
def test_what_the_phone_does_right_after_our_writing_comes_here(sides: Both, ways: Ways, rev: str) -> None:
    """What was written between our PUT and our GET, REV left as it was, was taken for what the server made of ours."""
    one = met(sides)
    before = held(sides, one)
    raced: list[Request] = []

    def race(request: Request) -> None:
        if request.method == "GET" and not raced:
            raced.append(request)
            changed = with_line("TEL;TYPE=CELL:+4540112233")
            sides.on_phone(one, lambda card: with_title("Head of Foam")(changed(card)).replace("REV:", rev))

    sides.proxy.ways, sides.proxy.fault = ways, race
    assert did(sides.sync()) == ["create", "take"]
    assert held(sides, one) == {**before, "title": ["Head of Foam"], "tel": [*before["tel"], "+4540112233"]}
    assert did(sides.sync()) == []


SENT = (
    "TITLE:Head of Tides", "TEL;TYPE=CELL:+4540112233", "TEL;TYPE=WORK:+4533445566", "URL:https://quay.example/en",
    "EMAIL:ada@quay.example", "ADR:;;Quay 1;Ribe;;6760;",
)  # fmt: skip


def came_of(*there: str, told: str) -> tuple[list[str], tuple[str, ...]]:
    """What of a card that is there now counts as somebody's, and what as not kept."""
    made = kept(card("Ada Quillfeather", *SENT), book_of(card("Ada Quillfeather", *there)).cards[0], told, '"2"')
    theirs = [line for line in made.theirs.splitlines() if line not in ("BEGIN:VCARD", "END:VCARD")]
    return [line for line in there if line not in theirs], made.not_kept


@pytest.mark.parametrize(
    ("sent", "there"),
    [
        ("TITLE:Head of Tides", "TITLE:HEAD OF TIDES"),
        ("TITLE:Head of Tides", "TITLE:Head of T"),
        ("TEL;TYPE=CELL:+4540112233", "TEL;TYPE=HOME:+4540112233"),
        ("TEL;TYPE=CELL:+4540112233", "TEL;TYPE=CELL:40112233"),
        ("URL:https://quay.example/en", "URL:https://quay.example/"),
        ("ADR:;;Quay 1;Ribe;;6760;", "ADR:;;Quay 1;Ribe;;6760;Denmark"),
    ],
)
def test_a_spelling_is_the_servers_unless_the_etag_says_that_somebody_wrote(sent: str, there: str) -> None:
    now = [there if line == sent else line for line in SENT]
    assert came_of(*now, told="")[0] == []
    assert came_of(*now, told='"2"')[0] == came_of(*now, told='W/"2"')[0] == []
    assert came_of(*now, told='"1"')[0] == [there]


@pytest.mark.parametrize(
    ("sent", "there"),
    [
        ("TITLE:Head of Tides", "TITLE:Head of Foam"),
        ("TEL;TYPE=CELL:+4540112233", "TEL;TYPE=CELL:+4540112234"),
        ("URL:https://quay.example/en", "URL:https://tides.example"),
        ("EMAIL:ada@quay.example", "EMAIL:ada@tides.example"),
        ("ADR:;;Quay 1;Ribe;;6760;", "ADR:;;Foam Lane 3;Esbjerg;;6700;"),
    ],
)
def test_no_server_makes_a_value_up(sent: str, there: str) -> None:
    instead = [there if line == sent else line for line in SENT]
    for told in ("", '"1"'):
        assert came_of(*instead, told=told)[0] == [there]
        if not there.startswith("TITLE"):
            assert came_of(*SENT, there, told=told) == ([there], ())
    assert came_of(*instead, told='"2"')[0] == []


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
