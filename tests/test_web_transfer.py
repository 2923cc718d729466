"""How answers travel: pressed where that is safe, and HEAD wherever there is GET. A real server, asked over HTTP."""

import gzip
from collections.abc import Iterator
from datetime import date

import pytest
from made import NOW, card, contact, photo
from served import Served, serving

from cardscan.person import Event
from cardscan.store import Occasion, open_store

PAGES = ("/", "/people", "/people/1", "/people/1/merge?q=Quill", "/people/1/card.vcf?without_note=yes",
         "/people/1/qr.svg?without_note=yes", "/capture",
         "/today", "/events", "/events/new", "/events/1", "/events/1/edit", "/recall", "/introductions", "/phone",
         "/phone/contacts",
         "/settings", "/more", "/pair", "/api/people", "/api/people/1", "/api/openapi.json")  # fmt: skip


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder = tmp_path_factory.mktemp("web")
    with open_store(str(folder / "x.db")) as store:
        store.add_event(Event(0, "Tide fair", date(2026, 10, 2)), NOW)
        for number, name in enumerate(("Perrin Quillfeather", "Ottoline Brackwyth")):
            store.save(photo(f"/photos/{number}.jpg", card(contact(name))), [[contact(name)]], NOW, Occasion(1))
    with serving(str(folder / "x.db"), folder / "log") as it:
        assert it.pair().status == 303
        yield it


def test_pages_and_their_files_are_pressed(served: Served) -> None:
    style = served.get("/").text.partition('href="/static/app.css')[2].partition('"')[0]
    for path in ("/", "/people/1", "/api/people", f"/static/app.css{style}"):
        whole, pressed = served.get(path), served.get(path, Accept_Encoding="gzip")
        assert pressed.headers["content-encoding"] == "gzip", path
        assert "accept-encoding" in pressed.headers["vary"].lower(), path
        assert len(pressed.body) < len(whole.body) * 0.5, path
        assert gzip.decompress(pressed.body) == whole.body, path
        assert "content-encoding" not in whole.headers, path


def test_nothing_is_pressed_for_another_site_or_where_it_is_pictures(served: Served) -> None:
    """Another site that makes a browser ask for a page with text of its own would read secrets off the length."""
    for site in ("cross-site", "same-site"):
        answer = served.get("/people?q=Quill", Accept_Encoding="gzip", Sec_Fetch_Site=site)
        assert answer.status == 200 and "content-encoding" not in answer.headers
    for site in ("same-origin", "none"):
        answer = served.get("/people?q=Quill", Accept_Encoding="gzip", Sec_Fetch_Site=site)
        assert answer.headers["content-encoding"] == "gzip"
    assert "content-encoding" not in served.get("/people/1/card.vcf?without_note=yes", Accept_Encoding="gzip").headers


@pytest.mark.parametrize("path", PAGES)
def test_head_is_answered_as_get_without_its_body(served: Served, path: str) -> None:
    asked, told = served.get(path), served.ask("HEAD", path)
    assert (told.status, told.body) == (asked.status, b"")
    for name in ("content-type", "content-length", "cache-control", "content-security-policy"):
        assert told.headers.get(name) == asked.headers.get(name), name


def test_head_changes_nothing_and_lets_nobody_in(served: Served) -> None:
    assert served.ask("HEAD", "/people/1", Cookie="").status == 303
    assert served.ask("HEAD", "/undo").status == 405
    assert served.ask("HEAD", "/nothing").status == 404
