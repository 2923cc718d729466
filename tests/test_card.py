"""Whole cards of several countries, laid out by hand. People, companies and addresses are invented."""

import pytest

from cardscan.model import Code, Contact, Field, Line
from cardscan.parse.card import parse_card, says_where
from cardscan.parse.tagger.values import Value
from cardscan.vcards.outrank import outrank, with_codes

WIDTH, HEIGHT = 1000.0, 580.0


def at(text: str, x: float, y: float, height: float = 28) -> Line:
    """A line whose letters are half as wide as they are tall."""
    wide = sum(1.0 if c > "\u2fff" else 0.5 for c in text) * height
    box = ((x, y), (x + wide, y), (x + wide, y + height), (x, y + height))
    return Line(text, 0.98, box, (x, y, x + wide, y + height), agreed=True)


def settled(*lines: Line) -> Contact:
    return parse_card(lines, WIDTH)


def values(fields: tuple[Field, ...]) -> list[str]:
    return [f.value for f in fields]


def test_a_british_card():
    card = settled(
        at("Quillvane Fittings Ltd", 60, 50, 52),
        at("Tamsin Orchardleigh", 60, 210, 36),
        at("Sales Manager", 60, 256),
        at("Unit 4, Dock Road", 60, 360),
        at("Hull HU1 2AB", 60, 394),
        at("T: 0113 496 0000", 60, 450),
        at("tamsin@quillvane.co.uk", 60, 484),
    )
    assert values(card.fn) == ["Tamsin Orchardleigh"]
    assert values(card.title) == ["Sales Manager"]
    assert values(card.org) == ["Quillvane Fittings Ltd"]
    assert values(card.adr) == ["Unit 4, Dock Road, Hull HU1 2AB"]
    assert values(card.email) == ["tamsin@quillvane.co.uk"]
    assert card.fn[0].parts == {"given": "Tamsin", "family": "Orchardleigh"}


def test_a_company_that_the_logo_spreads_over_two_lines():
    card = settled(
        at("VESTRANO", 300, 60, 80),
        at("Dental Clinic", 380, 150, 40),
        at("Dr. Sunita Kapoor", 60, 260, 36),
        at("Dentist", 60, 306),
        at("14, Lake Road, Pune - 411 001", 60, 480),
        at("98220 11223", 60, 520),
    )
    assert values(card.org) == ["VESTRANO Dental Clinic"]
    assert values(card.fn) == ["Dr. Sunita Kapoor"]
    assert card.fn[0].parts["prefix"] == "Dr."


def test_a_title_in_parentheses_behind_the_name():
    card = settled(
        at("Ramesh Kulkarni (Proprietor)", 60, 60, 34),
        at("Mob: 98220 11223", 60, 110),
        at("VARDHINI TRADERS", 200, 220, 70),
        at("12, Market Yard, Nashik - 422 001", 60, 480),
    )
    assert values(card.fn) == ["Ramesh Kulkarni"]
    assert values(card.title) == ["Proprietor"]


def test_each_number_goes_to_the_person_it_stands_under():
    card = settled(
        at("Ramesh Kulkarni", 40, 40),
        at("98220 11223", 40, 76),
        at("Prakash Deshmukh", 640, 40),
        at("98220 44556", 640, 76),
        at("VARDHINI TRADERS", 200, 220, 70),
    )
    assert values(card.fn) == ["Ramesh Kulkarni", "Prakash Deshmukh"]
    assert {f.value[-5:]: f.person for f in card.tel} == {"11223": 0, "44556": 1}


def test_a_name_of_hangul_printed_letter_by_letter():
    card = settled(
        at("김 민 준", 100, 100, 50),
        at("부장", 100, 170),
        at("서울특별시 강남구 테헤란로 12", 100, 400),
        at("010-2345-6789", 100, 440),
    )
    assert values(card.fn) == ["김민준"]
    assert values(card.title) == ["부장"]


def test_a_given_name_above_its_family_name():
    card = settled(
        at("Magdalena", 400, 60, 48),
        at("Kowalska", 400, 112, 48),
        at("Konsultant", 400, 170),
        at("ul. Polna 4", 400, 380),
        at("15-703 Białystok", 400, 412),
        at("tel. 85 651 44 00", 400, 450),
    )
    assert values(card.fn) == ["Magdalena Kowalska"]
    assert values(card.adr) == ["ul. Polna 4, 15-703 Białystok"]


def test_two_people_on_one_line():
    card = settled(at("Anna & Peter", 60, 60, 40), at("Brackwyth Pottery", 60, 160, 60), at("0113 496 0000", 60, 400))
    assert values(card.fn) == ["Anna", "Peter"]


def test_a_name_with_a_joining_word_is_one_person():
    card = settled(at("Guilherme Costa e Silva", 60, 60, 40), at("Gerente", 60, 110), at("912 345 678", 60, 400))
    assert values(card.fn) == ["Guilherme Costa e Silva"]


