"""The mails of an introduction: what each says, in whose language, and that neither tells who the other is."""

from dataclasses import replace
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import made
import pytest
from hypothesis import given
from hypothesis import strategies as st
from met import GOOD, HOUR, NOW, POOR, meeting, person

from cardscan.connections.letters.unnamed import tells_who, unnamed
from cardscan.errors import InputError, RefusedError
from cardscan.export.introduce import ask, hand_over, how_did_it_go, language_for
from cardscan.export.templating import LANGS, Lang
from cardscan.model import Contact
from cardscan.person import Note, Person

NOWHERE = Path("/nowhere/templates")
PRIVATE = "quarrels with the harbour board over dredging"
SEEKER = replace(GOOD, talked=PRIVATE, looks_for="a pilot for the northern canal", proud_of="a secret boat")
GIVER = replace(GOOD, talked=f"{PRIVATE} too", offers="pilots of all waters", remember="like a heron")
GERMAN = Note(
    "zwei Kräne im Hafen sind durch die Prüfung gefallen",
    "der Name des Prüfers in Gdynia",
    NOW,
    looks_for="eine Werft für den Winter",
)
ADDRESS = made.field("Kai 4, 81-340 Tolsay", parts={"street": "Kai 4", "code": "81-340", "city": "Tolsay"})
WHO = made.contact("Zdislav Kvapilík", "Lumen Foods", adr=(ADDRESS,), email=(made.field("zk@lumenfoods.example"),))


def someone(
    number: int, note: Note, name: str, org: str = "Brackwyth & Sønner", title: str = "Head of Tides"
) -> Person:
    return person(number, name, title, org, meeting(number, HOUR, note))


ONE, OTHER = someone(1, SEEKER, "Ottoline Brackwyth"), someone(2, GIVER, "Zdislav Kvapilík", "Lumen Foods", "Pilot")


def opened(mail: bytes) -> EmailMessage:
    message = message_from_bytes(mail, policy=default)
    assert isinstance(message, EmailMessage) and message["X-Unsent"] == "1"
    return message


def text_of(mail: bytes) -> str:
    return str(opened(mail).get_content()).replace("\r\n", "\n")


def test_each_is_asked_alone_and_neither_learns_who_the_other_is() -> None:
    mail = ask(ONE, OTHER, NOWHERE)
    message = opened(mail.mail)
    assert "ottoline@" in message["To"] and "Zdislav" not in message["To"]
    text = text_of(mail.mail)
    assert "whom you may want to meet: Pilot." in text
    assert "What they offer:\n\n    pilots of all waters\n" in text
    assert "    you look for: a pilot for the northern canal\n" in text
    assert '"Yes", "no" or "later" is answer enough. A no is fine' in text
    whole = (("Zdislav", "Kvapil", "Lumen", "lumenfoods"), ("Ottoline", "Brackwyth", "brackwyth"))
    for each, about, names in ((ONE, OTHER, whole[0]), (OTHER, ONE, whole[1])):
        mail = ask(each, about, NOWHERE)
        said = f"{opened(mail.mail)['Subject']} {text_of(mail.mail)}"
        assert not any(word in said for word in (*names, "quarrels", "boat", "heron", "Gdynia"))


@pytest.mark.parametrize("lang", LANGS)
def test_every_language_asks_hands_over_and_asks_how_it_went(lang: Lang) -> None:
    asked = text_of(ask(ONE, OTHER, NOWHERE, lang).mail)
    assert "Pilot" in asked and "\n\n\n" not in asked and "{" not in asked and "Zdislav" not in asked
    both = text_of(hand_over(ONE, OTHER, NOWHERE, lang))
    assert "Ottoline Brackwyth" in both and "Lumen Foods" in both and "pilots of all waters" in both
    assert "Lumen Foods" in text_of(how_did_it_go(ONE, OTHER, NOWHERE, lang))
    subjects = {str(opened(each(ONE, OTHER, NOWHERE, lang))["Subject"]) for each in (hand_over, how_did_it_go)}
    assert len(subjects) == 2


