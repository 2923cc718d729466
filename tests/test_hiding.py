"""A name is hidden wherever it gives the answer away, and nothing else is."""

from dataclasses import replace

import made
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardscan.connections.hiding import HIDDEN, hidden, hidden_in
from cardscan.model import KINDS, Contact


def shown(contact: Contact) -> dict[str, list[str]]:
    return {kind: [field.value for field in getattr(hidden(contact), kind)] for kind in KINDS}


def test_the_name_is_hidden_in_every_field() -> None:
    contact = made.contact(
        "Dr. Tomke Mühlrad-Voß",
        "Mühlrads Backstube",
        email=(made.field("t.m@muehlrad.example"),),
        url=(made.field("https://www.tmuehlrad-brot.example/ueber/tomke"),),
        social=(made.field("brotfrau77", type="instagram"),),
        nickname=(made.field("Brotfee"),),
        bday=(made.field("--04-30"),),
        tag=(made.field("Tomkes friends"),),
        custom=(made.field("since school", type="known"),),
    )
    assert shown(contact) == {
        "fn": [],
        "suffix": [],
        "title": ["Head of Tides"],
        "dept": [],
        "org": ["••• Backstube"],
        "tel": ["+4520123456", "+4533123456"],
        "email": ["•••@•••.example"],
        "url": ["https://www.•••-brot.example/ueber/•••"],
        "social": [HIDDEN],
        "adr": [],
        "nickname": [HIDDEN],
        "bday": ["--04-30"],
        "tag": ["••• friends"],
        "custom": ["since school"],
    }


def test_nothing_of_the_name_is_left_beside_the_values() -> None:
    assert "rackwyth" not in str(hidden(made.contact())).lower()


@pytest.mark.parametrize(
    ("name", "text", "left"),
    [
        ("Tomke Mühlrad", "Tomke's oven; MUEHLRAD bakes, Mühlrads mill", "•••'s oven; ••• bakes, ••• mill"),
        ("Zdislav Kvapilík", "ask Kvapilíka about Zdislavs canal", "ask ••• about ••• canal"),
        ("Robert Färnström", "Bob's barge, built by Fa\u0308rnstro\u0308m", "•••'s barge, built by •••"),
        ("Annika von Ott", "an annex and a note from Berlin", "an annex and a note from Berlin"),
        ("T. Ravelcote", "t is a letter", "t is a letter"),
    ],
)
def test_in_a_note(name: str, text: str, left: str) -> None:
    assert hidden_in(text, made.contact(name)) == left


def test_in_scripts_without_spaces() -> None:
    parts = {"family": "汐見", "given": "灯"}
    assert hidden_in("汐見さんは港の水門を直す", made.contact(fn=(made.field("汐見 灯", parts=parts),))) == (
        "•••さんは港の水門を直す"
    )
    korean = made.contact(fn=(made.field("김바다", parts={"family": "김", "given": "바다"}),))
    assert hidden_in("바다씨에게 지도를 보낸다", korean) == "•••씨에게 지도를 보낸다"


def test_a_contact_without_a_name_is_shown_as_it_is() -> None:
    assert shown(replace(made.contact(), fn=()))["org"] == ["Brackwyth & Sønner"]
    assert hidden_in("Brackwyth", replace(made.contact(), fn=())) == "Brackwyth"


@given(st.text(), st.text())
def test_any_text_can_be_asked(name: str, text: str) -> None:
    hidden_in(text, made.contact(fn=(made.field(name),), org=text))
