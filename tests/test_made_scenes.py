"""Photos composed for fitting what tells a card's outline."""

import numpy as np
import pytest

from bench.clutter import drawn
from cardscan.detect.judge import Judge
from tools import fit_outlines
from tools.fit_outlines import Example, example_of, overlap
from tools.made import scenes


def test_a_seed_composes_one_photo_whose_cards_lie_in_it() -> None:
    cards = drawn()[:3]
    first, again = (scenes.compose(np.random.default_rng((1, 4)), cards) for _ in range(2))
    assert first is not None and again is not None
    assert first.kind == again.kind and (first.photo == again.photo).all()
    height, width = first.photo.shape[:2]
    for card in first.cards:
        assert card.shape == (4, 2)
        assert (card >= -2).all() and (card <= (width + 2, height + 2)).all()


@pytest.mark.parametrize(("x", "seen"), [(300, 4), (-100, 4), (-500, 0)])
def test_of_a_card_that_is_cut_off_what_is_seen_counts(x: int, seen: int) -> None:
    card = np.array([(x, 100), (x + 300, 100), (x + 300, 280), (x, 280)], np.float64)
    found = scenes._seen(card, 640, 480)
    assert (0 if found is None else len(found)) == seen
    if x < 0 and found is not None:
        assert sorted(found[:, 0].tolist()) == pytest.approx([0, 0, 200, 200])


def test_a_card_of_which_a_corner_is_cut_off_is_no_quad() -> None:
    assert scenes._seen(np.array([(-60, 200), (200, -80), (400, 100), (140, 380)], np.float64), 640, 480) is None


def test_outlines_are_judged_by_what_they_share_with_a_card() -> None:
    box = np.array([(0, 0), (100, 0), (100, 50), (0, 50)], np.float64)
    assert overlap(box, box) == pytest.approx(1)
    assert overlap(box, box + (50, 0)) == pytest.approx(1 / 3)
    assert overlap(box, box + (200, 0)) == 0


def test_a_photo_gives_its_outlines_as_examples() -> None:
    photo = np.full((300, 400, 3), (60, 90, 120), np.uint8)
    photo[80:220, 90:320] = (235, 240, 240)
    card = np.array([(90, 80), (320, 80), (320, 220), (90, 220)], np.float64)
    example = example_of(scenes.Composed("drawn", photo, [card]), [])
    assert example is not None and example.cards == 1
    assert example.overlap.max() > 0.95 and example.signs.shape == (len(example.overlap), len(example.names))
    assert example_of(scenes.Composed("none", np.zeros((90, 90, 3), np.uint8), []), []) is None


def test_the_judge_learns_from_examples(capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("torch")
    rng = np.random.default_rng(2)
    signs = rng.normal(size=(4000, 2)).astype(np.float32)
    known = Example("drawn", ("a", "b"), signs, (signs[:, 0] > 1).astype(np.float32), 1)
    judge = Judge(fit_outlines.fit([known]))
    chances = judge.chances({"a": np.array([2.0, -1.0]), "b": np.zeros(2)})
    assert chances[0] > 0.9 and chances[1] < 0.1
    fit_outlines.judged(judge, [known])
    assert "drawn               1 of    1" in capsys.readouterr().out
