"""Where in a line one number ends and the next begins: lists, groups, extensions, letters read as figures."""

import pytest
from printed import printed

from cardscan.model import Line
from cardscan.parse.found import Found
from cardscan.parse.tel import find_tels


def read(*texts: str) -> list[tuple[str, str]]:
    return [(f.field.value, f.field.type) for f in find_tels(printed(*texts), [])]


def taken(line: Line, found: Found) -> list[str]:
    return [line.text[s.start : s.end] for s in found.spans]


@pytest.mark.parametrize(
    ("text", "ext"),
    [
        ("Tel: (02)5712-0143 Ext. 625", "625"),
        ("+1 (212) 555-0123 x45", "45"),
        ("Tél : 71 555 142 poste 4486", "4486"),
        ("Tel.: +48 85 655 01 42, w. 1", "1"),
        ("電話：(02)2345-6789#123", "123"),
        ("Tel: 11 3555-0322 Ramal 240", "240"),
        ("тел. (495) 555-01-42, доб. 301", "301"),
        ("tel. 037/555 01 42, kl. 17", "17"),
        ("Τηλ. 210 555 0142, εσωτ. 25", "25"),
        ("טלפון: 09-5550142 שלוחה 12", "12"),
        ("โทร. 02-555-0142 ต่อ 301", "301"),
        ("tel. 048/555 02 99, kl. 23", "23"),
        ("Tel.: 02/5555 0199, klapka 23", "23"),
        ("Tel. 224 555 019 linka 12", "12"),
        ("tel. 22 555 01 99 wewn. 14", "14"),
        ("Tel. 01 555 01 99 Nebenstelle 31", "31"),
        ("Tel. 020 555 0199 toestel 8", "8"),
        ("Tel. +36 1 555 0199, mellék: 204", "204"),
        ("Tel 08-555 019 99 anknytning 12", "12"),
        ("Telp. (021) 555 0199 pes. 21", "21"),
        ("ĐT: 028 3555 0199 máy lẻ 15", "15"),
    ],
)
def test_extensions(text: str, ext: str) -> None:
    (found,) = find_tels(printed(text), [])
    assert found.field.parts == {"ext": ext}
    assert taken(printed(text)[0], found) == [text]


def test_letters_read_as_digits_lower_the_confidence() -> None:
    plain, slipped = (find_tels(printed(t), [])[0].field.confidence for t in ("M 98198 10234", "M 98I98 10234"))
    assert slipped < plain


def test_half_of_a_dialling_code_may_be_letters() -> None:
    assert read("+4I 79 123 45 67") == [("+41791234567", "")]


