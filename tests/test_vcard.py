import base64
import io
import re
from dataclasses import replace
from datetime import date, datetime, timedelta, timezone

import pytest
import vobject
from PIL import Image

from cardscan.export.outgoing import full_name
from cardscan.export.vcard import vcard
from cardscan.model import Contact, Field
from cardscan.person import Meeting, Note, Person
from cardscan.photos.small import small_jpeg

WRITTEN = datetime(2026, 12, 4, 9, 30, tzinfo=timezone(timedelta(hours=1)))


def person(contact: Contact, *meetings: Meeting) -> Person:
    return Person(7, "4a7e2f90-3f5c-5e0b-9d43-0c1d6a9b7e11", contact, meetings, WRITTEN, WRITTEN)


def unfolded(card: str) -> list[str]:
    return card.replace("\r\n ", "").split("\r\n")[:-1]


def of(card: str, name: str) -> list[str]:
    return [line for line in unfolded(card) if re.match(rf"(item\d+\.)?{name}[;:]", line)]


def named(*values: str) -> tuple[Field, ...]:
    return tuple(Field(value) for value in values)


HARRIET = Contact(
    fn=(
        Field(
            "Dr. Harriet Obuya-Lindqvist",
            parts={"given": "Harriet", "family": "Obuya-Lindqvist", "prefix": "Dr."},
        ),
    ),
    suffix=named("PhD"),
    title=named("Head of Procurement", "Harbour Pilot"),
    dept=named("Purchasing"),
    org=named("Tidewell Marine Ltd"),
    tel=(
        Field("+442380765512", type="work", parts={"ext": "12"}),
        Field("+447911123456", type="cell"),
        Field("+442380765513", type="fax"),
    ),
    email=named("harriet@tidewellmarine.example"),
    url=named("https://tidewellmarine.example/a,b;c d"),
    social=(Field("@harrietol", type="linkedin"), Field("harriet_ol", type="wechat")),
    adr=(
        Field(
            "14 Canute Wharf, Southampton SO14 3QT, UK",
            parts={"street": "14 Canute Wharf", "city": "Southampton", "code": "SO14 3QT", "country": "United Kingdom"},
        ),
    ),
)
MET = (
    Meeting(1, date(2026, 5, 2), "Boat fair"),
    Meeting(2, date(2026, 12, 3), "SME social hour", notes=(Note("Welders in Gdynia", "Ask Piotr; Friday", WRITTEN),)),
)


def test_the_phone_profile_line_by_line() -> None:
    assert unfolded(vcard(person(HARRIET, *MET))) == [
        "BEGIN:VCARD",
        "VERSION:3.0",
        "UID:4a7e2f90-3f5c-5e0b-9d43-0c1d6a9b7e11",
        r"ADR;TYPE=WORK:;;14 Canute Wharf;Southampton;;SO14 3QT;United Kingdom",
        "CATEGORIES:Boat fair,SME social hour",
        "EMAIL;TYPE=INTERNET,WORK:harriet@tidewellmarine.example",
        "FN:Dr. Harriet Obuya-Lindqvist",
        "N:Obuya-Lindqvist;Harriet;;Dr.;PhD",
        r"NOTE:Met: SME social hour\, 2026-12-03\n+44 23 8076 5512 extension 12\nWeChat: harriet_ol",
        "ORG:Tidewell Marine Ltd;Purchasing",
        "REV:2026-12-04T08:30:00Z",
        "TEL;TYPE=WORK,VOICE:+44 23 8076 5512",
        "TEL;TYPE=CELL:+44 7911 123456",
        "TEL;TYPE=WORK,FAX:+44 23 8076 5513",
        r"TITLE:Head of Procurement\, Harbour Pilot",
        "URL;TYPE=WORK:https://tidewellmarine.example/a%2Cb%3Bc%20d",
        "item1.URL:https://www.linkedin.com/in/harrietol",
        "item1.X-ABLabel:LinkedIn",
        "END:VCARD",
    ]


@pytest.mark.parametrize(
    ("kind", "types"),
    [
        ("cell", "CELL"),
        ("work", "WORK,VOICE"),
        ("fax", "WORK,FAX"),
        ("home", "HOME,VOICE"),
        ("pager", "PAGER"),
        ("tollfree", "WORK,VOICE"),
        ("", "WORK,VOICE"),
    ],
)
def test_every_number_has_a_type(kind: str, types: str) -> None:
    assert of(vcard(person(Contact(tel=(Field("+13145550142", type=kind),)))), "TEL") == [
        f"TEL;TYPE={types}:+1 314 555 0142"
    ]


def test_a_number_without_a_country_stays_as_printed() -> None:
    assert of(vcard(person(Contact(tel=named("0521 / 99 88,77")))), "TEL") == [r"TEL;TYPE=WORK,VOICE:0521 / 99 88\,77"]


@pytest.mark.parametrize(
    ("social", "line"),
    [
        (Field("https://www.xing.com/profile/T_O", type="xing"), "item1.URL:https://www.xing.com/profile/T_O"),
        (Field("linkedin.com/in/graça,x", type="linkedin"), "item1.URL:https://linkedin.com/in/graça%2Cx"),
        (Field("@a b/../c", type="instagram"), "item1.URL:https://www.instagram.com/a%20b/../c"),
        (Field("javascript:alert(1)", type="mynet"), None),
    ],
)
def test_social_profiles_are_links_with_labels(social: Field, line: str | None) -> None:
    card = vcard(person(Contact(social=(social,))))

    assert of(card, "URL") == ([line] if line else [])
    if line is None:
        assert of(card, "NOTE") == ["NOTE:Mynet: javascript:alert(1)"]


