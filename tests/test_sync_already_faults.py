"""Where it cannot be told who is there already: odd servers, hostile cards, and joins that are interrupted."""

import re
from collections.abc import Callable

import pytest
from faulty_proxy import (
    ANSWER_LOST,
    BOMB,
    HUGE,
    NOT_FOUND,
    NOT_REACHED,
    UNLISTED,
    WEB_PAGE,
    Fault,
    Reply,
    Request,
    says,
)
from syncing import ASKED, MINA, STRANGER, Both, asked, card, methods, one_server

from cardscan.person import Person
from cardscan.sync.changes import Where
from cardscan.sync.result import Synchronised


def did(result: Synchronised) -> list[str]:
    return [each.do for each in result.did]


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
        sides.store.servers.drop(sides.account, mina.id)
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


def hidden(request: Request) -> Fault | None:
    """The stranger's card is listed, and does not exist when it is asked for."""
    return NOT_FOUND if request.method == "REPORT" or request.path.endswith("mina.vcf") else None


@one_server
def test_nobody_is_created_while_a_listed_card_does_not_exist(sides: Both, mina: Person) -> None:
    sides.proxy.fault = hidden
    for dry_run in (True, False):
        result = sides.sync(dry_run=dry_run)
        [(key, error)] = result.failed
        assert (key, did(result), asked(result)) == (str(mina.id), [], [])
        assert "may be theirs" in error.message and f"--keep here {mina.id}" in error.advice
    assert "PUT" not in methods(sides)
    sides.proxy.well()
    assert asked(sides.sync()) == ASKED


@one_server
def test_who_is_there_already_is_asked_once_more_where_nothing_arrived(sides: Both, mina: Person) -> None:
    sides.proxy.at(2, NOT_FOUND, also_after=True)  # the list comes, and nothing else
    sides.sync()
    sides.proxy.well()
    for _ in range(2):
        assert asked(sides.sync()) == ASKED
    assert len(sides.cards()) == 1


@pytest.mark.parametrize("answers", [True, False])
def test_a_card_that_the_list_leaves_out_is_looked_at_all_the_same(sides: Both, mina: Person, answers: bool) -> None:
    """Another was created beside it: a list that lacks a card without a word looks like one that is whole."""
    listed: list[Request] = []

    def leaves_out(request: Request) -> Fault | None:
        if request.method == "REPORT" and not answers and not listed[1:]:
            return says(403)
        if request.method == "PROPFIND":
            listed.append(request)
            return UNLISTED if answers or len(listed) == 1 else None
        return None

    sides.proxy.fault = leaves_out
    assert asked(sides.sync()) == ASKED
    assert len(sides.cards()) == 1


@one_server
def test_a_card_that_is_gone_since_it_was_listed_keeps_nobody_out_for_long(sides: Both, mina: Person) -> None:
    def gone(request: Request) -> None:
        if request.number == 2:
            sides.server.delete(f"{sides.path}mina.vcf")

    sides.proxy.well()
    sides.proxy.fault = gone
    assert did(sides.sync()) == []
    sides.proxy.well()
    assert did(sides.sync()) == ["create"]
    assert sides.are_equal(mina)


@one_server
def test_a_card_that_never_can_be_read_keeps_nobody_out_whom_the_user_wants_there(sides: Both, mina: Person) -> None:
    sides.proxy.fault = hidden
    assert did(sides.sync({str(mina.id): "here"})) == ["create"]
    assert sides.are_equal(mina)


@one_server
@pytest.mark.parametrize("fault", [NOT_REACHED, says(500), NOT_FOUND])
@pytest.mark.parametrize(
    ("keep", "link", "does", "cards"),
    [("here", False, "create", 2), ("there", False, "leave out", 1), ("", True, "link", 1)],
)
def test_who_came_there_after_what_was_sent_did_not_arrive(
    sides: Both, fault: Fault, keep: Where, link: bool, does: str, cards: int
) -> None:
    mina = sides.meet(MINA)
    sides.proxy.fault = lambda request: fault if request.method == "PUT" else None
    sides.sync()
    sides.proxy.well()
    sides.server.put(f"{sides.path}mina.vcf", STRANGER)
    for dry_run in (True, False):
        assert asked(sides.sync(dry_run=dry_run)) == ASKED
    assert len(sides.cards()) == 1
    key = str(mina.id)
    assert did(sides.sync({key: keep} if keep else {}, link={key: ""} if link else {}))[0] == does
    assert len(sides.cards()) == cards
    sides.proxy.well()
    assert (did(sides.sync()), methods(sides)) == ([], ["PROPFIND"])


@one_server
def test_who_is_on_no_other_card_is_sent_once_more_where_nothing_arrived(sides: Both) -> None:
    sides.server.put(f"{sides.path}stranger.vcf", STRANGER)
    ada = sides.meet("Ada Quillfeather")
    sides.proxy.fault = lambda request: NOT_REACHED if request.method == "PUT" else None
    sides.sync()
    sides.proxy.well()
    assert did(sides.sync()) == ["create"]
    assert sides.are_equal(ada)


@one_server
def test_where_ones_own_card_does_not_exist_though_listed_the_others_are_looked_through(sides: Both) -> None:
    mina = sides.meet(MINA)
    sides.sync()
    sides.store.servers.drop(sides.account, mina.id)  # a store from before
    sides.server.put(f"{sides.path}mina.vcf", STRANGER)

    def moved(request: Request) -> None:
        if request.number == 2:
            sides.delete_there(mina)

    sides.proxy.well()
    sides.proxy.fault = moved
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
    assert methods(sides) == ["PROPFIND", "REPORT", "REPORT", "REPORT"]


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
