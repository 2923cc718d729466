"""Our changes in the server's card, and every other line as it was."""

from dataclasses import replace
from datetime import date

import made
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cardscan.model import Contact, Field
from cardscan.person import Meeting, Person
from cardscan.sync.card import written
from cardscan.sync.changes import Put, changes
from cardscan.sync.ours import Ours, card_in, ours, photo_of, readable, said_in
from cardscan.synced import Agreed
from cardscan.vcards.book import book_of

LINKED = Field("https://www.linkedin.com/in/ada", type="linkedin")


def person(contact: Contact | None = None, *events: str) -> Person:
    met = tuple(Meeting(n, date(2026, 10, n + 1), event) for n, event in enumerate(events or ("Boat fair",)))
    return Person(7, "uid-7", contact or made.contact(), met, made.NOW, made.NOW)


def pushed(before: Person, after: Person, there: str, picture: tuple[str, str] = ("", "")) -> str:
    """What a card there becomes when someone changes here."""
    was, now = ours(before, "short", False), ours(after, "short", False)
    agreed = Agreed(was.text, picture[0], readable(card_in(there)))
    mine = Ours(now.text, picture[1], "PHOTO;ENCODING=b;TYPE=JPEG:bmV3\r\n" if picture[1] else "")
    found = changes(said_in(was.text), said_in(now.text), said_in(agreed.theirs), said_in(agreed.theirs), None)
    assert not found.take
    return written(book_of(there), mine, found.push, agreed)


def with_lines(text: str, *lines: str) -> str:
    return text.replace("END:VCARD", "\r\n".join([*lines, "END:VCARD"]))


def other_lines(text: str, *names: str) -> list[str]:
    return [line.raw for line in book_of(text).lines if line.name not in (*names, "REV")]


BASE = ours(person(), "short", False).text
OWN = (
    "BDAY:1980-02-29",
    "item3.TEL;type=pref:+44 20 7946 0001",
    "item3.X-ABLabel:_$!<Boat>!$_",
    'X-ODD;X-P="a:b;c":;;\\, \\n x',
    "X-LONG:" + "wharf " * 11,
    "  and on",
)


def test_nothing_new_is_nothing_written() -> None:
    there = with_lines(BASE, *OWN)
    assert pushed(person(), person(), there) == there


def test_a_title_is_changed_and_nothing_else() -> None:
    there = with_lines(BASE, *OWN)
    after = pushed(person(), person(made.contact(title=(made.field("Chief of Ebb"),))), there)
    assert "TITLE:Chief of Ebb\r\n" in after
    assert other_lines(after, "TITLE") == other_lines(there, "TITLE")


def test_a_number_goes_with_its_label_and_another_comes() -> None:
    there = with_lines(BASE.replace("TEL;TYPE=CELL:", "item5.TEL:"), "item5.X-ABLabel:mine", "item5.X-ABADR:dk", *OWN)
    after = pushed(person(), person(made.contact(tel=(made.field("+4599887766", type="cell"),))), there)
    assert "item5" not in after and "+45 33 12 34 56" not in after
    assert "TEL;TYPE=CELL:+45 99 88 77 66\r\n" in after
    assert "item3.TEL;type=pref:+44 20 7946 0001\r\nitem3.X-ABLabel" in after


def test_a_profile_gets_a_group_of_its_own() -> None:
    there = with_lines(BASE, *OWN, "item1.URL:https://own.example", "item1.X-ABLabel:own")
    after = pushed(person(), person(made.contact(social=(LINKED,))), there)
    assert "item4.URL:https://www.linkedin.com/in/ada\r\nitem4.X-ABLabel:LinkedIn\r\n" in after
    assert "item1.URL:https://own.example\r\nitem1.X-ABLabel:own\r\n" in after


@pytest.mark.parametrize(
    ("note", "after"),
    [
        ("Met: Boat fair\\, 2026-10-01", "Met: Barge ball\\, 2026-10-02"),
        ("a boat\\nMet: Boat fair\\, 2026-10-01\\nand an oar", "a boat\\nMet: Barge ball\\, 2026-10-02\\nand an oar"),
        ("all mine now", "all mine now"),
        ("", ""),
    ],
)  # fmt: skip
def test_our_note_is_ours_and_what_is_around_it_is_not(note: str, after: str) -> None:
    card = made.contact(tel=())
    before, now = person(card, "Boat fair"), person(card, "Boat fair", "Barge ball")
    text = ours(before, "short", False).text
    there = text.replace("NOTE:Met: Boat fair\\, 2026-10-01", f"NOTE:{note}" if note else "X-NO:note")
    assert card_in(pushed(before, now, there)).value("NOTE") == after