def test_each_letter_read_as_a_digit_takes_a_tenth_of_the_confidence() -> None:
    plain, two = (find_tels(printed(t), [])[0].field.confidence for t in ("M 98198 10234", "M 98I98 1O234"))
    assert two == pytest.approx(plain * 0.81, rel=0.02)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Telefon 0 44 21 / 55 50-0", [("0442155500", "")]),  # DIN 5008
        ("Tel. 0231/5550-120, Fax 0231/5550-199", [("02315550120", ""), ("02315550199", "fax")]),
        ("0721/5550-537", [("07215550537", "")]),
        ("+49 (0) 44 21 / 55 50-0", [("+49442155500", "")]),
        ("030/555 01 42-0", [("03055501420", "")]),
        ("T 02/555.01.42", [("025550142", "")]),
        ("01 99 00 12 04 / 01 99 00 12 05", [("0199001204", ""), ("0199001205", "")]),
        ("415/555-0199", [("4155550199", "")]),
        ("1-415/555-0199", [("14155550199", "")]),
        ("1-888-555-LAMP", [("18885555267", "")]),
        ("1-800-KELPWIKS", [("18005357945", "")]),  # seven letters are dialled
        ("(415) 555-TAXI", [("4155558294", "")]),
        ("(415) 555.TAXI", [("4155558294", "")]),
        ("1.888.555.LAMP", [("18885555267", "")]),
        ("888.555.LAMP (5267)", [("8885555267", "")]),
        ("+1 888 555 LAMP", [("+18885555267", "")]),
        ("1 (888) 555 LAMP", [("18885555267", "")]),
        ("888/555-LAMP", [("8885555267", "")]),
        ("415.555.TAXI", [("4155558294", "")]),
        ("1-888-555-0142EXT4", [("18885550142", "")]),
        ("888 FLORIDA AVE", []),  # a house
        ("415 555 MAIN ST", []),
        ("電話〇七七四五五〇一九九", [("0774550199", "")]),
        ("電話 〇三-五五五五-〇一九九", [("0355550199", "")]),
        ("(86-10) 5550-7042, 5550-7043", [("+861055507042", ""), ("+861055507043", "")]),
        ("Tel. 555-0199", [("5550199", "")]),
        ("9 Quay Court, Newport, RI 02840 · (401) 555-0199", [("4015550199", "")]),
        ("RI 02840 (401) 555-0199", [("4015550199", "")]),
        ("Mo6. 067 555 01 99", [("0675550199", "cell")]),
        ("TIf. 55 50 01 42", [("55500142", "")]),  # "Tlf."
        ("Te|: 55500142 M0bii 55 50 01 43", [("55500142", ""), ("55500143", "cell")]),
        ("TeIefaks: 55500142", [("55500142", "fax")]),
        ("CeII 4155 0142", [("41550142", "cell")]),
        ("\u0422e\u043b. 4155 0142", [("41550142", "")]),  # a Latin e between Cyrillic letters
        ("手机:13900001234QQ:745193420", [("13900001234", "cell")]),
        ("Phone (+90 262) 555 13 00 / 1306", [("+902625551300", "")]),
        ("Phone (+90 262) 555 13 00 / 06", [("+902625551300", ""), ("+902625551306", "")]),
    ],
)
def test_numbers_as_they_are_grouped_in_their_countries(text: str, expected: list[tuple[str, str]]) -> None:
    assert read(text) == expected


def test_extensions_alone_go_on_with_the_number_before() -> None:
    assert read("Telefon 0 44 21 / 55 50-0", "Durchwahl -23", "Fax -99") == [
        ("0442155500", ""),
        ("04421555023", ""),
        ("04421555099", "fax"),
    ]
    assert read("0231/12 34-0 · Fax -12") == [("023112340", ""), ("0231123412", "fax")]
    assert read("Tel. 0 23 1 / 5 55 01 - 3 27", "Fax: - 3 28", "- 3 29", "Zimmer 3 20", "DW 23", "Fax-DW 2 4") == [
        ("023155501327", ""),
        ("023155501328", "fax"),
        ("023155501329", ""),
        ("02315550123", ""),
        ("02315550124", "fax"),
    ]
    assert read("Tel. 0231 5550142", "DW 23", "App. 12", "-12") == [("02315550142", "")]  # instead of which digits?
    assert read("Tel. 0231 5550142", "D - 392, Quay Court", "B./31") == [("02315550142", "")]
    assert read("Tel. 0231 5550142", "D-12, Quay Court", "Certificate T-4137") == [("02315550142", "")]


def test_of_two_extensions_the_first_is_kept_and_the_second_is_no_number() -> None:
    for text in ("Tel 212-555-0142 x101 / x102", "Tel. (212) 555-0142 ext. 101, 102"):
        (found,) = find_tels(printed(text), [])
        assert (found.field.value, dict(found.field.parts)) == ("2125550142", {"ext": "101"})


def test_what_a_number_of_a_street_goes_on_with_is_no_extension() -> None:
    (found,) = find_tels(printed("Tel. 212 555 0100 W 34th Street"), [])
    assert (found.field.value, dict(found.field.parts)) == ("2125550100", {})