def test_the_private_note_leaves_only_on_request() -> None:
    met = person(HARRIET, *MET)

    for choice in ("none", "short"):
        assert "Gdynia" not in vcard(met, choice)
        assert "Piotr" not in vcard(met, choice)
    assert "Met:" not in vcard(met, "none")
    assert of(vcard(met, "full"), "NOTE")[0].split(r"\n")[:4] == [
        r"NOTE:Met: SME social hour\, 2026-12-03",
        "Talked about: Welders in Gdynia",
        r"Can help: Ask Piotr\, Friday",
        r"Met: Boat fair\, 2026-05-02",
    ]


def test_all_parts_of_the_note_leave_on_request_and_by_default_where_and_when() -> None:
    note = Note("tiles", "Porto", WRITTEN, "clay", "a kiln", "her kiln", "Kil-n")
    unfinished = Note("half a thought", "", WRITTEN)
    met = Meeting(1, date(2026, 12, 3), "SME social hour", None, (note,), place="Hall 3", drafts=(unfinished,))
    short, full = (vcard(person(replace(HARRIET, tel=(), social=()), met), choice) for choice in ("short", "full"))

    assert of(short, "NOTE") == [r"NOTE:Met: SME social hour\, Hall 3\, 2026-12-03"]
    assert of(full, "NOTE")[0].split(r"\n")[1:] == [
        "Talked about: tiles", "Can help: Porto", "Looks for: clay", "Offers: a kiln", "Proud of: her kiln",
        "Remember by: Kil-n",
    ]  # fmt: skip
    assert "half a thought" not in full


def test_a_company_card_is_named_after_the_company() -> None:
    card = vcard(person(replace(HARRIET, fn=())))

    assert of(card, "FN") == ["FN:Tidewell Marine Ltd"]
    assert of(card, "N") == ["N:;;;;"]


def test_a_name_without_parts_is_kept_whole() -> None:
    card = vcard(person(Contact(fn=named("闻人雪松"))))

    assert of(card, "N") == ["N:;闻人雪松;;;"]


@pytest.mark.parametrize(
    "contact", [Contact(), Contact(fn=named(" \x00 "), org=named(""), tel=named(""), adr=named(""))]
)
def test_an_empty_contact_is_still_a_card(contact: Contact) -> None:
    card = vcard(person(contact))

    assert of(card, "FN") == ["FN:No name"]
    assert of(card, "N") == ["N:;;;;"]
    assert not of(card, "TEL") + of(card, "ADR") + of(card, "NOTE") + of(card, "CATEGORIES")
    assert vobject.readOne(card).fn.value == "No name"


def test_what_a_card_says_cannot_become_a_property() -> None:
    attack = "x\r\nNOTE:owned\nEND:VCARD\rBEGIN:VCARD\u2028TEL:1\x85URL:evil\x0bN:y"
    fields = named(attack)
    contact = Contact(
        fn=(Field(attack, parts={"given": attack, "family": attack}),),
        suffix=fields,
        title=fields,
        dept=fields,
        org=fields,
        tel=(Field(attack, type=attack, parts={"ext": attack}),),
        email=fields,
        url=fields,
        social=(Field(attack, type=attack), Field(f"https://x.example/{attack}", type=attack)),
        adr=(Field(attack, parts={"street": attack}), Field(attack)),
    )
    card = vcard(person(contact, Meeting(1, date(2026, 1, 1), attack, notes=(Note(attack, attack, WRITTEN),))), "full")

    names = [re.split("[;:]", line)[0] for line in unfolded(card)]
    assert names.count("BEGIN") == names.count("END") == names.count("NOTE") == names.count("TEL") == 1
    assert of(card, "TEL")[0].startswith("TEL;TYPE=WORK,VOICE:x NOTE:owned END:VCARD")
    assert len(list(vobject.readComponents(card))) == 1


def test_what_ical_js_cannot_read_is_replaced() -> None:
    contact = Contact(
        fn=(Field("a;b", parts={"given": "a;\\", "family": "b"}),),
        title=named("x;y"),
        org=named("A\\;B"),
        email=named("a;@b"),
    )
    card = vcard(person(contact, Meeting(1, date(2026, 1, 1), "Tea; scones")))
    assert [line for name in ("FN", "N", "TITLE", "ORG", "EMAIL", "NOTE", "CATEGORIES") for line in of(card, name)] == [
        r"FN:a\,b", r"N:b;a\;/;;;", r"TITLE:x\,y", r"ORG:A/\;B", r"EMAIL;TYPE=INTERNET,WORK:a\,@b",
        r"NOTE:Met: Tea\, scones\, 2026-01-01", r"CATEGORIES:Tea\, scones",
    ]  # fmt: skip


def test_the_picture_is_small_and_last() -> None:
    big = io.BytesIO()
    Image.effect_noise((1600, 900), 90).save(big, "PNG")
    card = vcard(person(HARRIET, *MET), photo=small_jpeg(big.getvalue()))

    head, _, data = unfolded(card)[-2].partition(":")
    assert head == "PHOTO;ENCODING=b;TYPE=JPEG"
    assert unfolded(card)[-1] == "END:VCARD"
    assert max(Image.open(io.BytesIO(base64.b64decode(data))).size) == 720
    assert len(card.encode()) <= 256 * 1024
    assert vobject.readOne(card).photo.value == base64.b64decode(data)
    assert max(len(line.encode()) for line in card.split("\r\n")) == 75


def test_full_name_falls_back_on_what_there_is() -> None:
    assert full_name(Contact(email=named("a@b.example"), title=named("CEO"))) == "a@b.example"
