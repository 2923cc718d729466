"""Content lines of any vCard: unfolded, decoded, and not a character lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cardscan.vcards.lines import ContentLine, components, content_lines, unescape


def lines(*physical: str, end: str = "\r\n") -> list[ContentLine]:
    return list(content_lines("".join(line + end for line in physical)))


def values(*physical: str) -> list[tuple[str, str]]:
    return [(line.name, line.value) for line in lines(*physical)]


def test_a_property_in_its_parts() -> None:
    [line] = lines('item1.adr;TYPE=work,pref;LABEL="a;b:c":;;12 Aldgrove Road\\, back;London')
    assert (line.name, line.group) == ("ADR", "item1")
    assert line.params == {"TYPE": ("work", "pref"), "LABEL": ("a;b:c",)}
    assert line.types == {"work", "pref"}
    assert components(line.value) == ["", "", "12 Aldgrove Road, back", "London"]


def test_parameters_of_2_1_and_4_0() -> None:
    [bare, quoted, photo] = lines("TEL;CELL;VOICE:1", 'TEL;TYPE="cell,voice":1', "PHOTO;JPEG;BASE64:/9j/")
    assert bare.types == quoted.types == {"cell", "voice"}
    assert photo.types == {"jpeg"} and photo.encoding == "base64"


def test_folded_lines_know_where_they_begin() -> None:
    first, second = lines("NOTE:a long", "  text", "\tand more", "FN:W")
    assert (first.value, first.number, first.raw) == (
        "a long textand more",
        1,
        "NOTE:a long\r\n  text\r\n\tand more\r\n",
    )
    assert (second.value, second.number) == ("W", 4)


@pytest.mark.parametrize("end", ["\r\n", "\n", "\r", "\r\r\n"])
def test_line_ends_of_all_kinds(end: str) -> None:
    read = lines("FN:Wende", " line", "NOTE:x", end=end)
    assert [(line.name, line.value) for line in read if line.name] == [("FN", "Wendeline"), ("NOTE", "x")]


def test_an_indented_property_is_one_but_not_in_the_middle_of_a_folded_text() -> None:
    assert values("FN:W", "  TEL:+44 20 7946 0991") == [("FN", "W"), ("TEL", "+44 20 7946 0991")]
    long = "NOTE:" + "she is best reached by phone, in the mornings, at this number:" + " x" * 5
    assert values(long, " TEL: 7") == [("NOTE", long[5:] + "TEL: 7")]


def test_quoted_printable_over_lines() -> None:
    assert values("NOTE;ENCODING=QUOTED-PRINTABLE:K=C3=B6=", "ln =3D=", "", "FN:W")[0] == ("NOTE", "Köln =")
    assert values("NOTE;QUOTED-PRINTABLE;CHARSET=ISO-8859-1:K=F6ln")[0] == ("NOTE", "Köln")
    assert values("N;CHARSET=SHIFT_JIS;ENCODING=QUOTED-PRINTABLE:=8ER=93c")[0] == ("N", "山田")


def test_a_soft_break_at_the_very_end_does_not_swallow_the_end_of_the_card() -> None:
    read = values("NOTE;ENCODING=QUOTED-PRINTABLE:x=", "END:VCARD", "BEGIN:VCARD")
    assert [name for name, _ in read] == ["NOTE", "END", "BEGIN"]


@pytest.mark.parametrize(
    "photo",
    [
        ["PHOTO;ENCODING=b;TYPE=JPEG:AAECAwQFBgc="],
        ["PHOTO;ENCODING=b;TYPE=JPEG:AAEC", " AwQF", " Bgc="],
        ["PHOTO;TYPE=JPEG;ENCODING=BASE64:", "  AAECAwQF", "  Bgc=", ""],
        ["PHOTO;BASE64;JPEG:", "AAECAwQF", "Bgc=", "", ""],
        ['PHOTO;ENCODING="B":AAECAwQF', "", "Bgc="],
    ],
)
def test_photos_however_they_are_broken(photo: list[str]) -> None:
    read = [line for line in lines(*photo, "TEL:1") if line.name]
    assert [(line.name, line.value) for line in read] == [("PHOTO", "AAECAwQFBgc="), ("TEL", "1")]


def test_what_is_no_property_is_kept_without_a_name() -> None:
    read = lines("rubbish", ":more", "", "a b:c", "FN:W")
    assert [(line.name, line.raw) for line in read][:4] == [
        ("", "rubbish\r\n"), ("", ":more\r\n"), ("", "\r\n"), ("", "a b:c\r\n"),
    ]  # fmt: skip


def test_a_quote_that_never_ends() -> None:
    assert values('EMAIL;TYPE="WORK:w@kestelyn.co.uk') == [("EMAIL", "w@kestelyn.co.uk")]


def test_escapes() -> None:
    assert unescape(r"a\, b\; c\nd\\e\:f\g") == "a, b; c\nd\\e:f\\g"
    assert components(r"a\;b;c,d;;e\\") == ["a;b", "c,d", "", "e\\"]
    assert components("", ",") == [""]


PIECES = st.sampled_from(
    ["BEGIN:VCARD", "END:VCARD", "FN:", "NOTE;QUOTED-PRINTABLE:", "PHOTO;ENCODING=B:", "AGENT:", "=", "=3D", " ", "\t",
     "\r", "\n", "\r\n", "\r\n ", ";", ":", '"', "AAAA", "\ufeff", "\x85", "\u2028", "item1.", "TYPE="]
)  # fmt: skip
TEXTS = st.lists(PIECES | st.text(max_size=4), max_size=40).map("".join)


@settings(max_examples=500, deadline=None)
@given(TEXTS)
def test_no_character_is_lost(text: str) -> None:
    read = list(content_lines(text))
    assert "".join(line.raw for line in read) == text
    at = 0
    for line in read:
        before = text[:at]
        assert line.number == before.count("\n") + before.replace("\r\n", "").count("\r") + 1
        at += len(line.raw)


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=60))
def test_escaped_text_comes_back(text: str) -> None:
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,").replace("\n", "\\n")
    assert unescape(escaped) == text
    assert components(f"{escaped};x") == [text, "x"]