@pytest.mark.parametrize(
    ("text", "raw", "all_of_it"),
    [
        ("(202 555 0142)", "(202 555 0142)", "(202 555 0142)"),
        ("202) 555-0142)", "202) 555-0142", "202) 555-0142"),
        ("Tel 1-800-KELPWIKS now", "1-800-KELPWIKS", "Tel 1-800-KELPWIKS"),
        ("(22) 5550142 (3)", "(22) 5550142", "(22) 5550142 (3)"),
        ("(22) 5550142 (3) (4)", "(22) 5550142", "(22) 5550142 (3)"),
    ],
)
def test_where_a_number_begins_and_ends(text: str, raw: str, all_of_it: str) -> None:
    """The page marks it there, and what is left of the line is read as something else."""
    (line,) = printed(text)
    (found,) = find_tels([line], [])
    assert (found.field.raw, taken(line, found)) == (raw, [all_of_it])


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # What is in brackets is an area code of two to five digits, and seven to thirteen are a number with one.
        ("(22) 55501", [("2255501", "")]),
        ("(2) 5550142", []),
        ("(1234) 567890123", [("1234567890123", "")]),
        ("(1234) 5678901234", []),
        ("(1234) 56 7 890123", [("1234567890123", "")]),
        ("20 30 40 50 60 70", [("203040506070", "")]),
        ("1 22 33 44 55 66 77", [("1223344556677", "")]),
        ("1 2 33 44 55 66 77 88", []),  # eight groups are a table
        # An end of four digits at most takes the place of as many; one digit behind a comma may be anything.
        ("Tel 5550142 / 5", [("5550142", ""), ("5550145", "")]),
        ("Tel 5550142, 5", [("5550142", "")]),
        ("Tel 555014 / 15", [("555014", ""), ("555015", "")]),
        ("Tel 5550142 / 53rd Street", [("5550142", "")]),
        ("Tel 555 01 42 / 4a", [("5550142", "")]),
        ("Tel 677 13 00 / 130", [("6771300", "")]),
        ("Tel 677 1300 / 130", [("6771300", ""), ("6771130", "")]),
        ("Tel 677 13 00 / 30", [("6771300", ""), ("6771330", "")]),
        ("Fax 020 79460123 or 79460124", [("02079460123", "fax"), ("02079460124", "fax")]),
        ("T 020 7946 0123 Fax 79460124 / 460125", [("02079460123", ""), ("79460124", "fax"), ("460125", "fax")]),
        ("Tel 5550142 to 5550149", [("5550142", ""), ("5550149", "")]),
        ("Tel 5550142 & 43", [("5550142", ""), ("5550143", "")]),
        ("Tel 5550142 ~ 43", [("5550142", ""), ("5550143", "")]),
        # Two numbers without a sign between them are parted where each has six digits at least.
        ("0231 5550142 (0231) 5550143", [("02315550142", ""), ("02315550143", "")]),
        ("+49 2334 555142 02334 555143", [("+492334555142", ""), ("02334555143", "")]),
        ("02334 555142   02334 555143", [("02334555142", ""), ("02334555143", "")]),
        ("02334 555142 02334 555143", [("02334555142", ""), ("02334555143", "")]),
        ("5 0142   55 0143", [("50142550143", "")]),
    ],
)
def test_one_number_or_two_or_none(text: str, expected: list[tuple[str, str]]) -> None:
    """Else a number is lost, or two that nobody can dial are in the phone."""
    assert read(text) == expected


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        ("Tel 5550142", "Fax -12", "5550112"),
        ("Tel 5550142", "Fax -1234", "5551234"),
        ("Tel 5550142", "Fax -12345", None),  # no extension has five digits
        ("Tel 5550142", "Fax 12", None),  # and each has a dash
        ("Tel 5550142", "Room -12", None),
        ("Tel. 0231 555014", "Fax -12", "0231555012"),
        ("Tel 555014", "Fax -12", None),  # too short to go on with
        ("Tel 0231 5550-0", "Fax -12", "0231555012"),  # what is behind its own dash is left out
        ("Tel 0231 5550-120", "Fax -9", "023155509"),
    ],
)
def test_what_an_extension_alone_goes_on_with(before: str, after: str, expected: str | None) -> None:
    assert [value for value, _ in read(before, after)][1:] == ([expected] if expected else [])