def test_each_gets_their_own_language_and_what_is_in_another_is_named() -> None:
    other = someone(3, GERMAN, "Perrin Quillfeather", "Tarn")
    assert (language_for(ONE), language_for(other)) == ("en", "de")
    mail = ask(other, ONE, NOWHERE)
    text = text_of(mail.mail)
    assert text.startswith("Guten Tag Perrin Quillfeather") and "northern canal" not in text
    assert [each.why for each in mail.left_out] == ["in another language"]
    assert "    Sie suchen: eine Werft für den Winter\n" in text
    both = text_of(hand_over(ONE, other, NOWHERE))
    assert both.index("you both said yes") < both.index("* * *") < both.index("haben beide Ja gesagt")


def test_a_title_that_tells_who_is_left_out() -> None:
    boss = someone(2, GIVER, "Zdislav Kvapilík", "Lumen Foods", "Head of brand at Lumen Foods")
    mail = ask(ONE, boss, NOWHERE)
    assert "Lumen" not in text_of(mail.mail) and [each.text for each in mail.left_out] == [
        "Head of brand at Lumen Foods"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Zdislav looks for a pilot", "call Kvapilík's office", "partners for Lumen", "LUMEN FOODS wants pilots",
        "see lumenfoods.example", "zk@lumenfoods.example", "a yard near Kai 4", "builders in Tolsay", "post to 81-340",
        "ring +45 20 12 34 56", "his number: 20 12 34 56", "see www.pilots.example/zk",
    ],
)  # fmt: skip
def test_what_tells_who_someone_is(text: str) -> None:
    assert tells_who(text, WHO)
    assert unnamed(f"Looks for harbour pilots.\n{text}", "en", WHO).text == "Looks for harbour pilots."


@pytest.mark.parametrize(
    "text",
    [
        "a pilot for the northern canal", "two people who know cold storage", "food for 200 guests by 2026-12-03",
        "someone in Porto with 3 cranes", "e.g. oak, ash, elm", "wants to sell foods abroad",
    ],
)  # fmt: skip
def test_what_tells_nobody(text: str) -> None:
    assert not tells_who(text, WHO)


def test_what_is_about_somebody_else_is_left_out() -> None:
    told = unnamed("Looks for pilots. Her brother Tom lost his licence.", "en", WHO)
    assert told.text == "Looks for pilots." and [each.why for each in told.left_out] == ["about somebody else"]
    named = unnamed("wants what Isolde Marramgrass has", "en", WHO, ["Isolde Marramgrass"])
    assert not named.text


def test_a_card_without_anything_hides_nothing() -> None:
    assert unnamed("a pilot", "en", Contact()).text == "a pilot"


@given(st.text())
def test_whatever_the_note_says_no_name_gets_through(text: str) -> None:
    told = unnamed(f"{text} Kvapilík {text}", "en", WHO)
    assert "Kvapilík" not in told.text


def test_who_cannot_be_asked() -> None:
    with pytest.raises(InputError, match="same person"):
        ask(ONE, ONE, NOWHERE)
    with pytest.raises(RefusedError, match="cannot be introduced"):
        ask(ONE, someone(2, POOR, "Zdislav Kvapilík"), NOWHERE)
    with pytest.raises(InputError, match="your notes do not say"):
        ask(someone(1, GOOD, "Ottoline Brackwyth"), someone(2, GOOD, "Zdislav Kvapilík"), NOWHERE)


def test_the_users_own_template_wins_and_learns_no_name(tmp_path: Path) -> None:
    (tmp_path / "introduce-ask.txt.j2").write_text("Subject: x\n\n{{ given }}: {{ they.role }}, {{ they.offers }}")
    assert text_of(ask(ONE, OTHER, tmp_path).mail) == "Ottoline: Pilot, pilots of all waters\n"
    for value in ("they.name", "they.org", "other.name"):
        (tmp_path / "introduce-ask.txt.j2").write_text(f"Subject: x\n\n{{{{ {value} }}}}")
        with pytest.raises(InputError, match="introduce-ask.txt.j2: line 3: "):
            ask(ONE, OTHER, tmp_path)
