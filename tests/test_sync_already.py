"""Before somebody is created there, sync asks where somebody like them is already; the answers, and odd servers."""

import re
from collections.abc import Callable
from pathlib import Path

import made
import pytest
from dav_servers import Server
from faulty_proxy import ANSWER_LOST, BOMB, HUGE, NOT_FOUND, NOT_REACHED, WEB_PAGE, Fault, Proxy, Reply, says
from syncing import STRANGER, Both, both, with_line, with_title

from cardscan.actions.add_book import add_book
from cardscan.connections.likeness.merging import settle
from cardscan.person import Person
from cardscan.store import Store
from cardscan.sync.changes import Side
from cardscan.sync.result import Synchronised

one_server = pytest.mark.parametrize("server", ["xandikos"], indirect=True)  # what does not depend on the server
MINA = "Wilhelmina Stoatsworth"
ASKED = [("seems to be there already", MINA)]


@pytest.fixture
def sides(store: Store, server: Server, between: Proxy) -> Both:
    return both(store, server, between)


@pytest.fixture
def mina(sides: Both) -> Person:
    """Somebody who is there already, under their own hand."""
    sides.server.put(f"{sides.path}mina.vcf", STRANGER)
    return sides.meet(MINA)


def did(result: Synchronised) -> list[str]:
    return [each.do for each in result.did]


def asked(result: Synchronised) -> list[tuple[str, str]]:
    return [(each.question.about, each.name) for each in result.asked]


def card(name: str, *lines: str, uid: str = "other-1") -> str:
    given, _, family = name.partition(" ")
    head = ("BEGIN:VCARD", "VERSION:3.0", f"UID:{uid}", f"FN:{name}", f"N:{family};{given};;;")
    return "\r\n".join((*head, *lines, "END:VCARD", ""))


def methods(sides: Both) -> list[str]:
    return [request.method for request in sides.proxy.seen]


def kept_lines(before: str, after: str) -> bool:
    return set(before.splitlines()) <= set(after.splitlines())


def test_somebody_like_them_is_asked_about_and_nothing_is_written(sides: Both, mina: Person) -> None:
    sides.meet("Ada Quillfeather")
    before = sides.cards()
    for dry_run in (True, False, False):
        result = sides.sync(dry_run=dry_run)
        assert asked(result) == ASKED
        [already] = result.asked[0].question.already
        assert (already.name, already.key, already.file) == (MINA, "mina", "")
        assert "same name" in already.why
    after = sides.cards()
    assert len(after) == len(before) + 1 and before.items() <= after.items()  # Ada's, who was not there


@one_server
def test_a_second_card_where_the_user_says_so(sides: Both, mina: Person) -> None:
    [theirs] = sides.cards().values()
    assert did(sides.sync({str(mina.id): "here"})) == ["create"]
    assert len(sides.cards()) == 2 and theirs in sides.cards().values()
    assert sides.are_equal(mina)
    sides.proxy.well()
    assert (did(sides.sync()), asked(sides.sync())) == ([], [])
    assert set(methods(sides)) == {"PROPFIND"}


@one_server
def test_one_who_is_left_out_is_not_asked_about_again(sides: Both, mina: Person) -> None:
    before = sides.cards()
    assert did(sides.sync({str(mina.id): "there"})) == ["leave out"]
    sides.edit(mina, title="Harbour Master")
    assert (did(sides.sync()), asked(sides.sync()), sides.cards()) == ([], [], before)
    assert did(sides.sync({str(mina.id): "here"})) == ["create"]
    assert sides.are_equal(mina)