def test_a_card_without_text_and_one_of_noise_are_empty():
    assert settled() == Contact()
    noise = settled(at("|", 10, 10), at("· -", 50, 50))
    assert noise == Contact()


@pytest.mark.parametrize(
    "text", ["IS 512641 / ISO 27001", "Our Branches: Surat, Pune, Delhi, Mumbai, Chennai", "France"]
)
def test_certificates_and_branch_lists_are_no_address(text):
    card = settled(at("Tamsin Orchardleigh", 60, 210, 36), at("Sales Manager", 60, 256), at(text, 60, 450))
    assert card.adr == ()


def test_what_a_code_says_replaces_the_print_and_keeps_its_place():
    printed = Contact(
        fn=(Field("Tamsin 0rchardleigh", box=((0, 0), (1, 0), (1, 1), (0, 1))),),
        tel=(Field("+441134960000", box=((2, 2), (3, 2), (3, 3), (2, 3))), Field("+441134960001")),
    )
    coded = Contact(fn=(Field("Tamsin Orchardleigh"),), tel=(Field("01134960000", origin="qr"),))
    both = outrank(printed, coded)
    assert values(both.fn) == ["Tamsin Orchardleigh"]
    assert [(f.value, f.origin) for f in both.tel] == [("01134960000", "qr"), ("+441134960001", "")]
    assert both.tel[0].box == printed.tel[0].box


def test_a_code_joins_the_card():
    code = Code("mailto:tamsin@quillvane.co.uk", "QRCode", ((0, 0), (1, 0), (1, 1), (0, 1)))
    card = with_codes(parse_card([at("Tamsin Orchardleigh", 60, 210, 36)], WIDTH), [code])
    assert values(card.email) == ["tamsin@quillvane.co.uk"]


def test_a_name_that_no_list_holds_is_told_by_the_addresses():
    card = settled(
        at("Tarnquist & Oxbarrow", 60, 50, 52),
        at("Evander Tarnquist", 60, 190, 36),
        at("Sailmaker", 60, 236),
        at("Mobile 07700 900123", 60, 350),
        at("evander@oxbarrowsails.co.uk", 60, 384),
        at("www.oxbarrowsails.co.uk", 60, 418),
        at("3 Slipway Lane, Hull HU1 2AB", 60, 452),
    )
    assert values(card.fn) == ["Evander Tarnquist"]
    assert values(card.title) == ["Sailmaker"]
    assert values(card.org) == ["Tarnquist & Oxbarrow"]


def test_no_line_is_two_things():
    card = settled(
        at("BRACKWYTH & DOCKRAY", 60, 40, 60),
        at("Boat Builders", 60, 110, 30),
        at("Tamsin Orchardleigh", 60, 300, 34),
        at("Director", 60, 340),
        at("0113 496 0000", 60, 480),
    )
    said = [f.value for kind in ("fn", "title", "dept", "org", "adr") for f in getattr(card, kind)]
    assert len({word for value in said for word in value.split()}) == sum(len(value.split()) for value in said)
    assert values(card.fn) == ["Tamsin Orchardleigh"]


@pytest.mark.parametrize("number", ["統一編號 12345678", "Tax code: 0123456789", "NIP: 123-456-78-90"])
def test_a_tax_number_below_an_address_is_no_part_of_it(number):
    card = settled(
        at("Tamsin Orchardleigh", 60, 60, 34),
        at("Unit 4, Dock Road", 60, 360),
        at("Hull HU1 2AB", 60, 394),
        at(number, 60, 428),
    )
    assert values(card.adr) == ["Unit 4, Dock Road, Hull HU1 2AB"]


def test_what_stands_in_brackets_beside_a_name_is_no_one_else():
    card = settled(
        at("(Tamsin)", 60, 150, 32),
        at("Thomasina Orchardleigh", 60, 200, 32),
        at("Sales Manager", 60, 246),
        at("tamsin@quillvane.co.uk", 60, 484),
    )
    assert values(card.fn) == ["Thomasina Orchardleigh"]


def test_a_name_stands_in_two_scripts():
    card = settled(
        at("有限会社汐見製作所", 60, 50, 40),
        at("代表取締役", 60, 180),
        at("森本 湊人", 60, 220, 40),
        at("Minato Morimoto", 60, 272),
        at("TEL 045-555-0142", 60, 450),
    )
    assert values(card.fn) == ["森本 湊人", "Minato Morimoto"]


def test_a_name_that_goes_on_in_the_code_is_as_printed():
    printed = Contact(fn=(Field("Tamsin Orchardleigh", "Tamsin Orchardleigh"),))
    coded = Contact(fn=(Field("Tamsin Orchardleigh QUILLVANE", origin="qr", sure=True),))
    (name,) = outrank(printed, coded).fn
    assert (name.value, name.sure) == ("Tamsin Orchardleigh", True)
    other = Contact(fn=(Field("Tamsin Rose Orchardleigh", origin="qr", sure=True),))
    assert values(outrank(printed, other).fn) == ["Tamsin Rose Orchardleigh"]


