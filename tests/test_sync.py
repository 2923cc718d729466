"""Syncing with real servers: what changes on one side comes to the other, and nothing else is touched."""

import pytest
from dav_servers import Server
from faulty_proxy import Proxy
from syncing import STRANGER, Both, both, jpeg, with_line, with_title

from cardscan.store import Store


@pytest.fixture
def sides(store: Store, server: Server, between: Proxy) -> Both:
    return both(store, server, between)


def did(result: object) -> list[tuple[str, str]]:
    return [(each.do, each.name) for each in result.did]  # type: ignore[attr-defined]


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
