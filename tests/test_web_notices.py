"""What a page says once after a form was taken, and "Take it back", which takes back that and nothing else."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from made import NOW, card, contact, photo
from served import Answer, Served, serving

from cardscan.store import open_store
from cardscan.web.notices import Notice, Notices


@pytest.fixture(scope="module")
def db(tmp_path_factory: pytest.TempPathFactory) -> str:
    file = str(tmp_path_factory.mktemp("web") / "x.db")
    with open_store(file) as store:
        for name in ("Ottoline Brackwyth", "Perrin Quillfeather", "Isolde Marramgrass", "Tancred Oxenhope"):
            of = contact(name)
            store.save(photo(f"/photos/{name}.jpg", card(of)), [(of,)], NOW)
    return file


@pytest.fixture(scope="module")
def served(db: str) -> Iterator[Served]:
    with serving(db, Path(db).parent / "log") as it:
        it.pair()
        yield it


def edit(served: Served, person: int, title: str, was: str = "Head of Tides") -> str:
    """Correct a title as the page does, and give the page that comes then."""
    form = {"kind": "title", "was": was, "value": title}
    return follow(served, served.post(f"/people/{person}/field", form))


def follow(served: Served, answer: Answer) -> str:
    assert answer.status == 303
    return served.get(answer.headers["location"].partition("#")[0]).text


def change_in(page: str) -> str:
    found = re.search(r'name="change" value="(\d+)"', page)
    assert found and "Take it back" in page
    return found[1]


def title(db: str, person: int) -> str:
    with open_store(db) as store:
        return store.person(person).contact.title[0].value


def test_it_takes_back_what_it_names_and_nothing_that_came_since(served: Served, db: str) -> None:
    mine = change_in(edit(served, 1, "Head of Ebb"))
    theirs = change_in(edit(served, 2, "Head of Oats"))  # somebody else's, on another device
    refused = served.post("/undo", {"change": mine, "here": "/people/1"})
    assert refused.status == 409 and "Something else has changed since (edit)" in refused.text
    assert (title(db, 1), title(db, 2)) == ("Head of Ebb", "Head of Oats")
    assert served.post("/undo", {"change": theirs}).status == 303
    assert served.post("/undo", {"change": theirs}).status == 409  # pressed twice
    assert (title(db, 1), title(db, 2)) == ("Head of Ebb", "Head of Tides")
    assert served.post("/undo", {"change": mine}).status == 303
    assert title(db, 1) == "Head of Tides"
    assert served.post("/undo", {}).status == 422  # one that names nothing


def test_an_address_that_others_made_up_says_and_offers_nothing(served: Served) -> None:
    edit(served, 3, "Head of Ebb")
    for made_up in ("said=saved", "said=forgotten", "told=saved", "told=", "told=1", "change=1"):
        for path in ("/", "/people/1", "/people", "/today"):
            page = served.get(f"{path}?{made_up}").text
            assert 'role="status" tabindex' not in page and "/undo" not in page, (path, made_up)


def test_it_is_said_once(served: Served) -> None:
    answer = served.post("/people/1/contacted")
    where = answer.headers["location"].partition("#")[0]
    assert "you were in touch" in served.get(where, HX_Request="true").text  # a script, which may lead there
    assert "you were in touch" in follow(served, answer)
    assert "you were in touch" not in follow(served, answer)


def test_what_changed_nothing_offers_nothing_to_take_back(served: Served) -> None:
    for number in range(2):  # in touch today: the second time it is known already
        page = follow(served, served.post("/people/2/contacted"))
        assert "you were in touch" in page
        assert ("Take it back" in page) == (number == 0)


def test_programs_name_the_change_too(served: Served, db: str) -> None:
    edit(served, 4, "Head of Ebb")
    last = served.get("/api/undo").json()
    assert isinstance(last, dict) and (last["action"], last["people"]) == ("edit", [4])
    edit(served, 2, "Head of Oats")
    assert served.post(f"/api/undo?change={last['id']}").status == 409
    assert served.post("/api/undo").status == 200 and title(db, 2) == "Head of Tides"
    assert served.post(f"/api/undo?change={last['id']}").status == 200 and title(db, 4) == "Head of Tides"


def test_notices_that_nobody_fetches_are_bounded() -> None:
    notices = Notices()
    words = [notices.leave(Notice(str(number))) for number in range(500)]
    assert notices.fetch(words[0]) is None
    assert notices.fetch(words[-1]) == Notice("499")
    assert notices.fetch(words[-1]) is None
