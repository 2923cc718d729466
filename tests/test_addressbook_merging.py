"""Lines that other programs wrote into cards of people who turn out to be one: both are on the card that stays."""

import re
import shutil
import sqlite3
from pathlib import Path

import made
import pytest
from phones import ADA, HELP, QUALITY, TALKED, Served, href_of, jpeg, served, strange, with_line

from cardscan.actions.same_person import make_one, make_one_of
from cardscan.actions.take_note import take_note
from cardscan.connections.notes.parts import Given
from cardscan.errors import WhoError
from cardscan.person import Person
from cardscan.store import open_store

pytestmark = pytest.mark.both_engines

ADELE = "Adelheid Quillfeather"
PHONETIC = "X-PHONETIC-LAST-NAME:Kwillfether"
RELATED = ("item7.X-ABRELATEDNAMES:Zdis Kvap", "item7.X-ABLabel:_$!<Friend>!$_")
LONG = "X-BOAT:" + "keel of the old lightship " * 6
PICTURE = "PHOTO;ENCODING=b;TYPE=JPEG:/9j/2wBDAAMCAgMCAgMDAwME"


def wrote(at: Served, person: Person, *lines: str) -> str:
    """Write lines into someone's card on the phone, and give the card as it is then."""
    card = at.card(person)
    for line in lines:
        card = with_line(card, line)
    assert at.put(href_of(person), card).status == 204
    return at.card(person)


def lines(card: str) -> list[str]:
    """The lines of a card, unfolded, whatever their groups are numbered."""
    whole = re.sub(r"\r\n[ \t]", "", card).split("\r\n")
    return [re.sub(r"^item\d+\.", "item.", line) for line in whole]


def but_rev(card: str) -> str:
    return re.sub(r"REV:.*\r\n", "", card)


def two(at: Served) -> tuple[Person, Person]:
    return at.meet(ADA), at.meet(ADELE, email=(), tel=())


def test_both_cards_lines_are_on_the_one_that_stays(at: Served) -> None:
    keep, gone = two(at)
    wrote(at, keep, PHONETIC, "X-OWN:of hers")
    wrote(at, gone, PHONETIC, LONG, *RELATED)
    make_one(at.store, keep.id, gone.id, at.clock())
    on_it = lines(at.card(keep))
    for line in (PHONETIC, "X-OWN:of hers", LONG.strip()):
        assert [each.strip() for each in on_it].count(line) == 1
    friend = on_it.index("item.X-ABRELATEDNAMES:Zdis Kvap")
    assert on_it[friend + 1] == "item.X-ABLabel:_$!<Friend>!$_"
    assert list(at.changes()[0]) == [href_of(keep)]


def test_a_card_that_no_phone_wrote_gets_the_lines_of_the_other(at: Served) -> None:
    keep, gone = two(at)
    wrote(at, gone, PHONETIC)
    make_one(at.store, keep.id, gone.id, at.clock())
    assert PHONETIC in at.card(keep)
    at.edit(keep, title="Harbour pilot")
    assert PHONETIC in at.card(keep) and "TITLE:Harbour pilot" in at.card(keep)


def test_groups_that_are_called_the_same_stay_apart(at: Served) -> None:
    keep, gone = two(at)
    wrote(at, keep, "item7.X-ABRELATEDNAMES:Bodil Marramgrass", "item7.X-ABLabel:aunt")
    wrote(at, gone, *RELATED)
    make_one(at.store, keep.id, gone.id, at.clock())
    card = at.card(keep)
    labels = dict(re.findall(r"(item\d+)\.X-ABLabel:(.*)\r", card))
    named = {value: labels[group] for group, value in re.findall(r"(item\d+)\.X-ABRELATEDNAMES:(.*)\r", card)}
    assert named == {"Bodil Marramgrass": "aunt", "Zdis Kvap": "_$!<Friend>!$_"}


def test_what_the_user_wrote_on_the_phone_around_our_note_stays(at: Served) -> None:
    keep, gone = two(at)
    for person, said in ((keep, "takes her tea black"), (gone, "owes me a boat\\, and an oar")):
        card = at.card(person)
        assert at.put(href_of(person), re.sub(r"NOTE:(.*)\r", rf"NOTE:\1\\n{said}\r", card)).status == 204
    make_one(at.store, keep.id, gone.id, at.clock())
    [note] = [line for line in lines(at.card(keep)) if line.startswith("NOTE:")]
    assert "takes her tea black" in note and "owes me a boat\\, and an oar" in note
    at.store.undo(at.clock())
    [note] = [line for line in lines(at.card(keep)) if line.startswith("NOTE:")]
    assert "takes her tea black" in note and "owes me" not in note


def test_a_picture_that_the_user_chose_is_worth_more_than_one_of_the_card(at: Served) -> None:
    keep, gone = at.meet(ADA, crop=jpeg()), at.meet(ADELE, crop=jpeg("navy"), email=(), tel=())
    ours = at.card(keep)
    card = at.card(gone)
    assert at.put(href_of(gone), re.sub(r"PHOTO[^:]*:[^\r]*\r\n(?:[ \t].*\r\n)*", PICTURE + "\r\n", card)).status == 204
    make_one(at.store, keep.id, gone.id, at.clock())
    assert [line for line in lines(at.card(keep)) if line.startswith("PHOTO")] == [PICTURE]
    at.store.undo(at.clock())
    photo = [line for line in lines(ours) if line.startswith("PHOTO")]
    assert [line for line in lines(at.card(keep)) if line.startswith("PHOTO")] == photo


