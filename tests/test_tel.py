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
        ("Døgnvagt 70 55 01 42", [("70550142", "")]),
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
        ("Direkte 75 55 01 42", [("75550142", "")]),
        ("Doorkiesnummer 0113 555 014", [("0113555014", "")]),
        ("Linea directa 955 501 427", [("955501427", "")]),
        ("Suora 09 555 0142", [("095550142", "")]),
        ("Прямой 495 555-01-42", [("4955550142", "")]),
        ("مباشر: ٠٢٣٥٥٥٠١٤٢", [("0235550142", "")]),
        ("Sími 555 0142 Farsími 855 0142", [("5550142", ""), ("8550142", "cell")]),
        ("Hovednummer 75 55 01 42", [("75550142", "work")]),
        ("電話〇 三 五五 五〇 一四 二五", [("0355501425", "")]),
        ("電話（〇三五五）五五ー〇一四二", [("0355550142", "")]),
        ("هاتف: ٠١٢٣٤٥٦٧٨٩", [("0123456789", "")]),
        ("Τηλ. 210 1234567, Κιν. 694 1234567", [("2101234567", ""), ("6941234567", "cell")]),
        ("тел./факс (495) 123-45-67", [("4951234567", "")]),
        ("Toll Free No.: 1800 123 4567", [("18001234567", "tollfree")]),
        ("Pager 9628123456", [("9628123456", "pager")]),
        ("Lada sin costo 800 555 0142", [("8005550142", "tollfree")]),
        ("Ücretsiz hat 0800 555 01 42", [("08005550142", "tollfree")]),
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
        ("פקס: 09-5550143", [("095550143", "fax")]),
        ("कार्यालय : 0755-255 0142", [("07552550142", "work")]),
        ("جوال: ٠٥٥٥٥٥٠١٤٢", [("0555550142", "cell")]),
        ("جوال: ٠55555٠142", []),  # figures of two scripts: misread
        ("電話０45-555-0142", [("0455550142", "")]),  # but wide ones are of the same
        ("b9825012345", []),
        ("Servis çağrı merkezi: 444 0 142", [("4440142", "")]),  # those who answer anyone have short numbers
        ("Müşteri Hizmetleri 444 0 142", [("4440142", "")]),
        ("444 0 142", [("4440142", "")]),
        ("Tổng đài 24/7: 1900 0142", [("19000142", "")]),  # hours are no digits of it
        ("Customer care 24 / 7: 55014", [("55014", "")]),
        ("Breakdown 24h: 55014", [("55014", "")]),
        ("대표번호 1588-5550", [("15885550", "")]),
        ("客服热线:95501", [("95501", "")]),
        ("Of. 55 5555 0142", [("5555550142", "work")]),
        ("fax to e-mail 086 555 0142", [("0865550142", "fax")]),
        ("Fax your order: (415) 555-0142", [("4155550142", "fax")]),
        ("Τ +30 210 555 0142 Φ +30 210 555 0143", [("+302105550142", ""), ("+302105550143", "fax")]),
        ("Kelpwick 555014, P.R. China", []),  # an abbreviation's letters are no labels
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


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Tarna House, Kelpur - 452 001 (M.P.)", []),
        ("Tarna House, Kelpur- 171001, H.P.", []),
        ("Kelpur 411001 M. S. India", []),
        ("Kelpur, M.P. - 452001, Tel. 0731 255501", [("0731255501", "")]),
        ("Kelpur (H.P.) 171 001", []),
        ("Ph. (P.P.) 255501", [("255501", "")]),
        ("255501 (O), 255582 (R)", [("255501", "work"), ("255582", "home")]),
        ("55012 33445 (M.P.)", [("5501233445", "cell")]),
    ],
)
def test_a_state_of_india_is_no_label(text: str, expected: list[tuple[str, str]]) -> None:
    assert read(text) == expected


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
        "Завод и офис: 443199, Тарновская обл., г. Кельпск",
        "Офіс: 65999, м. Тарнів",
        "Офис: 443099, Кельпск, ул. Тарновая, 9",
        "Permit 123 456 7890",
    ],
)
def test_numbers_of_banks_taxes_houses_and_days_are_none(text: str) -> None:
    assert read(text) == []


def test_a_mobile_of_nine_digits_is_no_postcode_of_america() -> None:
    assert read("97000-8110") == [("970008110", "")]
    assert read("10001-8110") == []


def test_behind_what_others_took_a_number_is_where_it_stands() -> None:
    (line,) = printed("jo9825012345@brackwyth.in, Tel 020 7946 0123")
    (found,) = find_tels([line], [Span(0, 0, 25)])
    assert (found.field.raw, taken(line, found)) == ("020 7946 0123", [", Tel 020 7946 0123"])


