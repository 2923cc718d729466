"""The API under whatever may be sent: no server error, and what it says is what its schema says. A real server."""

import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from made import NOW, card, contact, field, noted, photo
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import content_type_conformance, status_code_conformance
from served import Served, serving

from cardscan.connections.gifts import unwritten
from cardscan.person import Event, Note
from cardscan.store import Occasion, open_store


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> str:
    file = str(tmp_path_factory.mktemp("web") / "x.db")
    with open_store(file) as store:
        event = store.add_event(Event(0, "Tide fair", NOW.date(), meet=("a pilot",)), NOW)
        for number, name in enumerate(("Ottoline Brackwyth", "Perrin Quillfeather", "Isolde Marramgrass"), 1):
            of = contact(name, f"{name.split()[1]} & Co", tel=(), email=())
            store.save(photo(f"/photos/{number}.jpg", card(of)), [(of,)], NOW, Occasion(event.id))
        store.add_promise(1, "send the tide tables", "me", NOW.date(), NOW)
        store.gifts.add(replace(unwritten(), text="intro to the hull paint lab"), NOW)
        for number, (name, seeks, offers) in enumerate(
            (("Averil Thistlewood", "hull paint for ice", "berths in Oslo"), ("Tancred Oxenhope", "", "hull paint")), 4
        ):
            of = contact(name, f"{name.split()[1]} Works", tel=(), email=(field(f"p{number}@{number}.example"),))
            store.save(photo(f"/photos/{number}.jpg", card(of)), [(of,)], NOW, Occasion(event.id))
            noted(store, number, Note("her ferries lose a week of paint", "introduce the caulker from Tolsay", NOW,
                                      looks_for=seeks, offers=offers), NOW)  # fmt: skip
    return file


