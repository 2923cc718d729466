"""`cardscan add`: people who gave no card, as they are typed, pasted, out of a mail and of a vCard."""

import base64
import io
import json
from pathlib import Path

import made
import pytest
from conftest import Run
from PIL import Image

from cardscan.errors import Exit
from cardscan.model import KINDS
from cardscan.person import Event, Person
from cardscan.store import open_store

pytestmark = pytest.mark.both_engines

SIGNATURE = """Anna Brennicke
Head of Design
Oestermoor Werft GmbH
Hafenstraße 12 | 24103 Kiel
T +49 431 5550123 | anna@oestermoor.de
"""
MAIL = f"""From: "Brennicke, Anna" <Anna@Oestermoor.de>
To: jonas@velden.eu
Date: Mon, 5 Oct 2026 10:00:00 +0200
Content-Type: text/plain; charset=utf-8

Dear Jonas,

it was good to meet you at the fair, and I will send you the chart of the harbour that we looked at together.

Kind regards,
{SIGNATURE}
This e-mail is confidential: +49 30 00000000

On Sun, 4 Oct 2026, Jonas Velden <jonas@velden.eu> wrote:
> Jonas Velden, Velden Instruments
> +49 40 5550177
"""


def picture(size: tuple[int, int] = (60, 40)) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, "JPEG")
    return out.getvalue()


def everyone(db: str) -> tuple[Person, ...]:
    with open_store(db) as store:
        return store.people()


def values(person: Person) -> dict[str, list[str]]:
    found = {kind: [each.value for each in getattr(person.contact, kind)] for kind in KINDS}
    return {kind: each for kind, each in found.items() if each}


SIGNED = {
    "fn": ["Anna Brennicke"],
    "title": ["Head of Design"],
    "org": ["Oestermoor Werft GmbH"],
    "tel": ["+494315550123"],
    "email": ["anna@oestermoor.de"],
    "adr": ["Hafenstraße 12 | 24103 Kiel"],
}


def test_a_pasted_signature_is_read_as_a_card_is(db: str, run: Run) -> None:
    code, out, err = run("add", "--text", "-", "--place", "Kiel", typed=SIGNATURE)
    assert (code, out) == (Exit.OK, "added person 1: Anna Brennicke, Head of Design, Oestermoor Werft GmbH\n")
    [anna] = everyone(db)
    assert values(anna) == SIGNED
    assert {each.origin for kind in KINDS for each in getattr(anna.contact, kind)} == {"text"}
    assert anna.contact.fn[0].parts == {"given": "Anna", "family": "Brennicke"}
    assert [met.place for met in anna.meetings] == ["Kiel"]
    assert "cardscan note 1" in err


def test_of_a_mail_the_writer_is_added_and_nobody_whom_it_quotes(db: str, run: Run, tmp_path: Path) -> None:
    mail = tmp_path / "mail.eml"
    mail.write_text(MAIL, encoding="utf-8")
    assert run("add", str(mail))[0] == Exit.OK
    [anna] = everyone(db)
    assert values(anna) == SIGNED
    assert anna.meetings[0].date.isoformat() == "2026-10-05"


def test_a_mail_without_a_signature_gives_who_wrote_it(db: str, run: Run, tmp_path: Path) -> None:
    mail = tmp_path / "mail.eml"
    mail.write_bytes(
        b"From: =?utf-8?q?Anna_Br=C3=A9nnicke?= <anna@oestermoor.de>\nContent-Type: text/html; charset=nonsense\n\n"
        b"<style>p {}</style><p>See you then!</p>"
    )
    assert run("add", str(mail))[0] == Exit.OK
    assert values(everyone(db)[0]) == {"fn": ["Anna Brénnicke"], "email": ["anna@oestermoor.de"]}


def test_people_of_a_vcard_come_with_their_pictures_and_whole_numbers(db: str, run: Run, tmp_path: Path) -> None:
    card = tmp_path / "two.vcf"
    card.write_text(
        "BEGIN:VCARD\nVERSION:3.0\nN:Velden;Jonas;;;\nFN:Jonas Velden\nTEL;TYPE=CELL:0151 55501234\n"
        "ADR:;;Hafen 1;Kiel;;24103;Germany\n"
        f"PHOTO;ENCODING=b;TYPE=JPEG:{base64.b64encode(picture()).decode()}\nEND:VCARD\n"
        "BEGIN:VCARD\nVERSION:4.0\nFN:Tove Hansdatter\nPHOTO:https://example.com/x.jpg\nEND:VCARD\n"
    )
    code, out, _ = run("add", str(card))
    assert (code, out.count("added person")) == (Exit.OK, 2)
    jonas, tove = everyone(db)
    assert [tel.value for tel in jonas.contact.tel] == ["+4915155501234"]
    assert not jonas.contact.tel[0].sure  # its dialling code is supposed
    assert jonas.crop is not None and jonas.crop.is_file() and tove.crop is None
    assert run("undo", "--yes")[0] == Exit.OK  # both at once
    assert everyone(db) == ()


