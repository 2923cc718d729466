"""Which words may be one value: some of a group, whole lines, and lines that adjoin. All names are invented."""

import pytest
from printed import at

from cardscan.model import Line
from cardscan.parse.card import grammars
from cardscan.parse.tagger.candidates import adjoin, of_group, of_lines
from cardscan.parse.tagger.features import Described, describe


def _described(lines: list[Line]) -> Described:
    card = describe(lines, 1000, grammars(lines))
    assert card
    return card


def _texts(lines: list[Line]) -> set[str]:
    card = _described(lines)
    return {" ".join(card.words[at].text for at in way) for way in of_lines(card, lines, lambda words: True)}


def _as_high_as(pixels: float) -> Line:
    """A line right below the first."""
    box = ((30.0, 52.0), (130.0, 52.0), (130.0, 52 + pixels), (30.0, 52 + pixels))
    return Line("Tide", 0.99, box, (30, 52, 130, 52 + pixels))


def test_lines_that_adjoin_are_offered_together_and_each_alone() -> None:
    lines = [at("Quill and", 30, 30, "x"), at("Tide", 30, 58, "x"), at("Instruments", 30, 86, "x")]
    assert {"Quill and", "Tide", "Quill and Tide", "Tide Instruments", "Quill and Tide Instruments"} <= _texts(lines)


def test_lines_far_apart_are_not_offered_together() -> None:
    assert _texts([at("Quill", 30, 30, "x"), at("Tide", 30, 400, "x")]) == {"Quill", "Tide"}


def test_what_a_grammar_found_is_in_no_way() -> None:
    assert _texts([at("Quill", 30, 30, "x"), at("ada@kelpwick.com", 30, 58, "x")]) == {"Quill"}


def test_a_line_is_offered_without_a_sign_before_it_and_in_parts_between_bars() -> None:
    assert {"Kelpwick Ltd", "Port Quill"} < _texts([at("Kelpwick Ltd | Port Quill", 30, 30, "x")])
    assert "RCQ" in _texts([at("\u2460 RCQ", 30, 30, "x")])


def test_running_text_is_no_way() -> None:
    assert not _texts([at(" ".join(["quill"] * 15), 30, 30, "x")])


def test_lines_of_very_different_sizes_do_not_adjoin() -> None:
    above = at("Quill", 30, 30, "x")
    assert adjoin(above, _as_high_as(40))
    assert not adjoin(above, _as_high_as(100))


@pytest.mark.parametrize("count", [1, 4, 12])
def test_a_group_is_offered_whole_and_in_runs(count: int) -> None:
    lines = [at(f"quill{chr(97 + number)}", 30, 30 + 28 * number, "x") for number in range(count)]
    card = _described(lines)
    ways = set(of_group(tuple(range(len(card.words))), card))
    assert tuple(range(len(card.words))) in ways and (0,) in ways
    assert len(ways) <= 8 * count


def test_a_way_to_read_letters_without_spaces_is_offered_uncut() -> None:
    lines = [at("有限会社月舟の工房", 30, 30, "x")]
    card = _described(lines)
    assert tuple(range(len(card.words))) in set(of_group((0, 1, 2, 3), card))
