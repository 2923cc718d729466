"""Numbers behind words that nobody listed: left out where they are none of the card's country."""

import pytest
from printed import printed

from cardscan.enrich.registered import without_registered
from cardscan.model import Contact
from cardscan.parse.tel import find_tels


def read(country: str, *texts: str) -> list[str]:
    lines = printed(*texts)
    contact = Contact(tel=tuple(f.field for f in find_tels(lines, [])))
    return [f.value for f in without_registered(contact, country, lines).tel]


@pytest.mark.parametrize(
    ("country", "tel", "register"),
    [
        ("EG", "Tel.: +20 55 237 0142", "Blorpkarte 417-280-172"),
        ("CA", "Tél. : 819 555-0142", "QBX:5550-1427-01"),
        ("BD", "Cell: +880 1713 046142", "Zorp: 004155501-4201 | GOTS"),  # begins as if dialled from abroad
        ("CL", "Fono: +56 2 2555 0142", "RUT 55014280017"),
        ("TZ", "Tel: +255 22 255 0142", "TIN 155-501-420"),
        ("BG", "тел.: 02 / 955 0142", "ЖЪК 555014200 150 9001"),  # and what goes on behind it
    ],
)
def test_a_number_that_its_country_does_not_have_is_a_registers(country: str, tel: str, register: str) -> None:
    assert len(read(country, tel, register)) == 1


@pytest.mark.parametrize(
    ("country", "texts"),
    [
        ("CA", ("Tél. : 819 555-0142", "Usine : 418 555-0177")),
        ("GB", ("T 020 7946 0142", "M 07700 900142")),  # of no one, but said to be a mobile
        ("GB", ("T 020 7946 0142", "07700 900142")),
        ("KE", ("Tel: 020 2555014", "Nairobi 555014200")),
        ("PK", ("Tel: 021 35550142", "Naeem: 9300555014")),
        ("SE", ("Tel: 08-465 004 17", "Blorp: +47 55 55 01 42", "Blorp: 0049 30 5550142")),
        ("EC", ("Tel: (04) 255-0142", "Blorp.: (593-4) 255-0177")),
        ("DE", ("Blorp 555014200555",)),  # nothing else tells that the country is right
        ("", ("Tel: 030 5550142", "Blorp 555014200555")),
    ],
)
def test_other_numbers_stay(country: str, texts: tuple[str, ...]) -> None:
    assert len(read(country, *texts)) == len(texts)


def test_bare_figures_without_the_zero_that_is_dialled_are_a_registers() -> None:
    tel = "Tel. 03-555-0142"
    assert len(read("IL", tel, "514555014 .e.n")) == 1
    assert len(read("IL", tel, "Kelpd 514555014")) == 1
    assert len(read("IL", tel, "Nes 51-455-5014")) == 2  # grouped as one dials
    assert len(read("IL", tel, "Mobile 514555014")) == 2
    assert len(read("IL", tel, "514555014")) == 2  # nothing says that it is another thing
    assert len(read("IN", "Tel. 022 2555 0142", "9825012345 .e.n")) == 2  # no zero is asked for
