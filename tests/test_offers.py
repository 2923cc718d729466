"""Which of your gifts are offered to whom, and where that is said."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import made
import pytest
from conftest import Run
from made import NOW
from met import GOOD, HOUR, meeting, person, prepared, promise
from served import Served, serving

from cardscan.connections.events.prep import prep
from cardscan.connections.gifts import unwritten, written
from cardscan.connections.offers import Offer, offers, offers_to_read, who_offers
from cardscan.connections.us import named
from cardscan.person import Gift, Person
from cardscan.store import Store

TODAY = date(2026, 12, 4)
SEEKS = replace(GOOD, can_help="", looks_for="a hydrologist who models silt in canals")


def gift(number: int, text: str, **more: object) -> Gift:
    return replace(Gift(number, text, NOW), **more)  # type: ignore[arg-type]


def someone(*notes: object, **more: object) -> Person:
    return person(1, "Nym Tarn", "Pilot", "Tarn", meeting(1, HOUR, *notes), **more)  # type: ignore[arg-type]


SILT = gift(1, "intro to the silt lab in Ghent")


def offered(of: Person, *gifts: Gift) -> list[int]:
    return [each.gift.id for each in offers(of, gifts, TODAY)]


def test_what_someone_looks_for_is_offered_with_its_words() -> None:
    two = gift(2, "Models of canals and silt")
    assert offers(someone(SEEKS), [SILT, two, gift(3, "a desk by the quay")], TODAY) == (
        Offer(two, ("models", "canals", "silt")),
        Offer(SILT, ("silt",)),
    )


def test_tags_count_as_words_do() -> None:
    assert offered(someone(SEEKS), gift(4, "an afternoon of my time", tags=("Hydrology",))) == [4]


def test_how_you_can_help_counts_until_you_did() -> None:
    helps = replace(GOOD, can_help="name of the crane inspector in Gdynia")
    crane = gift(5, "crane inspectors whom I trust")
    assert offered(someone(helps), crane) == [5]
    done = promise(1, "name of the crane inspector in Gdynia", kept=NOW)
    assert offered(someone(helps, promises=(done,)), crane) == []


def test_what_you_promised_counts_and_what_they_promised_does_not() -> None:
    lab = gift(6, "the hull paint lab")
    assert offered(someone(promises=(promise(1, "find a lab for her paint"),)), lab) == [6]
    for other in ({"owner": "them"}, {"kept": NOW}, {"dropped": NOW}):
        assert offered(someone(promises=(promise(1, "find a lab for her paint", **other),)), lab) == []


def test_nothing_is_offered_twice_or_too_late() -> None:
    given = promise(1, "anything", gift_id=SILT.id, kept=NOW)
    assert offered(someone(SEEKS, promises=(given,)), SILT) == []
    assert offered(someone(SEEKS), replace(SILT, until=TODAY)) == [1]
    assert offered(someone(SEEKS), replace(SILT, until=TODAY - timedelta(days=1))) == []


def test_words_that_say_nothing_match_nothing() -> None:
    assert offered(someone(replace(SEEKS, looks_for="someone to talk to")), gift(7, "someone to call")) == []


def test_it_is_said_whose_it_is() -> None:
    assert who_offers(SILT, "Bo") == who_offers(replace(SILT, by="Bo"), "bó") == "you offer"
    assert who_offers(replace(SILT, by="Bo"), "Anna") == "Bo offers"
    assert named("Bo") == "Bo"


def test_a_page_before_an_event_says_what_fits_whom() -> None:
    seeker = someone(replace(SEEKS, can_help=GOOD.can_help))
    event = replace(HOUR, meet=("Pilot at Tarn", "a cold storage expert"), give=("a quiet desk",))
    cold = gift(2, "cold storage by the harbour")
    page = prep(event, [[seeker], []], [], gifts=[SILT, cold, gift(3, "a choir")])
    lines = [(line.text, line.of and line.of.name, line.gift_id) for line in page.give]
    assert ("a quiet desk", None, None) in lines
    assert lines[-2:] == [(SILT.text, "Nym Tarn", 1), (cold.text, None, 2)]
    assert not any(line.gift_id for line in prepared(event, [seeker], [event]).give)


def test_a_text_is_read_for_what_fits_it() -> None:
    assert [each.gift for each in offers_to_read("whoever knows silt", [SILT], TODAY)] == [SILT]
    assert offers_to_read("", [SILT], TODAY) == ()


@pytest.fixture
def seeking(run: Run, db: str) -> None:
    made.people(db, "Ottoline Brackwyth", "Zdislav Kvapilík")
    run("edit", "2", "--org", "Kvapil Instruments", "--email", "zk@kvapil.example", "--url", "")
    run("give", "add", "intro to the silt lab in Ghent")
    run("give", "add", "a desk by the quay")


def test_commands_say_what_you_offer(run: Run, seeking: None, db: str) -> None:
    talked, help_ = "dredges a canal by the upper lock", "send the chart of the slipway"
    _, _, err = run("note", "1", "--talked", talked, "--can-help", help_, "--looks-for", "anybody who models silt")
    assert "you offer: intro to the silt lab in Ghent (silt); once you did: cardscan give to 1 1\n" in err
    assert "desk" not in err
    assert "you offer:    intro to the silt lab in Ghent (gift 1; silt)\n" in run("show", "1")[1]
    assert run("introduce", "1")[1] == "    you offer: intro to the silt lab in Ghent (silt)\n"
    run("note", "2", "--talked", "runs a lab for silt in Brno", "--can-help", help_, "--offers", "models silt")
    assert "\n    you offer: intro to the silt lab in Ghent (silt)\n" in run("introduce")[1]
    pair = json.loads(run("introduce", "--json")[1].splitlines()[0])
    silt = {"gift_id": 1, "text": "intro to the silt lab in Ghent", "words": ["silt"], "may_fit": None}
    assert pair["you_offer"] == [silt]
    run("event", "add", "Tide fair", "--date", "tomorrow", "--meet", "Ottoline Brackwyth")
    assert "  intro to the silt lab in Ghent (for Ottoline Brackwyth)\n" in run("event", "prep")[1]
    [line] = [each for each in json.loads(run("event", "prep", "--json")[1])["give"] if "gift_id" in each]
    assert (line["gift_id"], line["of"]["id"]) == (1, 1)
    run("give", "to", "1", "silt")
    assert "you offer" not in run("show", "1")[1]
    assert "you offer" not in run("note", "1", "--not-again")[2]


@pytest.fixture
def served(db: str, store: Store, tmp_path: Path) -> Iterator[Served]:
    store.gifts.add(written(unwritten(), TODAY, "intro to the <silt> lab", tags=["mud"]), NOW)
    contact = made.contact("Ottoline Brackwyth")
    store.save(made.photo("/one.jpg", made.card(contact)), [[contact]], NOW)
    made.noted(store, 1, replace(SEEKS, can_help="send the chart of the slipway"), NOW)
    with serving(db, tmp_path / "log") as it:
        assert it.pair().status == 303
        yield it


def test_the_pages(served: Served, store: Store) -> None:
    assert "intro to the &lt;silt&gt; lab" in served.get("/gifts").text
    assert served.post("/gifts", {"text": "a desk", "tags": "place, quay", "until": ""}).status == 303
    assert [each.tags for each in store.gifts.all()] == [("mud",), ("place", "quay")]
    refused = served.post("/gifts", {"text": "a choir", "until": "2020-01-01"})
    assert refused.status == 422 and 'value="a choir"' in refused.text
    page = served.get("/people/1").text
    assert "You offer: <bdi>intro to the &lt;silt&gt; lab</bdi>" in page
    assert served.post("/people/1/given", {"gift": "1"}).status == 303
    assert [each.gift_id for each in store.promises()] == [1]
    after = served.get("/people/1").text
    assert "You offer" not in after
    assert "Ottoline Brackwyth" in served.get("/gifts").text
    assert served.post("/gifts/2", {"text": "a desk by the quay", "seen": "0123"}).status == 409
    assert served.post("/gifts/2", {"text": "a desk by the quay", "tags": "", "until": ""}).status == 303
    assert store.gifts.all()[1].text == "a desk by the quay"
    assert served.post("/gifts/2", {"do": "remove"}).status == 303
    assert len(store.gifts.all()) == 1
    assert "What you can give yourself" in served.get("/introductions").text
