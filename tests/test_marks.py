"""Marks at the ends of a name: figures of a logo, bullets, half brackets are no part of it. All names are invented."""

import numpy as np
import pytest
from printed import at

from cardscan.parse.tagger.network import TAGS, Chances
from cardscan.parse.tagger.values import KINDS, value_of
from cardscan.parse.tagger.words import words_of
from cardscan.text.marks import bare


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (") Edda Brackwyth", "Edda Brackwyth"),
        ("Edda Brackwyth (", "Edda Brackwyth"),
        ("】Edda Brackwyth", "Edda Brackwyth"),
        ("① Kelpwick", "Kelpwick"),
        ("①Kelpwick", "Kelpwick"),
        ("Kelpwick ③", "Kelpwick"),
        ("★ Kelpwick ★", "Kelpwick"),
        ("● ) Kelpwick", "Kelpwick"),
        ("※ 月舟工房", "月舟工房"),
        ("† Kelpwick", "Kelpwick"),
    ],
)
def test_marks_at_the_ends_go(text: str, left: str) -> None:
    assert bare(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "Kelpwick (Quill) Ltd.",
        "(Edda) Brackwyth",
        "㈱月舟工房",
        "月舟工房㈲",
        "Agency 360°",
        "Kelpwick®",
        "Quill!",
        "+Tide",
        "@home",
        "8º Morvane",
        "Tide²",
        "सुयश",
        "『月舟』",
        "",
    ],
)
def test_what_belongs_to_a_name_stays(text: str) -> None:
    assert bare(text) == text


@pytest.mark.parametrize("kind", ["fn", "org"])
@pytest.mark.parametrize("text", [") Edda Brackwyth", "① Edda Brackwyth", "Edda Brackwyth ("])
def test_a_value_begins_and_ends_without_them(kind: str, text: str) -> None:
    lines = [at(text, 30, 30, "x")]
    words = words_of(lines, [])
    tags = np.full((len(words), len(TAGS)), 0.001, np.float32)
    tags[:, TAGS.index(KINDS[kind][0])] = 0.9
    chances = Chances(tags, np.full((len(words), len(words) + 1), 0.1, np.float32))
    value = value_of(range(len(words)), kind, words, lines, chances)
    assert value and value.text == "Edda Brackwyth"
    assert all(mark not in part for part in value.parts.values() for mark in "()①")


def test_a_mark_alone_is_no_value() -> None:
    lines = [at("①", 30, 30, "x")]
    tags = np.full((1, len(TAGS)), 0.04, np.float32)
    assert value_of([0], "fn", words_of(lines, []), lines, Chances(tags, np.ones((1, 2), np.float32))) is None
