"""The bench of matching: its pairs, and how a threshold is chosen."""

from bench.meaning import BESIDE, PAIRS, PRECISE, UNSEEN, Measured, Pair, by_stems, by_synonyms, read_pairs, stems


def test_there_are_pairs_enough_of_both_kinds_to_choose_by_and_others_to_measure() -> None:
    chosen, unseen = read_pairs(PAIRS), read_pairs(UNSEEN)
    assert not {each.seeks for each in chosen} & {each.seeks for each in unseen}
    for pairs, least in ((chosen, 200), (unseen, 70)):
        assert len({(each.seeks, each.offers) for each in pairs}) == len(pairs)
        assert all(each.fields for each in pairs)
        for matches in (True, False):
            assert sum(each.matches is matches for each in pairs) >= least


def test_the_threshold_is_the_lowest_that_is_precise() -> None:
    scores = {("a", "a"): 0.9, ("b", "b"): 0.6, ("c", "c"): 0.3, ("b", "x"): 0.4}
    pairs = [Pair(frozenset(name), name, name, True) for name in "abc"] + [Pair(frozenset("b"), "b", "x", False)]
    measured = Measured(lambda seeks, offers: scores.get((seeks, offers), 0.0), pairs)
    assert measured.threshold(lambda of: of.hard, PRECISE["few"]) == 0.6
    assert measured.threshold(lambda of: of.everyday["few"], PRECISE["few"]) == 0.3
    at = measured.at(0.3)
    assert (at.recall, at.hard, at.everyday) == (1.0, 0.5, dict.fromkeys(BESIDE, 1.0))


def test_what_is_offered_in_a_topic_of_the_same_field_is_not_taken_for_wrong() -> None:
    topics = (("solar", "energy"), ("heating", "energy"), ("choirs",))
    pairs = [Pair(frozenset(fields), fields[0], fields[0], True) for fields in topics]
    measured = Measured(lambda seeks, offers: 1.0, pairs)
    assert len(measured.everyday) == 4  # choirs with both, and both with choirs


def test_synonyms_count_as_the_word_does() -> None:
    [solar] = stems("solar")
    assert by_stems("solar panels", "photovoltaics") == 0
    assert by_synonyms({solar: frozenset(stems("photovoltaics"))})("solar panels", "photovoltaics") == 1
