"""The bench of matching: its pairs, and how a threshold is chosen."""

from bench.meaning import WANTED, Measured, Pair, by_stems, by_synonyms, read_pairs, stems


def test_there_are_pairs_enough_of_both_kinds_in_both_halves() -> None:
    pairs = read_pairs()
    assert len({(each.seeks, each.offers) for each in pairs}) == len(pairs)
    for matches in (True, False):
        held_out = [each.held_out for each in pairs if each.matches is matches]
        assert len(held_out) >= 150
        assert min(held_out.count(True), held_out.count(False)) >= 70


def test_the_threshold_is_the_lowest_that_is_precise() -> None:
    scores = {("a", "a"): 0.9, ("b", "b"): 0.6, ("c", "c"): 0.3, ("b", "x"): 0.4}
    pairs = [Pair(name, name, name, True) for name in "abc"] + [Pair("b", "b", "x", False)]
    measured = Measured(lambda seeks, offers: scores.get((seeks, offers), 0.0), pairs)
    assert measured.threshold(lambda of: of.hard) == 0.6
    assert measured.threshold(lambda of: of.everyday) == 0.3
    at = measured.at(0.3)
    assert (at.recall, at.hard, at.everyday) == (1.0, 0.5, 1.0)
    assert at.hard < WANTED


def test_synonyms_count_as_the_word_does() -> None:
    [solar] = stems("solar")
    assert by_stems("solar panels", "photovoltaics") == 0
    assert by_synonyms({solar: frozenset(stems("photovoltaics"))})("solar panels", "photovoltaics") == 1