def test_what_a_card_says_once_is_not_said_twice(at: Served) -> None:
    keep, gone = two(at)
    wrote(at, keep, "ANNIVERSARY:2019-05-04")
    wrote(at, gone, "ANNIVERSARY:2020-01-01", "GENDER:F")
    make_one(at.store, keep.id, gone.id, at.clock())
    card = at.card(keep)
    assert "GENDER:F" in card and "ANNIVERSARY:2019-05-04" in card and "ANNIVERSARY:2020" not in card


def test_undone_each_has_their_own_again_byte_for_byte(at: Served) -> None:
    keep, gone = two(at)
    mine, theirs = wrote(at, keep, PHONETIC, "X-OWN:of hers"), wrote(at, gone, PHONETIC, LONG, *RELATED)
    make_one(at.store, keep.id, gone.id, at.clock())
    wrote(at, keep, "X-LATER:written since")
    at.store.undo(at.clock())
    assert at.card(gone) == theirs
    assert but_rev(at.card(keep)) == but_rev(with_line(mine, "X-LATER:written since"))


def test_split_again_each_has_their_own(at: Served) -> None:
    keep, gone = two(at)
    wrote(at, keep, "X-OWN:of hers")
    wrote(at, gone, *RELATED)
    make_one(at.store, keep.id, gone.id, at.clock())
    assert "X-ABRELATEDNAMES" in at.card(keep)
    meeting = at.store.person(keep.id).meetings[-1]
    apart = at.store.split(keep.id, meeting.id, at.clock())
    assert "X-ABRELATEDNAMES" in at.card(apart) and "X-OWN" not in at.card(apart)
    assert "X-ABRELATEDNAMES" not in at.card(keep) and "X-OWN" in at.card(keep)
    at.store.undo(at.clock())
    assert "X-ABRELATEDNAMES" in at.card(keep)


def test_two_sides_of_one_card_are_one_with_all_lines(at: Served) -> None:
    front, back = two(at)
    wrote(at, back, *RELATED)
    at.store.join_back(front.id, back.id, at.clock(), lambda older, newer: newer)
    assert "X-ABRELATEDNAMES" in at.card(front)


def test_several_become_one_after_the_other(at: Served) -> None:
    first, second, third = *two(at), at.meet("Alma Quillfeather", email=(), tel=())
    wrote(at, second, "X-SECOND:2")
    wrote(at, third, "X-THIRD:3")
    make_one(at.store, second.id, third.id, at.clock())
    assert "X-THIRD:3" in at.card(second)
    make_one_of(at.store, first.id, [second.id], at.clock())
    assert [line for line in lines(at.card(first)) if line[:3] == "X-S" or line[:3] == "X-T"] == [
        "X-SECOND:2",
        "X-THIRD:3",
    ]
    at.store.undo(at.clock())
    at.store.undo(at.clock())
    assert "X-SECOND" not in at.card(first) and "X-THIRD" not in at.card(first)
    assert "X-SECOND:2" in at.card(second) and "X-THIRD" not in at.card(second)
    assert "X-THIRD:3" in at.card(third)


def test_a_line_that_is_taken_off_on_the_phone_does_not_come_back(at: Served) -> None:
    keep, gone = two(at)
    wrote(at, gone, PHONETIC, "X-OWN:of hers")
    make_one(at.store, keep.id, gone.id, at.clock())
    card = at.card(keep)
    assert at.put(href_of(keep), card.replace(PHONETIC + "\r\n", "")).status == 204
    at.edit(keep, title="Harbour pilot")
    assert PHONETIC not in at.card(keep) and "X-OWN:of hers" in at.card(keep)


def test_who_may_not_leave_keeps_the_lines_until_they_may(at: Served) -> None:
    keep, gone = at.meet(ADA, good=False), at.meet(ADELE, email=(), tel=())
    wrote(at, gone, PHONETIC)
    make_one(at.store, gone.id, keep.id, at.clock())
    assert PHONETIC in at.card(gone)
    made.noted(at.store, gone.id, made.Note("", "", at.clock(), again=False), at.clock())
    assert at.card(gone) == ""
    take_note(at.store, gone.id, Given(TALKED, f"{HELP} too", again=True), at.clock())
    assert PHONETIC in at.card(gone)


def test_they_go_with_who_is_forgotten_and_come_back_with_them(at: Served, db: str) -> None:
    keep, gone = two(at)
    wrote(at, gone, PHONETIC)
    make_one(at.store, keep.id, gone.id, at.clock())
    assert PHONETIC in str(at.store.held(keep.id))
    at.store.trash.put([keep.id], at.clock())
    assert at.card(keep) == ""
    at.store.trash.put_back([keep.id], at.clock())
    assert PHONETIC in at.card(keep)
    at.store.forget(keep.id)
    with pytest.raises(WhoError):
        at.store.held(gone.id)


