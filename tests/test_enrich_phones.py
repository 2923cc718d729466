"""Numbers of invented cards brought to E.164, with their types."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st
from printed import at, printed

from cardscan.enrich.phones import complete, is_of, is_right, is_supposed
from cardscan.model import Contact, Field, Line
from cardscan.parse.tel import find_tels


def numbers(country: str, lines: Sequence[Line]) -> tuple[Field, ...]:
    contact = Contact(tel=tuple(f.field for f in find_tels(lines, [])))
    return complete(contact, country, lines).tel


def values(country: str, *texts: str) -> list[tuple[str, str]]:
    return [(f.value, f.type) for f in numbers(country, printed(*texts))]


@pytest.mark.parametrize(
    ("country", "text", "value", "type"),
    [
        ("IN", "070460 55142", "+917046055142", "cell"),
        ("IN", "Ph: 079-26401234", "+917926401234", "work"),
        ("IN", "Phone : 98250 12345", "+919825012345", "cell"),
        ("IN", "(R) 079-26401234", "+917926401234", "home"),
        ("IN", "1800 123 4567", "+9118001234567", "tollfree"),
        ("GB", "07912 345 678", "+447912345678", "cell"),
        ("GB", "+44 (0)20 7946 0123", "+442079460123", "work"),
        ("US", "(937) 555-0132", "+19375550132", "work"),
        ("TN", "(216) 71 555 142", "+21671555142", "work"),
        ("TW", "886-3-4555142 Ext.6142", "+88634555142", "work"),
        ("JP", "-81 3 3555-0142", "+81335550142", "work"),
        ("IT", "06 9826 9001", "+390698269001", "work"),
        ("BR", "(11) 9955-0142", "+551199550142", "cell"),
        ("TR", "Faks (490 262) 555 01 73", "+902625550173", "fax"),
        ("", "+48.(0)774.5 55-142", "+48774555142", "work"),
        ("", "0091 79 26401234", "+917926401234", "work"),
    ],
)
def test_numbers_are_completed(country: str, text: str, value: str, type: str) -> None:
    assert values(country, text) == [(value, type)]


def test_without_a_country_the_digits_stay() -> None:
    assert values("", "Ph: 079-26401234") == [("07926401234", "work")]
    assert read_at(0.9, "Ph: 079-26401234", "").confidence == pytest.approx(0.9)  # they were read as surely as before


def test_without_an_area_code_the_digits_stay() -> None:
    assert values("IN", "Ph: 26401234") == [("26401234", "work")]


def test_area_code_of_another_number_of_the_same_length() -> None:
    assert values("IN", "Ph.: 2555629 Fax : (0261) 2555083") == [("+912612555629", "work"), ("+912612555083", "fax")]
    assert values("IN", "Ph.: 25556291 Fax : (0261) 2555083")[0] == ("25556291", "work")
    two = values("IN", "Ph.: 2555629", "Fax : (0261) 2555083", "Tel (0265) 2555084")
    assert two[0] == ("2555629", "work")


def test_an_old_number_too_short_today_keeps_its_area_code() -> None:
    assert values("IN", "Fax : 040-3555702") == [("+91403555702", "fax")]


@pytest.mark.parametrize(
    ("country", "texts", "types"),
    [
        ("DK", ["Tlf. 75 55 01 42", "Direkte 75 55 01 43"], ["work", "work"]),  # the digits do not tell, the label does
        ("DK", ["75 55 01 42"], ["cell"]),
        ("CL", ["+56 2 2555 0142", "Celular: +56 9 5550 1427"], ["work", "cell"]),  # that is said of another
        ("MX", ["Tel. (55) 5555 0142 y 43", "Cel. 55 5555 0177"], ["work", "work", "cell"]),
        ("IN", ["Ph: 84695 50142"], ["cell"]),  # where most digits tell
        ("KR", ["M. 010-5550-0142 031-555-0143"], ["cell", "work"]),  # no mobile, though it follows one
        ("BR", ["95550-0142"], ["cell"]),
        ("US", ["(415) 555-0142"], ["work"]),
    ],
)
def test_where_fixed_lines_look_as_mobiles_do_the_card_tells(country: str, texts: list[str], types: list[str]) -> None:
    assert [type for _, type in values(country, *texts)] == types


def test_lines_of_one_switchboard_have_one_number() -> None:
    assert values("TH", "Tel. +66 (0) 2555 0142-7 Ext. 112") == [("+6625550142", "work")]
    assert values("TH", "Tel. +66 (0) 2555 0142-7") == [("+6625550142", "work"), ("+6625550147", "work")]


def test_the_reason_is_in_the_origin() -> None:
    (tel,) = numbers("IN", printed("Ph: 079-26401234"))
    assert tel.origin == "rapidocr; enrich: completed with +91 of the card's country, IN"
    (plain,) = numbers("IN", printed("+91 79 26401234"))
    assert plain.origin == "rapidocr"


def test_what_is_too_long_stays_as_it_is_printed() -> None:
    for country in ("", "US", "DE"):
        assert values(country, "+1234567 890123456") == [("+1234567890123456", "work")]
        assert [value for value, _ in values(country, "Tel 1234567890123456")] == ["1234567890123456"]


def test_one_number_printed_twice_is_one() -> None:
    assert values("ES", "+34 655 550 142", "WhatsApp 655 550 142") == [("+34655550142", "cell")]


def test_numbers_of_an_office_abroad() -> None:
    lines = printed(
        "Matsue City, 690-0826 Japan",
        "TEL +81-852-55-0142",
        "District 12, Ho Chi Minh City, Vietnam",
        "TEL 093-8555142",
    )
    assert [f.value for f in numbers("JP", lines)] == ["+81852550142", "+84938555142"]
    assert [f.value for f in numbers("JP", printed("TEL (VN mobile): 093-8555142"))] == ["+84938555142"]


def test_a_doubtful_digit_that_makes_it_invalid_is_mended() -> None:
    clear, doubtful = (numbers("DK", [at("+45 00 12 34 56", 0, 0, sure=s)])[0] for s in (0.99, 0.8))
    assert not is_right(clear.value)
    assert clear.confidence < 0.7 and doubtful.confidence < 0.7


def test_the_other_reader_is_asked_about_an_invalid_number() -> None:
    (tel,) = numbers("IN", [at("Tel 079-1640123", 0, 0, "Tel 079-26401234")])
    assert tel.value == "+917926401234" and "other reader" in tel.origin
    (three,) = numbers("IN", [at("Tel 079-1640123", 0, 0, "Tel 079-26401299")])
    (four,) = numbers("IN", [at("Tel 079-1640123", 0, 0, "Tel 079-26401678")])  # that is another number
    assert (three.value, four.value) == ("+917926401299", "+91791640123")
    assert three.confidence == pytest.approx(0.9 * 0.7)


def test_digits_that_both_readers_have_are_not_changed_to_make_a_number_valid() -> None:
    """The 1 could only have been a 4, but two have seen it; where one has not, it may be."""
    text = "+44 21 7946 0123"
    alike = at(text, 0, 0, text.replace(" ", "."), sure=0.8)
    otherwise = at(text, 0, 0, "44 21 794 0123", sure=0.8)
    assert [numbers("GB", [line])[0].value for line in (alike, otherwise)] == ["+442179460123", "+442479460123"]


def test_a_number_valid_nowhere_is_of_the_kind_of_those_around_it() -> None:
    assert values("FR", "06 39 95 50 14") == [("+33639955014", "cell")]  # these are Mayotte's
    assert values("FR", "01 00 55 50 14") == [("+33100555014", "work")]


@given(st.text("0123456789+-() /,x", max_size=40), st.sampled_from(["", "IN", "US", "DE", "IT", "JP", "ZZ"]))
def test_completing_twice_changes_nothing(text: str, country: str) -> None:
    lines = printed(text)
    once = complete(Contact(tel=tuple(f.field for f in find_tels(lines, []))), country, lines)
    twice = complete(once, country, lines)
    right = [f.value for f in once.tel if is_right(f.value)]
    assert [f.value for f in twice.tel if f.value in right] == right


def read_at(sure: float, text: str, country: str = "GB") -> Field:
    (tel,) = numbers(country, [at(text, 0, 0, sure=sure)])
    return tel


def test_one_misread_digit_is_mended_where_one_mend_alone_makes_a_number() -> None:
    """No area of Britain begins 21 or 23794. The 1 can only have been a 4; the 3 an 8, or the 3 behind it a 1."""
    assert read_at(0.8, "+44 21 7946 0123").value == "+442479460123"
    assert read_at(0.8, "+44 23 7946 0123").value == "+442379460123"  # of several possible mends none


@pytest.mark.parametrize(
    ("country", "text", "supposed"),
    [
        ("IN", "Ph: 079-26401234", True),
        ("IN", "Ph.: 2555629 Fax : (0261) 2555083", True),
        ("JP", "-81 3 3555-0142", True),
        ("JP", "481-3-3555-0142", True),
        ("IN", "+91 79 26401234", False),
        ("IN", "Ph: 26401234", False),
    ],
)
def test_a_number_whose_dialling_code_is_not_printed_is_told(country: str, text: str, supposed: bool) -> None:
    """It is sure only where the card leaves no doubt about its country."""
    assert is_supposed(numbers(country, printed(text))[0]) == supposed


def test_what_was_read_clearly_is_not_mended() -> None:
    mended = [read_at(sure, "+44 21 7946 0123").value[:5] for sure in (0.99, 0.97, 0.95)]
    assert mended == ["+4421", "+4421", "+4424"]


def test_the_country_s_own_digits_are_not_mended() -> None:
    assert read_at(0.8, "+84 20 7946 0123").value == "+842079460123"  # no +44
    assert read_at(0.8, "+41 20 7946 0123").value == "+412079460123"


def test_the_more_has_to_be_supposed_the_less_sure_a_number_is() -> None:
    """From one that only lacks its dialling code to one of which a digit is changed."""
    supposed = [
        read_at(0.9, "886-3-4555142", "TW"),  # the country's code, but no plus
        numbers("IN", [at("Ph.: 2555629 Fax : (0261) 2555083", 0, 0, sure=0.9)])[0],  # the area code of another
        read_at(0.9, "481-3-3555-0142", "JP"),  # the plus was read as a 4
        read_at(0.9, "+44 20 7946 012"),  # as it stands it is no number
        read_at(0.9, "+44 21 7946 0123"),  # a digit was misread
    ]
    doubts = [tel.confidence for tel in supposed]
    assert doubts[0] == pytest.approx(0.9)
    assert doubts == sorted(set(doubts), reverse=True)


@pytest.mark.parametrize(
    ("country", "text", "doubt"),
    [
        ("TW", "886-3-4555142", 1.0),
        ("DE", "0044 20 7946 0123", 1.0),
        ("IN", "091 79 26401234", 0.9),  # the + was lost
        ("JP", "081 3 3555 0142", 0.9),
        ("IN", "Ph: 26401234", 0.8),
        ("US", "Tel 011 44 20 7946 0123", 0.8),  # as it is dialled from there, of another country
        ("IN", "Fax : 040-3555702", 0.7),
        ("JP", "481-3-3555-0142", 0.7),
        ("GB", "+44 20 7946 0123 1", 0.7),
        ("GB", "1 020 7946 0123", 0.7),
        ("", "+44 20 7946 01", 0.6),
        ("", "+999 123 45678", 0.5),
    ],
)
def test_how_much_of_the_confidence_stays(country: str, text: str, doubt: float) -> None:
    """What is sure hangs on it."""
    assert read_at(0.9, text, country).confidence == pytest.approx(0.9 * doubt)


@pytest.mark.parametrize(
    ("country", "text", "value"),
    [
        ("IN", "091 79 26401234", "+917926401234"),
        ("DE", "49 02334 555142", "+492334555142"),
        ("GB", "+44 20 7946 0123 1", "+442079460123"),
        ("GB", "1 020 7946 0123", "+442079460123"),
        ("JP", "481-3-3555-0142", "+81335550142"),
        ("GB", "+44 20 7946 01231", "+4420794601231"),  # it stands too near to be a mark
        ("GB", "912125550123", "912125550123"),  # what follows is no code of the card's country
        ("GB", "12125550123", "12125550123"),
    ],
)
def test_a_mark_beside_a_number_is_no_digit_of_it(country: str, text: str, value: str) -> None:
    assert read_at(0.9, text, country).value == value


def test_a_plus_that_was_read_as_a_4_is_told_by_the_other_numbers() -> None:
    for country, text in (("IN", "491 79 26401234"), ("GB", "444 20 7946 0123")):
        lines = [at("+49 2334 555142", 0, 0, sure=0.9), at(text, 0, 90, sure=0.9)]
        tel = numbers(country, lines)[1]
        assert tel.value == "+" + text.replace(" ", "")[1:] and "misread" in tel.origin
        assert tel.confidence == pytest.approx(0.9 * 0.7)


def test_a_number_of_which_a_digit_was_changed_is_as_likely_wrong_as_right() -> None:
    assert read_at(0.9, "+44 21 7946 0123").confidence == pytest.approx(0.9 / 2)


@pytest.mark.parametrize(
    ("country", "texts", "expected"),
    [
        ("MX", ["Cel. 044 55 1234 5678"], ["+525512345678"]),
        ("MX", ["045 81 1234 5678"], ["+528112345678"]),
        ("MX", ["01 (55) 1234 5678"], ["+525512345678"]),
        ("", ["+52 1 55 1234 5678"], ["+525512345678"]),
        ("HU", ["06 1 555 0142"], ["+3615550142"]),
        ("RU", ["8 (495) 555-01-42"], ["+74955550142"]),
        ("DE", ["0231/5550-120"], ["+492315550120"]),
        ("US", ["415/555-0199", "1-888-555-LAMP"], ["+14155550199", "+18885555267"]),
        ("GB", ["07700 900142"], ["+447700900142"]),
        ("GB", ["077009 001423"], ["077009001423"]),  # too long for one
        ("DK", ["55 01 42 00"], ["+4555014200"]),  # no number there is longer or shorter
        ("PT", ["551 142 000"], ["+351551142000"]),
        ("KE", ["+254 20 2604356-61"], ["+254202604356", "+254202604361"]),
        ("KE", ["Cell:+254 722000776/735000302-3"], ["+254722000776", "+254735000302", "+254735000303"]),
        ("DE", ["(0221) 5550142-89"], ["+49221555014289"]),  # an extension
        ("KE", ["+254 722685778-6"], ["+2547226857786"]),  # no range: it would go down
        ("BR", ["Pabx:(11) 2131-3400 - Fax:2131-3418"], ["+551121313400", "+551121313418"]),
        ("KE", ["Mobile 072-374772", "Tel: 337097"], ["+25472374772", "337097"]),  # a mobile has no area code
        ("BR", ["(11) 2131-3400", "97000-8110"], ["+551121313400", "970008110"]),
        ("", ["0721 000 142", "(11) 2131-3400"], ["0721000142", "1121313400"]),
    ],
)
def test_numbers_of_their_countries(country: str, texts: list[str], expected: list[str]) -> None:
    assert [value for value, _ in values(country, *texts)] == expected


@pytest.mark.parametrize(
    ("value", "type"),
    [
        ("+442079460123", "work"),
        ("+447912345678", "cell"),
        ("+447640123456", "pager"),
        ("+18005550123", "tollfree"),
        ("+12125550123", "work"),  # in North America a mobile has the same digits
        ("+97122345678", "work"),
        ("+551199550142", "cell"),  # of Brazil, from before mobiles had nine digits
        ("+551159550142", "work"),
        ("+52155", "work"),
    ],
)
def test_what_no_label_says_the_digits_do(value: str, type: str) -> None:
    assert [tel.type for tel in complete(Contact(tel=(Field(value, value, 0.9),)), "", ()).tel] == [type]


def test_of_a_number_printed_twice_the_type_says_most_and_the_surer_reading_stays() -> None:
    """ "Fax" is said of a telephone that is a fax too: who has it as a fax alone does not call."""
    types = ("cell", "work", "home", "tollfree", "pager", "fax")
    for first, one in enumerate(types):
        for second, other in enumerate(types):
            twice = (
                Field("+447912345678", "07912 345 678", 0.5, type=one),
                Field("+447912345678", "+44 7912 345 678", 0.9, type=other),
            )
            for tels in (twice, twice[::-1]):
                (tel,) = complete(Contact(tel=tels), "GB", ()).tel
                assert (tel.type, tel.raw) == (types[min(first, second)], "+44 7912 345 678")


HERE = "0938-555142"  # a mobile of Vietnam, and a number of Japan and Germany


@pytest.mark.parametrize(
    ("x", "y", "is_there"),
    [
        (30, 40, False),  # two lines above at most
        (30, 41, True),
        (30, 109, True),  # or a little below: lines slant
        (30, 110, False),
        (-180, 80, False),
        (-179, 80, True),
        (299, 80, True),
        (300, 80, False),  # another column
    ],
)
def test_a_number_is_of_the_country_that_stands_above_it(x: float, y: float, is_there: bool) -> None:
    (tel,) = numbers("JP", [at("Vietnam", x, y), at(f"TEL {HERE}", 60, 100)])
    assert tel.value == ("+84938555142" if is_there else "+81938555142")


def test_of_two_countries_above_a_number_the_nearer_one_is_its_own() -> None:
    for upper, lower, value in (("Germany", "Vietnam", "+84938555142"), ("Vietnam", "Germany", "+49938555142")):
        (tel,) = numbers("JP", [at(upper, 60, 50), at(lower, 60, 75), at(f"TEL {HERE}", 60, 100)])
        assert tel.value == value


def test_what_hangs_on_another_number_is_doubted_by_a_fifth() -> None:
    lines = [at("Ph.: 2555629 Fax : (0261) 2555083", 0, 0, sure=0.9)]
    assert numbers("IN", lines)[0].confidence == pytest.approx(0.9 * 0.8)


def test_a_number_is_of_the_country_whose_code_it_has() -> None:
    """What is sure hangs on it: the area code of another number was not printed before this one."""
    plain, borrowed = numbers("IN", printed("Fax : (0261) 2555083 Ph.: 2555629"))
    assert [is_of(plain, country) for country in ("IN", "US", "")] == [True, False, False]
    assert not is_of(borrowed, "IN")
    (america,) = numbers("", printed("+1 212 555 0123"))
    assert [is_of(america, country) for country in ("US", "")] == [True, False]


def test_without_a_country_no_4_is_a_plus() -> None:
    assert [value for value, _ in values("", "+49 2334 555142", "412125550123")] == ["+492334555142", "412125550123"]


def test_digits_in_print_are_those_of_a_plan_or_stay_as_they_are() -> None:
    """Ten at least are a number with its area code, though no plan has it."""
    assert [numbers("IN", printed(each))[0].value for each in ("Tel 155555702", "Tel 1555557021")] == [
        *("155555702", "+911555557021")
    ]


def test_letters_of_a_province_are_no_country() -> None:
    """AR is Arezzo's and Argentina's; AL Alabama's, Alessandria's and Albania's."""
    lines = printed("Via Kelp 4, 52100 Arezzo (AR)", "Tel. 0575 555014 - Cell. 338 555 0142")
    assert [f.value for f in numbers("IT", lines)] == ["+390575555014", "+393385550142"]
    one = printed("Via Kelp 4, 52100 Arezzo (AR) - 338 555 0142")
    assert [f.value for f in numbers("IT", one)] == ["+393385550142"]


