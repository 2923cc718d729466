"""A name that was taken for a title, on a card that names nobody. All names are invented."""

import numpy as np
import pytest
from printed import at

from cardscan.model import Line
from cardscan.parse.card import grammars
from cardscan.parse.tagger.features import describe
from cardscan.parse.tagger.nameless import with_name
from cardscan.parse.tagger.network import TAGS, Chances
from cardscan.parse.tagger.values import values_of


def _kinds(*texts: str, of: str = "title") -> list[tuple[str, str]]:
    """What is found on a card whose lines the network takes for titles, each of its own; `of`: what the first is."""
    lines: list[Line] = [at(text, 30, 30 + 30 * number, text) for number, text in enumerate(texts)]
    card = describe(lines, 1000, grammars(lines))
    assert card
    size = len(card.words)
    tags, links = np.full((size, len(TAGS)), 0.001, np.float32), np.full((size, size + 1), 0.01, np.float32)
    for number, word in enumerate(card.words):
        tags[number, TAGS.index(of if word.line == 0 else "title")] = 0.95
        first = number == 0 or card.words[number - 1].line != word.line
        links[number, 0 if first else number] = 0.9
    chances = Chances(tags, links)
    return [
        (value.kind, value.text) for value in with_name(values_of(card.words, lines, chances), card, lines, chances)
    ]


def test_of_two_titles_that_stand_together_the_one_that_is_no_job_is_the_name() -> None:
    assert _kinds("Wenna Trelorne", "Office Manager") == [("fn", "Wenna Trelorne"), ("title", "Office Manager")]


@pytest.mark.parametrize(
    "text", ["Trelorne", "Quill and Tide", "Wenna Trelorne 2", "Sales Manager", "Kelp Repairs Ltd"]
)
def test_one_word_ordinary_words_and_jobs_are_no_name(text: str) -> None:
    assert [kind for kind, _ in _kinds(text, "Office Manager")] == ["title", "title"]


def test_where_somebody_is_named_titles_stay() -> None:
    kinds = [kind for kind, _ in _kinds("Ada Brackwyth", "Wenna Trelorne", "Office Manager", of="family")]
    assert kinds == ["fn", "title", "title"]


def test_a_title_alone_stays() -> None:
    assert _kinds("Wenna Trelorne") == [("title", "Wenna Trelorne")]