@pytest.fixture(scope="module")
def served(db: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    with serving(db, tmp_path_factory.mktemp("log") / "log") as it:
        assert it.pair().status == 303
        yield it


def test_it_follows_the_rules_of_the_commands(served: Served) -> None:
    kind = {"Content_Type": "application/json", "Origin": served.base}
    found = served.get("/api/people?q=perrin").json()
    assert isinstance(found, dict)
    [person] = found["people"]
    where = f"/api/people/{person['id']}"
    assert person["held_back"]
    poor = served.ask("POST", f"{where}/notes", '{"talked": "nice chat", "can_help": ""}', **kind).json()
    assert isinstance(poor, dict)
    assert not poor["taken"] and {each["part"] for each in poor["refusals"]} == {"talked", "can_help"}
    good = '{"talked": "his pilot boats leak at the stern", "can_help": "introduce the caulker from Tolsay"}'
    assert served.ask("POST", f"{where}/judge", good, **kind).json() == {"passed": True, "refusals": []}
    taken = served.ask("POST", f"{where}/notes", good, **kind).json()
    assert isinstance(taken, dict)
    assert taken["taken"] and taken["promise"]["text"] == "introduce the caulker from Tolsay"
    assert served.get(where).json()["held_back"] == ""  # type: ignore[index]
    wrong = served.ask("PATCH", f"{where}/fields", '{"add": [["tel", "12"]]}', **kind)
    assert wrong.status == 422 and "not a telephone number" in wrong.text
    assert served.get("/api/people/99").status == 404
    assert served.get("/api/people/99999999999999999999999").status == 422


def test_giving_from_the_list_to_the_person(served: Served) -> None:
    kind = {"Content_Type": "application/json", "Origin": served.base}

    def sent(how: str, path: str, **body: object) -> Any:
        answer = served.ask(how, f"/api{path}", json.dumps(body), **kind)
        return answer.json() if answer.status == 200 else answer.status

    desk = sent("POST", "/gifts", text="a desk in the sail loft", tags=["place"], until="2031-03-31")
    assert (desk["text"], desk["tags"], desk["until"], desk["given"]) == (
        "a desk in the sail loft", ["place"], "2031-03-31", []
    )  # fmt: skip
    gifts: Any = served.get("/api/gifts").json()
    assert [each["id"] for each in gifts][-1] == desk["id"]
    assert served.get("/api/gifts?tag=place").json() == [desk] and served.get("/api/gifts?tag=boats").json() == []
    paint = next(each for each in gifts if each["text"] == "intro to the hull paint lab")
    [offer] = served.get("/api/people/4/offers").json()  # type: ignore[misc]
    assert (offer["gift_id"], offer["words"]) == (paint["id"], ["hull", "paint"])
    given = sent("POST", f"/gifts/{paint['id']}/given", person=4, date="yesterday")
    assert given["person_id"] == 4 and given["gift_id"] == paint["id"] and given["kept"]
    assert served.get("/api/people/4/offers").json() == []
    changed = sent("PATCH", f"/gifts/{desk['id']}", tags=[], until="")
    assert (changed["text"], changed["tags"], changed["until"]) == (desk["text"], [], None)
    stale = served.ask("DELETE", f"/api/gifts/{desk['id']}", If_Match=desk["etag"], Origin=served.base)
    assert stale.status == 412
    assert sent("DELETE", f"/gifts/{desk['id']}") == 204 and sent("DELETE", f"/gifts/{desk['id']}") == 422
    assert sent("POST", "/gifts", text=" ") == 422


def test_introductions_from_asking_to_hearing_back(served: Served) -> None:
    kind = {"Content_Type": "application/json", "Origin": served.base}
    where = "/api/introductions/4/with/5"

    def sent(path: str, **body: object) -> Any:
        return served.ask("POST", f"{where}{path}", json.dumps(body), **kind).json()

    before: Any = served.get(where).json()
    assert (before["begun"], before["step"], [each["to"] for each in before["mails"]]) == (None, "asked", [[4], [5]])
    assert served.get(where).json() == before and served.get("/api/introductions/begun").json()["number"] == 0  # type: ignore[index]
    asked = sent("")
    assert asked["mails"] == before["mails"] and "Oxenhope" not in asked["mails"][0]["eml"]
    assert "X-Unsent: 1" in asked["mails"][0]["eml"]
    assert "answer is waited for" in served.get(where).json()["waits"]["error"]  # type: ignore[index]
    assert sent("")["error"] and "were not introduced yet" in sent("/heard", words="they met")["error"]
    assert sent("/answer", who=4, answer="yes")["state"] == "asked"
    assert "none of the two" in sent("/answer", who=3, answer="yes")["error"]
    assert sent("/answer", who=5, answer="yes")["state"] == "yes"
    assert [each["to"] for each in sent("")["mails"]] == [[4, 5]]
    told = sent("/heard", words="they meet in June")
    assert (told["person_id"], told["with"], told["state"]) == (4, 5, "heard back")
    begun: Any = served.get("/api/introductions/begun?limit=1").json()
    assert begun == {"introductions": [told], "number": 1, "next": None}


def test_a_note_goes_with_a_photo_before_anyone_has_read_it(served: Served) -> None:
    kind = {"Content_Type": "application/json", "Origin": served.base}
    [sent] = served.send("/api/uploads", {"one.jpg": b"no photo"}).json()  # type: ignore[misc]
    [again] = served.send("/api/uploads", {"one.jpg": b"no photo"}, once="yes").json()  # type: ignore[misc]
    assert again["id"] == sent["id"]
    assert [each["name"] for each in served.get("/api/uploads").json()] == ["one.jpg"]  # type: ignore[attr-defined]
    where = f"/api/uploads/{sent['id']}"
    kept = served.ask("POST", f"{where}/note", '{"talked": "her ferries lose a week of paint"}', **kind)
    assert kept.status == 200 and kept.json()["note"] is None and kept.json()["found"] == []  # type: ignore[index]
    assert "her ferries lose a week of paint" in served.get("/capture").text or not served.get(where).json()["done"]  # type: ignore[index]
    assert served.ask("POST", f"{where}/note", '{"talked": 7}', **kind).status == 422
    assert served.ask("POST", "/api/uploads/99/note", "{}", **kind).status == 422


def test_nothing_that_is_sent_breaks_it(served: Served) -> None:
    mine = {"Cookie": served.cookie}
    schema = schemathesis.openapi.from_url(f"{served.base}/api/openapi.json", headers=mine)
    checks = (not_a_server_error, status_code_conformance, content_type_conformance)
    operations = [found.ok() for found in schema.get_all_operations()]
    assert len(operations) >= 29
    for operation in operations:

        @settings(
            max_examples=12, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
        )
        @given(case=operation.as_strategy())
        def sent(case: Any) -> None:
            case.call_and_validate(headers=mine, checks=checks)

        sent()