@pytest.mark.sqlite
def test_nothing_of_them_is_left_in_the_file(at: Served, db: str) -> None:
    keep, gone = two(at)
    wrote(at, gone, PHONETIC)
    make_one(at.store, keep.id, gone.id, at.clock())
    assert PHONETIC in at.card(keep)
    at.store.forget(keep.id)
    at.store.close()
    assert b"Kwillfether" not in Path(db).read_bytes()


@pytest.mark.sqlite
def test_cards_that_phones_wrote_before_are_as_they_were(tmp_path: Path, empty: Path) -> None:
    db = str(shutil.copy(empty, tmp_path / "x.db"))
    with open_store(db) as store, served(store) as at:
        person = at.meet(ADA)
        card = wrote(at, person, PHONETIC)
    with sqlite3.connect(db) as connection:
        connection.executescript(";".join(made.as_of("0019")))
    with open_store(db) as store, served(store) as at:
        assert at.card(store.person(person.id)) == card


def taken_in(at: Served, name: str = "Zdis Kvap", uid: str = "made-1") -> tuple[str, Person]:
    """A contact that was made on the phone, and is somebody here by now who waits for a note."""
    href = f"{QUALITY}{uid}.vcf"
    assert at.put(href, strange(name, uid, "TEL;TYPE=CELL:+45 40 40 40 40", "X-OWN:1"), If_None_Match="*").status == 201
    there = {each.id for each in at.store.people()}
    at.page("POST", "/phone/contacts/made", name=f"{uid}.vcf")
    [person] = [each for each in at.store.people() if each.id not in there]
    return href, person


def test_a_contact_made_on_the_phone_of_who_is_on_it_already_is_one_with_them(at: Served) -> None:
    """It stayed there as a second contact once both were one here."""
    keep = at.meet(ADA)
    href, gone = taken_in(at)
    assert at.put(href, with_line(at.cards(href)[href][1], "TEL;TYPE=HOME:+45 50 50 50 50")).status == 204
    _, token, _ = at.changes()
    make_one(at.store, keep.id, gone.id, at.clock())
    changed, token, _ = at.changes(token)
    assert changed[href] == "" and changed[href_of(keep)] and list(at.changes()[0]) == [href_of(keep)]
    card = at.card(keep)
    assert "X-OWN:1" in card and "+45 50 50 50 50" in card and "+45 40 40 40 40" in card
    assert at.store.phone.made() == () and "Zdis" not in at.page("GET", "/phone/contacts").text
    assert at.put(href, strange("Zdis Kvap", "made-1"), If_None_Match="*").status == 403  # of a phone that has it still
    at.store.undo(at.clock())
    changed, _, _ = at.changes(token)
    assert changed[href] and "X-OWN:1" in at.cards(href)[href][1] and "X-OWN" not in at.card(keep)
    take_note(at.store, gone.id, Given(TALKED, HELP), at.clock())
    assert "Met: " in at.cards(href)[href][1] and len(at.changes()[0]) == 2


def test_one_of_who_is_not_on_the_phone_yet_is_theirs_once_they_are(at: Served) -> None:
    keep = at.meet(ADA, good=False)
    href, gone = taken_in(at)
    before = at.cards(href)[href][1]
    make_one(at.store, keep.id, gone.id, at.clock())
    assert at.cards(href)[href][1] == before and at.store.phone.made() == ()
    take_note(at.store, keep.id, Given(TALKED, HELP), at.clock())
    assert list(at.changes()[0]) == [href]
    card = at.cards(href)[href][1]
    assert "Met: " in card and card.count("X-OWN:1") == 1 and "+45 40 40 40 40" in card


def test_two_made_on_phones_that_are_one_here_are_one_there(at: Served) -> None:
    first, keep = taken_in(at)
    second, gone = taken_in(at, "Zdislav Kvap", "made-2")
    make_one(at.store, keep.id, gone.id, at.clock())
    assert len(at.changes()[0]) == 1
    take_note(at.store, keep.id, Given(TALKED, HELP), at.clock())
    assert len(at.changes()[0]) == 1
    at.store.forget(keep.id)
    assert at.changes()[0] == {} and at.store.phone.made() == ()


def test_what_the_phone_changes_of_who_waits_is_here_and_goes_with_the_card(at: Served) -> None:
    href, person = taken_in(at)
    card = at.cards(href)[href][1].replace("Kvap", "Kvapil")
    assert at.put(href, with_line(card, "TITLE:Warden")).status == 204
    now = at.store.person(person.id).contact
    assert [field.value for field in (*now.fn, *now.title)] == ["Zdis Kvapil", "Warden"] and now.title[
        0
    ].origin == "phone"
    assert at.ask("DELETE", href).status == 204
    assert at.store.person(person.id).contact == now and at.changes()[0] == {}
    take_note(at.store, person.id, Given(TALKED, HELP), at.clock())
    assert list(at.changes()[0]) == [href_of(person)] and "X-OWN" not in at.card(person)
