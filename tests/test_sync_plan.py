"""What is to be done about one person, from what both sides hold and what they agreed on."""

from dataclasses import replace
from datetime import date

import made
import pytest

from cardscan.dav.remote import RemoteCard
from cardscan.errors import InputError
from cardscan.person import Meeting, Person
from cardscan.sync.already import Already
from cardscan.sync.changes import Clash, Where
from cardscan.sync.ours import card_in, ours, readable, said_in
from cardscan.sync.plan import NOTHING, Question, Step, name_there, next_step, next_step_of_gone
from cardscan.synced import Agreed, Synced

ADA = Person(
    7, "uid-7", made.contact("Ada Quillfeather"), (Meeting(1, date(2026, 10, 1), "Boat fair"),), made.NOW, made.NOW
)
RENAMED = replace(ADA, contact=replace(ADA.contact, title=(made.field("Harbour Master"),)))
PROMOTED = replace(ADA, contact=replace(ADA.contact, title=(made.field("Admiral"),)))
LIKE_HER = (Already("Ada Quillfeather", ("the same name",), "/a.vcf"),)
MET_AGAIN = replace(ADA, meetings=(*ADA.meetings, Meeting(2, date(2026, 11, 1), "Barge ball")))


def text(person: Person) -> str:
    return ours(person, "short", False).text


def agreed(person: Person) -> Agreed:
    return Agreed(text(person), "", readable(card_in(text(person))))


def there(person: Person, etag: str = '"1"') -> RemoteCard:
    return RemoteCard("/7.vcf", etag, text(person).encode())


def known(**more: object) -> Synced:
    return replace(Synced(7, "/7.vcf", '"1"', agreed(ADA), revised=made.NOW), **more)  # type: ignore[arg-type]


def step(
    person: Person, row: Synced | None, card: RemoteCard | None, keep: Where | None = None, held_back: str = ""
) -> Step:
    return next_step(person, held_back, row, card, ours(person, "short", False), keep)


def test_nothing_new() -> None:
    assert step(ADA, known(), there(ADA)) == NOTHING
    assert step(ADA, known(revised=None), there(ADA, '"2"')).do == "agree"


def test_new_here() -> None:
    new = step(ADA, None, None)
    assert (new.do, new.card, new.agreed) == ("create", text(ADA), agreed(ADA))


def test_a_card_of_ours_that_is_there_already_is_taken_for_it() -> None:
    assert step(ADA, None, there(ADA)) == Step("agree", agreed=agreed(ADA))


@pytest.mark.parametrize(
    ("row", "card", "keep", "does"),
    [
        (known(), None, None, "ask"),
        (known(), None, "here", "create"),
        (known(), None, "there", "leave out"),
        (known(left_out=True), None, None, "nothing"),
        (known(left_out=True), None, "there", "nothing"),
        (known(left_out=True), None, "here", "create"),
        (known(left_out=True), there(ADA), "here", "agree"),
        (known(agreed=None, sending=agreed(ADA)), None, None, "create"),
    ],
)
def test_nobody_there(row: Synced, card: RemoteCard | None, keep: Where | None, does: str) -> None:
    assert step(ADA, row, card, keep).do == does


@pytest.mark.parametrize(
    ("row", "card", "keep", "does"),
    [
        (None, None, None, "nothing"),
        (None, there(ADA), None, "nothing"),
        (known(), None, None, "ask"),
        (known(), None, "here", "let go"),
        (known(), None, "there", "let go"),
        (known(), there(ADA), None, "ask"),
        (known(), there(ADA), "here", "delete"),
        (known(), there(ADA), "there", "leave out"),
        (known(left_out=True), there(ADA), "here", "nothing"),
    ],
)
def test_somebody_held_back(row: Synced | None, card: RemoteCard | None, keep: Where | None, does: str) -> None:
    assert step(ADA, row, card, keep, held_back="no note yet").do == does


@pytest.mark.parametrize(
    ("card", "keep", "does"),
    [
        (None, None, "ask"),
        (None, "here", "let go"),
        (None, "there", "let go"),
        (there(ADA), None, "ask"),
        (there(ADA), "here", "delete"),
        (there(ADA), "there", "let go"),
    ],
)
def test_somebody_gone(card: RemoteCard | None, keep: Where | None, does: str) -> None:
    assert next_step_of_gone(card, keep).do == does


