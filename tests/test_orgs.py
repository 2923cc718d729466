from dataclasses import replace

import numpy as np
import pytest

from cardscan.parse.features import Surroundings
from cardscan.parse.found import Span
from cardscan.parse.labels import LABELS, weights
from cardscan.parse.orgs import NAMES, bare, candidates, company_names, touching
from cardscan.parse.segments import Segment

NOTHING = Surroundings((), (), (), ())


def segment(text: str, y: float, x: float = 0.1, height: float = 0.04, line: int = 0) -> Segment:
    place = (x, y, x + 0.5 * height * len(text), y + height)
    return Segment(text, Span(line, 0, len(text)), place, height)


def rows(*chances: dict[str, float]) -> np.ndarray:
    """What the labels say; what is left goes to "other"."""
    out = np.zeros((len(chances), len(LABELS)))
    for row, chance in zip(out, chances, strict=True):
        for kind, p in chance.items():
            row[LABELS.index(kind)] = p
        row[-1] += 1 - row.sum()
    return out


def best(segments, likely, around=NOTHING):
    names = company_names(segments, likely, around, weights().company, 1, 0.0)
    return names[0][0].text if names else None


def test_a_group_hangs_together():
    assert touching(segment("Vestrano", 0.10), segment("Dental", 0.15))
    assert not touching(segment("Vestrano", 0.10), segment("Dental", 0.40))
    assert not touching(segment("Vestrano", 0.10), segment("Dental", 0.15, x=0.8))


def test_only_groups_that_hang_together_are_candidates():
    logo = [segment("Vestrano", 0.10), segment("Dental", 0.15, line=1), segment("Kelmo", 0.50, line=2)]
    texts = {n.text for n in candidates(logo, rows(*[{"org": 0.5}] * 3), NOTHING)}
    assert texts == {"Vestrano", "Dental", "Kelmo", "Vestrano Dental"}


def test_a_name_and_the_kind_of_business_below_it_are_one():
    logo = [segment("Vestrano", 0.1, height=0.08), segment("Dental Clinic", 0.19, line=1)]
    assert best(logo, rows({"org": 0.9}, {"org": 0.5})) == "Vestrano Dental Clinic"


def test_a_name_that_goes_on_is_not_cut():
    lines = [segment("Vestrano Hospitals &", 0.1), segment("Research Pvt. Ltd.", 0.145, line=1)]
    assert best(lines, rows({"org": 0.5}, {"org": 0.8})) == "Vestrano Hospitals & Research Pvt. Ltd."


def test_the_domain_tells_which_is_the_company():
    lines = [segment("Kelmo", 0.1), segment("Vestrano", 0.5, line=1)]
    around = Surroundings((), (), (), ("vestrano",))
    assert best(lines, rows({"org": 0.5}, {"org": 0.5}), around) == "Vestrano"


def test_what_is_dealt_in_is_not_the_company():
    lines = [
        segment("KELMO", 0.1),
        segment("VESTRANO", 0.4, line=1),
        segment("Authorised dealer of Kelmo, Ostrix, Panvar", 0.7, line=2),
    ]
    assert best(lines, rows({"org": 0.6}, {"org": 0.6}, {})) == "VESTRANO"


def test_two_scripts_are_two_names():
    lines = [segment("ウェストラノ工業", 0.1), segment("Vestrano Industries", 0.145, line=1)]
    assert best(lines, rows({"org": 0.9}, {"org": 0.8})) in ("ウェストラノ工業", "Vestrano Industries")


@pytest.mark.parametrize(
    ("name", "without"),
    [("Vestrano Pvt. Ltd.", "Vestrano"), ("株式会社柊", "柊"), ("Vestrano", "Vestrano"), ("GmbH", "GmbH")],
)
def test_the_legal_form_is_told_apart(name, without):
    assert bare(name).strip() == without


def features(*logo: Segment) -> dict[str, float]:
    """What the candidate of all segments is described by."""
    whole = max(candidates(logo, rows(*[{"org": 0.5}] * len(logo)), NOTHING), key=lambda n: len(n.segments))
    return dict(zip(NAMES, whole.features, strict=False))


def test_a_name_that_says_what_they_do_is_enough():
    assert features(segment("Vestrano Dental Clinic", 0.1))["enough"] == 1
    assert features(segment("Vestrano", 0.1))["enough"] == 0
    more = features(segment("Vestrano Couriers", 0.1), segment("International Courier", 0.15, line=1))
    assert more["more"] == 1
    assert features(segment("Vestrano", 0.1), segment("Dental Clinic", 0.15, line=1))["more"] == 0


def test_a_legal_form_ends_a_name():
    assert features(segment("Vestrano Ltd", 0.1), segment("Authorised Dealer", 0.15, line=1))["inner"] == 1
    assert features(segment("Vestrano", 0.1), segment("Dental Ltd", 0.15, line=1))["inner"] == 0
    assert features(segment("株式会社ケルモ", 0.1))["inner"] == 0


def test_words_that_names_of_companies_begin_with():
    assert features(segment("Shree Vestrano", 0.1))["lead"] == 1
    assert features(segment("Vestrano", 0.1))["lead"] == 0


def test_initials_are_a_name_and_a_slogan_is_none():
    assert features(segment("J. B. Traders", 0.1))["generic"] == 0
    assert features(segment("Traders", 0.1))["generic"] == 1
    slogan = features(segment("Vestrano", 0.1), segment("Mending Education", 0.15, line=1))
    assert slogan["slogan"] == 1 and slogan["completed"] == 0
    assert features(segment("Vestrano", 0.1), segment("Printing Press", 0.15, line=1))["slogan"] == 0


def test_a_list_of_what_they_do_completes_no_name():
    listed = features(segment("Vestrano", 0.1), segment("Clinic · Hospital · Pharmacy", 0.15, line=1))
    assert listed["completed"] == 0
    assert features(segment("Vestrano", 0.1), segment("Dental Clinic", 0.15, line=1))["completed"] == 1


def test_a_word_that_a_name_begins_with_is_not_left_out():
    logo = [segment("Shri", 0.1), segment("Vestrano", 0.145, line=1)]
    found = {
        n.text: dict(zip(NAMES, n.features, strict=False)) for n in candidates(logo, rows(*[{"org": 0.5}] * 2), NOTHING)
    }
    assert found["Vestrano"]["lead_left"] == 1 and found["Shri Vestrano"]["lead_left"] == 0
    assert best(logo, rows({"org": 0.6}, {"org": 0.8})) == "Shri Vestrano"


def test_a_name_says_no_word_twice_and_is_more_than_a_trade():
    assert features(segment("kelmo", 0.1), segment("Kelmo Works Ltd", 0.15, line=1))["twice"] == 1
    assert features(segment("Kelmo Works Ltd", 0.1))["twice"] == 0
    assert features(segment("Clinic", 0.1))["trade"] == 1
    assert features(segment("Vestrano Clinic", 0.1))["trade"] == 0


def test_what_stands_on_another_ground_is_told():
    paper, band = (240.0, 128.0, 128.0), (90.0, 170.0, 150.0)
    name = replace(segment("Vestrano", 0.1), ground=paper)
    assert features(name, replace(segment("Dental Clinic", 0.15, line=1), ground=band))["ground"] == 1
    shade = replace(segment("Dental Clinic", 0.15, line=1), ground=(229.0, 128.0, 129.0))
    assert features(name, shade)["ground"] == 0
    assert features(name, segment("Dental Clinic", 0.15, line=1))["ground"] == 0  # not known
