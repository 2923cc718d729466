"""Telephone numbers: what is one, what is none, and what its label says."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from printed import HEIGHT, at, printed

from cardscan.model import Line
from cardscan.parse.found import Found, Span
from cardscan.parse.tel import find_tels


def read(*texts: str) -> list[tuple[str, str]]:
    return [(f.field.value, f.field.type) for f in find_tels(printed(*texts), [])]


def taken(line: Line, found: Found) -> list[str]:
    return [line.text[s.start : s.end] for s in found.spans]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tel : +91 22 4055 5142 / 43", [("+912240555142", ""), ("+912240555143", "")]),
        ("Ph.: 0261-4555051 to 4555060", [("02614555051", ""), ("02614555060", "")]),
        ("Phones : 55550181, 82, 83", [("55550181", ""), ("55550182", ""), ("55550183", "")]),
        ("T: 24780648/49", [("24780648", ""), ("24780649", "")]),
        ("Tel: (022) 40555142 / 66555143", [("02240555142", ""), ("02266555143", "")]),
        ("tel +91 481 2555142 / 7034555142", [("+914812555142", ""), ("+917034555142", "")]),
        ("Tel. 0221/1234567, Fax 0221 / 123 45 68", [("02211234567", ""), ("02211234568", "fax")]),
        ("Fon 030/23125 001, Fax -009", [("03023125001", ""), ("03023125009", "fax")]),
        ("Telefon: +49 (0) 30 23125-001", [("+493023125001", "")]),
        ("Tel. +39 (0)6 9826 9001", [("+390698269001", "")]),
        ("Phone : 0091 79 26401234", [("+917926401234", "")]),
        ("(+90 262) 555 01 42 (5 hat)", [("+902625550142", "")]),
        ("TEL 042)555-1722 FAX 042)555-1721", [("0425551722", ""), ("0425551721", "fax")]),
        ("Tel./Fax 01 99 00 12 34", [("0199001234", "")]),
        ("Tele Fax : (0261) 2555083", [("02612555083", "fax")]),
        ("(O) 22555165 (R) 22555822", [("22555165", "work"), ("22555822", "home")]),
        ("22555165 (O), 22555822 (R)", [("22555165", "work"), ("22555822", "home")]),
        ("(0) 22555165 (0) 22555822", [("22555165", "work"), ("22555822", "work")]),
        ("202-555-0143 (telephone) 202-555-0144 (fax)", [("2025550143", ""), ("2025550144", "fax")]),
        ("o: 212.555.0123 m: 917.555.0199", [("2125550123", "work"), ("9175550199", "cell")]),
        ("tel. 22 123 45 67, tel. kom. 501 234 567", [("221234567", ""), ("501234567", "cell")]),
        ("Cep: 0532 123 45 67 Faks: 0212 123 45 68", [("05321234567", "cell"), ("02121234568", "fax")]),
        ("H/P : +65 9123 4567 DID: 6123 4567", [("+6591234567", "cell"), ("61234567", "")]),
        ("電話：(02)2345-6789 手機：0912-345-678", [("0223456789", ""), ("0912345678", "cell")]),
        ("전화 02)123-4567 팩스 02)123-4568", [("021234567", ""), ("021234568", "fax")]),
        ("هاتف: ٠١٢٣٤٥٦٧٨٩", [("0123456789", "")]),
        ("Τηλ. 210 1234567, Κιν. 694 1234567", [("2101234567", ""), ("6941234567", "cell")]),
        ("тел./факс (495) 123-45-67", [("4951234567", "")]),
        ("Toll Free No.: 1800 123 4567", [("18001234567", "tollfree")]),
        ("Pager 9628123456", [("9628123456", "pager")]),
        ("Hotline 19123", [("19123", "")]),
        ("Sarthak Vellore 98250 12345", [("9825012345", "")]),
        ("9825012345 9825012346", [("9825012345", ""), ("9825012346", "")]),
        ("M 98I98 1O234", [("9819810234", "cell")]),
        ("手机:1391234567813812345679", [("13912345678", "cell"), ("13812345679", "cell")]),
        ("电话:331009813912345678", [("3310098", ""), ("13912345678", "")]),
        ("13912345678、13812345679", [("13912345678", ""), ("13812345679", "")]),
        ("13912345678微信同号", [("13912345678", "cell")]),
        ("Fax 02~3555-8142", [("0235558142", "fax")]),
        ("(22) 55 014", [("2255014", "")]),  # an area code in brackets tells
        ("(22) 5 014", []),
        ("123 45 +44 20 7946 0123", [("+442079460123", "")]),
        ("123 456 +44 20 7946 0123", [("+442079460123", "")]),
        ("12 345 6 789 01", []),  # of one digit is no group of a number
        ("Tel 6771 300 / 1306", [("6771300", "")]),  # longer than the group that it would end
        ("OIS98SBZO12", []),  # more letters than digits
        ("M 98I9O 10234", [("9819010234", "cell")]),
        ("M 98IO9I 10234", []),  # as many letters as digits
        ("1234567890123", [("1234567890123", "")]),
        ("12345678901234", []),
        ("T: 24780648/0649", [("24780648", ""), ("24780649", "")]),
        ("Fax 020 7946 0123 Delft 9825012345", [("02079460123", "fax"), ("9825012345", "")]),
        ("Surat 9825012345b", []),
        ("b9825012345", []),
    ],
)
def test_numbers_and_their_labels(text: str, expected: list[tuple[str, str]]) -> None:
    assert read(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Surat 395 002, Gujarat",
        "New York, NY 10001-1234",
        "CEP 01013-001",
        "〒100-0001 東京都千代田区",
        "統一編號：22822281",
        "NIP: 542-259-66-50",
        "GSTIN: 24AAACC1206D1ZM",
        "Tax code: 0106472242",
        "A/c No. 123456789012",
        "Reg. No. 1234567890",
        "12/05/2019",
        "Mon - Fri 09.00 - 17.30",
        "1995 - 2015",
        "ISO 9001:2015",
        "Plot No. 53, Sector 12-A",
        "10820011(09)",
        "Room B 123456",
        "QQ: 1123456789",
        "Q Q：346492594",
        "农行:6228481234567890123",
        "邮编:153000",
    ],
)
def test_other_figures_are_no_numbers(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "shortest"),
    [
        ("+{}", 8),  # a plus alone stands before years and counts too
        ("Tel {}", 6),
        ("T {}", 8),  # may be a room or a storey
        ("Hotline {}", 5),
        ("Toll free {}", 5),
        ("{}", 9),
    ],
)
def test_how_many_digits_make_a_number_depends_on_what_stands_before_them(text: str, shortest: int) -> None:
    digits = [len(value.lstrip("+")) for n in range(3, 17) for value, _ in read(text.format("4531234567890123"[:n]))]
    assert digits[0] == shortest
    assert digits == list(range(shortest, digits[-1] + 1))


def test_no_number_has_more_digits_than_fifteen() -> None:
    assert read("+453123456789012") == [("+453123456789012", "")]
    assert read("+4531234567890123") == []


@pytest.mark.parametrize(
    ("text", "ext"),
    [
        ("Tel: (02)5712-0143 Ext. 625", "625"),
        ("+1 (212) 555-0123 x45", "45"),
        ("Tél : 71 555 142 poste 4486", "4486"),
        ("Tel.: +48 85 655 01 42, w. 1", "1"),
        ("電話：(02)2345-6789#123", "123"),
        ("Tel: 11 3555-0322 Ramal 240", "240"),
    ],
)
def test_extensions(text: str, ext: str) -> None:
    (found,) = find_tels(printed(text), [])
    assert found.field.parts == {"ext": ext}
    assert taken(printed(text)[0], found) == [text]


def test_labels_in_a_column_to_the_left() -> None:
    lines = [at("Telefax", 30, 30), at("Mobil", 30, 60), at("+49 173 5550142", 160, 61), at("+49 2334 555-14", 160, 30)]
    found = find_tels(lines, [])
    assert [(f.field.value, f.field.type, f.spans[0].line) for f in found] == [
        ("+491735550142", "cell", 1),
        ("+49233455514", "fax", 0),
    ]


def test_label_on_the_line_above() -> None:
    assert read("Fax", "020 7946 0123") == [("02079460123", "fax")]


def test_a_heading_is_the_label_of_one_line_only() -> None:
    assert read("Mobile", "98250 12345", "079 2640 1234") == [("9825012345", "cell"), ("07926401234", "")]


def test_numbers_without_area_code_follow_a_labelled_one() -> None:
    assert read("Phone: 23555507") == [("23555507", "")]
    assert read("21000042") == []
    assert read("21000042", "Phone: 23555507") == [("21000042", ""), ("23555507", "")]
    assert read("6123 4567") == [("61234567", "")]


def test_spans_take_the_label_and_leave_the_rest() -> None:
    (line,) = printed("Hemant Vellore, Ph.: 079-25555956")
    (found,) = find_tels([line], [])
    assert taken(line, found) == [", Ph.: 079-25555956"]
    assert found.field.raw == "079-25555956"


@pytest.mark.parametrize(
    ("text", "raw", "all_of_it"),
    [
        ("(202 555 0142)", "(202 555 0142)", "(202 555 0142)"),
        ("202) 555-0142)", "202) 555-0142", "202) 555-0142"),
        ("Tel 1-800-KELPWIKS now", "1-800-KELPWIKS", "Tel 1-800-KELPWIKS"),
        ("(22) 5550142 (3)", "(22) 5550142", "(22) 5550142 (3)"),
    ],
)
def test_where_a_number_begins_and_ends(text: str, raw: str, all_of_it: str) -> None:
    """The page marks it there, and what is left of the line is read as something else."""
    (line,) = printed(text)
    (found,) = find_tels([line], [])
    assert (found.field.raw, taken(line, found)) == (raw, [all_of_it])


def test_what_others_took_is_left_alone() -> None:
    (line,) = printed("jo9825012345@brackwyth.in")
    assert find_tels([line], [Span(0, 0, len(line.text))]) == []


def test_box_is_the_part_of_the_line() -> None:
    (line,) = printed("Tel: 020 7946 0123")
    (found,) = find_tels([line], [])
    assert found.field.box is not None
    (left, top), (right, _), _, (_, bottom) = found.field.box
    assert left == pytest.approx(30 + 5 * 11) and right == pytest.approx(line.place[2])
    assert bottom - top == pytest.approx(HEIGHT)


def test_letters_read_as_digits_lower_the_confidence() -> None:
    plain, slipped = (find_tels(printed(t), [])[0].field.confidence for t in ("M 98198 10234", "M 98I98 10234"))
    assert slipped < plain


def test_origin_names_the_readers_that_agree() -> None:
    agreed, alone = (
        at("Tel 020 7946 0123", 0, 0, "Tel: 020 7946-0123"),
        at("Tel 020 7946 0123", 0, 0, "Tel 020 7946 0128"),
    )
    assert [find_tels([line], [])[0].field.origin for line in (agreed, alone)] == ["tesseract+rapidocr", "rapidocr"]


@given(st.lists(st.text(max_size=80), max_size=4))
def test_any_text_is_read_without_error(texts: list[str]) -> None:
    for found in find_tels(printed(*texts), []):
        span = found.spans[-1]
        assert 0 <= span.start < span.end <= len(texts[span.line])


@given(st.text("0123456789+-/.,() OlTelFaxMob:x", max_size=60))
def test_anything_like_numbers_is_read_without_error(text: str) -> None:
    for found in find_tels(printed(text), []):
        assert found.field.value.lstrip("+").isdigit()


@given(st.from_regex(r"\+[1-9][0-9]{9,13}", fullmatch=True))
def test_reading_a_value_again_changes_nothing(value: str) -> None:
    assert [v for v, _ in read(value)] == [value]


def test_what_a_number_of_a_street_goes_on_with_is_no_extension() -> None:
    (found,) = find_tels(printed("Tel. 212 555 0100 W 34th Street"), [])
    assert (found.field.value, dict(found.field.parts)) == ("2125550100", {})


def test_a_label_to_the_left_is_not_that_of_the_line_below_too() -> None:
    lines = [at("Fax", 30, 30), at("020 7946 0123", 90, 30), at("020 7946 0124", 30, 60)]
    assert [f.field.type for f in find_tels(lines, [])] == ["fax", ""]


def test_a_label_farther_above_is_none() -> None:
    assert [f.field.type for f in find_tels([at("Telefax", 30, 30), at("020 7946 0123", 30, 60)], [])] == ["fax"]
    assert [f.field.type for f in find_tels([at("Telefax", 30, 30), at("020 7946 0123", 30, 90)], [])] == [""]


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
        ("電話〇七七四五五〇一九九", [("0774550199", "")]),
        ("電話 〇三-五五五五-〇一九九", [("0355550199", "")]),
        ("(86-10) 5550-7042, 5550-7043", [("+861055507042", ""), ("+861055507043", "")]),
        ("Tel. 555-0199", [("5550199", "")]),
        ("9 Quay Court, Newport, RI 02840 · (401) 555-0199", [("4015550199", "")]),
        ("RI 02840 (401) 555-0199", [("4015550199", "")]),
        ("Mo6. 067 555 01 99", [("0675550199", "")]),
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
    assert read("Tel. 0231 5550142", "D-12, Quay Court", "Certificate T-4137") == [("02315550142", "")]


def test_of_two_extensions_the_first_is_kept_and_the_second_is_no_number() -> None:
    for text in ("Tel 212-555-0142 x101 / x102", "Tel. (212) 555-0142 ext. 101, 102"):
        (found,) = find_tels(printed(text), [])
        assert (found.field.value, dict(found.field.parts)) == ("2125550142", {"ext": "101"})


@pytest.mark.parametrize(
    "text",
    [
        "IBAN DE12 0000 0000 0417 5550 18",
        "DE12 0000 0000 0417 5550 18 · BIC KELPDEM1XXX",
        "VAT No. GB 123 4567 89",
        "Konto 0417555018, BLZ 10050000",
        "A/c 12345678901 / 12345678902",
        "Sort code 12-34-56 Account 12345678",
        "Steuer-Nr. 047/233/01820",
        "202001020730 (1377050-P)",
        "CHE-123.456.789",
        "123-456-32-18",  # Poland's tax number, its last digit checks
        "ИНН 1234567890",
        "東京都昭島市田中町573-1-4196-0014",
        "24.-26.11.2026",
        "2024 2025 2026",
        "Halle 4, Stand 123456789",
        "Permit 123 456 7890",
    ],
)
def test_numbers_of_banks_taxes_houses_and_days_are_none(text: str) -> None:
    assert read(text) == []


def test_what_stands_beside_a_number_may_say_that_it_is_none() -> None:
    assert read("895-111-13-76", "VAT NO") == []
    assert read("VAT NO", "1234567890") == []
    assert read("VAT NO 1234567890", "A/c 12345678901 / 12345678902") == []
    assert read("071 355 50 60", "VAT NO", "1234567890") == [("0713555060", "")]
    assert read("+48 71 355 50 60", "VAT NO") == [("+48713555060", "")]


def test_a_mobile_of_nine_digits_is_no_postcode_of_america() -> None:
    assert read("97000-8110") == [("970008110", "")]
    assert read("10001-8110") == []


# Labels beside numbers, a little this and that side of where they belong to them


def everywhere(*lines: Line) -> list[tuple[str, str]]:
    """Read the numbers of lines, the same ones wherever on the photo they stand."""
    found = []
    for right, down in ((0, 0), (700, 0), (0, 900)):
        moved = [
            replace(line, place=(left + right, top + down, end + right, bottom + down))
            for line in lines
            for left, top, end, bottom in [line.place]
        ]
        found.append([(each.field.value, each.field.type) for each in find_tels(moved, [])])
    assert found[0] == found[1] == found[2]
    return found[0]


def types(*lines: Line) -> list[str]:
    return [type for _, type in everywhere(*lines)]


NUMBER = "020 7946 0123"


@pytest.mark.parametrize(
    ("label", "type"),
    [
        (at("Telefax", 30, 65), "fax"),
        (at("Telefax", 30, 64), ""),  # farther above than lines of one entry stand
        (at("Telefax", 68, 75), "fax"),
        (at("Telefax", 70, 75), ""),  # it starts elsewhere: the label of another column
        (at("Telefax", -8, 75), "fax"),
        (at("Telefax", -10, 75), ""),
        (at("Fax", -10, 109), "fax"),
        (at("Fax", -10, 110), ""),  # a line lower
        (at("Fax", -10, 91), "fax"),
        (at("Fax", -10, 90), ""),
        (at("Fax", 17, 100), "fax"),  # boxes are a little loose
        (at("Fax", 18, 100), ""),
        (at("Fax", 230, 100), ""),
    ],
)
def test_which_label_beside_a_number_is_its_own(label: Line, type: str) -> None:
    assert types(label, at(NUMBER, 30, 100)) == [type]


@pytest.mark.parametrize(("y", "type"), [(90, ""), (94, ""), (96, "fax"), (114, "fax"), (116, ""), (130, "")])
def test_a_label_in_small_letters_is_beside_a_number_with_more_than_half_of_its_own_height(y: float, type: str) -> None:
    for small in ("Fax", NUMBER):
        lines = {"Fax": at("Fax", -10, 100), NUMBER: at(NUMBER, 30, 100)}
        left, _, right, _ = lines[small].place
        lines[small] = replace(lines[small], place=(left, y, right, y + 10))
        assert types(lines["Fax"], lines[NUMBER]) == [type], small


def test_a_label_with_something_else_between_is_that_of_something_else() -> None:
    assert types(at("Fax", 30, 100), at("Quay", 80, 100), at(NUMBER, 160, 100)) == [""]
    assert types(at("Fax", 30, 60), at("Quay", 30, 82), at(NUMBER, 30, 104)) == [""]


@pytest.mark.parametrize("x", [100, 380])
def test_a_line_of_another_column_is_not_between(x: float) -> None:
    assert types(at("Fax", 230, 370), at("Quay", x, 375), at(NUMBER, 230, 400)) == ["fax"]


def test_what_stands_on_the_line_itself_goes_before_what_stands_beside_it() -> None:
    assert types(at("Mobil", 30, 30), at("+49 173 5550142 (fax)", 160, 30)) == ["fax"]
    assert types(at("Mobil", 30, 30), at("Quay House 020 7946 0123", 160, 30)) == [""]


@pytest.mark.parametrize(
    ("label", "is_tel"),
    [
        (at("VAT NO", 30, 65), False),
        (at("VAT NO", 30, 66), True),
        (at("VAT NO", 49, 55), False),
        (at("VAT NO", 50, 55), True),
        (at("VAT NO", 11, 55), False),
        (at("VAT NO", 10, 55), True),
    ],
)
def test_which_label_below_a_number_says_that_it_is_none(label: Line, is_tel: bool) -> None:
    assert bool(types(at("1234567890", 30, 30), label)) == is_tel


@pytest.mark.parametrize(
    ("other", "is_tel"),
    [
        (at("55501234", 30, 90), True),
        (at("55501234", 69, 90), True),
        (at("55501234", 70, 90), False),
        (at("55501234", 30, 70), False),
        (at("55501234", 30, 71), True),
        (at("55501234", 30, 95), True),
        (at("55501234", 30, 96), False),
        (at("55501234", 130, 60), True),
        (at("55501234", 130, 69), True),
        (at("55501234", 130, 70), False),
        (at("55501234", 76, 60), True),
        (at("55501234", 75, 60), False),
        (at("5550 Quay", 130, 60), True),
        (at("55 Quay", 130, 60), False),
        (at("55501234", 100, 60), True),
        (at("55501234", 70, 60), False),
    ],
)
def test_a_label_that_has_a_number_of_its_own_says_nothing_of_the_one_above_it(other: Line, is_tel: bool) -> None:
    found = everywhere(at("1234567890", 30, 30), at("VAT NO", 30, 60), other)
    assert ("1234567890" in [value for value, _ in found]) == is_tel


def test_what_others_took_of_one_line_is_not_taken_of_another() -> None:
    lines = at("jo9825012345@brackwyth.in", 30, 30), at("Tel 020 7946 0123", 30, 60)
    assert [found.field.value for found in find_tels(lines, [Span(0, 0, 25)])] == ["02079460123"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        # What is in brackets is an area code of two to five digits, and seven to thirteen are a number with one.
        ("(22) 55501", [("2255501", "")]),
        ("(2) 5550142", []),
        ("(1234) 567890123", [("1234567890123", "")]),
        ("(1234) 5678901234", []),
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


@pytest.mark.parametrize(
    ("other", "alone", "is_tel"),
    [
        ("Phone: 235555", "021000", True),
        ("Phone: 2355507", "2100042", True),
        ("Phone: 23555507", "21000042", True),
        ("Phone: 23555507", "2100004", False),  # longer, shorter
        ("Phone: +4523555507", "2100004210", True),
        ("Quay 23555507", "21000042", False),  # the other one is none itself
        ("Phone: 23555507", "21000042 Quay", False),
        ("Phone: 23555507", "Quay 21000042", False),
        ("Quay", "555 0142", True),  # grouped as where numbers have no area code
        ("Quay", "55 01 42 99", True),
        ("Quay", "555 01 429", True),
        ("Quay", "55 501 429", True),
        ("Quay", "5550 1429", True),
        ("Quay", "2019 2024", False),  # two years
        ("Quay", "2119 2024", True),
    ],
)
def test_a_number_without_label_and_area_code(other: str, alone: str, is_tel: bool) -> None:
    digits = "".join(filter(str.isdigit, alone))
    assert (digits in [value for value, _ in read(alone, other)]) == is_tel