def test_one_who_is_joined_with_the_card_that_is_there(sides: Both, mina: Person) -> None:
    [before] = sides.cards().values()
    assert did(sides.sync(link={str(mina.id): ""})) == ["link", "take", "update"]
    [(path, after)] = sides.cards().items()
    assert path == f"{sides.path}mina.vcf" and f"UID:{mina.uid}" not in after
    assert kept_lines(before, after)
    for line in ("TITLE:Head of Tides", "+45 20 12 34 56", "wilhelmina@stoatsworth.example"):
        assert line in after
    numbers = [tel.value for tel in sides.store.person(mina.id).contact.tel]
    assert sorted(numbers) == sorted((*(tel.value for tel in mina.contact.tel), "+442079460000"))
    sides.proxy.well()
    assert (did(sides.sync()), methods(sides)) == ([], ["PROPFIND"])
    sides.server.put(path, with_title("Head of Foam")(sides.server.get(path)))
    sides.edit(mina, email="mina@new.example")
    assert sorted(did(sides.sync())) == ["take", "update"]
    assert [title.value for title in sides.store.person(mina.id).contact.title] == ["Head of Foam"]
    assert "mina@new.example" in sides.server.get(path) and kept_lines(before, sides.server.get(path))


@one_server
@pytest.mark.parametrize(("keep", "title"), [("here", "Head of Tides"), ("there", "Boat Builder")])
def test_what_the_two_say_otherwise_is_a_question_of_its_own(sides: Both, keep: Side, title: str) -> None:
    sides.server.put(f"{sides.path}mina.vcf", with_line("TITLE:Boat Builder")(STRANGER))
    mina = sides.meet(MINA)
    result = sides.sync(link={str(mina.id): ""})
    assert (did(result), asked(result)) == (["link"], [("changed on both sides", MINA)])
    [clash] = result.asked[0].question.clashes
    assert (clash.here, clash.there) == ("Head of Tides", "Boat Builder")
    assert asked(sides.sync()) == [("changed on both sides", MINA)]
    sides.sync({str(mina.id): keep})
    [text] = sides.cards().values()
    assert f"TITLE:{title}" in text and "+45 20 12 34 56" in text
    assert [field.value for field in sides.store.person(mina.id).contact.title] == [title]
    assert (did(sides.sync()), asked(sides.sync())) == ([], [])


@one_server
def test_a_number_that_both_have_is_there_once_however_it_is_written(sides: Both) -> None:
    numbers = "TEL;TYPE=CELL:20 12 34 56", "item3.TEL:33 98 76 54", "item3.X-ABLabel:boat shed"
    sides.server.put(f"{sides.path}mina.vcf", card(MINA, *numbers))
    mina = sides.meet(MINA)
    sides.sync(link={str(mina.id): ""})
    [text] = sides.cards().values()
    assert [line.partition(":")[2] for line in text.splitlines() if "TEL" in line.partition(":")[0]] == [
        "20 12 34 56",
        "33 98 76 54",
        "+45 33 12 34 56",
    ]
    assert [tel.value for tel in sides.store.person(mina.id).contact.tel] == [
        "+4520123456",
        "+4533123456",
        "+4533987654",
    ]
    assert (did(sides.sync()), asked(sides.sync())) == ([], [])


@one_server
@pytest.mark.parametrize(
    ("own", "here"),
    [
        ("TEL;TYPE=CELL:40 11 22 33", "+4540112233"),
        ("item7.TEL;type=pref:+44 20 7946 0000\r\nitem7.X-ABLabel:boat shed", "+442079460000"),
    ],
)
def test_a_number_of_the_phone_stays_as_it_is_there_when_something_is_sent(sides: Both, own: str, here: str) -> None:
    one = sides.meet("Ada Quillfeather")
    sides.sync()
    sides.on_phone(one, with_line(own))
    sides.edit(one, title="Harbour Master")
    assert did(sides.sync()) == ["take", "update"]
    text = sides.there(one)
    assert set(own.split("\r\n")) <= set(text.splitlines()) and text.count("TEL") == 3
    assert sides.store.person(one.id).contact.tel[-1].value == here
    assert did(sides.sync()) == []