def test_the_label_of_the_second_number_is_not_behind_the_first() -> None:
    assert read("020 7946 0123 Fax 020 7946 0124") == [("02079460123", ""), ("02079460124", "fax")]


LEADER = "." * 28


def test_dots_may_lead_from_a_label_to_its_number() -> None:
    assert read(f"Telefax {LEADER} 020 7946 0123") == [("02079460123", "fax")]
    assert read(f"Permit {LEADER} 123 456 7890") == []


def test_what_others_took_of_one_line_is_not_taken_of_another() -> None:
    lines = at("jo9825012345@brackwyth.in", 30, 30), at("Tel 020 7946 0123", 30, 60)
    assert [found.field.value for found in find_tels(lines, [Span(0, 0, 25)])] == ["02079460123"]


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


def test_a_label_in_brackets_behind_a_number_that_has_one_is_of_it():
    lines = printed("Mob: +91 98250 12345 (WhatsApp)")
    assert taken(lines[0], *find_tels(lines, [])) == ["Mob: +91 98250 12345 (WhatsApp)"]
    assert read("Tel: 9825012345 (Fax) 02225550142") == [("9825012345", ""), ("02225550142", "fax")]


def test_a_number_behind_an_unknown_word_that_is_grouped_as_a_labelled_one_is_one():
    assert read("Mobil 20 55 01 42", "Kelp wick: 70 55 01 42") == [("20550142", "cell"), ("70550142", "")]
    assert read("Mobil 20 55 01 42", "Kelpwick 70550142") == [("20550142", "cell")]
    assert read("Mobil 20 55 01 42", "Kelpwick 70 55 01 42 kr.") == [("20550142", "cell")]
    assert read("Tel 2055 0142", "Kelpwick 1998 2024") == [("20550142", "")]


@pytest.mark.parametrize(
    "text", ["Døgnvagt 70 55 01 42", "Jour: 555 0142", "Pikettdienst 555 01 42", "24h on call: 555-0142"]
)
def test_who_is_on_call_has_a_number(text: str) -> None:
    assert len(read(text)) == 1


def test_an_account_whose_letters_were_misread_is_no_number():
    assert read("QQZ K741 5550 1427 0014 2555 0142") == []


@pytest.mark.parametrize(
    "text",
    ["Офис: 441728, Кельпская обл.,", "Office: 441728 Kelpwick", "办公室: 441728 Kelpwick", "Büro: 441728,"],
)
def test_a_postcode_behind_a_word_for_a_place_is_no_number(text: str) -> None:
    assert read(text) == []


def test_six_digits_behind_a_word_for_a_place_may_be_a_number() -> None:
    assert read("Office: 441728") == [("441728", "work")]
    assert read("Office Tel: 441728, Kelpwick") == [("441728", "work")]
    assert read("Office: 441728, Fax: 441729") == [("441728", "work"), ("441729", "fax")]


def test_an_extension_behind_a_number_without_one_is_dialled_behind_it() -> None:
    assert read("Tel. 02799/5550, Fax DW 20") == [("027995550", ""), ("02799555020", "fax")]
    assert read("Tel. 02799/5550 Kl. 11, Fax: Klappe 20")[1] == ("02799555020", "fax")
    assert ("02799555020", "fax") not in read("Tel. 02799/55 50, Fax DW 20")  # it may be meant in the place of 50


def test_the_number_of_a_village_is_no_list() -> None:
    assert read("02799/555") == []  # too short to be one by itself
    assert read("Tel. 02799/5550", "Tel. 07599 / 555") == [("027995550", ""), ("07599555", "")]


@pytest.mark.parametrize(
    ("text", "type"),
    [
        ("Fakss: 555 01 423", "fax"),
        ("Faksas 555 01 423", "fax"),
        ("Bréfsími: 555 01 423", "fax"),
        ("نمابر: 555 01 423", "fax"),
        ("Mobitel 555 01 423", "cell"),
        ("Tālr.: 555 01 423", ""),
    ],
)
def test_labels_of_more_languages(text: str, type: str) -> None:
    assert read(text) == [("55501423", type)]


def test_a_figure_of_the_word_behind_a_number_is_none_of_its_digits() -> None:
    assert [value for value, _ in read("Tel 0221 555 0142 3.Stock")] == ["02215550142"]
    assert [value for value, _ in read("Tel 0221 555 0142 .9.n")] == ["02215550142"]


def test_a_number_behind_a_word_that_another_reader_saw_has_not_the_label_of_the_one_before_it() -> None:
    (line,) = printed("FAX 031-555-7418 070-5555-2285")
    assert [f.field.type for f in find_tels([line], [])] == ["fax", "fax"]
    other = replace(line.readings[0], text="FAX 031-555-7418 A/S 070-5555-2285")
    line = replace(line, readings=(*line.readings, other), agreed=False)
    assert [f.field.type for f in find_tels([line], [])] == ["fax", ""]
