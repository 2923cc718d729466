"""Who is proposed to whom, by which words."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import timedelta

import made
import pytest
from hypothesis import given
from hypothesis import strategies as st
from met import GOOD, HOUR, meeting, person

from cardscan.actions.introduce import SEEKERS, all_introductions, introductions, introductions_of
from cardscan.connections.introductions import Introduction, matches, proposed, rarity, said_by
from cardscan.model import Contact
from cardscan.person import Note, Person
from cardscan.store import Store

pytestmark = pytest.mark.both_engines

SEEKS = replace(GOOD, looks_for="a hydrologist who models silt in canals")
OFFERS = replace(GOOD, talked="runs a lab beside the old locks", offers="hydrology: silt models for any canal")


def someone(number: int, org: str, *notes: object, title: str = "Pilot", **more: object) -> Person:
    host = "".join(filter(str.isalpha, org)).lower()
    made_up = person(number, f"Nym Number{number}", title, org, meeting(number, HOUR, *notes))  # type: ignore[arg-type]
    contact = replace(made_up.contact, email=(made.field(f"n{number}@{host}.example"),))
    return replace(made_up, contact=contact, **more)  # type: ignore[arg-type]


SEEKER = someone(1, "Brackwyth", SEEKS)
GIVER = someone(2, "Tarn", OFFERS)


def pairs(people: Iterable[Person]) -> tuple[Introduction, ...]:
    """Pair people as the store does, which keeps what they said."""
    there = {each.id: each for each in people}
    said = {each.id: stems for each in there.values() if (stems := said_by(each))}
    carriers = Counter(stem for stems in said.values() for stem in stems)
    return tuple(proposed(matches(said, said, rarity(carriers, len(said))), there.get, Counter()))


def found(*people: Person) -> list[tuple[int, int]]:
    return [(pair.seeker.id, pair.giver.id) for pair in pairs(people)]


def test_what_one_looks_for_is_what_another_offers() -> None:
    (pair,) = pairs([SEEKER, GIVER])
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


def test_those_who_seek_get_five_at_most() -> None:
    givers = [someone(n, f"Firm{n}x", replace(OFFERS, offers=f"silt models, kind {n}")) for n in range(2, 10)]
    assert len(found(SEEKER, *givers)) == 5


def test_a_word_that_many_hundreds_have_finds_nobody_however_large_the_book() -> None:
    assert rarity({"silt": 500, "canal": 501, "tide": 20}, 1_000_000).keys() == {"silt", "tide"}
    assert rarity({"silt": 20, "canal": 21}, 50).keys() == {"silt"}


def stored(store: Store, *notes: Note | None) -> None:
    """Store people of companies of their own, one of each note."""
    for number, note in enumerate(notes):
        word = f"{chr(97 + number)}nym"
        [one] = store.save(made.photo(f"/photos/{number}.jpg"), [(_of(word),)], made.NOW) or ()
        if note:
            made.noted(store, one.id, replace(note, written=made.NOW + timedelta(minutes=number)), made.NOW)


def _of(word: str) -> Contact:
    mail = (made.field(f"{word}@{word}.example"),)
    return made.contact(f"{word.capitalize()} Quill{word}", word.upper(), title=(), tel=(), email=mail)


def ids(introduced: Iterable[Introduction]) -> list[tuple[int, int]]:
    return [(each.seeker.id, each.giver.id) for each in introduced]


def test_the_store_finds_the_same_pairs_and_of_one_only_theirs(store: Store) -> None:
    stored(store, SEEKS, *(replace(OFFERS, offers=f"silt models, kind {n}") for n in range(2, 10)), None)
    assert ids(introductions(store)) == ids(all_introductions(store)) == ids(pairs(store.people()))
    assert len(ids(introductions(store))) == 5
    assert ids(introductions_of(store, 1)) == ids(introductions(store))
    assert ids(introductions_of(store, 9)) == [(1, 9)]
    assert ids(introductions_of(store, 10)) == []


def test_who_is_no_longer_what_they_were_is_not_introduced(store: Store) -> None:
    stored(store, SEEKS, OFFERS)
    assert ids(introductions(store)) == [(1, 2)]
    made.noted(store, 2, replace(OFFERS, again=False, written=made.NOW + timedelta(days=1)), made.NOW)
    assert ids(introductions(store)) == []
    store.undo(made.NOW)
    assert ids(introductions(store)) == [(1, 2)]
    store.forget(1)
    assert ids(introductions(store)) == []


def test_who_was_noted_last_comes_up(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cardscan.actions.introduce.SEEKERS", 1)
    heron = replace(GOOD, talked="keeps a mews by the weir", looks_for="heron feathers")
    stored(store, SEEKS, OFFERS, replace(GOOD, talked="sells plumes to hatters abroad", offers="heron feathers"), heron)
    assert ids(introductions(store)) == [(4, 3)]
    assert sorted(ids(all_introductions(store))) == [(1, 2), (4, 3)]
    assert SEEKERS == 100


def test_who_seeks_and_has_had_five_is_not_read_for_more(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cardscan.actions.introduce._AT_ONCE", 4)
    stored(store, SEEKS, *[OFFERS] * 19)
    read: list[int] = []
    these = type(store.directory).these
    monkeypatch.setattr(
        type(store.directory), "these", lambda at, ids, **how: read.extend(ids) or these(at, ids, **how)
    )
    assert len(list(introductions(store))) == 5 and len(read) == 9


def test_colleagues_who_could_all_help_are_read_in_few_lots(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    stored(store, SEEKS, *[OFFERS] * 15)
    for number in range(2, 16):
        store.edit(number, lambda contact: replace(contact, org=store.person(1).contact.org), made.NOW)
    lots: list[int] = []
    these = type(store.directory).these
    monkeypatch.setattr(
        type(store.directory), "these", lambda at, ids, **how: lots.append(len(ids)) or these(at, ids, **how)
    )
    assert ids(introductions(store)) == [(1, 16)] and len(lots) <= 3


def test_across_endings_and_languages_and_scripts() -> None:
    def match(looks_for: str, offers: str) -> tuple[str, ...]:
        people = (
            someone(1, "Brackwyth", replace(GOOD, looks_for=looks_for)),
            someone(2, "Tarn", replace(OFFERS, offers=offers)),
        )
        return next((pair.words for pair in pairs(people)), ())

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
    for pair in pairs(people):
        assert pair.words and pair.seeker.id != pair.giver.id