@one_server
@pytest.mark.parametrize(
    ("name", "there"),
    [
        ("Ottilie Müllerin", card("Ottilie Muellerin")),
        ("Ada Quillfeather", card("Ada Marramgrass", "TEL;TYPE=CELL:+45 20 12 34 56")),  # married
        ("Ada Quillfeather", card("Aunt Ada", "EMAIL:ada@quillfeather.example")),
        ("Ada Quillfeather", card("Boat Shed", "TEL;TYPE=CELL:20 12 34 56")),
        ("Ada Quillfeather", card("Ada Quillfeather", "ORG:Another & Co", uid="urn:uuid:other-1")),
    ],
)
def test_who_seems_the_same(sides: Both, name: str, there: str) -> None:
    sides.server.put(f"{sides.path}other.vcf", there)
    sides.meet(name)
    assert asked(sides.sync()) == [("seems to be there already", name)]


@one_server
@pytest.mark.parametrize(
    "there",
    [
        STRANGER,
        card("Cosmo Tavernash", "ORG:Quillfeather & Co", "TEL;TYPE=WORK:+45 33 12 34 56"),  # a colleague
        card("Ada Oxenhope", "TITLE:Head of Tides"),
        card("Ada Quillfeather", "X-ADDRESSBOOKSERVER-KIND:group"),
    ],
)
def test_who_does_not(sides: Both, there: str) -> None:
    sides.server.put(f"{sides.path}other.vcf", there)
    sides.meet("Ada Quillfeather")
    assert did(sides.sync()) == ["create"]


@one_server
def test_nothing_is_read_where_nobody_is_new_or_all_cards_are_ours(sides: Both) -> None:
    sides.meet("Ada Quillfeather")
    sides.sync()
    sides.meet("Bodil Marramgrass")
    sides.proxy.well()
    assert did(sides.sync()) == ["create"] and "REPORT" not in methods(sides)
    sides.server.put(f"{sides.path}stranger.vcf", STRANGER)
    sides.meet("Cosmo Tavernash", good=False)
    sides.proxy.well()
    sides.sync()
    assert methods(sides) == ["PROPFIND"]


@one_server
def test_of_several_the_user_says_which(sides: Both, mina: Person) -> None:
    sides.server.put(f"{sides.path}mina%20b;x.vcf", card(MINA, "NOTE:the second"))
    result = sides.sync(link={str(mina.id): ""})
    assert (did(result), len(sides.cards())) == ([], 2)
    [(key, error)] = result.failed
    assert key == str(mina.id) and f"--link {mina.id}=mina  {MINA}" in error.message
    assert {each.key for each in sides.sync().asked[0].question.already} == {"mina", "mina%20b;x"}
    assert sides.sync(link={str(mina.id): "nobody"}).failed
    assert did(sides.sync(link={str(mina.id): "mina%20b;x"}))[0] == "link"
    assert "Head of Tides" in sides.server.get(f"{sides.path}mina%20b;x.vcf")
    other = sides.meet("Stoatsworth Wilhelmina")
    assert [each.key for each in sides.sync().asked[0].question.already] == ["mina"]  # the other card is taken
    assert sides.sync().asked[0].key == str(other.id)


@one_server
def test_a_card_of_theirs_under_another_name_is_theirs(sides: Both, mina: Person) -> None:
    sides.sync({str(mina.id): "here"})
    text = sides.there(mina)
    sides.delete_there(mina)
    sides.server.put(f"{sides.path}moved.vcf", text)
    sides.store.accounts.drop(sides.account, mina.id)  # a store from before
    assert (did(sides.sync()), asked(sides.sync())) == ([], [])
    assert len(sides.cards()) == 2 and sides.are_equal(mina)


@one_server
def test_who_is_in_a_file_of_an_address_book_is_asked_about(sides: Both, tmp_path: Path) -> None:
    file = tmp_path / "Contacts.vcf"
    file.write_text(card("Cosmo Tavernash", uid="2") + card("Ada Quillfeather", "ORG:Quillfeather & Co"))
    add_book(sides.store, file, made.NOW)
    ada = sides.meet("Ada Quillfeather")
    [question] = sides.sync().asked
    [already] = question.question.already
    assert (question.question.about, already.file, already.line, already.key) == (
        "seems to be there already",
        str(file),
        7,
        "",
    )
    [(_, error)] = sides.sync(link={str(ada.id): ""}).failed
    assert "no card there" in error.message and not sides.cards()
    assert did(sides.sync({str(ada.id): "here"})) == ["create"]
    assert asked(sides.sync()) == []


