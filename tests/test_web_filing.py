"""On the pages: a company is filed, waiting ends and is said, and both are taken back. A real server over HTTP."""

import re
from collections.abc import Iterator
from pathlib import Path

import made
import pytest
from served import Served, serving
from test_companies import firm

from cardscan.actions.pace import pace_of
from cardscan.connections.standing import COMPANY, LET_GO, filed
from cardscan.store import Store


@pytest.fixture
def served(db: str, store: Store, tmp_path: Path) -> Iterator[Served]:
    made.people(db, "Ada Quillfeather", "Bodil Marramgrass")
    store.save(made.photo("/hotel.jpg", made.card(firm())), [(firm(),)], made.NOW)
    with serving(db, tmp_path / "log") as it:
        assert it.pair().status == 303
        yield it


def follow(served: Served, path: str, **form: str) -> str:
    answer = served.post(path, form)
    assert answer.status == 303, answer.text
    return served.get(answer.headers["location"]).text


def filings(store: Store) -> list[str]:
    return [filed(each) for each in store.people()]


def test_a_company_is_filed_and_asked_about_again(served: Served, store: Store) -> None:
    page = served.get("/people/3").text
    assert "Is this a company’s card?" in page and "none was found" not in page
    assert '<p class="standing is-company">Company</p>' in page
    inbox = served.get("/").text
    assert inbox.count(">company?<") == 1 and ">3</span>" in inbox
    assert "Filed as a company’s" in follow(served, "/people/3/file", do="company")
    assert filings(store) == ["", "", COMPANY] and ">2</span>" in served.get("/").text
    assert "Is this a company’s card?" in follow(served, "/people/3/file", do="waits")
    named = follow(served, "/people/3/add", kind="fn", value="Cosimo Tidewell")
    assert "Is this a company’s card?" not in named and "What did you talk about?" in named
    assert served.post("/people/1/file", {"do": "company"}).status == 422
    assert served.post("/people/1/file", {"do": "let go"}).status == 422
    assert served.get("/people?stage=companies").text.count("data-item") == 0


def test_waiting_ends_and_the_inbox_says_so(served: Served, store: Store) -> None:
    store.settings.put("waiting counts from", "2026-01-01")
    page = served.get("/").text
    assert "2 people and 1 company</a>" in page and "Nobody is waiting." in page
    assert filings(store) == [LET_GO] * 3
    assert served.get("/people?stage=let-go").text.count("data-item") == 3
    assert "No note came in time" in served.get("/people/1").text
    since, until = (re.findall(rf'name="{name}" value="([^"]+)"', page) for name in ("since", "until"))
    assert served.post("/let-go/back", {"since": since[0], "until": "now"}).status == 422
    follow(served, "/let-go/back", since=since[0], until=since[0])  # nobody was by then
    assert filings(store) == [LET_GO] * 3
    page = follow(served, "/let-go/back", since=since[0], until=until[0])
    assert "Waiting for your note again." in page and filings(store) == [""] * 3
    change = re.search(r'name="change" value="(\d+)"', page)
    assert change
    follow(served, "/undo", change=change[1], here="/")
    assert filings(store) == [LET_GO] * 3
    served.get("/today")
    assert filings(store) == [LET_GO] * 3


def test_how_often_it_asks_is_set_on_the_page(served: Served, store: Store) -> None:
    page = served.get("/settings").text
    assert re.search(r'name="number"[^>]* value="5"', page) and "<option selected>3 days</option>" in page
    assert re.search(r'name="number"[^>]* value="2"', follow(served, "/settings/ask-about", number="2"))
    assert "<option selected>10 days</option>" in follow(served, "/settings/ask-again-after", rest="10 days")
    assert (pace_of(store).people, pace_of(store).rest) == (2, "10 days")
    for path, form in (("ask-about", {"number": "51"}), ("ask-about", {}), ("ask-again-after", {"rest": "soon"})):
        assert served.post(f"/settings/{path}", form).status == 422
    assert (pace_of(store).people, pace_of(store).rest) == (2, "10 days")


def test_the_span_is_set_on_the_page(served: Served, store: Store) -> None:
    store.settings.put("waiting counts from", "2026-01-01")
    assert "<option selected>month</option>" in served.get("/settings").text
    assert "<option selected>never</option>" in follow(served, "/settings/let-go", after="never")
    assert "<option selected>10 weeks</option>" in follow(served, "/settings/let-go", after="10 weeks")
    assert served.post("/settings/let-go", {"after": "soon"}).status == 422
    follow(served, "/settings/let-go", after="never")
    served.get("/")
    assert filings(store) == [""] * 3
