"""A card of ours of whom there is nobody here any more is asked about until it is found, or settled by the user."""

import re

import pytest
from faulty_proxy import ANSWER_LOST, NOT_FOUND, UNLISTED, Fault, Request, says
from syncing import HELP, TALKED, Both, asked, one_server, with_line, with_title

from cardscan.actions.same_person import make_one
from cardscan.actions.take_note import take_note
from cardscan.connections.notes.parts import Given
from cardscan.person import Person

ASKED = [("no longer here", "Evander Zwicki")]


def met(sides: Both) -> Person:
    one = sides.meet("Evander Zwicki")
    sides.meet("Ada Quillfeather")
    assert len(sides.sync().did) == 2
    return one


def gone(sides: Both) -> Person:
    """Somebody who was forgotten, and whose card is there."""
    one = met(sides)
    assert sides.store.forget(one.id).left
    return one


def move(sides: Both, one: Person, name: str = "elsewhere") -> None:
    """Move a card there, as some programs do."""
    card = sides.there(one)
    sides.delete_there(one)
    sides.server.put(f"{sides.path}{name}.vcf", card)


def once(sides: Both, method: str, fault: Fault, path: str = "") -> None:
    """Let one request be answered wrongly."""
    met: list[Request] = []

    def answer(request: Request) -> Fault | None:
        if request.method == method and path in request.path and not met:
            met.append(request)
            return fault
        return None

    sides.proxy.fault = answer


def always(sides: Both, *methods: str, fault: Fault = NOT_FOUND, path: str = "") -> None:
    sides.proxy.fault = lambda request: fault if request.method in methods and path in request.path else None


@one_server
@pytest.mark.parametrize("lost", [False, True])
def test_what_others_wrote_into_the_card_of_who_was_merged_is_on_the_other(sides: Both, lost: bool) -> None:
    one = met(sides)
    keep = next(each for each in sides.store.people() if each.id != one.id)
    friend = "item1.X-ABRELATEDNAMES:Zdis Kvap\r\nitem1.X-ABLabel:_$!<Friend>!$_"
    sides.on_phone(one, with_line(friend))
    sides.on_phone(one, lambda card: re.sub(r"NOTE:([^\r\n]*)", r"NOTE:\1\\nowes me a boat", card))
    sides.on_phone(keep, with_line("X-OWN:of hers"))
    sides.sync()
    make_one(sides.store, keep.id, one.id, sides.now())
    sides.sync()
    if lost:  # the card is written, and nobody hears of it
        once(sides, "PUT", ANSWER_LOST)
        sides.sync({one.uid: "here"})
        sides.proxy.well()
    sides.sync({one.uid: "here"})
    [card] = sides.cards().values()
    assert card.count("X-ABRELATEDNAMES:Zdis Kvap") == 1 == card.count("X-OWN:of hers") == card.count("owes me a boat")
    assert card.count("X-ABLabel:_$!<Friend>") == 1
    sides.sync()
    assert sides.sync().did == [] and sides.are_equal(sides.store.person(keep.id))


def test_a_card_that_was_moved_is_found_and_deleted(sides: Both) -> None:
    one = gone(sides)
    move(sides, one)
    assert asked(sides.sync()) == ASKED
    assert [each.do for each in sides.sync({one.uid: "here"}).did] == ["delete"]
    assert not sides.there(one) and len(sides.cards()) == 1
    assert asked(sides.sync()) == []


def test_a_card_that_was_not_listed_once_is_asked_about(sides: Both) -> None:
    one = gone(sides)
    empty = sides.server.ask("PROPFIND", sides.path, Depth="0")[1]
    once(sides, "PROPFIND", says(207, empty, Content_Type="text/xml"))
    assert ASKED[0] in asked(sides.sync())
    assert asked(sides.sync()) == ASKED
    sides.sync({one.uid: "here"})
    assert not sides.there(one)


@one_server
@pytest.mark.parametrize("methods", [("GET",), ("GET", "REPORT")])
def test_a_card_that_was_not_found_once_is_asked_about(sides: Both, methods: tuple[str, ...]) -> None:
    one = gone(sides)
    always(sides, *methods)
    result = sides.sync()
    assert [each.question.about for each in result.asked] == ["not found there"]
    assert (result.did, result.failed, result.stopped) == ([], [], None)
    sides.proxy.well()
    assert asked(sides.sync()) == ASKED
    assert sides.there(one)