@one_server
def test_a_joined_card_that_is_moved_is_found_by_its_own_uid(sides: Both, mina: Person) -> None:
    def move(name: str) -> None:
        [(path, text)] = sides.cards().items()
        sides.server.delete(path)
        sides.server.put(f"{sides.path}{name}.vcf", text)

    sides.sync(link={str(mina.id): ""})
    move("first")
    sides.edit(mina, title="Harbour Master")
    assert did(sides.sync()) == ["update"]
    assert sides.store.forget(mina.id).left
    move("second")
    assert asked(sides.sync()) == [("no longer here", MINA)]
    assert did(sides.sync({"first": "here"})) == ["delete"]
    assert not sides.cards()


@one_server
def test_whose_card_was_joined_with_another_on_the_phone_can_be_joined_here(sides: Both) -> None:
    ada = sides.meet("Ada Quillfeather")
    sides.sync()
    sides.delete_there(ada)
    sides.server.put(f"{sides.path}other.vcf", card("Ada Quillfeather", "EMAIL:ada@quillfeather.example"))
    [question] = sides.sync().asked
    assert question.question.about == "deleted there"
    assert [each.key for each in question.question.already] == ["other"]
    assert did(sides.sync(link={str(ada.id): ""}))[0] == "link"
    [text] = sides.cards().values()
    assert "UID:other-1" in text and "Head of Tides" in text
    assert (did(sides.sync()), asked(sides.sync())) == ([], [])


@one_server
def test_a_joined_card_is_asked_about_again_when_a_merge_is_undone(sides: Both, mina: Person) -> None:
    ada = sides.meet("Ada Quillfeather")
    sides.sync(link={str(mina.id): ""})
    sides.store.merge(ada.id, mina.id, sides.now(), settle)
    sides.store.undo(sides.now())
    assert ASKED[0] in asked(sides.sync())
    sides.sync(link={str(mina.id): ""})
    assert (did(sides.sync()), asked(sides.sync()), len(sides.cards())) == ([], [], 2)
    assert sides.store.accounts.left_there(sides.account) == ()


@one_server
def test_a_dry_run_joins_nobody(sides: Both, mina: Person) -> None:
    before = sides.cards()
    assert did(sides.sync(dry_run=True, link={str(mina.id): ""})) == ["link"]
    assert did(sides.sync(dry_run=True, keep={str(mina.id): "here"})) == ["create"]
    assert (sides.cards(), asked(sides.sync())) == (before, ASKED)


@one_server
def test_a_card_that_cannot_be_read_whole_is_joined_with_nobody(sides: Both, mina: Person) -> None:
    half = says(200, STRANGER.partition("NOTE")[0].encode(), Content_Type="text/vcard", ETag='"x"')
    sides.proxy.fault = lambda request: half if request.method == "GET" else None
    [(_, error)] = sides.sync(link={str(mina.id): ""}).failed
    assert "left as it is" in error.message
    sides.proxy.well()
    assert asked(sides.sync()) == ASKED  # nothing was joined


@one_server
@pytest.mark.parametrize("fault", [ANSWER_LOST, NOT_REACHED])
def test_a_join_that_is_interrupted_at_any_request_is_done_once(sides: Both, mina: Person, fault: Fault) -> None:
    number, met = 0, True
    while met:
        number += 1
        sides.proxy.at(number, fault, also_after=True)
        sides.sync(link={str(mina.id): ""})
        met = len(sides.proxy.seen) >= number
        sides.proxy.well()
        sides.sync(link={str(mina.id): ""})
        [text] = sides.cards().values()
        assert "UID:stranger-1" in text and text.count("+45 20 12 34 56") == text.count("TITLE:") == 1
        assert (did(sides.sync()), asked(sides.sync())) == ([], [])
        # Both sides as they were before.
        sides.store.accounts.drop(sides.account, mina.id)
        sides.server.put(f"{sides.path}mina.vcf", STRANGER)
    assert number > 4


def without_data(reply: Reply) -> Reply:
    return Reply(reply.status, reply.headers, re.sub(rb"(address-data)[^<]*>[^<]+<", rb"\1><", reply.body))