#: What may stand between two numbers, with spaces or without, and what a bar is read as.
SIGNS = ["|", "/", ",", ";", "•", "·", "・", "∙", "●", "▪", "¦", "│", "｜", "\\", "*", ":", ".", "-", "I", "l"]


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("Tel 5550142", "5550143", ["5550142", "5550143"]),
        ("Tel 555 0142", "555 0143", ["5550142", "5550143"]),
        ("Tel 0221 5550142", "0221 5550143", ["02215550142", "02215550143"]),
        ("Tel 0221 5550142", "5550143", ["02215550142", "02215550143"]),
        ("9825012345", "9825012346", ["9825012345", "9825012346"]),
        ("+919825012345", "+919825012346", ["+919825012345", "+919825012346"]),
        ("+91 9825012345", "9825012346", ["+919825012345", "+919825012346"]),
        ("+4520123456", "20123457", ["+4520123456", "20123457"]),
    ],
)
def test_two_numbers_with_a_sign_between_are_two(sign: str, one: str, other: str, expected: list[str]) -> None:
    """As one of 15 digits nobody can dial them, and a bar is no 1."""
    assert [value for value, _ in read(f"{one}{sign}{other}")] == expected
    if sign not in "-Il":
        assert [value for value, _ in read(f"{one} {sign} {other}")] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("M 98|98 10234", ["9819810234"]),  # what is one number with a 1 is one
        ("+91 98250|2345", ["+919825012345"]),
        ("+919876|543210", ["+9198761543210"]),
        ("+45201234|2012345", ["+4520123412012345"]),  # 16 digits, none of which may go
        ("Tel 555014|555014", ["5550141555014"]),
        ("Tel 555014|5550143", ["555014", "5550143"]),
        ("Tel 12345|123456789", ["123451123456789"]),
        ("Tel 123456789|12345", ["123456789112345"]),
    ],
)
def test_a_bar_is_a_1_where_it_does_not_make_two_numbers_one(text: str, expected: list[str]) -> None:
    assert [value for value, _ in read(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("+453123456789012", ["+453123456789012"]),
        ("+4531234567890123", ["+4531234567890123"]),  # more than any number has
        ("+1234567 890123456", ["+1234567890123456"]),
        ("+123456 7890123456", ["+1234567890123456"]),
        ("+1234567 (890) 123456", ["+1234567890123456"]),
        ("Tel 1234567890123456", ["1234567890123456"]),
        ("Room B 1234567890123456", []),
        ("1234567890123456", []),
        ("Tel 1234567 890123", ["1234567890123"]),
        ("Tel 1234567 8901234", ["1234567", "8901234"]),
        ("Tel 12345 67890 12345", ["123456789012345"]),
        ("0045 1234 5678 901", ["+4512345678901"]),
        ("0049 221 5550142 5550143", ["+492215550142", "+492215550143"]),
        ("Tel 011 44 20 7946 0123", ["011442079460123"]),  # as America dials abroad
        ("+49 221 5550142 5550143", ["+492215550142", "+492215550143"]),
        ("+4512345 678901234567", ["+4512345678901234567"]),
        ("+45123456 78901234567", ["+4512345678901234567"]),
        ("Tel 123456 78901234", ["123456", "78901234"]),
        ("Tel 12345678 901234", ["12345678"]),
        ("Tel 123456789 01234", ["12345678901234"]),
        ("+91 9825012345 395002", ["+919825012345"]),
        ("+91 98250 1234 +91 98250 12346", ["+91982501234", "+919825012346"]),
    ],
)
def test_of_what_is_too_long_for_one_number_no_digit_is_lost(text: str, expected: list[str]) -> None:
    """It is two numbers that can be dialled, or stays as it is printed, for someone to look at."""
    assert [value for value, _ in read(text)] == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tel 9825012345 395002", ["9825012345"]),  # a postcode of India
        ("Tel 202 555 0142 10001-8110", ["2025550142"]),  # and one of America
        ("Tel 555014 555015", ["555014555015"]),
        ("Tel 5550142 (555014)", ["5550142"]),
        ("Tel 555014 (555015)", ["555014", "555015"]),
        ("Tel 5550142 (55501429)", ["5550142", "55501429"]),
        ("+91 98250 12345, 395002", ["+919825012345"]),
        ("+91 98250 12345, 2640123", ["+919825012345", "2640123"]),
        ("Tel 5550142 ...... 5550143", ["5550142"]),  # of another column
        ("Tel 5550142 .... 5550143", ["5550142"]),
        ("Tel 5550142 ... 5550143", ["5550142", "5550143"]),
    ],
)
def test_what_stands_right_behind_a_number_is_another_or_something_else(text: str, expected: list[str]) -> None:
    assert [value for value, _ in read(text)] == expected