def test_what_both_sides_changed_is_asked_and_nothing_is_written_over() -> None:
    """Else what the user typed on the phone is lost to what they typed here."""
    asked = step(RENAMED, known(), there(PROMOTED, '"2"'))
    clash = Clash("title", "Harbour Master", "Admiral")
    assert asked == Step("ask", question=Question("changed on both sides", clashes=(clash,)))
    assert step(RENAMED, known(), there(PROMOTED, '"2"'), "here").card == text(RENAMED)
    assert step(RENAMED, known(), there(PROMOTED, '"2"'), "there").take[0].fields[0].value == "Admiral"


def test_who_seems_to_be_there_already_is_asked_about_before_they_are_created() -> None:
    """Else the phone has everybody twice."""

    def does(row: Synced | None, keep: Where | None = None) -> tuple[str, tuple[Already, ...]]:
        found = next_step(ADA, "", row, None, ours(ADA, "short", False), keep, LIKE_HER)
        return found.do, found.question.already if found.question else ()

    assert does(None) == ("ask", LIKE_HER)
    assert does(None, "here") == ("create", ())
    sent = known(agreed=None, sending=agreed(ADA))  # nobody knows whether it arrived
    assert does(sent) == ("ask", LIKE_HER)
    assert does(sent, "here") == ("create", ())
    assert does(sent, "there") == ("leave out", ())
    assert does(known()) == ("ask", LIKE_HER)  # deleted there, and there as another card


def test_what_changed_there_comes_here_and_what_is_still_to_be_sent_is_known() -> None:
    """Else what was typed here meanwhile is never sent."""
    took = step(ADA, known(), there(PROMOTED, '"2"'))
    assert (took.do, took.take[0].fields[0].value, took.taking_all) == ("take", "Admiral", True)
    here = replace(ADA, contact=replace(ADA.contact, org=(made.field("Tidewater"),)))
    took = step(here, known(), there(PROMOTED, '"2"'))
    assert (took.do, took.take[0].fields[0].value, took.taking_all) == ("take", "Admiral", False)
    took = step(MET_AGAIN, known(), there(PROMOTED, '"2"'))  # the note is no field, and is sent all the same
    assert (took.do, took.taking_all) == ("take", False)


@pytest.mark.parametrize("sent", [RENAMED, MET_AGAIN])
def test_what_was_sent_is_agreed_only_where_it_is_there(sent: Person) -> None:
    row = known(sending=agreed(sent))
    assert step(sent, row, there(sent, '"2"')).do == "agree"  # its answer was lost
    again = step(sent, row, there(ADA))  # it never came there
    assert (again.do, again.card) == ("update", text(sent))
    again = step(
        sent, row, replace(there(ADA, '"2"'), data=text(ADA).replace("END:", "ANNIVERSARY:1970-01-01\r\nEND:").encode())
    )
    assert again.do == "update" and "ANNIVERSARY" in again.card  # nor did it, and the card was changed there


def test_an_edit_after_an_answer_was_lost_is_no_clash() -> None:
    found = step(PROMOTED, known(sending=agreed(RENAMED)), there(RENAMED, '"2"'))
    assert (found.do, found.question) == ("update", None)
    assert "TITLE:Admiral" in found.card


@pytest.mark.parametrize(
    "data",
    [
        text(ADA).encode()[:200],
        text(ADA).encode().replace(b"END:VCARD\r\n", b""),
        text(ADA).encode() * 2,
        text(ADA).encode("utf-16"),
        text(ADA).replace("TITLE:", "TITLE:ä").encode("latin-1"),
        b"",
    ],
)
def test_half_a_card_or_another_thing_is_left_alone(data: bytes) -> None:
    with pytest.raises(InputError, match="left as it is"):
        step(RENAMED, known(), RemoteCard("/7.vcf", '"2"', data))


def test_who_is_on_a_card() -> None:
    assert name_there(there(ADA)) == "Ada Quillfeather"


def test_a_card_of_numbers_alone_says_no_company() -> None:
    """What is agreed of someone at first is their numbers: no empty company is taken for theirs."""
    said = said_in("BEGIN:VCARD\r\nTEL:+45 20 12 34 56\r\nEND:VCARD\r\n")
    assert (said.org, said.fn, len(said.tel)) == ((), (), 1)
