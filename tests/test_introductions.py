"""Who is proposed to whom, by which words."""

from dataclasses import replace

import made
from hypothesis import given
from hypothesis import strategies as st
from met import GOOD, HOUR, meeting, person

from cardscan.connections.introductions import matches
from cardscan.person import Person

SEEKS = replace(GOOD, looks_for="a hydrologist who models silt in canals")
OFFERS = replace(GOOD, talked="runs a lab beside the old locks", offers="hydrology: silt models for any canal")


def someone(number: int, org: str, *notes: object, title: str = "Pilot", **more: object) -> Person:
    host = "".join(filter(str.isalpha, org)).lower()
    made_up = person(number, f"Nym Number{number}", title, org, meeting(number, HOUR, *notes))  # type: ignore[arg-type]
    contact = replace(made_up.contact, email=(made.field(f"n{number}@{host}.example"),))
    return replace(made_up, contact=contact, **more)  # type: ignore[arg-type]


SEEKER = someone(1, "Brackwyth", SEEKS)
GIVER = someone(2, "Tarn", OFFERS)


def found(*people: Person) -> list[tuple[int, int]]:
    return [(pair.seeker.id, pair.giver.id) for pair in matches(people)]


def test_what_one_looks_for_is_what_another_offers() -> None:
    (pair,) = matches([SEEKER, GIVER])
    assert (pair.seeker, pair.giver) == (SEEKER, GIVER)
    assert set(pair.words) == {"hydrologist", "models", "silt", "canals"}
    assert pair.score > 0


def test_only_quality_connections_are_paired() -> None:
    for note in (replace(OFFERS, can_help="n/a"), replace(OFFERS, again=False)):
        assert found(SEEKER, someone(2, "Tarn", note)) == []
    assert found(someone(1, "Brackwyth", replace(SEEKS, again=False)), GIVER) == []


def test_nobody_is_paired_within_a_company_or_with_themselves() -> None:
    assert found(SEEKER, someone(2, "Brackwyth Ltd", OFFERS)) == []
    colleague = replace(GIVER, contact=replace(GIVER.contact, email=(made.field("other@brackwyth.example"),)))
    assert found(SEEKER, colleague) == []
    assert found(someone(1, "Brackwyth", replace(SEEKS, offers=OFFERS.offers))) == []


def test_words_that_anyone_says_match_nothing() -> None:
    seeks = replace(GOOD, looks_for="would like to meet some nice people, a good chat")
    offers = replace(GOOD, offers="would like to follow up, nice people")
    assert found(someone(1, "Brackwyth", seeks), someone(2, "Tarn", offers)) == []


def test_a_word_of_the_title_is_enough_one_of_the_talk_is_not() -> None:
    seeks = replace(GOOD, looks_for="a hydrologist")
    talk = replace(GOOD, talked="her brother is a hydrologist in Ghent")
    assert found(someone(1, "Brackwyth", seeks), someone(2, "Tarn", GOOD, title="Hydrologist")) == [(1, 2)]
    assert found(someone(1, "Brackwyth", seeks), someone(2, "Tarn", talk)) == []


def test_rare_words_tell_more_than_words_of_many() -> None:
    seeker = someone(1, "Brackwyth", replace(GOOD, looks_for="timber, heron feathers"))
    timber = [someone(n, f"Timber{n}", replace(GOOD, offers="timber")) for n in range(2, 6)]
    heron = someone(9, "Heronry", replace(GOOD, offers="heron feathers"))
    assert found(seeker, *timber, heron)[0] == (1, 9)


def test_those_who_seek_get_five_at_most_and_of_one_only_theirs_are_given() -> None:
    givers = [someone(n, f"Firm{n}x", replace(OFFERS, offers=f"silt models, kind {n}")) for n in range(2, 10)]
    assert len(found(SEEKER, *givers)) == 5
    assert [pair.giver.id for pair in matches([SEEKER, *givers], frozenset((1, 9)))] == [9]
    assert matches([SEEKER, *givers], frozenset((2, 3))) == ()


def test_across_endings_and_languages_and_scripts() -> None:
    def match(looks_for: str, offers: str) -> tuple[str, ...]:
        people = (
            someone(1, "Brackwyth", replace(GOOD, looks_for=looks_for)),
            someone(2, "Tarn", replace(OFFERS, offers=offers)),
        )
        return next((pair.words for pair in matches(people)), ())

    assert match("an installer of batteries", "installing a battery") == ("batteries", "installer")
    assert match("sucht einen Schreiner", "bietet Schreinerei mit zwei Schreinern") == ("schreiner",)
    assert match("cherche des oliviers", "vend un olivier") == ("oliviers",)
    assert "水門" in match("水門の設計者", "古い水門を直す")


@given(st.text(), st.text(), st.text())
def test_any_text_can_be_matched(looks_for: str, offers: str, org: str) -> None:
    people = [
        someone(1, org, replace(GOOD, looks_for=looks_for, offers=offers)),
        someone(2, "Tarn", replace(GOOD, looks_for=offers, offers=looks_for)),
    ]
    for pair in matches(people):
        assert pair.words and pair.seeker.id != pair.giver.id