def test_categories_of_the_users_own_stay() -> None:
    before, now = person(None, "Boat fair"), person(None, "Barge ball")
    there = ours(before, "short", False).text.replace("CATEGORIES:Boat fair", "CATEGORIES:Friends,Boat fair,Sail\\,or")
    assert "CATEGORIES:Friends,Sail\\,or,Barge ball\r\n" in pushed(before, now, there)


@pytest.mark.parametrize(("there", "replaced"), [("b2xk", True), ("dGhlaXJz", False), ("", False)])
def test_a_picture_is_replaced_only_where_it_is_ours(there: str, replaced: bool) -> None:
    was = photo_of(card_in(with_lines(BASE, "PHOTO;ENCODING=b;TYPE=JPEG:b2xk")))
    card = with_lines(BASE, f"PHOTO;ENCODING=b;TYPE=JPEG:{there}") if there else BASE
    after = pushed(person(), person(), card, (was, "new"))
    assert ("bmV3" in after, after == card) == (replaced, not replaced)


def test_a_picture_is_last() -> None:
    there = with_lines(BASE, "PHOTO;ENCODING=b;TYPE=JPEG:b2xk")
    after = pushed(person(), person(made.contact(url=(made.field("https://own.example"),))), there)
    assert after.endswith("URL;TYPE=WORK:https://own.example\r\nPHOTO;ENCODING=b;TYPE=JPEG:b2xk\r\nEND:VCARD\r\n")


def test_line_ends_and_what_stands_around_a_card_stay() -> None:
    there = "\ufeff" + with_lines(BASE, *OWN).replace("\r\n", "\n") + "\n\n"
    after = pushed(person(), person(made.contact(title=(made.field("Chief of Ebb"),))), there)
    assert "\r" not in after and after.startswith("\ufeff") and after.endswith("END:VCARD\n\n\n")


def test_what_is_kept_of_their_card_is_what_cardscan_reads() -> None:
    kept = readable(card_in(with_lines(BASE, *OWN, "PHOTO;ENCODING=b:b2xk", "GENDER:F")))
    assert "item3.X-ABLabel" in kept and "+44 20 7946 0001" in kept
    assert not any(own in kept for own in ("PHOTO", "NOTE", "GENDER", "X-ODD", "UID"))
    assert said_in(kept) == said_in(with_lines(BASE, *OWN))
    assert {"BDAY", "CATEGORIES"} <= {line.name for line in card_in(kept).properties}
    nobody = BASE.replace("N:Brackwyth;Ottoline", "N:;")
    for says in ("X-ABShowAs:COMPANY", "KIND:org"):
        company = with_lines(nobody, says)
        assert said_in(readable(card_in(company))) == said_in(company) != said_in(nobody)


LINES = st.lists(
    st.tuples(
        st.sampled_from(["X-A", "GEO", "item8.X-B", "GENDER", "X-C;TYPE=x"]),
        st.text("ab,;:\\ é語", max_size=90),
    )
)


@settings(deadline=None, max_examples=40)
@given(LINES, st.sampled_from(["title", "tel", "org", "email", "fn"]))
def test_lines_that_are_not_ours_stay_whatever_they_hold(lines: list[tuple[str, str]], kind: str) -> None:
    there = with_lines(BASE, *(f"{name}:{value.strip()}" for name, value in lines))
    fields = (replace(getattr(made.contact(), kind)[0], value="+4512345678" if kind == "tel" else "new@value.example"),)
    after = pushed(person(), person(replace(made.contact(), **{kind: fields})), there)
    names = {"title": ("TITLE",), "tel": ("TEL", "NOTE"), "org": ("ORG",), "email": ("EMAIL",), "fn": ("FN", "N")}[kind]
    assert other_lines(after, *names) == other_lines(there, *names)
    assert said_in(after) == said_in(ours(person(replace(made.contact(), **{kind: fields})), "short", False).text)


def test_a_put_without_a_place_is_added() -> None:
    bare = "BEGIN:VCARD\r\nVERSION:3.0\r\nFN:Ada\r\nN:;Ada;;;\r\nEND:VCARD\r\n"
    mine = ours(person(), "short", False)
    after = written(book_of(bare), mine, (Put("title", "", made.contact().title),), None)
    assert "TITLE:Head of Tides\r\n" in after