def other_paths(reply: Reply) -> Reply:
    return Reply(reply.status, reply.headers, reply.body.replace(b"mina.vcf", b"nobody.vcf"))


def no_xml(reply: Reply) -> Reply:
    return Reply(reply.status, reply.headers, reply.body.replace(b"BDAY", b"\x0b"))


@one_server
@pytest.mark.parametrize(
    "fault",
    [
        says(403),
        says(501),
        says(400),
        NOT_FOUND,
        BOMB,
        HUGE,
        WEB_PAGE,
        *map(Fault, (without_data, other_paths, no_xml)),
    ],
)
def test_where_many_cannot_be_read_at_once_they_are_read_one_by_one(sides: Both, mina: Person, fault: Fault) -> None:
    sides.proxy.fault = lambda request: fault if request.method == "REPORT" else None
    result = sides.sync()
    assert (asked(result), result.stopped, result.complaints) == (ASKED, None, [])


@one_server
@pytest.mark.parametrize(
    "fault", [says(403, b"<html>no</html>", Content_Type="text/html"), says(200, b"%PDF-1.7"), HUGE]
)
def test_a_card_that_nobody_can_read_is_said_and_stops_nothing(sides: Both, fault: Fault) -> None:
    sides.server.put(f"{sides.path}stranger.vcf", STRANGER)
    sides.meet("Ada Quillfeather")
    sides.proxy.fault = lambda request: (
        fault
        if request.method == "GET" and "stranger" in request.path
        else says(501)
        if request.method == "REPORT"
        else None
    )
    result = sides.sync()
    assert (did(result), result.stopped) == (["create"], None)
    assert "cards there that cannot be read, and may be somebody's here: 1" in result.complaints


@one_server
@pytest.mark.parametrize("fault", [says(500), WEB_PAGE, NOT_REACHED, says(429)])
def test_nobody_is_created_where_it_cannot_be_told_who_is_there(sides: Both, mina: Person, fault: Fault) -> None:
    sides.proxy.fault = lambda request: fault if request.method in ("REPORT", "GET") else None
    result = sides.sync()
    assert result.stopped and result.stopped.advice and did(result) == []
    assert "PUT" not in methods(sides)
    sides.proxy.well()
    assert asked(sides.sync()) == ASKED


@one_server
def test_many_cards_are_read_fifty_at_a_time(sides: Both) -> None:
    for number in range(51):
        name = f"{'ABCDEFGHIJ'[number % 10]}ilgamar Stoat{'abcdefghij'[number // 10]}worth"
        sides.server.put(f"{sides.path}{number}.vcf", card(name, uid=f"u{number}"))
    sides.meet(MINA)
    sides.server.put(f"{sides.path}mina.vcf", STRANGER)
    sides.proxy.well()
    assert asked(sides.sync()) == ASKED
    assert methods(sides) == ["PROPFIND", "REPORT", "REPORT"]


@one_server
@pytest.mark.parametrize(
    "change",
    [
        lambda text: text.replace("FN:", "FN:" + "Stoat " * 20_000),
        lambda text: text.replace("END:", "TEL:+4520123456\r\n" * 5_000 + "END:"),
        lambda text: text.replace("\r\nEND:VCARD", ""),
        lambda text: text * 3,
        lambda text: text.replace("Wilhelmina", "Wilhelmina\u202e\x1b[2J"),
    ],
)
def test_hostile_cards_are_looked_at_in_no_time(sides: Both, change: Callable[[str], str]) -> None:
    sides.server.put(f"{sides.path}mina.vcf", STRANGER)
    sides.meet(MINA)
    body = says(200, change(STRANGER).encode(), Content_Type="text/vcard")
    sides.proxy.fault = lambda request: (
        says(501)
        if request.method == "REPORT"
        else body
        if request.method == "GET" and "mina" in request.path
        else None
    )
    result = sides.sync()
    assert result.stopped is None and not result.failed
    assert all(len(each.name) < 3_000 for found in result.asked for each in found.question.already)
