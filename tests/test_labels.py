import json

import numpy as np
import pytest

from cardscan.parse.features import Surroundings
from cardscan.parse.found import Span
from cardscan.parse.labels import LABELS, WEIGHTS, Weights, describe, label, probabilities, second_look, weights
from cardscan.parse.orgs import NAMES
from cardscan.parse.segments import Segment

NOTHING = Surroundings((), (), (), ())


def column(*texts: str) -> list[Segment]:
    return [Segment(t, Span(n, 0, len(t)), (0.1, 0.1 * n, 0.5, 0.1 * n + 0.05), 0.05) for n, t in enumerate(texts)]


def test_the_weights_fit_the_features():
    segments = column("Anna Schmidt", "Sales Manager")
    names, rows = describe(segments, NOTHING, 0.6)
    model = weights()
    assert names == model.names
    assert model.first.shape == (len(names) + 1, len(LABELS))
    looks = second_look(rows, probabilities(rows, model.first), segments)
    assert model.second.shape == (looks.shape[1] + 1, len(LABELS))
    assert tuple(json.loads(WEIGHTS.read_text())["company"]) == NAMES


def test_each_segment_gets_probabilities():
    likely = label(column("Anna Schmidt", "Sales Manager", "12, Dock Road, Hull HU1 2AB"), NOTHING, 0.6)
    assert np.allclose(likely.sum(axis=1), 1)
    assert [LABELS[i] for i in likely.argmax(axis=1)] == ["fn", "title", "adr"]
    assert label([], NOTHING, 0.6).shape == (0, len(LABELS))


def test_weights_of_other_features_are_refused():
    model = weights()
    other = Weights(model.names[1:], model.first, model.second, model.company)
    with pytest.raises(ValueError, match="fit_labels"):
        label(column("Anna Schmidt"), NOTHING, 0.6, other)


def test_initials_that_stand_alone_elsewhere_are_told():
    names, rows = describe(column("KV", "Kelmo Vestrano", "Anna Schmidt"), NOTHING, 0.6)
    assert rows[:, names.index("abbreviated")].tolist() == [0, 1, 0]


def test_a_name_in_other_letters_is_no_rival_and_bears_out_the_one_beside_it():
    alone, twin = column("汐見坂 蓮", "Kelmo"), column("汐見坂 蓮", "Anna Schmidt")
    looks = [second_look(*_first(segments), segments)[0] for segments in (alone, twin)]
    changed = looks[1] - looks[0]
    assert changed.max() > 0.5  # the twin, and the line below
    model = weights()
    chance = [probabilities(look[None], model.second)[0][LABELS.index("fn")] for look in looks]
    assert chance[1] > chance[0]


def _first(segments: list[Segment]) -> tuple[np.ndarray, np.ndarray]:
    _, rows = describe(segments, NOTHING, 0.6)
    return rows, probabilities(rows, weights().first)
