import pytest

from cardscan.model import Line
from cardscan.parse.address import blocks, grown, is_address, one_line
from cardscan.parse.segments import Segment, cut_segments


def cut(*lines: tuple[str, float, float]) -> list[Segment]:
    """Segments of lines: text, left, top; 20 pixels tall on a card 1000 wide."""
    out = []
    for text, x, y in lines:
        right = x + 10 * len(text)
        out.append(Line(text, 0.9, ((x, y), (right, y), (right, y + 20), (x, y + 20)), (x, y, right, y + 20)))
    return cut_segments(out, [], 1000)


def addresses(*lines: tuple[str, float, float]) -> list[str]:
    return [one_line(block) for block in blocks(cut(*lines))]


def test_columns_side_by_side_are_two_addresses():
    assert addresses(
        ("12 Dock Road", 40, 0), ("4 Mill Lane", 500, 0), ("Hull HU1 2AB", 40, 24), ("Leeds LS1 4XY", 500, 24)
    ) == ["12 Dock Road, Hull HU1 2AB", "4 Mill Lane, Leeds LS1 4XY"]


def test_a_line_above_two_columns_is_of_both():
    assert addresses(
        ("KELPWICK QUAY", 190, 0),
        ("12 Dock Road", 100, 24),
        ("4 Mill Lane", 300, 24),
        ("Opp. Old Quay", 100, 48),
        ("Near Town Hall", 300, 48),
    ) == ["KELPWICK QUAY, 12 Dock Road, Opp. Old Quay", "KELPWICK QUAY, 4 Mill Lane, Near Town Hall"]


def test_a_second_postcode_and_a_label_begin_another():
    found = addresses(
        ("12 Dock Road, Hull HU1 2AB", 0, 0), ("4 Mill Lane, Leeds LS1 4XY", 0, 24), ("Works: 9 Kiln Yard, York", 0, 48)
    )
    assert found == ["12 Dock Road, Hull HU1 2AB", "4 Mill Lane, Leeds LS1 4XY", "9 Kiln Yard, York"]


def test_a_region_or_country_after_the_postcode_stays():
    assert len(addresses(("12, Lake Road, Pune - 411 001", 0, 0), ("Maharashtra, India", 0, 24))) == 1


@pytest.mark.parametrize("country", ["India", "FRANCE", "Deutschland"])
def test_a_country_of_its_own_line_joins_the_address_above(country):
    segments = cut(("12 Dock Road", 40, 0), ("33240 Saint-Test", 40, 24), (country, 40, 48))
    sure = segments[:2]
    assert grown(sure, segments, {id(s): 0.05 for s in segments}) == segments


def test_a_line_between_two_of_an_address_joins():
    segments = cut(("12 Dock Road", 40, 0), ("(Kelp Arcade)", 40, 24), ("33240 Saint-Test", 40, 48))
    chance = {id(s): 0.05 for s in segments}
    assert grown([segments[0], segments[2]], segments, chance) == [segments[0], segments[2], segments[1]]
    assert grown(segments[:1], segments, chance) == segments[:1]  # nothing of it stands below


def test_a_likely_line_joins_only_in_the_same_column():
    segments = cut(("12 Dock Road", 40, 0), ("Quay House", 40, 24), ("Quay House", 700, 24))
    assert [s.text for s in grown(segments[:1], segments, {id(s): 0.3 for s in segments})] == [
        "12 Dock Road",
        "Quay House",
    ]


@pytest.mark.parametrize("text", ["12 Dock Road, Hull", "Lake Road, Pune", "東京都港区浜松町2丁目", "Kiln Yard, York"])
def test_addresses(text):
    assert is_address(text)


@pytest.mark.parametrize(
    "text",
    ["France", "France, Morocco", "01395 836", "ISO 27001", "Surat, Pune, Nagpur, Mumbai", "Wills, Deeds, Oaths", ""],
)
def test_what_is_no_address(text):
    assert not is_address(text)


def test_an_address_said_again_in_other_letters_is_another():
    assert addresses(("북항시 등대로 48 2층", 40, 0), ("2F, 48 Deungdae-ro, Bukhang, South Harbour", 40, 24)) == [
        "북항시 등대로 48 2층",
        "2F, 48 Deungdae-ro, Bukhang, South Harbour",
    ]
    assert addresses(("神奈川県汐見市港町3-12", 40, 0), ("Quill Bldg. 7F", 40, 24)) == [
        "神奈川県汐見市港町3-12, Quill Bldg. 7F"
    ]


@pytest.mark.parametrize("text", ["Mon - Sat 10.00 - 13.30, 17.00 - 20.30", "9.00 - 17.00", "Lic. 204518C"])
def test_hours_and_licences_are_no_addresses(text):
    assert not is_address(text)


def test_an_address_without_figures():
    assert is_address("神奈川県汐見市港町下三丁目十二番地")
    assert not is_address("代表取締役社長兼務")


def test_a_street_above_its_town_joins_where_nothing_else_does():
    street, town = cut(("The Old Slip, Tarn Steps", 40, 0), ("Kelpwick CA28 9ZZ", 40, 24))
    assert grown([town], [street, town], {id(street): 0.08, id(town): 0.9}) == [town, street]
    above, street, town = cut(("Boats and sails", 40, 0), ("12 Tarn Steps", 40, 24), ("Kelpwick CA28 9ZZ", 40, 48))
    chances = {id(above): 0.08, id(street): 0.9, id(town): 0.9}
    assert grown([street, town], [above, street, town], chances) == [street, town]


def test_hours_do_not_hide_an_address():
    assert is_address("Plot 12 H, Dock Road, Hull")
    assert is_address("12 Dock Road, Hull, Mon - Sat 9.00 - 17.00")