@one_server
def test_that_it_be_deleted_waits_until_it_is_found(sides: Both) -> None:
    one = gone(sides)
    always(sides, "GET", "REPORT")
    result = sides.sync({one.uid: "here"})
    assert [each.question.about for each in result.asked] == ["not found there"] and not result.did
    sides.proxy.well()
    assert [each.do for each in sides.sync({one.uid: "here"}).did] == ["delete"]
    assert not sides.there(one)


@one_server
def test_a_server_that_says_that_a_card_is_not_there_as_it_is_to_be_deleted(sides: Both) -> None:
    one = gone(sides)
    once(sides, "DELETE", NOT_FOUND)
    [(_, error)] = sides.sync({one.uid: "here"}).failed
    assert "the server lists a card" in error.message and error.advice
    assert asked(sides.sync()) == ASKED


def test_one_who_is_nowhere_there_is_asked_about_until_it_is_settled(sides: Both) -> None:
    one = gone(sides)
    sides.delete_there(one)
    for _ in range(2):
        [question] = sides.sync().asked
        assert (question.question.about, question.key) == ("not found there", one.uid)
    sides.sync({one.uid: "there"})
    assert sides.sync().asked == []


@one_server
def test_a_card_called_otherwise_and_moved_is_found_by_its_uid(sides: Both) -> None:
    one = met(sides)
    move(sides, one, "first")
    sides.sync()
    sides.edit(one, title="Harbour Master")
    sides.sync()
    sides.store.forget(one.id)
    assert asked(sides.sync()) == ASKED
    move(sides, one, "second")
    assert asked(sides.sync()) == ASKED
    assert [each.do for each in sides.sync({"first": "here"}).did] == ["delete"]
    assert not sides.there(one)


@pytest.mark.parametrize("fault", [NOT_FOUND, UNLISTED])
def test_one_who_is_no_quality_connection_any_more_is_asked_about_until_found(sides: Both, fault: Fault) -> None:
    one = met(sides)
    take_note(sides.store, one.id, Given(TALKED, HELP, again=False), sides.now())
    once(sides, "PROPFIND" if fault is UNLISTED else "GET", fault, "" if fault is UNLISTED else one.uid)
    sides.sync()
    assert asked(sides.sync()) == [("no longer a quality connection", "Evander Zwicki")]
    move(sides, one)
    assert asked(sides.sync()) == [("no longer a quality connection", "Evander Zwicki")]
    card = sides.there(one)
    sides.delete_there(one)
    assert asked(sides.sync()) == [("not found there", "Evander Zwicki")]
    sides.server.put(f"{sides.path}again.vcf", card)
    assert [each.do for each in sides.sync({str(one.id): "here"}).did] == ["delete"]
    assert len(sides.cards()) == 1 and asked(sides.sync()) == []


@one_server
@pytest.mark.parametrize(("fault", "methods"), [(NOT_FOUND, ("GET",)), (UNLISTED, ("PROPFIND", "REPORT"))])
def test_nobody_is_left_out_whose_card_is_only_not_found(sides: Both, fault: Fault, methods: tuple[str, ...]) -> None:
    """What was said of a clash was taken for "leave it deleted" where the card was listed and not found just then."""
    one = sides.meet("Ada Quillfeather")
    sides.sync()
    sides.edit(one, title="Harbour Master")
    sides.on_phone(one, with_title("Head of Foam"))
    assert asked(sides.sync()) == [("changed on both sides", "Ada Quillfeather")]
    always(sides, *methods, fault=fault)
    result = sides.sync({str(one.id): "there"})
    if fault is NOT_FOUND:
        [(key, error)] = result.failed
        assert (key, result.did, result.asked) == (str(one.id), [], []) and error.advice
        sides.proxy.well()
        result = sides.sync({str(one.id): "there"})
    assert [each.do for each in result.did] == ["take"]
    assert sides.are_equal(one)


@one_server
def test_a_card_that_a_server_lists_for_ever_is_made_anew_where_the_user_says_so(sides: Both) -> None:
    one = sides.meet("Ada Quillfeather")
    sides.sync()
    listed = sides.server.ask("PROPFIND", sides.path, Depth="1")[1].replace(b"</ns0:getetag>", b"x</ns0:getetag>")
    sides.delete_there(one)
    always(sides, "PROPFIND", fault=says(207, listed, Content_Type="text/xml"))
    assert [key for key, _ in sides.sync().failed] == [str(one.id)]
    assert [each.do for each in sides.sync({str(one.id): "here"}).did] == ["create"]
    assert sides.are_equal(one)
