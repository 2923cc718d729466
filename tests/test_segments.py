from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cardscan.model import Line, Reading
from cardscan.parse.address import blocks, one_line
from cardscan.parse.found import Span
from cardscan.parse.segments import cut_segments


def line(text: str, x: float = 0, y: float = 0, width: float = 400, height: float = 20) -> Line:
    box = ((x, y), (x + width, y), (x + width, y + height), (x, y + height))
    return Line(text, 0.9, box, (x, y, x + width, y + height))


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Orla Quennell | Curator", ["Orla Quennell", "Curator"]),
        ("Labels ★ Books ★ Boxes", ["Labels", "Books", "Boxes"]),
        ("Unit 4 I Dock Road I Hull", ["Unit 4", "Dock Road", "Hull"]),
        ("Head - Sales", ["Head - Sales"]),
        ("12 Quay Street,", ["12 Quay Street,"]),
        ("| · -", []),
    ],
)
def test_bars_and_bullets_part_a_line(text, parts):
    assert [s.text for s in cut_segments([line(text)], [], 1000)] == parts


@pytest.mark.parametrize("text", ["CamScanner", "Scanned with CamScanner", "scanned by TinyScan"])
def test_the_mark_of_an_app_is_no_text_of_the_card(text):
    assert not cut_segments([line(text)], [], 1000)


def test_degrees_are_not_parted_at_their_commas():
    assert [s.text for s in cut_segments([line("M.Com., L.L.B.")], [], 1000)] == ["M.Com., L.L.B."]


@pytest.mark.parametrize(("other", "agreed"), [("Orla Quennell", 1.0), ("Orla Quenne11", 0.83), ("", 0.0), (None, 1.0)])
def test_a_segment_says_how_far_the_readers_agree(other, agreed):
    texts = ["Orla Quennell"] if other is None else ["Orla Quennell", other]
    readings = tuple(Reading(str(n), text, 0.9) for n, text in enumerate(texts))
    read = replace(line("Orla Quennell"), readings=readings, agreed=other == "Orla Quennell")
    assert cut_segments([read], [], 1000)[0].agreed == pytest.approx(agreed, abs=0.02)


def test_what_is_taken_is_gone():
    segments = cut_segments([line("Orla Quennell : 0113 496 0000")], [Span(0, 14, 29)], 1000)
    assert [s.text for s in segments] == ["Orla Quennell"]
    assert segments[0].place[2] < 0.2


@given(st.text(max_size=60), st.integers(0, 60), st.integers(0, 60))
def test_segments_are_stretches_of_their_line(text, start, end):
    spans = [Span(0, min(start, end), max(start, end))]
    for segment in cut_segments([line(text)], spans, 1000):
        assert text[segment.span.start : segment.span.end] == segment.text
        assert segment.span.end <= spans[0].start or segment.span.start >= spans[0].end


def test_lines_of_one_column_make_one_address():
    lines = [line("Quay House,", 0, 0), line("12 Dock Road", 0, 24), line("Hull HU1 2AB", 0, 48)]
    (block,) = blocks(cut_segments(lines, [], 1000))
    assert one_line(block) == "Quay House, 12 Dock Road, Hull HU1 2AB"


def test_two_offices_are_two_addresses():
    lines = [line("12 Dock Road, Hull HU1 2AB", 0, 0), line("4 Mill Lane, Leeds LS1 4XY", 500, 300)]
    assert len(blocks(cut_segments(lines, [], 1000))) == 2


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Quellan Boats · 12 Mill Lane ·HU1 2AB Hull", ["Quellan Boats", "12 Mill Lane", "HU1 2AB Hull"]),
        ("Rope · Sails · Oars", ["Rope · Sails · Oars"]),
        ("Quellan Boats LLC شركة القوارب", ["Quellan Boats LLC", "شركة القوارب"]),
        ("株式会社 Quellan Boats", ["株式会社 Quellan Boats"]),
    ],
)
def test_dots_between_numbers_and_a_change_of_direction_part_a_line(text, parts):
    assert [s.text for s in cut_segments([line(text)], [], 1000)] == parts
