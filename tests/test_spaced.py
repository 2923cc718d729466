"""Letters and words that are set apart, joined into the line that they are."""

from printed import at

from cardscan.model import Quad
from cardscan.ocr.spaced import joined_by_ampersand, joined_letters


def box(left: float, right: float, top: float = 0, bottom: float = 20) -> Quad:
    return (left, top), (right, top), (right, bottom), (left, bottom)


def test_a_row_of_single_letters_is_one_line() -> None:
    assert joined_letters([box(60, 90), box(0, 30), box(120, 150)]) == [box(0, 150)]


def test_letters_that_a_longer_piece_was_found_of_join_it() -> None:
    assert joined_letters([box(0, 100), box(130, 150), box(170, 190)]) == [box(0, 190)]


def test_icons_before_lines_stay_apart() -> None:
    icons = [box(0, 20), box(40, 300), box(0, 20, 40, 60), box(40, 300, 40, 60)]
    assert sorted(joined_letters(icons)) == sorted(icons)


def test_two_letters_alone_stay_apart() -> None:
    assert len(joined_letters([box(0, 20), box(40, 60)])) == 2


def test_letters_of_other_heights_or_further_down_stay_apart() -> None:
    assert len(joined_letters([box(0, 30), box(60, 90, 0, 60), box(120, 150)])) == 3
    assert len(joined_letters([box(0, 30), box(60, 90, 30, 50), box(120, 150, 60, 80)])) == 3


def test_text_that_runs_down_stays_apart() -> None:
    columns = [box(x, x + 20, 0, 100) for x in (0, 40, 80)]
    assert joined_letters(columns) == columns


def test_an_ampersand_by_itself_joins_the_words_beside_it() -> None:
    lines = [at("ROPES", 0, 0, "ROPES"), at("&", 80, 0, "&"), at("SAILS", 120, 0, "SAlLS"), at("12 Mill Lane", 0, 80)]
    (other, joined) = joined_by_ampersand(lines)
    assert other.text == "12 Mill Lane"
    assert joined.text == "ROPES & SAILS"
    assert [r.text for r in joined.readings] == ["ROPES & SAILS", "ROPES & SAlLS"]
    assert len(joined.readings[0].chars) == len(joined.text)
    assert joined.place == (0, 0, 175, 20)
    assert not joined.agreed


def test_an_ampersand_with_nothing_on_one_side_stays() -> None:
    lines = [at("ROPES", 0, 0), at("&", 80, 0)]
    assert joined_by_ampersand(lines) == lines
