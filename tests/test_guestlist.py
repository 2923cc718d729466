"""Lists of who will be there are told by what is in them; hostile ones are answered with advice."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardscan.connections.events.guestlist import MOST, ORIGIN, is_again, read_guests
from cardscan.connections.events.invitations import invitations_of
from cardscan.errors import InputError
from cardscan.model import Contact

ICS = """BEGIN:VCALENDAR
VERSION:2.0
BEGIN:VEVENT
UID:tides-1@fair.example
SUMMARY:Tide fair\\, evening
DTSTART;VALUE=DATE:20261203
DTEND;VALUE=DATE:20261205
LOCATION:Kontor
ORGANIZER;CN=Perrin Quillfeather:mailto:perrin@fair.example
ATTENDEE;CN="Kvapilík, Zdislav";PARTSTAT=ACCEPTED:mailto:zdislav@kvapilik.exam
 ple
ATTENDEE;CUTYPE=ROOM;CN=Blue room:mailto:blue@fair.example
BEGIN:VALARM
ACTION:DISPLAY
SUMMARY:not this
ATTENDEE:mailto:nobody@fair.example
END:VALARM
END:VEVENT
BEGIN:VEVENT
UID:weekly
SUMMARY:Standing call
DTSTART:20261204T090000Z
RRULE:FREQ=WEEKLY
STATUS:CONFIRMED
END:VEVENT
END:VCALENDAR
"""


def said(of: Contact) -> tuple[str, ...]:
    return tuple(field.value for kind in ("fn", "org", "title", "email", "tel") for field in getattr(of, kind))


@pytest.mark.parametrize(
    ("text", "people"),
    [
        (
            "Name;Company;Role;E-mail\nAnna Quill;Lumen Foods ApS;Head of brand;Anna@Lumen.example\n"
            "Kvapilík, Zdislav;Kvapilík & Daughters;;\n;;;\n",
            [
                ("Anna Quill", "Lumen Foods ApS", "Head of brand", "anna@lumen.example"),
                ("Zdislav Kvapilík", "Kvapilík & Daughters"),
            ],
        ),
        ("Vorname\tNachname\tFirma\nAda\tQuill\tTide GmbH\n", [("Ada Quill", "Tide GmbH")]),
        ("Nom,Prénom,Société\nMarchand,Élodie,Voiles SA\n", [("Élodie Marchand", "Voiles SA")]),
        ("Nombre,Empresa\nLucía Ferrán,Velas SL\n", [("Lucía Ferrán", "Velas SL")]),
        (
            "Anna Quill, Lumen Foods\n- Bo Berg (Tidewater)\n3. Chen Wei – Baltic Rail\n"
            "Dora Kvist <dora@kvist.example>\n\nEsme Thorne at Harbour Works\n",
            [
                ("Anna Quill", "Lumen Foods"),
                ("Bo Berg", "Tidewater"),
                ("Chen Wei", "Baltic Rail"),
                ("Dora Kvist", "dora@kvist.example"),
                ("Esme Thorne", "Harbour Works"),
            ],
        ),
        (
            "Ada Quill, Head of Tides, Brackwyth Ltd, ada@b.example, +45 20 12 34 56",
            [("Ada Quill", "Brackwyth Ltd", "Head of Tides", "ada@b.example", "+45 20 12 34 56")],
        ),
        (
            'To: "Quill, Anna" <anna@lumen.example>,\n Bo Berg <bo@berg.example>\n'
            "Cc: dora.kvist@kvist.example\n\nFrom: x",
            [
                ("Anna Quill", "anna@lumen.example"),
                ("Bo Berg", "bo@berg.example"),
                ("Dora Kvist", "dora.kvist@kvist.example"),
            ],
        ),
        ("An: Bo Berg <bo@berg.example>; Quill, Anna <anna@lumen.example>", [
            ("Bo Berg", "bo@berg.example"), ("Anna Quill", "anna@lumen.example")]),
        ("Quill, Anna <a@x.example>; Berg, Bo <b@y.example>", [
            ("Anna Quill", "a@x.example"), ("Bo Berg", "b@y.example")]),
        ("BEGIN:VCARD\nVERSION:3.0\nFN:Bo Berg\nORG:Tidewater\nEND:VCARD\n", [("Bo Berg", "Tidewater")]),
        (ICS, [("Perrin Quillfeather", "perrin@fair.example"), ("Zdislav Kvapilík", "zdislav@kvapilik.example")]),
        ("Bo Berg, Tidewater\nBO BERG, Tidewater\nBo Berg, Harbour Works\n", [
            ("Bo Berg", "Tidewater"), ("Bo Berg", "Harbour Works")]),
        ('"Quill; Tides" <a@x.example>, Bo Berg <b@y.example>', [
            ("Quill; Tides", "a@x.example"), ("Bo Berg", "b@y.example")]),
        ("Anna Quill, Lumen Foods, a@x.example\nBo Berg, Tidewater, b@y.example", [
            ("Anna Quill", "Lumen Foods", "a@x.example"), ("Bo Berg", "Tidewater", "b@y.example")]),
        ("info@tide.example\nann@tide.example", [("info@tide.example",), ("ann@tide.example",)]),
    ],
)  # fmt: skip
def test_lists_are_told_by_what_is_in_them(text: str, people: list[tuple[str, ...]]) -> None:
    found = read_guests(text)
    assert [said(each) for each in found] == people
    assert {field.origin for each in found for field in (*each.fn, *each.email)} == {ORIGIN}


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("", "CSV"),
        (" \n\n", "CSV"),
        ("\x01\x02 what", "save a spreadsheet as CSV"),
        ("PK\x03\x04", "save a spreadsheet as CSV"),
        ("%PDF-1.7 …", "save a spreadsheet as CSV"),
        ("Name,Company\n=HYPERLINK(1),x\n", "line 2"),
        ("=cmd|' /C calc'!A0", "line 1"),
        ("Name,Company\n,\n", "CSV"),
        ("\n".join(f"Ada Quill{number}, Tide" for number in range(MOST + 1)), "choose at most"),
        ("BEGIN:VCALENDAR\nEND:VCALENDAR", "CSV"),
    ],
)
def test_what_is_no_list_is_answered_with_advice(text: str, advice: str) -> None:
    with pytest.raises(InputError) as error:
        read_guests(text)
    assert advice in f"{error.value.message} {error.value.advice}"


@given(st.text(max_size=400))
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        for each in read_guests(text):
            assert each.fn or each.email
    except InputError as error:
        assert error.advice


@given(st.text(alphabet=' ";,<>@:\n\tabc.=BEGIN:VEVENTDTSTART0123456789TZ', max_size=300))
def test_what_looks_like_a_calendar_is_read_or_left(text: str) -> None:
    for each in invitations_of(f"BEGIN:VCALENDAR\nBEGIN:VEVENT\n{text}\nEND:VEVENT\nEND:VCALENDAR"):
        assert each.name and (each.until is None or each.until > each.date)


def test_days_of_invitations() -> None:
    fair, call = invitations_of(ICS)
    assert (fair.name, fair.place, fair.uid) == ("Tide fair, evening", "Kontor", "tides-1@fair.example")
    assert (str(fair.date), str(fair.until), fair.again, call.again) == ("2026-12-03", "2026-12-04", False, True)


def test_who_is_on_two_lists_is_one() -> None:
    [one] = read_guests("Bo Berg, Tidewater, bo@tide.example")
    [two] = read_guests("bo@tide.example")
    [three] = read_guests("BO BERG, Tidewater")
    [four] = read_guests("Bo Berg, Harbour Works")
    assert is_again(one, two) and is_again(one, three) and not is_again(one, four)
