"""Counting grey levels tells the same as sorting them does."""

import numpy as np
import pytest

from cardscan.greys import percentiles

SHARES = (0, 2, 5, 50, 95, 98, 99, 100)


@pytest.mark.parametrize("size", [(1, 1), (1, 2), (2, 3), (28, 301), (48, 500)])
@pytest.mark.parametrize("levels", [1, 2, 17, 256])
def test_percentiles_are_those_of_numpy(size: tuple[int, int], levels: int) -> None:
    gray = np.random.default_rng(levels).integers(0, levels, size).astype(np.uint8)
    assert percentiles(gray, SHARES) == np.percentile(gray, SHARES).tolist()


def test_levels_may_be_more_than_a_byte_holds() -> None:
    slopes = np.random.default_rng(1).integers(0, 1021, (40, 300)).astype(np.uint16)
    assert percentiles(slopes, SHARES, 1021) == np.percentile(slopes, SHARES).tolist()


def test_a_part_of_a_picture_may_be_given() -> None:
    gray = np.random.default_rng(2).integers(0, 256, (60, 90)).astype(np.uint8)
    assert percentiles(gray[7:31, 5:80], (2, 50)) == np.percentile(gray[7:31, 5:80], (2, 50)).tolist()