def test_a_name_that_is_typed_has_a_picture_and_fields(db: str, run: Run, tmp_path: Path) -> None:
    selfie = tmp_path / "selfie.jpg"
    selfie.write_bytes(picture())
    for name in ("Tom Hathersedge", "Ida Marchbank"):  # both are on it
        given = ("--tel", "cell:+447700900123", "--org", "Hathersedge Tools") if name.startswith("Tom") else ()
        assert run("add", name, "--picture", str(selfie), *given)[0] == Exit.OK
    tom, ida = everyone(db)
    assert values(tom) == {"fn": ["Tom Hathersedge"], "org": ["Hathersedge Tools"], "tel": ["+447700900123"]}
    assert tom.contact.tel[0].type == "cell" and tom.contact.fn[0].origin == "user"
    assert tom.crop and ida.crop and tom.crop != ida.crop
    with Image.open(tom.crop) as shown:
        assert shown.size == (60, 40)


def test_what_is_typed_goes_before_what_a_text_says(db: str, run: Run) -> None:
    assert run("add", "--text", "-", "--title", "Director", "--tel", "+494315550199", typed=SIGNATURE)[0] == Exit.OK
    [anna] = everyone(db)
    assert [each.value for each in anna.contact.title] == ["Director"]
    assert [each.value for each in anna.contact.tel] == ["+494315550123", "+494315550199"]


def test_someone_known_is_met_again_once_a_day(db: str, run: Run) -> None:
    with open_store(db) as store:
        known = made.contact(
            "Anna Brennicke", "Oestermoor Werft GmbH", tel=(), title=(), email=(made.field("anna@oestermoor.de"),)
        )
        store.save(made.photo("/photos/1.jpg", made.card(known)), [[known]], made.NOW)
    assert "you know person 1, Anna Brennicke: met once more" in run("add", "--text", "-", typed=SIGNATURE)[1]
    assert "met that day already" in run("add", "--text", "-", typed=SIGNATURE)[1]
    [anna] = everyone(db)
    assert len(anna.meetings) == 2
    assert [each.value for each in anna.contact.tel] == ["+494315550123"]  # the card did not say it
    run("undo", "--yes")
    assert [len(each.meetings) for each in everyone(db)] == [1]


def test_whoever_was_forgotten_stays_away(db: str, run: Run) -> None:
    run("add", "--text", "-", typed=SIGNATURE)
    run("forget", "1", "--now", "--yes")
    assert "1 left out: you asked to forget them" in run("add", "--text", "-", typed=SIGNATURE)[2]
    assert everyone(db) == ()


def test_the_event_that_is_named_gives_the_day(db: str, run: Run) -> None:
    with open_store(db) as store:
        store.add_event(Event(0, "Tide fair", made.NOW.date()), made.NOW)
    assert run("add", "Tove Hansdatter", "--event", "tide")[0] == Exit.OK
    [met] = everyone(db)[0].meetings
    assert (met.event, met.date) == ("Tide fair", made.NOW.date())


def test_json_is_the_person(db: str, run: Run) -> None:
    assert json.loads(run("add", "Tove Hansdatter", "--json")[1])["fn"][0]["value"] == "Tove Hansdatter"


@pytest.mark.parametrize(
    ("arguments", "typed", "said"),
    [
        ((), "", "nobody to add"),
        (("Anna", "Brennicke"), "", "one name at a time, in quotes"),
        (("--title", "Director"), "", "the contact has no name"),
        (("--text", "-"), "see you\n", "neither a name nor how to reach anybody"),
        (("there-is-none.vcf",), "", "no such file"),
        (("a.pdf",), "", "no vCard (.vcf), no mail (.eml) and no text (.txt)"),
        (("empty.vcf",), "", "it holds no vCard of anybody"),
        (("Tove Hansdatter", "--picture", "empty.vcf"), "", "no photo but a vCard"),
    ],
)
def test_what_names_nobody_is_refused_with_advice(
    db: str,
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: tuple[str, ...],
    typed: str,
    said: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("a.pdf", "empty.vcf"):
        (tmp_path / name).write_bytes(b"nothing\0")
    code, _, err = run("add", *arguments, typed=typed)
    assert code in (Exit.INPUT, Exit.USAGE) and said in err
    assert everyone(db) == ()


def test_contacts_in_a_folder_of_photos_are_named_with_advice(db: str, run: Run, tmp_path: Path) -> None:
    for name in ("a.vcf", "b.eml", "c.jpg"):
        (tmp_path / name).write_bytes(b"BEGIN:VCARD")
    err = run("ingest", str(tmp_path), "--jobs", "1", "--engine", "rapidocr")[2]
    assert "1 e-mail, 1 vCard are left out: no photos (cardscan add FILE takes the people" in err
    err = run("ingest", str(tmp_path / "a.vcf"), "--jobs", "1", "--engine", "rapidocr")[2]
    assert "it is no photo but a vCard" in err and "cardscan add" in err
