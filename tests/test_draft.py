"""The mails: whom to, what they say, who is refused, and that no card reaches their headers."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import compat32, default
from email.utils import getaddresses
from pathlib import Path

import made
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from met import GOOD, HOUR, NOW, POOR, meeting, person, promise

from cardscan.connections.events.called import with_article
from cardscan.connections.letters.sentences import language_of, writable
from cardscan.errors import InputError, RefusedError
from cardscan.export.draft import follow_up as drafted
from cardscan.export.draft import left_out
from cardscan.export.introduce import introduction
from cardscan.export.templating import LANGS, Lang, fill_in
from cardscan.person import Note, Person
from cardscan.text.plain import plain_line, plain_text

NOWHERE = Path("/nowhere/templates")
TODAY = date(2026, 12, 2)
HEADERS = ["X-Unsent", "To", "Subject", "MIME-Version", "Content-Type", "Content-Transfer-Encoding"]
PRIVATE = "quarrels with the harbour board over dredging"
SEEKER = replace(GOOD, talked=PRIVATE, looks_for="a pilot for the\nnorthern canal", proud_of="a secret boat")
GIVER = replace(GOOD, talked=f"{PRIVATE} too", offers="pilots of all waters", remember="like a heron")


def someone(number: int = 1, note: Note = GOOD, name: str = "Ottoline Brackwyth", **more: object) -> Person:
    return person(number, name, "Head of Tides", "Brackwyth & Sønner", meeting(number, HOUR, note), **more)


def follow_up(person: Person, own: Path, lang: Lang | None = None, others: Sequence[str] = ()) -> bytes:
    return drafted(person, own, TODAY, lang=lang, others=others).mail


def opened(mail: bytes) -> EmailMessage:
    message = message_from_bytes(mail, policy=default)
    assert isinstance(message, EmailMessage)
    assert list(message) == HEADERS
    assert message["X-Unsent"] == "1"
    assert not message.defects
    return message


def text_of(mail: bytes) -> str:
    return str(opened(mail).get_content()).replace("\r\n", "\n")


def addresses(mail: bytes) -> list[tuple[str, str]]:
    """Names and addresses of the To header.

    Read by the older of Python's readers: the newer one keeps the space between two encoded words of a name, which
    RFC 2047 section 6.2 leaves out, before Python 3.12.
    """
    folded = str(message_from_bytes(mail, policy=compat32)["To"])
    return [(str(make_header(decode_header(name))), address) for name, address in getaddresses([folded])]


def test_a_follow_up_says_what_you_talked_about_and_promised() -> None:
    due = promise(1, "send the inspector's number", due=date(2026, 12, 9))
    settled = promise(2, "call the port", kept=NOW)
    theirs = promise(3, "send me the map", owner="them")
    mail = follow_up(someone(promises=(due, settled, theirs)), NOWHERE)
    message = opened(mail)
    assert addresses(mail) == [("Ottoline Brackwyth", "ottoline@brackwyth.example")]
    assert message["Subject"] == "Our talk at the SME social hour"
    assert text_of(mail) == (
        "Hello Ottoline,\n\n"
        "it was good to meet you at the SME social hour. This is what I remember best:\n\n"
        "    two dock cranes failed inspection\n\n"
        "What I promised you:\n\n"
        "    send the inspector's number (by 9 December 2026)\n\n"
        "Best regards\n"
    )


def test_without_a_promise_it_says_how_you_can_help() -> None:
    text = text_of(follow_up(someone(), NOWHERE))
    assert "How I may be able to help:\n\n    name of the crane inspector in Gdynia\n\nBest" in text


def test_it_is_a_letter_to_them_and_what_it_cannot_say_is_named() -> None:
    note = replace(
        GOOD,
        talked="Ottoline moves her shop to solar roof tiles and wants a roofer. Her brother Tom lost his licence.",
        can_help="introduce her to the tile installer in Porto",
    )
    gone = promise(3, "send her photos of the roof")
    mail = drafted(someone(note=note, promises=(promise(1, note.can_help), gone)), NOWHERE, TODAY)
    text = text_of(mail.mail)
    assert "    You move your shop to solar roof tiles and want a roofer.\n" in text
    assert "    introduce you to the tile installer in Porto\n" in text
    assert "her" not in text.split() and "Tom" not in text and "photos" not in text
    assert [(each.text, each.why) for each in mail.left_out] == [
        ("Her brother Tom lost his licence.", "about somebody else"),
        ("send her photos of the roof", "about them"),
    ]
    assert left_out(someone(note=note, promises=(gone,)), TODAY) == mail.left_out
    assert left_out(someone(note=POOR), TODAY) == ()


def test_nothing_that_somebody_else_told_is_in_it() -> None:
    note = replace(GOOD, talked="two dock cranes failed. Zdislav Kvapilík closes his yard in May.")
    mail = drafted(someone(note=note), NOWHERE, TODAY, others=["Zdislav Kvapilík", "Ottoline Brackwyth"])
    assert "Zdislav" not in text_of(mail.mail)
    assert [each.why for each in mail.left_out] == ["about somebody else"]
    both = replace(note, can_help="introduce her to Zdislav Kvapilík in Gdynia")
    assert "introduce you to Zdislav Kvapilík in Gdynia" in text_of(
        drafted(someone(note=both), NOWHERE, TODAY, others=["Zdislav Kvapilík"]).mail
    )


def test_it_is_of_one_language() -> None:
    note = Note(
        "Sie sucht seit dem Sommer einen Imker für ihren Garten und die Wiese. She will not give up the bees.",
        "ihr den Imker aus Tolsay vorstellen",
        NOW,
    )
    mail = drafted(someone(note=note), NOWHERE, TODAY)
    text = text_of(mail.mail)
    assert "    Sie suchen seit dem Sommer einen Imker für Ihren Garten und die Wiese.\n" in text and "bees" not in text
    assert "    Ihnen den Imker aus Tolsay vorstellen\n" in text
    assert [each.why for each in mail.left_out] == ["in another language"]
    english = drafted(someone(note=note), NOWHERE, TODAY, lang="en")
    assert "Garten" not in text_of(english.mail) and "\n\n\n" not in text_of(english.mail)


@pytest.mark.parametrize("how", [{"kept": NOW}, {"dropped": NOW}])
def test_what_was_done_or_dropped_is_in_none(how: dict[str, object]) -> None:
    dated = replace(GOOD, can_help=f"{GOOD.can_help} by 9 December 2026")
    text = text_of(follow_up(someone(note=dated, promises=(promise(1, GOOD.can_help, **how),)), NOWHERE))
    assert "inspector" not in text and "\n\n\n" not in text


def test_the_latest_note_that_counts_is_taken() -> None:
    later = Note("the lock at Temse is closed all spring", "the barge yard in Hoboken", NOW.replace(hour=20))
    met_again = replace(someone(), meetings=(meeting(1, HOUR, GOOD), meeting(2, HOUR, later, POOR)))
    text = text_of(follow_up(met_again, NOWHERE))
    assert "Temse" in text and "cranes" not in text


@pytest.mark.parametrize("note", [POOR, replace(GOOD, again=False)])
def test_there_is_no_draft_for_someone_without_a_note_that_counts(note: Note) -> None:
    with pytest.raises(RefusedError, match="no draft for Ottoline Brackwyth: "):
        follow_up(someone(note=note), NOWHERE)


@pytest.mark.parametrize(
    "emails", [(), ("no address",), ("ottoline@",), ("oæ@brackwyth.example",), ("a@b.de\nBcc: c@d.de",)]
)
def test_there_is_no_mail_without_an_address(emails: tuple[str, ...]) -> None:
    contact = made.contact(email=tuple(map(made.field, emails)))
    with pytest.raises(InputError) as error:
        follow_up(replace(someone(), contact=contact), NOWHERE)
    assert "\n" not in error.value.message
    assert error.value.advice.startswith("cardscan edit 1 --")


@pytest.mark.parametrize("lang", LANGS)
def test_every_template_can_be_filled_in_every_language(lang: Lang) -> None:
    promised = (promise(1, "the number", due=date(2026, 12, 9)), promise(2, "the map"))
    for who in (
        someone(),
        someone(promises=promised),
        replace(someone(), meetings=(meeting(1, replace(HOUR, name=""), GOOD),)),
    ):
        text = text_of(follow_up(who, NOWHERE, lang=lang))
        assert "    two dock cranes failed inspection\n" in text and "\n\n\n" not in text
    both = introduction(someone(1, SEEKER), someone(2, GIVER, "Zdislav Kvapilík"), NOWHERE, lang)
    assert "pilots of all waters\n" in text_of(both)


def test_the_language_is_that_of_the_note() -> None:
    german = Note("zwei Kräne im Hafen sind durch die Prüfung gefallen", "der Name des Prüfers in Gdynia", NOW)
    assert text_of(follow_up(someone(note=german), NOWHERE)).startswith("Guten Tag Ottoline Brackwyth,")
    assert language_of(["silo"]) == "en"
    assert language_of([]) == "en"


def test_an_introduction_tells_both_what_they_look_for_and_offer_and_nothing_private() -> None:
    mail = introduction(someone(1, SEEKER), someone(2, GIVER, "Zdislav Kvapilík"), NOWHERE)
    assert [name for name, _ in addresses(mail)] == ["Ottoline Brackwyth", "Zdislav Kvapilík"]
    text = text_of(mail)
    assert "    looks for: a pilot for the\n    northern canal\n" in text
    assert "    offers: pilots of all waters\n" in text
    for private in ("quarrels", "boat", "heron", "Gdynia"):
        assert private not in text


def test_a_template_of_an_introduction_cannot_tell_what_was_said(tmp_path: Path) -> None:
    for value in ("talked", "one.talked", "one.can_help", "other.note"):
        (tmp_path / "introduce.txt.j2").write_text(f"Subject: x\n\n{{{{ {value} }}}}")
        with pytest.raises(InputError, match="introduce.txt.j2: line 3: "):
            introduction(someone(1, SEEKER), someone(2, GIVER), tmp_path)


def test_who_cannot_be_introduced() -> None:
    seeker, giver = someone(1, SEEKER), someone(2, GIVER)
    with pytest.raises(InputError, match="same person"):
        introduction(seeker, seeker, NOWHERE)
    for one, other in ((seeker, someone(2, POOR)), (someone(1, replace(SEEKER, again=False)), giver)):
        with pytest.raises(RefusedError, match="cannot be introduced"):
            introduction(one, other, NOWHERE)
    with pytest.raises(InputError, match="your notes do not say"):
        introduction(someone(1), someone(2), NOWHERE)


def test_the_users_own_template_wins(tmp_path: Path) -> None:
    (tmp_path / "follow-up.txt.j2").write_text("Subject: {{ title }}\n\n{{ met.year }} {{ given }}, {{ org }}\n")
    mail = follow_up(someone(), tmp_path, lang="fr")
    assert (opened(mail)["Subject"], text_of(mail)) == ("Head of Tides", "2026 Ottoline, Brackwyth & Sønner\n")
    (tmp_path / "follow-up.fr.txt.j2").write_text('Subject: Bonjour\n\n{% include "follow-up.es.txt.j2" %}')
    assert "Hola Ottoline:" in text_of(follow_up(someone(), tmp_path, lang="fr"))
    assert opened(follow_up(someone(), tmp_path, lang="de"))["Subject"] == "Head of Tides"


@pytest.mark.parametrize(
    ("source", "complaint"),
    [
        ("Subject: x\n\n{{ talkd }}", r"line 3: 'talkd' is undefined"),
        ("Subject: x\n\n\n{% if %}", r"line 4: Expected an expression"),
        ("Subject: x\n\n{{ 1 / 0 }}", r"line 3: division by zero"),
        ("Subject: x\n{{ 1 + none }}", r"line 2: unsupported operand"),
        ("Subject: x\n\n{{ given.__class__.__mro__ }}", r"line 3: access to attribute '__class__'"),
        ("Subject: x\n\n{% include 'gone' %}", r"line 3: gone"),
        ("Subject: x\n\n{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", r"line 3: maximum recursion"),
        ("Hello {{ given }}", r"line 1: the subject is missing"),
        ("", r"line 1: the subject is missing"),
        (b"Subject: \xff", r"follow-up.txt.j2: 'utf-8' codec"),
    ],
)
def test_a_bad_template_is_one_line_with_file_and_line(tmp_path: Path, source: str | bytes, complaint: str) -> None:
    (tmp_path / "follow-up.txt.j2").write_bytes(source if isinstance(source, bytes) else source.encode())
    with pytest.raises(InputError, match=complaint) as error:
        follow_up(someone(), tmp_path)
    assert error.value.message.startswith(str(tmp_path / "follow-up.txt.j2"))
    assert "\n" not in error.value.message


@pytest.mark.parametrize("name", ["thanks", "../follow-up", "follow-up.en", "", "/etc/passwd"])
def test_a_template_that_is_not_there(tmp_path: Path, name: str) -> None:
    (tmp_path / "mine.de.txt.j2").write_text("Subject: x\n\ny")
    with pytest.raises(InputError) as error:
        fill_in(name, "en", tmp_path, {})
    assert error.value.advice.startswith(
        f"choose from follow-up, hand-over, how-did-it-go, introduce, introduce-ask, mine; put your own into {tmp_path}"
    )


anything = st.text() | st.text(st.sampled_from('a @\r\n\0\x85\u2028=?q<>,:;"()\\é汐\ud800'))


@given(anything, anything, anything)
def test_whatever_card_and_note_say_the_mail_says_it_and_its_headers_stay_ours(
    name: str, text: str, event: str
) -> None:
    note = replace(GOOD, talked=f"{GOOD.talked}\n{text}", can_help=f"{GOOD.can_help} {text}")
    contact = replace(someone().contact, fn=(made.field(name),), org=(made.field(event),))
    who = replace(someone(), contact=contact, meetings=(meeting(1, replace(HOUR, name=event), note),))
    try:
        mail = follow_up(who, NOWHERE, lang="en")
    except RefusedError:
        assume(False)  # what the note says is then on the card, too
    message = opened(mail)
    assert [address for _, address in addresses(mail)] == ["ottoline@brackwyth.example"]
    assert addresses(mail)[0][0] == plain_line(name).replace("=?", "= ?")
    at = f" at {with_article(plain_line(event))}" if plain_line(event) else ""
    assert message["Subject"] == " ".join(f"Our talk{at}".replace("=?", "= ?").split())
    said = text_of(mail)
    talked = writable(plain_text(note.talked), "en", contact, elided=True).text
    can_help = writable(plain_text(note.can_help), "en", contact, elided=False, promised=True).text
    assert talked.split() == said.partition("best:\n")[2].partition("How I may")[0].split()
    assert can_help.split() == said.partition("be able to help:\n")[2].removesuffix("Best regards\n").split()