def test_two_numbers_printed_without_a_gap_are_two() -> None:
    assert read("M 98250123459825012346") == [("9825012345", "cell"), ("9825012346", "cell")]


def test_behind_an_extension_a_list_goes_on_with_the_number_that_has_it() -> None:
    values = [
        (found.field.value, dict(found.field.parts))
        for found in find_tels(printed("Tel 212-555-0142 x45 / 555-0143"), [])
    ]
    assert values == [("2125550142", {"ext": "45"}), ("2125550143", {})]


@pytest.mark.parametrize(
    ("text", "number", "ext"),
    [
        ("0755-2555 0142-316", "075525550142", "316"),
        ("0755-25550142-8316", "075525550142", "8316"),
        ("(0755)25550142-316", "075525550142", "316"),
        ("+86 755 2555 0142-316", "+8675525550142", "316"),
        ("86-755-25550142-316", "8675525550142", "316"),
    ],
)
def test_what_makes_a_number_too_long_behind_a_hyphen_is_its_extension(text: str, number: str, ext: str) -> None:
    (found,) = find_tels(printed(f"电话:{text}"), [])
    assert (found.field.value, found.field.parts["ext"]) == (number, ext)


@pytest.mark.parametrize("text", ["0755-25550142-0155", "RI 02840 (401) 555-0199"])
def test_the_end_of_another_number_is_no_extension(text: str) -> None:
    assert all(not found.field.parts for found in find_tels(printed(text), []))


@pytest.mark.parametrize(
    "text",
    [
        "Tel: 02 555 01 42 / 43 Fax: 02 555 01 49",
        "Tel 02 555 01 42, 43 F 02 555 01 49",
        "Tél. : 02 555 0142 / 0143 Fax : 02 555 01 49",
        "Тел. 02 555-01-42/43 факс 02 555-01-49",
        "電話 02-555-0142 / 43 傳真 02-555-0149",
    ],
)
def test_a_list_goes_on_to_the_label_of_the_next(text: str) -> None:
    assert [value for value, _ in read(text)] == ["025550142", "025550143", "025550149"]


@pytest.mark.parametrize("end", ["E-mail: who@kelpwick.example", "web : kelpwick.example"])
def test_a_list_goes_on_to_the_label_of_another_field(end: str) -> None:
    assert [value for value, _ in read(f"Tel 02 555 01 42 / 43 {end}")] == ["025550142", "025550143"]


@pytest.mark.parametrize("end", ["/ 49 Kelpwick Road", ", 12 M G Road", "/ 24 hours"])
def test_what_counts_a_word_is_no_end_of_a_list(end: str) -> None:
    assert read(f"Tel 02 555 01 42 {end}") == [("025550142", "")]


@pytest.mark.parametrize(
    "hours",
    [
        "24hr breakdown", "24-hour service", "24/7", "24x7", "7/24", "24 Std. Notdienst", "24 horas", "24hs",
        "24 godz.", "24h/24 7j/7", "7/7", "H24", "24 saat", "24 часа", "24ωρη", "24小時", "24時間受付",
        "24시간", "24 ชั่วโมง", "24 ساعة", "24 jam", "24 giờ", "7 days a week", "8-17 Uhr", "8.00-17.00",
        "8:00 - 17:30", "8h30 à 18h00", "с 9 до 18 ч", "9am-5pm", "9 am to 5 pm", "9時~18時",
    ],
)  # fmt: skip
def test_hours_are_no_part_of_a_number(hours: str) -> None:
    assert read(f"Tel 02 555 0142 {hours}") == [("025550142", "")]


@pytest.mark.parametrize("text", ["Tel 02 555 0124", "Tel 02 555 01 24", "Tel 02 555 01 24 H 03 555 01 42"])
def test_digits_before_the_label_of_the_next_are_no_hours(text: str) -> None:
    assert read(text)[0] == ("025550124", "")
