"""An address with two postcodes is two addresses. All are invented."""

import numpy as np
import pytest
from printed import at

from cardscan.parse.tagger.network import TAGS
from cardscan.parse.tagger.several import parted
from cardscan.parse.tagger.words import words_of

_OF = {"s": "street", "c": "city", "p": "code", "l": "country", "a": "adr"}


@pytest.mark.parametrize(
    ("texts", "tags", "addresses"),
    [
        (["4 Quay Road, Tarnby", "81-204, 9 Mill Lane", "Ostrel 81-377"], "sss c p sss c p", [5, 5]),
        (["81-204 Tarnby, 4 Quay Road", "81-377 Ostrel, 9 Mill Lane"], "p c sss p c sss", [5, 5]),
        (["4 Quay Road 81204 Tarnby, Norrland", "9 Mill Lane 81377 Ostrel"], "sss p c l sss p c", [6, 5]),
        (["4 Quay Road 81204 Tarnby", "Box 12 Ostrel"], "sss p c sss", [8]),  # one code: one address
        (["81204 Quay Road 12 Tarnby", "7 Mill"], "p ss p c ss", [7]),  # codes of two shapes: one is none
    ],
)
def test_an_address_with_two_postcodes_is_two(texts: list[str], tags: str, addresses: list[int]) -> None:
    lines = [at(text, 30, 30 + 40 * row, "x") for row, text in enumerate(texts)]
    words = [word for word in words_of(lines, []) if any(map(str.isalnum, word.text))]
    letters = tags.replace(" ", "")
    assert len(letters) == len(words)
    chances = np.full((len(words), len(TAGS)), 0.01, np.float32)
    for number, letter in enumerate(letters):
        chances[number, TAGS.index(_OF[letter])] = 0.9
    parts = parted(range(len(words)), words, chances)
    assert [len(part) for part in parts] == addresses
    assert [at_ for part in parts for at_ in part] == list(range(len(words)))