def test_letters_in_brackets_are_of_the_number_behind_them_on_their_line() -> None:
    assert [f.value for f in numbers("JP", printed("Kelp (VN)", "093-8555142"))] == ["+81938555142"]
    assert [f.value for f in numbers("JP", printed("(VN) 093-8555142"))] == ["+84938555142"]
    both = printed("03-3555-0142 (JP), 093-8555142 (VN)")
    assert [f.value for f in numbers("JP", both)][0] == "+81335550142"


def test_a_dialling_code_in_brackets_is_of_a_country_that_the_card_speaks_for() -> None:
    tels = "Mobile: (86) 136 3255 0142", "Tel: (852) 2555 0142"
    assert [value for value, _ in values("", "Dongguan, China", "Hong Kong", *tels)] == [
        "+8613632550142",
        "+85225550142",
    ]
    assert values("", *tels)[0][0] == "8613632550142"  # nothing tells that they are no area codes
    assert values("US", "Lagos, Nigeria", "Tel: (234) 555-0142", "+234 803 555 0142")[0][0] == "+12345550142"


def test_a_dialling_code_in_brackets_is_told_by_the_card_s_other_numbers() -> None:
    mobile = "Mobile: (86) 136 3255 0142"
    assert values("HK", mobile, "Tel: (852) 2555 0142")[0][0] == "+8613632550142"  # codes stand in brackets here
    assert values("HK", mobile, "Tel: (86-769) 8555 0142")[0][0] == "+8613632550142"
    assert values("HK", mobile, "Tel: 2555 0142")[0][0] == "8613632550142"