def test_what_only_a_code_says_is_not_sure():
    coded = Contact(url=(Field("https://quillvane.co.uk", origin="qr", sure=True),))
    (site,) = outrank(Contact(), coded).url
    assert not site.sure
    printed = Contact(url=(Field("www.quillvane.co.uk", "www.quillvane.co.uk"),))
    (site,) = outrank(printed, coded).url
    assert site.sure


def test_the_town_in_a_logo_is_no_address_beside_the_whole_one():
    card = settled(
        at("Orchardleigh College", 60, 40, 52),
        at("KELPWICK, DC", 60, 110, 28),
        at("Tamsin Orchardleigh", 60, 240, 36),
        at("12 Dock Road", 500, 420),
        at("Kelpwick, DC 20199", 500, 454),
    )
    assert values(card.adr) == ["12 Dock Road, Kelpwick, DC 20199"]


def test_a_department_without_a_company_stands_for_it():
    card = settled(
        at("Dr. Sunita Kapoor", 320, 160, 36),
        at("Director", 400, 210),
        at("DEPARTMENT OF TIDES AND QUAYS", 280, 260),
        at("14, Lake Road, Pune - 411 001", 280, 400),
        at("98220 11223", 700, 60),
    )
    assert values(card.org) == ["DEPARTMENT OF TIDES AND QUAYS"] and not card.dept
    card = settled(
        at("Quillvane Fittings Ltd", 60, 50, 52),
        at("Tamsin Orchardleigh", 60, 210, 36),
        at("Sales Department", 60, 256),
        at("T: 0113 496 0000", 60, 450),
    )
    assert values(card.org) == ["Quillvane Fittings Ltd"] and values(card.dept) == ["Sales Department"]


def test_a_number_that_was_cut_is_no_address():
    card = settled(
        at("Tamsin Orchardleigh", 60, 60, 36),
        at("14, Lake Road, Pune. Cell : 98220", 60, 400),
        at("T: 0113 496 0000", 60, 450),
    )
    assert values(card.adr) == ["14, Lake Road, Pune"]


def test_a_street_that_is_called_after_somebody_is_no_name():
    card = settled(
        at("Quillvane Lda", 60, 50, 52),
        at("Tamsin Orchardleigh", 60, 210, 36),
        at("Av. Osvaldo Brantner", 60, 400),
        at("N. 75, 1000-001 Lisboa", 60, 432),
        at("tamsin@quillvane.pt", 60, 500),
    )
    assert values(card.fn) == ["Tamsin Orchardleigh"]
    assert values(card.adr) == ["Av. Osvaldo Brantner, N. 75, 1000-001 Lisboa"]


def test_codes_of_registers_are_no_address():
    card = settled(
        at("Quillvane Castings LLP", 60, 50, 52),
        at("Tamsin Orchardleigh", 60, 210, 36),
        at("GSTIN 27AAQFV8842C1ZX CIN U28112MH2011PTC203341", 60, 400),
        at("A/c No. 770018002419965 IFSC QVLC0000318", 60, 434),
    )
    assert not card.adr


@pytest.mark.parametrize(
    ("text", "parts", "says"),
    [
        ("Tarna Rd Nairobi", {"street": "Tarna Rd", "city": "Nairobi"}, True),  # neither a number nor a comma
        ("Tarna Hill, Nairobi", {"street": "Tarna Hill, Nairobi"}, True),
        ("Nairobi", {"city": "Nairobi"}, False),
        ("Kenya, Uganda", {"country": "Kenya, Uganda"}, False),
        ("KENYA, UGANDA TANZANIA", {"country": "KENYA, UGANDA TANZANIA"}, False),  # a list of markets
        ("Tarnaro - Kelpzer - Quilma Dağıtma", {"street": "Tarnaro - Kelpzer - Quilma Dağıtma"}, False),  # trades
        ("栗波·诚信通", {"city": "栗波", "street": "诚信通"}, False),  # names no place
        ("长沙市雨波区", {"city": "长沙市", "street": "雨波区"}, True),
        ("서울특별시 타른구", {"city": "서울특별시", "street": "타른구"}, True),
    ],
)
def test_an_address_says_where(text: str, parts: dict[str, str], says: bool) -> None:
    assert says_where(Value("adr", text, (), parts, 0.9)) is says


def test_a_street_alone_is_likely_or_none() -> None:
    assert says_where(Value("adr", "Kelp 2", (), {"street": "Kelp 2"}, 0.6))
    assert not says_where(Value("adr", "Kelp 2", (), {"street": "Kelp 2"}, 0.59))
    assert says_where(Value("adr", "Kelp 2, Tarna", (), {"street": "Kelp 2", "city": "Tarna"}, 0.5))
