"""E-mail addresses, urls and handles: with labels, misread, broken, and what is none of them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from printed import at, printed

from cardscan.parse.domains import is_email
from cardscan.parse.online import find_online


def read(*texts: str) -> list[tuple[str, str]]:
    return [(f.kind, f.field.value) for f in find_online(printed(*texts))]


def emails(*texts: str) -> list[str]:
    return [value for kind, value in read(*texts) if kind == "email"]


def urls(*texts: str) -> list[str]:
    return [value for kind, value in read(*texts) if kind == "url"]


@pytest.mark.parametrize(
    "text",
    [
        "jo@brackwyth.dk",
        "E-mail : jo@brackwyth.dk",
        "e-mail:Jo@Brackwyth.DK",
        "E jo@brackwyth.dk",
        "E-mailjo@brackwyth.dk",
        "信箱：jo@brackwyth.dk",
        "jo @ brackwyth.dk",
        "jo@brackwyth. dk",
        "jo@brackwyth,dk",
        "jo@brackwyth·dk",
        "jo©brackwyth.dk",
        "jo(a)brackwyth.dk",
        "jo[at]brackwyth.dk",
        "jo [at] brackwyth [punt] dk",
        "jo (zavináč) brackwyth (tečka) dk",
        "jo [snabel-a] brackwyth [punktum] dk",
        "jo <at> brackwyth <dot> dk",
        "jo(Dbrackwyth.dk",
        "j o @ b r a c k w y t h . d k",
        "jo@brackwyth.dk.",
        "(jo@brackwyth.dk)",
        "jo@brackwyth.dk.Mob:",
    ],
)
def test_emails_in_many_prints(text: str) -> None:
    assert emails(text) == ["jo@brackwyth.dk"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("jo@brackwyth.corn", "jo@brackwyth.com"),
        ("jo@brackwyth.c0m", "jo@brackwyth.com"),
        ("jo@brackwythcom", "jo@brackwyth.com"),
        ("jo_b@yahoo . co . in", "jo_b@yahoo.co.in"),
        ("jo@brackwyth.co in", "jo@brackwyth.co.in"),
        ("jo.brackwythQgmail.com", "jo.brackwyth@gmail.com"),
        ("jo.brackwythgmail.com", "jo.brackwyth@gmail.com"),
        ("E-mail: jo.brackwyth gmail.com", "jo.brackwyth@gmail.com"),
        ("first. last@brackwyth.com", "first.last@brackwyth.com"),
        ("Jo Bräckwyth jo.bräck@brackwyth.com", "jo.brack@brackwyth.com"),
    ],
)
def test_misread_emails_are_mended_and_less_sure(text: str, expected: str) -> None:
    (found,) = find_online(printed(text))
    assert found.field.value == expected
    assert found.field.confidence <= 0.99 * (1.0 if "first." in text else 0.95)


@pytest.mark.parametrize("text", ["jo (at) brackwyth (dot) com", "E-Mail: jo[at]brackwyth[punkt]com"])
def test_signs_may_be_in_words(text: str) -> None:
    assert emails(text) == ["jo@brackwyth.com"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("www.brackwyth.com IG @brackwyth.id", [("url", "www.brackwyth.com"), ("social", "brackwyth.id")]),
        ("Pinterest @brackwyth.id", [("social", "brackwyth.id")]),
        ("X @brackwyth.com", [("social", "brackwyth.com")]),
        ("Mon - Fri @brackwyth.com", [("social", "brackwyth.com")]),
    ],
)
def test_a_handle_is_no_email(text: str, expected: list[tuple[str, str]]) -> None:
    assert read(text) == expected


def test_a_space_before_the_sign_alone_makes_an_email_doubtful() -> None:
    (bare,), (labelled,) = (find_online(printed(text)) for text in ("jo @brackwyth.dk", "E-mail: jo @brackwyth.dk"))
    assert bare.field.value == labelled.field.value == "jo@brackwyth.dk"
    assert bare.field.confidence < 0.5 < labelled.field.confidence


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("jo.I@brackwyth.dk", "jo.l@brackwyth.dk"),  # among small letters no capital stands
        ("paoIa@brackwyth.dk", "paola@brackwyth.dk"),
        ("jo.Ivarsen@brackwyth.dk", "jo.ivarsen@brackwyth.dk"),  # but it may begin a name
        ("Jo.I@brackwyth.dk", "jo.i@brackwyth.dk"),
    ],
)
def test_a_capital_i_among_small_letters_was_a_small_l(text: str, expected: str) -> None:
    assert emails(text) == [expected]


@pytest.mark.parametrize("part", [" / ", ", ", ",", " | ", ";", "  "])
def test_several_emails_on_a_line(part: str) -> None:
    assert emails(f"E: jo@brackwyth.dk{part}sales@brackwyth.co.uk") == ["jo@brackwyth.dk", "sales@brackwyth.co.uk"]


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        ("jo.brackwyth@", "tools-and-tides.com"),
        ("E: jo.brackwyth", "@tools-and-tides.com"),
        ("jo.brackwyth@tools-and-", "tides.com"),
    ],
)
def test_emails_over_two_lines(upper: str, lower: str) -> None:
    (found,) = find_online(printed(upper, lower))
    assert found.field.value == "jo.brackwyth@tools-and-tides.com"
    assert [s.line for s in found.spans] == [0, 1]


@pytest.mark.parametrize(
    ("upper", "lower"),
    [
        ("Tel: 20 123 747", "@brackwyth.com"),  # the end of a number, and a handle
        ("Jo Brackwyth", "@brackwyth.com"),
        ("jo@brackwyth", "tools.com"),  # whose website it is, and an address of which the end was not read
    ],
)
def test_no_half_is_guessed(upper: str, lower: str) -> None:
    assert all(len(f.spans) == 1 for f in find_online(printed(upper, lower)))


def test_a_whole_address_is_doubted_where_a_labelled_one_began_above_it() -> None:
    (found,) = find_online(printed("E-mail: jo.", "brackwyth@kelpwick.com"))
    assert (found.field.value, found.field.confidence < 0.5) == ("brackwyth@kelpwick.com", True)


@pytest.mark.parametrize(
    "text", ["Kelpwick sp. z o.o. biuro@kelpwick.pl", "tel. info@kelpwick.com", "vertrieb jo@kelpwick.com"]
)
def test_a_word_that_a_space_parts_from_an_address_makes_it_doubtful(text: str) -> None:
    (found,) = find_online(printed(text))
    assert found.field.confidence < 0.5


def test_whole_email_does_not_run_into_the_line_below() -> None:
    assert read("jo@brackwyth.com", "brackwyth.com") == [("email", "jo@brackwyth.com"), ("url", "brackwyth.com")]


def test_a_letter_that_labels_is_left_out() -> None:
    assert emails("t .(+90 262) 555 08 26", "e.okormaz@brackwyth.com") == ["okormaz@brackwyth.com"]
    assert emails("Tel (+90 262) 555 08 26", "e.okormaz@brackwyth.com") == ["e.okormaz@brackwyth.com"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("www.Brackwyth.dk", "www.brackwyth.dk"),
        ("WWW.BRACKWYTH.DK", "www.brackwyth.dk"),
        ("www brackwyth.dk", "www.brackwyth.dk"),
        ("wwwbrackwyth.dk", "www.brackwyth.dk"),
        ("vvww.brackwyth.dk", "www.brackwyth.dk"),
        ("www,brackwyth,dk", "www.brackwyth.dk"),
        ("w w w . b r a c k w y t h . d k", "www.brackwyth.dk"),
        ("http//www.brackwyth.dk", "http://www.brackwyth.dk"),
        ("https://brackwyth.dk/Team/?x=1", "https://brackwyth.dk/Team/?x=1"),
        ("http://www.brackwyth.dk/", "http://www.brackwyth.dk"),
        ("Websitewww.brackwyth.dk", "www.brackwyth.dk"),
        ("Web: brackwyth.dk", "brackwyth.dk"),
        ("W: brackwyth.dk", "brackwyth.dk"),
        ("URL:http://www.brackwyth.dk", "http://www.brackwyth.dk"),
        ("brackwyth.dk", "brackwyth.dk"),
        ("brackwyth.dk | +45 20 12 34 56", "brackwyth.dk"),
        ("www.brackwyth.com-", "www.brackwyth.com"),
        ("www.brackwyth.neti", "www.brackwyth.net"),
        ("www.bräckwyth-söhne.de", "www.bräckwyth-söhne.de"),
        ("網址：www.brackwyth.com.tw", "www.brackwyth.com.tw"),
        ("圖www.brackwyth.com BY:66969", "www.brackwyth.com"),
        ("boats. brackwyth.dk/tools", "boats.brackwyth.dk/tools"),
        ("Web: boats. brackwyth.dk", "boats.brackwyth.dk"),
        ("We sell boats. brackwyth.dk", "brackwyth.dk"),
    ],
)
def test_urls_in_many_prints(text: str, expected: str) -> None:
    assert urls(text) == [expected]


@pytest.mark.parametrize(
    "text",
    [
        "B.Com., M.D.S.",
        "Pvt.Ltd",
        "PVT.LTD",
        "Co.Ltd.",
        "Sr.Manager",
        "No.10",
        "M.Com",
        "U.S.A.",
        "Dr.Vellore",
        "ASP.NET",
        "Node.js developer",
        "Nr.Sardar Patel Bavla",
        "Web Developer",
        "hathw@",
        "9.00 am to 7.30 pm",
        "Follow us on: facebook.com",
    ],
)
def test_other_words_with_dots_are_nothing(text: str) -> None:
    assert read(text) == []


@pytest.mark.parametrize(
    ("text", "value", "network"),
    [
        ("facebook.com/brackwyth.tools", "facebook.com/brackwyth.tools", "facebook"),
        ("www.linkedin.com/in/jo-brackwyth", "www.linkedin.com/in/jo-brackwyth", "linkedin"),
        ("facebook.com.br/brackwyth.tools", "facebook.com.br/brackwyth.tools", "facebook"),
        ("in/jo-brackwyth", "jo-brackwyth", "linkedin"),
        ("Skype: jo.brackwyth", "jo.brackwyth", "skype"),
        ("Instagram @brackwyth_tools", "brackwyth_tools", "instagram"),
        ("LINE ID: brackwyth", "brackwyth", "line"),
        ("微信：brackwyth88", "brackwyth88", "wechat"),
        ("QQ:1123456789", "1123456789", "qq"),
        ("@brackwyth", "brackwyth", ""),
        ("f /BrackwythTools", "BrackwythTools", "facebook"),
    ],
)
def test_social_handles(text: str, value: str, network: str) -> None:
    (found,) = find_online(printed(text))
    assert (found.kind, found.field.value, found.field.type) == ("social", value, network)


def test_a_part_of_a_domain_that_a_gap_parts_from_the_rest_makes_it_doubtful() -> None:
    [parted], [whole] = find_online(printed("boats. brackwyth.dk")), find_online(printed("boats.brackwyth.dk"))
    assert parted.field.value == whole.field.value
    assert parted.field.confidence < 0.5 < whole.field.confidence


def test_the_domain_of_an_email_is_no_url() -> None:
    assert urls("jo@brackwyth.dk") == []


def test_spans_take_the_label_and_leave_the_rest() -> None:
    (line,) = printed("Jo Brackwyth E-mail: jo@brackwyth.dk Web: www.brackwyth.dk Tel 1")
    found = find_online([line])
    assert [line.text[s.start : s.end] for f in found for s in f.spans] == [
        "E-mail: jo@brackwyth.dk",
        "Web: www.brackwyth.dk",
    ]


def test_origin_names_the_readers_that_agree() -> None:
    lines = at("jo@brackwyth.dk", 0, 0, "E jo @brackwyth.dk"), at("www.brackwyth.dk", 0, 40, "www.brackwvth.dk")
    assert [f.field.origin for f in find_online(lines)] == ["tesseract+rapidocr", "rapidocr"]


def test_confidence_is_that_of_the_least_sure_character() -> None:
    (line,) = printed("jo@brackwyth.dk")
    (found,) = find_online([line])
    assert found.field.confidence == pytest.approx(0.99)


@given(st.lists(st.text(max_size=80), max_size=4))
def test_any_text_is_read_without_error(texts: list[str]) -> None:
    for found in find_online(printed(*texts)):
        for span in found.spans:
            assert 0 <= span.start < span.end <= len(texts[span.line])


@given(st.text("abow.@/: ,©QWHhtpE-mil123", max_size=60))
def test_anything_like_addresses_is_read_without_error(text: str) -> None:
    for found in find_online(printed(text)):
        assert found.kind in ("email", "url", "social")


@given(st.text("abow.@/: ,©QWHhtpE-milcom123", max_size=40))
def test_reading_a_value_again_changes_nothing(text: str) -> None:
    for kind, value in read(text):
        if kind == "email" and is_email(value) and not value.startswith("e."):
            assert emails(value) == [value]


def test_a_number_above_an_address_is_no_part_of_it() -> None:
    assert emails("Free 1-800-555-0199", "ottilie@kelpwick.com") == ["ottilie@kelpwick.com"]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("www.кельпвик.рф", "www.кельпвик.рф"),
        ("ммм кельпвик.рф", "www.кельпвик.рф"),
        ("Сайт: кельпвик.укр", "кельпвик.укр"),
        ("ммм.кельпвик.рф.", "www.кельпвик.рф"),
        ("https://кельпвик.рф/wick/", "https://кельпвик.рф/wick"),
        ("홈페이지 켈프윅.한국", "켈프윅.한국"),
        ("kelpwick.сайт", "kelpwick.сайт"),
    ],
)
def test_a_domain_in_another_script_is_an_address(text: str, value: str) -> None:
    assert read(text) == [("url", value)]


def test_a_mailbox_may_be_under_a_domain_in_another_script() -> None:
    assert emails("E-mail: ottilie@кельпвик.рф") == ["ottilie@кельпвик.рф"]


@pytest.mark.parametrize("text", ["ул.Кельпская 5", "г.рф", "тел.рф: 5", "5.укр"])
def test_words_with_a_dot_between_are_no_domain(text: str) -> None:
    assert read(text) == []


def test_what_stands_between_a_web_address_and_a_handle_is_no_at() -> None:
    assert read("www.kelpwick.ae@kelpwick.boats") == [("url", "www.kelpwick.ae"), ("social", "kelpwick.boats")]
    assert emails("www.jo@kelpwick.ae", "jo.ae@kelpwick.ae") == ["www.jo@kelpwick.ae", "jo.ae@kelpwick.ae"]
