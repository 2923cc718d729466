"""What words mean: those that mean alike in different languages have numbers alike."""

from itertools import combinations, product

import numpy as np
import pytest

from cardscan.parse.tagger.features import key_of
from cardscan.parse.tagger.meanings import SIZE, Meanings, hash_of, meaning_of, packed

LEADERS = ["manager", "dyrektor", "müdür", "gerente", "direktor", "経理"]
STREETS = ["street", "ulica", "calle", "straße", "улица"]
GOODS = ["bread", "brot", "chleb", "pão", "хлеб"]


def _like(one: str, other: str) -> float:
    a, b = meaning_of(key_of(one)), meaning_of(key_of(other))
    return float(a @ b / (np.linalg.norm(a) * np.linalg.norm(b)))


@pytest.mark.parametrize(("group", "others"), [(LEADERS[:5], STREETS), (STREETS, GOODS), (GOODS, LEADERS[:5])])
def test_a_word_is_more_like_its_translations_than_like_other_words(group: list[str], others: list[str]) -> None:
    within = np.mean([_like(*pair) for pair in combinations(group, 2)])
    without = np.mean([_like(*pair) for pair in product(group, others)])
    assert within > without + 0.3


def test_of_a_word_that_is_not_known_nothing_is_said() -> None:
    assert not meaning_of("qwzzkrrt").any()
    assert not meaning_of("").any()


def test_a_table_gives_back_what_was_packed() -> None:
    keys = ["one", "two", "three"]
    vectors = np.linspace(-2, 2, 3 * SIZE).reshape(3, SIZE).astype(np.float32)
    hashes = np.array([hash_of(key) for key in keys], np.uint32)
    order = np.argsort(hashes)
    table = Meanings(hashes[order], packed(vectors)[order])
    for key, vector in zip(keys, vectors, strict=True):
        np.testing.assert_allclose(table.of(key), vector, atol=1 / 32)
    assert not table.of("four").any()
