"""What stands before the @ checked against the people of an invented card and against words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from printed import at

from cardscan.enrich.mailboxes import check_names, is_called_after
from cardscan.model import Contact, Field, Line, Reading


def field(value: str, confidence: float = 0.99) -> Field:
    return Field(value, value, confidence, origin="rapidocr")


def mended(line: Line, *names: str, raw: str = "") -> str:
    """The one address of a line after the check, beside people of these names."""
    raw = raw or line.text
    email = Field(raw, raw, line.confidence, origin="rapidocr", box=line.box)
    contact = Contact(fn=tuple(field(name) for name in names), email=(email,))
    [found] = check_names(contact, "", [line]).email
    assert (found == email) == (found.value == raw) and not found.sure
    return found.value


def doubted(text: str, at_letter: int, other: str = "~") -> Line:
    """A line of which one letter was read with doubt."""
    line = at(text, 0, 0, other, sure=0.99)
    chars = tuple(0.4 if n == at_letter else 0.99 for n in range(len(text)))
    readings = (Reading("rapidocr", text, 0.95, chars), line.readings[1])
    return Line(text, 0.95, line.box, line.place, readings, line.agreed)


@pytest.mark.parametrize(
    ("local", "name"),
    [
        ("jo.brackwyth", "Jo Brackwyth"),
        ("brackwythjo", "Jo Brackwyth"),
        ("jbrackwyth2", "Jo Brackwyth"),
        ("rktidemoor", "Dr. Rasmus Kel T. Tidemoor"),
        ("jsk_brackwyth", "Jan S. Kel Brackwyth"),
        ("mkkelp", "Myokul Kelp"),
    ],
)
def test_a_mailbox_called_after_a_person(local: str, name: str) -> None:
    words = name.casefold().replace(".", "").split()
    assert is_called_after(local, words)
    assert not is_called_after(local + "x", words) and not is_called_after("x" + local, words)


@given(st.text("abß@.ş1", max_size=90), st.lists(st.text("ab", min_size=1, max_size=20), max_size=9))
def test_any_mailbox_is_looked_at_without_error_or_delay(local: str, words: list[str]) -> None:
    is_called_after(local, words)


def test_the_other_reader_s_mailbox_is_taken_where_it_is_called_after_the_person() -> None:
    glued = at("anrktidemoor@kelpwick.dk", 0, 0, "+,rktidemoor@kelpwick.dk")
    assert mended(glued, "Rasmus K. T. Tidemoor") == "rktidemoor@kelpwick.dk"
    assert mended(glued, "Odo Brackwyth") == glued.text
    word = at("a.mills@kelpwick.dk", 0, 0, "a.mils@kelpwick.dk")
    assert mended(word, "Ann Mils") == word.text  # what is a word is no misreading of what is none
    of_another = at("sales@kelpwick.dk odo@kelpwick.dk", 0, 0, "sales@kelpwick.dk odo@kelpwick.dk .")
    assert mended(of_another, "Odo Brackwyth", raw="sales@kelpwick.dk") == "sales@kelpwick.dk"


def test_a_letter_read_with_doubt_follows_the_name() -> None:
    assert mended(doubted("nvondermor@kelpwick.dk", 7), "Nina Vondermoor") == "nvondermoor@kelpwick.dk"  # lost
    assert mended(doubted("nvondemmoor@kelpwick.dk", 6), "Nina Vondermoor") == "nvondermoor@kelpwick.dk"
    clear = at("nvondermor@kelpwick.dk", 0, 0, "~", sure=0.99)
    assert mended(clear, "Nina Vondermoor") == clear.text
    alike = doubted("nvondermor@kelpwick.dk", 7, "nvondermor@kelpwick.dk")
    assert mended(alike, "Nina Vondermoor") == alike.text


def test_a_blurred_sign_is_no_letter_more() -> None:
    assert mended(at("jkelpi@kelpwick.dk", 0, 0, "~", sure=0.8), "Jo Kelp") == "jkelp@kelpwick.dk"
    for stays in (at("jkelpi@kelpwick.dk", 0, 0, "~", sure=0.95), at("jkelpa@kelpwick.dk", 0, 0, "~", sure=0.95)):
        assert mended(stays, "Jo Kelp") == stays.text


def test_letters_lost_at_the_edge_follow_the_name() -> None:
    cut = at("ackwyth@kelpwick.dk", 0, 0, "ackwyth@kelpwick.dk")
    assert mended(cut, "Jo Brackwyth") == "brackwyth@kelpwick.dk"
    assert mended(cut, "Jo Tidemoor") == cut.text
    own = at("bastian@kelpwick.dk", 0, 0, "bastian@kelpwick.dk")
    assert mended(own, "Sebastian Kelp") == own.text  # a name by itself
    labelled = at("E-mail: ackwyth@kelpwick.dk", 0, 0, "~")
    assert mended(labelled, "Jo Brackwyth", raw="ackwyth@kelpwick.dk") == "ackwyth@kelpwick.dk"  # nothing was cut off


@pytest.mark.parametrize(
    ("read", "meant"),
    [
        ("quay.moid@kelpwick.dk", "quay.mold@kelpwick.dk"),
        ("hydroiogist7@kelpwick.dk", "hydrologist7@kelpwick.dk"),
        ("quay.mold@kelpwick.dk", "quay.mold@kelpwick.dk"),
        ("jo.arnor@kelpwick.dk", "jo.arnor@kelpwick.dk"),  # its letters run as in a name
    ],
)
def test_a_word_takes_the_place_of_what_looks_like_it_and_is_none(read: str, meant: str) -> None:
    assert mended(at(read, 0, 0, "~", sure=0.99)) == meant
    assert mended(at(read, 0, 0, read, sure=0.99)) == read


def test_what_the_card_has_once_it_does_not_have_twice() -> None:
    line = at("ackwyth@kelpwick.dk", 0, 0, "ackwyth@kelpwick.dk")
    cut = Field(line.text, line.text, 0.9, origin="rapidocr", box=line.box)
    contact = Contact(fn=(field("Jo Brackwyth"),), email=(cut, field("brackwyth@kelpwick.dk")))
    assert check_names(contact, "", [line]) == contact


def test_local_part_follows_the_name() -> None:
    contact = Contact(fn=(field("Jo Smithwick"),), email=(field("jo.srnithwick@brackwyth.de", 0.9),))
    assert [f.value for f in check_names(contact, "", ()).email] == ["jo.smithwick@brackwyth.de"]
    sure = Contact(fn=contact.fn, email=(field("jo.srnithwick@brackwyth.de"),))
    assert check_names(sure, "", ()) == sure
    other = Contact(fn=(field("Anna Müller"),), email=(field("info@brackwyth.de", 0.5),))
    assert check_names(other, "", ()) == other


@pytest.mark.parametrize(
    ("read", "name", "right"),
    [
        ("i.brackwyth", "Leela Brackwyth", "l.brackwyth"),
        ("ibrackwyth", "Leela Brackwyth", "lbrackwyth"),
        ("5-brackwyth", "Silvan Brackwyth", "s-brackwyth"),
        ("i.brackwyth", "Leela Ida Brackwyth", "i.brackwyth"),  # it is one of theirs
        ("i.brackwyth", "Odo Brackwyth", "i.brackwyth"),  # it may be somebody else's
        ("i.tidemoor", "Leela Brackwyth", "i.tidemoor"),
    ],
)
def test_an_initial_follows_the_name(read: str, name: str, right: str) -> None:
    contact = Contact(fn=(field(name),), email=(field(f"{read}@brackwyth.de", 0.9),))
    assert [f.value for f in check_names(contact, "", ()).email] == [f"{right}@brackwyth.de"]


@pytest.mark.parametrize(
    ("read", "name", "right"),
    [
        ("brackwyth.I", "Ida Brackwyth", "brackwyth.i"),
        ("brackwyth.I", "Leela Brackwyth", "brackwyth.l"),
        ("Ieela.brackwyth", "Leela Brackwyth", "leela.brackwyth"),
        ("brackwyth.I", "Odo Brackwyth", "brackwyth.i"),
    ],
)
def test_no_reader_is_sure_of_a_stroke(read: str, name: str, right: str) -> None:
    found = Field(f"{read.lower()}@brackwyth.de", f"{read}@brackwyth.de", 0.99, origin="rapidocr")
    contact = Contact(fn=(field(name),), email=(found,))
    assert [f.value for f in check_names(contact, "", ()).email] == [f"{right}@brackwyth.de"]
